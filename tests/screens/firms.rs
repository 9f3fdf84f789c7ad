//! Employers at the desk through its screens, with a real store behind them: the papers, the questions, the review and what a
//! person decides; help that triggers itself; policies that look for their people; a promise and a word for the next shift.

use super::input::touch_field;
use super::{Stand, all_words, desk, fake, screen, shows, touch, touchables};
use eframe::egui;
use yizhan::domain::{Category, Consent, ConsentPurpose, Form, IdType, JobKind, WantedJob};
use yizhan::screens::Screen;
use yizhan::screens::staff::{OfficePlace, StaffScreen};

fn is_at(stand: &Stand<'_>, place: OfficePlace) -> bool {
    screen(stand) == Screen::Staff(StaffScreen::Office(place))
}

fn waiting(stand: &Stand<'_>) -> Vec<&'static str> {
    stand.state().workers.books().waiting()
}

/// Types into a field and puts the keyboard away.
pub fn fill(stand: &mut Stand<'_>, label: &str, text: &str) {
    touch_field(stand, label);
    // Digits come one by one, as from a pad.
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<String> = if digits { text.chars().map(|c| c.to_string()).collect() } else { vec![text.to_owned()] };
    for part in parts {
        stand.event(egui::Event::Text(part));
        stand.run_steps(2);
    }
    touch(stand, "完成");
}

pub const CODE: &str = "91430000MA0TEXT04Y";

/// The pages of a posting, from the first to the last.
pub fn fill_offer(stand: &mut Stand<'_>) {
    fill(stand, "岗位名称", "电焊工");
    fill(stand, "招几个人", "3");
    touch(stand, "全日制");
    fill(stand, "每天具体做什么", "焊接钢架，看得懂图纸");
    touch(stand, "下一步");
    touch(stand, "月");
    fill(stand, "至少多少元", "5000");
    fill(stand, "最多多少元", "7000");
    touch(stand, "下一步");
    fill(stand, "每天几小时", "8");
    fill(stand, "每周几天", "6");
    touch(stand, "下一步");
    fill(stand, "年龄到", "45");
    fill(stand, "其他要求", "限男性，吃苦耐劳");
    touch(stand, "下一步");
    fill(stand, "工作地址", "测试路1号");
    touch(stand, "30 天");
    touch(stand, "交给审核");
}

/// Takes the last characters of a field away.
fn take_back(stand: &mut Stand<'_>, label: &str, count: usize) {
    touch_field(stand, label);
    for _ in 0..count {
        for pressed in [true, false] {
            stand.event(egui::Event::Key {
                key: egui::Key::Backspace,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers: egui::Modifiers::NONE,
            });
        }
        stand.run_steps(2);
    }
    touch(stand, "完成");
}

fn fill_firm(stand: &mut Stand<'_>) {
    fill(stand, "统一社会信用代码", CODE);
    fill(stand, "单位名称", "测试机械有限公司");
    fill(stand, "联系人", "测试经理");
    fill(stand, "联系电话", "13800000001");
    touch(stand, "下一步");
    fill(stand, "经办人姓名", "测试丙");
}

/// At the page of an employer that was registered by touches.
fn with_firm() -> Stand<'static> {
    let mut stand = desk(20);
    touch(&mut stand, "用人单位");
    assert!(shows(&stand, "还没有登记用人单位"), "{:?}", all_words(&stand));
    touch(&mut stand, "登记用人单位");
    assert!(is_at(&stand, OfficePlace::Ask));
    fill_firm(&mut stand);
    touch(&mut stand, "营业执照");
    touch(&mut stand, "经办人身份证件");
    touch(&mut stand, "保存");
    assert!(shows(&stand, "统一社会信用代码 91430000MA0TEXT04Y"), "{:?}", all_words(&stand));
    stand
}

#[test]
fn a_wrong_credit_code_is_said_while_it_is_typed_and_never_put_right_by_itself() {
    let mut stand = desk(20);
    touch(&mut stand, "用人单位");
    touch(&mut stand, "登记用人单位");
    fill(&mut stand, "统一社会信用代码", "9143000OMA0TEXT04Y");
    assert!(shows(&stand, "是不是“0”"), "{:?}", all_words(&stand));
    take_back(&mut stand, "统一社会信用代码", 18);
    fill(&mut stand, "统一社会信用代码", "91430000MA0TEXT04X");
    assert!(shows(&stand, "校验位对不上"), "{:?}", all_words(&stand));
}

#[test]
fn an_employer_without_the_two_papers_is_not_registered() {
    let mut stand = desk(20);
    touch(&mut stand, "用人单位");
    touch(&mut stand, "登记用人单位");
    fill_firm(&mut stand);
    touch(&mut stand, "营业执照");
    touch(&mut stand, "保存");
    assert!(is_at(&stand, OfficePlace::Ask) && waiting(&stand).iter().all(|kind| *kind != "firm"));
}

#[test]
fn a_posting_is_reviewed_point_by_point_changed_let_through_and_taken_back() {
    let mut stand = with_firm();
    touch(&mut stand, "发布岗位");
    fill_offer(&mut stand);
    assert!(shows(&stand, "性别限制") && shows(&stand, "【限男性，】"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "妇女权益保障法第43条") && shows(&stand, "算下来每周 48 小时"));
    assert!(shows(&stand, "有必须修改的内容"), "{:?}", all_words(&stand));
    touch(&mut stand, "退回修改");
    assert!(shows(&stand, "请修改：性别限制"), "{:?}", all_words(&stand));
    touch(&mut stand, "修改");
    assert!(is_at(&stand, OfficePlace::Ask));
    for _ in 0..2 {
        touch(&mut stand, "下一步");
    }
    take_back(&mut stand, "每周几天", 1);
    fill(&mut stand, "每周几天", "5");
    touch(&mut stand, "下一步");
    take_back(&mut stand, "其他要求", 8);
    fill(&mut stand, "其他要求", "能看图纸");
    touch(&mut stand, "下一步");
    touch(&mut stand, "交给审核");
    assert!(!shows(&stand, "性别限制") && shows(&stand, "年龄限制"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "请给每一条写明"), "a person says why: {:?}", all_words(&stand));
    touch(&mut stand, "岗位特殊需要");
    touch(&mut stand, "审核通过，发布");
    assert!(shows(&stand, "已报省平台"), "{:?}", all_words(&stand));
    assert_eq!(waiting(&stand).last(), Some(&"posting_offer"));
    touch(&mut stand, "撤回这个岗位");
    touch(&mut stand, "已招满");
    assert!(shows(&stand, "撤回原因：已招满"), "{:?}", all_words(&stand));
    assert_eq!(waiting(&stand).last(), Some(&"posting_recall"));
}

#[test]
fn a_posting_that_waits_stands_in_the_reviewers_queue_and_ends_only_on_its_own_page() {
    let mut stand = with_firm();
    touch(&mut stand, "发布岗位");
    fill_offer(&mut stand);
    for _ in 0..3 {
        touch(&mut stand, "返回");
    }
    touch(&mut stand, "审核");
    touch(&mut stand, "测试机械有限公司 · 电焊工");
    assert!(!touchables(&stand).iter().any(|(said, _)| said.starts_with("做好了")), "{:?}", all_words(&stand));
    touch(&mut stand, "打开看");
    assert!(shows(&stand, "性别限制"), "{:?}", all_words(&stand));
}

#[test]
fn a_visit_a_need_and_a_complaint_are_written_down_and_looked_after() {
    let mut stand = with_firm();
    touch(&mut stand, "由我联系服务");
    assert!(shows(&stand, "服务专员 测试经办员"), "{:?}", all_words(&stand));
    touch(&mut stand, "走访");
    touch(&mut stand, "了解用工");
    fill(&mut stand, "了解到什么", "缺二十个普工");
    touch(&mut stand, "保存");
    assert!(shows(&stand, "缺二十个普工"), "{:?}", all_words(&stand));
    touch(&mut stand, "用工需求");
    fill(&mut stand, "要什么工种", "普工");
    fill(&mut stand, "要几个人", "20");
    touch(&mut stand, "保存");
    assert!(shows(&stand, "要 20 人"), "{:?}", all_words(&stand));
    touch(&mut stand, "办结");
    fill(&mut stand, "结果怎样", "送了二十人");
    touch(&mut stand, "保存");
    assert!(shows(&stand, "已办结：送了二十人"), "{:?}", all_words(&stand));
    assert_eq!(waiting(&stand).iter().filter(|kind| **kind == "firm_note").count(), 3);
}

fn somebody(categories: Vec<Category>) -> Form {
    let consent = |purpose| Consent { purpose, version: "2026-11".into(), given: fake::now() };
    Form {
        name: "测试欧阳".into(),
        phone: "13800004321".into(),
        id_type: IdType::ResidentId,
        id_number: "430000197403100228".into(),
        wanted_jobs: vec![WantedJob { kind: JobKind::Cleaner, text: String::new() }],
        categories,
        consents: vec![consent(ConsentPurpose::Register), consent(ConsentPurpose::Push)],
        ..Form::default()
    }
}

#[test]
fn a_promise_is_made_by_hand_and_stands_on_her_page() {
    let mut stand = desk(20);
    stand.state().workers.books().register(&somebody(Vec::new()));
    touch(&mut stand, "登记者");
    touch(&mut stand, "测试欧阳");
    touch(&mut stand, "答应她一件事");
    fill(&mut stand, "答应做什么", "打听夜班公交");
    touch(&mut stand, "三天内");
    touch(&mut stand, "保存");
    assert!(is_at(&stand, OfficePlace::Seeker));
    assert!(shows(&stand, "打听夜班公交"), "{:?}", all_words(&stand));
}

#[test]
fn the_next_shift_reads_the_word_that_was_left_for_it() {
    let mut stand = desk(20);
    touch(&mut stand, "交班");
    touch(&mut stand, "写句话给下一班");
    fill(&mut stand, "要交代什么", "明天九点电工来修读卡器");
    touch(&mut stand, "交班并退出");
    assert!(stand.state().kiosk.state().staff.signed_in.is_none());
    assert_eq!(waiting(&stand).last(), Some(&"day_close"));
}

#[test]
fn a_policy_finds_its_people_with_reasons_and_a_call_is_counted_once() {
    let mut stand = desk(20);
    stand.state().workers.books().register(&somebody(vec![Category::RegisteredUnemployed]));
    let content = fake::content::samples();
    stand.state().workers.tell(yizhan::runtime::Event::Content(std::sync::Arc::new(content)));
    stand.run_steps(4);
    touch(&mut stand, "政策找人");
    assert!(is_at(&stand, OfficePlace::Policies));
    let policy = touchables(&stand).into_iter().map(|(said, _)| said).find(|said| said.contains("人可能")).unwrap();
    let title = policy.split(" · ").next().unwrap().to_owned();
    touch(&mut stand, &title);
    touch(&mut stand, "测试欧阳");
    assert!(shows(&stand, "以窗口答复为准"), "{:?}", all_words(&stand));
    touch(&mut stand, "排进电话回访");
    assert!(shows(&stand, "已排电话"), "{:?}", all_words(&stand));
    touch(&mut stand, "测试欧阳");
    touch(&mut stand, "当面讲过了");
    assert!(shows(&stand, "已告知"), "{:?}", all_words(&stand));
    assert_eq!(waiting(&stand).iter().filter(|kind| **kind == "service").count(), 1);
}

#[test]
fn why_somebody_needs_help_is_read_by_who_may() {
    let mut stand = desk(20);
    stand.state().workers.books().register(&somebody(vec![Category::RegisteredUnemployed]));
    touch(&mut stand, "登记者");
    touch(&mut stand, "测试欧阳");
    touch(&mut stand, "修改");
    touch(&mut stand, "大龄劳动者");
    // A group of today asks for nothing yet: the rule wants a month without a service.
    assert!(!shows(&stand, "一个月没有服务"), "{:?}", all_words(&stand));
    touch(&mut stand, "受");
    assert!(shows(&stand, "推荐转岗培训"), "{:?}", all_words(&stand));
}
