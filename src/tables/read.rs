//! From a file's bytes to rows of text.

use crate::domain::tables::preview::TableTrouble;
use crate::domain::tables::{MOST_CELL, MOST_COLUMNS, MOST_ROWS, Sheet, SheetRow};
use calamine::{Data, DataRef, Reader as _, Xlsx};
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::io::{Cursor, Read as _, copy, sink};
use zip::ZipArchive;

/// The largest file that is read: a station's list of ten thousand people is a tenth of it.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// What a spreadsheet may unpack to. A book of ten thousand people has a tenth of it; one that swells to more was made to.
const MOST_UNPACKED: u64 = 128 * 1024 * 1024;
/// Rows above the head that are looked through: a heading, who made it, an empty line.
const ABOVE: usize = 10;
/// A line with at least so many names is the head; a heading has one.
const LEAST_NAMES: usize = 2;

/// Reads a table. `is_column` says of a name whether it is the name of a column; where no line has one that is known, the first
/// with several cells is the head, and a person says what is what.
///
/// # Errors
/// Why the file is no table that can be taken.
pub fn read(bytes: Vec<u8>, is_column: &dyn Fn(&str) -> bool) -> Result<Sheet, TableTrouble> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(TableTrouble::TooLarge);
    }
    let sheets = if bytes.starts_with(b"PK\x03\x04") { spreadsheet(bytes)? } else { vec![text(&bytes)?] };
    let (mut best, mut most) = (None, 0);
    for rows in sheets {
        let Some((head, known)) = head(&rows, is_column) else { continue };
        // The sheet of which most columns are known; of equals the first.
        if best.is_none() || known > most {
            (best, most) = (Some((head, rows)), known);
        }
    }
    let (head, rows) = best.ok_or(TableTrouble::Empty)?;
    whole(head, rows)
}

/// Which line names the columns, and how many of its names are known.
fn head(rows: &[SheetRow], is_column: &dyn Fn(&str) -> bool) -> Option<(usize, usize)> {
    let known = |row: &SheetRow| row.cells.iter().filter(|cell| is_column(cell)).count();
    let named = |row: &SheetRow| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let first = rows.iter().take(ABOVE).enumerate().filter(|(_, row)| named(row) >= LEAST_NAMES);
    // Of equals the uppermost: a row of data may hold a word that is a column's name, too.
    first.map(|(place, row)| (place, known(row))).max_by_key(|(place, known)| (*known, std::cmp::Reverse(*place)))
}

fn whole(head: usize, mut rows: Vec<SheetRow>) -> Result<Sheet, TableTrouble> {
    let mut below = rows.split_off(head + 1);
    let names = rows.pop().map(|row| row.cells).unwrap_or_default();
    below.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    if below.is_empty() {
        return Err(TableTrouble::Empty);
    }
    for row in &mut below {
        row.cells.resize(names.len(), String::new());
    }
    Ok(Sheet { head: names, rows: below })
}

fn text(bytes: &[u8]) -> Result<SheetRows, TableTrouble> {
    let text = decoded(bytes)?;
    let first = text.lines().next().unwrap_or_default();
    let tabs = first.matches('\t').count() > first.matches(',').count();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if tabs { b'\t' } else { b',' })
        .from_reader(text.as_bytes());
    let mut rows = SheetRows::new();
    for record in reader.records() {
        let record = record.map_err(|_| TableTrouble::Unreadable)?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() > MOST_COLUMNS || rows.len() > MOST_ROWS + ABOVE {
            return Err(TableTrouble::TooLarge);
        }
        let cells = record.iter().map(|cell| cell.chars().take(MOST_CELL).collect()).collect();
        rows.push(SheetRow { line: u32::try_from(line).unwrap_or(u32::MAX), cells });
    }
    Ok(rows)
}

type SheetRows = Vec<SheetRow>;

/// UTF-8 with or without its mark, UTF-16 with one, else GB18030, in which spreadsheets here save text.
fn decoded(bytes: &[u8]) -> Result<String, TableTrouble> {
    let (encoding, marked) = Encoding::for_bom(bytes).map_or((UTF_8, 0), |(encoding, mark)| (encoding, mark));
    let rest = bytes.get(marked..).unwrap_or_default();
    let utf = encoding.decode_without_bom_handling_and_without_replacement(rest);
    let read = utf.or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(rest));
    let text = read.ok_or(TableTrouble::Unreadable)?.into_owned();
    // No table holds a zero byte; every other kind of file does.
    if text.contains('\0') { Err(TableTrouble::Unreadable) } else { Ok(text) }
}

/// Whether a book unpacks to more than it may, whatever it says of its parts: its texts are read into memory as a whole.
fn swells(bytes: &[u8]) -> Result<bool, TableTrouble> {
    let mut book = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableTrouble::Unreadable)?;
    let mut left = MOST_UNPACKED;
    for number in 0..book.len() {
        let part = book.by_index(number).map_err(|_| TableTrouble::Unreadable)?;
        let unpacked = copy(&mut part.take(left + 1), &mut sink()).map_err(|_| TableTrouble::Unreadable)?;
        if unpacked > left {
            return Ok(true);
        }
        left -= unpacked;
    }
    Ok(false)
}

/// The sheets of a book, cell by cell: a sheet may say that it is as large as it likes and hold one cell.
fn spreadsheet(bytes: Vec<u8>) -> Result<Vec<SheetRows>, TableTrouble> {
    let unreadable = |_| TableTrouble::Unreadable;
    if swells(&bytes)? {
        return Err(TableTrouble::TooLarge);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&name).map_err(unreadable)?;
        let mut rows = SheetRows::new();
        while let Some(cell) = cells.next_cell().map_err(unreadable)? {
            let (row, column) = cell.get_position();
            let said = said(cell.get_value());
            if said.is_empty() {
                continue;
            }
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            if column >= MOST_COLUMNS || rows.len() > MOST_ROWS + ABOVE {
                return Err(TableTrouble::TooLarge);
            }
            let line = row.saturating_add(1);
            if rows.last().is_none_or(|last| last.line != line) {
                rows.push(SheetRow { line, cells: Vec::new() });
            }
            let Some(last) = rows.last_mut() else { continue };
            if last.cells.len() <= column {
                last.cells.resize(column + 1, String::new());
            }
            if let Some(place) = last.cells.get_mut(column) {
                *place = said;
            }
        }
        sheets.push(rows);
    }
    Ok(sheets)
}

/// A cell as somebody reads it: whole numbers without a point (a telephone is one), days as days.
fn said(cell: &DataRef<'_>) -> String {
    let text = match Data::from(cell.clone()) {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string(),
    };
    text.chars().take(MOST_CELL).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    fn is_column(name: &str) -> bool {
        ["姓名", "电话"].contains(&name)
    }

    fn cells(sheet: &Sheet) -> Vec<(u32, Vec<&str>)> {
        sheet.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect()
    }

    #[test]
    fn a_list_as_spreadsheets_here_save_it_is_read_whatever_its_encoding() {
        let text = "测试区登记表\n\n姓名,电话\n测试甲,13800000001\n,\n\"测试,乙\",\n";
        for bytes in [text.as_bytes().to_vec(), GB18030.encode(text).0.into_owned(), format!("\u{feff}{text}").into()] {
            let sheet = read(bytes, &is_column).unwrap();
            assert_eq!(sheet.head, ["姓名", "电话"]);
            assert_eq!(cells(&sheet), [(4, vec!["测试甲", "13800000001"]), (6, vec!["测试,乙", ""])]);
        }
    }

    #[test]
    fn a_spreadsheet_is_read_from_the_sheet_whose_columns_are_known_with_telephones_and_days_as_people_write_them() {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("说明").unwrap().write_row(0, 0, ["填写", "说明"]).unwrap();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "测试区登记表").unwrap();
        sheet.write_row(2, 0, ["姓名", "电话", "登记日期"]).unwrap();
        sheet.write(3, 0, "测试甲").unwrap();
        sheet.write(3, 1, 13_800_000_000_u64).unwrap();
        let day = ExcelDateTime::from_ymd(2026, 11, 20).unwrap();
        sheet.write_with_format(3, 2, day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        let sheet = read(book.save_to_buffer().unwrap(), &is_column).unwrap();
        assert_eq!(cells(&sheet), [(4, vec!["测试甲", "13800000000", "2026-11-20"])]);
    }

    #[test]
    fn a_cell_far_away_costs_no_memory_and_is_no_list() {
        let mut book = Workbook::new();
        book.add_worksheet().write(1_000_000, 16_000, "测试").unwrap();
        assert_eq!(read(book.save_to_buffer().unwrap(), &is_column), Err(TableTrouble::TooLarge));
    }

    #[test]
    fn a_small_file_that_unpacks_to_a_large_one_is_not_unpacked_into_memory() {
        use std::io::Read as _;
        let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
        bomb.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
        copy(&mut std::io::repeat(b' ').take(MOST_UNPACKED + 1), &mut bomb).unwrap();
        let bomb = bomb.finish().unwrap().into_inner();
        assert!(bomb.len() < 1024 * 1024);
        assert_eq!(read(bomb, &is_column), Err(TableTrouble::TooLarge));
    }

    #[test]
    fn what_is_no_table_says_so() {
        assert_eq!(read(b"PK\x03\x04 and no more".to_vec(), &is_column), Err(TableTrouble::Unreadable));
        assert_eq!(read(vec![0, 1, 2, 0, 255], &is_column), Err(TableTrouble::Unreadable));
        assert_eq!(read("姓名,电话\n".into(), &is_column), Err(TableTrouble::Empty));
        assert_eq!(read(Vec::new(), &is_column), Err(TableTrouble::Empty));
    }
}
