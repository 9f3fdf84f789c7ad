//! The report as pages of A4: what is required and whether it is met, the months as columns, the figures, the functions, and
//! every entry that was counted; at the end of an acceptance, places to sign.

use super::canvas::{Canvas, Fonts, HEIGHT, Ink, Pen, Sheets, Side, WIDTH};
use super::{Report, ReportError};

/// In points.
const MARGIN: f32 = 50.0;
const ROOM: f32 = WIDTH - 2.0 * MARGIN;
/// Below this nothing but the foot is written.
const END: f32 = HEIGHT - 56.0;

/// Something with a height that stands on one page.
enum Item<'a> {
    /// The head of the report: title and what it is about.
    Cover(&'a Report),
    /// A requirement with how far it is met.
    Check(&'a super::Check),
    Heading(&'a str),
    /// The names of columns, repeated where a table goes on on the next page.
    Head(&'a [String], &'static [Column]),
    Row(Vec<String>, &'static [Column], bool),
    /// The months as columns.
    Chart(&'a Report),
    Signs(&'a [String]),
    Gap(f32),
}

/// A column: its share of the width, and where its texts stand.
struct Column(f32, Side);

const TWO: &[Column] = &[Column(0.76, Side::Left), Column(0.24, Side::Right)];
const THREE: &[Column] = &[Column(0.4, Side::Left), Column(0.3, Side::Right), Column(0.3, Side::Right)];
const EVIDENCE: &[Column] = &[
    Column(0.205, Side::Left),
    Column(0.125, Side::Left),
    Column(0.16, Side::Left),
    Column(0.15, Side::Left),
    Column(0.17, Side::Left),
    Column(0.19, Side::Left),
];

const BODY: Pen = Pen { size: 9.5, ink: Ink::Black, bold: false, side: Side::Left };

impl Item<'_> {
    fn height(&self) -> f32 {
        match self {
            Self::Cover(report) => 74.0 + report.about.len() as f32 * 15.0,
            Self::Check(_) => 46.0,
            Self::Heading(_) => 30.0,
            Self::Head(..) => 19.0,
            Self::Row(..) => 16.5,
            Self::Chart(_) => 170.0,
            Self::Signs(signs) => 20.0 + signs.len().div_ceil(2) as f32 * 44.0,
            Self::Gap(height) => *height,
        }
    }
}

/// The report as the bytes of a PDF file: the same for the same report.
///
/// # Errors
/// When the font cannot be read or the library refuses.
pub fn pdf(report: &Report, fonts: Fonts) -> Result<Vec<u8>, ReportError> {
    let mut sheets = Sheets::new(fonts)?;
    let pages = paged(items(report));
    let all = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    for (items, number) in pages.iter().zip(1_i64..) {
        sheets.page(|canvas| {
            let mut top = MARGIN;
            for item in items {
                draw(canvas, item, top);
                top += item.height();
            }
            foot(canvas, report, (number, all));
        })?;
    }
    sheets.finish()
}

/// The items page by page. A heading never stands alone at a page's end, and a table that goes on begins with its head.
fn paged(items: Vec<Item<'_>>) -> Vec<Vec<Item<'_>>> {
    let mut pages = vec![Vec::new()];
    let mut top = MARGIN;
    let mut head: Option<(&[String], &'static [Column])> = None;
    for item in items {
        let with_next = match &item {
            // A heading takes the head and two rows along.
            Item::Heading(_) => item.height() + 56.0,
            Item::Head(..) => item.height() + 34.0,
            _ => item.height(),
        };
        if top + with_next > END {
            pages.push(Vec::new());
            top = MARGIN;
            if let (Item::Row(..), Some((names, columns))) = (&item, head) {
                push(&mut pages, &mut top, Item::Head(names, columns));
            }
        }
        match &item {
            Item::Head(names, columns) => head = Some((*names, *columns)),
            Item::Row(..) => {}
            _ => head = None,
        }
        push(&mut pages, &mut top, item);
    }
    pages
}

fn push<'a>(pages: &mut [Vec<Item<'a>>], top: &mut f32, item: Item<'a>) {
    *top += item.height();
    if let Some(page) = pages.last_mut() {
        page.push(item);
    }
}

fn draw(canvas: &mut Canvas<'_, '_>, item: &Item<'_>, top: f32) {
    match item {
        Item::Cover(report) => cover(canvas, report, top),
        Item::Check(check) => requirement(canvas, check, top),
        Item::Heading(text) => {
            canvas.fill((MARGIN, top + 10.0), (3.0, 13.0), Ink::Accent);
            canvas.write((MARGIN + 9.0, top + 21.0), ROOM, Pen { size: 13.0, bold: true, ..BODY }, text);
        }
        Item::Head(names, columns) => {
            canvas.fill((MARGIN, top), (ROOM, 18.0), Ink::Tint);
            cells(canvas, names, columns, top + 12.5, Pen { bold: true, ink: Ink::Accent, ..BODY });
        }
        Item::Row(texts, columns, striped) => {
            if *striped {
                canvas.fill((MARGIN, top), (ROOM, 16.5), Ink::Stripe);
            }
            cells(canvas, texts, columns, top + 11.5, BODY);
            canvas.fill((MARGIN, top + 16.1), (ROOM, 0.4), Ink::Rule);
        }
        Item::Chart(report) => chart(canvas, report, top),
        Item::Signs(signs) => signatures(canvas, signs, top),
        Item::Gap(_) => {}
    }
}

fn cells(canvas: &mut Canvas<'_, '_>, texts: &[String], columns: &[Column], base: f32, pen: Pen) {
    let mut left = MARGIN;
    for (text, Column(share, side)) in texts.iter().zip(columns) {
        let width = ROOM * share;
        // A little air on both sides.
        canvas.write((left + 5.0, base), width - 10.0, Pen { side: *side, ..pen }, text);
        left += width;
    }
}

fn cover(canvas: &mut Canvas<'_, '_>, report: &Report, top: f32) {
    canvas.fill((MARGIN, top), (ROOM, 4.0), Ink::Accent);
    let title = Pen { size: 22.0, bold: true, ..BODY };
    canvas.write((MARGIN, top + 38.0), ROOM, title, &report.title);
    for (line, place) in report.about.iter().zip(0_u8..) {
        let base = top + 62.0 + f32::from(place) * 15.0;
        canvas.write((MARGIN, base), ROOM, Pen { size: 10.0, ink: Ink::Soft, ..BODY }, line);
    }
}

/// The name and whether it is met, the count large, and a bar as far as it goes.
fn requirement(canvas: &mut Canvas<'_, '_>, check: &super::Check, top: f32) {
    let base = top + 22.0;
    canvas.write((MARGIN, base), ROOM * 0.4, Pen { size: 11.0, bold: true, ..BODY }, &check.name);
    let great = Pen { size: 18.0, bold: true, ink: Ink::Accent, side: Side::Right };
    canvas.write((MARGIN + ROOM * 0.4, base), ROOM * 0.22, great, &check.count.to_string());
    let soft = Pen { ink: Ink::Soft, ..BODY };
    canvas.write((MARGIN + ROOM * 0.63, base), ROOM * 0.16, soft, &format!("/ {}", check.target));
    let says = if check.is_met() { Ink::Accent } else { Ink::Black };
    let pen = Pen { size: 11.0, bold: true, ink: says, side: Side::Right };
    canvas.write((MARGIN + ROOM * 0.8, base), ROOM * 0.2, pen, &check.says);
    let share = (check.count as f32 / check.target.max(1) as f32).min(1.0);
    canvas.fill((MARGIN, top + 31.0), (ROOM, 5.0), Ink::Tint);
    canvas.fill((MARGIN, top + 31.0), (ROOM * share, 5.0), Ink::Accent);
}

/// Services of each month as columns, with their numbers.
fn chart(canvas: &mut Canvas<'_, '_>, report: &Report, top: f32) {
    let most = report.months.iter().map(|(_, services, _)| *services).max().unwrap_or(0).max(1);
    let (tall, base) = (118.0, top + 140.0);
    let step = ROOM / report.months.len().max(1) as f32;
    canvas.fill((MARGIN, base), (ROOM, 0.6), Ink::Rule);
    for ((month, services, _), place) in report.months.iter().zip(0_u8..) {
        let height = tall * (*services as f32 / most as f32);
        let left = MARGIN + f32::from(place) * step;
        if *services > 0 {
            canvas.fill((left + step * 0.2, base - height), (step * 0.6, height), Ink::Accent);
            let pen = Pen { size: 8.0, side: Side::Middle, ink: Ink::Soft, ..BODY };
            canvas.write((left, base - height - 4.0), step, pen, &services.to_string());
        }
        let pen = Pen { size: 8.5, side: Side::Middle, ..BODY };
        canvas.write((left, base + 13.0), step, pen, &month.to_string());
    }
}

fn signatures(canvas: &mut Canvas<'_, '_>, signs: &[String], top: f32) {
    for (sign, place) in signs.iter().zip(0_usize..) {
        let left = MARGIN + if place.is_multiple_of(2) { 0.0 } else { ROOM * 0.52 };
        let base = top + 40.0 + (place / 2) as f32 * 44.0;
        canvas.write((left, base), ROOM * 0.2, Pen { size: 10.5, ..BODY }, sign);
        canvas.fill((left + ROOM * 0.2, base + 2.0), (ROOM * 0.26, 0.6), Ink::Black);
    }
}

fn foot(canvas: &mut Canvas<'_, '_>, report: &Report, (number, all): (i64, i64)) {
    let base = HEIGHT - 30.0;
    canvas.fill((MARGIN, base - 14.0), (ROOM, 0.5), Ink::Rule);
    let pen = Pen { size: 8.0, ink: Ink::Soft, ..BODY };
    canvas.write((MARGIN, base), ROOM * 0.7, pen, &report.title);
    let said = report.columns.words.report_page(number, all);
    canvas.write((MARGIN + ROOM * 0.7, base), ROOM * 0.3, Pen { side: Side::Right, ..pen }, &said);
}

fn items(report: &Report) -> Vec<Item<'_>> {
    let columns = &report.columns;
    let [checks, figures, months, functions, evidence] = &columns.parts;
    let mut items = vec![Item::Cover(report)];
    if !report.checks.is_empty() {
        items.push(Item::Heading(checks));
        items.extend(report.checks.iter().map(Item::Check));
        items.push(Item::Gap(6.0));
    }
    if !report.months.is_empty() {
        items.push(Item::Heading(months));
        items.push(Item::Chart(report));
    }
    let line = |line: &super::Line| vec![line.name.clone(), line.count.to_string()];
    part(&mut items, (figures, &columns.figures, TWO), report.figures.iter().map(line));
    part(&mut items, (functions, &columns.functions, TWO), report.functions.iter().map(line));
    if !report.months.is_empty() {
        let rows = report.months.iter();
        let row = |(month, services, records): &(u8, u64, u64)| {
            vec![month.to_string(), services.to_string(), records.to_string()]
        };
        part(&mut items, (months, &columns.months, THREE), rows.map(row));
    }
    if !report.signs.is_empty() {
        items.push(Item::Signs(&report.signs));
        items.push(Item::Gap(10.0));
    }
    let proof = |one: &super::Proof| {
        vec![
            one.receipt.clone(),
            one.on.to_string(),
            one.what.clone(),
            one.staff.clone(),
            one.state.clone(),
            one.counts.clone(),
        ]
    };
    part(&mut items, (evidence, &columns.evidence, EVIDENCE), report.evidence.iter().map(proof));
    items
}

/// A heading, the names of the columns, and the rows.
fn part<'a>(
    items: &mut Vec<Item<'a>>,
    (heading, names, columns): (&'a str, &'a [String], &'static [Column]),
    rows: impl Iterator<Item = Vec<String>>,
) {
    items.push(Item::Heading(heading));
    items.push(Item::Head(names, columns));
    items.extend(rows.enumerate().map(|(place, row)| Item::Row(row, columns, place % 2 == 1)));
    items.push(Item::Gap(8.0));
}
