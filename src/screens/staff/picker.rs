//! Picking a place level by level: province, city, county. It begins beside the place chosen last, or beside the station:
//! most who come live near.

use crate::domain::division::{self, Division};
use crate::domain::{DivisionCode, Residence};
use crate::i18n::Words;
use crate::widgets::button::Button;
use crate::widgets::grid::{columns, grid};
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::text::{Rank, say};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::tile::Tile;
use eframe::egui::{Ui, Vec2};

/// Where the choice stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picker {
    /// Code of the division whose parts are offered; empty for the provinces.
    above: String,
}

impl Picker {
    /// Begins beside the place chosen last, beside the station, or at the provinces.
    #[must_use]
    pub fn at(residence: &Residence, station: Option<&DivisionCode>) -> Self {
        let code = residence.division.as_ref().or(station).and_then(|code| division::find(code.as_str()));
        Self { above: code.map(|division| division.parent.to_owned()).unwrap_or_default() }
    }

    /// Shows the choice; `true` once it is made or given up.
    pub fn show(&mut self, ui: &mut Ui, words: Words, residence: &mut Residence) -> bool {
        let theme = Theme::of(ui);
        let chain = division::chain(&self.above);
        let mut done = false;
        let said = chain.iter().map(|division| division.name).collect::<Vec<_>>().join(" ");
        say(ui, Rank::Heading, if said.is_empty() { words.place_province().to_owned() } else { said });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
            if let Some(here) = chain.last() {
                if ui.add(Button::secondary(words.place_up()).icon(icons::ARROW_LEFT)).clicked() {
                    here.parent.clone_into(&mut self.above);
                }
                if ui.add(Button::secondary(&words.place_whole(here.name)).icon(icons::CHECK)).clicked() {
                    residence.division = DivisionCode::new(here.code);
                    done = true;
                }
            }
            done |= ui.add(Button::quiet(words.cancel())).clicked();
        });
        let parts: Vec<Division> = division::inside(&self.above).collect();
        // Each level is a list of its own and begins at its top.
        let level = format!("places {}", self.above);
        fling(ui, &level, words.more_below(), |ui| {
            // The longest names have eight characters, which a tile squeezes into the width of seven.
            let columns = columns(ui, theme.size.lead * 7.0, 5);
            grid(ui, columns, parts.len(), |ui, place, width| {
                let Some(part) = parts.get(place) else { return };
                if ui.add(Tile::new(part.name, width).height(theme.target.primary.max(mm(20.0)))).clicked() {
                    done |= self.choose(*part, residence);
                }
            });
            ui.add_space(theme.space.m);
        });
        done
    }

    /// Goes into a place, or takes it where it has no parts.
    fn choose(&mut self, part: Division, residence: &mut Residence) -> bool {
        if division::inside(part.code).next().is_some() {
            part.code.clone_into(&mut self.above);
            return false;
        }
        residence.division = DivisionCode::new(part.code);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_touches_name_a_county_and_one_a_city_without_counties() {
        let mut residence = Residence::default();
        let mut picker = Picker::default();
        let part = |code: &str| division::find(code).unwrap();
        assert!(!picker.choose(part("430000"), &mut residence));
        assert!(!picker.choose(part("430100"), &mut residence));
        assert!(picker.choose(part("430111"), &mut residence));
        assert_eq!(residence.division, DivisionCode::new("430111"));
        assert!(picker.choose(part("441900"), &mut residence));
        let station = DivisionCode::new("430111005");
        assert_eq!(Picker::at(&residence, station.as_ref()).above, "440000");
        assert_eq!(Picker::at(&Residence::default(), station.as_ref()).above, "430100");
        assert_eq!(Picker::at(&Residence::default(), None).above, "");
    }
}
