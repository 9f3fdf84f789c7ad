//! Somebody is recommended to an employer or applies at the machine, there and back: the province is told with her consent, an
//! operator reads in the cockpit whom to call and what of her may be said, and the employer's answer comes to the desk, which calls
//! her the same day, and to herself.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test whose scene cannot be set has failed"
)]

use super::common::{Province, Station, registration, text};
use reqwest::blocking::{Client, Response};
use reqwest::redirect::Policy;
use serde_json::{Value, json};
use std::io::Write as _;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::Once;
use yizhan::domain::applying::ShortForm;
use yizhan::domain::arrived::{ArrivedFile, ArrivedKind};
use yizhan::domain::ledger::Registered;
use yizhan::domain::notice::{ApplicationOutcome, Matter};
use yizhan::domain::referral::{Referral, Word};
use yizhan::domain::role::{Role, Roles};
use yizhan::domain::task::{Outcome, Queue, Reason};
use yizhan::domain::visitor::{MyApplication, Proof, Shown, Track, Visitor};
use yizhan::domain::wishes::Wish;
use yizhan::domain::{
    ApplicationWish, ConsentPurpose, EntryId, PostingId, ReceiptNo, ReferralReason, ReferralState, SubjectId,
};
use yizhan::runtime::office::{self, OfficeEvent, OfficeJob, Session};
use yizhan::runtime::world::{day_of, random_bytes};
use yizhan::runtime::{Machine, World as _};
use yizhan::store::{AppliesAs, CatalogueReader, Station as Store, Wanted};

const PASSWORD: &str = "correct horse battery";

/// The province with its cockpit, and an operator who is signed in.
struct Cockpit {
    address: String,
    http: Client,
    cookie: String,
}

impl Cockpit {
    fn open(province: &mut Province) -> Self {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
        let mut adding = province.command(&["operator", "add", "--name", "wang", "--role", "reviewer"]);
        let mut adding = adding.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        writeln!(adding.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(adding.wait().unwrap().success());
        let place = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        province.stop();
        province.resume_as(|command| {
            let mut same = Command::new(command.get_program());
            same.args(command.get_args()).args(["--cockpit", &place]).stdin(Stdio::null());
            same.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
            same
        });
        let http = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        let mut cockpit = Self { address: format!("http://{place}"), http, cookie: String::new() };
        let answer = cockpit.post("/login", &[("name", "wang"), ("password", PASSWORD)]);
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().clone_into(&mut cockpit.cookie);
        cockpit
    }

    fn post(&self, path: &str, form: &[(&str, &str)]) -> Response {
        let mut body = String::new();
        for (name, value) in form {
            let value = value.bytes().map(|byte| format!("%{byte:02x}")).collect::<Vec<_>>().concat();
            body.extend([name, "=", &value, "&"]);
        }
        let request = self.http.post(format!("{}{path}", self.address)).header("origin", &self.address);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.header("cookie", &self.cookie).body(body).send().unwrap()
    }

    fn page(&self) -> String {
        let request = self.http.get(format!("{}/forwards", self.address)).header("cookie", &self.cookie);
        request.send().unwrap().text().unwrap()
    }
}

/// The desk of a station, with a clerk who is signed in.
struct Desk<'a> {
    station: &'a Station,
    store: Store,
    session: Session,
    world: Machine,
}

impl<'a> Desk<'a> {
    fn at(station: &'a Station) -> Self {
        let (mut store, world, mut session) = (station.store(), Machine::new().unwrap(), Session::default());
        let roles = Roles::of(&[Role::Clerk]);
        session.begin(store.add_staff("测试员", "260718", roles, &[5; 16], &office::act(None, &world)).unwrap());
        Self { station, store, session, world }
    }

    fn ask(&mut self, job: OfficeJob) -> OfficeEvent {
        office::answer(&mut self.store, &mut self.session, job, &self.world).unwrap().unwrap()
    }

    /// Somebody who agreed that employers are told of her is recommended a posting; the employer is told through the province.
    fn recommend(&mut self, n: usize, posting: i64) -> (ReceiptNo, SubjectId, EntryId) {
        let mut form = registration(n);
        let given =
            |purpose: &str| json!({ "purpose": purpose, "version": "2026-11", "given": "2026-11-20T08:00:00Z" });
        form["consents"] = json!([given("register"), given("share_with_employers")]);
        let (code, answers) = self.station.register(form.to_string().as_bytes());
        assert_eq!(code, 0, "{answers:?}");
        let receipt = ReceiptNo::parse(answers[0]["receipt"].as_str().unwrap()).unwrap();
        let today = day_of(self.world.now());
        let reader = CatalogueReader::open(self.station.path()).unwrap();
        let posting = Box::new(reader.posting(PostingId(posting), today).unwrap().unwrap());
        self.ask(OfficeJob::Refer { receipt: receipt.clone(), posting });
        let subject = self.store.subject_of(&receipt).unwrap().unwrap();
        let id = self.referral(subject).id;
        self.take(subject, id, ReferralState::Told, None);
        (receipt, subject, id)
    }

    fn take(&mut self, subject: SubjectId, id: EntryId, to: ReferralState, reason: Option<ReferralReason>) {
        let event = self.ask(OfficeJob::MoveReferral { subject, id, to, reason });
        assert!(matches!(event, OfficeEvent::Seeker(Some(_))), "{event:?}");
    }

    fn referral(&mut self, subject: SubjectId) -> Referral {
        let OfficeEvent::Seeker(Some(seeker)) = self.ask(OfficeJob::OpenSeeker { subject }) else { panic!("no page") };
        seeker.referrals[0].clone()
    }

    /// Somebody applies at the machine by herself: who is registered here by her receipt, or anybody by the short form.
    fn apply(&mut self, who: &AppliesAs<'_>, posting: i64, wish: ApplicationWish) -> Registered {
        let reader = CatalogueReader::open(self.station.path()).unwrap();
        let posting = reader.posting(PostingId(posting), day_of(self.world.now())).unwrap().unwrap();
        let wanted = Wanted { posting: &posting, wish, who: *who, assisted_by: None };
        self.store.apply(&wanted, self.world.now(), random_bytes(&self.world)).unwrap()
    }

    fn arrived(&mut self, id: EntryId) -> ArrivedFile {
        let act = office::act(None, &self.world);
        self.store.open_arrived(id, &act).unwrap()
    }

    /// Her applications as they stand on the clerk's page.
    fn on_her_page(&mut self, subject: SubjectId) -> Vec<MyApplication> {
        let OfficeEvent::Seeker(Some(seeker)) = self.ask(OfficeJob::OpenSeeker { subject }) else { panic!("no page") };
        seeker.applications.clone()
    }

    fn sync(&self) {
        self.station.run(&["sync", "--until-idle"]);
    }

    /// Whether her call about the referral can be made now.
    fn call_is_up(&mut self, subject: SubjectId) -> bool {
        let now = self.world.now();
        let OfficeEvent::Tasks { rows, .. } = self.ask(OfficeJob::ListTasks { queue: Queue::CallBack }) else {
            panic!()
        };
        rows.iter().any(|row| row.reason == Reason::ReferralOutcome && row.subject == Some(subject) && row.is_up(now))
    }
}

fn short(name: &str, phone: &str) -> ShortForm {
    let mut form = ShortForm::default();
    form.name = name.into();
    form.phone = phone.into();
    form.born = Some(jiff::civil::date(1974, 3, 10));
    form
}

fn forwards(province: &Province, more: &[&str]) -> Vec<Value> {
    super::common::lines(&text(&province.command(&[&["forwards"], more].concat()).output().unwrap()))
}

/// A province with adverts and an operator, and a station that has them.
fn stocked() -> (Province, Station, Cockpit) {
    let mut province = Province::start();
    province.stock(8);
    let station = Station::enrolled(&province);
    station.run(&["sync", "--until-idle"]);
    let cockpit = Cockpit::open(&mut province);
    (province, station, cockpit)
}

#[test]
fn who_is_recommended_is_told_of_at_the_employer_and_the_answer_comes_back_to_the_desk() {
    let (province, station, cockpit) = stocked();
    let mut desk = Desk::at(&station);
    let (_, first, hired) = desk.recommend(1, 1);
    let (_, second, declined) = desk.recommend(2, 2);
    assert_eq!(desk.referral(first).word, None);
    desk.sync();
    assert_eq!(desk.referral(first).word, Some(Word::TakenOn));

    // Both wait at the province, with what the employer may know of them and no more.
    let waiting = forwards(&province, &[]);
    assert_eq!(waiting.len(), 2);
    let one = |n: usize| waiting.iter().find(|line| line["person"]["name"] == registration(n)["name"]).unwrap();
    let (one, two) = (one(1), one(2));
    assert_eq!((one["state"].as_str(), one["posting"].as_i64()), (Some("waiting"), Some(1)));
    assert!(one["employer"].as_str().unwrap().starts_with("测试"), "{one}");
    assert!(!one.to_string().contains("证件"), "nothing of her papers is told: {one}");
    let page = cockpit.page();
    for words in [&one["employer"], &one["person"]["name"], &one["person"]["phone"]] {
        assert!(page.contains(words.as_str().unwrap()), "{words} is not on the page");
    }

    // An operator calls the first employer, who knows of her now; that alone is no reason to call her.
    let path = |line: &Value| format!("/forwards/{}", line["receipt"].as_str().unwrap());
    assert_eq!(cockpit.post(&path(one), &[("say", "received")]).status(), 303);
    assert!(!desk.call_is_up(first));
    desk.sync();
    assert!(!desk.call_is_up(first));
    let without_place = [("say", "invited"), ("at", "2026-12-01T09:30")];
    assert!(cockpit.post(&path(one), &without_place).text().unwrap().contains("时间和地点"));
    let invited = [("say", "invited"), ("at", "2026-12-01T09:30"), ("place", "雨花区厂东门"), ("text", "带身份证")];
    assert_eq!(cockpit.post(&path(one), &invited).status(), 303);
    desk.sync();
    let Some(Word::Answer(answer)) = desk.referral(first).word else { panic!("no answer") };
    assert_eq!((answer.outcome, answer.meet.unwrap().place.as_str()), (ApplicationOutcome::Invited, "雨花区厂东门"));
    assert!(desk.call_is_up(first), "she is to be told today");
    let mine = desk.store.mine(first).unwrap();
    assert!(
        matches!(&mine.referrals[0].word, Some(Word::Answer(said)) if said.meet.is_some()),
        "under 我的 she reads it, too"
    );
    desk.take(first, hired, ReferralState::Interview, None);

    // The other employer is told by a list, and says no; the clerk writes down why.
    let name = two["employer"].as_str().unwrap();
    assert_eq!(forwards(&province, &["--employer", name, "--delivered"]).len(), 1);
    assert!(cockpit.post(&path(two), &[("say", "declined")]).text().unwrap().contains("原因"), "a no says why");
    assert_eq!(cockpit.post(&path(two), &[("say", "declined"), ("text", "要有焊工证")]).status(), 303);
    assert_eq!(cockpit.post(&path(one), &[("say", "hired")]).status(), 303);
    desk.sync();
    assert!(desk.call_is_up(second));
    let Some(Word::Answer(no)) = desk.referral(second).word else { panic!("no answer") };
    assert_eq!((no.outcome, no.text.as_str()), (ApplicationOutcome::Declined, "要有焊工证"));
    desk.take(second, declined, ReferralState::Refused, Some(ReferralReason::SkillsMissing));
    desk.take(first, hired, ReferralState::Hired, None);
    assert!(!desk.call_is_up(first) && !desk.call_is_up(second), "what came of it is known");
    desk.sync();
    assert!(forwards(&province, &[]).is_empty());
    assert_eq!(forwards(&province, &["--all"]).len(), 2);
    let records = super::common::lines(&province.run(&["records", "--kind", "referral"]));
    let of = |id: EntryId| -> Vec<String> {
        let steps = records.iter().filter(|step| step["body"]["referral"] == id.0.to_string());
        steps.map(|step| step["body"]["state"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(of(hired), ["recommended", "told", "interview", "hired"]);
    assert_eq!(of(declined), ["recommended", "told", "refused"]);
}

#[test]
fn who_takes_her_consent_back_on_the_way_is_named_to_no_employer() {
    let mut province = Province::start();
    province.stock(4);
    let station = Station::enrolled(&province);
    station.run(&["sync", "--until-idle"]);
    let cockpit = Cockpit::open(&mut province);
    let mut desk = Desk::at(&station);
    let (receipt, subject, _) = desk.recommend(3, 1);
    desk.sync();
    station.run(&["withdraw", receipt.as_str(), "--purpose", "share_with_employers"]);
    desk.sync();
    let mine = desk.store.mine(subject).unwrap();
    assert!(mine.is_taken_back(&mine.referrals[0]), "and she reads that it goes no further");
    let left = forwards(&province, &["--delivered"]);
    assert_eq!((left.len(), &left[0]["person"], left[0]["state"].as_str()), (1, &Value::Null, Some("waiting")));
    let name = registration(3)["name"].as_str().unwrap().to_owned();
    assert!(!cockpit.page().contains(&name));
    let path = format!("/forwards/{}", left[0]["receipt"].as_str().unwrap());
    assert!(cockpit.post(&path, &[("say", "received")]).text().unwrap().contains("撤回同意"));
    assert_eq!(forwards(&province, &[])[0]["state"], "waiting", "nobody was told");
}

/// One is registered here and applies as the visitor whom the machine knows, one leaves her name and number only.
fn two_apply(desk: &mut Desk<'_>) -> (Visitor, Registered, Registered) {
    let (code, answers) = desk.station.register(registration(3).to_string().as_bytes());
    assert_eq!(code, 0, "{answers:?}");
    let receipt = ReceiptNo::parse(answers[0]["receipt"].as_str().unwrap()).unwrap();
    let subject = desk.store.subject_of(&receipt).unwrap().unwrap();
    let known = desk.store.visitor(subject).unwrap().unwrap();
    let hers = desk.apply(&AppliesAs::Known(&known), 1, ApplicationWish::Apply);
    let form = short("测试乙", "13800000001");
    let others = desk.apply(&AppliesAs::New(&form), 2, ApplicationWish::CallMe);
    (known, hers, others)
}

#[test]
fn who_applies_at_the_machine_stands_beside_the_recommended_and_the_answer_reaches_her_and_the_desk() {
    let (province, station, cockpit) = stocked();
    let mut desk = Desk::at(&station);
    let (known, hers, others) = two_apply(&mut desk);
    assert_eq!(desk.on_her_page(known.subject)[0].track, Track::Saved);
    desk.sync();
    assert_eq!(desk.on_her_page(known.subject)[0].track, Track::Sent, "that it is on its way is no answer");
    assert!(desk.arrived(hers.entry).task.is_none(), "nobody has to call her yet");

    // The operator sees both, and what of them may be told; one line of the list for one of them.
    let waiting = forwards(&province, &[]);
    let find = |receipt: &ReceiptNo| waiting.iter().find(|one| one["receipt"] == receipt.as_str()).unwrap();
    let (one, two) = (find(&hers.receipt), find(&others.receipt));
    assert_eq!(
        (one["wish"].as_str(), one["state"].as_str(), one["staff"].as_str()),
        (Some("apply"), Some("waiting"), Some(""))
    );
    assert_eq!(
        (two["person"]["name"].as_str(), two["person"]["phone"].as_str()),
        (Some("测试乙"), Some("13800000001"))
    );
    assert!(one["person"].get("id_number").is_none(), "an employer is told no number of a document");
    let page = cockpit.page();
    assert!(page.contains("测试乙") && page.contains("本人报名 · 先打电话给我说说"), "{page}");

    // Delivered, and an interview agreed on: it is on her own track, on her page at the desk, and she is called today.
    let path = |receipt: &ReceiptNo| format!("/forwards/{}", receipt.as_str());
    assert_eq!(cockpit.post(&path(&hers.receipt), &[("say", "received")]).status(), 303);
    desk.sync();
    let delivered = Track::Answered(ApplicationOutcome::Received);
    assert_eq!(desk.on_her_page(known.subject)[0].track, delivered);
    assert!(desk.arrived(hers.entry).task.is_none());
    let invited = [("say", "invited"), ("at", "2026-12-01T09:30"), ("place", "雨花区厂东门"), ("text", "")];
    assert_eq!(cockpit.post(&path(&hers.receipt), &invited).status(), 303);
    desk.sync();
    let mine = desk.store.mine(known.subject).unwrap().applications;
    assert!(mine == desk.on_her_page(known.subject), "she and the desk read the same");
    assert_eq!(mine[0].track, Track::Answered(ApplicationOutcome::Invited));
    assert_eq!(mine[0].answer.as_ref().unwrap().meet.as_ref().unwrap().place, "雨花区厂东门");
    let file = desk.arrived(hers.entry);
    let call = file.task.unwrap();
    assert_eq!((call.queue, call.due_on), (Queue::CallBack, day_of(desk.world.now())));
    assert!(matches!(file.notices.last().unwrap().notice.matter(), Matter::ApplicationAnswer(_)));
    // Told, the call is over; the next answer brings it back.
    desk.ask(OfficeJob::EndTask {
        queue: Queue::CallBack,
        id: call.id,
        outcome: Outcome::Reached,
        note: String::new(),
    });
    assert!(desk.arrived(hers.entry).task.is_none());
    assert_eq!(cockpit.post(&path(&hers.receipt), &[("say", "hired")]).status(), 303);
    desk.sync();
    assert!(desk.arrived(hers.entry).task.is_some());
    assert_eq!(desk.on_her_page(known.subject)[0].track, Track::Answered(ApplicationOutcome::Hired));
    assert!(forwards(&province, &[]).iter().all(|one| one["receipt"] != hers.receipt.as_str()), "it is over");
    assert_eq!(desk.arrived(others.entry).row.kind, ArrivedKind::Application(ApplicationWish::CallMe));
}

#[test]
fn who_takes_an_application_or_her_consent_back_is_named_to_no_employer_and_who_was_told_is_to_forget_her() {
    let (province, station, cockpit) = stocked();
    let mut desk = Desk::at(&station);
    let (ending, withdrawing) = (short("测试丙丙", "13800000002"), short("测试丁丁", "13800000003"));
    let ended = desk.apply(&AppliesAs::New(&ending), 1, ApplicationWish::Apply);
    let withdrawn = desk.apply(&AppliesAs::New(&withdrawing), 2, ApplicationWish::Apply);
    desk.sync();
    let path = |receipt: &ReceiptNo| format!("/forwards/{}", receipt.as_str());
    assert_eq!(cockpit.post(&path(&withdrawn.receipt), &[("say", "received")]).status(), 303);
    let now = desk.world.now();
    let proof = Proof::Receipt { typed: ended.receipt.as_str().to_owned().into(), born: ending.born.unwrap() };
    let Shown::Known(her) = desk.store.identify(&proof, now, day_of(now)).unwrap() else { panic!("not known") };
    desk.store.end_application(her.subject, &ended.receipt, now, random_bytes(&desk.world)).unwrap();
    let share = Wish::of(&[ConsentPurpose::ShareWithEmployers]);
    desk.store.wish(&withdrawn.receipt, &share, None, now, random_bytes(&desk.world)).unwrap();
    desk.sync();
    for one in forwards(&province, &["--all"]) {
        assert_eq!(one["person"], Value::Null, "{one}");
    }
    let page = cockpit.page();
    assert!(!page.contains("测试丙丙") && !page.contains("测试丁丁"), "{page}");
    assert!(page.contains("请告诉单位不要再联系"), "who has her data is to forget them");
    assert!(cockpit.post(&path(&ended.receipt), &[("say", "received")]).text().unwrap().contains("撤回同意"));
}
