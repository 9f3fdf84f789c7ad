//! Today's day jobs given out: who is told of which, and why. Each person and each seat once.

use super::parts::{line_ui, reasons_ui};
use super::{OfficeCommand, StaffCommand};
use crate::domain::matching::lists::Sent;
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel};
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::theme::Theme;
use crate::widgets::{icons, notice};
use eframe::egui::Ui;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Some(list) = &facts.staff.gigs else {
        heading(ui, words.gigs_title(), words.loading());
        return None;
    };
    heading(ui, words.gigs_title(), &words.gigs_below(whole(list.free), whole(list.open)));
    if list.sent.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::HANDSHAKE, words.gigs_none(), words.gigs_none_below());
        ui.add_space(theme.space.l);
        return seats_ui(ui, facts);
    }
    let mut command = None;
    fling(ui, "gigs", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        command = seats_ui(ui, facts);
        for sent in &list.sent {
            command = command.take().or(sent_ui(ui, facts, sent));
        }
        ui.add_space(theme.space.m);
    });
    command
}

/// The way to the seats that were given away.
fn seats_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<StaffCommand> {
    let open = ui.add(Button::secondary(facts.words.seats_open()).icon(icons::LIST_CHECKS).wide()).clicked();
    open.then_some(StaffCommand::Office(OfficeCommand::Seats))
}

fn sent_ui(ui: &mut Ui, facts: &Facts<'_>, sent: &Sent) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let (who, hit) = (&sent.candidate, &sent.hit);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        say(ui, Rank::Lead, words.gigs_sent(&who.name, &hit.title));
        let call = if who.phone.is_empty() { words.gigs_by_station().to_owned() } else { words.gigs_call(&who.phone) };
        line_ui(ui, icons::PHONE_CALL, &call, theme.colour.accent);
        say_in(ui, Rank::Strong, theme.colour.wage, words.wage(&hit.wage).to_string());
        murmur(ui, Rank::Body, words.joined(&[&hit.district, &hit.employer, who.receipt.as_str()]));
        reasons_ui(ui, facts, &sent.found);
        ui.add_space(theme.space.xs);
        let open = ui.add(Button::secondary(words.match_open_posting()).icon(icons::BRIEFCASE)).clicked();
        open.then_some(StaffCommand::OpenPosting(hit.id))
    })
}
