struct Args {
    output: bool,
}

impl Args {
    #[telemetry::command(tags(output = self.output))]
    fn evaluate(&self) -> bool {
        self.output
    }
}

fn main() {
    Args { output: true }.evaluate();
}
