//! The end of a shift: the list of what is left to do, and the touch that hands it over.

use super::OfficeCommand;
use super::ask::Purpose;
use crate::domain::role::May;
use crate::domain::shift::LeftToDo;
use crate::domain::task::TaskRow;
use crate::screens::staff::StaffCommand;
use crate::screens::staff::parts::line_ui;
use crate::screens::{Command, Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel, section};
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::theme::Theme;
use crate::widgets::{Icon, icons};
use eframe::egui::Ui;

/// So many of what is due are named; the others are in their queues.
const NAMED: usize = 30;

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.closing_title(), words.closing_below());
    super::refused_ui(ui, facts);
    let Some(outlook) = &facts.staff.office.outlook else {
        murmur(ui, Rank::Body, words.loading());
        return None;
    };
    let mut asked = None;
    fling(ui, "closing", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        panel(ui, |ui| left_ui(ui, facts, outlook.left));
        let lists = outlook.left.unsent + outlook.left.refused > 0 && facts.staff.may(May::SeePeople);
        if lists && ui.add(Button::secondary(words.staff_entries()).icon(icons::LIST_CHECKS).wide()).clicked() {
            asked = Some(StaffCommand::ShowEntries);
        }
        let due = facts.staff.office.due.as_deref().unwrap_or_default();
        asked = asked.take().or(due_ui(ui, facts, due).map(StaffCommand::Office));
        murmur(ui, Rank::Body, words.closing_what_happens());
        if ui.add(Button::secondary(words.firms_closing_word()).icon(icons::NOTE_PENCIL).wide()).clicked() {
            asked = Some(StaffCommand::Office(OfficeCommand::Ask(Purpose::Closing)));
        }
        if ui.add(Button::primary(words.closing_do()).icon(icons::HANDSHAKE).wide()).clicked() {
            asked = Some(StaffCommand::Office(OfficeCommand::HandOver));
        }
        ui.add_space(theme.space.m);
    });
    asked.map(Command::Staff)
}

/// Who waits for something today, or has since earlier; a touch opens her page, or what it is about.
fn due_ui(ui: &mut Ui, facts: &Facts<'_>, due: &[TaskRow]) -> Option<OfficeCommand> {
    if due.is_empty() {
        return None;
    }
    let words = facts.words;
    let mut asked = None;
    section(ui, icons::BELL, words.closing_due());
    ui.spacing_mut().item_spacing.y = Theme::of(ui).target.gap;
    let lines = super::queue::lines_in(ui);
    for task in due.iter().take(NAMED) {
        if super::queue::row_ui(ui, facts, task, lines) {
            asked = match (&task.subject, &task.matter) {
                (Some(subject), _) => Some(OfficeCommand::Open(*subject)),
                (None, Some((of, name))) => Some(OfficeCommand::OpenMatter(*of, name.clone(), task.reason)),
                (None, None) => Some(OfficeCommand::Queue(task.queue)),
            };
        }
    }
    if due.len() > NAMED {
        murmur(ui, Rank::Body, words.closing_more(whole(due.len() - NAMED)));
    }
    asked
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
