//! What screens may know, and what they may edit.

use super::Ease;
use crate::domain::board::Board;
use crate::domain::card::{CardTaken, CardWarning, Reader};
use crate::domain::content::Hours;
use crate::domain::ledger::Status;
use crate::domain::lexicon::StationWords;
use crate::domain::query::{Facets, Hit, Matter, Query, Results};
use crate::domain::service::{Content, Courses};
use crate::domain::setup::SiteKind;
use crate::domain::showing::Turn;
use crate::domain::slip::Printing;
use crate::domain::speech::{Listening, Pace};
use crate::domain::{JobKind, Posting, PostingId, WageUnit};
use crate::i18n::Words;
use eframe::egui::{TextureId, Vec2};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;

/// A count as the words take it.
#[must_use]
pub fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Hits a page of a search has: two or three screens full.
pub const PAGE: usize = 40;

/// Everything a screen may read. Nothing in it can be changed from a screen.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub words: Words,
    pub now: Timestamp,
    /// The local day.
    pub today: Date,
    pub elder: bool,
    pub ease: Ease,
    /// Whether a part of the screen is out of a seated person's reach.
    pub low_helps: bool,
    /// The visitor's own high contrast; `None` where the station shows everything so.
    pub contrast: Option<bool>,
    /// Nothing moves by itself.
    pub calm: bool,
    pub pace: Pace,
    /// The dialect in which it is read.
    pub dialect: Option<&'a str>,
    /// The page is being read aloud.
    pub reading: bool,
    /// What is heard now, as a subtitle.
    pub said: Option<&'a str>,
    /// Nobody is at the desk now; the hours in which somebody is.
    pub unstaffed: Option<Hours>,
    pub status: &'a Status,
    /// The newest postings and the counts over all of them; `None` until they have been read once.
    pub overview: Option<&'a Results>,
    /// What the seeker is looking through.
    pub listing: &'a Listing,
    pub opened: &'a Opened,
    /// Goes up by one each minute nobody is here: which cards passers-by see.
    pub shelf: usize,
    pub staff: &'a super::staff::StaffFacts,
    pub devices: &'a Devices,
    pub visit: &'a super::visit::VisitFacts,
    /// What the packs in force hold.
    pub content: &'a Content,
    pub service: &'a super::service::ServiceFacts,
    /// Words that came with the catalogue.
    pub station_words: &'a StationWords,
    /// The pages are shown by pictures and said aloud.
    pub pictures: bool,
    pub stage: StageFacts<'a>,
    /// What everybody may know of the station's figures; `None` until it was counted.
    pub board: Option<&'a Board>,
    /// What kind of place this is.
    pub site: SiteKind,
}

/// What is shown: posters and films.
#[derive(Debug, Clone, Copy, Default)]
pub struct StageFacts<'a> {
    /// Whose turn it is while nobody is here; `None` while the cards of jobs are shown.
    pub turn: Option<&'a Turn>,
    /// The newest picture, once there is one.
    pub picture: Option<Shot<'a>>,
}

/// A picture that is to be painted.
#[derive(Debug, Clone, Copy)]
pub struct Shot<'a> {
    pub texture: TextureId,
    /// Its size in its own pixels.
    pub size: Vec2,
    /// What is being said in it.
    pub said: &'a str,
    /// How far the film is, in milliseconds.
    pub at_millis: u64,
}

impl<'a> Facts<'a> {
    /// The courses that somebody could begin here.
    #[must_use]
    pub fn courses(&self) -> Courses<'a> {
        Courses { content: self.content, today: self.today, here: self.status.place.as_ref() }
    }
}

/// What stands on the desk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Devices {
    pub reader: Reader,
    /// What became of the last card, while its form is open.
    pub card: Option<CardNote>,
    /// This station has a printer of slips.
    pub can_print: bool,
    /// How the slip stands that was asked for on this screen.
    pub printing: Option<Printing>,
    /// This station has a printer of whole pages.
    pub can_print_pages: bool,
    /// This station makes words of what is said.
    pub can_listen: bool,
    /// How far the listening is, while this page listens or just did.
    pub listening: Option<Listening>,
}

/// A card that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardNote {
    pub taken: CardTaken,
    pub warnings: Vec<CardWarning>,
}

impl Facts<'_> {
    /// Counts to choose by: those under the conditions in force, or over everything.
    #[must_use]
    pub fn facets(&self) -> Option<&Facets> {
        if self.listing.is_narrowed() && self.listing.total.is_some() {
            return Some(&self.listing.facets);
        }
        self.overview.map(|o| &o.facets)
    }

    /// How many postings are open today; `None` until that is known.
    #[must_use]
    pub fn open_today(&self) -> Option<usize> {
        self.overview.map(|o| o.total)
    }
}

/// What a seeker looks through, as far as it has been read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listing {
    /// Words, conditions and order; offset and limit are set for each page.
    pub query: Query,
    /// `None` until the first page has come.
    pub total: Option<usize>,
    pub pages: BTreeMap<usize, Vec<Hit>>,
    pub facets: Facets,
    /// How many only sound like the words or are meant by them.
    pub alike: usize,
    /// Words that were taken for others: as typed, and as meant.
    pub meant: Vec<(String, String)>,
    /// Where nothing is found: how many there would be without each matter.
    pub without: Vec<(Matter, usize)>,
    /// And the jobs nearest to the one asked for.
    pub instead: Vec<(JobKind, usize)>,
}

impl Listing {
    /// A listing of nothing yet, for a query.
    #[must_use]
    pub fn of(query: Query) -> Self {
        Self { query, ..Self::default() }
    }

    /// Whether any condition or word is set.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.query.filters.is_empty() || !self.query.text.trim().is_empty()
    }

    /// The hit at a place of the whole list, if its page is here.
    #[must_use]
    pub fn hit(&self, place: usize) -> Option<&Hit> {
        self.pages.get(&(place / PAGE))?.get(place % PAGE)
    }

    /// The first page that a range of places needs and that is not here.
    #[must_use]
    pub fn missing(&self, places: Range<usize>) -> Option<usize> {
        let total = self.total?;
        let last = places.end.min(total);
        if places.start >= last {
            return None;
        }
        (places.start / PAGE..=(last - 1) / PAGE).find(|page| !self.pages.contains_key(page))
    }
}

/// The posting that has been opened.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Opened {
    #[default]
    None,
    Reading(PostingId),
    Here(Box<Posting>),
    /// It was withdrawn or has expired since the list was read.
    Gone(PostingId),
}

/// What the seeker's screens edit. It is wiped with the session.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Words in the search box.
    pub search: String,
    /// The keyboard of the search box.
    pub typing: super::typing::Typing,
    /// Page of a paged choice.
    pub page: usize,
    /// Unit in which a wage is being chosen.
    pub wage_unit: WageUnit,
    pub staff: super::staff::StaffDraft,
    pub visit: super::visit::VisitDraft,
    pub service: super::service::ServiceDraft,
    pub pictures: super::pictures::Turned,
    /// The page of the big screen that somebody touched.
    pub board: Option<super::board::BoardTheme>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            search: String::new(),
            typing: super::typing::Typing::default(),
            page: 0,
            wage_unit: WageUnit::Month,
            staff: super::staff::StaffDraft::default(),
            visit: super::visit::VisitDraft::default(),
            service: super::service::ServiceDraft::default(),
            pictures: super::pictures::Turned::default(),
            board: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_asks_only_for_the_page_it_has_not() {
        let mut listing = Listing { total: Some(100), ..Listing::default() };
        assert_eq!(listing.missing(0..5), Some(0));
        listing.pages.insert(0, Vec::new());
        assert_eq!(listing.missing(0..5), None);
        assert_eq!(listing.missing(PAGE - 2..PAGE + 3), Some(1));
        assert_eq!(listing.missing(200..210), None);
    }
}
