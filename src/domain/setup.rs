//! What a machine is asked at its first start, before it is a station: what is found out for it, and what it becomes.

use super::nouns::DivisionCode;
use super::secret::Secret;

/// What kind of place the station stands in: it decides what the first pages put first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum SiteKind {
    /// 就业驿站
    #[default]
    Station,
    /// 零工市场: day jobs first.
    Market,
    /// 服务站点 of a village or a street.
    Point,
    /// A service hall, with many who came for something else: the services first.
    Hall,
    School,
}

impl SiteKind {
    pub const ALL: [Self; 5] = [Self::Station, Self::Market, Self::Point, Self::Hall, Self::School];

    /// The word in the file of settings.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Station => "station",
            Self::Market => "market",
            Self::Point => "point",
            Self::Hall => "hall",
            Self::School => "school",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// How the screen is turned, in steps of a quarter to the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Quarter(pub u8);

impl Quarter {
    pub const ALL: [Self; 4] = [Self(0), Self(1), Self(2), Self(3)];

    #[must_use]
    pub const fn degrees(self) -> u16 {
        self.0 as u16 * 90
    }
}

/// What stands on the desk, as far as it shows by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing {
    CardReader,
    SlipPrinter,
    /// A serial port at which no card reader answers: most scanners of codes are such.
    Scanner,
}

impl Thing {
    /// The setting that says where it is.
    #[must_use]
    pub const fn setting(self) -> &'static str {
        match self {
            Self::CardReader => "card-reader",
            Self::SlipPrinter => "printer",
            Self::Scanner => "scanner",
        }
    }
}

/// A thing that was found, at a place as the file of settings names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub thing: Thing,
    pub at: String,
    /// It answered when it was asked.
    pub answers: bool,
}

/// How the machine stands to the province's network, as far as it shows without any rights.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Network {
    pub links: Vec<Link>,
    /// The machine's address on the link that leads out.
    pub address: Option<String>,
    pub platform: Reach,
    /// Wireless networks around, the strongest first; `None` where nobody on this machine can join one.
    pub around: Option<Vec<Wireless>>,
}

/// A card for a cable, or a radio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub name: String,
    pub wireless: bool,
    /// A cable is in it, or it has joined a network.
    pub up: bool,
}

/// Whether the platform answers whose address stands in the firewall.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reach {
    /// Nobody has written it down yet.
    #[default]
    Unset,
    Answers(String),
    Silent(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wireless {
    pub name: String,
    /// Out of a hundred.
    pub strength: u8,
    pub locked: bool,
    pub joined: bool,
}

/// What the first start lets find out, or be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// What stands on the desk.
    Devices,
    /// Prints a slip that says that it is a test.
    TestPrint(String),
    /// Which network the machine is in, and which are around.
    Network,
    /// Joins a wireless network; the secret is forgotten here afterwards.
    Join { name: String, secret: Secret },
    /// Whether anything answers at an address.
    Knock(String),
    /// Writes settings down.
    Save(Vec<(&'static str, String)>),
    /// Becomes a station by an invitation, or by address and code.
    Enrol { platform: String, code: String, place: Option<DivisionCode> },
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Devices(Vec<Found>),
    Printed(bool),
    Network(Network),
    Knocked(bool),
    Saved,
    /// It is a station of this name now.
    Enrolled(String),
    /// It could not be done, in the program's own words.
    Failed(String),
}

/// Diagonals that screens of kiosks have, in tenths of an inch.
pub const DIAGONALS: [u16; 8] = [156, 185, 215, 238, 270, 320, 430, 550];

/// A diagonal in inches, as people write it.
#[must_use]
pub fn inches(tenths: u16) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        part => format!("{}.{part}", tenths / 10),
    }
}

/// Heights of a screen's lower edge above the floor, in millimetres.
pub const HEIGHTS: [u32; 6] = [0, 600, 700, 760, 850, 1_000];

/// How far a finger may be off a mark, in millimetres: with more, keys of the keyboard are missed.
pub const TOUCH_OFF_MM: f32 = 6.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inches_are_written_as_people_write_them() {
        assert_eq!(DIAGONALS.map(inches), ["15.6", "18.5", "21.5", "23.8", "27", "32", "43", "55"]);
    }

    #[test]
    fn every_kind_of_place_has_a_word_of_its_own() {
        for kind in SiteKind::ALL {
            assert_eq!(SiteKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(SiteKind::parse("shop"), None);
    }
}
