//! From the words of the one store to those of the other: places of values, values, rows.

use postgres::Statement;
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use rusqlite::types::{Value, ValueRef};
use std::error::Error;
use std::sync::Arc;

/// A statement as the server knows it.
#[derive(Clone)]
pub struct Told {
    pub statement: Statement,
    /// The names of its places, where they have names.
    pub names: Arc<[String]>,
}

/// Puts a statement into the server's words: `?1` and `:name` become `$1`, `BLOB` becomes `BYTEA`, hints for SQLite's planner go.
/// Answers the names of the places, in their order.
pub fn in_postgres(sql: &str) -> (String, Vec<String>) {
    let mut out = String::with_capacity(sql.len());
    let mut names: Vec<String> = Vec::new();
    let mut rest = sql;
    let mut quoted = false;
    while let Some(next) = rest.chars().next() {
        if next == '\'' {
            quoted = !quoted;
        }
        if !quoted {
            if let Some(behind) = rest.strip_prefix("::") {
                out.push_str("::");
                rest = behind;
                continue;
            }
            if let Some(behind) = rest.strip_prefix('?') {
                out.push('$');
                rest = behind;
                continue;
            }
            if let Some((name, behind)) = rest.strip_prefix(':').and_then(name_at) {
                let place = names.iter().position(|known| known == name).unwrap_or_else(|| {
                    names.push(name.to_owned());
                    names.len() - 1
                });
                out.push('$');
                out.push_str(&(place + 1).to_string());
                rest = behind;
                continue;
            }
            if let Some((_, behind)) = rest.strip_prefix("INDEXED BY ").and_then(name_at) {
                rest = behind;
                continue;
            }
            if let Some(behind) = rest.strip_prefix("AS BLOB)") {
                out.push_str("AS BYTEA)");
                rest = behind;
                continue;
            }
        }
        out.push(next);
        rest = rest.get(next.len_utf8()..).unwrap_or_default();
    }
    (out, names)
}

/// A name at the beginning, and what stands behind it.
fn name_at(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    text.split_at_checked(end).filter(|(name, _)| !name.is_empty())
}

/// A value on its way to the server, which says of which type it wants it.
#[derive(Debug)]
pub struct Spoken<'v>(&'v Value);

impl<'v> Spoken<'v> {
    pub fn all(values: &'v [Value]) -> Vec<Self> {
        values.iter().map(Self).collect()
    }

    pub fn as_params(all: &[Self]) -> Vec<&(dyn ToSql + Sync)> {
        all.iter().map(|one| one as &(dyn ToSql + Sync)).collect()
    }
}

/// A value that is none of the type that a place wants.
#[derive(Debug, thiserror::Error)]
#[error("a value of another type than the server wants here ({0})")]
struct OtherType(Type);

impl ToSql for Spoken<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (self.0, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Integer(number), &Type::INT8) => number.to_sql(ty, out),
            (Value::Integer(number), &Type::INT4) => i32::try_from(*number)?.to_sql(ty, out),
            (Value::Integer(number), &Type::BOOL) => (*number != 0).to_sql(ty, out),
            (Value::Text(text), &Type::TEXT | &Type::VARCHAR | &Type::UNKNOWN) => text.to_sql(ty, out),
            (Value::Blob(bytes), &Type::BYTEA) => bytes.to_sql(ty, out),
            _ => Err(Box::new(OtherType(ty.clone()))),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// The value of a column.
pub fn value_of(row: &postgres::Row, column: usize) -> Result<ValueRef<'_>, postgres::Error> {
    let ty = row.columns().get(column).map(postgres::Column::type_).cloned();
    Ok(match ty {
        Some(Type::INT8) => row.try_get::<_, Option<i64>>(column)?.map_or(ValueRef::Null, ValueRef::Integer),
        Some(Type::INT4) => {
            row.try_get::<_, Option<i32>>(column)?.map_or(ValueRef::Null, |number| ValueRef::Integer(number.into()))
        }
        Some(Type::BOOL) => {
            row.try_get::<_, Option<bool>>(column)?.map_or(ValueRef::Null, |yes| ValueRef::Integer(yes.into()))
        }
        Some(Type::BYTEA) => row.try_get::<_, Option<&[u8]>>(column)?.map_or(ValueRef::Null, ValueRef::Blob),
        _ => row.try_get::<_, Option<&str>>(column)?.map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_become_the_servers_and_what_is_quoted_stays() {
        let (words, names) = in_postgres("SELECT ':no', '?1', a::json FROM t WHERE a = :a AND b > :b AND c = :a");
        assert_eq!(words, "SELECT ':no', '?1', a::json FROM t WHERE a = $1 AND b > $2 AND c = $1");
        assert_eq!(names, ["a", "b"]);
        let (words, names) = in_postgres("SELECT CAST(?2 AS BLOB) FROM posting INDEXED BY posting_feed WHERE seq > ?1");
        assert_eq!(words, "SELECT CAST($2 AS BYTEA) FROM posting  WHERE seq > $1");
        assert!(names.is_empty());
    }
}
