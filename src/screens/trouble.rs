//! The kiosk cannot start: what a passer-by should do, and what the technician should.

use crate::i18n::Words;
use crate::widgets::notice::notice;
use crate::widgets::page::{page, panel};
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons};
use eframe::egui::Ui;

/// Why, as far as somebody can act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The file with the registrations is damaged.
    Damaged,
    /// It does not open with this key.
    WrongKey,
    /// There is no key at all.
    NoKey,
    /// A newer version of the program wrote it.
    TooNew,
    /// Another program holds it.
    Locked,
    DiskFull,
    ReadOnly,
    Other,
}

impl Trouble {
    fn remedy(self, words: Words) -> &'static str {
        match self {
            Self::Damaged => words.trouble_start_damaged(),
            Self::WrongKey => words.trouble_start_wrong_key(),
            Self::NoKey => words.trouble_start_no_key(),
            Self::TooNew => words.trouble_start_too_new(),
            Self::Locked => words.trouble_start_locked(),
            Self::DiskFull => words.trouble_start_disk_full(),
            Self::ReadOnly => words.trouble_start_read_only(),
            Self::Other => words.trouble_start_other(),
        }
    }
}

/// Shows the message over the whole screen; `detail` is the error in the technician's words.
pub fn show(ui: &mut Ui, words: Words, trouble: Trouble, detail: &str) {
    page(ui, |ui| {
        let theme = Theme::of(ui);
        ui.add_space(ui.available_height() * 0.12);
        notice(ui, icons::WRENCH, words.trouble_start(), words.trouble_start_people());
        ui.add_space(theme.space.l);
        panel(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme.space.s;
            say(ui, Rank::Strong, words.trouble_start_technician());
            say(ui, Rank::Body, trouble.remedy(words));
            if !detail.is_empty() {
                murmur(ui, Rank::Small, detail);
            }
        });
    });
}
