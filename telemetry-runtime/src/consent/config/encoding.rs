//! Decodes the user's file, which must be UTF-8.
//!
//! A file in another encoding is a mistake and never a refusal. PowerShell 5 writes UTF-16 for `>`,
//! and its user may well have written `collect: true`.

use super::syntax::Mistake;

const UTF_16: &str = "the file is UTF-16 and must be saved as UTF-8 (in PowerShell: Out-File -Encoding utf8)";
const ZERO_BYTES: &str = "the file contains zero bytes, so it is no text; save it again as UTF-8";
const NOT_UTF_8: &str = "this line is not UTF-8; save the file as UTF-8";

/// The file's text. It may still begin with a byte order mark.
///
/// # Errors
/// If the file is not UTF-8 or contains zero bytes. UTF-16 without a byte order mark is valid UTF-8
/// with a zero byte beside each ASCII character.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Mistake> {
    let whole_file = |what: &str| Mistake {
        line: None,
        what: what.to_owned(),
    };
    if is_utf_16(bytes) {
        return Err(whole_file(UTF_16));
    }
    if bytes.contains(&0) {
        return Err(whole_file(ZERO_BYTES));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.iter().take(error.valid_up_to());
        Mistake {
            line: Some(1 + valid.filter(|byte| **byte == b'\n').count()),
            what: NOT_UTF_8.to_owned(),
        }
    })
}

/// Returns true if the bytes contain this word, in letters of either case, in UTF-8 or UTF-16. The
/// word must not be empty.
pub(crate) fn mention(bytes: &[u8], word: &str) -> bool {
    let word = word.as_bytes();
    // The length from the first letter to the last, with a zero byte between each two letters.
    let in_utf_16 = (2 * word.len()).saturating_sub(1);
    let is_in_utf_16 = |window: &[u8]| {
        let mut letters = window.iter().step_by(2).zip(word);
        let zeros = window.iter().skip(1).step_by(2);
        letters.all(|(letter, of_word)| letter.eq_ignore_ascii_case(of_word))
            && zeros.into_iter().all(|byte| *byte == 0)
    };
    bytes
        .windows(word.len().max(1))
        .any(|window| window.eq_ignore_ascii_case(word))
        || (bytes.contains(&0) && bytes.windows(in_utf_16.max(1)).any(is_in_utf_16))
}

/// Returns true if the bytes are UTF-16 of either byte order, or contain some: PowerShell's `>>`
/// appends it to a file of any encoding.
fn is_utf_16(bytes: &[u8]) -> bool {
    let has_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let is_char = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let are_two_chars = |window: &[u8]| matches!(window, [one, 0, other, 0] if is_char(*one) && is_char(*other));
    has_mark || (bytes.contains(&0) && bytes.windows(4).any(are_two_chars))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONSENT: &str = "telemetry:\r\n  collect: true\r\n";

    fn little_endian(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn big_endian(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }

    #[test]
    fn utf_16_is_named_and_nothing_is_quoted() {
        let marked = format!("\u{feff}{CONSENT}");
        for bytes in [
            little_endian(&marked),
            big_endian(&marked),
            little_endian(CONSENT),
            big_endian(CONSENT),
            little_endian("\u{feff}"),
            [b"name: ada\n", &*little_endian(CONSENT)].concat(),
            [b"\xef\xbb\xbfname: J\xc3\xbcrgen\n", &*little_endian("telemetry")].concat(),
        ] {
            let mistake = text(&bytes).unwrap_err();
            assert_eq!((mistake.line, &*mistake.what), (None, UTF_16), "{bytes:?}");
        }
    }

    #[test]
    fn other_bytes_are_refused_with_a_fix() {
        for (bytes, line, what) in [
            (&b"a: 1\nb: \xff\n"[..], Some(2), NOT_UTF_8),
            (b"name: J\xfcrgen\n", Some(1), NOT_UTF_8),
            (b"telemetry:\n  collect: true\n\0\0\0\0", None, ZERO_BYTES),
            (&[0; 5000], None, ZERO_BYTES),
        ] {
            let mistake = text(bytes).unwrap_err();
            assert_eq!((mistake.line, &*mistake.what), (line, what), "{bytes:?}");
        }
    }

    #[test]
    fn utf_8_is_read_with_or_without_a_byte_order_mark() {
        for utf_8 in [
            "",
            "\u{feff}",
            CONSENT,
            "\u{feff}a: 1\r\n",
            "ä: €\n",
            "þÿ: 1",
            "日本: 1",
        ] {
            assert_eq!(text(utf_8.as_bytes()).unwrap(), utf_8);
        }
    }

    #[test]
    fn the_word_is_found_in_each_encoding() {
        assert!(mention(CONSENT.as_bytes(), "telemetry"));
        assert!(mention(&little_endian(CONSENT), "telemetry") && mention(&big_endian(CONSENT), "telemetry"));
        for other in ["", "telemetr", "tele metry"] {
            assert!(!mention(other.as_bytes(), "telemetry") && !mention(&little_endian(other), "telemetry"));
        }
        assert!(!mention(&[0; 100], "telemetry"));
    }
}
