//! The hall of a fair: its rows as they stand, and the firms of the row that was touched.

use super::{ServiceCommand, ServiceDraft};
use crate::domain::AboutItem;
use crate::domain::content::{Booth, Item, ShelfKind};
use crate::domain::functions::EVENT_INTENTION;
use crate::screens::{Command, Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, lying, panel};
use crate::widgets::surface::{Surface, focus_ring, pressed, touch};
use crate::widgets::text::{Rank, galley, murmur, paint_in, say};
use crate::widgets::theme::{Theme, mm};
use eframe::egui::{Rect, Ui, vec2};
use std::collections::BTreeMap;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut ServiceDraft, id: &str) -> Option<Command> {
    let words = facts.words;
    let item = facts.content.item(ShelfKind::Events, id)?;
    let posts: usize = item.booths.iter().flat_map(|booth| &booth.offers).map(|offer| offer.1 as usize).sum();
    heading(ui, words.of_pack(&item.title), &words.hall_counts(whole(item.booths.len()), whole(posts)));
    let mut rows: BTreeMap<char, Vec<&Booth>> = BTreeMap::new();
    for booth in &item.booths {
        rows.entry(booth.at.row).or_default().push(booth);
    }
    fling(ui, "hall", words.more_below(), |ui| {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = theme.space.m;
        murmur(ui, Rank::Body, words.hall_place());
        map_ui(ui, facts, draft, &rows);
        let row = draft.row.or_else(|| rows.keys().next().copied())?;
        let booths = rows.get(&row)?;
        say(ui, Rank::Lead, words.hall_row(&row.to_string()));
        let mut command = None;
        for booth in booths {
            command = booth_ui(ui, facts, item, booth).or(command);
        }
        ui.add_space(theme.space.l);
        command
    })
}

/// The rows as they stand in the hall, each with its stands; a touch chooses one.
fn map_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut ServiceDraft, rows: &BTreeMap<char, Vec<&Booth>>) {
    let theme = Theme::of(ui);
    let columns = if lying(ui) { 4 } else { 3 };
    let gap = theme.target.gap;
    let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
    let height = theme.target.secondary.max(theme.size.body * 1.6);
    let chosen = draft.row.or_else(|| rows.keys().next().copied());
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    let all: Vec<(&char, &Vec<&Booth>)> = rows.iter().collect();
    for line in all.chunks(columns) {
        ui.horizontal_top(|ui| {
            for (row, booths) in line {
                let name = facts.words.hall_row(&row.to_string());
                let (rect, response) = touch(ui, vec2(width, height), true, &name);
                let surface = if chosen == Some(**row) { Surface::chosen(&theme) } else { Surface::card(&theme) };
                surface.paint(ui.painter(), rect, &theme, pressed(&response));
                focus_ring(ui.painter(), rect, &theme, &response);
                stands_ui(ui, rect, **row, booths.len(), &theme);
                if response.clicked() {
                    draft.row = Some(**row);
                }
            }
        });
    }
}

/// The letter of a row, and its stands as small squares.
fn stands_ui(ui: &Ui, rect: Rect, row: char, count: usize, theme: &Theme) {
    let letter = galley(ui, &row.to_string(), Theme::bold(theme.size.body), theme.colour.ink, rect.height(), 1);
    let at = Rect::from_min_size(rect.min, vec2(rect.height(), rect.height()));
    paint_in(ui.painter(), at, letter);
    let room = rect.with_min_x(at.right()).shrink2(vec2(0.0, rect.height() * 0.32));
    let step = (room.width() - theme.space.s) / count.max(1) as f32;
    for place in 0..count {
        let min = room.min + vec2(step * place as f32, 0.0);
        let stand = Rect::from_min_size(min, vec2(step - mm(0.6), room.height()));
        ui.painter().rect_filled(stand, mm(0.6), theme.colour.accent);
    }
}

fn booth_ui(ui: &mut Ui, facts: &Facts<'_>, item: &Item, booth: &Booth) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let can_ask = facts.content.form(EVENT_INTENTION).is_some() && item.is_open(facts.today);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        say(ui, Rank::Strong, words.joined(&[&booth.at.to_string(), &booth.firm]));
        for offer in &booth.offers {
            murmur(ui, Rank::Body, words.hall_offer(&offer.0, i64::from(offer.1), &offer.2));
        }
        let ask = Button::secondary(words.hall_interest()).icon(icons::HANDSHAKE);
        (can_ask && ui.add(ask).clicked()).then(|| {
            let about = AboutItem {
                shelf: ShelfKind::Events,
                item: item.id.clone(),
                title: item.title.chinese().to_owned(),
                slot: None,
            };
            let preset = vec![("firm".to_owned(), booth.firm.clone())];
            Command::Service(ServiceCommand::Fill { form: EVENT_INTENTION.to_owned(), about: Some(about), preset })
        })
    })
}
