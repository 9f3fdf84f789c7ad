//! `yizhan run`: the kiosk.

use super::{Context, Done};
use crate::runtime::{self, Setup, SharedWorld, Waker};
use std::sync::{Arc, OnceLock};

#[derive(clap::Args, Default)]
pub struct Options {}

type Wake = Box<dyn Fn() + Send + Sync>;

pub fn run(context: &Context, _options: &Options) -> Done {
    context.make_data()?;
    // The workers run before there is a frame to wake; what they send until then waits in the channel.
    let frame: Arc<OnceLock<Wake>> = Arc::default();
    let slot = Arc::clone(&frame);
    let waker: Waker = Arc::new(move || {
        if let Some(wake) = slot.get() {
            wake();
        }
    });
    let setup =
        Setup { data: context.data.clone(), key: context.key()?, world: SharedWorld::clone(&context.world), waker };
    let (runtime, _handle) = runtime::start(setup)?;
    drop(frame);
    runtime.stop();
    Ok(())
}
