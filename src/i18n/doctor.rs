//! What a check found, and what to do about it, in sentences for a technician.

use super::words::Words;
use crate::domain::health::{Check, Finding, Severity};
use crate::domain::ledger::Trouble;

impl Words {
    /// What was found, in one sentence.
    #[must_use]
    pub fn finding(self, finding: &Finding) -> String {
        let Finding { check, state, n, what, .. } = finding;
        let (state, n, what) = (*state, *n, what.as_str());
        match check {
            Check::Program => self.doctor_program(state, what),
            Check::Settings => self.doctor_settings(state, n, what),
            Check::Key => self.doctor_key(state, what),
            Check::Store => self.doctor_store(state, what),
            Check::Integrity => self.doctor_integrity(state, what),
            Check::Traces => self.doctor_traces(state, n, what),
            Check::Disk => self.doctor_disk(state, what, n),
            Check::Enrolled => self.doctor_enrolled(state, n, what),
            Check::Clock => self.doctor_clock(state, n),
            Check::Line => self.doctor_line(state, what),
            Check::Contact => self.doctor_contact(state, n, &self.in_trouble(what)),
            Check::Waiting => self.doctor_waiting(state, n),
            Check::Refused => self.doctor_refused(state, n),
            Check::Packs => self.doctor_packs(state, n, what),
            Check::CardReader => self.doctor_card_reader(state, what),
            Check::SlipPrinter => self.doctor_slip_printer(state, what),
            Check::PagePrinter => self.doctor_page_printer(state, what),
            Check::Scanner => self.doctor_scanner(state, what),
            Check::Pinyin => self.doctor_pinyin(state, what),
            Check::Voice => self.doctor_voice(state, what),
            Check::Sound => self.doctor_sound(state),
            Check::Films => self.doctor_films(state, what),
            Check::Memory => self.doctor_memory(state, n),
            Check::Temperature => self.doctor_temperature(state, n),
            Check::Display => self.doctor_display(state, what),
            Check::Touch => self.doctor_touch(state, what),
            _ => self.lock(finding),
        }
    }

    /// What was found of the locks.
    fn lock(self, finding: &Finding) -> String {
        let Finding { check, state, n, what, .. } = finding;
        let (state, n, what) = (*state, *n, what.as_str());
        match check {
            Check::CoreDumps => self.doctor_core_dumps(state, what),
            Check::Swap => self.doctor_swap(state, what),
            Check::Consoles => self.doctor_consoles(state, what),
            Check::KeyCombinations => self.doctor_key_combinations(state, what),
            Check::Sticks => self.doctor_sticks(state, what),
            Check::Accounts => self.doctor_accounts(state, what, n),
            Check::Ports => self.doctor_ports(state, n, what),
            _ => self.doctor_firewall(state),
        }
    }

    fn in_trouble(self, code: &str) -> String {
        Trouble::parse(code).map_or_else(|| code.to_owned(), |trouble| self.trouble(trouble).to_owned())
    }

    /// What to do about it; `None` where nothing is to be done.
    #[must_use]
    pub fn remedy(self, finding: &Finding) -> Option<&'static str> {
        if finding.severity < Severity::Poor {
            return None;
        }
        Some(match finding.check {
            Check::Program => self.remedy_program(),
            Check::Settings => self.remedy_settings(),
            Check::Key => self.remedy_key(),
            Check::Store => self.remedy_store(),
            Check::Integrity => self.remedy_integrity(),
            Check::Traces => self.remedy_traces(),
            Check::Disk => self.remedy_disk(),
            Check::Enrolled => self.remedy_enrolled(),
            Check::Clock => self.remedy_clock(),
            Check::Line => self.remedy_line(),
            Check::Contact => self.remedy_contact(),
            Check::Waiting => self.remedy_waiting(),
            Check::Refused => self.remedy_refused(),
            Check::Packs => self.remedy_packs(),
            Check::CardReader | Check::SlipPrinter | Check::PagePrinter | Check::Scanner => self.remedy_device(),
            Check::Pinyin => self.remedy_pinyin(),
            Check::Voice => self.remedy_voice(),
            Check::Sound => self.remedy_sound(),
            Check::Films => self.remedy_films(),
            Check::Memory => self.remedy_memory(),
            Check::Temperature => self.remedy_temperature(),
            Check::Display => self.remedy_display(),
            Check::Touch => self.remedy_touch(),
            Check::CoreDumps => self.remedy_core_dumps(),
            Check::Swap => self.remedy_swap(),
            Check::Consoles => self.remedy_consoles(),
            Check::KeyCombinations => self.remedy_key_combinations(),
            Check::Sticks => self.remedy_sticks(),
            Check::Accounts => self.remedy_accounts(),
            Check::Ports => self.remedy_ports(),
            Check::Firewall => self.remedy_firewall(),
        })
    }
}
