//! The figures at the desk and on the big screen: what opens what, and what everybody may see.

#![expect(clippy::indexing_slicing, reason = "test data: what is not there is a mistake in the test")]

use super::{Stand, all_words, at, desk, fake, screen, shows, touch};
use yizhan::domain::monitor::{Figure, WAITS, WaitOf};
use yizhan::domain::notice::{Decision, DecisionOutcome, Matter};
use yizhan::domain::{Form, JobKind, WantedJob};
use yizhan::screens::Screen;
use yizhan::screens::staff::{OfficePlace, StaffScreen};

fn register(stand: &Stand<'_>, count: usize, kind: JobKind) {
    for n in 0..count {
        let form = Form {
            name: format!("测试{}", ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"][n % 8]),
            phone: format!("1380001{:02}{:02}", kind as usize % 100, n),
            wanted_jobs: vec![WantedJob { kind, text: String::new() }],
            ..fake::desk::people()[0].1.clone()
        };
        stand.state().workers.books().register(&form);
    }
}

#[test]
fn each_function_says_whether_it_is_in_use_and_opens_what_shows_it() {
    let mut stand = desk(60);
    touch(&mut stand, "就业监测");
    assert!(shows(&stand, "八项服务功能：用上了 1 项"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "登记后多久得到第一次服务") && shows(&stand, "还没有：4"), "{:?}", all_words(&stand));
    touch(&mut stand, "业务经办");
    let figure = Figure::Function(yizhan::domain::functions::Function::Business);
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Office(OfficePlace::Evidence(figure))));
    assert!(shows(&stand, "4 条记录"), "{:?}", all_words(&stand));
}

#[test]
fn a_report_is_read_on_the_screen_and_lies_on_the_stick_after_a_touch() {
    let mut stand = desk(60);
    touch(&mut stand, "就业监测");
    touch(&mut stand, "报告和验收材料");
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Office(OfficePlace::Report)));
    assert!(shows(&stand, "2026 年度就业服务报告") && shows(&stand, "未达到"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "11 月：服务 4 人次"), "{:?}", all_words(&stand));
    touch(&mut stand, "月度报告");
    assert!(shows(&stand, "2026 年 11 月就业服务报告") && !shows(&stand, "未达到"), "{:?}", all_words(&stand));
    touch(&mut stand, "10 月");
    assert!(shows(&stand, "佐证清单 0 条"), "{:?}", all_words(&stand));
    touch(&mut stand, "验收材料");
    touch(&mut stand, "存到优盘");
    assert!(shows(&stand, "没有找到优盘"), "{:?}", all_words(&stand));
    let beside = stand.state().workers.books().put_on_stick("别的.csv", b"x");
    touch(&mut stand, "存到优盘");
    assert!(shows(&stand, "已存到优盘：2026 年度验收申报材料"), "{:?}", all_words(&stand));
    let stick = std::fs::read_dir(beside.parent().unwrap()).unwrap();
    let written: Vec<std::path::PathBuf> = stick.map(|entry| entry.unwrap().path()).collect();
    let ending = |end: &str| written.iter().find(|path| path.extension().is_some_and(|known| known == end)).cloned();
    assert!(std::fs::read(ending("pdf").unwrap()).unwrap().starts_with(b"%PDF"));
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(ending("xlsx").unwrap()).unwrap();
    let evidence = calamine::Reader::worksheet_range(&mut book, "佐证清单").unwrap();
    assert_eq!(evidence.rows().count(), 1 + 4, "each entry once");
    touch(&mut stand, "求职登记");
    assert!(shows(&stand, "4 条记录"), "{:?}", all_words(&stand));
}

#[test]
fn money_that_offices_granted_stands_in_the_figures_and_opens_what_it_was_for() {
    let mut stand = desk(60);
    for (seq, amount) in [(1, 500_000), (2, 300_000)] {
        let (receipt, _) = &fake::desk::people()[usize::from(seq)];
        let decision = Decision {
            on: "一次性创业补贴".into(),
            outcome: DecisionOutcome::Approved,
            text: String::new(),
            amount_fen: Some(amount),
            valid_until: None,
            appeal: String::new(),
        };
        stand.state().workers.books().tell(receipt, seq, &Matter::Decision(decision), fake::TODAY);
    }
    touch(&mut stand, "就业监测");
    assert!(shows(&stand, "资金使用") && shows(&stand, "2 件，共8000元"), "{:?}", all_words(&stand));
    touch(&mut stand, "一次性创业补贴");
    assert!(shows(&stand, "获批的补贴申请") && shows(&stand, "2 条记录"), "{:?}", all_words(&stand));
}

#[test]
fn the_load_of_each_member_of_staff_opens_what_she_did() {
    let mut stand = desk(60);
    for words in ["登记者", "测试甲", "职业指导", "求职方向", "明确了方向", "记下这次服务", "返回", "返回", "就业监测"]
    {
        touch(&mut stand, words);
    }
    assert!(shows(&stand, "服务 1 人"), "{:?}", all_words(&stand));
    touch(&mut stand, "服务 1 人");
    let page = screen(&stand);
    assert!(matches!(page, Screen::Staff(StaffScreen::Office(OfficePlace::Evidence(Figure::By(_))))), "{page:?}");
    assert!(shows(&stand, "1 条记录"), "{:?}", all_words(&stand));
}

#[test]
fn waiting_opens_those_who_wait_and_they_open_themselves() {
    let mut stand = desk(60);
    touch(&mut stand, "就业监测");
    touch(&mut stand, "还没有");
    let page = |of| Screen::Staff(StaffScreen::Office(OfficePlace::Waits(of)));
    assert_eq!(screen(&stand), page(WaitOf::FirstService(WAITS - 1)));
    assert!(shows(&stand, "4 条记录") && shows(&stand, "登记，还没有服务"), "{:?}", all_words(&stand));
    assert!(all_words(&stand).iter().all(|said| !said.contains("测试")), "nobody's name");
    touch(&mut stand, "登记，还没有服务");
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Office(OfficePlace::Seeker)));
}

#[test]
fn the_big_screen_shows_nobody_by_name_and_no_count_that_is_small() {
    let mut stand = desk(60);
    register(&stand, 7, JobKind::Cleaner);
    touch(&mut stand, "就业监测");
    touch(&mut stand, "大屏展示");
    assert_eq!(screen(&stand), Screen::Board);
    assert!(stand.state().kiosk.state().staff.signed_in.is_none(), "whoever showed it is signed out");
    assert!(shows(&stand, "服务人次") && shows(&stand, "11"), "{:?}", all_words(&stand));
    touch(&mut stand, "供需");
    assert!(shows(&stand, "不多 人想做") || shows(&stand, "不多人想做"), "{:?}", all_words(&stand));
    assert!(all_words(&stand).iter().all(|said| !said.contains("测试甲") && !said.contains("1380001")));
    // One welder, one loader and one sorter stand in the books: none of them on the screen.
    assert!(!shows(&stand, "1 人想做"), "{:?}", all_words(&stand));
}

#[test]
fn the_big_screen_counts_anew_each_minute_turns_its_pages_and_is_nobodys_pause() {
    let mut stand = desk(60);
    touch(&mut stand, "就业监测");
    touch(&mut stand, "大屏展示");
    let asked = |stand: &Stand<'_>| stand.state().kiosk.state().board.as_ref().and_then(|board| board.services.0);
    let first = asked(&stand);
    assert!(stand.state().kiosk.state().board.is_some());
    register(&stand, 6, JobKind::Cleaner);
    for minute in 1..=6 {
        at(&mut stand, 61.0 * f64::from(minute));
    }
    assert_eq!(screen(&stand), Screen::Board, "nobody is asked whether she is still there");
    assert!(asked(&stand) > first && shows(&stand, "每分钟自动更新"), "{:?}", all_words(&stand));
    touch(&mut stand, "供需");
    touch(&mut stand, "保洁");
    assert_eq!(screen(&stand), Screen::List, "a trade leads to its postings");
}
