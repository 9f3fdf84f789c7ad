//! Who this machine is: one row, written once when it enrols.

use super::Station;
use crate::domain::{DivisionCode, StationId};
use crate::store::values::{millis, moment, optional};
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use rusqlite::{Connection, params};
use yizhan_wire::enrolment::PublicKey;
use zeroize::Zeroizing;

/// The station as the province knows it.
#[derive(Clone)]
pub struct Identity {
    pub id: StationId,
    pub name: String,
    pub platform_url: String,
    /// Answers count only under this key.
    pub platform_key: PublicKey,
    /// Seed of the station's own key pair (RFC 8032); wiped when dropped.
    pub signing_seed: Zeroizing<[u8; 32]>,
    pub enrolled_at: Timestamp,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("id", &self.id).field("name", &self.name).finish_non_exhaustive()
    }
}

impl Station {
    /// Who this station is; `None` before enrolment.
    pub fn identity(&self) -> Result<Option<Identity>> {
        let row = self.db.query_row(
            "SELECT id, name, platform_url, platform_key, signing_seed, enrolled_at FROM station",
            [],
            |row| {
                let identity = Identity {
                    id: StationId(row.get(0)?),
                    name: row.get(1)?,
                    platform_url: row.get(2)?,
                    platform_key: PublicKey(row.get(3)?),
                    signing_seed: Zeroizing::new(row.get(4)?),
                    enrolled_at: Timestamp::UNIX_EPOCH,
                };
                Ok((identity, row.get::<_, i64>(5)?))
            },
        );
        let Some((identity, enrolled_at)) = optional(row)? else { return Ok(None) };
        Ok(Some(Identity { enrolled_at: moment(enrolled_at)?, ..identity }))
    }

    /// Where the station stands; `None` where nobody has said so.
    pub fn place(&self) -> Result<Option<DivisionCode>> {
        let code =
            optional(self.db.query_row("SELECT division FROM station", [], |row| row.get::<_, Option<String>>(0)))?;
        Ok(code.flatten().and_then(|code| DivisionCode::new(&code)))
    }

    /// Says where the station stands.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment.
    pub fn set_place(&mut self, place: &DivisionCode) -> Result<()> {
        match self.db.execute("UPDATE station SET division = ?1", [place.as_str()])? {
            0 => Err(StoreError::NotEnrolled),
            _ => Ok(()),
        }
    }

    /// Makes this machine a station. `lookup_key` is 32 random bytes for the look-up hashes of ID numbers; it stays here.
    ///
    /// # Errors
    /// [`StoreError::AlreadyEnrolled`]: an identity is never replaced, its entries and receipts hang on it.
    pub fn enrol(&mut self, identity: &Identity, lookup_key: &[u8; 32]) -> Result<()> {
        let tx = self.write()?;
        if station_id(&tx)?.is_some() {
            return Err(StoreError::AlreadyEnrolled);
        }
        tx.execute(
            "INSERT INTO station (one, id, name, platform_url, platform_key, signing_seed, lookup_key, enrolled_at)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                identity.id.0,
                identity.name,
                identity.platform_url,
                identity.platform_key.0,
                *identity.signing_seed,
                lookup_key,
                millis(identity.enrolled_at)
            ],
        )?;
        Ok(tx.commit()?)
    }
}

pub(super) fn station_id(db: &Connection) -> Result<Option<StationId>> {
    optional(db.query_row("SELECT id FROM station", [], |row| row.get(0).map(StationId)))
}

/// The key of the look-up hashes.
pub(super) fn lookup_key(db: &Connection) -> Result<Zeroizing<[u8; 32]>> {
    let key = optional(db.query_row("SELECT lookup_key FROM station", [], |row| row.get(0).map(Zeroizing::new)))?;
    key.ok_or(StoreError::NotEnrolled)
}
