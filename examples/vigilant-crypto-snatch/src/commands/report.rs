//! `report`: what each trigger would have bought.

use crate::backtest::{self, Holding};
use crate::cli::{Format, Report};
use crate::config::Settings;
use crate::format;
use crate::prices::Price;
use crate::table::Table;
use crate::trader::Purchase;
use serde::Serialize;
use std::io::Write;

/// One trigger's purchases. The names are those of the JSON.
#[derive(Debug, Serialize)]
struct Summary {
    trigger: String,
    buys: u32,
    invested_eur: f64,
    coins_btc: f64,
    /// What a coin cost, fee included.
    mean_price_eur: Option<f64>,
    best: Option<Buy>,
    worst: Option<Buy>,
}

/// The market's price on a day.
#[derive(Debug, Serialize)]
struct Buy {
    date: &'static str,
    price_eur: f64,
}

/// Writes the report in the chosen form.
#[telemetry::command("report", tags(format = options.format))]
pub(crate) fn report(
    options: &Report,
    settings: &Settings,
    prices: &[Price],
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let summaries = summaries(settings, prices);
    match options.format {
        Format::Text => summaries.iter().try_for_each(|it| writeln!(out, "{}", text(it)))?,
        Format::Table => write!(out, "{}", table(&summaries).render())?,
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&summaries)?)?,
    }
    Ok(())
}

fn summaries(settings: &Settings, prices: &[Price]) -> Vec<Summary> {
    let backtest = backtest::run(settings, prices);
    let buy = |purchase: &Purchase| Buy {
        date: prices[purchase.day].date,
        price_eur: purchase.price,
    };
    let triggers = settings.triggers.iter().enumerate();
    let summary = triggers.map(|(index, trigger)| {
        let holding = Holding::of(backtest.of(index));
        let by_price = |a: &&Purchase, b: &&Purchase| a.price.total_cmp(&b.price);
        Summary {
            trigger: trigger.name.clone(),
            buys: holding.buys,
            invested_eur: rounded(holding.invested, 2),
            coins_btc: rounded(holding.coins, 8),
            mean_price_eur: holding.average().map(|average| rounded(average, 2)),
            best: backtest.of(index).min_by(by_price).map(buy),
            worst: backtest.of(index).max_by(by_price).map(buy),
        }
    });
    summary.collect()
}

fn rounded(number: f64, digits: i32) -> f64 {
    let unit = 10f64.powi(digits);
    (number * unit).round() / unit
}

fn text(summary: &Summary) -> String {
    let (Some(mean), Some(best), Some(worst)) = (summary.mean_price_eur, &summary.best, &summary.worst) else {
        return format!("{}: never bought", summary.trigger);
    };
    let at = |buy: &Buy| format!("{:>10} EUR on {}", format::euros(buy.price_eur), buy.date);
    format!(
        "{}: {} for {} EUR in all\n  mean  {:>10} EUR, fee included\n  best  {}\n  worst {}",
        summary.trigger,
        format::count(summary.buys, "buy"),
        format::euros(summary.invested_eur),
        format::euros(mean),
        at(best),
        at(worst),
    )
}

fn table(summaries: &[Summary]) -> Table {
    let mut table = Table::new(&[
        "Trigger",
        "Buys",
        "Invested €",
        "Coins BTC",
        "Mean €",
        "Best €",
        "on",
        "Worst €",
        "on",
    ]);
    let price = |buy: &Option<Buy>| {
        buy.as_ref()
            .map_or(format::NOTHING.to_owned(), |it| format::euros(it.price_eur))
    };
    let date = |buy: &Option<Buy>| buy.as_ref().map_or(format::NOTHING, |it| it.date).to_owned();
    for it in summaries {
        table.row([
            it.trigger.clone(),
            it.buys.to_string(),
            format::euros(it.invested_eur),
            format::coins(it.coins_btc),
            it.mean_price_eur.map_or(format::NOTHING.to_owned(), format::euros),
            price(&it.best),
            date(&it.best),
            price(&it.worst),
            date(&it.worst),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::series;

    fn written(format: Format) -> String {
        let settings = Settings::parse(
            "
marketplace: {fee_percent: 0}
triggers:
  - {name: half, drop_percent: 50, within: 1d, buy_eur: 40, cooldown: 1d}
  - {name: never, drop_percent: 99, within: 1d, buy_eur: 40, cooldown: 1d}
",
        );
        let prices = series(&[100.0, 50.0, 20.0, 40.0]);
        let mut out = Vec::new();
        report(&Report { format }, &settings.unwrap(), &prices, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_text_tells_best_and_worst() {
        assert_eq!(
            written(Format::Text),
            "half: 2 buys for 80.00 EUR in all\n  \
               mean       28.57 EUR, fee included\n  \
               best       20.00 EUR on 2030-01-03\n  \
               worst      50.00 EUR on 2030-01-02\n\
             never: never bought\n"
        );
    }

    #[test]
    fn the_json_is_for_programs() {
        let json: serde_json::Value = serde_json::from_str(&written(Format::Json)).unwrap();
        assert_eq!(json[0]["mean_price_eur"], 28.57);
        assert_eq!(json[0]["coins_btc"], 2.8);
        assert_eq!(
            json[0]["best"],
            serde_json::json!({"date": "2030-01-03", "price_eur": 20.0})
        );
        assert_eq!(json[1]["buys"], 0);
        assert_eq!(json[1]["worst"], serde_json::Value::Null);
    }

    #[test]
    fn the_table_has_a_row_for_each_trigger() {
        let text = written(Format::Table);
        assert_eq!(text.lines().count(), 2 + 2);
        assert!(text.lines().nth(3).unwrap().ends_with('–'));
    }
}
