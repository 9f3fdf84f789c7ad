//! Under 我的: what is before her, her account, her errands and courses, her résumé, and one application taken back.

use super::visit::lay_card;
use super::{Stand, all_words, screen, shows, touch, usual};
use yizhan::domain::Given;
use yizhan::runtime::visit::VisitJob;
use yizhan::runtime::{Event, Job};
use yizhan::screens::Screen;
use yizhan::screens::service::ServiceScreen;
use yizhan::screens::visit::VisitScreen;

/// Nobody's number, known here.
const KNOWN: &str = "430000199003071519";

/// Her own page.
fn mine() -> Stand<'static> {
    let mut stand = usual(60);
    for step in ["开始找工作", "我的"] {
        touch(&mut stand, step);
    }
    lay_card(&mut stand, KNOWN);
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Mine), "{:?}", all_words(&stand));
    stand
}

fn done(stand: &Stand<'_>, is: impl Fn(&VisitJob) -> bool) -> bool {
    stand.state().workers.done.borrow().iter().any(is)
}

#[test]
fn what_is_before_her_stands_first_and_on_her_copy() {
    let mut stand = mine();
    assert!(shows(&stand, "别忘了"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "14:00·测试丁老师·约指导师"), "a booked hour: {:?}", all_words(&stand));
    assert!(shows(&stand, "09:00·二保焊工·厂东门"), "an interview: {:?}", all_words(&stand));
    touch(&mut stand, "带走一份");
    assert!(shows(&stand, "别忘了") && shows(&stand, "14:00·测试丁老师"), "{:?}", all_words(&stand));
}

#[test]
fn whom_the_desk_recommended_her_to_and_what_the_employer_answered_stands_there_too() {
    let mut stand = mine();
    assert!(shows(&stand, "驿站推荐的：仓库理货员") && shows(&stand, "测试物流有限公司"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "10:00·仓库理货员·雨花区北门"), "the interview: {:?}", all_words(&stand));
    touch(&mut stand, "带走一份");
    assert!(shows(&stand, "驿站推荐的：仓库理货员·测试物流有限公司"), "{:?}", all_words(&stand));
}

#[test]
fn an_account_an_errand_and_the_courses_say_how_far_they_are() {
    let stand = mine();
    assert!(shows(&stand, "湘就业账号") && shows(&stand, "等省里开通"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "我办的事") && shows(&stand, "约指导师·测试丁老师"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "我的培训档案") && shows(&stand, "正在办·下周通知开班"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "参加了培训·电焊工初级班·拿到结业证"), "{:?}", all_words(&stand));
}

#[test]
fn one_application_is_taken_back_after_a_question_and_the_other_stands() {
    let mut stand = mine();
    touch(&mut stand, "撤回这次报名");
    assert!(shows(&stand, "撤回“二保焊工”的报名吗？"), "{:?}", all_words(&stand));
    touch(&mut stand, "不撤回");
    assert!(!done(&stand, |job| matches!(job, VisitJob::EndApplication { .. })), "asked, and not wished");
    touch(&mut stand, "撤回这次报名");
    touch(&mut stand, "撤回");
    assert!(done(&stand, |job| matches!(job, VisitJob::EndApplication { .. })));
    assert!(shows(&stand, "您撤回了这次报名") && shows(&stand, "已送到省平台，转给单位"), "{:?}", all_words(&stand));
}

/// A welder's résumé.
fn resume() -> Stand<'static> {
    let mut stand = usual(60);
    for step in ["开始找工作", "本站服务", "写简历", "技术工人", "电焊工", "5到10年", "看图纸", "好了，看看简历"]
    {
        touch(&mut stand, step);
    }
    stand
}

#[test]
fn a_resume_is_kept_only_by_consent_and_is_found_again_under_her_things() {
    let mut stand = resume();
    assert!(
        shows(&stand, "要不要留在本站？") && shows(&stand, "不写身份证号、民族、婚姻、健康"),
        "{:?}",
        all_words(&stand)
    );
    assert!(!done(&stand, |job| matches!(job, VisitJob::KeepResume { .. })));
    touch(&mut stand, "同意，留在本站");
    assert!(!shows(&stand, "没登记过，现在填"), "a résumé of nobody is found again by nobody");
    lay_card(&mut stand, KNOWN);
    assert!(done(&stand, |job| matches!(job, VisitJob::KeepResume { resume: Some(_), .. })));
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::ResumeDone));
    assert!(shows(&stand, "已经留在本站"), "{:?}", all_words(&stand));
    assert!(!shows(&stand, "姓名：测试甲"), "kept is not named");
}

#[test]
fn a_resume_that_is_kept_is_opened_and_deleted() {
    let mut stand = resume();
    touch(&mut stand, "同意，留在本站");
    lay_card(&mut stand, KNOWN);
    touch(&mut stand, "首页");
    touch(&mut stand, "我的");
    lay_card(&mut stand, KNOWN);
    assert!(shows(&stand, "我存的简历"), "{:?}", all_words(&stand));
    touch(&mut stand, "打开简历");
    assert!(shows(&stand, "做过：电焊工，5到10年") && shows(&stand, "已经留在本站"), "{:?}", all_words(&stand));
    touch(&mut stand, "返回");
    touch(&mut stand, "不存了，删掉");
    assert!(done(&stand, |job| matches!(job, VisitJob::KeepResume { resume: None, .. })));
    assert!(!shows(&stand, "我存的简历"), "{:?}", all_words(&stand));
}

#[test]
fn a_wage_that_did_not_come_is_claimed_with_what_both_sides_confirmed() {
    let mut stand = mine();
    touch(&mut stand, "看做工记录");
    assert!(matches!(screen(&stand), Screen::Visit(VisitScreen::Record(_))), "{:?}", all_words(&stand));
    touch(&mut stand, "工钱没拿到？");
    assert_eq!(screen(&stand), Screen::Service(ServiceScreen::Fill), "{:?}", all_words(&stand));
    let filled = &stand.state().kiosk.state().session.draft.service.filled;
    assert_eq!(filled.form, "wage-arrears");
    assert!(matches!(&filled.answers["employer"], Given::One(name) if name.contains("测试")), "{:?}", filled.answers);
    assert!(filled.answers.contains_key("demand") && filled.answers.contains_key("from"));
}

#[test]
fn a_resume_is_printed_on_a_page_with_nothing_on_it_but_work() {
    let mut stand = resume();
    assert!(!shows(&stand, "打印一整页的简历"), "no printer of pages, no button");
    stand.state().workers.tell(Event::CanPrintPages);
    stand.run_steps(4);
    touch(&mut stand, "打印一整页的简历");
    let sheet = stand.state().asked.iter().find_map(|job| match job {
        Job::PrintResume { sheet, .. } => Some(sheet.clone()),
        _ => None,
    });
    let sheet = sheet.unwrap_or_else(|| panic!("nothing is printed: {:?}", stand.state().asked));
    assert!(sheet.lines.iter().any(|line| line.contains("电焊工")), "{sheet:?}");
    for never in ["民族：", "婚姻", "身份证号：", "健康状况", "性别", "出生"] {
        assert!(!format!("{sheet:?}").contains(never), "{never}: {sheet:?}");
        let written = all_words(&stand).into_iter().find(|said| said.contains(never) && !said.contains("不写"));
        assert_eq!(written, None, "{never}");
    }
}
