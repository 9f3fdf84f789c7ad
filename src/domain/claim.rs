//! From a signed record of a day's work to the form for unpaid wages: what both sides have confirmed is not typed again. The
//! form is data of a pack; its questions are named here as the sample pack names them, and one that a province's form does not
//! have is simply left out there.

use super::gig::MySeat;

/// The answers that a record gives: each the name of a question, and what is known of it. `note` words the record itself.
#[must_use]
pub fn preset(seat: &MySeat, note: impl Fn(&str, &str) -> String) -> Vec<(String, String)> {
    let mut known = vec![
        ("employer", seat.employer.trim().to_owned()),
        ("place", seat.place.trim().to_owned()),
        ("people", "1".to_owned()),
    ];
    let month = seat.day.strftime("%Y-%m").to_string();
    known.extend([("from", month.clone()), ("to", month)]);
    let confirmed = seat.employer_says.or(seat.worker_says);
    if let Some(work) = confirmed.filter(|work| !work.paid) {
        known.push(("amount", (work.pay_fen / 100).to_string()));
    }
    let what = format!("{} {}", seat.title.trim(), seat.day);
    known.push(("demand", note(&what, seat.receipt.as_str())));
    known.retain(|(_, text)| !text.is_empty());
    known.into_iter().map(|(field, text)| (field.to_owned(), text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::EntryState;
    use crate::domain::{DayWork, EntryId, PostingId, ReceiptNo, SeatState, SeqNo, StationId};
    use jiff::civil::date;
    use std::collections::BTreeMap;

    #[test]
    fn what_both_sides_confirmed_is_not_typed_again() {
        let work = DayWork { minutes: 480, pay_fen: 20_000, paid: false };
        let seat = MySeat {
            seat: EntryId::new(1, [1; 10]),
            receipt: ReceiptNo::of(StationId(12), SeqNo(9)),
            posting: PostingId(7),
            title: "装卸工".into(),
            employer: "测试物流有限公司".into(),
            place: String::new(),
            contact: String::new(),
            day: date(2026, 11, 20),
            state: SeatState::Confirmed,
            sent: EntryState::Acknowledged,
            worker_says: Some(work),
            employer_says: Some(work),
            record: Some("零工做工记录".into()),
        };
        let known: BTreeMap<String, String> =
            preset(&seat, |what, number| format!("{what}/{number}")).into_iter().collect();
        assert_eq!(known["employer"], "测试物流有限公司");
        assert_eq!(
            (known["from"].as_str(), known["amount"].as_str(), known["people"].as_str()),
            ("2026-11", "200", "1")
        );
        assert!(known["demand"].contains(seat.receipt.as_str()) && known["demand"].contains("2026-11-20"));
        assert!(!known.contains_key("place"), "what is not known is asked");
        let paid = DayWork { paid: true, ..work };
        let seat = MySeat { worker_says: Some(paid), employer_says: Some(paid), ..seat };
        assert!(preset(&seat, |_, _| String::new()).iter().all(|(field, _)| field != "amount"));
    }
}
