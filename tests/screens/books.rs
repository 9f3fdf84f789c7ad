//! A station's own books for the desk's tests: a real store in a throw-away folder, asked as the store thread asks it.

use super::desk::{clerk, people};
use super::{TODAY, now};
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use yizhan::app::{BOLD_FILE, REGULAR_FILE};
use yizhan::domain::notice::{About, Matter, Notice, SeatsLeased};
use yizhan::domain::registration::check;
use yizhan::domain::service::fill::Answers;
use yizhan::domain::staff::{Pin, SignInRefusal, StaffMember};
use yizhan::domain::{ApplicationWish, FirmDeed, Form, Given, NoticeId, NoticeNo, Posting, ReceiptNo, StationId};
use yizhan::report::Fonts;
use yizhan::runtime::FirmsJob;
use yizhan::runtime::World;
use yizhan::runtime::gigs::{self, GigEvent, GigJob};
use yizhan::runtime::office::{self, OfficeEvent, OfficeJob, Session};
use yizhan::runtime::world::random_bytes;
use yizhan::store::{AppliesAs, Identity, Origin, Station, StoreKey, Wanted};
use yizhan_wire::enrolment::PublicKey;

/// A clock that is set, and dice that fall the same in every run.
#[derive(Default)]
struct Fixed {
    chance: AtomicU64,
    later: AtomicI64,
}

impl World for Fixed {
    fn now(&self) -> Timestamp {
        now().checked_add(jiff::SignedDuration::from_secs(self.later.load(Ordering::Relaxed))).unwrap()
    }

    fn random(&self, bytes: &mut [u8]) {
        let mut dice = fastrand::Rng::with_seed(self.chance.fetch_add(1, Ordering::Relaxed));
        dice.fill(bytes);
    }
}

/// The books.
pub struct Books {
    station: Station,
    session: Session,
    world: Fixed,
    folder: tempfile::TempDir,
}

impl Books {
    /// A station with a clerk and the people of the desk's tests.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut station = Station::open(folder.path(), &StoreKey::new([7; 32])).unwrap();
        let identity = Identity {
            id: StationId(12),
            name: "雨花区砂子塘就业驿站".into(),
            platform_url: "http://127.0.0.1:1".into(),
            platform_key: PublicKey::Ed25519([3; 32]),
            signing_seed: [4; 32].into(),
            enrolled_at: now(),
        };
        station.enrol(&identity, &[9; 32]).unwrap();
        let world = Fixed::default();
        let StaffMember { name, roles, .. } = clerk();
        station.add_staff(&name, "260718", roles, &[5; 16], &office::act(None, &world)).unwrap();
        let mut books = Self { station, session: Session::default(), world, folder };
        books.session.fonts = Some(Fonts { regular: REGULAR_FILE, bold: BOLD_FILE });
        for (_, form) in people() {
            books.register(&form);
        }
        books
    }

    /// The clerk signs in.
    pub fn sign_in(&mut self) {
        self.begin(clerk());
    }

    /// Somebody has signed in.
    pub fn begin(&mut self, member: StaffMember) {
        self.session.begin(member);
    }

    /// Who may sign in.
    pub fn staff(&self) -> Vec<StaffMember> {
        self.station.list_staff().unwrap()
    }

    /// Somebody signs in, or tries to.
    pub fn check_pin(&mut self, staff: i64, pin: &Pin) -> Result<StaffMember, SignInRefusal> {
        let member = self.station.check_pin(staff, pin.digits(), &office::act(None, &self.world)).unwrap()?;
        self.begin(member.clone());
        Ok(member)
    }

    /// Registers somebody, whatever her form lacks.
    pub fn register(&mut self, form: &Form) -> ReceiptNo {
        let whole = whole(form);
        let checked = check(&whole, TODAY).unwrap();
        let complete = |receipt| checked.into_registration(receipt, TODAY);
        let random = random_bytes(&self.world);
        let registered = self.station.register(&whole, complete, Origin::Direct, self.world.now(), TODAY, random);
        registered.unwrap().receipt
    }

    /// The form behind a receipt.
    pub fn form_of(&self, receipt: &ReceiptNo) -> Option<Form> {
        self.station.form_of(receipt).unwrap()
    }

    /// Answers as the store thread does.
    pub fn answer(&mut self, job: OfficeJob) -> Option<OfficeEvent> {
        self.world.later.fetch_add(1, Ordering::Relaxed);
        office::answer(&mut self.station, &mut self.session, job, &self.world).unwrap()
    }

    /// Answers about day jobs as the store thread does. The province has leased seats of a few of them.
    pub fn gig(&mut self, job: GigJob) -> GigEvent {
        self.lease_seats();
        gigs::work(&mut self.station, job, &self.world).unwrap()
    }

    /// The province has leased seats of a few day jobs.
    pub fn lease_seats(&mut self) {
        if self.station.leases(TODAY).unwrap().is_empty() {
            let random = random_bytes(&self.world);
            let jobs = super::gigs::day_jobs();
            self.station.ask_for_seats(&jobs, &[TODAY], self.world.now(), random).unwrap();
            let notices: Vec<Notice> = (1..).zip(&jobs).map(|(seq, posting)| leased(seq, posting)).collect();
            self.station.take_notices(&notices, self.world.now()).unwrap();
        }
    }

    /// A file lies on the stick.
    pub fn put_on_stick(&mut self, name: &str, bytes: &[u8]) -> std::path::PathBuf {
        let stick = self.folder.path().join("media").join("U盘");
        std::fs::create_dir_all(&stick).unwrap();
        self.session.tables.folders = vec![stick.clone()];
        std::fs::write(stick.join(name), bytes).unwrap();
        stick.join(name)
    }

    /// Somebody fills in a form at the machine.
    pub fn leave(&mut self, form: &str, answers: &[(&str, &str)]) {
        let content = super::content::samples();
        let form = content.form(form).unwrap();
        let given = answers.iter().map(|(id, given)| {
            let field = form.field(id).unwrap();
            let many = field.kind == yizhan::domain::content::FieldKind::Many;
            let one = (*given).to_owned();
            ((*id).to_owned(), if many { Given::Many(vec![one]) } else { Given::One(one) })
        });
        let filled = yizhan::domain::service::fill::Filled {
            form: form.id.clone(),
            version: form.version,
            answers: given.collect(),
            ..Default::default()
        };
        let event =
            yizhan::runtime::submitting::submit(&mut self.station, form, &filled, (None, None), &self.world).unwrap();
        assert!(matches!(event, yizhan::runtime::Event::Submitted(_)), "{event:?}");
    }

    /// A form with every question answered as it can be.
    pub fn leave_whole(&mut self, form: &str) {
        let given = whole_answers(form);
        let given: Vec<(&str, &str)> = given.iter().map(|(id, given)| (id.as_str(), given.as_str())).collect();
        self.leave(form, &given);
    }

    /// A few forms and a wish.
    pub fn leave_samples(&mut self) {
        for form in ["opinion", "unemployment-register", "mentor", "firm-vacancy"] {
            self.leave_whole(form);
        }
        let form = Form { name: "测试欧阳".into(), phone: "13800004321".into(), ..people()[0].1.clone() };
        let receipt = self.register(&form);
        self.wish_to_be_erased(&receipt);
    }

    /// Somebody who is registered applies at the machine, and the employer invites her.
    pub fn apply_and_be_invited(&mut self, of: &ReceiptNo) {
        let subject = self.station.subject_of(of).unwrap().unwrap();
        let visitor = self.station.visitor(subject).unwrap().unwrap();
        let (who, posting) = (AppliesAs::Known(&visitor), super::posting(2));
        let wanted = Wanted { posting: &posting, wish: ApplicationWish::Apply, who, assisted_by: None };
        let applied = self.station.apply(&wanted, self.world.now(), random_bytes(&self.world)).unwrap();
        let answer = super::visit::interview();
        self.tell(&applied.receipt, 90, &Matter::ApplicationAnswer(answer), TODAY);
    }

    /// The receipt of who was registered first.
    pub fn first_receipt(&self) -> ReceiptNo {
        let mut rows = self.station.seekers().unwrap();
        rows.sort_by_key(|row| row.receipt.clone());
        rows.swap_remove(0).receipt
    }

    /// The province tells the station something about a receipt; what it may not keep on `day` is blanked.
    pub fn tell(&mut self, of: &ReceiptNo, seq: u8, matter: &Matter, day: Date) {
        let subject = self.station.subject_of(of).unwrap();
        let notice = Notice {
            seq: NoticeNo(i64::from(seq)),
            id: NoticeId::new(1, [seq; 10]),
            made_at: now(),
            about: About { receipt: Some(of.clone()), subject, entry: None },
            kind: matter.kind().as_str().to_owned(),
            body: matter.body().unwrap(),
        };
        self.station.take_notices(&[notice], self.world.now()).unwrap();
        self.station.purge_returned(day).unwrap();
    }

    /// Somebody wishes to be forgotten.
    pub fn wish_to_be_erased(&mut self, of: &ReceiptNo) {
        let random = random_bytes(&self.world);
        self.station.wish(of, &yizhan::domain::wishes::Wish::Erase, None, self.world.now(), random).unwrap();
    }

    /// What everybody may know of the figures.
    pub fn board(&self) -> yizhan::domain::board::Board {
        office::board(&self.station, self.world.now()).unwrap()
    }

    /// An employer with a posting in review, a need and a visit.
    pub fn stock_firm(&mut self) {
        let answers = |given: &[(&str, &str)]| -> Answers {
            given.iter().map(|(id, given)| ((*id).to_owned(), Given::One((*given).to_owned()))).collect()
        };
        let mut firm = answers(&[
            ("credit_code", "91430000MA0TEXT04Y"),
            ("name", "测试精密机械股份有限公司"),
            ("contact", "测试经理"),
            ("phone", "13800000001"),
            ("agent", "测试丙"),
        ]);
        firm.insert("papers".into(), Given::Many(vec!["licence".into(), "agent_id".into(), "notice".into()]));
        let ask = |books: &mut Self, job: FirmsJob| drop(books.answer(OfficeJob::Firms(Box::new(job))));
        ask(self, FirmsJob::Save { answers: firm });
        let posting = answers(&[
            ("title", "数控车床操作工"),
            ("headcount", "12"),
            ("work_form", "full_time"),
            ("tasks", "按图纸加工零件，做好自检。入职先交服装费300元，ya jin 200元"),
            ("pay_unit", "month"),
            ("pay_min", "5000"),
            ("pay_max", "7500"),
            ("hours_day", "10"),
            ("days_week", "6"),
            ("age_to", "45"),
            ("requirements", "限男性，吃苦耐劳"),
            ("place", "万家丽南路 188 号"),
            ("phone", "13800000001"),
            ("valid_days", "30"),
        ]);
        ask(self, FirmsJob::SaveOffer { firm: 1, answers: posting, corrects: None });
        let need = answers(&[("topic", "普工"), ("headcount", "20"), ("by", "2026-12-31"), ("result", "旺季赶订单")]);
        ask(self, FirmsJob::Note { firm: 1, deed: FirmDeed::Need, answers: need });
        let visit = answers(&[("topic", "了解用工"), ("result", "年前还缺二十个普工，愿意接收大龄。")]);
        ask(self, FirmsJob::Note { firm: 1, deed: FirmDeed::Visit, answers: visit });
    }

    /// Kinds of the entries that wait to be sent.
    #[cfg(test)]
    pub fn waiting(&self) -> Vec<&'static str> {
        self.station.next_batch(500, usize::MAX).unwrap().iter().map(|entry| entry.kind.as_str()).collect()
    }
}

/// Answers to every question of a form.
fn whole_answers(form: &str) -> Vec<(String, String)> {
    use yizhan::domain::content::FieldKind as K;
    let content = super::content::samples();
    let form = content.form(form).unwrap();
    let first = |field: &yizhan::domain::content::Field| -> Option<String> {
        Some(match field.kind {
            K::Choice | K::Many => field.options.first()?.code.clone(),
            K::YesNo | K::Consent => "yes".into(),
            K::Name => "测试欧阳".into(),
            K::IdNumber => "430000199003071519".into(),
            K::Phone => "13800000001".into(),
            K::CreditCode => "91430000MA0TEXT04Y".into(),
            K::Email => "a@b.cn".into(),
            K::Number | K::Money => field.min.unwrap_or(1).max(1).to_string(),
            K::Day => "2026-11-20".into(),
            K::Month => "2026-10".into(),
            K::Line | K::Long => "希望晚上也开门".into(),
        })
    };
    form.fields().filter_map(|field| Some((field.id.clone(), first(field)?))).collect()
}

/// Two seats of a day job, until the evening.
fn leased(seq: u8, posting: &Posting) -> Notice {
    let matter = Matter::SeatsLeased(SeatsLeased {
        lease: format!("a{seq}"),
        posting: posting.id,
        day: TODAY,
        seats: 2,
        until: "2026-11-22T12:00:00Z".parse().unwrap(),
    });
    Notice {
        seq: NoticeNo(i64::from(seq)),
        id: NoticeId::new(1, [seq; 10]),
        made_at: now(),
        about: About::default(),
        kind: matter.kind().as_str().to_owned(),
        body: matter.body().unwrap(),
    }
}

/// What a form of the desk's tests lacks to be registered.
fn whole(form: &Form) -> Form {
    let mut whole = form.clone();
    if whole.id_number.is_empty() {
        whole.id_type = yizhan::domain::IdType::None;
        whole.no_id_reason = "忘带了".into();
    }
    whole
}
