//! How the station is, for its technician: everything that somebody should see to, the worst first, with what to do. The kiosk
//! shows it in place of itself where it has fallen over again and again.

use crate::domain::health::{Finding, Severity};
use crate::i18n::Words;
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::notice::notice;
use crate::widgets::page::{page, panel};
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons};
use eframe::egui::Ui;

/// Shows the page over the whole screen. Returns whether the kiosk is to be tried again.
pub fn show(ui: &mut Ui, words: Words, findings: &[Finding]) -> bool {
    page(ui, |ui| {
        let theme = Theme::of(ui);
        ui.add_space(theme.space.l);
        notice(ui, icons::WRENCH, words.trouble_start(), words.trouble_start_people());
        ui.add_space(theme.space.m);
        let again = ui.add(Button::secondary(words.diagnosis_again()).icon(icons::ARROW_RIGHT)).clicked();
        ui.add_space(theme.space.m);
        murmur(ui, Rank::Body, words.diagnosis_why());
        fling(ui, "diagnosis", words.more_below(), |ui| {
            list(ui, words, findings);
            ui.add_space(theme.space.l);
        });
        again
    })
}

/// What somebody should see to, the worst first; that nothing is, where nothing is.
pub fn list(ui: &mut Ui, words: Words, findings: &[Finding]) {
    let theme = Theme::of(ui);
    let mut worse: Vec<&Finding> = findings.iter().filter(|finding| finding.severity > Severity::Note).collect();
    worse.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    ui.spacing_mut().item_spacing.y = theme.space.s;
    if worse.is_empty() {
        say(ui, Rank::Body, words.diagnosis_nothing());
    }
    for finding in worse {
        panel(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme.space.xs;
            let rank = if finding.severity == Severity::Bad { Rank::Strong } else { Rank::Body };
            say(ui, rank, words.finding(finding));
            if let Some(remedy) = words.remedy(finding) {
                murmur(ui, Rank::Small, remedy);
            }
        });
    }
}
