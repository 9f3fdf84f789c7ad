//! A résumé by touches: what she touched stands on it, and nothing else; it is gone with her.

use super::{Stand, all_words, at, screen, shows, touch, usual};
use yizhan::domain::resume::Resume;
use yizhan::screens::Screen;
use yizhan::screens::visit::VisitScreen;

/// A welder of many years, all questions answered.
fn welder() -> Stand<'static> {
    let mut stand = usual(60);
    for step in ["开始找工作", "本站服务", "写简历", "技术工人", "电焊工", "5到10年", "看图纸", "角磨机"]
    {
        touch(&mut stand, step);
    }
    stand
}

#[test]
fn what_was_touched_stands_on_it_in_three_wordings_and_nothing_else() {
    let mut stand = welder();
    touch(&mut stand, "好了，看看简历");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::ResumeDone));
    assert!(shows(&stand, "做过：电焊工，5到10年") && shows(&stand, "用过：角磨机"), "{:?}", all_words(&stand));
    touch(&mut stand, "像说话一样");
    assert!(shows(&stand, "我做过电焊工，做了5到10年。平时看图纸。用过角磨机。"), "{:?}", all_words(&stand));
    touch(&mut stand, "一句话");
    assert!(shows(&stand, "电焊工·5到10年·看图纸·角磨机"), "{:?}", all_words(&stand));
    assert!(!shows(&stand, "姓名") || shows(&stand, "写上我的姓名和电话"));
    assert!(!shows(&stand, "姓名：") && !shows(&stand, "焊接"), "nothing is invented: {:?}", all_words(&stand));
}

#[test]
fn a_name_stands_on_it_only_where_she_wishes_so_and_shows_who_she_is() {
    let mut stand = welder();
    touch(&mut stand, "好了，看看简历");
    touch(&mut stand, "写上我的姓名和电话");
    super::visit::lay_card(&mut stand, "430000199003071519");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::ResumeDone));
    assert!(shows(&stand, "姓名：测试甲") && shows(&stand, "电话：13800000000"), "{:?}", all_words(&stand));
    touch(&mut stand, "去掉姓名和电话");
    assert!(!shows(&stand, "姓名：测试甲"));
}

#[test]
fn an_earlier_job_is_added_and_the_whole_is_gone_with_her() {
    let mut stand = welder();
    touch(&mut stand, "再写以前的一份工作");
    for step in ["餐饮", "厨师", "1到3年", "好了，看看简历"] {
        touch(&mut stand, step);
    }
    assert!(shows(&stand, "做过：电焊工") && shows(&stand, "做过：厨师"), "{:?}", all_words(&stand));
    at(&mut stand, 200.0);
    assert_eq!(screen(&stand), Screen::Attract);
    assert_eq!(stand.state().kiosk.state().session.visit.resume, Resume::default());
}
