//! Hours that can be booked, as chips: those that are full are not offered.

use super::ServiceDraft;
use crate::domain::content::Item;
use crate::domain::service::slots::offered;
use crate::screens::Facts;
use crate::screens::staff::parts::chips_ui;
use crate::widgets::icons;
use crate::widgets::page::{panel, section};
use crate::widgets::text::{Rank, murmur};
use crate::widgets::theme::Theme;
use eframe::egui::Ui;

/// Hours on one page; more than anybody chooses from.
const MOST: usize = 8;

/// Shows the hours of a thing that has some.
pub fn hours_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut ServiceDraft, item: &Item) {
    if item.times.is_empty() {
        return;
    }
    let words = facts.words;
    let theme = Theme::of(ui);
    let held = facts.service.held.as_ref().filter(|(of, _)| *of == item.id).map_or(&[][..], |(_, held)| held);
    let taken = |time: &crate::domain::SlotTime| held.iter().find(|(of, _)| of == time).map_or(0, |(_, n)| *n);
    let free: Vec<_> =
        offered(item, facts.today).into_iter().filter(|slot| taken(&slot.time) < slot.seats).take(MOST).collect();
    if draft.slot.as_ref().is_some_and(|chosen| !free.iter().any(|slot| slot.time == *chosen)) {
        draft.slot = None;
    }
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        section(ui, icons::CLOCK, words.item_hours());
        if free.is_empty() {
            murmur(ui, Rank::Body, words.item_hours_full());
            return;
        }
        let said: Vec<String> = free.iter().map(|slot| words.slot(&slot.time, facts.today)).collect();
        let chosen = draft.slot.clone();
        let chips: Vec<(&str, bool)> =
            said.iter().zip(&free).map(|(said, slot)| (said.as_str(), Some(&slot.time) == chosen.as_ref())).collect();
        if let Some(slot) = chips_ui(ui, &chips).and_then(|place| free.get(place)) {
            draft.slot = Some(slot.time.clone());
        }
    });
}
