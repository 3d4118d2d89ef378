//! The trader: asks each trigger about each day's price, and buys.

use crate::marketplace::{Account, Terms};
use crate::prices::Price;
use crate::trigger::Trigger;

/// Coins that were bought.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Purchase {
    /// Which trigger fired, as an index.
    pub(crate) trigger: usize,
    /// When, as an index of the prices.
    pub(crate) day: usize,
    pub(crate) price: f64,
    pub(crate) paid: f64,
    pub(crate) coins: f64,
}

/// What a trigger that fired led to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Order {
    Bought(Purchase),
    /// The account holds too little for the trigger of this index.
    TooExpensive(usize),
}

/// Follows the prices day by day.
#[derive(Debug)]
pub(crate) struct Trader<'a> {
    triggers: &'a [Trigger],
    pub(crate) account: Account<'a>,
    /// When each trigger bought last.
    last: Vec<Option<usize>>,
}

impl<'a> Trader<'a> {
    /// A trader who has not bought yet.
    pub(crate) fn new(triggers: &'a [Trigger], terms: &'a Terms) -> Self {
        Self {
            triggers,
            account: Account::open(terms),
            last: vec![None; triggers.len()],
        }
    }

    /// Acts on the price of `day`, which is later than that of the call before.
    pub(crate) fn act(&mut self, prices: &[Price], day: usize) -> Vec<Order> {
        let mut orders = Vec::new();
        for (index, trigger) in self.triggers.iter().enumerate() {
            let dips = trigger.change(prices, day).is_some_and(|change| trigger.fires(change));
            let rests = self.last[index].is_some_and(|last| trigger.rests(last, day));
            if dips && !rests {
                orders.push(self.order(index, day, prices[day].eur));
            }
        }
        orders
    }

    fn order(&mut self, index: usize, day: usize, price: f64) -> Order {
        let paid = self.triggers[index].buy_eur;
        let Some(coins) = self.account.buy(paid, price) else {
            return Order::TooExpensive(index);
        };
        self.last[index] = Some(day);
        Order::Bought(Purchase {
            trigger: index,
            day,
            price,
            paid,
            coins,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::series;
    use crate::span::Span;

    fn trigger(drop_percent: f64, cooldown: &str) -> Trigger {
        Trigger {
            name: "dip".to_owned(),
            drop_percent,
            within: Span::parse("1d").unwrap(),
            buy_eur: 60.0,
            cooldown: Span::parse(cooldown).unwrap(),
        }
    }

    /// For each day, the triggers that bought (`+`) or could not (`-`).
    fn orders(triggers: &[Trigger], balance_eur: f64, eur: &[f64]) -> Vec<String> {
        let terms = Terms {
            balance_eur,
            ..Terms::default()
        };
        let mut trader = Trader::new(triggers, &terms);
        let prices = series(eur);
        let sign = |order| match order {
            Order::Bought(purchase) => format!("+{}", purchase.trigger),
            Order::TooExpensive(trigger) => format!("-{trigger}"),
        };
        let days = 0..prices.len();
        days.map(|day| trader.act(&prices, day).into_iter().map(sign).collect())
            .collect()
    }

    #[test]
    fn each_trigger_buys_by_its_own_rule() {
        let triggers = [trigger(10.0, "1d"), trigger(40.0, "1d")];
        let fired = orders(&triggers, 1000.0, &[100.0, 85.0, 85.0, 40.0]);
        assert_eq!(fired, ["", "+0", "", "+0+1"]);
    }

    #[test]
    fn a_trigger_that_bought_rests() {
        let fired = orders(&[trigger(10.0, "2d")], 1000.0, &[100.0, 80.0, 60.0, 40.0]);
        assert_eq!(fired, ["", "+0", "", "+0"]);
    }

    #[test]
    fn an_empty_account_buys_nothing_and_rests_not() {
        let fired = orders(&[trigger(10.0, "1d")], 100.0, &[100.0, 80.0, 60.0, 40.0]);
        assert_eq!(fired, ["", "+0", "-0", "-0"]);
    }
}
