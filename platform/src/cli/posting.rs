//! `yizhan-platform posting`.

use super::{Data, Failure, now, printed};
use crate::core::Storage as _;
use crate::core::service::day_of;
use crate::core::storage::DoubtLine;
use clap::{Args, Subcommand};
use serde_json::json;
use std::io::{self, Write as _};
use yizhan_wire::PostingId;

#[derive(Debug, Subcommand)]
pub enum Posting {
    /// List the postings that people reported, with whom to call
    Doubts(Doubts),
    /// Say that the employer confirmed one: it is shown as fresh again
    Confirm(One),
    /// Take one away from all stations
    Withdraw(One),
}

#[derive(Debug, Args)]
pub struct Doubts {
    #[command(flatten)]
    data: Data,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub struct One {
    #[command(flatten)]
    data: Data,
    /// The posting's number
    #[arg(value_name = "ID")]
    id: i64,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Posting {
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Doubts(doubts) => doubts.run(),
            Self::Confirm(one) => {
                let open = one.data.open()?.confirm(PostingId(one.id), day_of(now()))?;
                one.say("confirmed", open)
            }
            Self::Withdraw(one) => {
                let open = one.data.open()?.withdraw(PostingId(one.id))?;
                one.say("withdrawn", open)
            }
        }
    }
}

impl One {
    fn say(&self, done: &str, open: bool) -> Result<(), Failure> {
        if !open {
            return Err(format!("no open posting has the number {}", self.id).into());
        }
        let line = if self.json {
            json!({ "posting": self.id, "done": done }).to_string()
        } else {
            format!("posting {} is {done}; stations are told with the feed", self.id)
        };
        printed(writeln!(io::stdout(), "{line}"))?;
        Ok(())
    }
}

impl Doubts {
    fn run(&self) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        for line in self.data.open()?.doubts()? {
            let line = if self.json { serde_json::to_string(&line)? } else { in_words(&line) };
            if !printed(writeln!(out, "{line}"))? {
                break;
            }
        }
        Ok(())
    }
}

fn in_words(line: &DoubtLine) -> String {
    let DoubtLine { posting, title, employer, contact, reports, last_flaw, ends_on } = line;
    let until = ends_on.map_or_else(|| "not in doubt yet".to_owned(), |day| format!("leaves after {day}"));
    format!("{posting:>8}  {title} · {employer} · {contact} · reported {reports} times, last {last_flaw}; {until}")
}
