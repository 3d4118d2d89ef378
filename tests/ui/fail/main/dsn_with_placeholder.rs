#[telemetry::main(dsn = "https://<key>@<host>/<project>")]
fn main() {}
