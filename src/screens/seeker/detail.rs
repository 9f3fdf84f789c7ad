//! One posting: the wage first, five facts at a glance, then the rest, and where it all comes from.

use super::wording::{glances, monthly_hint};
use crate::domain::freshness::Freshness;
use crate::domain::{Posting, PostingId};
use crate::screens::visit::terms::terms_ui;
use crate::screens::visit::{MOST_KEPT, VisitCommand, VisitDraft, VisitScreen};
use crate::screens::{Command, Facts, Opened, Screen, whole};
use crate::widgets::button::Button;
use crate::widgets::grid::grid;
use crate::widgets::list::fling;
use crate::widgets::page::{lying, panel, remark, section};
use crate::widgets::text::{Rank, galley, money, murmur, paint_stacked, say, say_in};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{Icon, icons, notice};
use eframe::egui::{CornerRadius, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

/// Shows the page of a posting.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, id: PostingId, draft: &mut VisitDraft) -> Option<Command> {
    let words = facts.words;
    match facts.opened {
        Opened::Here(posting) if posting.id == id => whole_ui(ui, facts, posting, draft),
        Opened::Gone(gone) if *gone == id => {
            ui.add_space(Theme::of(ui).space.xl);
            notice::notice(ui, icons::CALENDAR_BLANK, words.detail_gone(), words.detail_gone_below());
            let other = ui.vertical_centered(|ui| ui.add(Button::primary(words.detail_gone_other())).clicked()).inner;
            other.then_some(Command::Back)
        }
        _ => {
            let size = vec2(ui.available_width(), mm(70.0));
            ui.add_space(mm(6.0));
            notice::placeholder(ui, size);
            None
        }
    }
}

/// The same for a clerk: all of it below each other, no way off the desk, and a button that asks for people who suit it;
/// gives back whether it was touched.
pub fn at_desk(ui: &mut Ui, facts: &Facts<'_>, id: PostingId) -> bool {
    let theme = Theme::of(ui);
    match facts.opened {
        Opened::Here(posting) if posting.id == id => fling(ui, "detail", facts.words.more_below(), |ui| {
            let people = Button::secondary(facts.words.match_for_posting()).icon(icons::USERS);
            ui.add_space(Theme::of(ui).space.s);
            let touched = ui.add(people).clicked();
            contents_ui(ui, facts, posting, true, None);
            touched
        }),
        Opened::Gone(gone) if *gone == id => {
            ui.add_space(theme.space.xl);
            notice::notice(ui, icons::CALENDAR_BLANK, facts.words.detail_gone(), facts.words.detail_gone_below());
            false
        }
        _ => {
            let size = vec2(ui.available_width(), mm(70.0));
            notice::placeholder(ui, size);
            false
        }
    }
}

/// The contents scroll; what can be done with it stays in reach: below them, or on a lying screen beside them under the
/// wage.
fn whole_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting, draft: &mut VisitDraft) -> Option<Command> {
    let theme = Theme::of(ui);
    let all = ui.available_rect_before_wrap();
    let (head, contents, foot) = if lying(ui) {
        let (left, right) = all.split_left_right_at_fraction(0.42);
        let (head, foot) = left.split_top_bottom_at_y(left.bottom() - foot_height(&theme));
        (Some(head), right.with_min_x(right.left() + theme.space.l), foot)
    } else {
        let (above, foot) = all.split_top_bottom_at_y(all.bottom() - foot_height(&theme));
        (None, above, foot)
    };
    let mut contents_in = |ui: &mut Ui| {
        let place = ui.scope_builder(UiBuilder::new().max_rect(contents), |ui| {
            fling(ui, "detail", facts.words.more_below(), |ui| {
                contents_ui(ui, facts, posting, head.is_none(), Some(draft))
            })
        });
        place.inner
    };
    // Read and reached by keyboard column by column.
    if let Some(head) = head {
        ui.scope_builder(UiBuilder::new().max_rect(head), |ui| beside_ui(ui, facts, posting));
        let from_foot = foot_ui(ui, facts, posting, foot);
        contents_in(ui).or(from_foot)
    } else {
        let from_contents = contents_in(ui);
        from_contents.or_else(|| foot_ui(ui, facts, posting, foot))
    }
}

/// The wage and the warning beside the contents; large text in a long language takes more than there is.
fn beside_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting) {
    fling(ui, "head", facts.words.more_below(), |ui| {
        let theme = Theme::of(ui);
        ui.add_space(theme.space.s);
        head_ui(ui, facts, posting, &theme);
        remark(ui, icons::SHIELD_CHECK, facts.words.detail_free());
    });
}

/// Applying first; taking it along and keeping it below.
fn foot_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting, foot: Rect) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let place = foot.shrink2(vec2(0.0, theme.space.s));
    let mut command = None;
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        ui.spacing_mut().item_spacing = vec2(theme.target.gap, theme.target.gap);
        let applied = facts.visit.done.contains(&posting.id);
        let want = if applied { words.want_again() } else { words.want() };
        if ui.add(Button::primary(want).icon(icons::HANDSHAKE).large().wide()).clicked() {
            command = Some(Command::Visit(VisitCommand::Want));
        }
        let apart = keeps_apart(ui, facts);
        let parts = if apart { 1.0 } else { 2.0 };
        let width = (ui.available_width() - theme.target.gap * (parts - 1.0)) / parts;
        ui.horizontal_top(|ui| {
            if ui.add(Button::secondary(words.detail_take()).icon(icons::QR_CODE).width(width)).clicked() {
                command = Some(Command::Go(Screen::Takeaway(posting.id)));
            }
            if !apart {
                command = command.take().or(keep_ui(ui, facts, posting, width));
            }
        });
    });
    command
}

/// Whether what keeps it stands among the contents: in large type, where fewer choices stand together, and on a lying
/// screen, whose foot is narrow.
fn keeps_apart(ui: &Ui, facts: &Facts<'_>) -> bool {
    facts.elder || lying(ui)
}

/// The button that keeps it, of a width in points.
fn keep_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting, width: f32) -> Option<Command> {
    let (said, keep) = keeping(facts, posting);
    ui.add(Button::secondary(&said).icon(icons::SCALES).width(width)).clicked().then_some(keep)
}

/// Keeps it, or leads to what is kept.
fn keeping(facts: &Facts<'_>, posting: &Posting) -> (String, Command) {
    let words = facts.words;
    let kept = facts.visit.kept.len();
    let compare = Command::Go(Screen::Visit(VisitScreen::Compare));
    if facts.visit.keeps(posting.id) {
        (words.kept(whole(kept)), compare)
    } else if kept >= MOST_KEPT {
        (words.keep_full(whole(kept)), compare)
    } else {
        (words.keep().to_owned(), Command::Visit(VisitCommand::Keep))
    }
}

fn foot_height(theme: &Theme) -> f32 {
    let two_rows = theme.size.lead * 1.45 * 2.0 + theme.space.s;
    theme.target.primary * 1.4 + theme.target.primary.max(two_rows) + theme.target.gap + theme.space.s * 2.0
}

/// `draft` is the seeker's; a clerk asks nobody what words mean.
fn contents_ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    posting: &Posting,
    with_head: bool,
    draft: Option<&mut VisitDraft>,
) -> Option<Command> {
    let theme = Theme::of(ui);
    ui.add_space(theme.space.s);
    ui.spacing_mut().item_spacing.y = theme.space.m;
    if with_head {
        head_ui(ui, facts, posting, &theme);
    }
    if let Some(said) = facts.words.freshness(Freshness::of(posting, facts.today)) {
        remark(ui, icons::HOURGLASS_MEDIUM, &said);
    }
    glance_ui(ui, facts, posting, &theme);
    if with_head {
        remark(ui, icons::SHIELD_CHECK, facts.words.detail_free());
    }
    text_ui(ui, icons::CLIPBOARD_TEXT, facts.words.detail_tasks(), &posting.tasks);
    requirements_ui(ui, facts, posting);
    let seeker = draft.is_some();
    if let Some(draft) = draft {
        terms_ui(ui, facts, posting, draft);
    }
    contact_ui(ui, facts, posting);
    source_ui(ui, facts, posting);
    if !seeker {
        ui.add_space(theme.space.m);
        return None;
    }
    let width = ui.available_width();
    let kept = if keeps_apart(ui, facts) { keep_ui(ui, facts, posting, width) } else { None };
    let report = Button::quiet(facts.words.report_open()).icon(icons::SEAL_WARNING).wide();
    let reported = ui.add(report).clicked();
    ui.add_space(theme.space.m);
    kept.or(reported.then_some(Command::Go(Screen::Visit(VisitScreen::Report(posting.id)))))
}

/// Title, wage, employer.
fn head_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting, theme: &Theme) {
    let words = facts.words;
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        let wage = words.wage(&posting.wage);
        money(ui, &wage.amount, &wage.unit);
        say(ui, Rank::Heading, &posting.title);
        if !posting.employer.is_empty() {
            murmur(ui, Rank::Body, &posting.employer);
        }
        let mut small = Vec::new();
        let original = posting.wage.text.trim();
        if !original.is_empty() && *original != wage.to_string() {
            small.push(words.wage_original(original));
        }
        small.extend(monthly_hint(words, &posting.wage));
        small.extend(posting.settlement.map(|s| words.settlement(s).to_owned()));
        if !small.is_empty() {
            let parts: Vec<&str> = small.iter().map(String::as_str).collect();
            murmur(ui, Rank::Small, words.joined(&parts));
        }
    });
}

/// Pictograms of the five facts.
const GLANCE_ICONS: [Icon; 5] = [icons::CLOCK, icons::MAP_PIN, icons::USERS, icons::BED, icons::CALENDAR_CHECK];

fn glance_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting, theme: &Theme) {
    let glances = glances(facts, posting);
    panel(ui, |ui| {
        grid(ui, 1, glances.len(), |ui, place, width| {
            if let Some((icon, (label, value))) = GLANCE_ICONS.get(place).zip(glances.get(place)) {
                glance_line(ui, *icon, (label, value), width, theme);
            }
        });
    });
}

fn glance_line(ui: &mut Ui, icon: Icon, (label, value): (&str, &str), width: f32, theme: &Theme) {
    let said = format!("{label}：{value}");
    let side = theme.size.body * 1.75;
    let text = width - side - theme.space.m;
    let label = galley(ui, label, Theme::regular(theme.size.small), theme.colour.ink_soft, text, 1);
    let value = galley(ui, value, Theme::bold(theme.size.body), theme.colour.ink, text, 3);
    let height = (label.size().y + value.size().y).max(side);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    let painter = ui.painter();
    let ground = Rect::from_center_size(rect.left_center() + vec2(side / 2.0, 0.0), vec2(side, side));
    painter.rect_filled(ground, CornerRadius::from(side * 0.28), theme.colour.accent_tint);
    icon.duotone(painter, ground.center(), side * 0.66, theme);
    let left = ground.right() + theme.space.m;
    paint_stacked(painter, left, rect.center().y, label, value);
}

fn text_ui(ui: &mut Ui, icon: Icon, heading: &str, text: &str) {
    let theme = Theme::of(ui);
    if text.trim().is_empty() {
        return;
    }
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        section(ui, icon, heading);
        for paragraph in text.lines().map(str::trim).filter(|p| !p.is_empty()) {
            say(ui, Rank::Body, paragraph);
        }
    });
}

fn requirements_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting) {
    let words = facts.words;
    let mut lines = Vec::new();
    lines.extend(posting.education.map(|e| words.detail_education(words.education(e))));
    if !posting.experience.trim().is_empty() {
        lines.push(words.detail_experience(posting.experience.trim()));
    }
    lines.push(posting.requirements.clone());
    text_ui(ui, icons::LIST_CHECKS, words.detail_requirements(), &lines.join("\n"));
}

fn contact_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting) {
    let words = facts.words;
    let contact = posting.contact.trim();
    let said = if contact.is_empty() { words.detail_contact_staff() } else { contact };
    text_ui(ui, icons::PHONE, words.detail_contact(), said);
}

/// Where the posting comes from, and how fresh it is: re-posted items must name their source.
fn source_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let kind = words.source_kind(posting.source.kind);
    let posted = words.posted(&words.near_date(posting.posted_on, facts.today));
    let number = words.detail_number(&posting.id.to_string());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme.space.s;
        let side = theme.size.small * 1.2;
        let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
        icons::SEAL_CHECK.filled(ui.painter(), rect.center(), side, theme.colour.ink_soft);
        let source = words.detail_source(&words.joined(&[&posting.source.name, kind]));
        say_in(ui, Rank::Small, theme.colour.ink_soft, words.joined(&[&source, &posted, &number]));
    });
}
