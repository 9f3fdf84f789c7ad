//! The five queues of a staff desk: what somebody was promised, by when, who has taken it on, and what came of it. A task
//! is made by an event (a registration, a refusal, a wish) or by a clerk's promise, never lost, and closed with an outcome.

use super::nouns::SubjectId;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

/// The queues, as the documents name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Queue {
    /// 接待登记: who comes, and whom somebody is to talk with.
    Reception,
    /// 审核: what needs a second look or was sent back.
    Review,
    /// 电话回访
    CallBack,
    /// 信息回复: what somebody was to be told.
    Reply,
    /// 推荐转发: who is to be recommended, and what came of it.
    Refer,
}

impl Queue {
    pub const ALL: [Self; 5] = [Self::Reception, Self::Review, Self::CallBack, Self::Reply, Self::Refer];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reception => "reception",
            Self::Review => "review",
            Self::CallBack => "call_back",
            Self::Reply => "reply",
            Self::Refer => "refer",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.as_str() == word)
    }

    /// How a task of this queue can end or be put off, the usual one first.
    #[must_use]
    pub const fn outcomes(self) -> &'static [Outcome] {
        match self {
            Self::CallBack => &[
                Outcome::Reached,
                Outcome::NoAnswer,
                Outcome::FoundWork,
                Outcome::CallLater,
                Outcome::WrongNumber,
                Outcome::NotWanted,
            ],
            Self::Reception | Self::Reply => {
                &[Outcome::Done, Outcome::NoAnswer, Outcome::CallLater, Outcome::NotWanted]
            }
            Self::Review => &[Outcome::Done, Outcome::CallLater, Outcome::NotWanted],
            Self::Refer => {
                &[Outcome::Done, Outcome::NothingFits, Outcome::FoundWork, Outcome::CallLater, Outcome::NotWanted]
            }
        }
    }
}

/// Why there is a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// She registered: how is it going?
    AfterRegistration,
    /// She registered: which postings suit her?
    Recommend,
    WantsGuidance,
    WantsTraining,
    WantsPolicy,
    /// She registered without a document.
    NoDocument,
    /// The province sent an entry back.
    SentBack,
    /// She was referred: what came of it?
    ReferralOutcome,
    /// Her registration ends soon.
    Renewal,
    /// A clerk promised something.
    Promise,
    /// A rule says that she needs help.
    Help,
    /// A posting that was typed here waits for a reviewer.
    ReviewPosting,
    /// A reviewer wants something of a posting changed.
    PostingSentBack,
    /// An employer needs people.
    FirmNeed,
    /// Somebody complained about an employer.
    Complaint,
    /// A policy may fit her: she is to be told.
    TellPolicy,
    /// A form was filled in at the screen and wants an answer.
    Submission,
    /// She took a consent back or wishes to be forgotten.
    Wish,
    /// She applied and wishes to be called first, or has no telephone.
    Applied,
}

impl Reason {
    pub const ALL: [Self; 19] = [
        Self::AfterRegistration,
        Self::Recommend,
        Self::WantsGuidance,
        Self::WantsTraining,
        Self::WantsPolicy,
        Self::NoDocument,
        Self::SentBack,
        Self::ReferralOutcome,
        Self::Renewal,
        Self::Promise,
        Self::Help,
        Self::ReviewPosting,
        Self::PostingSentBack,
        Self::FirmNeed,
        Self::Complaint,
        Self::TellPolicy,
        Self::Submission,
        Self::Wish,
        Self::Applied,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AfterRegistration => "after_registration",
            Self::Recommend => "recommend",
            Self::WantsGuidance => "wants_guidance",
            Self::WantsTraining => "wants_training",
            Self::WantsPolicy => "wants_policy",
            Self::NoDocument => "no_document",
            Self::SentBack => "sent_back",
            Self::ReferralOutcome => "referral_outcome",
            Self::Renewal => "renewal",
            Self::Promise => "promise",
            Self::Help => "help",
            Self::ReviewPosting => "review_posting",
            Self::PostingSentBack => "posting_sent_back",
            Self::FirmNeed => "firm_need",
            Self::Complaint => "complaint",
            Self::TellPolicy => "tell_policy",
            Self::Submission => "submission",
            Self::Wish => "wish",
            Self::Applied => "applied",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }

    /// Where such a task belongs.
    #[must_use]
    pub const fn queue(self) -> Queue {
        match self {
            Self::AfterRegistration | Self::ReferralOutcome | Self::Renewal | Self::TellPolicy | Self::Applied => {
                Queue::CallBack
            }
            Self::WantsGuidance | Self::Promise => Queue::Reception,
            Self::NoDocument | Self::SentBack | Self::ReviewPosting | Self::PostingSentBack => Queue::Review,
            Self::WantsTraining | Self::WantsPolicy | Self::Complaint | Self::Submission | Self::Wish => Queue::Reply,
            Self::Recommend | Self::Help | Self::FirmNeed => Queue::Refer,
        }
    }

    /// In how many days it is due; a promise says its own day.
    #[must_use]
    pub const fn days(self) -> i64 {
        match self {
            Self::SentBack | Self::PostingSentBack => 0,
            Self::Recommend | Self::Promise | Self::ReviewPosting | Self::Wish | Self::Applied => 1,
            Self::ReferralOutcome | Self::AfterRegistration | Self::WantsPolicy => 3,
            Self::WantsGuidance | Self::WantsTraining | Self::Help | Self::Complaint | Self::Submission => 5,
            Self::Renewal | Self::FirmNeed | Self::TellPolicy => 7,
            Self::NoDocument => 30,
        }
    }
}

/// What came of a task, or of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It is done.
    Done,
    /// She was reached and has been asked how it goes.
    Reached,
    FoundWork,
    /// She does not want it any more.
    NotWanted,
    WrongNumber,
    NothingFits,
    /// Nobody answered: it is tried again.
    NoAnswer,
    /// Another time: it is tried again tomorrow.
    CallLater,
    /// The reason for it is gone: the program closed it.
    Settled,
}

impl Outcome {
    pub const ALL: [Self; 9] = [
        Self::Done,
        Self::Reached,
        Self::FoundWork,
        Self::NotWanted,
        Self::WrongNumber,
        Self::NothingFits,
        Self::NoAnswer,
        Self::CallLater,
        Self::Settled,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Reached => "reached",
            Self::FoundWork => "found_work",
            Self::NotWanted => "not_wanted",
            Self::WrongNumber => "wrong_number",
            Self::NothingFits => "nothing_fits",
            Self::NoAnswer => "no_answer",
            Self::CallLater => "call_later",
            Self::Settled => "settled",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == word)
    }
}

/// Tries without an answer after which a task is closed: nobody is called for ever.
pub const MAX_TRIES: u32 = 4;
/// How long somebody who took a task has it for herself. Then it is free again: she may have gone home.
pub const LOCK: SignedDuration = SignedDuration::from_mins(30);

/// What an outcome makes of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It is over.
    Close,
    /// It comes again at this moment.
    Again(Timestamp),
}

/// What follows from an outcome; `tries` are those without an answer before this one. Two hours later, then the next day,
/// then three days later: a person who works in shifts is reached at one of them.
#[must_use]
pub fn next(outcome: Outcome, tries: u32, now: Timestamp) -> Next {
    let hours = match (outcome, tries) {
        (Outcome::CallLater, _) | (Outcome::NoAnswer, 1) => 24,
        (Outcome::NoAnswer, 0) => 2,
        (Outcome::NoAnswer, tries) if tries + 1 < MAX_TRIES => 72,
        _ => return Next::Close,
    };
    Next::Again(now.saturating_add(hours.hours()).unwrap_or(now))
}

/// A task as a queue shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    pub id: i64,
    pub queue: Queue,
    pub reason: Reason,
    pub subject: Option<SubjectId>,
    /// As a clerk knows her; empty once her form was erased.
    pub name: String,
    /// Her number in national form; empty where she has none or the station passes messages on.
    pub phone: String,
    pub note: String,
    pub due_on: Date,
    /// Not before this moment.
    pub next_at: Timestamp,
    pub tries: u32,
    /// Who has taken it on, and until when it is hers.
    pub taken: Option<Taken>,
    /// The last outcome, if it was tried before.
    pub last: Option<Outcome>,
    /// What it is about where it is about nobody: an employer's number, and the name of the matter there.
    pub matter: Option<(i64, String)>,
    /// What was tried so far, the earliest first.
    pub steps: Vec<Step>,
}

/// A try, or how a task ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub at: Timestamp,
    /// By account name; empty where the program closed it.
    pub staff: String,
    pub outcome: Outcome,
    /// What was said, in the clerk's words; may be empty.
    pub note: String,
}

/// Who has a task for herself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub staff: i64,
    pub name: String,
    pub until: Timestamp,
}

impl TaskRow {
    /// Whether somebody else has it for herself now.
    #[must_use]
    pub fn is_anothers(&self, staff: i64, now: Timestamp) -> bool {
        self.taken.as_ref().is_some_and(|taken| taken.staff != staff && now < taken.until)
    }

    /// Whether it can be worked on now.
    #[must_use]
    pub fn is_up(&self, now: Timestamp) -> bool {
        self.next_at <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_second(1_000_000_000 + hours * 3_600).unwrap()
    }

    #[test]
    fn who_does_not_answer_is_called_again_later_each_time_and_not_for_ever() {
        assert_eq!(next(Outcome::NoAnswer, 0, at(0)), Next::Again(at(2)));
        assert_eq!(next(Outcome::NoAnswer, 1, at(0)), Next::Again(at(24)));
        assert_eq!(next(Outcome::NoAnswer, 2, at(0)), Next::Again(at(72)));
        assert_eq!(next(Outcome::NoAnswer, 3, at(0)), Next::Close);
        assert_eq!(next(Outcome::Reached, 0, at(0)), Next::Close);
        assert_eq!(next(Outcome::CallLater, 9, at(0)), Next::Again(at(24)));
    }

    #[test]
    fn every_queue_can_be_closed_and_every_reason_has_a_queue() {
        for queue in Queue::ALL {
            let closes = |outcome: &Outcome| next(*outcome, 0, at(0)) == Next::Close;
            assert!(queue.outcomes().iter().any(closes), "{queue:?}");
            assert!(Reason::ALL.iter().any(|reason| reason.queue() == queue), "{queue:?}");
            assert_eq!(Queue::parse(queue.as_str()), Some(queue));
        }
        for reason in Reason::ALL {
            assert_eq!(Reason::parse(reason.as_str()), Some(reason));
        }
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::parse(outcome.as_str()), Some(outcome));
        }
    }

    #[test]
    fn a_task_that_was_taken_is_free_again_when_the_lock_is_over() {
        let row = TaskRow {
            id: 1,
            queue: Queue::CallBack,
            reason: Reason::Renewal,
            subject: None,
            name: String::new(),
            phone: String::new(),
            note: String::new(),
            due_on: Date::ZERO,
            next_at: at(0),
            tries: 0,
            taken: Some(Taken { staff: 1, name: "测试甲".into(), until: at(1) }),
            last: None,
            matter: None,
            steps: Vec::new(),
        };
        assert!(row.is_anothers(2, at(0)) && !row.is_anothers(1, at(0)));
        assert!(!row.is_anothers(2, at(1)));
        assert!(row.is_up(at(0)) && !row.is_up(at(-1)));
    }
}
