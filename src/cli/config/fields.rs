//! Which settings a station's file may hold. Each is named as the option it stands for and is read by that option's own
//! parser, so that file, environment and command line can never mean different things by the same words.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use std::error::Error as _;

/// What is written behind the equals sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// "text in quotes"
    Text,
    /// A whole number.
    Whole,
    /// A number, also with a point.
    Number,
    /// true or false
    Yes,
}

impl Kind {
    /// As whoever writes the file is told.
    pub const fn expected(self) -> &'static str {
        match self {
            Self::Text => "expected text in double quotes",
            Self::Whole => "expected a whole number without quotes",
            Self::Number => "expected a number without quotes",
            Self::Yes => "expected true or false without quotes",
        }
    }
}

/// A setting by the name of its option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    pub name: &'static str,
    pub kind: Kind,
}

const fn text(name: &'static str) -> Setting {
    Setting { name, kind: Kind::Text }
}

const fn of(name: &'static str, kind: Kind) -> Setting {
    Setting { name, kind }
}

/// Every setting. Nothing secret is among them: keys come by credentials (see `store::key`).
pub const SETTINGS: &[Setting] = &[
    text("data"),
    text("lang"),
    text("platform"),
    text("suite"),
    text("division"),
    text("neighbours"),
    text("windowed"),
    of("board", Kind::Yes),
    of("diagonal", Kind::Number),
    of("above-floor", Kind::Number),
    of("turn", Kind::Whole),
    text("site"),
    text("screen-hours"),
    text("brightness"),
    text("staff-hours"),
    text("colours"),
    text("voice"),
    text("headset"),
    text("card-reader"),
    text("printer"),
    of("paper", Kind::Whole),
    of("slip-text", Kind::Yes),
    of("printer-mute", Kind::Yes),
    text("scanner"),
    text("films"),
    text("a4-printer"),
    text("recogniser"),
    text("recorder"),
    text("pinyin"),
];

/// Commands that are no part of a station: what a file says of this one is not for them.
const BESIDE: &[&str] = &["simulate", "demo", "config", "boot"];

/// The sections of a file; what a later one says counts. A province writes the first, an office the second, a technician
/// the third.
pub const SECTIONS: [&str; 3] = ["global", "site", "device"];

/// The setting of this name.
pub fn setting(name: &str) -> Option<Setting> {
    SETTINGS.iter().copied().find(|setting| setting.name == name)
}

/// The name that may have been meant.
pub fn nearest(name: &str) -> Option<&'static str> {
    const ALIKE: f64 = 0.8;
    let written = name.replace('_', "-");
    let alike = |setting: &Setting| (strsim::jaro_winkler(&written, setting.name), setting.name);
    let best = SETTINGS.iter().map(alike).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= ALIKE).then_some(best.1)
}

/// The option behind a setting, and the command that has it; the program itself for one that all have.
pub fn option<'a>(program: &'a Command, name: &str) -> Option<(Option<&'a str>, &'a Arg)> {
    let among = |command: &'a Command| command.get_arguments().find(|arg| arg.get_long() == Some(name));
    if let Some(arg) = among(program) {
        return Some((None, arg));
    }
    let ours = program.get_subcommands().filter(|command| !BESIDE.contains(&command.get_name()));
    ours.into_iter().find_map(|command| Some((Some(command.get_name()), among(command)?)))
}

/// What the option's own parser expects instead of this value; `None` where it takes it.
pub fn refusal(program: &Command, name: &str, value: &str) -> Option<String> {
    let (command, _) = option(program, name)?;
    let flag = format!("--{name}");
    let words = std::iter::once(program.get_name().to_owned())
        .chain(command.map(str::to_owned))
        .chain([format!("{flag}={value}")]);
    let error = program.clone().try_get_matches_from(words).err()?;
    // The environment is read as well, and may hold mistakes of its own.
    let about_this =
        matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(arg)) if arg.starts_with(&flag));
    match error.kind() {
        ErrorKind::ValueValidation if about_this => {
            Some(error.source().map_or_else(|| "expected another value".to_owned(), ToString::to_string))
        }
        ErrorKind::InvalidValue if about_this => Some(match error.get(ContextKind::ValidValue) {
            Some(ContextValue::Strings(known)) => format!("expected one of {}", known.join(", ")),
            _ => "expected a value that is not empty".to_owned(),
        }),
        _ => None,
    }
}

/// The program with these values in the place of its own: what the command line or the environment says goes before them.
pub fn with_values(program: Command, value: impl Fn(&str) -> Option<String>) -> Command {
    let put = |arg: Arg| match arg.get_long().and_then(&value) {
        Some(value) => arg.default_value(value),
        None => arg,
    };
    program
        .mut_args(put)
        .mut_subcommands(|command| if BESIDE.contains(&command.get_name()) { command } else { command.mut_args(put) })
}
