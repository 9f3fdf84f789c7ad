//! What several pages of the desk share.

use crate::widgets::Theme;
use crate::widgets::chip::Chip;
use crate::widgets::page::lying;
use crate::widgets::text::{Rank, say, say_in};
use eframe::egui::{Ui, Vec2};

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
