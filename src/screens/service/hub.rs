//! All doors on one page: what the station does for people, all of it free.

use super::{Door, ServiceCommand, ServiceScreen};
use crate::screens::visit::gigs::gig;
use crate::screens::visit::{GigCommand, VisitScreen};
use crate::screens::{Command, Draft, Facts, Screen};
use crate::widgets::grid::{columns, grid, tile_columns};
use crate::widgets::list::{fling, pager};
use crate::widgets::page::{heading, lying, remark};
use crate::widgets::theme::mm;
use crate::widgets::tile::{Tile, shared_height};
use crate::widgets::{Icon, Theme, icons};
use eframe::egui::{Ui, UiBuilder};

/// The form of opinions, in the pack of forms.
const OPINION: &str = "opinion";

struct Way {
    icon: Icon,
    words: &'static str,
    below: &'static str,
    command: Command,
}

fn ways(facts: &Facts<'_>) -> Vec<Way> {
    let w = facts.words;
    let door = |icon, words, below, door| Way {
        icon,
        words,
        below,
        command: Command::Go(Screen::Service(ServiceScreen::Door(door))),
    };
    let opinion = ServiceCommand::Fill { form: OPINION.to_owned(), about: None, preset: Vec::new() };
    vec![
        door(icons::HAND_COINS, w.door_policies(), w.door_policies_below(), Door::Policies),
        door(icons::CLIPBOARD_TEXT, w.door_business(), w.door_business_below(), Door::Business),
        door(icons::GRADUATION_CAP, w.door_training(), w.door_training_below(), Door::Training),
        door(icons::SCALES, w.door_rights(), w.door_rights_below(), Door::Rights),
        door(icons::CALENDAR_DOTS, w.door_events(), w.door_events_below(), Door::Events),
        Way { icon: icons::SUN, words: w.market_title(), below: w.market_door(), command: gig(GigCommand::Show) },
        Way {
            icon: icons::IDENTIFICATION_BADGE,
            words: w.resume_door(),
            below: w.resume_door_below(),
            command: Command::Go(Screen::Visit(VisitScreen::ResumeGroups)),
        },
        door(icons::PATH, w.door_guidance(), w.door_guidance_below(), Door::Guidance),
        door(icons::STOREFRONT, w.door_startup(), w.door_startup_below(), Door::Startup),
        Way {
            icon: icons::NOTE_PENCIL,
            words: w.door_opinion(),
            below: w.door_opinion_below(),
            command: Command::Service(opinion),
        },
        Way {
            icon: icons::HAND_WAVING,
            words: w.door_register(),
            below: w.door_register_below(),
            command: Command::Go(Screen::Help),
        },
        Way {
            icon: icons::MAGNIFYING_GLASS,
            words: w.ask_door(),
            below: w.ask_door_below(),
            command: Command::Go(Screen::Service(ServiceScreen::Ask)),
        },
        door(icons::BUILDINGS, w.door_firms(), w.door_firms_below(), Door::Firms),
    ]
}

/// Shows the page; for the elderly a few doors at a time.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let words = facts.words;
    heading(ui, words.services_heading(), words.services_below());
    let ways = ways(facts);
    let theme = Theme::of(ui);
    if !facts.elder {
        return fling(ui, "services", words.more_below(), |ui| {
            let command = tiles(ui, &ways, ways.len());
            ui.add_space(theme.space.s);
            remark(ui, icons::SHIELD_CHECK, words.detail_free());
            ui.add_space(theme.space.m);
            command
        });
    }
    let pages = ways.len().div_ceil(theme.choices);
    draft.page = draft.page.min(pages - 1);
    let all = ui.available_rect_before_wrap();
    let (above, below) = all.split_top_bottom_at_y(all.bottom() - theme.target.primary - theme.space.l);
    let from = draft.page * theme.choices;
    let shown = ways.get(from..(from + theme.choices).min(ways.len())).unwrap_or_default();
    // Each page begins at its own top.
    let id = format!("services {}", draft.page);
    let touched = ui.scope_builder(UiBuilder::new().max_rect(above), |ui| {
        fling(ui, &id, words.more_below(), |ui| tiles(ui, shown, theme.choices))
    });
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
        let place = words.page_of(crate::screens::whole(draft.page + 1), crate::screens::whole(pages));
        pager(ui, &mut draft.page, pages, words.page_before(), words.page_after(), &place);
    });
    touched.inner
}

fn tiles(ui: &mut Ui, ways: &[Way], of: usize) -> Option<Command> {
    let theme = Theme::of(ui);
    // So wide that the line below a door's name is read whole.
    let columns = match (theme.elder, lying(ui)) {
        (true, false) => 1,
        (true, true) => tile_columns(ui).min(3),
        (false, _) => columns(ui, mm(110.0), 3),
    };
    // A lying screen has room for three rows whose words are read whole; the page goes on below them.
    let rows = of.div_ceil(columns);
    let height = shared_height(ui, if lying(ui) { rows.min(3) } else { rows });
    let mut command = None;
    grid(ui, columns, ways.len(), |ui, place, width| {
        let Some(way) = ways.get(place) else { return };
        if ui.add(Tile::new(way.words, width).icon(way.icon).note(way.below).height(height)).clicked() {
            command = Some(way.command.clone());
        }
    });
    command
}
