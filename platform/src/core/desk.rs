//! Whether what a staff desk reports can be right: services, referrals, what is known of a person, the end of a shift. As
//! with a registration, what cannot be true or could not be counted is refused, and nothing that only looks unusual.

use super::intake::refusal;
use super::registration::{Checked, ensure, is_text, read};
use jiff::civil::Date;
use yizhan_wire::{
    Category, DayClose, Entry, PersonMerge, PersonTag, ReferralReason, ReferralState, ReferralStep, RefusalCode,
    Service, ServiceChannel, ServiceKind, ServiceNote, ServiceSaying, TagSource,
};

/// An account's name, a topic, a reason: one line.
const LINE_CHARS: usize = 200;
/// What came of a talk.
const RESULT_CHARS: usize = 2_000;

/// Examines a service.
pub fn service(entry: &Entry) -> Checked {
    let service: Service = read(entry.body.get(), &["kind", "channel", "done_on", "staff", "told"])?;
    ensure(service.kind != ServiceKind::Other, "kind")?;
    ensure(service.channel != ServiceChannel::Other, "channel")?;
    check_day(service.done_on, "done_on")?;
    check_staff(&service.staff)?;
    ensure(is_text(&service.topic, LINE_CHARS), "topic")?;
    ensure(is_text(&service.result, RESULT_CHARS), "result")?;
    match service.kind {
        // It is counted, so it must be possible to see which posting it was.
        ServiceKind::Recommendation => ensure_there(service.posting.is_some(), "posting"),
        ServiceKind::Guidance | ServiceKind::Practice => {
            ensure_there(!service.topic.trim().is_empty(), "topic")?;
            ensure_there(!service.result.trim().is_empty(), "result")
        }
        ServiceKind::TrainingInfo | ServiceKind::TrainingDone | ServiceKind::PolicyTalk => {
            ensure_there(!service.topic.trim().is_empty(), "topic")
        }
        _ => Ok(()),
    }
}

/// Examines what is said of a service.
pub fn service_note(entry: &Entry) -> Checked {
    let note: ServiceNote = read(entry.body.get(), &["service", "says", "staff"])?;
    ensure(note.says != ServiceSaying::Other, "says")?;
    ensure(note.service != entry.id, "service")?;
    check_staff(&note.staff)?;
    ensure(is_text(&note.reason, LINE_CHARS), "reason")?;
    ensure_there(note.says != ServiceSaying::Void || !note.reason.trim().is_empty(), "reason")
}

/// Examines a step of a referral. PIPL article 23: an employer is told of nobody who has not agreed to it.
pub fn referral(entry: &Entry) -> Checked {
    let step: ReferralStep = read(entry.body.get(), &["referral", "posting", "state", "on", "staff"])?;
    ensure(step.state != ReferralState::Other, "state")?;
    ensure(step.posting.0 > 0, "posting")?;
    check_day(step.on, "on")?;
    check_staff(&step.staff)?;
    let first = step.state == ReferralState::Recommended;
    ensure(first == (step.referral == entry.id), "referral")?;
    if matches!(step.state, ReferralState::Told | ReferralState::Interview) && step.consent.trim().is_empty() {
        return Err(refusal(RefusalCode::NoConsent, "consent"));
    }
    ensure(is_text(&step.consent, LINE_CHARS), "consent")?;
    match (step.state, step.reason) {
        (ReferralState::Refused, None) => Err(refusal(RefusalCode::Missing, "reason")),
        (ReferralState::Refused, Some(reason)) => ensure(reason != ReferralReason::Other, "reason"),
        (_, reason) => ensure(reason.is_none(), "reason"),
    }
}

/// Examines a merge.
pub fn person_merge(entry: &Entry) -> Checked {
    let merge: PersonMerge = read(entry.body.get(), &["away", "staff", "reason"])?;
    ensure(merge.away != entry.subject, "away")?;
    check_staff(&merge.staff)?;
    ensure_there(!merge.reason.trim().is_empty(), "reason")?;
    ensure(is_text(&merge.reason, LINE_CHARS), "reason")
}

/// Examines a tag. PIPL article 29: a sensitive one needs a consent of its own.
pub fn person_tag(entry: &Entry) -> Checked {
    let tag: PersonTag = read(entry.body.get(), &["category", "source", "from", "staff"])?;
    ensure(tag.category != Category::Other, "category")?;
    ensure(tag.source != TagSource::Other, "source")?;
    check_day(tag.from, "from")?;
    ensure(tag.until.is_none_or(|until| until >= tag.from), "until")?;
    check_staff(&tag.staff)?;
    ensure(is_text(&tag.evidence, LINE_CHARS) && is_text(&tag.consent, LINE_CHARS), "evidence")?;
    ensure_there(tag.source != TagSource::Verified || !tag.evidence.trim().is_empty(), "evidence")?;
    if tag.category.is_sensitive() && tag.consent.trim().is_empty() {
        return Err(refusal(RefusalCode::NoConsent, "consent"));
    }
    Ok(())
}

/// Examines the end of a shift.
pub fn day_close(entry: &Entry) -> Checked {
    let close: DayClose = read(entry.body.get(), &["day", "staff", "audit_line", "audit_hash"])?;
    check_day(close.day, "day")?;
    check_staff(&close.staff)?;
    let hash = &close.audit_hash;
    ensure(hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')), "audit_hash")
}

fn check_staff(name: &str) -> Checked {
    ensure_there(!name.trim().is_empty(), "staff")?;
    ensure(is_text(name, LINE_CHARS), "staff")
}

/// A day of this system, by a clock that may be wrong.
fn check_day(day: Date, field: &str) -> Checked {
    ensure((2000..=2100).contains(&day.year()), field)
}

fn ensure_there(there: bool, field: &str) -> Checked {
    if there { Ok(()) } else { Err(refusal(RefusalCode::Missing, field)) }
}

#[cfg(test)]
mod tests {
    use super::super::test_entry::entry;
    use super::*;

    use yizhan_wire::{EntryId, EntryKind, Refusal, SubjectId};

    /// An entry, and a person, of before.
    const EARLIER: &str = "00000000-0000-7000-8000-000000000007";

    fn examined(examine: fn(&Entry) -> Checked, body: &str) -> Result<(), (RefusalCode, String)> {
        let entry = entry(EntryKind::Service, body);
        examine(&entry).map_err(|Refusal { code, field }| (code, field))
    }

    fn own_id() -> String {
        EntryId::new(1, [1; 10]).0.to_string()
    }

    fn service_of(more: &str) -> String {
        format!(r#"{{"channel":"desk","done_on":"2026-11-21","staff":"测试经办员","told":true,{more}}}"#)
    }

    #[test]
    fn a_recommendation_names_its_posting_and_guidance_its_topic_and_result() {
        let missing = |field: &str| Err((RefusalCode::Missing, field.to_owned()));
        let examined = |more: &str| examined(service, &service_of(more));
        assert_eq!(examined(r#""kind":"recommendation","posting":7"#), Ok(()));
        assert_eq!(examined(r#""kind":"recommendation""#), missing("posting"));
        assert_eq!(examined(r#""kind":"guidance","topic":"求职方向","result":"改做护理""#), Ok(()));
        assert_eq!(examined(r#""kind":"guidance","topic":"求职方向""#), missing("result"));
        assert_eq!(examined(r#""kind":"training_info""#), missing("topic"));
        assert_eq!(examined(r#""kind":"visit""#), Ok(()));
        assert_eq!(examined(r#""kind":"dance""#), Err((RefusalCode::Invalid, "kind".to_owned())));
    }

    #[test]
    fn an_employer_is_told_of_nobody_without_her_consent() {
        let step = |state: &str, more: &str| {
            let body = format!(
                r#"{{"referral":"{EARLIER}","posting":7,"state":"{state}","on":"2026-11-21","staff":"测试经办员"{more}}}"#
            );
            examined(referral, &body)
        };
        assert_eq!(step("told", r#","consent":"2026-11""#), Ok(()));
        assert_eq!(step("told", ""), Err((RefusalCode::NoConsent, "consent".to_owned())));
        assert_eq!(step("interview", ""), Err((RefusalCode::NoConsent, "consent".to_owned())));
        assert_eq!(step("hired", ""), Ok(()));
        assert_eq!(step("refused", ""), Err((RefusalCode::Missing, "reason".to_owned())));
        assert_eq!(step("refused", r#","reason":"too_far""#), Ok(()));
        assert_eq!(step("recommended", ""), Err((RefusalCode::Invalid, "referral".to_owned())));
        let first = format!(
            r#"{{"referral":"{}","posting":7,"state":"recommended","on":"2026-11-21","staff":"测试经办员"}}"#,
            own_id()
        );
        assert_eq!(examined(referral, &first), Ok(()));
    }

    #[test]
    fn a_sensitive_tag_without_its_consent_is_not_kept() {
        let tag = |category: &str, more: &str| {
            let body = format!(
                r#"{{"category":"{category}","source":"declared","from":"2026-01-01","staff":"测试经办员"{more}}}"#
            );
            examined(person_tag, &body)
        };
        assert_eq!(tag("graduate", ""), Ok(()));
        assert_eq!(tag("disabled", ""), Err((RefusalCode::NoConsent, "consent".to_owned())));
        assert_eq!(tag("disabled", r#","consent":"2026-11""#), Ok(()));
        assert_eq!(tag("graduate", r#","until":"2025-12-31""#), Err((RefusalCode::Invalid, "until".to_owned())));
    }

    #[test]
    fn a_mistake_is_taken_back_with_a_reason_and_nobody_is_merged_with_herself() {
        let note = |more: &str| {
            examined(service_note, &format!(r#"{{"service":"{EARLIER}","says":"void","staff":"测试经办员"{more}}}"#))
        };
        assert_eq!(note(""), Err((RefusalCode::Missing, "reason".to_owned())));
        assert_eq!(note(r#","reason":"记错人""#), Ok(()));
        let merge = |away: String| {
            examined(person_merge, &format!(r#"{{"away":"{away}","staff":"测试经办员","reason":"同一证件"}}"#))
        };
        assert_eq!(merge(EARLIER.to_owned()), Ok(()));
        let herself = SubjectId::new(1, [1; 10]).0.to_string();
        assert_eq!(merge(herself), Err((RefusalCode::Invalid, "away".to_owned())));
    }

    #[test]
    fn a_shift_ends_with_the_head_of_the_audit_log() {
        let close = |hash: &str| {
            let body = format!(
                r#"{{"day":"2026-11-21","staff":"测试经办员","unsent":1,"refused":0,"promised":2,"audit_line":9,"audit_hash":"{hash}"}}"#
            );
            examined(day_close, &body)
        };
        assert_eq!(close(&"0f".repeat(32)), Ok(()));
        assert_eq!(close("0f"), Err((RefusalCode::Invalid, "audit_hash".to_owned())));
    }
}
