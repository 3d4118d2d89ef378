struct Args {
    title: String,
}

impl Args {
    #[telemetry::command(tags(title: String = self.title))]
    fn evaluate(&self) -> usize {
        self.title.len()
    }
}

fn main() {
    Args { title: String::new() }.evaluate();
}
