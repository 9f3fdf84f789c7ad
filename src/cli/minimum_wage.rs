//! `yizhan minimum-wage`: what postings are compared with. The figures are the place's and change; none is shipped.

use super::{Context, Done};
use crate::runtime::world::day_of;
use jiff::civil::Date;
use serde_json::json;

#[derive(clap::Args)]
pub struct Options {
    /// Yuan a month
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..=100_000), requires = "hour")]
    month: Option<i64>,
    /// Yuan an hour
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..=10_000), requires = "month")]
    hour: Option<i64>,
    /// From this day on [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    let mut station = context.station()?;
    let today = day_of(context.world.now());
    if let (Some(month), Some(hour)) = (options.month, options.hour) {
        station.set_minimum_wage(options.from.unwrap_or(today), (month, hour))?;
    }
    let known = station.minimum_wage(today)?;
    let said = known.map_or_else(
        || "no minimum wage is set: postings are not compared with one".to_owned(),
        |(month, hour)| format!("today: {month} yuan a month, {hour} yuan an hour"),
    );
    let (month, hour) = known.unzip();
    context.printer.either(&json!({ "month": month, "hour": hour }), || said)
}
