//! What a desk does with employers: who they are by their papers, the postings it reviewed and offers to the province, taking
//! one back, and visits, needs and complaints.

use crate::codes::{JobKind, codes};
use crate::ids::EntryId;
use crate::posting::Posting;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Version of [`Firm`] that this build writes.
pub const FIRM_VERSION: u16 = 1;
/// Version of [`PostingOffer`] that this build writes.
pub const POSTING_OFFER_VERSION: u16 = 1;
/// Version of [`PostingRecall`] that this build writes.
pub const POSTING_RECALL_VERSION: u16 = 1;
/// Version of [`FirmNote`] that this build writes.
pub const FIRM_NOTE_VERSION: u16 = 1;

codes!(
    /// A paper that an employer shows before it may post (人力资源市场暂行条例 27; 就业服务与就业管理规定 11).
    FirmPaper {
        /// 营业执照, or the paper that stands for it.
        Licence = "licence",
        /// The identity card of whoever came.
        AgentId = "agent_id",
        /// 委托证明: that she may act for the employer.
        Mandate = "mandate",
        /// 招聘简章, signed or sealed.
        Notice = "notice",
    }
);

codes!(
    /// Why a posting is taken back.
    RecallReason {
        /// The places are taken.
        Filled = "filled",
        EmployerAsks = "employer_asks",
        /// Somebody complained, and was right.
        Complaint = "complaint",
        /// It should not have been let through.
        Unlawful = "unlawful",
        /// It was a mistake.
        Mistake = "mistake",
    }
);

codes!(
    /// Something that happened between the station and an employer.
    FirmDeed {
        /// 走访
        Visit = "visit",
        /// A need of staff that somebody looks after (用工需求).
        Need = "need",
        /// How a need ended.
        NeedClosed = "need_closed",
        /// Somebody complained about the employer.
        Complaint = "complaint",
        /// What came of a complaint.
        ComplaintClosed = "complaint_closed",
    }
);

/// An employer as its papers show it. The entry's subject is the employer; a later one of the same subject takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Firm {
    /// Unified social credit code, GB 32100-2015.
    pub credit_code: String,
    /// As on the licence.
    pub name: String,
    /// Whom to ask for.
    pub contact: String,
    pub phone: String,
    /// Who came for the employer, by her real name.
    pub agent: String,
    /// Papers that were seen.
    pub papers: Vec<FirmPaper>,
    /// The member of staff who looks after it (人社服务专员), by account name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub commissioner: String,
    pub on: Date,
    /// Who wrote it down, by account name.
    pub staff: String,
}

/// A posting that a desk has reviewed. The province gives it a number and hands it out with its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PostingOffer {
    pub credit_code: String,
    /// Its number is 0: the province gives one.
    pub posting: Posting,
    /// What the review pointed at, and why it was let through all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<Judged>,
    /// Who typed it and who decided, by account name.
    pub made_by: String,
    pub reviewed_by: String,
    pub reviewed_on: Date,
}

/// A finding of the review, decided by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The rule's number: `R7`.
    pub rule: String,
    /// The question it is about.
    pub field: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
    pub reason: String,
}

/// A posting that a desk offered is taken back from all stations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingRecall {
    /// The entry that offered it.
    pub offer: EntryId,
    pub reason: RecallReason,
    pub staff: String,
    pub on: Date,
}

/// A visit, a need or a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirmNote {
    pub credit_code: String,
    pub deed: FirmDeed,
    pub on: Date,
    pub staff: String,
    /// What it was about.
    pub topic: String,
    /// What came of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub result: String,
    /// Of a need: which job, how many people, until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_kind: Option<JobKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headcount: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
    /// The entry that is closed by this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<EntryId>,
}
