//! Accounts of operators: who may do what in the cockpit, when a wrong password locks an account, how long a session
//! lasts. Pure; passwords are hashed and compared by whoever has the time for it.

use super::storage::StorageError;
use jiff::{SignedDuration, Timestamp};

/// The fewest characters of a password (GB/T 22239-2019 asks for eight of several kinds; length does more).
pub const SHORTEST: usize = 10;
/// The most bytes that are hashed: what is longer is no password.
pub const LONGEST: usize = 1_000;
/// Wrong passwords in a row, after which none counts for a while.
pub const MOST_FAILURES: u32 = 5;
/// How long that is.
pub const LOCK_MINUTES: i64 = 15;
/// A session that is not used ends after this.
pub const IDLE_MINUTES: i64 = 30;
/// And after this in any case.
pub const SESSION_HOURS: i64 = 10;
/// A name's characters.
const NAME_CHARS: usize = 32;

/// What an operator may do; each may do what those before may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Look.
    Viewer,
    /// Decide on adverts and on postings in doubt.
    Reviewer,
    /// Set targets, and say where stations stand.
    Manager,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Reviewer, Self::Manager];

    /// As it stands in the store and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Reviewer => "reviewer",
            Self::Manager => "manager",
        }
    }

    /// The role of this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub name: String,
    pub role: Role,
    /// Argon2id, as a PHC string.
    pub password: String,
    pub failures: u32,
    pub locked_until: Option<Timestamp>,
}

impl Account {
    /// Whether passwords count now.
    #[must_use]
    pub fn is_locked(&self, now: Timestamp) -> bool {
        self.locked_until.is_some_and(|until| now < until)
    }

    /// What a wrong password does: so many failures, and until when the account is locked.
    #[must_use]
    pub fn after_failure(&self, now: Timestamp) -> (u32, Option<Timestamp>) {
        let failures = self.failures + 1;
        if failures < MOST_FAILURES {
            return (failures, None);
        }
        // It begins anew then, so that a guess every quarter of an hour stays five a quarter of an hour.
        (0, now.checked_add(SignedDuration::from_mins(LOCK_MINUTES)).ok())
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub operator: String,
    pub role: Role,
    pub made_at: Timestamp,
    pub used_at: Timestamp,
}

impl Session {
    /// Whether it still counts.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        now.duration_since(self.used_at) < SignedDuration::from_mins(IDLE_MINUTES)
            && now.duration_since(self.made_at) < SignedDuration::from_hours(SESSION_HOURS)
    }
}

/// Why an account is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAccount {
    #[error("a name has 1 to {NAME_CHARS} small letters, digits, points or hyphens")]
    Name,
    #[error("a password has at least {SHORTEST} characters")]
    Short,
    #[error("a password has at most {LONGEST} bytes")]
    Long,
    #[error("a password must not be the name")]
    IsName,
}

/// Whether an account may have this name and password.
///
/// # Errors
/// What is wrong with them.
pub fn check(name: &str, password: &str) -> Result<(), BadAccount> {
    let sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
    if name.is_empty() || name.len() > NAME_CHARS || !name.chars().all(sign) {
        return Err(BadAccount::Name);
    }
    if password.chars().count() < SHORTEST {
        return Err(BadAccount::Short);
    }
    if password.len() > LONGEST {
        return Err(BadAccount::Long);
    }
    if password.contains(name) && password.len() < name.len() + SHORTEST / 2 { Err(BadAccount::IsName) } else { Ok(()) }
}

/// What accounts ask of a store.
pub trait Accounts: Send + Sync {
    /// Makes an account; answers whether there was none of this name.
    fn add_account(&self, account: &Account, now: Timestamp) -> Result<bool, StorageError>;

    /// Gives an account another password and takes its lock and its sessions away; answers whether there is one.
    fn set_password(&self, name: &str, password: &str) -> Result<bool, StorageError>;

    /// Takes an account away with its sessions; answers whether there was one.
    fn remove_account(&self, name: &str) -> Result<bool, StorageError>;

    /// The account of this name.
    fn account(&self, name: &str) -> Result<Option<Account>, StorageError>;

    /// All accounts, by name.
    fn accounts(&self) -> Result<Vec<Account>, StorageError>;

    /// Notes what came of a password.
    fn set_failures(&self, name: &str, failures: u32, locked_until: Option<Timestamp>) -> Result<(), StorageError>;

    /// Remembers a session by the hash of its secret; what has ended is forgotten on the way.
    fn add_session(&self, hash: &[u8; 32], operator: &str, now: Timestamp) -> Result<(), StorageError>;

    /// The session of this hash, whether it still counts or not; where it is more than a minute since, that it was used.
    fn session(&self, hash: &[u8; 32], now: Timestamp) -> Result<Option<Session>, StorageError>;

    /// Forgets a session.
    fn end_session(&self, hash: &[u8; 32]) -> Result<(), StorageError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(minutes * 60).unwrap()
    }

    #[test]
    fn the_fifth_wrong_password_in_a_row_locks_for_a_quarter_of_an_hour() {
        let mut account = Account {
            name: "wang".into(),
            role: Role::Viewer,
            password: String::new(),
            failures: 0,
            locked_until: None,
        };
        for failures in 1..MOST_FAILURES {
            (account.failures, account.locked_until) = account.after_failure(at(0));
            assert_eq!((account.failures, account.is_locked(at(0))), (failures, false));
        }
        (account.failures, account.locked_until) = account.after_failure(at(0));
        assert!(account.is_locked(at(14)) && !account.is_locked(at(15)));
        assert_eq!(account.failures, 0, "then it begins anew");
    }

    #[test]
    fn a_session_ends_when_nobody_uses_it_and_at_the_end_of_the_day() {
        let session =
            |made, used| Session { operator: "wang".into(), role: Role::Viewer, made_at: at(made), used_at: at(used) };
        assert!(session(0, 0).is_live(at(29)));
        assert!(!session(0, 0).is_live(at(30)));
        assert!(!session(0, 600).is_live(at(601)));
    }

    #[test]
    fn short_passwords_and_the_name_itself_are_none() {
        assert_eq!(check("wang", "correct horse"), Ok(()));
        assert_eq!(check("wang", "123456789"), Err(BadAccount::Short));
        assert_eq!(check("Wang", "correct horse"), Err(BadAccount::Name));
        assert_eq!(check("wangxiaoming", "wangxiaoming1"), Err(BadAccount::IsName));
        assert!(Role::Manager > Role::Reviewer && Role::Reviewer > Role::Viewer);
    }
}
