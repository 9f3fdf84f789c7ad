//! What a seeker does alone beside applying: an account that is asked for, and an application that is taken back.

use super::identity::{age, birth_date};
use super::intake::refusal;
use super::notices::NewNotice;
use super::phone;
use super::registration::{Checked, LINE_CHARS, check_name, ensure, ensure_there, is_text, read};
use jiff::Timestamp;
use jiff::civil::Date;
use ring::digest::{SHA256, digest};
use std::collections::HashMap;
use yizhan_wire::account::{AccountAnswer, AccountOutcome, AccountRequest};
use yizhan_wire::application_end::ApplicationEnd;
use yizhan_wire::notice::Matter;
use yizhan_wire::{Application, Entry, EntryKind, IdType, PostingId, ReceiptNo, RefusalCode, SubjectId};

/// From which age one has an account of one's own (劳动法 article 15).
const LEAST_AGE: i16 = 16;

/// The applications that a batch takes back, as they stand in the log: whose each is, and for which posting.
pub type Applications = HashMap<ReceiptNo, (SubjectId, PostingId)>;

/// Examines the body of an entry that asks for an account.
pub fn examine_account(entry: &Entry, today: Date) -> Checked {
    let fields = &["receipt", "service", "name", "id_number", "phone", "form", "form_version", "consent_given"];
    let request: AccountRequest = read(entry.body.get(), fields)?;
    ensure(request.receipt == ReceiptNo::of(entry.station, entry.seq), "receipt")?;
    ensure_there(!request.service.trim().is_empty(), "service")?;
    ensure(is_text(&request.service, LINE_CHARS), "service")?;
    check_name(&request.name)?;
    let kinds = [IdType::ResidentId, IdType::HkMoTwResidence, IdType::ForeignerPermanent];
    let birth = kinds.into_iter().find_map(|kind| birth_date(kind, &request.id_number, today));
    let Some(birth) = birth else { return Err(refusal(RefusalCode::Invalid, "id_number")) };
    if age(birth, today) < LEAST_AGE {
        return Err(refusal(RefusalCode::UnderAge, "id_number"));
    }
    ensure(phone::is_plausible(&request.phone), "phone")?;
    ensure_there(!request.form.trim().is_empty() && request.form_version > 0, "form")
}

/// Examines the body of an entry that takes an application back: it is hers, and it is this one.
pub fn examine_end(entry: &Entry, applications: &Applications) -> Checked {
    let end: ApplicationEnd = read(entry.body.get(), &["receipt", "of", "posting"])?;
    ensure(end.receipt == ReceiptNo::of(entry.station, entry.seq), "receipt")?;
    let known = applications.get(&end.of);
    ensure(known == Some(&(entry.subject, end.posting)), "of")
}

/// The application that an entry takes back; `None` for all others, and for what cannot be read.
#[must_use]
pub fn taken_back(entry: &Entry) -> Option<ReceiptNo> {
    let is_end = entry.kind == EntryKind::ApplicationEnd;
    is_end.then(|| serde_json::from_str::<ApplicationEnd>(entry.body.get()).ok().map(|end| end.of)).flatten()
}

/// What is left of an application once it is taken back: that there was one, for which posting; nothing of the person.
#[must_use]
pub fn left_of_application(body: &str) -> String {
    let Ok(application) = serde_json::from_str::<Application>(body) else { return super::wishes::ERASED.to_owned() };
    let left = serde_json::json!({
        "receipt": application.receipt, "posting": application.posting, "title": application.title,
        "employer": application.employer, "taken_back": true,
    });
    left.to_string()
}

/// Whether somebody has an account already: by what its number is known by, which is no number.
#[must_use]
pub fn holder(request: &AccountRequest) -> [u8; 32] {
    let mut hash = [0; 32];
    let words = format!("account\0{}\0{}", request.service.trim(), request.id_number);
    hash.copy_from_slice(digest(&SHA256, words.as_bytes()).as_ref());
    hash
}

/// The request that an accepted entry is; `None` for all others.
#[must_use]
pub fn request(entry: &Entry) -> Option<AccountRequest> {
    let is_account = entry.kind == EntryKind::Account;
    is_account.then(|| serde_json::from_str(entry.body.get()).ok()).flatten()
}

/// The reference province opens an account at once; a service that takes its time answers by a notice of its own.
///
/// # Errors
/// None that the types of this build can bring about.
pub fn answer(entry: &Entry, outcome: AccountOutcome, now: Timestamp) -> Result<NewNotice, serde_json::Error> {
    let matter = Matter::AccountAnswer(AccountAnswer { outcome, note: String::new() });
    NewNotice::answering(entry, "account", &matter, now)
}

#[cfg(test)]
mod tests {
    use super::super::test_entry;
    use super::*;
    use jiff::civil::date;
    use serde_json::{Value, json};
    use yizhan_wire::{Refusal, SeqNo, StationId};

    const TODAY: Date = date(2026, 11, 23);

    fn entry(kind: EntryKind, body: &Value) -> Entry {
        Entry { seq: SeqNo(2), ..test_entry::entry(kind, body.to_string()) }
    }

    fn of(seq: i64) -> ReceiptNo {
        ReceiptNo::of(StationId(3), SeqNo(seq))
    }

    fn account(change: impl FnOnce(&mut Value)) -> Result<(), (RefusalCode, String)> {
        let mut body = json!({ "receipt": of(2), "service": "湘就业", "name": "测试甲", "id_number": "430000199003071519",
            "phone": "13800000000", "form": "account", "form_version": 1, "consent_given": "2026-11-22T02:00:00Z" });
        change(&mut body);
        examine_account(&entry(EntryKind::Account, &body), TODAY).map_err(|Refusal { code, field }| (code, field))
    }

    #[test]
    fn an_account_needs_who_one_is_and_a_phone_and_sixteen_years() {
        assert_eq!(account(|_| ()), Ok(()));
        let refused = |code, field: &str| Err((code, field.to_owned()));
        assert_eq!(account(|b| b["phone"] = json!("1")), refused(RefusalCode::Invalid, "phone"));
        assert_eq!(account(|b| b["service"] = json!(" ")), refused(RefusalCode::Missing, "service"));
        assert_eq!(account(|b| b["receipt"] = json!(of(3))), refused(RefusalCode::Invalid, "receipt"));
        let wrong = |number: &'static str| account(move |b| b["id_number"] = json!(number));
        assert_eq!(wrong("430000199003071514"), refused(RefusalCode::Invalid, "id_number"));
        // Born 2010-11-24: sixteen tomorrow.
        let digits = "43000020101124001";
        let checked = (0..=10).map(|n| if n == 10 { format!("{digits}X") } else { format!("{digits}{n}") });
        let number = checked.into_iter().find(|n| birth_date(IdType::ResidentId, n, TODAY).is_some()).unwrap();
        let young = account(|b| b["id_number"] = json!(number));
        assert_eq!(young, refused(RefusalCode::UnderAge, "id_number"));
    }

    #[test]
    fn only_who_applied_takes_her_application_back() {
        let end = entry(EntryKind::ApplicationEnd, &json!({ "receipt": of(2), "of": of(1), "posting": 7 }));
        let held = |subject, posting| Applications::from([(of(1), (subject, PostingId(posting)))]);
        assert_eq!(examine_end(&end, &held(end.subject, 7)), Ok(()));
        let other = SubjectId::new(9, [9; 10]);
        for applications in [Applications::new(), held(other, 7), held(end.subject, 8)] {
            assert_eq!(examine_end(&end, &applications).map_err(|r| r.field), Err("of".to_owned()));
        }
        assert_eq!(taken_back(&end), Some(of(1)));
    }

    #[test]
    fn nothing_of_the_person_is_left_of_what_was_taken_back() {
        let body = json!({ "receipt": of(1), "posting": 7, "title": "焊工", "employer": "测试厂", "wish": "apply",
            "name": "测试甲", "phone": "13800000000", "contact_by_station": false, "of_age": true,
            "consent": { "employer": "测试厂", "version": "1", "given": "2026-11-22T02:00:00Z" } });
        let left = left_of_application(&body.to_string());
        assert!(!left.contains("测试甲") && !left.contains("1380000") && left.contains("焊工"), "{left}");
    }

    #[test]
    fn the_same_number_at_the_same_service_is_one_holder() {
        let entry = |service: &str, number: &str| AccountRequest {
            receipt: of(2),
            service: service.into(),
            name: "测试甲".into(),
            id_number: number.into(),
            phone: "13800000000".into(),
            form: "account".into(),
            form_version: 1,
            consent_given: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(holder(&entry("湘就业", "1")), holder(&entry(" 湘就业 ", "1")));
        assert_ne!(holder(&entry("湘就业", "1")), holder(&entry("耒就业", "1")));
        assert_ne!(holder(&entry("湘就业", "1")), holder(&entry("湘就业", "2")));
    }
}
