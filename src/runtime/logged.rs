//! What the program has warned of since its start, counted by the place in it: what a helper far away reads first. The words stay in the
//! journal of the machine, because an error of the system's may name a path or a person's file.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use yizhan_wire::health::{Logged, MAX_LOGGED, MAX_NAME};

/// Places by how often they spoke; there are only as many as the program has lines that warn.
static COUNTS: Mutex<BTreeMap<(Level, String), u32>> = Mutex::new(BTreeMap::new());

/// Counts what goes by.
pub struct Counting;

impl<S: Subscriber> Layer<S> for Counting {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let said = event.metadata();
        // Those of other people's libraries have other names, and are not ours to tell.
        let (Some(file), true) = (said.file(), said.target().starts_with("yizhan")) else { return };
        if *said.level() <= Level::WARN {
            let place = format!("{file}:{}", said.line().unwrap_or_default());
            let mut counts = COUNTS.lock().unwrap_or_else(PoisonError::into_inner);
            let count = counts.entry((*said.level(), place)).or_default();
            *count = count.saturating_add(1);
        }
    }
}

/// The worst places, and of those the most frequent, first.
#[must_use]
pub fn places() -> Vec<Logged> {
    let counts = COUNTS.lock().unwrap_or_else(PoisonError::into_inner);
    let mut places: Vec<_> = counts.iter().collect();
    places.sort_by_key(|((level, place), n)| (*level, std::cmp::Reverse(**n), place.clone()));
    let logged = |((level, place), n): (&(Level, String), &u32)| Logged {
        place: place.chars().filter(char::is_ascii_graphic).take(MAX_NAME).collect(),
        level: level.as_str().to_lowercase(),
        n: *n,
    };
    places.into_iter().take(MAX_LOGGED).map(logged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing_subscriber::layer::SubscriberExt as _;

    #[test]
    fn places_are_counted_the_worst_first_and_no_word_is_kept() {
        let log = tracing_subscriber::registry().with(Counting);
        tracing::subscriber::with_default(log, || {
            for _ in 0..3 {
                tracing::warn!(name = "张三", "somebody did something");
            }
            tracing::error!("once");
            tracing::info!("nothing to see to");
        });
        let here: Vec<_> = places().into_iter().filter(|one| one.place.contains("runtime/logged.rs")).collect();
        let told: Vec<_> = here.iter().map(|one| (one.level.as_str(), one.n)).collect();
        assert_eq!(told, [("error", 1), ("warn", 3)]);
        assert!(here.iter().all(|one| !one.place.contains("张三") && !one.place.contains("somebody")));
    }
}
