//! A service that was done for a person, as it travels: what is counted for her plan (311 and its kin) and for the
//! station's year. One entry is one service; what is said of it later (she confirms it, it was a mistake) is an entry of
//! its own that names it.

use crate::codes::codes;
use crate::ids::{EntryId, PostingId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Version of [`Service`] that this build writes.
pub const SERVICE_VERSION: u16 = 1;
/// Version of [`ServiceNote`] that this build writes.
pub const SERVICE_NOTE_VERSION: u16 = 1;

codes!(
    /// What was done. The documents count information and training together or apart; they are told apart here, and a plan
    /// says which of them it counts.
    ServiceKind {
        /// A posting was recommended to her (岗位推荐).
        Recommendation = "recommendation",
        /// Guidance by a counsellor (职业指导).
        Guidance = "guidance",
        /// She was told of a training that is for her (培训信息).
        TrainingInfo = "training_info",
        /// She took part in a training.
        TrainingDone = "training_done",
        /// A policy was explained to her (政策宣介).
        PolicyTalk = "policy_talk",
        /// A trainee's place was offered to her (见习机会).
        TraineePlace = "trainee_place",
        /// Somebody went to see her (走访).
        Visit = "visit",
        /// She was called and reached (回访).
        Call = "call",
        /// She practised with an interview machine or a simulator (面试机、模拟器); what came of it is the result.
        Practice = "practice",
    }
);

codes!(
    /// How a person was told.
    ServiceChannel {
        Desk = "desk",
        Phone = "phone",
        Message = "message",
        Home = "home",
        Event = "event",
    }
);

/// One service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub kind: ServiceKind,
    pub channel: ServiceChannel,
    /// The station's day on which it was done.
    pub done_on: Date,
    /// Who did it, by account name.
    pub staff: String,
    /// The posting of a recommendation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posting: Option<PostingId>,
    /// What it was about: of guidance the topic, of a training its name, of a policy which one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub topic: String,
    /// What came of it; guidance without a result is not counted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub result: String,
    /// She was told in person, and not only printed something.
    pub told: bool,
    /// She confirmed it herself, at once.
    #[serde(default)]
    pub confirmed: bool,
}

codes!(
    /// What is said of a service afterwards.
    ServiceSaying {
        /// The person herself says that she has had it.
        Confirmed = "confirmed",
        /// It was written down by mistake, and counts no more.
        Void = "void",
    }
);

/// A word about a service that was recorded before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceNote {
    /// The entry of the service.
    pub service: EntryId,
    pub says: ServiceSaying,
    /// Who wrote it down, by account name.
    pub staff: String,
    /// Why; of a mistake it must be said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}
