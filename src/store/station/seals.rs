//! What makes this station's slips prove themselves without a network, and how a slip of any station of the province is told
//! from one that somebody wrote himself.

use super::Station;
use super::identity::Identity;
use crate::domain::scan::SlipProof;
use crate::domain::{EntryKind, ReceiptNo};
use crate::store::values::{moment, optional};
use crate::store::{Result, StoreError};
use jiff::tz;
use rusqlite::{Connection, params};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::slip::{SlipSeal, StationCertificate};

impl Station {
    /// Whether the platform's present key has not vouched for the station's present one yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn wants_certificate(&self) -> Result<bool> {
        let sql = "SELECT certificate IS NULL AND EXISTS (SELECT 1 FROM station) FROM trust";
        Ok(self.db.query_row(sql, [], |row| row.get(0))?)
    }

    /// Keeps the platform's word for the station's key; `false` where it is for another key or not the platform's.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn take_certificate(&mut self, certificate: &StationCertificate) -> Result<bool> {
        let Some(identity) = self.identity()? else { return Ok(false) };
        let ours = own_key(&identity)?.public() == certificate.key;
        if !ours || certificate.check(identity.id, &identity.platform_key).is_err() {
            return Ok(false);
        }
        let text = serde_json::to_string(certificate).map_err(|_| StoreError::Unreadable("a certificate"))?;
        self.db.execute("UPDATE trust SET certificate = ?1", [text])?;
        Ok(true)
    }

    /// The seal of the slip of this entry, for its code; nothing where the platform has not vouched for the station yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn seal_of(&self, receipt: &ReceiptNo) -> Result<Option<String>> {
        let kept: Option<String> = self.db.query_row("SELECT certificate FROM trust", [], |row| row.get(0))?;
        let Some((kept, identity)) = kept.zip(self.identity()?) else { return Ok(None) };
        let certificate = serde_json::from_str(&kept).map_err(|_| StoreError::Unreadable("a certificate"))?;
        let sql = "SELECT kind, made_at FROM entry WHERE receipt = ?1";
        let entry = self.db.query_row(sql, [receipt.as_str()], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)));
        let Some((kind, made_at)) = optional(entry)? else { return Ok(None) };
        let day = moment(made_at)?.to_zoned(tz::offset(8).to_time_zone()).date();
        let seal = SlipSeal::make(&own_key(&identity)?, certificate, receipt.parts(), &kind, day);
        Ok(Some(seal.to_string()).filter(|seal| !seal.is_empty()))
    }

    /// What the seal of a slip proves here.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn check_slip(&self, seal: &SlipSeal) -> Result<SlipProof> {
        let Some(identity) = self.identity()? else { return Ok(SlipProof::None) };
        let mut believed = platform_keys_before(&self.db)?;
        believed.push(identity.platform_key);
        if seal.check(&believed).is_err() {
            return Ok(SlipProof::Foreign);
        }
        let (receipt, kind, day) = (seal.receipt(), EntryKind::parse(&seal.kind), seal.day);
        Ok(SlipProof::Genuine { station: seal.station, receipt, kind, day })
    }
}

/// The station's own key.
fn own_key(identity: &Identity) -> Result<yizhan_wire::signature::SigningKey> {
    identity.signing_key().map_err(|_| StoreError::Unreadable("the station's key"))
}

/// Keys of the platform that others have followed: slips of their time are slips.
fn platform_keys_before(db: &Connection) -> Result<Vec<PublicKey>> {
    let kept: Option<String> = db.query_row("SELECT platform_before FROM trust", [], |row| row.get(0))?;
    let read = |kept: String| serde_json::from_str(&kept).map_err(|_| StoreError::Unreadable("keys of the platform"));
    Ok(kept.map(read).transpose()?.unwrap_or_default())
}

/// The platform has another key: the one before is remembered, and what it has vouched for is asked for anew.
pub(super) fn platform_changed(db: &Connection, before: PublicKey) -> Result<()> {
    let mut keys = platform_keys_before(db)?;
    if !keys.contains(&before) {
        keys.push(before);
    }
    let text = serde_json::to_string(&keys).map_err(|_| StoreError::Unreadable("keys of the platform"))?;
    db.execute("UPDATE trust SET platform_before = ?1, certificate = NULL", params![text])?;
    Ok(())
}

/// The station has another key, for which nobody has vouched.
pub(super) fn own_key_changed(db: &Connection) -> Result<()> {
    db.execute("UPDATE trust SET certificate = NULL", [])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{SeqNo, StationId};
    use crate::store::station::tests::{Desk, identity, person};
    use yizhan_wire::signature::SigningKey;

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_seed(&[byte; 32]).unwrap()
    }

    /// A station that believes the platform of this key.
    fn enrolled() -> Desk {
        let mut desk = Desk::fresh();
        let identity = Identity { platform_key: key(3).public(), ..identity(12) };
        desk.station.enrol(&identity, &[9; 32]).unwrap();
        desk
    }

    #[test]
    fn only_the_platforms_word_for_the_stations_own_key_is_taken() {
        let mut desk = enrolled();
        assert!(desk.station.wants_certificate().unwrap());
        let ours = key(4).public();
        let of =
            |platform: u8, station: i64, key| StationCertificate::issue(&self::key(platform), StationId(station), key);
        for wrong in [of(5, 12, ours.clone()), of(3, 13, ours.clone()), of(3, 12, key(6).public())] {
            assert!(!desk.station.take_certificate(&wrong).unwrap());
        }
        let receipt = desk.register(&person("测试甲", "A")).receipt;
        assert_eq!(desk.station.seal_of(&receipt).unwrap(), None, "nobody has vouched for it");
        assert!(desk.station.take_certificate(&of(3, 12, ours)).unwrap());
        assert!(!desk.station.wants_certificate().unwrap());
        let seal = SlipSeal::find(&desk.station.seal_of(&receipt).unwrap().unwrap()).unwrap();
        let proof = desk.station.check_slip(&seal).unwrap();
        assert!(matches!(proof, SlipProof::Genuine { kind: Some(EntryKind::Registration), .. }), "{proof:?}");
        assert_eq!(desk.station.seal_of(&ReceiptNo::of(StationId(12), SeqNo(99))).unwrap(), None);
    }

    #[test]
    fn a_new_key_of_either_side_is_vouched_for_anew_and_slips_of_before_are_known() {
        let mut desk = enrolled();
        let word = StationCertificate::issue(&key(3), StationId(12), key(4).public());
        desk.station.take_certificate(&word).unwrap();
        let receipt = desk.register(&person("测试甲", "A")).receipt;
        let seal = SlipSeal::find(&desk.station.seal_of(&receipt).unwrap().unwrap()).unwrap();
        let next = yizhan_wire::trust::Succession::announce(&key(3), &key(8), jiff::Timestamp::UNIX_EPOCH);
        assert!(desk.station.follow_platform(&[next]).unwrap());
        assert!(desk.station.wants_certificate().unwrap());
        let mut desk = desk.reopened();
        assert!(matches!(desk.station.check_slip(&seal).unwrap(), SlipProof::Genuine { .. }));
        let word = StationCertificate::issue(&key(8), StationId(12), key(4).public());
        assert!(desk.station.take_certificate(&word).unwrap());
        desk.station.begin_key_change(&zeroize::Zeroizing::new([7; 32])).unwrap();
        desk.station.finish_key_change(jiff::Timestamp::UNIX_EPOCH).unwrap();
        assert!(desk.station.wants_certificate().unwrap());
    }
}
