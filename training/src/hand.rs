//! How people really write, out of how textbooks do: bent, slanted, shaking, joined, in another order. Seeded, so that a
//! training and a test can be done again.

use crate::data::Sample;
use fastrand::Rng;
use std::f32::consts::TAU;
use yizhan_handwriting::Point;

type Strokes = Vec<Vec<Point>>;

/// The unit in which trembling is told: a box of 1,024.
pub const UNITS: f32 = 1_024.0;

/// What is done to a character of a test.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disturbance {
    /// The standard deviation of every point, in 1,024ths of the box.
    pub noise: f32,
    /// Pairs of strokes that change places.
    pub swaps: usize,
    /// Pairs of successive strokes that are written as one.
    pub joins: usize,
    pub shuffled: bool,
    pub missing: usize,
}

/// Points of a test's strokes are at most so far apart, as a finger on a screen leaves them.
const TEST_STEP: f32 = 0.1;

impl Disturbance {
    /// The sample, disturbed.
    pub fn of(self, sample: &Sample, rng: &mut Rng) -> Strokes {
        let mut strokes = sample.strokes.clone();
        for _ in 0..self.missing {
            drop_one(&mut strokes, rng);
        }
        if self.shuffled {
            rng.shuffle(&mut strokes);
        }
        for _ in 0..self.swaps {
            swap(&mut strokes, rng);
        }
        let mut strokes: Strokes = strokes.iter().map(|stroke| divided(stroke, TEST_STEP)).collect();
        tremble(&mut strokes, self.noise / UNITS, rng);
        for _ in 0..self.joins {
            join(&mut strokes, rng);
        }
        strokes
    }
}

/// A character for training: everything that happens to ink, at once. How much of it is written without lifting the finger
/// is asked of [`Scrawl::joined`], so that the same hand can be seen writing it in several ways.
pub struct Scrawl {
    strokes: Strokes,
    rounded: bool,
    bend: Bend,
    /// The strokes are written in the order in which they are taught.
    in_order: bool,
}

impl Scrawl {
    pub fn new(sample: &Sample, rng: &mut Rng) -> Self {
        let mut strokes = sample.strokes.clone();
        if rng.f32() < 0.12 {
            drop_one(&mut strokes, rng);
        }
        let order = rng.f32();
        match order {
            p if p < 0.25 => rng.shuffle(&mut strokes),
            p if p < 0.45 => swap(&mut strokes, rng),
            _ => {}
        }
        for stroke in &mut strokes {
            place_anew(stroke, rng);
        }
        let step = 0.05 + 0.1 * rng.f32();
        let mut strokes: Strokes = strokes.iter().map(|stroke| divided(stroke, step)).collect();
        let noise = match rng.f32() {
            p if p < 0.4 => 20.0 * rng.f32(),
            p if p < 0.75 => 20.0 + 25.0 * rng.f32(),
            _ => 45.0 + 35.0 * rng.f32(),
        };
        tremble(&mut strokes, noise / UNITS, rng);
        Self { strokes, rounded: rng.f32() < 0.3, bend: Bend::new(rng), in_order: order >= 0.45 }
    }

    /// Whether the strokes are written in the order in which they are taught.
    #[must_use]
    pub const fn is_in_order(&self) -> bool {
        self.in_order
    }

    /// The ink, with so many pairs of successive strokes written as one.
    pub fn joined(&self, joins: usize, rng: &mut Rng) -> Strokes {
        let mut strokes = self.strokes.clone();
        for _ in 0..joins.min(strokes.len()) {
            join(&mut strokes, rng);
        }
        if self.rounded {
            for stroke in &mut strokes {
                round_off(stroke);
            }
        }
        self.bend.apply(&mut strokes);
        strokes
    }
}

/// How often people write two strokes as one; all of a character at once is asked for by itself.
pub fn some_joins(rng: &mut Rng) -> usize {
    if rng.f32() < 0.4 { 1 } else { rng.usize(2..=4) }
}

fn normal(rng: &mut Rng) -> f32 {
    (-2.0 * (1.0 - rng.f32()).ln()).sqrt() * (TAU * rng.f32()).cos()
}

/// One stroke is forgotten; a character of one or two stays whole.
fn drop_one(strokes: &mut Strokes, rng: &mut Rng) {
    if strokes.len() > 2 {
        strokes.remove(rng.usize(..strokes.len()));
    }
}

fn swap(strokes: &mut Strokes, rng: &mut Rng) {
    if strokes.len() > 1 {
        let (a, b) = (rng.usize(..strokes.len()), rng.usize(..strokes.len()));
        strokes.swap(a, b);
    }
}

/// A stroke and the next are written without lifting the finger.
fn join(strokes: &mut Strokes, rng: &mut Rng) {
    if strokes.len() > 1 {
        let at = rng.usize(..strokes.len() - 1);
        let next = strokes.remove(at + 1);
        if let Some(stroke) = strokes.get_mut(at) {
            stroke.extend(next);
        }
    }
}

fn tremble(strokes: &mut Strokes, deviation: f32, rng: &mut Rng) {
    for value in strokes.iter_mut().flatten().flatten() {
        *value += deviation * normal(rng);
    }
}

/// A stroke lies a little beside its place, a little larger or smaller and turned.
fn place_anew(stroke: &mut [Point], rng: &mut Rng) {
    let count = stroke.len().max(1) as f32;
    let middle = [0, 1].map(|axis| stroke.iter().filter_map(|p| p.get(axis)).sum::<f32>() / count);
    let (size, turn) = ((0.08 * normal(rng)).exp(), 0.06 * normal(rng));
    let by = [0.022 * normal(rng), 0.022 * normal(rng)];
    for point in stroke {
        let (x, y) = (point[0] - middle[0], point[1] - middle[1]);
        *point = [
            middle[0] + by[0] + size * (x * turn.cos() - y * turn.sin()),
            middle[1] + by[1] + size * (x * turn.sin() + y * turn.cos()),
        ];
    }
}

/// Points between those of a stroke, so that none are further apart than a step.
fn divided(stroke: &[Point], step: f32) -> Vec<Point> {
    let mut points: Vec<Point> = stroke.first().copied().into_iter().collect();
    for (from, to) in stroke.iter().zip(stroke.iter().skip(1)) {
        let length = (to[0] - from[0]).hypot(to[1] - from[1]);
        let parts = (length / step).ceil().max(1.0) as usize;
        for part in 1..=parts {
            let part = part as f32 / parts as f32;
            points.push([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
        }
    }
    points
}

/// Corners become curves, as in quick writing.
fn round_off(stroke: &mut Vec<Point>) {
    let (Some(first), Some(last)) = (stroke.first().copied(), stroke.last().copied()) else { return };
    let half = |a: Point, b: Point| [f32::midpoint(a[0], b[0]), f32::midpoint(a[1], b[1])];
    let middles = stroke.iter().zip(stroke.iter().skip(1)).map(|(a, b)| half(*a, *b));
    *stroke = std::iter::once(first).chain(middles).chain([last]).collect();
}

/// The whole character slants, turns, is wider or higher than it should be, and bends.
struct Bend {
    slant: f32,
    turn: f32,
    wide: f32,
    high: f32,
    waves: [[f32; 3]; 2],
    squeeze: [f32; 2],
}

impl Bend {
    fn new(rng: &mut Rng) -> Self {
        Self {
            slant: 0.12 * normal(rng),
            turn: 0.07 * normal(rng),
            wide: (0.12 * normal(rng)).exp(),
            high: (0.12 * normal(rng)).exp(),
            waves: std::array::from_fn(|_| [0.03 * normal(rng), 0.5 + 1.2 * rng.f32(), rng.f32()]),
            squeeze: [0.12 * normal(rng), 0.12 * normal(rng)],
        }
    }

    fn apply(&self, strokes: &mut Strokes) {
        let wave = |[height, count, begin]: [f32; 3], at: f32| height * (TAU * (count * at + begin)).sin();
        for point in strokes.iter_mut().flatten() {
            let [x, y] = *point;
            // One half of the character is larger than the other.
            let (x, y) = (x + self.squeeze[0] * x * (1.0 - x), y + self.squeeze[1] * y * (1.0 - y));
            let (x, y) = (x + wave(self.waves[0], y), y + wave(self.waves[1], x));
            let (x, y) = (self.wide * (x + self.slant * (y - 0.5)), self.high * y);
            *point = [x * self.turn.cos() - y * self.turn.sin(), x * self.turn.sin() + y * self.turn.cos()];
        }
    }
}
