//! Everybody who is registered: found by name, by its sound, by the end of a telephone number, by a document; thousands of
//! rows that scroll and are sifted at once.

use super::OfficeCommand;
use crate::domain::SubjectId;
use crate::domain::id_number::normalised;
use crate::domain::ledger::EntryState;
use crate::domain::seeker::{SeekerRow, Wanted};
use crate::input::Context;
use crate::screens::staff::StaffDraft;
use crate::screens::typing::Way;
use crate::screens::{Facts, whole};
use crate::widgets::chip::Chip;
use crate::widgets::field::Field;
use crate::widgets::list::fling_rows;
use crate::widgets::page::heading;
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur};
use crate::widgets::{Theme, icons, notice};
use eframe::egui::{Id, Ui, Vec2};
use jiff::ToSpan as _;
use std::sync::Arc;

/// What is typed and which rows that leaves.
#[derive(Clone, PartialEq, Default)]
pub struct Finder {
    pub text: String,
    pub sieve: Sieve,
    /// Places of the rows that fit, and what they were found for.
    found: Vec<u32>,
    found_for: Option<FoundFor>,
}

/// Never what was typed: it is somebody's name.
impl std::fmt::Debug for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finder").field("sieve", &self.sieve).finish_non_exhaustive()
    }
}

/// What the rows were sifted by.
#[derive(Clone, PartialEq)]
struct FoundFor {
    text: String,
    sound: String,
    number: Option<SubjectId>,
    sieve: Sieve,
    rows: Arc<Vec<SeekerRow>>,
}

/// Which of them are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sieve {
    #[default]
    All,
    /// A plan still owes them services.
    Owed,
    /// A rule says that they need help.
    Help,
    /// Their registration ends within a week, or has ended.
    Ending,
    /// The province sent their registration back.
    SentBack,
}

impl Sieve {
    const ALL: [Self; 5] = [Self::All, Self::Owed, Self::Help, Self::Ending, Self::SentBack];
}

/// Characters the box takes.
const LONGEST: usize = 40;
/// Days in which a registration ends soon.
const SOON: i64 = 7;
/// Digits from which on a number may be a document's.
const DOCUMENT: usize = 15;

fn field_id() -> Id {
    Id::unique("seekers box")
}

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    if !draft.typing.is_open() {
        heading(ui, words.seekers_title(), words.seekers_below());
    }
    super::refused_ui(ui, facts);
    let before = draft.office.finder.text.clone();
    let field = Field::new(field_id(), words.seekers_search()).label_hidden().hint(words.seekers_hint());
    let mut typed = std::mem::take(&mut draft.office.finder.text);
    let field = field.icon(icons::MAGNIFYING_GLASS);
    draft.typing.field(ui, field_id(), Way::Words(Context::Name), LONGEST, field, &mut typed);
    draft.office.finder.text = typed;
    let finder = &mut draft.office.finder;
    sieves_ui(ui, facts, finder);
    let Some(rows) = &facts.staff.office.seekers else {
        murmur(ui, Rank::Body, words.loading());
        return None;
    };
    finder.sift(facts, rows);
    if finder.found.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::USERS, words.seekers_none(), words.seekers_none_below());
    } else {
        murmur(ui, Rank::Small, words.seekers_count(whole(finder.found.len())));
    }
    let opened = rows_ui(ui, facts, finder, rows);
    if finder.text != before {
        return Some(OfficeCommand::Find(finder.text.clone()));
    }
    opened
}

fn sieves_ui(ui: &mut Ui, facts: &Facts<'_>, finder: &mut Finder) {
    let theme = Theme::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        for sieve in Sieve::ALL {
            if ui.add(Chip::choice(sieve_words(facts, sieve), finder.sieve == sieve)).clicked() {
                finder.sieve = sieve;
            }
        }
    });
}

fn sieve_words(facts: &Facts<'_>, sieve: Sieve) -> &'static str {
    match sieve {
        Sieve::All => facts.words.sieve_all(),
        Sieve::Owed => facts.words.sieve_owed(),
        Sieve::Help => facts.words.sieve_help(),
        Sieve::Ending => facts.words.sieve_ending(),
        Sieve::SentBack => facts.words.sieve_sent_back(),
    }
}

fn rows_ui(ui: &mut Ui, facts: &Facts<'_>, finder: &Finder, rows: &[SeekerRow]) -> Option<OfficeCommand> {
    let theme = Theme::of(ui);
    let mut opened = None;
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    fling_rows(ui, "seekers", Row::height(&theme), finder.found.len(), |ui, range| {
        for place in range {
            let row = finder.found.get(place).and_then(|at| rows.get(*at as usize));
            if let Some(row) = row.filter(|row| row_ui(ui, facts, row)) {
                opened = Some(OfficeCommand::Open(row.subject));
            }
        }
    });
    opened
}

fn row_ui(ui: &mut Ui, facts: &Facts<'_>, row: &SeekerRow) -> bool {
    let words = facts.words;
    let jobs: Vec<&str> = row.wanted.iter().map(|kind| words.job_kind(*kind)).take(2).collect();
    let phone = crate::domain::mask::phone(&row.phone);
    let day = words.date(row.registered_on, facts.today);
    let below = words.joined(&[&jobs.join(words.list_separator()), &phone, &day]);
    let (end, urgent) = if row.state == EntryState::Refused {
        (words.state_refused().to_owned(), true)
    } else if row.valid_until < facts.today {
        (words.seekers_ended().to_owned(), true)
    } else if row.owed > 0 {
        (words.seekers_owed(i64::from(row.owed)), false)
    } else {
        (String::new(), false)
    };
    ui.add(Row::new(icons::USER_CIRCLE, &row.name, &below).end(&end).urgent(urgent)).clicked()
}

impl Finder {
    /// Sifts the rows again where something has changed.
    fn sift(&mut self, facts: &Facts<'_>, rows: &Arc<Vec<SeekerRow>>) {
        let office = &facts.staff.office;
        let sound = if office.sound.0 == self.text { office.sound.1.as_str() } else { "" };
        let number = office.looked_up.as_ref().filter(|(text, _)| *text == self.text).and_then(|(_, who)| *who);
        let same = self.found_for.as_ref().is_some_and(|known| {
            known.text == self.text
                && known.sound == sound
                && known.number == number
                && known.sieve == self.sieve
                && Arc::ptr_eq(&known.rows, rows)
        });
        if same {
            return;
        }
        let wanted = Wanted::new(&self.text, sound);
        let soon = facts.today.saturating_add(SOON.days());
        let passes = |row: &SeekerRow| match self.sieve {
            Sieve::All => true,
            Sieve::Owed => row.owed > 0,
            Sieve::Help => row.help > 0,
            Sieve::Ending => row.valid_until <= soon,
            Sieve::SentBack => row.state == EntryState::Refused,
        };
        let fits = |row: &SeekerRow| Some(row.subject) == number || (passes(row) && wanted.fits(row));
        self.found = (0..).zip(rows.iter()).filter(|(_, row)| fits(row)).map(|(place, _)| place).collect();
        self.found_for = Some(FoundFor {
            text: self.text.clone(),
            sound: sound.to_owned(),
            number,
            sieve: self.sieve,
            rows: Arc::clone(rows),
        });
    }
}

/// Whether what is typed may be the number of a document.
#[must_use]
pub fn is_document(text: &str) -> bool {
    normalised(text).len() >= DOCUMENT
}
