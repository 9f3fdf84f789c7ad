//! How often the model is right, over characters written in all the ways that people write.

use crate::data::Sample;
use crate::hand::Disturbance;
use fastrand::Rng;
use std::fmt::Write as _;
use std::time::{Duration, Instant};
use yizhan_handwriting::Model;

/// The candidates a person looks through.
const OFFERED: usize = 10;
/// Nobody draws as straight as a textbook: what is joined or shuffled trembles, too.
const HAND: f32 = 20.0;

/// The ways of writing that are examined, in the order in which they are told.
const WAYS: [(&str, Disturbance); 9] = {
    const NEAT: Disturbance = Disturbance { noise: 0.0, swaps: 0, joins: 0, shuffled: false, missing: 0 };
    const WRITTEN: Disturbance = Disturbance { noise: HAND, ..NEAT };
    [
        ("neat", NEAT),
        ("noise 40", Disturbance { noise: 40.0, ..NEAT }),
        ("noise 70", Disturbance { noise: 70.0, ..NEAT }),
        ("two strokes swapped", Disturbance { swaps: 1, ..WRITTEN }),
        ("1 join", Disturbance { joins: 1, ..WRITTEN }),
        ("3 joins", Disturbance { joins: 3, ..WRITTEN }),
        ("all strokes in one", Disturbance { joins: 64, ..WRITTEN }),
        ("shuffled", Disturbance { shuffled: true, ..WRITTEN }),
        ("one stroke missing", Disturbance { missing: 1, ..WRITTEN }),
    ]
};

/// One way of writing, over all samples.
#[derive(Debug, Clone)]
pub struct Line {
    pub way: &'static str,
    /// Shares from 0 to 1: the character was the first, was among the first ten.
    pub first: f64,
    pub offered: f64,
    /// How long each recognition took, the shortest first.
    pub took: Vec<Duration>,
}

/// Examines a model; the same seed asks the same questions.
#[must_use]
pub fn examine(model: &Model<'_>, samples: &[Sample], seed: u64) -> Vec<Line> {
    WAYS.iter().map(|(way, disturbance)| line(model, samples, way, *disturbance, seed)).collect()
}

fn line(model: &Model<'_>, samples: &[Sample], way: &'static str, disturbance: Disturbance, seed: u64) -> Line {
    let mut rng = Rng::with_seed(seed);
    let (mut first, mut offered, mut took) = (0, 0, Vec::new());
    for sample in samples {
        let ink = disturbance.of(sample, &mut rng);
        let began = Instant::now();
        let named = model.rank(&ink, OFFERED, |_| true);
        took.push(began.elapsed());
        first += usize::from(named.first() == Some(&sample.character));
        offered += usize::from(named.contains(&sample.character));
    }
    took.sort_unstable();
    let share = |count: usize| count as f64 / samples.len().max(1) as f64;
    Line { way, first: share(first), offered: share(offered), took }
}

/// A table of exams over several sets of samples, and how long all the recognitions took.
#[must_use]
pub fn table(exams: &[(String, Vec<Line>)]) -> String {
    let mut out = format!("{:<22}", "top 1 / top 10, %");
    for (name, _) in exams {
        let _ = write!(out, "{name:>26}");
    }
    for (place, (way, _)) in WAYS.iter().enumerate() {
        let _ = write!(out, "\n{way:<22}");
        for line in exams.iter().filter_map(|(_, lines)| lines.get(place)) {
            let _ = write!(out, "{:>19.1} / {:>4.1}", 100.0 * line.first, 100.0 * line.offered);
        }
    }
    let mut took: Vec<Duration> = exams.iter().flat_map(|(_, lines)| lines).flat_map(|l| l.took.clone()).collect();
    took.sort_unstable();
    let _ = write!(out, "\nper recognition: p50 {:?}, p99 {:?}\n", quantile(&took, 0.5), quantile(&took, 0.99));
    out
}

/// The value below which a share of sorted values lies.
#[must_use]
pub fn quantile(sorted: &[Duration], share: f64) -> Duration {
    let place = (sorted.len() as f64 * share) as usize;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}
