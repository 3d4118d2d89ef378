//! Looking for a word in whatever form it may have been written down.

/// What is searched.
pub(super) struct Haystack {
    what: String,
    text: String,
    /// Forms in which letters may be of either case are looked for here.
    lower: String,
}

impl Haystack {
    /// `what` it is, for whoever reads that something was found in it.
    pub(super) fn new(what: impl Into<String>, bytes: &[u8]) -> Self {
        // What is no text stays a character for each byte or few: no form of a word is among that.
        let text = String::from_utf8_lossy(bytes).into_owned();
        Self {
            what: what.into(),
            lower: text.to_ascii_lowercase(),
            text,
        }
    }

    /// In which form the word is there, if it is.
    pub(super) fn form_of(&self, word: &str) -> Option<&'static str> {
        let lower = word.to_ascii_lowercase();
        if self.lower.contains(&lower) {
            return Some("plain");
        }
        if self.lower.contains(&lower.chars().rev().collect::<String>()) {
            return Some("backwards");
        }
        [word, &lower, &word.to_ascii_uppercase()].into_iter().find_map(|word| {
            let by_byte = [("percent-encoded", "%"), ("hexadecimal", ""), ("escaped", "\\u00")];
            let found = by_byte
                .into_iter()
                .find(|(_, before)| self.lower.contains(&each_byte(word, before)));
            let is_base64 = || base64(word).any(|form| self.text.contains(&form));
            found.map(|(form, _)| form).or_else(|| is_base64().then_some("base64"))
        })
    }

    /// Asserts that none of the words is there.
    #[track_caller]
    pub(super) fn assert_free_of<'a>(&self, words: impl IntoIterator<Item = &'a str>) {
        for word in words {
            let form = self.form_of(word);
            assert!(
                form.is_none(),
                "{word} ({}) in {}:\n{}",
                form.unwrap_or_default(),
                self.what,
                self.text
            );
        }
    }
}

// Input:  "az", "%"
// Output: "%61%7a"
fn each_byte(word: &str, before: &str) -> String {
    let bytes: Vec<String> = word.bytes().map(|byte| format!("{before}{byte:02x}")).collect();
    bytes.concat()
}

/// The characters that stand for the word whatever comes before and after it, in both alphabets: a
/// word may begin at any of three places within the groups of three bytes.
fn base64(word: &str) -> impl Iterator<Item = String> {
    let of_alphabet = |last: [char; 2]| {
        let alphabet: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(last).collect();
        let word = word.as_bytes().to_vec();
        (0..3_usize).map(move |before| {
            let bytes = std::iter::repeat_n(&0, before).chain(&word);
            let bits: Vec<u8> = bytes
                .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
                .collect();
            let sextets = bits
                .chunks_exact(6)
                .map(|bits| bits.iter().fold(0, |all, bit| all << 1 | bit));
            // The characters that hold bits of what comes before say something else there.
            let characters = sextets.skip((before * 8).div_ceil(6));
            characters.map(|sextet| alphabet[usize::from(sextet)]).collect()
        })
    };
    of_alphabet(['+', '/']).chain(of_alphabet(['-', '_']))
}

#[test]
fn a_word_is_found_in_every_form() {
    let form_of = |text: &str| Haystack::new("a text", text.as_bytes()).form_of("zqWordkx");
    for (text, form) in [
        ("a zqWordkx", "plain"),
        ("a ZQWORDKX", "plain"),
        ("%7a%71%57%6f%72%64%6b%78", "percent-encoded"),
        ("%7A%71%77%6F%72%64%6B%78", "percent-encoded"),
        ("7a71776f72646b78", "hexadecimal"),
        ("5A51574F52444B58", "hexadecimal"),
        ("\\u007a\\u0071\\u0077\\u006F\\u0072\\u0064\\u006b\\u0078", "escaped"),
        ("a xkdrowqz", "backwards"),
        // `zqWordkx`, `:zqWordkx`, `::zqWordkx`, `ZQWORDKX!`, `::zqwordkx::`, each by `base64`.
        ("enFXb3Jka3g=", "base64"),
        ("OnpxV29yZGt4", "base64"),
        ("Ojp6cVdvcmRreA", "base64"),
        ("WlFXT1JES1gh", "base64"),
        ("Ojp6cXdvcmRreDo6", "base64"),
    ] {
        assert_eq!(form_of(text), Some(form), "{text}");
    }
    assert_eq!(form_of("zq word kx enFXb3Jka"), None);
    // In the two characters by which they differ, too.
    assert!(base64("??>>").any(|form| form.contains('-')) && base64("??>>").any(|form| form.contains('+')));
}
