//! Searches on their way. One runs at a time: the search thread gives an older one up when a newer comes, so what is
//! wanted in the background waits until what the person looks at has come.

use crate::runtime::Ticket;

/// What a search is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// The newest postings and the counts over all.
    Overview,
    /// A page of the listing, of the given generation.
    Page { page: usize, generation: u64 },
}

/// The one search under way and the one that waits behind it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchLine {
    under_way: Option<(Ticket, Want)>,
    waiting: Option<Want>,
    last: u64,
}

impl SearchLine {
    /// Starts a search at once, in place of the one under way; gives back its ticket.
    pub fn start(&mut self, want: Want) -> Ticket {
        if let Some((_, Want::Overview)) = self.under_way
            && want != Want::Overview
        {
            self.waiting = Some(Want::Overview);
        }
        self.last += 1;
        let ticket = Ticket(self.last);
        self.under_way = Some((ticket, want));
        ticket
    }

    /// Starts a search if none is under way, or lets it wait its turn.
    pub fn start_when_free(&mut self, want: Want) -> Option<Ticket> {
        if self.under_way.is_none() {
            return Some(self.start(want));
        }
        if self.under_way.is_some_and(|(_, now)| now != want) {
            self.waiting = Some(want);
        }
        None
    }

    /// The purpose of an answer that is still wanted, and what is to be started next.
    pub fn answered(&mut self, ticket: Ticket) -> Option<(Want, Option<Want>)> {
        let (expected, want) = self.under_way?;
        if expected != ticket {
            return None;
        }
        self.under_way = None;
        Some((want, self.waiting.take()))
    }

    /// The worker has lost what was under way; gives it back to be started again.
    pub fn lost(&mut self) -> Option<Want> {
        self.under_way.take().map(|(_, want)| want)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_nobody_waits_for_any_more_is_dropped() {
        let mut line = SearchLine::default();
        let old = line.start(Want::Page { page: 0, generation: 1 });
        let new = line.start(Want::Page { page: 0, generation: 2 });
        assert_eq!(line.answered(old), None);
        assert_eq!(line.answered(new), Some((Want::Page { page: 0, generation: 2 }, None)));
    }

    #[test]
    fn the_overview_is_asked_again_after_a_seeker_went_first() {
        let mut line = SearchLine::default();
        line.start(Want::Overview);
        let page = line.start(Want::Page { page: 0, generation: 1 });
        assert_eq!(line.answered(page).unwrap().1, Some(Want::Overview));
    }
}
