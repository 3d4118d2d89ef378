//! "Did you mean": the known word that the author of an unknown one probably meant.

/// The word of `known` that `word` looks like, if any does.
pub(crate) fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    // One slip in three letters: less refuses plain typing errors, more proposes words that have
    // nothing in common.
    let allowed = word.chars().count().div_ceil(3);
    known
        .into_iter()
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= allowed || abbreviates(&word, candidate))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// `env` for `environment`.
fn abbreviates(word: &str, candidate: &str) -> bool {
    word.len() >= 3 && candidate.starts_with(word)
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other
/// (the "optimal string alignment" distance).
fn distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.chars().collect();
    let to: Vec<char> = to.chars().collect();
    let mut table = vec![vec![0; to.len() + 1]; from.len() + 1];
    for i in 0..=from.len() {
        for j in 0..=to.len() {
            if i == 0 || j == 0 {
                table[i][j] = i + j;
                continue;
            }
            let replaced = table[i - 1][j - 1] + usize::from(from[i - 1] != to[j - 1]);
            let mut least = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                least = least.min(table[i - 2][j - 2] + 1);
            }
            table[i][j] = least;
        }
    }
    table[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 5] = ["release", "environment", "app", "dsn", "dist"];

    #[test]
    fn typing_errors_are_recognised() {
        for (word, meant) in [
            ("relase", "release"),
            ("Release", "release"),
            ("enviroment", "environment"),
            ("env", "environment"),
            ("dns", "dsn"),
            ("ap", "app"),
        ] {
            assert_eq!(closest(word, KNOWN), Some(meant), "{word}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in ["url", "colour", "e", ""] {
            assert_eq!(closest(word, KNOWN), None, "{word}");
        }
    }
}
