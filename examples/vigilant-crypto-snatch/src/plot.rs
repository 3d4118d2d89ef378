//! A plot of the prices for the terminal: a line of braille dots, and a lane of marks for each
//! trigger.

use crate::format;
use crate::prices::Price;

/// The plot's size in characters, without the axis. A braille character is two dots wide and four
/// high.
const COLUMNS: usize = 84;
const ROWS: usize = 13;
const DOT_COLUMNS: usize = COLUMNS * 2;
const DOT_ROWS: usize = ROWS * 4;

/// How far apart the labels of the axes are, in characters.
const ROWS_PER_LABEL: usize = 4;
const COLUMNS_PER_LABEL: usize = COLUMNS / 6;

/// Marks under the plot, such as the purchases of one trigger.
#[derive(Debug)]
pub(crate) struct Lane<'a> {
    pub(crate) name: &'a str,
    /// The days, as indices of the prices.
    pub(crate) days: Vec<usize>,
}

/// Draws the prices, each line ended.
pub(crate) fn plot(prices: &[Price], lanes: &[Lane]) -> String {
    let lowest = prices.iter().map(|price| price.eur).fold(f64::INFINITY, f64::min);
    let highest = prices.iter().map(|price| price.eur).fold(0.0, f64::max);
    let axis = lanes
        .iter()
        .map(|lane| lane.name.chars().count())
        .chain([9])
        .max()
        .unwrap_or(0);

    let mut rows = Vec::new();
    for (row, cells) in draw(prices, lowest, highest).iter().enumerate() {
        let label = match row % ROWS_PER_LABEL {
            0 => format::whole(highest - (highest - lowest) * share(row, ROWS)),
            _ => String::new(),
        };
        let tick = if label.is_empty() { '│' } else { '┤' };
        let cells: String = cells.iter().map(|&dots| braille(dots)).collect();
        rows.push(format!("{label:>axis$} {tick}{cells}"));
    }
    rows.push(format!("{:>axis$} └{}", "", "─".repeat(COLUMNS)));
    rows.push(format!("{:>axis$}  {}", "", months(prices)));
    for lane in lanes {
        rows.push(format!("{:>axis$}  {}", lane.name, marks(&lane.days, prices.len())));
    }
    rows.iter().flat_map(|row| [row.trim_end(), "\n"]).collect()
}

/// The dots of each character, row by row.
fn draw(prices: &[Price], lowest: f64, highest: f64) -> Vec<[u8; COLUMNS]> {
    let mut cells = vec![[0; COLUMNS]; ROWS];
    let mut last = None;
    for (day, price) in prices.iter().enumerate() {
        let x = day * DOT_COLUMNS / prices.len();
        let y = dot_row(price.eur, lowest, highest);
        // Up and down between two prices there is a line, too, or a steep fall would be a row of
        // single dots.
        let from = last.unwrap_or(y);
        for y in from.min(y)..=from.max(y) {
            cells[y / 4][x / 2] |= dot(x % 2, y % 4);
        }
        last = Some(y);
    }
    cells
}

/// Where a price is, counted in dots from the top.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of the height is neither negative nor more than the height"
)]
fn dot_row(price: f64, lowest: f64, highest: f64) -> usize {
    let height = highest - lowest;
    let from_top = if height > 0.0 { (highest - price) / height } else { 0.5 };
    let dots = (from_top * (whole(DOT_ROWS) - 1.0)).round();
    (dots as usize).min(DOT_ROWS - 1)
}

fn share(part: usize, of: usize) -> f64 {
    whole(part) / (whole(of) - 1.0)
}

fn whole(dots: usize) -> f64 {
    u32::try_from(dots).map_or(f64::MAX, f64::from)
}

/// The bit of a dot in a braille character, by Unicode's numbering: the lowest row was added later.
fn dot(x: usize, y: usize) -> u8 {
    const BITS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
    BITS[x][y]
}

fn braille(dots: u8) -> char {
    match dots {
        0 => ' ',
        dots => char::from_u32(0x2800 + u32::from(dots)).unwrap_or(' '),
    }
}

/// The months of some days, each label where its day is.
fn months(prices: &[Price]) -> String {
    let labels = (0..COLUMNS).step_by(COLUMNS_PER_LABEL).map(|column| {
        let month = prices
            .get(column * prices.len() / COLUMNS)
            .map_or("", |price| &price.date[..7]);
        format!("{month:<COLUMNS_PER_LABEL$}")
    });
    labels.collect()
}

fn marks(days: &[usize], of: usize) -> String {
    let mut lane = [' '; COLUMNS];
    for day in days {
        lane[day * COLUMNS / of] = '▲';
    }
    lane.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::series;

    #[test]
    fn the_line_goes_from_corner_to_corner() {
        let prices = series(&[1.0, 2.0]);
        let cells = draw(&prices, 1.0, 2.0);
        assert_eq!(cells[ROWS - 1][0], dot(0, 3));
        // The second price is in the middle, and the whole way up leads to it.
        assert!(cells.iter().all(|row| row[COLUMNS / 2] == 0x47));
        assert_eq!(cells.iter().flatten().filter(|dots| **dots != 0).count(), ROWS + 1);
    }

    #[test]
    fn a_price_that_never_changes_is_a_line() {
        assert_eq!(dot_row(5.0, 5.0, 5.0), DOT_ROWS / 2);
    }

    #[test]
    fn marks_stand_under_their_days() {
        assert_eq!(marks(&[0, 50], 100).chars().position(|mark| mark == '▲'), Some(0));
        assert_eq!(
            marks(&[50], 100).chars().position(|mark| mark == '▲'),
            Some(COLUMNS / 2)
        );
        assert_eq!(
            marks(&[99], 100).chars().position(|mark| mark == '▲'),
            Some(COLUMNS * 99 / 100)
        );
    }

    #[test]
    fn every_line_fits() {
        let prices = crate::prices::shipped().unwrap();
        let lane = Lane {
            name: "dip",
            days: vec![prices.len() - 1],
        };
        let plot = plot(&prices, &[lane]);
        assert_eq!(plot.lines().count(), ROWS + 3);
        assert!(plot.lines().all(|line| line.chars().count() <= 100), "{plot}");
    }
}
