//! Why a posting and a person fit, or do not: kinds with their facts, which `i18n` puts into words.

use super::licence::Licence;
use super::near::Trait;
use super::weights::{Matter, points};
use crate::domain::{Education, JobKind, WageExpected, WorkForm};
use jiff::civil::Date;

/// What speaks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// She asked for this job; `first`: before all others.
    Wanted {
        kind: JobKind,
        first: bool,
    },
    /// The trade she named in her own words stands in the title.
    OwnWords(String),
    /// It is like a job she asked for or knows, and in what.
    NearJob {
        like: JobKind,
        kind: JobKind,
        shared: Vec<Trait>,
    },
    /// She has named the trade among her skills.
    KnowsTrade(JobKind),
    WorkForm(WorkForm),
    /// The lower end of the advert reaches what she named.
    Wage(WageExpected),
    SameStreet,
    /// So near that she walks, or rides a few stops.
    Near {
        km: u16,
    },
    /// In her county; how far, where the streets of both are known.
    SameCounty {
        km: Option<u16>,
    },
    SameCity,
    /// About so far from her home, which is no farther than she would go.
    WithinReach {
        km: u16,
    },
    LicenceHeld(Licence),
    Education(Education),
    Nights,
    Board,
    Lodging,
}

/// What speaks against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    OtherWorkForm {
        offered: WorkForm,
    },
    WageBelow {
        wanted: WageExpected,
    },
    WageUnsaid,
    OtherCity,
    OtherProvince,
    /// About so far from her home, and she would go no farther than the limit.
    TooFar {
        km: u16,
        limit: u16,
    },
    LicenceMissing(Licence),
    LicenceWelcome(Licence),
    EducationBelow {
        asked: Education,
        has: Education,
    },
    EducationUnsaid {
        asked: Education,
    },
    Experience {
        years: u8,
    },
    NightsRefused,
    NightsUnsaid,
    NoBoard,
    NoLodging,
    NotYet {
        from: Date,
    },
}

/// What would have to change for a gap to close. The course that leads to a licence is looked up when this is said
/// ([`crate::domain::service::Courses`]): it is not the same every week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    GetLicence {
        licence: Licence,
    },
    TakeWorkForm {
        offered: WorkForm,
    },
    /// The least wage would have to come down, or the employer's offer up: worth a call.
    AgreeOnWage,
    AskWage,
    TravelOrMove,
    /// Ask the employer whether the schooling may be less.
    AskEducation,
    SayEducation,
    /// Say whether she has the years.
    SayExperience,
    WorkNights,
    SayNights,
    FindBoard,
    FindLodging,
    AskLaterStart {
        from: Date,
    },
}

impl Fit {
    #[must_use]
    pub const fn matter(&self) -> Matter {
        match self {
            Self::Wanted { first: true, .. } => Matter::WantedFirst,
            Self::Wanted { first: false, .. } => Matter::WantedToo,
            Self::OwnWords(_) => Matter::OwnWords,
            Self::NearJob { .. } => Matter::NearJob,
            Self::KnowsTrade(_) => Matter::KnowsTrade,
            Self::WorkForm(_) => Matter::WorkForm,
            Self::Wage(_) => Matter::Wage,
            Self::SameStreet => Matter::SameStreet,
            Self::Near { .. } => Matter::Near,
            Self::SameCounty { .. } => Matter::SameCounty,
            Self::SameCity => Matter::SameCity,
            Self::WithinReach { .. } => Matter::WithinReach,
            Self::LicenceHeld(_) => Matter::LicenceHeld,
            Self::Education(_) => Matter::Education,
            Self::Nights => Matter::Nights,
            Self::Board => Matter::Board,
            Self::Lodging => Matter::Lodging,
        }
    }
}

impl Gap {
    #[must_use]
    pub const fn matter(&self) -> Matter {
        match self {
            Self::OtherWorkForm { .. } => Matter::OtherWorkForm,
            Self::WageBelow { .. } => Matter::WageBelow,
            Self::WageUnsaid => Matter::WageUnsaid,
            Self::OtherCity => Matter::OtherCity,
            Self::OtherProvince => Matter::OtherProvince,
            Self::TooFar { .. } => Matter::TooFar,
            Self::LicenceMissing(_) => Matter::LicenceMissing,
            Self::LicenceWelcome(_) => Matter::LicenceWelcome,
            Self::EducationBelow { .. } => Matter::EducationBelow,
            Self::EducationUnsaid { .. } => Matter::EducationUnsaid,
            Self::Experience { .. } => Matter::Experience,
            Self::NightsRefused => Matter::NightsRefused,
            Self::NightsUnsaid => Matter::NightsUnsaid,
            Self::NoBoard => Matter::NoBoard,
            Self::NoLodging => Matter::NoLodging,
            Self::NotYet { .. } => Matter::NotYet,
        }
    }

    /// Whether nobody may be sent there today: the licence is lacking, or what she ruled out herself is part of it. An
    /// offer may still be shown with such a gap; an assignment may not.
    #[must_use]
    pub const fn is_hard(&self) -> bool {
        matches!(
            self,
            Self::LicenceMissing(_)
                | Self::NightsRefused
                | Self::WageBelow { .. }
                | Self::OtherWorkForm { .. }
                | Self::EducationBelow { .. }
                | Self::OtherCity
                | Self::OtherProvince
                | Self::TooFar { .. }
                | Self::NoLodging
                | Self::NotYet { .. }
        )
    }

    /// What would have to change; `None` for what is no condition.
    #[must_use]
    pub const fn change(&self) -> Option<Change> {
        Some(match self {
            Self::OtherWorkForm { offered } => Change::TakeWorkForm { offered: *offered },
            Self::WageBelow { .. } => Change::AgreeOnWage,
            Self::WageUnsaid => Change::AskWage,
            Self::OtherCity | Self::OtherProvince | Self::TooFar { .. } => Change::TravelOrMove,
            Self::LicenceMissing(licence) => Change::GetLicence { licence: *licence },
            Self::LicenceWelcome(_) => return None,
            Self::EducationBelow { .. } => Change::AskEducation,
            Self::EducationUnsaid { .. } => Change::SayEducation,
            Self::Experience { .. } => Change::SayExperience,
            Self::NightsRefused => Change::WorkNights,
            Self::NightsUnsaid => Change::SayNights,
            Self::NoBoard => Change::FindBoard,
            Self::NoLodging => Change::FindLodging,
            Self::NotYet { from } => Change::AskLaterStart { from: *from },
        })
    }
}

/// A posting and a person, looked at together. The same whichever of the two was there first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Match {
    pub fits: Vec<Fit>,
    pub missing: Vec<Gap>,
}

impl Match {
    /// The plain sum of the points of everything said.
    #[must_use]
    pub fn score(&self) -> i32 {
        let fits = self.fits.iter().map(|fit| points(fit.matter()));
        let missing = self.missing.iter().map(|gap| points(gap.matter()));
        fits.chain(missing).sum()
    }

    /// What would have to change, without doubles, in the order of what is missing.
    #[must_use]
    pub fn would_help(&self) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        for change in self.missing.iter().filter_map(Gap::change) {
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
        changes
    }

    /// Whether nothing stands in the way that cannot be asked in a minute.
    #[must_use]
    pub fn is_good(&self) -> bool {
        !self.missing.iter().any(Gap::is_hard) && self.about_the_job()
    }

    /// Whether it is the job she asked for or the trade she knows, and not only one like it.
    #[must_use]
    pub fn is_her_own(&self) -> bool {
        let own = |fit: &Fit| matches!(fit, Fit::Wanted { .. } | Fit::OwnWords(_) | Fit::KnowsTrade(_));
        self.fits.iter().any(own)
    }

    /// Whether a person gains by hearing of it: her own job with what is missing, or one like it that is open to her.
    #[must_use]
    pub fn is_worth_saying(&self) -> bool {
        self.is_her_own() || self.is_good()
    }

    fn about_the_job(&self) -> bool {
        self.is_her_own() || self.fits.iter().any(|fit| matches!(fit, Fit::NearJob { .. }))
    }
}
