//! The review of a posting's text before anybody sees it: twenty-one rules of recruiting law, as data
//! (`assets/posting-review.json`), and what follows from the answers to the questions. The machine points, and a person
//! decides: a finding says where it stands, how grave it is and which law it is about, and nothing is ever rejected by it
//! alone.
//!
//! Sources: 就业促进法 26 to 31, 妇女权益保障法 43, 人力资源市场暂行条例 24 to 29, 劳动法 36 to 41, 劳动合同法 9, 19, 20, 68 and 72,
//! 人社厅发〔2025〕60号.

mod reading;
mod told;

pub use reading::Reading;
pub use told::{Known, Told, told};

use regex::Regex;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// The rules, in the order of the table in the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    Sex,
    Marriage,
    Ethnic,
    Health,
    Disability,
    Household,
    Age,
    Money,
    Loan,
    Documents,
    Fraud,
    Hype,
    OffPlatform,
    Wage,
    Hours,
    PartTime,
    Probation,
    Insurance,
    Missing,
    Stale,
    Hazards,
}

impl Rule {
    pub const ALL: [Self; 21] = [
        Self::Sex,
        Self::Marriage,
        Self::Ethnic,
        Self::Health,
        Self::Disability,
        Self::Household,
        Self::Age,
        Self::Money,
        Self::Loan,
        Self::Documents,
        Self::Fraud,
        Self::Hype,
        Self::OffPlatform,
        Self::Wage,
        Self::Hours,
        Self::PartTime,
        Self::Probation,
        Self::Insurance,
        Self::Missing,
        Self::Stale,
        Self::Hazards,
    ];

    /// The rule's number in the table: `R1` to `R21`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        const CODES: [&str; 21] = [
            "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14", "R15", "R16",
            "R17", "R18", "R19", "R20", "R21",
        ];
        #[expect(clippy::indexing_slicing, reason = "a table of as many codes as there are rules")]
        CODES[self as usize]
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look; nothing has to be done.
    Hint,
    /// A person decides, and says why.
    Weigh,
    /// The text is changed before anybody sees it.
    Block,
}

impl Severity {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Weigh => "weigh",
            Self::Block => "block",
        }
    }
}

/// Something that a rule points at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub rule: Rule,
    pub severity: Severity,
    /// The question whose answer it is in, or that was not answered.
    pub field: String,
    /// Where in the answer, in bytes; empty where it is about no words.
    pub place: Range<usize>,
    /// The words, as they stand there.
    pub quote: String,
    /// A figure that says more: hours a week, yuan, days; what it counts follows from the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<i64>,
}

/// A text of one answer against all rules. `field` is the question's name.
#[must_use]
pub fn read_text(field: &str, text: &str) -> Vec<Finding> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let rules = rules();
    let [folded, raw] = [Reading::folded(text, &rules.spelt), Reading::raw(text)];
    let mut findings: Vec<Finding> = Vec::new();
    for (rule, table) in &rules.tables {
        let allowed: Vec<Range<usize>> =
            table.allow.iter().flat_map(|allow| allow.find_iter(folded.text()).map(|hit| hit.range())).collect();
        for pattern in &table.patterns {
            let reading = if pattern.raw { &raw } else { &folded };
            for hit in pattern.hits(reading.text()) {
                let forgiven = allowed.iter().any(|span| span.start <= hit.start && hit.end <= span.end);
                if forgiven && !pattern.raw {
                    continue;
                }
                let place = reading.original(&hit);
                let quote = text.get(place.clone()).unwrap_or_default().trim().to_owned();
                let severity = pattern.severity;
                findings.push(Finding { rule: *rule, severity, field: field.to_owned(), place, quote, figure: None });
            }
        }
    }
    merged(findings)
}

/// One finding for words that several patterns of one rule point at: the gravest, over all of them.
fn merged(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.rule, finding.place.start, std::cmp::Reverse(finding.place.end)));
    let mut merged: Vec<Finding> = Vec::new();
    for finding in findings {
        match merged.last_mut().filter(|last| last.rule == finding.rule && finding.place.start < last.place.end) {
            Some(last) => last.severity = last.severity.max(finding.severity),
            None => merged.push(finding),
        }
    }
    merged.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.place.start, finding.rule));
    merged
}

/// A pattern over the reading of a text.
struct Pattern {
    find: Regex,
    severity: Severity,
    /// The number in the first group must be above or below this for the pattern to count.
    over: Option<i64>,
    under: Option<i64>,
    /// Of the text as it stands, with its separators: addresses of the web.
    raw: bool,
}

impl Pattern {
    fn hits(&self, text: &str) -> Vec<Range<usize>> {
        let counts = |found: &regex::Captures<'_>| {
            if self.over.is_none() && self.under.is_none() {
                return true;
            }
            // Without a number in it, the words themselves are what is meant.
            let Some(number) = found.get(1).and_then(|group| group.as_str().parse::<i64>().ok()) else { return true };
            self.over.is_none_or(|over| number > over) && self.under.is_none_or(|under| number < under)
        };
        self.find.captures_iter(text).filter(counts).filter_map(|found| Some(found.get(0)?.range())).collect()
    }
}

#[derive(Default)]
struct Table {
    patterns: Vec<Pattern>,
    allow: Vec<Regex>,
}

struct Rules {
    tables: BTreeMap<Rule, Table>,
    spelt: reading::Spelt,
}

/// A pattern as the table writes it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(String),
    Bounded {
        find: String,
        #[serde(default)]
        over: Option<i64>,
        #[serde(default)]
        under: Option<i64>,
        #[serde(default)]
        raw: bool,
    },
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct WrittenRule {
    block: Vec<Written>,
    weigh: Vec<Written>,
    hint: Vec<Written>,
    allow: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTable {
    separators: String,
    look_alikes: BTreeMap<char, String>,
    spellings: BTreeMap<String, String>,
    homophones: BTreeMap<String, String>,
    rules: BTreeMap<String, WrittenRule>,
}

/// The rules of this program.
fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    // The file is part of the program; that it can be read is what a test is for.
    RULES.get_or_init(|| load(include_str!("../../../assets/posting-review.json")).unwrap_or_else(|_| Rules::none()))
}

impl Rules {
    fn none() -> Self {
        Self { tables: BTreeMap::new(), spelt: reading::Spelt::default() }
    }
}

fn load(table: &str) -> Result<Rules, String> {
    let written: WrittenTable = serde_json::from_str(table).map_err(|e| e.to_string())?;
    let spelt = reading::Spelt::new(&written.separators, written.look_alikes, &written.spellings, &written.homophones)?;
    let mut tables = BTreeMap::new();
    for (code, rule) in written.rules {
        let known = Rule::parse(&code).ok_or_else(|| format!("there is no rule {code}"))?;
        let mut table = Table::default();
        let parts = [(Severity::Block, rule.block), (Severity::Weigh, rule.weigh), (Severity::Hint, rule.hint)];
        for (severity, patterns) in parts {
            for pattern in patterns {
                table.patterns.push(compiled(severity, pattern)?);
            }
        }
        for allow in rule.allow {
            table.allow.push(Regex::new(&allow).map_err(|e| format!("{code}: {e}"))?);
        }
        tables.insert(known, table);
    }
    Ok(Rules { tables, spelt })
}

fn compiled(severity: Severity, written: Written) -> Result<Pattern, String> {
    let (find, over, under, raw) = match written {
        Written::Plain(find) => (find, None, None, false),
        Written::Bounded { find, over, under, raw } => (find, over, under, raw),
    };
    let find = Regex::new(&find).map_err(|e| e.to_string())?;
    Ok(Pattern { find, severity, over, under, raw })
}

#[cfg(test)]
mod tests;
