//! Tables to hand on.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// A table could not be made.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    #[error("the table could not be written: {0}")]
    Text(#[from] csv::Error),
    #[error("the spreadsheet could not be written: {0}")]
    Sheet(#[from] XlsxError),
}

/// What begins a formula in a spreadsheet: such a cell is written with an apostrophe before it, so that a name that somebody
/// typed is never carried out.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Text in commas, in UTF-8 with the mark by which spreadsheets know it.
///
/// # Errors
/// None that writing into memory has; the library's are passed on.
pub fn csv(lines: &[Vec<String>]) -> Result<Vec<u8>, NotWritten> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
    for line in lines {
        writer.write_record(line.iter().map(|cell| harmless(cell)))?;
    }
    Ok(writer.into_inner().unwrap_or_default())
}

fn harmless(cell: &str) -> String {
    // A number with its sign is one.
    let formula = cell.starts_with(FORMULA) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

/// A spreadsheet, every cell as text: an identity number is none to count with. `heads` lines stay in sight.
///
/// # Errors
/// Where there are more lines than a sheet takes.
pub fn xlsx(name: &str, lines: &[Vec<String>], heads: u32) -> Result<Vec<u8>, NotWritten> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(heads, 0)?;
    let bold = Format::new().set_bold();
    let mut widths: Vec<usize> = Vec::new();
    for (line, row) in lines.iter().zip(0_u32..) {
        for (cell, column) in line.iter().zip(0_u16..) {
            if row < heads {
                sheet.write_string_with_format(row, column, cell, &bold)?;
            } else {
                sheet.write_string(row, column, cell)?;
            }
        }
        widths.resize(widths.len().max(line.len()), 0);
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(columns_of(cell));
        }
    }
    for (width, column) in widths.into_iter().zip(0_u16..) {
        sheet.set_column_width(column, width.clamp(6, 48) as f64 + 2.0)?;
    }
    Ok(book.save_to_buffer()?)
}

/// How wide a text is, in letters: a hanzi is two.
fn columns_of(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::read;

    fn lines() -> Vec<Vec<String>> {
        let line = |cells: &[&str]| cells.iter().map(ToString::to_string).collect();
        vec![line(&["姓名", "证件号码"]), line(&["测试,甲", "430000199003071519"]), line(&["=1+1", "-5"])]
    }

    #[test]
    fn what_is_written_is_read_again_and_no_name_becomes_a_formula() {
        let text = csv(&lines()).unwrap();
        assert!(String::from_utf8(text.clone()).unwrap().contains("'=1+1,-5"));
        for bytes in [text, xlsx("登记", &lines(), 1).unwrap()] {
            let sheet = read(bytes, &|name| name == "姓名").unwrap();
            assert_eq!(sheet.rows[0].cells, ["测试,甲", "430000199003071519"], "a long number keeps its digits");
        }
    }
}
