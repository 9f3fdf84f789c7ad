//! The report as a spreadsheet: a sheet a part.

use super::{Report, ReportError};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

/// The report as the bytes of an XLSX file: the same for the same report.
///
/// # Errors
/// Only where a part is larger than a sheet takes.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, ReportError> {
    let mut book = Workbook::new();
    let day = report.made_on;
    let made =
        ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())?;
    book.set_properties(&DocProperties::new().set_title(&report.title).set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    figures(book.add_worksheet(), report, &bold)?;
    if !report.months.is_empty() {
        months(book.add_worksheet(), report, &bold)?;
    }
    functions(book.add_worksheet(), report, &bold)?;
    evidence(book.add_worksheet(), report, &bold)?;
    Ok(book.save_to_buffer()?)
}

fn head<const N: usize>(
    sheet: &mut Worksheet,
    row: u32,
    names: &[String; N],
    bold: &Format,
) -> Result<(), ReportError> {
    for (name, column) in names.iter().zip(0_u16..) {
        sheet.write_string_with_format(row, column, name, bold)?;
        sheet.set_column_width(column, if column == 0 { 26 } else { 18 })?;
    }
    Ok(())
}

fn figures(sheet: &mut Worksheet, report: &Report, bold: &Format) -> Result<(), ReportError> {
    sheet.set_name(&report.columns.figures[0])?;
    sheet.write_string_with_format(0, 0, &report.title, bold)?;
    for (line, row) in report.about.iter().zip(1_u32..) {
        sheet.write_string(row, 0, line)?;
    }
    let first = report.about.len() as u32 + 2;
    head(sheet, first, &report.columns.figures, bold)?;
    for (line, row) in report.figures.iter().zip(first + 1..) {
        sheet.write_string(row, 0, &line.name)?;
        sheet.write_number(row, 1, line.count as f64)?;
        if let Some(target) = line.target {
            sheet.write_number(row, 2, target as f64)?;
        }
    }
    Ok(())
}

fn months(sheet: &mut Worksheet, report: &Report, bold: &Format) -> Result<(), ReportError> {
    sheet.set_name(&report.columns.months[0])?;
    head(sheet, 0, &report.columns.months, bold)?;
    for ((month, services, records), row) in report.months.iter().zip(1_u32..) {
        sheet.write_number(row, 0, f64::from(*month))?;
        sheet.write_number(row, 1, *services as f64)?;
        sheet.write_number(row, 2, *records as f64)?;
    }
    Ok(())
}

fn functions(sheet: &mut Worksheet, report: &Report, bold: &Format) -> Result<(), ReportError> {
    sheet.set_name(&report.columns.functions[0])?;
    head(sheet, 0, &report.columns.functions, bold)?;
    for (function, row) in report.functions.iter().zip(1_u32..) {
        sheet.write_string(row, 0, &function.name)?;
        sheet.write_number(row, 1, function.used as f64)?;
    }
    Ok(())
}

fn evidence(sheet: &mut Worksheet, report: &Report, bold: &Format) -> Result<(), ReportError> {
    sheet.set_name(&report.columns.evidence[0])?;
    head(sheet, 0, &report.columns.evidence, bold)?;
    sheet.set_freeze_panes(1, 0)?;
    for (proof, row) in report.evidence.iter().zip(1_u32..) {
        let cells = [&proof.receipt, &proof.on.to_string(), &proof.what, &proof.staff, &proof.state];
        for (cell, column) in cells.into_iter().zip(0_u16..) {
            sheet.write_string(row, column, cell)?;
        }
    }
    Ok(())
}
