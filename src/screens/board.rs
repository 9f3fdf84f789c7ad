//! The big screen (大屏): the station's figures for everybody in the room. It refreshes and turns its pages by itself; a touch
//! turns to another page, opens the postings of a trade, or leaves. It is given no more than what everybody may know.

use super::seeker::station_name;
use super::{Command, Condition, Facts};
use crate::domain::JobKind;
use crate::domain::board::Board;
use crate::domain::monitor::{Figure, SMALL};
use crate::widgets::button::Button;
use crate::widgets::chart::{Columns, columns};
use crate::widgets::chip::Chip;
use crate::widgets::grid::grid;
use crate::widgets::list::fling;
use crate::widgets::notice::progress;
use crate::widgets::page::{heading, lying, page, panel, section};
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::{Icon, Theme, icons};
use eframe::egui::{CentralPanel, Ui, Vec2};
use jiff::tz;

/// What the board shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardTheme {
    /// Services and records of the year.
    Services,
    /// What people want and what was looked for in vain.
    Trades,
    /// From registered to hired, and how long people wait.
    Way,
}

impl BoardTheme {
    const ALL: [Self; 3] = [Self::Services, Self::Trades, Self::Way];

    /// The page whose turn it is; `turn` goes up by one each minute.
    #[must_use]
    pub fn by_turn(turn: usize) -> Self {
        Self::ALL.get(turn % Self::ALL.len()).copied().unwrap_or(Self::Services)
    }
}

/// Shows the board on the whole glass; `chosen` is the page somebody touched.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, chosen: Option<BoardTheme>) -> Option<Command> {
    CentralPanel::default().show(ui, |ui| page(ui, |ui| whole_ui(ui, facts, chosen))).inner
}

fn whole_ui(ui: &mut Ui, facts: &Facts<'_>, chosen: Option<BoardTheme>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let at = facts.board.map_or(facts.now, |board| board.at).to_zoned(tz::offset(8).to_time_zone()).datetime();
    heading(ui, &station_name(facts.status, words), &words.board_at(&words.moment(at, facts.today)));
    let now = chosen.unwrap_or_else(|| BoardTheme::by_turn(facts.shelf));
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        for one in BoardTheme::ALL {
            let says = match one {
                BoardTheme::Services => words.board_services(),
                BoardTheme::Trades => words.board_trades(),
                BoardTheme::Way => words.board_way(),
            };
            if ui.add(Chip::choice(says, one == now)).clicked() {
                asked = Some(Command::BoardTheme(one));
            }
        }
        if ui.add(Button::quiet(words.board_leave()).icon(icons::HOUSE)).clicked() {
            asked = Some(Command::Home);
        }
    });
    let Some(board) = facts.board else {
        murmur(ui, Rank::Body, words.loading());
        return asked;
    };
    ui.add_space(theme.space.s);
    fling(ui, "board", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        match now {
            BoardTheme::Services => services_ui(ui, facts, board),
            BoardTheme::Trades => asked = asked.take().or(trades_ui(ui, facts, board)),
            BoardTheme::Way => way_ui(ui, facts, board),
        }
        murmur(ui, Rank::Small, words.board_small(number(SMALL)));
        ui.add_space(theme.space.l);
    });
    asked
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count as everybody may know it.
fn shown(facts: &Facts<'_>, count: Option<u64>) -> String {
    count.map_or_else(|| facts.words.board_few().to_owned(), |count| count.to_string())
}

fn services_ui(ui: &mut Ui, facts: &Facts<'_>, board: &Board) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let great = [
        (words.figure(Figure::ServiceTimes), board.services, icons::TARGET),
        (words.figure(Figure::ValidRecords), board.records, icons::CLOUD_CHECK),
    ];
    grid(ui, if lying(ui) { 2 } else { 1 }, great.len(), |ui, place, width| {
        let Some((name, (count, target), icon)) = great.get(place) else { return };
        // A cell lies beside the next one; what is in it stands one below the other.
        ui.vertical(|ui| {
            ui.set_width(width);
            panel(ui, |ui| great_ui(ui, facts, name, *count, *target, *icon));
        });
    });
    panel(ui, |ui| {
        section(ui, icons::CALENDAR_DOTS, words.monitor_months());
        let counts: Vec<u64> = board.months.iter().map(|count| count.unwrap_or(0)).collect();
        let labels: Vec<String> = (1..=12).map(|month: u8| month.to_string()).collect();
        let name = words.monitor_months();
        columns(ui, &Columns { id: "board months", name, labels: &labels, series: &[&counts], tall: 70.0 });
    });
    panel(ui, |ui| {
        let used = board.functions.iter().filter(|(_, used)| *used).count();
        section(ui, icons::SQUARES_FOUR, &words.board_functions(i64::try_from(used).unwrap_or(0)));
        for (function, used) in &board.functions {
            let colour = if *used { theme.colour.accent } else { theme.colour.ink_soft };
            let icon = if *used { icons::CHECK_CIRCLE } else { icons::MINUS };
            super::staff::parts::line_ui(ui, icon, words.function(*function), colour);
        }
    });
}

/// A figure in large type, against what is expected of it.
fn great_ui(ui: &mut Ui, facts: &Facts<'_>, name: &str, count: Option<u64>, target: u64, icon: Icon) {
    let words = facts.words;
    section(ui, icon, name);
    let said = words.joined(&[&shown(facts, count), &words.board_target(number(target))]);
    say_in(ui, Rank::Display, Theme::of(ui).colour.accent, &said);
    let share = count.unwrap_or(0) as f32 / target.max(1) as f32;
    progress(ui, share.min(1.0), &said);
}

/// What people want; a touch on a trade leads to its postings.
fn trades_ui(ui: &mut Ui, facts: &Facts<'_>, board: &Board) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let offered = |kind: JobKind| facts.overview.map_or(0, |overview| overview.facets.offered(kind));
    let mut asked = None;
    section(ui, icons::SCALES, words.monitor_trades());
    if !board.wanted.is_empty() {
        let wanted: Vec<u64> = board.wanted.iter().map(|(_, count)| count.unwrap_or(0)).collect();
        let offers: Vec<u64> = board.wanted.iter().map(|(kind, _)| offered(*kind) as u64).collect();
        let labels: Vec<String> = board.wanted.iter().map(|(kind, _)| words.job_kind(*kind).to_owned()).collect();
        let name = words.monitor_trades();
        panel(ui, |ui| {
            columns(
                ui,
                &Columns { id: "board trades", name, labels: &labels, series: &[&wanted, &offers], tall: 60.0 },
            );
        });
    }
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    for (kind, wanted) in &board.wanted {
        let says = words.board_trade(&shown(facts, *wanted), i64::try_from(offered(*kind)).unwrap_or(i64::MAX));
        if ui.add(Row::new(icons::BRIEFCASE, words.job_kind(*kind), &says)).clicked() {
            asked = Some(Command::Choose(Condition::JobKind(*kind)));
        }
    }
    if !board.in_vain.is_empty() {
        panel(ui, |ui| {
            section(ui, icons::MAGNIFYING_GLASS, words.monitor_in_vain());
            for (kind, count) in &board.in_vain {
                let what = kind.map_or(words.monitor_other_words(), |kind| words.job_kind(kind));
                say(ui, Rank::Body, words.form_line(what, &shown(facts, *count)));
            }
        });
    }
    asked
}

fn way_ui(ui: &mut Ui, facts: &Facts<'_>, board: &Board) {
    let words = facts.words;
    panel(ui, |ui| {
        section(ui, icons::FUNNEL_SIMPLE, words.monitor_funnel());
        let most = board.funnel.iter().filter_map(|(_, count)| *count).max().unwrap_or(1).max(1);
        for (figure, count) in &board.funnel {
            let said = words.form_line(words.figure(*figure), &shown(facts, *count));
            say(ui, Rank::Lead, &said);
            progress(ui, count.unwrap_or(0) as f32 / most as f32, &said);
        }
    });
    if !board.funds.is_empty() {
        panel(ui, |ui| {
            section(ui, icons::HAND_COINS, words.funds_title());
            for (on, sum) in &board.funds {
                let said = sum.map(|(granted, fen)| words.funds_line(number(granted), &words.money(fen)));
                say(ui, Rank::Body, words.form_line(on, said.as_deref().unwrap_or(words.board_few())));
            }
        });
    }
    panel(ui, |ui| {
        section(ui, icons::HOURGLASS_MEDIUM, words.waits_title());
        let counts: Vec<u64> = board.first_service.iter().map(|count| count.unwrap_or(0)).collect();
        let labels: Vec<String> = (0..counts.len()).map(|place| words.wait_span(place).to_owned()).collect();
        let name = words.waits_title();
        columns(ui, &Columns { id: "board waits", name, labels: &labels, series: &[&counts], tall: 60.0 });
    });
}
