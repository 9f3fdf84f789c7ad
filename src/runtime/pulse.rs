//! Who is alive. Frame, store and sync leave a mark each time they come round; the service manager is told that the kiosk lives
//! only while every mark is fresh, so that one frozen part starts the whole anew.

use super::post::Waker;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

/// A part that has to come round for the kiosk to live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Organ {
    Frame,
    Store,
    Sync,
}

impl Organ {
    /// How long it may be silent. A frame is asked for all the time and drawn in milliseconds; the store may be checking a
    /// large file; the sync may wait two minutes for a slow line, and once more for its answer.
    #[must_use]
    pub const fn patience(self) -> Duration {
        match self {
            Self::Frame => Duration::from_secs(30),
            Self::Store => Duration::from_secs(90),
            Self::Sync => Duration::from_mins(6),
        }
    }
}

/// The marks. Cheap to leave, from any thread.
#[derive(Debug, Clone)]
pub struct Pulse(Arc<Marks>);

#[derive(Debug)]
struct Marks {
    began: Instant,
    /// Milliseconds since then, by [`Organ`]; 0 before the first.
    last: [AtomicU64; 3],
}

impl Default for Pulse {
    fn default() -> Self {
        Self(Arc::new(Marks { began: Instant::now(), last: Default::default() }))
    }
}

impl Pulse {
    /// This part has come round.
    pub fn beat(&self, organ: Organ) {
        let millis = u64::try_from(self.0.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        if let Some(last) = self.0.last.get(organ as usize) {
            last.store(millis.max(1), Ordering::Relaxed);
        }
    }

    /// Whether it has ever come round.
    #[must_use]
    pub fn has_begun(&self, organ: Organ) -> bool {
        self.0.last.get(organ as usize).is_some_and(|last| last.load(Ordering::Relaxed) > 0)
    }

    /// How long it has been silent; since the start where it has not come round yet.
    #[must_use]
    pub fn silence(&self, organ: Organ) -> Duration {
        let last = self.0.last.get(organ as usize).map_or(0, |last| last.load(Ordering::Relaxed));
        self.0.began.elapsed().saturating_sub(Duration::from_millis(last))
    }
}

/// What the service manager is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The first frame has been drawn.
    Ready,
    /// Every part lives.
    Alive,
    /// This one does not: nothing more is said until it does.
    Silent(Organ),
}

/// How the marks are watched.
pub struct Watch {
    pub pulse: Pulse,
    pub organs: Vec<Organ>,
    /// How long each may be silent.
    pub patience: fn(Organ) -> Duration,
    pub every: Duration,
    /// Asks for a frame: a kiosk at rest draws none.
    pub wake: Waker,
    /// Asks the store for a mark: it, too, rests.
    pub nudge: Box<dyn Fn() + Send>,
    /// Whether a screen is connected. Without one no window system asks for frames, and nobody misses them.
    pub seen: Box<dyn Fn() -> bool + Send>,
    pub tell: Box<dyn FnMut(Sign) + Send>,
}

/// The thread that watches; it ends when this is dropped.
pub struct Watchdog {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Starts to watch.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(mut self) -> std::io::Result<Watchdog> {
        let (stop, stopped) = channel();
        let thread = Builder::new().name("yizhan-watchdog".to_owned()).spawn(move || {
            let mut ready = false;
            loop {
                (self.wake)();
                (self.nudge)();
                match stopped.recv_timeout(self.every) {
                    Err(RecvTimeoutError::Timeout) => self.look(&mut ready),
                    Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        })?;
        Ok(Watchdog { stop: Some(stop), thread: Some(thread) })
    }

    fn look(&mut self, ready: &mut bool) {
        if !*ready && self.pulse.has_begun(Organ::Frame) {
            *ready = true;
            (self.tell)(Sign::Ready);
        }
        let silent = self.organs.iter().copied().find(|organ| {
            self.pulse.silence(*organ) > (self.patience)(*organ) && (*organ != Organ::Frame || (self.seen)())
        });
        (self.tell)(silent.map_or(Sign::Alive, Sign::Silent));
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It sleeps on the channel that has just been closed.
            let _ended = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::sync::atomic::AtomicBool;

    const SHORT: fn(Organ) -> Duration = |_| Duration::from_millis(150);

    /// Watches marks that are left as long as each part lives; what is told.
    fn watched(living: [bool; 3], screen: bool) -> Vec<Sign> {
        let pulse = Pulse::default();
        let told: Arc<Mutex<Vec<Sign>>> = Arc::default();
        let (marks, heard) = (pulse.clone(), Arc::clone(&told));
        let enough = Arc::new(AtomicBool::new(false));
        let done = Arc::clone(&enough);
        let began = Instant::now();
        let watch = Watch {
            pulse: pulse.clone(),
            organs: vec![Organ::Frame, Organ::Store, Organ::Sync],
            patience: SHORT,
            every: Duration::from_millis(10),
            wake: Arc::new(move || {
                for (organ, lives) in [Organ::Frame, Organ::Store, Organ::Sync].into_iter().zip(living) {
                    // Each has lived at the start.
                    if lives || began.elapsed() < Duration::from_millis(50) {
                        marks.beat(organ);
                    }
                }
            }),
            nudge: Box::new(|| {}),
            seen: Box::new(move || screen),
            tell: Box::new(move |sign| {
                heard.lock().unwrap().push(sign);
                done.store(began.elapsed() > Duration::from_millis(600), Ordering::Relaxed);
            }),
        };
        let watchdog = watch.start().unwrap();
        while !enough.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
        drop(watchdog);
        told.lock().unwrap().clone()
    }

    #[test]
    fn while_every_part_comes_round_the_kiosk_lives() {
        let told = watched([true; 3], true);
        assert_eq!(told[0], Sign::Ready);
        assert!(told[1..].iter().all(|sign| *sign == Sign::Alive), "{told:?}");
    }

    #[test]
    fn one_frozen_part_is_named_and_nothing_is_said_for_the_others() {
        for (organ, living) in [
            (Organ::Frame, [false, true, true]),
            (Organ::Store, [true, false, true]),
            (Organ::Sync, [true, true, false]),
        ] {
            let told = watched(living, true);
            assert_eq!(told.last(), Some(&Sign::Silent(organ)), "{told:?}");
        }
    }

    #[test]
    fn a_screen_that_is_unplugged_is_no_frozen_kiosk() {
        let told = watched([false, true, true], false);
        assert_eq!(told.last(), Some(&Sign::Alive), "{told:?}");
    }
}
