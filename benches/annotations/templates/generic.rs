/// Compiled once for each type: the annotation's `static` is not.
#[telemetry::command]
fn generic_NUMBER<T: Display + PartialOrd>(values: &[T], least: &T) -> String {
    let mut shown = String::from("NUMBER:");
    for value in values.iter().filter(|value| *value >= least) {
        if shown.len() > 40 + NUMBER {
            break;
        }
        shown.push(' ');
        shown.push_str(&value.to_string());
    }
    shown
}

fn call_NUMBER(text: &str) -> u64 {
    let lengths: Vec<usize> = text.split(' ').map(str::len).collect();
    let words: Vec<&str> = text.split(' ').collect();
    (generic_NUMBER(&lengths, &3).len() + generic_NUMBER(&words, &"b").len()) as u64
}
