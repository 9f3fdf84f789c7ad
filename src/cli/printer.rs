//! The only place that prints.

use super::Failure;
use serde::Serialize;
use std::io::{self, ErrorKind, Write as _};

/// Standard output for results, standard error for reasons.
pub struct Printer {
    json: bool,
}

impl Printer {
    pub const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Prints a value as one line of JSON, or the sentences for a person.
    ///
    /// # Errors
    /// [`Failure::Said`] when nobody reads any more.
    pub fn either(&self, value: &impl Serialize, sentences: impl FnOnce() -> String) -> Result<(), Failure> {
        if self.json { self.json_line(value) } else { self.line(&sentences()) }
    }

    /// Prints one line of JSON and hands it on at once: a script waits for it.
    ///
    /// # Errors
    /// [`Failure::Said`] when nobody reads any more.
    #[expect(clippy::unused_self, reason = "who may print holds a Printer")]
    pub fn json_line(&self, value: &impl Serialize) -> Result<(), Failure> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        write(&line)
    }

    /// Prints a line of text.
    ///
    /// # Errors
    /// [`Failure::Said`] when nobody reads any more.
    #[expect(clippy::unused_self, reason = "who may print holds a Printer")]
    pub fn line(&self, text: &str) -> Result<(), Failure> {
        write(format!("{}\n", readable(text)).as_bytes())
    }

    /// Says a reason, or asks for something, on standard error. If even that is closed, there is nobody to tell.
    #[expect(clippy::unused_self, reason = "who may print holds a Printer")]
    pub fn complain(&self, reason: &str) {
        writeln!(io::stderr().lock(), "yizhan: {}", readable(reason)).ok();
    }

    /// Asks for something without ending the line.
    #[expect(clippy::unused_self, reason = "who may print holds a Printer")]
    pub fn ask(&self, question: &str) {
        let mut err = io::stderr().lock();
        write!(err, "{question}").and_then(|()| err.flush()).ok();
    }
}

/// The text without what a terminal would obey: whoever wrote an advert does not move a technician's cursor. Marks that turn the
/// direction of writing go as well, since what stands behind them is not what is read.
fn readable(text: &str) -> String {
    let turns =
        |c| matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let obeyed = |c: char| (c.is_control() && c != '\n' && c != '\t') || turns(c);
    text.chars().map(|c| if obeyed(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

fn write(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Failure::Said,
        _ => Failure::Because(format!("the result could not be printed: {error}")),
    })
}
