//! One thing of a shelf: what matters at a glance, the rest below, and at the foot what can be done about it.

use super::parts::{command_of, facts_ui, icon_of, lines_ui, marked_ui, parts_ui, source_ui};
use super::{ServiceCommand, ServiceDraft, ServiceScreen, WatchCommand, booking, with_foot};
use crate::domain::AboutItem;
use crate::domain::content::{Item, ShelfKind};
use crate::domain::service::policy::{Truth, find};
use crate::screens::{Command, Facts, Screen};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{panel, remark, section};
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{icons, notice};
use eframe::egui::Ui;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut ServiceDraft, kind: ShelfKind, id: &str) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Some(item) = facts.content.item(kind, id) else {
        ui.add_space(theme.space.xl);
        notice::notice(ui, icons::CALENDAR_BLANK, words.door_empty(), words.door_empty_below());
        return None;
    };
    let about = AboutItem {
        shelf: kind,
        item: item.id.clone(),
        title: item.title.chinese().to_owned(),
        slot: draft.slot.clone().filter(|_| !item.times.is_empty()),
    };
    let open = item.is_open(facts.today);
    // What is chosen in this frame counts from the next.
    let picked = draft.slot.is_some();
    let acts: Vec<(&str, Command)> = item
        .acts
        .iter()
        .filter_map(|act| Some((words.of_pack(&act.says), command_of(facts, act, Some(about.clone()))?)))
        .collect();
    let (take, act) = foot_buttons(ui, facts, item, (open, picked), acts.first());
    let high = act.iter().map(|(button, _)| button).chain([&take]).map(|button| button.size(ui).y).fold(0.0, f32::max);
    let taking = Command::Go(Screen::Service(ServiceScreen::Take(kind, item.id.clone())));
    with_foot(
        ui,
        high,
        |ui| {
            fling(ui, "item", words.more_below(), |ui| {
                ui.add_space(theme.space.s);
                ui.spacing_mut().item_spacing.y = theme.space.m;
                head_ui(ui, facts, kind, item);
                facts_ui(ui, &at_a_glance(facts, item));
                if open {
                    booking::hours_ui(ui, facts, draft, item);
                }
                let command = more_ui(ui, facts, (kind, item), acts.get(1..).unwrap_or_default());
                conditions_ui(ui, facts, draft, kind, item);
                parts_ui(ui, facts, &item.parts);
                let papers: Vec<&str> = item.papers.iter().map(|paper| words.of_pack(paper)).collect();
                lines_ui(ui, icons::IDENTIFICATION_CARD, words.item_papers(), &papers);
                if kind == ShelfKind::Policies {
                    remark(ui, icons::INFO, words.item_window());
                }
                source_ui(ui, facts, &item.source);
                ui.add_space(theme.space.m);
                command
            })
        },
        |ui| foot_ui(ui, (take, taking), act),
    )
}

fn head_ui(ui: &mut Ui, facts: &Facts<'_>, kind: ShelfKind, item: &Item) {
    let words = facts.words;
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, icon_of(kind), words.of_pack(&item.title));
        say(ui, Rank::Body, words.of_pack(&item.line));
        if let Some(until) = item.until.filter(|until| *until < facts.today) {
            remark(ui, icons::WARNING, words.item_ended(&words.whole_date(until)).as_str());
        }
    });
}

/// The facts of the pack, with the day it takes place before them.
fn at_a_glance(facts: &Facts<'_>, item: &Item) -> Vec<(String, String)> {
    let words = facts.words;
    let when = item.on.map(|on| words.day_hour(&words.near_date(on, facts.today), words.of_pack(&item.hours)));
    let when = when.map(|when| (words.item_when().to_owned(), when));
    let away = super::map::away(facts, item).map(|away| (words.item_away().to_owned(), away));
    let said =
        item.facts.iter().map(|fact| (words.of_pack(&fact.label).to_owned(), words.of_pack(&fact.value).to_owned()));
    when.into_iter().chain(away).chain(said).collect()
}

/// The hall, and what can be done besides the one thing at the foot.
fn more_ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    (kind, item): (ShelfKind, &Item),
    acts: &[(&str, Command)],
) -> Option<Command> {
    let mut command = None;
    if !item.booths.is_empty() {
        let hall = Button::secondary(facts.words.item_hall()).icon(icons::MAP_TRIFOLD).wide();
        if ui.add(hall).clicked() {
            command = Some(Command::Go(Screen::Service(ServiceScreen::Hall(item.id.clone()))));
        }
    }
    if let Some(film) = &item.watch {
        let says = match film.minutes {
            Some(minutes) => facts.words.watch_minutes(i64::from(minutes)),
            None => facts.words.watch_open().to_owned(),
        };
        if ui.add(Button::secondary(&says).icon(icons::VIDEO_CAMERA).wide()).clicked() {
            command = Some(Command::Service(ServiceCommand::Watch(WatchCommand::Open(kind, item.id.clone()))));
        }
    }
    for (says, act) in acts {
        if ui.add(Button::secondary(says).trailing(icons::CARET_RIGHT).wide()).clicked() {
            command = Some(act.clone());
        }
    }
    command
}

/// Whom it fits: each condition, and how it stands by what has been answered in this visit.
fn conditions_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &ServiceDraft, kind: ShelfKind, item: &Item) {
    let words = facts.words;
    let Some(shelf) = facts.content.shelf(kind).filter(|_| item.rule.is_some()) else { return };
    let answered = shelf.questions.as_ref().is_some_and(|questions| questions.id == draft.filled.form);
    let none = crate::domain::service::fill::Answers::new();
    let answers = if answered { &draft.filled.answers } else { &none };
    let findings = find(shelf, answers, item.from.unwrap_or(facts.today).max(facts.today), facts.status.place.as_ref());
    let Some(finding) = findings.into_iter().find(|finding| finding.item.id == item.id) else { return };
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        section(ui, icons::USERS, words.item_conditions());
        let mut either = false;
        for reason in &finding.reasons {
            if reason.either && !either {
                murmur(ui, Rank::Small, words.findings_either());
            }
            either = reason.either;
            let (icon, colour) = match reason.truth {
                Truth::Holds => (icons::CHECK_CIRCLE, theme.colour.accent),
                Truth::Fails => (icons::X_CIRCLE, theme.colour.bad),
                Truth::Unknown => (icons::QUESTION, theme.colour.ink_soft),
            };
            marked_ui(ui, icon, colour, &super::findings::reason_words(facts, reason));
        }
    });
}

/// The one thing to do, and taking it along.
fn foot_ui(ui: &mut Ui, take: (Button<'_>, Command), act: Option<(Button<'_>, Command)>) -> Option<Command> {
    let gap = Theme::of(ui).target.gap;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        let taken = ui.add(take.0).clicked().then_some(take.1);
        let acted = act.and_then(|(button, command)| ui.add(button).clicked().then_some(command));
        acted.or(taken)
    })
    .inner
}

/// What can be done at once, and how wide: taking it along as wide as its words are, the rest is the one thing's.
fn foot_buttons<'a>(
    ui: &Ui,
    facts: &Facts<'a>,
    item: &Item,
    (open, picked): (bool, bool),
    act: Option<&(&'a str, Command)>,
) -> (Button<'a>, Option<(Button<'a>, Command)>) {
    let words = facts.words;
    let width = ui.available_width();
    let take = Button::secondary(words.item_take()).icon(icons::QR_CODE);
    let Some((says, command)) = act.filter(|_| open) else { return (take.width(width), None) };
    let side = take.size(ui).x.max((width * 0.36).min(mm(120.0))).min(width * 0.5);
    let books = matches!(command, Command::Service(ServiceCommand::Fill { .. })) && !item.times.is_empty();
    let ready = !books || picked;
    let says = if ready { *says } else { words.item_pick_hour() };
    let rest = width - side - Theme::of(ui).target.gap;
    (take.width(side), Some((Button::primary(says).width(rest).enabled(ready), command.clone())))
}
