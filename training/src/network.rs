//! The network: discriminants, and a hidden layer that corrects them where straight lines cannot tell characters apart.
//! Trained by Adam on characters drawn anew for every step. A step compares its characters with each other and with those
//! that look most like them, rather than with all: the others are told apart already.

use crate::data::Sample;
use crate::discriminants::{Discriminants, columns};
use crate::hand::scrawl;
use fastrand::Rng;
use nalgebra::{DMatrix, DVector};
use ndarray::ArrayView2;
use std::collections::HashSet;
use std::f32::consts::PI;
use std::io;
use yizhan_handwriting::{FEATURES, Layers};

/// Samples a step.
const BATCH: usize = 256;
const FASTEST: f32 = 1.5e-4;
const WARM_UP: usize = 100;
/// Adam's memory of gradients and of their squares.
const MEMORY: (f32, f32) = (0.9, 0.99);
/// Of so many characters that look most like one, so many are compared with it in a step.
const ALIKE: usize = 12;
const COMPARED: usize = 4;

/// A matrix as ndarray sees it: by rows, and so turned.
type Turned<'a> = ArrayView2<'a, f32>;

/// A factor of a product.
#[expect(clippy::unwrap_used, reason = "a matrix holds as many numbers as its rows times its columns")]
fn as_is(matrix: &DMatrix<f32>) -> Turned<'_> {
    ArrayView2::from_shape((matrix.ncols(), matrix.nrows()), matrix.as_slice()).unwrap()
}

/// A factor of a product, with its rows for columns.
fn turned(matrix: &DMatrix<f32>) -> Turned<'_> {
    as_is(matrix).reversed_axes()
}

fn product(left: &Turned<'_>, right: &Turned<'_>) -> DMatrix<f32> {
    // Both are turned, and so is their product in the other order.
    let product = right.dot(left);
    let (columns, rows) = product.dim();
    DMatrix::from_iterator(rows, columns, product)
}

/// A matrix and what Adam remembers of its gradients.
struct Weights {
    value: DMatrix<f32>,
    first: DMatrix<f32>,
    second: DMatrix<f32>,
}

impl Weights {
    fn new(value: DMatrix<f32>) -> Self {
        let (rows, columns) = value.shape();
        Self { value, first: DMatrix::zeros(rows, columns), second: DMatrix::zeros(rows, columns) }
    }

    fn learn(&mut self, gradient: &DMatrix<f32>, rate: f32, step: usize) {
        let all: Vec<usize> = (0..self.value.ncols()).collect();
        self.learn_columns(&all, gradient, rate, step);
    }

    /// Learns from the gradient of some columns.
    fn learn_columns(&mut self, columns: &[usize], gradient: &DMatrix<f32>, rate: f32, step: usize) {
        let (keep, keep_squares) = MEMORY;
        let step = i32::try_from(step + 1).unwrap_or(i32::MAX);
        let rate = rate * (1.0 - keep_squares.powi(step)).sqrt() / (1.0 - keep.powi(step));
        for (column, gradient) in columns.iter().zip(gradient.column_iter()) {
            let (mut firsts, mut seconds) = (self.first.column_mut(*column), self.second.column_mut(*column));
            let moments = firsts.iter_mut().zip(seconds.iter_mut());
            let mut values = self.value.column_mut(*column);
            for ((value, (first, second)), gradient) in values.iter_mut().zip(moments).zip(gradient.iter()) {
                *first = keep * *first + (1.0 - keep) * gradient;
                *second = keep_squares * *second + (1.0 - keep_squares) * gradient * gradient;
                *value -= rate * *first / (second.sqrt() + 1e-8);
            }
        }
    }
}

pub struct Network {
    mean: DVector<f32>,
    /// Hidden by features, and biases as a column.
    hidden: Weights,
    hidden_bias: Weights,
    /// Code by features.
    project: Weights,
    /// Code by hidden.
    correct: Weights,
    /// Code by characters, and biases as a row.
    looks: Weights,
    looks_bias: Weights,
    /// The characters that look most like each.
    alike: Vec<Vec<usize>>,
}

impl Network {
    /// A network that does what the discriminants do: the nearest mean is the likeliest character.
    pub fn new(start: Discriminants, hidden: usize, rng: &mut Rng) -> Self {
        let code = start.project.nrows();
        let bias = start.means.column_iter().map(|mean| -0.5 * mean.norm_squared());
        let bias = DMatrix::from_iterator(1, start.means.ncols(), bias);
        let spread = (6.0 / FEATURES as f32).sqrt();
        Self {
            hidden: Weights::new(DMatrix::from_fn(hidden, FEATURES, |_, _| spread * 2.0 * (2.0 * rng.f32() - 1.0))),
            hidden_bias: Weights::new(DMatrix::zeros(hidden, 1)),
            project: Weights::new(start.project),
            correct: Weights::new(DMatrix::zeros(code, hidden)),
            alike: alike(&start.means, &bias),
            looks: Weights::new(start.means),
            looks_bias: Weights::new(bias),
            mean: start.mean,
        }
    }

    /// Learns from `rounds` drawings of each character.
    pub fn train(
        &mut self,
        samples: &[Sample],
        rounds: usize,
        rng: &mut Rng,
        mut tell: impl FnMut(&Self, usize, usize, f32) -> io::Result<()>,
    ) -> io::Result<()> {
        let steps = samples.len() * rounds / BATCH;
        let mut order: Vec<usize> = Vec::new();
        let mut right = 0.0;
        for step in 0..steps {
            let mut truth = Vec::new();
            while truth.len() < BATCH {
                if order.is_empty() {
                    order.extend(0..samples.len());
                    rng.shuffle(&mut order);
                }
                truth.extend(order.pop());
            }
            let inks: Vec<_> = truth.iter().filter_map(|n| samples.get(*n)).map(|sample| scrawl(sample, rng)).collect();
            let pace = step as f32 / steps as f32;
            let rate = FASTEST * ((step + 1) as f32 / WARM_UP as f32).min(1.0) * (0.5 + 0.5 * (PI * pace).cos());
            let compared = self.compared(&truth, rng);
            let share = self.step(columns(&inks), &compared, rate, step);
            right = if step == 0 { share } else { 0.98 * right + 0.02 * share };
            if step % 200 == 0 || step + 1 == steps {
                tell(self, step, steps, right)?;
            }
        }
        Ok(())
    }

    /// The characters of a step, in front, and some that look like them.
    fn compared(&self, truth: &[usize], rng: &mut Rng) -> Vec<usize> {
        let mut compared = truth.to_vec();
        let mut known: HashSet<usize> = truth.iter().copied().collect();
        for alike in truth.iter().filter_map(|n| self.alike.get(*n)) {
            let some = rng.choose_multiple(alike, COMPARED);
            compared.extend(some.into_iter().filter(|n| known.insert(**n)));
        }
        compared
    }

    /// One step of learning from drawings of the first of some characters, in their order; gives back the share that was
    /// right before it.
    fn step(&mut self, mut input: DMatrix<f32>, compared: &[usize], rate: f32, step: usize) -> f32 {
        input.column_iter_mut().for_each(|mut column| column -= &self.mean);
        let mut hidden = product(&as_is(&self.hidden.value), &as_is(&input));
        hidden.column_iter_mut().for_each(|mut column| {
            column += &self.hidden_bias.value;
            column.apply(|value| *value = value.max(0.0));
        });
        let code = product(&as_is(&self.project.value), &as_is(&input))
            + product(&as_is(&self.correct.value), &as_is(&hidden));
        let looks = self.looks.value.select_columns(compared);
        let mut scores = product(&turned(&looks), &as_is(&code));
        let right = blame(&mut scores, &self.looks_bias.value.select_columns(compared).transpose());
        let blame = scores;
        let blame_code = product(&as_is(&looks), &as_is(&blame));
        let mut blame_hidden = product(&turned(&self.correct.value), &as_is(&blame_code));
        for (blame, hidden) in blame_hidden.iter_mut().zip(hidden.iter()) {
            *blame = if *hidden > 0.0 { *blame } else { 0.0 };
        }
        let sum = |blame: &DMatrix<f32>| DMatrix::from_column_slice(blame.nrows(), 1, blame.column_sum().as_slice());
        self.looks.learn_columns(compared, &product(&as_is(&code), &turned(&blame)), rate, step);
        self.looks_bias.learn_columns(compared, &sum(&blame).transpose(), rate, step);
        self.correct.learn(&product(&as_is(&blame_code), &turned(&hidden)), rate, step);
        self.project.learn(&product(&as_is(&blame_code), &turned(&input)), rate, step);
        self.hidden.learn(&product(&as_is(&blame_hidden), &turned(&input)), rate, step);
        self.hidden_bias.learn(&sum(&blame_hidden), rate, step);
        right
    }

    /// What the kiosk reads. The mean is taken off by the biases.
    pub fn layers(&self, samples: &[Sample]) -> Layers {
        let rows = |parts: &[&DMatrix<f32>], bias: &[f32]| {
            let row =
                |n: usize| parts.iter().flat_map(|part| part.row(n).iter().copied().collect::<Vec<_>>()).collect();
            bias.iter().enumerate().map(|(n, bias)| (*bias, row(n))).collect()
        };
        let hidden_bias = &self.hidden_bias.value - &self.hidden.value * &self.mean;
        let code_bias = -(&self.project.value * &self.mean);
        Layers {
            characters: samples.iter().map(|sample| sample.character).collect(),
            hidden: rows(&[&self.hidden.value], hidden_bias.as_slice()),
            code: rows(&[&self.project.value, &self.correct.value], code_bias.as_slice()),
            looks: rows(&[&self.looks.value.transpose()], self.looks_bias.value.as_slice()),
        }
    }
}

/// Turns scores into how far each is from the truth, as softmax sees it; gives back the share that was right. Each column
/// is a drawing of the character in the row of its own number.
fn blame(scores: &mut DMatrix<f32>, bias: &DMatrix<f32>) -> f32 {
    let mut right = 0;
    let count = scores.ncols() as f32;
    for (truth, mut column) in scores.column_iter_mut().enumerate() {
        column += bias;
        let (first, largest) = column.argmax();
        right += usize::from(first == truth);
        column.apply(|score| *score = (*score - largest).exp());
        let sum = column.sum() * count;
        column /= sum;
        if let Some(score) = column.get_mut(truth) {
            *score -= 1.0 / count;
        }
    }
    right as f32 / count
}

/// For each character those whose means are nearest.
fn alike(means: &DMatrix<f32>, bias: &DMatrix<f32>) -> Vec<Vec<usize>> {
    let mut all = Vec::new();
    for first in (0..means.ncols()).step_by(BATCH) {
        let some = means.columns_range(first..means.ncols().min(first + BATCH)).into_owned();
        let near = product(&turned(means), &as_is(&some));
        for (place, column) in near.column_iter().enumerate() {
            let near =
                |n: &usize| column.get(*n).copied().unwrap_or_default() + bias.get(*n).copied().unwrap_or_default();
            let mut order: Vec<usize> = (0..means.ncols()).filter(|n| *n != first + place).collect();
            order.select_nth_unstable_by(ALIKE, |a, b| near(b).total_cmp(&near(a)));
            order.truncate(ALIKE);
            all.push(order);
        }
    }
    all
}
