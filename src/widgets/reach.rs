//! The part of the screen that a seated person reaches. In the low mode everything that can be touched lies in it; what is
//! above it is only looked at.

use super::theme::{Theme, mm};
use eframe::egui::{Context, Id, Rect, Ui};

/// The highest that a seated person touches over a counter, in millimetres above the floor (ADA 308.2.2 allows 1,120 over
/// an obstruction of up to 635 mm; GB 55019 asks for counters she can sit at).
pub const HIGHEST_TOUCH_MM: f32 = 1_120.0;
/// Where the lower edge of a standing terminal's screen usually is, in millimetres above the floor: taken where nobody has
/// measured.
pub const USUAL_FLOOR_MM: f32 = 800.0;
/// Less than this is no page any more, in millimetres: a screen that hangs too high keeps this much.
const LEAST_BAND_MM: f32 = 260.0;
/// What is won must be worth the change, in millimetres.
const LEAST_GAIN_MM: f32 = 30.0;

/// The band of `screen` that can be reached, where the screen's lower edge is `floor_mm` above the floor; `None` where (nearly)
/// all of it can.
#[must_use]
pub fn band(screen: Rect, floor_mm: f32) -> Option<Rect> {
    let height = mm((HIGHEST_TOUCH_MM - floor_mm).max(LEAST_BAND_MM));
    (screen.height() - height >= mm(LEAST_GAIN_MM)).then(|| screen.with_min_y(screen.bottom() - height))
}

fn stage_id() -> Id {
    Id::unique("stage")
}

/// Says where this frame's pages are shown: the whole screen, or a band of it.
pub fn set_stage(ctx: &Context, stage: Rect) {
    ctx.data_mut(|data| data.insert_temp(stage_id(), stage));
}

/// Where this frame's pages are shown.
#[must_use]
pub fn stage(ctx: &Context) -> Rect {
    ctx.data(|data| data.get_temp(stage_id())).unwrap_or_else(|| ctx.content_rect())
}

/// What fills the screen above the band: hills, and a few words above them. Nothing in it can be touched.
pub fn above(ui: &Ui, rect: Rect, words: &str) {
    let theme = Theme::of(ui);
    let hills = rect.with_min_y(rect.bottom() - (rect.height() * 0.6).min(mm(160.0)));
    super::scenery::scenery(ui.painter(), hills, &theme);
    let font = Theme::bold(theme.size.heading);
    let width = rect.width() - 2.0 * theme.space.l;
    let words = super::text::centred(ui, words, font, theme.colour.ink, width, 2);
    let at = rect.center_top() + eframe::egui::vec2(0.0, theme.space.m + words.size().y / 2.0);
    if at.y + words.size().y / 2.0 < hills.center().y {
        super::text::paint_centred(ui.painter(), at, words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::theme::{Geometry, POINTS_PER_MM};
    use eframe::egui::Pos2;

    fn screen(geometry: Geometry) -> Rect {
        Rect::from_min_size(Pos2::ZERO, geometry.size())
    }

    #[test]
    fn nothing_in_the_band_is_higher_than_a_seated_person_reaches() {
        for (inches, floor_mm) in [(21.5, 800.0), (21.5, 700.0), (32.0, 750.0), (43.0, 700.0), (43.0, 400.0)] {
            let screen = screen(Geometry::with_diagonal(1080, 1920, inches));
            let band = band(screen, floor_mm).unwrap();
            let top_mm = floor_mm + (screen.bottom() - band.top()) / POINTS_PER_MM;
            assert!(top_mm <= HIGHEST_TOUCH_MM + 0.1, "{inches} inches at {floor_mm}: the band ends at {top_mm} mm");
            assert!(band.bottom() <= screen.bottom() && band.height() < screen.height());
        }
    }

    #[test]
    fn a_screen_that_is_low_enough_is_left_as_it_is() {
        assert_eq!(band(screen(Geometry::LANDSCAPE), 800.0), None);
        assert_eq!(band(screen(Geometry::PORTRAIT), 640.0), None);
    }

    #[test]
    fn a_screen_that_hangs_too_high_keeps_a_band_that_a_page_fits_in() {
        let band = band(screen(Geometry::PORTRAIT), 1_100.0).unwrap();
        assert!((band.height() / POINTS_PER_MM - LEAST_BAND_MM).abs() < 0.5);
    }
}
