//! What lies behind a door, as cards: what is asked most first.

use super::cards::{self, Card, Section};
use super::map;
use super::parts::{check_policies, icon_of};
use super::{Door, ServiceCommand, ServiceScreen, area};
use crate::domain::content::{Calculator, FormDef, Item, Plan, ShelfKind};
use crate::screens::command::Turning;
use crate::screens::{Command, Draft, Facts, Screen, whole};
use crate::widgets::chip::Chip;
use crate::widgets::page::heading;
use crate::widgets::{Icon, Theme, icons};
use eframe::egui::{Ui, Vec2};

/// The form of the wage tip, in the pack of forms.
pub const WAGE_TIP: &str = "wage-arrears";

/// The group of the policies that are for employers, and that of the fairs, in the packs.
const FOR_FIRMS: &str = "firm";
const FAIRS: &str = "fair";

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft, door: Door) -> Option<Command> {
    let w = facts.words;
    let (title, below) = match door {
        Door::Policies => (w.door_policies(), w.item_window()),
        Door::Business => (w.door_business(), w.door_business_below()),
        Door::Training => (w.door_training(), w.door_training_below()),
        Door::Guidance => (w.door_guidance(), w.door_guidance_below()),
        Door::Startup => (w.door_startup(), w.door_startup_below()),
        Door::Events => (w.door_events(), w.door_events_below()),
        Door::Rights => (w.door_rights(), w.door_rights_below()),
        Door::Firms => (w.door_firms(), w.door_firms_below()),
    };
    heading(ui, title, below);
    if let Some(kind) = narrowed_shelf(door) {
        groups_ui(ui, facts, draft, kind);
    }
    let sections = sections(facts, draft.service.group.as_deref(), door);
    cards::show(ui, facts, draft, title, sections.into_iter().filter(|section| !section.cards.is_empty()).collect())
}

/// The shelf that a door is mostly about, which its groups narrow.
const fn narrowed_shelf(door: Door) -> Option<ShelfKind> {
    match door {
        Door::Training => Some(ShelfKind::Courses),
        Door::Events => Some(ShelfKind::Events),
        // Counsellors of the province, of the city, of the county.
        Door::Guidance => Some(ShelfKind::Experts),
        _ => None,
    }
}

/// Chips that narrow a shelf; none for the elderly, who leaf.
fn groups_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft, kind: ShelfKind) {
    let Some(shelf) = facts.content.shelf(kind).filter(|shelf| shelf.groups.len() > 1 && !facts.elder) else {
        draft.service.group = None;
        return;
    };
    let theme = Theme::of(ui);
    let chosen = &mut draft.service.group;
    if chosen.as_ref().is_some_and(|group| !shelf.groups.iter().any(|known| known.id == *group)) {
        *chosen = None;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        if ui.add(Chip::choice(facts.words.shelf_all(), chosen.is_none())).clicked() {
            *chosen = None;
        }
        for group in &shelf.groups {
            let is_this = chosen.as_ref() == Some(&group.id);
            if ui.add(Chip::choice(facts.words.of_pack(&group.title), is_this)).clicked() {
                *chosen = (!is_this).then(|| group.id.clone());
            }
        }
    });
    ui.add_space(theme.space.s);
}

fn sections(facts: &Facts<'_>, group: Option<&str>, door: Door) -> Vec<Section> {
    let w = facts.words;
    let with = |icon: Icon, words: &str, cards| Section { heading: Some((icon, words.to_owned())), cards };
    let plain = |cards| Section { heading: None, cards };
    let calculators = |of: &[Calculator]| with(icons::CALCULATOR, w.section_calculators(), calculators(facts, of));
    let shelf = |kind| items(facts, kind, None);
    let plans = area(door).map_or_else(Vec::new, |area| {
        let here = facts.status.place.as_ref();
        facts.content.plans(area, facts.today, here).map(|plan| plan_card(facts, plan)).collect()
    });
    match door {
        Door::Policies => vec![
            plain(check_card(facts)),
            calculators(&[Calculator::Retirement, Calculator::UnemploymentMonths, Calculator::HiringSubsidy]),
            with(icons::HAND_COINS, w.section_policies(), shelf(ShelfKind::Policies)),
        ],
        // Who does not find it in the list says it in her own words.
        Door::Business if plans.is_empty() => Vec::new(),
        Door::Business => vec![plain(vec![ask_card(facts)]), plain(plans)],
        Door::Firms => vec![
            plain(plans),
            calculators(&[Calculator::HiringSubsidy]),
            with(icons::HAND_COINS, w.section_policies(), items(facts, ShelfKind::Policies, Some(FOR_FIRMS))),
            with(icons::CALENDAR_DOTS, w.section_events(), items(facts, ShelfKind::Events, Some(FAIRS))),
        ],
        Door::Training => {
            let map = plain(map::card(facts, ShelfKind::Courses).filter(|_| group.is_none()).into_iter().collect());
            let courses = plain(items(facts, ShelfKind::Courses, group));
            let calculators = calculators(&[Calculator::SkillSubsidy]);
            // Who leafs through pages of a few cards comes for the courses.
            if facts.elder { vec![courses, map, calculators] } else { vec![map, courses, calculators] }
        }
        Door::Guidance if group.is_some() => {
            vec![with(icons::CHALKBOARD_TEACHER, w.section_experts(), items(facts, ShelfKind::Experts, group))]
        }
        Door::Guidance => vec![
            plain(vec![turn_card(facts)]),
            with(icons::TARGET, w.section_assessments(), assessments(facts)),
            with(icons::CHALKBOARD_TEACHER, w.section_experts(), shelf(ShelfKind::Experts)),
            with(icons::PATH, w.section_career(), plans),
        ],
        Door::Startup => vec![
            with(icons::LIST_CHECKS, w.section_steps(), plans),
            with(icons::MAP_PIN, w.section_places(), shelf(ShelfKind::Places)),
        ],
        Door::Events => {
            let zones = with(icons::USERS, w.section_zones(), shelf(ShelfKind::Zones));
            let events = with(icons::CALENDAR_DOTS, w.section_events(), items(facts, ShelfKind::Events, group));
            // Who has narrowed the events looks for one.
            if group.is_some() { vec![events] } else { vec![events, zones] }
        }
        Door::Rights => vec![
            plain(tip_card(facts)),
            with(icons::LIST_CHECKS, w.section_steps(), plans),
            with(icons::SCALES, w.section_law(), shelf(ShelfKind::Shelf)),
        ],
    }
}

fn ask_card(facts: &Facts<'_>) -> Card {
    let w = facts.words;
    let open = Command::Go(Screen::Service(ServiceScreen::Ask));
    Card::new(icons::MAGNIFYING_GLASS, w.ask_door(), w.ask_door_below(), open)
}

fn check_card(facts: &Facts<'_>) -> Vec<Card> {
    let command = check_policies(facts).into_iter();
    let (title, line) = (facts.words.check_policies(), facts.words.check_policies_below());
    command.map(|command| Card::new(icons::SPARKLE, title, line, command)).collect()
}

/// The way on from work that has gone away.
fn turn_card(facts: &Facts<'_>) -> Card {
    let w = facts.words;
    Card::new(icons::SIGNPOST, w.turn_door(), w.turn_door_below(), Command::Go(Screen::Turn(Turning::Groups)))
}

fn tip_card(facts: &Facts<'_>) -> Vec<Card> {
    let form = facts.content.form(WAGE_TIP).into_iter();
    form.map(|form| form_card(facts, icons::MEGAPHONE, form)).collect()
}

pub(super) fn form_card(facts: &Facts<'_>, icon: Icon, form: &FormDef) -> Card {
    let line = form.intro.first().map_or("", |line| facts.words.of_pack(line));
    let fill = ServiceCommand::Fill { form: form.id.clone(), about: None, preset: Vec::new() };
    Card::new(icon, facts.words.of_pack(&form.title), line, Command::Service(fill))
}

fn calculators(facts: &Facts<'_>, of: &[Calculator]) -> Vec<Card> {
    let wanted = |form: &&FormDef| form.calculation.as_ref().is_some_and(|c| of.contains(&c.calculator));
    facts.content.calculators().filter(wanted).map(|form| form_card(facts, icons::CALCULATOR, form)).collect()
}

fn assessments(facts: &Facts<'_>) -> Vec<Card> {
    let w = facts.words;
    let card = |one: &crate::domain::content::Assessment| {
        let command = Command::Service(ServiceCommand::Assess(one.id.clone()));
        Card::new(icons::TARGET, w.of_pack(&one.title), w.of_pack(&one.line), command)
    };
    facts.content.assessments().iter().map(card).collect()
}

fn items(facts: &Facts<'_>, kind: ShelfKind, group: Option<&str>) -> Vec<Card> {
    let items = facts.content.items(kind, facts.today, facts.status.place.as_ref());
    let of_group = |item: &&Item| group.is_none_or(|group| item.group.as_deref() == Some(group));
    items.into_iter().filter(of_group).map(|item| item_card(facts, kind, item)).collect()
}

pub(super) fn item_card(facts: &Facts<'_>, kind: ShelfKind, item: &Item) -> Card {
    let w = facts.words;
    let open = Command::Service(ServiceCommand::Open(kind, item.id.clone()));
    let card = Card::new(icon_of(kind), w.of_pack(&item.title), w.of_pack(&item.line), open);
    match (item.until.filter(|until| *until < facts.today), item.on) {
        (Some(until), _) => card.warning(w.item_ended(&w.whole_date(until))),
        (None, on) => {
            let when = on.map(|on| w.day_hour(&w.near_date(on, facts.today), w.of_pack(&item.hours)));
            let away = map::away(facts, item);
            card.note(w.joined(&[when.as_deref().unwrap_or_default(), away.as_deref().unwrap_or_default()]))
        }
    }
}

pub(super) fn plan_card(facts: &Facts<'_>, plan: &Plan) -> Card {
    let w = facts.words;
    let open = Command::Go(Screen::Service(ServiceScreen::Plan(plan.id.clone())));
    Card::new(icons::LIST_CHECKS, w.of_pack(&plan.title), w.of_pack(&plan.line), open)
        .note(w.item_steps(whole(plan.steps.len())))
}
