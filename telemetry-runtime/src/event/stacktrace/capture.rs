//! The calling thread's stack, as std's own symboliser prints it.
//!
//! Every program carries that symboliser, so we read its text instead of linking a second one, as
//! Sentry's client does for the backtraces of `anyhow`. The form of the text is not guaranteed. A
//! line that does not read as expected is skipped, and the frame is then missing.

use crate::event::types::MOST_FRAMES;
#[cfg(target_os = "linux")]
use crate::util::mapped_files::reading;
use std::backtrace::Backtrace;
use std::fmt::{self, Write};

/// Frames between the panic and the capture. `trim` removes them.
const BETWEEN: usize = 40;
/// The longest name that is read, in bytes. Generic arguments can take kilobytes.
const LONGEST_NAME: usize = 16 * 1024;
/// The longest text that is read, in bytes; a frame takes 100 on average.
const LONGEST_TEXT: usize = 4 * 1024 * 1024;

/// The addresses on the stack of the calling thread; names are looked up later.
#[derive(Debug)]
pub(crate) struct Stack(Backtrace);

/// One line of the stack: a function, or one that the compiler inlined into the next.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Symbol {
    /// Where the function continues when the one that it called returns; only with `debug-images`.
    pub(super) address: u64,
    /// Empty if the symboliser knows no name.
    pub(super) name: String,
    pub(super) file: Option<String>,
    pub(super) line: Option<u32>,
    pub(super) column: Option<u32>,
}

/// The innermost symbols of a stack.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    /// Innermost first.
    pub(super) list: Vec<Symbol>,
    /// Whether the stack has more frames than were read.
    pub(super) is_cut: bool,
}

impl Stack {
    pub(crate) fn here() -> Self {
        Self(Backtrace::force_capture())
    }

    pub(super) fn symbols(&self) -> Symbols {
        let mut text = Bounded(String::new());
        let printed = reading(|| write!(text, "{:#}", self.0));
        let mut symbols = Symbols::read(&text.0);
        symbols.is_cut |= printed.is_err();
        symbols
    }
}

#[cfg(not(target_os = "linux"))]
fn reading<T>(read: impl FnOnce() -> T) -> T {
    read()
}

/// Takes so much text and no more.
struct Bounded(String);

impl Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.push_str(text);
        if self.0.len() > LONGEST_TEXT {
            Err(fmt::Error)
        } else {
            Ok(())
        }
    }
}

impl Symbols {
    // Input:  `   1:     0x55e0 - snatch::buy\n                  at src/trade.rs:7:5\n`
    // Output: snatch::buy, src/trade.rs, 7, 5
    fn read(text: &str) -> Self {
        let mut symbols = Self::default();
        let mut frames = 0;
        let mut address = 0;
        for line in text.lines().map(str::trim_start) {
            if let Some(place) = line.strip_prefix("at ") {
                if let Some(symbol) = symbols.list.last_mut() {
                    symbol.set_place(place);
                }
                continue;
            }
            let (number, name) = frame(line).unzip();
            if let Some(number) = number {
                frames += 1;
                address = number;
            }
            if frames > MOST_FRAMES + BETWEEN {
                symbols.is_cut = true;
                break;
            }
            symbols.list.push(Symbol::new(address, name.unwrap_or(line)));
        }
        // Some systems end the stack with a frame at no address.
        symbols.list.retain(|symbol| symbol.address != 0);
        symbols
    }
}

// Input:  `1:     0x55e0 - snatch::buy`
// Output: 0x55e0, `snatch::buy`
/// The address and the name, unless the line is that of an inlined function.
fn frame(line: &str) -> Option<(u64, &str)> {
    let (number, rest) = line.split_once(": ")?;
    number.parse::<u32>().ok()?;
    let (address, name) = rest.trim_start().strip_prefix("0x")?.split_once(" - ")?;
    Some((u64::from_str_radix(address, 16).ok()?, name))
}

impl Symbol {
    fn new(address: u64, name: &str) -> Self {
        let name = name.get(..LONGEST_NAME).unwrap_or(name);
        Self {
            address,
            name: if name == "<unknown>" {
                String::new()
            } else {
                without_hashes(name)
            },
            ..Self::default()
        }
    }

    // Input:  `C:\snatch\src\trade.rs:7:5`, `trade.c:7`
    fn set_place(&mut self, text: &str) {
        let number = |text: &str| text.parse::<u32>().ok();
        let split = |text: &str| {
            let (before, last) = text.rsplit_once(':')?;
            Some((before.to_owned(), number(last)?))
        };
        let Some((before, last)) = split(text) else { return };
        let (file, line, column) = match split(&before) {
            Some((file, line)) => (file, line, last),
            None => (before, last, 0),
        };
        self.file = Some(file);
        // The compiler says 0 where code belongs to no line.
        self.line = Some(line).filter(|line| *line > 0);
        self.column = Some(column).filter(|column| *column > 0);
    }
}

// Input:  `<snatch[9f3c]::Coin as core[59ae]::fmt::Display>::fmt`, `snatch::buy::h70a3b4c5d6e7f809`
// Output: `<snatch::Coin as core::fmt::Display>::fmt`, `snatch::buy`
/// The name without the compiler's hashes of crates and functions.
fn without_hashes(name: &str) -> String {
    let is_hash = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = match name.rsplit_once("::h") {
        Some((name, hash)) if hash.len() == 16 && is_hash(hash) => name,
        _ => name,
    };
    let mut kept = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        kept.push_str(before);
        // `[u8]` does not follow a name, and is no hash.
        let hash = after
            .split_once(']')
            .filter(|(hash, _)| is_hash(hash) && before.ends_with(is_of_name));
        rest = hash.map_or(after, |(_, rest)| rest);
        if hash.is_none() {
            kept.push('[');
        }
    }
    kept.push_str(rest);
    kept
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbol(address: u64, name: &str) -> Symbol {
        Symbol {
            address,
            name: name.to_owned(),
            ..Symbol::default()
        }
    }

    #[test]
    fn frames_and_inlined_functions_are_read() {
        let text = "   0:     0x55fc91d2a5a3 - <snatch[9f3c]::Coin>::buy::{closure#0}
                               at /home/ada/snatch/src/main.rs:4:101
                        snatch::main::h70a3b4c5d6e7f809
  12:     0x7ff1550e024a - __libc_start_call_main
                               at ./csu/libc_start_call_main.h:58
  13:     0x7ff1550e0300 - <unknown>
  14:                0x0 - <unknown>
";
        let read = Symbols::read(text);
        assert!(!read.is_cut);
        let mut expected = [
            symbol(0x55fc_91d2_a5a3, "<snatch::Coin>::buy::{closure#0}"),
            symbol(0x55fc_91d2_a5a3, "snatch::main"),
            symbol(0x7ff1_550e_024a, "__libc_start_call_main"),
            symbol(0x7ff1_550e_0300, ""),
        ];
        (expected[0].file, expected[0].line) = (Some("/home/ada/snatch/src/main.rs".to_owned()), Some(4));
        expected[0].column = Some(101);
        (expected[2].file, expected[2].line) = (Some("./csu/libc_start_call_main.h".to_owned()), Some(58));
        assert_eq!(read.list, expected);
    }

    #[test]
    fn std_prints_what_is_read() {
        let symbols = Stack::here().symbols();
        let name = concat!(module_path!(), "::std_prints_what_is_read");
        let here = symbols.list.iter().find(|symbol| symbol.name == name);
        let here = here.unwrap();
        assert!(here.address > 0, "{here:?}");
        // The tests of Windows are compiled without debug information.
        if cfg!(unix) {
            assert!(here.line.is_some() && here.column.is_some(), "{here:?}");
            assert!(here.file.as_deref().unwrap().ends_with(file!()), "{here:?}");
        }
    }

    #[test]
    fn only_hashes_are_removed() {
        for (name, read) in [
            (
                "<[u8] as core[c1f1a4ba060b9bfa]::fmt::Debug>::fmt",
                "<[u8] as core::fmt::Debug>::fmt",
            ),
            ("snatch::<[ab; 3]>::f::h123", "snatch::<[ab; 3]>::f::h123"),
            ("a[", "a["),
            ("a[]", "a[]"),
        ] {
            assert_eq!(without_hashes(name), read);
        }
    }

    #[test]
    fn other_text_gives_names_at_most() {
        assert_eq!(Symbols::read("unsupported backtrace").list, []);
        assert_eq!(Symbols::read("").list, []);
        for text in [
            "at",
            "at :",
            "at a:b:c",
            "1: 0x",
            "1: 0xg - a",
            "1: 0x1 -",
            "99999999999: 0x1 - a",
        ] {
            let _ = Symbols::read(text);
        }
    }
}
