//! A posting before anybody sees it: what the review points at, in its place and with the law, and what a person decides.

use super::{FirmsCommand, FirmsDraft};
use crate::domain::firms::{self, Offer, Stage, let_through};
use crate::domain::review::{Finding, Severity};
use crate::domain::role::May;
use crate::domain::service::fill::is_asked;
use crate::domain::{RecallReason, content};
use crate::screens::Facts;
use crate::screens::staff::parts::{chips_ui, halves, line_ui};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel, remark, section};
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::{Theme, icons};
use eframe::egui::Ui;

/// Characters shown before and behind the words a finding points at.
const AROUND: usize = 14;

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut FirmsDraft) -> Option<FirmsCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Some(offer) = &facts.staff.office.firms.offer else {
        heading(ui, words.firms_review_title(), words.loading());
        super::super::refused_ui(ui, facts);
        return None;
    };
    let firm = facts.staff.office.firms.file.as_ref().map_or("", |file| file.row.firm.name.as_str());
    heading(ui, offer.title(), &words.joined(&[firm, words.offer_stage(offer.stage)]));
    super::super::refused_ui(ui, facts);
    draft.reasons.resize(offer.findings.len(), String::new());
    let mut asked = None;
    // A posting that was changed is read from its beginning.
    let id = format!("offer {} {} {}", offer.id, offer.stage.as_str(), offer.findings.len());
    fling(ui, &id, words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        if let Some(why) = facts.staff.office.firms.not_yet {
            remark(ui, icons::WARNING, words.not_yet(why));
        }
        state_ui(ui, facts, offer);
        halves(ui, draft, |ui, draft| findings_ui(ui, facts, offer, draft), |ui, _| text_ui(ui, facts, offer));
        asked = decide_ui(ui, facts, offer, draft);
        ui.add_space(theme.space.l);
    });
    asked
}

/// Who has done what with it so far.
fn state_ui(ui: &mut Ui, facts: &Facts<'_>, offer: &Offer) {
    let words = facts.words;
    let made = words.firms_made_by(&offer.made_by);
    let reviewed =
        if offer.reviewed_by.is_empty() { String::new() } else { words.firms_reviewed_by(&offer.reviewed_by) };
    murmur(ui, Rank::Body, words.joined(&[&words.date(offer.made_on, facts.today), &made, &reviewed]));
    match (offer.stage, offer.recalled) {
        (Stage::SentBack, _) => remark(ui, icons::WARNING, &offer.remark),
        (Stage::Offered, _) => drop(murmur(ui, Rank::Body, words.firms_offered_below())),
        (_, Some(reason)) => drop(murmur(ui, Rank::Body, words.firms_recalled_why(words.recall_reason(reason)))),
        _ => {}
    }
}

fn findings_ui(ui: &mut Ui, facts: &Facts<'_>, offer: &Offer, draft: &mut FirmsDraft) {
    let words = facts.words;
    if offer.findings.is_empty() {
        let accent = Theme::of(ui).colour.accent;
        return line_ui(ui, icons::CHECK_CIRCLE, words.firms_review_clean(), accent);
    }
    section(ui, icons::SEAL_CHECK, words.firms_review_below());
    for (place, finding) in offer.findings.iter().enumerate() {
        panel(ui, |ui| {
            finding_ui(ui, facts, offer, finding);
            if finding.severity == Severity::Weigh && offer.stage == Stage::Review && facts.staff.may(May::Review) {
                reasons_ui(ui, facts, draft, place);
            } else if let Some(reason) = offer.reasons.get(place).filter(|reason| !reason.is_empty()) {
                murmur(ui, Rank::Body, reason.as_str());
            }
        });
    }
}

fn finding_ui(ui: &mut Ui, facts: &Facts<'_>, offer: &Offer, finding: &Finding) {
    let words = facts.words;
    let c = Theme::of(ui).colour;
    let colour = match finding.severity {
        Severity::Block => c.bad,
        Severity::Weigh => c.on_warm,
        Severity::Hint => c.ink_soft,
    };
    let said = words.joined(&[words.review_rule(finding.rule), words.review_severity(finding.severity)]);
    say_in(ui, Rank::Strong, colour, said);
    let label = field(&finding.field).map_or(finding.field.as_str(), |field| words.of_pack(&field.label));
    let text = offer.answers.get(&finding.field).map_or("", |given| given.text());
    let there = excerpt(text, finding);
    if text.is_empty() {
        say(ui, Rank::Body, words.review_unanswered(label));
    } else {
        say(ui, Rank::Body, words.review_at(label, &there));
    }
    let figure = words.review_figure(finding);
    if !figure.is_empty() {
        say(ui, Rank::Body, figure);
    }
    murmur(ui, Rank::Small, words.review_law(finding.rule));
}

/// The words a finding points at, marked, with a little of what stands around them.
fn excerpt(text: &str, finding: &Finding) -> String {
    let place = finding.place.clone();
    let (Some(before), Some(words), Some(behind)) =
        (text.get(..place.start), text.get(place.clone()), text.get(place.end..))
    else {
        return text.to_owned();
    };
    if words.is_empty() {
        return text.to_owned();
    }
    let from = before.chars().count().saturating_sub(AROUND);
    let before: String = before.chars().skip(from).collect();
    let behind: String = behind.chars().take(AROUND).collect();
    format!("{before}【{words}】{behind}")
}

fn field(id: &str) -> Option<&'static content::Field> {
    firms::form("offer")?.field(id)
}

fn reasons_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut FirmsDraft, place: usize) {
    let words = facts.words;
    murmur(ui, Rank::Small, words.firms_reason_ask());
    let usual: Vec<&str> = words.firms_reasons().split('|').map(str::trim).collect();
    let Some(said) = draft.reasons.get_mut(place) else { return };
    let chips: Vec<_> = usual.iter().map(|one| (*one, said == *one)).collect();
    if let Some(one) = chips_ui(ui, &chips).and_then(|place| usual.get(place)) {
        if said == one { said.clear() } else { (*one).clone_into(said) }
    }
}

/// What will be shown, question by question.
fn text_ui(ui: &mut Ui, facts: &Facts<'_>, offer: &Offer) {
    let words = facts.words;
    let Some(form) = firms::form("offer") else { return };
    section(ui, icons::LIST_BULLETS, words.firms_review_text());
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = Theme::of(ui).space.xs;
        for field in form.fields().filter(|field| is_asked(form, field, &offer.answers)) {
            let Some(given) = offer.answers.get(&field.id).filter(|given| !given.is_empty()) else { continue };
            let label = words.of_pack(&field.label);
            let chosen = field.options.iter().filter(|choice| given.has(&choice.code));
            let chosen: Vec<&str> = chosen.map(|choice| words.of_pack(&choice.label)).collect();
            let said =
                if field.kind.has_options() { chosen.join(words.list_separator()) } else { given.text().to_owned() };
            say(ui, Rank::Body, words.form_line(label, &said));
        }
    });
}

fn decide_ui(ui: &mut Ui, facts: &Facts<'_>, offer: &Offer, draft: &mut FirmsDraft) -> Option<FirmsCommand> {
    let words = facts.words;
    let mut asked = None;
    let (may_review, may_serve) = (facts.staff.may(May::Review), facts.staff.may(May::Serve));
    if offer.stage == Stage::Review && may_review {
        let decision = let_through(&offer.findings, &draft.reasons);
        if let Err(why) = decision {
            murmur(ui, Rank::Body, words.not_yet(why));
        }
        let pass = Button::primary(words.firms_let_through()).icon(icons::SEAL_CHECK).wide().enabled(decision.is_ok());
        if ui.add(pass).clicked() {
            asked = Some(FirmsCommand::LetThrough(draft.reasons.clone()));
        }
        let back = Button::secondary(words.firms_send_back()).icon(icons::ARROW_LEFT).wide();
        if ui.add(back.enabled(!offer.findings.is_empty())).clicked() {
            let grave = offer.findings.iter().filter(|finding| finding.severity != Severity::Hint);
            let what: Vec<&str> = grave.map(|finding| words.review_rule(finding.rule)).collect();
            let what = words.firms_send_back_remark(&what.join(words.list_separator()));
            asked = Some(FirmsCommand::SendBack(what));
        }
    }
    if matches!(offer.stage, Stage::Review | Stage::SentBack)
        && may_serve
        && ui.add(Button::secondary(words.firms_edit()).icon(icons::PENCIL_LINE).wide()).clicked()
    {
        asked = Some(FirmsCommand::EditOffer);
    }
    if offer.stage == Stage::Offered && may_review {
        asked = asked.or(recall_ui(ui, facts, draft));
    }
    asked
}

fn recall_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut FirmsDraft) -> Option<FirmsCommand> {
    let words = facts.words;
    if !draft.recalling {
        let touched = ui.add(Button::secondary(words.firms_recall()).icon(icons::TRASH).wide()).clicked();
        draft.recalling = touched;
        return None;
    }
    say(ui, Rank::Strong, words.firms_recall_why());
    let reasons = RecallReason::ALL;
    let chips: Vec<_> = reasons.iter().map(|reason| (words.recall_reason(*reason), false)).collect();
    chips_ui(ui, &chips).and_then(|place| reasons.get(place)).map(|reason| FirmsCommand::Recall(*reason))
}
