//! The staff desk, behind a PIN.

use super::{Command, Draft, Facts};
use crate::widgets::{icons, notice};
use eframe::egui::Ui;

/// Places behind the PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffScreen {
    SignIn,
}

/// What a clerk's touch asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StaffCommand {}

/// What the staff screens may read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StaffFacts {}

/// What the staff screens edit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StaffDraft {}

/// Shows a staff screen.
pub fn show(ui: &mut Ui, _screen: StaffScreen, facts: &Facts<'_>, _draft: &mut Draft) -> Option<Command> {
    notice::notice(ui, icons::LOCK_KEY, facts.words.app_name(), "");
    None
}
