//! Seats of day jobs at the desk: who has which, who is there, and what the employer says of hours and pay.

use super::OfficeCommand;
use crate::domain::gig::DeskSeat;
use crate::domain::{DayWork, EntryId, SeatState, text};
use crate::input::Context;
use crate::screens::Facts;
use crate::screens::staff::StaffDraft;
use crate::screens::staff::parts::line_ui;
use crate::screens::typing::Way;
use crate::screens::visit::{WorkDraft, work_ui};
use crate::widgets::button::Button;
use crate::widgets::field::Field;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel};
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::theme::Theme;
use crate::widgets::{icons, notice};
use eframe::egui::{Id, Ui, vec2};

/// The seat of which somebody speaks for the employer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeatDraft {
    pub seat: Option<EntryId>,
    pub work: WorkDraft,
    pub for_employer: String,
}

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.seats_title(), words.seats_below());
    super::refused_ui(ui, facts);
    let Some(seats) = &facts.staff.office.seats else {
        murmur(ui, Rank::Body, words.loading());
        return None;
    };
    if seats.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::SUN, words.seats_none(), words.seats_none_below());
        return None;
    }
    let mut command = None;
    fling(ui, "seats", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        for seat in seats {
            command = command.take().or(seat_ui(ui, facts, seat, draft));
        }
        ui.add_space(2.0 * theme.space.l);
    });
    command
}

fn seat_ui(ui: &mut Ui, facts: &Facts<'_>, desk: &DeskSeat, draft: &mut StaffDraft) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let seat = &desk.seat;
    let mut command = None;
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        say(ui, Rank::Lead, words.joined(&[&desk.name, &seat.title]));
        let call =
            if desk.phone.is_empty() { words.gigs_by_station().to_owned() } else { words.gigs_call(&desk.phone) };
        line_ui(ui, icons::PHONE_CALL, &call, theme.colour.accent);
        let day = words.near_date(seat.day, facts.today);
        murmur(ui, Rank::Body, words.joined(&[&seat.employer, &day, seat.receipt.as_str()]));
        let colour = if seat.holds() { theme.colour.ink } else { theme.colour.bad };
        say_in(ui, Rank::Strong, colour, words.seat_state_of(seat));
        for line in words.work_card(&desk.card).into_iter().chain(words.said_of_work(seat)) {
            say(ui, Rank::Body, line);
        }
        ui.add_space(theme.space.xs);
        if draft.office.seat.seat == Some(seat.seat) {
            command = employer_ui(ui, facts, seat.seat, draft);
        } else {
            command = ways_ui(ui, facts, desk, draft);
        }
    });
    command
}

fn ways_ui(ui: &mut Ui, facts: &Facts<'_>, desk: &DeskSeat, draft: &mut StaffDraft) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let seat = &desk.seat;
    let mut command = None;
    if !seat.holds() {
        return None;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme.target.gap, theme.target.gap);
        let here = matches!(seat.state, SeatState::Taken | SeatState::Missed) && seat.day == facts.today;
        if here && ui.add(Button::secondary(words.seats_here()).icon(icons::CHECK)).clicked() {
            command = Some(OfficeCommand::MoveSeat(seat.seat, SeatState::CheckedIn));
        }
        let away = matches!(seat.state, SeatState::Taken | SeatState::CheckedIn) && seat.day <= facts.today;
        if away && ui.add(Button::secondary(words.seats_missed()).icon(icons::X)).clicked() {
            command = Some(OfficeCommand::MoveSeat(seat.seat, SeatState::Missed));
        }
        let open = !matches!(seat.state, SeatState::Confirmed) && seat.day <= facts.today;
        if open && ui.add(Button::secondary(words.seats_employer()).icon(icons::BUILDINGS)).clicked() {
            let work = WorkDraft::of(seat.employer_says.or(seat.worker_says));
            draft.office.seat = SeatDraft { seat: Some(seat.seat), work, for_employer: String::new() };
        }
    });
    command
}

/// Somebody of the employer's stands here or is on the telephone.
fn employer_ui(ui: &mut Ui, facts: &Facts<'_>, seat: EntryId, draft: &mut StaffDraft) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = theme.space.m;
    let id = Id::unique("who speaks for the employer");
    let field = Field::new(id, words.seats_who()).hint(words.seats_who_hint()).icon(icons::USER);
    let who = &mut draft.office.seat.for_employer;
    draft.typing.field(ui, id, Way::Words(Context::Name), text::MAX_NAME, field, who);
    work_ui(ui, facts, &mut draft.office.seat.work, &mut draft.typing);
    let said = draft.office.seat.work.work().filter(|_| !draft.office.seat.for_employer.trim().is_empty());
    let mut command = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme.target.gap, theme.target.gap);
        let send = Button::primary(words.seats_send()).icon(icons::CHECK).enabled(said.is_some());
        if ui.add(send).clicked()
            && let Some(work) = said
        {
            command = Some(said_by(seat, work, draft));
            draft.typing.close(ui.ctx());
        }
        if ui.add(Button::quiet(words.seats_not_now())).clicked() {
            draft.typing.close(ui.ctx());
            draft.office.seat = SeatDraft::default();
        }
    });
    command
}

fn said_by(seat: EntryId, work: DayWork, draft: &StaffDraft) -> OfficeCommand {
    OfficeCommand::SeatWork { seat, work, for_employer: draft.office.seat.for_employer.trim().to_owned() }
}
