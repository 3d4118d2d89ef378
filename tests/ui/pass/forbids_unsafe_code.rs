#![forbid(unsafe_code)]
#![deny(warnings)]

#[telemetry::main]
fn main() {
    watch();
}

#[telemetry::command]
fn watch() {
    telemetry::check_in!("watching");
}
