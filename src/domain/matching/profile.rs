//! What a match may look at of a person. Sex, ethnic group, household registration, marriage, health, special categories,
//! name and number have no field here, and no text a person wrote about herself gets in: skills become licences and
//! trades, and what is neither is left outside (就业促进法 articles 26 to 31).

use super::licence::{self, Licence};
use crate::domain::division::{Division, chain};
use crate::domain::{DivisionCode, Education, Form, JobKind, Residence, WageExpected, WantedJob, WorkForm, vocabulary};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A person as a match sees her.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The most wanted first.
    pub(super) wanted: Vec<Wanted>,
    pub(super) work_forms: Vec<WorkForm>,
    pub(super) wage: Option<WageExpected>,
    /// Where she lives, to the county: not where her household is registered, which the form does not ask.
    pub(super) lives_in: Option<DivisionCode>,
    /// The same as province, city, county: looked up once and not for each posting.
    pub(super) home: Vec<Division>,
    /// How far she would go; `None`: as far as it takes.
    pub(super) max_distance_km: Option<u16>,
    pub(super) education: Option<Education>,
    pub(super) licences: BTreeSet<Licence>,
    /// Trades that she named among her skills.
    pub(super) trades: BTreeSet<JobKind>,
    pub(super) night_shift: Option<bool>,
    pub(super) needs_board: bool,
    pub(super) needs_lodging: bool,
    pub(super) available_from: Option<Date>,
}

/// A job she asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    Job(JobKind),
    /// A trade that is none of the list, in her words; it is looked for in titles.
    Own(String),
}

impl Profile {
    /// What counts of a registration. Every field of the form is named here: one that is added does not compile until
    /// somebody has decided whether a match may know of it.
    #[must_use]
    pub fn of(form: &Form) -> Self {
        let Form {
            residence: Residence { division, text: _ },
            education,
            skills,
            wanted_jobs,
            work_forms,
            wage_expected,
            available_from,
            max_distance_km,
            night_shift,
            needs_board,
            needs_lodging,
            // Who she is, how she is reached, what she told the station beside the work.
            name: _,
            id_type: _,
            id_number: _,
            no_id_reason: _,
            phone: _,
            contact_by_station: _,
            categories: _,
            wants: _,
            consents: _,
            assisted_by: _,
            note: _,
        } = form;
        Self {
            wanted: wanted_jobs.iter().filter_map(wanted).collect(),
            work_forms: work_forms.clone(),
            wage: *wage_expected,
            lives_in: division.clone(),
            home: division.as_ref().map(|code| chain(code.as_str())).unwrap_or_default(),
            max_distance_km: *max_distance_km,
            education: *education,
            licences: licence::held(skills.iter().map(String::as_str)),
            trades: skills.iter().filter_map(|skill| trade(skill)).collect(),
            night_shift: *night_shift,
            needs_board: *needs_board,
            needs_lodging: *needs_lodging,
            available_from: *available_from,
        }
    }

    /// The jobs she asked for, the most wanted first.
    pub fn wanted_kinds(&self) -> impl Iterator<Item = JobKind> {
        self.wanted.iter().filter_map(|wanted| match wanted {
            Wanted::Job(kind) => Some(*kind),
            Wanted::Own(_) => None,
        })
    }

    /// The same person, if she did another job.
    #[must_use]
    pub fn wanting(self, kind: JobKind) -> Self {
        Self { wanted: vec![Wanted::Job(kind)], ..self }
    }

    /// Trades she named among her skills.
    pub fn trades(&self) -> impl Iterator<Item = JobKind> {
        self.trades.iter().copied()
    }

    /// Trades she wishes for in her own words.
    pub fn own_words(&self) -> impl Iterator<Item = &str> {
        self.wanted.iter().filter_map(|wanted| match wanted {
            Wanted::Own(words) => Some(words.as_str()),
            Wanted::Job(_) => None,
        })
    }

    #[must_use]
    pub const fn lives_in(&self) -> Option<&DivisionCode> {
        self.lives_in.as_ref()
    }

    #[must_use]
    pub const fn wage(&self) -> Option<WageExpected> {
        self.wage
    }

    #[must_use]
    pub const fn licences(&self) -> &BTreeSet<Licence> {
        &self.licences
    }

    /// The job the way to near occupations begins at: the trade she knows, else the one she wants most.
    #[must_use]
    pub fn starts_from(&self) -> Option<JobKind> {
        self.trades.first().copied().or_else(|| self.wanted_kinds().next())
    }

    /// Whether she asked for work by the day or the hour: nobody is sent to it who did not.
    #[must_use]
    pub fn wants_gigs(&self) -> bool {
        self.work_forms.iter().any(|form| is_gig(*form))
    }

    #[must_use]
    pub fn is_free_on(&self, day: Date) -> bool {
        self.available_from.is_none_or(|from| from <= day)
    }
}

/// Work for a day or for hours (零工).
#[must_use]
pub const fn is_gig(form: WorkForm) -> bool {
    matches!(form, WorkForm::DayJob | WorkForm::Hourly | WorkForm::Temporary)
}

fn wanted(job: &WantedJob) -> Option<Wanted> {
    let own = job.text.trim();
    match (job.kind, vocabulary::job_kind(own)) {
        (JobKind::Other, None) => (own.chars().count() > 1).then(|| Wanted::Own(own.to_owned())),
        (JobKind::Other, Some(kind)) | (kind, _) => Some(Wanted::Job(kind)),
    }
}

/// The trade behind a skill as people say it: 会电焊, 做过三年保安, 面点.
fn trade(skill: &str) -> Option<JobKind> {
    const AROUND: &[&str] = &["会做", "会开", "会修", "会", "能做", "做过", "干过", "当过", "学过", "懂", "有"];
    let skill = skill.trim();
    if let Some(kind) = vocabulary::job_kind(skill) {
        return Some(kind);
    }
    let bare = AROUND.iter().find_map(|word| skill.strip_prefix(word)).unwrap_or(skill);
    let bare = bare.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十多几年的".contains(c));
    let bare = ["经验", "工作", "证"].iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare);
    vocabulary::job_kind(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skilled(skills: &[&str]) -> Profile {
        Profile::of(&Form { skills: skills.iter().map(ToString::to_string).collect(), ..Form::default() })
    }

    #[test]
    fn skills_as_people_say_them_become_trades_and_licences() {
        let person = skilled(&["会电焊", "做过三年保安", "电工证", "喜欢唱歌"]);
        let trades: Vec<JobKind> = person.trades.iter().copied().collect();
        assert_eq!(trades, [JobKind::Welder, JobKind::Electrician, JobKind::SecurityGuard]);
        assert_eq!(person.licences.iter().copied().collect::<Vec<_>>(), [Licence::Electrician]);
    }

    #[test]
    fn what_a_person_says_of_herself_beside_her_trade_stays_outside() {
        assert_eq!(skilled(&["女，已婚，35岁，湖南户口，身体健康"]), Profile::of(&Form::default()));
    }

    #[test]
    fn a_wish_in_own_words_that_the_list_knows_is_the_job_of_the_list() {
        let own = |text: &str| WantedJob { kind: JobKind::Other, text: text.into() };
        let form = Form { wanted_jobs: vec![own("烧电焊"), own("焊工"), own("修表")], ..Form::default() };
        let person = Profile::of(&form);
        assert_eq!(person.wanted_kinds().collect::<Vec<_>>(), [JobKind::Welder]);
        assert_eq!(person.own_words().collect::<Vec<_>>(), ["烧电焊", "修表"]);
    }
}
