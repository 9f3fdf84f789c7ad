//! The one table of weights. A match's score is the plain sum of the points of its reasons, and every reason is shown: who
//! wonders why one job stands above another can add it up.
//!
//! The points are relative: a job that was wished for weighs as much as everything a second-best job can make up for with
//! form, wage and place together. What the law or the person rules out (a licence, nights) outweighs any wish.

/// What points are given and taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Matter {
    WantedFirst,
    WantedToo,
    OwnWords,
    NearJob,
    KnowsTrade,
    WorkForm,
    Wage,
    SameStreet,
    Near,
    SameCounty,
    SameCity,
    WithinReach,
    LicenceHeld,
    Education,
    Nights,
    Board,
    Lodging,
    OtherWorkForm,
    WageBelow,
    WageUnsaid,
    OtherCity,
    OtherProvince,
    TooFar,
    LicenceMissing,
    LicenceWelcome,
    EducationBelow,
    EducationUnsaid,
    Experience,
    NightsRefused,
    NightsUnsaid,
    NoBoard,
    NoLodging,
    NotYet,
}

/// Points for a matter, and why so many.
#[derive(Debug, Clone, Copy)]
pub struct Weight {
    pub matter: Matter,
    pub points: i32,
    pub why: &'static str,
}

const fn weight(matter: Matter, points: i32, why: &'static str) -> Weight {
    Weight { matter, points, why }
}

/// Every weight there is.
pub const TABLE: &[Weight] = &[
    weight(Matter::WantedFirst, 40, "what she named first is what she came for"),
    weight(Matter::WantedToo, 35, "named too, a little after the first"),
    weight(Matter::OwnWords, 35, "a trade in her own words that stands in the title is as good as one of the list"),
    weight(Matter::NearJob, 15, "a job like the wished one is an offer, not the wish; it never stands above it alone"),
    weight(Matter::KnowsTrade, 10, "who has done the trade is taken sooner and stays longer"),
    weight(Matter::WorkForm, 10, "day work and a post are different lives; she said which"),
    weight(Matter::Wage, 12, "the wage she named is met by the lower end of the advert"),
    weight(Matter::SameStreet, 16, "round the corner: she can look after a child at noon"),
    weight(Matter::Near, 14, "a walk or a few stops, in her county or the next one"),
    weight(Matter::SameCounty, 12, "the way to work is what day-to-day life hangs on"),
    weight(Matter::SameCity, 6, "the same city is within reach, though not next door"),
    weight(Matter::WithinReach, 6, "no farther than she said she would go; like the same city"),
    weight(Matter::LicenceHeld, 10, "a licence that is asked for and held is what few others have"),
    weight(Matter::Education, 3, "enough schooling opens the door and says little about the work"),
    weight(Matter::Nights, 4, "nights are asked for and she takes them, which many do not"),
    weight(Matter::Board, 8, "she needs board and it is there: money not spent"),
    weight(Matter::Lodging, 10, "she needs a bed and it is there: without one she could not come"),
    weight(Matter::OtherWorkForm, -12, "another form than she named is seldom what she can live with"),
    weight(Matter::WageBelow, -15, "less than the least she named"),
    weight(Matter::WageUnsaid, -3, "a wage to be agreed may reach hers; it must be asked"),
    weight(Matter::OtherCity, -12, "another city means moving or hours on the road"),
    weight(Matter::OtherProvince, -20, "another province means leaving home"),
    weight(
        Matter::TooFar,
        -15,
        "farther than she said she would go, from seat to seat of streets or counties: an estimate",
    ),
    weight(Matter::LicenceMissing, -40, "without it nobody is taken, often by law: no wish makes up for it"),
    weight(Matter::LicenceWelcome, -2, "good to have, and no condition"),
    weight(Matter::EducationBelow, -20, "employers seldom yield on schooling, but some do"),
    weight(Matter::EducationUnsaid, -1, "she did not say her schooling; it can be asked in a minute"),
    weight(Matter::Experience, -4, "the form does not ask for years of experience; who knows the trade may have them"),
    weight(Matter::NightsRefused, -40, "she cannot work nights, and they are part of it"),
    weight(Matter::NightsUnsaid, -2, "she did not say; it can be asked in a minute"),
    weight(Matter::NoBoard, -6, "she needs board and the advert offers none; a canteen may be near"),
    weight(Matter::NoLodging, -15, "she needs a bed and the advert offers none"),
    weight(Matter::NotYet, -6, "she is free only later; an opening may wait some days"),
];

/// The points of a matter.
#[must_use]
pub fn points(matter: Matter) -> i32 {
    TABLE.iter().find(|weight| weight.matter == matter).map_or(0, |weight| weight.points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_matter_has_one_weight_with_its_reason() {
        let matters: BTreeSet<Matter> = TABLE.iter().map(|weight| weight.matter).collect();
        assert_eq!(matters.len(), TABLE.len(), "a matter has two weights");
        for weight in TABLE {
            assert!(weight.points != 0 && weight.why.len() > 10, "{weight:?}");
        }
        // The list of matters ends with the last one.
        assert_eq!(matters.len(), Matter::NotYet as usize + 1, "a matter has no weight");
    }

    #[test]
    fn no_wish_makes_up_for_a_licence_or_for_nights() {
        let best_wish = points(Matter::WantedFirst);
        assert!(points(Matter::LicenceMissing) + best_wish <= 0 && points(Matter::NightsRefused) + best_wish <= 0);
    }
}
