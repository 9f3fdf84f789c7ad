//! A seat of a day job for the person whose page is open: the jobs with seats here, the consent that names the employer, and
//! the slip with her number.

use super::{OfficeCommand, OfficeDraft};
use crate::domain::gig::{NotTaken, Offer};
use crate::domain::ledger::Registered;
use crate::domain::{Posting, PostingId};
use crate::screens::printing::{print_ui, seat_slip};
use crate::screens::staff::StaffCommand;
use crate::screens::staff::parts::line_ui;
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel, remark};
use crate::widgets::switch::switch;
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::{Theme, icons, notice};
use eframe::egui::Ui;
use jiff::civil::Date;

/// What a touch here asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum DaySeatCommand {
    Show,
    Take(Box<Posting>, Date),
}

/// What this page may read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DaySeatFacts {
    pub offers: Option<Vec<Offer>>,
    /// The job that was asked for last.
    pub asked: Option<PostingId>,
    pub taken: Option<(Registered, Box<Offer>)>,
    pub why: Option<NotTaken>,
}

/// What it edits: for which job she has agreed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DaySeatDraft {
    agreed: Option<(PostingId, Date)>,
}

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut OfficeDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let known = &facts.staff.office.day_seats;
    let name = facts.staff.office.person().map_or("", |person| person.form.name.trim());
    heading(ui, words.day_seats_title(), &words.day_seats_below(name));
    super::refused_ui(ui, facts);
    if let Some((registered, offer)) = &known.taken {
        return taken_ui(ui, facts, registered, offer);
    }
    if let Some(why) = &known.why {
        let said = match why {
            NotTaken::NoSeat => words.seat_gone().to_owned(),
            NotTaken::HasOne { title } => words.seat_has_one_below(title),
        };
        remark(ui, icons::WARNING, &said);
    }
    let Some(offers) = &known.offers else {
        murmur(ui, Rank::Body, words.loading());
        return None;
    };
    if offers.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::SUN, words.day_seats_none(), words.day_seats_none_below());
        return None;
    }
    let mut asked = None;
    fling(ui, "day seats", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        for offer in offers {
            asked = asked.take().or(offer_ui(ui, facts, offer, &mut draft.day_seats));
        }
        ui.add_space(theme.space.l);
    });
    asked.map(|command| Command::Staff(StaffCommand::Office(OfficeCommand::DaySeat(command))))
}

fn offer_ui(ui: &mut Ui, facts: &Facts<'_>, offer: &Offer, draft: &mut DaySeatDraft) -> Option<DaySeatCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let posting = &offer.posting;
    let this = (posting.id, offer.day);
    let mut asked = None;
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        say(ui, Rank::Lead, &posting.title);
        say_in(ui, Rank::Strong, theme.colour.wage, words.wage(&posting.wage).to_string());
        let day = words.near_date(offer.day, facts.today);
        let free = words.day_seats_free(i64::from(offer.free));
        murmur(ui, Rank::Body, words.joined(&[&day, &free, posting.employer.trim(), &posting.place.district]));
        if offer.found.as_ref().is_some_and(crate::domain::matching::Match::is_good) {
            line_ui(ui, icons::CHECK_CIRCLE, words.day_seats_fits(), theme.colour.accent);
        }
        let agreed = draft.agreed == Some(this);
        let consent = words.day_seats_agrees(posting.employer.trim());
        let mut on = agreed;
        if switch(ui, &mut on, &consent, "").changed() {
            draft.agreed = on.then_some(this);
        }
        if agreed && ui.add(Button::primary(words.day_seats_take()).icon(icons::HANDSHAKE).wide()).clicked() {
            draft.agreed = None;
            asked = Some(DaySeatCommand::Take(Box::new(posting.clone()), offer.day));
        }
    });
    asked
}

/// It is hers: the number, and the slip.
fn taken_ui(ui: &mut Ui, facts: &Facts<'_>, registered: &Registered, offer: &Offer) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut asked = None;
    fling(ui, "day seat taken", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        panel(ui, |ui| {
            let done = if registered.already { words.seat_already() } else { words.seat_done() };
            line_ui(ui, icons::CHECK_CIRCLE, done, theme.colour.accent);
            say(ui, Rank::Display, registered.receipt.as_str());
            say(ui, Rank::Lead, &offer.posting.title);
            let day = words.seat_day(&words.near_date(offer.day, facts.today));
            murmur(ui, Rank::Body, words.joined(&[&day, offer.posting.employer.trim()]));
            murmur(ui, Rank::Body, words.seat_next());
        });
        asked = print_ui(ui, facts, || seat_slip(facts, registered, offer, registered.receipt.as_str()));
        if let Some(person) = facts.staff.office.person()
            && ui.add(Button::primary(words.referred_person()).icon(icons::USER).wide()).clicked()
        {
            let back = OfficeCommand::Open(person.subject);
            asked = Some(Command::Staff(StaffCommand::Office(back)));
        }
        ui.add_space(theme.space.m);
    });
    asked
}
