//! What somebody applied for at the machine, for whoever serves her: how far each is, and the employer's last word.

use crate::domain::notice::{ApplicationAnswer, ApplicationOutcome as Outcome};
use crate::domain::visitor::{MyApplication, Track};
use crate::screens::Facts;
use crate::screens::staff::parts::line_ui;
use crate::widgets::page::{panel, section};
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons};
use eframe::egui::Ui;

/// The latest of them.
const SHOWN: usize = 12;

/// A panel on her page; nothing where she applied for nothing.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, applications: &[MyApplication]) {
    if applications.is_empty() {
        return;
    }
    let words = facts.words;
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = Theme::of(ui).space.xs;
        section(ui, icons::HAND_TAP, words.applied_by_her());
        for one in applications.iter().take(SHOWN) {
            one_ui(ui, facts, one);
        }
    });
}

fn one_ui(ui: &mut Ui, facts: &Facts<'_>, one: &MyApplication) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let (icon, colour) = match one.track {
        Track::Answered(Outcome::Hired) => (icons::CONFETTI, theme.colour.accent),
        Track::Answered(Outcome::Declined | Outcome::Closed) | Track::TakenBack | Track::Ended => {
            (icons::X_CIRCLE, theme.colour.ink_soft)
        }
        Track::Answered(_) => (icons::MEGAPHONE_SIMPLE, theme.colour.accent),
        Track::Returned => (icons::WARNING_CIRCLE, theme.colour.bad),
        Track::Saved | Track::Sent => (icons::HOURGLASS_MEDIUM, theme.colour.on_warm),
    };
    say(ui, Rank::Strong, words.joined(&[&one.title, &one.employer]));
    let at = words.ago(one.track_at.unwrap_or(one.at), facts.now);
    line_ui(ui, icon, &words.joined(&[&words.track_of_somebody(one.track), &at]), colour);
    if let Some(answer) = &one.answer {
        answer_ui(ui, facts, answer);
    }
    murmur(ui, Rank::Small, one.receipt.as_str());
}

/// When and where she is expected, and what the employer says.
pub(super) fn answer_ui(ui: &mut Ui, facts: &Facts<'_>, answer: &ApplicationAnswer) {
    for line in facts.words.answer(answer, facts.today) {
        murmur(ui, Rank::Body, line);
    }
}
