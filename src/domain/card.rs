//! What an identity card tells the front desk, and how its reader stands. A card holds far more than a registration may
//! ask for; only what stands in [`CardPerson`] ever leaves the reader's thread.

use super::form::Form;
use super::id_number::{self, IdNumber};
use super::nouns::IdType;
use jiff::civil::Date;
use zeroize::Zeroizing;

/// How the reader of identity cards stands, for the line above the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reader {
    /// This station has none.
    #[default]
    None,
    /// It should be there and is not: unplugged, switched off, or it does not answer. It is looked for again and again.
    Absent,
    /// It waits for a card.
    Ready,
    /// A card lies on it and is being read.
    Reading,
    /// The card was not read to its end: take it off and lay it down again.
    LiftAndPlace,
    /// A card, but none of the four kinds that are known.
    UnknownCard,
    /// It says of itself that it is broken.
    Broken,
}

/// A person as her card names her: what the registration form has fields for. The address on a card is where she is
/// registered, not where she lives, and is therefore not taken over.
#[derive(Clone, PartialEq, Eq)]
pub struct CardPerson {
    pub name: Zeroizing<String>,
    pub id_type: IdType,
    pub id_number: Zeroizing<String>,
    pub warnings: Vec<CardWarning>,
}

/// Never what a card says: what is printed while something is being debugged ends in a log.
impl std::fmt::Debug for CardPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CardPerson(…)")
    }
}

/// What became of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardTaken {
    /// Name, kind and number stand in the form.
    Filled,
    /// The form has another number; nothing was changed.
    OtherNumber,
}

/// Characters of a number from which on it is somebody's; the shortest whole one has so many.
const WHOLE_NUMBER: usize = 15;

impl CardPerson {
    /// Writes name, kind and number into a form. A form with another number may be another person's, whose telephone and
    /// wishes stand in it already: it is left alone.
    pub fn fill(&self, form: &mut Form) -> CardTaken {
        let typed = id_number::normalised(&form.id_number);
        if typed.len() >= WHOLE_NUMBER && !self.id_number.starts_with(&typed) {
            return CardTaken::OtherNumber;
        }
        self.name.as_str().clone_into(&mut form.name);
        form.id_type = self.id_type;
        self.id_number.as_str().clone_into(&mut form.id_number);
        form.no_id_reason.clear();
        CardTaken::Filled
    }
}

/// What a clerk should look at before she goes on. None of it stops a registration: a person with an expired card needs
/// work, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardWarning {
    /// Its last day is over.
    Expired,
    /// Its number fails its own check digit or names an impossible day.
    Number,
    /// Sex or day of birth differ from what the number says: the card was read wrongly, or is not genuine.
    Contradiction,
}

/// What of a card is compared with its number. Of this nothing is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    /// GB/T 2261.1: 1 a man, 2 a woman, anything else says nothing.
    pub sex: u8,
    pub born: Option<Date>,
    /// The last day it is valid; `None` for 长期 and where it cannot be read.
    pub until: Option<Date>,
}

/// Compares a card with its number and the day.
#[must_use]
pub fn warnings(id_type: IdType, number: &str, printed: Printed, today: Date) -> Vec<CardWarning> {
    let mut warnings = Vec::new();
    if printed.until.is_some_and(|until| until < today) {
        warnings.push(CardWarning::Expired);
    }
    match IdNumber::parse(id_type, number, today) {
        Ok(id) => {
            let other_day = printed.born.is_some_and(|born| born != id.born());
            if other_day || contradicts(id_number::sex_in(number), printed.sex) {
                warnings.push(CardWarning::Contradiction);
            }
        }
        Err(_) => warnings.push(CardWarning::Number),
    }
    warnings
}

fn contradicts(in_number: Option<u8>, on_card: u8) -> bool {
    in_number.is_some_and(|sex| matches!(on_card, 1 | 2) && sex != on_card)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);
    /// Of the standard's own pattern; nobody's.
    const NUMBER: &str = "430000199003071519";

    fn printed() -> Printed {
        Printed { sex: 1, born: Some(date(1990, 3, 7)), until: Some(date(2038, 1, 1)) }
    }

    #[test]
    fn a_card_that_agrees_with_its_number_gives_no_warning() {
        assert!(warnings(IdType::ResidentId, NUMBER, printed(), TODAY).is_empty());
        let unsaid = Printed { sex: 9, born: None, until: None };
        assert!(warnings(IdType::ResidentId, NUMBER, unsaid, TODAY).is_empty());
    }

    #[test]
    fn a_card_whose_number_says_another_sex_or_day_is_pointed_out() {
        let woman = Printed { sex: 2, ..printed() };
        assert_eq!(warnings(IdType::ResidentId, NUMBER, woman, TODAY), [CardWarning::Contradiction]);
        let younger = Printed { born: Some(date(1991, 3, 7)), ..printed() };
        assert_eq!(warnings(IdType::ResidentId, NUMBER, younger, TODAY), [CardWarning::Contradiction]);
    }

    #[test]
    fn a_card_is_valid_through_its_last_day() {
        let until = |day| Printed { until: Some(day), ..printed() };
        assert!(warnings(IdType::ResidentId, NUMBER, until(TODAY), TODAY).is_empty());
        let over = until(date(2026, 11, 21));
        assert_eq!(warnings(IdType::ResidentId, NUMBER, over, TODAY), [CardWarning::Expired]);
    }

    #[test]
    fn a_number_that_cannot_be_is_pointed_out() {
        assert_eq!(warnings(IdType::ResidentId, "430000199003071518", printed(), TODAY), [CardWarning::Number]);
    }

    #[test]
    fn a_card_fills_a_form_and_never_mixes_two_people() {
        let person = CardPerson {
            name: Zeroizing::new("测试甲".to_owned()),
            id_type: IdType::ResidentId,
            id_number: Zeroizing::new(NUMBER.to_owned()),
            warnings: Vec::new(),
        };
        let mut form = Form { name: "测试".to_owned(), id_number: "4300".to_owned(), ..Form::default() };
        assert_eq!(person.fill(&mut form), CardTaken::Filled);
        assert_eq!((form.name.as_str(), form.id_number.as_str()), ("测试甲", NUMBER));
        let other =
            Form { id_number: "110000199003071519".to_owned(), phone: "13800000001".to_owned(), ..Form::default() };
        let mut form = other.clone();
        assert_eq!(person.fill(&mut form), CardTaken::OtherNumber);
        assert_eq!(form, other);
    }
}
