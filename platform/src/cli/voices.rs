//! `yizhan-platform voices`: speech of a place, recorded by people who speak it. One file a sentence, named after the words as
//! they stand on the screen; this makes the next version of the pack of it.

use super::{Data, Failure, printed};
use crate::core::Storage as _;
use crate::core::board::Board as _;
use crate::core::packs::{self, PutPack};
use crate::storage::Store;
use crate::storage::media::MediaFolder;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use yizhan_wire::Pack;
use yizhan_wire::content::VOICES;

/// What a recording may be, by the end of its name.
const ENDS: [&str; 6] = ["ogg", "opus", "mp3", "m4a", "wav", "flac"];

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take recordings of a dialect to all stations; prints how many there are now
    Add(Add),
    /// List the dialects and what is recorded in them, one JSON object a line
    List(List),
    /// Take a dialect back
    Remove(Remove),
}

#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    data: Data,
    /// A name for the dialect, in small letters
    #[arg(long, value_name = "NAME")]
    dialect: String,
    /// What its people call it, as 长沙话
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// A folder of sounds (.ogg, .opus, .mp3, .m4a, .wav, .flac), each named after the words on the screen:
    /// `想在哪里干活.ogg`. Of the same words the newest counts
    #[arg(value_name = "FOLDER")]
    sounds: PathBuf,
}

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
pub struct Remove {
    #[command(flatten)]
    data: Data,
    /// As `voices list` names it
    #[arg(value_name = "NAME")]
    dialect: String,
}

impl Command {
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Add(add) => add.run(),
            Self::List(list) => list.run(),
            Self::Remove(remove) => remove.run(),
        }
    }
}

impl Add {
    fn run(&self) -> Result<(), Failure> {
        let store = self.data.open()?;
        let mut fresh = recordings(&self.sounds, &MediaFolder::of(&self.data.folder()))?;
        if fresh.is_empty() {
            return Err(format!("{} holds no recording ({})", self.sounds.display(), ENDS.join(", ")).into());
        }
        let mut count = 0;
        change(&store, |dialects| {
            let known = dialects.iter().position(|dialect| text(dialect, "id") == self.dialect);
            let before = known.map(|at| dialects.remove(at));
            let before = before.as_ref().and_then(|dialect| dialect.get("recordings")?.as_array().cloned());
            for recording in before.unwrap_or_default() {
                if !fresh.iter().any(|new| text(new, "says") == text(&recording, "says")) {
                    fresh.push(recording);
                }
            }
            count = fresh.len();
            dialects.push(json!({ "id": self.dialect, "title": self.title, "recordings": fresh }));
        })?;
        printed(writeln!(io::stdout(), "{count}"))?;
        Ok(())
    }
}

/// The sounds of a folder in the order of their names, each with its words.
fn recordings(folder: &Path, media: &MediaFolder) -> Result<Vec<Value>, Failure> {
    let mut files = fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    files.sort_unstable();
    let sound = |file: &&PathBuf| file.extension().and_then(|end| end.to_str()).is_some_and(|end| ENDS.contains(&end));
    let mut found = Vec::new();
    for file in files.iter().filter(sound) {
        let words = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let mut recording = serde_json::to_value(media.add(file)?)?;
        if let Some(fields) = recording.as_object_mut() {
            fields.insert("says".to_owned(), json!(words));
        }
        found.push(recording);
    }
    Ok(found)
}

impl List {
    fn run(&self) -> Result<(), Failure> {
        let store = self.data.open()?;
        let mut out = io::stdout().lock();
        for dialect in held(&store)?.1 {
            if !printed(writeln!(out, "{dialect}"))? {
                break;
            }
        }
        Ok(())
    }
}

impl Remove {
    fn run(&self) -> Result<(), Failure> {
        let store = self.data.open()?;
        let mut found = false;
        change(&store, |dialects| {
            let before = dialects.len();
            dialects.retain(|dialect| text(dialect, "id") != self.dialect);
            found = dialects.len() < before;
        })?;
        if found { Ok(()) } else { Err(format!("there is no dialect {}", self.dialect).into()) }
    }
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// Puts a dialect into the feed in place of the one of this name.
pub(super) fn put_dialect(store: &Store, dialect: Value) -> Result<(), Failure> {
    change(store, |dialects| match dialects.iter_mut().find(|known| text(known, "id") == text(&dialect, "id")) {
        Some(known) => *known = dialect,
        None => dialects.push(dialect),
    })
}

/// The version of the pack in the feed, and its dialects.
fn held(store: &Store) -> Result<(u32, Vec<Value>), Failure> {
    let Some(pack) = store.pack(VOICES)? else { return Ok(Default::default()) };
    Ok((pack.version, pack.body.get("dialects").and_then(Value::as_array).cloned().unwrap_or_default()))
}

/// Puts the next version of the pack into the feed, if it is another one.
fn change(store: &Store, change: impl FnOnce(&mut Vec<Value>)) -> Result<(), Failure> {
    let (version, before) = held(store)?;
    let mut dialects = before.clone();
    change(&mut dialects);
    if dialects == before {
        return Ok(());
    }
    let next = json!({ "kind": VOICES, "version": version + 1, "body": { "dialects": dialects } });
    let pack: Pack = packs::read(&next.to_string()).map_err(|flaw| format!("{}: {}", flaw.field, flaw.reason))?;
    match store.put_pack(&pack, &|held| packs::settle(&pack, held))? {
        PutPack::Taken | PutPack::Unchanged => Ok(()),
        PutPack::NotNewer { .. } => Err("somebody else changed the recordings just now; try again".into()),
    }
}
