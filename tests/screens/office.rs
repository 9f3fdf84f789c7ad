//! The back office through its screens, with a real store behind them: each queue from arrival to closing, a person's plan,
//! a referral, a merge, the end of a shift.

use super::fake::TODAY;
use super::input::touch_field;
use super::{Stand, all_words, at, desk, fake, is_open, place_of, screen, shows, signed_in, touch, touchables};
use eframe::egui;
use jiff::civil::Date;
use std::sync::Arc;
use yizhan::app::{BOLD_FILE, REGULAR_FILE};
use yizhan::device::printer::simulator::{Mood, Simulator as Printer};
use yizhan::device::printer::{self, Fonts};
use yizhan::domain::audit::{AuditLine, Deed};
use yizhan::domain::notice::{Matter, ReturnedData, ReturnedItem};
use yizhan::domain::seeker::SeekerRow;
use yizhan::domain::slip::{Part, Slip};
use yizhan::domain::task::Queue;
use yizhan::domain::{Category, Consent, ConsentPurpose, Form, IdType, JobKind, SubjectId, WantedJob, Wants};
use yizhan::i18n::{Language, Words};
use yizhan::runtime::{Event, Job, OfficeEvent};
use yizhan::screens::Screen;
use yizhan::screens::staff::{OfficePlace, StaffScreen};
use yizhan::widgets::Geometry;

const FONTS: Fonts = Fonts { regular: REGULAR_FILE, bold: BOLD_FILE };

fn is_at(stand: &Stand<'_>, place: OfficePlace) -> bool {
    screen(stand) == Screen::Staff(StaffScreen::Office(place))
}

fn somebody(name: &str, phone: &str) -> Form {
    let consent = |purpose| Consent { purpose, version: "2026-11".into(), given: fake::now() };
    Form {
        name: name.into(),
        phone: phone.into(),
        wanted_jobs: vec![WantedJob { kind: JobKind::Welder, text: String::new() }],
        consents: vec![consent(ConsentPurpose::Register), consent(ConsentPurpose::ShareWithEmployers)],
        ..Form::default()
    }
}

/// At the desk, with one more person registered.
fn desk_with(form: &Form) -> Stand<'static> {
    let stand = desk(60);
    stand.state().workers.books().register(form);
    stand
}

fn open_person(stand: &mut Stand<'_>, name: &str) {
    touch(stand, "登记者");
    touch(stand, name);
    assert!(is_at(stand, OfficePlace::Seeker), "{:?}", all_words(stand));
}

fn type_letters(stand: &mut Stand<'_>, text: &str) {
    stand.event(egui::Event::Text(text.to_owned()));
    stand.run_steps(4);
}

fn waiting(stand: &Stand<'_>) -> Vec<&'static str> {
    stand.state().workers.books().waiting()
}

#[test]
fn a_person_is_found_by_the_end_of_her_number_and_opened_by_one_touch() {
    let mut stand = desk_with(&somebody("测试欧阳", "13800004321"));
    touch(&mut stand, "登记者");
    assert!(shows(&stand, "5 人"), "{:?}", all_words(&stand));
    touch(&mut stand, "测试欧阳");
    assert!(is_at(&stand, OfficePlace::Seeker));
    assert!(shows(&stand, "138 0000 4321"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "推荐合适的岗位") && shows(&stand, "登记后回访"), "what was promised stands on her page");
}

#[test]
fn what_a_plan_owes_is_said_and_one_touch_records_what_was_done() {
    let form = Form { categories: vec![Category::MigrantWorker], ..somebody("测试欧阳", "13800004321") };
    let mut stand = desk_with(&form);
    open_person(&mut stand, "测试欧阳");
    assert!(shows(&stand, "311 服务") && shows(&stand, "岗位推荐：0 / 3"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "因为：农民工"), "{:?}", all_words(&stand));
    touch(&mut stand, "职业指导");
    assert!(is_at(&stand, OfficePlace::Record));
    touch(&mut stand, "求职方向");
    touch(&mut stand, "明确了方向");
    touch(&mut stand, "记下这次服务");
    assert!(is_at(&stand, OfficePlace::Seeker));
    assert!(shows(&stand, "职业指导：1 / 1"), "{:?}", all_words(&stand));
    assert_eq!(waiting(&stand).last(), Some(&"service"));
    touch(&mut stand, "本人确认");
    assert!(shows(&stand, "本人已确认"));
    assert_eq!(waiting(&stand).last(), Some(&"service_note"));
    touch(&mut stand, "撤销");
    touch(&mut stand, "记错了");
    assert!(shows(&stand, "职业指导：0 / 1") && shows(&stand, "已撤销"), "{:?}", all_words(&stand));
}

#[test]
fn a_group_is_recognised_by_the_provinces_conditions_with_the_papers_and_the_document() {
    let consent = |purpose| Consent { purpose, version: "2026-11".into(), given: fake::now() };
    let form = Form {
        id_type: IdType::ResidentId,
        id_number: "430000197403100228".into(),
        categories: vec![Category::RegisteredUnemployed],
        consents: vec![consent(ConsentPurpose::Register), consent(ConsentPurpose::SensitiveTags)],
        ..somebody("测试欧阳", "13800004321")
    };
    let mut stand = desk_with(&form);
    stand.state().workers.tell(Event::Content(Arc::new(fake::content::samples())));
    stand.run_steps(2);
    open_person(&mut stand, "测试欧阳");
    touch(&mut stand, "修改");
    touch(&mut stand, "就业困难人员");
    for words in ["人社部发〔2024〕84号", "办过失业登记（凭失业登记证明）", "满 45 周岁", "由您认定"]
    {
        assert!(shows(&stand, words), "{words}: {:?}", all_words(&stand));
    }
    touch(&mut stand, "先不认定");
    assert!(!shows(&stand, "就业困难人员·"), "nothing was set: {:?}", all_words(&stand));
    touch(&mut stand, "就业困难人员");
    touch(&mut stand, "看过证明，符合");
    let seeker = stand.state().kiosk.state().staff.office.person().unwrap().clone();
    let tag = seeker.tags.iter().find(|tag| tag.category == Category::HardToEmploy).unwrap();
    assert_eq!((tag.from, tag.evidence.as_str()), (TODAY, "窗口看过证明·人社部发〔2024〕84号"));
}

#[test]
fn a_posting_is_recommended_with_a_slip_and_followed_to_the_day_she_is_hired() {
    let form = Form { categories: vec![Category::MigrantWorker], ..somebody("测试欧阳", "13800004321") };
    let mut stand = desk_with(&form);
    open_person(&mut stand, "测试欧阳");
    touch(&mut stand, "岗位推荐");
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Matches));
    touch(&mut stand, "推荐给她");
    assert!(is_at(&stand, OfficePlace::Referred), "{:?}", all_words(&stand));
    touch(&mut stand, "回到她的档案");
    assert!(is_at(&stand, OfficePlace::Seeker));
    assert!(shows(&stand, "岗位推荐：1 / 3") && shows(&stand, "推荐过的岗位"), "{:?}", all_words(&stand));
    touch(&mut stand, "已告诉用人单位");
    touch(&mut stand, "约好面试");
    touch(&mut stand, "录用了");
    assert!(shows(&stand, "录用了") && !shows(&stand, "没成……"), "{:?}", all_words(&stand));
    assert_eq!(waiting(&stand).iter().filter(|kind| **kind == "referral").count(), 4);
}

/// The rows of a slip as they lie on paper, without the empty ones above and below.
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a slip that does not come out has failed")]
fn rows_of(slip: &Slip, form: printer::Form) -> Vec<Vec<u8>> {
    let mut paper = Printer::new(Mood::Good, form.dots, FONTS);
    paper.hear(&printer::bytes(slip, form, FONTS).unwrap());
    assert!(paper.unknown().is_empty(), "the printer was told what it does not know");
    let slips = paper.take_slips();
    let [canvas] = slips.as_slice() else { panic!("{} slips came out", slips.len()) };
    let picture =
        std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("slip-{}-{}.png", form.dots, slip.parts.len()));
    std::fs::write(picture, canvas.png().unwrap()).unwrap();
    let rows: Vec<Vec<u8>> = canvas.rows().collect();
    let dark = |row: &Vec<u8>| row.iter().any(|byte| *byte != 0);
    let (first, last) = (rows.iter().position(dark).unwrap(), rows.iter().rposition(dark).unwrap());
    rows[first..=last].to_vec()
}

#[test]
fn the_slip_that_a_recommended_person_takes_along_is_legible_on_paper_and_names_nobody() {
    let mut stand = desk_with(&somebody("测试欧阳", "13800004321"));
    stand.state().workers.tell(Event::CanPrint);
    open_person(&mut stand, "测试欧阳");
    touch(&mut stand, "岗位推荐");
    touch(&mut stand, "推荐给她");
    touch(&mut stand, "打印小票");
    let slip = stand.state().asked.iter().rev().find_map(|job| match job {
        Job::Print { slip, .. } => Some((**slip).clone()),
        _ => None,
    });
    let slip = slip.unwrap();
    let said = format!("{:?}", slip.parts);
    assert!(!said.contains("测试欧阳") && !said.contains("13800004321"), "a slip is lost easily: {said}");
    let receipt = stand.state().kiosk.state().staff.office.referred.clone().unwrap().0;
    let numbered = |part: &&Part| matches!(part, Part::Strong(text) if text.contains(receipt.as_str()));
    let number = slip.parts.iter().find(numbered).unwrap_or_else(|| panic!("no number: {said}"));
    let title = slip.parts.iter().find(|part| matches!(part, Part::Title(_))).unwrap();
    assert_eq!(*title, Part::Title("推荐条".into()));
    for dots in [384, 576] {
        let form = printer::Form { dots, way: printer::Way::Picture, answers: true };
        let paper = rows_of(&slip, form);
        for part in [title, number] {
            let line = rows_of(&Slip { parts: vec![part.clone()] }, form);
            assert!(line.len() > 15, "{part:?} is {} dots high", line.len());
            assert!(paper.windows(line.len()).any(|rows| rows == line), "{part:?} does not stand on the paper");
        }
        let edge = |row: &Vec<u8>| {
            row.first().is_some_and(|byte| byte & 0x80 != 0) || row.last().is_some_and(|byte| byte & 1 != 0)
        };
        assert!(!paper.iter().any(edge), "something runs off the paper");
    }
    // Printers that write in their own letters print the same slip.
    let mut paper = Printer::new(Mood::Good, 384, FONTS);
    let form = printer::Form { dots: 384, way: printer::Way::Text, answers: true };
    paper.hear(&printer::bytes(&slip, form, FONTS).unwrap());
    assert!(paper.unknown().is_empty() && paper.take_slips().len() == 1);
}

#[test]
fn what_she_applied_for_at_the_machine_and_the_employers_answer_stand_on_her_page_and_she_is_to_be_called() {
    let mut stand = desk(20);
    let receipt = stand.state().workers.books().first_receipt();
    stand.state().workers.books().apply_and_be_invited(&receipt);
    let name = stand.state().workers.books().form_of(&receipt).unwrap().name;
    open_person(&mut stand, &name);
    assert!(shows(&stand, "本人在机器上报名的") && shows(&stand, "厂东门"), "{:?}", all_words(&stand));
    touch(&mut stand, "返回");
    touch(&mut stand, "返回");
    touch(&mut stand, "电话回访");
    touch(&mut stand, "报名的，要回电话");
    touch(&mut stand, "打开看");
    assert!(is_at(&stand, OfficePlace::ArrivedFile), "{:?}", all_words(&stand));
    assert!(shows(&stand, "单位答复") && shows(&stand, "厂东门"), "{:?}", all_words(&stand));
}

#[test]
fn who_calls_reads_what_to_ask_and_what_was_said_before_and_when_it_is_tried_again() {
    let mut stand = desk_with(&somebody("测试欧阳", "13800004321"));
    touch(&mut stand, "电话回访");
    touch(&mut stand, "测试欧阳");
    assert!(shows(&stand, "138 0000 4321") && shows(&stand, "找到活了吗"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "不是本人接的，只请转告回电") && !shows(&stand, "之前打过"), "{:?}", all_words(&stand));
    touch_field(&mut stand, "说了什么");
    type_letters(&mut stand, "wanshang 7 dian");
    touch(&mut stand, "完成");
    touch(&mut stand, "没人接");
    touch(&mut stand, "测试欧阳");
    assert!(shows(&stand, "之前打过") && shows(&stand, "wanshang 7 dian"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "再试：") && shows(&stand, "打过 1 次没人接"), "{:?}", all_words(&stand));
    // It is on her page, too, and stays there when the call is over; what was typed goes with no other outcome.
    touch(&mut stand, "联系上了");
    touch(&mut stand, "返回");
    open_person(&mut stand, "测试欧阳");
    assert!(shows(&stand, "wanshang 7 dian") && shows(&stand, "登记后回访·联系上了"), "{:?}", all_words(&stand));
    let seeker = stand.state().kiosk.state().staff.office.person().unwrap().clone();
    let notes: Vec<&str> = seeker.history.iter().map(|(_, step)| step.note.as_str()).collect();
    assert_eq!(notes, ["", "wanshang 7 dian"]);
}

#[test]
fn on_a_lying_screen_every_outcome_of_a_call_is_touched_without_scrolling() {
    let mut stand = signed_in(super::stand(Geometry::LANDSCAPE, Language::Chinese, 20));
    stand.state().workers.books().register(&somebody("测试欧阳", "13800004321"));
    touch(&mut stand, "电话回访");
    touch(&mut stand, "测试欧阳");
    for outcome in Queue::CallBack.outcomes() {
        let words = Words::of(Language::Chinese).task_outcome(*outcome);
        assert!(is_open(&stand, place_of(&stand, words)), "{words}: {:?}", all_words(&stand));
    }
}

#[test]
fn who_has_not_agreed_goes_herself_and_no_button_tells_the_employer() {
    let mut form = somebody("测试欧阳", "13800004321");
    form.consents.retain(|consent| consent.purpose == ConsentPurpose::Register);
    let mut stand = desk_with(&form);
    open_person(&mut stand, "测试欧阳");
    touch(&mut stand, "岗位推荐");
    touch(&mut stand, "推荐给她");
    touch(&mut stand, "回到她的档案");
    assert!(shows(&stand, "她没有同意把信息给用人单位"));
    let says = |words: &str| touchables(&stand).iter().any(|(said, _)| said.contains(words));
    assert!(!says("已告诉用人单位") && !says("约好面试") && says("录用了"));
}

#[test]
fn each_queue_is_worked_from_arrival_to_closing() {
    let wants = Wants { guidance: true, training: true, policy: true };
    let form = Form { wants, ..somebody("测试欧阳", "13800004321") };
    let mut stand = desk_with(&form);
    for (queue, tile, outcome) in [
        (Queue::Reception, "接待登记", "做好了"),
        (Queue::Review, "审核", "做好了"),
        (Queue::Reply, "信息回复", "做好了"),
        (Queue::Refer, "推荐转发", "没有合适的"),
        (Queue::CallBack, "电话回访", "联系上了"),
    ] {
        touch(&mut stand, tile);
        assert!(is_at(&stand, OfficePlace::Queue(queue)));
        let mut tasks = 0;
        while touchables(&stand).iter().any(|(said, _)| said.starts_with("测试")) {
            touch(&mut stand, "测试");
            assert!(shows(&stand, "结果怎样"), "{queue:?}: {:?}", all_words(&stand));
            touch(&mut stand, outcome);
            tasks += 1;
            assert!(tasks < 20, "{queue:?} does not end");
        }
        assert!(tasks > 0 && shows(&stand, "都做完了"), "{queue:?}: {:?}", all_words(&stand));
        touch(&mut stand, "返回");
    }
}

#[test]
fn somebody_who_does_not_answer_stays_in_the_queue_for_later() {
    let mut stand = desk_with(&somebody("测试欧阳", "13800004321"));
    touch(&mut stand, "推荐转发");
    let open = |stand: &Stand<'_>| touchables(stand).iter().filter(|(said, _)| said.starts_with("测试")).count();
    let before = open(&stand);
    touch(&mut stand, "测试欧阳");
    touch(&mut stand, "明天再说");
    assert_eq!(open(&stand), before);
    assert!(shows(&stand, "晚些再试"), "{:?}", all_words(&stand));
}

#[test]
fn two_registrations_are_compared_side_by_side_and_made_one() {
    let mut stand = desk_with(&somebody("测试欧阳", "13800004321"));
    stand
        .state()
        .workers
        .books()
        .register(&Form { phone: "13800004321".into(), ..somebody("测试欧杨", "13800004321") });
    open_person(&mut stand, "测试欧杨");
    assert!(shows(&stand, "可能是同一个人"), "{:?}", all_words(&stand));
    touch(&mut stand, "对照两份登记");
    assert!(is_at(&stand, OfficePlace::Merge) && shows(&stand, "测试欧阳") && shows(&stand, "测试欧杨"));
    touch(&mut stand, "是同一个人，合并");
    assert!(is_at(&stand, OfficePlace::Seeker) && !shows(&stand, "可能是同一个人"), "{:?}", all_words(&stand));
    assert_eq!(waiting(&stand).last(), Some(&"person_merge"));
}

#[test]
fn while_somebody_is_registered_it_is_said_that_she_is_known() {
    let mut stand = desk_with(&somebody("测试欧阳", "13800004321"));
    touch(&mut stand, "登记来访者");
    touch_field(&mut stand, "姓名");
    type_letters(&mut stand, "测试欧阳");
    // The draft is kept once the typing rests.
    at(&mut stand, 30.0);
    assert!(shows(&stand, "有同名的人"), "{:?}", all_words(&stand));
    touch(&mut stand, "看她的档案");
    assert!(is_at(&stand, OfficePlace::Seeker));
    touch(&mut stand, "更新登记");
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Form));
    assert_eq!(stand.state().kiosk.state().session.draft.staff.form.phone, "13800004321", "nothing is typed twice");
}

#[test]
fn a_shift_ends_with_what_is_left_and_the_next_one_begins_with_it() {
    let mut stand = desk_with(&somebody("测试欧阳", "13800004321"));
    touch(&mut stand, "交班");
    assert!(shows(&stand, "份等线路恢复后自动发送"), "{:?}", all_words(&stand));
    assert!(!shows(&stand, "今天该办还没办的"), "nothing is due: {:?}", all_words(&stand));
    touch(&mut stand, "交班并退出");
    assert!(stand.state().kiosk.state().staff.signed_in.is_none());
    assert_eq!(waiting(&stand).last(), Some(&"day_close"));
}

#[test]
fn the_closing_list_names_who_waits_today_and_each_is_a_touch_away() {
    let mut stand = desk_with(&somebody("测试欧阳", "13800004321"));
    open_person(&mut stand, "测试欧阳");
    touch(&mut stand, "答应她一件事");
    touch_field(&mut stand, "答应做什么");
    type_letters(&mut stand, "ye ban gong jiao");
    touch(&mut stand, "完成");
    touch(&mut stand, "今天");
    touch(&mut stand, "保存");
    touch(&mut stand, "返回");
    touch(&mut stand, "返回");
    touch(&mut stand, "交班");
    assert!(shows(&stand, "今天该办还没办的") && shows(&stand, "ye ban gong jiao"), "{:?}", all_words(&stand));
    touch(&mut stand, "登记列表");
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Entries), "what waits for the line is a touch away");
    touch(&mut stand, "返回");
    touch(&mut stand, "测试欧阳");
    assert!(is_at(&stand, OfficePlace::Seeker), "{:?}", all_words(&stand));
}

#[test]
fn the_audit_log_is_read_by_who_may_and_says_who_saw_whom() {
    let mut stand = desk_with(&somebody("测试欧阳", "13800004321"));
    open_person(&mut stand, "测试欧阳");
    touch(&mut stand, "返回");
    touch(&mut stand, "返回");
    touch(&mut stand, "电话回访");
    touch(&mut stand, "返回");
    touch(&mut stand, "审计日志");
    let (lines, _) = stand.state().kiosk.state().staff.office.audit.clone().unwrap();
    let listed = |line: &AuditLine| line.deed == Deed::PeopleListed && line.detail.starts_with("call_back ");
    assert!(lines.iter().any(|(line, _)| listed(line)), "a queue is a list of people, too");
    touch(&mut stand, "全部存到优盘");
    let stick = stand.state().workers.books().put_on_stick("x", b"x").parent().unwrap().to_owned();
    touch(&mut stand, "全部存到优盘");
    assert!(shows(&stand, "已存到优盘：审计日志-2026-11-22.jsonl"), "{:?}", all_words(&stand));
    let text = std::fs::read_to_string(stick.join("审计日志-2026-11-22.jsonl")).unwrap();
    assert!(text.lines().count() >= lines.len() && text.contains(&lines[0].0.hash), "the whole log is there");
    assert!(shows(&stand, "看档案") && shows(&stand, "看登记者名单"), "{:?}", all_words(&stand));
}

#[test]
fn what_other_offices_hand_back_stands_on_her_page_with_what_for_until_its_day_and_each_look_is_logged() {
    let back = |until: Date| {
        let item = ReturnedItem { label: "失业保险".into(), value: "缴满 38 个月".into() };
        let purpose = "核对失业金申领条件".into();
        Matter::ReturnedData(ReturnedData { source: "省社保中心".into(), purpose, until, items: vec![item] })
    };
    let form = somebody("测试欧阳", "13800004321");
    let mut stand = desk_with(&form);
    let receipt = stand.state().workers.books().register(&form);
    stand.state().workers.books().tell(&receipt, 1, &back(TODAY), TODAY);
    open_person(&mut stand, "测试欧阳");
    for words in ["回流信息：省社保中心", "缴满 38 个月", "核对失业金申领条件", "到期自动删除"]
    {
        assert!(shows(&stand, words), "{words}: {:?}", all_words(&stand));
    }
    touch(&mut stand, "返回");
    touch(&mut stand, "返回");
    touch(&mut stand, "审计日志");
    assert!(shows(&stand, "看回流信息"), "{:?}", all_words(&stand));
    touch(&mut stand, "返回");
    stand.state().workers.books().tell(&receipt, 2, &back(TODAY), TODAY.tomorrow().unwrap());
    open_person(&mut stand, "测试欧阳");
    assert!(!shows(&stand, "缴满"), "its day is over: {:?}", all_words(&stand));
}

#[test]
fn a_clerk_changes_her_pin_and_is_told_when_the_new_one_is_too_simple() {
    let mut stand = desk(20);
    touch(&mut stand, "改 PIN");
    let enter = |stand: &mut Stand<'_>, pin: &str| {
        for digit in pin.chars() {
            stand.event(egui::Event::Text(digit.to_string()));
        }
        stand.run_steps(2);
        stand.event(egui::Event::Key {
            key: egui::Key::Enter,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        });
        stand.run_steps(4);
    };
    for pin in ["260718", "111111", "111111"] {
        enter(&mut stand, pin);
    }
    assert!(shows(&stand, "太简单了"), "{:?}", all_words(&stand));
    for pin in ["260718", "918273", "918273"] {
        enter(&mut stand, pin);
    }
    assert!(shows(&stand, "改好了"), "{:?}", all_words(&stand));
}

#[test]
fn a_register_of_five_thousand_is_sifted_at_each_letter_and_draws_only_what_is_looked_at() {
    const PEOPLE: usize = 5_000;
    let mut stand = desk(20);
    touch(&mut stand, "登记者");
    let known = stand.state().kiosk.state().staff.office.seekers.clone().unwrap();
    let rows: Vec<SeekerRow> = (0..PEOPLE)
        .map(|n| SeekerRow {
            subject: SubjectId::new(n as u64, [3; 10]),
            phone: format!("138{n:08}"),
            owed: u32::from(n.is_multiple_of(3)),
            ..known[0].clone()
        })
        .collect();
    stand.state().workers.tell(Event::Office(Box::new(OfficeEvent::Seekers(Arc::new(rows)))));
    stand.run_steps(2);
    assert!(shows(&stand, "5000 人"), "{:?}", all_words(&stand));
    let drawn = |stand: &Stand<'_>| touchables(stand).iter().filter(|(said, _)| said.contains("测试")).count();
    assert!(drawn(&stand) < 40, "{} rows are drawn", drawn(&stand));
    touch(&mut stand, "还欠服务");
    assert!(shows(&stand, "1667 人"), "{:?}", all_words(&stand));
    touch(&mut stand, "全部");
    touch_field(&mut stand, "找登记者");
    for letters in ["4", "2", "3", "1"] {
        let began = std::time::Instant::now();
        stand.event(egui::Event::Text(letters.to_owned()));
        stand.run_steps(1);
        println!("{letters} among {PEOPLE}: {:?} with its frame", began.elapsed());
        stand.run_steps(3);
    }
    // The end of a number: 00004231 alone.
    assert!(shows(&stand, "1 人"), "{:?}", all_words(&stand));
}
