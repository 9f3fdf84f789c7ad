//! One search: which postings have all the words, which of those pass the filters, in which order, and how many remain
//! under each further choice. Everything is a set of slots; postings are looked at one by one only where sets cannot tell.
//!
//! A posting's rank is that of its weakest word: in the title and a name of its job (dh: 电焊 goes before 电话); in the
//! title; a name of its job; in the employer's name, a benefit or the place; only in the description; not written there but
//! spoken alike, or with one letter wrong. The last is looked for only where the others find few. Within a rank the newest
//! is first. In descriptions Latin words and numbers are found whole only, hanzi by their pairs and triples (see
//! [`super::terms`]).

use super::columns::day_no;
use super::facets::Sieve;
use super::glyphs::{Field, Glyph};
use super::index::Index;
use super::pattern::{Candidates, Pattern};
use super::terms::{Term, is_patchy, needed_terms};
use super::text::normalise;
use crate::domain::PostingId;
use crate::domain::listing::Slot;
use crate::domain::query::{Facets, Matter, Order, Query};
use jiff::civil::Date;
use roaring::RoaringBitmap;

/// The descriptions, held elsewhere. Where they cannot be read, titles, jobs and employers are still found.
pub trait Texts {
    /// The slots of postings whose description holds a term.
    fn slots_with(&self, term: Term) -> RoaringBitmap;

    /// Whether the description in a slot, normalised, holds a word.
    fn holds(&self, slot: Slot, word: &str) -> bool;
}

/// What was found: the postings of the page asked for, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    pub total: usize,
    pub ids: Vec<PostingId>,
    pub facets: Facets,
    /// How many of them do not hold the words as typed; they come last.
    pub alike: usize,
    /// Words that were taken for others, as typed and as meant.
    pub meant: Vec<(String, String)>,
    /// Where nothing is found: how much there would be without each matter that the query is about.
    pub without: Vec<(Matter, usize)>,
}

/// Further words of a query are not looked at.
const MAX_WORDS: usize = 8;
/// How many descriptions are read to check a word that terms cannot make sure of (仓库管理员); more are counted as they are.
const CHECK_UP_TO: u64 = 64;
/// How many texts pass between two looks at whether to stop.
const STRIDE: usize = 1_024;
/// Where hits are denser than one in so many, walking the whole order is cheaper than sorting them.
const DENSE: usize = 16;

/// What sounds alike is looked for where fewer are found: so many fill a screen.
const FEW: u64 = 20;

/// The slots that have a word in their title and as their job; in their title; there or as a job; there or in employer,
/// benefits, place; anywhere; or something that may be meant by it.
type Tiers = [RoaringBitmap; 6];

impl Index {
    /// Searches among the postings open on `today`. `stop` is asked now and then; once it says so, nothing is returned: a
    /// newer query has made this one pointless.
    pub fn search(&self, query: &Query, today: Date, texts: &dyn Texts, stop: &dyn Fn() -> bool) -> Option<Found> {
        let today = day_no(today);
        if stop() {
            return None;
        }
        let open = self.open(today);
        let mut tiers: Tiers = std::array::from_fn(|_| open.clone());
        let text = normalise(&query.text);
        let mut meant = Vec::new();
        for word in text.split_whitespace().take(MAX_WORDS) {
            let of_word = self.look_up(word, &tiers, texts, &mut meant, stop)?;
            for (all, of_word) in tiers.iter_mut().zip(&of_word) {
                *all &= of_word;
            }
        }
        let [.., literal, found] = &tiers;
        let sieve = Sieve::new(&query.filters, self, today);
        let passed = sieve.passed(found);
        let mut without = Vec::new();
        if passed.is_empty() {
            let words = (!text.trim().is_empty()).then(|| (Matter::Words, sieve.passed(&open).len() as usize));
            without.extend(words.filter(|(_, left)| *left > 0));
            without.extend(sieve.without(found));
        }
        Some(Found {
            total: passed.len() as usize,
            ids: self.page(&tiers, &passed, query),
            facets: sieve.facets(self, found, &passed, today),
            alike: (passed.len() - passed.intersection_len(literal)) as usize,
            meant,
            without,
        })
    }

    fn look_up(
        &self,
        word: &str,
        so_far: &Tiers,
        texts: &dyn Texts,
        meant: &mut Vec<(String, String)>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Tiers> {
        let [.., wanted] = so_far;
        let pattern = Pattern::new(word, &self.glyphs.syllables);
        let titles = self.in_field(&pattern, &self.titles, wanted, |slot| self.title(slot), stop)?;
        let jobs = self.choices.kinds(&self.jobs.named(&pattern, &self.glyphs));
        let both = &titles & &jobs;
        let jobs = jobs | &titles;
        // Where it is in the title already, the employer's name changes nothing.
        let elsewhere = wanted - &jobs;
        let employers = self.in_field(&pattern, &self.employers, &elsewhere, |slot| self.employer(slot), stop)?;
        let places = self.choices.districts().any(self.districts.fitting(|name| name.contains(&pattern.word)));
        let benefits = self.choices.benefits(&self.benefits.named(&pattern, &self.glyphs));
        let named = &jobs | employers | places | benefits;
        let anywhere = &named | in_descriptions(&pattern.word, &named, wanted, texts);
        let mut alike = anywhere.clone();
        if (&anywhere & wanted).len() < FEW {
            alike |= self.heard(word, wanted, stop)?;
            if alike.is_disjoint(wanted) {
                alike |= self.meant(word, wanted, meant, stop)?;
            }
        }
        if stop() { None } else { Some([both, titles, jobs, named, anywhere, alike]) }
    }

    /// The slots with something that sounds like the word.
    fn heard(&self, word: &str, wanted: &RoaringBitmap, stop: &dyn Fn() -> bool) -> Option<RoaringBitmap> {
        let Some(pattern) = Pattern::heard(word, &self.glyphs) else { return Some(RoaringBitmap::new()) };
        let titles = self.in_field(&pattern, &self.titles, wanted, |slot| self.title(slot), stop)?;
        let employers = self.in_field(&pattern, &self.employers, wanted, |slot| self.employer(slot), stop)?;
        let jobs = self.choices.kinds(&self.jobs.named(&pattern, &self.glyphs));
        let benefits = self.choices.benefits(&self.benefits.named(&pattern, &self.glyphs));
        Some(titles | employers | jobs | benefits)
    }

    /// The slots of the job or benefit whose name was probably meant by a word with one wrong letter.
    fn meant(
        &self,
        word: &str,
        wanted: &RoaringBitmap,
        meant: &mut Vec<(String, String)>,
        stop: &dyn Fn() -> bool,
    ) -> Option<RoaringBitmap> {
        let job = self.jobs.meant(word, &self.glyphs).map(|(name, kinds)| (name, self.choices.kinds(&kinds)));
        let benefit = || self.benefits.meant(word, &self.glyphs);
        let benefit = || benefit().map(|(name, benefits)| (name, self.choices.benefits(&benefits)));
        let Some((name, coded)) = job.or_else(benefit) else { return Some(RoaringBitmap::new()) };
        let pattern = Pattern::new(&name, &self.glyphs.syllables);
        let titles = self.in_field(&pattern, &self.titles, wanted, |slot| self.title(slot), stop)?;
        meant.push((word.to_owned(), name));
        Some(titles | coded)
    }

    fn in_field<'t>(
        &self,
        pattern: &Pattern,
        field: &Field,
        wanted: &RoaringBitmap,
        text: impl Fn(Slot) -> &'t [Glyph],
        stop: &dyn Fn() -> bool,
    ) -> Option<RoaringBitmap> {
        let Candidates { mut sure, maybe } = pattern.candidates(field, &self.glyphs);
        let mut read = Vec::new();
        for (passed, slot) in (maybe & wanted).iter().enumerate() {
            if passed % STRIDE == STRIDE - 1 && stop() {
                return None;
            }
            if pattern.is_in(text(slot), &self.glyphs, false) {
                read.push(slot);
            }
        }
        sure |= read.into_iter().collect::<RoaringBitmap>();
        Some(sure)
    }

    /// The postings of the page that the query asks for.
    fn page(&self, tiers: &Tiers, passed: &RoaringBitmap, query: &Query) -> Vec<PostingId> {
        let order = match query.order {
            Order::Best => return self.best_page(tiers, passed, query),
            Order::Newest => self.newest(),
            Order::HighestWage => self.best_paid(),
        };
        let slots = order.iter().filter(|slot| passed.contains(**slot)).skip(query.offset).take(query.limit);
        slots.filter_map(|slot| self.row(*slot)).map(|row| row.id).collect()
    }

    fn best_page(&self, tiers: &Tiers, passed: &RoaringBitmap, query: &Query) -> Vec<PostingId> {
        let mut page = Vec::new();
        let (mut skip, mut before) = (query.offset, RoaringBitmap::new());
        for tier in tiers {
            if page.len() >= query.limit {
                break;
            }
            let here = (tier & passed) - &before;
            let count = here.len() as usize;
            if skip >= count {
                skip -= count;
            } else {
                page.extend(self.newest_of(&here, skip, query.limit - page.len()));
                skip = 0;
            }
            before |= here;
        }
        page.into_iter().filter_map(|slot| self.row(slot)).map(|row| row.id).collect()
    }

    /// Some of a set, the newest first.
    fn newest_of(&self, set: &RoaringBitmap, skip: usize, limit: usize) -> Vec<Slot> {
        if set.len() as usize * DENSE > self.len() {
            return self.newest().iter().copied().filter(|slot| set.contains(*slot)).skip(skip).take(limit).collect();
        }
        let mut slots: Vec<Slot> = set.iter().collect();
        slots.sort_unstable_by_key(|slot| self.age(*slot));
        slots.into_iter().skip(skip).take(limit).collect()
    }
}

/// The wanted slots whose descriptions hold the word.
fn in_descriptions(word: &str, named: &RoaringBitmap, wanted: &RoaringBitmap, texts: &dyn Texts) -> RoaringBitmap {
    let terms = needed_terms(word);
    if terms.is_empty() {
        return RoaringBitmap::new();
    }
    let mut found = wanted.clone();
    for term in terms {
        found &= texts.slots_with(term);
        if found.is_empty() {
            return found;
        }
    }
    let only_there = &found - named;
    if is_patchy(word) && only_there.len() <= CHECK_UP_TO {
        found -= only_there.iter().filter(|slot| !texts.holds(*slot, word)).collect::<RoaringBitmap>();
    }
    found
}
