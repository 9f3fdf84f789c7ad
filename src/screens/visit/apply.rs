//! Applying: what the employer is given and by whom, and a consent that names this employer and stands by itself (PIPL
//! article 23). Who does not want to give it takes the posting along instead.

use super::{Me, VisitCommand, VisitDraft};
use crate::domain::applying::names_its_employer;
use crate::domain::{ApplicationWish, Posting, PostingId, mask, phone};
use crate::screens::staff::parts::{chips_ui, question};
use crate::screens::{Command, Facts, Screen};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel, remark};
use crate::widgets::switch::switch;
use crate::widgets::text::{Rank, money, murmur, say};
use crate::widgets::theme::Theme;
use crate::widgets::{icons, notice};
use eframe::egui::Ui;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, id: PostingId, draft: &mut VisitDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let posting = facts.visit.wanted.as_deref().filter(|posting| posting.id == id)?;
    if !names_its_employer(posting) {
        return unnamed_ui(ui, facts);
    }
    let me = facts.visit.me.as_ref()?;
    heading(ui, words.apply_title(), &who(facts, me));
    let mut command = None;
    fling(ui, "apply", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        posting_ui(ui, facts, posting);
        wish_ui(ui, facts, draft);
        consent_ui(ui, facts, posting, me, draft);
        let ready = draft.consent && !facts.visit.busy;
        let send = Button::primary(words.apply_send()).icon(icons::HANDSHAKE).large().wide().enabled(ready);
        if ui.add(send).clicked() {
            command = Some(Command::Visit(VisitCommand::Apply(draft.wish.unwrap_or(ApplicationWish::Apply))));
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

/// Nobody knows who would be given her data: a person helps instead.
fn unnamed_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    fling(ui, "unnamed", words.more_below(), |ui| {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::BUILDINGS, words.apply_title(), words.apply_no_employer());
        ui.add_space(theme.space.m);
        let help = ui.add(Button::primary(words.bar_help()).icon(icons::HAND_WAVING).wide()).clicked();
        ui.add_space(theme.space.m);
        help.then_some(Command::Go(Screen::Help))
    })
}

/// Whose application it is; others look on.
pub fn who(facts: &Facts<'_>, me: &Me) -> String {
    let words = facts.words;
    let reached = match me.phone() {
        "" => words.apply_by_station().to_owned(),
        number => mask::phone(number),
    };
    words.apply_who(&mask::name(me.name()), &reached)
}

fn posting_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting) {
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        let wage = facts.words.wage(&posting.wage);
        money(ui, &wage.amount, &wage.unit);
        say(ui, Rank::Lead, &posting.title);
        murmur(ui, Rank::Body, &posting.employer);
    });
}

fn wish_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut VisitDraft) {
    let words = facts.words;
    question(ui, words.apply_wish());
    let wish = draft.wish.unwrap_or(ApplicationWish::Apply);
    let chips: Vec<_> = ApplicationWish::ALL.iter().map(|one| (words.application_wish(*one), *one == wish)).collect();
    if let Some(one) = chips_ui(ui, &chips).and_then(|place| ApplicationWish::ALL.get(place)) {
        draft.wish = Some(*one);
    }
}

fn consent_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting, me: &Me, draft: &mut VisitDraft) {
    let text = consent_text(facts, posting, me);
    // The text stands by itself, so that it is read aloud whole.
    panel(ui, |ui| say(ui, Rank::Body, text));
    switch(ui, &mut draft.consent, &facts.words.apply_consent(posting.employer.trim()), "");
}

/// What exactly is agreed to: who is given what, and what for.
#[must_use]
pub fn consent_text(facts: &Facts<'_>, posting: &Posting, me: &Me) -> String {
    let words = facts.words;
    let contact = posting.contact.trim();
    let contact = if contact.is_empty() { words.apply_contact_station() } else { contact };
    let what = match me {
        Me::Known(visitor) if visitor.registration.is_some() => words.apply_what_registered(),
        _ => words.apply_what_short(),
    };
    words.apply_consent_text(posting.employer.trim(), contact, &posting.title, what)
}

/// A telephone number as it is said back to its owner.
pub fn reached(facts: &Facts<'_>, number: &str) -> String {
    if number.is_empty() { facts.words.apply_by_station().to_owned() } else { phone::spaced(number) }
}
