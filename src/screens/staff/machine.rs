//! How the machine is, for its technician: what somebody should see to, and how much is well.

use super::{Picker, StaffCommand, StaffDraft};
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
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    if let Some(mut picker) = draft.picker.take() {
        if !picker.show(ui, words, facts.content.ground(), &mut draft.stands) {
            draft.picker = Some(picker);
        }
        let chosen = draft.stands.division.clone().filter(|place| facts.status.place.as_ref() != Some(place));
        return chosen.filter(|_| draft.picker.is_none()).map(StaffCommand::StandAt);
    }
    heading(ui, words.machine_title(), words.machine_below());
    place_ui(ui, facts, draft);
    ui.add_space(theme.space.s);
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

/// Where the station stands, as fine as is known, and the way to say it better: how far jobs are is told from there.
fn place_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) {
    let words = facts.words;
    let (here, ground) = (facts.status.place.as_ref(), facts.content.ground());
    let said = here.map(|code| ground.spoken(code.as_str())).filter(|said| !said.is_empty());
    let said = said.unwrap_or_else(|| words.first_place_choose().to_owned());
    let coarse = here.is_some_and(|code| ground.street(code.as_str()).is_none());
    let finer = here.filter(|code| coarse && ground.inside(code.county()).next().is_some());
    if ui.add(Button::secondary(&words.machine_place(said.as_str())).icon(icons::MAP_PIN)).clicked() {
        draft.stands.division = here.cloned();
        draft.picker = Some(finer.map_or_else(|| Picker::at(&draft.stands, None, ground), Picker::inside));
    }
    if finer.is_some() {
        murmur(ui, Rank::Small, words.machine_place_finer());
    }
}
