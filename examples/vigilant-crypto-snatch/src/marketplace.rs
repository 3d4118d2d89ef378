//! The marketplace: an account on paper, which charges a fee as a real one would.

use crate::trigger::number;
use serde::Deserialize;
use serde::de::Deserializer;

/// What the configuration says about it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a section with `name`, `balance_eur` or `fee_percent`"
)]
pub(crate) struct Terms {
    pub(crate) name: Name,
    /// What the account holds at the start.
    #[serde(deserialize_with = "balance")]
    pub(crate) balance_eur: f64,
    /// What is kept of each purchase.
    #[serde(deserialize_with = "fee")]
    pub(crate) fee_percent: f64,
}

/// The marketplaces that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Name {
    /// Buys on paper.
    Paper,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            name: Name::Paper,
            balance_eur: 10_000.0,
            fee_percent: 0.25,
        }
    }
}

impl Terms {
    /// `paper`
    pub(crate) fn name(&self) -> &'static str {
        match self.name {
            Name::Paper => "paper",
        }
    }

    /// The coins that one gets for an amount in euros, the fee taken off.
    pub(crate) fn coins(&self, eur: f64, price: f64) -> f64 {
        eur * (1.0 - self.fee_percent / 100.0) / price
    }
}

/// What somebody has there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Account<'a> {
    terms: &'a Terms,
    pub(crate) eur: f64,
    pub(crate) coins: f64,
}

impl<'a> Account<'a> {
    /// The account at the start.
    pub(crate) fn open(terms: &'a Terms) -> Self {
        Self {
            terms,
            eur: terms.balance_eur,
            coins: 0.0,
        }
    }

    /// Buys, and tells how many coins; `None` if the balance is too low.
    pub(crate) fn buy(&mut self, eur: f64, price: f64) -> Option<f64> {
        if eur > self.eur {
            return None;
        }
        let coins = self.terms.coins(eur, price);
        self.eur -= eur;
        self.coins += coins;
        Some(coins)
    }
}

fn balance<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    number(deserializer, |it| it >= 0.0, "a balance in euros, 0 or more")
}

fn fee<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    number(
        deserializer,
        |it| (0.0..100.0).contains(&it),
        "a percentage from 0 to below 100",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purchase_moves_money_into_coins() {
        let terms = Terms {
            balance_eur: 100.0,
            fee_percent: 50.0,
            ..Terms::default()
        };
        let mut account = Account::open(&terms);
        assert_eq!(account.buy(80.0, 20.0), Some(2.0));
        assert_eq!((account.eur, account.coins), (20.0, 2.0));
        assert_eq!(account.buy(20.5, 20.0), None);
        assert_eq!((account.eur, account.coins), (20.0, 2.0));
        assert_eq!(account.buy(20.0, 20.0), Some(0.5));
    }
}
