//! Cards of what can be opened, under headings: in columns, and leafed through by the elderly, five to a page.

use crate::screens::{Command, Draft, Facts, whole};
use crate::widgets::leaf::Leaf;
use crate::widgets::list::{fling, pager};
use crate::widgets::page::{lying, section};
use crate::widgets::{Icon, Theme, icons, notice};
use eframe::egui::{Ui, UiBuilder, vec2};

/// A card.
pub struct Card {
    pub icon: Icon,
    pub title: String,
    pub line: String,
    pub note: String,
    pub warns: bool,
    pub command: Command,
}

impl Card {
    pub fn new(icon: Icon, title: impl Into<String>, line: impl Into<String>, command: Command) -> Self {
        Self { icon, title: title.into(), line: line.into(), note: String::new(), warns: false, command }
    }

    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    pub fn warning(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self.warns = true;
        self
    }
}

/// Cards that belong together; no heading where there is only one such part.
pub struct Section {
    pub heading: Option<(Icon, String)>,
    pub cards: Vec<Card>,
}

/// Shows all of them; for the elderly a page of a few at a time.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft, id: &str, sections: Vec<Section>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let count: usize = sections.iter().map(|section| section.cards.len()).sum();
    if count == 0 {
        notice::notice(ui, icons::CLOUD_ARROW_UP, words.door_empty(), words.door_empty_below());
        return None;
    }
    if !facts.elder {
        return fling(ui, id, words.more_below(), |ui| sections_ui(ui, &sections));
    }
    let pages = count.div_ceil(theme.choices);
    draft.page = draft.page.min(pages - 1);
    let shown = part_of(sections, draft.page * theme.choices, theme.choices);
    let all = ui.available_rect_before_wrap();
    let foot = if pages > 1 { theme.target.primary + theme.space.l } else { 0.0 };
    let (above, below) = all.split_top_bottom_at_y(all.bottom() - foot);
    let touched = ui
        .scope_builder(UiBuilder::new().max_rect(above), |ui| {
            fling(ui, id, words.more_below(), |ui| sections_ui(ui, &shown))
        })
        .inner;
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
        let place = words.page_of(whole(draft.page + 1), whole(pages));
        pager(ui, &mut draft.page, pages, words.page_before(), words.page_after(), &place);
    });
    touched
}

/// The cards from a place on, as many as a page takes, each under its heading.
fn part_of(sections: Vec<Section>, from: usize, most: usize) -> Vec<Section> {
    let mut at = 0;
    let mut shown = Vec::new();
    for section in sections {
        let mut cards = Vec::new();
        for card in section.cards {
            if (from..from + most).contains(&at) {
                cards.push(card);
            }
            at += 1;
        }
        if !cards.is_empty() {
            shown.push(Section { heading: section.heading, cards });
        }
    }
    shown
}

fn sections_ui(ui: &mut Ui, sections: &[Section]) -> Option<Command> {
    let theme = Theme::of(ui);
    let mut command = None;
    for part in sections {
        if let Some((icon, heading)) = &part.heading {
            section(ui, *icon, heading);
        }
        command = command.or(columns_ui(ui, &part.cards));
        ui.add_space(theme.space.s);
    }
    ui.add_space(theme.space.m);
    command
}

/// Row by row, so that what stands side by side is read side by side.
fn columns_ui(ui: &mut Ui, cards: &[Card]) -> Option<Command> {
    let theme = Theme::of(ui);
    let gap = theme.target.gap;
    let columns = if lying(ui) { 2 } else { 1 };
    let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
    let mut command = None;
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    for row in cards.chunks(columns) {
        ui.horizontal_top(|ui| {
            for card in row {
                let mut leaf = Leaf::new(card.icon, &card.title, &card.line, width);
                if !card.note.is_empty() {
                    leaf = if card.warns { leaf.warning(&card.note) } else { leaf.note(&card.note) };
                }
                if ui.add(leaf).clicked() {
                    command = Some(card.command.clone());
                }
            }
        });
    }
    command
}
