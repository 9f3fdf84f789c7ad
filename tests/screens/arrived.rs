//! What people leave at the machine, from arrival to closing: it stands in the queue, is opened with every answer, is answered,
//! and whoever lacks papers is told of all of them at once.

use super::firms::{CODE, fill};
use super::{Stand, all_words, desk, fake, screen, shows, touch, touchables};
use yizhan::domain::Form;
use yizhan::domain::slip::Part;
use yizhan::domain::task::Queue;
use yizhan::runtime::{Event, Job};
use yizhan::screens::Screen;
use yizhan::screens::staff::office::FirmsPlace;
use yizhan::screens::staff::{OfficePlace, StaffScreen};

fn is_at(stand: &Stand<'_>, place: OfficePlace) -> bool {
    screen(stand) == Screen::Staff(StaffScreen::Office(place))
}

fn with(form: &str) -> Stand<'static> {
    let stand = desk(20);
    stand.state().workers.books().leave_whole(form);
    stand
}

#[test]
fn a_form_from_the_machine_is_worked_from_the_queue_to_its_end() {
    let mut stand = with("opinion");
    touch(&mut stand, "信息回复");
    assert!(is_at(&stand, OfficePlace::Queue(Queue::Reply)));
    touch(&mut stand, "提意见");
    assert!(!touchables(&stand).iter().any(|(said, _)| said == "做好了"), "it ends on its own page");
    touch(&mut stand, "打开看");
    assert!(is_at(&stand, OfficePlace::ArrivedFile));
    assert!(shows(&stand, "希望晚上也开门") && shows(&stand, "138"), "{:?}", all_words(&stand));
    touch(&mut stand, "没人接");
    assert!(shows(&stand, "打过 1 次没人接"), "{:?}", all_words(&stand));
    touch(&mut stand, "做好了");
    assert!(shows(&stand, "测试经办员") && !shows(&stand, "结果怎样"), "{:?}", all_words(&stand));
    touch(&mut stand, "首页");
}

#[test]
fn the_list_shows_everything_that_was_left_and_what_of_it_waits() {
    let mut stand = with("unemployment-register");
    touch(&mut stand, "自助来件");
    assert!(is_at(&stand, OfficePlace::Arrived) && shows(&stand, "1 件等着办"), "{:?}", all_words(&stand));
    touch(&mut stand, "失业登记");
    touch(&mut stand, "做好了");
    touch(&mut stand, "返回");
    touch(&mut stand, "返回");
    touch(&mut stand, "自助来件");
    assert!(shows(&stand, "都有人办了") && shows(&stand, "已办"), "{:?}", all_words(&stand));
}

#[test]
fn what_an_employer_wrote_at_the_machine_is_not_typed_anew_at_the_desk() {
    let mut stand = with("firm-vacancy");
    touch(&mut stand, "自助来件");
    touch(&mut stand, "单位招人");
    touch(&mut stand, "登记单位和岗位");
    assert!(
        is_at(&stand, OfficePlace::Ask) && shows(&stand, CODE) && shows(&stand, "测试欧阳"),
        "{:?}",
        all_words(&stand)
    );
    touch(&mut stand, "下一步");
    fill(&mut stand, "经办人姓名", "测试丙");
    touch(&mut stand, "营业执照");
    touch(&mut stand, "经办人身份证件");
    touch(&mut stand, "保存");
    assert!(is_at(&stand, OfficePlace::Ask) && shows(&stand, "希望晚上也开门"), "{:?}", all_words(&stand));
    touch(&mut stand, "全日制");
    touch(&mut stand, "下一步");
    touch(&mut stand, "下一步");
    fill(&mut stand, "每天几小时", "8");
    fill(&mut stand, "每周几天", "5");
    touch(&mut stand, "下一步");
    touch(&mut stand, "下一步");
    touch(&mut stand, "30 天");
    touch(&mut stand, "交给审核");
    assert!(
        is_at(&stand, OfficePlace::Firms(FirmsPlace::Offer)) && shows(&stand, "希望晚上也开门"),
        "{:?}",
        all_words(&stand)
    );
}

#[test]
fn all_that_was_left_stands_in_one_list() {
    let mut stand = desk(20);
    stand.state().workers.books().leave_samples();
    touch(&mut stand, "自助来件");
    assert!(shows(&stand, "失业登记") && shows(&stand, "提意见"), "{:?}", all_words(&stand));
}

#[test]
fn who_reads_english_reads_the_list_in_english_and_of_others_wishes_as_of_others() {
    let mut stand = desk(20);
    stand.state().workers.books().leave_samples();
    touch(&mut stand, "English");
    touch(&mut stand, "Left at the machine");
    assert!(shows(&stand, "Wishes to be erased") && !shows(&stand, "You asked"), "{:?}", all_words(&stand));
    let content = fake::content::samples();
    for form in ["unemployment-register", "opinion"] {
        let title = &content.form(form).unwrap().title;
        assert!(shows(&stand, title.english()) && title.english().is_ascii(), "{form}: {:?}", all_words(&stand));
        assert!(!shows(&stand, title.chinese()), "{form}: {:?}", all_words(&stand));
    }
    touch(&mut stand, "People wanted");
    assert!(shows(&stand, "Credit code") && !shows(&stand, "统一社会信用代码"), "{:?}", all_words(&stand));
}

#[test]
fn who_lacks_papers_is_told_of_all_of_them_at_once_on_one_slip_without_her_name() {
    let mut stand = with("unemployment-register");
    stand.state().workers.tell(Event::CanPrint);
    touch(&mut stand, "自助来件");
    touch(&mut stand, "失业登记");
    assert!(shows(&stand, "一次性告知"), "{:?}", all_words(&stand));
    let content = fake::content::samples();
    let papers: Vec<String> =
        content.papers_for("unemployment-register").iter().map(|paper| paper.chinese().to_owned()).collect();
    assert!(papers.len() >= 2, "{papers:?}");
    for paper in &papers {
        touch(&mut stand, paper);
    }
    touch(&mut stand, "打印小票");
    let slip = stand.state().asked.iter().find_map(|job| match job {
        Job::Print { slip, .. } => Some((**slip).clone()),
        _ => None,
    });
    let text = format!("{:?}", slip.unwrap().parts);
    assert!(papers.iter().all(|paper| text.contains(paper.as_str())), "{text}");
    assert!(text.contains("一次性告知单") && !text.contains("测试欧阳"), "{text}");
    let ticket = stand.state().asked.iter().find_map(|job| match job {
        Job::Print { ticket, .. } => Some(*ticket),
        _ => None,
    });
    let printed = Event::Printed { ticket: ticket.unwrap(), outcome: Ok(()) };
    stand.state().workers.tell(printed);
    stand.run_steps(4);
    touch(&mut stand, "已过办理期限");
    touch(&mut stand, "再打");
    let last = stand.state().asked.iter().rev().find_map(|job| match job {
        Job::Print { slip, .. } => Some((**slip).clone()),
        _ => None,
    });
    assert!(last.unwrap().parts.contains(&Part::Title("不予受理告知单".into())));
}

#[test]
fn a_wish_to_be_forgotten_is_somebodys_business_until_the_province_has_done_it() {
    let mut stand = desk(20);
    let form = Form { name: "测试欧阳".into(), phone: "13800004321".into(), ..fake::desk::people()[0].1.clone() };
    let receipt = stand.state().workers.books().register(&form);
    stand.state().workers.books().wish_to_be_erased(&receipt);
    touch(&mut stand, "自助来件");
    touch(&mut stand, "本人要求删除资料");
    assert!(shows(&stand, "本站已经照办"), "{:?}", all_words(&stand));
    assert!(!shows(&stand, "测试欧阳"), "who wishes to be forgotten is named nowhere");
}

#[test]
fn a_seat_of_a_day_job_is_taken_for_somebody_at_the_desk_and_never_twice() {
    let mut stand = desk(60);
    stand.state().workers.books().lease_seats();
    touch(&mut stand, "登记者");
    touch(&mut stand, "测试乙");
    touch(&mut stand, "派一份日结零工");
    assert!(is_at(&stand, OfficePlace::DaySeats) && shows(&stand, "还有 2 个名额"), "{:?}", all_words(&stand));
    assert!(!touchables(&stand).iter().any(|(said, _)| said.contains("占下")), "not before she agrees");
    touch(&mut stand, "本人当面同意");
    touch(&mut stand, "占下这个名额");
    assert!(shows(&stand, "回执") || shows(&stand, "名额"), "{:?}", all_words(&stand));
    let steps = stand.state().workers.books().waiting().iter().filter(|kind| **kind == "seat_step").count();
    assert_eq!(steps, 1);
    touch(&mut stand, "回到她的档案");
    touch(&mut stand, "派一份日结零工");
    assert!(shows(&stand, "还有 1 个名额"), "{:?}", all_words(&stand));
    let other = fake::gigs::day_jobs()[1].employer.clone();
    touch(&mut stand, &format!("本人当面同意把姓名和电话给{other}"));
    touch(&mut stand, "占下这个名额");
    let steps = stand.state().workers.books().waiting().iter().filter(|kind| **kind == "seat_step").count();
    assert_eq!(steps, 1, "nobody is at two places: {:?}", all_words(&stand));
}
