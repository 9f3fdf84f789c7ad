//! `yizhan audit`: whether the audit log is whole, and all of it for who has to read it elsewhere.

use super::{Context, Done, Failure};
use crate::domain::audit::{Chain, Deed};
use crate::runtime::SharedWorld;
use crate::runtime::office::act;
use crate::runtime::office::shift::told;
use serde_json::json;

#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Compute every hash anew; exit 1 where a line was changed or is missing
    Check,
    /// Print the log, one JSON line each, the latest first
    Export {
        /// No more lines than this
        #[arg(long, default_value_t = usize::MAX)]
        limit: usize,
    },
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    let mut station = context.station()?;
    match &options.command {
        Command::Check => match station.check_audit()? {
            Chain::Whole { lines } => {
                context.printer.either(&json!({ "whole": true, "lines": lines }), || format!("whole, {lines} lines"))
            }
            Chain::Broken { at } => {
                Err(Failure::Because(format!("line {at} of the audit log was changed or is missing")))
            }
        },
        Command::Export { limit } => {
            let world = SharedWorld::clone(&context.world);
            let lines = station.audit_lines(*limit)?;
            station.note(&act(None, &*world), Deed::Exported, None, &format!("audit, {} lines", lines.len()))?;
            for (line, name) in &lines {
                context.printer.json_line(&told(line, name))?;
            }
            Ok(())
        }
    }
}
