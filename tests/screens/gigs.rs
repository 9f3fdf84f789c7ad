//! Day jobs: a worker's card, a seat that is nobody else's, checking in, and a record of the day.

use super::{Stand, all_words, desk, fake, screen, shows, touch, touchables, usual};
use eframe::egui;
use yizhan::domain::{JobKind, SeatState};
use yizhan::runtime::gigs::GigJob;
use yizhan::runtime::visit::VisitJob;
use yizhan::screens::Screen;
use yizhan::screens::visit::{VisitFacts, VisitScreen};

/// At the market.
fn market() -> Stand<'static> {
    let mut stand = usual(60);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "日结零工");
    touch(&mut stand, "零工市场：占个名额");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Gigs));
    stand
}

fn asked(stand: &Stand<'_>) -> Vec<GigJob> {
    let done = stand.state().workers.done.borrow();
    done.iter().filter_map(|job| if let VisitJob::Gig(job) = job { Some(job.clone()) } else { None }).collect()
}

/// Known by her card, at her own things.
fn mine() -> Stand<'static> {
    let mut stand = usual(60);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "我的");
    super::visit::lay_card(&mut stand, "430000199003071519");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Mine));
    stand
}

#[test]
fn what_a_worker_can_do_puts_the_jobs_that_suit_her_first() {
    let mut stand = market();
    assert!(shows(&stand, "还有 2 个名额"), "{:?}", all_words(&stand));
    touch(&mut stand, "填接活卡");
    for one in ["装卸搬运工", "手动工具", "上午", "10 公里以内"] {
        touch(&mut stand, one);
    }
    touch(&mut stand, "好了，看看活");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Gigs));
    assert!(shows(&stand, "自带：手动工具") && shows(&stand, "最远：10 公里以内"), "{:?}", all_words(&stand));
    let mut cards = asked(&stand).into_iter().filter_map(|job| match job {
        GigJob::ListOffers(card, _) => Some(card),
        _ => None,
    });
    assert_eq!(cards.next_back().unwrap().jobs, [JobKind::Loader]);
}

#[test]
fn a_seat_is_taken_with_a_consent_that_names_the_employer_and_is_one_less_for_others() {
    let mut stand = market();
    let title = fake::gigs::day_jobs().remove(0);
    touch(&mut stand, "占个名额");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Who));
    super::visit::lay_card(&mut stand, "430000199003071519");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Seat(title.id)));
    let can = |stand: &Stand<'_>| touchables(stand).iter().any(|(said, _)| said == "同意，占下名额");
    assert!(!can(&stand), "nothing is given away without the consent");
    touch(&mut stand, &format!("我同意把我的资料给“{}”", title.employer));
    touch(&mut stand, "同意，占下名额");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Seated));
    assert!(shows(&stand, "名额是您的了") && shows(&stand, "先来驿站签到"), "{:?}", all_words(&stand));
    touch(&mut stand, "看看别的活");
    touch(&mut stand, "占个名额");
    touch(&mut stand, "我同意把我的资料给");
    touch(&mut stand, "同意，占下名额");
    assert!(shows(&stand, "这个名额您已经占过了"), "the same twice is one seat: {:?}", all_words(&stand));
}

#[test]
fn nobody_is_expected_at_two_places_on_one_day() {
    let mut stand = market();
    let jobs = fake::gigs::day_jobs();
    stand.state().workers.books().give_seats();
    touch(&mut stand, "占个名额");
    super::visit::lay_card(&mut stand, "430000199003071519");
    touch(&mut stand, "我同意把我的资料给");
    touch(&mut stand, "同意，占下名额");
    touch(&mut stand, "看看别的活");
    let others = touchables(&stand).into_iter().filter(|(said, _)| said == "占个名额").collect::<Vec<_>>();
    assert_eq!(others.len(), jobs.len(), "the list is the one she left");
    super::tap(&mut stand, others[1].1.center());
    touch(&mut stand, "我同意把我的资料给");
    touch(&mut stand, "同意，占下名额");
    assert!(shows(&stand, "这一天您已经有活了"), "{:?}", all_words(&stand));
    touch(&mut stand, "看看别的活");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Gigs));
}

#[test]
fn she_checks_in_says_hours_and_pay_and_takes_the_record_of_another_day_home() {
    let mut stand = mine();
    assert!(shows(&stand, "名额是您的") && shows(&stand, "双方已确认"), "{:?}", all_words(&stand));
    touch(&mut stand, "我到了，签到");
    assert!(matches!(asked(&stand).last(), Some(GigJob::Move { to: SeatState::CheckedIn, .. })));
    assert!(shows(&stand, "已签到"), "{:?}", all_words(&stand));
    touch(&mut stand, "干完了，说工时和工钱");
    touch(&mut stand, "8 小时");
    touch(&mut stand, "多半小时");
    assert!(shows(&stand, "8 小时 30 分"), "{:?}", all_words(&stand));
    super::input::touch_field(&mut stand, "说好给多少钱");
    stand.event(egui::Event::Text("200".into()));
    stand.run_steps(4);
    touch(&mut stand, "完成");
    touch(&mut stand, "还没拿到");
    touch(&mut stand, "就是这些");
    let Some(GigJob::Say { work, .. }) = asked(&stand).pop() else { panic!("{:?}", asked(&stand)) };
    assert_eq!((work.minutes, work.pay_fen, work.paid), (510, 20_000, false));
    assert!(shows(&stand, "等双方确认一致"), "{:?}", all_words(&stand));
    touch(&mut stand, "看做工记录");
    assert!(shows(&stand, "做工记录的二维码") && shows(&stand, "工钱：200.00元，当天未付"), "{:?}", all_words(&stand));
    assert!(!shows(&stand, "签名："), "a signature is for machines");
}

#[test]
fn what_a_worker_said_of_herself_is_gone_with_her() {
    let mut stand = market();
    touch(&mut stand, "填接活卡");
    touch(&mut stand, "装卸搬运工");
    super::at(&mut stand, 200.0);
    assert_eq!(screen(&stand), Screen::Attract);
    assert_eq!(stand.state().kiosk.state().session.visit, VisitFacts::default());
}

#[test]
fn the_desk_sees_who_has_which_seat_and_writes_down_what_the_employer_says() {
    let mut stand = desk(60);
    stand.state().workers.books().give_seats();
    touch(&mut stand, "今日派工");
    touch(&mut stand, "看名额和签到");
    assert!(shows(&stand, "测试乙") && shows(&stand, "打电话：13800000001"), "{:?}", all_words(&stand));
    touch(&mut stand, "到了");
    assert!(shows(&stand, "已签到"), "{:?}", all_words(&stand));
    touch(&mut stand, "单位来确认");
    super::input::touch_field(&mut stand, "单位谁说的");
    stand.event(egui::Event::Text("测试工头".into()));
    stand.run_steps(4);
    touch(&mut stand, "完成");
    touch(&mut stand, "8 小时");
    super::input::touch_field(&mut stand, "说好给多少钱");
    stand.event(egui::Event::Text("180".into()));
    stand.run_steps(4);
    touch(&mut stand, "完成");
    touch(&mut stand, "已经拿到");
    touch(&mut stand, "记下单位说的");
    assert!(shows(&stand, "单位说：8 小时·180元·已经拿到"), "{:?}", all_words(&stand));
    assert_eq!(stand.state().workers.books().waiting().last(), Some(&"seat_step"));
}
