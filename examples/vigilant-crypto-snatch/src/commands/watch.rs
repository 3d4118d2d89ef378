//! `watch`: follows the price and buys when a trigger fires.

use crate::cli::Watch;
use crate::config::Settings;
use crate::format;
use crate::prices::Price;
use crate::trader::{Order, Purchase, Trader};
use std::io::{self, Write};
use std::thread;

/// Takes one shipped price after the other as today's. After the last, it begins anew.
#[telemetry::command("watch", flags(options.rounds))]
pub(crate) fn watch(options: &Watch, settings: &Settings, prices: &[Price], out: &mut impl Write) -> io::Result<()> {
    // Before this day, not every trigger could be judged.
    let spans = settings.triggers.iter().map(|trigger| trigger.within.days());
    let first = spans.max().unwrap_or(0).min(prices.len() - 1);
    let mut round = 0;
    loop {
        let mut trader = Trader::new(&settings.triggers, &settings.marketplace);
        for day in first..prices.len() {
            telemetry::check_in!("watching");
            line(settings, prices, day, &mut trader, out)?;
            round += 1;
            if options.rounds == Some(round) {
                return Ok(());
            }
            thread::sleep(options.every);
        }
        writeln!(
            out,
            "These were all the prices: once more from the start, with a new account."
        )?;
    }
}

fn line(
    settings: &Settings,
    prices: &[Price],
    day: usize,
    trader: &mut Trader,
    out: &mut impl Write,
) -> io::Result<()> {
    let Price { date, eur } = prices[day];
    let before = prices[day.saturating_sub(1)].eur;
    let change = format::change((eur / before - 1.0) * 100.0);
    write!(out, "{date}  {:>10} EUR  {change:>8}", format::euros(eur))?;
    for order in trader.act(prices, day) {
        match order {
            Order::Bought(Purchase {
                trigger, paid, coins, ..
            }) => {
                let (name, paid, coins) = (
                    &settings.triggers[trigger].name,
                    format::euros(paid),
                    format::coins(coins),
                );
                write!(out, "   {name}: bought {coins} BTC for {paid} EUR")?;
            }
            Order::TooExpensive(trigger) => {
                let balance = format::euros(trader.account.eur);
                write!(
                    out,
                    "   {}: too little money, {balance} EUR",
                    settings.triggers[trigger].name
                )?;
            }
        }
    }
    writeln!(out)?;
    // Somebody is watching, perhaps through a pipe.
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::series;
    use std::time::Duration;

    fn watched(rounds: u64, balance_eur: u32) -> String {
        let settings = Settings::parse(&format!(
            "
marketplace: {{balance_eur: {balance_eur}, fee_percent: 0}}
triggers:
  - {{name: half, drop_percent: 50, within: 1d, buy_eur: 40, cooldown: 1d}}
"
        ));
        let options = Watch {
            rounds: Some(rounds),
            every: Duration::ZERO,
        };
        let mut out = Vec::new();
        watch(&options, &settings.unwrap(), &series(&[100.0, 50.0, 20.0]), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_round_is_a_line_that_tells_what_was_bought() {
        assert_eq!(
            watched(2, 50),
            "2030-01-02       50.00 EUR   -50.0 %   half: bought 0.80000000 BTC for 40.00 EUR\n\
             2030-01-03       20.00 EUR   -60.0 %   half: too little money, 10.00 EUR\n"
        );
    }

    #[test]
    fn after_the_last_price_it_begins_anew() {
        let text = watched(3, 40);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[2].starts_with("These were all the prices"));
        assert_eq!(lines[3], lines[0]);
    }
}
