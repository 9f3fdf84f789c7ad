//! The trades of the synthetic province: the table in `assets/seed_trades.txt`.

use yizhan_wire::{JobKind, WageUnit};

/// A trade and what adverts say of it.
#[derive(Debug, Clone)]
pub struct Trade {
    pub kind: JobKind,
    /// How often it is sought, compared with the others.
    pub weight: u32,
    /// The kinds of employers that seek it.
    pub employers: Vec<&'static str>,
    pub names: Vec<Item>,
    pub pays: Vec<Pay>,
    pub tasks: Vec<Item>,
    pub wants: Vec<Item>,
    pub times: Vec<Item>,
}

/// A piece of text, and what it fits: kinds of employers, ways of paying; none named: all.
#[derive(Debug, Clone)]
pub struct Item {
    pub text: &'static str,
    kinds: Vec<&'static str>,
    units: Vec<WageUnit>,
}

impl Item {
    fn read(item: &'static str) -> Self {
        let (text, tags) = item.split_once('@').unwrap_or((item, ""));
        let tags = || tags.split('+').filter(|tag| !tag.is_empty());
        Self {
            text,
            units: tags().filter_map(WageUnit::parse).collect(),
            kinds: tags().filter(|tag| WageUnit::parse(tag).is_none()).collect(),
        }
    }

    pub fn fits(&self, kind: &str, unit: WageUnit) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&kind)) && (self.units.is_empty() || self.units.contains(&unit))
    }
}

/// What is paid usually, in fen, from the least to the most.
#[derive(Debug, Clone, Copy)]
pub struct Pay {
    pub unit: WageUnit,
    pub low: i64,
    pub high: i64,
    pub step: i64,
}

/// Every trade of the table. A line that cannot be read is left out; a test looks that there is none.
#[must_use]
pub fn all() -> Vec<Trade> {
    read(include_str!("../../assets/seed_trades.txt"))
}

fn read(table: &'static str) -> Vec<Trade> {
    let mut trades: Vec<Trade> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let Some((word, rest)) = line.split_once(' ') else { continue };
        if word == "trade" {
            trades.extend(head(rest));
            continue;
        }
        let Some(trade) = trades.last_mut() else { continue };
        match word {
            "name" => trade.names.extend(items(rest)),
            "pay" => trade.pays.extend(pay(rest)),
            "task" => trade.tasks.extend(items(rest)),
            "want" => trade.wants.extend(items(rest)),
            "time" => trade.times.extend(items(rest)),
            _ => {}
        }
    }
    trades
}

fn head(rest: &'static str) -> Option<Trade> {
    let mut words = rest.split_whitespace();
    Some(Trade {
        kind: words.next().and_then(JobKind::parse)?,
        weight: words.next()?.parse().ok()?,
        employers: words.collect(),
        names: Vec::new(),
        pays: Vec::new(),
        tasks: Vec::new(),
        wants: Vec::new(),
        times: Vec::new(),
    })
}

fn items(rest: &'static str) -> impl Iterator<Item = Item> {
    rest.split('|').map(Item::read)
}

fn pay(rest: &str) -> Option<Pay> {
    let mut words = rest.split_whitespace();
    let unit = words.next().and_then(WageUnit::parse)?;
    let mut fen = || words.next()?.parse::<f64>().ok().map(|yuan| (yuan * 100.0).round() as i64);
    Some(Pay { unit, low: fen()?, high: fen()?, step: fen()? })
}
