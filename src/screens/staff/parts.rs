//! What several pages of the desk share.

use crate::domain::matching::Match;
use crate::screens::Facts;
use crate::widgets::chip::Chip;
use crate::widgets::page::lying;
use crate::widgets::text::{Rank, galley, say, say_in};
use crate::widgets::{Icon, Theme, icons};
use eframe::egui::{Color32, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

/// Two parts of a page: side by side on a lying screen, one below the other on an upright one.
pub fn halves<P>(ui: &mut Ui, page: &mut P, first: impl FnOnce(&mut Ui, &mut P), second: impl FnOnce(&mut Ui, &mut P)) {
    if !lying(ui) {
        first(ui, page);
        return second(ui, page);
    }
    let theme = Theme::of(ui);
    let below = ui.spacing().item_spacing;
    ui.spacing_mut().item_spacing.x = theme.space.l;
    ui.columns_const(|[left, right]| {
        left.spacing_mut().item_spacing = below;
        right.spacing_mut().item_spacing = below;
        first(left, page);
        second(right, page);
    });
    ui.spacing_mut().item_spacing = below;
}

/// The name of a question.
pub fn question(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui);
    ui.add_space(theme.space.s);
    say(ui, Rank::Strong, words);
}

/// What is wrong, below what it is wrong with.
pub fn fault_ui(ui: &mut Ui, fault: Option<&str>) {
    if let Some(fault) = fault {
        let colour = Theme::of(ui).colour.bad;
        say_in(ui, Rank::Small, colour, fault);
    }
}

/// Chips side by side, as many rows as they need; gives back the place of the one that was touched.
pub fn chips_ui(ui: &mut Ui, chips: &[(&str, bool)]) -> Option<usize> {
    let theme = Theme::of(ui);
    let mut touched = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        for (place, (words, chosen)) in chips.iter().enumerate() {
            if ui.add(Chip::choice(words, *chosen)).clicked() {
                touched = Some(place);
            }
        }
    });
    touched
}

/// Takes an item into a list, or out of it if it is there.
pub fn toggle<T: PartialEq + Copy>(list: &mut Vec<T>, item: T) {
    if list.contains(&item) {
        list.retain(|known| *known != item);
    } else {
        list.push(item);
    }
}

/// Why a posting and a person fit, or do not: what fits, what is missing, what would help. Small words for what a clerk
/// reads out; nothing is hidden behind a number.
pub fn reasons_ui(ui: &mut Ui, facts: &Facts<'_>, found: &Match) {
    let words = facts.words;
    let c = Theme::of(ui).colour;
    let (icon, colour) =
        if found.is_good() { (icons::CHECK_CIRCLE, c.accent) } else { (icons::WARNING_CIRCLE, c.on_warm) };
    let points = words.match_points(i64::from(found.score()));
    line_ui(ui, icon, &format!("{} · {points}", words.verdict(found)), colour);
    for line in words.reasons(found, facts.courses()) {
        say(ui, Rank::Body, line);
    }
}

/// A pictogram and a sentence beside it, in as many rows as it needs.
pub fn line_ui(ui: &mut Ui, icon: Icon, said: &str, colour: Color32) {
    let theme = Theme::of(ui);
    let side = theme.size.body * 1.1;
    let left = side + theme.space.s;
    let width = ui.available_width();
    let laid = galley(ui, said, Theme::regular(theme.size.body), colour, width - left, 6);
    let (rect, response) = ui.allocate_exact_size(vec2(width, laid.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said));
    let row = theme.size.body * 1.45;
    icon.filled(ui.painter(), rect.left_top() + vec2(side / 2.0, row / 2.0), side, colour);
    ui.painter().galley(rect.left_top() + vec2(left, 0.0), laid, colour);
}
