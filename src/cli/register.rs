//! `yizhan register`: one registration a JSON line. A line is answered only after its commit; a bad line is answered with
//! its faults, and the others go on. The same lines again (after a crash, say) give the same receipts.

use super::{Context, Done, Failure};
use crate::domain::{Fault, FaultKind, Form};
use crate::runtime::registering::{Outcome, register};
use crate::store::{Origin, Station, StoreError};
use serde::Deserialize as _;
use serde_json::{Value, json};
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

pub fn run(context: &mut Context, options: &Options) -> Done {
    let mut station = context.station()?;
    context.identity(&station)?;
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
        (seen, refused) => Err(Failure::Because(context.words.cli_some_refused(refused as i64, seen as i64))),
    }
}

/// Registers one line and prints what became of it; `false` when it was refused.
fn answer(context: &Context, station: &mut Station, line: Result<Vec<u8>, Fault>) -> Result<bool, Failure> {
    let form = line.and_then(|line| form_of(&line));
    let outcome = match form {
        Ok(form) => register(station, &form, Origin::Direct, &*context.world),
        Err(fault) => Ok(Outcome::Faults(vec![fault])),
    };
    match outcome {
        Ok(Outcome::Registered(registered)) => {
            let answer = json!({ "receipt": registered.receipt, "entry": registered.entry });
            context.printer.json_line(&answer)?;
            Ok(true)
        }
        Ok(Outcome::Faults(faults)) => refuse(context, &faults),
        Err(StoreError::TooLarge(_)) => refuse(context, &[Fault::new("", FaultKind::TooLong)]),
        Err(error) => Err(error.into()),
    }
}

fn refuse(context: &Context, faults: &[Fault]) -> Result<bool, Failure> {
    let worded: Vec<Value> = faults
        .iter()
        .map(|fault| {
            json!({ "field": fault.field, "kind": fault.kind.code(), "message": context.words.fault(fault) })
        })
        .collect();
    context.printer.json_line(&json!({ "error": worded.first(), "faults": worded }))?;
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

/// Reads one registration. A field that is null is a field that is not there.
fn form_of(line: &[u8]) -> Result<Form, Fault> {
    let text = std::str::from_utf8(line).map_err(|_| Fault::new("", FaultKind::Encoding))?;
    // Some editors put a mark in front of the first line.
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.contains('\0') {
        return Err(Fault::new("", FaultKind::Encoding));
    }
    let mut value: Value = serde_json::from_str(text).map_err(|_| Fault::new("", FaultKind::NotJson))?;
    drop_nulls(&mut value);
    if !value.is_object() {
        return Err(Fault::new("", FaultKind::WrongType));
    }
    serde_path_to_error::deserialize(value.clone()).map_err(|error| fault_of(&error, &value))
}

fn drop_nulls(value: &mut Value) {
    if let Value::Object(fields) = value {
        fields.retain(|_, v| !v.is_null());
        fields.values_mut().for_each(drop_nulls);
    }
}

/// What is wrong with a JSON that is no form: a field it does not have, a word that is in no list, a value of another type.
fn fault_of(error: &serde_path_to_error::Error<serde_json::Error>, value: &Value) -> Fault {
    let path = error.path().to_string();
    let said = error.inner().to_string();
    let field = if path == "." { String::new() } else { path };
    if said.starts_with("unknown field") {
        // The path ends before the unknown name; serde says it between backquotes.
        let name = said.split('`').nth(1).unwrap_or_default();
        let within = field.rsplit_once('.').map_or("", |(parent, _)| parent);
        let field = if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") };
        return Fault::new(field, FaultKind::UnknownField);
    }
    if said.starts_with("missing field") {
        return Fault::new(field, FaultKind::Missing);
    }
    let found = error.path().iter().try_fold(value, |value, segment| match segment {
        serde_path_to_error::Segment::Map { key } => value.get(key),
        serde_path_to_error::Segment::Seq { index } => value.get(index),
        _ => None,
    });
    let kind = match found {
        // A text where a text belongs, which could still not be read: a day or a moment that does not exist.
        Some(Value::String(_)) if is_day(&field) => FaultKind::ImpossibleDate,
        Some(Value::Number(_)) if !said.starts_with("invalid type") => FaultKind::OutOfRange,
        Some(Value::String(_)) if !said.starts_with("invalid type") => FaultKind::UnknownCode,
        _ => FaultKind::WrongType,
    };
    Fault::new(field, kind)
}

fn is_day(field: &str) -> bool {
    field == "available_from" || field.ends_with(".given")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(line: &[u8]) -> (String, FaultKind) {
        let fault = form_of(line).unwrap_err();
        (fault.field.into_owned(), fault.kind)
    }

    #[test]
    fn a_field_that_is_null_counts_as_empty() {
        let form = form_of(br#"{"name":"x","phone":null,"residence":{"division":null},"education":null}"#).unwrap();
        assert_eq!((form.name.as_str(), form.phone.as_str()), ("x", ""));
    }

    #[test]
    fn what_is_no_form_is_named_by_its_field() {
        for (line, field, kind) in [
            (&b"{\"name\":\"\xd6\xd0\"}"[..], "", FaultKind::Encoding),
            (b"{\0\"\0n", "", FaultKind::Encoding),
            (br#"{"name":"x""#, "", FaultKind::NotJson),
            (b"<html>", "", FaultKind::NotJson),
            (b"[1]", "", FaultKind::WrongType),
            (br#"{"married":true}"#, "married", FaultKind::UnknownField),
            (br#"{"name":5}"#, "name", FaultKind::WrongType),
            (br#"{"available_from":"2026-02-30"}"#, "available_from", FaultKind::ImpossibleDate),
            (br#"{"max_distance_km":-4}"#, "max_distance_km", FaultKind::OutOfRange),
            (br#"{"skills":"weld"}"#, "skills", FaultKind::WrongType),
        ] {
            assert_eq!(fault(line), (field.to_owned(), kind), "{}", String::from_utf8_lossy(line));
        }
    }

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
