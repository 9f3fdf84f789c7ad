//! Postings that people said something is wrong with: the clerk calls the employer and closes them.

use super::StaffCommand;
use crate::domain::ledger::ReportedPosting;
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel};
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::theme::Theme;
use crate::widgets::{icons, notice};
use eframe::egui::{Ui, vec2};

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.reports_title(), words.reports_below());
    let Some(reports) = &facts.staff.reports else {
        murmur(ui, Rank::Body, words.loading());
        return None;
    };
    if reports.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::SEAL_CHECK, words.reports_none(), words.reports_none_below());
        return None;
    }
    let mut command = None;
    fling(ui, "reports", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        for report in reports {
            command = command.take().or(report_ui(ui, facts, report));
        }
        ui.add_space(theme.space.m);
    });
    command
}

fn report_ui(ui: &mut Ui, facts: &Facts<'_>, report: &ReportedPosting) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut command = None;
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        say(ui, Rank::Lead, &report.title);
        murmur(ui, Rank::Body, &report.employer);
        let flaws: Vec<&str> = report.flaws.iter().map(|flaw| words.posting_flaw(*flaw)).collect();
        say_in(ui, Rank::Strong, theme.colour.bad, flaws.join(words.list_separator()));
        let times = usize::try_from(report.times).unwrap_or(usize::MAX);
        murmur(ui, Rank::Small, words.reports_times(whole(times), &words.ago(report.last_at, facts.now)));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(theme.target.gap, theme.target.gap);
            if ui.add(Button::secondary(words.reports_open()).icon(icons::BRIEFCASE)).clicked() {
                command = Some(StaffCommand::OpenPosting(report.posting));
            }
            if ui.add(Button::secondary(words.reports_close()).icon(icons::CHECK)).clicked() {
                command = Some(StaffCommand::CloseReports(report.posting));
            }
        });
    });
    command
}
