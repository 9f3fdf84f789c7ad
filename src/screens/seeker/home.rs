//! The ways to work, on one page.

use super::station_name;
use crate::domain::venue::Venue;
use crate::domain::{JobGroup, WorkForm};
use crate::screens::service::{Door, ServiceScreen};
use crate::screens::visit::gigs::gig;
use crate::screens::visit::{GigCommand, VisitCommand};
use crate::screens::{Command, Condition, Facts, Screen, whole};
use crate::widgets::button::Button;
use crate::widgets::field::search_bar;
use crate::widgets::grid::{grid, tile_columns};
use crate::widgets::list::fling;
use crate::widgets::page::lying;
use crate::widgets::picture;
use crate::widgets::scenery::scenery;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::theme::mm;
use crate::widgets::tile::{Tile, shared_height};
use crate::widgets::{Icon, Theme, icons};
use eframe::egui::{Align, Layout, Ui, vec2};

/// What stands for the way by pictures: work that everybody knows by sight.
const PICTURES: [Icon; 4] = [icons::BROOM, icons::COOKING_POT, icons::TRUCK, icons::HARD_HAT];

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    // What is left of an upright page below the tiles has the hills of the first screen in it.
    let page = ui.max_rect().expand2(vec2(Theme::of(ui).space.l, 0.0));
    if !lying(ui) && !facts.elder {
        scenery(ui.painter(), page.with_min_y(page.bottom() - mm(64.0)), &Theme::of(ui));
    }
    fling(ui, "home", facts.words.more_below(), |ui| contents(ui, facts))
}

fn contents(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut command = None;
    ui.add_space(theme.space.s);
    ui.spacing_mut().item_spacing.y = theme.space.xs;
    if greeting_ui(ui, facts) {
        command = Some(Command::Visit(VisitCommand::ShowMine));
    }
    ui.add_space(theme.space.m);
    ui.spacing_mut().item_spacing.y = theme.space.m;
    if search_bar(ui, words.home_search(), words.search()).clicked() {
        command = Some(Command::Go(Screen::Search));
    }
    // In large type the ways by words fill the page; who needs no words has chosen before.
    if !facts.elder && pictures_ui(ui, facts) {
        command = Some(Command::SetPictures(true));
    }
    ui.add_space(theme.space.s);
    let ways = ways(facts);
    let columns = match (facts.elder, lying(ui)) {
        (true, false) => 1,
        // Four ways, two and two.
        (true, true) => 2,
        _ => tile_columns(ui),
    };
    let height = shared_height(ui, ways.len().div_ceil(columns));
    grid(ui, columns, ways.len(), |ui, place, width| {
        let Some(way) = ways.get(place) else { return };
        if ui.add(Tile::new(way.words, width).icon(way.icon).note(&way.note).height(height)).clicked() {
            command = Some(way.command.clone());
        }
    });
    if facts.elder && pictures_ui(ui, facts) {
        command = Some(Command::SetPictures(true));
    }
    command
}

/// The way by pictures; whether it was touched.
fn pictures_ui(ui: &mut Ui, facts: &Facts<'_>) -> bool {
    let words = facts.words;
    picture::banner(ui, &PICTURES, words.pictures_way(), words.pictures_way_note()).clicked()
}

/// The greeting, and beside it the way to one's own things; whether that was touched.
fn greeting_ui(ui: &mut Ui, facts: &Facts<'_>) -> bool {
    let words = facts.words;
    let theme = Theme::of(ui);
    let row = ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        ui.set_height(theme.target.primary);
        let mine = ui.add(Button::secondary(words.mine()).icon(icons::USER_CIRCLE)).clicked();
        let room = vec2(ui.available_width() - theme.space.m, 0.0);
        ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
            say(ui, Rank::Display, words.home_greeting());
            match facts.open_today() {
                Some(count) => murmur(ui, Rank::Body, words.home_open(whole(count))),
                None => murmur(ui, Rank::Body, station_name(facts.status, words)),
            };
        });
        mine
    });
    row.inner
}

struct Way {
    icon: Icon,
    words: &'static str,
    note: String,
    command: Command,
}

fn ways(facts: &Facts<'_>) -> Vec<Way> {
    let words = facts.words;
    let way = |icon, words, note: &str, command| Way { icon, words, note: note.to_owned(), command };
    let go = |screen| Command::Go(screen);
    let count = |n: Option<usize>| n.map_or_else(String::new, |n| words.jobs(whole(n)));
    let day_jobs = facts
        .overview
        .map(|o| o.facets.work_forms.iter().find(|(form, _)| *form == WorkForm::DayJob).map_or(0, |(_, n)| *n));
    let groups = facts.overview.map_or(JobGroup::ALL.len(), |o| o.facets.job_groups.len());
    let day = Command::Choose(Condition::WorkForm(WorkForm::DayJob));
    let door = |door| go(Screen::Service(ServiceScreen::Door(door)));
    let by_job =
        || way(icons::SQUARES_FOUR, words.home_by_job(), &words.home_by_job_note(whole(groups)), go(Screen::JobGroups));
    let by_the_day = || way(icons::SUN, words.home_day_jobs(), &count(day_jobs), day.clone());
    let by_place = || way(icons::MAP_PIN, words.home_by_district(), words.home_by_district_note(), go(Screen::Districts));
    let by_wage = || way(icons::COINS, words.home_by_wage(), words.home_by_wage_note(), go(Screen::Wages));
    let by_form = || way(icons::CLOCK, words.home_by_form(), words.home_by_form_note(), go(Screen::WorkForms));
    let by_benefit = || way(icons::BED, words.home_by_benefit(), words.home_by_benefit_note(), go(Screen::Benefits));
    let newest = || way(icons::SPARKLE, words.home_newest(), &count(facts.open_today()), go(Screen::List));
    let market = || way(icons::HANDSHAKE, words.market_title(), words.market_door(), gig(GigCommand::Show));
    let business =
        || way(icons::CLIPBOARD_TEXT, words.door_business(), words.door_business_below(), door(Door::Business));
    let policies = || way(icons::HAND_COINS, words.door_policies(), words.door_policies_below(), door(Door::Policies));
    let fairs = || way(icons::CALENDAR_DOTS, words.door_events(), words.door_events_below(), door(Door::Events));
    let guidance = || way(icons::PATH, words.door_guidance(), words.door_guidance_below(), door(Door::Guidance));
    // Fewer choices on one page for the elderly; what is left out here is among the list's conditions.
    let mut ways = match (facts.venue, facts.elder) {
        (Venue::Station, true) => vec![by_job(), by_the_day(), by_place()],
        (Venue::Station, false) => {
            vec![by_job(), by_the_day(), by_place(), by_wage(), by_form(), by_benefit(), newest()]
        }
        (Venue::GigMarket, true) => vec![by_the_day(), market(), by_place()],
        (Venue::GigMarket, false) => {
            vec![by_the_day(), market(), by_job(), by_place(), by_wage(), by_benefit(), newest()]
        }
        (Venue::Hall, true) => vec![business(), policies(), by_job()],
        (Venue::Hall, false) => vec![business(), policies(), by_job(), by_place(), by_the_day(), by_wage(), newest()],
        (Venue::School, true) => vec![by_job(), fairs(), guidance()],
        (Venue::School, false) => vec![by_job(), fairs(), guidance(), by_place(), by_form(), by_wage(), newest()],
    };
    let more = if facts.elder { words.door_more() } else { words.home_services() };
    let below = if facts.elder { words.door_more_below() } else { words.home_services_note() };
    ways.push(way(icons::SIGNPOST, more, below, go(Screen::Services)));
    ways
}
