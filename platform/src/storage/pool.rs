//! Connections for readers. A new one costs more than most of what is read, and far more on a server, so they are kept; and more
//! than a few at once serve nobody on the cores of one machine: whoever comes then waits for one to be given back.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Connections in use at once.
const MOST: usize = 8;
/// Whoever has waited so long gets one beyond those: some of the others are at a long list.
const PATIENCE: Duration = Duration::from_secs(1);

pub struct Pool<T> {
    state: Mutex<State<T>>,
    given_back: Condvar,
}

struct State<T> {
    idle: Vec<T>,
    in_use: usize,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self { state: Mutex::new(State { idle: Vec::new(), in_use: 0 }), given_back: Condvar::new() }
    }
}

impl<T> Pool<T> {
    /// Does `work` with a connection: one that was given back and `serves`, or a new one. After an error it is closed.
    pub fn with<R, E>(
        &self,
        serves: impl FnOnce(&T) -> bool,
        open: impl FnOnce() -> Result<T, E>,
        work: impl FnOnce(&mut T) -> Result<R, E>,
    ) -> Result<R, E> {
        let (_place, idle) = self.take();
        let mut connection = match idle.filter(serves) {
            Some(connection) => connection,
            None => open()?,
        };
        let done = work(&mut connection)?;
        self.lock().idle.push(connection);
        Ok(done)
    }

    fn take(&self) -> (Place<'_, T>, Option<T>) {
        let full = |state: &mut State<T>| state.in_use >= MOST;
        let waited = self.given_back.wait_timeout_while(self.lock(), PATIENCE, full);
        let (mut state, _late) = waited.unwrap_or_else(PoisonError::into_inner);
        state.in_use += 1;
        (Place(self), state.idle.pop())
    }

    /// A panic in another holder leaves a list that is still one.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among those in use, until it is dropped.
struct Place<'p, T>(&'p Pool<T>);

impl<T> Drop for Place<'_, T> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.in_use -= 1;
        // Those beyond the most are not kept.
        state.idle.truncate(MOST);
        drop(state);
        self.0.given_back.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn many_readers_share_few_connections_and_a_broken_one_is_not_used_again() {
        let (pool, opened) = (Pool::<usize>::default(), AtomicUsize::new(0));
        let open = || Ok::<_, ()>(opened.fetch_add(1, Ordering::Relaxed));
        std::thread::scope(|scope| {
            for _ in 0..64 {
                scope.spawn(|| {
                    let work = |_: &mut usize| {
                        std::thread::yield_now();
                        Ok::<_, ()>(())
                    };
                    pool.with(|_| true, open, work).unwrap();
                });
            }
        });
        assert!(opened.load(Ordering::Relaxed) <= MOST);
        let before = opened.load(Ordering::Relaxed);
        assert_eq!(pool.with(|_| true, open, |_| Err::<(), _>(())), Err(()));
        assert_eq!(pool.with(|_| false, open, |one| Ok::<_, ()>(*one)), Ok(before), "what does not serve is replaced");
    }
}
