//! Whom an employer looks for, as it was said at the machine (单位招人): what the desk's forms of the employer and of the posting
//! need not ask again. Whoever registers them looks at the papers and may change every word.

use crate::domain::service::fill::Answers;
use crate::domain::{Given, Submission};

/// The form of the packs in which employers say it.
pub const FORM: &str = "firm-vacancy";

/// What a question of the desk is answered by: its name, and that of the question at the machine.
const FIRM: [(&str, &str); 4] =
    [("credit_code", "credit_code"), ("name", "employer"), ("contact", "name"), ("phone", "phone")];
const OFFER: [(&str, &str); 9] = [
    ("title", "post"),
    ("headcount", "people"),
    ("pay_unit", "pay_by"),
    ("pay_min", "pay_least"),
    ("pay_max", "pay_most"),
    ("tasks", "tasks"),
    ("place", "place"),
    ("contact", "name"),
    ("phone", "phone"),
];
/// What comes with the work, by its code there and here.
const BENEFITS: [(&str, &str); 3] = [("meals", "meals"), ("lodging", "lodging"), ("insurance", "social_insurance")];

/// The answers of the desk's forms `firm` and `offer` that the wish holds; `None` where it is no such wish.
#[must_use]
pub fn known(wish: &Submission) -> Option<(Answers, Answers)> {
    if wish.form != FORM {
        return None;
    }
    let said = |id: &str| wish.answers.iter().find(|answer| answer.field == id).map(|answer| &answer.value);
    let taken = |pairs: &[(&str, &str)]| -> Answers {
        pairs.iter().filter_map(|(here, there)| Some(((*here).to_owned(), said(there)?.clone()))).collect()
    };
    let (firm, mut offer) = (taken(&FIRM), taken(&OFFER));
    if said("pay_by").is_some_and(|by| by.has("piece")) {
        // A posting states what the work comes to in a month, a day or an hour: that is to be asked.
        offer.remove("pay_unit");
    }
    if let Some(comes) = said("offers") {
        let benefits: Vec<String> =
            BENEFITS.iter().filter(|(there, _)| comes.has(there)).map(|(_, here)| (*here).to_owned()).collect();
        if !benefits.is_empty() {
            offer.insert("benefits".to_owned(), Given::Many(benefits));
        }
        if comes.has("daily") {
            offer.insert("settlement".to_owned(), Given::One("daily".to_owned()));
        }
    }
    Some((firm, offer))
}
