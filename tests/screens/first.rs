//! The first start of a machine: page by page to a station, by the words that whoever installs it reads.

use super::{all_words, shows, tap, touch, touchables};
use eframe::egui::{self, accesskit::Role};
use egui_kittest::{Harness, kittest::NodeT as _};
use std::sync::mpsc::{Receiver, Sender, channel};
use yizhan::app::{First, FirstEnd};
use yizhan::domain::setup::{Answer, Ask, Found, Link, Network, Quarter, Reach, Thing, Wireless};
use yizhan::i18n::{Language, Words};
use yizhan::screens::first::{FirstDraft, Step};
use yizhan::widgets::theme::{self, Geometry};

/// The screen, and who goes and finds out.
pub struct Machine {
    first: First,
    asks: Receiver<Ask>,
    answers: Sender<Answer>,
    asked: Vec<Ask>,
    end: Option<FirstEnd>,
    reachable: bool,
    /// There is no cable in it.
    wireless: bool,
    /// Something on it can join wireless networks.
    manager: bool,
}

pub type Stand = Harness<'static, Machine>;

impl Machine {
    fn ui(&mut self, ui: &mut egui::Ui) {
        while let Ok(ask) = self.asks.try_recv() {
            let answer = self.answer(&ask);
            self.asked.push(ask);
            assert!(self.answers.send(answer).is_ok(), "nobody waits for the answer");
        }
        self.end = self.end.or(self.first.ui(ui));
    }

    fn answer(&self, ask: &Ask) -> Answer {
        match ask {
            Ask::Devices => Answer::Devices(vec![
                Found { thing: Thing::SlipPrinter, at: "usb:/dev/usb/lp0".into(), answers: true },
                Found { thing: Thing::Scanner, at: "/dev/serial/by-id/usb-3".into(), answers: false },
            ]),
            Ask::TestPrint(_) => Answer::Printed(true),
            Ask::Network => Answer::Network(self.network(false)),
            Ask::Join { secret, .. } if secret.typed() == "correct horse" => Answer::Network(self.network(true)),
            Ask::Join { .. } => Answer::Failed("it was refused".into()),
            Ask::Knock(_) => Answer::Knocked(self.reachable),
            Ask::Save(_) => Answer::Saved,
            Ask::Enrol { .. } if self.reachable => Answer::Enrolled("溪口驿站".into()),
            Ask::Enrol { .. } => Answer::Failed("no line".into()),
        }
    }

    /// A machine with a cable that is not plugged in and a radio, for which there is a manager where the platform can be reached.
    fn network(&self, joined: bool) -> Network {
        let link = |name: &str, wireless, up| Link { name: name.into(), wireless, up };
        let wireless = |name: &str, strength, joined| Wireless { name: name.into(), strength, locked: true, joined };
        Network {
            links: vec![link("enp1s0", false, !self.wireless), link("wlan0", true, joined)],
            address: (joined || !self.wireless).then(|| "10.20.7.12".to_owned()),
            platform: if joined || !self.wireless { Reach::Answers("10.20.30.40:443".into()) } else { Reach::Unset },
            around: self.manager.then(|| vec![wireless("驿站", 82, joined), wireless("隔壁", 40, false)]),
        }
    }
}

/// Looks at every page, in the order in which somebody goes through them.
pub fn walk(geometry: Geometry, language: Language, mut look: impl FnMut(&Stand, &str)) {
    let words = Words::of(language);
    let mut stand = stand_in(geometry, language, Step::Language, true);
    let screens = [
        (Step::Language, "first, language"),
        (Step::Screen, "first, screen"),
        (Step::Touch, "first, touch"),
        (Step::Network, "first, network"),
        (Step::Devices, "first, devices"),
        (Step::Kind, "first, kind"),
        (Step::Place, "first, place"),
    ];
    for (step, says) in screens {
        stand.run_steps(8);
        look(&stand, says);
        if step == Step::Place {
            touch(&mut stand, words.first_place_choose());
            look(&stand, "first, provinces");
            for place in ["湖南", "长沙", "雨花"] {
                touch(&mut stand, place);
            }
            look(&stand, "first, place chosen");
        }
        touch(&mut stand, words.first_on());
    }
    stand.run_steps(8);
    look(&stand, "first, enrol");
}

fn stand(geometry: Geometry, step: Step, reachable: bool) -> Stand {
    stand_in(geometry, Language::Chinese, step, reachable)
}

fn stand_in(geometry: Geometry, language: Language, step: Step, reachable: bool) -> Stand {
    let (asks_in, asks) = channel();
    let (answers, answers_out) = channel();
    let draft = FirstDraft::new(language, step, Quarter::default());
    let first = First::new(draft, asks_in, answers_out);
    let machine =
        Machine { first, asks, answers, asked: Vec::new(), end: None, reachable, wireless: false, manager: true };
    let mut stand = Harness::builder()
        .with_size(geometry.size())
        .with_pixels_per_point(geometry.pixels_per_point())
        .with_context_setup(theme::install)
        .build_ui_state(|ui, machine: &mut Machine| machine.ui(ui), machine);
    stand.run_steps(4);
    stand
}

fn type_in(stand: &mut Stand, words: &str, text: &str) {
    let field = stand.root().children_recursive().find(|node| {
        let is_field = node.accesskit_node().role() == Role::TextInput;
        is_field && node.accesskit_node().label().is_some_and(|said| said.contains(words))
    });
    let place = field.unwrap_or_else(|| panic!("no field is called {words}")).rect().center();
    tap(stand, place);
    stand.event(egui::Event::Text(text.to_owned()));
    stand.run_steps(4);
}

fn saved(stand: &Stand) -> Vec<(&'static str, String)> {
    let all = stand.state().asked.iter();
    all.filter_map(|ask| if let Ask::Save(said) = ask { Some(said.clone()) } else { None }).flatten().collect()
}

#[test]
fn a_stranger_makes_a_machine_a_station_page_by_page() {
    for geometry in [Geometry::PORTRAIT, Geometry::LANDSCAPE] {
        let mut stand = stand(geometry, Step::Language, true);
        touch(&mut stand, "下一步");
        touch(&mut stand, "27 英寸");
        touch(&mut stand, "850 毫米");
        touch(&mut stand, "下一步");
        for mark in 1..=5 {
            touch(&mut stand, &format!("第 {mark} 个"));
        }
        assert!(shows(&stand, "偏了"), "the middle of the field is not where the marks at its corners are");
        touch(&mut stand, "下一步");
        stand.run_steps(8);
        assert!(shows(&stand, "网线（enp1s0）：插好了") && shows(&stand, "10.20.7.12"), "{:?}", all_words(&stand));
        touch(&mut stand, "下一步");
        // What was answered is written down first, then what stands on the desk is looked for.
        stand.run_steps(8);
        assert!(
            shows(&stand, "小票打印机、应答正常") && shows(&stand, "扫码枪、没有应答"),
            "{:?} {:?}",
            stand.state().asked,
            all_words(&stand)
        );
        touch(&mut stand, "打一张测试条");
        assert!(shows(&stand, "打出来了"));
        touch(&mut stand, "下一步");
        touch(&mut stand, "零工市场");
        touch(&mut stand, "下一步");
        touch(&mut stand, "选省、市、区县");
        for place in ["湖南", "长沙", "雨花"] {
            touch(&mut stand, place);
        }
        touch(&mut stand, "下一步");
        type_in(&mut stand, "注册码", "yizhan-enrol K7XF-3M2P-9XHT ed25519 https://platform.example");
        assert!(!shows(&stand, "省平台地址"), "the code says where the platform is");
        touch(&mut stand, "完成");
        let button = touchables(&stand).into_iter().rfind(|(said, _)| said == "注册").unwrap();
        tap(&mut stand, button.1.center());
        assert!(shows(&stand, "溪口驿站"), "{:?}", all_words(&stand));
        touch(&mut stand, "开始使用");
        assert_eq!(stand.state().end, Some(FirstEnd::Begun));
        let saved = saved(&stand);
        for (name, value) in [
            ("lang", "zh-CN"),
            ("diagonal", "27"),
            ("above-floor", "850"),
            ("printer", "usb:/dev/usb/lp0"),
            ("site", "market"),
            ("division", "430111"),
        ] {
            assert!(saved.contains(&(name, value.to_owned())), "{name}: {saved:?}");
        }
        assert!(!saved.iter().any(|(name, _)| *name == "scanner"), "what does not answer is not taken by itself");
    }
}

/// How a stranger reads and touches, in seconds: each new character, each touch with the look for it, each character that is typed.
const READS: f64 = 0.2;
const TOUCHES: f64 = 3.0;
const TYPES: f64 = 2.0;
/// The whole of the first start.
const FIVE_MINUTES: f64 = 300.0;

/// Somebody who sees these pages for the first time, reads every word of them once, and takes what is offered where she may.
struct Stranger {
    stand: Stand,
    read: std::collections::BTreeSet<String>,
    touches: u32,
    typed: usize,
    characters: usize,
}

impl Stranger {
    fn look(&mut self) {
        for words in all_words(&self.stand) {
            let length = words.chars().count();
            if self.read.insert(words) {
                self.characters += length;
            }
        }
    }

    fn touch(&mut self, words: &str) {
        self.look();
        touch(&mut self.stand, words);
        self.touches += 1;
        self.look();
    }

    /// Puts a text into a field, by hand or by a scanner that types.
    fn enters(&mut self, field: &str, text: &str, by_hand: bool) {
        type_in(&mut self.stand, field, text);
        self.touches += 1;
        self.typed += if by_hand { text.chars().count() } else { 0 };
        self.look();
    }

    fn seconds(&self) -> f64 {
        let (touches, typed) = (f64::from(self.touches), self.typed as f64);
        READS * self.characters as f64 + TOUCHES * touches + TYPES * typed
    }
}

/// The first start, with the code from the invitation scanned or typed by hand; how many seconds it takes.
#[expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "the button is there, and how long it takes is what is asked"
)]
fn first_start(by_hand: bool) -> f64 {
    let stand = stand(Geometry::PORTRAIT, Step::Language, true);
    let read = std::collections::BTreeSet::new();
    let mut stranger = Stranger { stand, read, touches: 0, typed: 0, characters: 0 };
    for _ in 0..2 {
        stranger.touch("下一步");
    }
    for mark in 1..=5 {
        stranger.touch(&format!("第 {mark} 个"));
    }
    for _ in 0..2 {
        stranger.touch("下一步");
        stranger.stand.run_steps(8);
    }
    for step in ["打一张测试条", "下一步", "下一步", "选省、市、区县", "湖南", "长沙", "雨花", "下一步"]
    {
        stranger.touch(step);
    }
    if by_hand {
        stranger.enters("注册码", "K7XF-3M2P-9XHT", true);
        stranger.touch("完成");
        stranger.enters("省平台地址", "https://platform.example", true);
    } else {
        stranger.enters("注册码", "yizhan-enrol K7XF-3M2P-9XHT ed25519 https://platform.example", false);
    }
    stranger.touch("完成");
    let button = touchables(&stranger.stand).into_iter().rfind(|(said, _)| said == "注册").unwrap();
    tap(&mut stranger.stand, button.1.center());
    stranger.touches += 1;
    stranger.touch("开始使用");
    assert_eq!(stranger.stand.state().end, Some(FirstEnd::Begun));
    let seconds = stranger.seconds();
    let Stranger { touches, typed, characters, .. } = stranger;
    println!("first start: {touches} touches, {typed} characters typed, {characters} read: {seconds:.0} s");
    seconds
}

#[test]
fn a_stranger_who_reads_every_word_and_scans_the_code_is_through_in_five_minutes() {
    assert!(first_start(false) < FIVE_MINUTES);
    // Whoever has no scanner types the platform's address, too, and takes a little longer.
    assert!(first_start(true) < FIVE_MINUTES + 60.0);
}

#[test]
fn a_machine_without_a_cable_joins_a_wireless_network_by_its_password() {
    let mut stand = stand(Geometry::PORTRAIT, Step::Touch, true);
    stand.state_mut().wireless = true;
    touch(&mut stand, "下一步");
    stand.run_steps(8);
    assert!(shows(&stand, "网线（enp1s0）：没有插") && shows(&stand, "现在没有网"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "还没有写省平台的地址"), "why nothing is reached");
    touch(&mut stand, "驿站，信号 82%");
    for (secret, says) in [("wrong", "没有连上"), ("correct horse", "无线网卡（wlan0）：已连上")] {
        type_in(&mut stand, "无线网密码", secret);
        touch(&mut stand, "完成");
        touch(&mut stand, "连上这个无线网");
        stand.run_steps(4);
        assert!(shows(&stand, says), "{:?}", all_words(&stand));
        assert!(!shows(&stand, secret), "the password is forgotten");
    }
    assert!(shows(&stand, "省平台有应答：10.20.30.40:443"));
    assert!(shows(&stand, "驿站，已连上") && !shows(&stand, "没有连上"), "{:?}", all_words(&stand));
}

#[test]
fn where_nothing_can_join_a_wireless_network_the_page_says_what_is_missing_and_lets_one_go_on() {
    let mut stand = stand(Geometry::PORTRAIT, Step::Touch, true);
    (stand.state_mut().wireless, stand.state_mut().manager) = (true, false);
    touch(&mut stand, "下一步");
    stand.run_steps(8);
    assert!(
        shows(&stand, "apt install network-manager") && shows(&stand, "用优盘来回带数据"),
        "{:?}",
        all_words(&stand)
    );
    touch(&mut stand, "下一步");
    stand.run_steps(8);
    assert!(shows(&stand, "桌上有什么"));
}

#[test]
fn a_turned_screen_is_written_down_before_the_machine_begins_anew() {
    let mut stand = stand(Geometry::PORTRAIT, Step::Screen, true);
    touch(&mut stand, "转 270 度");
    stand.run_steps(3);
    assert_eq!(stand.state().end, Some(FirstEnd::Turned));
    assert!(saved(&stand).contains(&("turn", "270".to_owned())));
}

#[test]
fn without_a_line_the_last_page_says_so_and_can_be_tried_again() {
    let mut stand = stand(Geometry::PORTRAIT, Step::Enrol, false);
    type_in(&mut stand, "注册码", "K7XF-3M2P-9XHT");
    touch(&mut stand, "完成");
    type_in(&mut stand, "省平台地址", "https://platform.example");
    touch(&mut stand, "完成");
    touch(&mut stand, "看看通不通");
    assert!(shows(&stand, "没有应答"));
    let enrol = |stand: &mut Stand| {
        let button = touchables(stand).into_iter().rfind(|(said, _)| said == "注册").unwrap();
        tap(stand, button.1.center());
    };
    enrol(&mut stand);
    assert!(shows(&stand, "没有注册成"));
    stand.state_mut().reachable = true;
    enrol(&mut stand);
    assert!(shows(&stand, "溪口驿站"));
}
