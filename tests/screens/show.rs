//! Posters and films for passers-by, and lessons to watch: what stands on the screen, and where a touch leads.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test whose scene cannot be set has failed")]

use super::*;
use std::sync::Arc;
use yizhan::domain::MediaHash;
use yizhan::domain::content::{ShelfKind, read};
use yizhan::domain::service::Content;
use yizhan::domain::showing::{Frame, Picture, Shown, Turn};
use yizhan::runtime::Ticket;
use yizhan::screens::service::ServiceScreen;

fn hash(name: &str) -> MediaHash {
    MediaHash::of(name.as_bytes())
}

fn turn(id: i64, name: &str) -> Turn {
    Turn {
        id: name.into(),
        title: "急招焊工".into(),
        line: "".into(),
        posting: Some(Box::new(fake::posting(id))),
        picture: Picture::Still(hash(name)),
        instead: None,
        seconds: 10,
    }
}

/// A playlist, and a course with a film.
pub fn content() -> Content {
    let mut content = fake::content::samples();
    let medium = format!(r#"{{"sha256": "{}", "bytes": 3, "type": "video/mp4"}}"#, hash("film"));
    let playlist = format!(r#"{{"shows": [{{"id": "one", "title": "招工", "film": {medium}}}]}}"#);
    let film = medium.replace('}', r#", "minutes": 5}"#);
    let talk = format!(
        r#"{{"id": "talk", "title": "怎样面试", "line": "一课", "watch": {film},
            "source": {{"name": "样例", "as_of": "2026-01-01"}}}}"#
    );
    let mut courses = fake::content::body("courses");
    courses.get_mut("items").unwrap().as_array_mut().unwrap().insert(0, serde_json::from_str(&talk).unwrap());
    content.take(read("playlist", &playlist).unwrap().unwrap());
    content.take(read("courses", &courses.to_string()).unwrap().unwrap());
    content
}

fn showing(turns: Vec<Turn>) -> Stand<'static> {
    let mut stand = usual(20);
    stand.state().workers.tell(Event::Content(Arc::new(content())));
    stand.run_steps(4);
    assert!(stand.state().asked.contains(&Job::ReadPlaybill), "{:?}", stand.state().asked);
    stand.state().workers.tell(Event::Playbill(Arc::new(turns)));
    stand.run_steps(4);
    stand
}

/// The ticket of what the show thread was asked last.
fn ticket(stand: &Stand<'_>) -> Ticket {
    let shown = |job: &Job| if let Job::Show { ticket, .. } = job { Some(*ticket) } else { None };
    stand.state().asked.iter().rev().find_map(shown).expect("something is to be shown")
}

fn draw(stand: &mut Stand<'_>, ticket: Ticket, said: &str, at_millis: u64) {
    let frame = Frame { width: 16, height: 9, rgb: vec![200; 16 * 9 * 3], at_millis, said: said.into() };
    stand.state().workers.easel.put(ticket, frame);
    stand.run_steps(2);
}

/// Textures that are held now, the one of characters among them.
fn textures(stand: &Stand<'_>) -> usize {
    stand.ctx.tex_manager().read().num_allocated()
}

#[test]
fn one_touch_on_a_poster_opens_the_posting_it_shows() {
    let mut stand = showing(vec![turn(7, "a")]);
    let ticket = ticket(&stand);
    draw(&mut stand, ticket, "", 0);
    assert!(shows(&stand, "点一下看这个岗位"), "{:?}", all_words(&stand));
    touch(&mut stand, "急招焊工");
    assert_eq!(screen(&stand), Screen::Detail(PostingId(7)));
    assert!(stand.state().asked.contains(&Job::EndShow));
    touch(&mut stand, "返回");
    assert_eq!(screen(&stand), Screen::Home);
}

#[test]
fn below_a_lying_film_stand_the_newest_jobs_each_a_touch_away() {
    let mut stand = showing(vec![turn(7, "a")]);
    let ticket = ticket(&stand);
    draw(&mut stand, ticket, "", 0);
    assert!(shows(&stand, "刚发布的岗位"), "{:?}", all_words(&stand));
    let cards: Vec<String> = touchables(&stand).into_iter().map(|(said, _)| said).collect();
    let card = cards.iter().find(|said| said.contains("测试") && !said.contains("急招焊工")).unwrap().clone();
    touch(&mut stand, &card);
    assert!(matches!(screen(&stand), Screen::Detail(id) if id != PostingId(7)), "{:?}", screen(&stand));
}

#[test]
fn below_the_poster_anybody_begins_as_before() {
    let mut stand = showing(vec![turn(7, "a")]);
    let ticket = ticket(&stand);
    draw(&mut stand, ticket, "", 0);
    touch(&mut stand, "点一下，开始");
    assert_eq!(screen(&stand), Screen::Home);
}

#[test]
fn below_the_poster_who_cannot_read_begins_by_pictures() {
    let mut stand = showing(vec![turn(7, "a")]);
    let ticket = ticket(&stand);
    draw(&mut stand, ticket, "", 0);
    touch(&mut stand, "看图找活");
    assert_eq!(screen(&stand), Screen::Home);
    assert!(shows(&stand, "找活干") && shows(&stand, "看文字"), "{:?}", all_words(&stand));
}

#[test]
fn without_anything_to_show_there_are_the_jobs_and_the_old_button() {
    let mut stand = showing(Vec::new());
    touch(&mut stand, "点一下，开始");
    assert_eq!(screen(&stand), Screen::Home);
}

#[test]
fn hundreds_of_turns_hold_one_texture() {
    let mut stand = showing(vec![turn(7, "a"), turn(8, "b")]);
    let usual = textures(&stand);
    let mut now = 0.0;
    for _ in 0..300 {
        let last = ticket(&stand);
        draw(&mut stand, last, "", 0);
        assert!(textures(&stand) <= usual + 1);
        now += 21.0;
        at(&mut stand, now);
        // What nobody here answers is kept by the test alone.
        let asked = &mut stand.state_mut().asked;
        let shown = asked.iter().rposition(|job| matches!(job, Job::Show { .. })).unwrap();
        asked.drain(..shown);
    }
    touch(&mut stand, "点一下，开始");
    stand.run_steps(2);
    assert_eq!(textures(&stand), usual, "nothing is held once somebody is there");
}

#[test]
fn a_lesson_is_watched_with_its_words_paused_and_gone_on_with() {
    let mut stand = showing(Vec::new());
    touch(&mut stand, "点一下，开始");
    touch(&mut stand, "本站服务");
    touch(&mut stand, "学技能");
    touch(&mut stand, "怎样面试");
    touch(&mut stand, "看视频（5 分钟）");
    assert_eq!(screen(&stand), Screen::Service(ServiceScreen::Watch(ShelfKind::Courses, "talk".into())));
    let first = ticket(&stand);
    draw(&mut stand, first, "先准备三句话", 61_000);
    touch(&mut stand, "暂停");
    assert_eq!(stand.state().asked.last(), Some(&Job::EndShow));
    touch(&mut stand, "继续看");
    let Some(Job::Show { picture: Picture::Film { from_millis, sound, .. }, .. }) = stand.state().asked.last() else {
        panic!("{:?}", stand.state().asked.last());
    };
    assert_eq!((*from_millis, *sound), (61_000, true));
    touch(&mut stand, "关掉声音");
    assert!(matches!(stand.state().asked.last(), Some(Job::Show { picture: Picture::Film { sound: false, .. }, .. })));
    let last = ticket(&stand);
    stand.state().workers.tell(Event::Shown { ticket: last, how: Shown::Over });
    stand.run_steps(4);
    assert!(shows(&stand, "看完了"));
    touch(&mut stand, "再看一遍");
    touch(&mut stand, "返回");
    assert_eq!(stand.state().asked.last(), Some(&Job::EndShow));
    assert_eq!(textures(&stand), textures(&usual(20)));
}

#[test]
fn who_watches_is_not_asked_whether_she_is_there_and_who_is_gone_is() {
    let mut stand = showing(Vec::new());
    for words in ["点一下，开始", "本站服务", "学技能", "怎样面试", "看视频（5 分钟）"] {
        touch(&mut stand, words);
    }
    for minute in 1..=10 {
        at(&mut stand, f64::from(minute) * 60.0);
    }
    assert!(matches!(screen(&stand), Screen::Service(ServiceScreen::Watch(..))));
    for minute in 11..=30 {
        at(&mut stand, f64::from(minute) * 60.0);
    }
    assert_eq!(screen(&stand), Screen::Attract, "nobody watches for ever");
}

#[test]
fn a_film_that_is_not_here_or_cannot_be_played_says_so() {
    let mut stand = showing(Vec::new());
    for words in ["点一下，开始", "本站服务", "学技能", "怎样面试", "看视频（5 分钟）"] {
        touch(&mut stand, words);
    }
    let last = ticket(&stand);
    stand.state().workers.tell(Event::Shown { ticket: last, how: Shown::NotHere });
    stand.run_steps(4);
    assert!(shows(&stand, "还没有下载到本站"));
}
