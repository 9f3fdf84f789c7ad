//! The station's figures for a screen in public (大屏): counts of people that are so small that somebody could be known by
//! them are left out, and so is what they could be reckoned back from. Nothing else of the figures leaves the store's room, so
//! that no screen can show more.

use super::functions::Function;
use super::monitor::{Figure, Monitor, SMALL, in_public};
use super::nouns::JobKind;
use jiff::Timestamp;

/// Trades that are shown.
const TRADES: usize = 8;

/// What is shown in public. `None` is a count that is too small to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    pub year: i16,
    /// When it was counted.
    pub at: Timestamp,
    /// Services and records, each with what is expected in a year.
    pub services: (Option<u64>, u64),
    pub records: (Option<u64>, u64),
    /// Services of each month, from January on.
    pub months: Vec<Option<u64>>,
    /// From registered to hired.
    pub funnel: Vec<(Figure, Option<u64>)>,
    /// How many people want each everyday job, the most first.
    pub wanted: Vec<(JobKind, Option<u64>)>,
    /// What was looked for in vain; `None`: in other words than those of an everyday job.
    pub in_vain: Vec<(Option<JobKind>, Option<u64>)>,
    /// Days from registration to the first service, as people in each span.
    pub first_service: Vec<Option<u64>>,
    /// Money that offices granted, and for how many; nothing of what so few got that somebody could be known.
    pub funds: Vec<(String, Option<(u64, i64)>)>,
    /// Which of the eight functions are in use.
    pub functions: Vec<(Function, bool)>,
}

impl Board {
    /// The figures as everybody may see them.
    #[must_use]
    pub fn of(monitor: &Monitor, at: Timestamp) -> Self {
        let months: Vec<u64> = monitor.months.iter().map(|(services, _)| *services).collect();
        let steps = [Figure::Registrations, Figure::Referrals, Figure::Interviews, Figure::Hired];
        let wanted: Vec<u64> = monitor.wanted.iter().map(|(_, count)| *count).collect();
        let vain: Vec<u64> = monitor.in_vain.iter().map(|(_, count)| *count).collect();
        let used = |function: Function| (function, monitor.count(Figure::Function(function)) > 0);
        Self {
            year: monitor.year,
            at,
            services: (
                in_public(monitor.count(Figure::ServiceTimes)),
                monitor.target(Figure::ServiceTimes).unwrap_or(1),
            ),
            records: (
                in_public(monitor.count(Figure::ValidRecords)),
                monitor.target(Figure::ValidRecords).unwrap_or(1),
            ),
            months: parts(&months),
            funnel: steps.map(|figure| (figure, in_public(monitor.count(figure)))).into(),
            wanted: named(monitor.wanted.iter().map(|(kind, _)| *kind), &parts(&wanted)),
            in_vain: named(monitor.in_vain.iter().map(|(kind, _)| *kind), &parts(&vain)),
            first_service: parts(&monitor.first_service),
            funds: funds(monitor),
            functions: Function::ALL.map(used).into(),
        }
    }
}

fn funds(monitor: &Monitor) -> Vec<(String, Option<(u64, i64)>)> {
    let granted: Vec<u64> = monitor.funds.iter().map(|line| line.granted).collect();
    let shown = monitor.funds.iter().zip(parts(&granted));
    shown.take(TRADES).map(|(line, count)| (line.on.clone(), count.map(|count| (count, line.fen)))).collect()
}

fn named<K>(kinds: impl Iterator<Item = K>, counts: &[Option<u64>]) -> Vec<(K, Option<u64>)> {
    kinds.zip(counts.iter().copied()).take(TRADES).collect()
}

/// The parts of a whole for a place where everybody reads them: small ones are left out, and where only one was, the smallest
/// of the others is, too, because the sum would tell it.
#[must_use]
pub fn parts(counts: &[u64]) -> Vec<Option<u64>> {
    let mut shown: Vec<Option<u64>> = counts.iter().map(|count| in_public(*count)).collect();
    if shown.iter().filter(|count| count.is_none()).count() == 1 {
        let others = shown.iter_mut().filter(|count| count.is_some_and(|count| count >= SMALL));
        if let Some(smallest) = others.min_by_key(|count| count.unwrap_or(u64::MAX)) {
            *smallest = None;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_small_count_is_not_reckoned_back_from_the_sum() {
        assert_eq!(parts(&[120, 0, 3, 40]), [Some(120), Some(0), None, None]);
        assert_eq!(parts(&[120, 1, 3]), [Some(120), None, None], "two small ones hide each other");
        assert_eq!(parts(&[120, 5, 0]), [Some(120), Some(5), Some(0)]);
        assert_eq!(parts(&[3]), [None], "there is nothing else to hide it behind, and no sum but itself");
    }

    proptest! {
        #[test]
        fn nobody_is_shown_who_is_one_of_a_few(counts in proptest::collection::vec(0_u64..60, 0..14)) {
            let shown = parts(&counts);
            let hidden: Vec<u64> =
                counts.iter().zip(&shown).filter(|(_, shown)| shown.is_none()).map(|(count, _)| *count).collect();
            for (count, shown) in counts.iter().zip(&shown) {
                prop_assert!(shown.is_none_or(|shown| shown == *count && (shown == 0 || shown >= SMALL)));
            }
            // Whoever knows the sum learns the sum of what is hidden, and never one small count.
            let others = counts.iter().filter(|count| **count >= SMALL).count();
            prop_assert!(hidden.len() != 1 || others == 0);
        }
    }
}
