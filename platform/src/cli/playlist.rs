//! `yizhan-platform playlist`: what stations show while nobody uses them. It is a pack like any other; this writes the next
//! version of it, so that nobody has to put hashes and version numbers together by hand.

use super::{Data, Failure, now, printed};
use crate::core::Storage as _;
use crate::core::board::Board as _;
use crate::core::packs::{self, PutPack};
use crate::core::service::day_of;
use crate::storage::Store;
use crate::storage::media::MediaFolder;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::io::{self, Write as _};
use std::path::PathBuf;
use yizhan_wire::content::{Body, Hours, PLAYLIST, Playlist, Show, read};
use yizhan_wire::media::MediaHash;
use yizhan_wire::{Pack, PostingId};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show a poster or a film at all stations, in the days and hours named; prints its name
    Add(Box<Add>),
    /// List what is shown, one JSON object a line
    List(List),
    /// Show it no more
    Remove(Remove),
}

#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    data: Data,
    /// A name to remove it by; the beginning of its hash where none is given. One of the same name is replaced
    #[arg(long, value_name = "NAME")]
    id: Option<String>,
    /// What stands beside the picture
    #[arg(long, value_name = "TEXT")]
    title: String,
    #[arg(long, value_name = "TEXT")]
    title_en: Option<String>,
    /// A line below it, where it is about no posting
    #[arg(long, value_name = "TEXT")]
    line: Option<String>,
    /// The posting that a touch opens; the show ends with it
    #[arg(long, value_name = "ID")]
    posting: Option<i64>,
    /// A PNG or a JPEG; it also stands for the film where no film can be played
    #[arg(long, value_name = "FILE", required_unless_present = "film")]
    poster: Option<PathBuf>,
    /// An MP4, WebM or the like
    #[arg(long, value_name = "FILE")]
    film: Option<PathBuf>,
    /// What is said in the film: WebVTT or SubRip, UTF-8
    #[arg(long, value_name = "FILE", requires = "film")]
    subtitles: Option<PathBuf>,
    /// First day
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// Hours in which it is shown, as 08:00-18:30; can be said several times
    #[arg(long, value_name = "HOURS")]
    hours: Vec<Hours>,
    /// Days of the week on which it is shown, Monday is 1; can be said several times
    #[arg(long, value_name = "DAY", value_parser = clap::value_parser!(i8).range(1..=7))]
    weekday: Vec<i8>,
    /// Hours in which the film is heard; nothing is heard where none are named
    #[arg(long, value_name = "HOURS", requires = "film")]
    sound: Vec<Hours>,
    /// How long the poster stands
    #[arg(long, value_name = "SECONDS")]
    seconds: Option<u32>,
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
    /// As `playlist list` names it
    #[arg(value_name = "NAME")]
    id: String,
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
        if let Some(id) = self.posting
            && store.posting(PostingId(id), today())?.is_none()
        {
            return Err(format!("no posting {id} is open").into());
        }
        let show = self.show(&MediaFolder::of(&self.data.folder()))?;
        let id = name_of(&show).to_owned();
        change(&store, |shows| {
            shows.retain(|known| name_of(known) != id);
            shows.push(show);
        })?;
        printed(writeln!(io::stdout(), "{id}"))?;
        Ok(())
    }

    fn show(&self, folder: &MediaFolder) -> Result<Value, Failure> {
        let mut show = Map::new();
        let mut first: Option<MediaHash> = None;
        let mut take = |file: &PathBuf| -> Result<Value, Failure> {
            let medium = folder.add(file)?;
            first = first.or(Some(medium.sha256));
            Ok(serde_json::to_value(medium)?)
        };
        let poster = self.poster.as_ref().map(&mut take).transpose()?;
        let film = self.film.as_ref().map(&mut take).transpose()?;
        let subtitles = self.subtitles.as_ref().map(&mut take).transpose()?;
        let named = first.map(|hash| hash.to_string().chars().take(12).collect());
        let id: String = self.id.clone().or(named).unwrap_or_default();
        show.insert("id".into(), json!(id));
        show.insert(
            "title".into(),
            match &self.title_en {
                Some(en) => json!({ "zh": self.title, "en": en }),
                None => json!(self.title),
            },
        );
        let mut put = |field: &str, value: Option<Value>| value.map(|value| show.insert(field.to_owned(), value));
        put("line", self.line.as_ref().map(|line| json!(line)));
        put("posting", self.posting.map(|id| json!(id)));
        put("poster", poster);
        put(
            "film",
            film.map(|mut film| {
                if let Some(subtitles) = subtitles {
                    film.as_object_mut().map(|film| film.insert("subtitles".to_owned(), subtitles));
                }
                film
            }),
        );
        put("from", self.from.map(|day| json!(day)));
        put("until", self.until.map(|day| json!(day)));
        put("weekdays", (!self.weekday.is_empty()).then(|| json!(self.weekday)));
        put("hours", (!self.hours.is_empty()).then(|| json!(self.hours)));
        put("sound", (!self.sound.is_empty()).then(|| json!(self.sound)));
        put("seconds", self.seconds.map(|seconds| json!(seconds)));
        Ok(Value::Object(show))
    }
}

impl List {
    fn run(&self) -> Result<(), Failure> {
        let store = self.data.open()?;
        let (shows, typed) = held(&store)?;
        let mut out = io::stdout().lock();
        for (mut show, typed) in shows.into_iter().zip(typed.shows) {
            let state = json!(state(&store, &typed, today())?);
            show.as_object_mut().map(|show| show.insert("state".to_owned(), state));
            if !printed(writeln!(out, "{show}"))? {
                break;
            }
        }
        Ok(())
    }
}

/// The name of a show as the pack holds it.
pub(super) fn name_of(show: &Value) -> &str {
    show.get("id").and_then(Value::as_str).unwrap_or_default()
}

fn today() -> Date {
    day_of(now())
}

/// Whether stations show it today, and if not, why.
fn state(store: &Store, show: &Show, today: Date) -> Result<&'static str, Failure> {
    let posting = show.posting.map(|id| store.posting(id, today)).transpose()?;
    Ok(match posting {
        _ if show.until.is_some_and(|until| until < today) => "over",
        _ if show.from.is_some_and(|from| from > today) => "later",
        Some(None) => "without its posting",
        _ => "shown",
    })
}

impl Remove {
    fn run(&self) -> Result<(), Failure> {
        let store = self.data.open()?;
        let mut found = false;
        change(&store, |shows| {
            let before = shows.len();
            shows.retain(|show| name_of(show) != self.id);
            found = shows.len() < before;
        })?;
        if found { Ok(()) } else { Err(format!("nothing is shown under the name {}", self.id).into()) }
    }
}

/// What is shown, as it stands in the pack and as it is read.
fn held(store: &Store) -> Result<(Vec<Value>, Playlist), Failure> {
    let Some(pack) = store.pack(PLAYLIST)? else { return Ok(Default::default()) };
    let Ok(Some(Body::Playlist(typed))) = read(PLAYLIST, &pack.body.to_string()) else {
        return Err("the playlist in the feed cannot be read by this version".into());
    };
    let shows = pack.body.get("shows").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok((shows, typed))
}

/// Puts the next version of the playlist into the feed, if it is another one.
pub(super) fn change(store: &Store, change: impl FnOnce(&mut Vec<Value>)) -> Result<(), Failure> {
    let version = store.pack(PLAYLIST)?.map_or(0, |pack| pack.version);
    let (before, _) = held(store)?;
    let mut shows = before.clone();
    change(&mut shows);
    if shows == before {
        return Ok(());
    }
    let next = json!({ "kind": PLAYLIST, "version": version + 1, "body": { "shows": shows } });
    // Examined as any pack is, with the field at fault.
    let pack: Pack = packs::read(&next.to_string()).map_err(|flaw| format!("{}: {}", flaw.field, flaw.reason))?;
    match store.put_pack(&pack, &|held| packs::settle(&pack, held))? {
        PutPack::Taken | PutPack::Unchanged => Ok(()),
        PutPack::NotNewer { .. } => Err("somebody else changed the playlist just now; try again".into()),
    }
}
