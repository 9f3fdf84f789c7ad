//! `yizhan-platform station revoke`, `readmit` and `show`.

use super::{Data, Failure, now, printed};
use crate::core::Storage as _;
use crate::core::trust::{Decision, Trust, WRONG_CLOCK_S};
use clap::Args;
use serde_json::json;
use std::io::{self, Write as _};
use yizhan_wire::StationId;
use yizhan_wire::trust::key_id;

#[derive(Debug, Args)]
pub struct Revoke {
    #[command(flatten)]
    data: Data,
    /// The station's number
    station: StationId,
    /// Why, for whoever looks at it later
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
pub struct Readmit {
    #[command(flatten)]
    data: Data,
    /// The station's number
    station: StationId,
    /// The machine that used the station's name last is the right one from now on
    #[arg(long)]
    other_machine: bool,
}

#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    data: Data,
    /// The station's number
    station: StationId,
}

impl Revoke {
    pub fn run(&self) -> Result<(), Failure> {
        decide(&self.data, self.station, &Decision::Revoke { reason: self.reason.clone() })
    }
}

impl Readmit {
    pub fn run(&self) -> Result<(), Failure> {
        decide(&self.data, self.station, &Decision::Readmit { take_other: self.other_machine })
    }
}

impl Show {
    pub fn run(&self) -> Result<(), Failure> {
        let storage = self.data.open()?;
        let station = storage.station(self.station)?.ok_or_else(|| no_such(self.station))?;
        let trust = storage.trust(self.station)?;
        let document = json!({
            "station": station.id, "name": station.name, "key": key_id(&station.key), "standing": trust.standing,
            "reason": trust.reason, "since": trust.since, "old_key_until": trust.old_key.as_ref().map(|(_, until)| until),
            "believes": trust.believes.as_ref().map(key_id), "machine": trust.machine,
            "other_machine": trust.other_machine.as_ref().map(|(machine, _)| machine),
            "other_machine_at": trust.other_machine.as_ref().map(|(_, at)| at), "numbers_used_twice": trust.forks,
            "clock_off_seconds": trust.clock_off_s,
            "clock_wrong": trust.clock_off_s.is_some_and(|off| off.abs() > WRONG_CLOCK_S),
        });
        printed(writeln!(io::stdout(), "{document}"))?;
        Ok(())
    }
}

fn decide(data: &Data, station: StationId, decision: &Decision) -> Result<(), Failure> {
    let at = now();
    let after = data.open()?.change_trust(station, &|before| decision.apply(before, at))?;
    let Trust { standing, .. } = after.ok_or_else(|| no_such(station))?;
    printed(writeln!(io::stdout(), "station {station} is {}", standing.as_str()))?;
    Ok(())
}

fn no_such(station: StationId) -> Failure {
    format!("there is no station {station}").into()
}
