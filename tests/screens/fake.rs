//! A province that does not exist, and workers that answer for it: synthetic postings, deterministic.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    reason = "test data: what cannot be made is a mistake in the test"
)]

#[path = "books.rs"]
pub mod books;
#[path = "content.rs"]
pub mod content;
#[path = "desk.rs"]
pub mod desk;
#[path = "fake_gigs.rs"]
pub mod gigs;
#[path = "fake_visit.rs"]
pub mod visit;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use std::cell::{Cell, OnceCell, RefCell, RefMut};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use yizhan::domain::configuration::Configuration;
use yizhan::domain::distance::Away;
use yizhan::domain::ledger::{CatalogueState, LineState, Status};
use yizhan::domain::own::OwnState;
use yizhan::domain::query::{AGES, Facets, Filters, Hit, Matter, Order, Query, Results, WageFloor, wage_floors};
use yizhan::domain::{
    Benefit, Cursor, DivisionCode, Education, JobKind, Place, Posting, PostingId, Settlement, Shift, Source,
    SourceKind, StationId, Submission, Wage, WageUnit, WorkForm,
};
use yizhan::runtime::show::Easel;
use yizhan::runtime::visit::{VisitEvent, VisitJob};
use yizhan::runtime::{Event, Handle, Job};

pub const TODAY: Date = date(2026, 11, 22);

pub fn now() -> Timestamp {
    "2026-11-22T02:30:00Z".parse().unwrap()
}

/// What a kiosk of a running station knows.
pub fn status(open: u64) -> Status {
    let ago = |minutes: i64| now().checked_sub(minutes.minutes()).unwrap();
    Status {
        place: DivisionCode::new("430111005"),
        station: Some((StationId(12), "雨花区砂子塘就业驿站".into())),
        line: LineState { contact_at: Some(ago(12)), ..LineState::default() },
        catalogue: CatalogueState { cursor: Cursor(9), open, complete_at: Some(ago(12)) },
        own: OwnState {
            configuration: Configuration { pages: Some("https://jobs.example".into()), ..Configuration::default() },
            ..OwnState::default()
        },
        ..Status::default()
    }
}

const DISTRICTS: &[&str] = &[
    "长沙市 雨花区",
    "长沙市 岳麓区",
    "长沙市 天心区",
    "长沙市 芙蓉区",
    "长沙市 开福区",
    "长沙市 长沙县",
    "株洲市 天元区",
    "株洲市 石峰区",
    "湘潭市 岳塘区",
    "衡阳市 蒸湘区",
    "岳阳市 岳阳楼区",
    "常德市 武陵区",
];
const EMPLOYERS: &[&str] = &[
    "测试物业服务有限公司",
    "测试精密机械股份有限公司",
    "测试餐饮管理有限公司湘府路店",
    "测试家政服务中心",
    "测试物流有限公司",
    "测试建筑劳务有限公司",
    "测试商贸有限公司",
    "测试电子科技（湖南）有限公司",
];
const BENEFITS: &[&[Benefit]] = &[
    &[Benefit::Meals, Benefit::Lodging, Benefit::SocialInsurance],
    &[Benefit::SocialInsurance, Benefit::PaidLeave, Benefit::YearEndBonus],
    &[Benefit::Meals, Benefit::InjuryInsurance],
    &[],
    &[Benefit::Lodging, Benefit::OvertimePay, Benefit::AttendanceBonus, Benefit::Transport, Benefit::SocialInsurance],
];

/// One of the postings, by its number.
pub fn posting(number: i64) -> Posting {
    let n = usize::try_from(number).unwrap();
    let kind = JobKind::ALL[(n * 31) % JobKind::ALL.len()];
    let form = [WorkForm::FullTime, WorkForm::FullTime, WorkForm::DayJob, WorkForm::Hourly, WorkForm::PartTime][n % 5];
    let (wage, settlement) = wage(n, form);
    Posting {
        id: PostingId(number),
        title: title(n, kind),
        employer: EMPLOYERS[n % EMPLOYERS.len()].into(),
        job_kind: kind,
        work_form: form,
        wage,
        settlement,
        headcount: Some(1 + (n % 12) as u32),
        place: Place {
            division: DivisionCode::new(match n % 4 {
                0 => STREETS[n / 4 % STREETS.len()],
                1 => "430104",
                2 => "430102",
                _ => "430181",
            }),
            district: DISTRICTS[(n * 7) % DISTRICTS.len()].into(),
            text: format!("万家丽南路{}号", 100 + n % 300),
        },
        tasks:
            "负责车间设备的日常操作，按图纸加工零件。\n做好自检和交接记录，保持工位整洁。\n服从班长安排，注意生产安全。"
                .into(),
        requirements: "身体健康，能适应两班倒。\n有相关经验者优先，没有经验的有师傅带。".into(),
        education: (n % 3 == 0).then_some(Education::JuniorHigh),
        experience: if n % 4 == 0 { "一年以上".into() } else { String::new() },
        age_max: None,
        disability_welcome: false,
        confirmed_on: None,
        doubted: false,
        benefits: BENEFITS[n % BENEFITS.len()].to_vec(),
        shifts: if n % 2 == 0 { vec![Shift::TwoShifts] } else { vec![Shift::Day, Shift::OneDayOff] },
        contact: format!("1380000{:04} 测试经理", n % 10_000),
        source: Source { name: "测试市人力资源市场".into(), kind: SourceKind::Public },
        posted_on: TODAY.checked_sub(((n % 9) as i64).days()).unwrap(),
        valid_until: TODAY.checked_add((20 + (n % 15) as i64).days()).unwrap(),
    }
}

fn title(n: usize, kind: JobKind) -> String {
    let word = yizhan::i18n::Words::of(yizhan::i18n::Language::Chinese).job_kind(kind);
    match n % 4 {
        0 => format!("{word}（包吃住）"),
        1 => word.to_owned(),
        2 => format!("急招{word}"),
        _ => format!("{word}／长白班"),
    }
}

fn wage(n: usize, form: WorkForm) -> (Wage, Option<Settlement>) {
    let step = n as i64 % 10;
    let range = |min: i64, max: i64, unit| Wage {
        text: String::new(),
        min_fen: Some(min * 100),
        max_fen: Some(max * 100),
        unit: Some(unit),
        ..Wage::default()
    };
    match form {
        WorkForm::DayJob => (range(160 + step * 10, 160 + step * 10, WageUnit::Day), Some(Settlement::Daily)),
        WorkForm::Hourly => (range(18 + step, 18 + step, WageUnit::Hour), Some(Settlement::Weekly)),
        _ if step == 9 => (Wage { negotiable: true, text: "面议".into(), ..Wage::default() }, None),
        _ => (range(3_500 + step * 400, 5_000 + step * 700, WageUnit::Month), Some(Settlement::Monthly)),
    }
}

/// Answers jobs as the search thread would.
pub struct Workers {
    postings: Vec<Posting>,
    jobs: Receiver<Job>,
    events: Sender<Event>,
    /// What a seeker did alone.
    pub done: RefCell<Vec<VisitJob>>,
    /// Wrong guesses are over until then.
    pub locked: Cell<Option<Timestamp>>,
    /// The store does not answer.
    pub silent: Cell<bool>,
    /// Opened by the first who asks for them.
    books: OnceCell<RefCell<books::Books>>,
    /// Forms that were sent.
    pub sent: RefCell<Vec<Submission>>,
    /// The form that the store holds of somebody who is here.
    pub kept: RefCell<Option<yizhan::domain::service::fill::Filled>>,
    /// Where pictures lie that are to be shown.
    pub easel: Easel,
}

impl Workers {
    /// Workers over so many postings, and the handle to them.
    pub fn new(postings: i64) -> (Self, Handle) {
        let (handle, jobs, events) = Handle::detached();
        let workers = Self {
            postings: (1..=postings).map(posting).collect(),
            jobs,
            events,
            done: RefCell::default(),
            locked: Cell::default(),
            silent: Cell::default(),
            sent: RefCell::default(),
            kept: RefCell::default(),
            books: OnceCell::new(),
            easel: handle.easel().clone(),
        };
        let open = workers.postings.len() as u64;
        workers.tell(Event::Status(Box::new(status(open))));
        workers.tell(Event::Content(Arc::new(content::samples())));
        (workers, handle)
    }

    /// What the station's store holds.
    pub fn books(&self) -> RefMut<'_, books::Books> {
        self.books.get_or_init(|| RefCell::new(books::Books::new())).borrow_mut()
    }

    pub fn tell(&self, event: Event) {
        self.events.send(event).unwrap();
    }

    /// Takes a posting away, while a list may still show it.
    pub fn withdraw(&mut self, id: PostingId) {
        self.postings.retain(|p| p.id != id);
    }

    /// Does every job that waits; gives back those it knows nothing of.
    pub fn work(&self) -> Vec<Job> {
        let mut others = Vec::new();
        while let Ok(job) = self.jobs.try_recv() {
            match job {
                Job::Search { ticket, query } => {
                    let results = Box::new(self.search(&query));
                    self.tell(Event::Found { ticket, results });
                }
                Job::OpenPosting { id } => {
                    let posting = self.postings.iter().find(|p| p.id == id).cloned().map(Box::new);
                    self.tell(Event::PostingOpened { id, posting });
                }
                Job::Visit(job) => {
                    self.done.borrow_mut().push((*job).clone());
                    if !self.silent.get() {
                        let event = match *job {
                            VisitJob::Gig(job) => VisitEvent::Gig(self.gig(job)),
                            job => visit::remembered(visit::answer(job, self.locked.get()), &self.done.borrow()),
                        };
                        self.tell(Event::Visit(Box::new(event)));
                    }
                }
                other => match self.at_desk(&other).or_else(|| self.service(&other)) {
                    Some(event) => self.tell(event),
                    None => others.push(other),
                },
            }
        }
        others
    }

    fn search(&self, query: &Query) -> Results {
        let mut found: Vec<&Posting> = self.postings.iter().filter(|p| fits(p, query)).collect();
        match query.order {
            Order::Best => {}
            Order::Newest | Order::Nearest => found.sort_by_key(|p| std::cmp::Reverse(p.posted_on)),
            Order::HighestWage => found.sort_by_key(|p| std::cmp::Reverse(p.wage.min_fen)),
        }
        let facets = facets(&found);
        let hits = found.iter().skip(query.offset).take(query.limit).map(|p| hit(p)).collect();
        let without = if found.is_empty() { self.without(query) } else { Vec::new() };
        let instead = if found.is_empty() { vec![(JobKind::Courier, 12), (JobKind::FoodRider, 7)] } else { Vec::new() };
        Results { total: found.len(), hits, facets, without, instead, ..Results::default() }
    }

    /// How many there are without the words, the job, the wage.
    fn without(&self, query: &Query) -> Vec<(Matter, usize)> {
        let text = Query { text: String::new(), ..query.clone() };
        let job = Query { filters: Filters { job_kind: None, ..query.filters.clone() }, ..query.clone() };
        let wage = Query { filters: Filters { wage_min: None, ..query.filters.clone() }, ..query.clone() };
        let count = |query: &Query| self.postings.iter().filter(|p| fits(p, query)).count();
        let all = [(Matter::Words, count(&text)), (Matter::JobKind, count(&job)), (Matter::Wage, count(&wage))];
        all.into_iter().filter(|(_, left)| *left > 0).collect()
    }
}

fn fits(posting: &Posting, query: &Query) -> bool {
    let Filters { job_group, job_kind, work_form, district, wage_min, benefits, .. } = &query.filters;
    (query.text.is_empty() || posting.title.contains(query.text.as_str()))
        && job_group.is_none_or(|g| posting.job_kind.group() == g)
        && job_kind.is_none_or(|k| posting.job_kind == k)
        && work_form.is_none_or(|f| posting.work_form == f)
        && district.as_ref().is_none_or(|d| posting.place.district.starts_with(d.as_str()))
        && wage_min.is_none_or(|w| posting.wage.unit == Some(w.unit) && posting.wage.min_fen >= Some(w.fen))
        && benefits.iter().all(|b| posting.benefits.contains(b))
}

/// Streets and towns of the station's county in which there is work; of the first posting only the county is known.
const STREETS: [&str; 6] = ["430111", "430111005", "430111004", "430111007", "430111009", "430111101"];

fn streets(found: &[&Posting]) -> Vec<(Arc<str>, usize)> {
    let of =
        |code: &str| found.iter().filter(|p| p.place.division.as_ref().is_some_and(|d| d.as_str() == code)).count();
    let counted = STREETS.iter().skip(1).map(|code| (Arc::from(*code), of(code)));
    counted.filter(|(_, n)| *n > 0).collect()
}

fn facets(found: &[&Posting]) -> Facets {
    fn count<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<(T, usize)> {
        let mut counts: Vec<(T, usize)> = Vec::new();
        for value in all {
            match counts.iter_mut().find(|(v, _)| *v == value) {
                Some((_, n)) => *n += 1,
                None => counts.push((value, 1)),
            }
        }
        counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        counts
    }
    Facets {
        job_groups: count(found.iter().map(|p| p.job_kind.group())),
        job_kinds: count(found.iter().map(|p| p.job_kind)),
        work_forms: count(found.iter().map(|p| p.work_form)),
        districts: count(found.iter().map(|p| Arc::from(p.place.district.as_str()))),
        benefits: count(found.iter().flat_map(|p| p.benefits.iter().copied())),
        settlements: count(found.iter().filter_map(|p| p.settlement)),
        shifts: count(found.iter().flat_map(|p| p.shifts.iter().copied())),
        sources: count(found.iter().map(|p| p.source.kind)),
        distances: vec![(0, found.len() / 5), (10, found.len() / 3), (20, found.len() / 2)],
        wages: [WageUnit::Month, WageUnit::Day, WageUnit::Hour]
            .into_iter()
            .flat_map(|unit| wage_floors(unit).iter().map(move |yuan| WageFloor { fen: yuan * 100, unit }))
            .map(|floor| (floor, found.iter().filter(|p| yizhan::domain::wage::passes(&p.wage, floor)).count()))
            .filter(|(_, n)| *n > 0)
            .collect(),
        streets: streets(found),
        negotiable: found.iter().filter(|p| p.wage.min_fen.is_none()).count(),
        ages: AGES.iter().map(|age| (*age, found.len())).collect(),
        disability_welcome: found.len() / 20,
        no_diploma: found.iter().filter(|p| p.education.is_none()).count(),
        newly_posted: found.len(),
        closing_soon: 0,
    }
}

fn hit(posting: &Posting) -> Hit {
    Hit {
        id: posting.id,
        title: posting.title.clone(),
        employer: posting.employer.clone(),
        wage: posting.wage.clone(),
        district: posting.place.district.clone(),
        job_kind: posting.job_kind,
        work_form: posting.work_form,
        benefits: posting.benefits.clone(),
        headcount: posting.headcount,
        away: Some(Away::About { km: 1 + (posting.id.0 * 7 % 40) as u16 }),
        posted_on: posting.posted_on,
        confirmed_on: posting.confirmed_on,
        doubted: posting.doubted,
        valid_until: posting.valid_until,
    }
}
