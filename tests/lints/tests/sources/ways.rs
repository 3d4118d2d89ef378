//! A program that panics in the way that its argument names, each in another annotated function.

use std::fmt::Display;

#[telemetry::main(app = "ways")]
fn main() {
    let way = std::env::args().nth(1).unwrap_or_default();
    let numbers: Vec<usize> = way.bytes().map(usize::from).collect();
    match way.as_str() {
        "only-statement" => only_statement(),
        "statement" => println!("{}", statement(&numbers)),
        "unwrap" => println!("{}", unwrap(None)),
        "index" => println!("{}", index(&numbers, numbers.len())),
        "overflow" => println!("{}", overflow(u8::MAX)),
        "caller" => println!("{}", caller(None)),
        "generic" => println!("{}", generic(&way, &[1, 2])),
        "method" => Report(way).method(),
        "items-first" => items_first(),
        "closure" => closure(&numbers),
        _ => panic!("in main: {way}"),
    }
}

#[telemetry::command]
fn only_statement() {
    panic!("with nothing before it")
}

#[telemetry::command]
fn statement(numbers: &[usize]) -> usize {
    let mut sum = 0;
    for number in numbers {
        sum += number;
    }
    assert_eq!(sum, 0, "after a loop");
    sum
}

#[telemetry::command]
fn unwrap(
    number: Option<u8>,
) -> u8 {
    number
        .unwrap()
}

#[telemetry::command]
fn index(numbers: &[usize], at: usize) -> usize {
    numbers[at]
}

#[telemetry::command]
fn overflow(number: u8) -> u8 {
    let more = number + 1;
    more
}

#[telemetry::command]
#[track_caller]
fn caller(number: Option<u8>) -> u8 {
    number.expect("at the caller")
}

#[telemetry::command("generic")]
fn generic<T, const N: usize>(value: T, numbers: &[usize; N]) -> String
where
    T: Display,
{
    let text = format!("{value}{N}");
    assert!(numbers.is_empty(), "{text}");
    text
}

struct Report(String);

impl Report {
    #[telemetry::command("report/method")]
    fn method(&self) {
        let length = self.0.len();
        if length > 0 {
            panic!("of {length}");
        }
    }
}

#[telemetry::command]
fn items_first() {
    use std::collections::BTreeMap;
    const NONE: u8 = 0;
    fn inner() -> u8 {
        NONE
    }
    let map: BTreeMap<u8, u8> = BTreeMap::new();
    println!("{}", map[&inner()]);
}

#[telemetry::command]
fn closure(numbers: &[usize]) {
    numbers.iter().for_each(|number| {
        assert_eq!(*number, 0, "in a closure");
    });
}
