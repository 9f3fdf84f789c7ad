//! Notices: what the province tells one station about what it sent up, and what it wants it to know.
//!
//! Each station has a sequence of its own behind a cursor of its own. Unlike the feed it is never compacted, since each
//! notice is an event: a decision does not replace the answer before it. A notice carries its kind as a word and its body as
//! JSON, so that a station keeps what it does not know yet and goes on.

use crate::account::AccountAnswer;
use crate::codes::{ConsentPurpose, codes};
use crate::configuration::Configuration;
use crate::entry::RefusalCode;
use crate::ids::{EntryId, NoticeId, NoticeNo, PostingId, SubjectId};
use crate::receipt::ReceiptNo;
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The most notices in one page.
pub const MAX_NOTICES: usize = 500;
/// The largest body of one notice, in bytes of JSON.
pub const MAX_NOTICE_BYTES: usize = 16 * 1024;

/// One notice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Its place in the station's own sequence: ascending; gaps mean nothing.
    pub seq: NoticeNo,
    /// Its identity. A platform that was restored from a backup may hand it out once more under another number.
    pub id: NoticeId,
    /// By the platform's clock.
    pub made_at: Timestamp,
    #[serde(default, skip_serializing_if = "About::is_nobody")]
    pub about: About,
    /// A code of [`NoticeKind`], or of a newer platform.
    pub kind: String,
    pub body: Value,
}

impl Notice {
    /// What it says, as far as this build can read it.
    #[must_use]
    pub fn matter(&self) -> Matter {
        Matter::read(&self.kind, &self.body).unwrap_or(Matter::Unread)
    }
}

/// What a notice is about: an entry the station sent, by each of its names. All empty where it is about the station.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptNo>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<SubjectId>,
}

impl About {
    /// Whether it names no entry and no person.
    #[must_use]
    pub const fn is_nobody(&self) -> bool {
        self.entry.is_none() && self.receipt.is_none() && self.subject.is_none()
    }
}

/// How far a station holds its notices: the last one, by its number and its identity. A platform that finds another notice
/// under this number knows that it was restored from a backup since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NoticeMark {
    /// 0 for "none yet".
    pub seq: NoticeNo,
    pub id: Option<NoticeId>,
}

/// A page of a station's notices.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct NoticePage {
    /// Ascending by `seq`.
    pub notices: Vec<Notice>,
    /// Whether more wait behind the last one.
    pub more: bool,
}

codes!(
    /// What a notice says.
    NoticeKind {
        ApplicationAnswer = "application_answer",
        Decision = "decision",
        EntryStatus = "entry_status",
        CorrectionWanted = "correction_wanted",
        ErasureConfirmed = "erasure_confirmed",
        WithdrawalConfirmed = "withdrawal_confirmed",
        SeatsLeased = "seats_leased",
        Message = "message",
        Configuration = "configuration",
        AccountAnswer = "account_answer",
        ReturnedData = "returned_data",
    }
);

codes!(
    /// What an employer made of an application.
    ApplicationOutcome {
        /// It lies before the employer.
        Received = "received",
        Viewed = "viewed",
        /// To an interview or a trial; [`ApplicationAnswer::meet`] says when and where.
        Invited = "invited",
        Offered = "offered",
        Hired = "hired",
        Declined = "declined",
        /// The post was given to somebody else or taken back.
        Closed = "closed",
    }
);

codes!(
    /// How an office decided.
    DecisionOutcome {
        Approved = "approved",
        PartlyApproved = "partly_approved",
        Rejected = "rejected",
        /// Nothing is decided; papers are missing.
        MoreNeeded = "more_needed",
    }
);

codes!(
    /// Where something stands that the station sent up.
    Progress {
        Received = "received",
        InProgress = "in_progress",
        /// Another office has it now.
        HandedOn = "handed_on",
        Done = "done",
        /// Ended without a result.
        Closed = "closed",
    }
);

/// What a notice says, typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Matter {
    ApplicationAnswer(ApplicationAnswer),
    Decision(Decision),
    EntryStatus(EntryStatus),
    CorrectionWanted(CorrectionWanted),
    ErasureConfirmed(ErasureConfirmed),
    WithdrawalConfirmed(WithdrawalConfirmed),
    SeatsLeased(SeatsLeased),
    Message(Message),
    /// Settings of the station.
    Configuration(Configuration),
    AccountAnswer(AccountAnswer),
    ReturnedData(ReturnedData),
    /// A kind this build does not know, or a body that it cannot read: kept, and read by a later program.
    Unread,
}

impl Matter {
    /// Reads a body as its kind says. `None` for a kind this build does not know.
    ///
    /// # Errors
    /// When the body is not one of its kind.
    pub fn parse(kind: &str, body: &Value) -> Result<Option<Self>, serde_json::Error> {
        fn of<T: DeserializeOwned>(body: &Value) -> Result<T, serde_json::Error> {
            T::deserialize(body)
        }
        Ok(Some(match NoticeKind::parse(kind) {
            Some(NoticeKind::ApplicationAnswer) => Self::ApplicationAnswer(of(body)?),
            Some(NoticeKind::Decision) => Self::Decision(of(body)?),
            Some(NoticeKind::EntryStatus) => Self::EntryStatus(of(body)?),
            Some(NoticeKind::CorrectionWanted) => Self::CorrectionWanted(of(body)?),
            Some(NoticeKind::ErasureConfirmed) => Self::ErasureConfirmed(of(body)?),
            Some(NoticeKind::WithdrawalConfirmed) => Self::WithdrawalConfirmed(of(body)?),
            Some(NoticeKind::SeatsLeased) => Self::SeatsLeased(of(body)?),
            Some(NoticeKind::Message) => Self::Message(of(body)?),
            Some(NoticeKind::Configuration) => Self::Configuration(of(body)?),
            Some(NoticeKind::AccountAnswer) => Self::AccountAnswer(of(body)?),
            Some(NoticeKind::ReturnedData) => Self::ReturnedData(of(body)?),
            Some(NoticeKind::Other) | None => return Ok(None),
        }))
    }

    fn read(kind: &str, body: &Value) -> Option<Self> {
        Self::parse(kind, body).ok().flatten()
    }

    /// The kind's code; `other` for what cannot be read.
    #[must_use]
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Self::ApplicationAnswer(_) => NoticeKind::ApplicationAnswer,
            Self::Decision(_) => NoticeKind::Decision,
            Self::EntryStatus(_) => NoticeKind::EntryStatus,
            Self::CorrectionWanted(_) => NoticeKind::CorrectionWanted,
            Self::ErasureConfirmed(_) => NoticeKind::ErasureConfirmed,
            Self::WithdrawalConfirmed(_) => NoticeKind::WithdrawalConfirmed,
            Self::SeatsLeased(_) => NoticeKind::SeatsLeased,
            Self::Message(_) => NoticeKind::Message,
            Self::Configuration(_) => NoticeKind::Configuration,
            Self::AccountAnswer(_) => NoticeKind::AccountAnswer,
            Self::ReturnedData(_) => NoticeKind::ReturnedData,
            Self::Unread => NoticeKind::Other,
        }
    }

    /// The body as it travels; `null` for what cannot be read.
    ///
    /// # Errors
    /// None that this build's types can bring about.
    pub fn body(&self) -> Result<Value, serde_json::Error> {
        match self {
            Self::ApplicationAnswer(body) => serde_json::to_value(body),
            Self::Decision(body) => serde_json::to_value(body),
            Self::EntryStatus(body) => serde_json::to_value(body),
            Self::CorrectionWanted(body) => serde_json::to_value(body),
            Self::ErasureConfirmed(body) => serde_json::to_value(body),
            Self::WithdrawalConfirmed(body) => serde_json::to_value(body),
            Self::SeatsLeased(body) => serde_json::to_value(body),
            Self::Message(body) => serde_json::to_value(body),
            Self::Configuration(body) => serde_json::to_value(body),
            Self::AccountAnswer(body) => serde_json::to_value(body),
            Self::ReturnedData(body) => serde_json::to_value(body),
            Self::Unread => Ok(Value::Null),
        }
    }
}

/// An employer's answer to an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationAnswer {
    pub outcome: ApplicationOutcome,
    /// In the employer's words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meet: Option<Meeting>,
    /// Whom to ask, and how.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
}

/// When and where somebody is expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// As a clock on the wall shows it.
    pub at: DateTime,
    pub place: String,
    /// What to bring along.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bring: String,
}

/// An office's decision about something a person asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was asked for, as the entry named it.
    pub on: String,
    pub outcome: DecisionOutcome,
    /// The reason; law wants one for every no.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What is granted, in fen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// Where and until when it can be contested.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub appeal: String,
}

/// Where an entry stands at the province.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryStatus {
    pub progress: Progress,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// An entry that was accepted turns out to be wrong: a clerk is asked for a corrected one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionWanted {
    pub code: RefusalCode,
    /// The field of the entry's body; empty where it is the whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// What the province erased of a person at her wish (PIPL article 47).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureConfirmed {
    /// How many of the station's entries were blanked.
    pub erased: u32,
    /// What must be kept for a time, and by which rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Kept>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub what: String,
    pub rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// The province acts by a withdrawn consent from now on (PIPL article 15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalConfirmed {
    pub purposes: Vec<ConsentPurpose>,
}

/// Seats of a day job that this station may give away, and no other ([`crate::gig`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatsLeased {
    /// The lease's name. It never grows: further seats are a lease of their own.
    pub lease: String,
    pub posting: PostingId,
    pub day: Date,
    pub seats: u16,
    /// What is not given away by then is returned.
    pub until: Timestamp,
}

/// What other offices know of a person and hand back to the station that serves her (回流数据): whose it is, what for, and until
/// when it may be kept. A station shows it to whoever serves her, writes down who looked, and blanks it when its day is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedData {
    /// Which office knows it.
    pub source: String,
    /// What the station may use it for.
    pub purpose: String,
    /// The last day on which it is kept.
    pub until: Date,
    pub items: Vec<ReturnedItem>,
}

/// One thing that is known, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedItem {
    pub label: String,
    pub value: String,
}

/// A word to the clerk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    pub text: String,
    /// It must be seen today.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::AccountOutcome;
    use serde_json::json;

    fn notice(kind: &str, body: &Value) -> Notice {
        let text = json!({ "seq": 4, "id": NoticeId::new(1, [7; 10]), "made_at": "2026-11-22T01:00:00Z", "kind": kind,
            "about": { "receipt": "0012-000345-31" }, "body": body, "colour": "of the future" });
        serde_json::from_value(text).unwrap()
    }

    #[test]
    fn a_kind_of_the_future_is_kept_as_it_is_and_breaks_nothing() {
        let unknown = notice("weather", &json!({ "rain": [1, null] }));
        assert_eq!(unknown.matter(), Matter::Unread);
        let text = serde_json::to_string(&unknown).unwrap();
        assert!(text.contains(r#""kind":"weather","body":{"rain":[1,null]}"#), "{text}");
        assert_eq!(serde_json::from_str::<Notice>(&text).unwrap(), unknown);
        assert_eq!(notice("message", &json!(["no text"])).matter(), Matter::Unread, "nor does a body of another shape");
    }

    #[test]
    fn every_kind_is_written_and_read_back_and_knows_its_code() {
        let answer = ApplicationAnswer {
            outcome: ApplicationOutcome::Invited,
            text: "请带证件".into(),
            meet: Some(Meeting {
                at: "2026-11-24T09:30".parse().unwrap(), place: "东门".into(), bring: String::new()
            }),
            contact: String::new(),
        };
        let decision = Decision {
            on: "skill_subsidy".into(),
            outcome: DecisionOutcome::Rejected,
            text: "超过申请期限".into(),
            amount_fen: None,
            valid_until: None,
            appeal: String::new(),
        };
        let all = [
            Matter::ApplicationAnswer(answer),
            Matter::Decision(decision),
            Matter::EntryStatus(EntryStatus { progress: Progress::Done, text: String::new() }),
            Matter::CorrectionWanted(CorrectionWanted {
                code: RefusalCode::Invalid,
                field: "phone".into(),
                text: String::new(),
                until: None,
            }),
            Matter::ErasureConfirmed(ErasureConfirmed { erased: 2, kept: Vec::new() }),
            Matter::WithdrawalConfirmed(WithdrawalConfirmed { purposes: vec![ConsentPurpose::Push] }),
            Matter::SeatsLeased(SeatsLeased {
                lease: "a".into(),
                posting: PostingId(3),
                day: "2026-11-24".parse().unwrap(),
                seats: 4,
                until: Timestamp::UNIX_EPOCH,
            }),
            Matter::Message(Message { title: String::new(), text: "明天停电".into(), urgent: true }),
            Matter::Configuration(Configuration { version: 1, daily_megabytes: Some(20), ..Configuration::default() }),
            Matter::AccountAnswer(AccountAnswer { outcome: AccountOutcome::Opened, note: "用手机号登录".into() }),
            Matter::ReturnedData(ReturnedData {
                source: "市社保中心".into(),
                purpose: "失业登记".into(),
                until: "2026-12-31".parse().unwrap(),
                items: vec![ReturnedItem { label: "参保".into(), value: "正常".into() }],
            }),
        ];
        for (matter, kind) in all.iter().zip(NoticeKind::ALL) {
            assert_eq!(matter.kind(), *kind);
            let carried = notice(kind.as_str(), &matter.body().unwrap());
            assert_eq!(&carried.matter(), matter);
        }
        assert_eq!(all.len(), NoticeKind::ALL.len(), "a kind without a body");
    }
}
