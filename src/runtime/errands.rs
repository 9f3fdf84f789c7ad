//! One thread that goes and finds out for a page that is shown before the kiosk runs.

use super::post::Waker;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;

/// Questions in, answers out, one after the other; the frame is woken after each answer. The thread ends when nobody asks any more.
///
/// # Errors
/// When the system gives no thread.
pub fn start<A: Send + 'static, B: Send + 'static>(
    mut work: impl FnMut(A) -> B + Send + 'static,
    waker: Waker,
) -> io::Result<(Sender<A>, Receiver<B>)> {
    let (asks, asked) = channel::<A>();
    let (told, answers) = channel();
    Builder::new().name("yizhan-errands".to_owned()).spawn(move || {
        while let Ok(ask) = asked.recv() {
            if told.send(work(ask)).is_err() {
                return;
            }
            waker();
        }
    })?;
    Ok((asks, answers))
}
