//! What can be touched looks as if it could: it lies a little above the page, and goes down under the finger.

use super::theme::{Theme, mm};
use eframe::egui::{
    Color32, CornerRadius, CursorIcon, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
};

/// How a surface shows itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Surface {
    pub fill: Color32,
    /// Under the finger.
    pub pressed_fill: Color32,
    pub stroke: Stroke,
    pub corner: CornerRadius,
    /// Whether it lies above the page.
    pub lifted: bool,
}

impl Surface {
    /// A card on the page.
    #[must_use]
    pub fn card(theme: &Theme) -> Self {
        Self {
            fill: theme.colour.card,
            pressed_fill: theme.colour.sunk,
            stroke: theme.hairline(),
            corner: theme.corner(),
            lifted: true,
        }
    }

    /// A card that has been chosen: not by colour alone, its edge is heavier too.
    #[must_use]
    pub fn chosen(theme: &Theme) -> Self {
        Self {
            fill: theme.colour.accent_tint,
            pressed_fill: theme.colour.sunk,
            stroke: Stroke::new(mm(0.7), theme.colour.accent),
            ..Self::card(theme)
        }
    }

    /// A card that only shows something.
    #[must_use]
    pub fn flat(theme: &Theme) -> Self {
        Self { lifted: false, ..Self::card(theme) }
    }

    /// Paints it; gives back how far its contents move down with it, in points.
    pub fn paint(&self, painter: &Painter, rect: Rect, theme: &Theme, pressed: bool) -> f32 {
        let sink = if pressed && self.lifted { mm(0.4) } else { 0.0 };
        let rect = rect.translate([0.0, sink].into());
        if self.lifted && !pressed {
            painter.add(theme.lift().as_shape(rect, self.corner));
        }
        let fill = if pressed { self.pressed_fill } else { self.fill };
        painter.rect(rect, self.corner, fill, self.stroke, StrokeKind::Inside);
        sink
    }
}

/// Makes a rectangle touchable and tells assistive technology what it is.
pub fn touch(ui: &mut Ui, size: impl Into<eframe::egui::Vec2>, enabled: bool, name: &str) -> (Rect, Response) {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size.into(), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    (rect, response.on_hover_cursor(CursorIcon::PointingHand))
}

/// Whether a finger is on it now.
#[must_use]
pub fn pressed(response: &Response) -> bool {
    response.is_pointer_button_down_on()
}

/// A ring for who comes by keyboard.
pub fn focus_ring(painter: &Painter, rect: Rect, theme: &Theme, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(mm(0.8), theme.colour.accent);
        painter.rect_stroke(rect.expand(mm(0.8)), theme.corner(), stroke, StrokeKind::Outside);
    }
}
