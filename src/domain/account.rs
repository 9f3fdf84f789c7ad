//! An account of the province's job service, asked for where there is no network: what of a filled form becomes the wish for
//! it, and how far it is.

use super::content::{FormDef, Prefill};
use super::ledger::EntryState;
use super::nouns::{AccountAnswer, AccountOutcome, AccountRequest, ReceiptNo, Submission};
use jiff::Timestamp;

/// The request that a filled form is; `None` where the form is for something else, or lacks what an account needs.
#[must_use]
pub fn request(form: &FormDef, filled: &Submission, now: Timestamp) -> Option<AccountRequest> {
    let service = form.account.as_ref()?;
    let answer = |prefill: Prefill| {
        let field = form.fields().find(|field| field.prefill == Some(prefill))?;
        let given = filled.answers.iter().find(|answer| answer.field == field.id)?;
        Some(given.value.text().trim().to_owned()).filter(|text| !text.is_empty())
    };
    Some(AccountRequest {
        receipt: filled.receipt.clone(),
        service: service.chinese().to_owned(),
        name: answer(Prefill::Name)?,
        id_number: answer(Prefill::IdNumber)?,
        phone: answer(Prefill::Phone)?,
        form: filled.form.clone(),
        form_version: filled.form_version,
        consent_given: filled.consents.first().map_or(now, |consent| consent.given),
    })
}

/// An account somebody asked for, as she is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyAccount {
    pub receipt: ReceiptNo,
    pub service: String,
    pub asked_at: Timestamp,
    pub state: EntryState,
    /// What the province said.
    pub answer: Option<AccountAnswer>,
}

/// How far an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountStage {
    /// Saved here; it goes on its way with the next line.
    Saved,
    /// The province has it and has not answered yet.
    Pending,
    /// The province did not take it; a clerk can say why.
    Returned,
    Answered(AccountOutcome),
}

impl MyAccount {
    /// The province's word counts more than the entry's state.
    #[must_use]
    pub fn stage(&self) -> AccountStage {
        match (&self.answer, self.state) {
            (Some(answer), _) => AccountStage::Answered(answer.outcome),
            (None, EntryState::Waiting) => AccountStage::Saved,
            (None, EntryState::Acknowledged) => AccountStage::Pending,
            (None, EntryState::Refused) => AccountStage::Returned,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{Body, read};
    use crate::domain::{Answered, Given, SeqNo, StationId};

    const FORMS: &str = r#"{"forms": [{"id": "account", "version": 2, "title": "注册", "account": "湘就业", "steps": [
        {"title": "一", "fields": [
            {"id": "who", "kind": "name", "label": "姓名", "required": true, "prefill": "name"},
            {"id": "id", "kind": "id_number", "label": "证件", "required": true, "prefill": "id_number"},
            {"id": "tel", "kind": "phone", "label": "电话", "required": true, "prefill": "phone"},
            {"id": "ok", "kind": "consent", "label": "同意", "required": true}]}]}]}"#;

    fn form() -> FormDef {
        let Ok(Some(Body::Forms(mut forms))) = read("forms", FORMS) else { panic!("{:?}", read("forms", FORMS)) };
        forms.forms.remove(0)
    }

    fn filled() -> Submission {
        let answer = |field: &str, value: &str| Answered {
            field: field.into(),
            label: field.into(),
            value: Given::One(value.into()),
        };
        Submission {
            receipt: ReceiptNo::of(StationId(1), SeqNo(1)),
            form: "account".into(),
            form_version: 2,
            title: "注册".into(),
            about: None,
            answers: vec![answer("who", "测试甲"), answer("id", "430000199003071519"), answer("tel", "13800000000")],
            consents: Vec::new(),
            urgent: false,
            lists: Vec::new(),
        }
    }

    #[test]
    fn a_filled_form_becomes_the_wish_for_an_account() {
        let asked = request(&form(), &filled(), Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!((asked.service.as_str(), asked.name.as_str(), asked.form_version), ("湘就业", "测试甲", 2));
        let mut short = filled();
        short.answers.pop();
        assert_eq!(request(&form(), &short, Timestamp::UNIX_EPOCH), None);
        assert_eq!(request(&FormDef { account: None, ..form() }, &filled(), Timestamp::UNIX_EPOCH), None);
    }

    #[test]
    fn an_account_is_pending_until_the_province_says_what_became_of_it() {
        let at = |state, outcome: Option<AccountOutcome>| MyAccount {
            receipt: ReceiptNo::of(StationId(1), SeqNo(1)),
            service: "湘就业".into(),
            asked_at: Timestamp::UNIX_EPOCH,
            state,
            answer: outcome.map(|outcome| AccountAnswer { outcome, note: String::new() }),
        };
        assert_eq!(at(EntryState::Waiting, None).stage(), AccountStage::Saved);
        assert_eq!(at(EntryState::Acknowledged, None).stage(), AccountStage::Pending);
        assert_eq!(at(EntryState::Refused, None).stage(), AccountStage::Returned);
        let opened = AccountStage::Answered(AccountOutcome::Opened);
        assert_eq!(at(EntryState::Acknowledged, Some(AccountOutcome::Opened)).stage(), opened);
    }
}
