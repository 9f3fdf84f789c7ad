//! Whom the station believes and by what it is known: its keys, the platform's key, the machine's clock, its settings, and what
//! went over the line today.

use super::{Station, seals};
use crate::domain::notice::{Matter, Notice};
use crate::domain::nouns::configuration::Configuration;
use crate::domain::own::{OwnState, Spent};
use crate::store::values::{millis, moment_or_none, optional};
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, params};
use yizhan_wire::trust::{Succession, newest};
use zeroize::Zeroizing;

/// Days of spent bytes that are kept, for a technician who asks where the volume went.
const KEPT_DAYS: i64 = 62;
/// The province's time is written down again when it is so much further, in seconds: not with every contact.
const TIME_MOVED_S: i64 = 600;

impl Station {
    /// The station as the province sees it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn own_state(&self) -> Result<OwnState> {
        let sql = "SELECT clock_off_s, key_made_at, next_seed IS NOT NULL, settings, refused_version, refused_field FROM trust";
        let row = self.db.query_row(sql, [], |row| {
            let refused = row.get::<_, Option<u32>>(4)?.zip(row.get::<_, Option<String>>(5)?);
            Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?, row.get(2)?, row.get::<_, Option<String>>(3)?, refused))
        })?;
        let (clock_off_s, key_made_at, key_changing, settings, refused) = row;
        let configuration = settings.map(|text| serde_json::from_str(&text)).transpose();
        Ok(OwnState {
            clock_off_s,
            configuration: configuration.map_err(|_| StoreError::Unreadable("the settings"))?.unwrap_or_default(),
            refused,
            spent: self.spent()?,
            key_made_at: moment_or_none(key_made_at)?,
            key_changing,
        })
    }

    fn spent(&self) -> Result<Spent> {
        let row = self.db.query_row("SELECT day, up, down FROM spent ORDER BY day DESC LIMIT 1", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        });
        let Some((day, up, down)) = row.optional()? else { return Ok(Spent::default()) };
        let day: Date = day.parse().map_err(|_| StoreError::Unreadable("a day"))?;
        Ok(Spent { day, up: up.unsigned_abs(), down: down.unsigned_abs() })
    }

    /// Notes what went over the line on a day, in bytes.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn spend(&mut self, day: Date, up: u64, down: u64) -> Result<()> {
        let tx = self.write()?;
        let bytes = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        tx.execute(
            "INSERT INTO spent (day, up, down) VALUES (?1, ?2, ?3)
             ON CONFLICT (day) DO UPDATE SET up = up + excluded.up, down = down + excluded.down",
            params![day.to_string(), bytes(up), bytes(down)],
        )?;
        // A day of a clock that ran ahead would otherwise stand as the last one for ever.
        tx.execute("DELETE FROM spent WHERE day > ?1", [day.to_string()])?;
        let first = day.saturating_sub(jiff::Span::new().days(KEPT_DAYS));
        tx.execute("DELETE FROM spent WHERE day < ?1", [first.to_string()])?;
        Ok(tx.commit()?)
    }

    /// Notes what the province's clock says, and how much this machine's is off. Most of the time nothing is written.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn province_said_it_is(&mut self, province_at: Timestamp, clock_off_s: i64) -> Result<()> {
        let sql = "SELECT clock_off_s, province_at FROM trust";
        let (off, at) =
            self.db.query_row(sql, [], |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?)))?;
        let moved = at.is_none_or(|at| (millis(province_at) - at) / 1_000 >= TIME_MOVED_S || at > millis(province_at));
        let other = off.is_none_or(|off| off.abs_diff(clock_off_s) > 60);
        if moved || other {
            let sql = "UPDATE trust SET clock_off_s = ?1, province_at = ?2";
            self.db.execute(sql, params![clock_off_s, millis(province_at)])?;
        }
        Ok(())
    }

    /// Settings of the province turned out to be bad for this station: those before them count again, and it is told which were refused.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn put_back_settings(&mut self, good: &Configuration, refused: u32) -> Result<()> {
        // Those of version 0 are the program's own, which are kept nowhere.
        let text = (good.version > 0).then(|| serde_json::to_string(good)).transpose();
        let text = text.map_err(|_| StoreError::Unreadable("the settings"))?;
        let sql = "UPDATE trust SET settings = ?1, refused_version = ?2, refused_field = 'health'";
        self.db.execute(sql, params![text, refused])?;
        Ok(())
    }

    /// The province's time at the last contact: it cannot be earlier now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn not_before(&self) -> Result<Option<Timestamp>> {
        moment_or_none(self.db.query_row("SELECT province_at FROM trust", [], |row| row.get(0))?)
    }

    /// The seed of a key that was made here and that the province may not know yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn next_seed(&self) -> Result<Option<Zeroizing<[u8; 32]>>> {
        let seed: Option<[u8; 32]> = self.db.query_row("SELECT next_seed FROM trust", [], |row| row.get(0))?;
        Ok(seed.map(Zeroizing::new))
    }

    /// Begins to change the station's key: the new seed is on the disk before anybody is told of it. One that was begun
    /// before stays; it is answered.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment.
    pub fn begin_key_change(&mut self, fresh: &Zeroizing<[u8; 32]>) -> Result<Zeroizing<[u8; 32]>> {
        let tx = self.write()?;
        super::identity::station_id(&tx)?.ok_or(StoreError::NotEnrolled)?;
        tx.execute("UPDATE trust SET next_seed = ?1 WHERE next_seed IS NULL", [**fresh])?;
        let seed = tx.query_row("SELECT next_seed FROM trust", [], |row| row.get(0).map(Zeroizing::new))?;
        tx.commit()?;
        Ok(seed)
    }

    /// The province knows the new key: from now on the station signs with it.
    ///
    /// # Errors
    /// When the store cannot be written; the old key counts on.
    pub fn finish_key_change(&mut self, now: Timestamp) -> Result<()> {
        let tx = self.write()?;
        let sql = "UPDATE trust SET former_seed = (SELECT signing_seed FROM station) WHERE next_seed IS NOT NULL";
        if tx.execute(sql, [])? == 1 {
            tx.execute("UPDATE station SET signing_seed = (SELECT next_seed FROM trust)", [])?;
            tx.execute("UPDATE trust SET next_seed = NULL, key_made_at = ?1", [millis(now)])?;
            seals::own_key_changed(&tx)?;
        }
        tx.commit()?;
        self.empty_log()
    }

    /// The seed of the key before the present one. It counts no more, but with a platform that was put back from a copy made
    /// before the change.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn former_seed(&self) -> Result<Option<Zeroizing<[u8; 32]>>> {
        let seed: Option<[u8; 32]> = self.db.query_row("SELECT former_seed FROM trust", [], |row| row.get(0))?;
        Ok(seed.map(Zeroizing::new))
    }

    /// Follows the platform's announcements of its own keys; answers whether another one is believed now.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn follow_platform(&mut self, announced: &[Succession]) -> Result<bool> {
        let tx = self.write()?;
        let held =
            optional(tx.query_row("SELECT platform_key, platform_form FROM station", [], |row| {
                super::identity::key(row, 0, 1)
            }))?;
        let held = held.ok_or(StoreError::NotEnrolled)?;
        let next = newest(&held, announced);
        if next == held {
            return Ok(false);
        }
        // Its keys follow one another within their suite: the station's own is of the same.
        if next.suite() != held.suite() {
            return Ok(false);
        }
        let (half, form) = next.parts();
        tx.execute("UPDATE station SET platform_key = ?1, platform_form = ?2", params![half, form])?;
        seals::platform_changed(&tx, held)?;
        tx.commit()?;
        Ok(true)
    }
}

/// Takes over settings that came as a notice, if they are good; otherwise the last good ones stay, and it is told which.
pub(super) fn configure(tx: &Connection, notice: &Notice) -> Result<()> {
    if notice.kind != "configuration" {
        return Ok(());
    }
    let version = notice.body.get("version").and_then(serde_json::Value::as_u64).and_then(|v| u32::try_from(v).ok());
    let flaw = match notice.matter() {
        Matter::Configuration(settings) => settings.flaw().map(str::to_owned),
        _ => Some(String::new()),
    };
    match flaw {
        None => {
            let sql = "UPDATE trust SET settings = ?1, refused_version = NULL, refused_field = NULL";
            tx.execute(sql, [notice.body.to_string()])?;
        }
        Some(field) => {
            let sql = "UPDATE trust SET refused_version = ?1, refused_field = ?2";
            tx.execute(sql, params![version.unwrap_or(0), field])?;
        }
    }
    Ok(())
}
