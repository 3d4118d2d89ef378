//! How numbers are written for people.

/// `12,345.60`
pub(crate) fn euros(amount: f64) -> String {
    let text = format!("{amount:.2}");
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{cents}")
}

/// `12,346`
pub(crate) fn whole(amount: f64) -> String {
    let text = euros(amount.round());
    text.trim_end_matches(".00").to_owned()
}

/// `0.01234567`
pub(crate) fn coins(amount: f64) -> String {
    format!("{amount:.8}")
}

/// `+12.3 %`
pub(crate) fn change(percent: f64) -> String {
    let text = format!("{percent:+.1} %");
    match text.as_str() {
        "+0.0 %" | "-0.0 %" => "0.0 %".to_owned(),
        _ => text,
    }
}

/// What is written where there is no number.
pub(crate) const NOTHING: &str = "–";

/// `1 buy`, `2 buys`
pub(crate) fn count(number: u32, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(euros(0.0), "0.00");
        assert_eq!(euros(999.999), "1,000.00");
        assert_eq!(euros(-123.4), "-123.40");
        assert_eq!(euros(-1_234_567.891), "-1,234,567.89");
        assert_eq!(whole(45_678.5), "45,679");
        assert_eq!(whole(100.0), "100");
    }

    #[test]
    fn changes_have_a_sign() {
        assert_eq!(change(3.04), "+3.0 %");
        assert_eq!(change(-12.36), "-12.4 %");
        assert_eq!(change(-0.04), "0.0 %");
    }
}
