//! Picking a place level by level: province, city, county, and the street or town where the province says which there are. It
//! begins beside the place chosen last, or beside the station: most who come live near.

use crate::domain::division;
use crate::domain::ground::Ground;
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
    pub fn at(residence: &Residence, station: Option<&DivisionCode>, ground: &Ground) -> Self {
        let code = residence.division.as_ref().or(station);
        let street = code.and_then(|code| ground.street(code.as_str()));
        let county = code.and_then(|code| division::find(code.as_str()));
        let above = match (street, county) {
            (Some(street), _) => street.code.county().to_owned(),
            (None, Some(county)) => county.parent.to_owned(),
            (None, None) => String::new(),
        };
        Self { above }
    }

    /// Begins with the parts of a place.
    #[must_use]
    pub fn inside(place: &DivisionCode) -> Self {
        Self { above: place.county().to_owned() }
    }

    /// Shows the choice; `true` once it is made or given up.
    pub fn show(&mut self, ui: &mut Ui, words: Words, ground: &Ground, residence: &mut Residence) -> bool {
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
        let parts = parts(&self.above, ground);
        // Each level is a list of its own and begins at its top.
        let level = format!("places {}", self.above);
        fling(ui, &level, words.more_below(), |ui| {
            // The longest names have eight characters, which a tile squeezes into the width of seven.
            let columns = columns(ui, theme.size.lead * 7.0, 5);
            grid(ui, columns, parts.len(), |ui, place, width| {
                let Some((code, name)) = parts.get(place) else { return };
                if ui.add(Tile::new(name, width).height(theme.target.primary.max(mm(20.0)))).clicked() {
                    done |= self.choose(code, ground, residence);
                }
            });
            ui.add_space(theme.space.m);
        });
        done
    }

    /// Goes into a place, or takes it where it has no parts.
    fn choose(&mut self, code: &str, ground: &Ground, residence: &mut Residence) -> bool {
        if !parts(code, ground).is_empty() {
            code.clone_into(&mut self.above);
            return false;
        }
        residence.division = DivisionCode::new(code);
        true
    }
}

/// The parts of a place, each with its code and its name: those of the table of divisions, and below it the streets and towns
/// that are known.
fn parts(above: &str, ground: &Ground) -> Vec<(String, String)> {
    let listed = division::inside(above).map(|part| (part.code.to_owned(), part.name.to_owned()));
    let streets = ground.inside(above).filter(|street| street.code.as_str().len() == STREET_DIGITS);
    let streets = streets.map(|street| (street.code.as_str().to_owned(), street.name.clone()));
    listed.chain(streets).collect()
}

/// Communities, which have twelve, are no choice: people know their street.
const STREET_DIGITS: usize = 9;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{Degrees, Street, Streets};

    #[test]
    fn three_touches_name_a_county_and_one_a_city_without_counties() {
        let (mut residence, nothing) = (Residence::default(), Ground::default());
        let mut picker = Picker::default();
        assert!(!picker.choose("430000", &nothing, &mut residence));
        assert!(!picker.choose("430100", &nothing, &mut residence));
        assert!(picker.choose("430111", &nothing, &mut residence));
        assert_eq!(residence.division, DivisionCode::new("430111"));
        assert!(picker.choose("441900", &nothing, &mut residence));
        let station = DivisionCode::new("430111005");
        assert_eq!(Picker::at(&residence, station.as_ref(), &nothing).above, "440000");
        assert_eq!(Picker::at(&Residence::default(), station.as_ref(), &nothing).above, "430100");
        assert_eq!(Picker::at(&Residence::default(), None, &nothing).above, "");
    }

    #[test]
    fn where_streets_are_known_the_choice_goes_on_to_them() {
        let street = |code: &str, name: &str| Street {
            code: DivisionCode::new(code).unwrap(),
            name: name.into(),
            latitude: Degrees::new(28.0),
            longitude: Degrees::new(113.0),
            also: Vec::new(),
        };
        let streets = vec![street("430111005", "东塘街道"), street("430111005012", "某社区")];
        let ground = Ground::of(Streets { streets });
        let mut residence = Residence::default();
        let mut picker = Picker::default();
        assert!(!picker.choose("430111", &ground, &mut residence));
        assert_eq!(parts("430111", &ground), [("430111005".to_owned(), "东塘街道".to_owned())]);
        assert!(picker.choose("430111005", &ground, &mut residence));
        assert_eq!(residence.division, DivisionCode::new("430111005"));
        assert!(picker.choose("430102", &ground, &mut residence), "of a county whose streets nobody told");
        // A station whose street is known begins among the streets of its county.
        let station = DivisionCode::new("430111005");
        assert_eq!(Picker::at(&Residence::default(), station.as_ref(), &ground).above, "430111");
    }
}
