//! A person can always be asked: the machine is never the only way (无障碍环境建设法 article 39).

use crate::screens::staff::StaffScreen;
use crate::screens::{Command, Facts, Screen};
use crate::widgets::button::Button;
use crate::widgets::grid::{columns, grid};
use crate::widgets::list::fling;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::{heading, lying, remark};
use crate::widgets::text::Rank;
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{Icon, icons};
use eframe::egui::{Frame, Margin, Sense, Ui, vec2};

/// The page that calls a person over: its colour is seen across the room.
pub fn help(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut command = None;
    ui.add_space(theme.space.l);
    Frame::new()
        .fill(theme.colour.warm)
        .corner_radius(theme.corner())
        .inner_margin(Margin::symmetric(theme.space.l as i8, theme.space.l as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let side = if lying(ui) { mm(40.0) } else { mm(80.0) };
            ui.vertical_centered(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
                ui.painter().circle_filled(rect.center(), side / 2.0, theme.colour.card);
                icons::HAND_WAVING.two_tone(
                    ui.painter(),
                    rect.center(),
                    side * 0.62,
                    theme.colour.sun,
                    theme.colour.on_warm,
                );
                ui.add_space(theme.space.s);
                centre_ui(ui, Rank::Display, words.help_heading(), theme.colour.on_warm);
                centre_ui(ui, Rank::Body, words.help_how(), theme.colour.on_warm);
            });
        });
    ui.add_space(theme.space.s);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme.target.gap;
        let half = (ui.available_width() - theme.target.gap) / 2.0;
        if ui.add(Button::primary(words.help_go_on()).width(half)).clicked() {
            command = Some(Command::Back);
        }
        if ui.add(Button::secondary(words.help_staff()).icon(icons::LOCK_KEY).width(half)).clicked() {
            command = Some(Command::Go(Screen::Staff(StaffScreen::SignIn)));
        }
    });
    command
}

/// What the station does for people, all of it free.
pub fn services(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    heading(ui, words.services_heading(), words.services_below());
    let services: [(Icon, &str, &str, Command); 4] = [
        (icons::MAGNIFYING_GLASS, words.service_find(), words.service_find_below(), Command::Home),
        (icons::NOTE_PENCIL, words.service_register(), words.service_register_below(), Command::Go(Screen::Help)),
        (icons::QR_CODE, words.service_take(), words.service_take_below(), Command::Go(Screen::List)),
        (icons::HAND_WAVING, words.service_staff(), words.service_staff_below(), Command::Go(Screen::Help)),
    ];
    let mut command = None;
    fling(ui, "services", facts.words.more_below(), |ui| {
        let theme = Theme::of(ui);
        let columns = if lying(ui) { columns(ui, mm(180.0), 2) } else { 1 };
        grid(ui, columns, services.len(), |ui, place, width| {
            let Some((icon, name, below, go)) = services.get(place) else { return };
            let tile = crate::widgets::tile::Tile::new(name, width).icon(*icon).note(below);
            if ui.add(tile).clicked() {
                command = Some(go.clone());
            }
        });
        ui.add_space(theme.space.s);
        remark(ui, icons::SHIELD_CHECK, words.detail_free());
    });
    command
}
