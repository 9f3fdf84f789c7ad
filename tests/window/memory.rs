//! What is left of a visitor in the memory of the running kiosk when she has gone, when she was erased, and when her time is over:
//! everything that the program may write in is read from outside, as from a core dump, and searched for her name and her number.

use super::common::{Province, Station, clock};
use super::glass::Glass;
use super::{station, typed};
use jiff::Timestamp;
use jiff::civil::date;
use memchr::memmem;
use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::thread::sleep;
use std::time::{Duration, Instant};
use yizhan::domain::visitor::{Proof, Shown};

/// She stands nowhere else, neither in a dictionary nor in this test's own words to the kiosk.
pub const NAME: &str = "测试琥珀";
pub const PHONE: &str = "13800137731";
/// Somebody who is nobody: the number belongs to no division that issues any.
pub const NUMBER: &str = "430000199003071519";
/// How long a page of the program's may take to be let go of.
const PATIENCE: Duration = Duration::from_mins(2);
/// The station looks up once a minute for what is done once a day.
const FORGETTING: Duration = Duration::from_mins(3);

/// The ways in which a word may stand in memory.
pub fn written(word: &str) -> [(&'static str, Vec<u8>); 3] {
    [
        ("UTF-8", word.as_bytes().to_vec()),
        ("UTF-16", word.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-32", word.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()),
    ]
}

/// A piece of what a program may write in, and what it is for.
struct Part {
    name: String,
    from: u64,
    bytes: Vec<u8>,
}

/// Where a thread's stack ends at the moment: what lies below is of calls that have returned.
struct Stack {
    thread: String,
    top: u64,
}

/// The threads that wait for something, as those of an idle kiosk do.
fn stacks_of(process: u32) -> Vec<Stack> {
    let mut stacks = Vec::new();
    for task in fs::read_dir(format!("/proc/{process}/task")).unwrap().flatten().map(|task| task.path()) {
        let thread = fs::read_to_string(task.join("comm")).unwrap_or_default().trim().to_owned();
        let call = fs::read_to_string(task.join("syscall")).unwrap_or_default();
        let top = call.split_whitespace().rev().nth(1).and_then(|place| place.strip_prefix("0x"));
        if let Some(top) = top.and_then(|place| u64::from_str_radix(place, 16).ok()) {
            stacks.push(Stack { thread, top });
        }
    }
    stacks
}

/// Everything that a program may write in: what a core dump of it would hold, but for its code.
fn memory_of(process: u32) -> Vec<Part> {
    let memory = File::open(format!("/proc/{process}/mem")).unwrap();
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let mut parts = Vec::new();
    for line in maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|may| may.starts_with("rw"))) {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let [from, to] = [from, to].map(|place| u64::from_str_radix(place, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        // A driver's window to its device cannot be read, and a part may go while it is looked at.
        if memory.read_exact_at(&mut bytes, from).is_ok() {
            let name = line.split_whitespace().nth(5).unwrap_or("memory of no file").to_owned();
            parts.push(Part { name, from, bytes });
        }
    }
    parts
}

/// What lies at a place: a file, the heap, or a thread's stack, and there whether it is of a call that goes on.
fn place_of(part: &Part, at: usize, stacks: &[Stack]) -> String {
    let (to, place) = (part.from + part.bytes.len() as u64, part.from + at as u64);
    let stack = stacks.iter().find(|stack| (part.from..to).contains(&stack.top));
    let what = stack.map_or_else(
        || part.name.clone(),
        |Stack { thread, top }| {
            let (call, off) = if place < *top { ("has returned", top - place) } else { ("goes on", place - top) };
            format!("the stack of {thread}, in a call that {call}, {off} bytes off")
        },
    );
    format!("{what} ({:x}-{to:x} at {place:x})", part.from)
}

/// Where the words stand, with what stands around them.
fn found(process: u32) -> Vec<String> {
    let parts = memory_of(process);
    assert!(parts.iter().map(|part| part.bytes.len()).sum::<usize>() > 10_000_000, "the memory cannot be read");
    let stacks = stacks_of(process);
    let mut places = Vec::new();
    for part in &parts {
        let bytes = &part.bytes;
        for word in [NAME, PHONE, NUMBER] {
            for (way, pattern) in written(word) {
                for at in memmem::find_iter(bytes, &pattern) {
                    let around = &bytes.get(at.saturating_sub(256)..(at + 256).min(bytes.len())).unwrap_or_default();
                    let place = place_of(part, at, &stacks);
                    places.push(format!("{word} as {way} in {place}: {}", around.escape_ascii()));
                }
            }
        }
    }
    places
}

/// Applies for a job, as somebody who has never been here.
fn apply(glass: &mut Glass) {
    for step in ["点一下，开始找工作", "最新岗位", "元/", "我想去，现在报名", "没登记过，现在填"]
    {
        glass.press(step);
    }
    glass.tap_field("姓名");
    typed(glass, "ceshi");
    glass.press("测试");
    typed(glass, "hupo");
    glass.press("琥珀");
    glass.press("完成");
    glass.tap_field("电话");
    typed(glass, PHONE);
    glass.press("完成");
    for step in ["1970年代", "1974年", "3月", "10日", "下一步", "我同意把我的资料给", "同意并报名"]
    {
        glass.press(step);
    }
    glass.find("报上名了");
}

/// She goes; what she did is sent, and with it comes into memory once more.
pub fn leave(glass: &mut Glass, station: &Station) {
    glass.press("首页");
    gone(glass, station);
}

/// The same from the first page.
pub fn gone(glass: &mut Glass, station: &Station) {
    glass.press("返回");
    glass.find("点一下，开始找工作");
    let begun = Instant::now();
    while station.waits() > 0 {
        assert!(begun.elapsed() < PATIENCE, "what she did is not sent");
        sleep(Duration::from_millis(200));
    }
}

/// Somebody applies, and is found in memory while she is there; when she has gone, and the province has answered, she is not. The
/// number on her slip.
fn came_and_went(glass: &mut Glass, province: &Province, station: &Station) -> String {
    apply(glass);
    let there = found(glass.pid());
    assert!(there.iter().any(|place| place.contains(NAME)), "while she is there she is found: {there:?}");
    leave(glass, station);
    nobody_is_left(glass);
    let records = province.records();
    let hers = records.iter().rev().find(|record| record.to_string().contains(NAME));
    hers.and_then(|record| record["receipt"].as_str()).unwrap().to_owned()
}

/// Pages of the program's are let go of when nothing waits for it any more.
pub fn nobody_is_left(glass: &Glass) {
    let begun = Instant::now();
    let mut left = found(glass.pid());
    while !left.is_empty() && begun.elapsed() < PATIENCE {
        sleep(Duration::from_secs(1));
        left = found(glass.pid());
    }
    assert!(left.is_empty(), "{} places:\n{}", left.len(), left.join("\n"));
}

#[test]
fn canary_in_the_memory_of_the_running_kiosk_nobody_is_left_when_the_session_has_ended_nor_when_she_was_erased() {
    let (province, station) = station();
    let mut glass = Glass::before(&station);
    let receipt = came_and_went(&mut glass, &province, &station);
    for step in ["点一下，开始找工作", "我的", "用小票上的回执号"] {
        glass.press(step);
    }
    glass.tap_field("回执号");
    typed(&mut glass, &receipt);
    glass.press("完成");
    for step in ["1970年代", "1974年", "3月", "10日", "就是我", "删除我的全部资料", "全部删除"] {
        glass.press(step);
    }
    leave(&mut glass, &station);
    let begun = Instant::now();
    while province.records().iter().any(|record| record.to_string().contains(NAME)) {
        assert!(begun.elapsed() < PATIENCE, "the province does not erase");
        sleep(Duration::from_millis(500));
    }
    until_forgotten(&station, &receipt);
    nobody_is_left(&glass);
}

#[test]
fn canary_in_the_memory_of_the_running_kiosk_nobody_is_left_whose_time_is_over() {
    let (mut province, station) = station();
    let folder = tempfile::tempdir().unwrap();
    let (library, off) = (clock(folder.path()), folder.path().join("off"));
    fs::write(&off, "0").unwrap();
    let [library, said] = [&library, &off].map(|path| path.to_str().unwrap());
    let environment = [("LD_PRELOAD", library), ("CLOCK_OFF", said)];
    let mut glass = Glass::under(&station, &environment, "点一下，开始找工作");
    let receipt = came_and_went(&mut glass, &province, &station);
    // Whoever could say what day it is says nothing.
    province.stop();
    fs::write(&off, (3 * 365 * 86_400).to_string()).unwrap();
    until_forgotten(&station, &receipt);
    nobody_is_left(&glass);
}

/// Waits until the station does not know any more whose slip it is.
fn until_forgotten(station: &Station, receipt: &str) {
    let (now, born) = (Timestamp::UNIX_EPOCH, date(1974, 3, 10));
    let proof = Proof::Receipt { typed: receipt.to_owned().into(), born };
    let begun = Instant::now();
    while station.store().identify(&proof, now, date(2026, 12, 1)).unwrap() != Shown::NoMatch {
        assert!(begun.elapsed() < FORGETTING, "she is known for ever");
        sleep(Duration::from_millis(500));
    }
}
