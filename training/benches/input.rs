//! Measures both ways of writing hanzi without a keyboard and prints one table: how often the writing pad is right, and how
//! long a list of candidates takes by hand and by pinyin. `make bench` runs it; no figure is asserted.
//!
//! The pad is asked for 500 common characters with noise of a fixed seed. With `YIZHAN_KANJIVG` (the folder `kanji` of the package
//! `kanjivg`) and `YIZHAN_HANZI` (the folder of npm's `hanzi-writer-data`) it is also asked for the characters of the former,
//! which it was not trained on.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints its table and has no use when it cannot run"
)]

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};
use yizhan::input::{Context, engine};
use yizhan_handwriting::Model;
use yizhan_training::{CHARACTERS, common, data, exam};

const SEED: u64 = 500;
/// Candidates the keyboard asks for.
const ASKED: usize = 80;

/// What is typed, a letter after the other: whole words, initials, sentences, southern spellings, names, nonsense.
const TYPED: &[&str] = &[
    "gongzuo",
    "gz",
    "gongz",
    "dianhangong",
    "dhg",
    "jiazhengfuwu",
    "baoan",
    "sangban",
    "zhangwei",
    "wangfang",
    "ouyang",
    "changshashi",
    "yuhuaqu",
    "shukongjichuangcaozuogong",
    "wozainaniquzhao",
    "mingtianxiawusandian",
    "kuaidi",
    "shifu",
    "sfsf",
    "zzz",
    "xianshi",
    "laodonghetong",
    "ldht",
    "nvgong",
    "xuexiao",
    "s",
    "j",
    "sishisishishi",
    "lengchandiangong",
];

fn main() {
    // `cargo test --benches` only looks whether this still builds.
    if !env::args().any(|argument| argument == "--bench") {
        return;
    }
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/handwriting.model")).unwrap();
    let model = Model::read(&bytes).unwrap();
    let common = common::known();
    let mut exams = vec![(format!("{} common", common.len()), exam::examine(&model, &common, SEED))];
    if let Some((hanzi, kanjivg)) = env::var_os("YIZHAN_HANZI").zip(env::var_os("YIZHAN_KANJIVG")) {
        let known = data::hanzi(Path::new(&hanzi), CHARACTERS).unwrap();
        let drawn = data::kanjivg(Path::new(&kanjivg), &known).unwrap();
        exams.insert(0, (format!("KanjiVG's {}", drawn.len()), exam::examine(&model, &drawn, SEED)));
    }
    println!("writing pad: {} characters, {} KB", model.characters().len(), bytes.len() / 1_000);
    print!("{}", exam::table(&exams));
    let took = pinyin();
    let quantile = |share| exam::quantile(&took, share);
    println!("pinyin, per candidate list: p50 {:?}, p99 {:?}, of {}", quantile(0.5), quantile(0.99), took.len());
}

/// How long each list took, the shortest first.
fn pinyin() -> Vec<Duration> {
    let mut took = Vec::new();
    for context in [Context::Free, Context::Name, Context::Job, Context::Place] {
        // What is made when a field is first typed into is the start's, not the list's.
        engine().candidates("a", context, ASKED);
        for letters in TYPED {
            for end in 1..=letters.len() {
                let began = Instant::now();
                let found = engine().candidates(letters.get(..end).unwrap_or_default(), context, ASKED);
                took.push(began.elapsed());
                std::hint::black_box(found);
            }
        }
    }
    took.sort_unstable();
    took
}
