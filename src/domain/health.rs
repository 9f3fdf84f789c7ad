//! How a station is, as a technician is told: what was looked at, what was found, how bad it is. What to do about it stands
//! in the locales, by the same names.

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Check {
    Program,
    Settings,
    Key,
    Store,
    Integrity,
    Traces,
    Disk,
    Enrolled,
    Clock,
    Line,
    Contact,
    Waiting,
    Refused,
    Packs,
    CardReader,
    SlipPrinter,
    PagePrinter,
    Scanner,
    Pinyin,
    Voice,
    Sound,
    Films,
    Memory,
    Temperature,
    Display,
    Touch,
    CoreDumps,
    Swap,
    Consoles,
    KeyCombinations,
    Sticks,
    Accounts,
    Ports,
    Firewall,
}

impl Check {
    pub const ALL: [Self; 34] = [
        Self::Program,
        Self::Settings,
        Self::Key,
        Self::Store,
        Self::Integrity,
        Self::Traces,
        Self::Disk,
        Self::Enrolled,
        Self::Clock,
        Self::Line,
        Self::Contact,
        Self::Waiting,
        Self::Refused,
        Self::Packs,
        Self::CardReader,
        Self::SlipPrinter,
        Self::PagePrinter,
        Self::Scanner,
        Self::Pinyin,
        Self::Voice,
        Self::Sound,
        Self::Films,
        Self::Memory,
        Self::Temperature,
        Self::Display,
        Self::Touch,
        Self::CoreDumps,
        Self::Swap,
        Self::Consoles,
        Self::KeyCombinations,
        Self::Sticks,
        Self::Accounts,
        Self::Ports,
        Self::Firewall,
    ];

    /// The name in `yizhan doctor --json`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Settings => "settings",
            Self::Key => "key",
            Self::Store => "store",
            Self::Integrity => "integrity",
            Self::Traces => "traces",
            Self::Disk => "disk",
            Self::Enrolled => "enrolled",
            Self::Clock => "clock",
            Self::Line => "line",
            Self::Contact => "contact",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
            Self::Packs => "packs",
            Self::CardReader => "card_reader",
            Self::SlipPrinter => "slip_printer",
            Self::PagePrinter => "page_printer",
            Self::Scanner => "scanner",
            Self::Pinyin => "pinyin",
            Self::Voice => "voice",
            Self::Sound => "sound",
            Self::Films => "films",
            Self::Memory => "memory",
            Self::Temperature => "temperature",
            Self::Display => "display",
            Self::Touch => "touch",
            Self::CoreDumps => "core_dumps",
            Self::Swap => "swap",
            Self::Consoles => "consoles",
            Self::KeyCombinations => "key_combinations",
            Self::Sticks => "sticks",
            Self::Accounts => "accounts",
            Self::Ports => "ports",
            Self::Firewall => "firewall",
        }
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Good,
    /// Nothing is said against it, and nothing for it: it is not there, or cannot be seen from here.
    Note,
    /// The station works, and somebody should see to it.
    Poor,
    /// People, or what they entrusted to the station, are not safe, or nobody can use it.
    Bad,
}

impl Severity {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Note => "note",
            Self::Poor => "poor",
            Self::Bad => "bad",
        }
    }
}

/// What a check found. Nothing of a person is ever in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub check: Check,
    pub severity: Severity,
    /// Which of the things that the check can find.
    pub state: &'static str,
    /// How much, how many, how long; 0 where nothing is counted.
    pub n: i64,
    /// A name, a path, an error of the system's.
    pub what: String,
}

impl Finding {
    #[must_use]
    pub const fn new(check: Check, severity: Severity, state: &'static str) -> Self {
        Self { check, severity, state, n: 0, what: String::new() }
    }

    #[must_use]
    pub const fn good(check: Check) -> Self {
        Self::new(check, Severity::Good, "good")
    }

    #[must_use]
    pub fn counting(self, n: impl TryInto<i64>) -> Self {
        Self { n: n.try_into().unwrap_or(i64::MAX), ..self }
    }

    #[must_use]
    pub fn naming(self, what: impl Into<String>) -> Self {
        Self { what: what.into(), ..self }
    }
}

/// A picture of the screen on which nothing of a person can be read: width, height, and red, green and blue of each pixel.
#[derive(Clone, PartialEq, Eq)]
pub struct Portrait {
    pub width: u32,
    pub height: u32,
    pub rgb: Vec<u8>,
}

impl std::fmt::Debug for Portrait {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Portrait({} x {})", self.width, self.height)
    }
}

/// The worst of these; good where there are none.
#[must_use]
pub fn worst(findings: &[Finding]) -> Severity {
    findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Good)
}

/// What is broken, by the names of `yizhan doctor --json`; also a platform that answers and with which this program cannot speak.
#[must_use]
pub fn broken(findings: &[Finding]) -> Vec<String> {
    let says = |check, state| findings.iter().any(|one| one.check == check && one.state == state);
    let mute = says(Check::Line, "good") && says(Check::Contact, "trouble");
    let bad = |one: &&Finding| one.severity == Severity::Bad || (mute && one.check == Check::Contact);
    findings.iter().filter(bad).map(|one| one.check.as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_that_answers_and_is_not_understood_is_broken_and_a_dead_line_is_not() {
        let trouble = Finding::new(Check::Contact, Severity::Poor, "trouble");
        let dead = Finding::new(Check::Line, Severity::Poor, "silent");
        assert!(broken(&[dead, trouble.clone()]).is_empty());
        assert_eq!(broken(&[Finding::good(Check::Line), trouble]), ["contact"]);
        assert_eq!(broken(&[Finding::new(Check::Store, Severity::Bad, "damaged")]), ["store"]);
    }

    #[test]
    fn the_worst_is_told_and_every_check_has_a_name_of_its_own() {
        let poor = Finding::new(Check::Swap, Severity::Poor, "disk");
        assert_eq!(worst(&[Finding::good(Check::Disk), poor]), Severity::Poor);
        assert_eq!(worst(&[]), Severity::Good);
        let names: std::collections::BTreeSet<_> = Check::ALL.map(Check::as_str).into();
        assert_eq!(names.len(), Check::ALL.len());
    }
}
