//! One way to speak SQL to either store. The statements are written once, in words that both understand; where they differ,
//! [`Db`] has a method that says what is wanted (`next_id`, `entry_names`, `member_of`).
//!
//! Values and errors are those of rusqlite on both sides: a statement binds with [`params!`](rusqlite::params), and a row is read
//! with `get`, whichever store is asked.

use super::postgres::{Pg, PgRow, to_value};
use rusqlite::types::{FromSql, Value, ValueRef};
use rusqlite::{CachedStatement, ToSql, params_from_iter};
use std::cell::RefCell;

/// A connection within a transaction, to whichever store it is.
pub struct Db<'a>(Inner<'a>);

enum Inner<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(RefCell<Pg<'a>>),
}

/// What a statement is given, by place or by name.
pub enum Bound<'p> {
    Placed(Vec<&'p dyn ToSql>),
    Named(&'p [(&'p str, &'p dyn ToSql)]),
}

/// What can be given to a statement: `params![…]`, `named_params! {…}`, arrays of one type, `[]`.
pub trait Bind {
    fn bound(&self) -> Bound<'_>;
}

impl Bind for &[&dyn ToSql] {
    fn bound(&self) -> Bound<'_> {
        Bound::Placed(self.to_vec())
    }
}

impl Bind for &[(&str, &dyn ToSql)] {
    fn bound(&self) -> Bound<'_> {
        Bound::Named(self)
    }
}

impl Bind for [&(dyn ToSql + Send + Sync); 0] {
    fn bound(&self) -> Bound<'_> {
        Bound::Placed(Vec::new())
    }
}

macro_rules! arrays {
    ($($n:literal),+) => {$(
        impl<T: ToSql> Bind for [T; $n] {
            fn bound(&self) -> Bound<'_> {
                Bound::Placed(self.iter().map(|one| one as &dyn ToSql).collect())
            }
        }
    )+};
}
arrays!(1, 2, 3, 4);

impl<'a> From<&'a rusqlite::Connection> for Db<'a> {
    fn from(connection: &'a rusqlite::Connection) -> Self {
        Self(Inner::Sqlite(connection))
    }
}

impl<'a> Db<'a> {
    /// The transaction of a `PostgreSQL` server.
    pub(super) const fn postgres(pg: Pg<'a>) -> Self {
        Self(Inner::Postgres(RefCell::new(pg)))
    }

    /// Commits, where the transaction is ours to commit.
    pub(super) fn commit(self) -> rusqlite::Result<()> {
        match self.0 {
            Inner::Sqlite(_) => Ok(()),
            Inner::Postgres(pg) => pg.into_inner().commit(),
        }
    }

    /// Makes a statement, or takes one that was made before.
    pub fn prepare_cached(&self, sql: &str) -> rusqlite::Result<Statement<'_>> {
        Ok(match &self.0 {
            Inner::Sqlite(db) => Statement::Sqlite(db.prepare_cached(sql)?),
            Inner::Postgres(pg) => Statement::Postgres(pg, sql.to_owned()),
        })
    }

    pub fn execute(&self, sql: &str, bind: impl Bind) -> rusqlite::Result<usize> {
        self.prepare_cached(sql)?.execute(bind)
    }

    pub fn query_row<T>(
        &self,
        sql: &str,
        bind: impl Bind,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        self.prepare_cached(sql)?.query_row(bind, read)
    }

    /// The number that the next row of a table with numbers of its own gets, where its number must be known before.
    pub fn next_id(&self, table: &'static str) -> rusqlite::Result<i64> {
        match &self.0 {
            Inner::Sqlite(db) => {
                let sql = "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = ?1";
                db.prepare_cached(sql)?.query_row([table], |row| row.get(0))
            }
            Inner::Postgres(_) => {
                let sql = format!("SELECT nextval(pg_get_serial_sequence('{table}', 'id'))");
                self.query_row(&sql, [], |row| row.get(0))
            }
        }
    }

    /// The table in which an entry is looked for by what it is called: station, id, seq, receipt. Entries themselves are parted by
    /// time where there are very many.
    pub const fn entry_names(&self) -> &'static str {
        match &self.0 {
            Inner::Sqlite(_) => "entry",
            Inner::Postgres(_) => "entry_name",
        }
    }

    /// An expression for a text in a column of JSON.
    pub fn json_text(&self, column: &str, field: &str) -> String {
        match &self.0 {
            Inner::Sqlite(_) => format!("{column} ->> '$.{field}'"),
            Inner::Postgres(_) => format!("({column}::json ->> '{field}')"),
        }
    }

    /// An expression for 32 bytes that nobody can guess.
    pub const fn random_hash(&self) -> &'static str {
        match &self.0 {
            Inner::Sqlite(_) => "randomblob(32)",
            Inner::Postgres(_) => "sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))",
        }
    }
}

/// A statement. What it is given it takes by value, as rusqlite's does: lists are written where it is asked.
pub enum Statement<'s> {
    Sqlite(CachedStatement<'s>),
    Postgres(&'s dyn Ask, String),
}

/// A server that can be asked.
pub trait Ask {
    fn execute(&self, sql: &str, bound: &Bound<'_>) -> rusqlite::Result<usize>;
    fn query(&self, sql: &str, bound: &Bound<'_>) -> rusqlite::Result<Vec<PgRow>>;
}

impl Ask for RefCell<Pg<'_>> {
    fn execute(&self, sql: &str, bound: &Bound<'_>) -> rusqlite::Result<usize> {
        self.borrow_mut().execute(sql, bound)
    }

    fn query(&self, sql: &str, bound: &Bound<'_>) -> rusqlite::Result<Vec<PgRow>> {
        self.borrow_mut().query(sql, bound)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is called as rusqlite's statements are")]
impl Statement<'_> {
    pub fn execute(&mut self, bind: impl Bind) -> rusqlite::Result<usize> {
        match (self, bind.bound()) {
            (Self::Sqlite(statement), Bound::Placed(values)) => statement.execute(params_from_iter(values)),
            (Self::Sqlite(statement), Bound::Named(values)) => statement.execute(values),
            (Self::Postgres(pg, sql), bound) => pg.execute(sql, &bound),
        }
    }

    /// The rows, one after the other.
    pub fn query(&mut self, bind: impl Bind) -> rusqlite::Result<Rows<'_>> {
        Ok(match (self, bind.bound()) {
            (Self::Sqlite(statement), Bound::Placed(values)) => {
                Rows::Sqlite(statement.query(params_from_iter(values))?)
            }
            (Self::Sqlite(statement), Bound::Named(values)) => Rows::Sqlite(statement.query(values)?),
            (Self::Postgres(pg, sql), bound) => {
                Rows::Postgres { rows: pg.query(sql, &bound)?.into_iter(), current: None }
            }
        })
    }

    /// The first row.
    ///
    /// # Errors
    /// [`rusqlite::Error::QueryReturnedNoRows`] where there is none.
    pub fn query_row<T>(
        &mut self,
        bind: impl Bind,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let mut rows = self.query(bind)?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        read(&row)
    }

    /// All rows, each read.
    pub fn query_map<T>(
        &mut self,
        bind: impl Bind,
        mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<std::vec::IntoIter<rusqlite::Result<T>>> {
        let mut rows = self.query(bind)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(read(&row));
        }
        Ok(all.into_iter())
    }

    /// Whether there is a row.
    pub fn exists(&mut self, bind: impl Bind) -> rusqlite::Result<bool> {
        Ok(self.query(bind)?.next()?.is_some())
    }
}

/// Rows that come one by one.
pub enum Rows<'s> {
    Sqlite(rusqlite::Rows<'s>),
    Postgres { rows: std::vec::IntoIter<PgRow>, current: Option<PgRow> },
}

impl Rows<'_> {
    pub fn next(&mut self) -> rusqlite::Result<Option<Row<'_>>> {
        Ok(match self {
            Self::Sqlite(rows) => rows.next()?.map(Row::Sqlite),
            Self::Postgres { rows, current } => {
                *current = rows.next();
                current.as_ref().map(Row::Postgres)
            }
        })
    }
}

/// The place of a column.
pub trait Column {
    fn number(self) -> usize;
}

impl Column for usize {
    fn number(self) -> usize {
        self
    }
}

/// A row.
pub enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r PgRow),
}

impl Row<'_> {
    /// The value of a column, counted from 0.
    pub fn get<C: Column, T: FromSql>(&self, column: C) -> rusqlite::Result<T> {
        let column = column.number();
        match self {
            Self::Sqlite(row) => row.get(column),
            Self::Postgres(row) => T::column_result(to_value(row, column)?).map_err(|error| {
                rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Null, Box::new(error))
            }),
        }
    }

    /// The text of a column, where it stands.
    pub fn text(&self, column: usize) -> rusqlite::Result<&str> {
        let value = match self {
            Self::Sqlite(row) => row.get_ref(column)?,
            Self::Postgres(row) => to_value(row, column)?,
        };
        value.as_str().map_err(rusqlite::Error::from)
    }
}

/// The values of what is bound, by place: those with a name in the order in which the statement has the names.
pub(super) fn values(bound: &Bound<'_>, names: &[String]) -> rusqlite::Result<Vec<Value>> {
    let value = |one: &dyn ToSql| -> rusqlite::Result<Value> {
        use rusqlite::types::ToSqlOutput;
        match one.to_sql()? {
            ToSqlOutput::Borrowed(ValueRef::Text(text)) => Ok(Value::Text(String::from_utf8_lossy(text).into_owned())),
            ToSqlOutput::Borrowed(ValueRef::Blob(bytes)) => Ok(Value::Blob(bytes.to_vec())),
            ToSqlOutput::Borrowed(ValueRef::Integer(number)) => Ok(Value::Integer(number)),
            ToSqlOutput::Borrowed(ValueRef::Real(number)) => Ok(Value::Real(number)),
            ToSqlOutput::Owned(value) => Ok(value),
            _ => Ok(Value::Null),
        }
    };
    match bound {
        Bound::Placed(all) => all.iter().map(|one| value(*one)).collect(),
        Bound::Named(all) => names
            .iter()
            .map(|name| {
                let one = all.iter().find(|(bound, _)| bound.trim_start_matches(':') == name);
                one.map_or_else(|| Err(rusqlite::Error::InvalidParameterName(name.clone())), |(_, one)| value(*one))
            })
            .collect(),
    }
}
