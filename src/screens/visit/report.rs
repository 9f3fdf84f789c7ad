//! Saying that a posting is not as it says. No name is asked for: who was asked for money must not be afraid to say so.

use super::{VisitCommand, VisitDraft};
use crate::domain::{PostingFlaw, PostingId};
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::grid::grid;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, lying, remark};
use crate::widgets::text::{Rank, murmur};
use crate::widgets::theme::Theme;
use crate::widgets::tile::Tile;
use crate::widgets::{Icon, icons, notice};
use eframe::egui::Ui;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, id: PostingId, draft: &mut VisitDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    if facts.visit.reported.contains(&id) {
        return done_ui(ui, facts);
    }
    heading(ui, words.report_title(), words.report_below());
    let mut command = None;
    fling(ui, "report", words.more_below(), |ui| {
        let columns = if lying(ui) { 3 } else { 2 };
        let columns = if facts.elder && !lying(ui) { 1 } else { columns };
        grid(ui, columns, PostingFlaw::ALL.len(), |ui, place, width| {
            let Some(flaw) = PostingFlaw::ALL.get(place) else { return };
            let tile = Tile::new(words.posting_flaw(*flaw), width).icon(icon(*flaw)).chosen(draft.flaw == Some(*flaw));
            if ui.add(tile).clicked() {
                draft.flaw = Some(*flaw);
            }
        });
        ui.add_space(theme.space.s);
        if draft.flaw.is_none() {
            murmur(ui, Rank::Body, words.report_choose());
        }
        let ready = draft.flaw.filter(|_| !facts.visit.busy);
        let send = Button::primary(words.report_send()).icon(icons::PAPER_PLANE_TILT).wide().enabled(ready.is_some());
        if ui.add(send).clicked() {
            command = ready.map(|flaw| Command::Visit(VisitCommand::Report(flaw)));
        }
        remark(ui, icons::WARNING, words.report_help());
        ui.add_space(2.0 * theme.space.l);
    });
    command
}

fn done_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    fling(ui, "reported", words.more_below(), |ui| {
        ui.add_space(theme.space.l);
        match &facts.visit.report {
            Some(report) => {
                notice::notice(ui, icons::CHECK_CIRCLE, words.report_done(), words.report_done_below());
                let number = words.report_number(report.receipt.as_str());
                notice::centre_ui(ui, Rank::Small, &number, theme.colour.ink_soft);
            }
            None => notice::notice(ui, icons::CHECK_CIRCLE, words.report_already(), words.report_done_below()),
        }
        ui.add_space(theme.space.m);
        let on = ui.add(Button::primary(words.applied_more()).wide()).clicked();
        ui.add_space(theme.space.m);
        on.then_some(Command::Visit(VisitCommand::LookOn))
    })
}

const fn icon(flaw: PostingFlaw) -> Icon {
    match flaw {
        PostingFlaw::Taken => icons::USERS,
        PostingFlaw::NobodyAnswers => icons::PHONE,
        PostingFlaw::AskedMoney => icons::HAND_COINS,
        PostingFlaw::KeptDocuments => icons::IDENTIFICATION_CARD,
        PostingFlaw::OtherWage => icons::COINS,
        PostingFlaw::OtherJob => icons::BRIEFCASE,
        PostingFlaw::TurnedAway => icons::SCALES,
        PostingFlaw::Fraud => icons::SEAL_WARNING,
        PostingFlaw::Other => icons::QUESTION,
    }
}
