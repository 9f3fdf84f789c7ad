//! Another PIN: the old one, the new one, and the new one once more.

use super::OfficeCommand;
use crate::domain::staff::Pin;
use crate::input::{PadKey, PadKind};
use crate::screens::Facts;
use crate::screens::staff::sign_in::{dots_ui, real_keys};
use crate::screens::typing::caps;
use crate::widgets::notice::centre_ui;
use crate::widgets::pads;
use crate::widgets::text::Rank;
use crate::widgets::theme::Theme;
use eframe::egui::Ui;
use zeroize::Zeroizing;

/// The three PINs as they are typed.
#[derive(Clone, PartialEq, Default)]
pub struct PinDraft {
    typed: Zeroizing<String>,
    old: Option<Pin>,
    new: Option<Pin>,
    differed: bool,
}

/// Never what was typed.
impl std::fmt::Debug for PinDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PinDraft(…)")
    }
}

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut PinDraft) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let ask = match (&draft.old, &draft.new) {
        (None, _) => words.pin_old(),
        (Some(_), None) => words.pin_new(),
        (Some(_), Some(_)) => words.pin_again(),
    };
    ui.add_space(theme.space.l);
    centre_ui(ui, Rank::Heading, ask, theme.colour.ink);
    dots_ui(ui, draft.typed.chars().count(), words.staff_pin());
    let office = &facts.staff.office;
    let (said, colour) = if office.pin_changed {
        (words.pin_changed().to_owned(), theme.colour.accent)
    } else if draft.differed {
        (words.pin_differs().to_owned(), theme.colour.bad)
    } else if let Some(refused) = office.refused.as_ref().filter(|_| draft.typed.is_empty() && draft.old.is_none()) {
        (super::refused_words(words, facts, refused), theme.colour.bad)
    } else {
        (words.pin_rule().to_owned(), theme.colour.ink_soft)
    };
    centre_ui(ui, Rank::Body, &said, colour);
    ui.add_space(theme.space.s);
    let mut done = real_keys(ui, &mut draft.typed);
    ui.vertical_centered(|ui| {
        let touched = pads::pad(ui, &caps(PadKind::Pin, words));
        let key = touched.and_then(|(row, column)| PadKind::Pin.rows().get(row)?.get(column).copied());
        done |= key.is_some_and(|key| press(&mut draft.typed, key));
    });
    if done && !draft.typed.is_empty() { draft.next() } else { None }
}

/// Whether the PIN is complete.
fn press(typed: &mut Zeroizing<String>, key: PadKey) -> bool {
    crate::screens::staff::sign_in::press(typed, key)
}

impl PinDraft {
    fn next(&mut self) -> Option<OfficeCommand> {
        let pin = Pin::new(std::mem::take(&mut *self.typed));
        self.differed = false;
        match (self.old.take(), self.new.take()) {
            (None, _) => self.old = Some(pin),
            (Some(old), None) => (self.old, self.new) = (Some(old), Some(pin)),
            (Some(old), Some(new)) if new == pin => return Some(OfficeCommand::ChangePin { old, new }),
            (Some(old), Some(_)) => (self.old, self.differed) = (Some(old), true),
        }
        None
    }
}
