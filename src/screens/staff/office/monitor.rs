//! The year in figures: against what is expected, month by month, from person to job; each opens what it counts.

use super::{OfficeCommand, waits};
use crate::domain::JobKind;
use crate::domain::content::ShelfKind;
use crate::domain::functions::{Function, LEAST_FUNCTIONS};
use crate::domain::handing_in::ReportAsked;
use crate::domain::monitor::{Evidence, Figure, Monitor, Span};
use crate::i18n::Words;
use crate::screens::staff::StaffCommand;
use crate::screens::staff::parts::{halves, line_ui};
use crate::screens::{Command, Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::chart::{Columns, columns};
use crate::widgets::list::{fling, fling_rows};
use crate::widgets::notice::progress;
use crate::widgets::page::{heading, panel, section};
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons};
use eframe::egui::{Ui, vec2};

/// Trades in a list; the rest is in the report.
const TRADES: usize = 8;

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Some(monitor) = &facts.staff.office.monitor else {
        heading(ui, words.monitor_title(), words.loading());
        super::refused_ui(ui, facts);
        return None;
    };
    heading(ui, &words.monitor_year(i64::from(monitor.year)), words.monitor_below());
    let (mut asked, mut public, mut report) = ((None, None), false, false);
    fling(ui, "monitor", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        for figure in [Figure::ServiceTimes, Figure::ValidRecords] {
            if target_ui(ui, facts, monitor, figure) {
                asked.0 = Some(figure);
            }
        }
        report = ui.add(Button::secondary(words.reporting_title()).icon(icons::NEWSPAPER).wide()).clicked();
        public = ui.add(Button::secondary(words.board_show()).icon(icons::USERS_THREE).wide()).clicked();
        halves(
            ui,
            &mut asked,
            |ui, asked| {
                months_ui(ui, facts, monitor);
                functions_ui(ui, facts, monitor, &mut asked.0);
                asked.1 = waits::part_ui(ui, facts, monitor).or(asked.1);
            },
            |ui, asked| {
                funnel_ui(ui, facts, monitor);
                trades_ui(ui, facts, monitor);
                funds_ui(ui, facts, monitor, &mut asked.0);
                events_ui(ui, facts, monitor);
                staff_ui(ui, facts, monitor, &mut asked.0);
                services_ui(ui, facts, monitor, &mut asked.0);
            },
        );
        ui.add_space(theme.space.m);
    });
    if public {
        return Some(Command::ShowBoard);
    }
    let year = facts.today.year();
    if report {
        return Some(office(OfficeCommand::Report(ReportAsked::year(year), false)));
    }
    let evidence = |figure| OfficeCommand::Evidence(figure, Span::year(year));
    let opened = asked.0.map(evidence).or(asked.1.map(OfficeCommand::Waits));
    opened.map(office)
}

const fn office(command: OfficeCommand) -> Command {
    Command::Staff(StaffCommand::Office(command))
}

/// Figures without a target, each openable.
fn services_ui(ui: &mut Ui, facts: &Facts<'_>, monitor: &Monitor, asked: &mut Option<Figure>) {
    let words = facts.words;
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    let all = Figure::all().into_iter();
    for figure in all.filter(|figure| figure.target(false).is_none() && !matches!(figure, Figure::Function(_))) {
        let count = words.monitor_count(number(monitor.count(figure)));
        if ui.add(Row::new(icons::CHART_BAR, words.figure(figure), "").end(&count)).clicked() {
            *asked = Some(figure);
        }
    }
}

/// Who did how much for how many, and how many of them are owed something still: the load of each.
fn staff_ui(ui: &mut Ui, facts: &Facts<'_>, monitor: &Monitor, asked: &mut Option<Figure>) {
    let words = facts.words;
    let theme = Theme::of(ui);
    if monitor.staff.is_empty() {
        return;
    }
    section(ui, icons::CHALKBOARD_TEACHER, words.load_title());
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    for load in &monitor.staff {
        let below = words.load_people(number(load.people), number(load.owed));
        let row = Row::new(icons::USER_CIRCLE, &load.name, &below);
        if ui.add(row.end(&words.monitor_count(number(load.services)))).clicked() {
            *asked = Some(Figure::By(load.staff));
        }
    }
}

/// What the station says of itself: which of the eight functions are in use, by their evidence.
fn functions_ui(ui: &mut Ui, facts: &Facts<'_>, monitor: &Monitor, asked: &mut Option<Figure>) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let used = Function::ALL.iter().filter(|function| monitor.count(Figure::Function(**function)) > 0).count();
    section(ui, icons::SQUARES_FOUR, &words.functions_used(whole(used), whole(LEAST_FUNCTIONS)));
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    for function in Function::ALL {
        let figure = Figure::Function(function);
        let count = monitor.count(figure);
        let (icon, said) = if count > 0 {
            (icons::CHECK_CIRCLE, words.monitor_count(number(count)))
        } else {
            (icons::MINUS, words.functions_unused().to_owned())
        };
        if ui.add(Row::new(icon, words.function(function), "").end(&said)).clicked() {
            *asked = Some(figure);
        }
    }
}

/// A figure against what is expected of it.
fn target_ui(ui: &mut Ui, facts: &Facts<'_>, monitor: &Monitor, figure: Figure) -> bool {
    let words = facts.words;
    let (count, target) = (monitor.count(figure), monitor.target(figure).unwrap_or(1));
    let said = words.monitor_of(number(count), number(target));
    let touched = ui.add(Row::new(icons::TARGET, words.figure(figure), &said)).clicked();
    progress(ui, (count as f32 / target as f32).min(1.0), &said);
    touched
}

fn months_ui(ui: &mut Ui, facts: &Facts<'_>, monitor: &Monitor) {
    let words = facts.words;
    panel(ui, |ui| {
        section(ui, icons::CALENDAR_DOTS, words.monitor_months());
        let services: Vec<u64> = monitor.months.iter().map(|(services, _)| *services).collect();
        let said = monitor.months.iter().zip(1..).filter(|((services, _), _)| *services > 0);
        let said: Vec<String> =
            said.map(|((services, _), month)| words.monitor_month(month, number(*services))).collect();
        let labels: Vec<String> = (1..=12).map(|month: u8| month.to_string()).collect();
        let name = said.join(words.list_separator());
        columns(ui, &Columns { id: "months", name: &name, labels: &labels, series: &[&services], tall: 50.0 });
    });
}

/// From registered to hired: how many went how far.
fn funnel_ui(ui: &mut Ui, facts: &Facts<'_>, monitor: &Monitor) {
    let words = facts.words;
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        section(ui, icons::FUNNEL_SIMPLE, words.monitor_funnel());
        let most = monitor.count(Figure::Registrations).max(1);
        for figure in [Figure::Registrations, Figure::Referrals, Figure::Interviews, Figure::Hired] {
            let count = monitor.count(figure);
            let said = words.form_line(words.figure(figure), &count.to_string());
            say(ui, Rank::Body, &said);
            progress(ui, (count as f32 / most as f32).min(1.0), &said);
        }
        let (entitled, met) = monitor.in_plans;
        line_ui(ui, icons::LIST_CHECKS, &words.monitor_plans(number(entitled), number(met)), theme.colour.ink);
    });
}

/// What people want beside what there is; and what was looked for in vain.
fn trades_ui(ui: &mut Ui, facts: &Facts<'_>, monitor: &Monitor) {
    let words = facts.words;
    let offered = |kind: JobKind| facts.overview.map_or(0, |overview| overview.facets.offered(kind));
    panel(ui, |ui| {
        section(ui, icons::SCALES, words.monitor_trades());
        if !monitor.wanted.is_empty() {
            let shown = || monitor.wanted.iter().take(TRADES);
            let wanted: Vec<u64> = shown().map(|(_, count)| *count).collect();
            let open: Vec<u64> = shown().map(|(kind, _)| offered(*kind) as u64).collect();
            let labels: Vec<String> = shown().map(|(kind, _)| words.job_kind(*kind).to_owned()).collect();
            let name = words.monitor_trades();
            columns(ui, &Columns { id: "trades", name, labels: &labels, series: &[&wanted, &open], tall: 50.0 });
        }
        for (kind, wanted) in monitor.wanted.iter().take(TRADES) {
            say(ui, Rank::Body, words.monitor_trade(words.job_kind(*kind), number(*wanted), whole(offered(*kind))));
        }
        if monitor.wanted.is_empty() {
            murmur(ui, Rank::Body, words.form_unsaid());
        }
    });
    if monitor.in_vain.is_empty() {
        return;
    }
    panel(ui, |ui| {
        section(ui, icons::MAGNIFYING_GLASS, words.monitor_in_vain());
        for (kind, count) in monitor.in_vain.iter().take(TRADES) {
            let what = kind.map_or(words.monitor_other_words(), |kind| words.job_kind(kind));
            say(ui, Rank::Body, words.form_line(what, &count.to_string()));
        }
    });
}

/// Money that reached people through this station (资金使用); a touch opens what it was granted for.
fn funds_ui(ui: &mut Ui, facts: &Facts<'_>, monitor: &Monitor, asked: &mut Option<Figure>) {
    let words = facts.words;
    if monitor.funds.is_empty() {
        return;
    }
    section(ui, icons::HAND_COINS, words.funds_title());
    ui.spacing_mut().item_spacing.y = Theme::of(ui).target.gap;
    for line in &monitor.funds {
        let below = words.funds_line(number(line.granted), &words.money(line.fen));
        if ui.add(Row::new(icons::HAND_COINS, &line.on, &below)).clicked() {
            *asked = Some(Figure::Granted);
        }
    }
}

/// What came of each fair and live stream here (达成就业意向).
fn events_ui(ui: &mut Ui, facts: &Facts<'_>, monitor: &Monitor) {
    let words = facts.words;
    if monitor.events.is_empty() {
        return;
    }
    panel(ui, |ui| {
        section(ui, icons::CALENDAR_DOTS, words.events_title());
        for line in &monitor.events {
            let shelved = facts.content.item(ShelfKind::Events, &line.item).map(|item| words.of_pack(&item.title));
            let title = shelved.unwrap_or(if line.title.is_empty() { &line.item } else { &line.title });
            let counts = words.events_line(number(line.tickets), number(line.intentions));
            let firms = line.firms.filter(|firms| *firms > 0).map(|firms| words.events_firms(number(firms)));
            say(ui, Rank::Strong, title);
            murmur(ui, Rank::Body, words.joined(&[&counts, firms.as_deref().unwrap_or_default()]));
        }
    });
}

/// The entries that a figure counts.
pub(super) fn evidence(ui: &mut Ui, facts: &Facts<'_>, figure: Figure) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let rows = facts.staff.office.evidence.as_ref().filter(|(of, _)| *of == figure).map(|(_, rows)| rows);
    let Some(rows) = rows else { return heading(ui, words.figure(figure), words.loading()) };
    heading(ui, words.figure(figure), &words.monitor_evidence(whole(rows.len())));
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    fling_rows(ui, "evidence", Row::height(&theme), rows.len(), |ui, range| {
        for row in rows.get(range).unwrap_or_default() {
            let size = vec2(ui.available_width(), Row::height(&theme));
            ui.allocate_ui(size, |ui| {
                ui.set_min_height(size.y);
                ui.spacing_mut().item_spacing.y = theme.space.xs;
                let what = row.service.map_or_else(|| words.entry_kind(row.kind), |kind| words.service_kind(kind));
                say(ui, Rank::Strong, words.joined(&[what, &words.date(row.on, facts.today)]));
                murmur(ui, Rank::Small, words.joined(&[row.receipt.as_str(), &row.staff, state_words(words, row)]));
            });
        }
    });
}

fn state_words(words: Words, row: &Evidence) -> &'static str {
    use crate::domain::ledger::EntryState;
    match row.state {
        EntryState::Acknowledged => words.state_accepted(),
        EntryState::Waiting => words.state_saved(),
        EntryState::Refused => words.state_refused(),
    }
}
