//! When a policy fits a person: conditions over what she has answered, put together. Each condition carries its own sentence,
//! so that what is shown and what is checked cannot drift apart.

use super::Said;
use serde::Deserialize;

/// In JSON `{"all": […]}`, `{"any": […]}`, `{"named": "hard_to_place"}` or `{"when": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    All(Vec<Self>),
    Any(Vec<Self>),
    /// A rule that several policies share, by its name in the pack.
    Named(String),
    When(Box<Condition>),
}

/// One thing that must hold. Exactly one of the tests is given.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The question whose answer it looks at.
    pub fact: String,
    /// The answer is one of these, or among several answers one is.
    #[serde(default)]
    pub is: Vec<String>,
    /// The answer is none of these.
    #[serde(default)]
    pub is_not: Vec<String>,
    /// The answer is a number from here on.
    #[serde(default)]
    pub at_least: Option<i64>,
    /// The answer is a number up to here.
    #[serde(default)]
    pub at_most: Option<i64>,
    /// The condition in words: 失业保险缴满 12 个月.
    pub says: Said,
    /// The paper that proves it.
    #[serde(default)]
    pub paper: Option<Said>,
}
