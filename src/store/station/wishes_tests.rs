//! What the store promises a person who takes something back.

use super::tests::{Desk, TODAY, at, person, refusal};
use crate::domain::ledger::Verdict;
use crate::domain::notice::{About, ErasureConfirmed, Matter, Notice, WithdrawalConfirmed};
use crate::domain::wishes::{Wish, WishState, Wished};
use crate::domain::{
    Category, Consent, ConsentPurpose, EntryId, Form, NoticeId, NoticeNo, ReceiptNo, RefusalCode, SeqNo, StationId,
};
use crate::store::StoreError;

/// Registers her with every consent, and answers her receipt.
fn tell_all(name: &str) -> Form {
    let given = |purpose| Consent { purpose, version: "1".into(), given: at(0) };
    Form {
        consents: [ConsentPurpose::Register, ConsentPurpose::ShareWithEmployers, ConsentPurpose::SensitiveTags]
            .map(given)
            .to_vec(),
        categories: vec![Category::Veteran, Category::Disabled],
        ..person(name, name)
    }
}

impl Desk {
    fn wish(&mut self, of: &ReceiptNo, wish: &Wish) -> Wished {
        let mut random = [0; 10];
        random.copy_from_slice(&self.random()[..10]);
        self.station.wish(of, wish, None, at(5), random).unwrap()
    }

    fn acknowledge(&mut self, entry: EntryId) {
        let answer = crate::domain::ledger::Answered { entry, verdict: Verdict::Acknowledged };
        self.station.apply_answers(&[answer], at(60)).unwrap();
    }

    fn confirm(&mut self, seq: i64, wished: &Wished, matter: &Matter) {
        let notice = Notice {
            seq: NoticeNo(seq),
            id: NoticeId::new(1, [seq as u8; 10]),
            made_at: at(70),
            about: About { entry: Some(wished.entry), ..About::default() },
            kind: matter.kind().as_str().to_owned(),
            body: matter.body().unwrap(),
        };
        self.station.take_notices(&[notice], at(80)).unwrap();
    }

    fn is_written_somewhere(&self, words: &str) -> bool {
        let tables = [("entry", "body"), ("registration", "form"), ("draft", "form"), ("notice", "body")];
        tables.iter().any(|(table, column)| {
            let sql = format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%' || ?1 || '%'");
            self.station.db.query_row(&sql, [words], |row| row.get::<_, i64>(0)).unwrap() > 0
        })
    }
}

fn erased() -> Matter {
    Matter::ErasureConfirmed(ErasureConfirmed { erased: 1, kept: Vec::new() })
}

#[test]
fn a_consent_that_is_taken_back_counts_no_more_at_once() {
    let mut desk = Desk::enrolled();
    let form = tell_all("测试甲");
    let hers = desk.register(&form);
    let wish = Wish::of(&[ConsentPurpose::ShareWithEmployers, ConsentPurpose::SensitiveTags]);
    let wished = desk.wish(&hers.receipt, &wish);
    assert_eq!(desk.waiting(), [1, 2], "what waits goes up first");
    let left = desk.station.form_of(&hers.receipt).unwrap().unwrap();
    assert_eq!(left.consents.iter().map(|c| c.purpose).collect::<Vec<_>>(), [ConsentPurpose::Register]);
    assert_eq!(left.categories, [Category::Veteran]);
    assert_eq!(desk.wish(&hers.receipt, &wish), Wished { already: true, ..wished.clone() });
    let again = desk.register(&form);
    assert!(!again.already, "to give it anew is to register anew");
    assert_eq!(desk.station.wishes_about(&hers.receipt).unwrap()[0].state, WishState::Waiting);
    desk.acknowledge(wished.entry);
    assert_eq!(desk.station.wishes_about(&again.receipt).unwrap()[0].state, WishState::Accepted);
    let purposes = vec![ConsentPurpose::ShareWithEmployers, ConsentPurpose::SensitiveTags];
    desk.confirm(1, &wished, &Matter::WithdrawalConfirmed(WithdrawalConfirmed { purposes }));
    assert_eq!(desk.station.wishes_about(&hers.receipt).unwrap()[0].state, WishState::Confirmed { at: at(80) });
    assert!(desk.station.form_of(&hers.receipt).unwrap().is_some(), "her registration stands");
}

#[test]
fn who_wishes_to_be_erased_is_proposed_to_nobody_and_blanked_when_the_province_has_done_it() {
    let mut desk = Desk::enrolled();
    let (hers, other) = (desk.register(&tell_all("测试甲")), desk.register(&person("测试乙", "B")));
    let wished = desk.wish(&hers.receipt, &Wish::of(&[ConsentPurpose::Register]));
    let people = desk.station.people(TODAY, 9).unwrap();
    assert_eq!(people.iter().map(|p| &p.receipt).collect::<Vec<_>>(), [&other.receipt]);
    assert_eq!(desk.station.form_of(&hers.receipt).unwrap(), None);
    for entry in [hers.entry, other.entry, wished.entry] {
        desk.acknowledge(entry);
    }
    let mut desk = desk.reopened();
    assert!(desk.is_written_somewhere("测试甲"), "it may have to be sent again");
    desk.confirm(1, &wished, &erased());
    assert!(!desk.is_written_somewhere("测试甲"));
    assert!(desk.is_written_somewhere("测试乙"));
    assert_eq!(desk.station.wishes_about(&hers.receipt).unwrap()[0].state, WishState::Confirmed { at: at(80) });
    let counts = desk.station.counts().unwrap();
    assert_eq!((counts.waiting, counts.acknowledged), (0, 3), "the receipts are still known");
}

#[test]
fn a_confirmation_that_is_faster_than_an_answer_blanks_when_the_answer_comes() {
    let mut desk = Desk::enrolled();
    let hers = desk.register(&tell_all("测试甲"));
    let wished = desk.wish(&hers.receipt, &Wish::Erase);
    // The answers to the upload were lost; the notice came through.
    desk.confirm(1, &wished, &erased());
    assert!(desk.is_written_somewhere("测试甲"), "not acknowledged is never deleted");
    assert_eq!(desk.waiting(), [1, 2]);
    desk.acknowledge(wished.entry);
    desk.acknowledge(hers.entry);
    assert!(!desk.is_written_somewhere("测试甲"));
}

#[test]
fn a_refused_registration_neither_holds_the_wish_nor_stays() {
    let mut desk = Desk::enrolled();
    let hers = desk.register(&tell_all("测试甲"));
    desk.answer(&hers, refusal(RefusalCode::Invalid, "phone"));
    desk.station.reopen_refused(hers.entry, at(3)).unwrap();
    let taken_back = desk.wish(&hers.receipt, &Wish::of(&[ConsentPurpose::SensitiveTags]));
    assert_eq!(desk.waiting(), [2], "a wish waits for no clerk");
    let draft = desk.station.find_draft().unwrap().unwrap();
    assert_eq!(draft.categories, [Category::Veteran], "what is corrected is corrected without it");
    let wished = desk.wish(&hers.receipt, &Wish::Erase);
    assert_eq!(desk.waiting(), [2, 3]);
    assert_eq!(desk.station.find_draft().unwrap(), None);
    assert_eq!(desk.station.counts().unwrap().refused, 0, "nobody is asked to correct it");
    desk.acknowledge(taken_back.entry);
    desk.acknowledge(wished.entry);
    desk.confirm(1, &wished, &erased());
    assert!(!desk.is_written_somewhere("测试甲"));
}

#[test]
fn a_wish_that_an_old_platform_refuses_holds_nothing_and_is_not_called_done() {
    let mut desk = Desk::enrolled();
    let hers = desk.register(&tell_all("测试甲"));
    let wished = desk.wish(&hers.receipt, &Wish::of(&[ConsentPurpose::Push]));
    desk.acknowledge(hers.entry);
    let verdict = refusal(RefusalCode::UnknownKind, "");
    desk.station.apply_answers(&[crate::domain::ledger::Answered { entry: wished.entry, verdict }], at(61)).unwrap();
    desk.register(&Form { note: "下午".into(), ..tell_all("测试甲") });
    assert_eq!(desk.waiting(), [3]);
    let state = desk.station.wishes_about(&hers.receipt).unwrap()[0].state.clone();
    assert!(matches!(state, WishState::Refused(refusal) if refusal.code == RefusalCode::UnknownKind));
    assert!(!desk.wish(&hers.receipt, &Wish::of(&[ConsentPurpose::Push])).already, "it can be wished again");
}

#[test]
fn who_registers_again_after_being_erased_is_not_erased_by_the_old_wish() {
    let mut desk = Desk::enrolled();
    let first = desk.register(&tell_all("测试甲"));
    let wished = desk.wish(&first.receipt, &Wish::Erase);
    let second = desk.register(&tell_all("测试甲"));
    assert!(!second.already);
    for entry in [first.entry, wished.entry, second.entry] {
        desk.acknowledge(entry);
    }
    desk.confirm(1, &wished, &erased());
    assert_eq!(desk.station.people(TODAY, 9).unwrap()[0].receipt, second.receipt);
    assert!(desk.station.form_of(&first.receipt).unwrap().is_none());
    assert!(!desk.wish(&second.receipt, &Wish::Erase).already, "a new wish is one");
}

#[test]
fn nobody_is_erased_by_a_number_that_is_nobodys() {
    let mut desk = Desk::enrolled();
    let nobody = ReceiptNo::of(StationId(12), SeqNo(99));
    let refused = desk.station.wish(&nobody, &Wish::Erase, None, at(0), [1; 10]);
    assert!(matches!(refused, Err(StoreError::NotFound("receipt"))));
    assert!(desk.waiting().is_empty());
}

#[test]
fn who_is_somebody_twice_is_erased_by_one_slip_and_nobody_else_is() {
    let mut desk = Desk::enrolled();
    // Two cards, such as a foreigner's old one and her new one; and a namesake with a telephone of her own.
    let hers = ["A", "B"].map(|number| desk.register(&person("测试甲", number)));
    let other = desk.register(&Form { phone: "13800000008".into(), ..person("测试甲", "C") });
    let subjects = |desk: &Desk, of: &ReceiptNo| desk.station.subject_of(of).unwrap().unwrap();
    assert_ne!(subjects(&desk, &hers[0].receipt), subjects(&desk, &hers[1].receipt), "another card is another person");
    let wished = desk.wish(&hers[1].receipt, &Wish::Erase);
    assert_eq!(desk.wish(&hers[1].receipt, &Wish::Erase), Wished { already: true, ..wished });
    assert_eq!(desk.waiting(), [1, 2, 3, 4, 5], "a wish for each of the two, and once");
    for receipt in hers.each_ref().map(|registered| &registered.receipt) {
        assert_eq!(desk.station.form_of(receipt).unwrap(), None);
        assert_eq!(desk.station.wishes_about(receipt).unwrap().len(), 1);
    }
    assert!(desk.station.form_of(&other.receipt).unwrap().is_some(), "who has another telephone is another");
}
