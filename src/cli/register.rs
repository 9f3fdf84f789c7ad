//! `yizhan register`: one registration a JSON line. A line is answered only after its commit; a bad line is answered with
//! its faults, and the others go on. The same lines again (after a crash, say) give the same receipts.

use super::open::identity;
use super::{Context, Done, Failure};
use crate::domain::{EntryId, Fault, FaultKind, ReceiptNo, reading};
use crate::runtime::registering::{Outcome, register};
use crate::store::{Origin, Station, StoreError};
use serde::Serialize;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::PathBuf;

/// The longest line that is looked at; a registration with every field full is a tenth of it.
const MAX_LINE: u64 = 1024 * 1024;

#[derive(clap::Args)]
pub struct Options {
    /// File with one registration a line as JSON; `-` or nothing: standard input
    file: Option<PathBuf>,
}

/// The answer to a line whose registration is on the disk.
#[derive(Serialize)]
struct Answer<'a> {
    receipt: &'a ReceiptNo,
    entry: EntryId,
}

/// The answer to a line that was refused: the first fault, and all of them.
#[derive(Serialize)]
struct Refused<'a> {
    error: Option<&'a Worded<'a>>,
    faults: &'a [Worded<'a>],
}

#[derive(Serialize)]
struct Worded<'a> {
    field: &'a str,
    kind: FaultKind,
    message: String,
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    let mut station = context.station()?;
    identity(&station)?;
    let mut lines: Box<dyn BufRead> = match options.file.as_deref().filter(|f| f.as_os_str() != "-") {
        Some(file) => {
            let opened = File::open(file).map_err(|e| Failure::Because(format!("{}: {e}", file.display())))?;
            Box::new(BufReader::new(opened))
        }
        None => Box::new(std::io::stdin().lock()),
    };
    let (mut seen, mut refused) = (0_usize, 0_usize);
    while let Some(line) = next_line(&mut *lines)? {
        // A blank line is nobody's registration.
        if line.as_ref().is_ok_and(|l| l.trim_ascii().is_empty()) {
            continue;
        }
        seen += 1;
        refused += usize::from(!answer(context, &mut station, line)?);
    }
    match (seen, refused) {
        (0, _) => Err(Failure::Because(context.words.cli_no_registrations().to_owned())),
        (_, 0) => Ok(()),
        (seen, refused) => {
            Err(Failure::Because(context.words.cli_some_refused(&seen.to_string(), &refused.to_string())))
        }
    }
}

/// Registers one line and prints what became of it; `false` when it was refused.
fn answer(context: &Context, station: &mut Station, line: Result<Vec<u8>, Fault>) -> Result<bool, Failure> {
    let form = line.map_err(|fault| vec![fault]).and_then(|line| reading::read(&line, context.world.now()));
    let outcome = match form {
        Ok(form) => register(station, &form, Origin::Direct, &*context.world),
        Err(faults) => Ok(Outcome::Faults(faults)),
    };
    match outcome {
        Ok(Outcome::Registered(registered)) => {
            context.printer.json_line(&Answer { receipt: &registered.receipt, entry: registered.entry })?;
            Ok(true)
        }
        Ok(Outcome::Faults(faults)) => refuse(context, &faults),
        Err(StoreError::TooLarge(_)) => refuse(context, &[Fault::new("", FaultKind::TooLong)]),
        Err(error) => Err(error.into()),
    }
}

fn refuse(context: &Context, faults: &[Fault]) -> Result<bool, Failure> {
    let worded: Vec<Worded<'_>> = faults
        .iter()
        .map(|fault| Worded { field: &fault.field, kind: fault.kind, message: context.words.fault(fault) })
        .collect();
    context.printer.json_line(&Refused { error: worded.first(), faults: &worded })?;
    Ok(false)
}

/// The next line without its end; `Err` inside for one that is too long to be a registration. `None` at the end.
fn next_line(lines: &mut dyn BufRead) -> Result<Option<Result<Vec<u8>, Fault>>, Failure> {
    let mut line = Vec::new();
    let read = lines.take(MAX_LINE).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if read as u64 == MAX_LINE && line.last() != Some(&b'\n') {
        lines.skip_until(b'\n')?;
        return Ok(Some(Err(Fault::new("", FaultKind::TooLong))));
    }
    Ok(Some(Ok(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_never_ends_is_passed_over_and_the_next_is_read() {
        let mut text = vec![b'x'; MAX_LINE as usize + 5];
        text.extend_from_slice(b"\n{}\n");
        let mut lines = BufReader::new(&text[..]);
        assert_eq!(next_line(&mut lines).unwrap(), Some(Err(Fault::new("", FaultKind::TooLong))));
        assert_eq!(next_line(&mut lines).unwrap(), Some(Ok(b"{}\n".to_vec())));
        assert_eq!(next_line(&mut lines).unwrap(), None);
    }
}
