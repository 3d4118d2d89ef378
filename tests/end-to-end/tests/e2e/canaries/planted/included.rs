fn included(message: &str) {
    panic!("{message}");
}
