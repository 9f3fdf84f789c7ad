//! Somebody who is to be handed on to an employer with her consent, because a desk recommends her or because she applied at the
//! machine: what the province hands on, to whom, and the employer's answer on its way back. What stands of it here are notices to
//! her station, so that station and province never disagree.

use super::notices::NewNotice;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use yizhan_wire::notice::{About, ApplicationAnswer, ApplicationOutcome, EntryStatus, Matter, Meeting, Progress};
use yizhan_wire::{
    Application, ApplicationWish, Consent, ConsentPurpose, Entry, EntryKind, NoticeId, PostingId, ReceiptNo,
    ReferralState, ReferralStep, StationId,
};

/// The longest word of an employer, and the longest name of a place.
const TEXT_CHARS: usize = 500;

/// Somebody who is to be handed on to an employer, or was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forward {
    pub station: StationId,
    /// Of the step by which the desk told of her, or of her application: answers are about it.
    pub receipt: ReceiptNo,
    pub told_on: Date,
    /// Who at the desk did; empty where she touched the screen herself.
    pub staff: String,
    /// What she wishes of the employer, where she applied; `None` where a desk recommends her.
    pub wish: Option<ApplicationWish>,
    pub posting: PostingId,
    pub title: String,
    pub employer: String,
    /// Whom to call there: as she was shown it when she consented, and else as the advert gives it.
    pub contact: String,
    /// `None`: she has taken her consent back, or was erased. Nothing of her goes anywhere then.
    pub person: Option<Person>,
    pub state: ForwardState,
}

/// What an employer is told of her (PIPL article 6: no more than is needed).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    pub name: String,
    /// `None`: she is reached through her station.
    pub phone: Option<String>,
    pub skills: Vec<String>,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ForwardState {
    /// Nobody has told the employer yet.
    Waiting,
    /// The employer knows of her.
    Delivered,
    Answered(ApplicationOutcome),
}

impl ForwardState {
    /// Where the last answer that went to the station leaves it.
    #[must_use]
    pub const fn of(last: Option<ApplicationOutcome>) -> Self {
        match last {
            None => Self::Waiting,
            Some(ApplicationOutcome::Received | ApplicationOutcome::Viewed) => Self::Delivered,
            Some(outcome) => Self::Answered(outcome),
        }
    }

    /// Whether something is to be done about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Waiting | Self::Delivered | Self::Answered(ApplicationOutcome::Invited | ApplicationOutcome::Offered)
        )
    }
}

/// What an entry asks to be handed on.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// A desk recommends her; what may be told is in her registration.
    Told(ReferralStep),
    /// She applied, and gave what may be told with it.
    Applied(Box<Application>),
    /// She applied and took it back: for which posting of whom.
    TakenBack { posting: PostingId, title: String, employer: String },
}

/// What an entry asks to be handed on; `None` where it asks for nothing, or was erased.
#[must_use]
pub fn asked(kind: EntryKind, body: &str) -> Option<Asked> {
    match kind {
        EntryKind::Referral => {
            let step: ReferralStep = serde_json::from_str(body).ok()?;
            (step.state == ReferralState::Told).then_some(Asked::Told(step))
        }
        EntryKind::Application => {
            let application: Option<Application> = serde_json::from_str(body).ok();
            application.map(|one| Asked::Applied(Box::new(one))).or_else(|| taken_back(body))
        }
        _ => None,
    }
}

/// What `seeker::left_of_application` leaves.
fn taken_back(body: &str) -> Option<Asked> {
    let body: Value = serde_json::from_str(body).ok()?;
    let text = |field: &str| body.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let posting = PostingId(body.get("posting")?.as_i64()?);
    Some(Asked::TakenBack { posting, title: text("title"), employer: text("employer") })
}

/// What the station hears when the province takes it on.
///
/// # Errors
/// None that the types of this build can bring about.
pub fn taken_on(entry: &Entry, now: Timestamp) -> Result<Option<NewNotice>, serde_json::Error> {
    if asked(entry.kind, entry.body.get()).is_none() {
        return Ok(None);
    }
    let matter = Matter::EntryStatus(EntryStatus { progress: Progress::InProgress, text: String::new() });
    NewNotice::answering(entry, "forward", &matter, now).map(Some)
}

/// What may be told of somebody who applied: what she gave for it.
#[must_use]
pub fn applicant(application: &Application) -> Person {
    Person { name: application.name.clone(), phone: application.phone.clone(), skills: application.skills.clone() }
}

/// What may be told of her, by her registration as it stands now: a consent that was taken back is out of it.
#[must_use]
pub fn person(registration: &str) -> Option<Person> {
    let body: Value = serde_json::from_str(registration).ok()?;
    let consents: Vec<Consent> = serde_json::from_value(body.get("consents")?.clone()).ok()?;
    if !consents.iter().any(|consent| consent.purpose == ConsentPurpose::ShareWithEmployers) {
        return None;
    }
    let skills = body.get("skills").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Some(Person {
        name: body.get("name")?.as_str()?.to_owned(),
        phone: body.get("phone").and_then(Value::as_str).map(str::to_owned),
        skills: skills.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
    })
}

/// An answer, as whoever spoke with the employer writes it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub outcome: ApplicationOutcome,
    pub text: String,
    pub meet: Option<Meeting>,
}

/// Why an answer is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSaid {
    #[error("it is over: the employer's last word stands")]
    Over,
    #[error("she is no longer to be handed on: her consent was taken back")]
    NoConsent,
    #[error("an invitation says when and where")]
    NoMeeting,
    #[error("a no says why")]
    NoReason,
    #[error("the text is too long")]
    TooLong,
}

/// The answer as it goes to the station.
///
/// # Errors
/// What is missing, or why there is nothing to answer any more.
pub fn answer(forward: &Forward, said: Said) -> Result<Matter, NotSaid> {
    use ApplicationOutcome as A;
    if !forward.state.is_open() {
        return Err(NotSaid::Over);
    }
    // An answer of an employer who has her data is told; nobody new is given any.
    if forward.person.is_none() && forward.state == ForwardState::Waiting {
        return Err(NotSaid::NoConsent);
    }
    if said.outcome == A::Invited && said.meet.as_ref().is_none_or(|meet| meet.place.trim().is_empty()) {
        return Err(NotSaid::NoMeeting);
    }
    if matches!(said.outcome, A::Declined | A::Closed) && said.text.trim().is_empty() {
        return Err(NotSaid::NoReason);
    }
    let place = said.meet.as_ref().map_or(0, |meet| meet.place.chars().count());
    if said.text.chars().count().max(place) > TEXT_CHARS {
        return Err(NotSaid::TooLong);
    }
    let contact = forward.contact.chars().take(TEXT_CHARS).collect();
    Ok(Matter::ApplicationAnswer(ApplicationAnswer {
        outcome: said.outcome,
        text: said.text.trim().to_owned(),
        meet: said.meet.filter(|_| said.outcome == A::Invited),
        contact,
    }))
}

/// A notice about the step.
///
/// # Errors
/// None that the types of this build can bring about.
pub fn notice(
    (station, about): (StationId, About),
    matter: &Matter,
    id: NoticeId,
    made_at: Timestamp,
) -> Result<NewNotice, serde_json::Error> {
    let kind = matter.kind().as_str().to_owned();
    Ok(NewNotice { id, station, about, kind, body: matter.body()?, made_at })
}

#[cfg(test)]
mod tests {
    use super::*;
    use yizhan_wire::SeqNo;

    fn forward(state: ForwardState) -> Forward {
        Forward {
            station: StationId(3),
            receipt: ReceiptNo::of(StationId(3), SeqNo(4)),
            told_on: Date::constant(2026, 11, 21),
            staff: "测试员".into(),
            wish: None,
            posting: PostingId(7),
            title: "电焊工".into(),
            employer: "测试厂".into(),
            contact: "13800000001".into(),
            person: Some(Person { name: "测试甲".into(), phone: None, skills: Vec::new() }),
            state,
        }
    }

    fn said(outcome: ApplicationOutcome, text: &str, place: &str) -> Said {
        let at = "2026-11-24T09:30".parse().unwrap();
        let meet = (!place.is_empty()).then(|| Meeting { at, place: place.into(), bring: String::new() });
        Said { outcome, text: text.into(), meet }
    }

    #[test]
    fn an_invitation_says_when_and_where_a_no_says_why_and_what_is_over_stays_over() {
        use ApplicationOutcome as A;
        let delivered = forward(ForwardState::Delivered);
        assert_eq!(answer(&delivered, said(A::Invited, "", "")), Err(NotSaid::NoMeeting));
        assert_eq!(answer(&delivered, said(A::Declined, " ", "")), Err(NotSaid::NoReason));
        assert!(answer(&delivered, said(A::Invited, "", "东门")).is_ok());
        let invited = forward(ForwardState::of(Some(A::Invited)));
        assert!(answer(&invited, said(A::Hired, "", "")).is_ok());
        for over in [A::Hired, A::Declined, A::Closed] {
            assert_eq!(answer(&forward(ForwardState::of(Some(over))), said(A::Hired, "", "")), Err(NotSaid::Over));
        }
    }

    #[test]
    fn of_an_application_that_was_taken_back_the_employer_is_left_and_nobody_else() {
        let body = r#"{"receipt":"0003-000004-31","posting":7,"title":"电焊工","employer":"测试厂","taken_back":true}"#;
        let left = Asked::TakenBack { posting: PostingId(7), title: "电焊工".into(), employer: "测试厂".into() };
        assert_eq!(asked(EntryKind::Application, body), Some(left));
        assert_eq!(asked(EntryKind::Application, "null"), None, "nothing is left of who was erased");
        assert_eq!(asked(EntryKind::Registration, body), None);
    }

    #[test]
    fn who_took_her_consent_back_is_handed_to_nobody() {
        let consents = |purposes: &[&str]| {
            let given: Vec<String> = purposes
                .iter()
                .map(|purpose| {
                    format!(r#"{{"purpose":"{purpose}","version":"2026-11","given":"2026-11-20T08:00:00Z"}}"#)
                })
                .collect();
            format!(r#"{{"name":"测试甲","phone":"13800000000","skills":["电焊"],"consents":[{}]}}"#, given.join(","))
        };
        assert_eq!(person(&consents(&["register", "share_with_employers"])).unwrap().name, "测试甲");
        assert_eq!(person(&consents(&["register"])), None);
        assert_eq!(person("null"), None, "and who was erased is nobody");
        let gone = Forward { person: None, ..forward(ForwardState::Waiting) };
        assert_eq!(answer(&gone, said(ApplicationOutcome::Received, "", "")), Err(NotSaid::NoConsent));
    }
}
