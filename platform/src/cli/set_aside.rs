//! `yizhan-platform set-aside`.

use super::{Data, Failure, print_lines};
use crate::core::{SetAside, Storage as _};
use crate::import::flaws::Flaw;
use clap::Args;
use data_encoding::BASE64;
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub struct Lines {
    #[command(flatten)]
    data: Data,
    /// Only what was set aside for this reason (`garbled`, `markup` …)
    #[arg(long, value_name = "R", value_parser = reason)]
    reason: Option<&'static str>,
}

impl Lines {
    pub fn run(&self) -> Result<(), Failure> {
        let storage = self.data.open()?;
        print_lines(
            |line| Ok(serde_json::to_vec(&document(line))?),
            |print| storage.lines_set_aside(self.reason, print),
        )
    }
}

/// What is text stands as text; what is none, in Base64, so that not a byte is lost.
fn document(line: &SetAside) -> Value {
    let SetAside { file, line, reason, original } = line;
    match std::str::from_utf8(original) {
        Ok(text) => json!({ "file": file, "line": line, "reason": reason, "original": text }),
        Err(_) => json!({ "file": file, "line": line, "reason": reason, "original_base64": BASE64.encode(original) }),
    }
}

fn reason(word: &str) -> Result<&'static str, String> {
    let known = || Flaw::ALL.iter().map(|flaw| flaw.code()).collect::<Vec<_>>().join(", ");
    let flaw = Flaw::ALL.iter().find(|flaw| flaw.code() == word);
    flaw.map(|flaw| flaw.code()).ok_or_else(|| format!("no such reason; there are: {}", known()))
}
