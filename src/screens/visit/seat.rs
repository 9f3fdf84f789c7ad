//! Taking a seat: what the day is, who is given her name, and then the number that is her seat.

use super::gigs::{GigCommand, gig};
use super::{Me, VisitCommand, VisitDraft, VisitScreen};
use crate::domain::PostingId;
use crate::domain::gig::{NotTaken, Offer};
use crate::domain::ledger::Registered;
use crate::screens::phone::with_proof;
use crate::screens::printing::{print_ui, seat_slip};
use crate::screens::receipt::{Receipt, receipt_page};
use crate::screens::seeker::station_name;
use crate::screens::{Command, Facts, Screen};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel, remark};
use crate::widgets::switch::switch;
use crate::widgets::text::{Rank, money, murmur, say};
use crate::widgets::theme::Theme;
use crate::widgets::{icons, notice};
use eframe::egui::Ui;

/// Shows the page before the seat is taken.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, id: PostingId, draft: &mut VisitDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let offer = facts.visit.gigs.wanted.as_deref().filter(|offer| offer.posting.id == id)?;
    let me = facts.visit.me.as_ref()?;
    if let Some(why) = &facts.visit.gigs.why {
        return refused_ui(ui, facts, why);
    }
    heading(ui, words.seat_title(), &super::apply::who(facts, me));
    let mut command = None;
    fling(ui, "seat", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        offer_ui(ui, facts, offer);
        consent_ui(ui, facts, offer, me, draft);
        let ready = draft.consent && !facts.visit.busy;
        let take = Button::primary(words.seat_take()).icon(icons::HANDSHAKE).large().wide().enabled(ready);
        if ui.add(take).clicked() {
            command = Some(gig(GigCommand::Take));
        }
        if facts.visit.busy {
            murmur(ui, Rank::Body, words.apply_saving());
        } else if !draft.consent {
            murmur(ui, Rank::Body, words.apply_need_consent());
        }
        if let Some(trouble) = facts.visit.trouble {
            remark(ui, icons::WARNING, words.store_trouble(trouble));
        }
        ui.add_space(2.0 * theme.space.l);
    });
    command
}

/// Somebody was faster, or she is expected elsewhere on that day.
fn refused_ui(ui: &mut Ui, facts: &Facts<'_>, why: &NotTaken) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let (title, below) = match why {
        NotTaken::NoSeat => (words.seat_gone(), words.seat_gone_below().to_owned()),
        NotTaken::HasOne { title } => (words.seat_has_one(), words.seat_has_one_below(title)),
    };
    fling(ui, "no seat", words.more_below(), |ui| {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::SUN, title, &below);
        ui.add_space(theme.space.m);
        ui.spacing_mut().item_spacing.y = theme.target.gap;
        let others = ui.add(Button::primary(words.seat_others()).icon(icons::LIST_BULLETS).wide()).clicked();
        let mine = ui.add(Button::secondary(words.mine()).icon(icons::USER_CIRCLE).wide()).clicked();
        ui.add_space(theme.space.m);
        if others { Some(gig(GigCommand::Show)) } else { mine.then_some(Command::Visit(VisitCommand::ShowMine)) }
    })
}

fn offer_ui(ui: &mut Ui, facts: &Facts<'_>, offer: &Offer) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let posting = &offer.posting;
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        let wage = words.wage(&posting.wage);
        money(ui, &wage.amount, &wage.unit);
        say(ui, Rank::Lead, &posting.title);
        say(ui, Rank::Strong, words.seat_day(&words.near_date(offer.day, facts.today)));
        murmur(ui, Rank::Body, posting.employer.trim());
        let place = if posting.place.text.trim().is_empty() { &posting.place.district } else { &posting.place.text };
        if !place.trim().is_empty() {
            say(ui, Rank::Body, words.seat_place(place.trim()));
        }
        if !posting.contact.trim().is_empty() {
            say(ui, Rank::Body, words.seat_contact(posting.contact.trim()));
        }
    });
}

fn consent_ui(ui: &mut Ui, facts: &Facts<'_>, offer: &Offer, me: &Me, draft: &mut VisitDraft) {
    let words = facts.words;
    let posting = &offer.posting;
    let employer = posting.employer.trim();
    let contact = posting.contact.trim();
    let contact = if contact.is_empty() { words.apply_contact_station() } else { contact };
    let what = match (me.phone(), facts.visit.gigs.card.is_empty()) {
        (_, true) => words.apply_what_short(),
        (_, false) => words.seat_what_card(),
    };
    let text = words.seat_consent_text(employer, contact, &posting.title, what);
    // The text stands by itself, so that it is read aloud whole.
    panel(ui, |ui| say(ui, Rank::Body, text));
    switch(ui, &mut draft.consent, &words.apply_consent(employer), "");
}

/// It is hers.
pub fn seated(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let taken = facts.visit.gigs.taken.as_ref()?;
    let offer = facts.visit.gigs.wanted.as_deref()?;
    let text = plain_text(facts, taken, offer);
    let day = words.seat_day(&words.near_date(offer.day, facts.today));
    let receipt = Receipt {
        page: "seated",
        done: if taken.already { words.seat_already() } else { words.seat_done() },
        detail: Some(&day),
        number: &taken.receipt,
        next: words.seat_next(),
        text: &text,
    };
    receipt_page(ui, facts, &receipt, |ui| ways_ui(ui, facts, taken, offer, &text))
}

fn ways_ui(ui: &mut Ui, facts: &Facts<'_>, taken: &Registered, offer: &Offer, text: &str) -> Option<Command> {
    let words = facts.words;
    ui.spacing_mut().item_spacing.y = Theme::of(ui).target.gap;
    let printed = print_ui(ui, facts, || seat_slip(facts, taken, offer, text));
    if ui.add(Button::primary(words.mine()).icon(icons::USER_CIRCLE).wide()).clicked() {
        return Some(Command::Visit(VisitCommand::ShowMine));
    }
    if ui.add(Button::secondary(words.seat_others()).icon(icons::LIST_BULLETS).wide()).clicked() {
        return Some(Command::Go(Screen::Visit(VisitScreen::Gigs)));
    }
    printed
}

/// For a phone without a network. Nothing personal: a phone is lent and lost.
fn plain_text(facts: &Facts<'_>, taken: &Registered, offer: &Offer) -> String {
    let words = facts.words;
    let posting = &offer.posting;
    let short = |text: &str| text.trim().chars().take(30).collect::<String>();
    let mut lines = vec![
        words.seat_text_title().to_owned(),
        words.receipt_text_number(taken.receipt.as_str()),
        words.receipt_text_station(&station_name(facts.status, words)),
        words.applied_text_posting(&short(&posting.title)),
        words.applied_text_employer(&short(&posting.employer)),
        words.seat_day(&words.date(offer.day, facts.today)),
    ];
    lines.extend(seat_facts(facts, offer));
    with_proof(facts, lines.join("\n"), taken)
}

/// Where and whom to call, where the advert says so.
pub fn seat_facts(facts: &Facts<'_>, offer: &Offer) -> Vec<String> {
    let words = facts.words;
    let place = &offer.posting.place;
    let place = if place.text.trim().is_empty() { place.district.trim() } else { place.text.trim() };
    let contact = offer.posting.contact.trim();
    let place = (!place.is_empty()).then(|| words.seat_place(place));
    let contact = (!contact.is_empty()).then(|| words.seat_contact(contact));
    place.into_iter().chain(contact).collect()
}
