//! Hours that can be booked: the same ones every week, offered for the next fortnight. A booking made here is held here at
//! once; the province confirms it with its answer to the entry.

use crate::domain::SlotTime;
use crate::domain::content::Item;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// How far ahead hours are offered.
const DAYS: i64 = 14;

/// An hour that is offered, and how many places it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub time: SlotTime,
    pub seats: u32,
}

/// The hours of the next fortnight, from tomorrow on: today's may be over, and somebody must hear of a booking first.
#[must_use]
pub fn offered(item: &Item, today: Date) -> Vec<Slot> {
    let days = (1..=DAYS).map(|ahead| today.saturating_add(ahead.days()));
    let mut slots: Vec<Slot> = days
        .flat_map(|day| {
            let weekday = day.weekday().to_monday_one_offset();
            let times = item.times.iter().filter(move |time| time.weekday == weekday);
            times.map(move |time| Slot { time: SlotTime { day, at: time.at.clone() }, seats: time.seats })
        })
        .collect();
    slots.retain(|slot| item.until.is_none_or(|until| slot.time.day <= until));
    slots.sort_by(|one, other| one.time.cmp(&other.time));
    slots
}

/// Whether a time is one of those that the thing offers at all, and how many places it has.
#[must_use]
pub fn seats(item: &Item, time: &SlotTime) -> u32 {
    let weekday = time.day.weekday().to_monday_one_offset();
    let found = item.times.iter().find(|weekly| weekly.weekday == weekday && weekly.at == time.at);
    found.map_or(0, |weekly| weekly.seats)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{Body, read};
    use jiff::civil::date;

    #[test]
    fn the_same_hour_comes_twice_in_a_fortnight() {
        let body = r#"{"items": [{"id": "e", "title": "题", "line": "句", "source": {"name": "样", "as_of": "2026-01-01"},
            "times": [{"weekday": 2, "at": "09:00", "seats": 2}]}]}"#;
        let Ok(Some(Body::Shelf(_, shelf))) = read("experts", body) else { panic!("no shelf") };
        // A Sunday.
        let slots = offered(&shelf.items[0], date(2026, 11, 22));
        let days: Vec<_> = slots.iter().map(|slot| slot.time.day).collect();
        assert_eq!(days, [date(2026, 11, 24), date(2026, 12, 1)]);
        assert_eq!(seats(&shelf.items[0], &slots[0].time), 2);
        assert_eq!(seats(&shelf.items[0], &SlotTime { day: date(2026, 11, 25), at: "09:00".into() }), 0);
    }
}
