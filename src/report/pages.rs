//! The report as pages of A4, in our own font; only the characters that stand in it are in the file.

use super::{Report, ReportError};
use krilla::Document;
use krilla::geom::Point;
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// The files of our font.
#[derive(Debug, Clone, Copy)]
pub struct Fonts {
    pub regular: &'static [u8],
    pub bold: &'static [u8],
}

/// A4 in points, and its margins.
pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;
pub(super) const MARGIN: f32 = 56.0;
/// Sizes of type, and how far the next line is below, in points.
const TITLE: f32 = 18.0;
const HEADING: f32 = 13.0;
const TEXT: f32 = 10.0;
const LINE: f32 = 1.55;

/// A cut of the font.
pub(super) struct Face {
    file: FontRef<'static>,
    font: Font,
}

impl Face {
    pub fn new(bytes: &'static [u8]) -> Result<Self, ReportError> {
        let unreadable = || ReportError::Pages("the font cannot be read".to_owned());
        let file = FontRef::new(bytes).map_err(|_| unreadable())?;
        // Borrowed bytes would do, but the library keeps what it is given.
        let font = Font::new(bytes.to_vec().into(), 0).ok_or_else(unreadable)?;
        Ok(Self { file, font })
    }

    /// The glyphs of a text, each with its advance in ems, until `width` ems are full.
    fn glyphs(&self, text: &str, width: f32) -> Vec<KrillaGlyph> {
        let metrics = self.file.glyph_metrics(Size::new(1.0), LocationRef::default());
        let (mut glyphs, mut used) = (Vec::new(), 0.0);
        for (at, c) in text.char_indices() {
            let id = self.file.charmap().map(c).unwrap_or_default();
            let advance = metrics.advance_width(id).unwrap_or(1.0);
            used += advance;
            if used > width {
                break;
            }
            glyphs.push(KrillaGlyph {
                glyph_id: GlyphId::new(id.to_u32()),
                text_range: at..at + c.len_utf8(),
                x_advance: advance,
                x_offset: 0.0,
                y_offset: 0.0,
                y_advance: 0.0,
                location: None,
            });
        }
        glyphs
    }

    /// The text in rows of at most `width` ems. Hanzi may part anywhere, so that nothing has to be known of words.
    pub fn rows(&self, text: &str, width: f32) -> Vec<String> {
        let mut rows = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = self.glyphs(rest, width).last().map_or(rest.len(), |glyph| glyph.text_range.end);
            let (row, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            rows.push(row.to_owned());
            rest = behind;
        }
        rows
    }

    pub fn write(&self, surface: &mut Surface<'_>, (x, y): (f32, f32), size: f32, width: f32, text: &str) {
        let glyphs = self.glyphs(text, width / size);
        surface.draw_glyphs(Point::from_xy(x, y), &glyphs, self.font.clone(), text, size, false);
    }
}

/// A line of the report, laid out when its page is known.
enum Item {
    Title(String),
    Heading(String),
    /// Cells with the share of the width that each has.
    Row(Vec<(String, f32)>, bool),
    Gap,
}

impl Item {
    const fn height(&self) -> f32 {
        match self {
            Self::Title(_) => TITLE * LINE,
            Self::Heading(_) => HEADING * (LINE + 0.4),
            Self::Row(..) => TEXT * LINE,
            Self::Gap => TEXT,
        }
    }
}

/// The report as the bytes of a PDF file: the same for the same report.
///
/// # Errors
/// When the font cannot be read or the library refuses.
pub fn pdf(report: &Report, fonts: Fonts) -> Result<Vec<u8>, ReportError> {
    set(&items(report), fonts)
}

/// A page with a title and lines below it: what a printer is tried with.
///
/// # Errors
/// As [`pdf`].
pub fn plain_page(title: &str, lines: &[String], fonts: Fonts) -> Result<Vec<u8>, ReportError> {
    let mut items = vec![Item::Title(title.to_owned()), Item::Gap];
    items.extend(lines.iter().map(|line| Item::Row(vec![(line.clone(), 1.0)], false)));
    set(&items, fonts)
}

fn set(items: &[Item], fonts: Fonts) -> Result<Vec<u8>, ReportError> {
    let (regular, bold) = (Face::new(fonts.regular)?, Face::new(fonts.bold)?);
    let mut document = Document::new();
    let mut rest = items;
    let settings = || PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| ReportError::Pages("no such page".to_owned()));
    let mut number = 0;
    while !rest.is_empty() {
        let (page_items, behind) = rest.split_at(fitting(rest));
        rest = behind;
        number += 1;
        let mut page = document.start_page_with(settings()?);
        let mut surface = page.surface();
        draw(&mut surface, page_items, (&regular, &bold));
        regular.write(&mut surface, (WIDTH / 2.0 - 8.0, HEIGHT - MARGIN / 2.0), TEXT, 60.0, &number.to_string());
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| ReportError::Pages(format!("{error:?}")))
}

/// How many items fit on a page; at least one.
fn fitting(items: &[Item]) -> usize {
    let mut left = HEIGHT - 2.0 * MARGIN;
    let fits = |item: &&Item| {
        left -= item.height();
        left >= 0.0
    };
    items.iter().take_while(fits).count().max(1)
}

fn draw(surface: &mut Surface<'_>, items: &[Item], (regular, bold): (&Face, &Face)) {
    let width = WIDTH - 2.0 * MARGIN;
    let mut top = MARGIN;
    for item in items {
        let base = top + item.height() - TEXT * 0.5;
        match item {
            Item::Title(text) => bold.write(surface, (MARGIN, base), TITLE, width, text),
            Item::Heading(text) => bold.write(surface, (MARGIN, base), HEADING, width, text),
            Item::Row(cells, strong) => {
                let face = if *strong { bold } else { regular };
                let mut left = MARGIN;
                for (text, share) in cells {
                    // A little air between the columns.
                    face.write(surface, (left, base), TEXT, width * share - TEXT * 0.6, text);
                    left += width * share;
                }
            }
            Item::Gap => {}
        }
        top += item.height();
    }
}

fn items(report: &Report) -> Vec<Item> {
    let mut items = vec![Item::Title(report.title.clone())];
    items.extend(report.about.iter().map(|line| Item::Row(vec![(line.clone(), 1.0)], false)));
    let columns = &report.columns;
    let shares = [0.5, 0.25, 0.25];
    part(
        &mut items,
        &columns.figures,
        &shares,
        report.figures.iter().map(|line| {
            let target = line.target.map_or_else(String::new, |target| target.to_string());
            vec![line.name.clone(), line.count.to_string(), target]
        }),
    );
    if !report.months.is_empty() {
        let rows = report.months.iter();
        part(
            &mut items,
            &columns.months,
            &shares,
            rows.map(|(month, services, records)| vec![month.to_string(), services.to_string(), records.to_string()]),
        );
    }
    let rows = report.functions.iter();
    part(
        &mut items,
        &columns.functions,
        &[0.75, 0.25],
        rows.map(|function| vec![function.name.clone(), function.used.to_string()]),
    );
    let rows = report.evidence.iter();
    part(
        &mut items,
        &columns.evidence,
        &[0.24, 0.16, 0.24, 0.18, 0.18],
        rows.map(|proof| {
            vec![
                proof.receipt.clone(),
                proof.on.to_string(),
                proof.what.clone(),
                proof.staff.clone(),
                proof.state.clone(),
            ]
        }),
    );
    items
}

/// A heading, the names of the columns, and the rows.
fn part(items: &mut Vec<Item>, names: &[String], shares: &[f32], rows: impl Iterator<Item = Vec<String>>) {
    let cells = |texts: &[String]| texts.iter().cloned().zip(shares.iter().copied()).collect();
    items.push(Item::Gap);
    items.extend(names.first().map(|name| Item::Heading(name.clone())));
    items.push(Item::Row(cells(names), true));
    items.extend(rows.map(|row| Item::Row(cells(&row), false)));
}
