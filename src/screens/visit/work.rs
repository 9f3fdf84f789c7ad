//! After the day: hours and pay as she says them, and the record once both sides have said the same.

use super::gigs::{GigCommand, gig};
use super::{VisitDraft, VisitScreen};
use crate::domain::claim;
use crate::domain::gig::{MySeat, Step, fen};
use crate::domain::{DayWork, EntryId, SeatState, day_record};
use crate::input::PadKind;
use crate::screens::printing::{print_ui, record_slip};
use crate::screens::service::{ServiceCommand, WAGE_TIP};
use crate::screens::staff::parts::{chips_ui, line_ui, question};
use crate::screens::typing::{Typing, Way};
use crate::screens::{Command, Facts, Screen};
use crate::widgets::button::Button;
use crate::widgets::field::Field;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::{heading, lying, panel, remark, section};
use crate::widgets::qr::{Modules, show as qr};
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::theme::{Theme, mm};
use eframe::egui::{Id, Ui, vec2};

/// Hours that are offered; half an hour more or less stands beside them.
const HOURS: [u32; 6] = [2, 4, 6, 8, 10, 12];
const HALF_HOUR: u32 = 30;
/// The longest day that can be said here, in minutes.
const LONGEST: u32 = 16 * 60;

/// Hours and pay while they are being said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkDraft {
    pub minutes: Option<u32>,
    /// Digits, whole yuan.
    pub pay: String,
    pub paid: Option<bool>,
}

impl WorkDraft {
    /// What was said before, to be changed.
    #[must_use]
    pub fn of(said: Option<DayWork>) -> Self {
        said.map_or_else(Self::default, |work| Self {
            minutes: Some(work.minutes),
            pay: (work.pay_fen / 100).to_string(),
            paid: Some(work.paid),
        })
    }

    /// What was said, once all of it was.
    #[must_use]
    pub fn work(&self) -> Option<DayWork> {
        Some(DayWork { minutes: self.minutes?, pay_fen: fen(&self.pay)?, paid: self.paid? })
    }
}

/// Hours, pay, and whether it was paid out: the same questions for both sides.
pub fn work_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut WorkDraft, typing: &mut Typing) {
    let words = facts.words;
    question(ui, words.work_hours());
    let said: Vec<String> = HOURS.iter().map(|hours| words.work_hour(i64::from(*hours))).collect();
    let chips: Vec<_> =
        said.iter().zip(HOURS).map(|(said, hours)| (said.as_str(), draft.minutes == Some(hours * 60))).collect();
    if let Some(hours) = chips_ui(ui, &chips).and_then(|place| HOURS.get(place)) {
        draft.minutes = Some(hours * 60);
    }
    if let Some(minutes) = draft.minutes {
        let chips = [(words.work_less(), false), (words.work_more(), false)];
        match chips_ui(ui, &chips) {
            Some(0) => draft.minutes = Some(minutes.saturating_sub(HALF_HOUR).max(HALF_HOUR)),
            Some(_) => draft.minutes = Some((minutes + HALF_HOUR).min(LONGEST)),
            None => {}
        }
        say(ui, Rank::Lead, words.hours(minutes));
    }
    let id = Id::unique("pay of a day");
    let field = Field::new(id, words.work_pay()).hint(words.work_pay_hint()).icon(icons::CURRENCY_CNY);
    typing.field(ui, id, Way::Pad(PadKind::Number), 5, field, &mut draft.pay);
    question(ui, words.work_paid());
    let chips = [(words.work_paid_yes(), draft.paid == Some(true)), (words.work_paid_no(), draft.paid == Some(false))];
    if let Some(place) = chips_ui(ui, &chips) {
        draft.paid = Some(place == 0);
    }
}

fn find<'a>(facts: &Facts<'a>, id: EntryId) -> Option<&'a MySeat> {
    facts.visit.mine.as_ref()?.seats.iter().find(|seat| seat.seat == id)
}

/// Shows the page for hours and pay.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, id: EntryId, draft: &mut VisitDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let seat = find(facts, id)?;
    heading(ui, words.work_title(), &words.joined(&[&seat.title, &words.near_date(seat.day, facts.today)]));
    let mut command = None;
    fling(ui, "work", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        if let Some(said) = seat.employer_says {
            panel(ui, |ui| say(ui, Rank::Body, words.seat_employer_said(&words.work(&said))));
        }
        work_ui(ui, facts, &mut draft.work, &mut draft.typing);
        let work = draft.work.work();
        let ready = work.is_some() && !facts.visit.busy;
        let send = Button::primary(words.work_send()).icon(icons::CHECK).large().wide().enabled(ready);
        if ui.add(send).clicked()
            && let Some(work) = work
        {
            draft.typing.close(ui.ctx());
            command = Some(gig(GigCommand::Say(id, work)));
        }
        murmur(ui, Rank::Body, words.work_below());
        if let Some(trouble) = facts.visit.trouble {
            remark(ui, icons::WARNING, words.store_trouble(trouble));
        }
        ui.add_space(2.0 * theme.space.l);
    });
    command
}

/// A seat among her things: where it stands, and what she can do next.
pub fn seat_ui(ui: &mut Ui, facts: &Facts<'_>, seat: &MySeat) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut command = None;
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, icons::SUN, &words.mine_seat(&seat.title));
        let colour = match seat.state {
            _ if !seat.holds() => theme.colour.ink_soft,
            SeatState::Missed => theme.colour.bad,
            _ => theme.colour.accent,
        };
        say_in(ui, Rank::Strong, colour, words.seat_state_of(seat));
        murmur(ui, Rank::Body, words.joined(&[&seat.employer, &words.near_date(seat.day, facts.today)]));
        if matches!(seat.state, SeatState::Taken | SeatState::CheckedIn) && seat.holds() {
            for said in [words.seat_place(&seat.place), words.seat_contact(&seat.contact)] {
                say(ui, Rank::Body, said);
            }
        }
        for said in words.said_of_work(seat) {
            say(ui, Rank::Body, said);
        }
        murmur(ui, Rank::Small, seat.receipt.as_str());
        command = steps_ui(ui, facts, seat);
    });
    command
}

fn steps_ui(ui: &mut Ui, facts: &Facts<'_>, seat: &MySeat) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut command = None;
    let idle = !facts.visit.busy;
    ui.add_space(theme.space.xs);
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    for step in seat.steps(facts.today) {
        let (button, asks) = match step {
            Step::CheckIn => {
                (Button::primary(words.seat_check_in()).icon(icons::CHECK), gig(GigCommand::CheckIn(seat.seat)))
            }
            Step::GiveBack => {
                (Button::secondary(words.seat_give_back()).icon(icons::X), gig(GigCommand::GiveBack(seat.seat)))
            }
            Step::Say => {
                let again = seat.worker_says.is_some();
                let says = if again { words.seat_say_again() } else { words.seat_say() };
                (Button::primary(says).icon(icons::CLOCK), gig(GigCommand::OpenWork(seat.seat)))
            }
        };
        if ui.add(button.wide().enabled(idle)).clicked() {
            command = Some(asks);
        }
    }
    if seat.record.is_some() && ui.add(Button::primary(words.record_open()).icon(icons::QR_CODE).wide()).clicked() {
        command = Some(Command::Go(Screen::Visit(VisitScreen::Record(seat.seat))));
    }
    command
}

/// The signed record: as a code, on paper, and to be read.
pub fn record(ui: &mut Ui, facts: &Facts<'_>, id: EntryId) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let seat = find(facts, id)?;
    let record = seat.record.as_deref()?;
    heading(ui, words.record_title(), words.record_below());
    let mut command = None;
    fling(ui, "record", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        if lying(ui) {
            let width = ui.available_width();
            ui.horizontal_top(|ui| {
                ui.allocate_ui(vec2(width * 0.4, 0.0), |ui| {
                    ui.vertical_centered(|ui| code_ui(ui, facts, record, mm(120.0)));
                });
                ui.vertical(|ui| command = read_ui(ui, facts, seat, record));
            });
        } else {
            let side = (ui.available_width() * 0.6).min(mm(130.0));
            ui.vertical_centered(|ui| code_ui(ui, facts, record, side));
            command = read_ui(ui, facts, seat, record);
        }
        ui.add_space(2.0 * theme.space.l);
    });
    command
}

fn read_ui(ui: &mut Ui, facts: &Facts<'_>, seat: &MySeat, record: &str) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let command = print_ui(ui, facts, || record_slip(facts, record)).or_else(|| claim_ui(ui, facts, seat));
    line_ui(ui, icons::SHIELD_CHECK, words.record_what(), theme.colour.accent);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, theme.space.xs);
        // The signature is for machines.
        for line in day_record::lines(record) {
            say(ui, Rank::of_copy(&theme), line);
        }
    });
    command
}

/// The pay did not come: the form for unpaid wages, filled in with what both sides have confirmed.
fn claim_ui(ui: &mut Ui, facts: &Facts<'_>, seat: &MySeat) -> Option<Command> {
    let words = facts.words;
    facts.content.form(WAGE_TIP)?;
    if !ui.add(Button::secondary(words.record_claim()).icon(icons::MEGAPHONE).wide()).clicked() {
        return None;
    }
    let preset = claim::preset(seat, |what, receipt| words.record_claim_note(what, receipt));
    Some(Command::Service(ServiceCommand::Fill { form: WAGE_TIP.to_owned(), about: None, preset }))
}

fn code_ui(ui: &mut Ui, facts: &Facts<'_>, record: &str, side: f32) {
    match Modules::remembered(ui, record) {
        Some(code) => drop(qr(ui, &code, side, facts.words.record_code())),
        None => centre_ui(ui, Rank::Body, facts.words.copy_long(), Theme::of(ui).colour.ink_soft),
    }
}
