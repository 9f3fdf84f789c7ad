//! Words of the back office for its closed lists.

use super::words::Words;
use crate::domain::arrived::NotTakenOn;
use crate::domain::audit::Deed;
use crate::domain::desk::Refused;
use crate::domain::functions::Function;
use crate::domain::monitor::Figure;
use crate::domain::pin::WeakPin;
use crate::domain::referral::NoStep;
use crate::domain::role::Role;
use crate::domain::seeker::AlikeBy;
use crate::domain::task::{Outcome, Queue, Reason};
use crate::domain::{EntryKind, ReferralReason, ReferralState, ServiceChannel, ServiceKind, TagSource};

impl Words {
    #[must_use]
    pub fn queue(self, queue: Queue) -> &'static str {
        match queue {
            Queue::Reception => self.queue_reception(),
            Queue::Review => self.queue_review(),
            Queue::CallBack => self.queue_call_back(),
            Queue::Reply => self.queue_reply(),
            Queue::Refer => self.queue_refer(),
        }
    }

    /// Why there is a task.
    #[must_use]
    pub fn task_reason(self, reason: Reason) -> &'static str {
        match reason {
            Reason::AfterRegistration => self.desk_reason_after_registration(),
            Reason::Recommend => self.desk_reason_recommend(),
            Reason::WantsGuidance => self.desk_reason_guidance(),
            Reason::WantsTraining => self.desk_reason_training(),
            Reason::WantsPolicy => self.desk_reason_policy(),
            Reason::NoDocument => self.desk_reason_no_document(),
            Reason::SentBack => self.desk_reason_sent_back(),
            Reason::ReferralOutcome => self.desk_reason_referral(),
            Reason::Renewal => self.desk_reason_renewal(),
            Reason::Promise => self.desk_reason_promise(),
            Reason::Help => self.desk_reason_help(),
            Reason::ReviewPosting => self.firms_task_review(),
            Reason::PostingSentBack => self.firms_task_sent_back(),
            Reason::FirmNeed => self.firms_task_need(),
            Reason::Complaint => self.firms_task_complaint(),
            Reason::TellPolicy => self.firms_task_policy(),
            Reason::Submission => self.firms_task_submission(),
            Reason::Wish => self.firms_task_wish(),
            Reason::Applied => self.arrived_reason_applied(),
        }
    }

    /// What to say and to ask in a call of this kind; `None` where the matter says it.
    #[must_use]
    pub fn call_script(self, reason: Reason) -> Option<&'static str> {
        match reason {
            Reason::AfterRegistration => Some(self.call_script_registered()),
            Reason::ReferralOutcome => Some(self.call_script_referral()),
            Reason::Renewal => Some(self.call_script_renewal()),
            Reason::TellPolicy => Some(self.call_script_policy()),
            Reason::Applied => Some(self.call_script_applied()),
            _ => None,
        }
    }

    #[must_use]
    pub fn task_outcome(self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Done => self.desk_outcome_done(),
            Outcome::Reached => self.desk_outcome_reached(),
            Outcome::FoundWork => self.desk_outcome_found_work(),
            Outcome::NotWanted => self.desk_outcome_not_wanted(),
            Outcome::WrongNumber => self.desk_outcome_wrong_number(),
            Outcome::NothingFits => self.desk_outcome_nothing_fits(),
            Outcome::NoAnswer => self.desk_outcome_no_answer(),
            Outcome::CallLater => self.desk_outcome_call_later(),
            Outcome::Settled => self.desk_outcome_settled(),
        }
    }

    #[must_use]
    pub fn service_kind(self, kind: ServiceKind) -> &'static str {
        match kind {
            ServiceKind::Recommendation => self.desk_service_recommendation(),
            ServiceKind::Guidance => self.desk_service_guidance(),
            ServiceKind::TrainingInfo => self.desk_service_training_info(),
            ServiceKind::TrainingDone => self.desk_service_training_done(),
            ServiceKind::PolicyTalk => self.desk_service_policy_talk(),
            ServiceKind::TraineePlace => self.desk_service_trainee_place(),
            ServiceKind::Visit => self.desk_service_visit(),
            ServiceKind::Call => self.desk_service_call(),
            ServiceKind::Practice => self.desk_service_practice(),
            ServiceKind::Other => self.desk_service_other(),
        }
    }

    #[must_use]
    pub fn service_channel(self, channel: ServiceChannel) -> &'static str {
        match channel {
            ServiceChannel::Desk => self.desk_channel_desk(),
            ServiceChannel::Phone => self.desk_channel_phone(),
            ServiceChannel::Message => self.desk_channel_message(),
            ServiceChannel::Home => self.desk_channel_home(),
            ServiceChannel::Event => self.desk_channel_event(),
            ServiceChannel::Other => self.desk_service_other(),
        }
    }

    #[must_use]
    pub fn tag_source(self, source: TagSource) -> &'static str {
        match source {
            TagSource::Declared => self.desk_tag_declared(),
            TagSource::Verified => self.desk_tag_verified(),
            TagSource::Province => self.desk_tag_province(),
            TagSource::Other => "",
        }
    }

    /// Where a referral stands.
    #[must_use]
    pub fn referral_state(self, state: ReferralState) -> &'static str {
        match state {
            ReferralState::Recommended => self.desk_referral_recommended(),
            ReferralState::Told => self.desk_referral_told(),
            ReferralState::Interview => self.desk_referral_interview(),
            ReferralState::Hired => self.desk_referral_hired(),
            ReferralState::Refused | ReferralState::Other => self.desk_referral_refused(),
        }
    }

    /// The button that takes a referral there.
    #[must_use]
    pub fn referral_step(self, state: ReferralState) -> &'static str {
        match state {
            ReferralState::Recommended => self.refer_do(),
            ReferralState::Told => self.desk_step_told(),
            ReferralState::Interview => self.desk_step_interview(),
            ReferralState::Hired => self.desk_step_hired(),
            ReferralState::Refused | ReferralState::Other => self.desk_step_refused(),
        }
    }

    #[must_use]
    pub fn referral_reason(self, reason: ReferralReason) -> &'static str {
        match reason {
            ReferralReason::PositionFilled => self.desk_failed_filled(),
            ReferralReason::SkillsMissing => self.desk_failed_skills(),
            ReferralReason::WageTooLow => self.desk_failed_wage(),
            ReferralReason::TooFar => self.desk_failed_far(),
            ReferralReason::Hours => self.desk_failed_hours(),
            ReferralReason::NobodyAnswered => self.desk_failed_nobody(),
            ReferralReason::FoundOtherWork => self.desk_failed_other_work(),
            ReferralReason::NotAsAdvertised => self.desk_failed_not_as_said(),
            ReferralReason::Other => self.desk_service_other(),
        }
    }

    /// What speaks for two being one person.
    #[must_use]
    pub fn alike(self, by: AlikeBy) -> &'static str {
        match by {
            AlikeBy::Number => self.desk_alike_number(),
            AlikeBy::PhoneAndName => self.desk_alike_phone_and_name(),
            AlikeBy::Phone => self.desk_alike_phone(),
            AlikeBy::Name => self.desk_alike_name(),
        }
    }

    /// Why the desk did not do something; who has taken a task and what is wrong with a PIN is said elsewhere.
    #[must_use]
    pub fn office_refused(self, refused: &Refused) -> &'static str {
        match refused {
            Refused::NotAllowed => self.desk_refused_not_allowed(),
            Refused::Step(NoStep::NoConsent) => self.desk_refused_no_consent(),
            Refused::Step(NoStep::NoReason) => self.desk_refused_no_reason(),
            Refused::WeakPin(WeakPin::TooSimple) => self.pin_too_simple(),
            Refused::WeakPin(_) => self.pin_rule(),
            Refused::NameTaken => self.account_name_taken(),
            Refused::Step(NoStep::NotFromHere) | Refused::Gone | Refused::Taken(_) | Refused::Pin(_) => {
                self.desk_refused_gone()
            }
        }
    }

    /// Why something is not taken on here.
    #[must_use]
    pub fn not_taken_on(self, why: NotTakenOn) -> &'static str {
        match why {
            NotTakenOn::ElsewhereDone => self.arrived_elsewhere(),
            NotTakenOn::NotEntitled => self.arrived_not_entitled(),
            NotTakenOn::TooLate => self.arrived_too_late(),
        }
    }

    /// What somebody is at the desk.
    #[must_use]
    pub fn role(self, role: Role) -> &'static str {
        match role {
            Role::Clerk => self.account_clerk(),
            Role::Counsellor => self.account_counsellor(),
            Role::Reviewer => self.account_reviewer(),
            Role::Supervisor => self.account_supervisor(),
            Role::Technician => self.account_technician(),
        }
    }

    /// And what she does there.
    #[must_use]
    pub fn role_below(self, role: Role) -> &'static str {
        match role {
            Role::Clerk => self.account_clerk_below(),
            Role::Counsellor => self.account_counsellor_below(),
            Role::Reviewer => self.account_reviewer_below(),
            Role::Supervisor => self.account_supervisor_below(),
            Role::Technician => self.account_technician_below(),
        }
    }

    /// Something that is counted.
    #[must_use]
    pub fn figure(self, figure: Figure) -> &'static str {
        match figure {
            Figure::ServiceTimes => self.figure_service_times(),
            Figure::ValidRecords => self.figure_valid_records(),
            Figure::Registrations => self.figure_registrations(),
            Figure::Services(kind) => self.service_kind(kind),
            Figure::Referrals => self.figure_referrals(),
            Figure::Interviews => self.figure_interviews(),
            Figure::Hired => self.figure_hired(),
            Figure::Granted => self.figure_granted(),
            Figure::Function(function) => self.function(function),
            Figure::By(_) => self.load_of_one(),
        }
    }

    /// What an entry is, in the list of evidence.
    #[must_use]
    pub fn entry_kind(self, kind: EntryKind) -> &'static str {
        match kind {
            EntryKind::Registration => self.figure_registrations(),
            EntryKind::Referral => self.figure_referrals(),
            EntryKind::PersonTag => self.tags_title(),
            EntryKind::PersonMerge => self.desk_deed_merged(),
            EntryKind::Submission => self.arrived_title(),
            EntryKind::Application => self.entry_application(),
            EntryKind::PostingOffer => self.entry_offer(),
            EntryKind::SearchReport => self.entry_searches(),
            EntryKind::DayClose => self.closing_title(),
            EntryKind::FirmNote => self.entry_firm_note(),
            _ => self.desk_service_other(),
        }
    }

    /// One of the eight functions.
    #[must_use]
    pub fn function(self, function: Function) -> &'static str {
        match function {
            Function::Business => self.function_business(),
            Function::Policy => self.function_policy(),
            Function::Guidance => self.function_guidance(),
            Function::StartUp => self.function_start_up(),
            Function::Skills => self.function_skills(),
            Function::Matching => self.function_matching(),
            Function::Help => self.function_help(),
            Function::Monitoring => self.function_monitoring(),
        }
    }

    /// How long people waited for their first service, from the shortest span on; the last have none yet.
    #[must_use]
    pub fn wait_span(self, place: usize) -> &'static str {
        match place {
            0 => self.wait_same_day(),
            1 => self.wait_three_days(),
            2 => self.wait_week(),
            3 => self.wait_month(),
            4 => self.wait_longer(),
            _ => self.wait_not_yet(),
        }
    }

    /// A deed of the audit log.
    #[must_use]
    pub fn deed(self, deed: Deed) -> &'static str {
        match deed {
            Deed::SignedIn => self.desk_deed_signed_in(),
            Deed::SignInFailed => self.desk_deed_sign_in_failed(),
            Deed::Locked => self.desk_deed_locked(),
            Deed::SignedOut => self.desk_deed_signed_out(),
            Deed::AccountOpened => self.desk_deed_account_opened(),
            Deed::AccountClosed => self.desk_deed_account_closed(),
            Deed::RolesSet => self.desk_deed_roles_set(),
            Deed::PinSet => self.desk_deed_pin_set(),
            Deed::PeopleListed => self.desk_deed_people_listed(),
            Deed::PersonLookedUp => self.desk_deed_person_looked_up(),
            Deed::PersonSeen => self.desk_deed_person_seen(),
            Deed::SensitiveSeen => self.desk_deed_sensitive_seen(),
            Deed::Registered => self.desk_deed_registered(),
            Deed::Reopened => self.desk_deed_reopened(),
            Deed::Matched => self.desk_deed_matched(),
            Deed::PeopleMatched => self.desk_deed_people_matched(),
            Deed::TagSet => self.desk_deed_tag_set(),
            Deed::TagEnded => self.desk_deed_tag_ended(),
            Deed::Merged => self.desk_deed_merged(),
            Deed::ServiceRecorded => self.desk_deed_service_recorded(),
            Deed::ServiceConfirmed => self.desk_deed_service_confirmed(),
            Deed::ServiceVoided => self.desk_deed_service_voided(),
            Deed::TaskTaken => self.desk_deed_task_taken(),
            Deed::TaskDone => self.desk_deed_task_done(),
            Deed::Referred => self.desk_deed_referred(),
            Deed::ReferralMoved => self.desk_deed_referral_moved(),
            Deed::HandedOver => self.desk_deed_handed_over(),
            Deed::Exported => self.desk_deed_exported(),
            Deed::AuditRead => self.desk_deed_audit_read(),
            Deed::Purged => self.desk_deed_purged(),
            Deed::FirmNoted => self.firms_deed_noted(),
            Deed::OfferMade => self.firms_deed_made(),
            Deed::OfferReviewed => self.firms_deed_reviewed(),
            Deed::OfferRecalled => self.firms_deed_recalled(),
            Deed::PolicyPushed => self.firms_deed_policy(),
            Deed::Imported => self.firms_deed_imported(),
            Deed::ArrivedSeen => self.arrived_deed_seen(),
            Deed::ToldAtOnce => self.arrived_deed_told(),
            Deed::SeatGiven => self.day_seats_deed(),
            Deed::ReturnedSeen => self.returned_deed_seen(),
            Deed::PlaceSet => self.machine_deed_place(),
        }
    }
}
