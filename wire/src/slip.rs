//! What makes a slip prove itself where there is no network: the station's signature over what the slip is, and the province's
//! signature over the station's key. Whoever believes the province's key can tell a slip of one of its stations from one that
//! somebody wrote himself. Nothing of a person is in it, and whose slip it is it does not say: a photograph of a slip proves as
//! much as the slip.

use crate::enrolment::PublicKey;
use crate::ids::{SeqNo, StationId};
use crate::receipt::ReceiptNo;
use crate::signature::{NotSigned, SigningKey};
use crate::trust::Seal;
use data_encoding::{BASE32_NOPAD, BASE64};
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan as _};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How a seal begins as text: its name and its form. Only capitals and digits follow, which a QR code holds in five and a half
/// bits each, and which stand in an address as they are.
const MARK: &str = "YZSEAL1";
/// The shortest text that can be one; no word of a slip is as long.
const SHORTEST: usize = 240;
/// What days are counted from.
const FIRST_DAY: Date = date(2020, 1, 1);
/// Both suites sign in so many bytes.
const SIGNATURE: usize = 64;

/// The province's word that a key is a station's. It holds as long as the key of the province that signed it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationCertificate {
    pub key: PublicKey,
    pub seal: Seal,
}

impl StationCertificate {
    /// Says in the name of `platform` that `key` is this station's.
    #[must_use]
    pub fn issue(platform: &SigningKey, station: StationId, key: PublicKey) -> Self {
        let seal = Seal(platform.sign_bytes(&key_words(station, &key)));
        Self { key, seal }
    }

    /// Whether `platform` said so.
    ///
    /// # Errors
    /// When it did not.
    pub fn check(&self, station: StationId, platform: &PublicKey) -> Result<(), NotSigned> {
        platform.verify_bytes(&key_words(station, &self.key), &self.seal.0)
    }
}

fn key_words(station: StationId, key: &PublicKey) -> Vec<u8> {
    format!("yizhan certificate 1\n{station}\n{}", BASE64.encode(key.bytes())).into_bytes()
}

/// What a slip is, and the two signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipSeal {
    pub station: StationId,
    pub seq: SeqNo,
    /// The day in China on which the entry was made.
    pub day: Date,
    /// The code of the entry's kind; a newer station may have kinds that are not known here.
    pub kind: String,
    pub certificate: StationCertificate,
    seal: Seal,
}

/// A text in which no seal stands that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no seal of a slip in it")]
pub struct NoSeal;

impl SlipSeal {
    /// Seals a slip in the name of the station whose key the certificate names.
    #[must_use]
    pub fn make(
        key: &SigningKey,
        certificate: StationCertificate,
        (station, seq): (StationId, SeqNo),
        kind: &str,
        day: Date,
    ) -> Self {
        let kind = kind.chars().filter(|c| c.is_ascii_lowercase() || *c == '_').take(40).collect::<String>();
        let seal = Seal(key.sign_bytes(&slip_words(station, seq, &kind, day)));
        Self { station, seq, day, kind, certificate, seal }
    }

    /// The number on the slip.
    #[must_use]
    pub fn receipt(&self) -> ReceiptNo {
        ReceiptNo::of(self.station, self.seq)
    }

    /// Whether a station of the province made it, believing any of these keys of the province.
    ///
    /// # Errors
    /// When no such station did.
    pub fn check<'a>(&self, platform: impl IntoIterator<Item = &'a PublicKey>) -> Result<(), NotSigned> {
        let vouched = platform.into_iter().any(|platform| self.certificate.check(self.station, platform).is_ok());
        if !vouched {
            return Err(NotSigned::Foreign);
        }
        let words = slip_words(self.station, self.seq, &self.kind, self.day);
        self.certificate.key.verify_bytes(&words, &self.seal.0)
    }

    /// The first seal in a text, wherever it stands: behind words, in an address, on a line of its own.
    ///
    /// # Errors
    /// Where there is none that is whole.
    pub fn find(text: &str) -> Result<Self, NoSeal> {
        text.split(|c: char| !c.is_ascii_alphanumeric()).find_map(|word| word.parse().ok()).ok_or(NoSeal)
    }

    fn bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(200);
        bytes.extend(u32::try_from(self.station.0).ok()?.to_be_bytes());
        bytes.extend(u32::try_from(self.seq.0).ok()?.to_be_bytes());
        let days = FIRST_DAY.until(self.day).ok()?.get_days();
        bytes.extend(u16::try_from(days).ok()?.to_be_bytes());
        for part in [self.kind.as_bytes(), self.certificate.key.bytes()] {
            bytes.push(u8::try_from(part.len()).ok()?);
            bytes.extend(part);
        }
        bytes.extend(&self.certificate.seal.0);
        bytes.extend(&self.seal.0);
        Some(bytes)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut take = |count: usize| {
            let (part, behind) = rest.split_at_checked(count)?;
            rest = behind;
            Some(part)
        };
        let station = u32::from_be_bytes(take(4)?.try_into().ok()?);
        let seq = u32::from_be_bytes(take(4)?.try_into().ok()?);
        let days = u16::from_be_bytes(take(2)?.try_into().ok()?);
        let length = usize::from(*take(1)?.first()?);
        let kind = String::from_utf8(take(length)?.to_vec()).ok()?;
        let length = usize::from(*take(1)?.first()?);
        let key = PublicKey::from_bytes(take(length)?)?;
        let by_platform = Seal(take(SIGNATURE)?.to_vec());
        let seal = Seal(take(SIGNATURE)?.to_vec());
        let day = FIRST_DAY.checked_add(Span::new().days(i64::from(days))).ok()?;
        let certificate = StationCertificate { key, seal: by_platform };
        let read = Self { station: StationId(station.into()), seq: SeqNo(seq.into()), day, kind, certificate, seal };
        rest.is_empty().then_some(read)
    }
}

fn slip_words(station: StationId, seq: SeqNo, kind: &str, day: Date) -> Vec<u8> {
    format!("yizhan slip 1\n{}\n{kind}\n{day}", ReceiptNo::of(station, seq)).into_bytes()
}

/// Empty where it cannot be written, as of a day before 2020: a code without a seal is a code all the same.
impl fmt::Display for SlipSeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes().map_or(Ok(()), |bytes| write!(f, "{MARK}{}", BASE32_NOPAD.encode(&bytes)))
    }
}

impl FromStr for SlipSeal {
    type Err = NoSeal;

    /// Reads one; an address that somebody typed may have lost its capitals.
    fn from_str(word: &str) -> Result<Self, NoSeal> {
        if word.len() < SHORTEST {
            return Err(NoSeal);
        }
        let word = word.to_ascii_uppercase();
        let written = word.strip_prefix(MARK).ok_or(NoSeal)?;
        let bytes = BASE32_NOPAD.decode(written.as_bytes()).map_err(|_| NoSeal)?;
        Self::read(&bytes).ok_or(NoSeal)
    }
}

/// The last day that a seal can name.
#[must_use]
pub fn last_day() -> Date {
    FIRST_DAY.saturating_add(i64::from(u16::MAX).days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::Suite;

    fn key(suite: Suite, byte: u8) -> SigningKey {
        SigningKey::of(suite, &[byte; 32]).unwrap()
    }

    fn sealed(suite: Suite) -> SlipSeal {
        let (platform, station) = (key(suite, 1), key(suite, 2));
        let certificate = StationCertificate::issue(&platform, StationId(12), station.public());
        SlipSeal::make(&station, certificate, (StationId(12), SeqNo(345)), "registration", date(2026, 11, 23))
    }

    #[test]
    fn a_slip_is_told_by_whoever_believes_the_province_and_by_nobody_elses_key() {
        for suite in Suite::ALL {
            let seal = sealed(suite);
            let text = format!("求职登记回执\n回执号：{}\nhttps://jobs.example/r/1?v={seal}\n", seal.receipt());
            let found = SlipSeal::find(&text).unwrap();
            assert_eq!(found, seal);
            assert_eq!(found.receipt().as_str(), "0012-000345-31");
            let (old, new, other) = (key(suite, 1).public(), key(suite, 7).public(), key(suite, 9).public());
            assert_eq!(found.check([&new, &old]), Ok(()), "any key the province ever had");
            assert_eq!(found.check([&other]), Err(NotSigned::Foreign));
            assert_eq!(SlipSeal::find(&text.to_lowercase()), Ok(found));
        }
    }

    #[test]
    fn nothing_of_a_slip_can_be_another() {
        let seal = sealed(Suite::Ed25519);
        let platform = key(Suite::Ed25519, 1).public();
        for other in [
            SlipSeal { seq: SeqNo(346), ..seal.clone() },
            SlipSeal { station: StationId(13), ..seal.clone() },
            SlipSeal { day: date(2026, 11, 24), ..seal.clone() },
            SlipSeal { kind: "submission".into(), ..seal.clone() },
        ] {
            let read = SlipSeal::find(&other.to_string()).unwrap();
            assert_eq!(read.check([&platform]), Err(NotSigned::Foreign), "{other:?}");
        }
        // Somebody who makes himself a key has no word of the province for it.
        let own = key(Suite::Ed25519, 5);
        let certificate = StationCertificate { key: own.public(), ..seal.certificate.clone() };
        let forged = SlipSeal::make(&own, certificate, (seal.station, seal.seq), "registration", seal.day);
        assert_eq!(forged.check([&platform]), Err(NotSigned::Foreign));
    }

    #[test]
    fn what_is_cut_or_something_else_is_no_seal() {
        let text = sealed(Suite::Sm).to_string();
        let cut: String = text.chars().take(text.len() - 9).collect();
        let behind: String = text.chars().skip(1).collect();
        for broken in [String::new(), "0012-000345-31".into(), cut, behind, format!("{text}AAAAAAAA")] {
            assert_eq!(SlipSeal::find(&broken), Err(NoSeal), "{broken}");
        }
        assert!(SlipSeal::find(&format!("核验 {text}。")).is_ok());
    }

    #[test]
    fn a_code_has_room_for_it() {
        // Capitals and digits: five and a half bits each, so some 210 bytes of a code of 504 (version 17, level M).
        let text = sealed(Suite::Ed25519).to_string();
        assert!(text.len() * 11 / 16 < 215, "{}", text.len());
        assert!(text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
        assert!(last_day().year() > 2190);
    }
}
