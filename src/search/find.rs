//! One search: which postings have all the words, which of those pass the filters, in which order, and how many remain
//! under each further choice. Everything is a set of slots; postings are looked at one by one only where sets cannot tell.
//!
//! A posting's rank is that of its weakest word: in the title and a name of its job (dh: 电焊 goes before 电话); in the
//! title; a name of its job; in the employer's name, a benefit or the place; in parts of these (长沙保安), or spoken alike;
//! only in the description, or with a letter wrong. Parts and sounds are looked for only where titles and jobs have few.
//! Within a rank the newest is first. In descriptions words are found by their pairs and triples (see [`super::terms`]).

use super::columns::day_no;
use super::facets::Sieve;
use super::index::Index;
use super::pattern::Pattern;
use super::terms::{Term, is_patchy, needed_terms};
use super::text::{is_hanzi, normalise};
use crate::domain::listing::Slot;
use crate::domain::matching::near::near;
use crate::domain::query::{Facets, Matter, Order, Query};
use crate::domain::{JobKind, PostingId};
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
    /// How many of them do not hold the words as typed, but what sounds like them or is meant by them.
    pub alike: usize,
    /// Words that were taken for others, as typed and as meant.
    pub meant: Vec<(String, String)>,
    /// Where nothing is found: how much there would be without each matter that the query is about.
    pub without: Vec<(Matter, usize)>,
    /// And the jobs nearest to the one that was asked for, under the other conditions.
    pub instead: Vec<(JobKind, usize)>,
}

/// Further words of a query are not looked at.
const MAX_WORDS: usize = 8;
/// How many descriptions are read to check a word that terms cannot make sure of (仓库管理员); more are counted as they are.
const CHECK_UP_TO: u64 = 64;
/// Looking up how new a posting is costs as much as passing so many by in the order of newness.
const LOOK: usize = 8;

/// Where titles and jobs have fewer, what sounds alike is looked for too: so many fill the first screens.
const FEW: u64 = 60;
/// How many jobs are offered in place of one that nobody wants now.
const MOST_INSTEAD: usize = 4;
/// A word of so many hanzi may be two.
const LEAST_HANZI_OF_TWO: usize = 4;

/// The slots that have a word in their title and as their job; in their title; there or as a job; there or in employer,
/// benefits, place; there in parts or by sound; anywhere.
type Tiers = [RoaringBitmap; 6];

/// Where a word is.
struct OfWord {
    tiers: Tiers,
    /// The slots that hold it as typed.
    literal: RoaringBitmap,
}

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
        let (mut meant, mut literal) = (Vec::new(), open.clone());
        for word in text.split_whitespace().take(MAX_WORDS) {
            let of_word = self.look_up(word, &tiers, texts, &mut meant, stop)?;
            literal &= of_word.literal;
            for (all, of_word) in tiers.iter_mut().zip(&of_word.tiers) {
                *all &= of_word;
            }
        }
        let [.., found] = &tiers;
        let sieve = Sieve::new(query, self, today);
        let passed = sieve.passed(found);
        let (mut without, mut instead) = (Vec::new(), Vec::new());
        if passed.is_empty() {
            instead = self.instead(query.filters.job_kind, &text, &sieve.passed_whatever_the_job(&open));
            let words = (!text.trim().is_empty()).then(|| (Matter::Words, sieve.passed(&open).len() as usize));
            without.extend(words.filter(|(_, left)| *left > 0));
            without.extend(sieve.without(found));
        }
        Some(Found {
            total: passed.len() as usize,
            ids: self.page(&tiers, &passed, query),
            facets: sieve.facets(self, (found, &passed), query.here.as_ref(), today),
            alike: (passed.len() - passed.intersection_len(&literal)) as usize,
            meant,
            without,
            instead,
        })
    }

    fn look_up(
        &self,
        word: &str,
        so_far: &Tiers,
        texts: &dyn Texts,
        meant: &mut Vec<(String, String)>,
        stop: &dyn Fn() -> bool,
    ) -> Option<OfWord> {
        let [.., wanted] = so_far;
        let pattern = Pattern::new(word, &self.glyphs);
        let titles = self.titles.holding(&pattern, &self.glyphs, stop)?;
        let kinds = self.choices.kinds(&self.jobs.named(&pattern, &self.glyphs));
        let both = &titles & &kinds;
        let jobs = kinds | &titles;
        let named = &jobs | self.beside(&pattern, stop)?;
        let (mut literal, mut near) = (named.clone(), named.clone());
        if (&jobs & wanted).len() < FEW {
            literal |= self.in_parts(word, wanted, stop)?;
            near |= &literal;
            near |= self.heard(word, stop)?;
        }
        literal |= in_descriptions(&pattern.word, &literal, wanted, texts);
        let mut anywhere = &near | &literal;
        // A word that is there, if not together with the others, is no slip of the finger.
        if anywhere.is_disjoint(wanted) && near.is_disjoint(&self.live) {
            anywhere |= self.meant(word, meant, stop)?;
        }
        if stop() { None } else { Some(OfWord { tiers: [both, titles, jobs, named, near, anywhere], literal }) }
    }

    /// The jobs nearest to the one asked for, by choice or by words, that some of the postings `left` are.
    fn instead(&self, chosen: Option<JobKind>, text: &str, left: &RoaringBitmap) -> Vec<(JobKind, usize)> {
        let named = |word| self.jobs.named(&Pattern::new(word, &self.glyphs), &self.glyphs).into_iter().next();
        let Some(from) = chosen.or_else(|| text.split_whitespace().find_map(named)) else { return Vec::new() };
        let count = |kind: &JobKind| (*kind, self.choices.kinds(&[*kind]).intersection_len(left) as usize);
        let open: Vec<_> = JobKind::ALL.iter().map(count).collect();
        near(from, None, &open, MOST_INSTEAD).into_iter().map(|near| (near.kind, near.open)).collect()
    }

    /// The slots that have it in the employer's name, a benefit or the place.
    fn beside(&self, pattern: &Pattern, stop: &dyn Fn() -> bool) -> Option<RoaringBitmap> {
        let employers = self.employers.holding(pattern, &self.glyphs, stop)?;
        let places = self.choices.districts().any(self.districts.named(pattern, &self.glyphs).into_iter());
        let benefits = self.choices.benefits(&self.benefits.named(pattern, &self.glyphs));
        Some(employers | places | benefits)
    }

    /// The slots that have everything of a word that was typed without a space: 长沙保安 is a place and a job.
    fn in_parts(&self, word: &str, wanted: &RoaringBitmap, stop: &dyn Fn() -> bool) -> Option<RoaringBitmap> {
        let mut all = RoaringBitmap::new();
        let places: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        if places.len() < LEAST_HANZI_OF_TWO || !word.chars().all(is_hanzi) {
            return Some(all);
        }
        let mut left = wanted.clone();
        for at in places.get(2..places.len() - 1).unwrap_or_default() {
            let (front, back) = word.split_at(*at);
            // Whatever has a longer beginning has this one too.
            left = self.outside(front, &left, stop)?;
            if left.is_empty() {
                break;
            }
            all |= self.outside(back, &left, stop)?;
        }
        Some(all)
    }

    /// The wanted slots that have a word anywhere but in the description.
    fn outside(&self, word: &str, wanted: &RoaringBitmap, stop: &dyn Fn() -> bool) -> Option<RoaringBitmap> {
        Some(self.named(&Pattern::new(word, &self.glyphs), stop)? & wanted)
    }

    /// The slots with something that sounds like the word.
    fn heard(&self, word: &str, stop: &dyn Fn() -> bool) -> Option<RoaringBitmap> {
        let pattern = Pattern::heard(word, &self.glyphs);
        pattern.map_or_else(|| Some(RoaringBitmap::new()), |pattern| self.named(&pattern, stop))
    }

    fn named(&self, pattern: &Pattern, stop: &dyn Fn() -> bool) -> Option<RoaringBitmap> {
        let titles = self.titles.holding(pattern, &self.glyphs, stop)?;
        let kinds = self.choices.kinds(&self.jobs.named(pattern, &self.glyphs));
        Some(titles | kinds | self.beside(pattern, stop)?)
    }

    /// The slots of the job or benefit whose name was probably meant by a word with one wrong letter.
    fn meant(&self, word: &str, meant: &mut Vec<(String, String)>, stop: &dyn Fn() -> bool) -> Option<RoaringBitmap> {
        let job = self.jobs.meant(word).map(|(name, kinds)| (name, self.choices.kinds(&kinds)));
        let benefit = || self.benefits.meant(word);
        let benefit = || benefit().map(|(name, benefits)| (name, self.choices.benefits(&benefits)));
        let Some((name, coded)) = job.or_else(benefit) else { return Some(RoaringBitmap::new()) };
        let pattern = Pattern::new(&name, &self.glyphs);
        let titles = self.titles.holding(&pattern, &self.glyphs, stop)?;
        meant.push((word.to_owned(), name));
        Some(titles | coded)
    }

    /// The postings of the page that the query asks for.
    fn page(&self, tiers: &Tiers, passed: &RoaringBitmap, query: &Query) -> Vec<PostingId> {
        let order = match query.order {
            Order::Best => return self.best_page(tiers, passed, query),
            Order::Newest => self.newest(),
            Order::HighestWage => self.best_paid(),
            Order::Nearest => match &query.here {
                Some(here) => &self.nearest(here),
                None => self.newest(),
            },
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
        let here = set.len() as usize;
        let wanted = skip.saturating_add(limit).min(here);
        // Walking passes all of the order by until enough were met; picking looks at each of the set.
        if wanted * self.len() < here * here * LOOK {
            return self.newest().iter().copied().filter(|slot| set.contains(*slot)).skip(skip).take(limit).collect();
        }
        let mut slots: Vec<Slot> = set.iter().collect();
        if wanted < slots.len() {
            slots.select_nth_unstable_by_key(wanted, |slot| self.age(*slot));
            slots.truncate(wanted);
        }
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
