//! `yizhan-platform seed`.

use super::playlist::{change, name_of};
use super::voices::put_dialect;
use super::{Data, Failure, now, printed};
use crate::core::board::Board as _;
use crate::core::service::day_of;
use crate::core::{PutCounts, Storage as _, packs};
use crate::seed::{self, Sample, SampleShow, SampleVoice};
use crate::storage::Store;
use crate::storage::media::MediaFolder;
use clap::Args;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use yizhan_wire::PostingId;

#[derive(Debug, Args)]
pub struct Seed {
    #[command(flatten)]
    data: Data,
    /// How many postings
    #[arg(long, value_name = "N", default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    postings: u32,
    /// The same seed and day give the same province
    #[arg(long = "seed", value_name = "S", default_value_t = 1)]
    number: u64,
    /// The day the province is written on; postings are at most 20 days older [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Also a film and posters for passers-by, each about a posting that suits, and a sample of a dialect
    #[arg(long)]
    shows: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Postings in one transaction.
const BATCH: usize = 4_000;

impl Seed {
    pub fn run(&self) -> Result<(), Failure> {
        let storage = self.data.open()?;
        let as_of = self.as_of.unwrap_or_else(|| day_of(now()));
        let postings = seed::province(self.postings, self.number, as_of);
        let mut put = PutCounts::default();
        for some in postings.chunks(BATCH) {
            put += storage.put_postings(some)?;
        }
        let pack = seed::words()?;
        let put_pack = storage.put_pack(&pack, &|held| packs::settle(&pack, held))?;
        let mut content = BTreeMap::new();
        for pack in seed::content(as_of, self.number)? {
            let put = storage.put_pack(&pack, &|held| packs::settle(&pack, held))?;
            content.insert(pack.kind, put);
        }
        let mut shows = 0;
        if self.shows {
            let media = MediaFolder::of(&self.data.folder());
            shows = show_samples(&storage, &media, as_of)?;
            put_dialect(&storage, voice_of(&seed::VOICE, &media)?)?;
        }
        let line = if self.json {
            json!({ "seed": self.number, "as_of": as_of, "postings": postings.len(), "put": put, "words": put_pack, "content": content, "shows": shows })
                .to_string()
        } else {
            format!("{} synthetic postings as of {as_of}, seed {}: {} new", postings.len(), self.number, put.taken)
        };
        printed(writeln!(io::stdout(), "{line}"))?;
        Ok(())
    }
}

/// Among so many postings the one is looked for that a show is about.
const MOST_LOOKED_AT: i64 = 2_000;

/// Puts the sample shows into the feed; how many there are. One that suits no open posting is about none, and is shown all the
/// same.
fn show_samples(store: &Store, media: &MediaFolder, today: Date) -> Result<usize, Failure> {
    let mut samples = Vec::new();
    for sample in &seed::SHOWS {
        samples.push(show_of(sample, about(store, sample, today)?, media)?);
    }
    let count = samples.len();
    change(store, |shows| {
        shows.retain(|known| samples.iter().all(|sample| name_of(sample) != name_of(known)));
        shows.extend(samples);
    })?;
    Ok(count)
}

/// The sample of a dialect, its sounds among the media.
fn voice_of(sample: &SampleVoice, media: &MediaFolder) -> Result<Value, Failure> {
    let mut recordings = Vec::new();
    for (says, sound) in sample.recordings() {
        let mut recording = serde_json::to_value(media.add_bytes(sound.bytes, sound.mime)?)?;
        recording.as_object_mut().map(|fields| fields.insert("says".to_owned(), json!(says)));
        recordings.push(recording);
    }
    let [zh, en] = sample.title;
    Ok(json!({ "id": sample.id, "title": { "zh": zh, "en": en }, "recordings": recordings }))
}

fn about(store: &Store, sample: &SampleShow, today: Date) -> Result<Option<PostingId>, Failure> {
    for id in (1..=MOST_LOOKED_AT).map(PostingId) {
        if store.posting(id, today)?.is_some_and(|posting| (sample.suits)(&posting)) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn show_of(sample: &SampleShow, about: Option<PostingId>, media: &MediaFolder) -> Result<Value, Failure> {
    let take = |file: &Sample| -> Result<Value, Failure> {
        Ok(serde_json::to_value(media.add_bytes(file.bytes, file.mime)?)?)
    };
    let [zh, en] = sample.title;
    let mut show = Map::new();
    show.insert("id".into(), json!(sample.id));
    show.insert("title".into(), json!({ "zh": zh, "en": en }));
    show.insert("poster".into(), take(&sample.poster)?);
    if let Some(id) = about {
        show.insert("posting".into(), json!(id));
    }
    if let Some([film, subtitles]) = &sample.film {
        let mut film = take(film)?;
        let subtitles = take(subtitles)?;
        film.as_object_mut().map(|film| film.insert("subtitles".into(), subtitles));
        show.insert("film".into(), film);
        // Heard when a street is loud anyway.
        show.insert("sound".into(), json!(["10:00-11:30", "15:00-17:00"]));
    }
    Ok(Value::Object(show))
}
