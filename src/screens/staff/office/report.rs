//! A report on the screen: of the year, of a month, or for those who accept the station; what it says, and the way onto the
//! stick as a spreadsheet and as pages to sign.

use super::OfficeCommand;
use crate::domain::functions::{Function, LEAST_FUNCTIONS};
use crate::domain::handing_in::{ReportAsked, ReportKind, ReportShown};
use crate::domain::monitor::Figure;
use crate::screens::Facts;
use crate::screens::staff::parts::{halves, line_ui};
use crate::widgets::button::Button;
use crate::widgets::chart::{Columns, columns};
use crate::widgets::chip::Chip;
use crate::widgets::list::fling;
use crate::widgets::notice::progress;
use crate::widgets::page::{heading, panel, remark, section};
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons};
use eframe::egui::{Ui, Vec2};

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let asked = facts.staff.office.report_asked.unwrap_or_else(|| ReportAsked::year(facts.today.year()));
    heading(ui, &title(facts, asked), words.reporting_below());
    super::refused_ui(ui, facts);
    let mut command = choices_ui(ui, facts, asked);
    ui.add_space(theme.space.s);
    let Some(report) = facts.staff.office.report.as_ref().filter(|report| report.asked == asked) else {
        murmur(ui, Rank::Body, words.loading());
        return command;
    };
    fling(ui, "report", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        command = command.take().or(write_ui(ui, facts, report));
        halves(
            ui,
            &mut command,
            |ui, _| {
                if asked.month.is_none() {
                    checks_ui(ui, facts, report);
                    months_ui(ui, facts, report);
                }
                functions_ui(ui, facts, report);
            },
            |ui, command| figures_ui(ui, facts, report, command),
        );
        ui.add_space(theme.space.m);
    });
    command
}

fn title(facts: &Facts<'_>, asked: ReportAsked) -> String {
    let year = i64::from(asked.year);
    match (asked.kind, asked.month) {
        (ReportKind::Acceptance, _) => facts.words.report_acceptance(year),
        (_, Some(month)) => facts.words.report_month(year, i64::from(month)),
        (_, None) => facts.words.report_year(year),
    }
}

/// Which report: the kind, the year, the month.
fn choices_ui(ui: &mut Ui, facts: &Facts<'_>, asked: ReportAsked) -> Option<OfficeCommand> {
    let words = facts.words;
    let (this, now) = (facts.today.year(), facts.today.month());
    // In a year that is not over, no month that has not begun; the last one is the one that is wanted most.
    let last = if asked.year == this { now } else { 12 };
    let monthly = ReportAsked { kind: ReportKind::Usual, month: Some(asked.month.unwrap_or(last)), ..asked };
    let kinds = [
        (words.reporting_year(), ReportAsked { kind: ReportKind::Usual, month: None, ..asked }),
        (words.reporting_month(), monthly),
        (words.reporting_acceptance(), ReportAsked { kind: ReportKind::Acceptance, month: None, ..asked }),
    ];
    let mut wanted = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(Theme::of(ui).target.gap);
        for (says, one) in kinds {
            if ui.add(Chip::choice(says, one == asked)).clicked() {
                wanted = Some(one);
            }
        }
        for year in [this, this.saturating_sub(1)] {
            if ui.add(Chip::choice(&words.reporting_of_year(i64::from(year)), asked.year == year)).clicked() {
                let month = asked.month.map(|month| if year == this { month.min(now) } else { month });
                wanted = Some(ReportAsked { year, month, ..asked });
            }
        }
        for month in (1..=last).filter(|_| asked.month.is_some()) {
            let says = words.reporting_of_month(i64::from(month));
            if ui.add(Chip::choice(&says, asked.month == Some(month))).clicked() {
                wanted = Some(ReportAsked { month: Some(month), ..asked });
            }
        }
    });
    wanted.map(|asked| OfficeCommand::Report(asked, false))
}

/// The way onto the stick, and what lies there already.
fn write_ui(ui: &mut Ui, facts: &Facts<'_>, report: &ReportShown) -> Option<OfficeCommand> {
    let words = facts.words;
    if let Some(trouble) = report.trouble {
        remark(ui, icons::WARNING, words.table_trouble(trouble));
    }
    for file in &report.written {
        remark(ui, icons::CHECK_CIRCLE, &words.reporting_written(file));
    }
    murmur(ui, Rank::Small, words.reporting_evidence(number(report.evidence)));
    let touched = ui.add(Button::primary(words.reporting_write()).icon(icons::FLOPPY_DISK).wide()).clicked();
    touched.then_some(OfficeCommand::Report(report.asked, true))
}

/// What is required, and whether it is met.
fn checks_ui(ui: &mut Ui, facts: &Facts<'_>, report: &ReportShown) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let used = Function::ALL.iter().filter(|function| report.count(Figure::Function(**function)) > 0).count() as u64;
    let of =
        |figure: Figure| (words.figure(figure), report.count(figure), figure.target(report.at_school).unwrap_or(1));
    let functions = (words.report_functions_used(), used, LEAST_FUNCTIONS as u64);
    panel(ui, |ui| {
        section(ui, icons::SEAL_CHECK, words.report_check());
        for (name, count, target) in [of(Figure::ServiceTimes), of(Figure::ValidRecords), functions] {
            let met = count >= target;
            let says = if met { words.report_met() } else { words.report_not_met() };
            let said = words.joined(&[&words.monitor_of(number(count), number(target)), says]);
            let (icon, colour) =
                if met { (icons::CHECK_CIRCLE, theme.colour.accent) } else { (icons::MINUS, theme.colour.ink) };
            line_ui(ui, icon, &words.form_line(name, &said), colour);
            progress(ui, (count as f32 / target as f32).min(1.0), &said);
        }
    });
}

fn months_ui(ui: &mut Ui, facts: &Facts<'_>, report: &ReportShown) {
    let words = facts.words;
    panel(ui, |ui| {
        section(ui, icons::CALENDAR_DOTS, words.report_months());
        let services: Vec<u64> = report.months.iter().map(|(services, _)| *services).collect();
        let records: Vec<u64> = report.months.iter().map(|(_, records)| *records).collect();
        let labels: Vec<String> = (1..=12).map(|month: u8| month.to_string()).collect();
        let name = words.report_months();
        columns(
            ui,
            &Columns { id: "report months", name, labels: &labels, series: &[&services, &records], tall: 50.0 },
        );
        for ((services, records), month) in report.months.iter().zip(1..).filter(|(counts, _)| **counts != (0, 0)) {
            say(ui, Rank::Body, words.reporting_in_month(month, number(*services), number(*records)));
        }
    });
}

fn functions_ui(ui: &mut Ui, facts: &Facts<'_>, report: &ReportShown) {
    let words = facts.words;
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        section(ui, icons::SQUARES_FOUR, words.report_functions_title());
        for function in Function::ALL {
            let count = report.count(Figure::Function(function));
            let colour = if count > 0 { theme.colour.accent } else { theme.colour.ink_soft };
            let icon = if count > 0 { icons::CHECK_CIRCLE } else { icons::MINUS };
            line_ui(ui, icon, &words.form_line(words.function(function), &count.to_string()), colour);
        }
    });
}

/// Every figure; a touch opens the entries that it counts in these days.
fn figures_ui(ui: &mut Ui, facts: &Facts<'_>, report: &ReportShown, command: &mut Option<OfficeCommand>) {
    let words = facts.words;
    section(ui, icons::CHART_BAR, words.report_figures());
    ui.spacing_mut().item_spacing.y = Theme::of(ui).target.gap;
    for (figure, count) in report.figures.iter().filter(|(figure, _)| !matches!(figure, Figure::Function(_))) {
        let said = words.monitor_count(number(*count));
        if ui.add(Row::new(icons::CHART_BAR, words.figure(*figure), "").end(&said)).clicked() {
            *command = Some(OfficeCommand::Evidence(*figure, report.asked.span()));
        }
    }
}
