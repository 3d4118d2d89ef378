//! Tells random keys from words.
//!
//! Random text changes between lower case, upper case and digits every other character. Words
//! change where a new word begins: every five characters or so. So the average length of what lies
//! between two changes tells them apart.

/// How many letters and digits there are, of which kinds, and how many stretches of one kind they
/// make.
#[derive(Default)]
pub(super) struct Shape {
    length: usize,
    lower: usize,
    upper: usize,
    digits: usize,
    pub(super) is_hex: bool,
    stretches: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Lower,
    Upper,
    Digit,
    Other,
}

impl Shape {
    pub(super) fn of(chars: &[char]) -> Self {
        let mut shape = Self {
            is_hex: true,
            ..Self::default()
        };
        let mut before = Kind::Other;
        let mut in_capitals = 0;
        for char in chars {
            let kind = match char {
                'a'..='z' => Kind::Lower,
                'A'..='Z' => Kind::Upper,
                '0'..='9' => Kind::Digit,
                _ => Kind::Other,
            };
            shape.length += usize::from(kind != Kind::Other);
            shape.lower += usize::from(kind == Kind::Lower);
            shape.upper += usize::from(kind == Kind::Upper);
            shape.digits += usize::from(kind == Kind::Digit);
            shape.is_hex &= kind == Kind::Other || char.is_ascii_hexdigit();
            let starts = match (before, kind) {
                (_, Kind::Other) => false,
                // `Word` is one stretch; `HTTPServer` is two, the second begins one capital back.
                (Kind::Upper, Kind::Lower) => in_capitals > 1,
                _ => before != kind,
            };
            shape.stretches += usize::from(starts);
            in_capitals = if kind == Kind::Upper { in_capitals + 1 } else { 0 };
            before = kind;
        }
        shape
    }

    pub(super) fn has_both_cases(&self) -> bool {
        self.lower > 0 && self.upper > 0
    }

    pub(super) fn has_digit(&self) -> bool {
        self.digits > 0
    }

    pub(super) fn has_letter(&self) -> bool {
        self.lower + self.upper > 0
    }

    /// Whether there are lower-case words only, or something as short as `v1`.
    pub(super) fn is_words(&self) -> bool {
        self.length <= 3 || self.upper == 0 && !self.is_shorter_than(22)
    }

    /// Whether the stretches are, on average, shorter than so many tenths of a character.
    pub(super) fn is_shorter_than(&self, tenths: usize) -> bool {
        self.length * 10 < self.stretches * tenths
    }
}
