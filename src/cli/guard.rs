//! What the service manager is told of the running kiosk, and what becomes of one that falls over again and again.

use crate::runtime::Waker;
use crate::runtime::pulse::{Organ, Pulse, Sign, Watch, Watchdog};
use crate::runtime::starts::{LOOP, Starts};
use sd_notify::NotifyState;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// How often the parts are looked at, at least.
const EVERY: Duration = Duration::from_secs(5);
/// A start that has lived for so long has lasted.
const LASTED: Duration = Duration::from_mins(3);

/// The guard of this process. Where no service manager waits for word, as in a developer's window, it watches and counts
/// nothing.
pub struct Guard {
    pub pulse: Pulse,
    starts: Option<Starts>,
    every: Duration,
}

impl Guard {
    pub fn of(data: &Path) -> Self {
        let told = std::env::var_os("NOTIFY_SOCKET").is_some();
        // Not by the crate: the manager's word is for the process that it started, which is the compositor.
        let limit = std::env::var("WATCHDOG_USEC").ok().and_then(|micros| micros.parse().ok());
        let every = limit.map_or(EVERY, |micros| Duration::from_micros(micros) / 4).min(EVERY);
        Self { pulse: Pulse::default(), starts: told.then(|| Starts::of(data)), every }
    }

    /// Whether a service manager starts the kiosk again when it ends.
    pub const fn is_started_anew(&self) -> bool {
        self.starts.is_some()
    }

    /// Counts this start. Whether those before it, in a row, have all fallen over.
    pub fn begins_in_a_loop(&self) -> bool {
        self.starts.as_ref().is_some_and(|starts| starts.begin() >= LOOP)
    }

    /// Watches these parts for the service manager, where there is one.
    pub fn watch(&self, organs: &[Organ], wake: Waker, nudge: Box<dyn Fn() + Send>) -> Option<Watchdog> {
        let starts = self.starts.clone()?;
        let began = Instant::now();
        let mut lasted = false;
        let mut silent = None;
        let tell = move |sign| match sign {
            Sign::Ready => notify(&[NotifyState::Ready]),
            Sign::Alive => {
                silent = None;
                notify(&[NotifyState::Watchdog]);
                if !lasted && began.elapsed() >= LASTED {
                    lasted = true;
                    starts.lasted();
                }
            }
            Sign::Silent(organ) => {
                if silent.replace(organ) != Some(organ) {
                    tracing::error!(?organ, "a part of the kiosk is frozen; the service manager will start it again");
                }
            }
        };
        let watch = Watch {
            pulse: self.pulse.clone(),
            organs: organs.to_vec(),
            patience: Organ::patience,
            every: self.every,
            wake,
            nudge,
            seen: Box::new(|| screen_connected(Path::new("/sys/class/drm"))),
            tell: Box::new(tell),
        };
        watch.start().inspect_err(|error| tracing::error!(%error, "nobody watches the kiosk")).ok()
    }

    /// What each frame leaves its mark by.
    pub fn alive(&self) -> Box<dyn Fn()> {
        let pulse = self.pulse.clone();
        Box::new(move || pulse.beat(Organ::Frame))
    }

    /// The kiosk was closed in order.
    pub fn ended(&self) {
        if let Some(starts) = &self.starts {
            starts.lasted();
        }
        notify(&[NotifyState::Stopping]);
    }

    /// One more try is given to a kiosk that fell over again and again.
    pub fn once_more(&self) {
        if let Some(starts) = &self.starts {
            starts.once_more();
        }
    }
}

fn notify(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "the service manager cannot be told");
    }
}

/// Whether a screen is there, or nobody can say.
fn screen_connected(connectors: &Path) -> bool {
    let states: Vec<_> = fs::read_dir(connectors)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|connector| fs::read_to_string(connector.path().join("status")).ok())
        .collect();
    states.is_empty() || states.iter().any(|state| state.trim() == "connected")
}
