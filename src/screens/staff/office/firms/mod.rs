//! Employers: who they are, what they post, what was agreed with them.

mod file;
mod offer;

use super::{OfficeCommand, OfficeDraft};
use crate::domain::firms::{FirmFile, FirmRow, NotYet, Offer};
use crate::domain::{EntryId, Fault, FirmDeed, RecallReason};
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::list::fling_rows;
use crate::widgets::page::heading;
use crate::widgets::row::Row;
use crate::widgets::{Theme, icons, notice};
use eframe::egui::Ui;

/// Places here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirmsPlace {
    List,
    /// An employer's page.
    File,
    /// A posting and what the review says of it.
    Offer,
}

/// What a touch here asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum FirmsCommand {
    List,
    Open(i64),
    New,
    /// The employer's papers anew.
    Change,
    LookAfter,
    NewOffer,
    OpenOffer(i64),
    EditOffer,
    Note(FirmDeed),
    CloseNote(EntryId),
    LetThrough(Vec<String>),
    SendBack(String),
    Recall(RecallReason),
    /// Registers the employer and the posting that the open wish of an employer is about.
    TakeUp,
}

/// What these pages may read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FirmsFacts {
    pub list: Option<Vec<FirmRow>>,
    pub file: Option<Box<FirmFile>>,
    pub offer: Option<Box<Offer>>,
    /// What the store found wrong with a form.
    pub faults: Vec<Fault>,
    pub not_yet: Option<NotYet>,
}

/// What they edit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FirmsDraft {
    /// Of each finding of the open posting: why it may stay.
    pub reasons: Vec<String>,
    /// The reasons for taking it back are shown.
    pub recalling: bool,
}

/// Shows a page.
pub(super) fn show(
    ui: &mut Ui,
    facts: &Facts<'_>,
    draft: &mut OfficeDraft,
    place: FirmsPlace,
) -> Option<OfficeCommand> {
    let asked = match place {
        FirmsPlace::List => list(ui, facts),
        FirmsPlace::File => file::show(ui, facts),
        FirmsPlace::Offer => offer::show(ui, facts, &mut draft.firms),
    };
    asked.map(OfficeCommand::Firms)
}

fn list(ui: &mut Ui, facts: &Facts<'_>) -> Option<FirmsCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.firms_title(), words.firms_below());
    super::refused_ui(ui, facts);
    let new = ui.add(Button::primary(words.firms_new()).icon(icons::BUILDINGS).wide()).clicked();
    let mut asked = new.then_some(FirmsCommand::New);
    ui.add_space(theme.target.gap);
    let rows = facts.staff.office.firms.list.as_deref().unwrap_or_default();
    if rows.is_empty() {
        notice::notice(ui, icons::BUILDINGS, words.firms_none(), words.firms_none_below());
        return asked;
    }
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    fling_rows(ui, "firms", Row::height(&theme), rows.len(), |ui, range| {
        for row in rows.get(range).unwrap_or_default() {
            let standing = words.firms_standing(whole(row.standing));
            let after =
                if row.firm.commissioner.is_empty() { words.firms_no_commissioner() } else { &row.firm.commissioner };
            let below = words.joined(&[&standing, after]);
            let open = if row.open > 0 { words.firms_open(whole(row.open)) } else { String::new() };
            let shown = Row::new(icons::BUILDINGS, &row.firm.name, &below).end(&open).urgent(row.open > 0);
            if ui.add(shown).clicked() {
                asked = Some(FirmsCommand::Open(row.id));
            }
        }
    });
    asked
}
