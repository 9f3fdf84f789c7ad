//! From reasons of a match to plain words: what fits, what is missing, what would help.

use super::words::Words;
use crate::domain::matching::{Change, Fit, Gap, Licence, Match, Near, Trait};
use crate::domain::service::Courses;
use crate::domain::{Wage, WageExpected};
use jiff::civil::Date;

impl Words {
    #[must_use]
    pub fn fit(self, fit: &Fit) -> String {
        match fit {
            Fit::Wanted { kind, first: true } => self.fit_wanted_first(self.job_kind(*kind)),
            Fit::Wanted { kind, first: false } => self.fit_wanted(self.job_kind(*kind)),
            Fit::OwnWords(words) => self.fit_own_words(words),
            Fit::NearJob { like, kind, shared } => {
                self.fit_near(self.job_kind(*kind), self.job_kind(*like), &self.traits(shared))
            }
            Fit::KnowsTrade(kind) => self.fit_trade(self.job_kind(*kind)),
            Fit::WorkForm(form) => self.fit_work_form(self.work_form(*form)),
            Fit::Wage(wanted) => self.fit_wage(&self.expected(*wanted)),
            Fit::SameStreet => self.fit_street().to_owned(),
            Fit::Near { km } => self.fit_near_home(i64::from(*km)),
            Fit::SameCounty { km: None } => self.fit_county().to_owned(),
            Fit::SameCounty { km: Some(km) } => self.fit_county_km(i64::from(*km)),
            Fit::SameCity => self.fit_city().to_owned(),
            Fit::WithinReach { km } => self.fit_within_reach(i64::from(*km)),
            Fit::LicenceHeld(licence) => self.fit_licence(self.licence(*licence)),
            Fit::Education(education) => self.fit_education(self.education(*education)),
            Fit::Nights => self.fit_nights().to_owned(),
            Fit::Board => self.fit_board().to_owned(),
            Fit::Lodging => self.fit_lodging().to_owned(),
        }
    }

    #[must_use]
    pub fn gap(self, gap: &Gap, today: Date) -> String {
        match gap {
            Gap::OtherWorkForm { offered } => self.gap_work_form(self.work_form(*offered)),
            Gap::WageBelow { wanted } => self.gap_wage(&self.expected(*wanted)),
            Gap::WageUnsaid => self.gap_wage_unsaid().to_owned(),
            Gap::OtherCity => self.gap_city().to_owned(),
            Gap::OtherProvince => self.gap_province().to_owned(),
            Gap::TooFar { km, limit } => self.gap_too_far(i64::from(*km), i64::from(*limit)),
            Gap::LicenceMissing(licence) => self.gap_licence(self.licence(*licence)),
            Gap::LicenceWelcome(licence) => self.gap_licence_welcome(self.licence(*licence)),
            Gap::EducationBelow { asked, has } => self.gap_education(self.education(*asked), self.education(*has)),
            Gap::EducationUnsaid { asked } => self.gap_education_unsaid(self.education(*asked)),
            Gap::Experience { years } => self.gap_experience(i64::from(*years)),
            Gap::NightsRefused => self.gap_nights().to_owned(),
            Gap::NightsUnsaid => self.gap_nights_unsaid().to_owned(),
            Gap::NoBoard => self.gap_board().to_owned(),
            Gap::NoLodging => self.gap_lodging().to_owned(),
            Gap::NotYet { from } => self.gap_not_yet(&self.date(*from, today)),
        }
    }

    #[must_use]
    pub fn change(self, change: &Change, courses: Courses<'_>) -> String {
        match change {
            Change::GetLicence { licence } => {
                let get = self.change_licence(self.licence(*licence));
                self.course(*licence, courses).map_or_else(|| get.clone(), |course| self.change_course(&get, &course))
            }
            Change::TakeWorkForm { offered } => self.change_work_form(self.work_form(*offered)),
            Change::AgreeOnWage => self.change_wage().to_owned(),
            Change::AskWage => self.change_ask_wage().to_owned(),
            Change::TravelOrMove => self.change_place().to_owned(),
            Change::AskEducation => self.change_education().to_owned(),
            Change::SayEducation => self.change_say_education().to_owned(),
            Change::SayExperience => self.change_experience().to_owned(),
            Change::WorkNights => self.change_nights().to_owned(),
            Change::SayNights => self.change_say_nights().to_owned(),
            Change::FindBoard => self.change_board().to_owned(),
            Change::FindLodging => self.change_lodging().to_owned(),
            Change::AskLaterStart { from } => self.change_start(&self.date(*from, courses.today)),
        }
    }

    /// In a word: it fits, a job like hers is open to her, or a condition is not met.
    #[must_use]
    pub fn verdict(self, found: &Match) -> &'static str {
        match (found.is_good(), found.is_her_own()) {
            (true, true) => self.match_good(),
            (true, false) => self.match_maybe(),
            (false, _) => self.match_ask(),
        }
    }

    /// What fits, what is missing and what would help, a line each; a line with nothing to say is left out.
    #[must_use]
    pub fn reasons(self, found: &Match, courses: Courses<'_>) -> Vec<String> {
        let fits: Vec<String> = found.fits.iter().map(|fit| self.fit(fit)).collect();
        let missing: Vec<String> = found.missing.iter().map(|gap| self.gap(gap, courses.today)).collect();
        let help: Vec<String> = found.would_help().iter().map(|change| self.change(change, courses)).collect();
        let line = |parts: Vec<String>, say: &dyn Fn(&str) -> String| {
            (!parts.is_empty()).then(|| say(&parts.join(self.reason_separator())))
        };
        let fits = line(fits, &|reasons| self.match_fits(reasons));
        let missing = line(missing, &|reasons| self.match_missing(reasons));
        let help = line(help, &|reasons| self.match_help(reasons));
        [fits, missing, help].into_iter().flatten().collect()
    }

    /// How near another job is, a line each: how many want it, what is the same, what would be new, which paper.
    #[must_use]
    pub fn near(self, near: &Near, courses: Courses<'_>) -> Vec<String> {
        let mut lines = vec![self.near_open(i64::try_from(near.open).unwrap_or(i64::MAX))];
        lines.push(self.near_shared(&self.traits(&near.shared)));
        if !near.new.is_empty() {
            lines.push(self.near_new(&self.traits(&near.new)));
        }
        if let Some(licence) = near.licence {
            lines.push(self.near_licence(self.licence(licence)));
            lines.extend(self.course(licence, courses).map(|course| self.near_course(&course)));
        }
        lines
    }

    /// The next course that leads to a licence, and when it begins.
    fn course(self, licence: Licence, courses: Courses<'_>) -> Option<String> {
        let course = courses.to(licence)?;
        let title = self.of_pack(&course.title);
        Some(course.on.map_or_else(|| title.to_owned(), |on| self.course_begins(title, &self.date(on, courses.today))))
    }

    fn traits(self, traits: &[Trait]) -> String {
        traits.iter().map(|each| self.job_trait(*each)).collect::<Vec<_>>().join(self.list_separator())
    }

    fn expected(self, wanted: WageExpected) -> String {
        let fen = Some(i64::from(wanted.min) * 100);
        self.wage(&Wage { min_fen: fen, max_fen: fen, unit: Some(wanted.unit), ..Wage::default() }).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DivisionCode;
    use crate::domain::content::read;
    use crate::domain::matching::Licence;
    use crate::domain::service::Content;
    use crate::i18n::Language;
    use jiff::civil::date;

    #[test]
    fn what_is_missing_and_what_would_help_is_said_in_one_breath() {
        let today = date(2026, 11, 22);
        let found =
            Match { fits: vec![Fit::SameCounty { km: None }], missing: vec![Gap::LicenceMissing(Licence::Forklift)] };
        let content = Content::default();
        let courses = Courses { content: &content, today, here: None };
        let lines = Words::of(Language::Chinese).reasons(&found, courses);
        assert_eq!(lines, ["相符：在同一区县", "缺：要求叉车证：登记的技能里没有", "办法：拿到叉车证就行"]);
        let english = Words::of(Language::English).reasons(&found, courses).join(" ");
        assert!(english.contains("asks for forklift licence"), "{english}");
    }

    #[test]
    fn where_a_licence_is_missing_the_next_course_that_leads_to_it_is_named() {
        let today = date(2026, 11, 22);
        let course = |id: &str, on: &str, region: &str| {
            format!(
                r#"{{"id": "{id}", "title": {{"zh": "叉车班{id}", "en": "Forklift {id}"}}, "line": "句", "on": "{on}",
                    "region": "{region}", "leads_to": ["forklift"], "source": {{"name": "样", "as_of": "2026-01-01"}}}}"#
            )
        };
        let items = [
            course("over", "2026-11-01", "430000"),
            course("later", "2026-12-20", "430000"),
            course("next", "2026-11-28", "430000"),
            course("elsewhere", "2026-11-25", "440000"),
        ];
        let body = format!(r#"{{"items": [{}]}}"#, items.join(","));
        let mut content = Content::default();
        content.take(read("courses", &body).unwrap().unwrap());
        let here = DivisionCode::new("430111");
        let courses = Courses { content: &content, today, here: here.as_ref() };
        let said = |licence| {
            let found = Match { fits: vec![], missing: vec![Gap::LicenceMissing(licence)] };
            Words::of(Language::Chinese).reasons(&found, courses).pop().unwrap()
        };
        assert_eq!(said(Licence::Forklift), "办法：拿到叉车证就行（培训：叉车班next，11月28日开班）");
        assert_eq!(said(Licence::Welder), "办法：拿到焊工证就行");
    }
}
