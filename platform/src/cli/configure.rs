//! `yizhan-platform station configure`.

use super::{Data, Failure, now, printed, random};
use crate::core::Storage as _;
use crate::core::notices::NewNotice;
use clap::Args;
use std::io::{self, Write as _};
use std::path::PathBuf;
use yizhan_wire::configuration::{Act, Configuration, Order};
use yizhan_wire::notice::{About, Matter};
use yizhan_wire::{NoticeId, StationId};

/// Sends settings to stations, as a notice to each: it is signed with the answer that carries it, and kept.
#[derive(Debug, Args)]
pub struct Configure {
    #[command(flatten)]
    data: Data,
    /// The settings: `{"version": 3, "daily_megabytes": 20, "poll_minutes": 10, "media": false, "key_days": 180, "at_school": false, "pages": "https://jobs.example", "hold_entries": false, "order": {"n": 1, "act": "reboot"}}`; an order (`restart`, `reboot`, `resync`) is carried out once for each number, when nobody is at the screen
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The stations' numbers
    #[arg(value_name = "STATION", required_unless_present = "all")]
    stations: Vec<StationId>,
    /// Every station
    #[arg(long, conflicts_with = "stations")]
    all: bool,
}

/// As a person writes them: a word that is none of these is a mistake, and not one of the future.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    daily_megabytes: Option<u32>,
    poll_minutes: Option<u32>,
    media: Option<bool>,
    key_days: Option<u32>,
    at_school: Option<bool>,
    pages: Option<String>,
    hold_entries: Option<bool>,
    order: Option<Order>,
}

impl Configure {
    pub fn run(&self) -> Result<(), Failure> {
        let file = self.file.display();
        let text = std::fs::read_to_string(&self.file).map_err(|e| format!("{file}: {e}"))?;
        let Written { version, daily_megabytes, poll_minutes, media, key_days, at_school, pages, hold_entries, order } =
            serde_json::from_str(&text).map_err(|e| format!("{file}: {e}"))?;
        let settings = Configuration {
            version,
            daily_megabytes,
            poll_minutes,
            media,
            key_days,
            at_school,
            pages,
            hold_entries,
            order,
        };
        if let Some(field) = settings.flaw() {
            return Err(format!("{file}: {field} cannot be right").into());
        }
        if settings.order.is_some_and(|order| order.act == Act::Unknown) {
            return Err(format!("{file}: an order is restart, reboot or resync").into());
        }
        let storage = self.data.open()?;
        let stations = if self.all {
            storage.stations()?.into_iter().filter_map(|line| line.station).collect()
        } else {
            self.stations.clone()
        };
        let matter = Matter::Configuration(settings);
        let mut out = io::stdout().lock();
        for station in stations {
            let made_at = now();
            let notice = NewNotice {
                id: NoticeId::new(u64::try_from(made_at.as_millisecond())?, random::<10>()?),
                station,
                about: About::default(),
                kind: matter.kind().as_str().to_owned(),
                body: matter.body()?,
                made_at,
            };
            storage.put_notice(&notice)?.ok_or_else(|| format!("there is no station {station}"))?;
            if !printed(writeln!(out, "version {version} waits for station {station}"))? {
                break;
            }
        }
        Ok(())
    }
}
