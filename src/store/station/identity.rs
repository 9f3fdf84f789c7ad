//! Who this machine is: one row, written once when it enrols.

use super::{Act, Station};
use crate::domain::audit::Deed;
use crate::domain::{DivisionCode, StationId};
use crate::store::values::{millis, moment, optional};
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::signature::{BadKey, SigningKey};
use zeroize::Zeroizing;

/// The station as the province knows it.
#[derive(Clone)]
pub struct Identity {
    pub id: StationId,
    pub name: String,
    pub platform_url: String,
    /// Answers count only under this key.
    pub platform_key: PublicKey,
    /// Secret of the station's own key pair, of the same suite as the platform's key; wiped when dropped.
    pub signing_seed: Zeroizing<[u8; 32]>,
    pub enrolled_at: Timestamp,
}

impl Identity {
    /// The station's key.
    ///
    /// # Errors
    /// When what is stored is none.
    pub fn signing_key(&self) -> std::result::Result<SigningKey, BadKey> {
        SigningKey::of(self.platform_key.suite(), &*self.signing_seed)
    }
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
            "SELECT id, name, platform_url, platform_key, signing_seed, enrolled_at, platform_form FROM station",
            [],
            |row| {
                let identity = Identity {
                    id: StationId(row.get(0)?),
                    name: row.get(1)?,
                    platform_url: row.get(2)?,
                    platform_key: key(row, 3, 6)?,
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
        let code = optional(self.db.query_row("SELECT division FROM place", [], |row| row.get::<_, String>(0)))?;
        Ok(code.and_then(|code| DivisionCode::new(&code)))
    }

    /// Says where the station stands.
    pub fn set_place(&mut self, place: &DivisionCode) -> Result<()> {
        self.db.execute("INSERT OR REPLACE INTO place (one, division) VALUES (1, ?1)", [place.as_str()])?;
        Ok(())
    }

    /// Somebody at the desk says where the station stands; the audit log says who, or neither is written.
    pub fn stand_at(&mut self, place: &DivisionCode, act: &Act<'_>) -> Result<()> {
        let tx = self.write()?;
        tx.execute("INSERT OR REPLACE INTO place (one, division) VALUES (1, ?1)", [place.as_str()])?;
        act.note(&tx, Deed::PlaceSet, None, place.as_str())?;
        Ok(tx.commit()?)
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
        let (half, form) = identity.platform_key.parts();
        tx.execute(
            "INSERT INTO station (one, id, name, platform_url, platform_key, signing_seed, lookup_key, enrolled_at, platform_form)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                identity.id.0,
                identity.name,
                identity.platform_url,
                half,
                *identity.signing_seed,
                lookup_key,
                millis(identity.enrolled_at),
                form
            ],
        )?;
        Ok(tx.commit()?)
    }
}

/// The platform's key, of two columns: its 32 bytes, and what stands before them.
pub(super) fn key(row: &Row<'_>, half: usize, form: usize) -> rusqlite::Result<PublicKey> {
    let before: u8 = row.get(form)?;
    PublicKey::from_parts(row.get(half)?, before).ok_or(rusqlite::Error::IntegralValueOutOfRange(form, before.into()))
}

pub(super) fn station_id(db: &Connection) -> Result<Option<StationId>> {
    optional(db.query_row("SELECT id FROM station", [], |row| row.get(0).map(StationId)))
}

/// The key of the look-up hashes.
pub(super) fn lookup_key(db: &Connection) -> Result<Zeroizing<[u8; 32]>> {
    let key = optional(db.query_row("SELECT lookup_key FROM station", [], |row| row.get(0).map(Zeroizing::new)))?;
    key.ok_or(StoreError::NotEnrolled)
}
