//! Spreadsheets (.xlsx): the first sheet that has a column for the job's title becomes a table of text, which is read like
//! any other.

use super::raw::Raw;
use super::read::ReadError;
use calamine::{Data, Range, Reader as _, Xlsx};
use std::io::Cursor;

/// Rows above the header that are looked through: a heading, who made it, an empty line.
const ABOVE: usize = 10;
/// Cells of a sheet: a file of some megabytes can unpack to any size.
const MOST_CELLS: usize = 20_000_000;

/// The adverts as a table with commas.
pub fn table(packed: Vec<u8>) -> Result<Vec<u8>, ReadError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(packed))?;
    for name in book.sheet_names() {
        let sheet = book.worksheet_range(&name)?;
        if sheet.height().saturating_mul(sheet.width()) > MOST_CELLS {
            return Err(ReadError::TooLarge);
        }
        if let Some(header) = header(&sheet) {
            return Ok(as_text(&sheet, header));
        }
    }
    Err(ReadError::NoSheet)
}

/// Which row names the columns.
fn header(sheet: &Range<Data>) -> Option<usize> {
    let names = |row: &[Data]| row.iter().map(|cell| text(cell).trim().to_lowercase()).collect::<Vec<_>>();
    sheet.rows().take(ABOVE).position(|row| Raw::knows_title(names(row).into_iter()))
}

fn as_text(sheet: &Range<Data>, header: usize) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in sheet.rows().skip(header) {
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
    fn a_spreadsheet_of_something_else_and_a_broken_one_say_so() {
        let mut book = Workbook::new();
        book.add_worksheet().write(0, 0, "食堂菜单").unwrap();
        assert!(matches!(table(book.save_to_buffer().unwrap()), Err(ReadError::NoSheet)));
        assert!(matches!(table(b"PK\x03\x04 and no more".to_vec()), Err(ReadError::Sheet(_))));
    }
}
