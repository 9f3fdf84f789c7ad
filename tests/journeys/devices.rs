//! What stands on the desk, as the people at the station meet it: with simulators that speak the bytes of the real things,
//! in every mood, and pulled out in the middle.

use super::{CLERK, PATIENCE, Visit, clerk_at, station_with_postings};
use crate::common::{Province, Station, registration};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};
use yizhan::app::{BOLD_FILE, REGULAR_FILE};
use yizhan::device::Devices;
use yizhan::device::config::{PrinterAt, PrinterSetup};
use yizhan::device::id_card::simulator as cards;
use yizhan::device::id_card::simulator::SampleCard;
use yizhan::device::printer::simulator as slips;
use yizhan::device::printer::{Fonts, Form, Way};
use yizhan::device::pty::Pty;

const FORM: Form = Form { dots: 576, way: Way::Picture, answers: true };

fn fonts() -> Fonts {
    Fonts { regular: REGULAR_FILE, bold: BOLD_FILE }
}

/// A simulated device that is pulled out when it is dropped.
pub(super) struct Plugged {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Plugged {
    fn play(play: impl FnOnce(&AtomicBool) + Send + 'static) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopping = Arc::clone(&stop);
        let thread = std::thread::Builder::new().spawn(move || play(&stopping)).unwrap();
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Plugged {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().unwrap().join().unwrap();
    }
}

/// A card reader at a port, with a card on it.
pub(super) fn reader(port: &Path, card: SampleCard) -> Plugged {
    let mut pty = Pty::open(Some(port)).unwrap();
    Plugged::play(move |stop| {
        let mut reader = cards::Simulator::new(cards::Mood::Good);
        reader.lay(Some(card));
        cards::serve(&mut pty, reader, stop, |_| {}).unwrap();
    })
}

/// A printer, where it listens, and how many slips lie in its tray.
pub(super) fn printer(mood: slips::Mood) -> (Plugged, PrinterSetup, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = PrinterAt::Network(listener.local_addr().unwrap().to_string());
    listener.set_nonblocking(true).unwrap();
    let tray = Arc::new(AtomicUsize::new(0));
    let filled = Arc::clone(&tray);
    let plugged = Plugged::play(move |stop| {
        let mut printer = slips::Simulator::new(mood, FORM.dots, fonts());
        while !stop.load(Ordering::Relaxed) {
            match listener.accept() {
                Ok((mut caller, _)) => {
                    caller.set_nonblocking(true).unwrap();
                    let put = |_| _ = filled.fetch_add(1, Ordering::Relaxed);
                    slips::serve(&mut caller, &mut printer, stop, put).unwrap();
                }
                Err(_) => sleep(Duration::from_millis(10)),
            }
        }
    });
    (plugged, PrinterSetup { at, form: FORM, fonts: fonts() }, tray)
}

pub(super) fn with_reader(port: &Path) -> Devices {
    Devices { reader: Some(port.to_str().unwrap().parse().unwrap()), ..Devices::default() }
}

pub(super) fn see_in_tray(tray: &AtomicUsize, count: usize) {
    let begun = Instant::now();
    while tray.load(Ordering::Relaxed) < count {
        assert!(begun.elapsed() < PATIENCE, "no slip came out");
        sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_walk_in_is_registered_by_her_card_and_takes_a_receipt_home() {
    let mut province = Province::start();
    let station = station_with_postings(&province);
    clerk_at(&station);
    province.stop();
    let folder = tempfile::tempdir().unwrap();
    let port = folder.path().join("reader");
    let _reader = reader(&port, SampleCard::Resident);
    let (_printer, setup, tray) = printer(slips::Mood::Good);
    let devices = Devices { printer: Some(setup), ..with_reader(&port) };
    let mut visit = Visit::with(&station, devices);
    visit.sign_in();
    visit.touch("登记来访者");
    visit.see("证件已读，请核对姓名和号码");
    visit.see("测试甲");
    visit.see("号码正确，36 周岁");
    visit.touch("下一步");
    visit.field("电话");
    visit.keys("13800000000");
    visit.press("完成");
    visit.touch("下一步");
    visit.touch("技术工人");
    visit.touch("电焊工");
    visit.touch("下一步");
    visit.touch("马上");
    visit.touch("下一步");
    visit.touch("办理求职登记");
    visit.touch("保存登记");
    visit.see("回执号");
    visit.touch("打印小票");
    visit.see("打好了");
    see_in_tray(&tray, 1);
    visit.touch("登记下一位");
    assert!(!visit.shows("测试甲"), "the next form knows the last card: {:?}", visit.words());
}

#[test]
fn a_reader_that_is_not_there_leaves_typing_and_is_used_as_soon_as_it_is_plugged_in() {
    let province = Province::start();
    let station = station_with_postings(&province);
    clerk_at(&station);
    let folder = tempfile::tempdir().unwrap();
    let port = folder.path().join("reader");
    let mut visit = Visit::with(&station, with_reader(&port));
    visit.sign_in();
    visit.touch("登记来访者");
    visit.see("读卡器没有连上，请先手工输入");
    visit.field("姓名");
    visit.keys("ceshi");
    visit.touch("测试");
    visit.press("完成");
    let plugged = reader(&port, SampleCard::HkMoTw);
    visit.see("测试乙");
    visit.see("这张证件已经过期");
    drop(plugged);
    visit.see("读卡器没有连上，请先手工输入");
    assert!(visit.shows("测试乙"), "what was read went with the reader");
}

#[test]
fn a_station_without_devices_says_so_once_and_offers_no_slip() {
    let province = Province::start();
    let station = station_with_postings(&province);
    clerk_at(&station);
    let mut visit = Visit::at(&station);
    visit.sign_in();
    visit.touch("登记来访者");
    visit.see("没有读卡器，请手工输入");
    drop(visit);
    let mut visit = Visit::at(&station);
    to_take_away(&mut visit);
    assert!(!visit.shows("打印小票"), "{:?}", visit.words());
}

fn to_take_away(visit: &mut Visit) {
    visit.touch("点一下，开始找工作");
    visit.touch("最新岗位");
    visit.touch("元/");
    visit.touch("带走这个岗位");
    visit.see("岗位内容的二维码");
}

#[test]
fn a_seeker_takes_a_posting_home_on_paper() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let (_printer, setup, tray) = printer(slips::Mood::Good);
    let mut visit = Visit::with(&station, Devices { printer: Some(setup), ..Devices::default() });
    to_take_away(&mut visit);
    visit.touch("打印小票");
    visit.see("打好了，请从出纸口拿走小票");
    see_in_tray(&tray, 1);
    visit.touch("返回");
    visit.see("带走这个岗位");
}

#[test]
fn whatever_the_printer_does_the_code_stays_and_the_other_ways_are_said() {
    let province = Province::start();
    let station = station_with_postings(&province);
    for (mood, said) in [
        (slips::Mood::NoPaper, "打印机没有纸了"),
        (slips::Mood::CoverOpen, "打印机的盖子没盖好"),
        (slips::Mood::RunsOut, "打印机没有纸了"),
        (slips::Mood::Hung, "打印机没有反应"),
    ] {
        let (_printer, setup, _) = printer(mood);
        let mut visit = Visit::with(&station, Devices { printer: Some(setup), ..Devices::default() });
        to_take_away(&mut visit);
        visit.touch("打印小票");
        visit.see(said);
        assert!(visit.shows("请扫码或拍下屏幕") && visit.shows("请工作人员抄给您"), "{mood:?}: {:?}", visit.words());
        assert!(visit.shows("岗位内容的二维码") && visit.shows("打印小票"), "{mood:?}: {:?}", visit.words());
    }
}

#[test]
fn a_printer_that_is_pulled_out_is_said_to_be_absent_and_prints_again_when_it_is_back() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let (plugged, setup, _) = printer(slips::Mood::Good);
    let PrinterAt::Network(address) = setup.at.clone() else { panic!("it listens on the network") };
    drop(plugged);
    let mut visit = Visit::with(&station, Devices { printer: Some(setup), ..Devices::default() });
    to_take_away(&mut visit);
    visit.touch("打印小票");
    visit.see("打印机没有连上");
    let listener = TcpListener::bind(address).unwrap();
    let _back = Plugged::play(move |_| {
        let (mut caller, _) = listener.accept().unwrap();
        caller.set_nonblocking(true).unwrap();
        let mut printer = slips::Simulator::new(slips::Mood::Good, FORM.dots, fonts());
        slips::serve(&mut caller, &mut printer, &AtomicBool::new(false), |_| {}).unwrap();
    });
    visit.touch("打印小票");
    visit.see("打好了");
}

#[test]
fn while_a_printer_hangs_everything_else_goes_on() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let (_printer, setup, _) = printer(slips::Mood::Jammed);
    let mut visit = Visit::with(&station, Devices { printer: Some(setup), ..Devices::default() });
    to_take_away(&mut visit);
    visit.touch("打印小票");
    visit.see("正在打印");
    visit.touch("首页");
    visit.touch("请人帮忙");
    visit.see("工作人员入口");
    visit.touch("首页");
    visit.touch("最新岗位");
    visit.touch("元/");
    visit.see("带走这个岗位");
    assert!(!visit.shows(CLERK));
}

#[test]
fn who_comes_back_with_her_slip_is_found_by_its_code_and_any_other_code_is_said_to_be_none() {
    let province = Province::start();
    let station = station_with_postings(&province);
    clerk_at(&station);
    let (code, answers) = station.register(registration(1).to_string().as_bytes());
    assert_eq!(code, 0, "{answers:?}");
    let receipt = answers[0]["receipt"].as_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let port = folder.path().join("scanner");
    let mut scanner = Pty::open(Some(&port)).unwrap();
    let place = port.to_str().unwrap().parse().unwrap();
    let mut visit = Visit::with(&station, Devices { scanner: Some(place), ..Devices::default() });
    visit.sign_in();
    scan_until(&mut visit, &mut scanner, "6901234567892", "这个码不是登记回执");
    scan_until(&mut visit, &mut scanner, &format!("求职登记回执\n回执号：{receipt}\n驿站：测试驿站"), "推荐岗位");
    visit.see("测试乙：从");
}

/// Scans until the screen says this: the port is opened only when a clerk is at her desk.
fn scan_until(visit: &mut Visit, scanner: &mut Pty, code: &str, said: &str) {
    let begun = Instant::now();
    while !visit.shows(said) {
        assert!(begun.elapsed() < PATIENCE, "{said} never appeared: {:?}", visit.words());
        // A scanner whose port nobody reads has a full buffer; then it is asked again.
        scanner.write_all(format!("{code}\r").as_bytes()).ok();
        visit.harness.run_steps(20);
        sleep(Duration::from_millis(100));
    }
}

/// A simulator as a technician starts it; ended when dropped.
struct Simulator(Child);

impl Simulator {
    /// Starts it and gives back where it says that it is.
    fn start(station: &Station, arguments: &[&str], field: &str) -> (Self, String) {
        let all = [&["--json", "simulate"], arguments].concat();
        let mut process = station.command(&all).stdout(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
        let told: serde_json::Value = serde_json::from_str(&first).unwrap();
        (Self(process), told.get(field).unwrap().as_str().unwrap().to_owned())
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn a_technician_asks_every_device_prints_a_test_slip_and_is_told_what_is_wrong() {
    let station = Station::fresh();
    let port = station.path().join("reader");
    let (_reader, port) = Simulator::start(&station, &["id-card", "--at", port.to_str().unwrap()], "id_card_reader");
    let tray = station.path().join("slips");
    let pictures = ["--pictures", tray.to_str().unwrap(), "--paper", "80"];
    let good = [&["printer", "--at", "127.0.0.1:0"], &pictures[..]].concat();
    let (_printer, place) = Simulator::start(&station, &good, "printer");
    let told = station.json(&["devices", "--card-reader", &port, "--printer", &place, "--paper", "80", "--test-print"]);
    assert_eq!((&told[0]["state"], &told[1]["state"]), (&"ready".into(), &"ready".into()), "{told}");
    let begun = Instant::now();
    while !tray.join("slip-01.png").exists() {
        assert!(begun.elapsed() < PATIENCE, "no slip came out");
        sleep(Duration::from_millis(10));
    }
    let empty = [&["printer", "--at", "127.0.0.1:0", "--mood", "no-paper"], &pictures[..]].concat();
    let (_printer, place) = Simulator::start(&station, &empty, "printer");
    let output = station.output(&["devices", "--printer", &place, "--card-reader", "/dev/yizhan-no-such-port"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("the printer has no paper") && said.contains("No such file"), "{said}");
}
