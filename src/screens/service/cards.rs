//! Cards of what can be opened, under headings: in columns, and leafed through by the elderly, four or five to a page, as
//! many as are seen whole.

use crate::screens::{Command, Draft, Facts, whole};
use crate::widgets::leaf::Leaf;
use crate::widgets::list::{fling, pager};
use crate::widgets::page::{lying, section};
use crate::widgets::{Icon, Theme, icons, notice};
use eframe::egui::{Ui, UiBuilder, vec2};

/// A page has so many cards at least: on a low screen one goes on below rather than leafs through pages of two.
const LEAST: usize = 4;

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

impl Card {
    pub fn leaf(&self, width: f32) -> Leaf<'_> {
        let leaf = Leaf::new(self.icon, &self.title, &self.line, width);
        match (self.note.is_empty(), self.warns) {
            (true, _) => leaf,
            (false, true) => leaf.warning(&self.note),
            (false, false) => leaf.note(&self.note),
        }
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
    let all = ui.available_rect_before_wrap();
    let mut foot = 0.0;
    let mut begins = begins(ui, &sections, all.height());
    if begins.len() > 1 {
        foot = theme.target.primary + theme.space.l;
        begins = self::begins(ui, &sections, all.height() - foot);
    }
    let pages = begins.len();
    draft.page = draft.page.min(pages - 1);
    let from = begins.get(draft.page).copied().unwrap_or(0);
    let until = begins.get(draft.page + 1).copied().unwrap_or(count);
    let shown = part_of(sections, from, until - from);
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

/// The place of the first card of each page, so that a page has no more than is seen whole.
fn begins(ui: &Ui, sections: &[Section], room: f32) -> Vec<usize> {
    let theme = Theme::of(ui);
    let (columns, width) = columns_of(ui);
    let gap = theme.target.gap;
    // What stands below the last card of a page.
    let room = room - theme.space.m;
    let mut begins = vec![0];
    let (mut used, mut on_page, mut at) = (0.0, 0, 0);
    for section in sections {
        let heading = if section.heading.is_some() { theme.size.lead * 1.6 + gap } else { 0.0 };
        let mut row: Option<(usize, f32)> = None;
        for card in &section.cards {
            let height = card.leaf(width).height(ui);
            // Where a row is not full, its next card only needs what it is taller by.
            let open = row.filter(|(in_row, _)| *in_row < columns);
            let needs = match (open, row) {
                (Some((_, tallest)), _) => (height - tallest).max(0.0),
                (None, Some(_)) => height + gap,
                (None, None) => heading + height + gap,
            };
            if on_page == theme.choices || (on_page >= LEAST && used + needs > room) {
                begins.push(at);
                (used, on_page) = (heading + height + gap, 1);
                row = Some((1, height));
            } else {
                used += needs;
                on_page += 1;
                row = Some(open.map_or((1, height), |(in_row, tallest)| (in_row + 1, tallest.max(height))));
            }
            at += 1;
        }
        used += theme.space.s;
    }
    begins
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

/// How many cards stand side by side, and how wide each is.
fn columns_of(ui: &Ui) -> (usize, f32) {
    let gap = Theme::of(ui).target.gap;
    let columns = if lying(ui) { 2 } else { 1 };
    (columns, (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32)
}

/// Row by row, so that what stands side by side is read side by side.
fn columns_ui(ui: &mut Ui, cards: &[Card]) -> Option<Command> {
    let theme = Theme::of(ui);
    let gap = theme.target.gap;
    let (columns, width) = columns_of(ui);
    let mut command = None;
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    for row in cards.chunks(columns) {
        ui.horizontal_top(|ui| {
            for card in row {
                if ui.add(card.leaf(width)).clicked() {
                    command = Some(card.command.clone());
                }
            }
        });
    }
    command
}
