//! A posting to take along: the code holds the posting itself as plain text, so that a phone without a network keeps it.

use super::station_name;
use super::wording::place;
use crate::domain::{Posting, PostingId};
use crate::i18n::Words;
use crate::screens::phone::{Behind, MOST_BYTES, address, with_address};
use crate::screens::printing::{posting_slip, print_ui};
use crate::screens::{Command, Facts, Opened};
use crate::widgets::list::fling;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::{lying, panel, remark};
use crate::widgets::qr::{Modules, show as qr};
use crate::widgets::text::{Rank, say, say_in};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{icons, notice};
use eframe::egui::{Ui, vec2};
use jiff::civil::Date;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, id: PostingId) -> Option<Command> {
    let Opened::Here(posting) = facts.opened else { return None };
    if posting.id != id {
        return None;
    }
    let text = code_text(facts, posting);
    let printed = |ui: &mut Ui| print_ui(ui, facts, || posting_slip(facts, posting, &text));
    if lying(ui) { beside_ui(ui, facts, &text, printed) } else { below_ui(ui, facts, &text, printed) }
}

fn beside_ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    text: &str,
    printed: impl FnOnce(&mut Ui) -> Option<Command>,
) -> Option<Command> {
    let theme = Theme::of(ui);
    ui.add_space(theme.space.l);
    let across = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme.space.xl;
        let side = (ui.available_height() - theme.space.l).min(ui.available_width() * 0.42).min(mm(170.0));
        code_ui(ui, facts, text, side);
        let beside = ui.vertical(|ui| {
            fling(ui, "takeaway", facts.words.more_below(), |ui| {
                say(ui, Rank::Heading, facts.words.take_heading());
                say(ui, Rank::Body, facts.words.take_how());
                let command = printed(ui);
                copy_ui(ui, text);
                command
            })
        });
        beside.inner
    });
    across.inner
}

fn below_ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    text: &str,
    printed: impl FnOnce(&mut Ui) -> Option<Command>,
) -> Option<Command> {
    let theme = Theme::of(ui);
    // What is below the code scrolls where it does not fit; the code itself is always whole.
    fling(ui, "takeaway", facts.words.more_below(), |ui| {
        let height = ui.ctx().content_rect().height();
        ui.add_space(theme.space.m);
        centre_ui(ui, Rank::Heading, facts.words.take_heading(), theme.colour.ink);
        centre_ui(ui, Rank::Body, facts.words.take_how(), theme.colour.ink_soft);
        ui.add_space(theme.space.s);
        let side = (ui.available_width() * 0.6).min(height * 0.4);
        ui.vertical_centered(|ui| code_ui(ui, facts, text, side));
        ui.add_space(theme.space.m);
        let command = printed(ui);
        copy_ui(ui, text);
        remark(ui, icons::WIFI_SLASH, facts.words.take_offline());
        ui.add_space(theme.space.m);
        command
    })
}

fn code_ui(ui: &mut Ui, facts: &Facts<'_>, text: &str, side: f32) {
    match Modules::remembered(ui, text) {
        Some(code) => {
            qr(ui, &code, side, facts.words.take_code());
        }
        None => notice::notice(ui, icons::WARNING, facts.words.take_too_long(), ""),
    }
}

/// What the phone will show, for those who would rather copy it by hand.
fn copy_ui(ui: &mut Ui, text: &str) {
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, theme.space.xs * 0.4);
        for (place, line) in text.lines().enumerate() {
            let rank = if place == 0 { Rank::Strong } else { Rank::of_copy(&theme) };
            say_in(ui, rank, theme.colour.ink, line);
        }
    });
}

/// What the code of a posting holds: the posting itself, and where its page is.
#[must_use]
pub fn code_text(facts: &Facts<'_>, posting: &Posting) -> String {
    let page = address(facts, Behind::Posting(posting.id));
    plain_text((facts.words, facts.today), posting, &station_name(facts.status, facts.words), page.as_deref())
}

/// The posting in a few lines. What is too long is cut, the longest first; the wage and the number never are.
#[must_use]
fn plain_text((words, today): (Words, Date), posting: &Posting, station: &str, page: Option<&str>) -> String {
    let room = MOST_BYTES - page.map_or(0, |page| page.len() + 1).min(MOST_BYTES / 2);
    // Hanzi each part may have; tried from generous to strict until all fits.
    let fitting = [(30, 40, 40), (24, 28, 28), (18, 20, 20), (12, 12, 16)]
        .into_iter()
        .map(|limits| lines(words, posting, station, today, limits))
        .find(|text| text.len() <= room);
    let text = fitting.unwrap_or_else(|| {
        let text = lines(words, posting, "", today, (8, 8, 12));
        text.char_indices().take_while(|(at, c)| at + c.len_utf8() <= room).map(|(_, c)| c).collect()
    });
    with_address(text, page)
}

fn lines(
    words: Words,
    posting: &Posting,
    station: &str,
    today: Date,
    (title, name, contact): (usize, usize, usize),
) -> String {
    let mut lines = vec![cut(&posting.title, title), words.wage(&posting.wage).to_string()];
    lines.push(cut(&posting.employer, name));
    lines.push(cut(&place(posting), name));
    if !posting.contact.is_empty() {
        lines.push(words.take_contact(&cut(&posting.contact, contact)));
    }
    lines.push(words.until(&words.date(posting.valid_until, today)));
    lines.push(words.take_number(&posting.id.to_string(), &cut(station, name)));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// The first characters of a text, on one line.
fn cut(text: &str, characters: usize) -> String {
    let mut short: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = short.char_indices().nth(characters) {
        short.truncate(at);
        short.push('…');
    }
    short
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::{JobKind, Place, Source, SourceKind, Wage, WageUnit, WorkForm};
    use crate::i18n::Language;
    use jiff::civil::date;

    pub(in super::super) fn posting() -> Posting {
        Posting {
            id: PostingId(1042),
            title: "二保焊工".into(),
            employer: "测试机械有限公司".into(),
            job_kind: JobKind::Welder,
            work_form: WorkForm::FullTime,
            wage: Wage {
                min_fen: Some(600_000),
                max_fen: Some(800_000),
                unit: Some(WageUnit::Month),
                ..Wage::default()
            },
            settlement: None,
            headcount: Some(3),
            place: Place { division: None, district: "长沙市 雨花区".into(), text: String::new() },
            tasks: String::new(),
            requirements: String::new(),
            education: None,
            experience: String::new(),
            age_max: None,
            disability_welcome: false,
            confirmed_on: None,
            doubted: false,
            benefits: Vec::new(),
            shifts: Vec::new(),
            contact: "13800001234 测试".into(),
            source: Source { name: "测试".into(), kind: SourceKind::Public },
            posted_on: date(2026, 11, 20),
            valid_until: date(2026, 12, 20),
        }
    }

    #[test]
    fn the_code_holds_what_one_needs_to_go_there() {
        let words = Words::of(Language::Chinese);
        let text = plain_text((words, date(2026, 11, 22)), &posting(), "测试驿站", None);
        for part in ["二保焊工", "6000–8000 元/月", "测试机械有限公司", "雨花区", "13800001234", "12月20日", "1042"]
        {
            assert!(text.contains(part), "{part} is missing in:\n{text}");
        }
    }

    #[test]
    fn however_long_a_posting_is_an_old_phone_can_read_its_code() {
        let words = Words::of(Language::Chinese);
        let mut long = posting();
        long.title = "很长的岗位名称".repeat(20);
        long.employer = "很长的公司名称".repeat(20);
        long.place.text = "很长的地址".repeat(20);
        long.contact = "13800001234 ".repeat(20);
        for page in [None, Some("https://jiuye.example.gov.cn/yizhan/p/1042")] {
            let text = plain_text((words, date(2026, 11, 22)), &long, &"很长的站名".repeat(20), page);
            assert!(text.len() <= MOST_BYTES && text.contains("6000–8000 元/月"), "{text}");
            assert!(page.is_none_or(|page| text.lines().next_back() == Some(page)), "{text}");
            // Version 15 has 77 modules a side.
            assert!(Modules::of(&text).unwrap().side() <= 77);
        }
    }
}
