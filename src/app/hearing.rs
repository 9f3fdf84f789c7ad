//! What somebody says while she is here, as far as it is hers alone: by this she is looked for when she has gone. Nothing of it is
//! shown or kept, and it is overwritten as soon as the look has it.

use crate::domain::service::fill::Filled;
use crate::domain::visitor::Proof;
use crate::domain::{Form, Given};
use crate::runtime::gigs::GigJob;
use crate::runtime::office::OfficeJob;
use crate::runtime::traces::Needles;
use crate::runtime::visit::{VisitJob, Who};
use crate::runtime::{Event, Job};
use crate::screens::Screen;
use std::collections::BTreeMap;
use std::time::Duration;
use zeroize::Zeroizing;

/// What is shorter, in bytes, others say as well: eight hanzi.
const LONG_TEXT: usize = 24;

/// Hears what goes to the workers and what comes from the card reader.
#[derive(Default)]
pub struct Hearing {
    said: BTreeMap<(u32, String), (Zeroizing<String>, bool)>,
    /// Counts who is registered one after the other at the desk.
    person: u32,
    /// When somebody came, in steady milliseconds; `None` while nobody is there.
    since: Option<u64>,
    looking: bool,
}

impl Hearing {
    /// What is typed field by field comes again as it grows; the newest counts.
    fn says(&mut self, field: &str, words: &str, public: bool) {
        let words = Zeroizing::new(words.to_owned());
        self.said.insert((self.person, field.to_owned()), (words, public));
    }

    fn form(&mut self, form: &Form) {
        self.says("name", &form.name, true);
        self.says("number", &form.id_number, false);
        self.says("phone", &form.phone, true);
        self.text("note", &form.note);
    }

    /// Her own words, where they are long enough to be nobody else's.
    fn text(&mut self, field: &str, words: &str) {
        let words = if words.len() >= LONG_TEXT { words } else { "" };
        self.says(field, words, false);
    }

    /// A code of a form's is no word of hers; a number is, and a long text.
    fn filled(&mut self, filled: &Filled) {
        for (field, given) in &filled.answers {
            let Given::One(words) = given else { continue };
            let is_number = words.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
            match field.as_str() {
                _ if is_number => self.says(field, words, true),
                "name" | "contact" if !words.is_ascii() => self.says(field, words, true),
                _ if !words.is_ascii() => self.text(field, words),
                _ => {}
            }
        }
    }

    fn newcomer(&mut self, who: &Who) {
        if let Who::New(form) = who {
            self.says("name", &form.name, true);
            self.says("phone", &form.phone, true);
        }
    }

    /// What goes to a worker.
    pub fn hear(&mut self, job: &Job) {
        match job {
            Job::SaveDraft { form } => self.form(form),
            Job::Register { form } => {
                self.form(form);
                self.person += 1;
            }
            Job::SaveFilled { filled } => self.filled(filled),
            Job::Submit { filled, .. } => {
                self.filled(filled);
                self.person += 1;
            }
            Job::Visit(job) => match &**job {
                VisitJob::Identify(Proof::Card { number, name, .. }) => {
                    self.says("card", number, false);
                    self.says("name", name, true);
                }
                VisitJob::CheckShortForm(form) => {
                    self.says("name", &form.name, true);
                    self.says("phone", &form.phone, true);
                }
                VisitJob::Apply { who, .. } | VisitJob::Gig(GigJob::Take { who, .. }) => self.newcomer(who),
                _ => {}
            },
            Job::Office(job) => match &**job {
                OfficeJob::LookUp { number } => self.says("looked up", number, false),
                OfficeJob::FindAlike { form } => self.form(form),
                OfficeJob::Promise { note, .. } => self.text("promise", note),
                _ => {}
            },
            _ => {}
        }
    }

    /// What comes from the card reader.
    pub fn hear_of(&mut self, event: &Event) {
        if let Event::CardRead(person) = event {
            self.says("card", &person.id_number, false);
            self.says("name", &person.name, true);
        }
    }

    /// Somebody has come, or has gone: what is to be looked for from now on.
    pub fn see(&mut self, screen: &Screen, millis: u64) -> Option<Job> {
        let nobody = matches!(screen, Screen::Attract | Screen::Board);
        match (nobody, self.since) {
            (false, None) => {
                self.since = Some(millis);
                // Who comes now may be the same again: what she says would be found.
                let nothing = Job::LookForTraces { needles: Box::default(), lasted: Duration::ZERO };
                std::mem::take(&mut self.looking).then_some(nothing)
            }
            (true, Some(since)) => {
                self.since = None;
                self.person = 0;
                let mut needles = Box::<Needles>::default();
                for (words, public) in std::mem::take(&mut self.said).values() {
                    needles.add(words, *public);
                }
                self.looking = !needles.is_empty();
                let lasted = Duration::from_millis(millis.saturating_sub(since));
                self.looking.then_some(Job::LookForTraces { needles, lasted })
            }
            _ => None,
        }
    }
}
