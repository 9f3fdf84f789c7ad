//! A worker's card by touches: what she can do, with what, when, and how far. Nothing is asked for that has to be typed, and
//! nothing of it must be answered.

use super::gigs::{GigCommand, gig};
use crate::domain::{DayPart, JobKind, Tool, WorkCard};
use crate::screens::staff::parts::{chips_ui, question, toggle};
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::page::heading;
use crate::widgets::theme::Theme;
use eframe::egui::Ui;

/// The work that people are sought for by the day, the most frequent first.
const JOBS: [JobKind; 16] = [
    JobKind::Loader,
    JobKind::Sorter,
    JobKind::Packer,
    JobKind::Cleaner,
    JobKind::Waiter,
    JobKind::KitchenHand,
    JobKind::Dishwasher,
    JobKind::GeneralWorker,
    JobKind::BuildingHelper,
    JobKind::Bricklayer,
    JobKind::Painter,
    JobKind::Electrician,
    JobKind::Carpenter,
    JobKind::Housekeeper,
    JobKind::Gardener,
    JobKind::Driver,
];
/// How far she goes, in kilometres.
const DISTANCES: [u16; 4] = [3, 10, 30, 100];

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.card_title(), words.card_below());
    let mut card = facts.visit.gigs.card.clone();
    let mut done = false;
    fling(ui, "card", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        question(ui, words.card_jobs());
        choose_ui(ui, &JOBS, |job| words.job_kind(job), &mut card.jobs);
        question(ui, words.card_tools());
        choose_ui(ui, Tool::ALL, |tool| words.tool(tool), &mut card.tools);
        question(ui, words.card_times());
        choose_ui(ui, DayPart::ALL, |part| words.day_part(part), &mut card.times);
        question(ui, words.card_far());
        far_ui(ui, facts, &mut card);
        ui.add_space(theme.space.s);
        done = ui.add(Button::primary(words.card_done()).icon(icons::CHECK).wide()).clicked();
        ui.add_space(2.0 * theme.space.l);
    });
    if done {
        return Some(gig(GigCommand::CardDone));
    }
    (card != facts.visit.gigs.card).then(|| gig(GigCommand::SetCard(card)))
}

fn choose_ui<T: PartialEq + Copy>(ui: &mut Ui, all: &[T], word: impl Fn(T) -> &'static str, chosen: &mut Vec<T>) {
    let chips: Vec<_> = all.iter().map(|one| (word(*one), chosen.contains(one))).collect();
    if let Some(one) = chips_ui(ui, &chips).and_then(|place| all.get(place)) {
        toggle(chosen, *one);
    }
}

fn far_ui(ui: &mut Ui, facts: &Facts<'_>, card: &mut WorkCard) {
    let words = facts.words;
    let said: Vec<String> = DISTANCES.iter().map(|km| words.card_km(i64::from(*km))).collect();
    let mut chips: Vec<_> =
        said.iter().zip(DISTANCES).map(|(said, km)| (said.as_str(), card.max_km == Some(km))).collect();
    chips.push((words.card_anywhere(), card.max_km.is_none()));
    if let Some(place) = chips_ui(ui, &chips) {
        card.max_km = DISTANCES.get(place).copied();
    }
}
