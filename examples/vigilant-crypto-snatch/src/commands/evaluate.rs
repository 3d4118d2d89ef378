//! `evaluate`: were the triggers better than buying the same every week?

use crate::backtest::{self, Backtest, Holding};
use crate::cli::Evaluate;
use crate::config::Settings;
use crate::format;
use crate::plot::{self, Lane};
use crate::prices::Price;
use crate::table::Table;
use crate::trend::{self, Smoothing};
use std::io::{self, Write};

/// Shows the prices with the purchases under them, the trend, and what each strategy came to.
#[telemetry::command("evaluate")]
pub(crate) fn evaluate(
    options: &Evaluate,
    settings: &Settings,
    prices: &[Price],
    out: &mut impl Write,
) -> io::Result<()> {
    let backtest = backtest::run(settings, prices);
    let (first, last) = (prices[0], prices[prices.len() - 1]);
    writeln!(
        out,
        "Bitcoin from {} to {}: {} → {} EUR ({})\n",
        first.date,
        last.date,
        format::euros(first.eur),
        format::euros(last.eur),
        format::change((last.eur / first.eur - 1.0) * 100.0),
    )?;
    writeln!(out, "{}", plot::plot(prices, &lanes(settings, &backtest)))?;
    let smoothing = if options.broken {
        Smoothing::Centred
    } else {
        Smoothing::Trailing
    };
    write_trend(prices, smoothing, out)?;
    let (all, weekly) = totals(settings, prices, &backtest);
    writeln!(
        out,
        "{}",
        strategies(settings, &backtest, all, weekly, last.eur).render()
    )?;
    writeln!(out, "{}", verdict(all, weekly))?;
    if backtest.missed > 0 {
        let missed = format::count(backtest.missed, "time");
        writeln!(
            out,
            "Too little money was left {missed} when a trigger fired: see balance_eur."
        )?;
    }
    Ok(())
}

fn lanes<'a>(settings: &'a Settings, backtest: &Backtest) -> Vec<Lane<'a>> {
    let lane = |(index, name)| Lane {
        name,
        days: backtest.of(index).map(|purchase| purchase.day).collect(),
    };
    let names = settings.triggers.iter().map(|trigger| trigger.name.as_str());
    names.enumerate().map(lane).collect()
}

fn write_trend(prices: &[Price], smoothing: Smoothing, out: &mut impl Write) -> io::Result<()> {
    let Some(months) = trend::strongest_months(prices, smoothing) else {
        return Ok(());
    };
    let told = |(day, percent): (usize, f64)| format!("{} up to {}", format::change(percent), prices[day].date);
    writeln!(
        out,
        "Strongest months, smoothed: {}; {}\n",
        told(months.rise),
        told(months.fall)
    )
}

/// What all triggers together came to, and the same money spent week by week.
fn totals(settings: &Settings, prices: &[Price], backtest: &Backtest) -> (Holding, Holding) {
    let all = Holding::of(&backtest.purchases);
    (all, Holding::weekly(all.invested, settings, prices))
}

fn strategies(settings: &Settings, backtest: &Backtest, all: Holding, weekly: Holding, price: f64) -> Table {
    let mut table = Table::new(&[
        "Strategy",
        "Buys",
        "Invested €",
        "Coins BTC",
        "Average €",
        "Value €",
        "Gain",
    ]);
    let row = |table: &mut Table, name: String, it: Holding| {
        table.row([
            name,
            it.buys.to_string(),
            format::euros(it.invested),
            format::coins(it.coins),
            it.average().map_or(format::NOTHING.to_owned(), format::euros),
            format::euros(it.value(price)),
            it.gain(price).map_or(format::NOTHING.to_owned(), format::change),
        ]);
    };
    for (index, trigger) in settings.triggers.iter().enumerate() {
        let name = format!("{} (-{})", trigger.name, trigger.condition());
        row(&mut table, name, Holding::of(backtest.of(index)));
    }
    table.rule();
    row(&mut table, "All triggers".to_owned(), all);
    row(&mut table, "The same money, weekly".to_owned(), weekly);
    table
}

fn verdict(all: Holding, weekly: Holding) -> String {
    let (Some(ours), Some(theirs)) = (all.average(), weekly.average()) else {
        return "The triggers never bought.".to_owned();
    };
    let percent = (ours / theirs - 1.0) * 100.0;
    let word = if percent < 0.0 { "cheaper" } else { "dearer" };
    format!(
        "The triggers bought {:.1} % {word} than buying every week.",
        percent.abs()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(invested: f64) -> Holding {
        Holding {
            buys: 1,
            invested,
            coins: 2.0,
        }
    }

    #[test]
    fn the_verdict_is_fair() {
        let said = |ours, theirs| verdict(holding(ours), holding(theirs));
        assert_eq!(
            said(90.0, 100.0),
            "The triggers bought 10.0 % cheaper than buying every week."
        );
        assert_eq!(
            said(150.0, 100.0),
            "The triggers bought 50.0 % dearer than buying every week."
        );
        assert_eq!(
            verdict(Holding::default(), Holding::default()),
            "The triggers never bought."
        );
    }

    #[test]
    fn both_strategies_spend_the_same() {
        let settings = Settings::parse("").unwrap();
        let prices = crate::prices::shipped().unwrap();
        let (all, weekly) = totals(&settings, &prices, &backtest::run(&settings, &prices));
        assert!(all.buys > 10, "the built-in triggers should have something to show");
        assert!((all.invested - weekly.invested).abs() < 1e-6);
    }
}
