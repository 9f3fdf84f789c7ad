//! The step is played here against a small province in memory, whose line breaks as a seeded die says.

use super::*;
use crate::domain::ledger::Verdict;
use crate::domain::{EntryKind, NoticeNo, ReceiptNo, Refusal, RefusalCode, SeqNo, StationId, SubjectId};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use yizhan_wire::entry::body_hash;
use yizhan_wire::{Answer, Answers, Change, Outcome, PostingId, Upload};

fn entry(seq: i64) -> Entry {
    let body = format!("{{\"n\":{seq}}}");
    Entry {
        station: StationId(3),
        seq: SeqNo(seq),
        id: EntryId::new(seq as u64, [9; 10]),
        kind: EntryKind::Registration,
        version: 1,
        subject: SubjectId::new(seq as u64, [8; 10]),
        made_at: Timestamp::UNIX_EPOCH,
        hash: body_hash(&body),
        body: serde_json::value::RawValue::from_string(body).unwrap(),
    }
}

/// A station's books and catalogue in memory.
#[derive(Default)]
struct Station {
    waiting: BTreeMap<SeqNo, Entry>,
    verdicts: HashMap<EntryId, Verdict>,
    attempts: HashMap<EntryId, u32>,
    line: LineState,
    notices: Vec<Notice>,
}

struct Shelf(Position, HashSet<PostingId>);

impl Books for Station {
    fn standing(&mut self) -> Result<Standing, NotKept> {
        let mark = |notice: &Notice| NoticeMark { seq: notice.seq, id: Some(notice.id) };
        let notices = self.notices.last().map(mark).unwrap_or_default();
        Ok(Standing {
            enrolled: true,
            sendable: self.waiting.len() as u64,
            line: self.line.clone(),
            notices,
            own: OwnState::default(),
            wants_certificate: false,
        })
    }
    fn batch(&mut self, behind: SeqNo, limit: usize) -> Result<Vec<Entry>, NotKept> {
        Ok(self.waiting.values().filter(|entry| entry.seq > behind).take(limit).cloned().collect())
    }
    fn still_waiting(&mut self, ids: Vec<EntryId>) -> Result<Vec<Sent>, NotKept> {
        let waiting = self.waiting.values().filter(|entry| ids.contains(&entry.id));
        Ok(waiting.map(Sent::of).collect())
    }
    fn settle(&mut self, changes: Vec<Answered>, _at: Timestamp) -> Result<(), NotKept> {
        for change in changes {
            self.waiting.retain(|_, e| e.id != change.entry);
            self.verdicts.insert(change.entry, change.verdict);
        }
        Ok(())
    }
    fn unanswered(&mut self, ids: Vec<EntryId>) -> Result<(), NotKept> {
        for id in ids {
            *self.attempts.entry(id).or_default() += 1;
        }
        Ok(())
    }
    fn remember(&mut self, line: LineState) -> Result<(), NotKept> {
        self.line = line;
        Ok(())
    }
    fn seen_to(&mut self, _seen_to: SeqNo) -> Result<(), NotKept> {
        Ok(())
    }
    fn take_notices(&mut self, notices: Vec<Notice>, _at: Timestamp) -> Result<(), NotKept> {
        self.notices.extend(notices);
        Ok(())
    }
}

impl Feed for Shelf {
    fn position(&mut self) -> Result<Position, NotKept> {
        Ok(self.0)
    }
    fn apply(&mut self, after: Cursor, page: Page, at: Timestamp) -> Result<(), NotKept> {
        assert_eq!(after, self.0.cursor, "a page was applied where it does not belong");
        for change in &page.changes {
            match change {
                Change::Withdrawn { id, .. } => self.1.insert(*id),
                Change::Posting { posting, .. } => self.1.insert(posting.id),
                Change::Pack { .. } | Change::Unknown { .. } => false,
            };
            self.0.cursor = change.seq();
        }
        self.0.complete_at = (!page.more).then_some(at);
        Ok(())
    }
}

/// A platform that takes entries once, behind a line that loses questions and answers.
struct Province {
    taken: RefCell<HashMap<EntryId, u32>>,
    die: RefCell<fastrand::Rng>,
    /// Of ten messages, how many are lost in each direction.
    lost_of_ten: Cell<u32>,
    changes: i64,
    notices: Cell<i64>,
    /// How many day jobs each question for a page wanted ahead.
    asked_ahead: RefCell<Vec<usize>>,
    /// Every page of notices comes in the wrong order.
    notices_are_spoilt: Cell<bool>,
}

impl Province {
    fn last_notice(&self) -> Option<NoticeId> {
        (self.notices.get() > 0).then(|| notice(self.notices.get()).id)
    }

    fn loses(&self) -> Result<(), LineFault> {
        if self.die.borrow_mut().u32(0..10) < self.lost_of_ten.get() {
            return Err(LineFault::new(Trouble::Unreachable, "lost"));
        }
        Ok(())
    }
}

impl Transport for Province {
    fn upload(&self, upload: &Upload) -> Result<Answers, LineFault> {
        self.loses()?;
        let mut answers = Vec::new();
        for entry in &upload.entries {
            let receipt = ReceiptNo::of(entry.station, entry.seq);
            let outcome = if entry.seq.0 % 7 == 0 {
                Outcome::Refused(Refusal { code: RefusalCode::Invalid, field: "phone".to_owned() })
            } else if self.taken.borrow().contains_key(&entry.id) {
                Outcome::Known { receipt }
            } else {
                *self.taken.borrow_mut().entry(entry.id).or_default() += 1;
                Outcome::Accepted { receipt }
            };
            answers.push(Answer { id: entry.id, outcome });
        }
        self.loses()?;
        Ok(Answers { answers, last_notice: self.last_notice(), ..Answers::default() })
    }

    fn changes(&self, after: Cursor, limit: usize, ahead: usize) -> Result<Page, LineFault> {
        self.asked_ahead.borrow_mut().push(ahead);
        self.loses()?;
        let to = (after.0 + i64::try_from(limit).unwrap()).min(self.changes);
        let changes =
            (after.0 + 1..=to).map(|n| Change::Withdrawn { seq: Cursor(n), id: PostingId(n) }).collect::<Vec<_>>();
        self.loses()?;
        let left = (self.changes - to) as u64;
        let ahead = match i64::try_from(ahead).unwrap().min(self.changes - to) {
            0 => Vec::new(),
            _ => vec![Change::Withdrawn { seq: Cursor(self.changes), id: PostingId(self.changes) }],
        };
        Ok(Page { changes, more: left > 0, left, last_notice: self.last_notice(), ahead, ..Page::default() })
    }

    fn notices(&self, mark: NoticeMark, limit: usize) -> Result<NoticePage, LineFault> {
        self.loses()?;
        let to = (mark.seq.0 + i64::try_from(limit).unwrap()).min(self.notices.get());
        let mut notices: Vec<_> = (mark.seq.0 + 1..=to).map(notice).collect();
        if self.notices_are_spoilt.get() {
            notices.push(notice(mark.seq.0));
        }
        self.loses()?;
        Ok(NoticePage { notices, more: to < self.notices.get() })
    }
}

fn notice(seq: i64) -> Notice {
    Notice {
        seq: NoticeNo(seq),
        id: NoticeId::new(1, [seq as u8; 10]),
        made_at: Timestamp::UNIX_EPOCH,
        about: crate::domain::notice::About::default(),
        kind: "message".into(),
        body: serde_json::json!({ "text": seq.to_string() }),
    }
}

struct Play {
    station: Station,
    shelf: Shelf,
    province: Province,
    now: Cell<Timestamp>,
    pace: Pace,
}

impl Play {
    fn new(seed: u64, lost_of_ten: u32) -> Self {
        let die = RefCell::new(fastrand::Rng::with_seed(seed));
        Self {
            station: Station::default(),
            shelf: Shelf(Position::default(), HashSet::new()),
            province: Province {
                taken: RefCell::default(),
                die,
                lost_of_ten: Cell::new(lost_of_ten),
                changes: 3_000,
                notices: Cell::new(0),
                asked_ahead: RefCell::default(),
                notices_are_spoilt: Cell::new(false),
            },
            now: Cell::new(Timestamp::from_second(1_800_000_000).unwrap()),
            pace: Pace::default(),
        }
    }

    fn step(&mut self) -> Step {
        let now = &self.now;
        let line =
            Line { transport: &self.province, now: &|| now.get(), stopwatch: &|| Duration::ZERO, random: &|| 1 << 63 };
        let step = step(&mut self.station, &mut self.shelf, &line, &mut self.pace, false).unwrap();
        if let Step::Wait(until) = step {
            self.now.set(until);
        }
        step
    }
}

#[test]
fn over_a_line_that_loses_half_of_everything_each_entry_arrives_exactly_once() {
    for seed in 0..20 {
        let mut play = Play::new(seed, 3);
        play.station.waiting = (1..=200).map(|n| (SeqNo(n), entry(n))).collect();
        for _ in 0..2_000 {
            if play.station.waiting.is_empty() && play.shelf.0.cursor == Cursor(3_000) {
                break;
            }
            play.step();
        }
        assert!(play.station.waiting.is_empty(), "seed {seed}: entries are left");
        assert_eq!(play.shelf.1.len(), 3_000, "seed {seed}: postings are missing");
        let taken = play.province.taken.borrow();
        assert_eq!(taken.len(), 200 - 200 / 7, "seed {seed}");
        assert!(taken.values().all(|times| *times == 1), "seed {seed}: something was taken twice");
    }
}

#[test]
fn a_quick_line_carries_batch_after_batch_and_stops_at_the_first_refusal() {
    let mut play = Play::new(1, 0);
    // The province refuses every seventh, of which there are none among the first.
    play.station.waiting = (1..=400).filter(|n| n % 7 != 0 || *n > 300).map(|n| (SeqNo(n), entry(n))).collect();
    let step = play.step();
    assert_eq!(step, Step::Sent { sent: 350, acknowledged: 336, refused: 14 }, "batches of 50, 100 and 200");
    assert_eq!(play.station.waiting.len(), 8, "what comes behind a refusal is looked at anew");
    assert!(matches!(play.step(), Step::Sent { sent: 8, .. }));
}

#[test]
fn over_a_line_that_loses_half_of_everything_each_notice_comes_once_and_in_order() {
    for seed in 0..20 {
        let mut play = Play::new(seed, 3);
        play.province.notices.set(250);
        play.station.waiting.insert(SeqNo(1), entry(1));
        for _ in 0..2_000 {
            if play.station.notices.len() >= 250 && play.shelf.0.cursor == Cursor(3_000) {
                break;
            }
            play.step();
        }
        let numbers: Vec<i64> = play.station.notices.iter().map(|notice| notice.seq.0).collect();
        assert_eq!(numbers, (1..=250).collect::<Vec<_>>(), "seed {seed}");
    }
}

#[test]
fn a_station_to_which_nothing_is_said_asks_for_no_notices() {
    let mut play = Play::new(1, 0);
    for _ in 0..50 {
        assert!(!matches!(play.step(), Step::Notified { .. }));
    }
    play.province.notices.set(1);
    let said = (0..3).filter(|_| matches!(play.step(), Step::Notified { notices: 1, more: false })).count();
    assert_eq!(said, 1, "it is heard with the next look at the feed, and once");
}

#[test]
fn notices_that_cannot_be_read_hold_up_neither_entries_nor_postings() {
    let mut play = Play::new(1, 0);
    play.province.notices.set(2);
    play.province.notices_are_spoilt.set(true);
    play.station.waiting = (1..=60).map(|n| (SeqNo(n), entry(n))).collect();
    for _ in 0..40 {
        play.step();
    }
    assert!(play.station.waiting.is_empty());
    assert_eq!(play.shelf.0.cursor, Cursor(3_000));
    assert!(play.station.notices.is_empty());
    play.province.notices_are_spoilt.set(false);
    for _ in 0..10 {
        play.step();
    }
    assert_eq!(play.station.notices.len(), 2, "they come when they can be read");
}

#[test]
fn a_platform_that_knows_of_fewer_notices_than_the_station_is_told_so() {
    let mut play = Play::new(1, 0);
    play.station.notices = vec![notice(9)];
    play.province.notices.set(4);
    let asked = (0..20).filter(|_| matches!(play.step(), Step::Notified { notices: 0, .. })).count();
    assert!(asked >= 1, "the station asks from where it stands");
}

#[test]
fn a_platform_that_is_gone_for_a_day_is_asked_about_three_hundred_times_and_not_in_step() {
    let mut play = Play::new(1, 10);
    play.station.waiting = (1..=10).map(|n| (SeqNo(n), entry(n))).collect();
    let end = play.now.get().saturating_add(Duration::from_hours(24)).unwrap();
    let mut tries = 0;
    while play.now.get() < end {
        if matches!(play.step(), Step::Failed { .. }) {
            tries += 1;
        }
    }
    assert!((288..700).contains(&tries), "{tries} tries in a day");
    assert_eq!(play.station.line.trouble, Some(Trouble::Unreachable));
    play.province.lost_of_ten.set(0);
    play.step();
    play.step();
    assert!(play.station.waiting.is_empty(), "everything arrives when the platform returns");
    assert_eq!((play.station.line.failures, play.station.line.trouble), (0, None));
}

#[test]
fn a_person_who_asks_for_a_try_now_gets_one_in_the_middle_of_a_pause() {
    let mut play = Play::new(1, 10);
    play.station.waiting.insert(SeqNo(1), entry(1));
    for _ in 0..20 {
        play.step();
    }
    assert!(matches!(play.step(), Step::Failed { .. } | Step::Wait(_)));
    play.province.lost_of_ten.set(0);
    let now = play.now.get();
    let line = Line { transport: &play.province, now: &|| now, stopwatch: &|| Duration::ZERO, random: &|| u64::MAX };
    let first = step(&mut play.station, &mut play.shelf, &line, &mut play.pace, true).unwrap();
    assert!(matches!(first, Step::Sent { acknowledged: 1, .. }), "{first:?}");
}

#[test]
fn a_page_with_a_gap_backwards_or_an_empty_promise_is_not_applied() {
    let change = |n: i64| Change::Withdrawn { seq: Cursor(n), id: PostingId(n) };
    let page = |changes, more| Page { changes, more, ..Page::default() };
    assert!(check_page(Cursor(5), page(vec![change(6), change(9)], true)).is_ok());
    for bad in [page(vec![change(5)], true), page(vec![change(7), change(6)], false), page(vec![], true)] {
        assert_eq!(check_page(Cursor(5), bad).map_err(|f| f.trouble), Err(Trouble::Unreadable));
    }
    assert!(check_page(Cursor(5), page(vec![], false)).is_ok());
}

#[test]
fn a_station_far_behind_asks_for_todays_day_jobs_first_and_again_after_ten_minutes() {
    let mut play = Play::new(1, 0);
    play.step();
    play.step();
    play.now.set(later(play.now.get(), policy::AHEAD_AGAIN));
    play.step();
    assert_eq!(*play.province.asked_ahead.borrow(), [policy::AHEAD, 0, policy::AHEAD]);
    while !matches!(play.step(), Step::Wait(_)) {}
    play.now.set(later(play.now.get(), policy::AHEAD_AGAIN));
    play.province.asked_ahead.borrow_mut().clear();
    play.step();
    assert_eq!(
        *play.province.asked_ahead.borrow(),
        [policy::AHEAD],
        "what it asks costs nothing where nothing is behind"
    );
}
