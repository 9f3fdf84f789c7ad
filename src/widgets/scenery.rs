//! Hills, a sun and a station's roofs, as if cut from paper: the ground of the first screen. Flat shapes only, because a
//! terminal without a graphics chip paints every gradient by hand.

use super::theme::Theme;
use eframe::egui::{Color32, Mesh, Painter, Pos2, Rect, pos2, vec2};

/// Columns a hill's outline is made of.
const STEPS: u16 = 64;

/// Paints the scene into a rectangle; the near hill fills its foot.
pub fn scenery(painter: &Painter, rect: Rect, theme: &Theme) {
    let [far, middle, near] = theme.colour.hills;
    let sun = rect.lerp_inside(vec2(0.78, 0.42));
    painter.circle_filled(sun, rect.height() * 0.2, theme.colour.sun);
    painter.add(hill(rect, far, 0.46, 0.10, 1.3, 0.4));
    painter.add(hill(rect, middle, 0.62, 0.09, 1.7, 2.2));
    roofs(painter, rect, theme);
    painter.add(hill(rect, near, 0.84, 0.05, 1.1, 4.0));
}

/// A hill: its crest at `height` of the rectangle from above, waving by `swing`.
fn hill(rect: Rect, colour: Color32, height: f32, swing: f32, waves: f32, phase: f32) -> Mesh {
    let mut mesh = Mesh::default();
    for step in 0..=STEPS {
        let t = f32::from(step) / f32::from(STEPS);
        let wave = (t * waves * std::f32::consts::TAU + phase).sin() * 0.7 + (t * waves * 11.0 + phase).sin() * 0.15;
        let y = rect.top() + rect.height() * (height + swing * wave);
        let x = rect.left() + rect.width() * t;
        mesh.colored_vertex(pos2(x, y), colour);
        mesh.colored_vertex(pos2(x, rect.bottom()), colour);
        if step > 0 {
            let at = u32::from(step) * 2;
            mesh.add_triangle(at - 2, at - 1, at);
            mesh.add_triangle(at - 1, at, at + 1);
        }
    }
    mesh
}

/// Three houses with swept roofs behind the near hill.
fn roofs(painter: &Painter, rect: Rect, theme: &Theme) {
    let unit = rect.height() * 0.055;
    for (at, size) in [(0.16, 1.0), (0.27, 1.5), (0.37, 0.85)] {
        house(painter, pos2(rect.left() + rect.width() * at, rect.top() + rect.height() * 0.88), unit * size, theme);
    }
}

fn house(painter: &Painter, foot: Pos2, unit: f32, theme: &Theme) {
    let wall = Rect::from_min_max(foot + vec2(-1.6, -2.6) * unit, foot + vec2(1.6, 0.0) * unit);
    painter.rect_filled(wall, 0.0, theme.colour.card);
    let door = Rect::from_min_max(foot + vec2(-0.4, -1.5) * unit, foot + vec2(0.4, 0.0) * unit);
    painter.rect_filled(door, 0.0, theme.colour.sun);
    let mut roof = Mesh::default();
    let colour = theme.colour.accent;
    // Left half and right half of a roof whose eaves turn up.
    for side in [-1.0_f32, 1.0] {
        let base = roof.vertices.len() as u32;
        for (x, y) in [(0.0, -4.4), (1.0, -3.3), (2.4, -2.9), (2.1, -2.3), (0.0, -2.5)] {
            roof.colored_vertex(foot + vec2(side * x, y) * unit, colour);
        }
        for [a, b, c] in [[0, 1, 4], [1, 3, 4], [1, 2, 3]] {
            roof.add_triangle(base + a, base + b, base + c);
        }
    }
    painter.add(roof);
}
