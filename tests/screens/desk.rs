//! The station's own thread, for the desk: a few registered people who do not exist.

use super::{TODAY, Workers, hit, now};
use yizhan::domain::ground::Ground;
use yizhan::domain::ledger::{EntryRow, EntryState, Status};
use yizhan::domain::matching::lists::{Candidate, FEW, GigList, Suggestion, Suggestions, people_for};
use yizhan::domain::matching::near::near;
use yizhan::domain::matching::{Demand, Profile, by_score, gigs, look};
use yizhan::domain::role::{Role, Roles};
use yizhan::domain::staff::StaffMember;
use yizhan::domain::{
    Consent, ConsentPurpose, EntryId, Form, JobKind, ReceiptNo, SeqNo, StationId, WageExpected, WageUnit, WantedJob,
    WorkForm,
};
use yizhan::runtime::office::OfficeJob;
use yizhan::runtime::{Event, Job};

pub fn clerk() -> StaffMember {
    StaffMember {
        id: 1,
        name: "测试经办员".into(),
        roles: Roles::of(&[Role::Clerk, Role::Counsellor, Role::Supervisor]),
        pin_given: false,
    }
}

fn person(name: &str, kind: JobKind, work_form: WorkForm, skills: &[&str]) -> Form {
    let consent = |purpose| Consent { purpose, version: "2026-11".into(), given: now() };
    Form {
        name: name.into(),
        phone: "13800000001".into(),
        wanted_jobs: vec![WantedJob { kind, text: String::new() }],
        work_forms: vec![work_form],
        skills: skills.iter().map(ToString::to_string).collect(),
        consents: vec![consent(ConsentPurpose::Register), consent(ConsentPurpose::Push)],
        ..Form::default()
    }
}

/// A welder, two who want day work, and one whose trade nobody here asks for.
pub fn people() -> Vec<(ReceiptNo, Form)> {
    let welder = Form {
        wage_expected: Some(WageExpected { min: 5_000, unit: WageUnit::Month }),
        ..person("测试甲", JobKind::Welder, WorkForm::FullTime, &["电焊证"])
    };
    let own = WantedJob { kind: JobKind::Other, text: "修钟表".into() };
    let watchmaker =
        Form { wanted_jobs: vec![own], ..person("测试丁", JobKind::Other, WorkForm::FullTime, &["做过收银"]) };
    let forms = [
        welder,
        person("测试乙", JobKind::Loader, WorkForm::DayJob, &["C1驾照"]),
        person("测试丙", JobKind::Sorter, WorkForm::DayJob, &[]),
        watchmaker,
    ];
    (1..).zip(forms).map(|(seq, form)| (ReceiptNo::of(StationId(12), SeqNo(seq)), form)).collect()
}

/// Their lines in the list of registrations.
pub fn entries() -> Vec<EntryRow> {
    people().into_iter().map(|(receipt, form)| row(receipt, form)).collect()
}

impl Workers {
    /// What the station's threads answer; `None` for what the desk's tests do not need.
    pub(super) fn at_desk(&self, job: &Job) -> Option<Event> {
        Some(match job {
            Job::ListStaff => Event::Staff(self.books().staff()),
            Job::SignIn { staff, pin } => match self.books().check_pin(*staff, pin) {
                Ok(member) => Event::SignedIn(member),
                Err(refusal) => Event::SignInRefused(refusal),
            },
            Job::Office(job) => {
                if let OfficeJob::StandAt(place) = &**job {
                    let place = Some(place.clone());
                    self.tell(Event::Status(Box::new(Status { place, ..super::status(4_812) })));
                }
                return self.books().answer((**job).clone()).map(|event| Event::Office(Box::new(event)));
            }
            Job::Board => Event::Board(Box::new(self.books().board())),
            Job::FindDraft => Event::DraftFound(None),
            Job::ListEntries { .. } => Event::Entries(entries()),
            Job::ReadProfile { receipt } => {
                let form = people().into_iter().find(|(known, _)| known == receipt).map(|(_, form)| form);
                let form = form.or_else(|| self.books().form_of(receipt));
                Event::ProfileRead { receipt: receipt.clone(), profile: form.map(|form| Box::new(Profile::of(&form))) }
            }
            Job::Suggest { receipt, profile, limit } => {
                Event::Suggested { receipt: receipt.clone(), suggestions: Box::new(self.suggestions(profile, *limit)) }
            }
            Job::FindPeople { posting, ground, limit } => {
                let all = people().into_iter().map(|(receipt, form)| Candidate::of(receipt, &form)).collect();
                let people = people_for(&Demand::of(posting), all, (TODAY, ground), *limit);
                Event::PeopleFound { posting: posting.id, people }
            }
            Job::ListFreePeople => {
                let all = people().into_iter().map(|(receipt, form)| Candidate::of(receipt, &form));
                Event::FreePeople(all.filter(|one| one.is_for_gigs(TODAY)).collect())
            }
            Job::AssignGigs { people } => Event::GigsAssigned(Box::new(self.gigs(people))),
            _ => return None,
        })
    }

    fn suggestions(&self, person: &Profile, limit: usize) -> Suggestions {
        let all = self.postings.iter();
        let mut list: Vec<Suggestion> = all
            .map(|posting| Suggestion {
                hit: hit(posting),
                found: look(person, &Demand::of(posting), (TODAY, &Ground::default())),
            })
            .filter(|one| one.found.is_worth_saying())
            .collect();
        by_score(&mut list, |one| (one.found.score(), one.hit.id));
        list.truncate(limit);
        let near_to = person.starts_from();
        let mut found = Suggestions { list, compared: self.postings.len(), near: Vec::new(), near_to };
        if let Some(from) = near_to.filter(|_| found.good() < FEW) {
            let open: Vec<(JobKind, usize)> = JobKind::ALL.iter().map(|kind| (*kind, 7)).collect();
            found.near = near(from, Some(person), &open, 4);
        }
        found
    }

    fn gigs(&self, people: &[Candidate]) -> GigList {
        let profiles: Vec<Profile> = people.iter().map(|one| one.profile.clone()).collect();
        let demands: Vec<Demand> = self.postings.iter().map(Demand::of).collect();
        let hits: Vec<_> = self.postings.iter().map(hit).collect();
        GigList::of(
            demands.len(),
            people,
            gigs::assign(&profiles, &demands, (TODAY, &Ground::default())),
            &hits,
            &demands,
        )
    }
}

fn row(receipt: ReceiptNo, form: Form) -> EntryRow {
    EntryRow {
        seq: SeqNo(1),
        id: EntryId::new(0, [1; 10]),
        receipt,
        name: form.name,
        made_at: now(),
        state: EntryState::Waiting,
        answered_at: None,
        attempts: 0,
        refusal: None,
        held: false,
    }
}
