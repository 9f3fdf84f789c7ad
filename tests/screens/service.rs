//! What the station does besides finding work, from the door to the stored entry.

use super::{Stand, all_words, at, screen, shows, stand, touch, touchables, usual};
use eframe::egui::{self, accesskit::Role};
use egui_kittest::kittest::NodeT as _;
use yizhan::domain::card::{CardPerson, Reader};
use yizhan::domain::content::ShelfKind;
use yizhan::domain::service::fill::Filled;
use yizhan::domain::speech::{Heard, HearingTrouble, Listening};
use yizhan::domain::{Given, IdType, Submission};
use yizhan::i18n::Language;
use yizhan::runtime::{Event, Job};
use yizhan::screens::Screen;
use yizhan::screens::service::{Door, ServiceScreen};
use yizhan::widgets::theme::Geometry;

fn services() -> Stand<'static> {
    let mut stand = usual(60);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "本站服务");
    stand
}

/// Types into the field with this label.
fn write(stand: &mut Stand<'_>, label: &str, text: &str) {
    let field = |stand: &Stand<'_>| {
        let nodes = stand.root().children_recursive();
        let roles = [Role::TextInput, Role::MultilineTextInput];
        let mut found = nodes.filter(|n| roles.contains(&n.accesskit_node().role()));
        found.find(|n| n.accesskit_node().label().is_some_and(|said| said.contains(label))).map(|n| n.rect())
    };
    let rect = field(stand).unwrap_or_else(|| panic!("no field is called {label}: {:?}", all_words(stand)));
    super::tap(stand, rect.center());
    stand.run_steps(6);
    stand.event(egui::Event::Text(text.into()));
    stand.run_steps(4);
    // The keyboard goes, so that the foot is there again.
    stand.event(egui::Event::Key {
        key: egui::Key::Escape,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    });
    stand.run_steps(8);
}

fn sent(stand: &Stand<'_>) -> Vec<Submission> {
    stand.state().workers.sent.borrow().clone()
}

fn answers(submission: &Submission) -> Vec<(&str, &str)> {
    submission.answers.iter().map(|answer| (answer.field.as_str(), answer.value.text())).collect()
}

#[test]
fn an_opinion_goes_up_with_its_fields_in_the_order_of_the_form() {
    let mut stand = services();
    touch(&mut stand, "提意见");
    write(&mut stand, "姓名", "测试甲");
    touch(&mut stand, "工人");
    touch(&mut stand, "下一步");
    write(&mut stand, "联系电话", "13800000000");
    write(&mut stand, "意见", "夜里也想有车");
    touch(&mut stand, "同意用这些信息办这件事");
    touch(&mut stand, "提交");
    assert_eq!(screen(&stand), Screen::Service(ServiceScreen::Done), "{:?}", all_words(&stand));
    let sent = sent(&stand);
    assert_eq!(
        answers(&sent[0]),
        [("name", "测试甲"), ("position", "worker"), ("phone", "13800000000"), ("opinion", "夜里也想有车")]
    );
    assert!(shows(&stand, sent[0].receipt.as_str()) && shows(&stand, "回执的二维码"));
    assert!(!shows(&stand, "补交"), "an opinion takes no pictures: {:?}", all_words(&stand));
}

#[test]
fn a_wage_tip_shows_the_official_ways_first_and_takes_no_name_from_who_wants_none() {
    let mut stand = services();
    touch(&mut stand, "维权");
    touch(&mut stand, "欠薪线索");
    assert!(shows(&stand, "12333") && shows(&stand, "官方入口的二维码"), "{:?}", all_words(&stand));
    assert!(!all_words(&stand).iter().any(|said| said.contains("银行卡") && !said.contains("不要")));
    write(&mut stand, "单位或项目名称", "测试工地");
    write(&mut stand, "在哪里", "测试路");
    touch(&mut stand, "工程建设");
    write(&mut stand, "欠了多少人", "12");
    touch(&mut stand, "下一步");
    for _ in 0..2 {
        for step in ["20年代", "2026", "5月"] {
            touch(&mut stand, step);
        }
    }
    write(&mut stand, "一共欠多少元", "36000");
    touch(&mut stand, "微信聊天");
    touch(&mut stand, "下一步");
    write(&mut stand, "想怎么解决", "把钱给我们");
    assert!(!shows(&stand, "姓名"), "nobody asks for a name before she said that she leaves one");
    touch(&mut stand, "否");
    touch(&mut stand, "同意转交劳动监察");
    touch(&mut stand, "提交");
    assert!(shows(&stand, "人多事急"), "twelve people cannot wait: {:?}", all_words(&stand));
    assert!(shows(&stand, "用自己的手机扫这个码，可以补交，最多 6 张"), "{:?}", all_words(&stand));
    let sent = sent(&stand);
    assert!(sent[0].urgent && sent[0].consents.iter().any(|consent| consent.field == "forward"));
    assert!(!answers(&sent[0]).iter().any(|(field, _)| *field == "name" || *field == "phone"));
    assert!(answers(&sent[0]).contains(&("from", "2026-05")), "{sent:?}");
}

#[test]
fn what_is_said_aloud_stands_in_the_field_and_whoever_leaves_is_listened_to_no_more() {
    let mut stand = services();
    touch(&mut stand, "说要办的事");
    assert!(!shows(&stand, "说一说"), "no recogniser, no button");
    stand.state().workers.tell(Event::CanListen);
    stand.run_steps(4);
    touch(&mut stand, "说一说");
    let turn = |stand: &Stand<'_>| {
        let asked = &stand.state().asked;
        asked.iter().rev().find_map(|job| if let Job::Listen(turn) = job { Some(*turn) } else { None }).unwrap()
    };
    let first = turn(&stand);
    let tell = |stand: &mut Stand<'_>, turn, how| {
        stand.state().workers.tell(Event::Listening { turn, how });
        stand.run_steps(4);
    };
    tell(&mut stand, first, Listening::Hearing { level: 60 });
    assert!(shows(&stand, "正在听"), "{:?}", all_words(&stand));
    touch(&mut stand, "说完了");
    assert!(stand.state().asked.contains(&Job::Heard));
    tell(&mut stand, first, Listening::Failed(HearingTrouble::Nothing));
    assert!(shows(&stand, "没有听清"), "{:?}", all_words(&stand));
    touch(&mut stand, "说一说");
    let second = turn(&stand);
    stand.state().workers.tell(Event::Heard { turn: first, words: Heard("旧的".into()) });
    stand.state().workers.tell(Event::Heard { turn: second, words: Heard("老板不发工资".into()) });
    stand.run_steps(6);
    assert!(shows(&stand, "拖欠工资，怎么要"), "{:?}", all_words(&stand));
    // Whoever leaves the page is listened to no more, and words that come later are nobody's.
    touch(&mut stand, "说一说");
    let third = turn(&stand);
    touch(&mut stand, "首页");
    assert!(stand.state().asked.contains(&Job::Quiet));
    stand.state().workers.tell(Event::Heard { turn: third, words: Heard("老板不发工资".into()) });
    stand.run_steps(4);
    assert!(!shows(&stand, "欠薪线索"), "{:?}", all_words(&stand));
}

#[test]
fn a_job_is_looked_for_by_what_is_said() {
    let mut stand = usual(60);
    stand.state().workers.tell(Event::CanListen);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "输入工种、拼音都行");
    touch(&mut stand, "说一说");
    let asked = stand.state().asked.iter().find_map(|job| if let Job::Listen(turn) = job { Some(*turn) } else { None });
    stand.state().workers.tell(Event::Heard { turn: asked.unwrap(), words: Heard("保洁".into()) });
    stand.run_steps(6);
    let session = &stand.state().kiosk.state().session;
    assert_eq!((session.draft.search.as_str(), session.listing.query.text.as_str()), ("保洁", "保洁"));
}

#[test]
fn what_is_missing_is_said_only_when_she_goes_on_and_nothing_is_sent() {
    let mut stand = services();
    touch(&mut stand, "提意见");
    assert!(!shows(&stand, "请填写"), "{:?}", all_words(&stand));
    touch(&mut stand, "下一步");
    assert_eq!(screen(&stand), Screen::Service(ServiceScreen::Fill));
    assert_eq!(stand.state().kiosk.state().session.draft.service.filled.step, 0, "{:?}", all_words(&stand));
    assert!(stand.state().kiosk.state().session.draft.service.tried && sent(&stand).is_empty());
}

#[test]
fn a_few_questions_find_the_policies_of_a_woman_without_work() {
    let mut stand = services();
    touch(&mut stand, "政策找人");
    touch(&mut stand, "看看我能享受哪些政策");
    touch(&mut stand, "没工作，办过失业登记");
    write(&mut stand, "您多大年纪", "47");
    touch(&mut stand, "女");
    touch(&mut stand, "下一步");
    write(&mut stand, "登记失业多久了", "8");
    write(&mut stand, "失业保险交过几个月", "30");
    touch(&mut stand, "否");
    touch(&mut stand, "看结果");
    assert_eq!(screen(&stand), Screen::Service(ServiceScreen::Findings));
    for said in ["很可能符合", "失业金", "就业困难人员认定", "满 45 周岁（凭身份证）", "窗口答复为准"]
    {
        assert!(shows(&stand, said), "{said}: {:?}", all_words(&stand));
    }
    touch(&mut stand, "失业金");
    let open = Screen::Service(ServiceScreen::Item(ShelfKind::Policies, "unemployment-pay".into()));
    assert_eq!(screen(&stand), open);
    assert!(shows(&stand, "要带的材料"), "{:?}", all_words(&stand));
    touch(&mut stand, "算能领几个月");
    write(&mut stand, "失业保险交满几年", "6");
    assert!(shows(&stand, "最多 18 个月"), "{:?}", all_words(&stand));
    touch(&mut stand, "首页");
    let kept = stand.state_mut().asked.iter().any(|job| matches!(job, Job::Submit { .. } | Job::SaveFilled { .. }));
    assert!(!kept && sent(&stand).is_empty(), "questions and calculators are kept nowhere");
}

#[test]
fn the_month_of_retirement_is_calculated_by_touch() {
    let mut stand = services();
    touch(&mut stand, "政策找人");
    touch(&mut stand, "算退休时间");
    touch(&mut stand, "女职工，原来 50 岁退");
    for step in ["70年代", "1975", "3月"] {
        touch(&mut stand, step);
    }
    assert!(shows(&stand, "2025 年 5 月") && shows(&stand, "比原来晚 2 个月"), "{:?}", all_words(&stand));
}

#[test]
fn a_counsellors_hour_is_booked_and_no_longer_offered() {
    let mut stand = services();
    touch(&mut stand, "职业指导");
    touch(&mut stand, "测试甲 职业指导师");
    assert!(shows(&stand, "先选一个时间"), "{:?}", all_words(&stand));
    let hour = touchables(&stand).into_iter().map(|(said, _)| said).find(|said| said.ends_with("09:00")).unwrap();
    touch(&mut stand, &hour);
    touch(&mut stand, "约这个时间");
    write(&mut stand, "姓名", "测试甲");
    write(&mut stand, "联系电话", "13800000000");
    touch(&mut stand, "找什么工作");
    touch(&mut stand, "同意用这些信息办这件事");
    touch(&mut stand, "提交");
    assert!(shows(&stand, "时间先给您留着") && shows(&stand, &hour), "{:?}", all_words(&stand));
    let slot = sent(&stand)[0].about.clone().unwrap().slot.unwrap();
    assert_eq!((slot.day.to_string().as_str(), slot.at.as_str()), ("2026-11-24", "09:00"));
    touch(&mut stand, "回首页");
    touch(&mut stand, "本站服务");
    touch(&mut stand, "职业指导");
    touch(&mut stand, "测试甲 职业指导师");
    assert!(
        !touchables(&stand).iter().any(|(said, _)| *said == hour),
        "a full hour is offered: {:?}",
        all_words(&stand)
    );
}

#[test]
fn guided_business_leads_step_by_step_to_its_form_and_knows_what_was_typed_before() {
    let mut stand = services();
    touch(&mut stand, "办事");
    touch(&mut stand, "失业登记");
    assert!(shows(&stand, "第 1 步") && shows(&stand, "带上：身份证或社保卡"), "{:?}", all_words(&stand));
    touch(&mut stand, "现在填");
    stand.state().workers.tell(Event::Reader(Reader::Ready));
    stand.state().workers.tell(Event::CardRead(Box::new(CardPerson {
        name: "测试甲".to_owned().into(),
        id_type: IdType::ResidentId,
        id_number: "430000199003071519".to_owned().into(),
        warnings: Vec::new(),
    })));
    stand.run_steps(4);
    let filled = &stand.state().kiosk.state().session.draft.service.filled;
    assert_eq!(filled.answers["id_number"], Given::One("430000199003071519".into()), "the card fills the form");
    write(&mut stand, "联系电话", "13800000000");
    write(&mut stand, "常住地", "测试路");
    touch(&mut stand, "初中");
    touch(&mut stand, "下一步");
    assert!(shows(&stand, "哪天没工作的"), "{:?}", all_words(&stand));
    touch(&mut stand, "首页");
    touch(&mut stand, "本站服务");
    touch(&mut stand, "办事");
    touch(&mut stand, "失业登记");
    touch(&mut stand, "现在填");
    assert!(!shows(&stand, "13800000000") && shows(&stand, "刚才没填完"), "{:?}", all_words(&stand));
    write(&mut stand, "最后 4 位", "1519");
    touch(&mut stand, "是我，接着填");
    assert!(shows(&stand, "哪天没工作的"), "what was begun goes on where it was: {:?}", all_words(&stand));
}

#[test]
fn interests_are_scored_and_lead_to_postings() {
    let mut stand = services();
    touch(&mut stand, "职业指导");
    touch(&mut stand, "兴趣小测");
    assert!(shows(&stand, "没有国内常模") && shows(&stand, "第 1 题"), "{:?}", all_words(&stand));
    for question in 0..48 {
        touch(&mut stand, if question % 6 == 0 { "很喜欢" } else { "很不喜欢" });
    }
    assert!(shows(&stand, "动手干活：40 分") && shows(&stand, "只给您看"), "{:?}", all_words(&stand));
    touch(&mut stand, "看电工的岗位");
    assert_eq!(screen(&stand), Screen::List);
    touch(&mut stand, "返回");
    stand.run_steps(2);
    touch(&mut stand, "首页");
    at(&mut stand, 300.0);
    assert!(stand.state().kiosk.state().session.draft.service.answering.answers.is_empty(), "gone with the visit");
}

#[test]
fn three_cards_say_what_matters_most_and_ten_questions_what_is_to_be_done() {
    let mut stand = services();
    touch(&mut stand, "职业指导");
    touch(&mut stand, "什么最要紧");
    for card in ["离家近", "有社保", "不太累", "稳定"] {
        touch(&mut stand, card);
    }
    touch(&mut stand, "看结果");
    assert!(shows(&stand, "离家近：") && !shows(&stand, "稳定："), "three and no more: {:?}", all_words(&stand));
    touch(&mut stand, "返回");
    touch(&mut stand, "返回");
    touch(&mut stand, "准备好了吗");
    for question in 0..10 {
        touch(&mut stand, if question == 1 { "还没有" } else { "好了" });
    }
    assert!(shows(&stand, "要办的事") && shows(&stand, "有一份简历吗"), "{:?}", all_words(&stand));
}

#[test]
fn a_zone_opens_the_postings_that_fit_it_and_each_condition_can_be_dropped() {
    let mut stand = services();
    touch(&mut stand, "招聘会");
    assert!(shows(&stand, "招聘专区") && shows(&stand, "大型招聘会"), "{:?}", all_words(&stand));
    touch(&mut stand, "五十岁以上专区");
    touch(&mut stand, "看专区岗位");
    assert_eq!(screen(&stand), Screen::List);
    let filters = &stand.state().kiosk.state().session.listing.query.filters;
    assert!(filters.no_diploma && filters.age == Some(55), "{filters:?}");
    let open = stand.state().kiosk.state().session.listing.total;
    assert!(open.is_some_and(|open| open > 0), "{open:?}");
    let drop = touchables(&stand).into_iter().map(|(said, _)| said).find(|said| said.contains("55")).unwrap();
    touch(&mut stand, &drop);
    assert_eq!(stand.state().kiosk.state().session.listing.query.filters.age, None);
    touch(&mut stand, "返回");
    assert!(shows(&stand, "看专区岗位"), "{:?}", all_words(&stand));
}

#[test]
fn who_lost_her_work_sees_what_is_near_to_it_and_what_would_be_new() {
    let mut stand = services();
    touch(&mut stand, "职业指导");
    touch(&mut stand, "原来的活没了");
    touch(&mut stand, "超市商店");
    touch(&mut stand, "收银员");
    assert!(shows(&stand, "做过收银员") && shows(&stand, "一样的："), "{:?}", all_words(&stand));
    let look = touchables(&stand).into_iter().map(|(said, _)| said).find(|said| said.ends_with("岗位")).unwrap();
    touch(&mut stand, &look);
    assert_eq!(screen(&stand), Screen::List);
    assert!(stand.state().kiosk.state().session.listing.query.filters.job_kind.is_some());
}

#[test]
fn a_fair_of_230_firms_is_found_by_its_rows_and_an_interest_names_its_firm() {
    let mut stand = services();
    touch(&mut stand, "招聘会");
    touch(&mut stand, "大型招聘会");
    touch(&mut stand, "看展位图和单位");
    assert!(shows(&stand, "230 家单位"), "{:?}", all_words(&stand));
    touch(&mut stand, "C 排");
    assert!(
        shows(&stand, "C01 · 测试机械21有限公司") || shows(&stand, "测试机械21有限公司"),
        "{:?}",
        all_words(&stand)
    );
    touch(&mut stand, "有意向");
    let filled = &stand.state().kiosk.state().session.draft.service.filled;
    assert_eq!(filled.answers["firm"], Given::One("测试机械21有限公司".into()));
    write(&mut stand, "岗位", "电焊工");
    write(&mut stand, "姓名", "测试甲");
    write(&mut stand, "联系电话", "13800000000");
    touch(&mut stand, "同意把姓名和电话交给这家单位");
    touch(&mut stand, "提交");
    let sent = sent(&stand);
    assert_eq!((sent[0].form.as_str(), sent[0].consents[0].field.as_str()), ("intention", "to_employer"));
    assert_eq!(sent[0].about.as_ref().map(|about| about.item.as_str()), Some("big-fair"));
}

#[test]
fn who_says_in_her_own_words_what_she_needs_is_led_to_the_steps_or_to_a_person() {
    let mut stand = services();
    touch(&mut stand, "办事");
    touch(&mut stand, "说要办的事");
    assert!(shows(&stand, "自己交社保"), "an example says how: {:?}", all_words(&stand));
    write(&mut stand, "说要办的事", "老板不发工资");
    touch(&mut stand, "拖欠工资，怎么要");
    assert_eq!(screen(&stand), Screen::Service(ServiceScreen::Plan("arrears".into())));
    assert!(shows(&stand, "请工作人员帮我办"), "{:?}", all_words(&stand));
    touch(&mut stand, "返回");
    write(&mut stand, "说要办的事", "火箭");
    // What stood there goes on: together they are about nothing else.
    assert!(shows(&stand, "拖欠工资"), "{:?}", all_words(&stand));
    let mut nothing = services();
    touch(&mut nothing, "说要办的事");
    write(&mut nothing, "说要办的事", "火箭发射场");
    assert!(shows(&nothing, "没有找到"), "{:?}", all_words(&nothing));
    touch(&mut nothing, "请工作人员帮我办");
    assert_eq!(screen(&nothing), Screen::Help);
}

#[test]
fn the_map_of_courses_says_how_far_and_in_which_direction_and_leads_to_them() {
    let mut stand = services();
    touch(&mut stand, "学技能");
    assert!(
        all_words(&stand).iter().any(|said| said.contains("公里")),
        "each says how far it is: {:?}",
        all_words(&stand)
    );
    touch(&mut stand, "培训地图");
    let spot = touchables(&stand).into_iter().find(|(said, _)| said.contains("跳马镇"));
    let (spot, _) = spot.unwrap_or_else(|| panic!("{:?}", all_words(&stand)));
    assert!(spot.contains("东南方向") || spot.contains("公里"), "{spot}");
    touch(&mut stand, "跳马镇");
    assert!(shows(&stand, "叉车司机") && !shows(&stand, "低压电工"), "{:?}", all_words(&stand));
    touch(&mut stand, "叉车司机");
    assert!(shows(&stand, "多远"), "{:?}", all_words(&stand));
    touch(&mut stand, "返回");
    touch(&mut stand, "返回");
    touch(&mut stand, "就在附近");
    assert!(shows(&stand, "电商运营和直播"), "what is in the station's own street: {:?}", all_words(&stand));
}

#[test]
fn counsellors_are_found_by_their_level() {
    let mut stand = services();
    touch(&mut stand, "职业指导");
    touch(&mut stand, "省级");
    assert!(shows(&stand, "测试丙 技能大师") && !shows(&stand, "测试甲 职业指导师"), "{:?}", all_words(&stand));
    touch(&mut stand, "省级");
    assert!(shows(&stand, "兴趣小测"), "{:?}", all_words(&stand));
}

#[test]
fn who_types_the_name_of_a_service_where_jobs_are_looked_for_finds_it_there() {
    let mut stand = services();
    touch(&mut stand, "首页");
    touch(&mut stand, "输入工种");
    stand.event(egui::Event::Text("失业登记".into()));
    stand.run_steps(6);
    touch(&mut stand, "没工作了，先办这个");
    assert_eq!(screen(&stand), Screen::Service(ServiceScreen::Plan("unemployment".into())));
}

#[test]
fn an_employer_finds_what_is_for_employers_behind_one_door_and_says_whom_it_looks_for() {
    let mut stand = services();
    touch(&mut stand, "用人单位");
    let all = ["单位招人", "扩岗补助", "稳岗返还", "大型招聘会"];
    assert!(all.iter().all(|thing| shows(&stand, thing)), "{:?}", all_words(&stand));
    touch(&mut stand, "填一张表");
    assert!(shows(&stand, "营业执照"));
    touch(&mut stand, "现在写");
    for (field, says) in [
        ("单位名称", "测试机械有限公司"),
        ("统一社会信用代码", "91430000MA0TEXT04"),
        ("联系人", "测试丙"),
        ("联系电话", "13800000000"),
    ] {
        write(&mut stand, field, says);
    }
    touch(&mut stand, "下一步");
    assert!(shows(&stand, "代码是 18 位，请照营业执照再核对"), "{:?}", all_words(&stand));
    write(&mut stand, "统一社会信用代码", "Y");
    touch(&mut stand, "下一步");
    write(&mut stand, "岗位", "电焊工");
    write(&mut stand, "招几个人", "3");
    touch(&mut stand, "按月");
    write(&mut stand, "最少多少元", "6000");
    write(&mut stand, "上班的地方", "雨花区测试路 1 号");
    write(&mut stand, "做什么", "焊钢架，有焊工证");
    touch(&mut stand, "下一步");
    touch(&mut stand, "上面填的都是真的");
    touch(&mut stand, "同意用这些信息办这件事");
    touch(&mut stand, "提交");
    assert_eq!(screen(&stand), Screen::Service(ServiceScreen::Done), "{:?}", all_words(&stand));
    let sent = sent(&stand);
    assert_eq!(sent[0].form, "firm-vacancy");
    assert!(answers(&sent[0]).contains(&("post", "电焊工")) && answers(&sent[0]).contains(&("pay_by", "month")));
}

#[test]
fn a_course_is_taken_along_and_enrolled_for() {
    let mut stand = services();
    touch(&mut stand, "学技能");
    touch(&mut stand, "照护");
    assert!(shows(&stand, "养老护理员（五级）") && !shows(&stand, "叉车司机"), "{:?}", all_words(&stand));
    touch(&mut stand, "养老护理员（五级）");
    touch(&mut stand, "带走");
    assert!(shows(&stand, "内容的二维码"), "{:?}", all_words(&stand));
    touch(&mut stand, "返回");
    touch(&mut stand, "报名");
    assert_eq!(screen(&stand), Screen::Service(ServiceScreen::Fill));
    assert!(shows(&stand, "您约的是：养老护理员（五级）"), "{:?}", all_words(&stand));
}

#[test]
fn who_fills_in_when_the_machine_stops_goes_on_if_she_knows_what_she_typed() {
    let mut stand = usual(60);
    touch(&mut stand, "开始找工作");
    let mut left = Filled { form: "opinion".into(), version: 1, ..Filled::default() };
    left.answers.insert("phone".into(), Given::One("13800001234".into()));
    stand.state().workers.tell(Event::FilledFound(Some(Box::new(left))));
    stand.run_steps(4);
    assert!(shows(&stand, "是不是在填“提意见”") && !shows(&stand, "1234"), "{:?}", all_words(&stand));
    let open = |stand: &Stand<'_>| touchables(stand).iter().any(|(said, _)| said == "是我，接着填");
    assert!(!open(&stand), "anybody could go on");
    write(&mut stand, "最后 4 位", "1234");
    assert!(open(&stand), "{:?}", all_words(&stand));
    touch(&mut stand, "是我，接着填");
    assert_eq!(screen(&stand), Screen::Service(ServiceScreen::Fill));
}

#[test]
fn the_doors_lead_on_in_english_on_a_lying_screen_and_in_large_type() {
    let mut stand = stand(Geometry::LANDSCAPE, Language::English, 60);
    touch(&mut stand, "Touch to find work");
    touch(&mut stand, "Larger");
    touch(&mut stand, "More services");
    touch(&mut stand, "Learn a skill");
    assert_eq!(screen(&stand), Screen::Service(ServiceScreen::Door(Door::Training)));
    touch(&mut stand, "labelling");
}

#[test]
fn an_empty_station_says_that_its_content_is_on_its_way() {
    let mut stand = services();
    stand.state().workers.tell(Event::Content(std::sync::Arc::default()));
    touch(&mut stand, "办事");
    assert!(shows(&stand, "这里还没有内容"), "{:?}", all_words(&stand));
}
