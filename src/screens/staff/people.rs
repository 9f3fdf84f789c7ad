//! Which registered people suit a posting, for the clerk whom an employer has called: the same reasons, from the other
//! side.

use super::StaffCommand;
use super::matches::refer_ui;
use super::parts::{line_ui, reasons_ui};
use crate::domain::PostingId;
use crate::domain::matching::lists::Recommended;
use crate::screens::{Facts, whole};
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel};
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::theme::Theme;
use crate::widgets::{icons, notice};
use eframe::egui::Ui;

/// What is known of the people for a posting.
#[derive(Debug, Clone, PartialEq)]
pub struct PostingPeople {
    pub posting: PostingId,
    pub title: String,
    /// `None` until the store has answered.
    pub found: Option<Vec<Recommended>>,
}

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let people = facts.staff.people.as_ref()?;
    let Some(found) = &people.found else {
        heading(ui, words.match_for_posting(), words.loading());
        return None;
    };
    heading(ui, words.match_for_posting(), &people.title);
    if found.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::USERS, words.match_no_people(), "");
        return None;
    }
    let mut asked = None;
    fling(ui, "people", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        murmur(ui, Rank::Body, words.match_people(whole(found.len())));
        for one in found {
            let touched = panel(ui, |ui| {
                person_ui(ui, facts, one);
                refer_ui(ui, facts, &one.candidate.receipt, people.posting)
            });
            asked = asked.take().or(touched);
        }
        ui.add_space(theme.space.m);
    });
    asked
}

fn person_ui(ui: &mut Ui, facts: &Facts<'_>, one: &Recommended) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let who = &one.candidate;
    ui.spacing_mut().item_spacing.y = theme.space.xs;
    ui.horizontal_wrapped(|ui| {
        say(ui, Rank::Lead, &who.name);
        murmur(ui, Rank::Body, who.receipt.as_str());
    });
    let (icon, told) = if !who.may_be_told {
        (icons::EYE_SLASH, words.match_no_call().to_owned())
    } else if who.phone.is_empty() {
        (icons::HANDSHAKE, words.gigs_by_station().to_owned())
    } else {
        (icons::PHONE_CALL, words.gigs_call(&who.phone))
    };
    line_ui(ui, icon, &told, if who.may_be_told { theme.colour.accent } else { theme.colour.on_warm });
    reasons_ui(ui, facts, &one.found);
}
