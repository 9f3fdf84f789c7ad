//! The desk's first page: register a visitor, go on with what was left, see how things stand.

use super::StaffCommand;
use super::office::closing::handed_over_ui;
use super::office::{AccountCommand, ArrivedCommand, FirmsCommand, OfficeCommand, TableCommand};
use crate::domain::Form;
use crate::domain::role::May;
use crate::domain::task::Queue;
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::grid::{columns, grid};
use crate::widgets::list::fling;
use crate::widgets::page::{heading, lying, remark};
use crate::widgets::scenery::scenery;
use crate::widgets::surface::Surface;
use crate::widgets::text::{Rank, galley, paint_left, say};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::tile::Tile;
use crate::widgets::{Icon, icons};
use eframe::egui::{Color32, Galley, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    if !lying(ui) && !facts.elder {
        let page = ui.max_rect().expand2(vec2(theme.space.l, 0.0));
        scenery(ui.painter(), page.with_min_y(page.bottom() - mm(64.0)), &theme);
    }
    let name = facts.staff.signed_in.as_ref().map_or("", |member| member.name.as_str());
    heading(ui, &words.staff_hello(name), words.staff_desk_below());
    let mut command = None;
    fling(ui, "desk", facts.words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        let may_serve = facts.staff.may(May::Serve);
        if may_serve && ui.add(Button::primary(words.staff_register()).icon(icons::USER_PLUS).large().wide()).clicked()
        {
            command = Some(StaffCommand::Begin);
        }
        if let Some(form) = facts.staff.left_draft.as_ref().filter(|_| may_serve) {
            command = command.take().or(left_ui(ui, facts, form));
        }
        command = command.take().or(office_ui(ui, facts));
        ui.add_space(theme.space.s);
        counts_ui(ui, facts);
        line_ui(ui, facts);
        command = command.take().or(ways_ui(ui, facts));
        ui.add_space(theme.space.m);
    });
    command
}

/// What the last shift left, everybody who is registered, and the queues with what is late in them.
fn office_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<StaffCommand> {
    let words = facts.words;
    let mut asked = handed_over_ui(ui, facts);
    if let Some(at) = facts.staff.office.outlook.as_ref().and_then(|outlook| outlook.broken_audit) {
        remark(ui, icons::SEAL_WARNING, &words.audit_broken(i64::try_from(at).unwrap_or(i64::MAX)));
    }
    if !facts.staff.may(May::SeePeople) {
        return asked.map(StaffCommand::Office);
    }
    let counts = facts.staff.office.outlook.as_ref().map(|outlook| outlook.queues).unwrap_or_default();
    let queues = Queue::ALL.into_iter().zip(counts);
    let mut tiles =
        vec![(words.seekers_title(), words.seekers_tile().to_owned(), icons::USERS, OfficeCommand::Seekers)];
    tiles.extend(queues.map(|(queue, (open, late))| {
        let note = words.queue_tile(whole(late), whole(open));
        (words.queue(queue), note, queue_icon(queue), OfficeCommand::Queue(queue))
    }));
    let firms = OfficeCommand::Firms(FirmsCommand::List);
    tiles.push((words.firms_title(), words.firms_tile().to_owned(), icons::BUILDINGS, firms));
    // So wide that no word of a name is parted in large type.
    let least = if facts.elder { mm(95.0) } else { mm(70.0) };
    grid(ui, columns(ui, least, if lying(ui) { 6 } else { 3 }), tiles.len(), |ui, place, width| {
        let Some((title, note, icon, command)) = tiles.get(place) else { return };
        if ui.add(Tile::new(title, width).note(note).icon(*icon)).clicked() {
            asked = Some(command.clone());
        }
    });
    asked.map(StaffCommand::Office)
}

const fn queue_icon(queue: Queue) -> Icon {
    match queue {
        Queue::Reception => icons::DESK,
        Queue::Review => icons::SEAL_CHECK,
        Queue::CallBack => icons::PHONE_CALL,
        Queue::Reply => icons::MEGAPHONE_SIMPLE,
        Queue::Refer => icons::HANDSHAKE,
    }
}

/// A draft that a crash or a break left behind.
fn left_ui(ui: &mut Ui, facts: &Facts<'_>, form: &Form) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut command = None;
    let frame = eframe::egui::Frame::new()
        .fill(theme.colour.warm)
        .corner_radius(theme.corner())
        .inner_margin(eframe::egui::Margin::same(theme.space.m as i8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let name = form.name.trim();
        let who = if name.is_empty() { words.staff_left_nameless().to_owned() } else { words.staff_left(name) };
        say(ui, Rank::Strong, who);
        ui.horizontal_wrapped(|ui| {
            if ui.add(Button::secondary(words.staff_resume()).icon(icons::PENCIL_LINE)).clicked() {
                command = Some(StaffCommand::Resume);
            }
            if ui.add(Button::quiet(words.staff_discard()).icon(icons::TRASH)).clicked() {
                command = Some(StaffCommand::Discard);
            }
        });
    });
    command
}

/// A number and what it counts.
struct Count<'a> {
    icon: Icon,
    words: &'a str,
    number: u64,
    colour: Color32,
}

fn counts_ui(ui: &mut Ui, facts: &Facts<'_>) {
    let words = facts.words;
    let c = Theme::of(ui).colour;
    let entries = facts.status.entries;
    let bad = if entries.refused > 0 { c.bad } else { c.ink };
    let counts = [
        Count { icon: icons::FLOPPY_DISK, words: words.state_waiting(), number: entries.waiting, colour: c.ink },
        Count {
            icon: icons::CLOUD_CHECK,
            words: words.state_accepted(),
            number: entries.acknowledged,
            colour: c.accent,
        },
        Count { icon: icons::WARNING_CIRCLE, words: words.state_refused(), number: entries.refused, colour: bad },
    ];
    let columns = columns(ui, mm(62.0), 3);
    grid(ui, columns, counts.len(), |ui, place, width| {
        // All are as tall as the one with the longest words.
        let below = counts.iter().map(|count| count_words(ui, count, width).size().y).fold(0.0, f32::max);
        if let Some(count) = counts.get(place) {
            count_ui(ui, count, (width, below));
        }
    });
}

fn count_words(ui: &Ui, count: &Count<'_>, width: f32) -> Arc<Galley> {
    let theme = Theme::of(ui);
    let room = width - 2.0 * theme.space.m;
    galley(ui, count.words, Theme::regular(theme.size.small), theme.colour.ink_soft, room, 2)
}

fn count_ui(ui: &mut Ui, count: &Count<'_>, (width, below): (f32, f32)) {
    let theme = Theme::of(ui);
    let height = theme.size.display * 1.3 + below + theme.space.m;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let number = count.number.to_string();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{} {number}", count.words)));
    Surface::flat(&theme).paint(ui.painter(), rect, &theme, false);
    let left = rect.left() + theme.space.m;
    let number = galley(ui, &number, Theme::bold(theme.size.display), count.colour, width * 0.6, 1);
    paint_left(ui.painter(), left, rect.top() + theme.space.s + theme.size.display * 0.65, number);
    let top = rect.top() + theme.space.s + theme.size.display * 1.3;
    paint_left(ui.painter(), left, top + below / 2.0, count_words(ui, count, width));
    let side = theme.size.lead * 1.5;
    let centre =
        pos2(rect.right() - theme.space.m - side / 2.0, rect.top() + theme.space.s + theme.size.display * 0.65);
    count.icon.duotone(ui.painter(), centre, side, &theme);
}

/// How the line is, in one sentence.
fn line_ui(ui: &mut Ui, facts: &Facts<'_>) {
    let words = facts.words;
    let line = &facts.status.line;
    let said = match (line.trouble, line.contact_at) {
        (Some(trouble), _) => words.trouble(trouble).to_owned(),
        (None, Some(at)) => words.staff_contact(&words.ago(at, facts.now)),
        (None, None) => words.staff_no_contact().to_owned(),
    };
    crate::widgets::text::murmur(ui, Rank::Body, said);
    let own = &facts.status.own;
    for warning in words.own_warnings(own, own.budget_is_spent(facts.today)) {
        crate::widgets::text::say_in(ui, Rank::Body, Theme::of(ui).colour.bad, &warning);
    }
    if let Some(trouble) = facts.staff.trouble {
        let bad = Theme::of(ui).colour.bad;
        crate::widgets::text::say_in(ui, Rank::Strong, bad, words.store_trouble(trouble));
    }
}

fn ways_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<StaffCommand> {
    let words = facts.words;
    let office = StaffCommand::Office;
    let ways = [
        (May::SeePeople, words.staff_entries(), icons::LIST_CHECKS, StaffCommand::ShowEntries),
        (May::SeePeople, words.gigs_title(), icons::LIGHTNING, StaffCommand::ShowGigs),
        (May::Serve, words.reports_way(), icons::SEAL_WARNING, StaffCommand::ShowReports),
        (May::Serve, words.push_title(), icons::SCALES, office(OfficeCommand::Policies)),
        (May::SeePeople, words.arrived_title(), icons::BELL, office(OfficeCommand::Arrived(ArrivedCommand::List))),
        (May::Serve, words.tables_title(), icons::CLIPBOARD_TEXT, office(OfficeCommand::Table(TableCommand::Files))),
        (May::Report, words.monitor_title(), icons::CHART_BAR, office(OfficeCommand::Monitor)),
        (May::ReadAudit, words.audit_title(), icons::SHIELD_CHECK, office(OfficeCommand::Audit)),
        (
            May::KeepAccounts,
            words.account_title(),
            icons::USERS_THREE,
            office(OfficeCommand::Account(AccountCommand::List)),
        ),
        (May::Serve, words.closing_title(), icons::HANDSHAKE, office(OfficeCommand::Closing)),
        (May::KeepMachine, words.machine_title(), icons::WRENCH, StaffCommand::Machine),
    ];
    let mut ways: Vec<_> = ways
        .into_iter()
        .filter(|(needs, ..)| facts.staff.may(*needs))
        .map(|(_, words, icon, command)| (words, icon, command))
        .collect();
    ways.extend([
        (words.staff_send_now(), icons::PAPER_PLANE_TILT, StaffCommand::SendNow),
        (words.cleaning_start(), icons::HAND_SOAP, StaffCommand::Clean),
        (words.practice_start(), icons::STUDENT, StaffCommand::Practise),
        (words.pin_title(), icons::KEY, office(OfficeCommand::Pin)),
        (words.staff_sign_out(), icons::SIGN_OUT, StaffCommand::SignOut),
    ]);
    let mut touched = None;
    let columns = if lying(ui) { 4 } else { 2 };
    grid(ui, columns, ways.len(), |ui, place, width| {
        let Some((words, icon, command)) = ways.get(place) else { return };
        if ui.add(Button::secondary(words).icon(*icon).width(width)).clicked() {
            touched = Some(command.clone());
        }
    });
    touched
}
