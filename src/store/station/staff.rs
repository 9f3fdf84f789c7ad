//! Accounts of the staff desk. A PIN is a few digits, so that the lock after wrong ones matters more than its hash.

use super::{Act, Station};
use crate::domain::audit::Deed;
use crate::domain::pin::Failures;
use crate::domain::role::{Role, Roles};
use crate::domain::staff::{Account, SignInRefusal, StaffMember};
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
    /// [`StoreError::NameTaken`] when the name is in use, also by an account that was closed: what it did stays its own.
    pub fn add_staff(
        &mut self,
        name: &str,
        pin: &str,
        roles: Roles,
        salt: &[u8; 16],
        act: &Act<'_>,
    ) -> Result<StaffMember> {
        let hash = hash_of(pin, salt)?;
        let tx = self.write()?;
        let added = tx.execute(
            "INSERT INTO staff (name, pin_hash, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING",
            params![name, hash, millis(act.now)],
        )?;
        if added == 0 {
            return Err(StoreError::NameTaken("member of staff"));
        }
        let id = tx.last_insert_rowid();
        write_roles(&tx, id, roles)?;
        act.note(&tx, Deed::AccountOpened, None, &format!("account {id}, {roles:?}"))?;
        tx.commit()?;
        Ok(StaffMember { id, name: name.to_owned(), roles, pin_given: act.by.is_some() })
    }

    /// Who may sign in, in the order of their names.
    pub fn list_staff(&self) -> Result<Vec<StaffMember>> {
        let mut statement = self.db.prepare("SELECT id, name FROM staff WHERE closed_at IS NULL ORDER BY name")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut members = Vec::new();
        for row in rows {
            let (id, name) = row?;
            let (roles, pin_given) = (read_roles(&self.db, id)?, is_pin_given(&self.db, id)?);
            members.push(StaffMember { id, name, roles, pin_given });
        }
        Ok(members)
    }

    /// The open accounts, for whoever keeps them.
    pub fn accounts(&self, now: Timestamp) -> Result<Vec<Account>> {
        let mut accounts = Vec::new();
        for member in self.list_staff()? {
            let kept = read_account(&self.db, member.id)?;
            accounts.push(Account { locked_until: kept.and_then(|kept| kept.failures.locked(now)), member });
        }
        Ok(accounts)
    }

    /// Says what an account may do from now on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no open account of this name.
    pub fn set_roles(&mut self, name: &str, roles: Roles, act: &Act<'_>) -> Result<StaffMember> {
        let tx = self.write()?;
        let id = open_account(&tx, name)?;
        write_roles(&tx, id, roles)?;
        act.note(&tx, Deed::RolesSet, None, &format!("account {id}, {roles:?}"))?;
        let pin_given = is_pin_given(&tx, id)?;
        tx.commit()?;
        Ok(StaffMember { id, name: name.to_owned(), roles, pin_given })
    }

    /// Closes an account. Its name stays on what it did.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no open account of this name.
    pub fn close_account(&mut self, name: &str, act: &Act<'_>) -> Result<()> {
        let tx = self.write()?;
        let id = open_account(&tx, name)?;
        tx.execute("UPDATE staff SET closed_at = ?2 WHERE id = ?1", params![id, millis(act.now)])?;
        act.note(&tx, Deed::AccountClosed, None, &format!("account {id}"))?;
        Ok(tx.commit()?)
    }

    /// Gives an account another PIN, and unlocks it. `salt` is 16 random bytes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no open account of this name.
    pub fn set_pin(&mut self, name: &str, pin: &str, salt: &[u8; 16], act: &Act<'_>) -> Result<()> {
        let hash = hash_of(pin, salt)?;
        let tx = self.write()?;
        let id = open_account(&tx, name)?;
        tx.execute("UPDATE staff SET pin_hash = ?2 WHERE id = ?1", params![id, hash])?;
        write_failures(&tx, id, &Failures::default())?;
        act.note(&tx, Deed::PinSet, None, &format!("account {id}"))?;
        Ok(tx.commit()?)
    }

    /// Checks a PIN under the lock-out rule of [`crate::domain::pin`]. The failure is on the disk before the answer is known: switching
    /// the terminal off does not give a try back.
    ///
    /// # Errors
    /// The outer error is the store's; the inner one is for the person at the screen.
    pub fn check_pin(&mut self, staff: i64, pin: &str, act: &Act<'_>) -> Result<Result<StaffMember, SignInRefusal>> {
        let now = act.now;
        let tx = self.write()?;
        let account = read_account(&tx, staff)?.ok_or(StoreError::NotFound("member of staff"))?;
        if let Some(until) = account.failures.locked(now) {
            return Ok(Err(SignInRefusal::Locked { until }));
        }
        let after = account.failures.after_wrong_pin(now);
        write_failures(&tx, staff, &after)?;
        tx.commit()?;

        let pin_given = is_pin_given(&self.db, staff)?;
        let member = StaffMember { id: staff, name: account.name, roles: account.roles, pin_given };
        let mine = Act { by: Some(&member), ..*act };
        let hash = PasswordHash::new(&account.pin_hash).map_err(|_| StoreError::Unreadable("a PIN's hash"))?;
        if Argon2::default().verify_password(pin.as_bytes(), &hash).is_err() {
            let refusal = after.locked(now).map_or_else(
                || SignInRefusal::WrongPin { tries_left: after.tries_left() },
                |until| SignInRefusal::Locked { until },
            );
            let locked = matches!(refusal, SignInRefusal::Locked { .. });
            self.note(&mine, if locked { Deed::Locked } else { Deed::SignInFailed }, None, "")?;
            return Ok(Err(refusal));
        }
        let tx = self.write()?;
        write_failures(&tx, staff, &Failures::default())?;
        mine.note(&tx, Deed::SignedIn, None, "")?;
        tx.commit()?;
        Ok(Ok(member))
    }
}

fn hash_of(pin: &str, salt: &[u8; 16]) -> Result<String> {
    let hash = Argon2::default().hash_password_with_salt(pin.as_bytes(), salt);
    Ok(hash.map_err(|_| StoreError::Unreadable("a PIN that cannot be hashed"))?.to_string())
}

fn open_account(db: &Connection, name: &str) -> Result<i64> {
    let sql = "SELECT id FROM staff WHERE name = ?1 AND closed_at IS NULL";
    optional(db.query_row(sql, [name], |row| row.get(0)))?.ok_or(StoreError::NotFound("member of staff"))
}

struct Kept {
    name: String,
    pin_hash: String,
    failures: Failures,
    roles: Roles,
}

fn read_account(db: &Connection, staff: i64) -> Result<Option<Kept>> {
    let row = db.query_row(
        "SELECT name, pin_hash, failures, failed_at, locked_until_at FROM staff WHERE id = ?1 AND closed_at IS NULL",
        [staff],
        |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?, row.get(3)?, row.get(4)?)),
    );
    let Some((name, pin_hash, failures, failed_at, locked_until_at)) = optional(row)? else { return Ok(None) };
    let wrong = Failures {
        count: u32::try_from(count(failures)).unwrap_or(u32::MAX),
        last_at: moment_or_none(failed_at)?,
        locked_until: moment_or_none(locked_until_at)?,
    };
    Ok(Some(Kept { name, pin_hash, failures: wrong, roles: read_roles(db, staff)? }))
}

/// Whether the PIN is one that somebody else chose at the desk. The audit log knows who did; a PIN from the command line was
/// typed by whoever stood there.
fn is_pin_given(db: &Connection, staff: i64) -> Result<bool> {
    let last = db.query_row(
        "SELECT staff IS NOT NULL AND staff <> ?1 FROM audit
         WHERE (deed = ?2 AND detail = ?4) OR (deed = ?3 AND detail LIKE ?4 || ',%') ORDER BY seq DESC LIMIT 1",
        params![staff, Deed::PinSet.as_str(), Deed::AccountOpened.as_str(), format!("account {staff}")],
        |row| row.get(0),
    );
    Ok(optional(last)?.unwrap_or(false))
}

fn read_roles(db: &Connection, staff: i64) -> Result<Roles> {
    let mut statement = db.prepare_cached("SELECT role FROM staff_role WHERE staff = ?1")?;
    let rows = statement.query_map([staff], |row| row.get::<_, String>(0))?;
    let words = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(Roles::of(&words.iter().filter_map(|word| Role::parse(word)).collect::<Vec<_>>()))
}

fn write_roles(db: &Connection, staff: i64, roles: Roles) -> Result<()> {
    db.execute("DELETE FROM staff_role WHERE staff = ?1", [staff])?;
    for role in roles.each() {
        db.execute("INSERT INTO staff_role (staff, role) VALUES (?1, ?2)", params![staff, role.as_str()])?;
    }
    Ok(())
}

fn write_failures(db: &Connection, staff: i64, failures: &Failures) -> Result<()> {
    db.execute(
        "UPDATE staff SET failures = ?2, failed_at = ?3, locked_until_at = ?4 WHERE id = ?1",
        params![staff, failures.count, failures.last_at.map(millis), failures.locked_until.map(millis)],
    )?;
    Ok(())
}
