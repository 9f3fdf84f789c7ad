//! Who waited how long: how many had their first service after how long, and how the queues were; each opens those it counts.

use super::OfficeCommand;
use crate::domain::monitor::{Monitor, QueueWait, WAITS, WaitOf, Waited};
use crate::screens::{Facts, whole};
use crate::widgets::chart::{Columns, columns};
use crate::widgets::list::fling_rows;
use crate::widgets::page::{heading, panel, section};
use crate::widgets::row::Row;
use crate::widgets::{Theme, icons};
use eframe::egui::Ui;

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The part of the year's page.
pub(super) fn part_ui(ui: &mut Ui, facts: &Facts<'_>, monitor: &Monitor) -> Option<WaitOf> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut asked = None;
    panel(ui, |ui| {
        section(ui, icons::HOURGLASS_MEDIUM, words.waits_title());
        let labels: Vec<String> = (0..WAITS).map(|place| words.wait_span(place).to_owned()).collect();
        let said = labels.iter().zip(&monitor.first_service);
        let said: Vec<String> = said.map(|(label, count)| words.form_line(label, &count.to_string())).collect();
        columns(
            ui,
            &Columns {
                id: "first service",
                name: &said.join(words.list_separator()),
                labels: &labels,
                series: &[&monitor.first_service],
                tall: 46.0,
            },
        );
        ui.add_space(theme.space.s);
        ui.spacing_mut().item_spacing.y = theme.target.gap;
        for (place, count) in monitor.first_service.iter().enumerate().filter(|(_, count)| **count > 0) {
            let row = Row::new(icons::USERS, words.wait_span(place), "");
            if ui.add(row.end(&words.waits_people(number(*count)))).clicked() {
                asked = Some(WaitOf::FirstService(place));
            }
        }
        for queue in monitor.queues.iter().filter(|queue| queue.ended + queue.late > 0) {
            if queue_ui(ui, facts, queue) {
                asked = Some(WaitOf::Queue(queue.queue));
            }
        }
    });
    asked
}

fn queue_ui(ui: &mut Ui, facts: &Facts<'_>, queue: &QueueWait) -> bool {
    let words = facts.words;
    let share = (queue.in_time * 100).checked_div(queue.ended).unwrap_or(100);
    let half = words.lasting(i64::try_from(queue.median_hours).unwrap_or(i64::MAX / 4_000) * 3_600);
    let said = words.waits_queue(number(queue.ended), number(share), &half);
    let late = if queue.late > 0 { words.waits_late(number(queue.late)) } else { String::new() };
    let row = Row::new(icons::CLOCK, words.queue(queue.queue), &said).end(&late).urgent(queue.late > 0);
    ui.add(row).clicked()
}

/// Those whom a figure of waiting counts.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, of: WaitOf) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let title = match of {
        WaitOf::FirstService(place) => words.wait_span(place),
        WaitOf::Queue(queue) => words.queue(queue),
    };
    let rows = facts.staff.office.waits.as_ref().filter(|(known, _)| *known == of).map(|(_, rows)| rows);
    let Some(rows) = rows else {
        heading(ui, title, words.loading());
        return None;
    };
    heading(ui, title, &words.monitor_evidence(whole(rows.len())));
    let mut asked = None;
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    fling_rows(ui, "waits", Row::height(&theme), rows.len(), |ui, range| {
        for row in rows.get(range).unwrap_or_default() {
            if row_ui(ui, facts, row)
                && let Some(receipt) = &row.receipt
            {
                asked = Some(OfficeCommand::OpenReceipt(receipt.clone()));
            }
        }
    });
    asked
}

/// Nobody's name: the figures are shown to whoever answers for them. A touch opens the person, and the audit log says so.
fn row_ui(ui: &mut Ui, facts: &Facts<'_>, row: &Waited) -> bool {
    let words = facts.words;
    let from = words.date(row.from, facts.today);
    let title = match (row.reason, row.to) {
        (Some(reason), _) => words.joined(&[words.task_reason(reason), &from]),
        (None, Some(to)) => words.waits_served(&from, &words.date(to, facts.today)),
        (None, None) => words.waits_unserved(&from),
    };
    let receipt = row.receipt.as_ref().map_or("", |receipt| receipt.as_str());
    let outcome = row.outcome.map_or("", |outcome| words.task_outcome(outcome));
    let due = row.due_on.map_or_else(String::new, |due| words.task_due(&words.date(due, facts.today)));
    let below = words.joined(&[receipt, outcome, &row.staff, &due]);
    let hours = row.hours.and_then(|hours| i64::try_from(hours).ok());
    let end = hours.map_or_else(String::new, |hours| words.lasting(hours.saturating_mul(3_600)));
    ui.add(Row::new(icons::CLOCK, &title, &below).end(&end).urgent(row.is_late(facts.today))).clicked()
}
