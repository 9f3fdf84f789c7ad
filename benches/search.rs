//! How long a search takes, and what the index costs, on 100,000 synthetic postings in a real catalogue file. No figure is
//! asserted. `cargo bench --bench search`.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench prints its table, and has no use when it cannot run"
)]

use jiff::civil::{Date, date};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use yizhan::domain::query::{Filters, Query, WageFloor};
use yizhan::domain::{
    Benefit, DivisionCode, JobKind, Place, Posting, PostingId, Source, SourceKind, Wage, WageUnit, WorkForm,
};
use yizhan::runtime::intake::Intake;
use yizhan::runtime::search::Shelf;
use yizhan::store::Catalogue;
use yizhan_wire::{Change, Cursor};

const POSTINGS: i64 = 100_000;
const TODAY: Date = date(2026, 11, 22);
const RUNS: usize = 40;

const FRONT: &[&str] = &["急招", "诚聘", "长期", "日结", "高薪", "包吃住", "夜班", "附近", "兼职", "暑期", "大量", ""];
const JOBS: &[&str] = &[
    "电焊工",
    "保安",
    "会计",
    "厨师",
    "护士",
    "普工",
    "数控操作工",
    "外卖骑手",
    "保洁员",
    "仓库管理员",
    "导购员",
    "绿化工",
    "装维工程师",
    "叉车司机",
    "分拣员",
    "幼儿园老师",
    "客服",
    "销售代表",
    "质检员",
    "缝纫工",
    "木工",
    "水电工",
    "快递员",
    "月嫂",
];
const BACK: &[&str] = &["五险一金", "双休", "长白班", "可预支", "有宿舍", "学徒", "无经验可", "月休四天", ""];
const NAMES: &[&str] =
    &["恒达", "宏远", "星辰", "顺发", "佳美", "鑫源", "永兴", "和谐", "大地", "未来", "安居", "鼎盛"];
const TRADES: &[&str] = &["电子厂", "物业公司", "餐饮公司", "物流公司", "服装厂", "机械厂", "家政公司", "超市"];
const PLACES: &[&str] = &["雨花区", "岳麓区", "开福区", "天心区", "芙蓉区", "望城区", "长沙县", "浏阳市", "宁乡市"];
const SENTENCES: &[&str] = &[
    "负责车间日常生产和设备操作",
    "服从班组长安排",
    "身体健康能吃苦耐劳",
    "有相关经验者优先录用",
    "工作时间八小时两班倒",
    "公司提供住宿和工作餐",
    "薪资面议多劳多得",
    "年龄十八到五十五周岁",
    "转正后缴纳社会保险",
    "需要持有电工证或焊工证",
    "负责门卫值班和夜间巡逻",
    "熟悉办公软件会做报表",
    "每月十五号发放工资",
    "节假日有福利和礼品",
    "能够适应加班和出差",
];

fn main() {
    // `cargo test --benches` only looks whether this still builds.
    if !std::env::args().any(|a| a == "--bench") {
        return;
    }
    let dir = tempfile::tempdir().expect("a folder");
    fill(dir.path());
    let before = resident();
    let start = Instant::now();
    let mut shelf = Shelf::load(dir.path(), TODAY).expect("the catalogue");
    println!("index of {POSTINGS} postings: loaded in {:.0?}, resident +{} KiB", start.elapsed(), resident() - before);
    for (class, texts) in classes() {
        for filtered in [false, true] {
            measure(&mut shelf, class, texts, filtered);
        }
    }
}

fn classes() -> [(&'static str, &'static [&'static str]); 9] {
    [
        ("nothing typed", &[""]),
        ("1 hanzi", &["工", "焊", "员", "保"]),
        ("2 hanzi", &["电焊", "会计", "保安", "巡逻", "宿舍"]),
        ("3+ hanzi", &["电焊工", "仓库管理员", "外卖骑手", "夜间巡逻", "恒达电子厂"]),
        ("pinyin", &["dianhan", "kuaiji", "baoan", "waimai", "cangku"]),
        ("as typed", &["d", "di", "dia", "dianh", "dianha"]),
        ("initials", &["dhg", "ba", "wmqs", "ckgly"]),
        ("two words", &["电焊 宿舍", "baoan 雨花", "夜班 会计"]),
        ("nothing found", &["宇航员", "yuhangyuan", "zzz"]),
    ]
}

fn measure(shelf: &mut Shelf, class: &str, texts: &[&str], filtered: bool) {
    let filters = Filters {
        district: Some("长沙市 雨花区".into()),
        wage_min: Some(WageFloor { fen: 400_000, unit: WageUnit::Month }),
        ..Filters::default()
    };
    let filters = if filtered { filters } else { Filters::default() };
    let (mut took, mut found) = (Vec::new(), 0);
    for run in 0..RUNS * texts.len() {
        let text = texts[run % texts.len()];
        let query = Query { text: text.into(), filters: filters.clone(), limit: 20, ..Query::default() };
        let start = Instant::now();
        let results = shelf.search(black_box(&query), TODAY, &|| false).expect("a search").expect("not given up");
        took.push(start.elapsed());
        found += results.total;
    }
    took.sort_unstable();
    let at = |percent: usize| -> Duration { took[(took.len() - 1) * percent / 100] };
    let with = if filtered { "filtered" } else { "" };
    println!("{class:14} {with:9} p50 {:>8.2?}  p99 {:>8.2?}  {} found on average", at(50), at(99), found / took.len());
}

/// Writes the catalogue as the feed would: readings and tokens made, transactions of 500.
fn fill(dir: &Path) {
    let mut catalogue = Catalogue::open(dir).expect("a new catalogue");
    let mut chance = fastrand::Rng::with_seed(20_261_122);
    let mut intake = Intake::new();
    let start = Instant::now();
    for part in 0..POSTINGS / 500 {
        let changes = (1..=500).map(|n| {
            let posting = posting(&mut chance, part * 500 + n);
            Change::Posting { seq: Cursor(posting.id.0), posting: Box::new(posting) }
        });
        intake.take_in(&mut catalogue, changes.collect()).expect("room on the disk");
    }
    intake.finish(&mut catalogue).expect("room on the disk");
    println!("catalogue filled in {:.1?}", start.elapsed());
}

fn posting(chance: &mut fastrand::Rng, id: i64) -> Posting {
    let mut pick = |from: &[&'static str]| from[chance.usize(..from.len())];
    // Most titles of a province are of their own.
    let title =
        format!("{}{}{}（{}{}{}店）", pick(FRONT), pick(JOBS), pick(BACK), pick(NAMES), pick(PLACES), id % 1_000);
    let employer = format!("长沙{}{}{}", pick(NAMES), pick(NAMES), pick(TRADES));
    let district = format!("长沙市 {}", pick(PLACES));
    let tasks = (0..8).map(|_| pick(SENTENCES)).collect::<Vec<_>>().join("，");
    let requirements = (0..6).map(|_| pick(SENTENCES)).collect::<Vec<_>>().join("；");
    let min_fen = Some(chance.i64(3_000..9_000) * 100);
    Posting {
        id: PostingId(id),
        title,
        employer,
        job_kind: JobKind::ALL[chance.usize(..JobKind::ALL.len())],
        work_form: WorkForm::ALL[chance.usize(..4)],
        wage: Wage { min_fen, unit: Some(WageUnit::Month), ..Wage::default() },
        settlement: None,
        headcount: Some(chance.u32(1..30)),
        place: Place { division: DivisionCode::new("430111"), district, text: String::new() },
        tasks,
        requirements,
        education: None,
        experience: String::new(),
        age_max: None,
        disability_welcome: false,
        benefits: Benefit::ALL.iter().copied().filter(|_| chance.u8(..5) == 0).collect(),
        shifts: Vec::new(),
        contact: String::new(),
        source: Source { name: "测试".into(), kind: SourceKind::Public },
        posted_on: date(2026, 11, chance.i8(1..=22)),
        valid_until: date(2026, 12, chance.i8(1..=28)),
    }
}

/// Resident memory of this process in KiB.
fn resident() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or_default().trim();
    line.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0)
}
