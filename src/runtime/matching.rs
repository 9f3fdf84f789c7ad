//! Matching over the shelf: candidates come from the index (by the jobs a person wants or knows and those near them), so
//! that a hundred thousand postings are not all looked at; the rules are `domain::matching`.

use super::job::{Event, Job};
use super::search::Shelf;
use crate::domain::matching::lists::{Candidate, FEW, GigList, Suggestion, Suggestions};
use crate::domain::matching::near::{near, near_kinds};
use crate::domain::matching::{Demand, Match, Profile, by_score, gigs, look};
use crate::domain::query::{Filters, Order, Query};
use crate::domain::{JobKind, PostingId, WorkForm};
use crate::store::StoreError;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Postings that are compared at most: of each job wanted or known, of each near one, and of each trade in own words.
const OF_WANTED: usize = 400;
const OF_NEAR: usize = 80;
const OF_OWN: usize = 100;
/// Near jobs that are looked through for each wanted one.
const NEAR_KINDS: usize = 4;
/// Near jobs that are shown.
const NEAR_SHOWN: usize = 4;
/// Day jobs of each form that are looked at, the newest first.
const OF_GIGS: usize = 2_000;
/// Registrations that are read at most, the latest first: more than a station takes in ninety days.
pub const MAX_PEOPLE: usize = 20_000;
/// People in one assignment; it takes time with their square.
pub const MAX_GIG_PEOPLE: usize = 200;

/// Does a job of the search thread that is about matching; `None` for any other.
pub(super) fn answer(shelf: Option<&mut Shelf>, job: Job, today: Date) -> Option<Event> {
    let told = |error: StoreError| tracing::warn!(%error, "the catalogue cannot be read for a match");
    match job {
        Job::Suggest { receipt, profile, limit } => {
            let found = shelf.map(|shelf| shelf.suggest(&profile, today, limit));
            let suggestions = found.and_then(|found| found.map_err(told).ok()).unwrap_or_default();
            Some(Event::Suggested { receipt, suggestions: Box::new(suggestions) })
        }
        Job::AssignGigs { people } => {
            let found = shelf.map(|shelf| shelf.assign_gigs(&people, today));
            Some(Event::GigsAssigned(Box::new(found.and_then(|found| found.map_err(told).ok()).unwrap_or_default())))
        }
        _ => None,
    }
}

impl Shelf {
    /// The postings that suit a person best, and where few do, the jobs nearest to hers that are wanted now.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn suggest(&mut self, person: &Profile, today: Date, limit: usize) -> Result<Suggestions, StoreError> {
        let ids = self.candidates(person, today);
        let mut found: Vec<(PostingId, Date, Match)> = Vec::new();
        let ground = self.ground().clone();
        self.reader.each_posting(&ids, today, |posting| {
            let seen = look(person, &Demand::of(&posting), (today, &ground));
            if seen.is_worth_saying() {
                found.push((posting.id, posting.posted_on, seen));
            }
        })?;
        // Of equals the newest goes first, as in every list.
        by_score(&mut found, |(id, posted, found)| (found.score(), (Reverse(*posted), *id)));
        found.truncate(limit);
        let first: Vec<PostingId> = found.iter().map(|(id, ..)| *id).collect();
        let hits = self.reader.postings(&first, today, (None, self.ground()))?;
        // What ended between the two readings is in neither list.
        let list = found.into_iter().filter_map(|(id, _, found)| {
            let hit = hits.iter().find(|hit| hit.id == id)?.clone();
            Some(Suggestion { hit, found })
        });
        let mut suggestions =
            Suggestions { list: list.collect(), compared: ids.len(), near: Vec::new(), near_to: person.starts_from() };
        if let Some(from) = suggestions.near_to.filter(|_| suggestions.good() < FEW) {
            suggestions.near = near(from, Some(person), &self.wanted_now(Some(person), today), NEAR_SHOWN);
        }
        Ok(suggestions)
    }

    /// How many postings want each job now: around a person's home, or everywhere where nothing is known of it.
    pub fn wanted_now(&mut self, person: Option<&Profile>, today: Date) -> Vec<(JobKind, usize)> {
        let city = person.and_then(Profile::lives_in).and_then(|home| home.as_str().get(..4)).map(ToOwned::to_owned);
        let mut count = |district: Option<String>| {
            let filters = Filters { district, ..Filters::default() };
            self.facets(&Query { filters, ..Query::default() }, today)
        };
        let local = city.map(|city| count(Some(city))).unwrap_or_default();
        if local.is_empty() { count(None) } else { local }
    }

    /// Sends people who are free to today's day jobs.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn assign_gigs(&mut self, people: &[Candidate], today: Date) -> Result<GigList, StoreError> {
        let (mut ids, mut open) = (Vec::new(), 0);
        for form in [WorkForm::DayJob, WorkForm::Hourly, WorkForm::Temporary] {
            let filters = Filters { work_form: Some(form), ..Filters::default() };
            let (found, total) = self.newest(&Query { filters, limit: OF_GIGS, ..Query::default() }, today);
            ids.extend(found);
            open += total;
        }
        let mut demands = Vec::with_capacity(ids.len());
        self.reader.each_posting(&ids, today, |posting| demands.push(Demand::of(&posting)))?;
        let people: Vec<Candidate> =
            people.iter().filter(|one| one.is_for_gigs(today)).take(MAX_GIG_PEOPLE).cloned().collect();
        let profiles: Vec<Profile> = people.iter().map(|one| one.profile.clone()).collect();
        let assigned = gigs::assign(&profiles, &demands, (today, self.ground()));
        let mut taken: Vec<PostingId> =
            assigned.iter().filter_map(|pair| Some(demands.get(pair.posting)?.id)).collect();
        taken.dedup();
        let hits = self.reader.postings(&taken, today, (None, self.ground()))?;
        Ok(GigList::of(open, &people, assigned, &hits, &demands))
    }

    /// The postings a match for this person looks at, each once: those of her jobs near her home first, then the newest.
    fn candidates(&mut self, person: &Profile, today: Date) -> Vec<PostingId> {
        let kinds: BTreeSet<JobKind> = person.wanted_kinds().chain(person.trades()).collect();
        let near: BTreeSet<JobKind> = kinds.iter().flat_map(|kind| near_kinds(*kind, NEAR_KINDS)).collect();
        let mut ids = Vec::new();
        let city = person.lives_in().and_then(|home| home.as_str().get(..4)).map(ToOwned::to_owned);
        let wanted = kinds.iter().map(|kind| (*kind, OF_WANTED));
        let near = near.difference(&kinds).map(|kind| (*kind, OF_NEAR));
        for (kind, limit) in wanted.chain(near) {
            for district in [city.clone().map(Some), Some(None)].into_iter().flatten() {
                let filters = Filters { job_kind: Some(kind), district, ..Filters::default() };
                ids.extend(self.newest(&Query { filters, limit, ..Query::default() }, today).0);
            }
        }
        for words in person.own_words() {
            let query = Query { text: words.to_owned(), limit: OF_OWN, ..Query::default() };
            ids.extend(self.newest(&query, today).0);
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The newest postings of a query, and how many there are.
    fn newest(&mut self, query: &Query, today: Date) -> (Vec<PostingId>, usize) {
        let order = if query.text.is_empty() { Order::Newest } else { Order::Best };
        let found = self.find(&Query { order, ..query.clone() }, today, &|| false);
        found.map(|found| (found.ids, found.total)).unwrap_or_default()
    }

    fn facets(&mut self, query: &Query, today: Date) -> Vec<(JobKind, usize)> {
        self.find(query, today, &|| false).map(|found| found.facets.job_kinds).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
