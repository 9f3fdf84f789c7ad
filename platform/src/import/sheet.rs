//! Spreadsheets (.xlsx): the first sheet that has a column for the job's title becomes a table of text, which is read like
//! any other.

use super::raw::Raw;
use super::read::ReadError;
use calamine::{Data, Reader as _, Xlsx};
use std::io::{Cursor, Read as _, copy, sink};
use zip::ZipArchive;

/// Rows above the header that are looked through: a heading, who made it, an empty line.
const ABOVE: usize = 10;
/// Cells of a sheet: a file of some megabytes can unpack to any size.
const MOST_CELLS: usize = 20_000_000;
/// Columns of a sheet: one cell far away would make each row as wide.
const MOST_COLUMNS: usize = 1_000;
/// What a book unpacks to: a province's yearly catalogue has a tenth of it.
const MOST_UNPACKED: u64 = 512 * 1024 * 1024;

/// The adverts as a table with commas.
pub fn table(packed: Vec<u8>) -> Result<Vec<u8>, ReadError> {
    if swells(&packed)? {
        return Err(ReadError::TooLarge);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(packed))?;
    for name in book.sheet_names() {
        let sheet = rows(&mut book, &name)?;
        if let Some(header) = header(&sheet) {
            return Ok(as_text(&sheet, header));
        }
    }
    Err(ReadError::NoSheet)
}

/// Whether a book unpacks to more than it may, whatever it says of its parts: its texts are read into memory as a whole.
fn swells(packed: &[u8]) -> Result<bool, ReadError> {
    let broken = |error| ReadError::Sheet(calamine::XlsxError::Zip(error));
    let mut book = ZipArchive::new(Cursor::new(packed)).map_err(broken)?;
    let mut left = MOST_UNPACKED;
    for number in 0..book.len() {
        let part = book.by_index(number).map_err(broken)?;
        let unpacked = copy(&mut part.take(left + 1), &mut sink()).map_err(|e| broken(e.into()))?;
        if unpacked > left {
            return Ok(true);
        }
        left -= unpacked;
    }
    Ok(false)
}

/// The rows of a sheet, cell by cell: it may say that it is as large as it likes and hold one cell.
fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Result<Vec<Vec<Data>>, ReadError> {
    let mut cells = book.worksheet_cells_reader(name)?;
    let (mut rows, mut last, mut room) = (Vec::<Vec<Data>>::new(), None, MOST_CELLS);
    while let Some(cell) = cells.next_cell()? {
        let (line, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let value = Data::from(cell.get_value().clone());
        if value == Data::Empty {
            continue;
        }
        if last != Some(line) {
            rows.push(Vec::new());
            last = Some(line);
        }
        let Some(row) = rows.last_mut() else { continue };
        let wider = (column + 1).saturating_sub(row.len());
        if column >= MOST_COLUMNS || wider > room {
            return Err(ReadError::TooLarge);
        }
        room -= wider;
        row.resize(row.len().max(column + 1), Data::Empty);
        if let Some(place) = row.get_mut(column) {
            *place = value;
        }
    }
    Ok(rows)
}

/// Which row names the columns.
fn header(sheet: &[Vec<Data>]) -> Option<usize> {
    let names = |row: &[Data]| row.iter().map(|cell| text(cell).trim().to_lowercase()).collect::<Vec<_>>();
    sheet.iter().take(ABOVE).position(|row| Raw::knows_title(names(row).into_iter()))
}

fn as_text(sheet: &[Vec<Data>], header: usize) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in sheet.iter().skip(header) {
        let cells: Vec<String> = row.iter().map(text).collect();
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            // Writing into memory does not fail.
            let _written = writer.write_record(&cells);
        }
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell as somebody reads it: whole numbers without a point (a telephone is one), days as days.
fn text(cell: &Data) -> String {
    match cell {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    #[test]
    fn a_spreadsheet_is_read_from_its_header_on_with_telephones_and_days_as_people_write_them() {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("说明").unwrap().write(0, 0, "测试说明").unwrap();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "测试区岗位表").unwrap();
        for (column, name) in (0..).zip(["岗位名称", "联系电话", "发布日期", "人数"]) {
            sheet.write(2, column, name).unwrap();
        }
        sheet.write(3, 0, "包装工, 夜班").unwrap();
        sheet.write(3, 1, 13_800_000_000_u64).unwrap();
        let day = ExcelDateTime::from_ymd(2026, 11, 20).unwrap();
        sheet.write_with_format(3, 2, day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        sheet.write(3, 3, 2.5).unwrap();
        let table = table(book.save_to_buffer().unwrap()).unwrap();
        let lines: Vec<&str> = std::str::from_utf8(&table).unwrap().lines().collect();
        assert_eq!(lines, ["岗位名称,联系电话,发布日期,人数", "\"包装工, 夜班\",13800000000,2026-11-20,2.5"]);
    }

    #[test]
    fn a_cell_far_away_and_a_book_that_swells_cost_no_memory() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "岗位名称").unwrap();
        sheet.write(1_000_000, 16_000, "测试").unwrap();
        assert!(matches!(table(book.save_to_buffer().unwrap()), Err(ReadError::TooLarge)));
        let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
        bomb.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
        copy(&mut std::io::repeat(b' ').take(MOST_UNPACKED + 1), &mut bomb).unwrap();
        let bomb = bomb.finish().unwrap().into_inner();
        assert!(bomb.len() < 4 * 1024 * 1024);
        assert!(matches!(table(bomb), Err(ReadError::TooLarge)));
    }

    #[test]
    fn a_spreadsheet_of_something_else_and_a_broken_one_say_so() {
        let mut book = Workbook::new();
        book.add_worksheet().write(0, 0, "食堂菜单").unwrap();
        assert!(matches!(table(book.save_to_buffer().unwrap()), Err(ReadError::NoSheet)));
        assert!(matches!(table(b"PK\x03\x04 and no more".to_vec()), Err(ReadError::Sheet(_))));
    }
}
