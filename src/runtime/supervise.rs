//! Named threads that are started again when they panic: the person at the screen goes on.

use super::job::Event;
use super::post::Post;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

/// The pause before a worker is started again; it doubles up to the longest, so that one that always panics does no harm.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// A worker's name, and how many steps of niceness it stands behind the frame. The terminal has two or four weak cores
/// and often no graphics chip: who draws the next frame, and who saves a registration, goes first.
#[derive(Debug, Clone, Copy)]
pub struct Rank {
    pub name: &'static str,
    pub nicer_by: i32,
}

/// Takes the calling thread, and those it will start, so many steps back.
pub fn step_back(nicer_by: i32) {
    if nicer_by > 0 && rustix::process::nice(nicer_by).is_err() {
        tracing::debug!("a worker keeps its priority");
    }
}

/// Starts a worker. `body` runs until it returns; when it panics it is called again, and opens its state anew.
///
/// # Errors
/// When the system gives no thread.
pub fn spawn(
    Rank { name, nicer_by }: Rank,
    post: Post,
    mut body: impl FnMut() + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    Builder::new().name(format!("yizhan-{name}")).spawn(move || {
        step_back(nicer_by);
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
