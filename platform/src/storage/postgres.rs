//! The store on a `PostgreSQL` server, for a province that runs one.
//!
//! One transaction writes at a time, in whichever process (an advisory lock of the server's): numbers of the feed become visible in
//! their order, and what the rules decide on is what they find when it is written. That is not what bounds it: batches that come
//! together are one transaction, and it commits a few milliseconds later.
//!
//! Entries are parted by the month in which they came, so that a year can be taken out of the way by detaching its parts. A key over
//! all parts must hold the month; that no entry stands twice is seen to by `entry_name`, which has every entry's names and nothing
//! else.

mod schema;
mod speak;
mod tls;

use super::Fail;
use super::db::{Bound, Db, values};
use super::pool::Pool;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rusqlite::types::{Value, ValueRef};
use speak::{Spoken, Told, in_postgres};
use std::collections::HashMap;
use std::path::PathBuf;
use std::str::FromStr as _;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tls::Tls;

pub use ::postgres::Row as PgRow;

/// The number of our advisory lock: `YZpf`.
const LOCK: i64 = 0x595A_7066;
/// Statements kept on a connection.
const MOST_STATEMENTS: usize = 256;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Why a server is not used.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error("the database's address cannot be read: {0}")]
    Address(String),
    #[error("the authorities in {0} cannot be used: {1}")]
    Authorities(PathBuf, String),
    #[error("the database server does not serve: {0}")]
    Server(String),
    #[error("the database was made by a newer yizhan-platform (schema {0}); install that version")]
    TooNew(i32),
    #[error("the database holds tables of something else: give the platform a database of its own")]
    NotOurs,
    #[error("the database is not in UTF-8: make it with ENCODING 'UTF8'")]
    NotUtf8,
}

impl From<postgres::Error> for ServerError {
    fn from(error: postgres::Error) -> Self {
        Self::Server(in_words(&error))
    }
}

/// Connections to one database.
pub struct Server {
    config: Config,
    /// `None`: the line does not leave this machine, or somebody said that it need not be encrypted.
    tls: Option<Tls>,
    writer: Mutex<Option<Line>>,
    readers: Pool<Line>,
    /// The month whose part of the entries is there, in months since the year 0.
    month: AtomicI64,
}

/// A connection and the statements made on it.
struct Line {
    client: Client,
    made: HashMap<String, Told>,
}

/// A transaction and the statements made on its connection.
pub struct Pg<'a> {
    transaction: postgres::Transaction<'a>,
    made: &'a mut HashMap<String, Told>,
}

impl Server {
    /// Connects, and makes the tables where there are none.
    ///
    /// # Errors
    /// When the server cannot be reached, or its database is not ours or newer.
    pub fn connect(url: &str) -> Result<Self, ServerError> {
        let (url, authorities) = without_authorities(url);
        let mut config = Config::from_str(&url).map_err(|error| ServerError::Address(in_words(&error)))?;
        let mut tls = None;
        if is_encrypted(&config) {
            tls = Some(Tls::believing(authorities.as_deref())?);
            config.ssl_mode(SslMode::Require);
        }
        config.application_name("yizhan-platform").connect_timeout(CONNECT_TIMEOUT);
        let (writer, readers) = (Mutex::default(), Pool::default());
        let server = Self { config, tls, writer, readers, month: AtomicI64::new(i64::MIN) };
        let mut line = server.line()?;
        schema::set_up(&mut line.client)?;
        *lock(&server.writer) = Some(line);
        Ok(server)
    }

    fn line(&self) -> Result<Line, ServerError> {
        let mut client = match &self.tls {
            Some(tls) => self.config.connect(tls.clone())?,
            None => self.config.connect(NoTls)?,
        };
        // What was committed is on the disk, whatever the server's default is.
        client.batch_execute("SET synchronous_commit = on; SET timezone = 'UTC'; SET client_min_messages = warning")?;
        Ok(Line { client, made: HashMap::new() })
    }

    /// Runs `work` in one transaction, with no other that writes beside it.
    pub fn write<T>(&self, work: impl FnOnce(&Db<'_>) -> Result<T, Fail>) -> Result<T, Fail> {
        let mut kept = lock(&self.writer);
        let mut line = match kept.take().filter(|line| !line.client.is_closed()) {
            Some(line) => line,
            None => self.line()?,
        };
        let done = line.writing(work)?;
        *kept = Some(line);
        Ok(done)
    }

    /// Runs `work` on a snapshot of the last commit; writers do not wait for it.
    pub fn read<T>(&self, work: impl FnOnce(&Db<'_>) -> Result<T, Fail>) -> Result<T, Fail> {
        self.readers.with(|line| !line.client.is_closed(), || Ok(self.line()?), |line| line.reading(work))
    }

    /// Makes the part of the entries for this moment's month where it is not there yet.
    pub fn make_part(&self, now: Timestamp) -> Result<(), Fail> {
        let month = schema::month_of(now);
        if self.month.load(Ordering::Relaxed) == month {
            return Ok(());
        }
        let sql = schema::part(month).ok_or(Fail::Impossible("a moment beyond all months"))?;
        self.write(|db| Ok(db.execute(&sql, []).map(drop)?))?;
        self.month.store(month, Ordering::Relaxed);
        Ok(())
    }

    /// What the database takes on the server's disk, in bytes.
    pub fn bytes(&self) -> Result<u64, Fail> {
        let sql = "SELECT pg_database_size(current_database())";
        self.read(|db| Ok(db.query_row(sql, [], |row| row.get::<_, i64>(0))?.unsigned_abs()))
    }
}

impl Line {
    fn writing<T>(&mut self, work: impl FnOnce(&Db<'_>) -> Result<T, Fail>) -> Result<T, Fail> {
        let mut transaction = self.client.transaction().map_err(failed)?;
        transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).map_err(failed)?;
        let db = Db::postgres(Pg { transaction, made: &mut self.made });
        let done = work(&db)?;
        db.commit()?;
        Ok(done)
    }

    fn reading<T>(&mut self, work: impl FnOnce(&Db<'_>) -> Result<T, Fail>) -> Result<T, Fail> {
        let transaction = self
            .client
            .build_transaction()
            .isolation_level(postgres::IsolationLevel::RepeatableRead)
            .read_only(true)
            .start()
            .map_err(failed)?;
        let db = Db::postgres(Pg { transaction, made: &mut self.made });
        let done = work(&db)?;
        db.commit()?;
        Ok(done)
    }
}

impl Pg<'_> {
    pub(super) fn commit(self) -> rusqlite::Result<()> {
        self.transaction.commit().map_err(failed)
    }

    pub(super) fn execute(&mut self, sql: &str, bound: &Bound<'_>) -> rusqlite::Result<usize> {
        let (told, values) = self.told(sql, bound)?;
        let values = Spoken::all(&values);
        let done = self.transaction.execute(&told.statement, &Spoken::as_params(&values)).map_err(failed)?;
        Ok(usize::try_from(done).unwrap_or(usize::MAX))
    }

    pub(super) fn query(&mut self, sql: &str, bound: &Bound<'_>) -> rusqlite::Result<Vec<PgRow>> {
        let (told, values) = self.told(sql, bound)?;
        let values = Spoken::all(&values);
        self.transaction.query(&told.statement, &Spoken::as_params(&values)).map_err(failed)
    }

    /// The statement in the server's words, made on this connection once, and what it is given.
    fn told(&mut self, sql: &str, bound: &Bound<'_>) -> rusqlite::Result<(Told, Vec<Value>)> {
        let told = if let Some(told) = self.made.get(sql) {
            told.clone()
        } else {
            // A few statements hold numbers in their words; the server forgets those that are dropped here.
            if self.made.len() >= MOST_STATEMENTS {
                self.made.clear();
            }
            let (words, names) = in_postgres(sql);
            let statement = self.transaction.prepare(&words).map_err(failed)?;
            let told = Told { statement, names: names.into() };
            self.made.insert(sql.to_owned(), told.clone());
            told
        };
        let mut values = values(bound, &told.names)?;
        // A statement may pass over the last of what it is given, as SQLite's may not; none of ours does.
        values.truncate(told.statement.params().len());
        Ok((told, values))
    }
}

/// The value of a column, as the rest of this room knows values.
pub fn to_value(row: &PgRow, column: usize) -> rusqlite::Result<ValueRef<'_>> {
    speak::value_of(row, column).map_err(failed)
}

/// Both stores fail in one way.
fn failed(error: postgres::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(ServerError::from(error)))
}

/// What the server said, without the row it may quote: a value of a person's does not belong into a log.
fn in_words(error: &postgres::Error) -> String {
    if let Some(told) = error.as_db_error() {
        return format!("{} ({})", told.message(), told.code().code());
    }
    let because = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
    format!("{error}{because}")
}

/// Beyond a socket or this machine a connection is encrypted, or somebody has said that it need not be.
fn is_encrypted(config: &Config) -> bool {
    let near = |host: &Host| match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1"),
    };
    match config.get_ssl_mode() {
        SslMode::Disable => false,
        SslMode::Prefer => !config.get_hosts().iter().all(near),
        _ => true,
    }
}

/// The address without `sslrootcert=FILE`, which libpq's addresses have and the driver does not know, and the file. Both forms of an
/// address are meant: `postgres://…?a=b&c=d` and `a=b c=d`.
fn without_authorities(url: &str) -> (String, Option<PathBuf>) {
    const WORD: &str = "sslrootcert=";
    let begins = |at: usize| at == 0 || url.get(..at).is_some_and(|before| before.ends_with(['?', '&', ' ']));
    let Some(at) = url.match_indices(WORD).map(|(at, _)| at).find(|at| begins(*at)) else {
        return (url.to_owned(), None);
    };
    let (before, rest) = url.split_at(at);
    let rest = rest.get(WORD.len()..).unwrap_or_default();
    let end = rest.find(['&', ' ']).map_or(rest.len(), |end| end + 1);
    let (file, behind) = rest.split_at(end);
    let file = file.trim_end_matches(['&', ' ']).trim_matches('\'');
    let left = format!("{before}{behind}");
    (left.trim_end_matches(['?', '&', ' ']).to_owned(), Some(PathBuf::from(file)))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The day of a moment, by UTC.
fn civil(moment: Timestamp) -> jiff::civil::Date {
    moment.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests;
