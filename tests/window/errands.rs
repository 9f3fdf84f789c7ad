//! One after the other, people do at the real window what is done with words of their own: an opinion, a form that is left half
//! filled in, a registration by a clerk. When each has gone she is looked for in the memory of the running kiosk; at the end the
//! kiosk is ended so that the system writes a core dump of it, and that, its log, a support bundle and every file of the station
//! are searched for all of them.

use super::common::Station;
use super::glass::Glass;
use super::memory::{NAME, NUMBER, PHONE, gone, leave, nobody_is_left, written};
use super::{employ, sign_in, station, typed};
use memchr::memmem;
use rustix::process::{Pid, Resource, Rlimit, Signal, kill_process, prlimit};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};
use yizhan::runtime::traces::Told;

/// The kiosk looks several times before it says that something is left.
const LOOKS: Duration = Duration::from_mins(10);

/// A name that no dictionary has whole.
fn type_name(glass: &mut Glass) {
    glass.tap_field("姓名");
    for (keys, word) in [("ceshi", "测试"), ("hupo", "琥珀")] {
        typed(glass, keys);
        glass.press(word);
    }
    glass.press("完成");
}

fn opinion(glass: &mut Glass) {
    for step in ["点一下，开始找工作", "本站服务", "提意见"] {
        glass.press(step);
    }
    type_name(glass);
    for step in ["工人", "下一步"] {
        glass.press(step);
    }
    glass.tap_field("联系电话");
    typed(glass, PHONE);
    glass.press("完成");
    glass.tap_field("意见");
    typed(glass, "gongzi");
    for step in ["工资", "完成", "同意用这些信息办这件事", "提交"] {
        glass.press(step);
    }
    glass.find("交好了");
}

fn half_a_form(glass: &mut Glass) {
    for step in ["点一下，开始找工作", "本站服务", "办事", "失业登记", "现在填"] {
        glass.press(step);
    }
    type_name(glass);
}

fn registration(glass: &mut Glass) {
    glass.press("点一下，开始找工作");
    sign_in(glass);
    glass.press("登记来访者");
    type_name(glass);
    glass.tap_field("证件号码");
    typed(glass, NUMBER);
    for step in ["完成", "下一步"] {
        glass.press(step);
    }
    glass.tap_field("电话");
    typed(glass, PHONE);
    for step in ["完成", "下一步", "技术工人", "电焊工", "下一步", "马上", "下一步", "办理求职登记", "保存登记"]
    {
        glass.press(step);
    }
    glass.find("回执号");
    for step in ["回到工作台", "退出登录"] {
        glass.press(step);
    }
}

/// Takes a place at a day job, as somebody who has never been here.
fn seat(glass: &mut Glass) {
    for step in ["点一下，开始找工作", "日结零工", "零工市场：占个名额", "占个名额", "没登记过，现在填"]
    {
        glass.press(step);
    }
    type_name(glass);
    glass.tap_field("电话");
    typed(glass, PHONE);
    glass.press("完成");
    for step in ["1970年代", "1974年", "3月", "10日", "下一步", "我同意把我的资料给", "同意，占下名额"]
    {
        glass.press(step);
    }
    glass.find("回执号");
}

/// What a clerk does for somebody who is registered, and what she says to the next shift.
fn at_her_file(glass: &mut Glass) {
    glass.press("点一下，开始找工作");
    sign_in(glass);
    for step in ["登记者", NAME, "职业指导", "求职方向", "明确了方向", "记下这次服务", "答应她一件事"]
    {
        glass.press(step);
    }
    glass.tap_field("答应做什么");
    for (keys, word) in [("ceshi", "测试"), ("hupo", "琥珀")] {
        typed(glass, keys);
        glass.press(word);
    }
    for step in ["完成", "今天", "保存", "返回", "返回", "交班"] {
        glass.press(step);
    }
    glass.find(NAME);
    glass.press("交班并退出");
}

/// The kiosk has looked for her itself, and says that nothing is left.
fn says_clean(station: &Station) {
    let begun = Instant::now();
    while Told::of(station.path()).clean == 0 {
        assert!(begun.elapsed() < LOOKS, "the kiosk has not looked: {:?}", Told::of(station.path()));
        sleep(Duration::from_millis(500));
    }
    let told = Told::of(station.path());
    assert_eq!(told.traces, 0, "{told:?}");
}

/// Ends the kiosk as a fault would, with a core dump; where the system writes it into the program's own folder.
fn core_dump(glass: &mut Glass, folder: &Path) -> Option<Vec<u8>> {
    let pid = Pid::from_raw(i32::try_from(glass.pid()).unwrap());
    prlimit(pid, Resource::Core, Rlimit { current: None, maximum: None }).ok()?;
    kill_process(pid.unwrap(), Signal::ABORT).unwrap();
    assert!(!glass.ended(), "the kiosk did not fall over");
    let core = files(folder)
        .into_iter()
        .find(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("core")))?;
    fs::read(core).ok()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

/// The words that stand in some bytes.
fn words_in(bytes: &[u8]) -> Vec<&'static str> {
    let stands = |word: &&str| written(word).iter().any(|(_, way)| memmem::find(bytes, way).is_some());
    [NAME, PHONE, NUMBER].into_iter().filter(stands).collect()
}

/// The kiosk, started where a dump of it is found, and saying all that it ever says.
fn kiosk_in(station: &Station, folder: &Path) -> Command {
    let mut command = station.command(&["run"]);
    command.current_dir(folder).env("YIZHAN_LOG", "debug");
    command
}

#[test]
fn canary_after_a_seat_a_service_a_promise_and_the_end_of_a_shift_neither_memory_nor_a_core_dump_names_anybody() {
    let (province, station) = station();
    province.stock(4);
    employ(&station);
    for words in [["sync", "--until-idle"], ["seats", "--ask"], ["sync", "--until-idle"]] {
        station.run(&words);
    }
    let folder = tempfile::tempdir().unwrap();
    let kiosk = || kiosk_in(&station, folder.path());
    let mut glass = Glass::by(kiosk, &[], "点一下，开始找工作");
    seat(&mut glass);
    leave(&mut glass, &station);
    nobody_is_left(&glass);
    says_clean(&station);
    registration(&mut glass);
    gone(&mut glass, &station);
    at_her_file(&mut glass);
    gone(&mut glass, &station);
    nobody_is_left(&glass);
    let pattern = fs::read_to_string("/proc/sys/kernel/core_pattern").unwrap_or_default();
    let dump = core_dump(&mut glass, folder.path());
    assert!(dump.is_some() || pattern.trim() != "core", "there is no core dump");
    assert_eq!(dump.map(|dump| words_in(&dump)).unwrap_or_default(), Vec::<&str>::new(), "a core dump");
    let kinds: Vec<_> = province.records().iter().map(|record| record["kind"].to_string()).collect();
    assert!(["seat", "service"].iter().all(|kind| kinds.iter().any(|known| known.contains(kind))), "{kinds:?}");
}

#[test]
fn canary_after_errands_at_the_screen_and_the_desk_neither_memory_nor_a_core_dump_nor_any_file_names_anybody() {
    let (province, station) = station();
    employ(&station);
    let folder = tempfile::tempdir().unwrap();
    let kiosk = || kiosk_in(&station, folder.path());
    let mut glass = Glass::by(kiosk, &[], "点一下，开始找工作");
    let log = glass.log();
    opinion(&mut glass);
    leave(&mut glass, &station);
    nobody_is_left(&glass);
    half_a_form(&mut glass);
    leave(&mut glass, &station);
    nobody_is_left(&glass);
    registration(&mut glass);
    gone(&mut glass, &station);
    nobody_is_left(&glass);
    let bundle = folder.path().join("bundle.json");
    station.run(&["bundle", "--no-devices", "--plain", "--to", bundle.to_str().unwrap()]);
    // A system that gives cores to a program of its own, as systemd-coredump, leaves none here.
    let pattern = fs::read_to_string("/proc/sys/kernel/core_pattern").unwrap_or_default();
    let dump = core_dump(&mut glass, folder.path());
    assert!(dump.is_some() || pattern.trim() != "core", "there is no core dump");
    if let Some(dump) = dump {
        assert!(dump.len() > 10_000_000 && memmem::find(&dump, "点一下，开始找工作".as_bytes()).is_some());
        assert_eq!(words_in(&dump), Vec::<&str>::new(), "a core dump");
    }
    for file in [files(folder.path()), files(station.path()), vec![log.clone()]].concat() {
        let bytes = fs::read(&file).unwrap();
        assert_eq!(words_in(&bytes), Vec::<&str>::new(), "{}", file.display());
    }
    assert!(fs::metadata(&log).unwrap().len() > 0, "there is a log");
    let sent = province.records().iter().map(ToString::to_string).collect::<String>();
    assert_eq!(words_in(sent.as_bytes()), [NAME, PHONE, NUMBER], "what was done has arrived");
}
