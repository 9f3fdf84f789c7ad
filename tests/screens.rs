//! What the screens promise the people before them, through the accessibility tree: the words a person reads are the
//! words a test touches. A character the fonts lack fails every test here (`egui_kittest` panics on it).

#![expect(clippy::panic, reason = "a test panics with what it saw")]

#[path = "screens/accounts.rs"]
mod accounts;
#[path = "screens/arrived.rs"]
mod arrived;
#[path = "screens/audit.rs"]
mod audit;
#[path = "screens/board.rs"]
mod board;
#[path = "screens/ease.rs"]
mod ease;
#[path = "screens/fake.rs"]
mod fake;
#[path = "screens/firms.rs"]
mod firms;
#[path = "screens/first.rs"]
mod first;
#[path = "screens/gigs.rs"]
mod gigs;
#[path = "screens/input.rs"]
mod input;
#[path = "screens/office.rs"]
mod office;
#[path = "screens/own.rs"]
mod own;
#[path = "screens/pictures.rs"]
mod pictures;
#[path = "screens/rest.rs"]
mod rest;
#[path = "screens/resume.rs"]
mod resume;
#[path = "screens/service.rs"]
mod service;
#[path = "screens/show.rs"]
mod show;
#[path = "screens/tables.rs"]
mod tables;
#[path = "screens/touches.rs"]
mod touches;
#[path = "screens/traces.rs"]
mod traces;
#[path = "screens/visit.rs"]
mod visit;
#[path = "screens/walk.rs"]
mod walk;
#[path = "screens/walk_desk.rs"]
mod walk_desk;

use eframe::egui::{self, accesskit::Role};
use egui_kittest::{Harness, kittest::NodeT as _};
use yizhan::app::Kiosk;
use yizhan::domain::PostingId;
use yizhan::i18n::Language;
use yizhan::runtime::{Event, Job};
use yizhan::screens::staff::StaffScreen;
use yizhan::screens::{Opened, Screen};
use yizhan::widgets::theme::{self, Geometry, POINTS_PER_MM};

struct Station {
    kiosk: Kiosk,
    workers: fake::Workers,
    /// What nobody here answers.
    asked: Vec<Job>,
    /// Drawn over everything.
    planted: Option<fn(&mut egui::Ui)>,
}

impl Station {
    fn ui(&mut self, ui: &mut egui::Ui) {
        self.asked.extend(self.workers.work());
        self.kiosk.ui(ui);
        if let Some(planted) = self.planted {
            planted(ui);
        }
        self.asked.extend(self.workers.work());
    }
}

type Stand<'a> = Harness<'a, Station>;

fn stand(geometry: Geometry, language: Language, postings: i64) -> Stand<'static> {
    let (workers, handle) = fake::Workers::new(postings);
    let station = Station { kiosk: Kiosk::new(language, handle, fake::now), workers, asked: Vec::new(), planted: None };
    let mut stand = Harness::builder()
        .with_size(geometry.size())
        .with_pixels_per_point(geometry.pixels_per_point())
        .with_context_setup(theme::install)
        .build_ui_state(|ui, station: &mut Station| station.ui(ui), station);
    stand.run_steps(4);
    stand
}

fn usual(postings: i64) -> Stand<'static> {
    stand(Geometry::PORTRAIT, Language::Chinese, postings)
}

/// Touches the first thing that says this. Where it lies below the page's end, goes on first, as a person would.
fn touch<S>(stand: &mut Harness<'_, S>, words: &str) {
    let mut rect = place_of(stand, words);
    while !is_open(stand, rect) {
        // The one of its own column, where there are several.
        let more = touchables(stand).into_iter().filter(|(said, _)| is_more(said));
        let apart = |more: &egui::Rect| (more.center().x - rect.center().x).abs();
        let more = more.min_by(|(_, one), (_, other)| apart(one).total_cmp(&apart(other)));
        let (_, more) = more.unwrap_or_else(|| panic!("{words} cannot be reached: {:?}", all_words(stand)));
        tap(stand, more.center());
        // The page glides.
        stand.run_steps(30);
        let moved = place_of(stand, words);
        assert_ne!(moved, rect, "{words} cannot be brought into sight");
        rect = moved;
    }
    tap(stand, rect.center());
}

/// Whether this is the button that leads further down a page.
fn is_more(said: &str) -> bool {
    said.starts_with("下面还有") || said.starts_with("More below")
}

fn place_of<S>(stand: &Harness<'_, S>, words: &str) -> egui::Rect {
    let mut found = touchables(stand).into_iter().filter(|(said, _)| said.contains(words)).collect::<Vec<_>>();
    // What says exactly this goes before what only mentions it; of those the uppermost, as a person would.
    found.sort_by_key(|(said, rect)| (said != words, rect.top() as i32));
    found.first().unwrap_or_else(|| panic!("nothing to touch says {words}: {:?}", all_words(stand))).1
}

/// Whether a finger reaches the middle of a thing: no list has cut it off there, and what leads further does not lie on it.
fn is_open<S>(stand: &Harness<'_, S>, rect: egui::Rect) -> bool {
    let middle = rect.center();
    let part = |open: &egui::Rect| rect.expand(1.0).contains_rect(*open) && open.width() > rect.width() * 0.9;
    let reached = stand.ctx.interactive_rects_last_pass().iter().any(|open| part(open) && open.contains(middle));
    let covers = |(said, more): &(String, egui::Rect)| is_more(said) && *more != rect && more.contains(middle);
    reached && !touchables(stand).iter().any(covers)
}

fn tap<S>(stand: &mut Harness<'_, S>, pos: egui::Pos2) {
    for pressed in [true, false] {
        stand.event(egui::Event::PointerMoved(pos));
        stand.event(egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
    }
    stand.event(egui::Event::PointerGone);
    stand.run_steps(4);
}

/// Everything that can be touched now: what it says and where it is, in points.
fn touchables<S>(stand: &Harness<'_, S>) -> Vec<(String, egui::Rect)> {
    let nodes = stand.root().children_recursive();
    nodes
        .filter(|n| [Role::Button, Role::CheckBox, Role::Tab].contains(&n.accesskit_node().role()))
        .filter(|n| !n.accesskit_node().is_disabled())
        .map(|n| (n.accesskit_node().label().unwrap_or_default(), n.rect()))
        .collect()
}

fn all_words<S>(stand: &Harness<'_, S>) -> Vec<String> {
    let nodes = stand.root().children_recursive();
    nodes.filter_map(|n| n.accesskit_node().label().or_else(|| n.accesskit_node().value())).collect()
}

fn shows<S>(stand: &Harness<'_, S>, words: &str) -> bool {
    all_words(stand).iter().any(|said| said.contains(words))
}

fn screen(stand: &Stand<'_>) -> Screen {
    stand.state().kiosk.state().session.screen().clone()
}

/// A finger drawn across the glass.
fn drag(stand: &mut Stand<'_>, from: egui::Pos2, to: egui::Pos2) {
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    stand.event(egui::Event::PointerMoved(from));
    stand.event(button(from, true));
    for step in 1..=6_u8 {
        stand.event(egui::Event::PointerMoved(from.lerp(to, f32::from(step) / 6.0)));
    }
    stand.event(button(to, false));
    stand.event(egui::Event::PointerGone);
    stand.run_steps(3);
}

/// Lets time pass for the kiosk, in seconds since it began.
fn at(stand: &mut Stand<'_>, secs: f64) {
    stand.input_mut().time = Some(secs);
    stand.run_steps(2);
}

#[test]
fn a_seeker_finds_a_job_and_takes_it_away_in_a_code() {
    let mut stand = usual(300);
    assert!(shows(&stand, "点一下，开始找工作"));
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "按工种找");
    touch(&mut stand, "工厂普工");
    touch(&mut stand, "包装工");
    assert_eq!(screen(&stand), Screen::List);
    let found = stand.state().kiosk.state().session.listing.total.unwrap();
    assert!(shows(&stand, &format!("{found} 个岗位")) && found > 0);
    touch(&mut stand, "测试");
    let Opened::Here(posting) = &stand.state().kiosk.state().session.opened else { panic!("no posting was opened") };
    let posting = posting.clone();
    assert!(shows(&stand, &posting.employer) && shows(&stand, "找工作不收费") && shows(&stand, "测试市人力资源市场"));
    touch(&mut stand, "带走这个岗位");
    assert!(shows(&stand, "岗位内容的二维码") && shows(&stand, &posting.title));
    assert!(shows(&stand, "1380000"), "the number to call is not in what is taken away");
}

#[test]
fn the_same_way_leads_through_in_english() {
    let mut stand = stand(Geometry::LANDSCAPE, Language::English, 300);
    touch(&mut stand, "Touch to find work");
    touch(&mut stand, "Day jobs");
    touch(&mut stand, "yuan");
    assert!(shows(&stand, "Looking for work is free"));
    touch(&mut stand, "Take this job along");
    assert!(shows(&stand, "QR code of the job"));
}

#[test]
fn each_condition_can_be_dropped_when_nothing_is_found() {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "日结零工");
    touch(&mut stand, "工资");
    assert!(!shows(&stand, "15000"), "what nobody pays is not offered");
    touch(&mut stand, "一天");
    // Between the look and the touch the last ones of that wage are filled.
    for id in (1..=300).filter(|id| fake::posting(*id).wage.min_fen >= Some(20_000)) {
        stand.state_mut().workers.withdraw(PostingId(id));
    }
    touch(&mut stand, "200，");
    assert!(shows(&stand, "没有完全合适的"));
    assert!(shows(&stand, "去掉 200 元/天以上，有 "), "each way says how far it leads");
    touch(&mut stand, "去掉 200 元/天以上，有 ");
    assert!(!shows(&stand, "没有完全合适的") && shows(&stand, "日结零工"));
}

#[test]
fn words_typed_find_jobs_while_they_are_typed() {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "输入工种");
    stand.event(egui::Event::Text("电焊".into()));
    stand.run_steps(4);
    assert!(shows(&stand, "看全部"), "{:?}", all_words(&stand));
    touch(&mut stand, "看全部");
    touch(&mut stand, "去掉 “电焊”");
    assert_eq!(stand.state().kiosk.state().session.listing.total, Some(300));
}

#[test]
fn a_posting_that_has_gone_says_so_and_leads_back() {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "最新岗位");
    touch(&mut stand, "测试");
    let Screen::Detail(id) = screen(&stand) else { panic!("no posting is open") };
    // The next person opens it from a list that was read before it was withdrawn.
    touch(&mut stand, "返回");
    stand.state_mut().workers.withdraw(id);
    touch(&mut stand, "测试");
    assert!(shows(&stand, "已经招满或过期"));
    touch(&mut stand, "回去看别的");
    assert_eq!(screen(&stand), Screen::List);
}

#[test]
fn a_pause_brings_a_question_and_silence_forgets_the_person() {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "English");
    touch(&mut stand, "Type a job");
    stand.event(egui::Event::Text("电焊".into()));
    stand.run_steps(4);
    at(&mut stand, 50.0);
    assert!(!shows(&stand, "Are you still there?"));
    at(&mut stand, 70.0);
    assert!(shows(&stand, "Are you still there?"));
    touch(&mut stand, "I am still here");
    assert!(!shows(&stand, "Are you still there?") && shows(&stand, "电焊"));
    at(&mut stand, 135.0);
    assert!(shows(&stand, "Are you still there?"), "the extension was not a whole pause");
    at(&mut stand, 166.0);
    assert_eq!(screen(&stand), Screen::Attract);
    let session = &stand.state().kiosk.state().session;
    assert_eq!((session.draft.search.as_str(), session.language), ("", Language::Chinese));
    assert!(!session.listing.is_narrowed() && session.opened == Opened::None);
}

#[test]
fn an_elderly_person_gets_large_text_few_choices_and_more_time() {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "大字");
    touch(&mut stand, "按工种找");
    let tiles = touchables(&stand).into_iter().filter(|(said, _)| said.contains("个岗位")).count();
    assert_eq!(tiles, 5, "{:?}", all_words(&stand));
    touch(&mut stand, "下一页");
    assert!(shows(&stand, "2 / 3"));
    at(&mut stand, 100.0);
    assert!(!shows(&stand, "您还在吗"));
    at(&mut stand, 130.0);
    assert!(shows(&stand, "您还在吗"));
}

#[test]
fn the_line_being_dead_is_said_and_changes_nothing_else() {
    let mut stand = usual(300);
    let mut status = fake::status(300);
    status.line.failures = 4;
    stand.state().workers.tell(Event::Status(Box::new(status)));
    touch(&mut stand, "开始找工作");
    assert!(shows(&stand, "断网中"));
    touch(&mut stand, "最新岗位");
    assert!(shows(&stand, "300 个岗位"));
}

#[test]
fn an_empty_station_says_what_will_happen_instead_of_showing_nothing() {
    let mut stand = usual(0);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "按工种找");
    assert!(shows(&stand, "岗位还没有下载好"));
    touch(&mut stand, "返回");
    touch(&mut stand, "最新岗位");
    assert!(shows(&stand, "岗位还没有下载好"));
}

/// At the desk, signed in.
fn desk(postings: i64) -> Stand<'static> {
    signed_in(usual(postings))
}

fn signed_in(mut stand: Stand<'static>) -> Stand<'static> {
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "请人帮忙");
    touch(&mut stand, "工作人员入口");
    stand.state().workers.books().sign_in();
    stand.state().workers.tell(Event::SignedIn(fake::desk::clerk()));
    stand.run_steps(4);
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Desk));
    stand
}

#[test]
fn a_clerk_shows_a_registered_person_postings_with_their_reasons() {
    let mut stand = desk(300);
    touch(&mut stand, "登记列表");
    touch(&mut stand, "推荐岗位");
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Matches));
    assert!(shows(&stand, "测试甲：从 300 个相关岗位里比出来的"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "最想做的就是电焊工") && shows(&stand, "工资达到期望的 5000 元/月"));
    assert!(shows(&stand, "缺：") && shows(&stand, "办法："), "{:?}", all_words(&stand));
    touch(&mut stand, "看岗位");
    let Screen::Staff(StaffScreen::Posting(id)) = screen(&stand) else { panic!("no posting is open at the desk") };
    let Opened::Here(posting) = &stand.state().kiosk.state().session.opened else { panic!("it was not read") };
    assert_eq!(posting.id, id);
    assert!(stand.state().kiosk.state().staff.signed_in.is_some(), "the clerk was signed out");
    touch(&mut stand, "适合的登记者");
    assert!(shows(&stand, "测试甲") && shows(&stand, "打电话：13800000001"), "{:?}", all_words(&stand));
    assert!(!shows(&stand, "测试乙"), "who looks for other work is not named");
    touch(&mut stand, "返回");
    touch(&mut stand, "返回");
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Matches));
}

#[test]
fn who_finds_nothing_is_shown_the_jobs_nearest_to_what_she_did() {
    let mut stand = desk(20);
    touch(&mut stand, "登记列表");
    stand.state().workers.tell(Event::Entries(fake::desk::entries().split_off(3)));
    stand.run_steps(3);
    touch(&mut stand, "推荐岗位");
    assert!(shows(&stand, "没有合适的岗位"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "相近的工作·收银员") && shows(&stand, "现在有 7 个岗位") && shows(&stand, "一样的："));

    let offered = all_words(&stand).into_iter().find(|said| said.starts_with('看') && said.ends_with("岗位")).unwrap();
    touch(&mut stand, &offered);
    let job = offered.trim_start_matches('看').trim_end_matches("岗位");
    assert!(shows(&stand, &format!("按“{job}”推荐")), "{:?}", all_words(&stand));
    touch(&mut stand, "回到本人想做的工作");
    assert!(shows(&stand, "相近的工作·收银员") && !shows(&stand, &format!("按“{job}”推荐")));
    touch(&mut stand, "返回");
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Entries), "it is one page, whoever looks at which job");
}

#[test]
fn todays_day_jobs_are_given_out_with_name_number_and_reasons() {
    let mut stand = desk(300);
    touch(&mut stand, "今日派工");
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Gigs));
    assert!(shows(&stand, "2 人今天有空"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "测试乙 去“") && shows(&stand, "打电话：13800000001"), "{:?}", all_words(&stand));
    touch(&mut stand, "看岗位");
    assert!(matches!(screen(&stand), Screen::Staff(StaffScreen::Posting(_))));
}

#[test]
fn without_day_jobs_the_list_says_what_it_would_take() {
    let mut stand = desk(0);
    touch(&mut stand, "今日派工");
    assert!(shows(&stand, "今天没有能派的零工") && shows(&stand, "同意接收通知"));
}

/// Screens, each by the touches that lead to it from the home page.
const PLACES: &[&[&str]] = &[
    &[],
    &["按工种找"],
    &["按工种找", "工厂普工"],
    &["按地区找"],
    &["按工资找"],
    &["日结零工"],
    &["日结零工", "测试"],
    &["日结零工", "测试", "带走这个岗位"],
    &["输入工种"],
    &["请人帮忙"],
];

#[test]
fn the_bottom_bar_is_the_same_everywhere_and_its_slots_are_of_primary_size() {
    for way in PLACES {
        let mut stand = usual(120);
        touch(&mut stand, "开始找工作");
        way.iter().for_each(|step| touch(&mut stand, step));
        let bar: Vec<_> = all_nodes(&stand, &["首页", "返回", "请人帮忙", "朗读", "大字", "English"]);
        assert_eq!(bar.len(), 6, "at {way:?}: {:?}", all_words(&stand));
        for rect in bar {
            assert!(rect.height() / POINTS_PER_MM >= 20.0 && rect.width() / POINTS_PER_MM >= 20.0);
            assert!(rect.bottom() <= Geometry::PORTRAIT.size().y + 1.0);
        }
    }
}

fn all_nodes(stand: &Stand<'_>, words: &[&str]) -> Vec<egui::Rect> {
    let nodes = stand.root().children_recursive();
    let said = |label: Option<String>| label.is_some_and(|l| words.contains(&l.as_str()));
    nodes
        .filter(|n| n.accesskit_node().role() == Role::Button && said(n.accesskit_node().label()))
        .map(|n| n.rect())
        .collect()
}

#[test]
fn a_list_of_thousands_reads_what_is_looked_at_and_a_little_ahead() {
    let mut stand = usual(4_000);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "最新岗位");
    let pages = |stand: &Stand<'_>| stand.state().kiosk.state().session.listing.pages.len();
    // Cards are made ready before a finger comes: three pages of them, and no more.
    stand.run_steps(30);
    assert!((2..=4).contains(&pages(&stand)), "{} pages were read", pages(&stand));
    let before = pages(&stand);
    for _ in 0..30 {
        drag(&mut stand, egui::pos2(500.0, 1_400.0), egui::pos2(500.0, 500.0));
    }
    assert!(pages(&stand) > before && pages(&stand) < 100, "{} pages were read", pages(&stand));
    assert!(stand.state().kiosk.state().session.listing.hit(0).is_some());
}
