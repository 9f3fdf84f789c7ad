//! The people's file as it was before a newer program brings it into its form: kept beside it, and put back where nothing would be lost.
//! A file in any form is read here, also in one that this build does not know.

use super::error::StoreError;
use super::key::StoreKey;
use super::open::{STATION_FILE, in_any_form};
use ring::digest::{Context, SHA256};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// What the line writes by itself, and brings again where it is missing. Everything else somebody has done.
const OF_THE_LINE: [&str; 9] =
    ["line", "trust", "spent", "notice", "notice_feed", "province", "seat_ask", "seat_lease", "unanswered"];

/// Writes a copy of the people's file into a folder, whole or not at all. Nobody else has it open. Whether there is a file.
///
/// # Errors
/// When it cannot be read, or there is no room.
pub fn keep_copy(data: &Path, key: &StoreKey, folder: &Path) -> Result<bool, StoreError> {
    let path = data.join(STATION_FILE);
    if !path.exists() {
        return Ok(false);
    }
    close_log(&in_any_form(&path, key)?)?;
    fs::create_dir_all(folder).map_err(|e| StoreError::file(folder, e))?;
    replace(&path, &folder.join(STATION_FILE))?;
    Ok(true)
}

/// Puts the copy back in the place of the file, unless somebody has done something since that only the file knows. Whether it is
/// back; what the line brought since, it brings again.
///
/// # Errors
/// When one of them cannot be read or written; the file is as it was then.
pub fn put_back(data: &Path, key: &StoreKey, folder: &Path) -> Result<bool, StoreError> {
    let (path, copy) = (data.join(STATION_FILE), folder.join(STATION_FILE));
    if !copy.exists() {
        return Ok(false);
    }
    let (now, before) = (in_any_form(&path, key)?, in_any_form(&copy, key)?);
    close_log(&now)?;
    if said(&now, &before)? != said(&before, &before)? {
        return Ok(false);
    }
    drop((now, before));
    // Its log is empty, and would be taken for the copy's.
    for companion in ["-wal", "-shm"] {
        let path = data.join(format!("{STATION_FILE}{companion}"));
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(StoreError::file(&path, e)),
            _ => {}
        }
    }
    replace(&copy, &path)?;
    Ok(true)
}

/// Everything is in the file itself, and nothing in its log.
fn close_log(db: &Connection) -> Result<(), StoreError> {
    let busy: i64 = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy == 0 { Ok(()) } else { Err(StoreError::Locked) }
}

fn replace(from: &Path, to: &Path) -> Result<(), StoreError> {
    let half = to.with_extension("part");
    let copied = || -> io::Result<()> {
        fs::copy(from, &half)?;
        File::open(&half)?.sync_all()?;
        fs::rename(&half, to)?;
        File::open(to.parent().map_or_else(PathBuf::new, Path::to_owned))?.sync_all()
    };
    copied().map_err(|e| StoreError::file(to, e))
}

/// A digest of everything that somebody has done, in the tables and columns of the older form. `None` where the file does not have them
/// any more.
fn said(db: &Connection, form: &Connection) -> Result<Option<Vec<u8>>, StoreError> {
    let mut digest = Context::new(&SHA256);
    for question in questions(form)? {
        let Ok(mut statement) = db.prepare(&question) else { return Ok(None) };
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        digest.update(question.as_bytes());
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                hash(&mut digest, row.get_ref(column)?);
            }
        }
    }
    Ok(Some(digest.finish().as_ref().to_vec()))
}

fn hash(digest: &mut Context, value: ValueRef<'_>) {
    let mut part = |kind: u8, bytes: &[u8]| {
        digest.update(&[kind]);
        digest.update(&(bytes.len() as u64).to_be_bytes());
        digest.update(bytes);
    };
    match value {
        ValueRef::Null => part(0, &[]),
        ValueRef::Integer(number) => part(1, &number.to_be_bytes()),
        ValueRef::Real(number) => part(2, &number.to_be_bytes()),
        ValueRef::Text(text) => part(3, text),
        ValueRef::Blob(blob) => part(4, blob),
    }
}

/// A question a table, each for every row in an order of its own.
fn questions(form: &Connection) -> Result<Vec<String>, StoreError> {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut statement = form.prepare(tables)?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let mut questions = Vec::new();
    for name in names.iter().filter(|name| !OF_THE_LINE.contains(&name.as_str())) {
        let columns = match name.as_str() {
            // What the province answered since, it answers again.
            "entry" => "\"seq\", \"id\", \"hash\"".to_owned(),
            _ => columns(form, name)?,
        };
        questions.push(format!("SELECT {columns} FROM \"{name}\" ORDER BY {columns}"));
    }
    // A key that the province may know already is nowhere else.
    let trust: Option<i64> =
        form.query_row("SELECT 1 FROM sqlite_schema WHERE name = 'trust'", [], |row| row.get(0)).optional()?;
    if trust.is_some() {
        questions.push("SELECT next_seed, key_made_at FROM trust".to_owned());
    }
    Ok(questions)
}

fn columns(db: &Connection, table: &str) -> Result<String, StoreError> {
    let mut statement = db.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DivisionCode, StationId};
    use crate::store::{Identity, Station};
    use jiff::Timestamp;
    use yizhan_wire::enrolment::PublicKey;
    use zeroize::Zeroizing;

    struct Scene {
        data: tempfile::TempDir,
        kept: tempfile::TempDir,
        key: StoreKey,
    }

    impl Scene {
        /// A station of which a copy is kept, and that a newer program has brought into its form since.
        fn set() -> Self {
            let (data, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            let scene = Self { data, kept, key: StoreKey::new([7; 32]) };
            scene.station().enrol(&identity(), &[9; 32]).unwrap();
            assert!(keep_copy(scene.data.path(), &scene.key, scene.kept.path()).unwrap());
            scene.change("CREATE TABLE of_the_future (a INTEGER); PRAGMA user_version = 99;");
            assert!(matches!(Station::open(scene.data.path(), &scene.key), Err(StoreError::TooNew { found: 99, .. })));
            scene
        }

        fn station(&self) -> Station {
            Station::open(self.data.path(), &self.key).unwrap()
        }

        fn change(&self, sql: &str) {
            in_any_form(&self.data.path().join(STATION_FILE), &self.key).unwrap().execute_batch(sql).unwrap();
        }

        fn put_back(&self) -> bool {
            put_back(self.data.path(), &self.key, self.kept.path()).unwrap()
        }
    }

    fn identity() -> Identity {
        Identity {
            id: StationId(12),
            name: "测试驿站".to_owned(),
            platform_url: "https://platform.example".to_owned(),
            platform_key: PublicKey::Ed25519([1; 32]),
            signing_seed: Zeroizing::new([3; 32]),
            enrolled_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_file_of_a_newer_form_goes_back_when_only_the_line_has_written_since() {
        let scene = Scene::set();
        scene.change("UPDATE line SET failures = 3; INSERT INTO of_the_future VALUES (1);");
        assert!(scene.put_back());
        assert_eq!(scene.station().identity().unwrap().unwrap().id, StationId(12));
        assert!(scene.put_back(), "and once more, as after a power cut in between");
        scene.station().set_place(&DivisionCode::new("430111").unwrap()).unwrap();
    }

    #[test]
    fn nothing_that_somebody_has_done_since_is_lost() {
        for done in [
            "INSERT INTO draft (form, saved_at) VALUES ('{}', 1)",
            "UPDATE station SET name = '另一个'",
            "UPDATE trust SET next_seed = zeroblob(32)",
            "INSERT INTO minimum_wage SELECT * FROM minimum_wage; DROP TABLE draft",
        ] {
            let scene = Scene::set();
            scene.change(done);
            assert!(!scene.put_back(), "{done}");
            let opened = Station::open(scene.data.path(), &scene.key);
            assert!(matches!(opened, Err(StoreError::TooNew { .. })), "{done}: the file stays as it is");
        }
    }

    #[test]
    fn where_there_is_no_copy_nothing_is_put_back() {
        let scene = Scene::set();
        fs::remove_file(scene.kept.path().join(STATION_FILE)).unwrap();
        assert!(!scene.put_back());
        let nothing = tempfile::tempdir().unwrap();
        assert!(!keep_copy(nothing.path(), &scene.key, scene.kept.path()).unwrap());
    }
}
