//! The end of a shift: what is left to do, and the touch that hands it over.

use super::OfficeCommand;
use super::ask::Purpose;
use crate::domain::shift::LeftToDo;
use crate::screens::Facts;
use crate::screens::staff::parts::line_ui;
use crate::widgets::button::Button;
use crate::widgets::page::{heading, panel};
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::theme::Theme;
use crate::widgets::{Icon, icons};
use eframe::egui::Ui;

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<OfficeCommand> {
    let words = facts.words;
    heading(ui, words.closing_title(), words.closing_below());
    super::refused_ui(ui, facts);
    let Some(outlook) = &facts.staff.office.outlook else {
        murmur(ui, Rank::Body, words.loading());
        return None;
    };
    panel(ui, |ui| left_ui(ui, facts, outlook.left));
    murmur(ui, Rank::Body, words.closing_what_happens());
    let word = ui.add(Button::secondary(words.firms_closing_word()).icon(icons::NOTE_PENCIL).wide()).clicked();
    let done = ui.add(Button::primary(words.closing_do()).icon(icons::HANDSHAKE).wide()).clicked();
    if word {
        return Some(OfficeCommand::Ask(Purpose::Closing));
    }
    done.then_some(OfficeCommand::HandOver)
}

/// What is left to do, a line each; what is not left is said, too.
pub fn left_ui(ui: &mut Ui, facts: &Facts<'_>, left: LeftToDo) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let lines: [(Icon, String, u64); 3] = [
        (icons::FLOPPY_DISK, words.closing_unsent(number(left.unsent)), left.unsent),
        (icons::WARNING_CIRCLE, words.closing_refused(number(left.refused)), left.refused),
        (icons::BELL, words.closing_promised(number(left.promised)), left.promised),
    ];
    for (icon, said, count) in lines {
        let colour = if count == 0 { theme.colour.accent } else { theme.colour.on_warm };
        line_ui(ui, if count == 0 { icons::CHECK_CIRCLE } else { icon }, &said, colour);
    }
}

/// What the shift before has left, on the desk's first page; read once, by a touch.
pub fn handed_over_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<OfficeCommand> {
    let words = facts.words;
    let closing = facts.staff.office.outlook.as_ref()?.closing.as_ref()?;
    panel(ui, |ui| {
        let ago = words.ago(closing.at, facts.now);
        say(ui, Rank::Strong, words.closing_from(&closing.from, &ago));
        left_ui(ui, facts, closing.left);
        if !closing.note.is_empty() {
            say(ui, Rank::Body, closing.note.as_str());
        }
        let read = ui.add(Button::secondary(words.closing_read()).icon(icons::CHECK)).clicked();
        read.then_some(OfficeCommand::ReadClosing(closing.id))
    })
}
