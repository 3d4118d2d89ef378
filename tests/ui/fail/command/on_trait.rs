#[telemetry::command]
trait Show {
    fn show(&self);
}

fn main() {}
