//! What was found: how many, under which conditions, and each as a card. Only the cards in sight are laid out, so that a
//! hundred thousand scroll like ten.

use super::choose::condition_words;
use super::wording::job_card;
use super::{ahead, pictogram};
use crate::domain::gig::is_shared;
use crate::domain::query::{Filters, Matter, Order};
use crate::screens::visit::gigs::gig;
use crate::screens::visit::{GigCommand, VisitScreen};
use crate::screens::{Command, Condition, Facts, Screen, whole};
use crate::widgets::button::Button;
use crate::widgets::card::{self, JobCard};
use crate::widgets::chip::Chip;
use crate::widgets::grid::columns;
use crate::widgets::list::{fling, fling_rows};
use crate::widgets::page::lying;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{icons, notice};
use eframe::egui::{Align, Layout, Ui, UiBuilder, vec2};

/// Shows the page: the conditions above the cards, or beside them where large text meets a lying screen.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    if !(facts.elder && lying(ui)) {
        let above = above_ui(ui, facts);
        return above.or(found_ui(ui, facts));
    }
    let theme = Theme::of(ui);
    let (left, right) = ui.available_rect_before_wrap().split_left_right_at_fraction(0.36);
    let beside = ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
        fling(ui, "conditions", facts.words.more_below(), |ui| above_ui(ui, facts))
    });
    let right = right.with_min_x(right.left() + theme.space.l);
    let found = ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
        ui.add_space(theme.space.s);
        found_ui(ui, facts)
    });
    beside.inner.or(found.inner)
}

fn found_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    match facts.listing.total {
        None => waiting(ui),
        Some(0) => nothing_found(ui, facts),
        Some(total) => cards_ui(ui, facts, total),
    }
}

/// How many, in which order, and the conditions.
fn above_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let theme = Theme::of(ui);
    ui.add_space(theme.space.s);
    ui.spacing_mut().item_spacing = vec2(theme.space.s, theme.space.s);
    let order = ui.horizontal_wrapped(|ui| {
        let words = facts.words;
        let heading = facts.listing.total.map_or_else(|| words.loading().to_owned(), |n| words.list_found(whole(n)));
        say(ui, Rank::Heading, heading);
        // The large text has this to the left of the postings on a lying screen, too narrow for both side by side.
        if facts.elder && lying(ui) {
            ui.end_row();
            return order_ui(ui, facts);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| order_ui(ui, facts)).inner
    });
    let conditions = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme.space.s, theme.space.s);
        let kept = market_ui(ui, facts).or(kept_ui(ui, facts));
        conditions_ui(ui, facts).or(kept)
    });
    forgiven_ui(ui, facts);
    ui.add_space(theme.space.xs);
    order.inner.or(conditions.inner)
}

/// Says so where what was typed was taken for something else.
pub fn forgiven_ui(ui: &mut Ui, facts: &Facts<'_>) {
    let (words, listing) = (facts.words, facts.listing);
    if listing.total == Some(0) {
        return;
    }
    for (typed, meant) in &listing.meant {
        murmur(ui, Rank::Body, words.list_meant(typed, meant));
    }
    if listing.meant.is_empty() && listing.alike > 0 {
        murmur(ui, Rank::Body, words.list_alike(whole(listing.alike)));
    }
}

/// From work by the day the way to seats of it.
fn market_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let by_the_day = facts.listing.query.filters.work_form.is_some_and(is_shared);
    let open = by_the_day && ui.add(Chip::choice(facts.words.market_open(), true).icon(icons::SUN)).clicked();
    open.then(|| gig(GigCommand::Show))
}

/// The way to what is kept, once anything is.
fn kept_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let kept = facts.visit.kept.len();
    let said = facts.words.keep_compare(whole(kept));
    let open = kept > 0 && ui.add(Chip::choice(&said, false).icon(icons::SCALES)).clicked();
    open.then_some(Command::Go(Screen::Visit(VisitScreen::Compare)))
}

/// One chip that says the order in force and changes to the next. Without words nothing fits better than the newest.
fn order_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let placed = facts.status.place.is_some();
    let typed = !facts.listing.query.text.trim().is_empty();
    let (said, next) = match facts.listing.query.order {
        Order::Best if typed => (words.order_best(), Order::Newest),
        Order::Best | Order::Newest if placed => (words.order_newest(), Order::Nearest),
        Order::Best | Order::Newest => (words.order_newest(), Order::HighestWage),
        Order::Nearest => (words.order_nearest(), Order::HighestWage),
        Order::HighestWage => (words.order_wage(), Order::Best),
    };
    ui.add(Chip::opening(said).icon(icons::SORT_ASCENDING)).clicked().then_some(Command::SetOrder(next))
}

fn conditions_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let mut command = None;
    for (kind, said) in in_force(facts) {
        if ui.add(Chip::removable(&said, &words.condition_drop(&said))).clicked() {
            command = Some(Command::Drop(kind));
        }
    }
    let filters = &facts.listing.query.filters;
    let open = [
        (words.filter_job(), Screen::JobGroups, filters.job_kind.is_some() || filters.job_group.is_some()),
        (words.filter_district(), Screen::Districts, filters.district.is_some() || filters.within_km.is_some()),
        (words.filter_wage(), Screen::Wages, filters.wage_min.is_some() || filters.negotiable),
        (words.filter_form(), Screen::WorkForms, filters.work_form.is_some()),
        (words.filter_benefit(), Screen::Benefits, false),
        (words.filter_more(), Screen::MoreConditions, false),
    ];
    for (said, screen, set) in open {
        if !set && ui.add(Chip::opening(said)).clicked() {
            command = Some(Command::Go(screen));
        }
    }
    command
}

/// Every condition in force, in words.
#[must_use]
pub fn in_force(facts: &Facts<'_>) -> Vec<(Matter, String)> {
    let query = &facts.listing.query;
    let filters = &query.filters;
    let Filters { job_group, job_kind, work_form, district, wage_min, benefits, .. } = filters;
    let mut all: Vec<(Matter, Condition)> = Vec::new();
    all.extend(job_group.map(|g| (Matter::JobGroup, Condition::JobGroup(g))));
    all.extend(job_kind.map(|k| (Matter::JobKind, Condition::JobKind(k))));
    all.extend(work_form.map(|f| (Matter::WorkForm, Condition::WorkForm(f))));
    all.extend(district.clone().map(|d| (Matter::District, Condition::District(d))));
    all.extend(filters.within_km.map(|km| (Matter::Distance, Condition::Within(km))));
    all.extend(wage_min.map(|w| (Matter::Wage, Condition::Wage(w))));
    all.extend(filters.negotiable.then_some((Matter::Wage, Condition::Negotiable)));
    all.extend(benefits.iter().map(|b| (Matter::Benefit(*b), Condition::Benefit(*b))));
    all.extend(filters.settlement.map(|s| (Matter::Settlement, Condition::Settlement(s))));
    all.extend(filters.shift.map(|s| (Matter::Shift, Condition::Shift(s))));
    all.extend(filters.no_diploma.then_some((Matter::NoDiploma, Condition::NoDiploma)));
    all.extend(filters.age.map(|age| (Matter::Age, Condition::Age(age))));
    all.extend(filters.disability_welcome.then_some((Matter::Disability, Condition::DisabilityWelcome)));
    all.extend(filters.source.map(|s| (Matter::Source, Condition::Source(s))));
    all.extend(filters.posted_within.map(|_| (Matter::New, Condition::New)));
    all.extend(filters.closing_within.map(|_| (Matter::Closing, Condition::Closing)));
    let mut said: Vec<_> = all.into_iter().map(|(kind, c)| (kind, condition_words(facts, &c))).collect();
    if !query.text.trim().is_empty() {
        said.insert(0, (Matter::Words, facts.words.quoted(query.text.trim())));
    }
    said
}

fn cards_ui(ui: &mut Ui, facts: &Facts<'_>, total: usize) -> Option<Command> {
    let theme = Theme::of(ui);
    let gap = card::gap(&theme);
    let columns = columns(ui, theme.size.lead * 21.0, 2);
    let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
    let height = JobCard::height(&theme, width);
    let mut command = None;
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    fling_rows(ui, "list", height, total.div_ceil(columns), |ui, rows| {
        ui.spacing_mut().item_spacing = vec2(gap, gap);
        let places = rows.start * columns..(rows.end * columns).min(total);
        let ahead = ahead::compose(ui, facts, places.end, width);
        if let Some(page) = facts.listing.missing(places).or(ahead) {
            command = Some(Command::NeedPage(page));
        }
        for row in rows {
            ui.horizontal_top(|ui| {
                for place in row * columns..((row + 1) * columns).min(total) {
                    let Some(hit) = facts.listing.hit(place) else {
                        notice::placeholder(ui, vec2(width, height));
                        continue;
                    };
                    if job_card(facts, hit, width, |card| ui.add(*card)).clicked() {
                        command = Some(Command::OpenPosting(hit.id));
                    }
                }
            });
        }
    });
    command
}

/// Pale cards while the first page is on its way: a few milliseconds as a rule.
fn waiting(ui: &mut Ui) -> Option<Command> {
    let theme = Theme::of(ui);
    let size = vec2(ui.available_width(), JobCard::height(&theme, ui.available_width()));
    for _ in 0..3 {
        notice::placeholder(ui, size);
    }
    None
}

/// How many ways of one kind are offered where nothing fits.
const MOST_WAYS: usize = 3;

/// Nothing under these conditions: each can be dropped, and a person can be asked.
fn nothing_found(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let conditions = in_force(facts);
    // A lying page is short of height.
    ui.add_space(if lying(ui) { 0.0 } else { theme.space.l });
    if conditions.is_empty() {
        notice::notice(ui, icons::CLOUD_ARROW_UP, words.empty_catalogue(), words.empty_catalogue_below());
        return None;
    }
    notice::notice(ui, icons::MAGNIFYING_GLASS, words.nothing_found(), words.nothing_found_below());
    ui.add_space(theme.space.s);
    let width = ui.available_width().min(mm(190.0));
    let left = (ui.available_width() - width) / 2.0;
    let place = ui.available_rect_before_wrap();
    let column = place.translate(vec2(left, 0.0)).with_max_x(place.left() + left + width);
    let ways = ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
        fling(ui, "ways", words.more_below(), |ui| ways_ui(ui, facts, &conditions))
    });
    ways.inner
}

/// The ways back from nothing: what leads somewhere first, and how far; jobs like the one asked for; where no single
/// condition helps, nothing but all.
fn ways_ui(ui: &mut Ui, facts: &Facts<'_>, conditions: &[(Matter, String)]) -> Option<Command> {
    let (words, theme) = (facts.words, Theme::of(ui));
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    let without = &facts.listing.without;
    let left = |kind: Matter| without.iter().find(|(matter, _)| *matter == kind).map(|(_, n)| *n);
    let mut ways: Vec<_> = conditions.iter().filter_map(|(kind, said)| Some((left(*kind)?, *kind, said))).collect();
    ways.sort_by_key(|(left, ..)| std::cmp::Reverse(*left));
    let mut command = None;
    for (left, kind, said) in ways.into_iter().take(MOST_WAYS) {
        let words = words.condition_drop_leaves(said, whole(left));
        if ui.add(Button::secondary(&words).icon(icons::X_CIRCLE).wide()).clicked() {
            command = Some(Command::Drop(kind));
        }
    }
    for (job, count) in facts.listing.instead.iter().take(MOST_WAYS) {
        let words = words.nothing_instead(words.job_kind(*job), whole(*count));
        if ui.add(Button::secondary(&words).icon(pictogram::job_kind(*job)).wide()).clicked() {
            command = Some(Command::Instead(*job));
        }
    }
    if (conditions.len() > 1 || without.is_empty())
        && ui.add(Button::primary(words.conditions_drop_all()).wide()).clicked()
    {
        command = Some(Command::DropAll);
    }
    command
}
