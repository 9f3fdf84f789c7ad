//! SQLite FTS5 with its trigram tokenizer, as its users set it up: the postings in a table, the index over it. Words of
//! fewer than three characters, which have no trigram, are looked for in the rows by LIKE. Pinyin and initials stand in
//! columns of their own; a word of hanzi and letters cannot be asked for.

use crate::corpus::Base;
use crate::engine::{Answer, Engine, FIRST, Want};
use crate::queries::{Ask, Class};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};
use std::collections::HashMap;
use std::path::Path;
use yizhan::domain::listing::BenefitSet;
use yizhan::domain::wage;
use yizhan::search::{Ingester, normalise};
use yizhan_wire::Posting;

const TABLES: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384;
    CREATE TABLE posting (id INTEGER PRIMARY KEY, kind TEXT, form TEXT, district TEXT, month INTEGER, benefits INTEGER,
        settlement TEXT, source TEXT, title TEXT, employer TEXT, pinyin TEXT, initials TEXT, text TEXT);
    CREATE VIRTUAL TABLE found USING fts5 (title, employer, district, text, pinyin, initials, content = 'posting',
        content_rowid = 'id', tokenize = 'trigram');";
const COLUMNS: [&str; 6] = ["title", "employer", "district", "pinyin", "initials", "text"];
const BATCH: usize = 5_000;

pub struct Trigram {
    db: Connection,
    ingester: Ingester,
}

pub fn build(base: &Base, count: usize, files: &Path) {
    let mut db = connect(files);
    db.execute_batch(TABLES).unwrap();
    let mut ingester = Ingester::new();
    let mut postings = base.corpus(count).peekable();
    while postings.peek().is_some() {
        let tx = db.transaction().unwrap();
        postings.by_ref().take(BATCH).for_each(|posting| insert(&tx, &mut ingester, &posting));
        tx.commit().unwrap();
    }
    db.execute_batch("INSERT INTO found (found) VALUES ('optimize'); PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
}

fn connect(files: &Path) -> Connection {
    #[expect(clippy::disallowed_methods, reason = "another engine's file, not the store's")]
    let db = Connection::open(files.join("fts5.db")).unwrap();
    db.execute_batch("PRAGMA cache_size = -16384").unwrap();
    db
}

fn insert(db: &Connection, ingester: &mut Ingester, posting: &Posting) {
    let readings = ingester.prepare(posting);
    let pinyin = [&readings.title_pinyin, &readings.employer_pinyin].map(|reading| reading.replace(' ', "")).join(" ");
    let initials = [&readings.title_pinyin, &readings.employer_pinyin].map(|reading| first_letters(reading)).join(" ");
    let least = posting.wage.min_fen.zip(posting.wage.unit).and_then(|(fen, unit)| wage::a_month(fen, unit));
    let row = params![
        posting.id.0,
        posting.job_kind.as_str(),
        posting.work_form.as_str(),
        posting.place.district,
        least,
        BenefitSet::of(&posting.benefits).0,
        posting.settlement.map(yizhan::domain::Settlement::as_str),
        posting.source.kind.as_str(),
        normalise(&posting.title),
        normalise(&posting.employer),
        pinyin,
        initials,
        normalise(&posting.description()),
    ];
    let mut put = db.prepare_cached("INSERT INTO posting VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)").unwrap();
    put.execute(row).unwrap();
    let sql = "INSERT INTO found (rowid, title, employer, district, text, pinyin, initials)
        SELECT id, title, employer, district, text, pinyin, initials FROM posting WHERE id = ?1";
    db.prepare_cached(sql).unwrap().execute([posting.id.0]).unwrap();
}

fn first_letters(reading: &str) -> String {
    reading.split_ascii_whitespace().filter_map(|syllable| syllable.get(..1)).collect()
}

/// Where to look, and under which conditions.
struct Sql {
    from: &'static str,
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Sql {
    fn of(ask: &Ask) -> Self {
        let (long, short): (Vec<&str>, Vec<&str>) = ask.words().into_iter().partition(|w| w.chars().count() >= 3);
        let mut sql = Self { from: "posting p", conditions: Vec::new(), values: Vec::new() };
        if !long.is_empty() {
            let looks_at_rows = ask.is_filtered() || !short.is_empty();
            sql.from = if looks_at_rows { "found f JOIN posting p ON p.id = f.rowid" } else { "found f" };
            let quoted: Vec<String> = long.iter().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
            sql.add("found MATCH ?", Value::Text(quoted.join(" AND ")));
        }
        for word in short {
            let any: Vec<String> = COLUMNS.iter().map(|column| format!("p.{column} LIKE ?")).collect();
            sql.conditions.push(format!("({})", any.join(" OR ")));
            sql.values.extend(COLUMNS.map(|_| Value::Text(format!("%{word}%"))));
        }
        if let Some(district) = &ask.district {
            sql.add("substr(p.district, 1, ?) =", Value::Integer(district.chars().count() as i64));
            sql.conditions.last_mut().unwrap().push_str(" ?");
            sql.values.push(Value::Text(district.clone()));
        }
        if let Some(yuan) = ask.wage_yuan {
            sql.add("p.month >= ?", Value::Integer(yuan * 100));
        }
        if let Some(benefit) = ask.benefit {
            sql.add("p.benefits & ? <> 0", Value::Integer(i64::from(BenefitSet::of(&[benefit]).0)));
        }
        if let Some(kind) = ask.kind {
            sql.add("p.kind = ?", Value::Text(kind.as_str().to_owned()));
        }
        sql
    }

    fn add(&mut self, condition: &str, value: Value) {
        self.conditions.push(condition.to_owned());
        self.values.push(value);
    }

    fn where_clause(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!("WHERE {}", self.conditions.join(" AND ")) }
    }

    fn id(&self) -> &'static str {
        if self.from.starts_with("found") { "f.rowid" } else { "p.id" }
    }
}

impl Trigram {
    pub fn open(files: &Path) -> Self {
        Self { db: connect(files), ingester: Ingester::new() }
    }

    fn rows(&self, sql: &str, values: &[Value], mut each: impl FnMut(&Row<'_>)) {
        let mut statement = self.db.prepare_cached(sql).unwrap();
        let mut rows = statement.query(params_from_iter(values)).unwrap();
        while let Some(row) = rows.next().unwrap() {
            each(row);
        }
    }

    /// All in one pass: the ids come newest last, the values are counted as they pass.
    fn counted(&self, sql: &Sql) -> Answer {
        let mut counts: HashMap<(usize, String), usize> = HashMap::new();
        let mut benefits = [0_usize; 32];
        let mut ids: Vec<i64> = Vec::new();
        let from = if sql.from == "found f" { "found f JOIN posting p ON p.id = f.rowid" } else { sql.from };
        let text = format!(
            "SELECT p.id, p.benefits, p.kind, p.form, p.district, p.settlement, p.source FROM {from} {}",
            sql.where_clause()
        );
        self.rows(&text, &sql.values, |row| {
            ids.push(row.get(0).unwrap());
            let set: u32 = row.get(1).unwrap();
            benefits.iter_mut().enumerate().for_each(|(bit, count)| *count += (set >> bit & 1) as usize);
            for column in 2..7 {
                let value: Option<String> = row.get(column).unwrap();
                *counts.entry((column, value.unwrap_or_default())).or_default() += 1;
            }
        });
        let total = ids.len();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        ids.truncate(FIRST);
        Answer { total, ids, facets: counts.len() + benefits.iter().filter(|count| **count > 0).count() }
    }
}

impl Engine for Trigram {
    fn ask(&mut self, ask: &Ask, want: Want) -> Option<Answer> {
        if ask.class == Class::Mixed {
            return None;
        }
        let sql = Sql::of(ask);
        let (id, clause) = (sql.id(), sql.where_clause());
        let mut answer = if want == Want::Facets {
            self.counted(&sql)
        } else {
            let mut answer = Answer::default();
            self.rows(&format!("SELECT count(*) FROM {} {clause}", sql.from), &sql.values, |row| {
                answer.total = row.get::<_, i64>(0).unwrap() as usize;
            });
            let limit = if want == Want::All { String::new() } else { format!("LIMIT {FIRST}") };
            let text = format!("SELECT {id} FROM {} {clause} ORDER BY {id} DESC {limit}", sql.from);
            self.rows(&text, &sql.values, |row| answer.ids.push(row.get(0).unwrap()));
            answer
        };
        if want != Want::All {
            let mut hit =
                self.db.prepare_cached("SELECT title, employer, district FROM posting WHERE id = ?1").unwrap();
            let mut here = |id: &i64| hit.query_row([id], |row| row.get::<_, String>(0)).is_ok();
            answer.ids = answer.ids.iter().copied().filter(&mut here).collect();
        }
        Some(answer)
    }

    fn change(&mut self, posting: &Posting) {
        let tx = self.db.transaction().unwrap();
        // An index over another table is told what stood there.
        let sql = "INSERT INTO found (found, rowid, title, employer, district, text, pinyin, initials)
            SELECT 'delete', id, title, employer, district, text, pinyin, initials FROM posting WHERE id = ?1";
        tx.execute(sql, [posting.id.0]).unwrap();
        tx.execute("DELETE FROM posting WHERE id = ?1", [posting.id.0]).unwrap();
        insert(&tx, &mut self.ingester, posting);
        tx.commit().unwrap();
    }
}
