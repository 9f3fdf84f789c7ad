//! The ways to work, on one page.

use super::station_name;
use crate::domain::setup::SiteKind;
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

/// The ways there are.
#[derive(Clone, Copy)]
enum To {
    Jobs,
    DayJobs,
    Places,
    Wages,
    Forms,
    Benefits,
    Newest,
    Market,
    Business,
    Policies,
    Fairs,
    Guidance,
    Services,
}

/// What stands on the first page, by what people come for. Fewer on one page for the elderly; what is left out there is among
/// the list's conditions and the services.
const fn order(site: SiteKind, elder: bool) -> &'static [To] {
    use To as T;
    match (site, elder) {
        (SiteKind::Station, true) => &[T::Jobs, T::DayJobs, T::Places, T::Services],
        (SiteKind::Station, false) => {
            &[T::Jobs, T::DayJobs, T::Places, T::Wages, T::Forms, T::Benefits, T::Newest, T::Services]
        }
        (SiteKind::Market, true) => &[T::DayJobs, T::Market, T::Places, T::Services],
        (SiteKind::Market, false) => {
            &[T::DayJobs, T::Market, T::Jobs, T::Places, T::Wages, T::Benefits, T::Newest, T::Services]
        }
        (SiteKind::Point, true) => &[T::Places, T::Jobs, T::DayJobs, T::Services],
        (SiteKind::Point, false) => {
            &[T::Places, T::Jobs, T::DayJobs, T::Wages, T::Forms, T::Benefits, T::Newest, T::Services]
        }
        (SiteKind::Hall, true) => &[T::Business, T::Policies, T::Jobs, T::Services],
        (SiteKind::Hall, false) => {
            &[T::Business, T::Policies, T::Jobs, T::Places, T::DayJobs, T::Wages, T::Newest, T::Services]
        }
        (SiteKind::School, true) => &[T::Jobs, T::Fairs, T::Guidance, T::Services],
        (SiteKind::School, false) => {
            &[T::Jobs, T::Fairs, T::Guidance, T::Places, T::Forms, T::Wages, T::Newest, T::Services]
        }
    }
}

fn ways(facts: &Facts<'_>) -> Vec<Way> {
    order(facts.site, facts.elder).iter().map(|to| way(facts, *to)).collect()
}

fn way(facts: &Facts<'_>, to: To) -> Way {
    let w = facts.words;
    let jobs = |n: Option<usize>| n.map_or_else(String::new, |n| w.jobs(whole(n)));
    let of = |icon, words, note: &str, command| Way { icon, words, note: note.to_owned(), command };
    let go = |icon, words, note: &str, screen| of(icon, words, note, Command::Go(screen));
    let door = |icon, words, note, door| go(icon, words, note, Screen::Service(ServiceScreen::Door(door)));
    match to {
        To::Jobs => {
            let groups = facts.overview.map_or(JobGroup::ALL.len(), |o| o.facets.job_groups.len());
            go(icons::SQUARES_FOUR, w.home_by_job(), &w.home_by_job_note(whole(groups)), Screen::JobGroups)
        }
        To::DayJobs => {
            let counted = |forms: &[(WorkForm, usize)]| {
                forms.iter().find(|(form, _)| *form == WorkForm::DayJob).map_or(0, |(_, n)| *n)
            };
            let open = facts.overview.map(|overview| counted(&overview.facets.work_forms));
            of(icons::SUN, w.home_day_jobs(), &jobs(open), Command::Choose(Condition::WorkForm(WorkForm::DayJob)))
        }
        To::Places => go(icons::MAP_PIN, w.home_by_district(), w.home_by_district_note(), Screen::Districts),
        To::Wages => go(icons::COINS, w.home_by_wage(), w.home_by_wage_note(), Screen::Wages),
        To::Forms => go(icons::CLOCK, w.home_by_form(), w.home_by_form_note(), Screen::WorkForms),
        To::Benefits => go(icons::BED, w.home_by_benefit(), w.home_by_benefit_note(), Screen::Benefits),
        To::Newest => go(icons::SPARKLE, w.home_newest(), &jobs(facts.open_today()), Screen::List),
        To::Market => of(icons::HANDSHAKE, w.market_title(), w.market_door(), gig(GigCommand::Show)),
        To::Business => door(icons::CLIPBOARD_TEXT, w.door_business(), w.door_business_below(), Door::Business),
        To::Policies => door(icons::HAND_COINS, w.door_policies(), w.door_policies_below(), Door::Policies),
        To::Fairs => door(icons::CALENDAR_DOTS, w.door_events(), w.door_events_below(), Door::Events),
        To::Guidance => door(icons::PATH, w.door_guidance(), w.door_guidance_below(), Door::Guidance),
        To::Services if facts.elder => go(icons::SIGNPOST, w.door_more(), w.door_more_below(), Screen::Services),
        To::Services => go(icons::SIGNPOST, w.home_services(), w.home_services_note(), Screen::Services),
    }
}
