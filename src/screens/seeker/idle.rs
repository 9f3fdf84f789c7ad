//! "Are you still there?"

use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::dialog::{dialog, ring};
use crate::widgets::notice::centre_ui;
use crate::widgets::text::Rank;
use crate::widgets::{Theme, icons};
use eframe::egui::Ui;

/// Asks over whatever is on the screen; the session ends when the ring is empty.
pub fn ask(ui: &mut Ui, facts: &Facts<'_>, left_secs: u64, whole_secs: u64) -> Option<Command> {
    let words = facts.words;
    dialog(ui.ctx(), "idle", |ui| {
        let theme = Theme::of(ui);
        centre_ui(ui, Rank::Heading, words.idle_question(), theme.colour.ink);
        ring(ui, left_secs, whole_secs);
        centre_ui(ui, Rank::Body, words.idle_why(), theme.colour.ink_soft);
        ui.add_space(theme.space.s);
        let stay = ui.add(Button::primary(words.idle_stay()).icon(icons::HAND_TAP).large().wide()).clicked();
        let leave = ui.add(Button::quiet(words.idle_leave()).wide()).clicked();
        if stay { Some(Command::StillHere) } else { leave.then_some(Command::Leave) }
    })
}

/// Before something personal is read aloud for everybody to hear.
pub fn ask_to_read(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    dialog(ui.ctx(), "read to all", |ui| {
        let theme = Theme::of(ui);
        centre_ui(ui, Rank::Heading, words.read_personal(), theme.colour.ink);
        centre_ui(ui, Rank::Body, words.read_personal_why(), theme.colour.ink_soft);
        ui.add_space(theme.space.s);
        let read = ui.add(Button::primary(words.read_to_all()).icon(icons::SPEAKER_HIGH).wide()).clicked();
        let not = ui.add(Button::secondary(words.read_not()).wide()).clicked();
        if read { Some(Command::ReadToAll) } else { not.then_some(Command::Quiet) }
    })
}
