//! A job posting as it travels: the facts a seeker decides by, each beside the original words it was read from.

use crate::codes::{Benefit, Education, JobKind, Settlement, Shift, SourceKind, WageUnit, WorkForm};
use crate::ids::{DivisionCode, PostingId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One job posting. The six elements that recruiting law asks of a notice (人社厅发〔2025〕60号: employer, headcount,
/// conditions, work, place, pay) are fields; what the advert did not say is empty, never invented.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Posting {
    pub id: PostingId,
    pub title: String,
    /// The employer's name as in the advert; empty where it named none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub employer: String,
    pub job_kind: JobKind,
    pub work_form: WorkForm,
    pub wage: Wage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settlement: Option<Settlement>,
    /// How many people are wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headcount: Option<u32>,
    #[serde(default)]
    pub place: Place,
    /// Tasks, in plain text; paragraphs are separated by line feeds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tasks: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub requirements: String,
    /// The least education wanted; `None`: none is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education: Option<Education>,
    /// Experience as the advert words it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub experience: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub benefits: Vec<Benefit>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<Shift>,
    /// The highest age the advert names, in years; `None`: it names none. Not a condition that anybody is judged by: it is
    /// here so that who is older need not read what says no to her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_max: Option<u8>,
    /// The advert says that disabled people are welcome (残疾人优先 and the like).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disability_welcome: bool,
    /// When the employer last said that it still stands; `None`: not since it was posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
    /// People said that it is not as it says, and the employer has not confirmed it since: it is asked again, and leaves
    /// soon if nobody answers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub doubted: bool,
    /// Whom to call, as the advert gives it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    pub source: Source,
    pub posted_on: Date,
    /// The last day the posting may be shown as open.
    pub valid_until: Date,
}

impl Posting {
    /// Tasks and requirements: the text in which words are searched.
    #[must_use]
    pub fn description(&self) -> String {
        format!("{}\n{}", self.tasks, self.requirements)
    }
}

/// Pay in the unit the advert uses; conversions are hints for comparing and are never shown first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Wage {
    /// The original words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Fen (a hundredth of a yuan) in `unit`: 18.5 元/小时 is 1850. `None` where the advert gives no lower end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_fen: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_fen: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<WageUnit>,
    /// "About": the words said 左右, 月均 or the like.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
    /// The unit is not in the words but follows from the amount.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unit_inferred: bool,
    /// 面议: to be agreed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub negotiable: bool,
    /// Months paid a year where the advert says so (13薪 is 13).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_a_year: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<DivisionCode>,
    /// Province, city and county in words, shortest form that people use ("长沙市 雨花区").
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub district: String,
    /// The place as the advert words it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// Where the posting was taken from; re-posted items must name it (人社厅发〔2025〕60号).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub name: String,
    pub kind: SourceKind,
}
