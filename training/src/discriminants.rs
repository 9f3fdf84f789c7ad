//! Linear discriminants: the directions in which characters differ most, measured by how much writers differ. They are
//! where the network begins, and what it has to beat.

use crate::data::Sample;
use crate::hand::scrawl;
use fastrand::Rng;
use nalgebra::{Cholesky, DMatrix, DVector, SymmetricEigen};
use yizhan_handwriting::{FEATURES, features};

/// Samples of each character.
const SAMPLES: usize = 12;
/// What is added to the spread within characters, so that what never varies is not worth everything.
const RIDGE: f32 = 0.02;

/// Features of samples, one a column.
pub fn columns(inks: &[Vec<Vec<yizhan_handwriting::Point>>]) -> DMatrix<f32> {
    let mut matrix = DMatrix::zeros(FEATURES, inks.len());
    for (mut column, ink) in matrix.column_iter_mut().zip(inks) {
        if let Some(features) = features(ink) {
            column.copy_from_slice(&features);
        }
    }
    matrix
}

pub struct Discriminants {
    /// Of all samples.
    pub mean: DVector<f32>,
    /// Code by features.
    pub project: DMatrix<f32>,
    /// Code by characters: the mean of each.
    pub means: DMatrix<f32>,
}

/// Finds the `count` best discriminants.
pub fn find(samples: &[Sample], count: usize, rng: &mut Rng) -> Option<Discriminants> {
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
    Some(Discriminants { means: &project * between, mean, project })
}
