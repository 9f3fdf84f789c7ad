//! The 300 queries: 150 texts, each without and with filters, drawn from the postings by a seeded rule.

use crate::corpus::Base;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::Hash;
use yizhan::domain::query::{Filters, Query, WageFloor};
use yizhan::domain::{Benefit, JobKind, WageUnit};
use yizhan::search::{normalise, pinyin};
use yizhan_wire::Posting;

const SEED: u64 = 3_000_003;
/// Texts of each class.
const EACH: usize = 15;

/// What was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Class {
    OneHanzi,
    TwoHanzi,
    MoreHanzi,
    TwoWords,
    Pinyin,
    Initials,
    /// `电han`: hanzi and letters in one word.
    Mixed,
    /// The first letters of a word, one more each time.
    Typed,
    /// Latin words and numbers that stand in the postings.
    Latin,
    Nothing,
}

impl Class {
    pub const ALL: [Self; 10] = [
        Self::OneHanzi,
        Self::TwoHanzi,
        Self::MoreHanzi,
        Self::TwoWords,
        Self::Pinyin,
        Self::Initials,
        Self::Mixed,
        Self::Typed,
        Self::Latin,
        Self::Nothing,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::OneHanzi => "1 hanzi",
            Self::TwoHanzi => "2 hanzi",
            Self::MoreHanzi => "3+ hanzi",
            Self::TwoWords => "two words",
            Self::Pinyin => "pinyin",
            Self::Initials => "initials",
            Self::Mixed => "mixed",
            Self::Typed => "as typed",
            Self::Latin => "Latin, digits",
            Self::Nothing => "nothing found",
        }
    }

    /// Whether every posting that has the words as they stand must be found.
    pub const fn is_literal(self) -> bool {
        matches!(self, Self::OneHanzi | Self::TwoHanzi | Self::MoreHanzi | Self::TwoWords)
    }
}

/// A query, as it is handed from process to process.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ask {
    pub class: Class,
    /// Normalised: every engine gets the same.
    pub text: String,
    /// The beginning of a district's words.
    pub district: Option<String>,
    /// A month.
    pub wage_yuan: Option<i64>,
    pub benefit: Option<Benefit>,
    pub kind: Option<JobKind>,
}

impl Ask {
    fn new(class: Class, text: String) -> Self {
        Self { class, text, district: None, wage_yuan: None, benefit: None, kind: None }
    }

    pub fn filters(&self) -> Filters {
        Filters {
            job_kind: self.kind,
            district: self.district.clone(),
            wage_min: self.wage_yuan.map(|yuan| WageFloor { fen: yuan * 100, unit: WageUnit::Month }),
            benefits: self.benefit.into_iter().collect(),
            ..Filters::default()
        }
    }

    pub fn query(&self, limit: usize) -> Query {
        Query { text: self.text.clone(), filters: self.filters(), limit, ..Query::default() }
    }

    pub fn words(&self) -> Vec<&str> {
        self.text.split_whitespace().collect()
    }

    pub const fn is_filtered(&self) -> bool {
        self.district.is_some() || self.wage_yuan.is_some() || self.benefit.is_some() || self.kind.is_some()
    }
}

/// Draws the queries. The same postings give the same ones.
pub fn make(base: &Base) -> Vec<Ask> {
    let mut drawer = Drawer { chance: fastrand::Rng::with_seed(SEED), postings: base.postings() };
    let filters = Choices::of(base);
    let mut asks = Vec::new();
    for class in Class::ALL {
        for (nth, text) in drawer.texts(class).into_iter().enumerate() {
            let plain = Ask::new(class, text);
            asks.push(filters.narrow(plain.clone(), nth));
            asks.push(plain);
        }
    }
    drawer.chance.shuffle(&mut asks);
    asks
}

struct Drawer<'a> {
    chance: fastrand::Rng,
    postings: &'a [Posting],
}

impl Drawer<'_> {
    fn texts(&mut self, class: Class) -> Vec<String> {
        let mut texts = Vec::new();
        while texts.len() < EACH {
            match class {
                // Three words, letter by letter.
                Class::Typed => {
                    let word: String = letters(&self.word(2, 4)).concat();
                    texts.extend((1..=5).filter_map(|n| word.get(..n)).map(str::to_owned));
                }
                Class::Nothing => texts.extend(self.nowhere()),
                _ => {
                    let text = self.text(class);
                    if !text.is_empty() && !texts.contains(&text) {
                        texts.push(text);
                    }
                }
            }
        }
        texts.truncate(EACH);
        texts
    }

    fn text(&mut self, class: Class) -> String {
        match class {
            Class::OneHanzi => self.word(1, 1),
            Class::TwoHanzi => self.word(2, 2),
            Class::MoreHanzi => self.word(3, 6),
            Class::TwoWords => {
                let posting = self.posting();
                let place = posting.place.district.split(' ').next_back().unwrap_or_default().to_owned();
                let word = self.word_of(&normalise(&posting.title), 2, 3);
                if place.is_empty() || word.is_empty() { String::new() } else { format!("{word} {place}") }
            }
            Class::Pinyin => letters(&self.word(2, 4)).concat(),
            Class::Initials => letters(&self.word(2, 4)).iter().filter_map(|s| s.get(..1)).collect(),
            Class::Mixed => {
                let word = self.word(2, 4);
                let known: String = word.chars().take(1).collect();
                format!("{known}{}", letters(&word).get(1..).unwrap_or_default().concat())
            }
            Class::Latin => {
                let text = normalise(&format!("{} {}", self.posting().title, self.posting().requirements));
                let words: Vec<&str> =
                    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| w.len() > 1).collect();
                self.chance.choice(words).unwrap_or_default().to_owned()
            }
            Class::Typed | Class::Nothing => String::new(),
        }
    }

    fn posting(&mut self) -> Posting {
        self.postings[self.chance.usize(..self.postings.len())].clone()
    }

    /// Neighbouring hanzi, mostly of a title: a word that begins where a run of hanzi does, as people begin.
    fn word(&mut self, least: usize, most: usize) -> String {
        loop {
            let posting = self.posting();
            let text = if self.chance.u8(..4) == 0 { posting.description() } else { posting.title };
            let word = self.word_of(&normalise(&text), least, most);
            if !word.is_empty() && letters(&word).len() == word.chars().count() {
                return word;
            }
        }
    }

    fn word_of(&mut self, text: &str, least: usize, most: usize) -> String {
        let runs = text.split(|c: char| !is_hanzi(c)).filter(|run| run.chars().count() >= least);
        let run: Vec<char> = self.chance.choice(runs.collect::<Vec<_>>()).unwrap_or_default().chars().collect();
        let length = self.chance.usize(least..=most).min(run.len());
        let start = if self.chance.bool() { 0 } else { self.chance.usize(..=run.len() - length) };
        run[start..start + length].iter().collect()
    }

    /// Hanzi, or letters, that no posting has side by side.
    fn nowhere(&mut self) -> Option<String> {
        let hanzi: String = self.word(1, 1) + &self.word(2, 2) + &self.word(1, 1);
        let text = if self.chance.bool() { hanzi } else { letters(&hanzi).concat() + "q" };
        let has = |p: &Posting| [&p.title, &p.tasks, &p.requirements].iter().any(|part| part.contains(&text));
        (!self.postings.iter().any(has)).then_some(text)
    }
}

/// The filters that queries are narrowed by: values that many postings have.
struct Choices {
    districts: Vec<String>,
    benefits: Vec<Benefit>,
    kinds: Vec<JobKind>,
}

impl Choices {
    fn of(base: &Base) -> Self {
        let postings = || base.postings().iter();
        let cities = postings().filter_map(|p| p.place.district.split(' ').next()).filter(|city| !city.is_empty());
        let mut districts: Vec<String> = frequent(cities.map(str::to_owned), 4);
        districts.extend(frequent(postings().map(|p| p.place.district.clone()).filter(|d| d.contains(' ')), 4));
        let kinds = postings().map(|p| p.job_kind).filter(|kind| *kind != JobKind::Other);
        Self {
            districts,
            benefits: frequent(postings().flat_map(|p| p.benefits.iter().copied()), 4),
            kinds: frequent(kinds, 6),
        }
    }

    fn narrow(&self, mut ask: Ask, nth: usize) -> Ask {
        let of = |length: usize| (nth / 6 * 7 + nth) % length;
        let (district, kind) = (self.districts[of(self.districts.len())].clone(), self.kinds[of(self.kinds.len())]);
        let benefit = self.benefits[of(self.benefits.len())];
        match nth % 6 {
            0 => ask.district = Some(district),
            1 => ask.wage_yuan = Some(5_000),
            2 => ask.benefit = Some(benefit),
            3 => ask.kind = Some(kind),
            4 => (ask.district, ask.wage_yuan) = (Some(district), Some(4_000)),
            _ => (ask.wage_yuan, ask.benefit) = (Some(8_000), Some(benefit)),
        }
        ask
    }
}

fn frequent<T: Hash + Eq + Ord + Clone>(values: impl Iterator<Item = T>, most: usize) -> Vec<T> {
    let mut counts: HashMap<T, usize> = HashMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    let mut values: Vec<(usize, T)> = counts.into_iter().map(|(value, count)| (count, value)).collect();
    values.sort_unstable_by(|a, b| b.cmp(a));
    values.into_iter().take(most).map(|(_, value)| value).collect()
}

/// The syllables of a word; fewer than its hanzi where one cannot be read.
fn letters(word: &str) -> Vec<String> {
    pinyin(word).split(' ').filter(|syllable| !syllable.contains('?')).map(str::to_owned).collect()
}

fn is_hanzi(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
