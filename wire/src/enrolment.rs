//! Enrolment: a one-time code turns a fresh machine into a known station.

use crate::ids::StationId;
use crate::suite::Suite;
use crate::trust::Fingerprint;
use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;
use std::str::FromStr;

/// What a machine sends once. The key pair was made on the machine; only the public half leaves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentRequest {
    pub code: String,
    pub public_key: PublicKey,
    /// What the machine is known by, so that a copy of it is noticed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<Fingerprint>,
}

/// What it gets back: who it is, and whom to believe from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    pub station: StationId,
    pub station_name: String,
    /// Answers count only when they verify under this key.
    pub platform_key: PublicKey,
}

/// What stands in the QR code by which a machine enrols: where, by which code, and in which suite.
///
/// As text `yizhan-enrol CODE SUITE URL`, parted by blanks: a scanner that types like a keyboard types it in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub code: String,
    pub suite: Suite,
    pub platform: String,
}

/// How the text of an invitation begins.
const INVITATION: &str = "yizhan-enrol";

impl fmt::Display for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{INVITATION} {} {} {}", self.code, self.suite.as_str(), self.platform)
    }
}

/// A text that is no invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is no invitation of a platform; `yizhan-platform station add --url …` prints one")]
pub struct NoInvitation;

impl FromStr for Invitation {
    type Err = NoInvitation;

    fn from_str(text: &str) -> Result<Self, NoInvitation> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [INVITATION, code, suite, platform] = words.as_slice() else { return Err(NoInvitation) };
        if !(platform.starts_with("https://") || platform.starts_with("http://")) {
            return Err(NoInvitation);
        }
        let suite = Suite::parse(suite).ok_or(NoInvitation)?;
        Ok(Self { code: (*code).to_owned(), suite, platform: (*platform).to_owned() })
    }
}

/// Why an enrolment is refused. One answer for every bad code, so that nobody can try which codes exist.
/// On the wire an object: `{"refused":"bad_code"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum EnrolmentRefusal {
    /// The code is wrong, used or expired.
    BadCode,
    /// The request cannot be read.
    BadRequest,
}

/// A public key, in Base64 on the wire: its length says of which suite.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PublicKey {
    /// 32 bytes (RFC 8032).
    Ed25519([u8; 32]),
    /// A point, compressed: 2 or 3, and the first coordinate (GB/T 32918.1 §4.2.9).
    Sm2([u8; 33]),
}

impl PublicKey {
    /// The key of these bytes; `None` where no key has so many.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes.len() {
            32 => bytes.try_into().ok().map(Self::Ed25519),
            33 => bytes.try_into().ok().map(Self::Sm2),
            _ => None,
        }
    }

    /// The key as it travels.
    #[must_use]
    pub const fn bytes(&self) -> &[u8] {
        match self {
            Self::Ed25519(bytes) => bytes,
            Self::Sm2(bytes) => bytes,
        }
    }

    /// Which suite it belongs to.
    #[must_use]
    pub const fn suite(&self) -> Suite {
        match self {
            Self::Ed25519(_) => Suite::Ed25519,
            Self::Sm2(_) => Suite::Sm,
        }
    }

    /// The key as a store keeps it: 32 bytes, and what stands before them in SM2 (2 or 3; 0 with Ed25519).
    #[must_use]
    pub fn parts(&self) -> ([u8; 32], u8) {
        match self {
            Self::Ed25519(bytes) => (*bytes, 0),
            Self::Sm2([form, rest @ ..]) => (*rest, *form),
        }
    }

    /// What [`Self::parts`] took apart; `None` where it is none of its.
    #[must_use]
    pub fn from_parts(half: [u8; 32], form: u8) -> Option<Self> {
        match form {
            0 => Some(Self::Ed25519(half)),
            2 | 3 => {
                let mut bytes = [form; 33];
                bytes.iter_mut().skip(1).zip(half).for_each(|(to, from)| *to = from);
                Some(Self::Sm2(bytes))
            }
            _ => None,
        }
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&BASE64.encode(self.bytes()))
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(d)?;
        let bytes = BASE64.decode(text.as_bytes()).map_err(D::Error::custom)?;
        Self::from_bytes(&bytes).ok_or_else(|| D::Error::custom("a public key has 32 bytes, one of SM2 33"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_read_as_a_scanner_types_it_and_nothing_else_is_one() {
        let invitation = Invitation {
            code: "K7XF-3M2P-9XHT".into(),
            suite: Suite::Sm,
            platform: "https://platform.example:8443/yizhan".into(),
        };
        assert_eq!(format!("{invitation}\r\n").parse(), Ok(invitation));
        for none in [
            "",
            "https://platform.example",
            "yizhan-enrol K sm",
            "yizhan-enrol K sm ftp://x",
            "yizhan-enrol K x http://x",
        ] {
            assert_eq!(none.parse::<Invitation>(), Err(NoInvitation), "{none}");
        }
    }

    #[test]
    fn a_refusal_is_an_object_that_names_the_reason() {
        let text = serde_json::to_string(&EnrolmentRefusal::BadCode).unwrap();
        assert_eq!(text, r#"{"refused":"bad_code"}"#);
        assert_eq!(serde_json::from_str::<EnrolmentRefusal>(&text).unwrap(), EnrolmentRefusal::BadCode);
    }
}
