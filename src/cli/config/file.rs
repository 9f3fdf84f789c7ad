//! A station's file as text: every setting with its section and line, and every fault at once, so that whoever writes it
//! goes to the machine once.

use super::fields::{self, Kind, SECTIONS};
use clap::Command;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A setting as it counts, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    pub value: String,
    pub section: &'static str,
    pub line: usize,
}

/// Something in the file that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub line: usize,
    /// `section.name`, as far as there is one.
    pub field: String,
    /// What stands there.
    pub found: String,
    pub expected: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { line, field, found, expected } = self;
        match (field.is_empty(), found.is_empty()) {
            (true, _) => write!(f, "{line}: {expected}"),
            (false, true) => write!(f, "{line}: {field}: {expected}"),
            (false, false) => write!(f, "{line}: {field} = {found}: {expected}"),
        }
    }
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    pub values: BTreeMap<&'static str, Said>,
    /// In the order of their lines. Where there is one, the values do not count.
    pub faults: Vec<Fault>,
}

/// Reads a file; `program` is whose options the settings are.
pub fn read(text: &str, program: &Command) -> Contents {
    let mut reading = Reading { text, program, contents: Contents::default() };
    match DeTable::parse(text) {
        Ok(root) => reading.root(root.get_ref()),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            reading.fault(&at, String::new(), String::new(), error.message().replace('\n', " "));
        }
    }
    reading.contents.faults.sort_by_key(|fault| fault.line);
    reading.contents
}

struct Reading<'a> {
    text: &'a str,
    program: &'a Command,
    contents: Contents,
}

impl Reading<'_> {
    fn root(&mut self, root: &DeTable<'_>) {
        for (key, value) in root {
            let name = key.get_ref().as_ref();
            let Some(section) = SECTIONS.into_iter().find(|known| *known == name) else {
                let expected = match fields::setting(name) {
                    Some(_) => "expected below [global], [site] or [device]",
                    None => "expected are the sections [global], [site] and [device], and nothing beside them",
                };
                self.fault(&key.span(), name.to_owned(), String::new(), expected.to_owned());
                continue;
            };
            if let DeValue::Table(table) = value.get_ref() {
                self.section(section, table);
                continue;
            }
            let expected = format!("expected a section: [{section}] on a line of its own");
            self.fault(&key.span(), section.to_owned(), String::new(), expected);
        }
    }

    fn section(&mut self, section: &'static str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let field = format!("{section}.{name}");
            let Some(setting) = fields::setting(name) else {
                let expected = match fields::nearest(name) {
                    Some(meant) => format!("there is no such setting; perhaps {meant} is meant"),
                    None => format!(
                        "there is no such setting; there are {}",
                        fields::SETTINGS.iter().map(|known| known.name).collect::<Vec<_>>().join(", ")
                    ),
                };
                self.fault(&key.span(), field, String::new(), expected);
                continue;
            };
            let found = self.text.get(value.span()).unwrap_or_default().to_owned();
            let Some(text) = written(value, setting.kind) else {
                self.fault(&value.span(), field, found, setting.kind.expected().to_owned());
                continue;
            };
            if let Some(expected) = fields::refusal(self.program, setting.name, &text) {
                self.fault(&value.span(), field, found, expected);
                continue;
            }
            let value = Said { value: text, section, line: self.line(&key.span()) };
            let nearer = |section: &str| SECTIONS.iter().position(|known| *known == section);
            let before = self.contents.values.get(setting.name);
            if before.is_none_or(|before| nearer(before.section) < nearer(section)) {
                self.contents.values.insert(setting.name, value);
            }
        }
    }

    fn fault(&mut self, at: &Range<usize>, field: String, found: String, expected: String) {
        let line = self.line(at);
        self.contents.faults.push(Fault { line, field, found, expected });
    }

    fn line(&self, at: &Range<usize>) -> usize {
        self.text.bytes().take(at.start).filter(|byte| *byte == b'\n').count() + 1
    }
}

/// A value as the command line has it; `None` where it is of another kind.
fn written(value: &Spanned<DeValue<'_>>, kind: Kind) -> Option<String> {
    match (kind, value.get_ref()) {
        (Kind::Text, DeValue::String(text)) => Some(text.to_string()),
        (Kind::Whole | Kind::Number, DeValue::Integer(number)) => {
            i64::from_str_radix(number.as_str(), number.radix()).ok().map(|number| number.to_string())
        }
        (Kind::Number, DeValue::Float(number)) => number.as_str().parse::<f64>().ok().map(|number| number.to_string()),
        (Kind::Yes, DeValue::Boolean(yes)) => Some(yes.to_string()),
        _ => None,
    }
}
