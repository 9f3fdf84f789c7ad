//! Searches are compared with the slowest and plainest way to do the same, over random postings and queries.

use super::*;
use crate::domain::content::{Degrees, Street, Streets};
use crate::domain::distance::Away;
use crate::domain::everyday;
use crate::domain::ground::Ground;
use crate::domain::listing::{BenefitSet, Listing, ShiftSet, Slot};
use crate::domain::query::{
    AGES, CLOSING_DAYS, DISTANCES_KM, Facets, Filters, Matter, NEW_DAYS, Order, Query, WageFloor, wage_floors,
};
use crate::domain::{
    Benefit, DivisionCode, Education, JobGroup, JobKind, PostingId, Settlement, Shift, SourceKind, WageUnit, WorkForm,
    division, wage,
};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use plain::{plain_facets, plain_has, plain_passes};
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

mod places;
mod plain;

/// Where the station stands: 长沙市 雨花区.
const HERE: &str = "430111";
const TODAY: Date = date(2026, 11, 22);
const TITLES: &[&str] = &[
    "电焊工",
    "急招保安",
    "会计",
    "重庆小面师傅",
    "护士",
    "湖北菜厨师",
    "普工",
    "CNC操作工",
    "外卖骑手(长沙)",
    "保洁阿姨",
    "仓库管理员",
    "女装导购",
    "绿化工人",
    "5G装维工程师",
    "Java开发",
    "大安市公安辅警",
    "西安",
    "先锋钳工",
    "夜班 分拣员",
    "ＡＢＣ幼儿园老师",
];
const EMPLOYERS: &[&str] = &["", "测试电子厂", "重庆测试物业公司", "测试家政", "ABC测试公司"];
const DISTRICTS: &[(&str, &str)] =
    &[("长沙市 雨花区", "430111"), ("长沙市 岳麓区", "430104"), ("重庆市 渝中区", "500103"), ("", "")];
const TEXTS: &[&str] = &[
    "负责门卫值班和巡逻",
    "会计记账、报税",
    "包吃住，五险一金",
    "仓库管理，管理员要求细心",
    "两班倒 java 12小时",
    "电焊证优先",
    "库管理员工档案，仓库管",
    "护工护理老人",
];

#[derive(Clone)]
struct Job {
    id: i64,
    title: String,
    employer: &'static str,
    place: (&'static str, &'static str),
    text: String,
    kind: JobKind,
    form: WorkForm,
    wage: (Option<i64>, Option<WageUnit>),
    benefits: Vec<Benefit>,
    settlement: Option<Settlement>,
    education: Option<Education>,
    source: SourceKind,
    shifts: Vec<Shift>,
    age_max: Option<u8>,
    disability_welcome: bool,
    posted_on: Date,
    valid_until: Date,
}

fn pick<T: Clone>(chance: &mut fastrand::Rng, from: &[T]) -> T {
    from[chance.usize(..from.len())].clone()
}

fn random_job(chance: &mut fastrand::Rng, id: i64) -> Job {
    let mut title = pick(chance, TITLES).to_owned();
    if chance.bool() {
        title += pick(chance, TITLES);
    }
    Job {
        id,
        title,
        employer: pick(chance, EMPLOYERS),
        place: pick(chance, DISTRICTS),
        text: format!("{}\n{}", pick(chance, TEXTS), pick(chance, TEXTS)),
        kind: pick(
            chance,
            &[JobKind::Welder, JobKind::SecurityGuard, JobKind::Accountant, JobKind::FoodRider, JobKind::Other],
        ),
        form: pick(chance, &[WorkForm::FullTime, WorkForm::DayJob, WorkForm::Other]),
        wage: pick(
            chance,
            &[
                (Some(500_000), Some(WageUnit::Month)),
                (Some(30_000), Some(WageUnit::Day)),
                (None, None),
                (Some(2_000), Some(WageUnit::Hour)),
                (Some(50), Some(WageUnit::Piece)),
            ],
        ),
        benefits: Benefit::ALL.iter().copied().filter(|_| chance.u8(..4) == 0).collect(),
        settlement: pick(chance, &[None, Some(Settlement::Daily), Some(Settlement::Monthly)]),
        education: pick(chance, &[None, Some(Education::Primary)]),
        source: pick(chance, &[SourceKind::Public, SourceKind::Agency]),
        shifts: Shift::ALL.iter().copied().filter(|_| chance.u8(..4) == 0).collect(),
        age_max: pick(chance, &[None, None, Some(35), Some(45), Some(53)]),
        disability_welcome: chance.u8(..8) == 0,
        posted_on: date(2026, 11, chance.i8(1..=20)),
        valid_until: date(2026, 11, chance.i8(18..=30)),
    }
}

/// Takes a job in under the next free slot, and keeps its description there.
fn feed(index: &mut Index, texts: &mut Descriptions, job: &Job) {
    let slot = texts.put(job);
    let (title_pinyin, employer_pinyin) = (pinyin(&job.title), pinyin(job.employer));
    index.upsert(&Listing {
        id: PostingId(job.id),
        slot,
        title: &job.title,
        employer: job.employer,
        title_pinyin: &title_pinyin,
        employer_pinyin: &employer_pinyin,
        job_kind: job.kind,
        work_form: job.form,
        division: job.place.1,
        district: job.place.0,
        wage_min_fen: job.wage.0,
        wage_max_fen: None,
        wage_unit: job.wage.1,
        settlement: job.settlement,
        education: job.education,
        source: job.source,
        benefits: BenefitSet::of(&job.benefits),
        shifts: ShiftSet::of(&job.shifts),
        age_max: job.age_max,
        disability_welcome: job.disability_welcome,
        posted_on: job.posted_on,
        valid_until: job.valid_until,
    });
}

/// Descriptions by slot with their terms, looked through one by one.
#[derive(Default)]
struct Descriptions(Vec<(String, Vec<Term>)>);

impl Descriptions {
    fn put(&mut self, job: &Job) -> Slot {
        self.0.push((job.text.clone(), terms(&job.text)));
        self.0.len() as Slot - 1
    }
}

impl Texts for Descriptions {
    fn slots_with(&self, term: Term) -> RoaringBitmap {
        self.0.iter().zip(0..).filter(|((_, terms), _)| terms.contains(&term)).map(|(_, slot)| slot).collect()
    }

    fn holds(&self, slot: Slot, word: &str) -> bool {
        self.0.get(slot as usize).is_some_and(|(text, _)| normalise(text).contains(word))
    }
}

fn index_of(jobs: &[Job]) -> (Index, Descriptions) {
    let (mut index, mut texts) = (Index::new(), Descriptions::default());
    for job in jobs {
        feed(&mut index, &mut texts, job);
    }
    index.settle();
    (index, texts)
}

fn ask(text: &str) -> Query {
    Query { text: text.into(), limit: usize::MAX, here: DivisionCode::new(HERE), ..Query::default() }
}

fn find((index, texts): &(Index, Descriptions), query: &Query) -> Found {
    index.search(query, TODAY, texts, &|| false).unwrap()
}

/// A posting for each title, of which the title says everything.
fn jobs_titled(titles: &[&str]) -> Vec<Job> {
    let mut chance = fastrand::Rng::with_seed(1);
    let numbered = titles.iter().zip(1..);
    let jobs = numbered.map(|(title, id)| Job {
        title: (*title).to_owned(),
        employer: "",
        place: ("", ""),
        text: String::new(),
        kind: JobKind::Other,
        benefits: Vec::new(),
        valid_until: TODAY,
        ..random_job(&mut chance, id)
    });
    jobs.collect()
}

/// Titles, one posting each, that a query finds by the title alone.
fn titles_found<'a>(titles: &[&'a str], text: &str) -> Vec<&'a str> {
    let mut found: Vec<_> = find(&index_of(&jobs_titled(titles)), &ask(text)).ids.iter().map(|id| id.0).collect();
    found.sort_unstable();
    found.into_iter().map(|id| titles[id as usize - 1]).collect()
}

fn random_word(chance: &mut fastrand::Rng) -> String {
    let title = pick(chance, TITLES);
    let chars: Vec<char> = normalise(if chance.u8(..4) == 0 { pick(chance, TEXTS) } else { title }).chars().collect();
    let from = chance.usize(..chars.len());
    let to = (from + 1 + chance.usize(..4)).min(chars.len());
    let piece: String = chars[from..to].iter().filter(|c| c.is_alphanumeric()).collect();
    let reading = pinyin(&piece);
    let mut word = match chance.u8(..5) {
        0 => reading.replace(' ', ""),
        1 => reading.split(' ').filter_map(|s| s.chars().next()).collect(),
        2 => reading.split(' ').enumerate().map(|(n, s)| if n == 0 { s } else { s.get(..1).unwrap_or(s) }).collect(),
        _ => piece,
    };
    if chance.u8(..3) == 0 && word.is_ascii() && word.len() > 1 {
        word.pop();
    }
    word
}

fn random_filters(chance: &mut fastrand::Rng) -> Filters {
    let asked: [bool; 16] = std::array::from_fn(|_| chance.u8(..6) == 0);
    let [group, kind, form, district, wage, benefit, settlement, shift, no_diploma, source, posted, closing, ..] =
        asked;
    let [.., within, negotiable, age, disability_welcome] = asked;
    Filters {
        job_group: group.then_some(JobGroup::Craft),
        job_kind: kind.then_some(JobKind::SecurityGuard),
        work_form: form.then_some(WorkForm::DayJob),
        district: district.then(|| pick(chance, &["长沙市", "长沙市 雨花区", "43", "500103"]).to_owned()),
        wage_min: wage.then_some(WageFloor { fen: 400_000, unit: WageUnit::Month }),
        benefits: if benefit { vec![pick(chance, Benefit::ALL)] } else { Vec::new() },
        settlement: settlement.then_some(Settlement::Daily),
        shift: shift.then(|| pick(chance, Shift::ALL)),
        no_diploma,
        within_km: within.then(|| pick(chance, &[0, 20, 100, 2_000])),
        negotiable: negotiable && !wage,
        age: age.then(|| pick(chance, &[40, 45, 50, 51, 54])),
        disability_welcome,
        source: source.then_some(SourceKind::Public),
        posted_within: posted.then_some(NEW_DAYS),
        closing_within: closing.then_some(CLOSING_DAYS),
    }
}

#[test]
fn a_search_finds_exactly_what_looking_through_everything_finds() {
    let seed = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    println!("SEED={seed}");
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut jobs: Vec<Job> = (1..=200).map(|id| random_job(&mut chance, id)).collect();
    let mut index = index_of(&jobs);
    for round in 0..300 {
        if round % 10 == 0 {
            // The catalogue changes while people search.
            let at = chance.usize(..jobs.len());
            jobs[at] = random_job(&mut chance, jobs[at].id);
            feed(&mut index.0, &mut index.1, &jobs[at]);
            let gone = jobs.swap_remove(chance.usize(..jobs.len()));
            assert!(index.0.remove(PostingId(gone.id)));
            index.0.settle();
        }
        let all: BTreeSet<String> = index.0.glyphs.syllables.iter().map(str::to_owned).collect();
        let words: Vec<String> =
            (0..chance.usize(..3)).map(|_| random_word(&mut chance)).filter(|w| !w.is_empty()).collect();
        let query = Query { filters: random_filters(&mut chance), ..ask(&words.join(" ")) };
        let by_words: Vec<&Job> = jobs
            .iter()
            .filter(|job| job.valid_until >= TODAY && words.iter().all(|word| plain_has(word, job, &all)))
            .collect();
        let expected: BTreeSet<i64> =
            by_words.iter().filter(|j| plain_passes(&query.filters, j)).map(|j| j.id).collect();
        let found = find(&index, &query);
        // Beyond that, only what sounds like the words, which is counted, or has them in two parts.
        let ids: BTreeSet<i64> = found.ids.iter().map(|id| id.0).collect();
        assert!(ids.is_superset(&expected), "SEED={seed} {query:?}");
        assert_eq!((found.total, found.ids.len()), (ids.len(), ids.len()), "SEED={seed} {query:?}");
        let beyond: Vec<&i64> = ids.difference(&expected).collect();
        let long = words.iter().any(|word| word.chars().count() >= 4);
        assert!(beyond.len() >= found.alike && (long || beyond.len() == found.alike), "SEED={seed} {query:?}");
        let unfiltered = find(&index, &Query { filters: Filters::default(), ..query.clone() });
        if unfiltered.total == by_words.len() {
            let mut found = found;
            // Floors of different units stand in the order of their worth.
            found.facets.wages.sort_by_key(|(floor, _)| (floor.unit.as_str(), floor.fen));
            assert_eq!(found.facets, plain_facets(&by_words, &query.filters), "SEED={seed} {query:?}");
        }
    }
}

#[test]
fn pinyin_reads_words_as_words_and_types_u_umlaut_as_v() {
    for (text, reading) in [
        ("会计", "kuai ji"),
        ("重庆", "chong qing"),
        ("厦门", "xia men"),
        ("银行", "yin hang"),
        ("模具", "mu ju"),
        ("电焊工(长沙)", "dian han gong chang sha"),
        ("绿化", "lv hua"),
        ("女装", "nv zhuang"),
        ("ＡＢＣ5g", ""),
        ("", ""),
        ("保安 保洁", "bao an bao jie"),
        ("跟单员", "gen dan yuan"),
        ("发传单", "fa chuan dan"),
        ("调度", "diao du"),
        ("单位", "dan wei"),
    ] {
        assert_eq!(pinyin(text), reading, "{text}");
    }
    for title in TITLES.iter().chain(TEXTS) {
        let hanzi = normalise(title).chars().filter(|c| text::is_hanzi(*c)).count();
        assert_eq!(pinyin(title).split_whitespace().count(), hanzi, "{title}");
    }
}

#[test]
fn pinyin_initials_and_half_typed_words_find_a_title() {
    let titles = ["电焊工", "二保焊", "店员", "会计"];
    for text in
        ["dianhan", "dianh", "dhg", "dh", "dianhg", "dhan", "电han", "电h工", "焊gong", "DIANHAN", "ｄｉａｎｈａｎ"]
    {
        assert_eq!(titles_found(&titles, text), ["电焊工"], "{text}");
    }
    assert_eq!(titles_found(&titles, "dian"), ["电焊工", "店员"]);
    assert_eq!(titles_found(&["绿化", "路政"], "lvh"), ["绿化"]);
}

#[test]
fn pinyin_is_read_by_whole_syllables() {
    let titles = ["护士", "湖石场", "会计书", "户外市场", "公安", "干洗店"];
    assert_eq!(titles_found(&titles, "hushi"), ["护士", "湖石场"]);
    assert_eq!(
        titles_found(&["广安", "干部"], "gan"),
        ["干部"],
        "a word that can be spelled is not read as initials and more"
    );
    assert_eq!(titles_found(&["西安店", "先进"], "xian"), ["西安店", "先进"]);
    assert_eq!(titles_found(&["数控CNC操作", "数控"], "cncc"), ["数控CNC操作"]);
}

#[test]
fn title_hits_come_first_then_job_names_then_employers_then_descriptions() {
    let mut chance = fastrand::Rng::with_seed(1);
    let base = Job {
        title: "普工".into(),
        employer: "",
        kind: JobKind::Other,
        text: String::new(),
        posted_on: date(2026, 11, 1),
        valid_until: TODAY,
        ..random_job(&mut chance, 1)
    };
    let jobs = [
        Job { id: 1, text: "门卫室旁".into(), posted_on: date(2026, 11, 20), ..base.clone() },
        Job { id: 2, employer: "门卫之家", posted_on: date(2026, 11, 19), ..base.clone() },
        Job { id: 3, kind: JobKind::SecurityGuard, posted_on: date(2026, 11, 18), ..base.clone() },
        Job { id: 4, title: "招门卫".into(), ..base.clone() },
        Job { id: 5, title: "招门卫".into(), posted_on: date(2026, 11, 2), ..base.clone() },
    ];
    let index = index_of(&jobs);
    let ids = |found: Found| found.ids.iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!(ids(find(&index, &ask("门卫"))), [5, 4, 3, 2, 1]);
    let newest = Query { order: Order::Newest, ..ask("门卫") };
    assert_eq!(ids(find(&index, &newest)), [1, 2, 3, 5, 4]);
    let page = Query { offset: 1, limit: 2, ..ask("门卫") };
    let found = find(&index, &page);
    assert_eq!((found.total, ids(found)), (5, vec![4, 3]));
}

#[test]
fn among_titles_those_of_the_job_that_is_asked_for_come_first() {
    let job = |id: u8, title: &str, kind| Job {
        title: title.into(),
        kind,
        posted_on: date(2026, 11, id.cast_signed()),
        valid_until: TODAY,
        ..random_job(&mut fastrand::Rng::with_seed(u64::from(id)), i64::from(id))
    };
    let jobs = [job(1, "电焊工", JobKind::Welder), job(2, "电话客服", JobKind::Other)];
    assert_eq!(find(&index_of(&jobs), &ask("dh")).ids, [PostingId(1), PostingId(2)]);
}

#[test]
fn the_highest_wage_is_compared_across_units_and_no_wage_comes_last() {
    let mut chance = fastrand::Rng::with_seed(1);
    let wages = [
        (Some(500_000), Some(WageUnit::Month)),
        (Some(30_000), Some(WageUnit::Day)),
        (None, None),
        (Some(5_000), Some(WageUnit::Hour)),
        (Some(9_999), Some(WageUnit::Piece)),
    ];
    let jobs: Vec<Job> = wages
        .into_iter()
        .zip(1..)
        .map(|(wage, id)| Job { wage, posted_on: date(2026, 11, 1), valid_until: TODAY, ..random_job(&mut chance, id) })
        .collect();
    let query = Query { order: Order::HighestWage, ..ask("") };
    let found = find(&index_of(&jobs), &query);
    assert_eq!(found.ids.iter().map(|id| id.0).collect::<Vec<_>>(), [4, 2, 1, 5, 3]);
}

#[test]
fn an_expired_posting_is_not_found_and_not_counted() {
    let mut chance = fastrand::Rng::with_seed(1);
    let job = Job { valid_until: date(2026, 11, 22), ..random_job(&mut chance, 1) };
    let (index, texts) = index_of(std::slice::from_ref(&job));
    assert_eq!(index.search(&ask(""), date(2026, 11, 22), &texts, &|| false).unwrap().total, 1);
    let after = index.search(&ask(""), date(2026, 11, 23), &texts, &|| false).unwrap();
    assert_eq!(after, Found::default());
}

#[test]
fn a_search_that_became_pointless_stops() {
    let mut chance = fastrand::Rng::with_seed(1);
    let jobs: Vec<Job> = (1..=10).map(|id| random_job(&mut chance, id)).collect();
    let (index, texts) = index_of(&jobs);
    for text in ["", "保安", "baoan"] {
        assert_eq!(index.search(&ask(text), TODAY, &texts, &|| true), None);
    }
}

#[test]
fn after_thousands_of_changes_only_what_is_there_is_found_and_a_new_index_is_asked_for() {
    let mut chance = fastrand::Rng::with_seed(7);
    let mut jobs: Vec<Job> = (1..=2_000)
        .map(|id| Job { title: format!("普工{id}"), valid_until: TODAY, ..random_job(&mut chance, id) })
        .collect();
    let mut index = index_of(&jobs);
    assert!(!index.0.is_wasteful());
    for round in 0..3 {
        for job in &mut jobs {
            job.title = format!("保安{round}号{}", job.id);
            feed(&mut index.0, &mut index.1, job);
        }
        index.0.settle();
    }
    assert!(index.0.is_wasteful());
    assert_eq!(find(&index, &ask("保安2号1999")).ids, [PostingId(1_999)]);
    assert_eq!(find(&index, &ask("保安1号")).total, 0);
    assert_eq!(find(&index, &ask("baoan")).total, 2_000);
}

#[test]
fn a_change_that_was_seen_already_does_not_show_a_posting_twice() {
    let mut chance = fastrand::Rng::with_seed(7);
    let jobs: Vec<Job> = (1..=3).map(|id| Job { valid_until: TODAY, ..random_job(&mut chance, id) }).collect();
    let (mut index, _) = index_of(&jobs);
    let mut again = Descriptions::default();
    feed(&mut index, &mut again, &jobs[0]);
    index.settle();
    let mut ids = find(&(index, again), &ask("")).ids;
    ids.sort_unstable();
    assert_eq!(ids, [PostingId(1), PostingId(2), PostingId(3)]);
}

#[test]
fn what_is_typed_as_it_is_spoken_is_found_behind_what_is_typed_so() {
    let titles = ["司机招聘", "湖南保安", "师傅", "私服", "电焊工"];
    assert_eq!(titles_found(&titles, "sifu"), ["师傅", "私服"]);
    assert_eq!(titles_found(&titles, "fulan"), ["湖南保安"]);
    assert_eq!(titles_found(&titles, "保按"), ["湖南保安"]);
    assert_eq!(titles_found(&titles, "dianhang"), ["电焊工"]);
    assert_eq!(titles_found(&titles, "ba"), ["湖南保安"]);
    let found = find(&index_of(&jobs_titled(&titles)), &ask("sifu"));
    assert_eq!((found.total, found.alike), (2, 1));
}

#[test]
fn two_words_typed_as_one_are_found_as_two() {
    let mut jobs = jobs_titled(&["保安", "电焊工", "保安"]);
    jobs[0].place = ("长沙市 雨花区", "430111");
    jobs[1].place = ("长沙市 雨花区", "430111");
    let found = find(&index_of(&jobs), &ask("长沙保安"));
    assert_eq!((found.ids, found.alike), (vec![PostingId(1)], 0));
}

#[test]
fn traditional_characters_find_simplified_ones_and_the_reverse() {
    assert_eq!(titles_found(&["电焊工", "電銲學徒"], "電焊"), ["电焊工", "電銲學徒"]);
    assert_eq!(titles_found(&["電工學徒", "电工"], "电工"), ["電工學徒", "电工"]);
}

#[test]
fn one_wrong_letter_is_forgiven_and_told() {
    let index = index_of(&jobs_titled(&["电焊工", "保洁员", "快递员"]));
    for (typed, meant) in [("dianhsn", "电焊"), ("dainhan", "电焊"), ("baojeyuan", "保洁员"), ("快弟员", "快递员")]
    {
        let found = find(&index, &ask(typed));
        assert_eq!((found.total, found.alike), (1, 1), "{typed}");
        assert_eq!(found.meant, [(typed.to_owned(), meant.to_owned())]);
    }
    assert_eq!(find(&index, &ask("xxxxxxx")).total, 0);
    // A word that is there, but not together with the other, was typed as it was meant.
    let apart = find(&index, &ask("保洁员 kuaidiyuan"));
    assert_eq!((apart.total, apart.meant), (0, vec![]));
}

#[test]
fn where_nothing_is_found_it_says_what_would_be_without_each_condition() {
    let mut jobs = jobs_titled(&["电焊工", "电焊工", "保安"]);
    jobs[0].form = WorkForm::DayJob;
    jobs[1].form = WorkForm::FullTime;
    jobs[2].form = WorkForm::Hourly;
    let filters = Filters { work_form: Some(WorkForm::Hourly), no_diploma: true, ..Filters::default() };
    let mut query = Query { filters, ..ask("电焊") };
    for job in &mut jobs {
        job.education = None;
    }
    let found = find(&index_of(&jobs), &query);
    assert_eq!((found.total, found.without), (0, vec![(Matter::Words, 1), (Matter::WorkForm, 2)]));
    query.text = "保安".into();
    assert_eq!(find(&index_of(&jobs), &query).without, []);
}

#[test]
fn odd_queries_find_nothing_and_break_nothing() {
    let mut chance = fastrand::Rng::with_seed(7);
    let jobs: Vec<Job> = (1..=50).map(|id| random_job(&mut chance, id)).collect();
    let index = index_of(&jobs);
    let long = "保安".repeat(500);
    for text in ["\0", "\n", "🚧", "\u{202e}gnahnaid", "'; DROP", "%", "\"", "a".repeat(10_000).as_str(), long.as_str()]
    {
        let found = find(&index, &ask(text));
        assert!(found.total == 0 || text.trim().is_empty() || text == "\0", "{text:?} {}", found.total);
    }
}

/// `YIZHAN_WRITE_WORDS=1 cargo test pinyin_of_every_everyday_word` writes it anew after a change of words.
#[test]
fn the_pinyin_of_every_everyday_word_is_what_the_dictionary_says() {
    let mut table = String::new();
    let mut right = String::new();
    for word in everyday::words() {
        let (list, code) = word.named.as_strs();
        table += &[list, code, &word.text, &word.pinyin].join(",");
        right += &[list, code, &word.text, &pinyin(&word.text)].join(",");
        table.push('\n');
        right.push('\n');
    }
    if std::env::var_os("YIZHAN_WRITE_WORDS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/words.csv"), &right).unwrap();
        return;
    }
    assert!(table == right, "assets/words.csv is outdated");
}
