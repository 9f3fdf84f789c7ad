//! Copies of the store, made while it is in use, and put back.
//!
//! A copy is a folder: the store, what is said about it, and, where somebody wants it so, the signing key. Whoever has key
//! and store is the province to every station, so that they are kept apart unless told otherwise.

use super::db::Db;
use super::key::{FIRST_FILE, SM_FILE, later_name};
use super::media::MediaFolder;
use super::{Fail, Inner, Store, open};
use crate::core::storage::StorageError;
use data_encoding::{BASE64, HEXLOWER};
use jiff::Timestamp;
use ring::digest::{Context, SHA256};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::feed::LIFE;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::suite::Suite;

const STORE: &str = "platform.db";
const MEDIA: &str = "media";
const MANIFEST: &str = "manifest.json";
/// The hours of lives are counted from here: 2026-01-01.
const FIRST_LIFE: i64 = 1_767_225_600;
/// How long the copy waits when a checkpoint has the file.
const PAUSE: Duration = Duration::from_millis(20);

/// What a copy says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub made_at: Timestamp,
    /// Of the program that made it.
    pub program: String,
    pub bytes: u64,
    /// SHA-256 of the store's file.
    pub sha256: String,
    pub stations: u64,
    pub entries: u64,
    pub postings: u64,
    /// The key the store's stations believe, its public half; `None`: a store that never served.
    pub public_key: Option<String>,
    /// The public halves of the keys that followed it, in their order.
    #[serde(default)]
    pub later_keys: Vec<String>,
    /// The public half of the first key of the other suite; `None`: there was none.
    #[serde(default)]
    pub sm_key: Option<String>,
    /// Posters and films, and their bytes.
    #[serde(default)]
    pub media: u64,
    #[serde(default)]
    pub media_bytes: u64,
    /// Whether the signing keys lie beside the store.
    pub has_key: bool,
}

impl Manifest {
    /// The files of the keys that stations believe, each with its public half.
    fn keys(&self) -> impl Iterator<Item = (String, &String)> {
        let later = self.later_keys.iter().zip(2..).map(|(key, number)| (later_name(number), key));
        let sm = self.sm_key.iter().map(|key| (SM_FILE.to_owned(), key));
        self.public_key.iter().map(|key| (FIRST_FILE.to_owned(), key)).chain(sm).chain(later)
    }
}

/// Why a copy is not made, not good, or not put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{0}: {1}")]
    Io(PathBuf, #[source] io::Error),
    #[error(transparent)]
    Open(#[from] open::OpenError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(
        "the store is on a database server: copy it with pg_dump --format=custom and put it back with pg_restore, then say \
         `yizhan-platform restore --server-copy-of TIME`; the keys and media of the data folder are copied beside it as files \
         (docs/running-a-platform.md)"
    )]
    OnAServer,
    #[error("{0} has no store to copy")]
    NoStore(PathBuf),
    #[error("{0} is no copy of a store: its manifest cannot be read ({1})")]
    NoManifest(PathBuf, String),
    #[error("{0} is damaged: {1}. Take another copy")]
    Damaged(PathBuf, String),
    #[error("{0} has a store already; say --replace to put it aside and restore over it")]
    InTheWay(PathBuf),
    #[error("a program has {0} open; stop the platform first")]
    InUse(PathBuf),
    #[error(
        "the stations of this store believe a key that is neither in the copy nor in {0}: put {1} there from where it is \
         kept, and restore again"
    )]
    NoKey(PathBuf, String),
    #[error("the signing key in {0} is not the one this store's stations believe")]
    OtherKey(PathBuf),
}

impl Store {
    /// Writes a copy of the store as it is now into a new file, while others go on working with it.
    ///
    /// # Errors
    /// When there is such a file already, or it cannot be written.
    pub fn back_up(&self, to: &Path) -> Result<(), StorageError> {
        let Inner::Sqlite(sqlite) = &self.0 else { return Err(StorageError(Box::new(BackupError::OnAServer))) };
        copy(&sqlite.file, to).map_err(|error| StorageError(Box::new(error)))
    }

    /// Says that this store was put back from a copy of an earlier moment: what was leased since is not known here, and no seat that
    /// may have been is leased anew. A file's store is told so when it is restored; a server's by whoever put it back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn was_restored(&self, now: Timestamp, copied_at: Timestamp) -> Result<(), StorageError> {
        self.write(|tx| begin_new_life(tx, now, copied_at))
    }
}

/// Since when a store is a restored one.
const MARK: &str = "INSERT INTO restored (one, restored_at, copied_at) VALUES (1, ?1, ?2)
    ON CONFLICT (one) DO UPDATE SET restored_at = excluded.restored_at, copied_at = excluded.copied_at";

/// Marks a store as put back, and gives everything in the feed a number of a later life.
fn begin_new_life(tx: &Db<'_>, now: Timestamp, copied_at: Timestamp) -> Result<(), Fail> {
    tx.execute(MARK, [now.as_millisecond(), copied_at.as_millisecond()])?;
    let seq: i64 = tx.query_row("SELECT seq FROM feed", [], |row| row.get(0))?;
    let hours = (now.as_second() - FIRST_LIFE) / 3_600;
    let life = (seq / LIFE + 1).max(hours);
    tx.execute("UPDATE feed SET seq = ?1", [life * LIFE + seq % LIFE])?;
    for table in ["posting", "pack"] {
        tx.execute(&format!("UPDATE {table} SET seq = ?1 + seq % ?2"), [life * LIFE, LIFE])?;
    }
    Ok(())
}

/// Copies the store of a data folder into a new folder below `into`, and looks whether the copy is good. Answers the
/// folder and what it holds.
///
/// # Errors
/// When it cannot be made; then no folder is left that could be taken for a copy.
pub fn back_up(data: &Path, into: &Path, with_key: bool, now: Timestamp) -> Result<(PathBuf, Manifest), BackupError> {
    let store = data.join(STORE);
    if !store.is_file() {
        return Err(BackupError::NoStore(data.to_owned()));
    }
    let name = format!("yizhan-platform-{}", now.strftime("%Y%m%dT%H%M%SZ"));
    let (draft, folder) = (into.join(format!(".{name}.unfinished")), into.join(name));
    let io = |error| BackupError::Io(folder.clone(), error);
    fs::DirBuilder::new().recursive(true).mode(0o700).create(&draft).map_err(io)?;
    let made = (|| -> Result<Manifest, BackupError> {
        copy(&store, &draft.join(STORE))?;
        copy_media(data, &draft)?;
        if with_key {
            for (name, _) in describe(&draft, true, now)?.keys() {
                copy_key(&data.join(&name), &draft.join(&name))?;
            }
        }
        let manifest = describe(&draft, with_key, now)?;
        let text = serde_json::to_vec_pretty(&manifest).map_err(|e| io(e.into()))?;
        fs::write(draft.join(MANIFEST), text).map_err(io)?;
        sync(&draft).map_err(io)?;
        fs::rename(&draft, &folder).map_err(io)?;
        sync_folder(into).map_err(io)?;
        Ok(manifest)
    })();
    if made.is_err() {
        // What is half-made is of use to nobody; the failure itself is what is told.
        let _removed = fs::remove_dir_all(&draft);
    }
    Ok((folder, made?))
}

/// Whether a copy is whole and sound; answers what it says of itself.
///
/// # Errors
/// What is wrong with it.
pub fn verify(folder: &Path) -> Result<Manifest, BackupError> {
    let file = folder.join(MANIFEST);
    let text = fs::read(&file).map_err(|e| BackupError::NoManifest(folder.to_owned(), e.to_string()))?;
    let said: Manifest =
        serde_json::from_slice(&text).map_err(|e| BackupError::NoManifest(folder.to_owned(), e.to_string()))?;
    let store = folder.join(STORE);
    let (bytes, sha256) = hash_of(&store).map_err(|e| BackupError::Io(store.clone(), e))?;
    if (bytes, &sha256) != (said.bytes, &said.sha256) {
        return Err(BackupError::Damaged(store, "its bytes are not those that were written".into()));
    }
    let is = describe(folder, said.has_key, said.made_at)?;
    for medium in MediaFolder::of(folder).list().map_err(|e| BackupError::Io(folder.to_owned(), e))? {
        check_medium(&folder.join(MEDIA).join(medium.sha256.to_string()))?;
    }
    let numbers = |of: &Manifest| (of.stations, of.entries, of.postings, of.media, of.media_bytes);
    if numbers(&is) != numbers(&said) {
        return Err(BackupError::Damaged(store, "it holds other numbers than it says".into()));
    }
    Ok(said)
}

/// Puts a copy in the place of a data folder's store; what stood there is put aside beside it.
///
/// # Errors
/// When the copy is not good, a platform runs there, or there is no key that the stations believe. Nothing is changed then.
pub fn restore(folder: &Path, data: &Path, replace: bool, now: Timestamp) -> Result<Manifest, BackupError> {
    let manifest = verify(folder)?;
    let store = open::prepare_folder(data)?;
    let io = |error| BackupError::Io(store.clone(), error);
    check_keys(folder, data, &manifest)?;
    if store.try_exists().map_err(io)? {
        if !replace {
            return Err(BackupError::InTheWay(data.to_owned()));
        }
        open::alone(&store).map_err(|_| BackupError::InUse(store.clone()))?;
    }
    let fresh = store.with_extension("db.restored");
    fs::copy(folder.join(STORE), &fresh).map_err(io)?;
    mark_restored(&fresh, now, manifest.made_at)?;
    copy_media(folder, data)?;
    File::open(&fresh).and_then(|file| file.sync_all()).map_err(io)?;
    for (name, _) in manifest.keys().filter(|_| manifest.has_key) {
        if !data.join(&name).try_exists().map_err(io)? {
            copy_key(&folder.join(&name), &data.join(&name))?;
        }
    }
    if store.try_exists().map_err(io)? {
        let aside = store.with_extension(format!("db.before-{}", now.strftime("%Y%m%dT%H%M%SZ")));
        fs::rename(&store, aside).map_err(io)?;
    }
    fs::rename(&fresh, &store).map_err(io)?;
    sync_folder(data).map_err(io)?;
    Ok(manifest)
}

/// The keys that stations believe must be at hand before a store is put in place.
fn check_keys(folder: &Path, data: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    for (name, believed) in manifest.keys() {
        let here = data.join(&name);
        let at = if here.is_file() { here } else { folder.join(&name) };
        let seed = fs::read(&at).map_err(|_| BackupError::NoKey(data.to_owned(), name))?;
        let suite = BASE64.decode(believed.as_bytes()).ok().and_then(|key| PublicKey::from_bytes(&key));
        match SigningKey::of(suite.map_or(Suite::Ed25519, |key| key.suite()), &seed) {
            Ok(key) if BASE64.encode(key.public().bytes()) == *believed => {}
            _ => return Err(BackupError::OtherKey(at)),
        }
    }
    Ok(())
}

/// All pages in one reading transaction: writers go on meanwhile, and what they commit is not in the copy.
fn copy(from: &Path, to: &Path) -> Result<(), BackupError> {
    let io = |kind: io::ErrorKind| BackupError::Io(to.to_owned(), kind.into());
    if to.exists() {
        return Err(io(io::ErrorKind::AlreadyExists));
    }
    let source = open::reader(from)?;
    let mut target = open::blank(to)?;
    let failed = |error: rusqlite::Error| BackupError::Storage(Fail::from(error).into());
    let backup = Backup::new(&source, &mut target).map_err(failed)?;
    loop {
        match backup.step(-1).map_err(failed)? {
            StepResult::Done => return Ok(()),
            _ => std::thread::sleep(PAUSE),
        }
    }
}

fn describe(folder: &Path, has_key: bool, made_at: Timestamp) -> Result<Manifest, BackupError> {
    let store = folder.join(STORE);
    let connection = open::alone(&store)?;
    let failed = |error: rusqlite::Error| BackupError::Storage(Fail::from(error).into());
    let text = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0)).map_err(failed);
    let sound = text("PRAGMA integrity_check")?;
    if sound != "ok" {
        return Err(BackupError::Damaged(store, sound));
    }
    let count = |table: &str| number(&connection, &format!("SELECT count(*) FROM {table}")).map_err(failed);
    let (stations, entries, postings) = (count("station")?, count("entry")?, count("posting")?);
    let public_key = super::stations::bound_key(&Db::from(&connection)).map_err(|e| BackupError::Storage(e.into()))?;
    let later = super::trust::successions(&Db::from(&connection)).map_err(|e| BackupError::Storage(e.into()))?;
    let sm_key =
        super::stations::bound_sm_key_if_any(&Db::from(&connection)).map_err(|e| BackupError::Storage(e.into()))?;
    drop(connection);
    let media = MediaFolder::of(folder).list().map_err(|e| BackupError::Io(folder.to_owned(), e))?;
    let (bytes, sha256) = hash_of(&store).map_err(|e| BackupError::Io(store, e))?;
    Ok(Manifest {
        made_at,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        bytes,
        sha256,
        stations,
        entries,
        postings,
        public_key: public_key.map(|key| BASE64.encode(key.bytes())),
        later_keys: later.iter().map(|one| BASE64.encode(one.to.bytes())).collect(),
        sm_key: sm_key.map(|key| BASE64.encode(key.bytes())),
        media: media.len() as u64,
        media_bytes: media.iter().map(|medium| medium.bytes).sum(),
        has_key,
    })
}

/// What was leased since the copy was made is not in it: the restored store says since when it is one, so that no seat is leased
/// twice. And what it gave numbers to in the feed since then is not in it: everything gets a number of a later life, so that
/// stations that are further than the copy hear of all of it.
///
/// # Errors
/// When the store cannot be written.
pub fn mark_restored(store: &Path, now: Timestamp, copied_at: Timestamp) -> Result<(), BackupError> {
    let failed = |error: rusqlite::Error| BackupError::Storage(Fail::from(error).into());
    // A copy of an older program is brought up to date here.
    let mut connection = open::writer(store)?;
    let tx = connection.transaction().map_err(failed)?;
    begin_new_life(&Db::from(&*tx), now, copied_at).map_err(|error| BackupError::Storage(error.into()))?;
    tx.commit().map_err(failed)?;
    drop(connection);
    drop(open::alone(store)?);
    Ok(())
}

/// Copies the posters and films of one folder into the other that are not there yet; what is there has the same bytes, since its name
/// is its hash.
fn copy_media(from: &Path, to: &Path) -> Result<(), BackupError> {
    let io = |at: &Path, error| BackupError::Io(at.to_owned(), error);
    let media = MediaFolder::of(from).list().map_err(|e| io(from, e))?;
    let folder = to.join(MEDIA);
    if !media.is_empty() {
        fs::create_dir_all(&folder).map_err(|e| io(&folder, e))?;
    }
    for medium in media {
        let name = medium.sha256.to_string();
        let (source, target) = (from.join(MEDIA).join(&name), folder.join(&name));
        if target.exists() {
            continue;
        }
        let draft = folder.join(format!("draft-{}", std::process::id()));
        let copied = fs::copy(&source, &draft).and_then(|_| File::open(&draft)?.sync_all());
        copied.and_then(|()| fs::rename(&draft, &target)).map_err(|e| io(&target, e))?;
    }
    if folder.is_dir() { sync_folder(&folder).map_err(|e| io(&folder, e)) } else { Ok(()) }
}

/// A medium's name is its hash.
fn check_medium(file: &Path) -> Result<(), BackupError> {
    let (_, sha256) = hash_of(file).map_err(|e| BackupError::Io(file.to_owned(), e))?;
    if file.file_name().is_some_and(|name| name.to_string_lossy() == sha256) {
        return Ok(());
    }
    Err(BackupError::Damaged(file.to_owned(), "its bytes are not those of its name".into()))
}

fn number(connection: &Connection, sql: &str) -> rusqlite::Result<u64> {
    connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map(i64::unsigned_abs)
}

fn copy_key(from: &Path, to: &Path) -> Result<(), BackupError> {
    let seed = fs::read(from).map_err(|e| BackupError::Io(from.to_owned(), e))?;
    let write = || -> io::Result<()> {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
        io::Write::write_all(&mut file, &seed)?;
        file.sync_all()
    };
    write().map_err(|e| BackupError::Io(to.to_owned(), e))
}

fn hash_of(file: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(file)?;
    let mut context = Context::new(&SHA256);
    let mut piece = vec![0; 1 << 20];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok((bytes, HEXLOWER.encode(context.finish().as_ref())));
        }
        context.update(piece.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
}

fn sync(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        File::open(entry?.path())?.sync_all()?;
    }
    sync_folder(folder)
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
#[path = "backup_tests.rs"]
mod tests;
