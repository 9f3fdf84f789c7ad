//! `yizhan status`: how things stand, for a technician or a script.

use super::devices::Keyboard;
use super::{Context, Done, Failure};
use crate::domain::division;
use crate::domain::ledger::{CatalogueState, EntryRow, PackState, Status, Trouble};
use crate::domain::own::OwnState;
use crate::i18n::Words;
use crate::runtime::store::status_of;
use crate::runtime::world::day_of;
use crate::store::{CATALOGUE_FILE, CatalogueReader, Station};
use jiff::Timestamp;
use serde_json::{Value, json};

/// How many refusals are listed: a desk that has more has another problem.
const MAX_REFUSALS: usize = 1_000;

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    keyboard: Keyboard,
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    let stand = stand(context, &context.station()?, options.keyboard)?;
    context.printer.either(&document(context.words, &stand), || sentences(context.words, &stand))
}

/// Everything that can be said of an open station.
pub fn stand(context: &Context, station: &Station, keyboard: Keyboard) -> Result<Stand, Failure> {
    let now = context.world.now();
    let (catalogue, packs) = if context.data.join(CATALOGUE_FILE).exists() {
        let reader = CatalogueReader::open(&context.data)?;
        (reader.state(day_of(now))?, reader.packs()?)
    } else {
        (CatalogueState::default(), Vec::new())
    };
    Ok(Stand {
        status: status_of(station, catalogue)?,
        packs,
        refused: station.refused(MAX_REFUSALS)?,
        unanswered: station.unanswered_on(day_of(now))?,
        pinyin: keyboard.stand(),
        now,
    })
}

/// How things stand.
pub struct Stand {
    status: Status,
    packs: Vec<PackState>,
    refused: Vec<EntryRow>,
    /// Searches of today that found nothing.
    unanswered: u64,
    /// Which engine the touch keyboard works with, and what is in its way.
    pinyin: (&'static str, String),
    now: Timestamp,
}

pub fn document(words: Words, stand: &Stand) -> Value {
    let Stand { status, packs, refused, unanswered, pinyin, now } = stand;
    let Status { station, place, entries, line, catalogue, notices, own } = status;
    json!({
        "station": station.as_ref().map(|(id, name)| json!({ "id": id, "name": name })),
        "place": place,
        "entries": {
            "waiting": entries.waiting,
            "acknowledged": entries.acknowledged,
            "refused": entries.refused,
            "oldest_waiting": entries.oldest_waiting,
        },
        "line": {
            "contact_at": line.contact_at,
            "failures": line.failures,
            "next_attempt_at": line.next_attempt_at,
            "trouble": line.trouble.map(Trouble::as_str),
        },
        "catalogue": {
            "cursor": catalogue.cursor,
            "open": catalogue.open,
            "complete_at": catalogue.complete_at,
            "age_seconds": catalogue.complete_at.map(|at| now.duration_since(at).as_secs()),
        },
        "notices": { "cursor": notices.mark.seq, "unseen": notices.unseen },
        "clock": { "off_seconds": own.clock_off_s, "wrong": own.wrong_clock_s().is_some() },
        "settings": settings_document(own, *now),
        "unanswered_today": unanswered,
        "pinyin": { "engine": pinyin.0, "state": pinyin.1 },
        "packs": packs.iter().map(|pack| pack_document(words, pack)).collect::<Vec<_>>(),
        "refusals": refused.iter().map(|row| refusal(words, row)).collect::<Vec<_>>(),
    })
}

fn settings_document(own: &OwnState, now: Timestamp) -> Value {
    let day = day_of(now);
    json!({
        "in_force": own.configuration,
        "refused": own.refused.as_ref().map(|(version, field)| json!({ "version": version, "field": field })),
        "spent_bytes_today": own.spent.on(day),
        "budget_spent": own.budget_is_spent(day),
    })
}

fn pack_document(words: Words, pack: &PackState) -> Value {
    json!({
        "kind": pack.kind,
        "version": pack.good,
        "unread_version": pack.unread,
        "refused": pack.refused.as_ref().map(|refused| json!({
            "version": refused.version,
            "field": refused.flaw.place,
            "code": refused.flaw.kind.as_str(),
            "message": words.pack_flaw(&refused.flaw),
        })),
    })
}

/// A refused entry, by its receipt: the person's name has no place in a terminal's history.
fn refusal(words: Words, row: &EntryRow) -> Value {
    json!({
        "receipt": row.receipt,
        "entry": row.id,
        "answered_at": row.answered_at,
        "code": row.refusal.as_ref().map(|r| r.code.as_str()),
        "field": row.refusal.as_ref().map(|r| r.field.as_str()),
        "message": row.refusal.as_ref().map(|r| words.refusal(r)),
    })
}

fn sentences(words: Words, stand: &Stand) -> String {
    let Stand { status, packs, refused, unanswered, pinyin, now } = stand;
    let Status { station, place, entries, line, catalogue, notices, own } = status;
    let ago = |at: Option<Timestamp>| at.map_or_else(|| "never".to_owned(), |at| words.ago(at, *now));
    let mut lines = vec![
        station
            .as_ref()
            .map_or_else(|| "station:    not enrolled".to_owned(), |(id, name)| format!("station:    {id} {name}")),
        place.as_ref().map_or_else(
            || "place:      unknown; say it with `yizhan provision --division CODE`".to_owned(),
            |place| format!("place:      {place} {}", division::spoken(place.as_str())),
        ),
        format!(
            "entries:    {} waiting, {} acknowledged, {} refused",
            entries.waiting, entries.acknowledged, entries.refused
        ),
        format!("contact:    {}", ago(line.contact_at)),
        format!("postings:   {} open, cursor {}", catalogue.open, catalogue.cursor),
        format!("complete:   {}", ago(catalogue.complete_at)),
        format!("notices:    {} of the province not looked at, cursor {}", notices.unseen, notices.mark.seq),
        format!("searches:   {unanswered} of today found nothing"),
        format!("pinyin:     {} {}", pinyin.0, pinyin.1),
    ];
    if let Some(trouble) = line.trouble {
        lines.push(format!("trouble:    {} ({}, {} times)", words.trouble(trouble), trouble.as_str(), line.failures));
    }
    lines.extend(
        words
            .own_warnings(own, own.budget_is_spent(day_of(*now)))
            .into_iter()
            .map(|said| format!("itself:     {said}")),
    );
    for pack in packs {
        let named =
            |version: Option<u32>, what: &str| version.map(|version| format!("{} version {version}{what}", pack.kind));
        let versions = [named(pack.good, ""), named(pack.unread, " (kept, not read)")];
        lines.extend(versions.into_iter().flatten().map(|version| format!("pack:       {version}")));
        if let Some(refused) = &pack.refused {
            let message = words.pack_flaw(&refused.flaw);
            lines.push(format!("pack:       {} version {} refused: {message}", pack.kind, refused.version));
        }
    }
    for row in refused {
        let reason = row.refusal.as_ref().map_or_else(String::new, |r| words.refusal(r));
        lines.push(format!("refused:    {} {reason}", row.receipt));
    }
    lines.join("\n")
}
