//! Tags of `self`, whose types are written, and of an `async fn`.
// events: ["Start run/default", "Start args/later", "Start args/take"]
// expansion: run, take
#![deny(warnings)]

use std::marker::PhantomData;
use telemetry::Tag;

#[derive(Tag)]
enum Output {
    Text,
}

struct Args<T> {
    output: Output,
    verbose: bool,
    kind: PhantomData<T>,
}

trait Run {
    fn quiet(&self) -> bool;

    #[telemetry::command("run/default", tags(quiet: bool = self.quiet()))]
    fn run(&self) -> bool {
        self.quiet()
    }
}

impl<T> Run for Args<T> {
    fn quiet(&self) -> bool {
        !self.verbose
    }
}

impl<T> Args<T> {
    #[telemetry::command("args/take", tags(output: Output = self.output, other = other), flags(self.verbose))]
    fn take(self, other: bool) -> bool {
        other
    }

    #[telemetry::command("args/later", tags(output: &Output = &self.output), flags(loud = self.verbose))]
    async fn later(&self) -> bool {
        std::future::ready(self.verbose).await
    }
}

#[telemetry::main(app = "e2e")]
#[tokio::main]
async fn main() {
    let args = Args {
        output: Output::Text,
        verbose: true,
        kind: PhantomData::<u8>,
    };
    assert!(!args.run());
    assert!(args.later().await);
    assert!(args.take(true));
}
