//! The main job, step by step: a seeker finds a posting and takes it away; the network goes; a clerk registers a walk-in;
//! the network returns, and the province has the registration, once.

use super::walker::{WalkError, Walker};
use super::{CLERK, PIN, Province, SimulatedDesk, platform_dir, run_with, station_dir};
use crate::app::probe::Node;
use crate::domain::{ConsentPurpose, Education, JobGroup, JobKind, WorkForm};
use crate::i18n::{Language, Words};
use std::path::PathBuf;

/// A walk and what it needs.
pub struct Walk {
    pub walker: Walker,
    pub province: Province,
    pub desk: SimulatedDesk,
    pub words: Words,
    /// The clerk's part in the larger text.
    pub elder: bool,
    pub folder: PathBuf,
}

impl Walk {
    /// Walks it all and returns the page of the account.
    pub fn whole(mut self) -> Result<PathBuf, WalkError> {
        self.find_by_job()?;
        self.take_away()?;
        self.find_by_pinyin()?;
        self.find_policies()?;
        self.read_larger_and_in_another_language()?;
        self.sign_in()?;
        self.province.stop();
        self.register()?;
        self.find_the_line_again()?;
        self.facts()?;
        Ok(self.walker.account.write()?)
    }

    fn find_by_job(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.walker.see(words.attract_touch())?;
        self.walker.find("a wage", has_wage)?;
        self.walker.note("attract", "Nobody is here: passers-by see that there is work, and what it pays.")?;
        self.walker.tap(words.attract_touch())?;
        self.walker.see(words.home_greeting())?;
        self.walker.note("home", "One touch: the ways to look for work.")?;
        self.walker.tap(words.home_by_job())?;
        self.walker.see(words.choose_job())?;
        self.walker.note("job-groups", "By everyday job, with how many postings each has.")?;
        self.walker.tap(words.job_group(JobGroup::HomeAndCare))?;
        self.walker.see(words.job_kind(JobKind::Cleaner))?;
        self.walker.note("job-kinds", "The jobs of one group.")?;
        self.walker.tap(words.job_kind(JobKind::Cleaner))?;
        self.walker.find("a posting", |node| node.is_touchable() && has_wage(node))?;
        self.walker.note("list", "Cleaning jobs, the wage first.")?;
        // There is no gesture but the tap and the drag of one finger: two do nothing.
        let before = self.walker.choices();
        self.walker.spread()?;
        let after = self.walker.choices();
        if before != after {
            return Err(WalkError::TwoFingers(before, after));
        }
        self.walker.scroll()?;
        self.walker.note("list-scrolled", "Scrolled with a finger.")
    }

    fn take_away(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.walker.tap_first("a posting", has_wage)?;
        self.walker.see(words.detail_take())?;
        self.walker.note("posting", "One posting: wage in its own unit, five facts, employer, source, how fresh.")?;
        self.walker.tap(words.detail_take())?;
        self.walker.see(words.take_heading())?;
        self.walker.note("take-away", "The posting itself as a QR code; a phone keeps it without a network.")?;
        self.print("slip-posting", "And on paper, for those without one: the wage first, in large type.")
    }

    /// Prints what the screen offers and keeps the slip among the pictures.
    fn print(&mut self, name: &str, caption: &str) -> Result<(), WalkError> {
        self.walker.tap(self.words.print_slip())?;
        self.walker.see(self.words.print_done())?;
        let slip = self.desk.slip()?;
        let file = self.walker.account.step(name, caption);
        std::fs::copy(slip, file)?;
        Ok(())
    }

    fn find_by_pinyin(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.walker.tap(words.home())?;
        self.walker.tap(words.home_search())?;
        self.walker.see(words.search_below())?;
        self.walker.note("search", "The search box, with words people often look for.")?;
        self.walker.type_keys("dh")?;
        // What employers wrote stands as they wrote it, in every language.
        let welding: String = Words::of(Language::Chinese).job_kind(JobKind::Welder).chars().take(2).collect();
        self.walker.see(&welding)?;
        self.walker.note("search-initials", "Two touches, dh, and welding jobs are there.")?;
        self.walker.type_keys("an")
    }

    /// What the station does besides finding work, from the packs that came down with the postings.
    fn find_policies(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.walker.tap(words.home())?;
        self.walker.tap(words.home_services())?;
        self.walker.see(words.door_business())?;
        self.walker.note("services", "Everything else the station does, each behind one door.")?;
        self.walker.tap(words.door_policies())?;
        self.walker.see(words.section_calculators())?;
        self.walker
            .note("policies", "Policies come to people: questions first, calculators, and all of them to read.")?;
        self.walker.tap(words.check_policies())?;
        self.walker.tap(words.next())?;
        self.walker.tap(words.fill_see())?;
        self.walker.see(words.findings_heading())?;
        self.walker.note("findings", "Which may fit, which condition is to be asked, which paper proves it.")
    }

    fn read_larger_and_in_another_language(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.walker.tap(words.home())?;
        self.walker.tap(words.bar_text_large())?;
        let next = |node: &Node| [words.bar_lower(), words.bar_text_normal()].contains(&node.words.as_str());
        let shown = self.walker.find("the next step of the switch", next)?;
        self.walker.note("elder", "One touch for larger text and fewer choices.")?;
        if shown.words == words.bar_lower() {
            self.walker.tap(words.bar_lower())?;
            self.walker.see(words.bar_text_normal())?;
            self.walker.note("low", "One more, and everything that is touched is within a seated person's reach.")?;
        }
        self.walker.tap(words.bar_text_normal())?;
        self.walker.tap(words.bar_other_language())?;
        let other = Words::of(words.language().next());
        self.walker.see(other.home_greeting())?;
        self.walker.note("other-language", "The same in another language.")?;
        self.walker.tap(other.bar_other_language())?;
        self.walker.see(words.home_greeting())?;
        if self.elder { self.walker.tap(words.bar_text_large()) } else { Ok(()) }
    }

    fn sign_in(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.walker.tap(words.bar_help())?;
        self.walker.tap(words.help_staff())?;
        self.walker.tap(CLERK)?;
        self.walker.see(words.staff_pin_below())?;
        self.walker.type_keys(PIN)?;
        self.walker.note("pin", "A clerk signs in with a PIN; after five wrong ones the account is locked.")?;
        self.walker.tap(words.staff_sign_in())?;
        self.walker.see(words.staff_register())?;
        self.walker.note("desk", "The staff desk.")
    }

    /// A visitor, in five pages; nothing of it waits for the network.
    fn register(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.walker.tap(words.staff_register())?;
        self.walker.see(words.card_filled())?;
        self.walker.tap(words.education(Education::SeniorHigh))?;
        self.walker
            .note("form-who", "Who the visitor is, by her card; the number is right, the age follows from it.")?;
        self.walker.tap(words.next())?;
        self.walker.tap_field(words.field_phone())?;
        self.walker.type_keys("13800000000")?;
        self.walker.tap(words.key_done())?;
        self.walker.tap(words.form_choose_place())?;
        self.walker.note("form-place", "The district: the list begins beside the station.")?;
        self.walker.tap(COUNTY)?;
        self.walker.note("form-contact", "How she is reached, and where she lives.")?;
        self.walker.tap(words.next())?;
        self.walker.tap(words.job_group(JobGroup::Craft))?;
        self.walker.tap(words.job_kind(JobKind::Welder))?;
        self.walker.tap(words.work_form(WorkForm::FullTime))?;
        self.walker.note("form-work", "Up to five wanted jobs, from the shelves or in her own words.")?;
        self.walker.tap(words.next())?;
        self.walker.tap(words.when_now())?;
        self.walker.note("form-conditions", "On which conditions.")?;
        self.walker.tap(words.next())?;
        self.walker.tap_first("a consent", |node| node.words == words.consent(ConsentPurpose::Register))?;
        self.walker.note("form-consent", "Each consent is a switch of its own, with its text.")?;
        self.walker.tap(words.form_save())?;
        self.walker.see(words.receipt_number())?;
        self.walker.note("receipt", "Saved on this machine, with the line to the province cut.")?;
        self.print("slip-receipt", "The receipt on paper: its number, and what happens next.")?;
        self.walker.tap(words.receipt_to_desk())?;
        self.walker.tap(words.staff_entries())?;
        self.walker.see(NAME)?;
        self.walker.note("entries-offline", "The registration waits for the line.")?;
        self.walker.tap(words.back())
    }

    fn find_the_line_again(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.province.serve_again(&platform_dir(&self.folder))?;
        self.walker.tap(words.staff_send_now())?;
        self.walker.tap(words.staff_entries())?;
        self.walker.see(words.state_accepted())?;
        self.walker.note("entries-accepted", "The line is back: the province has accepted it.")
    }

    /// What the programs themselves say in the end.
    fn facts(&mut self) -> Result<(), WalkError> {
        let station = station_dir(&self.folder);
        let status = run_with(&self.province.programs.kiosk, &["status"], &station, None)?;
        self.walker.account.fact("What the station says (`yizhan status`)", &status);
        let records = run_with(&self.province.programs.platform, &["records"], &platform_dir(&self.folder), None)?;
        self.walker.account.fact("What the platform holds (`yizhan-platform records`)", &records);
        Ok(())
    }
}

/// A posting's card is known by its wage.
fn has_wage(node: &Node) -> bool {
    YUAN.iter().any(|yuan| node.words.contains(yuan))
}

/// The money's name in each language.
const YUAN: [&str; 2] = ["\u{5143}", "yuan"];
/// The visitor: nobody.
const NAME: &str = "\u{6d4b}\u{8bd5}";
/// Where nobody lives: Hunan, Changsha, Yuhua.
const COUNTY: &str = "\u{96e8}\u{82b1}\u{533a}";
