//! What a seeker does alone, on the store thread: each answer is sent only after its commit.

use super::gigs::{self, GigEvent, GigJob};
use super::registering::sealed;
use super::world::{World, day_of, random_bytes};
use crate::domain::applying::ShortForm;
use crate::domain::ledger::{Registered, ReportedPosting};
use crate::domain::resume::{KEEP_NOTICE_VERSION, Resume};
use crate::domain::visitor::{Mine, Proof, Shown};
use crate::domain::{ApplicationWish, Fault, FaultKind, Posting, PostingFlaw, PostingId, ReceiptNo, SubjectId};
use crate::store::{AppliesAs, Station, StoreError, Wanted};

/// Reports a desk lists.
const REPORTS: usize = 100;

/// What the store thread is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum VisitJob {
    Report {
        posting: Box<Posting>,
        flaw: PostingFlaw,
    },
    /// For the desk.
    ListReports,
    CloseReports {
        posting: PostingId,
        clerk: String,
    },
    Identify(Proof),
    CheckShortForm(ShortForm),
    Apply {
        posting: Box<Posting>,
        wish: ApplicationWish,
        who: Who,
    },
    ReadMine(SubjectId),
    /// About day jobs.
    Gig(GigJob),
    /// She takes one application back.
    EndApplication {
        who: SubjectId,
        of: ReceiptNo,
    },
    /// Her résumé is to be kept, or kept no more.
    KeepResume {
        who: SubjectId,
        resume: Option<Box<Resume>>,
    },
}

/// Who applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Somebody who has shown who she is; the rest is read from the store.
    Known(SubjectId),
    New(ShortForm),
}

/// What it answers.
#[derive(Debug, Clone, PartialEq)]
pub enum VisitEvent {
    Reported {
        posting: PostingId,
        registered: Registered,
    },
    Reports(Vec<ReportedPosting>),
    Shown(Shown),
    ShortFormChecked(Result<ShortForm, Vec<Fault>>),
    Applied {
        posting: PostingId,
        registered: Registered,
    },
    Mine {
        who: SubjectId,
        mine: Box<Mine>,
    },
    Gig(GigEvent),
    /// After a wish about the résumé.
    ResumeKept {
        who: SubjectId,
        mine: Box<Mine>,
    },
}

/// Does one of these jobs.
///
/// # Errors
/// When the store could not do it; then nothing was written.
pub fn work(station: &mut Station, job: VisitJob, world: &dyn World) -> Result<VisitEvent, StoreError> {
    let now = world.now();
    let today = day_of(now);
    Ok(match job {
        VisitJob::Report { posting, flaw } => {
            let registered = station.report_posting(&posting, flaw, now, random_bytes(world))?;
            VisitEvent::Reported { posting: posting.id, registered }
        }
        VisitJob::ListReports => VisitEvent::Reports(station.reported_postings(REPORTS)?),
        VisitJob::CloseReports { posting, clerk } => {
            station.close_posting_reports(posting, &clerk, now)?;
            VisitEvent::Reports(station.reported_postings(REPORTS)?)
        }
        VisitJob::Identify(proof) => VisitEvent::Shown(station.identify(&proof, now, today)?),
        VisitJob::CheckShortForm(form) => VisitEvent::ShortFormChecked(form.checked(today)),
        VisitJob::Apply { posting, wish, who } => {
            let id = posting.id;
            match apply(station, &posting, wish, &who, world)? {
                Ok(registered) => VisitEvent::Applied { posting: id, registered: sealed(station, registered) },
                Err(faults) => VisitEvent::ShortFormChecked(Err(faults)),
            }
        }
        VisitJob::Gig(job) => VisitEvent::Gig(gigs::work(station, job, world)?),
        VisitJob::EndApplication { who, of } => {
            let mut random = [0; 10];
            world.random(&mut random);
            station.end_application(who, &of, now, random)?;
            VisitEvent::Mine { who, mine: Box::new(station.mine(who)?) }
        }
        VisitJob::KeepResume { who, resume } => {
            match resume {
                Some(resume) => drop(station.keep_resume(who, &resume, KEEP_NOTICE_VERSION, now, today)?),
                None => station.drop_resume(who)?,
            }
            VisitEvent::ResumeKept { who, mine: Box::new(station.mine(who)?) }
        }
        VisitJob::ReadMine(who) => VisitEvent::Mine { who, mine: Box::new(station.mine(who)?) },
    })
}

/// Applies; a short form is checked once more, since nothing on its way from a screen is believed.
fn apply(
    station: &mut Station,
    posting: &Posting,
    wish: ApplicationWish,
    who: &Who,
    world: &dyn World,
) -> Result<Result<Registered, Vec<Fault>>, StoreError> {
    let now = world.now();
    let random = random_bytes(world);
    match who {
        Who::New(form) => {
            let form = match form.checked(day_of(now)) {
                Ok(form) => form,
                Err(faults) => return Ok(Err(faults)),
            };
            let wanted = Wanted { posting, wish, who: AppliesAs::New(&form), assisted_by: None };
            station.apply(&wanted, now, random).map(Ok)
        }
        Who::Known(subject) => {
            let Some(visitor) = station.visitor(*subject)? else {
                return Ok(Err(vec![Fault::new("name", FaultKind::Missing)]));
            };
            let wanted = Wanted { posting, wish, who: AppliesAs::Known(&visitor), assisted_by: None };
            station.apply(&wanted, now, random).map(Ok)
        }
    }
}
