//! Tables at the desk: which files lie on the stick, what would become of each row, taking them, and writing down what was
//! not taken. The command line looks and takes by the same rules.

use super::firms::cleaned;
use super::{OfficeEvent, Refused, handing_on, results};
use crate::domain::audit::Deed;
use crate::domain::firms::FirmRow;
use crate::domain::role::May;
use crate::domain::service::fill::Answers;
use crate::domain::tables::postings::{FirmNamed, answers_of, firm_of};
use crate::domain::tables::preview::{TableFile, TableTrouble};
use crate::domain::tables::{
    Mapping, Preview, PreviewRow, RowFault, RowState, Sheet, SheetRow, TableKind, people, usual_name,
};
use crate::domain::{Given, ReceiptNo, SeqNo, StationId, phone, registration};
use crate::runtime::registering::{Outcome, register};
use crate::runtime::world::World;
use crate::store::{Act, Origin, Station, StoreError};
use crate::tables;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows that are taken in one go: each is a commit of its own, and between two goes others have the store.
const AT_ONCE: usize = 50;
/// Where sticks appear.
pub(super) const USUAL_FOLDERS: [&str; 2] = ["/media", "/run/media"];
/// Folders in folders that are looked through, and files that are listed.
const DEEP: usize = 4;
const MOST_FILES: usize = 200;

/// Work for the store thread.
#[derive(Debug, Clone, PartialEq)]
pub enum TableJob {
    /// Which files there are.
    Files,
    Open {
        file: TableFile,
        kind: TableKind,
    },
    /// A column is this field, or none.
    Map {
        column: usize,
        field: Option<String>,
    },
    /// The consents are on paper, or are not.
    OnPaper(bool),
    /// Takes some of the rows that can be taken; asked again until none is left.
    Take,
    /// Writes what was not taken, with the reasons, beside the file.
    SaveLeft,
    Close,
    /// Writes everything of a kind onto the stick, in the province's fields, under a name that begins so.
    Export {
        kind: TableKind,
        name: String,
    },
}

/// What the store thread says to it.
#[derive(Debug, Clone, PartialEq)]
pub enum TableEvent {
    Files(Vec<TableFile>),
    Preview(Arc<Preview>),
    /// Some rows were taken, and there are more.
    Taking(Arc<Preview>),
    /// Written beside the file, under this name.
    Saved(String),
    Trouble(TableTrouble),
    Closed,
    /// Written onto the stick under this name; codes that the province's table does not have.
    Exported {
        file: String,
        rows: usize,
        unmapped: Vec<String>,
    },
}

/// A table that is open.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// Where sticks are looked for; empty: where they usually are.
    pub folders: Vec<PathBuf>,
    /// The station's data folder, which may have a table of the province's fields.
    pub data: Option<PathBuf>,
    source: Option<(Source, Preview)>,
}

impl Opened {
    /// Nothing of it stays in memory.
    pub(super) fn close(&mut self) {
        self.source = None;
    }
}

/// A table with what is known of it.
#[derive(Debug, Clone)]
pub struct Source {
    pub path: PathBuf,
    pub kind: TableKind,
    pub sheet: Sheet,
    pub mapping: Mapping,
    pub on_paper: bool,
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    /// Why it is no table.
    pub fn open(path: &Path, kind: TableKind) -> Result<Self, TableTrouble> {
        let size = fs::metadata(path).map_err(|_| TableTrouble::Gone)?.len();
        if size > tables::MOST_BYTES {
            return Err(TableTrouble::TooLarge);
        }
        let bytes = fs::read(path).map_err(|_| TableTrouble::Gone)?;
        let knows = |name: &str| Mapping::guess(kind, &[name.to_owned()]).fields() != [None];
        let sheet = tables::read(bytes, &knows)?;
        let mapping = Mapping::guess(kind, &sheet.head);
        Ok(Self { path: path.to_owned(), kind, sheet, mapping, on_paper: false })
    }

    fn name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// What would become of each row now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn preview(&self, station: &Station, act: &Act<'_>) -> Result<Preview, StoreError> {
        let mut look = Look::new(self, station, act)?;
        let mut rows = Vec::with_capacity(self.sheet.rows.len());
        for row in &self.sheet.rows {
            let name = row.text(&self.mapping, self.kind.name_field()).to_owned();
            rows.push(PreviewRow { line: row.line, name, state: look.judge(row)? });
        }
        Ok(Preview {
            file: self.name(),
            kind: self.kind,
            head: self.sheet.head.clone(),
            mapping: self.mapping.clone(),
            on_paper: self.on_paper,
            rows,
            taken: false,
        })
    }

    /// Takes up to `most` of the rows that can be taken, each in a transaction of its own; whether there are more. What is
    /// interrupted is taken up by doing it again: rows that stand already are left alone.
    ///
    /// # Errors
    /// When the store could not do it; the rows before are on the disk.
    pub fn take(
        &self,
        preview: &mut Preview,
        station: &mut Station,
        most: usize,
        (act, world): (&Act<'_>, &dyn World),
    ) -> Result<bool, StoreError> {
        preview.taken = true;
        let firms = if self.kind == TableKind::Postings { station.firms(act.today)? } else { Vec::new() };
        let people =
            if self.kind == TableKind::Results { results::People::read(station)? } else { results::People::default() };
        let mut ready = preview.rows.iter_mut().zip(&self.sheet.rows).filter(|(row, _)| row.state.is_ready());
        for (shown, row) in ready.by_ref().take(most) {
            shown.state = self.write(station, (&firms, &people), row, (act, world))?;
        }
        let more = ready.next().is_some();
        if !more {
            let detail = format!("{} {} of {}", self.kind.as_str(), preview.counts().taken, preview.rows.len());
            station.note(act, Deed::Imported, None, &detail)?;
        }
        Ok(more)
    }

    fn write(
        &self,
        station: &mut Station,
        (firms, people): (&[FirmRow], &results::People),
        row: &SheetRow,
        (act, world): (&Act<'_>, &dyn World),
    ) -> Result<RowState, StoreError> {
        let of_fields = |faults: Vec<_>| RowState::Bad(faults.into_iter().map(RowFault::Field).collect());
        if self.kind == TableKind::Postings {
            let (firm, known) = match firm_among(firms, &firm_of(&self.mapping, row)) {
                Ok(found) => found,
                Err(fault) => return Ok(RowState::Bad(vec![fault])),
            };
            return Ok(match answers_of(&self.mapping, row, &known, act.today) {
                Ok(answers) => {
                    station.save_offer(firm, &cleaned(answers), None, act)?;
                    RowState::Taken(None)
                }
                Err(faults) => of_fields(faults),
            });
        }
        if self.kind == TableKind::Results {
            return match results::judge(station, people, (&self.mapping, row), act.today)? {
                (RowState::Ready, Some(known)) => results::take(station, known, act, world),
                (state, _) => Ok(state),
            };
        }
        let form = match people::form_of(&self.mapping, row, self.on_paper, clerk(act), world.now()) {
            Ok(form) => form,
            Err(faults) => return Ok(of_fields(faults)),
        };
        Ok(match register(station, &form, Origin::Direct, world) {
            Ok(Outcome::Registered(registered)) if registered.already => RowState::Again(Some(registered.receipt)),
            Ok(Outcome::Registered(registered)) => RowState::Taken(Some(registered.receipt)),
            Ok(Outcome::Faults(faults)) => of_fields(faults),
            Err(StoreError::TooLarge(_)) => RowState::Bad(vec![RowFault::TooLarge]),
            Err(error) => return Err(error),
        })
    }

    /// The rows that were not taken, as a table of the same columns with a line and a reason before them.
    #[must_use]
    pub fn left(&self, preview: &Preview, reason: impl Fn(&RowState) -> String, heads: [&str; 2]) -> Vec<Vec<String>> {
        let head = heads.iter().map(ToString::to_string).chain(self.sheet.head.iter().cloned()).collect();
        let mut lines = vec![head];
        for left in preview.left() {
            let Some(row) = self.sheet.rows.iter().find(|row| row.line == left.line) else { continue };
            let about = [left.line.to_string(), reason(&left.state)];
            lines.push(about.into_iter().chain(row.cells.iter().cloned()).collect());
        }
        lines
    }
}

fn clerk<'a>(act: &Act<'a>) -> &'a str {
    act.by.map_or("", |member| member.name.as_str())
}

/// One look over all rows of a table, in their order.
struct Look<'a> {
    source: &'a Source,
    station: &'a Station,
    act: &'a Act<'a>,
    firms: Vec<FirmRow>,
    /// Words and people of the rows above, by their lines.
    words: HashMap<Vec<u8>, u32>,
    people: HashMap<(String, String), u32>,
    /// Everybody who is registered, by name and telephone.
    known: HashMap<(String, String), ReceiptNo>,
    /// The same for results, which need no registration that stands.
    registered: results::People,
}

impl<'a> Look<'a> {
    fn new(source: &'a Source, station: &'a Station, act: &'a Act<'a>) -> Result<Self, StoreError> {
        let (mut firms, mut known, mut registered) = (Vec::new(), HashMap::new(), results::People::default());
        match source.kind {
            TableKind::Postings => firms = station.firms(act.today)?,
            TableKind::Registrations => {
                let stands = station.seekers()?.into_iter().filter(|row| row.valid_until >= act.today);
                known.extend(stands.map(|row| ((row.name.trim().to_owned(), row.phone), row.receipt)));
            }
            TableKind::Results => registered = results::People::read(station)?,
        }
        Ok(Self { source, station, act, firms, words: HashMap::new(), people: HashMap::new(), known, registered })
    }

    fn judge(&mut self, row: &SheetRow) -> Result<RowState, StoreError> {
        match self.source.kind {
            TableKind::Registrations => self.person(row),
            TableKind::Postings => self.posting(row),
            TableKind::Results => self.result(row),
        }
    }

    fn person(&mut self, row: &SheetRow) -> Result<RowState, StoreError> {
        let of_fields = |faults: Vec<_>| RowState::Bad(faults.into_iter().map(RowFault::Field).collect());
        let Source { mapping, on_paper, .. } = self.source;
        let form = match people::form_of(mapping, row, *on_paper, clerk(self.act), self.act.now) {
            Ok(form) => form,
            Err(faults) => return Ok(of_fields(faults)),
        };
        let checked = match registration::check(&form, self.act.today) {
            Ok(checked) => checked,
            Err(faults) => return Ok(of_fields(faults)),
        };
        if let Some(above) = self.words.insert(checked.content(), row.line) {
            return Ok(RowState::Twice(above));
        }
        let number = checked.id_number().map(|id| (form.id_type, id.as_str().to_owned()));
        let nobodys = ReceiptNo::of(StationId(0), SeqNo(0));
        let registration = checked.into_registration(nobodys, self.act.today);
        if let Some(receipt) = self.station.standing(&registration, self.act.today)? {
            return Ok(RowState::Again(Some(receipt)));
        }
        match number {
            Some((kind, number)) => {
                let known = self.station.subject_of_number(kind, &number)?;
                Ok(if known.is_some() { RowState::Renews } else { RowState::Ready })
            }
            None => Ok(self.without_document(row, registration.name, registration.phone.unwrap_or_default())),
        }
    }

    /// Without a document nobody can say whether two of the same name and telephone are one: a person looks.
    fn without_document(&mut self, row: &SheetRow, name: String, phone: String) -> RowState {
        let who = (name, phone);
        let known = self.known.get(&who).cloned();
        if let Some(above) = self.people.insert(who, row.line) {
            return RowState::Twice(above);
        }
        known.map_or(RowState::Ready, |receipt| RowState::Bad(vec![RowFault::Alike(receipt)]))
    }

    fn result(&mut self, row: &SheetRow) -> Result<RowState, StoreError> {
        let about = (&self.source.mapping, row);
        let (state, known) = results::judge(self.station, &self.registered, about, self.act.today)?;
        let Some((subject, result)) = known.filter(|_| state == RowState::Ready) else { return Ok(state) };
        let words = format!("{} {} {} {}", subject.0, result.on, result.product, result.result);
        Ok(self.words.insert(words.into_bytes(), row.line).map_or(state, RowState::Twice))
    }

    fn posting(&mut self, row: &SheetRow) -> Result<RowState, StoreError> {
        let mapping = &self.source.mapping;
        let (firm, known) = match firm_among(&self.firms, &firm_of(mapping, row)) {
            Ok(found) => found,
            Err(fault) => return Ok(RowState::Bad(vec![fault])),
        };
        let answers = match answers_of(mapping, row, &known, self.act.today) {
            Ok(answers) => cleaned(answers),
            Err(faults) => return Ok(RowState::Bad(faults.into_iter().map(RowFault::Field).collect())),
        };
        let words = serde_json::to_vec(&(firm, &answers)).unwrap_or_default();
        if let Some(above) = self.words.insert(words, row.line) {
            return Ok(RowState::Twice(above));
        }
        let stands = self.station.has_offer(firm, &answers, self.act.today)?;
        Ok(if stands { RowState::Again(None) } else { RowState::Ready })
    }
}

/// The employer a row means, and the answers that are known of it.
fn firm_among(firms: &[FirmRow], named: &FirmNamed) -> Result<(i64, Answers), RowFault> {
    let said = || if named.name.is_empty() { named.credit_code.clone() } else { named.name.clone() };
    let mut meant = firms.iter().filter(|row| {
        if named.credit_code.is_empty() {
            row.firm.name == named.name
        } else {
            row.firm.credit_code == named.credit_code
        }
    });
    let row = meant.next().ok_or_else(|| RowFault::NoFirm(said()))?;
    if meant.next().is_some() {
        return Err(RowFault::WhichFirm(said()));
    }
    let one = |text: &str| Given::One(text.to_owned());
    let mut known = Answers::from([("contact".to_owned(), one(&row.firm.contact))]);
    if phone::national(&row.firm.phone).is_ok() {
        known.insert("phone".to_owned(), one(&row.firm.phone));
    }
    Ok((row.id, known))
}

/// Does a job of the desk.
///
/// # Errors
/// When the store could not do it.
pub(super) fn carry_out(
    station: &mut Station,
    opened: &mut Opened,
    job: TableJob,
    act: &Act<'_>,
    world: &dyn World,
) -> Result<OfficeEvent, StoreError> {
    let event = match job {
        TableJob::Files => TableEvent::Files(files(opened)),
        TableJob::Export { .. } if !act.by.is_some_and(|member| member.roles.may(May::Report)) => {
            return Ok(OfficeEvent::Refused(Refused::NotAllowed));
        }
        TableJob::Export { kind, name } => handing_on::export(station, opened, (kind, &name), act)?,
        TableJob::Close => {
            opened.source = None;
            TableEvent::Closed
        }
        TableJob::Open { file, kind } => {
            opened.source = None;
            match Source::open(&Path::new(&file.folder).join(&file.name), kind) {
                Ok(source) => {
                    let preview = source.preview(station, act)?;
                    let (_, preview) = opened.source.insert((source, preview));
                    TableEvent::Preview(Arc::new(preview.clone()))
                }
                Err(trouble) => TableEvent::Trouble(trouble),
            }
        }
        job => match &mut opened.source {
            None => TableEvent::Closed,
            Some((source, preview)) => with_open(station, (source, preview), job, (act, world))?,
        },
    };
    Ok(OfficeEvent::Table(Box::new(event)))
}

fn with_open(
    station: &mut Station,
    (source, preview): (&mut Source, &mut Preview),
    job: TableJob,
    (act, world): (&Act<'_>, &dyn World),
) -> Result<TableEvent, StoreError> {
    match job {
        TableJob::Map { column, field } => {
            source.mapping.set(source.kind, column, field.as_deref());
            *preview = source.preview(station, act)?;
        }
        TableJob::OnPaper(on_paper) => {
            source.on_paper = on_paper;
            *preview = source.preview(station, act)?;
        }
        TableJob::Take => {
            if source.take(preview, station, AT_ONCE, (act, world))? {
                return Ok(TableEvent::Taking(Arc::new(preview.clone())));
            }
        }
        TableJob::SaveLeft => return Ok(save_left(source, preview)),
        TableJob::Files | TableJob::Close | TableJob::Open { .. } | TableJob::Export { .. } => {}
    }
    Ok(TableEvent::Preview(Arc::new(preview.clone())))
}

/// Writes what was not taken beside the file, so that it can be put right there and taken next time. The reasons are in the
/// words of the table's columns, which whoever made the table reads.
fn save_left(source: &Source, preview: &Preview) -> TableEvent {
    let reason = |state: &RowState| plain_reason(source.kind, state);
    let lines = source.left(preview, reason, ["行号", "没有导入的原因"]);
    let stem = source.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = format!("{stem}-未导入.csv");
    let path = source.path.with_file_name(&name);
    let written = tables::csv(&lines).ok().and_then(|bytes| fs::write(path, bytes).ok());
    written.map_or(TableEvent::Trouble(TableTrouble::NotWritten), |()| TableEvent::Saved(name))
}

/// Why a row was not taken, by the names of its columns.
fn plain_reason(kind: TableKind, state: &RowState) -> String {
    let RowState::Bad(faults) = state else { return "还没有导入".to_owned() };
    let said = faults.iter().map(|fault| match fault {
        RowFault::Field(fault) => {
            let field = fault.field.split(['.', '[']).next().unwrap_or_default();
            let field = if field == "wage_expected" { "wage" } else { field };
            format!("{}（{}）", usual_name(kind, field), fault.kind.code())
        }
        RowFault::NoFirm(name) => format!("单位还没有登记：{name}"),
        RowFault::WhichFirm(name) => format!("有几家同名单位，请写信用代码：{name}"),
        RowFault::Alike(receipt) => format!("同名同电话已经登记：{receipt}"),
        RowFault::Nobody => "本站没有登记过这个人".to_owned(),
        RowFault::WhichPerson => "同名同电话登记了两个人，请写回执号".to_owned(),
        RowFault::TooLarge => "内容太长".to_owned(),
    });
    said.collect::<Vec<_>>().join("；")
}

/// Tables on the sticks, the nearest folders first.
fn files(opened: &Opened) -> Vec<TableFile> {
    let folders = if opened.folders.is_empty() {
        USUAL_FOLDERS.iter().map(PathBuf::from).collect()
    } else {
        opened.folders.clone()
    };
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders;
    for _ in 0..DEEP {
        let mut deeper = Vec::new();
        for folder in open {
            list(&folder, &mut found, &mut deeper);
        }
        open = deeper;
    }
    found.truncate(MOST_FILES);
    found
}

fn list(folder: &Path, found: &mut Vec<TableFile>, deeper: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut here: Vec<(String, PathBuf)> =
        entries.flatten().map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path())).collect();
    here.sort();
    for (name, path) in here {
        // What the system and spreadsheets hide is none of ours.
        if name.starts_with(['.', '~']) {
            continue;
        }
        let Ok(known) = fs::symlink_metadata(&path) else { continue };
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if known.is_dir() {
            deeper.push(path);
        } else if known.is_file() && matches!(ending.as_deref(), Some("csv" | "xlsx")) {
            found.push(TableFile { name, folder: folder.to_string_lossy().into_owned(), bytes: known.len() });
        }
    }
}
