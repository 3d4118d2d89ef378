//! Sampling: a share of very many users gives the same statistics as all of them.

use crate::model::app::App;
use crate::model::run_record::Record;
use crate::util::hash::hash;
use uuid::Uuid;

/// The tag with the sampling rate, by which the server can scale counts.
pub(crate) const TAG: &str = "sample";

/// Returns true if this user is in the sample of this release.
///
/// The result for a user and a release never changes. Each release samples other users, so that no
/// user always sends events, or never does.
pub(crate) fn contains(user: Uuid, release: &str, share: f64) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "a share of users is no exact number")]
    let place = mixed(hash(&format!("{}\n{release}", user.simple()))) as f64 / u64::MAX as f64;
    place < share
}

/// Each bit of `hash` depends mostly on the last letters of the text. Each bit of the result
/// depends on all of them.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// The tag for an event of this run. An event without a user id is not sampled: all users send it.
pub(crate) fn tag(app: &App, user: Option<Uuid>) -> Option<(String, String)> {
    let share = app.sample.filter(|_| user.is_some())?;
    Some((TAG.to_owned(), share.to_string()))
}

/// The tag for an event about an earlier run, perhaps of another release. That run's journal has
/// the sampling rate.
pub(crate) fn tag_of(run: &Record) -> Option<(String, String)> {
    let share: f64 = run.tags.get(TAG)?.parse().ok()?;
    (share > 0.0 && share <= 1.0).then(|| (TAG.to_owned(), share.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sampled ones of ten thousand users.
    fn chosen(release: &str, share: f64) -> Vec<u128> {
        let user = |number: u128| Uuid::from_u128(number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        (0..10_000)
            .filter(|number| contains(user(*number), release, share))
            .collect()
    }

    #[test]
    fn it_is_as_large_as_asked_and_the_same_each_time() {
        for (share, expected) in [(0.01, 100.0), (0.1, 1_000.0), (0.5, 5_000.0)] {
            let count = f64::from(u32::try_from(chosen("app@1.0.0", share).len()).unwrap());
            // Four standard deviations of that many coin flips.
            let deviation = (expected * (1.0 - share)).sqrt();
            assert!((count - expected).abs() < 4.0 * deviation, "{count} of {share}");
            assert_eq!(chosen("app@1.0.0", share), chosen("app@1.0.0", share));
        }
        assert_eq!(chosen("app@1.0.0", 1.0).len(), 10_000);
    }

    #[test]
    fn a_larger_share_holds_the_smaller_and_another_release_other_users() {
        let (tenth, half) = (chosen("app@1.0.0", 0.1), chosen("app@1.0.0", 0.5));
        assert!(tenth.iter().all(|user| half.contains(user)));
        let next = chosen("app@1.0.1", 0.1);
        let both = tenth.iter().filter(|user| next.contains(user)).count();
        assert!((40..250).contains(&both), "{both} of 1,000 in both");
    }

    #[test]
    fn an_earlier_run_is_of_its_own_share() {
        let mut run = Record::example();
        assert_eq!(tag_of(&run), None);
        for (word, share) in [
            ("0.25", Some("0.25")),
            ("1", Some("1")),
            ("0", None),
            ("-1", None),
            ("canary", None),
            ("NaN", None),
        ] {
            run.tags.insert(TAG.to_owned(), word.to_owned());
            assert_eq!(tag_of(&run).map(|(_, share)| share).as_deref(), share, "{word}");
        }
    }
}
