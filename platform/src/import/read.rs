//! From a file's bytes to rows: unpacking, encodings, JSON lines, JSON documents, tables.
//!
//! A row that cannot be read is a row of its own with its bytes, so that it can be set aside; only a file that is no file of
//! adverts at all is an error.

use super::flaws::Flaw;
use super::jobposting;
use super::raw::Raw;
use encoding_rs::GB18030;
use serde_json::Value;
use std::borrow::Cow;
use std::io::Read as _;
use std::path::Path;

/// One row of a file.
#[derive(Debug)]
pub struct Row<'a> {
    /// Line or record in the file, from 1.
    pub line: u64,
    /// The bytes as they stood in the file, after unpacking.
    pub original: Cow<'a, [u8]>,
    pub advert: Result<Raw, Flaw>,
}

/// A file that could not be read, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("cannot be opened: {0}")]
    Open(#[source] std::io::Error),
    #[error("is empty")]
    Empty,
    #[error("is larger than {} MiB unpacked; split it", MOST_BYTES / (1024 * 1024))]
    TooLarge,
    #[error(
        "is compressed and was cut off or damaged ({0}); {1} rows before the damage were read. Fetch the file again and import \
         it once more: nothing is taken twice"
    )]
    Cut(std::io::Error, u64),
    #[error("is neither text nor a spreadsheet of the form .xlsx; save it as one of them and import that")]
    NotText,
    #[error("is a spreadsheet that cannot be read: {0}")]
    Sheet(#[from] calamine::XlsxError),
    #[error("is a spreadsheet without a sheet that has a column for the job's title (for example 岗位名称 or title)")]
    NoSheet,
    #[error("has no column for the job's title (for example 岗位名称 or title); its first line is: {0}")]
    NoTitleColumn(String),
    #[error("is not the JSON it begins as: {0}")]
    Json(#[source] serde_json::Error),
    #[error("holds no advert: none of its {0} rows could be read")]
    NothingReadable(u64),
}

/// The largest file that is read, unpacked: far above a province's yearly catalogue.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// A file in memory.
#[derive(Debug)]
pub struct Source {
    bytes: Vec<u8>,
    is_table: bool,
    /// Where the file is damaged, what stands before the damage is in `bytes`.
    damage: Option<std::io::Error>,
}

impl Source {
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let packed = std::fs::read(path).map_err(ReadError::Open)?;
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        Self::from_bytes(packed, &name)
    }

    /// `name` is the file's name in lower case; its ending decides where the content leaves a doubt.
    pub fn from_bytes(packed: Vec<u8>, name: &str) -> Result<Self, ReadError> {
        if packed.starts_with(b"PK\x03\x04") {
            return Ok(Self { bytes: super::sheet::table(packed)?, is_table: true, damage: None });
        }
        let (bytes, damage) = unpack(packed)?;
        let bytes = decode(bytes)?;
        let first = bytes.iter().find(|b| !b.is_ascii_whitespace());
        let Some(first) = first else {
            return Err(damage.map_or(ReadError::Empty, |e| ReadError::Cut(e, 0)));
        };
        let named_table = [".csv", ".tsv", ".txt"].iter().any(|end| name.trim_end_matches(".gz").ends_with(end));
        let is_table = !matches!(first, b'{' | b'[') || (named_table && *first == b'[');
        Ok(Self { bytes, is_table, damage })
    }

    /// Hands every row to `take`, in the order of the file.
    pub fn rows(&mut self, take: &mut dyn FnMut(Row<'_>) -> Result<(), Stop>) -> Result<(), Failure> {
        let mut count = 0;
        let mut readable = false;
        let mut counted = |row: Row<'_>| {
            count += 1;
            readable |= row.advert.is_ok();
            take(row)
        };
        if self.is_table {
            table(&self.bytes, &mut counted)?;
        } else if let Some(whole) = document(&self.bytes) {
            document_rows(whole.map_err(ReadError::Json)?, &mut counted)?;
        } else {
            lines(&self.bytes, self.damage.is_some(), &mut counted)?;
        }
        match self.damage.take() {
            Some(damage) => Err(ReadError::Cut(damage, count).into()),
            None if !readable => Err(ReadError::NothingReadable(count).into()),
            None => Ok(()),
        }
    }
}

/// Whoever takes the rows could not go on.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Stop(#[from] pub crate::core::StorageError);

/// Why reading ended early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Stop(#[from] Stop),
}

type Take<'t> = dyn FnMut(Row<'_>) -> Result<(), Stop> + 't;

fn unpack(packed: Vec<u8>) -> Result<(Vec<u8>, Option<std::io::Error>), ReadError> {
    if !packed.starts_with(&[0x1f, 0x8b]) {
        return if packed.len() as u64 > MOST_BYTES { Err(ReadError::TooLarge) } else { Ok((packed, None)) };
    }
    let mut bytes = Vec::new();
    let damage =
        flate2::read::MultiGzDecoder::new(packed.as_slice()).take(MOST_BYTES + 1).read_to_end(&mut bytes).err();
    if bytes.len() as u64 > MOST_BYTES {
        return Err(ReadError::TooLarge);
    }
    Ok((bytes, damage))
}

/// UTF-8 without its mark, from UTF-8, UTF-16 with a mark, or GB18030. A few bad bytes in UTF-8 stay: their rows are set
/// aside. What is neither is no text.
fn decode(bytes: Vec<u8>) -> Result<Vec<u8>, ReadError> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        if encoding == encoding_rs::UTF_8 {
            return Ok(rest.to_vec());
        }
        let (text, _) = encoding.decode_without_bom_handling(rest);
        return Ok(text.into_owned().into_bytes());
    }
    if bytes.contains(&0) || bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"%PDF") {
        return Err(ReadError::NotText);
    }
    if std::str::from_utf8(&bytes).is_ok() || is_mostly_utf8(&bytes) {
        return Ok(bytes);
    }
    let (text, broken) = GB18030.decode_without_bom_handling(&bytes);
    if broken { Err(ReadError::NotText) } else { Ok(text.into_owned().into_bytes()) }
}

/// Of the lines with other than ASCII letters most are UTF-8: then the others are broken, and not another encoding.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.is_ascii());
    let (good, bad) =
        lines.fold(
            (0_u64, 0_u64),
            |(good, bad), line| {
                if std::str::from_utf8(line).is_ok() { (good + 1, bad) } else { (good, bad + 1) }
            },
        );
    good > bad
}

/// A whole document, where the file is one; `None` for JSON lines.
fn document(bytes: &[u8]) -> Option<Result<Value, serde_json::Error>> {
    let first_line = bytes.split(|b| *b == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let begins_as_lines =
        first_line.trim_ascii().starts_with(b"{") && serde_json::from_slice::<Value>(first_line).is_ok();
    if begins_as_lines && bytes.trim_ascii_end().contains(&b'\n') {
        return None;
    }
    match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => Some(Ok(value)),
        Err(error) if bytes.trim_ascii_start().starts_with(b"[") => Some(Err(error)),
        // The first line may be a broken one of many: only a file whose every line looks like an object is JSON lines.
        Err(error) => {
            let lines = bytes.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
            let objects = lines.clone().filter(|line| line.starts_with(b"{\"") || line.starts_with(b"{ ")).count();
            if objects * 2 > lines.count() { None } else { Some(Err(error)) }
        }
    }
}

/// An array, an object with `@graph`, or one object.
fn document_rows(whole: Value, take: &mut Take<'_>) -> Result<(), Failure> {
    let items = match whole {
        Value::Array(items) => items,
        Value::Object(mut object) => match object.remove("@graph") {
            Some(Value::Array(items)) => items.into_iter().filter(jobposting::is_one).collect(),
            _ => vec![Value::Object(object)],
        },
        other => vec![other],
    };
    for (line, item) in (1..).zip(items) {
        let original = serde_json::to_vec(&item).map_err(ReadError::Json)?;
        take(Row { line, original: original.into(), advert: advert(&item) })?;
    }
    Ok(())
}

fn advert(item: &Value) -> Result<Raw, Flaw> {
    match item {
        item if jobposting::is_one(item) => Ok(jobposting::read(item)),
        Value::Object(fields) => Ok(Raw::read(|name| fields.get(name).and_then(plain))),
        _ => Err(Flaw::NotReadable),
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Array(parts) => Some(parts.iter().filter_map(plain).collect::<Vec<_>>().join("、")),
        Value::Null | Value::Object(_) => None,
    }
}

/// One object a line. In a damaged file the last line is cut and not taken.
fn lines(bytes: &[u8], damaged: bool, take: &mut Take<'_>) -> Result<(), Failure> {
    let mut rows: Vec<&[u8]> = bytes.split(|b| *b == b'\n').collect();
    if damaged {
        rows.pop();
    }
    for (line, row) in (1..).zip(rows) {
        if row.trim_ascii().is_empty() {
            continue;
        }
        let parsed = match std::str::from_utf8(row) {
            Ok(text) => serde_json::from_str::<Value>(text).map_err(|_| Flaw::NotReadable),
            Err(_) => Err(Flaw::NotText),
        };
        take(Row { line, original: row.into(), advert: parsed.and_then(|item| advert(&item)) })?;
    }
    Ok(())
}

/// A table with a header. Commas, semicolons or tabs part the cells.
fn table(bytes: &[u8], take: &mut Take<'_>) -> Result<(), Failure> {
    let head = bytes.split(|b| *b == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let count = |delimiter: u8| head.split(|b| *b == delimiter).count();
    let delimiter = [b',', b'\t', b';'].into_iter().max_by_key(|d| (count(*d), *d == b',')).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(bytes);
    let not_a_table = || ReadError::NoTitleColumn(String::from_utf8_lossy(head).chars().take(80).collect());
    let header = reader.byte_headers().map_err(|_| not_a_table())?.clone();
    let names: Vec<String> = header.iter().map(|name| String::from_utf8_lossy(name).trim().to_lowercase()).collect();
    if !Raw::knows_title(names.iter().cloned()) {
        return Err(not_a_table().into());
    }
    let mut record = csv::ByteRecord::new();
    let at = |reader: &csv::Reader<&[u8]>| usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
    let mut start = at(&reader);
    let mut line = 0;
    while let Ok(true) = reader.read_byte_record(&mut record) {
        line += 1;
        let end = at(&reader);
        let original = bytes.get(start..end).unwrap_or_default();
        start = end;
        take(Row { line, original: original.into(), advert: cells(&names, &record) })?;
    }
    Ok(())
}

fn cells(names: &[String], record: &csv::ByteRecord) -> Result<Raw, Flaw> {
    let words: Result<Vec<&str>, _> = record.iter().map(std::str::from_utf8).collect();
    let words = words.map_err(|_| Flaw::NotText)?;
    let get = |name: &str| {
        let column = names.iter().position(|known| known == name)?;
        words.get(column).map(|cell| (*cell).to_owned())
    };
    Ok(Raw::read(get))
}
