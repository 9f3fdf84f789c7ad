//! The day jobs of which this station has seats to give: what suits her card first, each with why and how many seats are
//! left. A seat that is taken here is nobody else's, with or without a line.

use super::{VisitCommand, VisitScreen};
use crate::domain::gig::{NotTaken, Offer};
use crate::domain::ledger::Registered;
use crate::domain::{DayWork, EntryId, PostingId, WorkCard, WorkForm};
use crate::screens::staff::parts::line_ui;
use crate::screens::{Command, Condition, Facts, Screen, whole};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel, section};
use crate::widgets::text::{Rank, money, murmur, say, say_in};
use crate::widgets::theme::Theme;
use crate::widgets::{icons, notice};
use eframe::egui::Ui;
use jiff::civil::Date;

/// What a touch about day jobs asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum GigCommand {
    /// Opens the market.
    Show,
    /// The card as it is now.
    SetCard(WorkCard),
    /// The card is filled in: back to the jobs.
    CardDone,
    /// Wants a seat of a job on a day.
    Want(PostingId, Date),
    /// The consent is given: takes it.
    Take,
    GiveBack(EntryId),
    CheckIn(EntryId),
    /// Opens the page for hours and pay.
    OpenWork(EntryId),
    Say(EntryId, DayWork),
    OpenRecord(EntryId),
}

/// What these pages may read. It is wiped with the session.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GigFacts {
    /// `None` until the store has said.
    pub offers: Option<Vec<Offer>>,
    pub card: WorkCard,
    /// The job of which a seat is wanted.
    pub wanted: Option<Box<Offer>>,
    pub taken: Option<Registered>,
    /// Why there was no seat for her.
    pub why: Option<NotTaken>,
}

/// Wraps a command about day jobs.
pub fn gig(command: GigCommand) -> Command {
    Command::Visit(VisitCommand::Gig(command))
}

/// Shows the market.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.market_title(), words.market_below());
    let mut command = None;
    fling(ui, "market", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        command = card_ui(ui, facts);
        match facts.visit.gigs.offers.as_deref() {
            None => drop(murmur(ui, Rank::Body, words.loading())),
            Some([]) => {
                ui.add_space(theme.space.s);
                notice::notice(ui, icons::SUN, words.market_none(), words.market_none_below());
            }
            Some(offers) => {
                for offer in offers {
                    command = command.take().or(offer_ui(ui, facts, offer));
                }
            }
        }
        ui.add_space(theme.space.s);
        if ui.add(Button::secondary(words.market_all()).icon(icons::LIST_BULLETS).wide()).clicked() {
            command = Some(Command::Choose(Condition::WorkForm(WorkForm::DayJob)));
        }
        ui.add_space(2.0 * theme.space.l);
    });
    command
}

/// Her card, or the way to it.
fn card_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let card = &facts.visit.gigs.card;
    let open = panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, icons::IDENTIFICATION_BADGE, words.card_title());
        if card.is_empty() {
            murmur(ui, Rank::Body, words.card_why());
        } else {
            for line in words.work_card(card) {
                say(ui, Rank::Body, line);
            }
        }
        ui.add_space(theme.space.xs);
        let says = if card.is_empty() { words.card_fill() } else { words.card_change() };
        ui.add(Button::secondary(says).icon(icons::PENCIL_LINE)).clicked()
    });
    open.then_some(Command::Go(Screen::Visit(VisitScreen::Card)))
}

fn offer_ui(ui: &mut Ui, facts: &Facts<'_>, offer: &Offer) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let posting = &offer.posting;
    let wanted = panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        let wage = words.wage(&posting.wage);
        money(ui, &wage.amount, &wage.unit);
        say(ui, Rank::Lead, &posting.title);
        murmur(ui, Rank::Body, words.joined(&[posting.employer.trim(), &posting.place.district]));
        let day = words.near_date(offer.day, facts.today);
        say_in(ui, Rank::Strong, theme.colour.accent, words.market_left(&day, whole(usize::from(offer.free))));
        if let Some(found) = &offer.found {
            let good = found.is_good();
            let (icon, colour) =
                if good { (icons::CHECK_CIRCLE, theme.colour.accent) } else { (icons::INFO, theme.colour.ink_soft) };
            line_ui(ui, icon, words.verdict(found), colour);
            for line in words.reasons(found, facts.courses()).into_iter().filter(|_| good).take(2) {
                murmur(ui, Rank::Body, line);
            }
        }
        ui.add_space(theme.space.xs);
        ui.add(Button::primary(words.market_want()).icon(icons::HAND_TAP)).clicked()
    });
    wanted.then(|| gig(GigCommand::Want(posting.id, offer.day)))
}
