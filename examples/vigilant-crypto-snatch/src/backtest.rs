//! The backtest: what a strategy would have bought over all the prices.

use crate::config::Settings;
use crate::prices::Price;
use crate::trader::{Order, Purchase, Trader};

/// How many days lie between two purchases of plain cost averaging.
const WEEK: usize = 7;

/// Everything that the triggers would have done.
#[derive(Debug)]
pub(crate) struct Backtest {
    /// In the order of their days.
    pub(crate) purchases: Vec<Purchase>,
    /// How often a trigger fired and the account held too little.
    pub(crate) missed: u32,
}

/// Lets the triggers loose on the prices.
pub(crate) fn run(settings: &Settings, prices: &[Price]) -> Backtest {
    let mut trader = Trader::new(&settings.triggers, &settings.marketplace);
    let mut backtest = Backtest {
        purchases: Vec::new(),
        missed: 0,
    };
    for day in 0..prices.len() {
        for order in trader.act(prices, day) {
            match order {
                Order::Bought(purchase) => backtest.purchases.push(purchase),
                Order::TooExpensive(_) => backtest.missed += 1,
            }
        }
    }
    backtest
}

impl Backtest {
    /// What one trigger bought.
    pub(crate) fn of(&self, trigger: usize) -> impl Iterator<Item = &Purchase> {
        self.purchases
            .iter()
            .filter(move |purchase| purchase.trigger == trigger)
    }
}

/// What a strategy came to.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Holding {
    pub(crate) buys: u32,
    pub(crate) invested: f64,
    pub(crate) coins: f64,
}

impl Holding {
    fn add(mut self, paid: f64, coins: f64) -> Self {
        self.buys += 1;
        self.invested += paid;
        self.coins += coins;
        self
    }

    /// Of some purchases.
    pub(crate) fn of<'a>(purchases: impl IntoIterator<Item = &'a Purchase>) -> Self {
        let add = |sum: Self, purchase: &Purchase| sum.add(purchase.paid, purchase.coins);
        purchases.into_iter().fold(Self::default(), add)
    }

    /// Of plain cost averaging: the same money in equal parts, one each week.
    pub(crate) fn weekly(invested: f64, settings: &Settings, prices: &[Price]) -> Self {
        let weeks = prices.iter().step_by(WEEK);
        let count: f64 = weeks.clone().map(|_| 1.0).sum();
        let part = invested / count;
        let terms = &settings.marketplace;
        weeks.fold(Self::default(), |sum, price| {
            sum.add(part, terms.coins(part, price.eur))
        })
    }

    /// What a coin cost, fee included; `None` if none was bought.
    pub(crate) fn average(&self) -> Option<f64> {
        (self.coins > 0.0).then(|| self.invested / self.coins)
    }

    /// What the coins are worth at a price.
    pub(crate) fn value(&self, price: f64) -> f64 {
        self.coins * price
    }

    /// What was gained at a price, in percent; `None` if nothing was invested.
    pub(crate) fn gain(&self, price: f64) -> Option<f64> {
        (self.invested > 0.0).then(|| (self.value(price) / self.invested - 1.0) * 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;
    use crate::marketplace::Terms;
    use crate::prices::series;

    fn settings(yaml: &str) -> Settings {
        Settings::parse(yaml).unwrap()
    }

    const HALF: &str = "
marketplace: {balance_eur: 100, fee_percent: 0}
triggers:
  - {name: half, drop_percent: 50, within: 1d, buy_eur: 40, cooldown: 1d}
";

    #[test]
    fn the_sums_are_right() {
        let prices = series(&[100.0, 50.0, 20.0, 10.0, 40.0]);
        let backtest = run(&settings(HALF), &prices);
        let days: Vec<_> = backtest.of(0).map(|purchase| purchase.day).collect();
        assert_eq!(days, [1, 2]);
        assert_eq!(backtest.missed, 1);

        let holding = Holding::of(&backtest.purchases);
        assert_eq!(holding.buys, 2);
        assert_eq!((holding.invested, holding.coins), (80.0, 40.0 / 50.0 + 40.0 / 20.0));
        assert_eq!(format::euros(holding.value(40.0)), "112.00");
        assert_eq!(holding.gain(40.0).map(f64::round), Some(40.0));
        assert_eq!(holding.average().map(f64::round), Some(29.0));
    }

    #[test]
    fn plain_cost_averaging_spends_the_same_money() {
        let prices = series(&[10.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 20.0, 1.0]);
        let holding = Holding::weekly(80.0, &settings(HALF), &prices);
        assert_eq!(holding.buys, 2);
        assert_eq!((holding.invested, holding.coins), (80.0, 4.0 + 2.0));
    }

    #[test]
    fn the_fee_makes_coins_dearer() {
        let mut settings = settings(HALF);
        settings.marketplace = Terms {
            fee_percent: 50.0,
            ..settings.marketplace
        };
        let holding = Holding::weekly(80.0, &settings, &series(&[10.0]));
        assert_eq!(holding.average(), Some(20.0));
    }

    #[test]
    fn nothing_bought_has_no_average() {
        let holding = Holding::default();
        assert_eq!((holding.average(), holding.gain(5.0)), (None, None));
        assert_eq!(Holding::weekly(0.0, &settings(HALF), &series(&[5.0])).gain(5.0), None);
    }
}
