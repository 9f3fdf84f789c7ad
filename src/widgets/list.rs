//! Lists that fling, and pages of choices for those who would rather not scroll.

use super::button::Button;
use super::icons;
use super::text::{Rank, galley, paint_in};
use super::theme::Theme;
use eframe::egui::scroll_area::{DragScroll, ScrollSource};
use eframe::egui::{ScrollArea, Sense, Ui, vec2};

/// A vertical list that follows a finger and goes on after it.
#[must_use]
pub fn fling(id: &str) -> ScrollArea {
    let source = ScrollSource { scroll_bar: true, drag: DragScroll::Always, mouse_wheel: true };
    ScrollArea::vertical().id_salt(id).auto_shrink([false, false]).scroll_source(source)
}

/// Two buttons and the page's number between them; `page` counts from zero. Shows nothing where one page is all.
/// `before`, `after` and `place` are words ("2 / 5").
pub fn pager(ui: &mut Ui, page: &mut usize, pages: usize, before: &str, after: &str, place: &str) -> bool {
    if pages < 2 {
        return false;
    }
    let theme = Theme::of(ui);
    let was = *page;
    let width = ui.available_width();
    let side = width * 0.36;
    ui.spacing_mut().item_spacing.x = 0.0;
    ui.horizontal(|ui| {
        if ui.add(Button::secondary(before).icon(icons::CARET_LEFT).width(side).enabled(*page > 0)).clicked() {
            *page = page.saturating_sub(1);
        }
        let (rect, _) = ui.allocate_exact_size(vec2(width - 2.0 * side, theme.target.primary), Sense::hover());
        let words = galley(ui, place, Rank::Lead.font(&theme), theme.colour.ink_soft, rect.width(), 1);
        paint_in(ui.painter(), rect, words);
        if ui.add(Button::secondary(after).trailing(icons::CARET_RIGHT).width(side).enabled(*page + 1 < pages)).clicked() {
            *page = (*page + 1).min(pages - 1);
        }
    });
    was != *page
}
