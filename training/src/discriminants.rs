//! Linear discriminants: the directions in which characters differ most, measured by how much writers differ. A character is
//! a line in their space, from how it looks with its strokes apart to how it looks written in one; ink is the character whose
//! line is nearest.
//!
//! A point a character, two points a character, and a hidden layer trained by Adam for half an hour were tried and let go:
//! none read joined strokes as well.

use crate::data::Sample;
use crate::hand::{Scrawl, some_joins};
use fastrand::Rng;
use nalgebra::{Cholesky, DMatrix, DVector, SymmetricEigen};
use yizhan_handwriting::{FEATURES, Layers, Point, features};

/// Hands that write each character; some of them also without lifting the finger here and there, and some in one.
const HANDS: usize = 50;
const JOINING: usize = 25;
const IN_ONE: usize = 15;
/// What is added to the spread within characters, so that what never varies is not worth everything.
const RIDGE: f32 = 0.02;
/// Where between apart and joined a character stands when it is told from others.
const USUAL: f32 = 0.3;
/// Residuals that are summed up at a time.
const BLOCK: usize = 2_048;

type Ink = Vec<Vec<Point>>;

/// Features of samples, one a column.
fn columns(inks: &[Ink]) -> DMatrix<f32> {
    let mut matrix = DMatrix::zeros(FEATURES, inks.len());
    for (mut column, ink) in matrix.column_iter_mut().zip(inks) {
        if let Some(features) = features(ink) {
            column.copy_from_slice(&features);
        }
    }
    matrix
}

/// A character as many hands write it.
struct Written {
    /// With its strokes apart, on average.
    apart: DVector<f32>,
    /// What changes when it is written in one.
    joined: DVector<f32>,
    /// How far each sample lies from the line between, one a column.
    around: DMatrix<f32>,
}

impl Written {
    fn new(sample: &Sample, rng: &mut Rng) -> Self {
        let hands: Vec<Scrawl> = (0..HANDS).map(|_| Scrawl::new(sample, rng)).collect();
        let mut write = |many: usize, joins: &dyn Fn(&mut Rng) -> usize| {
            let inks: Vec<Ink> = hands
                .iter()
                .take(many)
                .map(|hand| {
                    let joins = joins(rng);
                    hand.joined(joins, rng)
                })
                .collect();
            columns(&inks)
        };
        let [apart, some, all] = [write(HANDS, &|_| 0), write(JOINING, &some_joins), write(IN_ONE, &|_| usize::MAX)];
        // The same hand with and without lifting the finger: its trembling is in both, and cancels. Only where strokes follow
        // each other as they are taught are the lines between them the character's own.
        let in_order: Vec<usize> =
            hands.iter().take(IN_ONE).enumerate().filter(|(_, h)| h.is_in_order()).map(|(n, _)| n).collect();
        let change = &all - apart.columns(0, IN_ONE);
        let joined =
            if in_order.is_empty() { change.column_mean() } else { change.select_columns(&in_order).column_mean() };
        let mean = apart.column_mean();
        let samples = apart.column_iter().chain(some.column_iter()).chain(all.column_iter());
        let length = joined.norm_squared().max(f32::MIN_POSITIVE);
        let around: Vec<DVector<f32>> = samples
            .map(|sample| {
                let from = sample - &mean;
                let along = (from.dot(&joined) / length).clamp(0.0, 1.0);
                from - &joined * along
            })
            .collect();
        Self { apart: mean, joined, around: DMatrix::from_columns(&around) }
    }
}

/// Sums up the spread of samples around their characters.
struct Spread {
    sum: DMatrix<f32>,
    waiting: Vec<DVector<f32>>,
    count: usize,
}

impl Spread {
    fn new() -> Self {
        Self { sum: DMatrix::zeros(FEATURES, FEATURES), waiting: Vec::new(), count: 0 }
    }

    fn add(&mut self, around: &DMatrix<f32>) {
        self.waiting.extend(around.column_iter().map(|column| column.clone_owned()));
        if self.waiting.len() >= BLOCK {
            self.sum_up();
        }
    }

    fn sum_up(&mut self) {
        if !self.waiting.is_empty() {
            let block = DMatrix::from_columns(&self.waiting);
            self.sum += &block * block.transpose();
            self.count += self.waiting.len();
            self.waiting.clear();
        }
    }

    /// The covariance, with a ridge.
    fn finish(mut self) -> DMatrix<f32> {
        self.sum_up();
        let within = self.sum / self.count.max(1) as f32;
        let ridge = RIDGE * within.trace() / FEATURES as f32;
        within + DMatrix::identity(FEATURES, FEATURES) * ridge
    }
}

/// Finds the `count` best discriminants of samples; `None` where they do not vary.
#[must_use]
pub fn find(samples: &[Sample], count: usize, rng: &mut Rng) -> Option<Layers> {
    let mut apart = DMatrix::zeros(FEATURES, samples.len());
    let mut joined = DMatrix::zeros(FEATURES, samples.len());
    let mut spread = Spread::new();
    for (place, sample) in samples.iter().enumerate() {
        let written = Written::new(sample, rng);
        apart.set_column(place, &written.apart);
        joined.set_column(place, &written.joined);
        spread.add(&written.around);
    }
    let usual = &apart + &joined * USUAL;
    let mean = usual.column_mean();
    let project = directions(spread.finish(), usual, &mean, count)?;
    apart.column_iter_mut().for_each(|mut column| column -= &mean);
    let (apart, joined) = (&project * apart, &project * joined);
    let origin = &project * mean;
    let looks = apart.column_iter();
    Some(Layers {
        characters: samples.iter().map(|sample| sample.character).collect(),
        code: project.row_iter().zip(&origin).map(|(row, origin)| (-origin, row.iter().copied().collect())).collect(),
        // Nearest is where the product is largest, less half of the mean's own length.
        looks: looks.map(|look| (-0.5 * look.norm_squared(), look.iter().copied().collect())).collect(),
        joined: joined
            .column_iter()
            .zip(apart.column_iter())
            .map(|(joined, apart)| (-joined.dot(&apart), joined.iter().copied().collect()))
            .collect(),
    })
}

/// The directions in which characters lie apart most, in units of how far samples of one character do.
fn directions(
    within: DMatrix<f32>,
    mut characters: DMatrix<f32>,
    mean: &DVector<f32>,
    count: usize,
) -> Option<DMatrix<f32>> {
    let many = characters.ncols() as f32;
    characters.column_iter_mut().for_each(|mut column| column -= mean);
    let lower = Cholesky::new(within)?.l();
    let whitened = lower.solve_lower_triangular(&characters)?;
    let eigen = SymmetricEigen::new(&whitened * whitened.transpose() / many);
    let mut order: Vec<(f32, usize)> = eigen.eigenvalues.iter().copied().zip(0..).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let order: Vec<usize> = order.into_iter().take(count).map(|(_, place)| place).collect();
    let chosen = eigen.eigenvectors.select_columns(&order);
    Some(lower.transpose().solve_upper_triangular(&chosen)?.transpose())
}
