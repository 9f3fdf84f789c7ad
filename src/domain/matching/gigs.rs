//! Today's day jobs and the people who are free today: who goes where, so that the sum of all points is greatest, each
//! person goes to one place and no posting gets more people than it has seats.

use super::demand::Demand;
use super::look::{Seen, look, reachable};
use super::profile::{Profile, is_gig};
use super::reasons::Match;
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// Who goes where: places in the lists that were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    pub person: usize,
    pub posting: usize,
    pub reasons: Match,
}

/// Whether a person may be sent to a posting today, and why; `None` where anything hard stands against it or the job is
/// none she asked for.
#[must_use]
pub fn may_go(person: &Profile, posting: &Demand, seen: Seen<'_>) -> Option<Match> {
    let (today, _) = seen;
    let open = posting.valid_until >= today && is_gig(posting.work_form);
    if !open || !person.wants_gigs() || !person.is_free_on(today) {
        return None;
    }
    let found = look(person, posting, seen);
    (found.is_good() && found.score() > 0).then_some(found)
}

/// Assigns people to seats. Takes time with the square of the people and the number of seats that come into question: 300
/// people and 3,000 seats took 1.2 s on a slow core.
#[must_use]
pub fn assign(people: &[Profile], postings: &[Demand], seen: Seen<'_>) -> Vec<Assigned> {
    let mut pairs = Vec::new();
    for (person, profile) in people.iter().enumerate() {
        // Most postings are about other trades: looking at those would be most of the work.
        let kinds = reachable(profile);
        let about = |posting: &Demand| {
            kinds.contains(&posting.kind) || profile.own_words().any(|words| posting.title.contains(words))
        };
        let mut own: Vec<Assigned> = postings
            .iter()
            .enumerate()
            .filter(|(_, posting)| about(posting))
            .filter_map(|(posting, demand)| {
                may_go(profile, demand, seen).map(|reasons| Assigned { person, posting, reasons })
            })
            .collect();
        own.sort_by_key(|pair| std::cmp::Reverse(pair.reasons.score()));
        // The others can fill all but one of as many places as there are people: nobody needs more choices than that.
        own.truncate(people.len());
        pairs.extend(own);
    }
    let mut chosen = best(&pairs, postings);
    chosen.sort_by_key(|pair| (pair.posting, pair.person));
    chosen
}

/// The greatest sum over pairs, each person and each seat once.
fn best(pairs: &[Assigned], postings: &[Demand]) -> Vec<Assigned> {
    let mut people: Vec<usize> = pairs.iter().map(|pair| pair.person).collect();
    people.dedup();
    let seats = seats(pairs, postings);
    if people.is_empty() {
        return Vec::new();
    }
    // Seats that nobody fits stand for "goes nowhere", so that there is one for everybody.
    let columns = seats.len().max(people.len());
    let mut points = Matrix::new(people.len(), columns, 0_i32);
    for pair in pairs {
        let Ok(row) = people.binary_search(&pair.person) else { continue };
        let first = seats.partition_point(|posting| *posting < pair.posting);
        let own = seats.iter().skip(first).take_while(|posting| **posting == pair.posting).count();
        for column in first..first + own {
            if let Some(cell) = points.get_mut((row, column)) {
                *cell = pair.reasons.score();
            }
        }
    }
    let (_, columns) = kuhn_munkres(&points);
    let taken = people.iter().zip(columns).filter_map(|(person, column)| Some((*person, *seats.get(column)?)));
    taken
        .filter_map(|(person, posting)| {
            pairs.iter().find(|pair| (pair.person, pair.posting) == (person, posting)).cloned()
        })
        .collect()
}

/// The posting of each seat; a posting has no more of them than people who could go.
fn seats(pairs: &[Assigned], postings: &[Demand]) -> Vec<usize> {
    let mut wanted: Vec<usize> = pairs.iter().map(|pair| pair.posting).collect();
    wanted.sort_unstable();
    let mut seats = Vec::new();
    for group in wanted.chunk_by(|one, other| one == other) {
        let Some(posting) = group.first() else { continue };
        let open = postings.get(*posting).map_or(0, Demand::seats);
        let open = usize::try_from(open).unwrap_or(usize::MAX).min(group.len());
        seats.extend(std::iter::repeat_n(*posting, open));
    }
    seats
}
