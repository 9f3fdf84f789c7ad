//! What of a character's ink counts: how much line of which direction lies where. 8 directions on a grid of 8 × 8, each
//! spread by a Gaussian, after the character's weight was moved to the middle and its size made equal.

use std::f32::consts::{FRAC_PI_2, TAU};
use std::sync::LazyLock;

/// Where the finger was; x to the right, y down, in any unit.
pub type Point = [f32; 2];
/// Strokes, each in the order in which its points were drawn.
pub type Ink = [Vec<Point>];

const DIRECTIONS: usize = 8;
const SIDE: usize = 8;
/// How many numbers describe a character.
pub const FEATURES: usize = DIRECTIONS * SIDE * SIDE;

/// Points of a stroke lie so many to the character's size, however fast the finger was.
const POINTS_PER_SIZE: f32 = 40.0;
/// More points than the longest stroke of a character needs: what is longer is a scribble, and is read to here.
const MAX_POINTS: usize = 600;
/// How often each point is moved towards its neighbours, against a trembling finger. Corners become round, too, and so they
/// do in quick writing.
const SMOOTHINGS: usize = 40;
/// Steps that a dot is drawn out to.
const DOT_POINTS: u8 = 4;
/// What a dot's size is, in parts of how far it lies from the origin: enough to be more than nothing in 32 bits.
const LEAST_SIZE: f32 = 1e-3;
/// No sheet is as large, in any unit; what lies farther is no place at all.
const FARTHEST: f32 = 1e6;
/// The character reaches so many standard deviations of its ink to either side.
const REACH: f32 = 1.9;
/// The Gaussian's width, in the whole's.
const WIDTH: f32 = 0.075;
/// Ink beyond the grid by more than this is left out.
const MARGIN: f32 = 0.25;

type Weights = [f32; SIDE];
type Plane = [[f32; SIDE]; SIDE];

/// Describes ink; `None` where there is none.
#[must_use]
pub fn features(ink: &Ink) -> Option<[f32; FEATURES]> {
    let size = size(ink)?;
    let step = size / POINTS_PER_SIZE;
    let strokes: Vec<Vec<Point>> = ink.iter().filter_map(|stroke| even(stroke, step)).collect();
    let frame = Frame::of(&strokes)?;
    let mut planes = [Plane::default(); DIRECTIONS];
    for ([from, to], _) in pieces(&strokes) {
        let (from, to) = (frame.place(from), frame.place(to));
        let (across, down) = (to[0] - from[0], to[1] - from[1]);
        let turn = (down.atan2(across) / TAU).rem_euclid(1.0) * DIRECTIONS as f32;
        let share = turn.fract();
        let gaussian = |axis: fn(&Point) -> f32| weights(f32::midpoint(axis(&from), axis(&to)));
        let (columns, rows) = (gaussian(|p| p[0]), gaussian(|p| p[1]));
        for (direction, share) in [(turn as usize, 1.0 - share), (turn as usize + 1, share)] {
            if let Some(plane) = planes.get_mut(direction % DIRECTIONS) {
                spread(plane, columns, rows, across.hypot(down) * share);
            }
        }
    }
    let mut out = [0.0; FEATURES];
    for (out, value) in out.iter_mut().zip(planes.as_flattened().as_flattened()) {
        // The root makes long lines and short ones count more alike, and what varies with writers vary less.
        *out = value.sqrt();
    }
    Some(out)
}

/// The larger side of the box around the ink; at least a little, so that a dot has a size.
fn size(ink: &Ink) -> Option<f32> {
    let points = || ink.iter().flatten().filter(|point| is_place(**point));
    let extent = |axis: fn(&Point) -> f32| {
        let least = points().map(axis).fold(f32::INFINITY, f32::min);
        points().map(axis).fold(f32::NEG_INFINITY, f32::max) - least
    };
    points().next()?;
    let far = points().flatten().fold(1.0, |far: f32, value| far.max(value.abs()));
    Some(extent(|p| p[0]).max(extent(|p| p[1])).max(far * LEAST_SIZE))
}

/// Whether a finger can have been there.
fn is_place(point: Point) -> bool {
    point.iter().all(|value| value.abs() < FARTHEST)
}

/// A stroke with its points a step apart, smoothed. A dot becomes a short line to the lower right, as 丶 is written.
fn even(stroke: &[Point], step: f32) -> Option<Vec<Point>> {
    let mut points = stroke.iter().copied().filter(|point| is_place(*point));
    let first = points.next()?;
    let mut even = vec![first];
    let mut last = first;
    let mut carried = 0.0;
    for point in points {
        let (across, down) = (point[0] - last[0], point[1] - last[1]);
        let length = across.hypot(down);
        let mut at = step - carried;
        while at <= length && even.len() < MAX_POINTS {
            let part = at / length;
            even.push([last[0] + across * part, last[1] + down * part]);
            at += step;
        }
        carried = (carried + length) % step;
        last = point;
    }
    if even.len() == 1 {
        even.extend((1..=DOT_POINTS).map(|n| first.map(|value| value + f32::from(n) * step)));
    }
    for _ in 0..SMOOTHINGS {
        smooth(&mut even);
    }
    Some(even)
}

/// Moves each point half-way to the middle of its neighbours; the ends stay.
fn smooth(points: &mut [Point]) {
    let (Some(mut before), Some(end)) = (points.first().copied(), points.len().checked_sub(1)) else { return };
    for at in 1..end {
        let (Some(&here), Some(&after)) = (points.get(at), points.get(at + 1)) else { return };
        if let Some(point) = points.get_mut(at) {
            *point = [0.5 * here[0] + 0.25 * (before[0] + after[0]), 0.5 * here[1] + 0.25 * (before[1] + after[1])];
        }
        before = here;
    }
}

/// Each piece of line and its length.
fn pieces(strokes: &[Vec<Point>]) -> impl Iterator<Item = ([Point; 2], f32)> {
    strokes.iter().flat_map(|stroke| stroke.windows(2)).filter_map(|pair| {
        let piece = <[Point; 2]>::try_from(pair).ok()?;
        let [from, to] = piece;
        Some((piece, (to[0] - from[0]).hypot(to[1] - from[1]))).filter(|(_, length)| *length > 0.0)
    })
}

/// Where a character is and how large, by its ink rather than by its outermost points, which one slip of the finger moves.
struct Frame {
    middle: Point,
    /// From the unit of the ink to the grid's.
    scale: Point,
}

impl Frame {
    fn of(strokes: &[Vec<Point>]) -> Option<Self> {
        let (mut whole, mut sums, mut squares) = (0.0, [0.0; 2], [0.0; 2]);
        // From a point of the ink: far from it 32 bits would not tell a small character from a point.
        let origin = *strokes.iter().flatten().next()?;
        for ([from, to], length) in pieces(strokes) {
            whole += length;
            let places = from.iter().zip(to).zip(origin);
            for ((sum, square), ((from, to), origin)) in sums.iter_mut().zip(&mut squares).zip(places) {
                let middle = f32::midpoint(*from, to) - origin;
                *sum += middle * length;
                *square += middle * middle * length;
            }
        }
        if !(whole.is_finite() && whole > 0.0) {
            return None;
        }
        let middle = sums.map(|sum| sum / whole);
        let deviation = |square: f32, middle: f32| (square / whole - middle * middle).max(0.0).sqrt();
        let [square_x, square_y] = squares;
        let (wide, high) = (deviation(square_x, middle[0]), deviation(square_y, middle[1]));
        let larger = wide.max(high).max(f32::MIN_POSITIVE);
        // A flat character (一) becomes less flat, and not a square: its trembling would be made as large as itself.
        let axis = |deviation: f32| {
            let flatness = deviation / larger;
            let wanted = (FRAC_PI_2 * flatness).sin().sqrt();
            wanted / (2.0 * REACH * deviation.max(larger * 1e-3))
        };
        let middle = [middle[0] + origin[0], middle[1] + origin[1]];
        Some(Self { middle, scale: [axis(wide), axis(high)] })
    }

    fn place(&self, point: Point) -> Point {
        [
            (point[0] - self.middle[0]).mul_add(self.scale[0], 0.5),
            (point[1] - self.middle[1]).mul_add(self.scale[1], 0.5),
        ]
    }
}

/// How much a piece of line counts for each row or column of the grid, by its place.
fn weights(place: f32) -> &'static Weights {
    const PLACES: usize = 192;
    const NONE: Weights = [0.0; SIDE];
    static TABLE: LazyLock<Vec<Weights>> = LazyLock::new(|| {
        let weight = |place: f32, cell: usize| {
            let away = (place - (cell as f32 + 0.5) / SIDE as f32) / WIDTH;
            (-0.5 * away * away).exp()
        };
        let place = |step: usize| step as f32 / PLACES as f32 * (1.0 + 2.0 * MARGIN) - MARGIN;
        (0..=PLACES).map(|step| std::array::from_fn(|cell| weight(place(step), cell))).collect()
    });
    let step = (place + MARGIN) / (1.0 + 2.0 * MARGIN) * PLACES as f32;
    if step.is_finite() && step >= 0.0 { TABLE.get(step.round() as usize).unwrap_or(&NONE) } else { &NONE }
}

fn spread(plane: &mut Plane, columns: &Weights, rows: &Weights, amount: f32) {
    for (row, weight) in plane.iter_mut().zip(rows) {
        let weight = weight * amount;
        for (cell, column) in row.iter_mut().zip(columns) {
            *cell += weight * column;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 十, with a turn, drawn by someone unhurried.
    fn ten() -> Vec<Vec<Point>> {
        let line = |from: Point, to: Point| {
            (0..=30).map(|n| [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * n as f32 / 30.0)).collect()
        };
        vec![line([10.0, 50.0], [90.0, 45.0]), line([50.0, 10.0], [52.0, 95.0])]
    }

    fn apart(a: &[f32; FEATURES], b: &[f32; FEATURES]) -> f32 {
        a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
    }

    #[test]
    fn the_order_of_strokes_does_not_count() {
        let mut other = ten();
        other.reverse();
        assert!(apart(&features(&ten()).unwrap(), &features(&other).unwrap()) < 1e-3);
    }

    #[test]
    fn neither_place_nor_size_nor_the_fingers_speed_count() {
        let there: Vec<Vec<Point>> = ten()
            .into_iter()
            .map(|s| s.into_iter().map(|[x, y]| [x * 3.0 + 700.0, y * 3.0 - 40.0]).collect())
            .collect();
        let fast: Vec<Vec<Point>> = ten().into_iter().map(|s| s.into_iter().step_by(10).collect()).collect();
        let known = features(&ten()).unwrap();
        assert!(apart(&known, &features(&there).unwrap()) < 0.05);
        assert!(apart(&known, &features(&fast).unwrap()) < 0.2);
    }

    #[test]
    fn a_direction_counts() {
        let mut backwards = ten();
        for stroke in &mut backwards {
            stroke.reverse();
        }
        assert!(apart(&features(&ten()).unwrap(), &features(&backwards).unwrap()) > 1.0);
    }

    #[test]
    fn no_ink_has_no_features_and_a_dot_has_some() {
        assert_eq!(features(&[]), None);
        assert_eq!(features(&[Vec::new()]), None);
        assert!(features(&[vec![[5.0, 5.0]]]).unwrap().iter().any(|value| *value > 0.0));
    }

    proptest! {
        #[test]
        fn no_scribble_breaks_it(strokes in proptest::collection::vec(
            proptest::collection::vec(proptest::array::uniform2(proptest::num::f32::ANY), 0..20), 0..6)) {
            if let Some(features) = features(&strokes) {
                prop_assert!(features.iter().all(|value| !value.is_nan()));
            }
        }

        #[test]
        fn a_scribble_on_the_pad_is_described(strokes in proptest::collection::vec(
            proptest::collection::vec(proptest::array::uniform2(0.0..500.0_f32), 1..40), 1..20)) {
            let features = features(&strokes);
            prop_assert!(features.is_some_and(|f| f.iter().all(|value| value.is_finite())));
        }
    }
}
