//! Slips to take home: what stands on them, and the button that prints them. How the printing stands is said beside it, and
//! whatever fails, the other ways stay on the same screen.

use super::Facts;
use super::command::Command;
use super::seeker::station_name;
use crate::domain::gig::Offer;
use crate::domain::ledger::Registered;
use crate::domain::slip::{Part, Printing, Slip};
use crate::domain::{Posting, day_record};
use crate::i18n::Words;
use crate::screens::seeker::wording::glances;
use crate::screens::visit::seat_facts;
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::page::remark;
use eframe::egui::Ui;

/// The button, where there is a printer, and how the slip stands.
pub fn print_ui(ui: &mut Ui, facts: &Facts<'_>, slip: impl FnOnce() -> Slip) -> Option<Command> {
    if !facts.devices.can_print {
        return None;
    }
    let words = facts.words;
    let printing = facts.devices.printing;
    if let Some(printing) = printing {
        let icon = match printing {
            Printing::Sending => icons::HOURGLASS_MEDIUM,
            Printing::Done => icons::CHECK_CIRCLE,
            Printing::Failed(_) => icons::WARNING,
        };
        remark(ui, icon, words.printing(printing));
    }
    let says = if printing == Some(Printing::Done) { words.print_again() } else { words.print_slip() };
    let idle = printing != Some(Printing::Sending);
    let touched = ui.add(Button::secondary(says).icon(icons::PRINTER).wide().enabled(idle)).clicked();
    touched.then(|| Command::Print(Box::new(slip())))
}

/// A posting: the wage first, the five facts, whom to call; the code holds the same text.
pub fn posting_slip(facts: &Facts<'_>, posting: &Posting, code: &str) -> Slip {
    let words = facts.words;
    let fact = |label: &str, value: &str| Part::Text(words.slip_fact(label, value));
    let mut parts = vec![
        Part::Small(head(facts)),
        Part::Title(posting.title.clone()),
        Part::Great(words.wage(&posting.wage).to_string()),
    ];
    let original = posting.wage.text.trim();
    if !original.is_empty() && original != words.wage(&posting.wage).to_string() {
        parts.push(Part::Small(words.wage_original(original)));
    }
    parts.push(Part::Line);
    parts.extend(posting.settlement.map(|settlement| Part::Text(words.settlement(settlement).to_owned())));
    // What the advert does not say is not worth its paper.
    let said = glances(facts, posting).into_iter().filter(|(_, value)| value != words.unsaid());
    parts.extend(said.map(|(label, value)| fact(label, &value)));
    if !posting.employer.trim().is_empty() {
        parts.push(fact(words.slip_employer(), posting.employer.trim()));
    }
    let contact = posting.contact.trim();
    let contact = if contact.is_empty() { words.detail_contact_staff() } else { contact };
    parts.push(Part::Strong(words.slip_fact(words.slip_call(), contact)));
    parts.push(Part::Line);
    parts.push(Part::Code(code.to_owned()));
    parts.push(Part::Small(words.slip_scan().to_owned()));
    parts.push(Part::Small(words.detail_number(&posting.id.to_string())));
    parts.push(Part::Strong(words.detail_free().to_owned()));
    Slip { parts }
}

/// A receipt: the number, and what happens next. Nobody's name: a slip is lost easily.
pub fn receipt_slip(facts: &Facts<'_>, registered: &Registered, code: &str) -> Slip {
    let words = facts.words;
    let parts = vec![
        Part::Small(head(facts)),
        Part::Title(words.receipt_text_title().to_owned()),
        Part::Text(words.receipt_number().to_owned()),
        Part::Great(registered.receipt.as_str().to_owned()),
        Part::Line,
        Part::Strong(words.slip_next_title().to_owned()),
        Part::Text(words.slip_next_kept().to_owned()),
        Part::Text(words.slip_next_call().to_owned()),
        Part::Text(words.slip_next_ask().to_owned()),
        Part::Text(words.slip_valid(crate::domain::registration::VALID_DAYS)),
        Part::Line,
        Part::Code(code.to_owned()),
        Part::Small(words.slip_scan().to_owned()),
        Part::Strong(words.detail_free().to_owned()),
    ];
    Slip { parts }
}

/// The receipt of an application. Nobody's name: a slip is lost easily.
pub fn application_slip(facts: &Facts<'_>, applied: &Registered, code: &str) -> Slip {
    let words = facts.words;
    let mut parts = vec![
        Part::Small(head(facts)),
        Part::Title(words.applied_text_title().to_owned()),
        Part::Text(words.receipt_number().to_owned()),
        Part::Great(applied.receipt.as_str().to_owned()),
        Part::Line,
    ];
    if let Some(posting) = &facts.visit.wanted {
        parts.push(Part::Text(words.applied_text_posting(&posting.title)));
        parts.push(Part::Text(words.applied_text_employer(posting.employer.trim())));
    }
    parts.extend([
        Part::Strong(words.applied_slip_next().to_owned()),
        Part::Line,
        Part::Code(code.to_owned()),
        Part::Small(words.slip_scan().to_owned()),
        Part::Strong(words.detail_free().to_owned()),
    ]);
    Slip { parts }
}

/// A copy of what the station keeps about a person, for her to take home.
pub fn copy_slip(facts: &Facts<'_>, lines: &[String]) -> Slip {
    let mut parts = vec![Part::Small(head(facts)), Part::Title(facts.words.copy_title().to_owned()), Part::Line];
    parts.extend(lines.iter().cloned().map(Part::Text));
    Slip { parts }
}

/// A seat of a day job. Nobody's name: a slip is lost easily.
pub fn seat_slip(facts: &Facts<'_>, taken: &Registered, offer: &Offer, code: &str) -> Slip {
    let words = facts.words;
    let mut parts = vec![
        Part::Small(head(facts)),
        Part::Title(words.seat_text_title().to_owned()),
        Part::Text(words.receipt_number().to_owned()),
        Part::Great(taken.receipt.as_str().to_owned()),
        Part::Line,
        Part::Strong(words.seat_day(&words.date(offer.day, facts.today))),
        Part::Text(words.applied_text_posting(&offer.posting.title)),
        Part::Text(words.applied_text_employer(offer.posting.employer.trim())),
        Part::Text(words.wage(&offer.posting.wage).to_string()),
    ];
    parts.extend(seat_facts(facts, offer).into_iter().map(Part::Text));
    parts.extend([
        Part::Strong(words.seat_slip_next().to_owned()),
        Part::Line,
        Part::Code(code.to_owned()),
        Part::Small(words.slip_scan().to_owned()),
        Part::Strong(words.detail_free().to_owned()),
    ]);
    Slip { parts }
}

/// A résumé, as short as a slip: what she touched and nothing else.
pub fn resume_slip(facts: &Facts<'_>, lines: &[String]) -> Slip {
    let mut lines = lines.iter();
    let mut parts = vec![Part::Small(head(facts))];
    parts.extend(lines.next().cloned().map(Part::Title));
    parts.push(Part::Line);
    let rest: Vec<String> = lines.cloned().collect();
    parts.extend(rest.iter().cloned().map(Part::Text));
    parts.extend([Part::Line, Part::Code(rest.join("\n")), Part::Small(facts.words.slip_scan().to_owned())]);
    Slip { parts }
}

/// The signed record of a day's work: what can be read, and the code with the signature.
pub fn record_slip(facts: &Facts<'_>, record: &str) -> Slip {
    let words = facts.words;
    let mut parts = vec![Part::Small(head(facts)), Part::Title(words.record_title().to_owned()), Part::Line];
    // The signature itself is for machines: it stands in the code.
    parts.extend(day_record::lines(record).map(|line| Part::Text(line.to_owned())));
    parts.extend([Part::Line, Part::Code(record.to_owned()), Part::Strong(words.record_slip_keep().to_owned())]);
    Slip { parts }
}

/// Station and day.
pub(in crate::screens) fn head(facts: &Facts<'_>) -> String {
    let words: Words = facts.words;
    let today = facts.today;
    let date = words.date_with_year(i64::from(today.year()), i64::from(today.month()), i64::from(today.day()));
    words.slip_from(&station_name(facts.status, words), &date)
}
