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
    let ask = match (&draft.old, &draft.new) {
        (None, _) => words.pin_old(),
        (Some(_), None) => words.pin_new(),
        (Some(_), Some(_)) => words.pin_again(),
    };
    let office = &facts.staff.office;
    let given = facts.staff.signed_in.as_ref().is_some_and(|member| member.pin_given);
    let rule = if given && draft.old.is_none() { words.pin_given() } else { words.pin_rule() };
    let said = if office.pin_changed { Some(words.pin_changed()) } else { None };
    pad_ui(ui, facts, draft, (ask, said, rule)).then(|| draft.next()).flatten()
}

/// A PIN for somebody else, typed twice.
pub(super) fn for_another(ui: &mut Ui, facts: &Facts<'_>, draft: &mut PinDraft) -> Option<Pin> {
    let words = facts.words;
    let ask = if draft.new.is_none() { words.account_pin() } else { words.pin_again() };
    if !pad_ui(ui, facts, draft, (ask, None, words.pin_rule())) {
        return None;
    }
    let pin = Pin::new(std::mem::take(&mut *draft.typed));
    draft.differed = false;
    match draft.new.take() {
        None => draft.new = Some(pin),
        Some(new) if new == pin => return Some(new),
        Some(_) => draft.differed = true,
    }
    None
}

/// The dots, what is to be said of them, and the pad; whether a PIN was typed to its end.
fn pad_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut PinDraft, (ask, done, rule): (&str, Option<&str>, &str)) -> bool {
    let words = facts.words;
    let theme = Theme::of(ui);
    ui.add_space(theme.space.l);
    centre_ui(ui, Rank::Heading, ask, theme.colour.ink);
    dots_ui(ui, draft.typed.chars().count(), words.staff_pin());
    let begins = draft.typed.is_empty() && draft.old.is_none() && draft.new.is_none();
    let (said, colour) = if let Some(done) = done {
        (done.to_owned(), theme.colour.accent)
    } else if draft.differed {
        (words.pin_differs().to_owned(), theme.colour.bad)
    } else if let Some(refused) = facts.staff.office.refused.as_ref().filter(|_| begins) {
        (super::refused_words(words, facts, refused), theme.colour.bad)
    } else {
        (rule.to_owned(), theme.colour.ink_soft)
    };
    centre_ui(ui, Rank::Body, &said, colour);
    ui.add_space(theme.space.s);
    let mut complete = real_keys(ui, &mut draft.typed);
    ui.vertical_centered(|ui| {
        let touched = pads::pad(ui, &caps(PadKind::Pin, words));
        let key = touched.and_then(|(row, column)| PadKind::Pin.rows().get(row)?.get(column).copied());
        complete |= key.is_some_and(|key| press(&mut draft.typed, key));
    });
    complete && !draft.typed.is_empty()
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
