//! Accounts of the staff desk. A PIN is a few digits, so that the lock after wrong ones matters more than its hash.

use super::Station;
use crate::domain::pin::Failures;
use crate::domain::staff::{SignInRefusal, StaffMember};
use crate::store::values::{count, millis, moment_or_none, optional};
use crate::store::{Result, StoreError};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use jiff::Timestamp;
use rusqlite::{Connection, params};

impl Station {
    /// Opens an account. `salt` is 16 random bytes. Takes some 50 ms on purpose (Argon2id, 19 MiB).
    ///
    /// # Errors
    /// [`StoreError::NameTaken`] when the name is in use.
    pub fn add_staff(&mut self, name: &str, pin: &str, salt: &[u8; 16], now: Timestamp) -> Result<StaffMember> {
        let hash = Argon2::default()
            .hash_password_with_salt(pin.as_bytes(), salt)
            .map_err(|_| StoreError::Unreadable("a PIN that cannot be hashed"))?
            .to_string();
        let tx = self.write()?;
        let added = tx.execute(
            "INSERT INTO staff (name, pin_hash, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING",
            params![name, hash, millis(now)],
        )?;
        if added == 0 {
            return Err(StoreError::NameTaken("member of staff"));
        }
        let id = tx.last_insert_rowid();
        tx.commit()?;
        Ok(StaffMember { id, name: name.to_owned() })
    }

    /// Who may sign in, in the order of their names.
    pub fn list_staff(&self) -> Result<Vec<StaffMember>> {
        let mut statement = self.db.prepare("SELECT id, name FROM staff ORDER BY name")?;
        let rows = statement.query_map([], |row| Ok(StaffMember { id: row.get(0)?, name: row.get(1)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Checks a PIN under the lock-out rule of [`crate::domain::pin`]. The failure is on the disk before the answer is known: switching
    /// the terminal off does not give a try back.
    ///
    /// # Errors
    /// The outer error is the store's; the inner one is for the person at the screen.
    pub fn check_pin(&mut self, staff: i64, pin: &str, now: Timestamp) -> Result<Result<StaffMember, SignInRefusal>> {
        let tx = self.write()?;
        let account = read_account(&tx, staff)?.ok_or(StoreError::NotFound("member of staff"))?;
        if let Some(until) = account.failures.locked(now) {
            return Ok(Err(SignInRefusal::Locked { until }));
        }
        let after = account.failures.after_wrong_pin(now);
        write_failures(&tx, staff, &after)?;
        tx.commit()?;

        let hash = PasswordHash::new(&account.pin_hash).map_err(|_| StoreError::Unreadable("a PIN's hash"))?;
        if Argon2::default().verify_password(pin.as_bytes(), &hash).is_err() {
            return Ok(Err(after.locked(now).map_or_else(
                || SignInRefusal::WrongPin { tries_left: after.tries_left() },
                |until| SignInRefusal::Locked { until },
            )));
        }
        let tx = self.write()?;
        write_failures(&tx, staff, &Failures::default())?;
        tx.commit()?;
        Ok(Ok(StaffMember { id: staff, name: account.name }))
    }
}

struct Account {
    name: String,
    pin_hash: String,
    failures: Failures,
}

fn read_account(db: &Connection, staff: i64) -> Result<Option<Account>> {
    let row = db.query_row(
        "SELECT name, pin_hash, failures, failed_at, locked_until_at FROM staff WHERE id = ?1",
        [staff],
        |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?, row.get(3)?, row.get(4)?)),
    );
    let Some((name, pin_hash, failures, failed_at, locked_until_at)) = optional(row)? else { return Ok(None) };
    let wrong = Failures {
        count: u32::try_from(count(failures)).unwrap_or(u32::MAX),
        last_at: moment_or_none(failed_at)?,
        locked_until: moment_or_none(locked_until_at)?,
    };
    Ok(Some(Account { name, pin_hash, failures: wrong }))
}

fn write_failures(db: &Connection, staff: i64, failures: &Failures) -> Result<()> {
    db.execute(
        "UPDATE staff SET failures = ?2, failed_at = ?3, locked_until_at = ?4 WHERE id = ?1",
        params![staff, failures.count, failures.last_at.map(millis), failures.locked_until.map(millis)],
    )?;
    Ok(())
}
