//! Measures Yizhan's search beside others on the same postings and the same 300 queries, and prints one table: Tantivy with
//! jieba, SQLite FTS5 over trigrams, and a plain scan of everything in memory. No figure is asserted.
//!
//! `make bench` runs it. Real postings are used where `YIZHAN_REAL_DATA` (default `../shared/data`) has them, and a seeded
//! synthetic province otherwise. `YIZHAN_BENCH_MILLION=1` adds 1,000,000 postings, which takes half an hour;
//! `YIZHAN_BENCH_KEEP=folder` keeps what was built, and the next run with it only asks. Arguments name sizes (`100000`) and
//! engines to measure; without any it is all of them.
//!
//! Each engine builds and asks in processes of its own, so that its memory and its first search are its own.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::panic,
    clippy::cast_possible_wrap,
    reason = "a bench prints its table, has no use when it cannot run, and counts no further than some millions"
)]

mod corpus;
mod engine;
mod measure;
mod queries;
mod report;
mod scan;
#[cfg(feature = "tantivy")]
mod tantivy;
mod trigram;
mod yizhan;

use corpus::Base;
use engine::NAMES;
use measure::{Job, Stage};
use report::Row;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const MILLION: usize = 1_000_000;
const HUNDRED_THOUSAND: usize = 100_000;

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [child, job] = args.as_slice()
        && child == "child"
    {
        return measure::child(&serde_json::from_str(job).unwrap());
    }
    // `cargo test --benches` only looks whether this still builds.
    if !env::args().any(|a| a == "--bench") {
        return;
    }
    let kept = env::var_os("YIZHAN_BENCH_KEEP").map(PathBuf::from);
    let temporary = tempfile::tempdir().unwrap();
    let dir = kept.unwrap_or_else(|| temporary.path().to_owned());
    fs::create_dir_all(&dir).unwrap();
    let base = Base::prepare(&dir);
    fs::write(dir.join("queries.json"), serde_json::to_vec(&queries::make(&base)).unwrap()).unwrap();
    let named = |name: &str| args.is_empty() || args.iter().any(|a| a == name);
    let any_engine = NAMES.iter().any(|name| args.iter().any(|a| a == name));
    let any_size = args.iter().any(|a| a.parse::<usize>().is_ok());
    let million = env::var_os("YIZHAN_BENCH_MILLION").is_some_and(|value| value == "1");
    let mut rows = Vec::new();
    for count in [base.len(), HUNDRED_THOUSAND, MILLION] {
        if if any_size { !named(&count.to_string()) } else { count == MILLION && !million } {
            continue;
        }
        for name in NAMES {
            if any_engine && !named(name) {
                continue;
            }
            rows.push(one(&dir, name, count));
        }
    }
    report::print(&rows, base.real);
}

/// Builds one engine, unless that was kept, and asks it.
fn one(dir: &Path, name: &str, count: usize) -> Row {
    let files = dir.join(format!("{name}-{count}"));
    let job = |stage| Job { engine: name.to_owned(), stage, count, base: dir.to_owned(), files: files.clone() };
    let told = files.join("built.json");
    let built = fs::read(&told).ok().and_then(|known| serde_json::from_slice(&known).ok()).unwrap_or_else(|| {
        fs::remove_dir_all(&files).ok();
        fs::create_dir_all(&files).unwrap();
        let built: measure::Built = serde_json::from_str(&run(&job(Stage::Build))).unwrap();
        fs::write(&told, serde_json::to_vec(&built).unwrap()).unwrap();
        built
    });
    println!("{name}, {count} postings: built in {:.1} s", built.secs);
    let asked: measure::Asked = serde_json::from_str(&run(&job(Stage::Ask))).unwrap();
    // Only of ours: jieba alone misses most of what is asked for by one hanzi.
    if name == "yizhan" {
        asked.missed.iter().for_each(|line| println!("  {line}"));
    }
    Row { name: name.to_owned(), count, built, asked }
}

/// Runs a job in a process of its own; its answer is the last line it prints.
fn run(job: &Job) -> String {
    let this = env::current_exe().unwrap();
    let output = Command::new(this).args(["child", &serde_json::to_string(job).unwrap()]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{job:?}: {}", String::from_utf8_lossy(&output.stderr));
    text.lines().last().unwrap_or_default().to_owned()
}
