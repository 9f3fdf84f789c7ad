//! The postings: real ones as the platform imports them, and these again and again with changes, seeded.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan as _};
use std::path::{Path, PathBuf};
use std::{env, fs};
use yizhan_platform::core::Storage;
use yizhan_platform::core::postings::StoredChange;
use yizhan_platform::import::{self, Options};
use yizhan_platform::seed;
use yizhan_platform::storage::Store;
use yizhan_wire::{Cursor, Posting, PostingId};

pub const TODAY: Date = date(2026, 11, 22);
const SEED: u64 = 20_261_122;
/// How many synthetic postings stand for the real ones where there are none.
const SYNTHETIC: u32 = 60_000;
/// Days between the oldest posting and today.
const OLDEST: i64 = 27;

const FRONT: &[&str] =
    &["急招", "诚聘", "长期招", "日结", "高薪", "包吃住", "夜班", "附近", "兼职", "暑期", "大量招", "直招"];
const BACK: &[&str] = &["五险一金", "双休", "长白班", "可预支", "有宿舍", "学徒", "无经验可", "月休四天"];
const NAMES: &[&str] =
    &["恒达", "宏远", "星辰", "顺发", "佳美", "鑫源", "永兴", "和谐", "大地", "未来", "安居", "鼎盛"];
const SENTENCES: &[&str] = &[
    "负责车间日常生产和设备操作",
    "服从班组长安排",
    "有相关经验者优先录用",
    "工作时间八小时两班倒",
    "公司提供住宿和工作餐",
    "转正后缴纳社会保险",
    "需要持有电工证或焊工证",
    "负责门卫值班和夜间巡逻",
    "熟悉办公软件会做报表",
    "每月十五号发放工资",
];

/// The postings that all sizes are made of.
pub struct Base {
    postings: Vec<Posting>,
    pub real: bool,
}

impl Base {
    /// Imports the real postings, or writes synthetic ones, and keeps them in the folder for the other processes.
    pub fn prepare(dir: &Path) -> Self {
        let files = real_files();
        let real = !files.is_empty();
        if !dir.join("base.zst").exists() {
            let postings = if real { imported(dir, &files) } else { synthetic() };
            let text = serde_json::to_vec(&postings).unwrap();
            fs::write(dir.join("base.zst"), zstd::bulk::compress(&text, 1).unwrap()).unwrap();
        }
        Self { real, ..Self::read(dir) }
    }

    pub fn read(dir: &Path) -> Self {
        let text = zstd::stream::decode_all(fs::File::open(dir.join("base.zst")).unwrap()).unwrap();
        Self { postings: serde_json::from_slice(&text).unwrap(), real: true }
    }

    pub const fn len(&self) -> usize {
        self.postings.len()
    }

    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// A corpus of so many postings: the base, then the base with changes. Numbers ascend with newness.
    pub fn corpus(&self, count: usize) -> impl Iterator<Item = Posting> {
        (0..count).map(move |at| self.posting(at, count))
    }

    fn posting(&self, at: usize, count: usize) -> Posting {
        let mut posting = self.postings[at % self.len()].clone();
        posting.id = PostingId(at as i64 + 1);
        posting.posted_on = TODAY - (OLDEST - OLDEST * at as i64 / count as i64).days();
        posting.valid_until = posting.posted_on + 30.days();
        if at >= self.len() {
            self.change(&mut posting, &mut fastrand::Rng::with_seed(SEED ^ at as u64));
        }
        posting
    }

    /// Another employer elsewhere looks for the same in other words.
    fn change(&self, posting: &mut Posting, chance: &mut fastrand::Rng) {
        let pick = |chance: &mut fastrand::Rng, from: &[&'static str]| from[chance.usize(..from.len())];
        posting.title = match chance.u8(..3) {
            0 => format!("{}{}", pick(chance, FRONT), posting.title),
            1 => format!("{}（{}）", posting.title, pick(chance, BACK)),
            _ => format!("{}{}（{}）", pick(chance, FRONT), posting.title, pick(chance, BACK)),
        };
        let rest: String = posting.employer.chars().skip(2).collect();
        posting.employer = format!("{}{}{rest}", pick(chance, NAMES), pick(chance, NAMES));
        posting.place = self.postings[chance.usize(..self.len())].place.clone();
        let percent = chance.i64(80..130);
        posting.wage.min_fen = posting.wage.min_fen.map(|fen| fen * percent / 100);
        posting.wage.max_fen = posting.wage.max_fen.map(|fen| fen * percent / 100);
        posting.tasks = format!("{}\n{}", posting.tasks, pick(chance, SENTENCES));
    }
}

fn real_files() -> Vec<PathBuf> {
    let root = env::var_os("YIZHAN_REAL_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    // Cargo runs a bench in its package's folder, and the default is beside the project's.
    let places = [root.clone(), Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(root)];
    let entries = places.iter().find_map(|root| fs::read_dir(root.join("postings")).ok());
    let mut files: Vec<_> = entries.into_iter().flatten().map(|e| e.unwrap().path()).collect();
    files.sort();
    files
}

/// As `yizhan-platform import` takes them in, and as a station is handed them.
fn imported(dir: &Path, files: &[PathBuf]) -> Vec<Posting> {
    let platform = dir.join("platform");
    let storage = Store::open(&platform).unwrap();
    let options = Options { fresh_on: Some(TODAY), ..Options::new(TODAY) };
    import::run(&storage, files, &options, Timestamp::UNIX_EPOCH).unwrap();
    let (mut postings, mut after) = (Vec::new(), Cursor(0));
    loop {
        let page = storage.page(after, 2_000, TODAY).unwrap();
        for change in page.changes {
            after = change.seq();
            if let StoredChange::Posting { posting, .. } = change {
                postings.push(serde_json::from_str(posting.get()).unwrap());
            }
        }
        if !page.more {
            drop(storage);
            fs::remove_dir_all(platform).unwrap();
            return postings;
        }
    }
}

fn synthetic() -> Vec<Posting> {
    seed::province(SYNTHETIC, SEED, TODAY).into_iter().map(|new| new.posting).collect()
}
