//! Numbers as text without allocation, for signal handlers and exits.

/// A number in decimal.
pub(crate) struct Digits([u8; Self::MOST]);

impl Digits {
    /// Those of `u64::MAX`.
    const MOST: usize = 20;

    pub(crate) fn of(number: impl Into<u64>) -> Self {
        let mut number: u64 = number.into();
        let mut digits = [b'0'; Self::MOST];
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
            number /= 10;
        }
        Self(digits)
    }

    pub(crate) fn as_str(&self) -> &str {
        let zeros = self.0.iter().take(Self::MOST - 1);
        let leading = zeros.take_while(|digit| **digit == b'0').count();
        let digits = self.0.get(leading..).unwrap_or_default();
        std::str::from_utf8(digits).unwrap_or("0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_out() {
        for number in [0, 7, 10, 4_711, u64::from(u32::MAX), u64::MAX] {
            assert_eq!(Digits::of(number).as_str(), number.to_string());
        }
    }
}
