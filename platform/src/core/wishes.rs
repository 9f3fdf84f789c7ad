//! What the platform does at a person's wish: it takes back consents and erases, in its own records, and confirms each by a
//! notice to the station. A wish also holds for what comes after it and was sent before it: a copy on an old stick must not
//! bring back what was erased.

use super::intake::refusal;
use super::notices::NewNotice;
use super::registration::{Checked, ensure, is_text, read};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;
use yizhan_wire::notice::{ErasureConfirmed, Matter, WithdrawalConfirmed};
use yizhan_wire::wish::{Erasure, Withdrawal};
use yizhan_wire::{Category, ConsentPurpose, Entry, EntryKind, ReceiptNo, RefusalCode};

/// The longest name of a clerk's account.
const CLERK_CHARS: usize = 200;
/// What stands in the place of an erased body. The hash stays, so that a copy that comes again is known.
pub const ERASED: &str = "null";

/// A wish, as far as the records are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    TakeBack(BTreeSet<ConsentPurpose>),
    Erase,
}

/// Examines the body of an entry that is a withdrawal of consent.
pub fn examine_withdrawal(entry: &Entry) -> Checked {
    let Withdrawal { receipt, of, purposes, assisted_by } = read(entry.body.get(), &["receipt", "of", "purposes"])?;
    check_receipts(entry, &receipt, &of, assisted_by.as_deref())?;
    if purposes.is_empty() {
        return Err(refusal(RefusalCode::Missing, "purposes"));
    }
    // A purpose of the future is one by which nothing is done here; the consent to register ends by an erasure.
    let known = purposes.iter().all(|purpose| !matches!(purpose, ConsentPurpose::Register | ConsentPurpose::Other));
    let once = purposes.iter().collect::<BTreeSet<_>>().len() == purposes.len();
    ensure(known && once, "purposes")
}

/// Examines the body of an entry that asks for erasure.
pub fn examine_erasure(entry: &Entry) -> Checked {
    let Erasure { receipt, of, assisted_by } = read(entry.body.get(), &["receipt", "of"])?;
    check_receipts(entry, &receipt, &of, assisted_by.as_deref())
}

fn check_receipts(entry: &Entry, receipt: &ReceiptNo, of: &ReceiptNo, clerk: Option<&str>) -> Checked {
    ensure(*receipt == ReceiptNo::of(entry.station, entry.seq), "receipt")?;
    ensure(ReceiptNo::parse(of.as_str()).as_ref() == Some(of) && of != receipt, "of")?;
    ensure(is_text(clerk.unwrap_or_default(), CLERK_CHARS), "assisted_by")
}

/// The wish that an accepted entry is; `None` for all others.
#[must_use]
pub fn wish(entry: &Entry) -> Option<Wish> {
    match entry.kind {
        EntryKind::Erasure => Some(Wish::Erase),
        EntryKind::Withdrawal => {
            let withdrawal: Withdrawal = serde_json::from_str(entry.body.get()).ok()?;
            Some(Wish::TakeBack(withdrawal.purposes.into_iter().collect()))
        }
        _ => None,
    }
}

/// What is left of a body of this kind after a wish of its person. Wishes themselves are left: they say nothing about her but
/// that she had them, and prove that they were followed.
#[must_use]
pub fn left_of(kind: EntryKind, body: &str, wish: &Wish) -> String {
    match (kind, wish) {
        (EntryKind::Erasure | EntryKind::Withdrawal, _) => body.to_owned(),
        (_, Wish::Erase) => ERASED.to_owned(),
        (_, Wish::TakeBack(purposes)) => without_consents(body, purposes),
    }
}

/// The body without the consents, and without what may be kept by one of them only.
fn without_consents(body: &str, purposes: &BTreeSet<ConsentPurpose>) -> String {
    let Ok(Value::Object(mut fields)) = serde_json::from_str(body) else { return body.to_owned() };
    let Some(Value::Array(consents)) = fields.get_mut("consents") else { return body.to_owned() };
    let purpose = |consent: &Value| consent.get("purpose").and_then(Value::as_str).and_then(ConsentPurpose::parse);
    consents.retain(|consent| purpose(consent).is_none_or(|purpose| !purposes.contains(&purpose)));
    if purposes.contains(&ConsentPurpose::SensitiveTags)
        && let Some(Value::Array(tags)) = fields.get_mut("categories")
    {
        let sensitive = |tag: &Value| tag.as_str().and_then(Category::parse).is_some_and(Category::is_sensitive);
        tags.retain(|tag| !sensitive(tag));
    }
    Value::Object(fields).to_string()
}

/// The confirmation for the station. Its identity follows from the wish, so that a wish is confirmed once.
///
/// # Errors
/// None that the types of this build can bring about.
pub fn confirmation(
    entry: &Entry,
    wish: &Wish,
    changed: usize,
    now: Timestamp,
) -> Result<NewNotice, serde_json::Error> {
    let matter = match wish {
        Wish::TakeBack(purposes) => {
            Matter::WithdrawalConfirmed(WithdrawalConfirmed { purposes: purposes.iter().copied().collect() })
        }
        Wish::Erase => Matter::ErasureConfirmed(ErasureConfirmed {
            erased: u32::try_from(changed).unwrap_or(u32::MAX),
            kept: Vec::new(),
        }),
    };
    NewNotice::answering(entry, "confirmed", &matter, now)
}

#[cfg(test)]
mod tests {
    use super::super::test_entry;
    use super::*;
    use serde_json::json;

    use yizhan_wire::{Refusal, SeqNo, StationId};

    fn entry(kind: EntryKind, body: &Value) -> Entry {
        Entry { seq: SeqNo(2), ..test_entry::entry(kind, body.to_string()) }
    }

    fn of(seq: i64) -> ReceiptNo {
        ReceiptNo::of(StationId(3), SeqNo(seq))
    }

    fn withdrawal(purposes: &Value) -> Entry {
        entry(EntryKind::Withdrawal, &json!({ "receipt": of(2), "of": of(1), "purposes": purposes }))
    }

    #[test]
    fn a_wish_is_taken_with_the_receipt_it_is_about() {
        assert_eq!(examine_withdrawal(&withdrawal(&json!(["push"]))), Ok(()));
        assert_eq!(examine_erasure(&entry(EntryKind::Erasure, &json!({ "receipt": of(2), "of": of(1) }))), Ok(()));
        let refused = |checked: Checked| checked.map_err(|Refusal { code, field }| (code, field)).unwrap_err();
        for (purposes, code) in [
            (json!([]), RefusalCode::Missing),
            (json!(["register"]), RefusalCode::Invalid),
            (json!(["of_the_future"]), RefusalCode::Invalid),
            (json!(["push", "push"]), RefusalCode::Invalid),
        ] {
            assert_eq!(refused(examine_withdrawal(&withdrawal(&purposes))), (code, "purposes".into()), "{purposes}");
        }
        let own = entry(EntryKind::Erasure, &json!({ "receipt": of(2), "of": of(2) }));
        assert_eq!(refused(examine_erasure(&own)), (RefusalCode::Invalid, "of".into()));
    }

    #[test]
    fn with_the_consent_goes_what_was_kept_by_it_alone() {
        let body = json!({ "name": "测试甲", "categories": ["veteran", "disabled"],
            "consents": [{ "purpose": "register" }, { "purpose": "sensitive_tags" }, { "purpose": "push" }] });
        let taken = wish(&withdrawal(&json!(["sensitive_tags"]))).unwrap();
        let left: Value = serde_json::from_str(&left_of(EntryKind::Registration, &body.to_string(), &taken)).unwrap();
        assert_eq!(left["categories"], json!(["veteran"]));
        assert_eq!(left["consents"], json!([{ "purpose": "register" }, { "purpose": "push" }]));
        assert_eq!(left["name"], "测试甲");
    }

    #[test]
    fn nothing_is_left_of_what_is_erased_but_the_wish_itself() {
        assert_eq!(left_of(EntryKind::Registration, "{\"name\":\"测试甲\"}", &Wish::Erase), "null");
        assert_eq!(left_of(EntryKind::Erasure, "{\"of\":1}", &Wish::Erase), "{\"of\":1}");
    }

    #[test]
    fn a_wish_is_confirmed_once_about_itself() {
        let wish_entry = withdrawal(&json!(["push"]));
        let wished = wish(&wish_entry).unwrap();
        let notice = confirmation(&wish_entry, &wished, 1, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(notice.body, json!({ "purposes": ["push"] }));
        assert_eq!((notice.about.receipt, notice.about.entry), (Some(of(2)), Some(wish_entry.id)));
        assert_eq!(confirmation(&wish_entry, &wished, 1, Timestamp::UNIX_EPOCH).unwrap().id, notice.id);
    }
}
