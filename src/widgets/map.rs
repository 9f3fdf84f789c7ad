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

/// How large a spot is, in points.
fn spot_size(theme: &Theme) -> Vec2 {
    vec2(theme.size.body * 6.4, (theme.size.body + theme.size.small) * 1.55 + theme.space.xs)
        .max(vec2(theme.target.primary, theme.target.primary))
}

/// Shows the map in a place; `spots` begins with the one in the middle, the others come by their distance. Gives back which
/// one was touched. One that does not fit is left out.
pub fn show(ui: &Ui, place: Rect, spots: &[Spot], rings: &[Ring]) -> Option<usize> {
    let theme = Theme::of(ui);
    let size = spot_size(&theme);
    let (scale, shown) = arrange(spots, place, size, theme.target.gap);
    ground_ui(ui, place, (scale, &shown), rings, &theme);
    let middle = place.center();
    for (number, rect) in shown.iter().filter(|(number, _)| *number > 0) {
        let Some(spot) = spots.get(*number) else { continue };
        let dot = middle + scale.of(spot.at);
        ui.painter().line_segment([dot, nearest(*rect, dot)], Stroke::new(mm(0.5), theme.colour.ink_soft));
        ui.painter().circle_filled(dot, mm(1.2), theme.colour.accent);
    }
    let mut touched = None;
    // Read, and gone through by a keyboard, as a page is: from above, and from the left.
    let mut order = shown;
    order.sort_by(|(_, a), (_, b)| a.top().total_cmp(&b.top()).then(a.left().total_cmp(&b.left())));
    for (number, rect) in order {
        let Some(spot) = spots.get(number) else { continue };
        if spot_ui(ui, rect, spot, number, &theme) {
            touched = Some(number);
        }
    }
    touched
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
fn ground_ui(ui: &Ui, place: Rect, (scale, spots): (Scale, &[(usize, Rect)]), rings: &[Ring], theme: &Theme) {
    let painter = ui.painter().with_clip_rect(place);
    let middle = place.center();
    let mut taken: Vec<Rect> = spots.iter().map(|(_, spot)| spot.expand(mm(1.0))).collect();
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

/// How far a spot may be turned away from its true direction, in steps of so many radians: no east becomes a north.
const TURN: f32 = 0.12;
const MOST_TURNS: u8 = 5;
/// And in how many steps it may be moved outwards.
const OUTWARDS: u16 = 60;

/// Where each spot comes to lie: in its direction, as near to its true place as those before it leave it room. One for which there
/// is none is left out.
fn arrange(spots: &[Spot], place: Rect, size: Vec2, gap: f32) -> (Scale, Vec<(usize, Rect)>) {
    let room = place.shrink2(size / 2.0);
    let scale = Scale::new(spots, room.size().min_elem().max(1.0) / 2.0);
    let mut laid: Vec<(usize, Rect)> = Vec::new();
    for (number, spot) in spots.iter().enumerate() {
        let free = |middle: &Pos2| {
            let rect = Rect::from_center_size(*middle, size + Vec2::splat(gap * 2.0));
            room.contains(*middle) && !laid.iter().any(|(_, other)| other.intersects(rect))
        };
        let true_place = place.center() + scale.of(spot.at);
        let apart = |middle: &Pos2| middle.distance_sq(true_place);
        let nearest = candidates(spot.at, scale, place).filter(free).min_by(|a, b| apart(a).total_cmp(&apart(b)));
        laid.extend(nearest.map(|middle| (number, Rect::from_center_size(middle, size))));
    }
    (scale, laid)
}

/// Places for a spot: its own, further out, and a little to either side.
fn candidates(at: Vec2, scale: Scale, place: Rect) -> impl Iterator<Item = Pos2> {
    let (radius, angle) = (scale.of(at).length(), at.angle());
    let reach = place.size().length() / 2.0;
    // What stands in the middle has no direction.
    let (steps, turns) = if radius > 0.0 { (OUTWARDS, MOST_TURNS) } else { (0, 0) };
    (0..=steps).flat_map(move |step| {
        let radius = radius + f32::from(step) * (reach - radius).max(0.0) / f32::from(OUTWARDS);
        (0..=turns).flat_map(move |turn| {
            let turned = |sign: f32| place.center() + Vec2::angled(angle + sign * f32::from(turn) * TURN) * radius;
            [turned(1.0), turned(-1.0)]
        })
    })
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
            prop_assert_eq!(shown.first().map(|(_, middle)| middle.center()), Some(place.center()));
            for (n, (_, a)) in shown.iter().enumerate() {
                prop_assert!(place.expand(0.1).contains_rect(*a));
                for (_, b) in &shown[n + 1..] {
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
        for ((_, rect), (east, south)) in shown.iter().skip(1).zip(city) {
            let seen = (rect.center() - middle).normalized();
            assert!(seen.dot(vec2(east, south).normalized()) > 0.75, "{rect:?} is not where {east} {south} is");
        }
    }
}
