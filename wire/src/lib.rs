//! What travels between a station and the provincial platform.
//!
//! This crate holds the types, the canonical bytes, the signatures and the refusal codes, and nothing that does I/O: the
//! station and the platform share it and share nothing else, so that neither can hide the other's mistakes. It knows
//! neither clock, disk, network nor randomness; whatever varies is an argument.
//!
//! The protocol in three sentences: a station's **entries** go up and are answered one by one; **changes** of the
//! catalogue, and the station's own **notices**, come down behind a **cursor** each; every request and every answer is
//! signed (RFC 9421) over its exact bytes.

pub mod account;
pub mod application;
pub mod application_end;
pub mod bundle;
pub mod carried;
pub mod codes;
pub mod configuration;
pub mod content;
pub mod day_close;
pub mod day_record;
pub mod enrolment;
pub mod entry;
pub mod feed;
pub mod gig;
pub mod health;
pub mod ids;
pub mod media;
pub mod notice;
pub mod openapi;
pub mod pack;
pub mod person;
pub mod posting;
pub mod posting_report;
pub mod receipt;
pub mod referral;
pub mod registration;
pub mod release;
pub mod search_report;
pub mod service;
pub mod setup;
pub mod signature;
pub mod slip;
pub mod submission;
pub mod suite;
pub mod trust;
pub mod wish;
pub mod zip;

pub mod firms;

pub use application::{Application, EmployerConsent};
pub use codes::{
    ApplicationWish, Benefit, Category, ConsentPurpose, Education, EntryKind, IdType, JobGroup, JobKind, PostingFlaw,
    SearchMatter, Settlement, Shift, SourceKind, WageUnit, WorkForm,
};
pub use entry::{Answer, Answers, Entry, Outcome, Refusal, RefusalCode, Upload};
pub use feed::{Change, Page};
pub use ids::{Cursor, DivisionCode, EntryId, NoticeId, NoticeNo, PostingId, SeqNo, StationId, SubjectId};
pub use media::{MediaHash, MediaRef};
pub use notice::{About, MAX_NOTICE_BYTES, MAX_NOTICES, Notice, NoticeMark, NoticePage};
pub use pack::Pack;
pub use posting::{Place, Posting, Source, Wage};
pub use posting_report::PostingReport;
pub use receipt::ReceiptNo;
pub use registration::{Consent, Registration, Residence, WageExpected, WantedJob, Wants};
pub use search_report::{SearchCount, SearchReport};
pub use submission::{AboutItem, Answered, ConsentGiven, Given, SlotTime, Submission};

pub use day_close::DayClose;
pub use gig::{SeatRequest, SeatState, SeatStep, SeatsReturned};
pub use person::{PersonMerge, PersonTag, TagSource};
pub use referral::{ReferralReason, ReferralState, ReferralStep};
pub use service::{Service, ServiceChannel, ServiceKind, ServiceNote, ServiceSaying};

pub use account::{AccountAnswer, AccountOutcome, AccountRequest};
pub use application_end::ApplicationEnd;
pub use firms::{Firm, FirmDeed, FirmNote, FirmPaper, Judged, PostingOffer, PostingRecall, RecallReason};

/// Where each request goes, below the platform's address.
pub mod paths {
    /// `POST`: a one-time code and a public key; answered by the station's identity.
    pub const ENROLMENTS: &str = "/v1/enrolments";
    /// `POST`: a batch of entries; answered one by one.
    pub const ENTRIES: &str = "/v1/entries";
    /// `GET`: changes of the catalogue after a cursor.
    pub const CHANGES: &str = "/v1/changes";
    /// `GET`: the station's own notices after a cursor.
    pub const NOTICES: &str = "/v1/notices";
    /// `POST`: a sealed file of a station, brought by anybody.
    pub const CARRIED: &str = "/v1/carried";
    /// `GET`, behind it the medium's hash: its bytes, whole or a range of them.
    pub const MEDIA: &str = "/v1/media/";
    /// `POST`: how the station is.
    pub const HEALTH: &str = "/v1/health";
    /// `POST`: a station's new key.
    pub const KEYS: &str = "/v1/keys";
    /// `GET`: the protocol, for tools.
    pub const OPENAPI: &str = "/v1/openapi.json";
}

/// The largest batch of entries in one upload; a platform refuses a larger one as a whole.
pub const MAX_BATCH: usize = 500;
/// The largest page of the feed that a platform hands out, in changes.
pub const MAX_PAGE: usize = 2_000;
/// The largest body of one entry, in bytes: a registration with every field full stays well below it.
pub const MAX_ENTRY_BYTES: usize = 64 * 1024;
/// The largest decompressed body of one request or answer, in bytes.
pub const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;
