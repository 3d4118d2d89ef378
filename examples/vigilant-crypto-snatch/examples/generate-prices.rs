//! Makes up the shipped prices: `cargo run -p vigilant-crypto-snatch --example generate-prices >
//! data/btc-eur.csv`.
//!
//! A random walk with a few crashes. Only `+ - * /` touch the floating-point numbers, because these
//! give the same bits on every machine, which `ln` and `cos` do not.

use std::fmt::Write;

/// Chosen by eye, for a history with something to see.
const SEED: u64 = 53;
const FIRST_YEAR: u32 = 2022;
const YEARS: u32 = 3;
const FIRST_PRICE: f64 = 33_000.0;

/// What a quiet day adds on average, and how far days differ.
const DRIFT: f64 = 0.0012;
const SWING: f64 = 0.022;

/// How many days in a thousand begin a crash, how long it lasts, and what each of its days takes.
const CRASHES_PER_MILLE: f64 = 7.0;
const CRASH_DAYS: u32 = 4;
const CRASH_DROP: f64 = 0.055;

fn main() {
    print!("{}", csv());
}

fn csv() -> String {
    let mut text =
        String::from("# Invented by examples/generate-prices.rs: these are no real prices.\ndate,close_eur\n");
    let mut random = SplitMix64(SEED);
    let mut price = FIRST_PRICE;
    let mut crash_days_left = 0;
    for date in dates() {
        writeln!(text, "{date},{price:.2}").expect("a String takes all that is written");
        if crash_days_left == 0 && random.unit() * 1000.0 < CRASHES_PER_MILLE {
            crash_days_left = CRASH_DAYS;
        }
        let change = DRIFT + SWING * random.normal();
        if crash_days_left > 0 {
            crash_days_left -= 1;
            price *= 1.0 + change - CRASH_DROP;
        } else {
            price *= 1.0 + change;
        }
    }
    text
}

/// Every day of the years, as `2022-01-31`.
fn dates() -> impl Iterator<Item = String> {
    (FIRST_YEAR..FIRST_YEAR + YEARS).flat_map(|year| {
        (1..=12).flat_map(move |month| (1..=days(year, month)).map(move |day| format!("{year}-{month:02}-{day:02}")))
    })
}

/// How long the month is; right for 1901 to 2099.
fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Sebastiano Vigna's generator: small, and good enough for a story.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Evenly spread over 0 to 1.
    fn unit(&mut self) -> f64 {
        let high = u32::try_from(self.next() >> 32).expect("32 bits are left");
        f64::from(high) / 4_294_967_296.0
    }

    /// Close to the normal distribution: the sum of twelve even ones, whose variance is 1.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

#[test]
fn the_shipped_prices_are_what_this_makes() {
    let shipped = include_str!("../data/btc-eur.csv");
    assert!(csv().lines().eq(shipped.lines()), "write data/btc-eur.csv anew");
}

#[test]
fn the_generator_is_the_published_one() {
    // The first two values for the seed 1234567, from the reference implementation.
    let mut random = SplitMix64(1_234_567);
    assert_eq!(
        [random.next(), random.next()],
        [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]
    );
}
