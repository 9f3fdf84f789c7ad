//! The nouns that also travel. They are defined once, in `yizhan-wire`, and taken over here; this is the only file of the
//! room that names that crate, so that no rule of the front desk comes to depend on how something is sent.

pub use yizhan_wire::account::*;
pub use yizhan_wire::application::*;
pub use yizhan_wire::application_end::*;
pub use yizhan_wire::codes::*;
pub use yizhan_wire::configuration;
pub use yizhan_wire::content;
pub use yizhan_wire::day_close::*;
pub use yizhan_wire::day_record;
pub use yizhan_wire::entry::{Refusal, RefusalCode};
pub use yizhan_wire::firms::*;
pub use yizhan_wire::gig::*;
pub use yizhan_wire::ids::*;
pub use yizhan_wire::media::{MediaHash, MediaRef};
pub use yizhan_wire::notice;
pub use yizhan_wire::pack::{MAX_PACK_BYTES, MAX_WORD_CHARS, MAX_WORDS, Pack, WORDS};
pub use yizhan_wire::person::*;
pub use yizhan_wire::posting::*;
pub use yizhan_wire::posting_report::*;
pub use yizhan_wire::receipt::ReceiptNo;
pub use yizhan_wire::referral::*;
pub use yizhan_wire::registration::*;
pub use yizhan_wire::search_report::*;
pub use yizhan_wire::service::*;
pub use yizhan_wire::slip::SlipSeal;
pub use yizhan_wire::submission::*;
pub use yizhan_wire::wish;
