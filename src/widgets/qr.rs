//! A QR code, painted module by module.

use super::theme::{Theme, mm};
use eframe::egui::{Color32, Id, Mesh, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};
use qrcode::{Color, EcLevel, QrCode};
use std::sync::Arc;

/// Quiet modules around the code (ISO/IEC 18004).
const QUIET: usize = 4;

/// A code, computed once and painted often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modules {
    side: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// The code of a text, readable with 15 % of it covered (level M); `None` where the text is too long for any.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
        let dark = code.to_colors().into_iter().map(|c| c == Color::Dark).collect();
        Some(Self { side: code.width(), dark })
    }

    /// The same, computed once and not in every frame, for the one code that a screen shows.
    #[must_use]
    pub fn remembered(ui: &Ui, text: &str) -> Option<Arc<Self>> {
        type Kept = Option<(String, Arc<Modules>)>;
        let id = Id::unique("qr code");
        if let Some((of, code)) = ui.data(|data| data.get_temp::<Kept>(id)).flatten()
            && of == text
        {
            return Some(code);
        }
        let code = Arc::new(Self::of(text)?);
        ui.data_mut(|data| data.insert_temp::<Kept>(id, Some((text.to_owned(), Arc::clone(&code)))));
        Some(code)
    }

    /// Modules a side has, without the quiet zone.
    #[must_use]
    pub const fn side(&self) -> usize {
        self.side
    }
}

/// Shows a code on white, `side` points wide with its quiet zone; `name` is what assistive technology is told.
pub fn show(ui: &mut Ui, code: &Modules, side: f32, name: &str) -> Response {
    let theme = Theme::of(ui);
    let side = side.max(mm(30.0));
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        painter.rect_filled(rect, theme.corner(), Color32::WHITE);
        // Whole pixels: a blurred edge costs a poor camera the code.
        let ppp = ui.pixels_per_point();
        let module = (side * ppp / (code.side + 2 * QUIET) as f32).floor().max(1.0) / ppp;
        let extent = module * code.side as f32;
        let origin = rect.center() - vec2(extent, extent) / 2.0;
        let origin = Pos2::new((origin.x * ppp).round() / ppp, (origin.y * ppp).round() / ppp);
        painter.add(mesh(code, origin, module));
    }
    response
}

/// One rectangle for each run of dark modules.
fn mesh(code: &Modules, origin: Pos2, module: f32) -> Mesh {
    let mut mesh = Mesh::default();
    for (y, row) in code.dark.chunks(code.side.max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&true) {
                let min = origin + vec2(x as f32, y as f32) * module;
                mesh.add_colored_rect(Rect::from_min_size(min, vec2(run.len() as f32, 1.0) * module), Color32::BLACK);
            }
            x += run.len();
        }
    }
    mesh
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_finder_patterns() {
        let code = Modules::of("电焊工 6000元/月").unwrap();
        let at = |x: usize, y: usize| code.dark[y * code.side + x];
        for (x, y) in [(0, 0), (code.side - 7, 0), (0, code.side - 7)] {
            assert!(at(x, y) && at(x + 6, y + 6) && at(x + 3, y + 3) && !at(x + 1, y + 1));
        }
    }

    #[test]
    fn a_text_too_long_for_any_code_is_no_panic() {
        assert_eq!(Modules::of(&"长".repeat(5_000)), None);
    }
}
