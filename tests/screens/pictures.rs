//! The way by pictures and voice: from the first screen to an application without a typed character and without a word that
//! has to be read.

use super::{Geometry, Language, Stand, all_words, screen, shows, stand, touch, usual};
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use yizhan::domain::speech::SpeechTrouble;
use yizhan::domain::visitor::Shown;
use yizhan::runtime::visit::{VisitEvent, VisitJob};
use yizhan::runtime::{Event, Job, Saying};
use yizhan::screens::Screen;
use yizhan::screens::visit::VisitScreen;

/// What was said by itself since this was last looked at; the last of it.
fn said(stand: &mut Stand<'_>) -> Option<Saying> {
    stand.run_steps(6);
    let asked = std::mem::take(&mut stand.state_mut().asked);
    asked.into_iter().rev().find_map(|job| if let Job::Speak(saying) = job { Some(saying) } else { None })
}

fn spoken(stand: &mut Stand<'_>) -> String {
    let saying = said(stand).unwrap_or_else(|| panic!("nothing is said; the screen says {:?}", all_words(stand)));
    assert!(!saying.in_private, "no page by pictures says anything personal");
    saying.phrases.iter().map(|phrase| phrase.shown.as_str()).collect::<Vec<_>>().join("|")
}

fn begun() -> Stand<'static> {
    let mut stand = usual(300);
    touch(&mut stand, "看图找活");
    stand
}

#[test]
fn each_page_is_said_as_it_comes_the_question_first_and_then_every_picture() {
    let mut stand = begun();
    assert_eq!(screen(&stand), Screen::Home, "one touch on the first screen is enough");
    let home = spoken(&mut stand);
    assert!(home.starts_with("您想干什么？"), "{home}");
    let order = ["找活干", "今天就干的活", "离这里近的活", "请人帮忙"].map(|words| home.find(words).unwrap());
    assert!(order.is_sorted(), "{home}");
    assert!(!home.contains("首页"), "the bar is the same everywhere and not said: {home}");
    touch(&mut stand, "找活干");
    let groups = spoken(&mut stand);
    assert!(groups.starts_with("您想干哪一类活？"), "{groups}");
    touch(&mut stand, "看别的");
    let others = spoken(&mut stand);
    assert!(others.starts_with("您想干哪一类活？") && others != groups, "what is turned over is said anew: {others}");
    assert!(said(&mut stand).is_none(), "and once");
}

#[test]
fn the_picture_that_is_being_said_is_lit() {
    let mut stand = begun();
    let saying = said(&mut stand).unwrap();
    let accent = |stand: &Stand<'_>| {
        let shapes = &stand.output().shapes;
        shapes
            .iter()
            .filter(|shape| matches!(&shape.shape, eframe::egui::Shape::Rect(rect) if rect.stroke.width > 5.0))
            .count()
    };
    let before = accent(&stand);
    let place = saying.phrases.iter().position(|phrase| phrase.shown.starts_with("今天就干的活")).unwrap();
    stand.state().workers.tell(Event::Saying { turn: saying.turn, place });
    stand.run_steps(3);
    assert!(accent(&stand) > before, "nothing is lit");
    let subtitle = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::Caption;
    assert!(!stand.root().children_recursive().any(|node| subtitle(&node)), "no line of words covers the pictures");
}

#[test]
fn a_man_who_cannot_read_applies_with_his_card_and_the_station_tells_him() {
    let mut stand = begun();
    touch(&mut stand, "找活干");
    touch(&mut stand, "家政护理");
    touch(&mut stand, "这一类都行");
    let jobs = spoken(&mut stand);
    assert!(jobs.contains("个活。") && jobs.contains("公里"), "{jobs}");
    touch(&mut stand, "公里");
    let job = spoken(&mut stand);
    assert!(job.starts_with("这个活，您想去吗？") && job.contains("找工作不收费"), "{job}");
    touch(&mut stand, "我想去");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Who));
    stand.state().workers.tell(Event::Reader(yizhan::domain::card::Reader::Ready));
    assert!(spoken(&mut stand).starts_with("请把身份证放在读卡器上。"));
    // Nobody knows this card here.
    stand.state().workers.silent.set(true);
    super::visit::lay_card(&mut stand, "430000197003071518");
    stand.state().workers.silent.set(false);
    let (name, born) = ("测试乙".to_owned().into(), jiff::civil::date(1970, 3, 7));
    stand.state().workers.tell(Event::Visit(Box::new(VisitEvent::Shown(Shown::NewCard { name, born }))));
    let ask = spoken(&mut stand);
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Short));
    assert!(ask.starts_with("单位有消息了，怎么告诉您？") && !ask.contains("测试乙"), "{ask}");
    touch(&mut stand, "驿站转告我");
    let consent = spoken(&mut stand);
    assert!(consent.contains("可以吗？") && consent.contains("给什么：姓名、电话。"), "{consent}");
    touch(&mut stand, "可以，报名");
    let done = spoken(&mut stand);
    assert!(done.starts_with("报上名了"), "{done}");
    let receipt = stand.state().kiosk.state().session.visit.applied.clone().unwrap().receipt;
    assert!(!done.contains(receipt.as_str()), "the number is for him, not for everybody: {done}");
    assert!(all_words(&stand).iter().any(|words| words == receipt.as_str()));
    let jobs = stand.state().workers.done.borrow();
    assert!(jobs.iter().any(|job| matches!(job, VisitJob::Apply { .. })), "{jobs:?}");
}

#[test]
fn where_no_card_can_be_read_a_person_is_one_touch_away() {
    let mut stand = begun();
    for step in ["找活干", "家政护理", "这一类都行", "公里", "我想去"] {
        touch(&mut stand, step);
    }
    stand.state().workers.tell(Event::Reader(yizhan::domain::card::Reader::Absent));
    assert!(spoken(&mut stand).starts_with("这里读不了身份证"));
    touch(&mut stand, "请人帮忙");
    assert_eq!(screen(&stand), Screen::Help);
    assert!(spoken(&mut stand).contains("请工作人员"), "pages that are not by pictures are said, too");
}

#[test]
fn postings_are_turned_over_and_the_one_looked_at_leads_back_to_where_it_stood() {
    let mut stand = begun();
    for step in ["找活干", "家政护理", "这一类都行"] {
        touch(&mut stand, step);
    }
    let pictures = |stand: &Stand<'_>| {
        let names = super::touchables(stand).into_iter().map(|(name, _)| name);
        names.filter(|name| name.contains("公里")).collect::<Vec<_>>()
    };
    let first = pictures(&stand);
    assert_eq!(first.len(), 3);
    touch(&mut stand, "看别的");
    let second = pictures(&stand);
    assert_ne!(first, second);
    touch(&mut stand, "公里");
    touch(&mut stand, "看别的");
    assert_eq!(pictures(&stand), second);
    touch(&mut stand, "返回");
    touch(&mut stand, "这一类都行");
    assert_eq!(pictures(&stand), first, "another search begins at its beginning");
}

#[test]
fn who_reads_a_little_goes_over_to_words_on_the_same_page_and_the_next_person_finds_words() {
    let mut stand = begun();
    for step in ["找活干", "家政护理"] {
        touch(&mut stand, step);
    }
    touch(&mut stand, "看文字");
    assert!(shows(&stand, "这一类全看") && !shows(&stand, "这一类都行"));
    assert!(shows(&stand, "English"), "the usual bar is back");
    stand.input_mut().time = Some(400.0);
    stand.run_steps(3);
    stand.input_mut().time = Some(700.0);
    stand.run_steps(3);
    assert_eq!(screen(&stand), Screen::Attract);
    touch(&mut stand, "开始找工作");
    assert!(!stand.state().kiosk.state().session.pictures);
}

#[test]
fn a_station_without_a_voice_says_so_once_and_the_pictures_stay() {
    let mut stand = begun();
    let turn = said(&mut stand).unwrap().turn;
    stand.state().workers.tell(Event::SpeechEnded { turn, trouble: Some(SpeechTrouble::NoVoice) });
    stand.run_steps(3);
    assert!(shows(&stand, "现在念不出来"));
    touch(&mut stand, "找活干");
    assert!(said(&mut stand).is_none(), "it is not tried on every page");
    assert!(shows(&stand, "家政护理"));
}

#[test]
fn pictures_have_names_and_fill_the_page_on_every_screen() {
    for (geometry, language) in [(Geometry::PORTRAIT, Language::Chinese), (Geometry::LANDSCAPE, Language::English)] {
        let mut stand = stand(geometry, language, 300);
        let way = if language == Language::Chinese { "看图找活" } else { "By pictures" };
        touch(&mut stand, way);
        let find = if language == Language::Chinese { "找活干" } else { "Find work" };
        touch(&mut stand, find);
        let main = stand.root().children_recursive().find(|node| node.accesskit_node().role() == Role::Main).unwrap();
        let buttons: Vec<_> =
            main.children_recursive().filter(|node| node.accesskit_node().role() == Role::Button).collect();
        assert_eq!(buttons.len(), 6, "five kinds of work and the way to the others");
        for button in &buttons {
            assert!(!button.accesskit_node().label().unwrap_or_default().is_empty());
            assert!(button.rect().height() > 60.0 * 4.0, "{:?} is small", button.rect());
        }
        let heading = main.children_recursive().find(|node| node.accesskit_node().role() == Role::Heading);
        assert!(heading.is_some(), "the question is the page's heading");
    }
}

#[test]
fn what_became_of_his_applications_is_asked_and_told_by_pictures() {
    let mut stand = begun();
    touch(&mut stand, "我报的名");
    super::visit::lay_card(&mut stand, "430000199003071519");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Mine), "{:?}", all_words(&stand));
    let heard = spoken(&mut stand);
    assert!(heard.starts_with("您报的活，到这一步了"), "{heard}");
    assert!(heard.contains("二保焊工") && heard.contains("请您去面试"), "{heard}");
    assert!(!heard.contains("测试"), "neither her name nor the employer's is said: {heard}");
    touch(&mut stand, "看完了，清空");
    assert!(stand.state().kiosk.state().session.visit.mine.is_none());
}
