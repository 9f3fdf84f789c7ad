//! Every errand that a station knows is done once, each with words of its own. Afterwards the bytes are searched for each of them:
//! while it is there, when the session has ended, when its time is over, when its person is erased. A kind of entry or a table of
//! the store that no errand reaches fails here, so that a new errand comes with its words.

#[path = "at_the_desk.rs"]
mod at_the_desk;

use super::{Desk, Given, PHONE, Play, Scene, day_of, found_of, log_of, people};
use jiff::civil::date;
use jiff::{Timestamp, ToSpan as _};
use std::collections::{BTreeMap, BTreeSet};
use yizhan::domain::applying::ShortForm;
use yizhan::domain::content::{Body, FormDef, ShelfKind, read};
use yizhan::domain::firms::firm_of;
use yizhan::domain::help::{Triggered, rules};
use yizhan::domain::ledger::{Answered, Verdict};
use yizhan::domain::resume::Resume;
use yizhan::domain::seeker::NewService;
use yizhan::domain::service::fill::{Answers, Filled, check};
use yizhan::domain::tag::Tag;
use yizhan::domain::task::{Outcome, Queue};
use yizhan::domain::unanswered::Unanswered;
use yizhan::domain::visitor::{Proof, Shown};
use yizhan::domain::wishes::Wish;
use yizhan::domain::{
    AboutItem, ApplicationWish, Category, Consent, ConsentPurpose, DayWork, DivisionCode, EntryId, EntryKind, FirmDeed,
    Form, IdType, PostingFlaw, PostingId, RecallReason, ReceiptNo, ReferralState, Refusal, RefusalCode, SeatState,
    ServiceChannel, ServiceKind, SlotTime, SubjectId, TagSource, WorkCard,
};
use yizhan::store::{
    Act, AppliesAs, CatalogueReader, NewFirmNote, Origin, Says, StoreError, Submitted, Taking, Wanted,
};
use yizhan_platform::core::Storage as _;
use yizhan_platform::core::notices::NewNotice;
use yizhan_platform::core::packs::PutPack;
use yizhan_simulation::desk::{Kind, Running};
use yizhan_simulation::errands;
use yizhan_wire::notice::{
    About, ApplicationAnswer, ApplicationOutcome, Decision, DecisionOutcome, Matter, Message, ReturnedData,
    ReturnedItem,
};
use yizhan_wire::{NoticeId, Pack, StationId};

/// When what somebody said is to be gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// With her session.
    Session,
    /// When its time is over, and before that when she is erased.
    Hers,
    /// When its time is over; it is about nobody in particular.
    Time,
    /// It is about an employer, and stays as long as that is one.
    Firm,
}

/// What is said in which errand.
const SAID: [(&str, &str, Ends); 34] = [
    ("registers", "测试鑫焱淼", Ends::Hers),
    ("her ID number", "430000199003071519", Ends::Hers),
    ("her telephone", PHONE, Ends::Hers),
    ("her note", "青藤老屋后第三家", Ends::Hers),
    ("where she lives", "桂花坪旧里七栋", Ends::Hers),
    ("work in her own words", "修古琴的漆工", Ends::Hers),
    ("registers once more", "测试鑫焱渺", Ends::Hers),
    ("a form that is refused", "测试骉骦", Ends::Hers),
    ("applies", "测试垚犇", Ends::Hers),
    ("the applicant's telephone", "13800137732", Ends::Hers),
    ("takes a seat", "测试麤毳", Ends::Hers),
    ("the worker's telephone", "13800137733", Ends::Hers),
    ("speaks for the employer", "测试领班轰轰", Ends::Hers),
    ("asks for an account", "测试晶磊", Ends::Hers),
    ("the asker's ID number", "43000019850720005X", Ends::Hers),
    ("the asker's telephone", "13800137734", Ends::Hers),
    ("an opinion", "后门的坡太陡轮椅上不去", Ends::Hers),
    ("a tip without a name", "巷口那家说是收押金", Ends::Hers),
    ("books an hour", "测试赑屃", Ends::Hers),
    ("a form half filled in", "写了一半的测试诉求", Ends::Session),
    ("a draft at the desk", "测试没登完记", Ends::Session),
    ("a service", "夜里想学记账", Ends::Hers),
    ("what came of it", "约好周四带毕业证来", Ends::Hers),
    ("a service that was a mistake", "记到同名的人头上了", Ends::Hers),
    ("a paper that was seen", "残疾证尾号九零零七", Ends::Hers),
    ("two that are one", "同一部手机来问过两回", Ends::Hers),
    ("a promise", "她姐姐周五替她接电话", Ends::Hers),
    ("what was said on a call", "她说儿子发烧改天再来", Ends::Hers),
    ("a word for the next shift", "等穿红棉袄的那位大姐", Ends::Time),
    ("what another office knows", "曾在测试砖厂参保七个月", Ends::Hers),
    ("an answer to her opinion", "坡道下月改好请她再看", Ends::Hers),
    ("what an employer answered", "叫她周三下午到东门找老秦", Ends::Hers),
    ("a message about her receipt", "请转告她社保卡到了", Ends::Hers),
    ("an employer's agent", "测试经办芊芊", Ends::Firm),
];

fn word(errand: &str) -> &'static str {
    SAID.iter().find(|(name, ..)| *name == errand).map(|(_, word, _)| *word).unwrap()
}

fn words(ends: &[Ends]) -> Vec<&'static str> {
    SAID.iter().filter(|(.., when)| ends.contains(when)).map(|(_, word, _)| *word).collect()
}

const FORMS: &str = r#"{"forms": [
    {"id": "account", "version": 1, "title": "注册湘就业", "account": "湘就业", "steps": [{"title": "一", "fields": [
        {"id": "name", "kind": "name", "label": "姓名", "required": true, "prefill": "name"},
        {"id": "id", "kind": "id_number", "label": "证件", "required": true, "prefill": "id_number"},
        {"id": "phone", "kind": "phone", "label": "电话", "required": true, "prefill": "phone"},
        {"id": "agree", "kind": "consent", "label": "同意", "required": true}]}]},
    {"id": "book", "version": 1, "title": "预约", "about": "experts", "steps": [{"title": "一", "fields": [
        {"id": "name", "kind": "name", "label": "姓名", "required": true}]}]},
    {"id": "opinion", "version": 1, "title": "意见", "steps": [{"title": "一", "fields": [
        {"id": "text", "kind": "long", "label": "说说", "required": true}]}]}]}"#;

fn questions(id: &str) -> FormDef {
    let Ok(Some(Body::Forms(forms))) = read("forms", FORMS) else { panic!("{:?}", read("forms", FORMS)) };
    forms.forms.into_iter().find(|form| form.id == id).unwrap()
}

fn filled(id: &str, answers: &[(&str, &str)], about: Option<AboutItem>) -> Filled {
    Filled { form: id.into(), version: 1, about, answers: given(answers), ..Filled::default() }
}

fn given(answers: &[(&str, &str)]) -> Answers {
    answers.iter().map(|(id, given)| ((*id).to_owned(), Given::One((*given).to_owned()))).collect()
}

fn agreed(form: Form) -> Form {
    let mut consents = form.consents.clone();
    let consent = |purpose| Consent { purpose, version: "2026-11".into(), given: Timestamp::UNIX_EPOCH };
    consents.extend([ConsentPurpose::ShareWithEmployers, ConsentPurpose::SensitiveTags].map(consent));
    Form { consents, ..form }
}

fn short(name: &str, phone: &str) -> ShortForm {
    let mut form = ShortForm::default();
    form.name = name.into();
    form.phone = phone.into();
    form.born = Some(date(1974, 3, 10));
    form
}

/// A station at which each errand is done, with the slips of those who did them.
struct Done {
    play: Play,
    slips: Vec<ReceiptNo>,
    /// The person behind the first slip.
    her: SubjectId,
    /// By what the province is to answer later: the entries of an application and of an opinion.
    applied: (EntryId, ReceiptNo),
    opinion: (EntryId, ReceiptNo),
}

impl Done {
    fn desk(&self) -> &Desk {
        &self.play.desks[0]
    }

    /// Somebody does something at the desk or the screen.
    fn act<R>(&mut self, errand: &str, act: impl FnOnce(&mut Running, &Act<'_>) -> Result<R, StoreError>) -> R {
        // Each at another moment, as the ids of entries begin with it.
        self.play.truth.set(self.play.truth.get() + 1.second());
        let truth = self.play.truth.get();
        let desk = &mut self.play.desks[0];
        let done = desk.act(truth, &mut self.play.dice, |running, moment| Ok(act(running, moment)));
        done.unwrap().unwrap().unwrap_or_else(|error| panic!("{errand}: {error}"))
    }

    fn sync(&mut self) {
        for _ in 0..40 {
            self.play.sync(0, true).unwrap();
        }
    }

    fn register(&mut self, number: u32, form: &Form) -> (ReceiptNo, SubjectId) {
        errands::sign_up(&mut self.play, 0, number, &agreed(form.clone()), Origin::Direct).unwrap();
        let known = self.desk().people[&number].clone();
        (known.receipt, known.subject.unwrap())
    }

    /// What is left of the words, and where.
    fn found(&self, ends: &[Ends]) -> BTreeMap<&'static str, Vec<String>> {
        found_of(&self.play, &words(ends))
    }

    fn found_here(&self, ends: &[Ends]) -> BTreeMap<&'static str, Vec<String>> {
        let mut found = self.found(ends);
        for places in found.values_mut() {
            places.retain(|place| place.starts_with("the station"));
        }
        found.retain(|_, places| !places.is_empty());
        found
    }
}

fn begun(scene: &Scene) -> Done {
    let mut play = Play::begin(scene, 1, None, false);
    play.desks.truncate(1);
    let none = || (EntryId::new(0, [0; 10]), ReceiptNo::of(StationId(1), yizhan_wire::SeqNo(1)));
    let forms: Pack = serde_json::from_str(&format!(r#"{{"kind": "forms", "version": 1, "body": {FORMS}}}"#)).unwrap();
    let store = play.province.borrow_mut().store().unwrap().unwrap();
    store.put_pack(&forms, &|_| PutPack::Taken).unwrap();
    let mut done =
        Done { play, slips: Vec::new(), her: SubjectId(uuid::Uuid::nil()), applied: none(), opinion: none() };
    done.sync();
    done
}

fn every_errand_done(scene: &Scene) -> Done {
    let mut done = begun(scene);
    registers(&mut done);
    applies_and_works(&mut done);
    fills_in(&mut done);
    at_the_desk::is_served(&mut done);
    at_the_desk::employers(&mut done);
    at_the_desk::small_things(&mut done);
    done.sync();
    the_province_answers(&mut done);
    done.sync();
    // Seats that nobody took go back when their days are over.
    done.play.truth.set(done.play.truth.get() + (24 * 10).hours());
    errands::once_a_day(&mut done.play, 0).unwrap();
    done.sync();
    // After the last of what the line carries: what is begun, and an hour that is asked for again.
    begins(&mut done);
    done
}

fn registers(done: &mut Done) {
    let mut form = Form {
        name: word("registers").into(),
        id_type: IdType::ResidentId,
        id_number: word("her ID number").into(),
        no_id_reason: String::new(),
        phone: PHONE.into(),
        note: word("her note").into(),
        ..people::form(1)
    };
    form.residence.text = word("where she lives").into();
    form.wanted_jobs[0].text = word("work in her own words").into();
    let (receipt, her) = done.register(1, &form);
    done.her = her;
    done.slips.push(receipt);
    let again = Form { name: word("registers once more").into(), ..people::form(2) };
    let (_, other) = done.register(2, &again);
    done.act("two that are one", |running, act| running.station.merge(her, other, word("two that are one"), act));
    // The province sends one back, and a clerk corrects it.
    let wrong = Form { name: word("a form that is refused").into(), ..people::form(3) };
    done.register(3, &wrong);
    let entry = done.desk().promises.last().unwrap().entry;
    let refused = Verdict::Refused(Refusal { code: RefusalCode::Invalid, field: "phone".into() });
    let answer = Answered { entry, verdict: refused };
    done.act("a refusal", |running, act| running.station.apply_answers(&[answer], act.now));
    let opened = done.act("reopened", |running, act| running.station.reopen_refused(entry, act.now));
    let corrected = people::corrected(&opened);
    errands::sign_up(&mut done.play, 0, 3, &corrected, Origin::Draft).unwrap();
    let receipt = done.desk().people[&3].receipt.clone();
    done.slips.push(receipt);
}

fn applies_and_works(done: &mut Done) {
    // Seats are asked for by the first who wants one, and leased by the province.
    errands::take_seat(&mut done.play, 0).unwrap();
    done.sync();
    let folder = done.desk().folder().to_owned();
    let applicant = short(word("applies"), word("the applicant's telephone"));
    let posting =
        |id, act: &Act<'_>| CatalogueReader::open(&folder).unwrap().posting(PostingId(id), act.today).unwrap().unwrap();
    let mut receipts = Vec::new();
    for (id, random) in [(5, [5; 20]), (6, [6; 20])] {
        let applied = done.act("applies", |running, act| {
            let (posting, who) = (posting(id, act), AppliesAs::New(&applicant));
            let wanted = Wanted { posting: &posting, wish: ApplicationWish::Apply, who, assisted_by: None };
            running.station.apply(&wanted, act.now, random)
        });
        receipts.push((applied.entry, applied.receipt));
    }
    let (_, second) = receipts.pop().unwrap();
    done.applied = receipts.pop().unwrap();
    done.slips.push(second.clone());
    done.act("takes an application back", |running, act| {
        let proof = Proof::Receipt { typed: second.as_str().to_owned().into(), born: date(1974, 3, 10) };
        let Shown::Known(visitor) = running.station.identify(&proof, act.now, act.today)? else { panic!("not known") };
        running.station.end_application(visitor.subject, &second, act.now, act.random)
    });
    works(done);
}

fn works(done: &mut Done) {
    let worker = short(word("takes a seat"), word("the worker's telephone"));
    let seat = done.act("takes a seat", |running, act| {
        let offers = running.station.offers(act.now, act.today)?;
        let (offer, card) = (offers.first().expect("seats were leased"), WorkCard::default());
        let who = AppliesAs::New(&worker);
        let taking = Taking { posting: &offer.posting, day: offer.day, who, card: &card };
        Ok(running.station.take_seat(&taking, act.now, [7; 20])?.expect("she has a seat"))
    });
    done.slips.push(seat.receipt.clone());
    let work = DayWork { minutes: 480, pay_fen: 26_000, paid: true };
    done.act("comes to work", |running, act| {
        running.station.move_seat(seat.entry, None, SeatState::CheckedIn, act.now, [8; 20])
    });
    done.act("says what she worked", |running, act| {
        let proof = Proof::Receipt { typed: seat.receipt.as_str().to_owned().into(), born: date(1974, 3, 10) };
        let Shown::Known(visitor) = running.station.identify(&proof, act.now, act.today)? else { panic!("not known") };
        running.station.say_work(seat.entry, Says::Worker(visitor.subject), work, act.now, [9; 20])
    });
    done.act("the employer says the same", |running, act| {
        let says = Says::Employer { name: word("speaks for the employer"), act };
        running.station.say_work(seat.entry, says, work, act.now, [10; 20])
    });
}

fn fills_in(done: &mut Done) {
    let answers = [
        ("name", word("asks for an account")),
        ("id", word("the asker's ID number")),
        ("phone", word("the asker's telephone")),
        ("agree", "yes"),
    ];
    let asked = done.act("asks for an account", |running, act| {
        let checked =
            check(&questions("account"), &filled("account", &answers, None), act.today).expect("a whole form");
        running.station.ask_for_account(&questions("account"), checked, (act.now, act.today), [11; 20])
    });
    done.slips.push(asked.receipt);
    let her = done.her;
    let slot = |act: &Act<'_>| SlotTime { day: act.today.tomorrow().unwrap(), at: "09:00".into() };
    let forms = [
        ("an opinion", "opinion", "text", Some(her)),
        ("a tip without a name", "opinion", "text", None),
        ("books an hour", "book", "name", None),
    ];
    for (number, (errand, form, field, who)) in (12..).zip(forms) {
        let sent = done.act(errand, |running, act| {
            let about = (form == "book").then(|| AboutItem {
                shelf: ShelfKind::Experts,
                item: "a".into(),
                title: "测试".into(),
                slot: Some(slot(act)),
            });
            let filled = filled(form, &[(field, word(errand))], about);
            let checked = check(&questions(form), &filled, act.today).expect("a whole form");
            running.station.submit(checked, (Some(1), who), (act.now, act.today), [number; 20])
        });
        let Submitted::Kept(sent) = sent else { panic!("the hour was full") };
        if errand == "an opinion" {
            done.opinion = (sent.entry, sent.receipt.clone());
        }
        done.slips.push(sent.receipt);
    }
    done.act("keeps a résumé", |running, act| {
        running.station.keep_resume(her, &Resume::default(), "1", act.now, act.today)
    });
}

/// What the province has to say of her, by her subject, by an entry, by a receipt alone.
fn the_province_answers(done: &mut Done) {
    let now = done.play.truth.get();
    let until = day_of(now).saturating_add(400.days());
    let item = ReturnedItem { label: "参保".into(), value: word("what another office knows").into() };
    let returned = ReturnedData { source: "社保".into(), purpose: "帮扶".into(), until, items: vec![item] };
    let decision = Decision {
        on: "意见".into(),
        outcome: DecisionOutcome::Approved,
        text: word("an answer to her opinion").into(),
        amount_fen: None,
        valid_until: None,
        appeal: String::new(),
    };
    let answer = ApplicationAnswer {
        outcome: ApplicationOutcome::Viewed,
        text: word("what an employer answered").into(),
        meet: None,
        contact: String::new(),
    };
    let text = word("a message about her receipt").into();
    let message = Message { title: String::new(), text, urgent: false };
    let of = |(entry, receipt): &(EntryId, ReceiptNo)| About {
        entry: Some(*entry),
        receipt: Some(receipt.clone()),
        subject: None,
    };
    let about = [
        (About { subject: Some(done.her), ..About::default() }, Matter::ReturnedData(returned)),
        (of(&done.opinion), Matter::Decision(decision)),
        (of(&done.applied), Matter::ApplicationAnswer(answer)),
        (About { receipt: Some(done.slips[0].clone()), ..About::default() }, Matter::Message(message)),
    ];
    let store = done.play.province.borrow_mut().store().unwrap().unwrap();
    for (number, (about, matter)) in (31..).zip(about) {
        let (kind, body) = (matter.kind().as_str().to_owned(), matter.body().unwrap());
        let id = NoticeId::new(u64::try_from(now.as_millisecond()).unwrap(), [number; 10]);
        let notice = NewNotice { id, station: StationId(1), about, kind, body, made_at: now };
        store.put_notice(&notice).unwrap().expect("a new notice");
    }
}

fn begins(done: &mut Done) {
    errands::take_seat(&mut done.play, 0).unwrap();
    done.act("a form half filled in", |running, act| {
        let half = filled("opinion", &[("text", word("a form half filled in"))], None);
        running.station.save_filled(&half, act.now)
    });
    done.act("a draft", |running, act| {
        let form = Form { name: word("a draft at the desk").into(), ..Form::default() };
        running.station.save_draft(&form, act.now)
    });
}

fn ends_the_session(done: &mut Done) {
    done.act("the session ends", |running, _| {
        running.station.drop_filled()?;
        running.station.discard_draft()
    });
}

/// Tables of the station's file in which nothing is.
fn empty_tables(desk: &Desk) -> BTreeSet<String> {
    let db = desk.file().unwrap();
    let mut statement =
        db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").unwrap();
    let names: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let is_empty = |name: &String| {
        let rows: i64 = db.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0)).unwrap();
        rows == 0
    };
    names.into_iter().filter(is_empty).collect()
}

#[test]
fn canary_every_kind_of_entry_and_every_table_has_an_errand_whose_words_are_looked_for() {
    let scene = Scene::set().unwrap();
    let done = every_errand_done(&scene);
    let kinds: BTreeSet<String> = done.desk().look().unwrap().into_values().map(|row| row.kind).collect();
    let all: BTreeSet<String> = EntryKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect();
    assert_eq!(all.difference(&kinds).collect::<Vec<_>>(), Vec::<&String>::new(), "no errand makes these entries");
    assert_eq!(empty_tables(done.desk()), BTreeSet::new(), "no errand writes into these tables");
    // Where it is looked for it can be found, and nowhere on the disk without the key.
    let found = done.found(&[Ends::Session, Ends::Hers, Ends::Time, Ends::Firm]);
    for (errand, word, ends) in SAID {
        let places = found.get(word).cloned().unwrap_or_default();
        assert!(places.contains(&"the station's pages".to_owned()), "{errand}: {word} is not there: {places:?}");
        // What an employer offers is published; nothing else is in the plain catalogue.
        let plain = places.iter().any(|place| place.starts_with("the station's s") || place.contains("catalogue"));
        assert!(!plain || ends == Ends::Firm, "{errand}: {word} stands in {places:?}");
    }
}

#[test]
fn canary_of_every_errand_what_was_begun_goes_with_the_session() {
    let scene = Scene::set().unwrap();
    let mut done = every_errand_done(&scene);
    ends_the_session(&mut done);
    assert_eq!(done.found(&[Ends::Session]), BTreeMap::new());
    assert_eq!(log_of(&done.play), 0, "the log, which holds earlier pages, is empty");
}

#[test]
fn canary_of_every_errand_nothing_is_in_any_page_of_the_station_when_its_time_is_over() {
    let scene = Scene::set().unwrap();
    let mut done = every_errand_done(&scene);
    ends_the_session(&mut done);
    done.sync();
    done.play.truth.set(done.play.truth.get() + (24 * 365 * 4).hours());
    done.act("the day begins", |running, act| {
        running.station.purge_returned(act.today)?;
        running.station.purge(act.today.saturating_sub(30.days()))
    });
    assert_eq!(done.found_here(&[Ends::Session, Ends::Hers, Ends::Time]), BTreeMap::new());
    assert_eq!(log_of(&done.play), 0);
    let employer = done.found_here(&[Ends::Firm]);
    assert!(!employer.is_empty(), "an employer is one for longer");
}

#[test]
fn canary_of_every_errand_nothing_is_in_any_page_here_or_at_the_province_of_whom_was_erased() {
    let scene = Scene::set().unwrap();
    let mut done = every_errand_done(&scene);
    ends_the_session(&mut done);
    done.sync();
    for receipt in done.slips.clone() {
        let wished = done.act("wishes to be erased", |running, act| {
            running.station.wish(&receipt, &Wish::Erase, None, act.now, act.random)
        });
        done.play.desks[0].promise(wished.entry, Kind::Erased, 1);
    }
    done.sync();
    assert_eq!(done.found(&[Ends::Session, Ends::Hers]), BTreeMap::new());
    assert_eq!(log_of(&done.play), 0);
}
