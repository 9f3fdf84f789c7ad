//! Zones (招聘专区): postings of a campaign, or for a group of people. A zone is no list of its own but the conditions that find
//! its postings, so that it never shows one that is gone, and whoever is in it sees each condition and can drop it.

use crate::domain::content::Wanted;
use crate::domain::query::{Filters, NEW_DAYS};

/// The words and the conditions by which a zone's postings are found.
#[must_use]
pub fn wanted_by(wanted: &Wanted) -> (String, Filters) {
    let filters = Filters {
        job_group: wanted.job_group.filter(|_| wanted.job_kind.is_none()),
        job_kind: wanted.job_kind,
        work_form: wanted.work_form,
        settlement: wanted.settlement,
        shift: wanted.shift,
        benefits: wanted.benefits.clone(),
        source: wanted.source,
        no_diploma: wanted.no_diploma,
        disability_welcome: wanted.disability_welcome,
        age: wanted.age,
        posted_within: wanted.new.then_some(NEW_DAYS),
        ..Filters::default()
    };
    (wanted.words.trim().to_owned(), filters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Benefit, WorkForm};

    #[test]
    fn a_zone_finds_what_a_person_would_find_who_chooses_its_conditions() {
        let wanted = Wanted {
            words: " 退役军人 ".into(),
            work_form: Some(WorkForm::FullTime),
            benefits: vec![Benefit::Lodging],
            new: true,
            ..Wanted::default()
        };
        let (words, filters) = wanted_by(&wanted);
        assert_eq!(words, "退役军人");
        let chosen = Filters {
            work_form: Some(WorkForm::FullTime),
            benefits: vec![Benefit::Lodging],
            posted_within: Some(NEW_DAYS),
            ..Filters::default()
        };
        assert_eq!(filters, chosen);
    }
}
