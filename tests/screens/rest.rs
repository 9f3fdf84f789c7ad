//! The screen at rest, the desk's page about the machine, and a kiosk on which somebody practises.

use super::{Stand, Station, all_words, at, desk, fake, screen, shows, tap, touch, usual};
use egui_kittest::Harness;
use yizhan::app::{Ending, Kiosk};
use yizhan::domain::DivisionCode;
use yizhan::domain::health::{Check, Finding, Severity};
use yizhan::domain::ledger::Status;
use yizhan::domain::role::{Role, Roles};
use yizhan::i18n::Language;
use yizhan::runtime::office::{OfficeEvent, OfficeJob};
use yizhan::runtime::{Event, Job, StaffMember};
use yizhan::screens::Screen;
use yizhan::screens::service::ServiceScreen;
use yizhan::screens::staff::StaffScreen;
use yizhan::widgets::theme::{self, Geometry};

const USUAL: (Geometry, Language) = (Geometry::PORTRAIT, Language::Chinese);

/// A kiosk as its settings want it.
pub fn kiosk((geometry, language): (Geometry, Language), settings: impl FnOnce(Kiosk) -> Kiosk) -> Stand<'static> {
    let (workers, handle) = fake::Workers::new(40);
    let kiosk = settings(Kiosk::new(language, handle, fake::now));
    let station = Station { kiosk, workers, asked: Vec::new(), planted: None };
    let mut stand = Harness::builder()
        .with_size(geometry.size())
        .with_pixels_per_point(geometry.pixels_per_point())
        .with_context_setup(theme::install)
        .build_ui_state(|ui, station: &mut Station| station.ui(ui), station);
    stand.run_steps(4);
    stand
}

/// Who keeps the machine.
pub fn technician() -> StaffMember {
    StaffMember { roles: Roles::of(&[Role::Technician]), ..fake::desk::clerk() }
}

/// What is found out about it.
pub fn findings() -> Vec<Finding> {
    vec![Finding::good(Check::Store), Finding::new(Check::Disk, Severity::Poor, "poor").counting(900)]
}

#[test]
fn outside_its_hours_the_screen_is_black_until_somebody_touches_it() {
    // Half past ten in the morning.
    let awake = kiosk(USUAL, |kiosk| kiosk.open("08:00-18:00".parse().ok()));
    assert!(shows(&awake, "点一下，开始找工作"));
    let mut asleep = kiosk(USUAL, |kiosk| kiosk.open("20:00-08:00".parse().ok()));
    assert_eq!(all_words(&asleep), ["屏幕在休息，点一下就亮"]);
    touch(&mut asleep, "屏幕在休息");
    assert!(screen(&asleep) == Screen::Home && shows(&asleep, "按工种找"), "{:?}", all_words(&asleep));
}

#[test]
fn after_hours_the_page_for_help_says_so_and_a_number_can_be_left() {
    let mut day = kiosk(USUAL, |kiosk| kiosk.staffed("08:30-17:30".parse().ok()));
    touch(&mut day, "开始找工作");
    assert!(!shows(&day, "有人值班"));
    touch(&mut day, "请人帮忙");
    assert!(shows(&day, "请工作人员帮忙") && !shows(&day, "留个电话"));
    let mut night = kiosk(USUAL, |kiosk| kiosk.staffed("20:00-22:00".parse().ok()));
    night.state().workers.tell(Event::Content(std::sync::Arc::new(fake::content::samples())));
    touch(&mut night, "开始找工作");
    assert!(shows(&night, "20:00-22:00 有人值班"), "{:?}", all_words(&night));
    touch(&mut night, "请人帮忙");
    assert!(shows(&night, "现在没有人值班") && shows(&night, "20:00-22:00"));
    touch(&mut night, "留个电话");
    assert!(screen(&night) == Screen::Service(ServiceScreen::Fill) && shows(&night, "请工作人员联系我"));
}

#[test]
fn while_the_glass_is_wiped_touches_mean_nothing_and_after_a_minute_the_desk_is_there_again() {
    let mut stand = desk(40);
    touch(&mut stand, "擦屏幕");
    assert!(shows(&stand, "点到哪里都不算数"));
    for place in [(200.0, 300.0), (500.0, 900.0), (500.0, 1_800.0)] {
        tap(&mut stand, place.into());
    }
    assert!(shows(&stand, "点到哪里都不算数") && screen(&stand) == Screen::Staff(StaffScreen::Desk));
    at(&mut stand, 90.0);
    assert!(shows(&stand, "擦屏幕") && !shows(&stand, "点到哪里都不算数"), "{:?}", all_words(&stand));
}

#[test]
fn a_technician_sees_at_the_desk_what_the_doctor_finds_and_a_clerk_does_not() {
    assert!(!shows(&desk(40), "机器状况"), "a clerk has other work");
    let mut stand = usual(40);
    for way in ["开始找工作", "请人帮忙", "工作人员入口"] {
        touch(&mut stand, way);
    }
    stand.state().workers.tell(Event::SignedIn(technician()));
    stand.run_steps(4);
    touch(&mut stand, "机器状况");
    assert!(stand.state().asked.contains(&Job::Examine));
    assert!(shows(&stand, "正在检查"));
    stand.state().workers.tell(Event::Examined(findings()));
    stand.run_steps(4);
    assert!(shows(&stand, "2 项里 1 项没有问题") && shows(&stand, "900"), "{:?}", all_words(&stand));
}

#[test]
fn a_technician_says_in_which_street_the_station_stands_as_soon_as_the_province_has_told_which_there_are() {
    let mut stand = usual(40);
    for way in ["开始找工作", "请人帮忙", "工作人员入口"] {
        touch(&mut stand, way);
    }
    stand.state().workers.tell(Event::SignedIn(technician()));
    stand.run_steps(4);
    touch(&mut stand, "机器状况");
    let county = Status { place: DivisionCode::new("430111"), ..fake::status(40) };
    stand.state().workers.tell(Event::Status(Box::new(county)));
    stand.state().workers.tell(Event::Content(std::sync::Arc::default()));
    stand.run_steps(4);
    assert!(shows(&stand, "本机位置：长沙市 雨花区") && !shows(&stand, "细到街道"), "{:?}", all_words(&stand));
    stand.state().workers.tell(Event::Content(std::sync::Arc::new(fake::content::samples())));
    stand.run_steps(4);
    assert!(shows(&stand, "细到街道"), "{:?}", all_words(&stand));
    touch(&mut stand, "本机位置");
    touch(&mut stand, "东塘街道");
    let street = OfficeJob::StandAt(DivisionCode::new("430111005").unwrap());
    assert!(stand.state().asked.contains(&Job::Office(Box::new(street.clone()))), "{:?}", all_words(&stand));
    stand.run_steps(4);
    assert!(shows(&stand, "本机位置：长沙市 雨花区 东塘街道") && !shows(&stand, "细到街道"), "{:?}", all_words(&stand));
    // A clerk has other work, whatever a screen may ask.
    let mut books = stand.state().workers.books();
    books.sign_in();
    assert!(matches!(books.answer(street.clone()), Some(OfficeEvent::Refused(_))));
    books.begin(technician());
    assert!(matches!(books.answer(street), Some(OfficeEvent::Outlook(_))));
}

#[test]
fn practice_is_marked_on_every_page_and_ends_by_a_touch() {
    let mut stand = kiosk(USUAL, |kiosk| kiosk.practising(Some("258036")));
    for way in ["", "开始找工作", "按工种找", "请人帮忙", "工作人员入口"] {
        if !way.is_empty() {
            touch(&mut stand, way);
        }
        assert!(shows(&stand, "也不上报") && shows(&stand, "258036"), "behind {way}: {:?}", all_words(&stand));
    }
    assert_eq!(stand.state().kiosk.ending(), Ending::Closed);
    touch(&mut stand, "结束练习");
    assert_eq!(stand.state().kiosk.ending(), Ending::PracticeOver);
    let mut desk = desk(40);
    touch(&mut desk, "练习");
    assert_eq!(desk.state().kiosk.ending(), Ending::Practice);
    assert!(desk.state().kiosk.state().staff.signed_in.is_none(), "who learns does not leave the desk open");
}
