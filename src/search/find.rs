//! One search: which postings have all the words, which of those pass the filters, in which order, and how many remain
//! under each further choice.
//!
//! A posting's rank is that of its weakest word: in the title, a name of its job, in the employer's name, only in the
//! description. Within a rank the newest is first. Totals are exact for titles, jobs and employers. A word found only in a
//! description is looked up by its pairs of hanzi, which for three hanzi and more is right in 97 of 100; up to
//! [`CHECK_UP_TO`] of those postings are therefore read and checked, more are counted as they are.

use super::columns::{DayNo, day_no};
use super::facets::{Counter, Sieve};
use super::index::{Index, Slot};
use super::job_words;
use super::lexicon::Bits;
use super::pattern::Pattern;
use super::text::{is_hanzi, needed_tokens, normalise};
use crate::domain::PostingId;
use crate::domain::query::{Facets, Order, Query};
use jiff::civil::Date;

/// The descriptions, held elsewhere. Where they cannot be read, titles, jobs and employers are still found.
pub trait TextHits {
    /// Postings whose description holds all these tokens (made by [`super::tokens`]), ascending.
    fn text_hits(&self, tokens: &[String]) -> Vec<PostingId>;

    /// Whether the description of a posting, normalised, holds a word.
    fn text_holds(&self, id: PostingId, word: &str) -> bool;
}

/// What was found: the postings of the page asked for, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    pub total: usize,
    pub ids: Vec<PostingId>,
    pub facets: Facets,
}

/// Further words of a query are not looked at.
const MAX_WORDS: usize = 8;
/// How many postings, found only by pairs of hanzi in their descriptions, are read to check the whole word.
const CHECK_UP_TO: usize = 300;
/// How many rows pass between two looks at whether to stop.
const STRIDE: usize = 4_096;

/// Where each word of the query is.
struct WordHits {
    titles: Bits,
    employers: Bits,
    jobs: u128,
    descriptions: Bits,
}

impl Index {
    /// Searches among the postings open on `today`. `stop` is asked now and then; once it says so, nothing is returned: a
    /// newer query has made this one pointless.
    pub fn search(
        &self,
        query: &Query,
        today: Date,
        texts: &dyn TextHits,
        stop: &dyn Fn() -> bool,
    ) -> Option<Found> {
        let today = day_no(today);
        let mut words = Vec::new();
        for word in normalise(&query.text).split_whitespace().take(MAX_WORDS) {
            words.push(self.look_up(word, today, texts, stop)?);
        }
        self.collect(query, &words, today, stop)
    }

    /// Goes through the postings, the newest first.
    fn collect(&self, query: &Query, words: &[WordHits], today: DayNo, stop: &dyn Fn() -> bool) -> Option<Found> {
        let sieve = Sieve::new(&query.filters, self);
        let mut counter = Counter::new(self);
        let mut ranks: [Vec<Slot>; 4] = Default::default();
        for (passed, slot) in self.newest().iter().enumerate() {
            if passed % STRIDE == 0 && stop() {
                return None;
            }
            let Some(row) = self.row(*slot).filter(|row| row.valid_until >= today) else { continue };
            let Some(rank) = self.rank(words, *slot) else { continue };
            let failed = sieve.failed(row);
            counter.count(row, failed);
            if failed == 0
                && let Some(hits) = ranks.get_mut(rank)
            {
                hits.push(*slot);
            }
        }
        let total = ranks.iter().map(Vec::len).sum();
        let in_order = self.in_order(ranks, query.order);
        let page = in_order.iter().skip(query.offset).take(query.limit);
        let ids = page.filter_map(|slot| self.row(*slot)).map(|row| row.id).collect();
        Some(Found { total, ids, facets: counter.facets(self) })
    }

    fn look_up(&self, word: &str, today: DayNo, texts: &dyn TextHits, stop: &dyn Fn() -> bool) -> Option<WordHits> {
        let pattern = Pattern::new(word, &self.syllables);
        let (titles, employers) = (pattern.find(&self.titles, stop)?, pattern.find(&self.employers, stop)?);
        let jobs = self.job_words.named(&pattern);
        let mut hits = WordHits { titles, employers, jobs, descriptions: Bits::new(self.rows.len()) };
        let only_there = self.add_descriptions(&mut hits, &pattern.word, today, texts);
        if needs_check(&pattern.word) && only_there.len() <= CHECK_UP_TO {
            for (id, slot) in only_there {
                if stop() {
                    return None;
                }
                if !texts.text_holds(id, &pattern.word) {
                    hits.descriptions.clear(slot as usize);
                }
            }
        }
        if stop() { None } else { Some(hits) }
    }

    /// Adds the postings whose descriptions hold a word's tokens; returns the open ones that hold it nowhere else.
    fn add_descriptions(
        &self,
        hits: &mut WordHits,
        word: &str,
        today: DayNo,
        texts: &dyn TextHits,
    ) -> Vec<(PostingId, Slot)> {
        let mut only_there = Vec::new();
        let tokens = needed_tokens(word);
        if tokens.is_empty() {
            return only_there;
        }
        let mut rest = self.by_id.as_slice();
        for id in texts.text_hits(&tokens) {
            let place = rest.partition_point(|(held, _)| *held < id);
            rest = rest.get(place..).unwrap_or_default();
            let Some((_, slot)) = rest.first().filter(|(held, _)| *held == id) else { continue };
            hits.descriptions.set(*slot as usize);
            let open = self.row(*slot).is_some_and(|row| row.valid_until >= today);
            if open && self.rank_of(hits, *slot) == Some(3) {
                only_there.push((id, *slot));
            }
        }
        only_there
    }

    /// The rank of a posting's weakest word; `None` where a word is missing.
    fn rank(&self, words: &[WordHits], slot: Slot) -> Option<usize> {
        words.iter().try_fold(0, |weakest, word| Some(self.rank_of(word, slot)?.max(weakest)))
    }

    fn rank_of(&self, word: &WordHits, slot: Slot) -> Option<usize> {
        let row = self.row(slot)?;
        if word.titles.has(row.title as usize) {
            Some(0)
        } else if word.jobs & job_words::bit(row.kind) != 0 {
            Some(1)
        } else if word.employers.has(row.employer as usize) {
            Some(2)
        } else if word.descriptions.has(slot as usize) {
            Some(3)
        } else {
            None
        }
    }

    fn in_order(&self, ranks: [Vec<Slot>; 4], order: Order) -> Vec<Slot> {
        let mut all: Vec<Slot> = ranks.into_iter().flatten().collect();
        let newness = |slot: &Slot| self.row(*slot).map(|row| std::cmp::Reverse((row.posted, row.id)));
        match order {
            Order::Best => {}
            Order::Newest => all.sort_unstable_by_key(newness),
            Order::HighestWage => all.sort_by_cached_key(|slot| {
                let month = self.row(*slot).and_then(super::columns::Row::month);
                (std::cmp::Reverse(month), newness(slot))
            }),
        }
        all
    }
}

/// Pairs of hanzi do not make sure of three in a row, nor tokens of what stands between them.
fn needs_check(word: &str) -> bool {
    let hanzi = word.chars().filter(|c| is_hanzi(*c)).count();
    hanzi > 2 || (hanzi > 0 && hanzi < word.chars().count()) || !word.chars().all(char::is_alphanumeric)
}
