//! One pair of posting and person.

use super::demand::Demand;
use super::licence::Need;
use super::near;
use super::profile::{Profile, Wanted, is_gig};
use super::reasons::{Fit, Gap, Match};
use crate::domain::distance::Away;
use crate::domain::division::Division;
use crate::domain::ground::Ground;
use crate::domain::{DivisionCode, JobKind, WorkForm, wage};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The station's day, and what is known of where places lie.
pub type Seen<'a> = (Date, &'a Ground);

/// Looks at a posting and a person on the station's day.
#[must_use]
pub fn look(person: &Profile, posting: &Demand, (today, ground): Seen<'_>) -> Match {
    let mut look = Look { person, posting, ground, found: Match::default() };
    look.job();
    look.work_form();
    look.wage();
    look.place();
    look.licences();
    look.education();
    look.experience();
    look.nights();
    look.board_and_lodging();
    look.start(today);
    look.found
}

/// Sorts matches with the highest score first; equal ones by their key, so that the order is the same every time.
/// Both directions use it: the key is a posting's number or a person's receipt.
pub fn by_score<K: Ord, T>(list: &mut [T], of: impl Fn(&T) -> (i32, K)) {
    list.sort_by(|one, other| {
        let ((score, key), (other_score, other_key)) = (of(one), of(other));
        other_score.cmp(&score).then(key.cmp(&other_key))
    });
}

/// Jobs less alike than this (in per cent) are no offer for who wants the other.
const LEAST_ALIKE: u8 = 30;
/// What is no farther than this is near, where the streets of both are known.
const NEAR_KM: u16 = 5;

/// The jobs that are hers or like hers: a posting of any other is not about her, unless its title holds her own words.
pub(super) fn reachable(person: &Profile) -> BTreeSet<JobKind> {
    let own: BTreeSet<JobKind> = person.wanted_kinds().chain(person.trades()).collect();
    let like = |kind: &JobKind| own.iter().any(|other| near::likeness(*other, *kind) >= LEAST_ALIKE);
    JobKind::ALL.iter().copied().filter(like).collect()
}

struct Look<'a> {
    person: &'a Profile,
    posting: &'a Demand,
    ground: &'a Ground,
    found: Match,
}

impl Look<'_> {
    fn fits(&mut self, fit: Fit) {
        self.found.fits.push(fit);
    }

    fn lacks(&mut self, gap: Gap) {
        self.found.missing.push(gap);
    }

    fn job(&mut self) {
        let kind = self.posting.kind;
        let (person, title) = (self.person, self.posting.title.as_str());
        let place = person.wanted.iter().position(|wanted| *wanted == Wanted::Job(kind) && kind != JobKind::Other);
        let own = person.own_words().find(|words| title.contains(words));
        let known = person.trades.contains(&kind);
        match (place, own) {
            (Some(place), _) => self.fits(Fit::Wanted { kind, first: place == 0 }),
            (None, Some(own)) => self.fits(Fit::OwnWords(own.to_owned())),
            (None, None) if !known => {
                let near = person.wanted_kinds().chain(person.trades.iter().copied());
                let near = near.map(|like| (near::likeness(like, kind), like)).max_by_key(|(alike, _)| *alike);
                if let Some((_, like)) = near.filter(|(alike, _)| *alike >= LEAST_ALIKE) {
                    self.fits(Fit::NearJob { like, kind, shared: near::shared(like, kind) });
                }
            }
            (None, None) => {}
        }
        if known {
            self.fits(Fit::KnowsTrade(kind));
        }
    }

    /// Who named no form takes any; a form the posting does not say is none to lack. Work by the day, by the hour and
    /// for a while are one to who asked for any of them.
    fn work_form(&mut self) {
        let (wanted, offered) = (&self.person.work_forms, self.posting.work_form);
        if wanted.is_empty() || offered == WorkForm::Other {
            return;
        }
        let same = wanted.contains(&offered) || (is_gig(offered) && wanted.iter().any(|form| is_gig(*form)));
        if same {
            self.fits(Fit::WorkForm(offered));
        } else {
            self.lacks(Gap::OtherWorkForm { offered });
        }
    }

    fn wage(&mut self) {
        let Some(wanted) = self.person.wage else { return };
        let floor = wage::floor_of(wanted);
        let most = self.posting.wage.max_fen.or(self.posting.wage.min_fen).zip(self.posting.wage.unit);
        let could = most.is_some_and(|(fen, unit)| wage::reaches(fen, unit, floor));
        if wage::passes(&self.posting.wage, floor) {
            self.fits(Fit::Wage(wanted));
        } else if could || self.posting.monthly_fen().is_none() {
            // 4000 to 6000 may be 5000: that is to be agreed, like what the advert leaves open.
            self.lacks(Gap::WageUnsaid);
        } else {
            self.lacks(Gap::WageBelow { wanted });
        }
    }

    /// As near as the places of both tell. Who set a limit to her way is told how far it is, about; who set none is not
    /// told that another city is one.
    fn place(&mut self) {
        let away = self.away();
        let km = away.and_then(Away::told_km);
        let limit = self.person.max_distance_km;
        let nearness = self.nearness();
        match (away, km.zip(limit), km) {
            (Some(Away::SameStreet), ..) => self.fits(Fit::SameStreet),
            (_, Some((km, limit)), _) if km > limit && nearness.is_some() => self.lacks(Gap::TooFar { km, limit }),
            (_, _, Some(km)) if km <= NEAR_KM && self.streets_known() => self.fits(Fit::Near { km }),
            (_, _, km) if nearness == Some(Nearness::County) => self.fits(Fit::SameCounty { km }),
            (_, Some((km, _)), _) if nearness.is_some() => self.fits(Fit::WithinReach { km }),
            _ => self.city(nearness),
        }
    }

    /// Where no kilometres count: the same city, or another one for who set a limit to her way.
    fn city(&mut self, nearness: Option<Nearness>) {
        match nearness {
            Some(Nearness::City) => self.fits(Fit::SameCity),
            _ if self.person.max_distance_km.is_none() => {}
            Some(Nearness::Province) => self.lacks(Gap::OtherCity),
            Some(Nearness::Country) => self.lacks(Gap::OtherProvince),
            _ => {}
        }
    }

    fn nearness(&self) -> Option<Nearness> {
        let home = &self.person.home;
        if self.posting.place.is_empty() {
            by_words(home, &self.posting.district)
        } else {
            by_code(home, &self.posting.place)
        }
    }

    fn codes(&self) -> Option<(&DivisionCode, &DivisionCode)> {
        self.person.lives_in.as_ref().zip(self.posting.division.as_ref())
    }

    fn away(&self) -> Option<Away> {
        self.codes().and_then(|(home, there)| self.ground.between(home, there))
    }

    fn streets_known(&self) -> bool {
        let known = |code: &DivisionCode| self.ground.street(code.as_str()).is_some();
        self.codes().is_some_and(|(home, there)| known(home) && known(there))
    }

    fn licences(&mut self) {
        for (licence, need) in &self.posting.licences {
            match (self.person.licences.contains(licence), need) {
                (true, _) => self.fits(Fit::LicenceHeld(*licence)),
                (false, Need::Must) => self.lacks(Gap::LicenceMissing(*licence)),
                (false, Need::Welcome) => self.lacks(Gap::LicenceWelcome(*licence)),
            }
        }
    }

    fn education(&mut self) {
        let Some(asked) = self.posting.education else { return };
        match self.person.education {
            Some(has) if has.rank() >= asked.rank() => self.fits(Fit::Education(asked)),
            Some(has) => self.lacks(Gap::EducationBelow { asked, has }),
            None => self.lacks(Gap::EducationUnsaid { asked }),
        }
    }

    fn experience(&mut self) {
        if self.posting.years > 0 && !self.person.trades.contains(&self.posting.kind) {
            self.lacks(Gap::Experience { years: self.posting.years });
        }
    }

    fn nights(&mut self) {
        match self.person.night_shift {
            _ if !self.posting.nights => {}
            Some(true) => self.fits(Fit::Nights),
            Some(false) => self.lacks(Gap::NightsRefused),
            None => self.lacks(Gap::NightsUnsaid),
        }
    }

    fn board_and_lodging(&mut self) {
        match (self.person.needs_board, self.posting.board) {
            (true, true) => self.fits(Fit::Board),
            (true, false) => self.lacks(Gap::NoBoard),
            _ => {}
        }
        match (self.person.needs_lodging, self.posting.lodging) {
            (true, true) => self.fits(Fit::Lodging),
            (true, false) => self.lacks(Gap::NoLodging),
            _ => {}
        }
    }

    fn start(&mut self, today: Date) {
        if let Some(from) = self.person.available_from.filter(|from| *from > today) {
            self.lacks(Gap::NotYet { from });
        }
    }
}

/// The smallest division that holds both places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nearness {
    County,
    City,
    Province,
    Country,
}

/// By the codes of both; `None` where one of them is too large a place or none.
fn by_code(home: &[Division], there: &[Division]) -> Option<Nearness> {
    let (province, other) = (home.first()?, there.first()?);
    if province != other {
        return Some(Nearness::Country);
    }
    // The districts of a municipality stand directly below it: they are one city.
    let municipality = province.name.ends_with('市');
    let (city, other) = if municipality { (province, other) } else { (home.get(1)?, there.get(1)?) };
    if city != other {
        return Some(Nearness::Province);
    }
    let county = if municipality { 1 } else { 2 };
    let same = home.get(county).is_some() && home.get(county) == there.get(county);
    Some(if same { Nearness::County } else { Nearness::City })
}

/// By a posting's words (`长沙市 雨花区`); `None` where they or the home name no city. Another city may be in another
/// province, which the words do not tell.
fn by_words(home: &[Division], there: &str) -> Option<Nearness> {
    // A province is left out where there is a city below it, as people say it.
    let home = if home.len() > 2 { home.get(1..)? } else { home };
    let city = |name: &&str| name.ends_with('市');
    let here = home.first().map(|division| division.name).filter(city)?;
    let (other, county) = there.split_once(' ').unwrap_or((there, ""));
    if !city(&other) {
        return None;
    }
    Some(if here != other {
        Nearness::Province
    } else if home.get(1).is_some_and(|division| division.name == county) {
        Nearness::County
    } else {
        Nearness::City
    })
}
