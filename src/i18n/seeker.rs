//! What a person finds under her own things, in words: accounts, errands, courses, what is before her.

use super::words::Words;
use crate::domain::AccountOutcome;
use crate::domain::account::{AccountStage, MyAccount};
use crate::domain::notice::Matter;
use crate::domain::reminder::Reminder;
use crate::domain::visitor::{MyService, MySubmission};
use jiff::civil::Date;

impl Words {
    /// How far an account is.
    #[must_use]
    pub fn account_stage(self, account: &MyAccount) -> String {
        let said = match account.stage() {
            AccountStage::Saved => self.account_saved(),
            AccountStage::Pending => self.account_pending(),
            AccountStage::Returned => self.account_returned(),
            AccountStage::Answered(AccountOutcome::Opened) => self.account_opened(),
            AccountStage::Answered(AccountOutcome::Exists) => self.account_exists(),
            AccountStage::Answered(AccountOutcome::Rejected | AccountOutcome::Other) => self.account_rejected(),
        };
        let note = account.answer.as_ref().map_or("", |answer| answer.note.trim());
        self.joined(&[said, note])
    }

    /// Where something stands that she filled in: what an office said, or else how far it has travelled.
    #[must_use]
    pub fn errand(self, one: &MySubmission) -> String {
        match &one.said {
            Some(Matter::EntryStatus(status)) => self.joined(&[self.progress(status.progress), status.text.trim()]),
            Some(Matter::Decision(decision)) => {
                self.joined(&[self.decision_outcome(decision.outcome), decision.text.trim()])
            }
            Some(Matter::CorrectionWanted(wanted)) => self.errand_correct(wanted.text.trim()),
            _ => self.state(one.state).to_owned(),
        }
    }

    /// A course of hers, as the desk wrote it down.
    #[must_use]
    pub fn training(self, service: &MyService, today: Date) -> String {
        let what = if service.done { self.training_done() } else { self.training_told() };
        let on = self.date(service.on, today);
        self.joined(&[&on, what, service.topic.trim(), service.result.trim()])
    }

    /// Something before her: when, what, where.
    #[must_use]
    pub fn reminder(self, one: &Reminder, today: Date) -> String {
        let day = self.near_date(one.on, today);
        let when = match one.at {
            Some(at) => self.day_hour(&day, &at.strftime("%H:%M").to_string()),
            None => day,
        };
        self.joined(&[&when, &one.what, &one.place])
    }
}
