//! A registration as it is being filled in: everything optional, nothing checked. [`crate::domain::Registration`] is what
//! becomes of it once it passes.

use super::nouns::{Category, Consent, Education, IdType, Residence, WageExpected, WantedJob, Wants, WorkForm};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The draft of a walk-in registration, with the field names of its JSON. Text is kept as it was typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Form {
    pub name: String,
    pub id_type: IdType,
    pub id_number: String,
    pub no_id_reason: String,
    pub phone: String,
    pub contact_by_station: bool,
    pub residence: Residence,
    pub education: Option<Education>,
    pub skills: Vec<String>,
    pub wanted_jobs: Vec<WantedJob>,
    pub work_forms: Vec<WorkForm>,
    pub wage_expected: Option<WageExpected>,
    pub available_from: Option<Date>,
    pub max_distance_km: Option<u16>,
    pub night_shift: Option<bool>,
    pub needs_board: bool,
    pub needs_lodging: bool,
    pub categories: Vec<Category>,
    pub wants: Wants,
    pub consents: Vec<Consent>,
    pub assisted_by: Option<String>,
    pub note: String,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            name: String::new(),
            id_type: IdType::ResidentId,
            id_number: String::new(),
            no_id_reason: String::new(),
            phone: String::new(),
            contact_by_station: false,
            residence: Residence::default(),
            education: None,
            skills: Vec::new(),
            wanted_jobs: Vec::new(),
            work_forms: Vec::new(),
            wage_expected: None,
            available_from: None,
            max_distance_km: None,
            night_shift: None,
            needs_board: false,
            needs_lodging: false,
            categories: Vec::new(),
            wants: Wants::default(),
            consents: Vec::new(),
            assisted_by: None,
            note: String::new(),
        }
    }
}
