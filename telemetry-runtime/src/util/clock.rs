//! Times as the files and the wire have them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A day.
pub(crate) const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Now, in milliseconds since 1970; 0 on a machine whose clock stands before that.
pub(crate) fn millis() -> u64 {
    since_epoch(SystemTime::now())
}

/// A time, in milliseconds since 1970.
pub(crate) fn since_epoch(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, as_millis)
}

/// Whole milliseconds.
pub(crate) fn as_millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// The time that many milliseconds after 1970; the end of the year 9999 where it is later, which
/// nobody could write down.
pub(crate) fn from_millis(millis: u64) -> SystemTime {
    const LAST: u64 = 253_402_300_799_999;
    UNIX_EPOCH
        .checked_add(Duration::from_millis(millis.min(LAST)))
        .unwrap_or(UNIX_EPOCH)
}

/// The number of the UTC day.
pub(crate) fn day(millis: u64) -> u64 {
    millis / as_millis(DAY)
}

/// `2026-01-31T12:00:00.000Z`
pub(crate) fn rfc3339(millis: u64) -> String {
    let (year, month, day_of_month) = civil(day(millis));
    let within = millis % as_millis(DAY);
    let (seconds, thousandths) = (within / 1000, within % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day_of_month:02}T{hour:02}:{minute:02}:{second:02}.{thousandths:03}Z")
}

/// The time in such a text, in milliseconds since 1970; smaller parts of a second are left
/// out.
pub(crate) fn of_rfc3339(text: &str) -> Option<u64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let numbers = |text: &str, separator| {
        let mut numbers = text.split(separator).map(|number| number.parse::<u64>().ok());
        let three = (numbers.next()??, numbers.next()??, numbers.next()??);
        numbers.next().is_none().then_some(three)
    };
    let ((year, month, day_of_month), (hour, minute, second)) = (numbers(date, '-')?, numbers(time, ':')?);
    let thousandths: u64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let is_one = (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day_of_month);
    // Of a day that is out of its month, whatever comes of it.
    (is_one && hour < 24 && minute < 60 && second <= 60).then(|| {
        let within = (hour * 60 + minute) * 60 + second;
        days(year, month, day_of_month) * as_millis(DAY) + within * 1000 + thousandths
    })
}

/// The inverse of [`civil`].
fn days(year: u64, month: u64, day_of_month: u64) -> u64 {
    let year = year - u64::from(month <= 2);
    let era = year / 400;
    let year_of_era = year - era * 400;
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day_of_month - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a day since 1970: Howard Hinnant's `civil_from_days`
/// (<https://howardhinnant.github.io/date_algorithms.html>), for days after 1970 only.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_are_written_as_sentry_reads_them() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(rfc3339(951_782_399_999), "2000-02-28T23:59:59.999Z");
        assert_eq!(rfc3339(951_782_400_000), "2000-02-29T00:00:00.000Z");
        assert_eq!(rfc3339(1_767_225_599_001), "2025-12-31T23:59:59.001Z");
        assert_eq!(rfc3339(since_epoch(from_millis(u64::MAX))), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn times_are_read_as_they_were_written() {
        for millis in [
            0,
            951_782_399_999,
            951_782_400_000,
            1_767_225_599_001,
            4_102_444_800_000,
        ] {
            assert_eq!(of_rfc3339(&rfc3339(millis)), Some(millis));
        }
        assert_eq!(of_rfc3339("2025-12-31T23:59:59Z"), Some(1_767_225_599_000));
        assert_eq!(of_rfc3339("2025-12-31T23:59:59.0019Z"), Some(1_767_225_599_001));
        for none in [
            "",
            "Z",
            "T",
            "2025-12-31",
            "2025-13-01T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "2025-12-31T24:00:00Z",
            "2025-12-31T18446744073709551615:00:00Z",
            "2025-12-31T23:59:59.éZ",
        ] {
            assert_eq!(of_rfc3339(none), None, "{none}");
        }
    }

    proptest! {
        #![proptest_config(crate::util::laws::trial())]

        #[test]
        fn no_text_makes_it_panic(text in "[0-9TZ.:é-]{0,30}", year: u64, day: u64, hour: u64, second: u64) {
            let _ = of_rfc3339(&text);
            let _ = of_rfc3339(&format!("{year}-01-{day}T{hour}:00:{second}Z"));
        }
    }
}
