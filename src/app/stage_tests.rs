//! The loop by a simulated clock: turns, touches, players that fail.

use super::*;
use crate::app::{Input, Now, update};
use crate::domain::content::read;
use crate::domain::matching::tests::posting;
use crate::domain::service::Content;
use crate::domain::{JobKind, MediaHash};
use crate::i18n::Language;
use crate::screens::Command;
use serde_json::json;

const SECOND: u64 = 1_000;

/// A kiosk that nobody uses, its clock, and what its show thread was asked.
struct Kiosk {
    state: State,
    now: u64,
    jobs: Vec<Job>,
}

fn hash(name: &str) -> MediaHash {
    MediaHash::of(name.as_bytes())
}

fn film(name: &str) -> Picture {
    Picture::Film { film: hash(name), subtitles: None, sound: false, from_millis: 0 }
}

fn turn(id: &str, picture: Picture, instead: Option<&str>) -> Turn {
    Turn {
        id: id.into(),
        title: id.into(),
        line: "".into(),
        posting: Some(Box::new(posting(7, JobKind::Welder))),
        picture,
        instead: instead.map(hash),
        seconds: 10,
    }
}

impl Kiosk {
    fn new(turns: Vec<Turn>) -> Self {
        let medium = json!({ "sha256": hash("any"), "bytes": 3 });
        let pack = json!({ "shows": [{ "id": "any", "title": "招工", "poster": medium }] });
        let mut content = Content::default();
        content.take(read("playlist", &pack.to_string()).unwrap().unwrap());
        let mut kiosk = Self { state: State::new(Language::Chinese), now: SECOND, jobs: Vec::new() };
        kiosk.tell(Event::Content(Arc::new(content)));
        kiosk.pass(0);
        assert!(kiosk.jobs.contains(&Job::ReadPlaybill), "{:?}", kiosk.jobs);
        kiosk.tell(Event::Playbill(Arc::new(turns)));
        kiosk.pass(0);
        kiosk
    }

    fn does(&mut self, input: Input) {
        let jobs = update(&mut self.state, input, Now { steady_millis: self.now });
        let ours = |job: &Job| matches!(job, Job::Show { .. } | Job::EndShow | Job::ReadPlaybill);
        self.jobs.extend(jobs.into_iter().filter(ours));
    }

    fn tell(&mut self, event: Event) {
        self.does(Input::Event(event));
    }

    fn pass(&mut self, seconds: u64) {
        self.now += seconds * SECOND;
        self.does(Input::Tick);
    }

    fn ends(&mut self, how: Shown) {
        let ticket = self.state.stage.ticket().unwrap();
        self.tell(Event::Shown { ticket, how });
    }

    fn shows(&self) -> Option<MediaHash> {
        self.state.stage.on.as_ref().map(|(_, picture)| match picture {
            Picture::Still(hash) | Picture::Film { film: hash, .. } => *hash,
        })
    }
}

#[test]
fn posters_and_films_have_their_turns_and_then_the_jobs_themselves() {
    let mut kiosk = Kiosk::new(vec![turn("a", Picture::Still(hash("a")), None), turn("b", film("b"), None)]);
    assert_eq!(kiosk.shows(), Some(hash("a")));
    kiosk.pass(9);
    assert_eq!(kiosk.shows(), Some(hash("a")));
    kiosk.pass(1);
    assert_eq!(kiosk.shows(), Some(hash("b")));
    kiosk.pass(300);
    assert_eq!(kiosk.shows(), Some(hash("b")), "a film stands as long as it lasts");
    kiosk.ends(Shown::Over);
    assert_eq!(kiosk.shows(), None, "the cards");
    kiosk.pass(20);
    assert_eq!(kiosk.shows(), Some(hash("a")));
}

#[test]
fn a_film_that_cannot_be_played_gives_way_to_its_poster_or_to_the_next() {
    let mut kiosk =
        Kiosk::new(vec![turn("a", film("a"), Some("poster")), turn("b", film("b"), None), turn("c", film("c"), None)]);
    kiosk.ends(Shown::Broken);
    assert_eq!(kiosk.shows(), Some(hash("poster")));
    kiosk.pass(10);
    assert_eq!(kiosk.shows(), Some(hash("b")));
    kiosk.ends(Shown::NoPlayer);
    assert_eq!(kiosk.shows(), Some(hash("c")));
    kiosk.ends(Shown::Over);
    kiosk.pass(20);
    kiosk.ends(Shown::Over);
    assert_eq!(kiosk.shows(), Some(hash("c")), "what was broken is not tried again at once");
    kiosk.ends(Shown::Over);
    kiosk.pass(600);
    assert_eq!(kiosk.shows(), Some(hash("a")));
    kiosk.ends(Shown::Over);
    assert_eq!(kiosk.shows(), Some(hash("b")), "but later");
}

#[test]
fn one_touch_leads_to_the_posting_that_is_shown_and_the_show_ends() {
    let mut kiosk = Kiosk::new(vec![turn("a", Picture::Still(hash("a")), None)]);
    let id = kiosk.state.stage.turn().unwrap().posting.as_ref().unwrap().id;
    let jobs = update(&mut kiosk.state, Input::Command(Command::OpenShown(id)), Now { steady_millis: kiosk.now });
    assert!(jobs.contains(&Job::EndShow) && jobs.contains(&Job::OpenPosting { id }), "{jobs:?}");
    assert_eq!(*kiosk.state.session.screen(), Screen::Detail(id));
    update(&mut kiosk.state, Input::Command(Command::Back), Now { steady_millis: kiosk.now });
    assert_eq!(*kiosk.state.session.screen(), Screen::Home, "and back is the first page, not the street");
}

#[test]
fn what_has_ended_meanwhile_is_gone_at_the_next_look() {
    let mut kiosk = Kiosk::new(vec![turn("a", Picture::Still(hash("a")), None), turn("b", film("b"), None)]);
    kiosk.tell(Event::Playbill(Arc::new(vec![turn("b", film("b"), None)])));
    assert_eq!(kiosk.shows(), Some(hash("b")));
    kiosk.tell(Event::Playbill(Arc::default()));
    assert_eq!(kiosk.shows(), None);
    let before = kiosk.jobs.iter().filter(|job| **job == Job::ReadPlaybill).count();
    kiosk.pass(60);
    assert_eq!(kiosk.jobs.iter().filter(|job| **job == Job::ReadPlaybill).count(), before + 1);
}

#[test]
fn a_late_word_about_an_earlier_film_changes_nothing() {
    let mut kiosk = Kiosk::new(vec![turn("a", film("a"), None), turn("b", film("b"), None)]);
    let first = kiosk.state.stage.ticket().unwrap();
    kiosk.ends(Shown::Over);
    kiosk.tell(Event::Shown { ticket: first, how: Shown::Broken });
    assert_eq!(kiosk.shows(), Some(hash("b")));
}

#[test]
fn thousands_of_turns_leave_nothing_behind() {
    let turns = vec![
        turn("a", Picture::Still(hash("a")), None),
        turn("b", film("b"), Some("poster")),
        turn("c", film("c"), None),
    ];
    let mut kiosk = Kiosk::new(turns);
    let mut rng = fastrand::Rng::with_seed(5);
    for _ in 0..20_000 {
        match kiosk.state.stage.on.clone() {
            Some((_, Picture::Film { .. })) => {
                let how = [Shown::Over, Shown::Over, Shown::Broken, Shown::NoPlayer][rng.usize(0..4)];
                kiosk.ends(how);
            }
            _ => kiosk.pass(10),
        }
        if rng.usize(0..50) == 0 {
            // Somebody comes, looks and goes.
            kiosk.does(Input::Command(Command::Begin));
            assert_eq!(kiosk.shows(), None);
            kiosk.does(Input::Command(Command::Leave));
            kiosk.pass(1);
        }
    }
    // Whatever is asked for replaces what was: two in a row are never both on, and an end follows only a beginning.
    let mut on = false;
    for job in &kiosk.jobs {
        match job {
            Job::Show { .. } => on = true,
            Job::EndShow => assert!(std::mem::replace(&mut on, false), "ended twice"),
            _ => {}
        }
    }
    assert!(kiosk.state.stage.resting.len() <= 3, "{:?}", kiosk.state.stage.resting);
    assert_eq!(kiosk.state.stage.bill.len(), 3);
}
