//! One of the five queues: what is due first stands first; a touch takes a task on, shows how to reach her, and ends it.

use super::{OfficeCommand, OfficeDraft};
use crate::domain::phone;
use crate::domain::task::{Outcome, Queue, TaskRow};
use crate::screens::staff::parts::line_ui;
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::chip::Chip;
use crate::widgets::list::{fling, fling_rows};
use crate::widgets::page::{heading, panel};
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons, notice};
use eframe::egui::{Ui, Vec2};

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut OfficeDraft, queue: Queue) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let rows = facts.staff.office.tasks.as_ref().filter(|(of, _)| *of == queue).map(|(_, rows)| rows);
    let Some(rows) = rows else {
        heading(ui, words.queue(queue), words.loading());
        return None;
    };
    heading(ui, words.queue(queue), &words.queue_below(whole(rows.len())));
    super::refused_ui(ui, facts);
    if rows.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::CHECK_CIRCLE, words.queue_empty(), words.queue_empty_below());
        return None;
    }
    let chosen = draft.task.and_then(|id| rows.iter().find(|row| row.id == id));
    if let Some(task) = chosen {
        return task_ui(ui, facts, draft, task);
    }
    let mut asked = None;
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    let lines = Row::lines_in(ui, &theme).min(2);
    fling_rows(ui, "queue", Row::height_of(&theme, lines), rows.len(), |ui, range| {
        for row in rows.get(range).unwrap_or_default() {
            if row_ui(ui, facts, row, lines) {
                draft.task = Some(row.id);
                asked = Some(OfficeCommand::Take(row.id));
            }
        }
    });
    asked
}

/// Whom or what it is about; a form that was left at the machine by its title in the reader's language.
fn name_of<'a>(facts: &Facts<'a>, row: &'a TaskRow) -> &'a str {
    if row.name.is_empty() { facts.words.entries_purged() } else { super::titled(facts, &row.name) }
}

fn note_of<'a>(facts: &Facts<'a>, row: &'a TaskRow) -> &'a str {
    super::titled(facts, facts.words.task_note(row))
}

fn row_ui(ui: &mut Ui, facts: &Facts<'_>, row: &TaskRow, lines: usize) -> bool {
    let words = facts.words;
    let name = name_of(facts, row);
    let last = row.last.map_or("", |outcome| words.task_outcome(outcome));
    let below = words.joined(&[words.task_reason(row.reason), note_of(facts, row), last]);
    let staff = facts.staff.signed_in.as_ref().map_or(0, |member| member.id);
    let late = row.due_on < facts.today;
    let end = match &row.taken {
        Some(taken) if row.is_anothers(staff, facts.now) => taken.name.clone(),
        _ if !row.is_up(facts.now) => words.task_later().to_owned(),
        _ => words.near_date(row.due_on, facts.today),
    };
    let shown = Row::new(icons::USER_CIRCLE, name, &below).end(&end).lines(lines);
    ui.add(shown.urgent(late && row.is_up(facts.now))).clicked()
}

/// One task: whom to reach and why, what can come of it, and the way to her page.
fn task_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut OfficeDraft, task: &TaskRow) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut asked = None;
    fling(ui, "task", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        panel(ui, |ui| {
            say(ui, Rank::Lead, name_of(facts, task));
            let reached = if task.phone.is_empty() {
                words.gigs_by_station().to_owned()
            } else {
                words.gigs_call(&phone::spaced(&task.phone))
            };
            if task.subject.is_some() {
                line_ui(ui, icons::PHONE_CALL, &reached, theme.colour.accent);
            }
            let due = words.task_due(&words.date(task.due_on, facts.today));
            line_ui(
                ui,
                icons::BELL,
                &words.joined(&[words.task_reason(task.reason), note_of(facts, task)]),
                theme.colour.ink,
            );
            line_ui(ui, icons::CLOCK, &due, theme.colour.ink_soft);
            if task.tries > 0 {
                murmur(ui, Rank::Small, words.task_tries(i64::from(task.tries)));
            }
        });
        if let Some((of, name)) = &task.matter
            && ui.add(Button::primary(words.firms_task_open()).icon(icons::ARROW_RIGHT).wide()).clicked()
        {
            asked = Some(OfficeCommand::OpenMatter(*of, name.clone(), task.reason));
        }
        say(ui, Rank::Strong, words.task_ask());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
            // What is done on a page of its own ends there.
            let ends_there = task.matter.is_some();
            let outcomes = task.queue.outcomes().iter();
            for outcome in outcomes.filter(|outcome| !ends_there || **outcome == Outcome::CallLater) {
                if ui.add(Chip::choice(words.task_outcome(*outcome), false)).clicked() {
                    draft.task = None;
                    asked = Some(OfficeCommand::End(task.id, *outcome));
                }
            }
        });
        if let Some(subject) = task.subject
            && ui.add(Button::secondary(words.task_person()).icon(icons::USER).wide()).clicked()
        {
            asked = Some(OfficeCommand::Open(subject));
        }
        if ui.add(Button::quiet(words.task_back()).icon(icons::LIST_BULLETS)).clicked() {
            draft.task = None;
        }
        ui.add_space(theme.space.m);
    });
    asked
}
