//! Linear discriminants: the directions in which characters differ most, measured by how much writers differ. A character is
//! the one whose mean is nearest.
//!
//! A hidden layer beside them, trained by Adam for half an hour, was tried and let go: it found no more of the characters
//! that others drew.

use crate::data::Sample;
use crate::hand::scrawl;
use fastrand::Rng;
use nalgebra::{Cholesky, DMatrix, SymmetricEigen};
use yizhan_handwriting::{FEATURES, Layers, Point, features};

/// Samples of each character.
const SAMPLES: usize = 40;
/// What is added to the spread within characters, so that what never varies is not worth everything.
const RIDGE: f32 = 0.02;

/// Features of samples, one a column.
fn columns(inks: &[Vec<Vec<Point>>]) -> DMatrix<f32> {
    let mut matrix = DMatrix::zeros(FEATURES, inks.len());
    for (mut column, ink) in matrix.column_iter_mut().zip(inks) {
        if let Some(features) = features(ink) {
            column.copy_from_slice(&features);
        }
    }
    matrix
}

/// Finds the `count` best discriminants of samples; `None` where they do not vary.
#[must_use]
pub fn find(samples: &[Sample], count: usize, rng: &mut Rng) -> Option<Layers> {
    let mut means = DMatrix::zeros(FEATURES, samples.len());
    let mut within = DMatrix::<f32>::zeros(FEATURES, FEATURES);
    let mut around = Vec::new();
    for (place, sample) in samples.iter().enumerate() {
        let inks: Vec<_> = (0..SAMPLES).map(|_| scrawl(sample, rng)).collect();
        let drawn = columns(&inks);
        let mean = drawn.column_mean();
        around.extend(drawn.column_iter().map(|column| column - &mean));
        means.set_column(place, &mean);
        if around.len() >= 2_048 || place + 1 == samples.len() {
            let block = DMatrix::from_columns(&around);
            within += &block * block.transpose();
            around.clear();
        }
    }
    within /= (samples.len() * SAMPLES) as f32;
    let ridge = RIDGE * within.trace() / FEATURES as f32;
    within += DMatrix::identity(FEATURES, FEATURES) * ridge;
    let mean = means.column_mean();
    let mut between = means.clone();
    between.column_iter_mut().for_each(|mut column| column -= &mean);
    let lower = Cholesky::new(within)?.l();
    let whitened = lower.solve_lower_triangular(&between)?;
    let spread = &whitened * whitened.transpose() / samples.len() as f32;
    let eigen = SymmetricEigen::new(spread);
    let mut order: Vec<(f32, usize)> = eigen.eigenvalues.iter().copied().zip(0..).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let order: Vec<usize> = order.into_iter().take(count).map(|(_, place)| place).collect();
    let chosen = eigen.eigenvectors.select_columns(&order);
    let project = lower.transpose().solve_upper_triangular(&chosen)?.transpose();
    let means = &project * between;
    let origin = &project * mean;
    Some(Layers {
        characters: samples.iter().map(|sample| sample.character).collect(),
        code: project.row_iter().zip(&origin).map(|(row, origin)| (-origin, row.iter().copied().collect())).collect(),
        // Nearest is where the product is largest, less half of the mean's own length.
        looks: means.column_iter().map(|mean| (-0.5 * mean.norm_squared(), mean.iter().copied().collect())).collect(),
    })
}
