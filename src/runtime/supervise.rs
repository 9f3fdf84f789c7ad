//! Named threads that are started again when they panic: the person at the screen goes on.

use super::job::Event;
use super::post::Post;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

/// The pause before a worker is started again; it doubles up to the longest, so that one that always panics does no harm.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// A worker's name and its turn on the terminal's two or four weak cores, which often draw without a graphics chip.
#[derive(Debug, Clone, Copy)]
pub struct Rank {
    pub name: &'static str,
    pub turn: Turn,
}

/// When a thread gets a core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// With who draws the next frame.
    First,
    /// So many steps of niceness behind: it is waited for, but not by a finger.
    Behind(i32),
    /// Only what the others leave, and off the core the moment they want it. A nice thread is no less in the way for the
    /// first milliseconds of each of its turns, and a frame waits for several of them.
    LeftOver,
}

impl Turn {
    /// Takes this turn for the calling thread, and those it will start.
    pub fn take(self) {
        let taken = match self {
            Self::First => return,
            Self::Behind(steps) => rustix::process::nice(steps).is_ok(),
            Self::LeftOver => leave_to_others(),
        };
        if !taken {
            tracing::debug!("a worker keeps its priority");
        }
    }
}

/// Returns whether the thread is idle's own class now. Its niceness, which the call sets too, means nothing there, and a
/// thread without rights may not lower it.
fn leave_to_others() -> bool {
    use thread_priority as threads;
    let idle = threads::ThreadSchedulePolicy::Normal(threads::NormalThreadSchedulePolicy::Idle);
    let asked =
        threads::set_thread_priority_and_policy(threads::thread_native_id(), threads::ThreadPriority::Min, idle);
    asked.is_ok() || threads::thread_schedule_policy() == Ok(idle)
}

/// Starts a worker. `body` runs until it returns; when it panics it is called again, and opens its state anew.
///
/// # Errors
/// When the system gives no thread.
pub fn spawn(
    Rank { name, turn }: Rank,
    post: Post,
    mut body: impl FnMut() + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    Builder::new().name(format!("yizhan-{name}")).spawn(move || {
        turn.take();
        let mut pause = FIRST_PAUSE;
        loop {
            let start = Instant::now();
            // The body's state is dropped or opened anew; what outlives it are channels, which a panic leaves whole.
            if catch_unwind(AssertUnwindSafe(&mut body)).is_ok() {
                return;
            }
            tracing::error!(worker = name, "a worker panicked and is started again");
            post.send(Event::WorkerRestarted(name));
            std::thread::sleep(pause);
            pause = if start.elapsed() > LONGEST_PAUSE { FIRST_PAUSE } else { (pause * 2).min(LONGEST_PAUSE) };
        }
    })
}

/// Waits for a thread to end, but not longer than until `deadline`. Returns whether it ended.
pub fn join_until(thread: JoinHandle<()>, deadline: Instant) -> bool {
    while !thread.is_finished() {
        if Instant::now() >= deadline {
            return false;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    thread.join().is_ok()
}
