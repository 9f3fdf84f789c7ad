//! What somebody has before her: interviews, booked hours, courses, fairs, day jobs. Taken together from her own things, so
//! that one look, or one slip, tells where to be and when.

use super::ledger::EntryState;
use super::nouns::SeatState;
use super::nouns::notice::Meeting;
use super::referral::{Word, following};
use super::service::Content;
use super::visitor::{Mine, Track};
use jiff::civil::{Date, Time};

/// A day on which she is expected somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    pub on: Date,
    /// The hour, where one is known.
    pub at: Option<Time>,
    /// What it is, as it was called when she took it.
    pub what: String,
    /// Where, or with whom; empty where that is not known.
    pub place: String,
}

/// Everything from today on, the next first.
#[must_use]
pub fn reminders(mine: &Mine, content: &Content, today: Date) -> Vec<Reminder> {
    let interviews = interviews(mine).chain(recommended(mine));
    let mut all: Vec<Reminder> = interviews.chain(seats(mine)).chain(bookings(mine, content)).collect();
    all.retain(|one| one.on >= today);
    all.sort_by_key(|one| (one.on, one.at));
    all.dedup();
    all
}

fn interviews(mine: &Mine) -> impl Iterator<Item = Reminder> + '_ {
    let open = mine.applications.iter().filter(|one| matches!(one.track, Track::Answered(_)));
    open.filter_map(|one| {
        let meet = one.answer.as_ref()?.meet.as_ref()?;
        Some(interview(&one.title, meet))
    })
}

/// Interviews that came of the desk's word to an employer, as long as nobody has said what became of them.
fn recommended(mine: &Mine) -> impl Iterator<Item = Reminder> + '_ {
    let open = mine.referrals.iter().filter(|one| !following(one.state).is_empty() && !mine.is_taken_back(one));
    open.filter_map(|one| match &one.word {
        Some(Word::Answer(answer)) => Some(interview(&one.title, answer.meet.as_ref()?)),
        _ => None,
    })
}

fn interview(what: &str, meet: &Meeting) -> Reminder {
    let (on, at) = (meet.at.date(), Some(meet.at.time()));
    Reminder { on, at, what: what.to_owned(), place: meet.place.trim().to_owned() }
}

fn seats(mine: &Mine) -> impl Iterator<Item = Reminder> + '_ {
    let held = mine.seats.iter().filter(|seat| matches!(seat.state, SeatState::Taken | SeatState::CheckedIn));
    held.map(|seat| Reminder { on: seat.day, at: None, what: seat.title.clone(), place: seat.employer.clone() })
}

/// A booked hour; or the day on which the thing itself takes place. What the province sent back holds nothing.
fn bookings<'a>(mine: &'a Mine, content: &'a Content) -> impl Iterator<Item = Reminder> + 'a {
    let stands = mine.submissions.iter().filter(|one| one.state != EntryState::Refused);
    stands.filter_map(|one| {
        let about = one.about.as_ref()?;
        let item = content.item(about.shelf, &about.item);
        let (on, at) = match &about.slot {
            Some(slot) => (slot.day, slot.at.parse().ok()),
            None => (item?.on?, None),
        };
        Some(Reminder { on, at, what: about.title.clone(), place: one.title.clone() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{ShelfKind, read};
    use crate::domain::visitor::MySubmission;
    use crate::domain::{AboutItem, ReceiptNo, SeqNo, SlotTime, StationId};
    use jiff::Timestamp;
    use jiff::civil::date;

    fn booked(shelf: ShelfKind, item: &str, slot: Option<(i8, &str)>, state: EntryState) -> MySubmission {
        let slot = slot.map(|(day, at)| SlotTime { day: date(2026, 11, day), at: at.into() });
        MySubmission {
            receipt: ReceiptNo::of(StationId(1), SeqNo(1)),
            title: "预约".into(),
            about: Some(AboutItem { shelf, item: item.into(), title: item.into(), slot }),
            at: Timestamp::UNIX_EPOCH,
            state,
            said: None,
        }
    }

    #[test]
    fn what_is_before_her_stands_in_its_order_and_what_is_over_or_refused_does_not() {
        let mut content = Content::default();
        let fair = r#"{"items": [{"id": "fair", "title": "招聘会", "line": "句", "on": "2026-11-28",
            "source": {"name": "样", "as_of": "2026-01-01"}}]}"#;
        content.take(read("events", fair).unwrap().unwrap());
        let mine = Mine {
            submissions: vec![
                booked(ShelfKind::Events, "fair", None, EntryState::Acknowledged),
                booked(ShelfKind::Experts, "later", Some((25, "14:00")), EntryState::Waiting),
                booked(ShelfKind::Experts, "first", Some((25, "09:00")), EntryState::Waiting),
                booked(ShelfKind::Experts, "refused", Some((26, "09:00")), EntryState::Refused),
                booked(ShelfKind::Experts, "over", Some((20, "09:00")), EntryState::Acknowledged),
                booked(ShelfKind::Events, "gone", None, EntryState::Acknowledged),
            ],
            ..Mine::default()
        };
        let all = reminders(&mine, &content, date(2026, 11, 22));
        assert_eq!(all.iter().map(|one| one.what.as_str()).collect::<Vec<_>>(), ["first", "later", "fair"]);
        assert_eq!(all[0].at, Some(jiff::civil::time(9, 0, 0, 0)));
    }
}
