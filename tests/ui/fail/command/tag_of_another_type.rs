struct Args {
    limit: u32,
}

impl Args {
    #[telemetry::command(tags(limit: bool = self.limit))]
    fn evaluate(&self) -> u32 {
        self.limit
    }
}

fn main() {
    Args { limit: 5 }.evaluate();
}
