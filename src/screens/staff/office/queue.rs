//! One of the five queues: what is due first stands first; a touch takes a task on, shows how to reach her, and ends it.

use super::OfficeCommand;
use crate::domain::task::{Outcome, Queue, Step, TaskRow};
use crate::domain::{phone, text};
use crate::i18n::Words;
use crate::input::Context;
use crate::screens::staff::StaffDraft;
use crate::screens::staff::parts::{halves, line_ui};
use crate::screens::typing::Way;
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::chip::Chip;
use crate::widgets::field::Field;
use crate::widgets::list::{fling, fling_rows};
use crate::widgets::page::{heading, panel, section};
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons, notice};
use eframe::egui::{Id, Ui, Vec2};
use jiff::tz;

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft, queue: Queue) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let rows = facts.staff.office.tasks.as_ref().filter(|(of, _)| *of == queue).map(|(_, rows)| rows);
    let Some(rows) = rows else {
        heading(ui, words.queue(queue), words.loading());
        return None;
    };
    if !draft.typing.is_open() {
        heading(ui, words.queue(queue), &words.queue_below(whole(rows.len())));
    }
    super::refused_ui(ui, facts);
    if rows.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::CHECK_CIRCLE, words.queue_empty(), words.queue_empty_below());
        return None;
    }
    let chosen = draft.office.task.and_then(|id| rows.iter().find(|row| row.id == id));
    if let Some(task) = chosen {
        return task_ui(ui, facts, draft, task);
    }
    let mut asked = None;
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    let lines = lines_in(ui);
    fling_rows(ui, "queue", Row::height_of(&theme, lines), rows.len(), |ui, range| {
        for row in rows.get(range).unwrap_or_default() {
            if row_ui(ui, facts, row, lines) {
                draft.office.task = Some(row.id);
                draft.office.task_note.clear();
                asked = Some(OfficeCommand::Take(row.id));
            }
        }
    });
    asked
}

/// How many lines of what a task is about stand below its name.
pub(super) fn lines_in(ui: &Ui) -> usize {
    Row::lines_in(ui, &Theme::of(ui)).min(2)
}

/// Whom or what it is about; a form that was left at the machine by its title in the reader's language.
fn name_of<'a>(facts: &Facts<'a>, row: &'a TaskRow) -> &'a str {
    if row.name.is_empty() { facts.words.entries_purged() } else { super::titled(facts, &row.name) }
}

fn note_of<'a>(facts: &Facts<'a>, row: &'a TaskRow) -> &'a str {
    super::titled(facts, facts.words.task_note(row, &facts.content.desk().help))
}

/// A task in a list, in so many lines; whether it was touched.
pub(super) fn row_ui(ui: &mut Ui, facts: &Facts<'_>, task: &TaskRow, lines: usize) -> bool {
    let words = facts.words;
    let name = name_of(facts, task);
    let last = task.last.map_or("", |outcome| words.task_outcome(outcome));
    let below = words.joined(&[words.task_reason(task.reason), note_of(facts, task), last]);
    let staff = facts.staff.signed_in.as_ref().map_or(0, |member| member.id);
    let late = task.due_on < facts.today;
    let end = match &task.taken {
        Some(taken) if task.is_anothers(staff, facts.now) => taken.name.clone(),
        _ if !task.is_up(facts.now) => words.task_later().to_owned(),
        _ => words.near_date(task.due_on, facts.today),
    };
    let shown = Row::new(icons::USER_CIRCLE, name, &below).end(&end).lines(lines);
    ui.add(shown.urgent(late && task.is_up(facts.now))).clicked()
}

/// One task: whom to reach and why; what can come of it, and the way to her page. On a lying screen side by side, so that the
/// outcome is touched without scrolling, with the telephone in the other hand.
fn task_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft, task: &TaskRow) -> Option<OfficeCommand> {
    let mut page = (draft, None);
    fling(ui, "task", facts.words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = Theme::of(ui).space.m;
        halves(
            ui,
            &mut page,
            |ui, _| {
                panel(ui, |ui| who_ui(ui, facts, task));
                steps_ui(ui, facts, &task.steps);
            },
            |ui, (draft, asked)| *asked = ends_ui(ui, facts, draft, task),
        );
        ui.add_space(Theme::of(ui).space.m);
    });
    page.1
}

/// What came of it, and the ways on.
fn ends_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft, task: &TaskRow) -> Option<OfficeCommand> {
    let words = facts.words;
    let mut asked = None;
    match &task.matter {
        // What is done on a page of its own ends there.
        Some((of, name)) => {
            if ui.add(Button::primary(words.firms_task_open()).icon(icons::ARROW_RIGHT).wide()).clicked() {
                asked = Some(OfficeCommand::OpenMatter(*of, name.clone(), task.reason));
            }
        }
        None => note_ui(ui, words, draft),
    }
    say(ui, Rank::Strong, words.task_ask());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(Theme::of(ui).target.gap);
        let outcomes = task.queue.outcomes().iter();
        for outcome in outcomes.filter(|outcome| task.matter.is_none() || **outcome == Outcome::CallLater) {
            if ui.add(Chip::choice(words.task_outcome(*outcome), false)).clicked() {
                draft.office.task = None;
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
        draft.office.task = None;
        asked = Some(OfficeCommand::PutBack(task.id));
    }
    asked
}

/// Whom to reach and why, what to say and ask, and when it is tried again.
fn who_ui(ui: &mut Ui, facts: &Facts<'_>, task: &TaskRow) {
    let words = facts.words;
    let theme = Theme::of(ui);
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
    let why = words.joined(&[words.task_reason(task.reason), note_of(facts, task)]);
    line_ui(ui, icons::BELL, &why, theme.colour.ink);
    line_ui(ui, icons::CLOCK, &due, theme.colour.ink_soft);
    if !task.is_up(facts.now) {
        let at = task.next_at.to_zoned(tz::offset(8).to_time_zone()).datetime();
        line_ui(ui, icons::HOURGLASS_MEDIUM, &words.task_next(&words.moment(at, facts.today)), theme.colour.ink_soft);
    }
    if task.tries > 0 {
        murmur(ui, Rank::Small, words.task_tries(i64::from(task.tries)));
    }
    if task.subject.is_some() && task.queue == Queue::CallBack {
        murmur(ui, Rank::Body, words.call_first());
        if let Some(script) = words.call_script(task.reason) {
            say(ui, Rank::Body, script);
        }
    }
}

/// What was tried before and what was said then.
fn steps_ui(ui: &mut Ui, facts: &Facts<'_>, steps: &[Step]) {
    if steps.is_empty() {
        return;
    }
    panel(ui, |ui| {
        section(ui, icons::CLOCK, facts.words.task_history());
        for step in steps {
            step_ui(ui, facts, "", step);
        }
    });
}

/// One of them: when, by whom, with what outcome, and the word that was written down. `what` it was for.
pub(super) fn step_ui(ui: &mut Ui, facts: &Facts<'_>, what: &str, step: &Step) {
    let words = facts.words;
    let ink = Theme::of(ui).colour.ink;
    let said = words.joined(&[what, words.task_outcome(step.outcome), &words.ago(step.at, facts.now), &step.staff]);
    line_ui(ui, icons::CHECK, &said, ink);
    if !step.note.is_empty() {
        murmur(ui, Rank::Body, step.note.as_str());
    }
}

/// A word of what was said, for whoever calls next.
fn note_ui(ui: &mut Ui, words: Words, draft: &mut StaffDraft) {
    let id = Id::unique("task-note");
    let field = Field::new(id, words.task_note_field());
    let mut typed = std::mem::take(&mut draft.office.task_note);
    draft.typing.field(ui, id, Way::Words(Context::Free), text::MAX_LINE, field, &mut typed);
    draft.office.task_note = typed;
}
