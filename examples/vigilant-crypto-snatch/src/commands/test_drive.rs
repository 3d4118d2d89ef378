//! `test-drive`: goes once through the configuration, so that its user sees that all of it works.

use crate::backtest;
use crate::config::Settings;
use crate::format;
use crate::marketplace::Account;
use crate::prices::Price;
use crate::table::Table;
use std::io::{self, Write};

/// Shows the configuration, the marketplace, what each trigger thinks of the last price, and a
/// purchase on trial.
#[telemetry::command("test-drive")]
pub(crate) fn test_drive(settings: &Settings, prices: &[Price], out: &mut impl Write) -> io::Result<()> {
    let today = prices.len() - 1;
    let Price { date, eur } = prices[today];
    let terms = &settings.marketplace;
    let file = settings
        .file
        .as_ref()
        .map_or(format::NOTHING.into(), |file| file.display().to_string());
    writeln!(out, "Configuration  {file}")?;
    writeln!(
        out,
        "Marketplace    {}, keeps {} % of each purchase",
        terms.name(),
        terms.fee_percent
    )?;
    let mut account = Account::open(terms);
    writeln!(out, "Balance        {}", balance(&account))?;
    writeln!(out, "Price          {} EUR on {date}\n", format::euros(eur))?;
    writeln!(out, "{}", triggers(settings, prices, today).render())?;
    for trigger in &settings.triggers {
        let paid = format::euros(trigger.buy_eur);
        match account.buy(trigger.buy_eur, eur) {
            Some(coins) => writeln!(
                out,
                "✓ {}: {paid} EUR would buy {} BTC",
                trigger.name,
                format::coins(coins)
            )?,
            None => writeln!(out, "✗ {}: {paid} EUR are more than is left", trigger.name)?,
        }
    }
    writeln!(out, "Left if all of them fired today: {}", balance(&account))
}

fn balance(account: &Account) -> String {
    format!(
        "{} EUR, {} BTC",
        format::euros(account.eur),
        format::coins(account.coins)
    )
}

fn triggers(settings: &Settings, prices: &[Price], today: usize) -> Table {
    let backtest = backtest::run(settings, prices);
    let mut table = Table::new(&["Trigger", "Buys at", "Now", "Today", "Bought last"]);
    for (index, trigger) in settings.triggers.iter().enumerate() {
        let last = backtest.of(index).last().map(|purchase| purchase.day);
        let change = trigger.change(prices, today);
        let state = match (change, last) {
            (None, _) => "too few prices",
            (Some(_), Some(last)) if last == today => "buys",
            (Some(change), _) if !trigger.fires(change) => "waits",
            (Some(_), Some(last)) if trigger.rests(last, today) => "rests",
            (Some(_), _) => "too little money",
        };
        table.row([
            trigger.name.clone(),
            format!("-{}", trigger.condition()),
            change.map_or(format::NOTHING.to_owned(), format::change),
            state.to_owned(),
            last.map_or(format::NOTHING, |day| prices[day].date).to_owned(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::series;

    fn driven(balance_eur: u32, eur: &[f64]) -> String {
        let settings = Settings::parse(&format!(
            "
marketplace: {{balance_eur: {balance_eur}, fee_percent: 0}}
triggers:
  - {{name: half, drop_percent: 50, within: 1d, buy_eur: 40, cooldown: 2d}}
"
        ));
        let mut out = Vec::new();
        test_drive(&settings.unwrap(), &series(eur), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_state_of_a_trigger_is_told() {
        let state = |balance, eur: &[f64]| {
            let text = driven(balance, eur);
            let row = text.lines().find(|line| line.starts_with("half")).unwrap().to_owned();
            row.split("  ")
                .filter(|cell| !cell.is_empty())
                .nth(3)
                .unwrap()
                .trim()
                .to_owned()
        };
        assert_eq!(state(100, &[100.0]), "too few prices");
        assert_eq!(state(100, &[100.0, 90.0]), "waits");
        assert_eq!(state(100, &[100.0, 50.0]), "buys");
        assert_eq!(state(100, &[100.0, 50.0, 20.0]), "rests");
        assert_eq!(state(10, &[100.0, 50.0]), "too little money");
    }

    #[test]
    fn the_purchase_on_trial_is_from_the_balance() {
        assert!(driven(100, &[100.0, 80.0]).ends_with(
            "✓ half: 40.00 EUR would buy 0.50000000 BTC\nLeft if all of them fired today: 60.00 EUR, 0.50000000 BTC\n"
        ));
        assert!(driven(10, &[100.0, 80.0]).contains("✗ half: 40.00 EUR are more than is left\n"));
    }
}
