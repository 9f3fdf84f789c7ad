//! What a seeker does alone: every page she is led through, and what is left of it afterwards.

use super::{Geometry, Language, Stand, all_words, at, fake, screen, shows, stand, touch, usual};
use eframe::egui;
use yizhan::domain::card::{CardPerson, Reader};
use yizhan::domain::visitor::{Proof, Shown};
use yizhan::domain::wishes::{Wish, Wished};
use yizhan::domain::{ConsentPurpose, EntryId, IdType, PostingFlaw, ReceiptNo, SeqNo, StationId};
use yizhan::runtime::visit::{VisitEvent, VisitJob};
use yizhan::runtime::{Event, Job};
use yizhan::screens::Screen;
use yizhan::screens::visit::{VisitFacts, VisitScreen};

fn wished() -> Wished {
    Wished { receipt: ReceiptNo::of(StationId(12), SeqNo(10)), entry: EntryId::new(0, [1; 10]), already: false }
}

/// The page of a posting.
fn at_posting() -> Stand<'static> {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "最新岗位");
    touch(&mut stand, "测试");
    stand
}

fn typed(stand: &mut Stand<'_>, text: &str) {
    stand.event(egui::Event::Text(text.into()));
    stand.run_steps(4);
}

/// Touches a field, wherever on its page it is.
fn field(stand: &mut Stand<'_>, label: &str) {
    use egui_kittest::kittest::{NodeT as _, Queryable as _};
    let rect = stand.root().get_by_label(label).rect();
    assert_eq!(stand.root().get_by_label(label).accesskit_node().label().as_deref(), Some(label));
    super::tap(stand, rect.center());
}

fn card(number: &str) -> Event {
    Event::CardRead(Box::new(CardPerson {
        name: "测试甲".to_owned().into(),
        id_type: IdType::ResidentId,
        id_number: number.to_owned().into(),
        warnings: Vec::new(),
    }))
}

pub fn lay_card(stand: &mut Stand<'_>, number: &str) {
    stand.state().workers.tell(Event::Reader(Reader::Ready));
    stand.state().workers.tell(card(number));
    stand.run_steps(6);
}

#[test]
fn three_postings_are_kept_and_stand_side_by_side() {
    let mut stand = at_posting();
    touch(&mut stand, "存下来比一比");
    assert!(shows(&stand, "已存，去比一比（1 个）"), "{:?}", all_words(&stand));
    let kept = stand.state().kiosk.state().session.visit.kept.clone();
    touch(&mut stand, "返回");
    assert!(shows(&stand, "比一比已存的 1 个"), "{:?}", all_words(&stand));
    let others: Vec<String> = (2..=12).map(|id| fake::posting(id).title).collect();
    let mut opened = 1;
    for title in others {
        if opened == 3 {
            break;
        }
        if title == kept[0].title || !super::touchables(&stand).iter().any(|(said, _)| said.starts_with(&title)) {
            continue;
        }
        touch(&mut stand, &title);
        if shows(&stand, "存下来比一比") {
            touch(&mut stand, "存下来比一比");
            opened += 1;
        }
        touch(&mut stand, "返回");
    }
    touch(&mut stand, "比一比已存的");
    let kept = stand.state().kiosk.state().session.visit.kept.clone();
    assert!(kept.len() >= 2, "only {} were kept", kept.len());
    for posting in &kept {
        assert!(shows(&stand, &posting.title) && shows(&stand, &posting.employer), "{:?}", all_words(&stand));
    }
    touch(&mut stand, "去掉");
    assert_eq!(stand.state().kiosk.state().session.visit.kept.len(), kept.len() - 1);
}

#[test]
fn what_was_typed_can_be_undone_by_nobody_once_its_person_has_left() {
    let mut stand = at_posting();
    touch(&mut stand, "我想去");
    touch(&mut stand, "没登记过");
    field(&mut stand, "姓名");
    typed(&mut stand, "测试甲");
    let id = egui::Id::unique("applicant's name");
    assert!(egui::TextEdit::load_state(&stand.ctx, id).is_some(), "the field is another one now");
    at(&mut stand, 200.0);
    assert_eq!(screen(&stand), Screen::Attract);
    assert!(egui::TextEdit::load_state(&stand.ctx, id).is_none(), "the field still remembers what was typed");
    let session = &stand.state().kiosk.state().session;
    assert!(session.draft.visit.short.name.is_empty() && session.visit == VisitFacts::default());
    assert!(stand.state().asked.contains(&Job::ForgetSlips), "slips that wait are still printed");
}

#[test]
fn what_is_kept_is_gone_with_the_person() {
    let mut stand = at_posting();
    touch(&mut stand, "存下来比一比");
    at(&mut stand, 100.0);
    assert_eq!(screen(&stand), Screen::Attract);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "最新岗位");
    assert!(!shows(&stand, "比一比已存的"));
}

#[test]
fn a_word_that_nobody_explained_is_explained_on_touch_with_the_law_behind_it() {
    let mut stand = at_posting();
    assert!(shows(&stand, "这些词是什么意思？"), "{:?}", all_words(&stand));
    touch(&mut stand, "两班倒");
    assert!(shows(&stand, "白班夜班轮着上") && shows(&stand, "依据：劳动法第36、44条"), "{:?}", all_words(&stand));
    touch(&mut stand, "明白了");
    assert!(!shows(&stand, "白班夜班轮着上"));
}

#[test]
fn a_posting_that_is_not_as_it_says_is_reported_once_and_without_a_name() {
    let mut stand = at_posting();
    touch(&mut stand, "这个岗位有问题");
    touch(&mut stand, "问我要钱");
    touch(&mut stand, "告诉工作人员");
    assert!(shows(&stand, "记下了") && shows(&stand, "0012-000007-"), "{:?}", all_words(&stand));
    let asked = stand.state().workers.done.borrow().clone();
    assert!(matches!(&asked[..], [VisitJob::Report { flaw: PostingFlaw::AskedMoney, .. }]), "{asked:?}");
    touch(&mut stand, "返回");
    touch(&mut stand, "这个岗位有问题");
    assert!(!shows(&stand, "告诉工作人员"), "one person reports a posting once");
}

#[test]
fn a_seeker_without_a_registration_applies_with_a_short_form_and_a_consent_that_names_the_employer() {
    let mut stand = at_posting();
    let posting = stand.state().kiosk.state().session.opened.clone();
    let yizhan::screens::Opened::Here(posting) = posting else { panic!("no posting is open") };
    touch(&mut stand, "我想去");
    touch(&mut stand, "没登记过");
    field(&mut stand, "姓名");
    typed(&mut stand, "测试甲");
    touch(&mut stand, "完成");
    touch(&mut stand, "没有电话，由驿站转告");
    for step in ["1970年代", "1974年", "3月", "10日"] {
        touch(&mut stand, step);
    }
    assert!(shows(&stand, "生日：1974年3月10日"), "{:?}", all_words(&stand));
    touch(&mut stand, "下一步");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Apply(posting.id)));
    assert!(shows(&stand, "测**，没有电话，由驿站转告"), "a name is masked: {:?}", all_words(&stand));
    assert!(!stand.state().kiosk.state().session.draft.visit.consent, "no consent is given beforehand");
    touch(&mut stand, &format!("我同意把我的资料给“{}”", posting.employer));
    touch(&mut stand, "同意并报名");
    assert!(shows(&stand, "报上名了") && shows(&stand, "0012-000008-"), "{:?}", all_words(&stand));
    touch(&mut stand, "再看看别的岗位");
    assert_eq!(screen(&stand), Screen::List);
}

#[test]
fn nothing_is_sent_without_the_consent() {
    let mut stand = at_posting();
    touch(&mut stand, "我想去");
    lay_card(&mut stand, "430000199003071519");
    assert!(shows(&stand, "打开上面这一项"), "{:?}", all_words(&stand));
    let buttons = super::touchables(&stand);
    assert!(!buttons.iter().any(|(said, _)| said == "同意并报名"), "it can be touched: {buttons:?}");
    assert!(!stand.state().workers.done.borrow().iter().any(|job| matches!(job, VisitJob::Apply { .. })));
}

#[test]
fn an_identity_card_opens_ones_own_things_and_what_the_employer_said() {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "我的");
    lay_card(&mut stand, "430000199003071519");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Mine));
    assert!(shows(&stand, "测**，您好") && !shows(&stand, "测试甲"), "{:?}", all_words(&stand));
    assert!(
        shows(&stand, "请您去面试") && shows(&stand, "11月25日 09:00到厂东门") && shows(&stand, "带上身份证"),
        "{:?}",
        all_words(&stand)
    );
    touch(&mut stand, "带走一份");
    assert!(shows(&stand, "我的记录的二维码"), "{:?}", all_words(&stand));
    touch(&mut stand, "返回");
    touch(&mut stand, "看完了");
    assert_eq!(screen(&stand), Screen::Home);
    assert!(stand.state().kiosk.state().session.visit.me.is_none());
}

#[test]
fn a_consent_is_taken_back_by_one_touch_and_everything_erased_only_after_a_question() {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "我的");
    lay_card(&mut stand, "430000199003071519");
    assert!(shows(&stand, "收回同意：记录特殊身份·省里收到了"), "{:?}", all_words(&stand));
    let wishes = |stand: &Stand<'_>| {
        let asked = stand.state().asked.iter();
        asked
            .filter_map(|job| if let Job::Wish { wish, .. } = job { Some(wish.clone()) } else { None })
            .collect::<Vec<_>>()
    };
    touch(&mut stand, "收回：有合适的岗位就通知我");
    assert_eq!(wishes(&stand), [Wish::TakeBack(vec![ConsentPurpose::Push])]);
    stand.state().workers.tell(Event::Wished(wished()));
    stand.run_steps(4);
    touch(&mut stand, "删除我的全部资料");
    touch(&mut stand, "不删了");
    assert_eq!(wishes(&stand).len(), 1);
    touch(&mut stand, "删除我的全部资料");
    touch(&mut stand, "全部删除");
    assert_eq!(wishes(&stand).last(), Some(&Wish::Erase));
}

#[test]
fn whoever_guesses_is_told_nothing_and_stopped_after_a_while() {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "我的");
    touch(&mut stand, "用小票上的回执号");
    field(&mut stand, "回执号");
    typed(&mut stand, "0012-000009-99");
    touch(&mut stand, "完成");
    for step in ["1970年代", "1974年", "3月", "10日"] {
        touch(&mut stand, step);
    }
    touch(&mut stand, "就是我");
    assert!(shows(&stand, "没有对上"), "{:?}", all_words(&stand));
    let until = fake::now().checked_add(jiff::SignedDuration::from_mins(15)).unwrap();
    stand.state().workers.locked.set(Some(until));
    touch(&mut stand, "就是我");
    assert!(shows(&stand, "试错太多次了，请 15 分钟后再试"), "{:?}", all_words(&stand));
}

#[test]
fn a_boy_of_fifteen_is_stopped_kindly_and_led_to_a_person() {
    let mut stand = at_posting();
    touch(&mut stand, "我想去");
    lay_card(&mut stand, "430000201101010138");
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::TooYoung));
    assert!(shows(&stand, "未满 16 周岁"), "{:?}", all_words(&stand));
    touch(&mut stand, "请工作人员说说上学和培训");
    assert_eq!(screen(&stand), Screen::Help);
}

#[test]
fn an_answer_that_comes_after_the_person_has_left_is_shown_to_nobody() {
    let mut stand = usual(300);
    stand.state().workers.silent.set(true);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "我的");
    lay_card(&mut stand, "430000199003071519");
    at(&mut stand, 200.0);
    assert_eq!(screen(&stand), Screen::Attract);
    touch(&mut stand, "开始找工作");
    stand.state().workers.tell(Event::Visit(Box::new(VisitEvent::Shown(Shown::Known(fake::visit::visitor())))));
    stand.run_steps(4);
    touch(&mut stand, "我的");
    stand.state().workers.tell(Event::Visit(Box::new(VisitEvent::Shown(Shown::Known(fake::visit::visitor())))));
    stand.run_steps(4);
    assert_eq!(screen(&stand), Screen::Visit(VisitScreen::Who), "nobody has asked: {:?}", all_words(&stand));
}

#[test]
fn the_same_way_leads_through_in_english_on_a_lying_screen() {
    let mut stand = stand(Geometry::LANDSCAPE, Language::English, 300);
    touch(&mut stand, "Touch to find work");
    touch(&mut stand, "My things");
    lay_card(&mut stand, "430000199003071519");
    assert!(shows(&stand, "You are asked to an interview"), "{:?}", all_words(&stand));
}

#[test]
fn a_card_is_asked_for_only_where_somebody_says_who_she_is() {
    let mut stand = at_posting();
    let watched = |stand: &Stand<'_>| {
        let mut asked = stand.state().asked.iter().rev();
        asked.find_map(|job| if let Job::WatchCards(watch) = job { Some(*watch) } else { None })
    };
    assert_eq!(watched(&stand), None);
    touch(&mut stand, "我想去");
    assert_eq!(watched(&stand), Some(true));
    touch(&mut stand, "返回");
    assert_eq!(watched(&stand), Some(false));
    stand.state().workers.tell(card("430000199003071519"));
    stand.run_steps(4);
    assert!(
        !stand.state().workers.done.borrow().iter().any(|job| matches!(job, VisitJob::Identify(Proof::Card { .. })))
    );
}

#[test]
fn the_districts_around_lie_on_a_map_and_each_leads_to_its_postings() {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "按地区找");
    touch(&mut stand, "看地图选");
    let spots: Vec<String> = super::touchables(&stand).into_iter().map(|(said, _)| said).collect();
    let is_near = |said: &&String| said.contains("公里") && said.contains("往") && !is_street(said);
    let near = spots.iter().find(is_near).unwrap().clone();
    assert!(spots.iter().any(|said| said.contains("您在这里")), "{spots:?}");
    touch(&mut stand, &near);
    assert_eq!(screen(&stand), Screen::List);
    let query = &stand.state().kiosk.state().session.listing.query;
    let place = near.split('，').next().unwrap();
    assert!(query.filters.district.as_ref().is_some_and(|district| district.ends_with(place)), "{query:?}");
}

/// A street or a town of the sample pack.
fn is_street(said: &str) -> bool {
    said.contains("街道，") || said.contains("镇，")
}

#[test]
fn the_streets_of_the_stations_own_county_lie_on_the_map_and_are_said_where_a_posting_is_of_one() {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "按地区找");
    touch(&mut stand, "看地图选");
    let spots: Vec<String> = super::touchables(&stand).into_iter().map(|(said, _)| said).collect();
    let streets: Vec<&String> = spots.iter().filter(|said| is_street(said)).collect();
    assert!(streets.len() >= 3, "{spots:?}");
    let bridge = (*streets.iter().find(|said| said.starts_with("高桥街道")).unwrap()).clone();
    touch(&mut stand, &bridge);
    assert_eq!(screen(&stand), Screen::List);
    let query = &stand.state().kiosk.state().session.listing.query;
    assert_eq!(query.filters.district.as_deref(), Some("430111007"));
    assert!(
        super::touchables(&stand).iter().any(|(said, _)| said.contains("长沙市 雨花区 高桥街道")),
        "the condition in words"
    );
}
