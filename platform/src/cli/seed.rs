//! `yizhan-platform seed`.

use super::{Data, Failure, now, printed};
use crate::core::service::day_of;
use crate::core::{PutCounts, Storage as _, packs};
use crate::seed;
use clap::Args;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, Write as _};

#[derive(Debug, Args)]
pub struct Seed {
    #[command(flatten)]
    data: Data,
    /// How many postings
    #[arg(long, value_name = "N", default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    postings: u32,
    /// The same seed and day give the same province
    #[arg(long = "seed", value_name = "S", default_value_t = 1)]
    number: u64,
    /// The day the province is written on; postings are at most 20 days older [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Postings in one transaction.
const BATCH: usize = 4_000;

impl Seed {
    pub fn run(&self) -> Result<(), Failure> {
        let storage = self.data.open()?;
        let as_of = self.as_of.unwrap_or_else(|| day_of(now()));
        let postings = seed::province(self.postings, self.number, as_of);
        let mut put = PutCounts::default();
        for some in postings.chunks(BATCH) {
            put += storage.put_postings(some)?;
        }
        let pack = seed::words()?;
        let put_pack = storage.put_pack(&pack, &|held| packs::settle(&pack, held))?;
        let mut content = BTreeMap::new();
        for pack in seed::content(as_of, self.number)? {
            let put = storage.put_pack(&pack, &|held| packs::settle(&pack, held))?;
            content.insert(pack.kind, put);
        }
        let line = if self.json {
            json!({ "seed": self.number, "as_of": as_of, "postings": postings.len(), "put": put, "words": put_pack, "content": content })
                .to_string()
        } else {
            format!("{} synthetic postings as of {as_of}, seed {}: {} new", postings.len(), self.number, put.taken)
        };
        printed(writeln!(io::stdout(), "{line}"))?;
        Ok(())
    }
}
