//! The command line.

use crate::Result;

/// The arguments of the benchmark.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// How many functions each program has.
    pub(crate) functions: u32,
    /// How often each program is compiled in each way.
    pub(crate) rounds: u32,
    /// Whether the programs are left behind.
    pub(crate) keep: bool,
}

impl Arguments {
    pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Result<Self> {
        let (flags, numbers): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| word.starts_with('-'));
        if let Some(stranger) = flags.iter().find(|flag| *flag != "--keep") {
            return Err(format!("there is no `{stranger}`: the arguments are [functions] [rounds] [--keep]").into());
        }
        let number = |place: usize, default| match numbers.get(place) {
            None => Ok(default),
            Some(word) => match word.parse() {
                Ok(0) | Err(_) => Err(format!("`{word}` is not a number from 1 on")),
                Ok(number) => Ok(number),
            },
        };
        Ok(Self {
            functions: number(0, 100)?,
            rounds: number(1, 5)?,
            keep: !flags.is_empty(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn numbers_have_defaults() {
        let arguments = |functions, rounds, keep| Arguments {
            functions,
            rounds,
            keep,
        };
        assert_eq!(parse("").unwrap(), arguments(100, 5, false));
        assert_eq!(parse("--keep 30").unwrap(), arguments(30, 5, true));
        assert_eq!(parse("30 7").unwrap(), arguments(30, 7, false));
    }

    #[test]
    fn nonsense_is_named() {
        for (line, named) in [("0", "`0`"), ("5 many", "`many`"), ("--help", "`--help`")] {
            assert!(parse(line).unwrap_err().to_string().contains(named), "{line}");
        }
    }
}
