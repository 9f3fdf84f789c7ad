//! Lists for the province: people and postings in its own fields, by a table in configuration, as a file on a stick or wherever the
//! command line says.

use super::tables::{Opened, TableEvent};
use crate::domain::audit::Deed;
use crate::domain::tables::TableKind;
use crate::domain::tables::preview::TableTrouble;
use crate::domain::tables::province::{self, Kept, ProvinceTable, Record};
use crate::store::{Act, Station, StoreError};
use crate::tables;
use jiff::civil::Date;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// The mapping table of a station, in its data folder, where it is another than the program's.
pub const FIELDS_FILE: &str = "province-fields.json";
/// Folders below `/media` in which a stick appears: that of the account, and its own.
const DEEP: usize = 2;
/// A name is tried with so many numbers behind it before the stick counts as full.
const MOST_NAMES: u32 = 100;

/// The table of everybody, or of every posting, that is to be handed on today.
///
/// # Errors
/// When the store cannot be read, or the station is nobody's yet.
pub fn table(
    station: &Station,
    kind: TableKind,
    fields: &province::ProvinceFields,
    today: Date,
) -> Result<ProvinceTable, StoreError> {
    let name = station.identity()?.ok_or(StoreError::NotEnrolled)?.name;
    Ok(province::table(province::columns(fields, kind), &records(station, kind, &name, today)?))
}

fn records(station: &Station, kind: TableKind, name: &str, today: Date) -> Result<Vec<Record>, StoreError> {
    Ok(match kind {
        TableKind::Registrations => {
            let people = station.people_to_hand_on(today)?;
            let record = people.iter().map(|one| {
                let kept = Kept { receipt: Some(&one.receipt), station: name, on: one.on, until: one.until };
                province::person(&one.form, &kept)
            });
            record.collect()
        }
        TableKind::Postings => {
            let postings = station.postings_to_hand_on(today)?;
            let record = postings.iter().map(|one| {
                let on = one.offer.made_on;
                let kept = Kept { receipt: Some(&one.receipt), station: name, on, until: one.until };
                province::posting(&one.offer.answers, &one.firm, &kept)
            });
            record.collect()
        }
        TableKind::Results => Vec::new(),
    })
}

/// A table as a file: a spreadsheet, or text in commas.
///
/// # Errors
/// When the table does not fit into such a file.
pub fn bytes(table: &ProvinceTable, sheet: bool) -> Result<Vec<u8>, tables::NotWritten> {
    let titles = Some(table.titles.clone()).filter(|titles| !titles.is_empty());
    let heads = 1 + u32::from(titles.is_some());
    let lines: Vec<Vec<String>> =
        std::iter::once(table.head.clone()).chain(titles).chain(table.rows.iter().cloned()).collect();
    if sheet { tables::xlsx("Sheet1", &lines, heads) } else { tables::csv(&lines) }
}

/// The mapping that counts here: the station's own file, else the province's pack, else the program's.
pub(super) fn fields(data: Option<&Path>, station: &Station) -> Option<province::ProvinceFields> {
    let own = data.map(|data| data.join(FIELDS_FILE)).filter(|path| path.exists());
    let text = match own {
        Some(path) => fs::read_to_string(path).ok()?,
        None => match &station.rules().fields {
            Some(fields) => return Some(fields.clone()),
            None => province::USUAL.to_owned(),
        },
    };
    province::read(&text).ok()
}

/// Writes the list onto the stick; the audit log says so.
pub(super) fn export(
    station: &mut Station,
    opened: &Opened,
    (kind, name): (TableKind, &str),
    act: &Act<'_>,
) -> Result<TableEvent, StoreError> {
    let Some(stick) = stick(opened) else {
        return Ok(TableEvent::Trouble(TableTrouble::NoStick));
    };
    let Some(fields) = fields(opened.data.as_deref(), station) else {
        return Ok(TableEvent::Trouble(TableTrouble::BadFields));
    };
    let table = table(station, kind, &fields, act.today)?;
    let named = format!("{name}-{}", act.today);
    let written = bytes(&table, true).ok().and_then(|bytes| write(&stick, &named, "xlsx", &bytes).ok());
    let Some(file) = written else { return Ok(TableEvent::Trouble(TableTrouble::NotWritten)) };
    station.note(act, Deed::Exported, None, &format!("{} {}", kind.as_str(), table.rows.len()))?;
    let unmapped = table.unmapped.iter().map(|(column, code)| format!("{column}: {code}")).collect();
    Ok(TableEvent::Exported { file, rows: table.rows.len(), unmapped })
}

/// Writes a file whole, under a name that nothing has yet; its name.
pub(super) fn write(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> io::Result<String> {
    let plain = |c: char| if matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '-' } else { c };
    let name: String = name.chars().map(plain).collect();
    for number in 1..=MOST_NAMES {
        let behind = if number == 1 { String::new() } else { format!("-{number}") };
        let file = format!("{name}{behind}.{ending}");
        match File::create_new(folder.join(&file)) {
            Ok(mut open) => {
                let written = open.write_all(bytes).and_then(|()| open.sync_all());
                if let Err(error) = written {
                    // Half a list would be taken for one.
                    let _removed = fs::remove_file(folder.join(&file));
                    return Err(error);
                }
                return Ok(file);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The stick to write onto.
pub(super) fn stick(opened: &Opened) -> Option<PathBuf> {
    sticks(&opened.folders).into_iter().next()
}

/// Where sticks are: folders that are another file system than the one they lie in.
fn sticks(named: &[PathBuf]) -> Vec<PathBuf> {
    if !named.is_empty() {
        return named.iter().filter(|folder| folder.is_dir()).cloned().collect();
    }
    let device = |folder: &Path| fs::metadata(folder).map(|known| known.dev()).ok();
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = super::tables::USUAL_FOLDERS.iter().map(PathBuf::from).collect();
    for _ in 0..DEEP {
        let mut deeper = Vec::new();
        for folder in open {
            let here = device(&folder);
            let inside = fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
            for path in inside.filter(|path| path.is_dir()) {
                if device(&path) == here { deeper.push(path) } else { found.push(path) }
            }
        }
        open = deeper;
    }
    found.sort();
    found
}
