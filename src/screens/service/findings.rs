//! Which policies may fit, by the answers of this visit: the likeliest first, each with what holds, what is missing and what
//! proves it.

use super::parts::{check_policies, icon_of, marked_ui};
use super::{ServiceCommand, ServiceDraft};
use crate::domain::content::ShelfKind;
use crate::domain::service::policy::{Finding, Fit, Reason, Truth, find};
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::leaf::Leaf;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, remark, section};
use crate::widgets::text::{Rank, murmur};
use crate::widgets::theme::Theme;
use crate::widgets::{icons, notice};
use eframe::egui::Ui;

/// What stands in the way of more policies than anybody reads is not shown.
const MOST_THAT_DO_NOT_FIT: usize = 3;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &ServiceDraft) -> Option<Command> {
    let words = facts.words;
    let shelf = facts.content.shelf(ShelfKind::Policies)?;
    let findings = find(shelf, &draft.filled.answers, facts.today, facts.status.place.as_ref());
    heading(ui, words.findings_heading(), "");
    fling(ui, "findings", words.more_below(), |ui| {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = theme.space.m;
        remark(ui, icons::INFO, words.item_window());
        let mut command = None;
        if findings.iter().all(|finding| finding.fit == Fit::No) {
            notice::notice(ui, icons::HAND_WAVING, words.findings_none(), words.findings_none_below());
        }
        for fit in [Fit::Likely, Fit::Perhaps, Fit::No] {
            let most = if fit == Fit::No { MOST_THAT_DO_NOT_FIT } else { usize::MAX };
            let mut of_fit = findings.iter().filter(|finding| finding.fit == fit).take(most).peekable();
            if of_fit.peek().is_none() {
                continue;
            }
            let icon = match fit {
                Fit::Likely => icons::CHECK_CIRCLE,
                Fit::Perhaps => icons::QUESTION,
                Fit::No => icons::X_CIRCLE,
            };
            section(ui, icon, words.policy_fit(fit));
            for finding in of_fit {
                command = finding_ui(ui, facts, finding).or(command);
            }
        }
        let again = Button::secondary(words.findings_again()).icon(icons::PENCIL_LINE).wide();
        if ui.add(again).clicked() {
            command = check_policies(facts);
        }
        ui.add_space(theme.space.l);
        command
    })
}

/// The card of a policy, and below it why.
fn finding_ui(ui: &mut Ui, facts: &Facts<'_>, finding: &Finding<'_>) -> Option<Command> {
    let words = facts.words;
    let item = finding.item;
    let leaf = Leaf::new(
        icon_of(ShelfKind::Policies),
        words.of_pack(&item.title),
        words.of_pack(&item.line),
        ui.available_width(),
    );
    let touched = ui.add(leaf).clicked();
    reasons_ui(ui, facts, finding);
    touched.then(|| Command::Service(ServiceCommand::Open(ShelfKind::Policies, item.id.clone())))
}

/// Why a policy fits or does not, condition by condition.
pub fn reasons_ui(ui: &mut Ui, facts: &Facts<'_>, finding: &Finding<'_>) {
    let words = facts.words;
    let theme = Theme::of(ui);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        let mut either = false;
        for reason in &finding.reasons {
            if reason.either && !either {
                murmur(ui, Rank::Small, words.findings_either());
            }
            either = reason.either;
            let (icon, colour) = match reason.truth {
                Truth::Holds => (icons::CHECK_CIRCLE, theme.colour.accent),
                Truth::Fails => (icons::X_CIRCLE, theme.colour.bad),
                Truth::Unknown => (icons::QUESTION, theme.colour.ink_soft),
            };
            marked_ui(ui, icon, colour, &reason_words(facts, reason));
        }
    });
}

/// Conditions with the papers that prove them.
pub fn reason_words(facts: &Facts<'_>, reason: &Reason<'_>) -> String {
    let words = facts.words;
    let said = |condition: &&crate::domain::content::Condition| {
        let says = words.of_pack(&condition.says);
        let paper = condition.paper.as_ref().map(|paper| words.of_pack(paper));
        paper.map_or_else(|| says.to_owned(), |paper| words.findings_paper(says, paper))
    };
    let all: Vec<String> = reason.conditions.iter().map(said).collect();
    words.joined(&all.iter().map(String::as_str).collect::<Vec<_>>())
}
