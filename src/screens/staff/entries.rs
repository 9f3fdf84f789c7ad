//! What became of each registration, in words anyone understands; what the province sent back stands first, with its
//! reason.

use super::StaffCommand;
use crate::domain::ledger::{EntryRow, EntryState};
use crate::screens::Facts;
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::heading;
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{Icon, icons, notice};
use eframe::egui::{Color32, Frame, Margin, Sense, Stroke, Ui, vec2};

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.staff_entries(), words.entries_below());
    let Some(rows) = &facts.staff.entries else {
        murmur(ui, Rank::Body, words.loading());
        return None;
    };
    if rows.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::CLIPBOARD_TEXT, words.entries_none(), words.entries_none_below());
        return None;
    }
    let mut command = None;
    let refused = rows.iter().filter(|row| row.state == EntryState::Refused);
    let others = rows.iter().filter(|row| row.state != EntryState::Refused);
    fling(ui, "entries", facts.words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        for row in refused.chain(others) {
            command = command.take().or(row_ui(ui, facts, row));
        }
        ui.add_space(theme.space.m);
    });
    command
}

fn row_ui(ui: &mut Ui, facts: &Facts<'_>, row: &EntryRow) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let bad = row.state == EntryState::Refused;
    let edge = if bad { Stroke::new(mm(0.6), theme.colour.bad) } else { theme.hairline() };
    let frame = Frame::new()
        .fill(if bad { theme.colour.bad_tint } else { theme.colour.card })
        .stroke(edge)
        .corner_radius(theme.corner())
        .inner_margin(Margin::same(theme.space.m as i8));
    let mut command = None;
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        ui.horizontal_wrapped(|ui| {
            let name = if row.name.is_empty() { words.entries_purged() } else { &row.name };
            say(ui, Rank::Lead, name);
            murmur(ui, Rank::Body, row.receipt.as_str());
        });
        let (icon, said, colour) = state_words(facts, &theme, row);
        state_ui(ui, icon, &said, colour);
        if let Some(refusal) = &row.refusal {
            say(ui, Rank::Body, words.refusal(refusal));
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = theme.target.gap;
            if row.refusal.is_some()
                && ui.add(Button::secondary(words.entries_correct()).icon(icons::PENCIL_LINE)).clicked()
            {
                command = Some(StaffCommand::Reopen(row.id));
            }
            // What was erased wants nothing any more.
            let kept = !row.name.is_empty();
            if kept && ui.add(Button::secondary(words.match_for_person()).icon(icons::BRIEFCASE)).clicked() {
                command = Some(StaffCommand::Match(row.receipt.clone()));
            }
        });
    });
    command
}

/// Saved here, sent, accepted, to be put right: and since when.
fn state_words(facts: &Facts<'_>, theme: &Theme, row: &EntryRow) -> (Icon, String, Color32) {
    let words = facts.words;
    let c = &theme.colour;
    let since = words.ago(row.answered_at.unwrap_or(row.made_at), facts.now);
    let (icon, state, colour) = match row.state {
        EntryState::Refused => (icons::WARNING_CIRCLE, words.state_refused(), c.bad),
        EntryState::Acknowledged => (icons::CLOUD_CHECK, words.state_accepted(), c.accent),
        EntryState::Waiting if row.held => (icons::HOURGLASS_MEDIUM, words.state_held(), c.on_warm),
        EntryState::Waiting if row.attempts > 0 => (icons::CLOUD_ARROW_UP, words.state_sent(), c.on_warm),
        EntryState::Waiting => (icons::FLOPPY_DISK, words.state_saved(), c.ink_soft),
    };
    (icon, words.state_since(state, &since), colour)
}

fn state_ui(ui: &mut Ui, icon: Icon, said: &str, colour: Color32) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme.space.xs;
        let side = theme.size.body * 1.1;
        let (rect, _) = ui.allocate_exact_size(vec2(side, theme.size.body * 1.4), Sense::hover());
        icon.filled(ui.painter(), rect.center(), side, colour);
        say_in(ui, Rank::Body, colour, said);
    });
}
