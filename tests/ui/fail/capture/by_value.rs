fn main() {
    telemetry::capture(std::io::Error::other("no prices"));
}
