//! `yizhan slip`: what makes a slip prove itself without a network, and whether one does.

use super::{Context, Done, Failure};
use crate::domain::scan::{SlipProof, scanned};
use crate::domain::{EntryKind, ReceiptNo};
use serde_json::json;
use std::io::Read as _;

#[derive(clap::Args)]
#[group(required = true, multiple = false)]
pub struct Options {
    /// The number of a slip of this station: prints its seal
    number: Option<String>,
    /// Whether a station of this province made the slip with this code (`-`: from standard input); exit 1 where none did
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    check: Option<String>,
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    match &options.check {
        Some(text) if text == "-" => {
            let mut read = String::new();
            let told = std::io::stdin().lock().take(64 * 1024).read_to_string(&mut read);
            told.map_err(|e| Failure::Because(format!("the code could not be read: {e}")))?;
            check(context, &read)
        }
        Some(text) => check(context, text),
        None => seal(context, options.number.as_deref().unwrap_or_default()),
    }
}

fn seal(context: &mut Context, number: &str) -> Done {
    let receipt = ReceiptNo::parse(number)
        .ok_or_else(|| Failure::Because(format!("{number} is no number of a slip: its check digits are wrong")))?;
    let seal = context.station()?.seal_of(&receipt)?.ok_or_else(|| {
        let why = "there is no such entry here, or the platform has not vouched for this station yet (`yizhan sync`)";
        Failure::Because(why.to_owned())
    })?;
    context.printer.either(&json!({ "receipt": receipt.as_str(), "seal": seal }), || seal.clone())
}

fn check(context: &mut Context, text: &str) -> Done {
    let scan = scanned(text).ok_or_else(|| Failure::Because("this is the code of no slip".to_owned()))?;
    let proof = match &scan.seal {
        Some(seal) => context.station()?.check_slip(seal)?,
        None => SlipProof::None,
    };
    match proof {
        SlipProof::Genuine { station, receipt, kind, day } => {
            let kind = kind.map(EntryKind::as_str);
            let document =
                json!({ "genuine": true, "receipt": receipt.as_str(), "station": station, "kind": kind, "day": day });
            context.printer.either(&document, || format!("genuine: {receipt}, station {station}, {day}"))
        }
        SlipProof::Foreign => Err(Failure::Because("no station of this province made this slip".to_owned())),
        SlipProof::None => {
            Err(Failure::Because("nothing in this code proves the slip; ask the platform for its number".to_owned()))
        }
    }
}
