//! The store thread: sole writer of station.db in this process. Jobs of the screens and questions of the sync come through
//! one channel and are done one by one; each answer is sent only after its commit.

use super::gigs;
use super::health::Waits;
use super::job::{Event, Job, StoreTrouble};
use super::machine;
use super::matching::{MAX_GIG_PEOPLE, MAX_PEOPLE};
use super::office;
use super::post::Post;
use super::pulse::{Organ, Pulse};
use super::registering::{self, Outcome};
use super::reporting::report_searches;
use super::submitting::submit;
use super::sync::SyncWork;
use super::visit;
use super::world::{SharedWorld, day_of, random_bytes};
use crate::domain::audit::{Chain, Deed};
use crate::domain::desk_rules::DeskRules;
use crate::domain::ledger::{CatalogueState, Status};
use crate::domain::matching::lists::{Candidate, Recommended, people_for};
use crate::domain::matching::{Demand, Profile, Seen};
use crate::domain::{Form, Posting};
use crate::report::Fonts;
use crate::store::{Mark, Origin, Station, StoreError, StoreKey};
use crate::sync::NotKept;
use jiff::{ToSpan as _, civil::Date};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

/// How often the thread looks up when nobody wants anything: for what is done once a day.
const LOOK_UP: Duration = Duration::from_mins(1);
/// How long a registration's form is kept after its last day: time to answer a person who asks about it.
const KEEP_DAYS: i64 = 30;

/// How many notices a desk is shown.
pub const SHOWN_NOTICES: usize = 200;

/// What the store thread is asked.
pub enum StoreWork {
    /// What a screen asks, and when it did.
    Job(Job, Instant),
    /// A question or a change in one transaction; the answer goes wherever the closure sends it.
    /// A question of the sync; it answers whether the store could do its part.
    With(Box<dyn FnOnce(&mut Station) -> bool + Send>),
    /// What the catalogue thread knows, for the status line.
    Catalogue(CatalogueState),
    /// Another pack of the desk's is in force.
    Rules(Arc<DeskRules>),
    /// Only come round.
    Beat,
    Stop,
}

/// Other threads' end of the line to the store thread.
#[derive(Clone)]
pub struct StoreLine(pub SyncSender<StoreWork>);

impl StoreLine {
    /// Asks the store and waits for the answer.
    ///
    /// # Errors
    /// What the store said; or that the store thread is gone or was started again before it answered.
    pub fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Station) -> Result<T, NotKept> + Send + 'static,
    ) -> Result<T, NotKept> {
        Self::answer(&self.begin(question)?)
    }

    /// Asks the store; [`Self::answer`] waits for the answer.
    ///
    /// # Errors
    /// When the store thread is gone.
    pub fn begin<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Station) -> Result<T, NotKept> + Send + 'static,
    ) -> Result<Receiver<Result<T, NotKept>>, NotKept> {
        let (reply, answer) = sync_channel(1);
        let work = Box::new(move |station: &mut Station| {
            let answer = question(station);
            let done = answer.is_ok();
            // Nobody waits any more when the asking thread was stopped.
            reply.send(answer).ok();
            done
        });
        self.0.send(StoreWork::With(work)).map_err(|_| NotKept("the store thread has stopped".to_owned()))?;
        Ok(answer)
    }

    /// Waits for an answer.
    ///
    /// # Errors
    /// What the store said; or that the store thread is gone or was started again before it answered.
    pub fn answer<T>(answer: &Receiver<Result<T, NotKept>>) -> Result<T, NotKept> {
        answer.recv().unwrap_or_else(|_| Err(NotKept("the store thread did not answer".to_owned())))
    }
}

pub struct StoreThread {
    data: PathBuf,
    key: StoreKey,
    world: SharedWorld,
    post: Post,
    inbox: Receiver<StoreWork>,
    /// Open from the start of the runtime, so that a damaged store is reported before there is a screen.
    station: Option<Station>,
    catalogue: CatalogueState,
    told: Option<Status>,
    /// Where the store stood when its status was looked at last.
    looked_at_mark: Option<Mark>,
    /// Told of every fresh entry.
    sync: SyncSender<SyncWork>,
    /// Who is signed in at the desk.
    session: office::Session,
    reminded_on: Option<Date>,
    purged_on: Option<Date>,
    reported_on: Option<Date>,
    /// When it was last looked whether a day is over.
    looked_at: Option<Instant>,
    /// A job of the screens is being done: if this is so after a panic, its answer never went out.
    in_job: bool,
    pulse: Pulse,
    waits: Waits,
    rules: Arc<DeskRules>,
}

impl StoreThread {
    #[must_use]
    pub fn new(
        (data, key): (PathBuf, StoreKey),
        world: SharedWorld,
        post: Post,
        inbox: Receiver<StoreWork>,
        (station, catalogue, pulse, fonts, waits): (Station, CatalogueState, Pulse, Option<Fonts>, Waits),
        sync: SyncSender<SyncWork>,
    ) -> Self {
        let mut session = office::Session::default();
        session.tables.data = Some(data.clone());
        session.fonts = fonts;
        let rules = station.rules();
        Self {
            data,
            key,
            world,
            post,
            inbox,
            station: Some(station),
            catalogue,
            told: None,
            looked_at_mark: None,
            sync,
            session,
            reminded_on: None,
            purged_on: None,
            reported_on: None,
            looked_at: None,
            in_job: false,
            pulse,
            waits,
            rules,
        }
    }

    /// Works until it is told to stop; what was asked before that is done first.
    pub fn run(&mut self) {
        if std::mem::take(&mut self.in_job) {
            self.post.send(Event::StoreFailed(StoreTrouble::Other));
        }
        let mut station = self.station.take();
        self.tell_status(&mut station);
        loop {
            self.pulse.beat(Organ::Store);
            // Looked at between all work, and not only when there is none: the sync asks every few seconds, for years.
            if self.looked_at.is_none_or(|at| at.elapsed() >= LOOK_UP) {
                self.looked_at = Some(Instant::now());
                self.once_a_day(&mut station);
                self.return_leases(&mut station);
            }
            let work = match self.next(station.as_ref()) {
                Ok(StoreWork::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(work) => work,
                Err(RecvTimeoutError::Timeout) => continue,
            };
            match work {
                StoreWork::Job(job, asked) => {
                    let (changes, waited_for) = (changes_status(&job), is_waited_for(&job));
                    self.in_job = true;
                    self.do_job(&mut station, job);
                    self.in_job = false;
                    if waited_for {
                        self.waits.answered(day_of(self.world.now()), asked.elapsed());
                    }
                    if changes {
                        self.tell_status(&mut station);
                    }
                }
                StoreWork::With(question) => {
                    let done = self.opened(&mut station).map(question);
                    // What failed may have left something wrong in memory, and it is rare: the file is opened anew.
                    if matches!(done, Ok(false)) {
                        station = None;
                    }
                    self.tell_status_if_written(&mut station);
                }
                StoreWork::Catalogue(state) => {
                    self.catalogue = state;
                    self.tell_status(&mut station);
                }
                StoreWork::Rules(rules) => {
                    if let Some(station) = &mut station {
                        station.heed(Arc::clone(&rules));
                    }
                    // Help is looked for by the new rules at once, and not only tomorrow.
                    if std::mem::replace(&mut self.rules, Arc::clone(&rules)) != rules {
                        (self.reminded_on, self.looked_at) = (None, None);
                    }
                }
                StoreWork::Beat => {}
                StoreWork::Stop => return,
            }
        }
    }

    /// The next piece of work. While there is none, nobody's data stay in memory.
    fn next(&self, station: Option<&Station>) -> Result<StoreWork, RecvTimeoutError> {
        match self.inbox.try_recv() {
            Ok(work) => return Ok(work),
            Err(TryRecvError::Disconnected) => return Err(RecvTimeoutError::Disconnected),
            Err(TryRecvError::Empty) => {}
        }
        if let Some(Err(error)) = station.map(Station::let_go) {
            tracing::warn!(%error, "pages of the store stay in memory");
        }
        machine::clear_stack();
        self.inbox.recv_timeout(LOOK_UP)
    }

    /// The open store; after a panic it is opened anew.
    fn opened<'a>(&self, station: &'a mut Option<Station>) -> Result<&'a mut Station, StoreError> {
        match station {
            Some(station) => Ok(station),
            None => Ok(station.insert(self.open_anew()?)),
        }
    }

    fn open_anew(&self) -> Result<Station, StoreError> {
        let mut station = Station::open(&self.data, &self.key)?;
        station.heed(Arc::clone(&self.rules));
        Ok(station)
    }

    /// Asks the open store; after a fault of the disk it is opened anew the next time.
    fn trusting<T>(
        &self,
        station: &mut Option<Station>,
        question: impl FnOnce(&mut Station) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = self.opened(station).and_then(question);
        done.inspect_err(|error| distrust(station, error))
    }

    fn do_job(&mut self, station: &mut Option<Station>, job: Job) {
        if let Job::CountUnanswered(what) = &job {
            let today = day_of(self.world.now());
            if let Err(error) = self.trusting(station, |station| station.count_unanswered(today, what)) {
                // Nobody at the screen can do anything about a count.
                tracing::warn!(%error, "a search that found nothing was not counted");
            }
            return;
        }
        let event = match self.opened(station) {
            Ok(station) => self.answer_office_or(station, job),
            Err(error) => Err(error),
        };
        let event = match event {
            Ok(None) => return,
            Ok(Some(event)) => Ok(event),
            Err(error) => Err(error),
        };
        self.post.send(event.unwrap_or_else(|error| {
            tracing::warn!(%error, "the store could not do a job");
            distrust(station, &error);
            Event::StoreFailed(StoreTrouble::from(&error))
        }));
    }

    /// What the desk asks about people, and everything else.
    fn answer_office_or(&mut self, station: &mut Station, job: Job) -> Result<Option<Event>, StoreError> {
        let Job::Office(job) = job else { return self.answer(station, job).map(Some) };
        let event = office::answer(station, &mut self.session, *job, &*self.world)?;
        Ok(event.map(|event| Event::Office(Box::new(event))))
    }

    fn answer(&mut self, station: &mut Station, job: Job) -> Result<Event, StoreError> {
        let now = self.world.now();
        let deed = match &job {
            Job::ReopenRefused { .. } => Some(Deed::Reopened),
            Job::ReadProfile { .. } => Some(Deed::Matched),
            Job::FindPeople { .. } | Job::ListFreePeople => Some(Deed::PeopleMatched),
            // Read again at each change while it is looked at: once for each who looks.
            Job::ListEntries { .. } if !std::mem::replace(&mut self.session.listed, true) => Some(Deed::PeopleListed),
            _ => None,
        };
        if let Some(deed) = deed {
            station.note(&office::act(self.session.member.as_ref(), &*self.world), deed, None, "")?;
        }
        Ok(match job {
            Job::ListStaff => Event::Staff(station.list_staff()?),
            Job::SignIn { staff, pin } => {
                match station.check_pin(staff, pin.digits(), &office::act(None, &*self.world))? {
                    Ok(member) => {
                        self.session.begin(member.clone());
                        Event::SignedIn(member)
                    }
                    Err(refusal) => Event::SignInRefused(refusal),
                }
            }
            Job::FindDraft => {
                let form = station.find_draft()?;
                let seen = form.is_some() && self.session.member.is_some();
                // Somebody's form that is offered again may be another clerk's: once for each who looks.
                if seen && !std::mem::replace(&mut self.session.draft_seen, true) {
                    let act = office::act(self.session.member.as_ref(), &*self.world);
                    station.note(&act, Deed::PersonSeen, None, "draft")?;
                }
                Event::DraftFound(form.map(Box::new))
            }
            Job::SaveDraft { form } => {
                station.save_draft(&form, now)?;
                Event::DraftSaved { at: now }
            }
            Job::DiscardDraft => {
                station.discard_draft()?;
                // There may be another one below it.
                Event::DraftFound(station.find_draft()?.map(Box::new))
            }
            Job::Register { form } => self.register(station, &form)?,
            Job::ListEntries { limit } => Event::Entries(station.entries(limit)?),
            Job::ReopenRefused { id } => Event::DraftFound(Some(Box::new(station.reopen_refused(id, now)?))),
            Job::ReadProfile { receipt } => {
                let form = station.form_of(&receipt)?;
                Event::ProfileRead { receipt, profile: form.map(|form| Box::new(Profile::of(&form))) }
            }
            Job::CheckSlip { seal } => {
                Event::SlipChecked { receipt: seal.receipt(), proof: station.check_slip(&seal)? }
            }
            Job::FindPeople { posting, ground, limit } => {
                let people = suitable_people(station, &posting, (day_of(now), &ground), limit)?;
                Event::PeopleFound { posting: posting.id, people }
            }
            Job::ListFreePeople => Event::FreePeople(free_people(station, day_of(now))?),
            job => self.answer_alone(station, job)?,
        })
    }

    /// What the province told, what a seeker does alone, and the forms she fills in.
    fn answer_alone(&self, station: &mut Station, job: Job) -> Result<Event, StoreError> {
        let now = self.world.now();
        Ok(match job {
            Job::Visit(job) => Event::Visit(Box::new(visit::work(station, *job, &*self.world)?)),
            Job::ListNotices { limit } => Event::Notices(station.latest_notices(limit)?),
            Job::NoticesAbout { receipt } => {
                let notices = station.notices_about_receipt(&receipt)?;
                Event::NoticesAbout { receipt, notices }
            }
            Job::Wish { of, wish, assisted_by } => {
                let random = random_bytes(&*self.world);
                Event::Wished(station.wish(&of, &wish, assisted_by.as_deref(), now, random)?)
            }
            Job::ListWishes { of } => {
                let wishes = station.wishes_about(&of)?;
                Event::Wishes { of, wishes }
            }
            Job::NoticeSeen { seq } => {
                station.notice_seen(seq, now)?;
                Event::Notices(station.latest_notices(SHOWN_NOTICES)?)
            }
            Job::Submit { form, filled, seats, who } => submit(station, &form, &filled, (seats, who), &*self.world)?,
            Job::SaveFilled { filled } => {
                station.save_filled(&filled, now)?;
                Event::DraftSaved { at: now }
            }
            Job::DropFilled => {
                station.drop_filled()?;
                Event::FilledFound(None)
            }
            Job::FindFilled => Event::FilledFound(station.find_filled(now)?.map(Box::new)),
            Job::Board => Event::Board(Box::new(office::board(station, now)?)),
            Job::ListHeld { item } => {
                let held = station.held(&item, day_of(now))?;
                Event::Held { item, held }
            }
            _ => {
                tracing::error!("a job came to the wrong worker");
                Event::StoreFailed(StoreTrouble::Other)
            }
        })
    }

    fn register(&self, station: &mut Station, form: &Form) -> Result<Event, StoreError> {
        Ok(match registering::register(station, form, Origin::Draft, &*self.world)? {
            Outcome::Registered(registered) => Event::Registered(registered),
            Outcome::Faults(faults) => Event::NotRegistered(faults),
        })
    }

    /// Sends the status if anything that a screen says of it changed. A store that cannot be read is reported by the job that needed it.
    /// Most questions of the sync only read; then there is nothing to tell.
    fn tell_status_if_written(&mut self, station: &mut Option<Station>) {
        let mark = self.trusting(station, |station| station.mark()).ok();
        if mark.is_none() || mark != self.looked_at_mark {
            self.tell_status(station);
        }
    }

    fn tell_status(&mut self, station: &mut Option<Station>) {
        let catalogue = self.catalogue;
        let looked = self.trusting(station, |s| Ok((s.mark()?, status_of(s, catalogue)?)));
        let Ok((mark, status)) = looked else { return };
        self.looked_at_mark = Some(mark);
        if self.told.as_ref().is_some_and(|told| told.entries.waiting < status.entries.waiting) {
            // Where its inbox is full it is about to look anyway.
            self.sync.try_send(SyncWork::Look).ok();
        }
        let before = self.told.as_ref().map(|told| told.notices.mark);
        let mark = status.notices.mark;
        let shown = status.on_screen();
        if self.told.as_ref() != Some(&shown) {
            self.told = Some(shown.clone());
            self.post.send(Event::Status(Box::new(shown)));
        }
        if before.is_some_and(|before| before.seq < mark.seq) {
            self.post.send(Event::NoticesArrived { to: mark.seq });
        }
    }

    /// Seats that were not given away in time go back to the province.
    fn return_leases(&self, station: &mut Option<Station>) {
        let world = SharedWorld::clone(&self.world);
        match self.trusting(station, |station| gigs::return_leases(station, &*world)) {
            Ok(0) => {}
            Ok(leases) => tracing::info!(leases, "leases of seats have ended"),
            Err(error) => tracing::warn!(%error, "leases were not returned; it is tried again"),
        }
    }

    /// What is to be done when a day is over.
    fn once_a_day(&mut self, station: &mut Option<Station>) {
        let today = day_of(self.world.now());
        self.report_once_a_day(station, today);
        self.purge_once_a_day(station, today);
        self.remind_once_a_day(station, today);
    }

    /// Whose registration ends soon is called; and the audit log is read whole.
    fn remind_once_a_day(&mut self, station: &mut Option<Station>, today: Date) {
        if self.reminded_on == Some(today) {
            return;
        }
        let now = self.world.now();
        let done = self.trusting(station, |station| {
            let reminders = station.remind_of_renewals(today, now)? + office::help::trigger(station, (now, today))?;
            Ok((reminders, station.check_audit()?))
        });
        match done {
            Ok((reminders, chain)) => {
                self.reminded_on = Some(today);
                self.session.chain = Some(chain);
                tracing::info!(reminders, "calls about registrations that end soon, and help by the rules");
                if let Chain::Broken { at } = chain {
                    tracing::error!(line = at, "the audit log is not whole");
                }
            }
            Err(error) => tracing::warn!(%error, "calls were not planned; it is tried again"),
        }
    }

    fn report_once_a_day(&mut self, station: &mut Option<Station>, today: Date) {
        if self.reported_on == Some(today) {
            return;
        }
        let world = SharedWorld::clone(&self.world);
        match self.trusting(station, |station| report_searches(station, &*world)) {
            Ok(reports) => {
                self.reported_on = Some(today);
                if reports > 0 {
                    tracing::info!(reports, "searches that found nothing were reported");
                    self.tell_status(station);
                }
            }
            Err(error) => tracing::warn!(%error, "searches that found nothing were not reported; it is tried again"),
        }
    }

    fn purge_once_a_day(&mut self, station: &mut Option<Station>, today: Date) {
        if self.purged_on == Some(today) {
            return;
        }
        let Ok(before) = today.checked_sub(KEEP_DAYS.days()) else { return };
        match self.trusting(station, |s| Ok(s.purge(before)? + s.purge_returned(today)?)) {
            Ok(purged) => {
                self.purged_on = Some(today);
                tracing::info!(purged, "forms whose time is over were erased");
            }
            Err(error) => tracing::warn!(%error, "the purge did not work and is tried again"),
        }
    }
}

/// What a fault of the disk left in memory may be wrong.
fn distrust(station: &mut Option<Station>, error: &StoreError) {
    if error.is_of_the_disk() {
        *station = None;
    }
}

/// Registered people who suit a posting, the best first.
///
/// # Errors
/// When the store cannot be read.
pub fn suitable_people(
    station: &Station,
    posting: &Posting,
    (today, ground): Seen<'_>,
    limit: usize,
) -> Result<Vec<Recommended>, StoreError> {
    let people = station.people(today, MAX_PEOPLE)?;
    let people = people.into_iter().map(|person| Candidate::of(person.receipt, &person.form)).collect();
    Ok(people_for(&Demand::of(posting), people, (today, ground), limit))
}

/// Registered people who can be sent to a day job on this day, as many as one assignment takes.
///
/// # Errors
/// When the store cannot be read.
pub fn free_people(station: &Station, today: Date) -> Result<Vec<Candidate>, StoreError> {
    let people = station.people(today, MAX_PEOPLE)?;
    let all = people.into_iter().map(|person| Candidate::of(person.receipt, &person.form));
    Ok(all.filter(|one| one.is_for_gigs(today)).take(MAX_GIG_PEOPLE).collect())
}

/// Everything the status line says.
///
/// # Errors
/// When the store cannot be read.
pub fn status_of(station: &Station, catalogue: CatalogueState) -> Result<Status, StoreError> {
    Ok(Status {
        station: station.identity()?.map(|identity| (identity.id, identity.name)),
        place: station.place()?,
        entries: station.counts()?,
        line: station.line()?,
        catalogue,
        notices: station.notice_state()?,
        own: station.own_state()?,
    })
}

/// Whether somebody waits for what comes of it; drafts and counts are kept behind her back.
const fn is_waited_for(job: &Job) -> bool {
    !matches!(
        job,
        Job::SaveDraft { .. }
            | Job::SaveFilled { .. }
            | Job::CountUnanswered(_)
            | Job::DiscardDraft
            | Job::DropFilled
            | Job::NoticeSeen { .. }
            | Job::Board
    )
}

const fn changes_status(job: &Job) -> bool {
    matches!(
        job,
        Job::Register { .. }
            | Job::ReopenRefused { .. }
            | Job::DiscardDraft
            | Job::NoticeSeen { .. }
            | Job::Wish { .. }
            | Job::Office(_)
            | Job::Submit { .. }
            | Job::Visit(_)
    )
}
