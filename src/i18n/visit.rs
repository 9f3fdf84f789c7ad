//! What a seeker does alone, in words: meanings, freshness, how far an application is.

use super::language::Language;
use super::words::Words;
use crate::domain::freshness::Freshness;
use crate::domain::glossary::Meaning;
use crate::domain::ledger::EntryState;
use crate::domain::notice::ApplicationAnswer;
use crate::domain::visitor::Track;
use crate::domain::wishes::{Wish, WishRow, WishState};
use jiff::civil::Date;

impl Words {
    /// One of a pair of texts, Chinese and English.
    fn one_of<'a>(self, (zh, en): (&'a str, &'a str)) -> &'a str {
        match self.language() {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// A word of postings, as its button says it.
    #[must_use]
    pub fn term<'a>(self, term: &Meaning<'a>) -> &'a str {
        self.one_of(term.name)
    }

    /// What it means.
    #[must_use]
    pub fn term_text<'a>(self, term: &Meaning<'a>) -> &'a str {
        self.one_of(term.means)
    }

    /// What to watch out for; empty where nothing is.
    #[must_use]
    pub fn term_mind<'a>(self, term: &Meaning<'a>) -> &'a str {
        self.one_of(term.mind)
    }

    /// What one should know of a posting's age before going there; nothing of a fresh one.
    #[must_use]
    pub fn freshness(self, freshness: Freshness) -> Option<String> {
        match freshness {
            Freshness::Fresh => None,
            Freshness::Ageing { days } => Some(self.fresh_ageing(i64::from(days))),
            Freshness::Old { days } => Some(self.fresh_old(i64::from(days))),
            Freshness::Doubted => Some(self.fresh_doubted().to_owned()),
        }
    }

    /// What somebody has wished to be done with her data, and how far that is.
    #[must_use]
    pub fn wish(self, row: &WishRow) -> String {
        self.wish_called(self.mine_wish_erase(), row)
    }

    /// The same, for whoever reads of somebody else's.
    #[must_use]
    pub fn wish_of_somebody(self, row: &WishRow) -> String {
        self.wish_called(self.arrived_erasure(), row)
    }

    fn wish_called(self, erasure: &str, row: &WishRow) -> String {
        let what = match &row.wish {
            Wish::Erase => erasure.to_owned(),
            Wish::TakeBack(purposes) => {
                let purposes: Vec<&str> = purposes.iter().map(|purpose| self.consent(*purpose)).collect();
                self.mine_wish_take_back(&purposes.join(self.list_separator()))
            }
        };
        let state = match row.state {
            WishState::Waiting => self.mine_wish_waiting(),
            WishState::Accepted => self.mine_wish_accepted(),
            WishState::Refused(_) => self.mine_wish_refused(),
            WishState::Confirmed { .. } => self.mine_wish_done(),
        };
        self.joined(&[&what, state, row.receipt.as_str()])
    }

    /// What an employer lets somebody know, line by line: when and where to come first.
    #[must_use]
    pub fn answer(self, answer: &ApplicationAnswer, today: Date) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(meet) = &answer.meet {
            lines.push(self.mine_meet(&self.moment(meet.at, today), meet.place.trim()));
            lines.extend((!meet.bring.trim().is_empty()).then(|| self.mine_bring(meet.bring.trim())));
        }
        lines.extend((!answer.text.trim().is_empty()).then(|| self.mine_note_said(answer.text.trim())));
        lines.extend((!answer.contact.trim().is_empty()).then(|| self.mine_ask(answer.contact.trim())));
        lines
    }

    /// Where an entry stands, for the person it is about.
    #[must_use]
    pub fn state(self, state: EntryState) -> &'static str {
        match state {
            EntryState::Waiting => self.state_saved(),
            EntryState::Acknowledged => self.state_accepted(),
            EntryState::Refused => self.state_refused(),
        }
    }

    /// How far somebody else's application has come.
    #[must_use]
    pub fn track_of_somebody(self, track: Track) -> String {
        match track {
            Track::Returned => self.applied_track_returned().to_owned(),
            Track::TakenBack => self.applied_track_taken_back().to_owned(),
            Track::Ended => self.applied_track_ended().to_owned(),
            Track::Answered(outcome) => self.desk_referral_answer(self.application_outcome(outcome)),
            Track::Saved | Track::Sent => self.track(track).to_owned(),
        }
    }

    /// How far an application has come.
    #[must_use]
    pub fn track(self, track: Track) -> &'static str {
        match track {
            Track::Saved => self.mine_track_saved(),
            Track::Sent => self.mine_track_sent(),
            Track::Returned => self.mine_track_returned(),
            Track::TakenBack => self.mine_track_taken_back(),
            Track::Ended => self.mine_track_ended(),
            Track::Answered(outcome) => self.application_outcome(outcome),
        }
    }
}
