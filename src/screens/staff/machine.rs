//! How the machine is, for its technician: what somebody should see to, and how much is well.

use super::StaffCommand;
use crate::domain::health::Severity;
use crate::screens::diagnosis;
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::page::heading;
use crate::widgets::text::{Rank, murmur};
use crate::widgets::theme::Theme;
use eframe::egui::Ui;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.machine_title(), words.machine_below());
    let Some(findings) = &facts.staff.machine else {
        murmur(ui, Rank::Body, words.machine_looking());
        return None;
    };
    let well = findings.iter().filter(|finding| finding.severity <= Severity::Note).count();
    murmur(ui, Rank::Body, words.machine_well(whole(findings.len()), whole(well)));
    let again = ui.add(Button::secondary(words.machine_again()).icon(icons::ARROWS_CLOCKWISE)).clicked();
    ui.add_space(theme.space.m);
    fling(ui, "machine", words.more_below(), |ui| {
        diagnosis::list(ui, words, findings);
        ui.add_space(theme.space.l);
    });
    again.then_some(StaffCommand::Machine)
}
