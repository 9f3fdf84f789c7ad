//! A map of a neighbourhood, drawn from directions and distances alone: the middle, rings around it, and what lies there, each
//! a surface large enough for a finger with a line to its true place. What is near gets more room than what is far.

use super::surface::{Surface, focus_ring, pressed};
use super::text::{galley, paint_in};
use super::theme::{Theme, mm};
use super::{Icon, icons};
use eframe::egui::{Id, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

/// A place on the map.
#[derive(Debug, Clone)]
pub struct Spot {
    pub name: String,
    /// The line below it.
    pub note: String,
    /// All of it, for assistive technology.
    pub said: String,
    /// To the right and downwards, in kilometres from the middle.
    pub at: Vec2,
    pub chosen: bool,
}

/// A ring at so many kilometres, and what is written on it.
pub type Ring = (f32, String);

/// How often spots that overlap move apart before the farthest is left out.
const ROUNDS: usize = 400;

/// How large a spot is, in points.
fn spot_size(theme: &Theme) -> Vec2 {
    vec2(theme.size.body * 6.4, (theme.size.body + theme.size.small) * 1.55 + theme.space.xs)
        .max(vec2(theme.target.primary, theme.target.primary))
}

/// Shows the map in a place; `spots` begins with the one in the middle, the others come by their distance. Gives back which
/// one was touched. Of those that do not fit the farthest are left out.
pub fn show(ui: &Ui, place: Rect, spots: &[Spot], rings: &[Ring]) -> Option<usize> {
    let theme = Theme::of(ui);
    let size = spot_size(&theme);
    let (scale, shown) = arrange(spots, place, size, theme.target.gap);
    ground_ui(ui, place, (scale, &shown), rings, &theme);
    let middle = place.center();
    for (spot, rect) in spots.iter().zip(&shown).skip(1) {
        let dot = middle + scale.of(spot.at);
        ui.painter().line_segment([dot, nearest(*rect, dot)], Stroke::new(mm(0.5), theme.colour.ink_soft));
        ui.painter().circle_filled(dot, mm(1.2), theme.colour.accent);
    }
    let mut touched = None;
    // Read, and gone through by a keyboard, as a page is: from above, and from the left.
    let mut order: Vec<(usize, (&Spot, &Rect))> = spots.iter().zip(&shown).enumerate().collect();
    order.sort_by(|(_, (_, a)), (_, (_, b))| a.top().total_cmp(&b.top()).then(a.left().total_cmp(&b.left())));
    for (number, (spot, rect)) in order {
        if spot_ui(ui, *rect, spot, number, &theme) {
            touched = Some(number);
        }
    }
    touched
}

/// How many spots a map of this size shows.
#[must_use]
pub fn fitting(ui: &Ui, place: Rect, spots: &[Spot]) -> usize {
    let theme = Theme::of(ui);
    arrange(spots, place, spot_size(&theme), theme.target.gap).1.len()
}

fn nearest(rect: Rect, to: Pos2) -> Pos2 {
    rect.clamp(to)
}

fn spot_ui(ui: &Ui, rect: Rect, spot: &Spot, number: usize, theme: &Theme) -> bool {
    let response = ui.interact(rect, Id::unique(("map spot", number)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, spot.said.as_str()));
    let surface = if spot.chosen { Surface::chosen(theme) } else { Surface::card(theme) };
    let sink = surface.paint(ui.painter(), rect, theme, pressed(&response));
    focus_ring(ui.painter(), rect, theme, &response);
    let inner = rect.translate(vec2(0.0, sink)).shrink2(vec2(theme.space.xs, 0.0));
    let (name, note) = inner.split_top_bottom_at_fraction(0.54);
    let (mut name_width, mut left) = (name.width(), name);
    if number == 0 {
        // The middle is where one stands.
        let side = theme.size.body;
        here_icon().filled(ui.painter(), pos2(name.left() + side / 2.0, name.center().y), side, theme.colour.accent);
        left = name.with_min_x(name.left() + side);
        name_width -= side;
    }
    let said = galley(ui, &spot.name, Theme::bold(theme.size.body), theme.colour.ink, name_width, 1);
    paint_in(ui.painter(), left.with_min_y(left.top() + theme.space.xs), said);
    let said = galley(ui, &spot.note, Theme::regular(theme.size.small), theme.colour.ink_soft, note.width(), 1);
    paint_in(ui.painter(), note.with_max_y(note.bottom() - theme.space.xs), said);
    response.clicked()
}

const fn here_icon() -> Icon {
    icons::MAP_PIN
}

/// How many places on a ring are looked at for its words.
const TURNS: u16 = 48;

/// Rings of equal distance, each with its words where nothing else lies.
fn ground_ui(ui: &Ui, place: Rect, (scale, spots): (Scale, &[Rect]), rings: &[Ring], theme: &Theme) {
    let painter = ui.painter().with_clip_rect(place);
    let middle = place.center();
    let mut taken: Vec<Rect> = spots.iter().map(|spot| spot.expand(mm(1.0))).collect();
    for (km, words) in rings {
        let radius = scale.radius(*km);
        if radius > place.size().min_elem() * 0.5 {
            continue;
        }
        painter.circle_stroke(middle, radius, Stroke::new(mm(0.5), theme.colour.line));
        let said = galley(ui, words, Theme::regular(theme.size.small), theme.colour.ink_soft, mm(60.0), 1);
        let around = |turn: u16| {
            let at = middle + Vec2::angled(f32::from(turn) / f32::from(TURNS) * std::f32::consts::TAU) * radius;
            Rect::from_center_size(at, said.size() + vec2(mm(2.0), 0.0))
        };
        let free = |at: &Rect| place.contains_rect(*at) && !taken.iter().any(|other| other.intersects(*at));
        if let Some(at) = (0..TURNS).map(around).find(free) {
            painter.rect_filled(at, 0.0, theme.colour.paper);
            paint_in(&painter, at, said);
            taken.push(at);
        }
    }
}

/// From kilometres to points: the root, so that what is near does not lie on one heap.
#[derive(Debug, Clone, Copy)]
struct Scale {
    points: f32,
}

impl Scale {
    fn new(spots: &[Spot], reach: f32) -> Self {
        let farthest = spots.iter().map(|spot| spot.at.length()).fold(1.0_f32, f32::max);
        Self { points: reach / farthest.sqrt() }
    }

    fn radius(self, km: f32) -> f32 {
        km.max(0.0).sqrt() * self.points
    }

    fn of(self, at: Vec2) -> Vec2 {
        at.normalized() * self.radius(at.length())
    }
}

/// Where each spot comes to lie: as near to its true place as the others leave it room. Spots at the end of the list for which
/// there is none are left out.
fn arrange(spots: &[Spot], place: Rect, size: Vec2, gap: f32) -> (Scale, Vec<Rect>) {
    let room = place.shrink2(size / 2.0);
    let mut count = spots.len();
    loop {
        let shown = spots.get(..count).unwrap_or_default();
        let scale = Scale::new(shown, room.size().min_elem().max(1.0) / 2.0);
        let mut middles: Vec<Pos2> = shown.iter().map(|spot| room.clamp(place.center() + scale.of(spot.at))).collect();
        let apart = size + Vec2::splat(gap);
        let free = (0..ROUNDS).any(|_| !push_apart(&mut middles, apart, room));
        if free || count <= 1 {
            return (scale, middles.into_iter().map(|middle| Rect::from_center_size(middle, size)).collect());
        }
        count -= 1;
    }
}

/// Moves each pair that is too near apart, by the shorter way; the first spot stays. Whether any was.
fn push_apart(middles: &mut [Pos2], apart: Vec2, room: Rect) -> bool {
    let mut moved = false;
    for first in 0..middles.len() {
        for second in first + 1..middles.len() {
            let (Some(&a), Some(&b)) = (middles.get(first), middles.get(second)) else { continue };
            let between = b - a;
            let over = apart - between.abs();
            // A hair is no overlap.
            if over.min_elem() <= 0.01 {
                continue;
            }
            moved = true;
            let sign = |value: f32, number: usize| {
                if value.abs() > 0.01 {
                    value.signum()
                } else if number.is_multiple_of(2) {
                    1.0
                } else {
                    -1.0
                }
            };
            let by = if over.x < over.y {
                vec2(over.x * sign(between.x, second), 0.0)
            } else {
                vec2(0.0, over.y * sign(between.y, second))
            };
            let (back, on) = if first == 0 { (Vec2::ZERO, by) } else { (-by / 2.0, by / 2.0) };
            for (at, by) in [(first, back), (second, on * 1.02)] {
                if let Some(middle) = middles.get_mut(at).filter(|_| at > 0) {
                    *middle = room.clamp(*middle + by);
                }
            }
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spots(places: &[(f32, f32)]) -> Vec<Spot> {
        std::iter::once(&(0.0, 0.0))
            .chain(places)
            .map(|(x, y)| Spot {
                name: String::new(),
                note: String::new(),
                said: String::new(),
                at: vec2(*x, *y),
                chosen: false,
            })
            .collect()
    }

    proptest! {
        #[test]
        fn no_two_spots_ever_overlap_and_none_leaves_the_map(
            places in proptest::collection::vec((-120.0..120.0_f32, -120.0..120.0_f32), 0..16),
        ) {
            let place = Rect::from_min_size(pos2(40.0, 90.0), vec2(980.0, 1_100.0));
            let (size, gap) = (vec2(180.0, 80.0), 20.0);
            let (_, shown) = arrange(&spots(&places), place, size, gap);
            prop_assert!(!shown.is_empty());
            prop_assert_eq!(shown[0].center(), place.center());
            for (n, a) in shown.iter().enumerate() {
                prop_assert!(place.expand(0.1).contains_rect(*a));
                for b in &shown[n + 1..] {
                    let apart = (a.center() - b.center()).abs() - size;
                    prop_assert!(apart.max_elem() >= gap - 0.1, "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn a_dozen_districts_of_a_city_find_room_and_lie_where_they_lie() {
        let city = [
            (1.0, -5.0),
            (-4.0, -4.0),
            (-7.0, -2.0),
            (2.0, -9.0),
            (9.0, -14.0),
            (-20.0, -20.0),
            (12.0, 30.0),
            (8.0, 40.0),
            (-30.0, 38.0),
            (40.0, -10.0),
        ];
        let place = Rect::from_min_size(pos2(0.0, 0.0), vec2(980.0, 1_200.0));
        let (_, shown) = arrange(&spots(&city), place, vec2(180.0, 80.0), 20.0);
        assert_eq!(shown.len(), city.len() + 1, "all are shown");
        let middle = place.center();
        for (rect, (east, south)) in shown.iter().skip(1).zip(city) {
            let seen = (rect.center() - middle).normalized();
            assert!(seen.dot(vec2(east, south).normalized()) > 0.3, "{rect:?} is not where {east} {south} is");
        }
    }
}
