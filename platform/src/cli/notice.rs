//! `yizhan-platform notice`.

use super::{Data, Failure, now, print_lines, printed, random};
use crate::core::Storage;
use crate::core::notices::{NewNotice, check};
use clap::Args;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{self, Read as _, Write as _};
use std::path::PathBuf;
use yizhan_wire::notice::{About, NoticeKind};
use yizhan_wire::{EntryId, NoticeId, ReceiptNo, StationId, SubjectId};

/// Tells one station something. What it is about is named by a receipt, which also says which station is meant.
#[derive(Debug, Args)]
pub struct Notice {
    #[command(flatten)]
    data: Data,
    /// Notices, one JSON object a line; `-` for standard input:
    /// `{"receipt": "0003-000001-96", "kind": "application_answer", "body": {"outcome": "invited", "text": "…"}}`
    #[arg(value_name = "FILE", conflicts_with_all = ["station", "receipt", "text"])]
    file: Option<PathBuf>,
    /// The station that a word is for, where it is about no receipt
    #[arg(long, value_name = "N", requires = "text")]
    station: Option<StationId>,
    /// The receipt that a word is about
    #[arg(long, value_name = "R", value_parser = receipt, requires = "text")]
    receipt: Option<ReceiptNo>,
    /// A word to the clerk
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// Send kinds that this program does not know, too
    #[arg(long)]
    unknown_kinds: bool,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

/// A notice as a person writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    station: Option<StationId>,
    receipt: Option<ReceiptNo>,
    entry: Option<EntryId>,
    subject: Option<SubjectId>,
    kind: String,
    body: Value,
}

impl Notice {
    pub fn run(&self) -> Result<(), Failure> {
        let storage = self.data.open()?;
        if let Some(text) = &self.text {
            let (station, receipt) = (self.station, self.receipt.clone());
            let kind = NoticeKind::Message.as_str().to_owned();
            let body = json!({ "text": text });
            return self.send(&storage, Written { station, receipt, entry: None, subject: None, kind, body });
        }
        let Some(file) = &self.file else {
            return print_lines(|notice| Ok(serde_json::to_vec(notice)?), |print| storage.sent_notices(print));
        };
        let text = if file.as_os_str() == "-" {
            let mut text = String::new();
            io::stdin().lock().read_to_string(&mut text)?;
            text
        } else {
            std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?
        };
        for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
            let in_line = |e: &dyn std::fmt::Display| format!("line {number}: {e}; the lines before it were sent");
            let written: Written = serde_json::from_str(line).map_err(|e| in_line(&e))?;
            self.send(&storage, written).map_err(|e| in_line(&e))?;
        }
        Ok(())
    }

    fn send(&self, storage: &dyn Storage, written: Written) -> Result<(), Failure> {
        check(&written.kind, &written.body, self.unknown_kinds)?;
        let made_at = now();
        let id = NoticeId::new(u64::try_from(made_at.as_millisecond())?, random::<10>()?);
        let (station, about) = meant(storage, &written)?;
        let notice = NewNotice { id, station, about, kind: written.kind, body: written.body, made_at };
        let seq = storage.put_notice(&notice)?.ok_or_else(|| format!("there is no station {station}"))?;
        let line = if self.json {
            json!({ "station": station, "seq": seq, "id": id }).to_string()
        } else {
            format!("notice {seq} waits for station {station}")
        };
        printed(writeln!(io::stdout(), "{line}"))?;
        Ok(())
    }
}

/// The station, and all names of what it is about.
fn meant(storage: &dyn Storage, written: &Written) -> Result<(StationId, About), Failure> {
    let given = About { entry: written.entry, receipt: written.receipt.clone(), subject: written.subject };
    let Some(receipt) = &written.receipt else {
        return Ok((written.station.ok_or("name the station or a receipt")?, given));
    };
    let (station, about) =
        storage.about_receipt(receipt)?.ok_or_else(|| format!("no entry has the receipt {receipt}"))?;
    if written.station.is_some_and(|named| named != station) {
        return Err(format!("{receipt} is a receipt of station {station}").into());
    }
    let fits =
        given.entry.is_none_or(|e| about.entry == Some(e)) && given.subject.is_none_or(|s| about.subject == Some(s));
    if fits { Ok((station, about)) } else { Err(format!("{receipt} is the receipt of another entry").into()) }
}

fn receipt(text: &str) -> Result<ReceiptNo, String> {
    ReceiptNo::parse(text).ok_or_else(|| "no receipt has this number: a digit is wrong".to_owned())
}
