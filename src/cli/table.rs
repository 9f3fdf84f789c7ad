//! `yizhan import-table` and `yizhan export-table`: lists of people and postings, in and out. In: every row is looked at and
//! said, then taken; a list that is taken twice writes nothing twice. Out: in the province's own fields, by a table in
//! configuration.

use super::open::identity;
use super::{Context, Done, Failure};
use crate::domain::audit::Deed;
use crate::domain::staff::StaffMember;
use crate::domain::tables::province;
use crate::domain::tables::{Preview, PreviewRow, RowState, TableKind, fields};
use crate::runtime::SharedWorld;
use crate::runtime::office::act;
use crate::runtime::office::handing_on::{self, FIELDS_FILE};
use crate::runtime::office::tables::Source;
use crate::store::Station;
use crate::tables;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Import {
    /// The list: .csv (UTF-8 or GB18030) or .xlsx
    file: PathBuf,
    /// What it holds: registrations, postings, or results of interview machines and simulators
    #[arg(long = "as", value_name = "KIND", value_parser = kind)]
    kind: TableKind,
    /// Only say what would become of each row
    #[arg(long)]
    check: bool,
    /// The consents of these people to be registered are here on paper
    #[arg(long)]
    consent_on_paper: bool,
    /// A column of the list is this field, whatever it is called: `备用电话=phone`; `序号=` for none
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// Write the rows that were not taken into this file, each with its reason
    #[arg(long, value_name = "FILE")]
    left: Option<PathBuf>,
    /// The account of the member of staff who takes it; needed for postings, which a colleague reviews, and for results
    #[arg(long, value_name = "NAME")]
    staff: Option<String>,
}

#[derive(clap::Args)]
pub struct Export {
    /// What to write: registrations or postings
    #[arg(value_name = "KIND", value_parser = kind)]
    kind: TableKind,
    /// The file: its ending says whether .csv or .xlsx
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// The table of the province's fields [default: province-fields.json in the data folder, else the program's own]
    #[arg(long, value_name = "FILE")]
    fields: Option<PathBuf>,
}

fn kind(word: &str) -> Result<TableKind, String> {
    TableKind::parse(word).ok_or_else(|| "known are registrations, postings and results".to_owned())
}

pub fn import(context: &mut Context, options: &Import) -> Done {
    let mut station = context.station()?;
    identity(&station)?;
    let world = SharedWorld::clone(&context.world);
    let member = member(&station, options)?;
    let mut source = Source::open(&options.file, options.kind)
        .map_err(|trouble| Failure::Because(context.words.table_trouble(trouble).to_owned()))?;
    source.on_paper = options.consent_on_paper;
    for said in &options.map {
        map(&mut source, said)?;
    }
    let act = act(member.as_ref(), &*world);
    let mut preview = source.preview(&station, &act)?;
    if !options.check {
        source.take(&mut preview, &mut station, usize::MAX, (&act, &*world))?;
    }
    if let Some(path) = &options.left {
        let reason = |state: &RowState| context.words.row_state(options.kind, state);
        let heads = [context.words.tables_head_line(), context.words.tables_head_reason()];
        write(path, &source.left(&preview, reason, heads), 1)?;
    }
    say(context, &preview)?;
    let counts = preview.counts();
    if counts.bad == 0 {
        return Ok(());
    }
    let rows = preview.rows.len().to_string();
    Err(Failure::Because(context.words.cli_some_refused(&rows, &counts.bad.to_string())))
}

/// Who takes it. A person must have typed a posting, so that another can review it.
fn member(station: &Station, options: &Import) -> Result<Option<StaffMember>, Failure> {
    let all = station.list_staff()?;
    let named = options.staff.as_ref().map(|name| {
        let found = all.into_iter().find(|member| member.name == *name);
        found.ok_or_else(|| Failure::Because(format!("there is no account named {name}")))
    });
    if named.is_none() && options.kind != TableKind::Registrations && !options.check {
        return Err(Failure::Because("say with --staff who takes these".to_owned()));
    }
    named.transpose()
}

fn map(source: &mut Source, said: &str) -> Result<(), Failure> {
    let (name, field) = said.split_once('=').ok_or_else(|| Failure::Because(format!("{said} is not COLUMN=FIELD")))?;
    let column = source.sheet.head.iter().position(|known| known.trim() == name.trim());
    let column = column.ok_or_else(|| Failure::Because(format!("the list has no column {name}")))?;
    let known: Vec<&str> = fields(source.kind).collect();
    if !field.is_empty() && !known.contains(&field) {
        return Err(Failure::Because(format!("there is no field {field}; there are: {}", known.join(", "))));
    }
    source.mapping.set(source.kind, column, Some(field).filter(|field| !field.is_empty()));
    Ok(())
}

/// Every row and what became of it, then the sums.
fn say(context: &Context, preview: &Preview) -> Done {
    let words = context.words;
    let word = |state: &RowState| match state {
        RowState::Ready => "ready",
        RowState::Renews => "renews",
        RowState::Again(_) => "again",
        RowState::Twice(_) => "twice",
        RowState::Bad(_) => "bad",
        RowState::Taken(_) => "taken",
    };
    let row = |row: &PreviewRow| json!({ "line": row.line, "name": row.name, "state": word(&row.state), "says": words.row_state(preview.kind, &row.state) });
    let counts = preview.counts();
    let sums = json!({ "ready": counts.ready, "taken": counts.taken, "known": counts.again, "bad": counts.bad });
    let rows: Vec<_> = preview.rows.iter().map(row).collect();
    context.printer.either(&json!({ "rows": rows, "sums": sums }), || {
        let line = |row: &PreviewRow| {
            let said = words.row_state(preview.kind, &row.state);
            words.joined(&[&words.tables_line(i64::from(row.line)), &row.name, &said])
        };
        preview.rows.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

pub fn export(context: &mut Context, options: &Export) -> Done {
    if !options.kind.is_handed_on() {
        return Err(Failure::Because("results are taken in, and handed on with the services".to_owned()));
    }
    let mut station = context.station()?;
    let world = SharedWorld::clone(&context.world);
    let act = act(None, &*world);
    let named = options.fields.clone().or_else(|| Some(context.data.join(FIELDS_FILE)).filter(|path| path.exists()));
    let because = |path: &Path, error: String| Failure::Because(format!("{}: {error}", path.display()));
    let fields = match (&named, &station.rules().fields) {
        (Some(path), _) => {
            let text = fs::read_to_string(path).map_err(|error| because(path, error.to_string()))?;
            province::read(&text).map_err(|error| because(path, error.to_string()))?
        }
        (None, Some(fields)) => fields.clone(),
        (None, None) => province::read(province::USUAL)?,
    };
    identity(&station)?;
    let table = handing_on::table(&station, options.kind, &fields, act.today)?;
    save(&options.to, &handing_on::bytes(&table, is_sheet(&options.to))?)?;
    let detail = format!("{} {}", options.kind.as_str(), table.rows.len());
    station.note(&act, Deed::Exported, None, &detail)?;
    let unmapped: Vec<_> = table.unmapped.iter().map(|(column, code)| format!("{column}: {code}")).collect();
    context.printer.either(&json!({ "rows": table.rows.len(), "unmapped": unmapped }), || {
        let rows = context.words.tables_written(i64::try_from(table.rows.len()).unwrap_or(i64::MAX));
        let missing = unmapped.iter().map(|code| context.words.tables_unmapped(code));
        std::iter::once(rows).chain(missing).collect::<Vec<_>>().join("\n")
    })
}

fn write(path: &Path, lines: &[Vec<String>], heads: u32) -> Done {
    save(path, &if is_sheet(path) { tables::xlsx("Sheet1", lines, heads)? } else { tables::csv(lines)? })
}

fn is_sheet(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"))
}

fn save(path: &Path, bytes: &[u8]) -> Done {
    fs::write(path, bytes).map_err(|error| Failure::Because(format!("{}: {error}", path.display())))
}
