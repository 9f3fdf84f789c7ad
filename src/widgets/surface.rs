//! What can be touched looks as if it could: it lies a little above the page, and goes down under the finger.

use super::theme::{Theme, mm};
use eframe::egui::{
    Color32, CornerRadius, CursorIcon, Mesh, Painter, Pos2, Rect, Response, Role, Sense, Shadow, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo, vec2,
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

    /// A card that stands back: the page's own colour, and no shadow. Its words stay as dark as they are.
    #[must_use]
    pub fn faded(theme: &Theme) -> Self {
        Self { fill: theme.colour.paper, lifted: false, ..Self::card(theme) }
    }

    /// Paints it; gives back how far its contents move down with it, in points.
    pub fn paint(&self, painter: &Painter, rect: Rect, theme: &Theme, pressed: bool) -> f32 {
        let sink = if pressed && self.lifted { mm(0.4) } else { 0.0 };
        let rect = rect.translate([0.0, sink].into());
        if self.lifted && !pressed {
            lift(painter, rect, self.corner, theme);
        }
        let fill = if pressed { self.pressed_fill } else { self.fill };
        painter.rect(rect, self.corner, fill, self.stroke, StrokeKind::Inside);
        sink
    }
}

/// The soft shadow around what lies above the page. Only the rim is painted: under the surface nobody sees it, and a
/// terminal without a graphics chip pays for every pixel.
pub fn lift(painter: &Painter, rect: Rect, corner: CornerRadius, theme: &Theme) {
    let Shadow { offset, blur, color, .. } = theme.shadow();
    if color == Color32::TRANSPARENT {
        return;
    }
    let [x, y] = offset.map(f32::from);
    let soft = f32::from(blur) / 2.0;
    let rim = Rim { rect: rect.translate(vec2(x, y)), radius: f32::from(corner.nw) };
    // From the full shade, which the surface hides where it is not offset, out to nothing.
    let rings = [(-soft - y, color), (-soft * 0.3, color.gamma_multiply(0.7)), (soft, Color32::TRANSPARENT)];
    let mut mesh = Mesh::default();
    for (outset, colour) in rings {
        for point in rim.points(outset) {
            mesh.colored_vertex(point, colour);
        }
    }
    for ring in 1..rings.len() as u32 {
        for at in 0..Rim::POINTS {
            let next = (at + 1) % Rim::POINTS;
            let (inner, outer) = ((ring - 1) * Rim::POINTS, ring * Rim::POINTS);
            mesh.add_triangle(inner + at, outer + at, inner + next);
            mesh.add_triangle(outer + at, inner + next, outer + next);
        }
    }
    painter.add(mesh);
}

/// A rectangle with round corners, as rings of points that have the same number at every distance.
struct Rim {
    rect: Rect,
    radius: f32,
}

impl Rim {
    const STEPS: u32 = 6;
    const POINTS: u32 = 4 * (Self::STEPS + 1);

    /// The ring `outset` points outside the rectangle's edge, or inside it where that is negative.
    fn points(&self, outset: f32) -> impl Iterator<Item = Pos2> {
        let radius = self.radius.min(self.rect.size().min_elem() / 2.0);
        let centres = self.rect.shrink(radius);
        let reach = (radius + outset).max(0.0);
        // Deep inside, where no rounding is left, the corners themselves move in.
        let centres = centres.shrink((-radius - outset).max(0.0));
        let corners = [centres.right_bottom(), centres.left_bottom(), centres.left_top(), centres.right_top()];
        corners.into_iter().zip(0_u8..).flat_map(move |(centre, quarter)| {
            (0..=Self::STEPS).map(move |step| {
                let turn = f32::from(quarter) + step as f32 / Self::STEPS as f32;
                centre + Vec2::angled(turn * std::f32::consts::FRAC_PI_2) * reach
            })
        })
    }
}

/// Makes a rectangle touchable and tells assistive technology what it is.
pub fn touch(ui: &mut Ui, size: impl Into<Vec2>, enabled: bool, name: &str) -> (Rect, Response) {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size.into(), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    // Who comes by keyboard sees where she is.
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
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
