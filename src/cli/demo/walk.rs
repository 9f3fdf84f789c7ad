//! The main job, step by step: a seeker finds a posting and takes it away; the network goes; a clerk registers a walk-in;
//! the network returns, and the province has the registration, once.

use super::walker::{WalkError, Walker};
use super::{CLERK, PIN, Province, platform_dir, run_with, station_dir};
use crate::domain::{JobGroup, JobKind};
use crate::i18n::{Language, Words};
use std::path::PathBuf;

/// A walk and what it needs.
pub struct Walk {
    pub walker: Walker,
    pub province: Province,
    pub words: Words,
    pub folder: PathBuf,
}

impl Walk {
    /// Walks it all and returns the page of the account.
    pub fn whole(mut self) -> Result<PathBuf, WalkError> {
        self.find_by_job()?;
        self.take_away()?;
        self.find_by_pinyin()?;
        self.read_larger_and_in_english()?;
        self.facts()?;
        Ok(self.walker.account.write()?)
    }

    fn find_by_job(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.walker.see(words.attract_touch())?;
        self.walker.find("a wage", |node| node.words.contains(YUAN))?;
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
        self.walker.find("a posting", |node| node.is_touchable() && node.words.contains(YUAN))?;
        self.walker.note("list", "Cleaning jobs, the wage first.")?;
        self.walker.scroll()?;
        self.walker.note("list-scrolled", "Scrolled with a finger.")
    }

    fn take_away(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.walker.tap_first("a posting", |node| node.words.contains(YUAN))?;
        self.walker.see(words.detail_take())?;
        self.walker.note("posting", "One posting: wage in its own unit, five facts, employer, source, how fresh.")?;
        self.walker.tap(words.detail_take())?;
        self.walker.see(words.take_heading())?;
        self.walker.note("take-away", "The posting itself as a QR code; a phone keeps it without a network.")
    }

    fn find_by_pinyin(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.walker.tap(words.home())?;
        self.walker.tap(words.home_search())?;
        self.walker.see(words.search_below())?;
        self.walker.note("search", "The search box, with words people often look for.")?;
        self.walker.type_keys("dh")?;
        self.walker.see(&words.job_kind(JobKind::Welder).chars().take(2).collect::<String>())?;
        self.walker.note("search-initials", "Two touches, dh, and welding jobs are there.")?;
        self.walker.type_keys("an")
    }

    fn read_larger_and_in_english(&mut self) -> Result<(), WalkError> {
        let words = self.words;
        self.walker.tap(words.home())?;
        self.walker.tap(words.bar_text_large())?;
        self.walker.see(words.bar_text_normal())?;
        self.walker.note("elder", "One touch for larger text and fewer choices.")?;
        self.walker.tap(words.bar_text_normal())?;
        self.walker.tap(words.bar_other_language())?;
        self.walker.note("english", "The same in English.")?;
        let english = Words::of(Language::English);
        self.walker.tap(english.bar_other_language())?;
        self.walker.see(words.home_greeting()).map(|_| ())
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

/// The sign by which a posting's card is known on the screen.
const YUAN: &str = "\u{5143}";
