//! Operators and their sessions.

use super::db::Row;
use super::entries::moment;
use super::{Fail, Store};
use crate::core::accounts::{Account, Accounts, IDLE_MINUTES, Role, SESSION_HOURS, Session};
use crate::core::storage::StorageError;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension as _, params};

/// How often the store is told that a session is in use.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(1);

impl Accounts for Store {
    fn add_account(&self, account: &Account, now: Timestamp) -> Result<bool, StorageError> {
        self.write(|tx| {
            let sql = "INSERT INTO operator (name, role, password, made_at) VALUES (?1, ?2, ?3, ?4)
                       ON CONFLICT (name) DO NOTHING";
            let role = account.role.as_str();
            Ok(tx.execute(sql, params![account.name, role, account.password, now.as_millisecond()])? > 0)
        })
    }

    fn set_password(&self, name: &str, password: &str) -> Result<bool, StorageError> {
        self.write(|tx| {
            tx.execute("DELETE FROM operator_session WHERE operator = ?1", [name])?;
            let sql = "UPDATE operator SET password = ?2, failures = 0, locked_until_at = NULL WHERE name = ?1";
            Ok(tx.execute(sql, [name, password])? > 0)
        })
    }

    fn remove_account(&self, name: &str) -> Result<bool, StorageError> {
        self.write(|tx| Ok(tx.execute("DELETE FROM operator WHERE name = ?1", [name])? > 0))
    }

    fn account(&self, name: &str) -> Result<Option<Account>, StorageError> {
        self.read(|db| {
            let sql = "SELECT name, role, password, failures, locked_until_at FROM operator WHERE name = ?1";
            db.prepare_cached(sql)?.query_row([name], |row| Ok(account(row))).optional()?.transpose()
        })
    }

    fn accounts(&self) -> Result<Vec<Account>, StorageError> {
        self.read(|db| {
            let sql = "SELECT name, role, password, failures, locked_until_at FROM operator ORDER BY name";
            let mut statement = db.prepare_cached(sql)?;
            let mut rows = statement.query([])?;
            let mut accounts = Vec::new();
            while let Some(row) = rows.next()? {
                accounts.push(account(&row)?);
            }
            Ok(accounts)
        })
    }

    fn set_failures(&self, name: &str, failures: u32, locked_until: Option<Timestamp>) -> Result<(), StorageError> {
        self.write(|tx| {
            let sql = "UPDATE operator SET failures = ?2, locked_until_at = ?3 WHERE name = ?1";
            tx.execute(sql, params![name, failures, locked_until.map(Timestamp::as_millisecond)])?;
            Ok(())
        })
    }

    fn add_session(&self, hash: &[u8; 32], operator: &str, now: Timestamp) -> Result<(), StorageError> {
        self.write(|tx| {
            let before = |span: SignedDuration| now.saturating_sub(span).map_or(0, Timestamp::as_millisecond);
            let idle = before(SignedDuration::from_mins(IDLE_MINUTES));
            let old = before(SignedDuration::from_hours(SESSION_HOURS));
            tx.execute("DELETE FROM operator_session WHERE used_at < ?1 OR made_at < ?2", [idle, old])?;
            let sql = "INSERT INTO operator_session (hash, operator, made_at, used_at) VALUES (?1, ?2, ?3, ?3)";
            tx.execute(sql, params![hash, operator, now.as_millisecond()])?;
            Ok(())
        })
    }

    fn session(&self, hash: &[u8; 32], now: Timestamp) -> Result<Option<Session>, StorageError> {
        let session = self.read(|db| {
            let sql = "SELECT s.operator, o.role, s.made_at, s.used_at FROM operator_session AS s
                       JOIN operator AS o ON o.name = s.operator WHERE s.hash = ?1";
            db.prepare_cached(sql)?.query_row([hash], |row| Ok(session(row))).optional()?.transpose()
        })?;
        if session.as_ref().is_some_and(|s| s.is_live(now) && now.duration_since(s.used_at) > USED_EVERY) {
            self.write(|tx| {
                tx.execute(
                    "UPDATE operator_session SET used_at = ?2 WHERE hash = ?1",
                    params![hash, now.as_millisecond()],
                )?;
                Ok(())
            })?;
        }
        Ok(session)
    }

    fn end_session(&self, hash: &[u8; 32]) -> Result<(), StorageError> {
        self.write(|tx| {
            tx.execute("DELETE FROM operator_session WHERE hash = ?1", [hash])?;
            Ok(())
        })
    }
}

fn account(row: &Row<'_>) -> Result<Account, Fail> {
    Ok(Account {
        name: row.get(0)?,
        role: role(&row.get::<_, String>(1)?)?,
        password: row.get(2)?,
        failures: row.get(3)?,
        locked_until: row.get::<_, Option<i64>>(4)?.map(moment).transpose()?,
    })
}

fn session(row: &Row<'_>) -> Result<Session, Fail> {
    Ok(Session {
        operator: row.get(0)?,
        role: role(&row.get::<_, String>(1)?)?,
        made_at: row.get(2).and_then(moment)?,
        used_at: row.get(3).and_then(moment)?,
    })
}

fn role(word: &str) -> Result<Role, Fail> {
    Role::parse(word).ok_or(Fail::Impossible("a role"))
}
