//! `yizhan seats`: the day jobs of which this station may give seats away.

use super::{Context, Done};
use crate::domain::gig::LeaseRow;
use crate::runtime::gigs::{jobs_near, keep_seats};
use crate::runtime::world::day_of;

#[derive(clap::Args)]
pub struct Options {
    /// Return what has ended and ask the province for seats now; they come with the next exchanges
    #[arg(long)]
    ask: bool,
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    let mut station = context.station()?;
    let today = day_of(context.world.now());
    if options.ask {
        let jobs = jobs_near(&context.data, station.place()?.as_ref(), today)?;
        let asked = keep_seats(&mut station, &jobs, &*context.world)?;
        return context.printer.either(&serde_json::json!({ "asked": asked }), || {
            format!("asked for seats of {asked} day jobs; `yizhan sync` carries it")
        });
    }
    for lease in station.leases(today)? {
        context.printer.either(&lease, || in_words(&lease))?;
    }
    Ok(())
}

fn in_words(row: &LeaseRow) -> String {
    let LeaseRow { lease, posting, day, seats, taken, until, closed } = row;
    let state = if *closed { "returned".to_owned() } else { format!("until {until}") };
    format!("{day}  posting {posting}: {taken} of {seats} seats given away, {state} ({lease})")
}
