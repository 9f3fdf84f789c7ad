//! The accounts of the desk, kept at the desk by who may; a PIN that somebody else chose; the desk that locks itself.

use super::input::touch_field;
use super::{Stand, all_words, at, desk, screen, shows, touch, touchables, usual};
use eframe::egui;
use yizhan::domain::audit::Deed;
use yizhan::domain::role::{Role, Roles};
use yizhan::domain::staff::{Pin, StaffMember};
use yizhan::runtime::office::{AccountJob, OfficeEvent, OfficeJob};
use yizhan::screens::Screen;
use yizhan::screens::staff::{OfficePlace, StaffScreen};

fn is_at(stand: &Stand<'_>, place: OfficePlace) -> bool {
    screen(stand) == Screen::Staff(StaffScreen::Office(place))
}

fn enter(stand: &mut Stand<'_>, pins: &[&str]) {
    for pin in pins {
        for digit in pin.chars() {
            stand.event(egui::Event::Text(digit.to_string()));
        }
        stand.run_steps(2);
        let (key, modifiers) = (egui::Key::Enter, egui::Modifiers::NONE);
        stand.event(egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
        stand.run_steps(4);
    }
}

/// Opens an account for a counsellor from the desk's first page.
fn open_account(stand: &mut Stand<'_>, name: &str, pin: &str) {
    touch(stand, "员工账号");
    touch(stand, "开一个账号");
    touch(stand, "下一步：设 PIN");
    assert!(shows(stand, "请写姓名"), "{:?}", all_words(stand));
    touch_field(stand, "姓名（登录时看到的）");
    stand.event(egui::Event::Text(name.to_owned()));
    stand.run_steps(4);
    touch(stand, "完成");
    touch(stand, "职业指导师");
    touch(stand, "下一步：设 PIN");
    enter(stand, &[pin, pin]);
}

fn sign_in(stand: &mut Stand<'_>, name: &str, pin: &str) {
    touch(stand, "请人帮忙");
    touch(stand, "工作人员入口");
    touch(stand, name);
    enter(stand, &[pin]);
}

fn audited(stand: &Stand<'_>, deed: Deed) -> bool {
    let event = stand.state().workers.books().answer(OfficeJob::ReadAudit);
    let Some(OfficeEvent::Audit { lines, .. }) = event else { panic!("{event:?}") };
    lines.iter().any(|(line, _)| line.deed == deed)
}

#[test]
fn a_supervisor_opens_an_account_whose_owner_takes_a_pin_of_her_own_before_anything_else() {
    let mut stand = desk(20);
    open_account(&mut stand, "测试新人", "918273");
    assert!(is_at(&stand, OfficePlace::Accounts), "{:?}", all_words(&stand));
    assert!(shows(&stand, "测试新人") && shows(&stand, "经办员、职业指导师"), "{:?}", all_words(&stand));
    assert!(audited(&stand, Deed::AccountOpened));
    touch(&mut stand, "返回");
    touch(&mut stand, "退出登录");
    sign_in(&mut stand, "测试新人", "918273");
    assert!(is_at(&stand, OfficePlace::Pin) && shows(&stand, "这个 PIN 是别人设的"), "{:?}", all_words(&stand));
    touch(&mut stand, "返回");
    assert!(is_at(&stand, OfficePlace::Pin), "there is no way around it: {:?}", all_words(&stand));
    let refused = stand.state().workers.books().answer(OfficeJob::ListSeekers);
    assert!(matches!(refused, Some(OfficeEvent::Refused(_))), "nor beside it: {refused:?}");
    enter(&mut stand, &["918273", "564738", "564738"]);
    assert!(shows(&stand, "改好了"), "{:?}", all_words(&stand));
    touch(&mut stand, "返回");
    touch(&mut stand, "登记者");
    assert!(is_at(&stand, OfficePlace::Seekers) && !shows(&stand, "员工账号"), "{:?}", all_words(&stand));
}

#[test]
fn who_forgot_her_pin_gets_another_roles_change_and_a_closed_account_signs_in_no_more() {
    let mut stand = desk(20);
    open_account(&mut stand, "测试新人", "918273");
    let wrong = Pin::new("111222".into());
    for _ in 0..5 {
        stand.state().workers.books().check_pin(2, &wrong).unwrap_err();
    }
    stand.state().workers.books().sign_in();
    touch(&mut stand, "返回");
    touch(&mut stand, "员工账号");
    assert!(shows(&stand, "已锁"), "{:?}", all_words(&stand));
    touch(&mut stand, "测试新人");
    touch(&mut stand, "设新的 PIN");
    enter(&mut stand, &["121212", "343434"]);
    assert!(shows(&stand, "两遍不一样"), "{:?}", all_words(&stand));
    enter(&mut stand, &["647382", "647382"]);
    assert!(is_at(&stand, OfficePlace::Account) && shows(&stand, "设好了"), "{:?}", all_words(&stand));
    assert!(!shows(&stand, "账号已锁"), "{:?}", all_words(&stand));
    touch(&mut stand, "审核员");
    touch(&mut stand, "经办员");
    assert!(shows(&stand, "职业指导师、审核员"), "{:?}", all_words(&stand));
    assert!(audited(&stand, Deed::RolesSet) && audited(&stand, Deed::PinSet));
    touch(&mut stand, "关闭这个账号");
    touch(&mut stand, "确定关闭");
    assert!(is_at(&stand, OfficePlace::Accounts) && !shows(&stand, "测试新人"), "{:?}", all_words(&stand));
    open_account_again(&mut stand);
}

/// A closed account keeps its name.
fn open_account_again(stand: &mut Stand<'_>) {
    touch(stand, "返回");
    open_account(stand, "测试新人", "918273");
    assert!(is_at(stand, OfficePlace::Account) && shows(stand, "已经有这个名字的账号"), "{:?}", all_words(stand));
}

#[test]
fn nobody_changes_her_own_account_and_no_technician_gives_herself_peoples_files() {
    let mut stand = desk(20);
    touch(&mut stand, "员工账号");
    touch(&mut stand, "测试经办员");
    assert!(shows(&stand, "自己的账号由别的负责人"), "{:?}", all_words(&stand));
    assert!(!touchables(&stand).iter().any(|(said, _)| said.contains("关闭这个账号")));
    let pin = |digits: &str| Pin::new(digits.into());
    let mut books = stand.state().workers.books();
    let (clerks, technicians) = (Roles::of(&[Role::Clerk]), Roles::of(&[Role::Technician]));
    let open = |name: &str, roles| AccountJob::Open { name: name.into(), roles, pin: pin("918273") };
    let event = books.answer(OfficeJob::Accounts(open("测试丙", clerks)));
    assert!(matches!(event, Some(OfficeEvent::Accounts(_))), "{event:?}");
    // Of the second account a technician's is made.
    books.begin(StaffMember { id: 2, name: "测试丙".into(), roles: technicians, pin_given: false });
    let roles = Roles::of(&[Role::Supervisor]);
    for job in [
        AccountJob::SetPin { id: 1, pin: pin("918273") },
        AccountJob::SetRoles { id: 2, roles },
        open("测试丁", roles),
        AccountJob::Close { id: 1 },
    ] {
        let event = books.answer(OfficeJob::Accounts(job.clone()));
        assert!(matches!(event, Some(OfficeEvent::Refused(_))), "{job:?}: {event:?}");
    }
    let event = books.answer(OfficeJob::Accounts(open("测试戊", technicians)));
    assert!(matches!(event, Some(OfficeEvent::Accounts(_))), "{event:?}");
}

#[test]
fn a_desk_that_is_left_alone_locks_itself_after_five_minutes_and_shows_nobody() {
    let mut stand = desk(20);
    touch(&mut stand, "登记者");
    assert!(shows(&stand, "测试甲"));
    at(&mut stand, 240.0);
    assert!(shows(&stand, "测试甲") && !shows(&stand, "您还在吗"));
    at(&mut stand, 280.0);
    assert!(shows(&stand, "您还在吗"), "{:?}", all_words(&stand));
    at(&mut stand, 330.0);
    assert_eq!(screen(&stand), Screen::Attract);
    assert!(stand.state().kiosk.state().staff.signed_in.is_none() && !shows(&stand, "测试甲"));
    stand.state().workers.books().sign_in();
    assert!(audited(&stand, Deed::SignedOut), "the log says when");
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "请人帮忙");
    touch(&mut stand, "工作人员入口");
    assert!(!shows(&stand, "登记者"), "a PIN is asked for: {:?}", all_words(&stand));
}

#[test]
fn wrong_pins_are_counted_on_the_screen_and_the_fifth_locks_the_account() {
    let mut stand = usual(20);
    touch(&mut stand, "开始找工作");
    sign_in(&mut stand, "测试经办员", "111222");
    assert!(shows(&stand, "4"), "{:?}", all_words(&stand));
    enter(&mut stand, &["111222", "111222", "111222", "111222"]);
    assert!(shows(&stand, "分钟"), "{:?}", all_words(&stand));
    enter(&mut stand, &["260718"]);
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::SignIn), "the right one neither: {:?}", all_words(&stand));
    assert_eq!(stand.state().kiosk.state().staff.signed_in, None);
}
