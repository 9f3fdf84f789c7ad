//! Seeing, hearing, reaching, and doing without a touch: what the kiosk promises to those who need it another way.

use super::{Stand, all_words, at, desk, screen, shows, stand, touch, touchables, usual};
use eframe::egui::{self, Key, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use yizhan::domain::speech::SpeechTrouble;
use yizhan::i18n::Language;
use yizhan::runtime::{Event, Job, Saying};
use yizhan::screens::Screen;
use yizhan::widgets::reach::{HIGHEST_TOUCH_MM, USUAL_FLOOR_MM};
use yizhan::widgets::theme::{Geometry, POINTS_PER_MM, Theme};

/// What the voice was asked since this was last looked at.
fn asked(stand: &mut Stand<'_>) -> Vec<Job> {
    stand.run_steps(4);
    let jobs = std::mem::take(&mut stand.state_mut().asked);
    jobs.into_iter().filter(|job| matches!(job, Job::Speak(_) | Job::Quiet)).collect()
}

fn saying(stand: &mut Stand<'_>) -> Saying {
    match asked(stand).pop() {
        Some(Job::Speak(saying)) => saying,
        other => panic!("nothing is said but {other:?}; the screen says {:?}", all_words(stand)),
    }
}

fn tell(stand: &mut Stand<'_>, event: Event) {
    stand.state().workers.tell(event);
    stand.run_steps(3);
}

fn all_said(saying: &Saying) -> String {
    saying.phrases.iter().map(|phrase| phrase.spoken.as_str()).collect::<Vec<_>>().join("。")
}

/// A month's wage is open.
fn posting() -> Stand<'static> {
    let mut stand = usual(120);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "最新岗位");
    touch(&mut stand, "元/月");
    stand
}

#[test]
fn a_posting_is_read_aloud_as_people_speak_with_a_subtitle_and_stops_at_once() {
    let mut stand = posting();
    touch(&mut stand, "朗读");
    let saying = saying(&mut stand);
    let said = all_said(&saying);
    assert!(!saying.in_private, "a posting is nobody's secret");
    assert!(said.contains("每月") && said.contains("元") && !said.contains('/'), "{said}");
    assert!(said.contains("幺三八零零零零"), "the telephone is said digit by digit: {said}");
    assert!(said.contains("找工作不收费") && said.contains("带走这个岗位"), "{said}");
    assert!(
        !said.contains("首页") && !said.contains("请人帮忙"),
        "the bar is the same everywhere and not read: {said}"
    );
    let wage = said.find("每月").unwrap();
    assert!(wage < said.find("找工作不收费").unwrap(), "what stands first is said first");

    tell(&mut stand, Event::Saying { turn: saying.turn, place: 1 });
    let subtitle = &saying.phrases[1].shown;
    let shown = stand.root().children_recursive().any(|node| {
        node.accesskit_node().role() == Role::Caption && node.accesskit_node().label().as_ref() == Some(subtitle)
    });
    assert!(shown, "{subtitle} is no subtitle: {:?}", all_words(&stand));
    touch(&mut stand, "停下");
    assert!(matches!(asked(&mut stand).as_slice(), [Job::Quiet]));
    assert!(shows(&stand, "朗读") && !shows(&stand, "停下"));
}

#[test]
fn going_to_another_page_is_silence() {
    let mut stand = posting();
    touch(&mut stand, "朗读");
    let first = saying(&mut stand);
    touch(&mut stand, "返回");
    assert!(matches!(asked(&mut stand).as_slice(), [Job::Quiet]));
    // What an older saying still tells is not taken for a new one.
    tell(&mut stand, Event::Saying { turn: first.turn, place: 0 });
    assert!(shows(&stand, "朗读") && !shows(&stand, "停下"));
}

#[test]
fn what_is_personal_is_read_into_a_headset_or_after_a_question() {
    let mut stand = desk(120);
    touch(&mut stand, "登记列表");
    touch(&mut stand, "朗读");
    let quietly = saying(&mut stand);
    assert!(quietly.in_private);
    tell(&mut stand, Event::HeadsetMissing { turn: quietly.turn });
    assert!(shows(&stand, "念出来别人也听得见"));
    touch(&mut stand, "就这样念");
    let aloud = saying(&mut stand);
    assert!(!aloud.in_private && aloud.phrases == quietly.phrases);
    tell(&mut stand, Event::SpeechEnded { turn: aloud.turn, trouble: None });
    touch(&mut stand, "朗读");
    let again = saying(&mut stand);
    tell(&mut stand, Event::HeadsetMissing { turn: again.turn });
    touch(&mut stand, "不念了");
    assert!(asked(&mut stand).is_empty() && !shows(&stand, "念出来别人也听得见"));
}

#[test]
fn a_station_without_a_voice_says_so_and_goes_on() {
    let mut stand = posting();
    touch(&mut stand, "朗读");
    let turn = saying(&mut stand).turn;
    tell(&mut stand, Event::SpeechEnded { turn, trouble: Some(SpeechTrouble::NoVoice) });
    assert!(shows(&stand, "现在念不出来"));
    touch(&mut stand, "带走这个岗位");
    assert!(shows(&stand, "岗位内容的二维码"));
}

#[test]
fn the_voice_is_as_slow_as_the_visitor_wants_it_and_speaks_english_on_english_screens() {
    use yizhan::domain::speech::{Pace, Tongue};
    let mut stand = usual(120);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "English");
    touch(&mut stand, "Get help");
    touch(&mut stand, "Read slowly");
    touch(&mut stand, "Read aloud");
    let saying = saying(&mut stand);
    assert_eq!(saying.pace, Pace::Slow);
    assert!(saying.phrases.iter().all(|phrase| phrase.tongue == Tongue::English), "{}", all_said(&saying));
}

#[test]
fn the_end_of_patience_is_seen_and_heard_and_put_off_as_often_as_one_likes() {
    let mut stand = usual(120);
    touch(&mut stand, "开始找工作");
    asked(&mut stand);
    let mut now = 10.0;
    for _ in 0..12 {
        now += 62.0;
        at(&mut stand, now);
        assert!(shows(&stand, "您还在吗"));
        assert!(all_said(&saying(&mut stand)).starts_with("您还在吗"), "the question is heard too");
        now += 18.0;
        at(&mut stand, now);
        assert!(all_said(&saying(&mut stand)).contains("秒"), "the last ten seconds are said as well");
        touch(&mut stand, "我还在");
        assert!(!shows(&stand, "您还在吗") && screen(&stand) == Screen::Home);
        assert!(matches!(asked(&mut stand).as_slice(), [Job::Quiet]), "the answer ends the warning");
    }
}

#[test]
fn whoever_works_by_a_screen_reader_alone_is_there() {
    let mut stand = usual(120);
    touch(&mut stand, "开始找工作");
    for times in 1..=4 {
        at(&mut stand, 50.0 * f64::from(times));
        stand.get_by_label("返回").focus();
        stand.run_steps(2);
        assert!(!shows(&stand, "您还在吗") && screen(&stand) == Screen::Home);
    }
    at(&mut stand, 270.0);
    assert!(shows(&stand, "您还在吗"));
}

#[test]
fn nobodys_time_runs_out_while_a_page_is_read_to_her() {
    let mut stand = posting();
    touch(&mut stand, "朗读");
    let turn = saying(&mut stand).turn;
    tell(&mut stand, Event::Saying { turn, place: 0 });
    for minute in 1..=5 {
        at(&mut stand, 50.0 * f64::from(minute));
        assert!(!shows(&stand, "您还在吗"));
    }
    tell(&mut stand, Event::SpeechEnded { turn, trouble: None });
    at(&mut stand, 320.0);
    assert!(shows(&stand, "您还在吗"));
}

#[test]
fn a_seated_person_reaches_everything_in_the_low_mode_and_the_next_one_finds_the_usual_screen() {
    for inches in [21.5, 32.0, 43.0] {
        let geometry = Geometry::with_diagonal(1080, 1920, inches);
        let mut stand = stand(geometry, Language::Chinese, 120);
        touch(&mut stand, "开始找工作");
        touch(&mut stand, "大字");
        touch(&mut stand, "放低");
        for step in ["按工种找", "工厂普工", "这一类全看", "测试", "带走这个岗位", "请人帮忙"]
        {
            touch(&mut stand, step);
            for (said, rect) in touchables(&stand) {
                let open = stand.ctx.interactive_rects_last_pass();
                let Some(open) = open.iter().find(|open| rect.expand(1.5).contains_rect(**open)) else { continue };
                let above_floor = USUAL_FLOOR_MM + (geometry.size().y - open.top()) / POINTS_PER_MM;
                assert!(above_floor <= HIGHEST_TOUCH_MM + 1.0, "{said} is {above_floor:.0} mm high on {inches} inches");
            }
        }
        at(&mut stand, 400.0);
        at(&mut stand, 600.0);
        assert_eq!(screen(&stand), Screen::Attract);
        touch(&mut stand, "开始找工作");
        assert!(shows(&stand, "大字") && !shows(&stand, "放低"));
    }
}

#[test]
fn a_screen_that_is_low_enough_has_no_low_mode() {
    let mut stand = stand(Geometry::LANDSCAPE, Language::Chinese, 120);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "大字");
    assert!(shows(&stand, "标准字") && !shows(&stand, "放低"));
}

#[test]
fn contrast_and_stillness_are_the_visitors_choice_until_she_leaves() {
    let mut stand = usual(120);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "请人帮忙");
    touch(&mut stand, "黑白分明");
    touch(&mut stand, "画面不要动");
    let theme = Theme::of_context(&stand.ctx);
    assert!(theme.motion <= 0.0 && theme.colour.paper == egui::Color32::WHITE);
    at(&mut stand, 200.0);
    at(&mut stand, 400.0);
    let theme = Theme::of_context(&stand.ctx);
    assert!(theme.motion > 0.0 && theme.colour.paper != egui::Color32::WHITE);
}

fn press(stand: &mut Stand<'_>, key: Key) {
    stand.key_press(key);
    stand.run_steps(4);
}

fn focused(stand: &Stand<'_>) -> Option<String> {
    let nodes = stand.root().children_recursive();
    let node = nodes.into_iter().find(|node| node.accesskit_node().is_focused())?;
    node.accesskit_node().label()
}

/// Goes on with Tab until this has the focus, and presses it.
fn choose(stand: &mut Stand<'_>, words: &str) {
    let mut passed = Vec::new();
    for _ in 0..60 {
        press(stand, Key::Tab);
        let here = focused(stand).unwrap_or_default();
        if here.contains(words) {
            press(stand, Key::Enter);
            return;
        }
        passed.push(here);
    }
    panic!("{words} is not reached by Tab; passed {passed:?}");
}

#[test]
fn a_seeker_without_a_finger_finds_a_job_by_keyboard_alone() {
    let mut stand = usual(120);
    press(&mut stand, Key::Enter);
    assert_eq!(screen(&stand), Screen::Home);
    choose(&mut stand, "按工种找");
    choose(&mut stand, "工厂普工");
    choose(&mut stand, "这一类全看");
    assert_eq!(screen(&stand), Screen::List);
    choose(&mut stand, "测试");
    assert!(matches!(screen(&stand), Screen::Detail(_)));
    choose(&mut stand, "带走这个岗位");
    assert!(shows(&stand, "岗位内容的二维码"));
    press(&mut stand, Key::Escape);
    assert!(matches!(screen(&stand), Screen::Detail(_)), "Esc goes back");
    choose(&mut stand, "大字");
    assert!(shows(&stand, "放低"), "the bar is reached by Tab too");
    choose(&mut stand, "请人帮忙");
    assert_eq!(screen(&stand), Screen::Help);
}

#[test]
fn tab_follows_the_reading_order_and_the_bar_comes_last() {
    let mut stand = usual(120);
    press(&mut stand, Key::Enter);
    let mut order = Vec::new();
    for _ in 0..17 {
        press(&mut stand, Key::Tab);
        order.extend(focused(&stand));
    }
    let place = |words: &str| {
        order.iter().position(|said| said.contains(words)).unwrap_or_else(|| panic!("{words}: {order:?}"))
    };
    assert!(place("输入工种") < place("按工种找") && place("按工种找") < place("最新岗位"), "{order:?}");
    assert!(place("最新岗位") < place("返回") && place("返回") < place("English"), "{order:?}");
}

#[test]
fn the_question_whether_somebody_is_there_is_answered_by_keyboard() {
    let mut stand = usual(120);
    press(&mut stand, Key::Enter);
    at(&mut stand, 70.0);
    assert!(shows(&stand, "您还在吗"));
    press(&mut stand, Key::Escape);
    assert!(!shows(&stand, "您还在吗") && screen(&stand) == Screen::Home);
    at(&mut stand, 140.0);
    choose(&mut stand, "我还在");
    assert!(!shows(&stand, "您还在吗"));
}

#[test]
fn who_cannot_read_gets_from_home_to_a_posting_in_her_pocket_by_pictures_and_voice() {
    let mut stand = usual(120);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "按工种找");
    // Each page is told to her, every choice of it.
    touch(&mut stand, "朗读");
    assert!(all_said(&saying(&mut stand)).contains("工厂普工"));
    touch(&mut stand, "工厂普工");
    touch(&mut stand, "这一类全看");
    touch(&mut stand, "测试");
    touch(&mut stand, "朗读");
    assert!(all_said(&saying(&mut stand)).contains("带走这个岗位"));
    touch(&mut stand, "带走这个岗位");
    touch(&mut stand, "朗读");
    let said = all_said(&saying(&mut stand));
    assert!(said.contains("扫一扫") && said.contains("幺三八零零零零"), "{said}");
    assert!(stand.state().kiosk.state().session.draft.search.is_empty(), "no character was typed");
}

#[test]
fn who_speaks_a_dialect_hears_what_was_recorded_in_it_and_the_rest_in_mandarin() {
    let mut stand = usual(60);
    let mut content = super::fake::content::samples();
    let sound = yizhan::domain::MediaHash::of(b"sound");
    let voices = format!(
        r#"{{"dialects": [{{"id": "changsha", "title": "长沙话", "recordings": [
            {{"says": "想做哪一类工作", "sha256": "{sound}", "bytes": 3, "type": "audio/ogg"}}]}}]}}"#
    );
    content.take(yizhan::domain::content::read("voices", &voices).unwrap().unwrap());
    tell(&mut stand, Event::Content(std::sync::Arc::new(content)));
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "请人帮忙");
    touch(&mut stand, "长沙话");
    touch(&mut stand, "首页");
    touch(&mut stand, "按工种找");
    touch(&mut stand, "朗读");
    let phrases = saying(&mut stand).phrases;
    let recorded: Vec<&str> =
        phrases.iter().filter(|phrase| phrase.recording == Some(sound)).map(|phrase| phrase.shown.as_str()).collect();
    assert_eq!(recorded, ["想做哪一类工作？"]);
    assert!(phrases.len() > 3, "the rest is said all the same");
    touch(&mut stand, "停下");
    at(&mut stand, 300.0);
    at(&mut stand, 600.0);
    assert_eq!(stand.state().kiosk.state().session.dialect, None, "gone with her");
}
