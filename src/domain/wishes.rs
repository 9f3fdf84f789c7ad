//! What a person may wish to be done with what was kept of her: a consent taken back, everything erased (PIPL articles 15
//! and 47). Either takes effect here at once; whether the province follows is told by its answer and its notice.

use super::form::Form;
use super::nouns::{Category, ConsentPurpose, EntryId, ReceiptNo, Refusal};
use jiff::Timestamp;

/// A wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// These consents end. The consent to register is none of them: who takes it back wishes to be erased.
    TakeBack(Vec<ConsentPurpose>),
    Erase,
}

impl Wish {
    /// The wish of a person who takes back these consents.
    #[must_use]
    pub fn of(purposes: &[ConsentPurpose]) -> Self {
        let mut purposes = purposes.to_vec();
        purposes.sort_unstable();
        purposes.dedup();
        if purposes.contains(&ConsentPurpose::Register) { Self::Erase } else { Self::TakeBack(purposes) }
    }
}

/// What the person with the slip gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wished {
    pub receipt: ReceiptNo,
    pub entry: EntryId,
    /// She wished the same before and nothing of her has come since: this is the receipt she got then.
    pub already: bool,
}

/// A wish as the desk lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WishRow {
    pub wish: Wish,
    pub receipt: ReceiptNo,
    pub asked_at: Timestamp,
    pub state: WishState,
}

/// How far a wish is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WishState {
    /// It holds here, and is on its way to the province.
    Waiting,
    /// The province has it and has not said yet that it is done.
    Accepted,
    /// The province does not take it: for the technician, since nobody at the desk can put it right.
    Refused(Refusal),
    /// The province has done it.
    Confirmed { at: Timestamp },
}

/// Takes consents out of a form, and what may be kept by one of them only. Answers whether there were any.
pub fn take_back(form: &mut Form, purposes: &[ConsentPurpose]) -> bool {
    let before = (form.consents.len(), form.categories.len());
    form.consents.retain(|consent| !purposes.contains(&consent.purpose));
    if purposes.contains(&ConsentPurpose::SensitiveTags) {
        form.categories.retain(|tag: &Category| !tag.is_sensitive());
    }
    before != (form.consents.len(), form.categories.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Consent;

    #[test]
    fn who_takes_back_the_consent_to_register_wishes_to_be_erased() {
        use ConsentPurpose::{Push, Register};
        assert_eq!(Wish::of(&[Push, Register]), Wish::Erase);
        assert_eq!(Wish::of(&[Push, Push]), Wish::TakeBack(vec![Push]));
    }

    #[test]
    fn with_a_consent_goes_what_was_kept_by_it_alone() {
        let given = |purpose| Consent { purpose, version: "1".into(), given: Timestamp::UNIX_EPOCH };
        let mut form = Form {
            consents: vec![given(ConsentPurpose::Register), given(ConsentPurpose::SensitiveTags)],
            categories: vec![Category::Veteran, Category::Disabled],
            ..Form::default()
        };
        assert!(!take_back(&mut form, &[ConsentPurpose::Push]));
        assert!(take_back(&mut form, &[ConsentPurpose::SensitiveTags]));
        assert_eq!(form.categories, [Category::Veteran]);
        assert_eq!(form.consents, [given(ConsentPurpose::Register)]);
    }
}
