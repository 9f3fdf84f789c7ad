//! `yizhan run`: the kiosk.

use super::{Context, Done, Failure};
use crate::app::{self, probe::Probe};
use crate::runtime::{self, Setup, SharedWorld, Waker};
use std::sync::{Arc, OnceLock};

#[derive(clap::Args, Default)]
pub struct Options {
    /// Show a window of this size in pixels instead of the whole screen
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size)]
    windowed: Option<(u32, u32)>,
    /// The screen's diagonal, where it is not a terminal of 21.5 inches
    #[arg(long, value_name = "INCHES")]
    diagonal: Option<f32>,
}

type Wake = Box<dyn Fn() + Send + Sync>;

pub fn run(context: &Context, options: &Options) -> Done {
    show(context, options, None)
}

/// Starts the workers, shows the kiosk until it is closed, and stops the workers in order.
pub fn show(context: &Context, options: &Options, probe: Option<Probe>) -> Done {
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
    let (runtime, workers) = runtime::start(setup)?;
    let world = SharedWorld::clone(&context.world);
    let kiosk = app::Setup {
        workers,
        clock: Box::new(move || world.now()),
        language: context.words.language(),
        diagonal_inches: options.diagonal,
        windowed: options.windowed,
    };
    let shown = app::run(kiosk, |context| {
        if let Some(probe) = probe {
            context.add_plugin(probe);
        }
        frame.set(Box::new(move || context.request_repaint())).ok();
    });
    runtime.stop();
    shown.map_err(|e| Failure::Because(format!("no window could be opened: {e}")))
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let (width, height) = text.split_once('x').ok_or("write it as WIDTHxHEIGHT, for example 1080x1920")?;
    let number = |part: &str| part.parse().map_err(|_| format!("{part} is no number of pixels"));
    Ok((number(width)?, number(height)?))
}
