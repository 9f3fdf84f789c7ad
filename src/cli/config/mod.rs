//! A station's settings in one file (`/etc/yizhan/station.toml`), and `yizhan config`, which looks at it. What the command
//! line says goes before the environment, and that before the file.

mod fields;
mod file;
mod last_good;
pub mod own;
mod schema;
#[cfg(test)]
mod tests;

use super::printer::Printer;
use super::{Done, Failure};
use clap::Command;
pub use file::{Contents, Fault};
use serde_json::json;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Where the file stands where nobody says so.
const USUAL: &str = "/etc/yizhan/station.toml";
/// Larger than any file that people write.
const MAX_BYTES: u64 = 256 * 1024;

#[derive(clap::Args)]
pub struct Options {
    /// Look at this file and say every fault with its line, its field and what is expected; exit 1 where there is one
    #[arg(long, value_name = "FILE", conflicts_with = "schema")]
    check: Option<PathBuf>,
    /// Print the value of one setting that the file names, and nothing where it does not
    #[arg(long, value_name = "NAME", conflicts_with_all = ["schema", "check"])]
    get: Option<String>,
    /// Print the form of the file as a JSON schema
    #[arg(long)]
    schema: bool,
}

/// The settings that count in this process, and where they come from.
#[derive(Debug, Default)]
pub struct Config {
    /// The file, where there is one.
    pub path: Option<PathBuf>,
    pub contents: Contents,
    text: String,
    /// The file has faults, and the one before it counts.
    pub last_good: bool,
}

impl Config {
    /// Reads the file that is named, or the usual one where it is there.
    pub fn load(named: Option<PathBuf>, program: &Command) -> Self {
        let said = named.is_some();
        let path = named.unwrap_or_else(|| PathBuf::from(USUAL));
        Self::at(path, said, program)
    }

    /// The same; where nobody names a file and the usual one says nothing, the station's own counts.
    pub fn of_station(named: Option<PathBuf>, data: &Path, program: &Command) -> Self {
        let said = named.is_some();
        let config = Self::load(named, program);
        if said || !config.contents.values.is_empty() || !config.contents.faults.is_empty() {
            return config;
        }
        let own = Self::at(own::path(data), false, program);
        if own.path.is_some() { own } else { config }
    }

    fn at(path: PathBuf, said: bool, program: &Command) -> Self {
        match text_of(&path) {
            Ok(text) => {
                let contents = file::read(&text, program);
                Self { path: Some(path), contents, text, last_good: false }
            }
            Err(error) if error.kind() == ErrorKind::NotFound && !said => Self::default(),
            Err(error) => {
                let contents = Contents { faults: vec![unreadable(&error)], ..Contents::default() };
                Self { path: Some(path), contents, ..Self::default() }
            }
        }
    }

    /// The faults, a line each, as compilers write them.
    pub fn faults(&self) -> Vec<String> {
        let path = self.path.as_deref().unwrap_or(Path::new(USUAL));
        self.contents.faults.iter().map(|fault| format!("{}:{fault}", path.display())).collect()
    }

    /// Takes the settings that worked last in the place of a file with faults; whether there are such.
    pub fn fall_back(&mut self, data: &Path, program: &Command) -> bool {
        let before = last_good::find(data).map(|text| file::read(&text, program));
        let Some(before) = before.filter(|before| before.faults.is_empty()) else { return false };
        self.contents.values = before.values;
        self.last_good = true;
        true
    }

    /// Keeps a file without a fault for the day on which it has one.
    pub fn keep(&self, data: &Path) {
        if self.path.is_none() || !self.contents.faults.is_empty() {
            return;
        }
        if let Err(error) = last_good::keep(data, &self.text) {
            tracing::warn!(%error, "the settings could not be kept");
        }
    }

    /// The program with the file's values in the place of its own.
    pub fn within(&self, program: Command) -> Command {
        // A file with faults says nothing, but for what worked before.
        let values = (self.contents.faults.is_empty() || self.last_good).then_some(&self.contents.values);
        fields::with_values(program, |name| Some(values?.get(name)?.value.clone()))
    }
}

/// What a text without a fault says of one setting.
pub fn setting(text: &str, name: &str, program: &Command) -> Option<String> {
    file::read(text, program).values.remove(name).map(|said| said.value)
}

/// The faults of a text, a sentence each.
pub fn faults_of(text: &str, program: &Command) -> Vec<String> {
    file::read(text, program).faults.iter().map(ToString::to_string).collect()
}

fn text_of(path: &Path) -> std::io::Result<String> {
    if fs::metadata(path)?.len() > MAX_BYTES {
        return Err(std::io::Error::other(format!("it is larger than {MAX_BYTES} bytes")));
    }
    fs::read_to_string(path)
}

fn unreadable(error: &std::io::Error) -> Fault {
    Fault { line: 0, field: String::new(), found: String::new(), expected: format!("it cannot be read: {error}") }
}

/// `yizhan config`.
pub fn run(config: &Config, printer: &Printer, options: &Options, program: &Command) -> Done {
    if options.schema {
        let text = serde_json::to_string_pretty(&schema::schema(program))?;
        return printer.line(&text);
    }
    if let Some(name) = &options.get {
        let said = config.contents.values.get(name.as_str());
        return said.map_or(Ok(()), |said| printer.line(&said.value));
    }
    let checked = options.check.as_ref().map(|path| Config::load(Some(path.clone()), program));
    let config = checked.as_ref().unwrap_or(config);
    let faults = config.faults();
    let Contents { values, faults: told } = &config.contents;
    let document = json!({ "file": config.path, "ok": faults.is_empty(), "faults": told, "settings": values });
    printer.either(&document, || {
        let Some(path) = &config.path else {
            return format!("there is no {USUAL}; command line and environment say everything");
        };
        if !faults.is_empty() {
            return faults.join("\n");
        }
        let line = |(name, value): (&&str, &file::Said)| {
            format!("{:<14} {:<40} [{}] line {}", name, value.value, value.section, value.line)
        };
        let settings = values.iter().map(line);
        std::iter::once(format!("{}: {} settings", path.display(), values.len()))
            .chain(settings)
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    if faults.is_empty() { Ok(()) } else { Err(Failure::Said) }
}
