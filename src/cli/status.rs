//! `yizhan status`: how things stand, for a technician or a script.

use super::{Context, Done};
use crate::domain::division;
use crate::domain::ledger::{CatalogueState, EntryRow, Status, Trouble};
use crate::i18n::Words;
use crate::runtime::store::status_of;
use crate::runtime::world::day_of;
use crate::store::{CATALOGUE_FILE, CatalogueReader};
use jiff::Timestamp;
use serde_json::{Value, json};

/// How many refusals are listed: a desk that has more has another problem.
const MAX_REFUSALS: usize = 1_000;

pub fn run(context: &mut Context) -> Done {
    let station = context.station()?;
    let now = context.world.now();
    let catalogue = if context.data.join(CATALOGUE_FILE).exists() {
        CatalogueReader::open(&context.data).and_then(|reader| reader.state(day_of(now)))?
    } else {
        CatalogueState::default()
    };
    let status = status_of(&station, catalogue)?;
    let refused = station.refused(MAX_REFUSALS)?;
    context
        .printer
        .either(&document(context.words, &status, &refused, now), || sentences(context.words, &status, &refused, now))
}

fn document(words: Words, status: &Status, refused: &[EntryRow], now: Timestamp) -> Value {
    let Status { station, place, entries, line, catalogue } = status;
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
        "refusals": refused.iter().map(|row| refusal(words, row)).collect::<Vec<_>>(),
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

fn sentences(words: Words, status: &Status, refused: &[EntryRow], now: Timestamp) -> String {
    let Status { station, place, entries, line, catalogue } = status;
    let ago = |at: Option<Timestamp>| at.map_or_else(|| "never".to_owned(), |at| words.ago(at, now));
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
    ];
    if let Some(trouble) = line.trouble {
        lines.push(format!("trouble:    {} ({}, {} times)", words.trouble(trouble), trouble.as_str(), line.failures));
    }
    for row in refused {
        let reason = row.refusal.as_ref().map_or_else(String::new, |r| words.refusal(r));
        lines.push(format!("refused:    {} {reason}", row.receipt));
    }
    lines.join("\n")
}
