trait Show {
    #[telemetry::command]
    fn show(&self);
}

impl Show for u8 {
    fn show(&self) {}
}

fn main() {
    1u8.show();
}
