//! The report as a spreadsheet: a sheet a part. What counts entries is counted a second time by a formula over the list of
//! evidence, so that whoever doubts a figure sees it made.

use super::{Line, Report, ReportError};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
};

/// The inks of a sheet, those of the pages.
const ACCENT: Color = Color::RGB(0x11_6E_5C);
const TINT: Color = Color::RGB(0xE2_F0_EB);
const RULE: Color = Color::RGB(0xCC_D6_D1);

/// How things look.
struct Looks {
    title: Format,
    soft: Format,
    head: Format,
    text: Format,
    number: Format,
    day: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = || Format::new().set_border_bottom(FormatBorder::Thin).set_border_color(RULE);
        Self {
            title: Format::new().set_bold().set_font_size(16).set_font_color(ACCENT),
            soft: Format::new().set_font_color(Color::RGB(0x62_6E_6A)),
            head: Format::new().set_bold().set_background_color(TINT).set_font_color(ACCENT),
            text: cell(),
            number: cell().set_num_format("#,##0").set_align(FormatAlign::Right),
            day: cell().set_num_format("yyyy-mm-dd"),
        }
    }
}

/// The report as the bytes of an XLSX file: the same for the same report.
///
/// # Errors
/// Only where a part is larger than a sheet takes.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, ReportError> {
    let mut book = Workbook::new();
    let made = moment(report.made_on)?;
    book.set_properties(&DocProperties::new().set_title(&report.title).set_creation_datetime(&made));
    let looks = Looks::new();
    overview(book.add_worksheet(), report, &looks)?;
    if !report.months.is_empty() {
        months(book.add_worksheet(), report, &looks)?;
    }
    evidence(book.add_worksheet(), report, &looks)?;
    Ok(book.save_to_buffer()?)
}

fn moment(day: jiff::civil::Date) -> Result<ExcelDateTime, ReportError> {
    Ok(ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())?)
}

fn head(sheet: &mut Worksheet, row: u32, names: &[&String], looks: &Looks) -> Result<(), ReportError> {
    for (name, column) in names.iter().zip(0_u16..) {
        sheet.write_string_with_format(row, column, name.as_str(), &looks.head)?;
    }
    Ok(())
}

/// Requirements, figures and functions below each other, each with its count by the list of evidence.
fn overview(sheet: &mut Worksheet, report: &Report, looks: &Looks) -> Result<(), ReportError> {
    let columns = &report.columns;
    let [checks, figures, _, functions, _] = &columns.parts;
    sheet.set_name(figures)?.set_column_width(0, 34)?.set_column_width(1, 14)?.set_column_width(2, 14)?;
    sheet.set_column_width(3, 14)?.set_column_width(4, 16)?;
    sheet.write_string_with_format(0, 0, &report.title, &looks.title)?;
    for (line, row) in report.about.iter().zip(1_u32..) {
        sheet.write_string_with_format(row, 0, line, &looks.soft)?;
    }
    let mut row = report.about.len() as u32 + 2;
    if !report.checks.is_empty() {
        let [_, count, target, result] = &columns.checks;
        head(sheet, row, &[checks, count, target, result, &columns.by_evidence], looks)?;
        for check in &report.checks {
            row += 1;
            sheet.write_string_with_format(row, 0, &check.name, &looks.text)?;
            sheet.write_number_with_format(row, 1, check.count as f64, &looks.number)?;
            sheet.write_number_with_format(row, 2, check.target as f64, &looks.number)?;
            sheet.write_string_with_format(row, 3, &check.says, &looks.text)?;
            counted(sheet, (row, 4), report, (&check.mark, check.count), looks)?;
        }
        row += 2;
    }
    for (name, lines) in [(figures, &report.figures), (functions, &report.functions)] {
        head(sheet, row, &[name, &columns.figures[1], &columns.by_evidence], looks)?;
        for line in lines {
            row += 1;
            figure(sheet, row, report, line, looks)?;
        }
        row += 2;
    }
    for sign in &report.signs {
        row += 1;
        sheet.write_string(row, 0, sign)?;
    }
    Ok(())
}

fn figure(sheet: &mut Worksheet, row: u32, report: &Report, line: &Line, looks: &Looks) -> Result<(), ReportError> {
    sheet.write_string_with_format(row, 0, &line.name, &looks.text)?;
    sheet.write_number_with_format(row, 1, line.count as f64, &looks.number)?;
    counted(sheet, (row, 2), report, (&line.mark, line.count), looks)
}

/// The count by the list of evidence, as a formula that a spreadsheet reckons anew.
fn counted(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    report: &Report,
    (mark, count): (&str, u64),
    looks: &Looks,
) -> Result<(), ReportError> {
    if mark.is_empty() {
        return Ok(());
    }
    let [.., evidence] = &report.columns.parts;
    let formula = format!("=COUNTIF('{evidence}'!F:F,\"*{mark}*\")");
    let formula = Formula::new(formula).set_result(count.to_string());
    sheet.write_formula_with_format(row, column, formula, &looks.number)?;
    Ok(())
}

fn months(sheet: &mut Worksheet, report: &Report, looks: &Looks) -> Result<(), ReportError> {
    let [_, _, name, ..] = &report.columns.parts;
    sheet.set_name(name)?.set_column_width(0, 12)?.set_column_width(1, 16)?.set_column_width(2, 16)?;
    head(sheet, 0, &report.columns.months.each_ref(), looks)?;
    for ((month, services, records), row) in report.months.iter().zip(1_u32..) {
        sheet.write_number_with_format(row, 0, f64::from(*month), &looks.number)?;
        sheet.write_number_with_format(row, 1, *services as f64, &looks.number)?;
        sheet.write_number_with_format(row, 2, *records as f64, &looks.number)?;
    }
    Ok(())
}

fn evidence(sheet: &mut Worksheet, report: &Report, looks: &Looks) -> Result<(), ReportError> {
    let [.., name] = &report.columns.parts;
    sheet.set_name(name)?;
    for (width, column) in [20.0, 12.0, 16.0, 14.0, 16.0, 22.0].into_iter().zip(0_u16..) {
        sheet.set_column_width(column, width)?;
    }
    head(sheet, 0, &report.columns.evidence.each_ref(), looks)?;
    sheet.set_freeze_panes(1, 0)?;
    let mut last = 1;
    for (proof, row) in report.evidence.iter().zip(1_u32..) {
        sheet.write_string_with_format(row, 0, &proof.receipt, &looks.text)?;
        sheet.write_datetime_with_format(row, 1, moment(proof.on)?, &looks.day)?;
        for (cell, column) in [&proof.what, &proof.staff, &proof.state, &proof.counts].into_iter().zip(2_u16..) {
            sheet.write_string_with_format(row, column, cell, &looks.text)?;
        }
        last = row;
    }
    sheet.autofilter(0, 0, last, 5)?;
    Ok(())
}
