//! From a slip to bytes, and from the bytes back to a picture, with printers in every mood.

use super::simulator::{Mood, Simulator, serve};
use super::*;
use crate::device::config::PrinterAt;
use crate::device::pty::Pty;
use crate::domain::slip::Part;
use proptest::prelude::*;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const FONTS: Fonts = Fonts {
    regular: include_bytes!("../../../assets/fonts/NotoSansSC-Regular.ttf"),
    bold: include_bytes!("../../../assets/fonts/NotoSansSC-Bold.ttf"),
};
const NARROW: Form = Form { dots: 384, way: Way::Picture, answers: true };

fn slip(text: &str) -> Slip {
    Slip {
        parts: vec![
            Part::Title("二保焊工".into()),
            Part::Great("6000–8000 元/月".into()),
            Part::Line,
            Part::Text(text.into()),
            Part::Code("二保焊工\n6000–8000 元/月\n电话 13800001234".into()),
        ],
    }
}

fn printed(bytes: &[u8], dots: u16) -> (Vec<Canvas>, Vec<u8>) {
    let mut printer = Simulator::new(Mood::Good, dots, FONTS);
    printer.hear(bytes);
    (printer.take_slips(), printer.unknown().to_vec())
}

fn dark(canvas: &Canvas) -> usize {
    canvas.rows().flatten().map(|byte| byte.count_ones() as usize).sum()
}

#[test]
fn what_is_drawn_is_what_comes_out_dot_by_dot() {
    for dots in [384, 576] {
        let drawn = layout::lay_out(&slip("测试机械有限公司"), dots, FONTS).unwrap();
        let (slips, unknown) = printed(&escpos::picture(&drawn), dots);
        let [slip] = slips.as_slice() else { panic!("{} slips came out", slips.len()) };
        assert!(unknown.is_empty());
        assert!(dark(&drawn) > 5_000, "the slip is all but empty");
        for y in 0..drawn.height() {
            for x in 0..drawn.width() {
                assert_eq!(slip.is_dark(x, y), drawn.is_dark(x, y), "dot {x}, {y}");
            }
        }
    }
}

#[test]
fn what_an_advert_says_is_no_command_to_the_printer() {
    // Cut the paper, open the drawer, print in red, begin anew; and codes for a terminal.
    let hostile = "测试\u{1d}V\0\u{1b}p\0\u{19}\u{fa}\u{1b}r\u{1}\u{1b}@\u{1b}[2J\u{9b}31m\u{7}焊工";
    let plain = "测试VpúrA@[2J31m焊工".replace('A', "");
    let drawn = |text: &str| layout::lay_out(&slip(text), 384, FONTS).unwrap();
    let same = |a: &Canvas, b: &Canvas| a.rows().eq(b.rows());
    assert!(same(&drawn(hostile), &drawn(&plain)), "a picture has only what can be read");
    let (one, other) = (escpos::text(&slip(hostile), 384).unwrap(), escpos::text(&slip(&plain), 384).unwrap());
    assert_eq!(one, other, "nor does text have anything else");
}

#[test]
fn rare_names_print_because_our_own_font_is_burnt() {
    let name = |text: &str| dark(&layout::lay_out(&Slip { parts: vec![Part::Text(text.into())] }, 384, FONTS).unwrap());
    let boxed = name("\u{e000}");
    for rare in ["䶮", "喆", "犇", "堃", "㛃"] {
        assert!(name(rare) > 100 && name(rare) != boxed, "{rare} came out as an empty box");
    }
}

#[test]
fn large_type_stays_large_and_no_line_runs_off_the_paper() {
    let long = "湖南省长沙市雨花区万家丽南路二段一百二十三号测试大厦A座1208室（地铁5号线旁）".repeat(3);
    let canvas = layout::lay_out(&slip(&long), 384, FONTS).unwrap();
    for y in 0..canvas.height() {
        assert!(!canvas.is_dark(0, y) && !canvas.is_dark(383, y), "a line touches the edge in row {y}");
    }
    assert!(canvas.height() > 900, "the type was made small to save paper");
}

#[test]
fn a_telephone_number_is_never_broken() {
    let width = |part: &str| part.chars().count() as f32;
    let lines = layout::broken("电话：测试经理 13800001234，找王。", 12.0, width);
    assert!(lines.iter().any(|line| line.contains("13800001234")), "{lines:?}");
    assert!(lines.iter().all(|line| !line.starts_with(['，', '。', '：'])), "{lines:?}");
}

#[test]
fn in_the_printers_own_letters_the_same_slip_comes_out() {
    let bytes = escpos::text(&slip("测试\u{1b}@湖南䶮"), 384).unwrap();
    let encoded = [0xB2, 0xE2, 0xCA, 0xD4];
    assert!(bytes.windows(4).any(|window| window == encoded), "测试 is not in GB18030");
    assert!(bytes.windows(2).any(|window| window == [0xFE, 0x9F]), "䶮 is not in GB18030");
    let (slips, unknown) = printed(&bytes, 384);
    assert_eq!((slips.len(), unknown), (1, vec![]));
    assert!(dark(&slips[0]) > 3_000);
}

#[test]
fn the_code_of_the_protocols_own_example_is_sent_as_it_stands_there() {
    let slip = Slip { parts: vec![Part::Code("JOB:430000-2026-000123".into())] };
    let bytes = escpos::text(&slip, 384).unwrap();
    let stored = b"\x1d\x28\x6b\x19\x00\x31\x50\x30JOB:430000-2026-000123\x1d\x28\x6b\x03\x00\x31\x51\x30";
    assert!(bytes.windows(stored.len()).any(|window| window == stored));
}

/// Short, so that a test of a printer that hangs is not long.
const SHORT: Patience = Patience {
    answer: Duration::from_millis(300),
    bytes: Duration::from_millis(300),
    slip: Duration::from_millis(600),
};

/// Prints to a printer in this mood over a pseudo-terminal; gives back how it went and how many slips came out.
fn print_to(mood: Mood, form: Form) -> (Result<(), PrintFault>, usize) {
    let mut pty = Pty::open(None).unwrap();
    let line = crate::device::line::serial(pty.path(), 115_200).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let stopping = Arc::clone(&stop);
    let play = move || {
        let mut printer = Simulator::new(mood, form.dots, FONTS);
        let mut slips = 0;
        serve(&mut pty, &mut printer, &stopping, |_| slips += 1).unwrap();
        slips
    };
    let thread = std::thread::Builder::new().spawn(play).unwrap();
    let outcome = EscPosPrinter::on(Box::new(line), form, FONTS, SHORT).print(&slip("测试"));
    std::thread::sleep(Duration::from_millis(100));
    stop.store(true, Ordering::Relaxed);
    (outcome, thread.join().unwrap())
}

#[test]
fn a_printer_that_is_well_says_when_the_slip_is_there() {
    for mood in [Mood::Good, Mood::NearEnd] {
        let (outcome, slips) = print_to(mood, NARROW);
        assert!(outcome.is_ok() && slips == 1, "{mood:?}: {outcome:?}, {slips} slips");
    }
    let (outcome, slips) = print_to(Mood::Good, Form { way: Way::Text, ..NARROW });
    assert!(outcome.is_ok() && slips == 1, "{outcome:?}, {slips} slips");
}

#[test]
fn each_way_to_fail_is_told_apart_and_ends_by_itself() {
    for (mood, trouble) in [
        (Mood::NoPaper, PrintTrouble::NoPaper),
        (Mood::CoverOpen, PrintTrouble::CoverOpen),
        (Mood::RunsOut, PrintTrouble::NoPaper),
        (Mood::Jammed, PrintTrouble::Stuck),
        (Mood::Hung, PrintTrouble::Stuck),
    ] {
        let (outcome, slips) = print_to(mood, NARROW);
        let said = outcome.map_err(|fault| fault.trouble());
        assert_eq!((said, slips), (Err(trouble), 0), "{mood:?}");
    }
}

#[test]
fn a_printer_that_never_answers_prints_where_the_station_says_that_it_is_mute() {
    let (outcome, slips) = print_to(Mood::Mute, Form { answers: false, ..NARROW });
    assert!(outcome.is_ok() && slips == 1, "{outcome:?}, {slips} slips");
    assert!(matches!(print_to(Mood::Mute, NARROW).0, Err(PrintFault::Stuck)));
}

#[test]
fn a_printer_that_is_not_there_is_said_to_be_absent_by_every_way() {
    let folder = tempfile::tempdir().unwrap();
    // A port that was free a moment ago.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let missing = folder.path().join("lp0");
    for place in [PrinterAt::Usb(missing), PrinterAt::Network(address), PrinterAt::Cups("yizhan-no-such-queue".into())]
    {
        let printed = open(&place, NARROW, FONTS).and_then(|mut printer| printer.print(&slip("测试")));
        assert_eq!(printed.map_err(|fault| fault.trouble()), Err(PrintTrouble::Absent), "{place}");
    }
}

#[test]
fn over_the_network_a_slip_is_printed_too() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = PrinterAt::Network(listener.local_addr().unwrap().to_string());
    let play = move || {
        let (mut caller, _) = listener.accept().unwrap();
        caller.set_nonblocking(true).unwrap();
        let mut slips = 0;
        let mut printer = Simulator::new(Mood::Good, 576, FONTS);
        serve(&mut caller, &mut printer, &AtomicBool::new(false), |_| slips += 1).unwrap();
        slips
    };
    let thread = std::thread::Builder::new().spawn(play).unwrap();
    open(&place, Form { dots: 576, ..NARROW }, FONTS).unwrap().print(&slip("测试")).unwrap();
    assert_eq!(thread.join().unwrap(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever a posting says, a printer gets no command from it: what is sent holds the commands of any other slip, and
    /// lines.
    #[test]
    fn no_text_ever_becomes_a_command(text in any::<String>()) {
        const NEXT_LINE: [u8; 2] = [0x1B, 0x01];
        let commands = |text: &str| {
            let slip = Slip { parts: vec![Part::Small(text.into())] };
            let mut bytes = escpos::text(&slip, 384).unwrap();
            bytes.retain(|byte| *byte < 0x20);
            while let Some(at) = bytes.windows(2).position(|pair| pair == NEXT_LINE) {
                bytes.drain(at..at + 2);
            }
            bytes
        };
        prop_assert_eq!(commands(&text), commands("a"));
        let (slips, unknown) = printed(&escpos::text(&Slip { parts: vec![Part::Text(text)] }, 384).unwrap(), 384);
        prop_assert_eq!((slips.len(), unknown.len()), (1, 0));
    }

    /// The renderer survives whatever bytes come.
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let mut printer = Simulator::new(Mood::Good, 384, FONTS);
        for piece in bytes.chunks(7) {
            printer.hear(piece);
        }
    }
}
