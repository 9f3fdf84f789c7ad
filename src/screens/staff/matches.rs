//! Which postings suit a registered person, each with what fits, what is missing and what would help; where few do, the
//! jobs nearest to hers that are wanted now.

use super::StaffCommand;
use super::office::OfficeCommand;
use super::parts::{line_ui, reasons_ui};
use crate::domain::matching::Near;
use crate::domain::matching::lists::{Suggestion, Suggestions};
use crate::domain::role::May;
use crate::domain::scan::SlipProof;
use crate::domain::{EntryKind, JobKind, PostingId, ReceiptNo};
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel, remark, section};
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::theme::Theme;
use crate::widgets::{Icon, icons, notice};
use eframe::egui::Ui;

/// What is recommended to one person, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonMatches {
    pub receipt: ReceiptNo,
    /// As the clerk knows her.
    pub name: String,
    /// The postings of this job are shown, in place of those of the jobs she wants.
    pub instead: Option<JobKind>,
    /// What her slip proves, where it was scanned.
    pub proof: Option<SlipProof>,
    pub found: Found,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Looking,
    /// Her form was erased.
    Gone,
    Here(Box<Suggestions>),
}

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<StaffCommand> {
    let words = facts.words;
    let Some(matches) = &facts.staff.matches else { return None };
    let below = match &matches.found {
        Found::Here(found) => words.match_postings_below(&matches.name, whole(found.compared)),
        Found::Looking => words.loading().to_owned(),
        Found::Gone => String::new(),
    };
    heading(ui, words.match_postings(), &below);
    if matches.proof == Some(SlipProof::Foreign) {
        remark(ui, icons::SEAL_WARNING, words.scan_foreign());
    }
    let back = matches.instead.is_some_and(|kind| instead_ui(ui, facts, kind));
    let command = match &matches.found {
        Found::Looking => None,
        Found::Gone => {
            ui.add_space(Theme::of(ui).space.l);
            let (icon, said, below) = not_here(facts, matches);
            notice::notice(ui, icon, &said, below);
            None
        }
        Found::Here(found) => found_ui(ui, facts, found),
    };
    back.then(|| StaffCommand::Match(matches.receipt.clone())).or(command)
}

/// What is said of a number behind which nothing is here: whose slip it is, as far as it proves that, or that it has run out.
fn not_here<'a>(facts: &'a Facts<'_>, matches: &PersonMatches) -> (Icon, String, &'a str) {
    let words = facts.words;
    let ours = facts.status.station.as_ref().is_some_and(|(id, _)| *id == matches.receipt.parts().0);
    match &matches.proof {
        Some(SlipProof::Genuine { station, kind, day, .. }) if !ours => {
            let what = match kind {
                Some(EntryKind::Registration) => words.receipt_text_title(),
                Some(EntryKind::Application) => words.applied_text_title(),
                Some(EntryKind::SeatStep) => words.seat_text_title(),
                _ => words.scan_other_slip(),
            };
            let said = words.scan_genuine(station.0, &words.whole_date(*day), what);
            (icons::SEAL_CHECK, said, words.scan_elsewhere())
        }
        Some(SlipProof::None) if !ours => {
            (icons::CLIPBOARD_TEXT, words.scan_not_ours().to_owned(), words.scan_unproven())
        }
        _ => (icons::CLIPBOARD_TEXT, words.match_gone().to_owned(), ""),
    }
}

/// Says that another job is looked at than she asked for; whether the clerk goes back to those.
fn instead_ui(ui: &mut Ui, facts: &Facts<'_>, kind: JobKind) -> bool {
    let words = facts.words;
    panel(ui, |ui| {
        say(ui, Rank::Strong, words.match_instead(words.job_kind(kind)));
        ui.add(Button::secondary(words.match_as_wanted()).icon(icons::ARROW_LEFT)).clicked()
    })
}

fn found_ui(ui: &mut Ui, facts: &Facts<'_>, found: &Suggestions) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut command = None;
    fling(ui, "matches", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        if found.good() == 0 {
            panel(ui, |ui| {
                say(ui, Rank::Lead, words.match_none());
                murmur(ui, Rank::Body, words.match_none_below());
            });
        }
        // Without a single good posting the way out stands first.
        if found.good() == 0 {
            command = near_ui(ui, facts, &found.near, found.near_to);
        }
        for one in &found.list {
            command = command.take().or(suggestion_ui(ui, facts, one));
        }
        if found.good() > 0 {
            command = command.take().or(near_ui(ui, facts, &found.near, found.near_to));
        }
        ui.add_space(theme.space.m);
    });
    command
}

fn suggestion_ui(ui: &mut Ui, facts: &Facts<'_>, one: &Suggestion) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let hit = &one.hit;
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        say(ui, Rank::Lead, &hit.title);
        say_in(ui, Rank::Strong, theme.colour.wage, words.wage(&hit.wage).to_string());
        murmur(ui, Rank::Body, words.joined(&[words.work_form(hit.work_form), &hit.district, &hit.employer]));
        reasons_ui(ui, facts, &one.found);
        ui.add_space(theme.space.xs);
        let mut asked = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = theme.target.gap;
            if ui.add(Button::secondary(words.match_open_posting()).icon(icons::BRIEFCASE)).clicked() {
                asked = Some(StaffCommand::OpenPosting(hit.id));
            }
            let receipt = facts.staff.matches.as_ref().map(|matches| &matches.receipt);
            asked = asked.take().or(receipt.and_then(|receipt| refer_ui(ui, facts, receipt, hit.id)));
        });
        asked
    })
}

/// The button that recommends a posting to a person, for who may.
pub(super) fn refer_ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    receipt: &ReceiptNo,
    posting: PostingId,
) -> Option<StaffCommand> {
    if !facts.staff.may(May::Serve) {
        return None;
    }
    let touched = ui.add(Button::primary(facts.words.refer_do()).icon(icons::HANDSHAKE)).clicked();
    touched.then(|| StaffCommand::Office(OfficeCommand::Refer(receipt.clone(), posting)))
}

/// Jobs like hers that are wanted now: a way on when hers is not.
fn near_ui(ui: &mut Ui, facts: &Facts<'_>, near: &[Near], to: Option<JobKind>) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let to = to.filter(|_| !near.is_empty())?;
    panel(ui, |ui| {
        let mut command = None;
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, icons::SIGNPOST, &words.joined(&[words.match_near(), words.job_kind(to)]));
        for one in near {
            ui.add_space(theme.space.s);
            say(ui, Rank::Strong, words.job_kind(one.kind));
            for line in words.near(one, facts.courses()) {
                line_ui(ui, icons::ARROW_RIGHT, &line, theme.colour.ink_soft);
            }
            let look = words.match_look_at(words.job_kind(one.kind));
            if ui.add(Button::secondary(&look).icon(icons::BRIEFCASE)).clicked() {
                command = Some(StaffCommand::MatchInstead(one.kind));
            }
        }
        command
    })
}
