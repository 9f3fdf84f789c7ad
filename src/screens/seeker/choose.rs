//! One choice a page: by job, by form of work, by place, by wage, by what comes with it. Each tile says how many jobs are
//! behind it, and none leads to nothing.

use super::{map, pictogram, wording};
use crate::domain::query::{CLOSING_DAYS, Facets, NEW_DAYS};
use crate::domain::{Benefit, JobGroup, JobKind, Settlement, Shift, SourceKind, WageUnit, WorkForm};
use crate::screens::{Command, Condition, Draft, Facts, Screen, whole};
use crate::widgets::chip::Chip;
use crate::widgets::grid::{grid, tile_columns};
use crate::widgets::list::{fling, pager};
use crate::widgets::tile::{Tile, shared_height};
use crate::widgets::{Icon, Theme, icons, notice, page};
use eframe::egui::{Ui, UiBuilder};
use std::collections::BTreeMap;

/// One thing to choose.
pub(super) struct Choice {
    icon: Icon,
    words: String,
    note: String,
    chosen: bool,
    command: Command,
}

impl Choice {
    fn new(facts: &Facts<'_>, icon: Icon, words: impl Into<String>, count: usize, condition: Condition) -> Self {
        let note = facts.words.jobs(whole(count));
        Self { icon, words: words.into(), note, chosen: false, command: Command::Choose(condition) }
    }

    /// One of which nothing is counted.
    pub(super) fn plain(icon: Icon, words: impl Into<String>, command: Command) -> Self {
        Self { icon, words: words.into(), note: String::new(), chosen: false, command }
    }

    const fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    fn leading(mut self, screen: Screen) -> Self {
        self.command = Command::Go(screen);
        self
    }
}

/// By shelf of jobs.
pub fn job_groups(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let words = facts.words;
    let counted = facts.facets().map_or(&[][..], |f| &f.job_groups);
    let choices = in_order(JobGroup::ALL, counted)
        .map(|(group, count)| {
            let icon = pictogram::job_group(group);
            Choice::new(facts, icon, words.job_group(group), count, Condition::JobGroup(group))
                .chosen(facts.listing.query.filters.job_group == Some(group))
                .leading(Screen::JobKinds(group))
        })
        .collect();
    choice_page(ui, facts, draft, (words.choose_job(), words.choose_job_below()), choices)
}

/// By everyday job name, on one shelf.
pub fn job_kinds(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft, group: JobGroup) -> Option<Command> {
    let words = facts.words;
    let counted = facts.facets().map_or(&[][..], |f| &f.job_kinds);
    let kinds: Vec<_> = in_order(JobKind::ALL, counted).filter(|(kind, _)| kind.group() == group).collect();
    let total = facts.facets().and_then(|f| f.job_groups.iter().find(|(g, _)| *g == group)).map_or(0, |(_, n)| *n);
    let filters = &facts.listing.query.filters;
    let mut choices = vec![
        Choice::new(facts, pictogram::job_group(group), words.choose_all_of_group(), total, Condition::JobGroup(group))
            .chosen(filters.job_group == Some(group)),
    ];
    choices.extend(kinds.into_iter().map(|(kind, count)| {
        let icon = pictogram::job_kind(kind);
        Choice::new(facts, icon, words.job_kind(kind), count, Condition::JobKind(kind))
            .chosen(filters.job_kind == Some(kind))
    }));
    choice_page(ui, facts, draft, (words.job_group(group), ""), choices)
}

/// By form of work.
pub fn work_forms(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let words = facts.words;
    let counted = facts.facets().map_or(&[][..], |f| &f.work_forms);
    let choices = in_order(WorkForm::ALL, counted)
        .map(|(form, count)| {
            Choice::new(facts, pictogram::work_form(form), words.work_form(form), count, Condition::WorkForm(form))
                .chosen(facts.listing.query.filters.work_form == Some(form))
        })
        .collect();
    choice_page(ui, facts, draft, (words.choose_form(), ""), choices)
}

/// By what comes with the wage.
pub fn benefits(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let words = facts.words;
    let counted = facts.facets().map_or(&[][..], |f| &f.benefits);
    let choices = in_order(Benefit::ALL, counted)
        .map(|(benefit, count)| {
            Choice::new(facts, pictogram::benefit(benefit), words.benefit(benefit), count, Condition::Benefit(benefit))
                .chosen(facts.listing.query.filters.benefits.contains(&benefit))
        })
        .collect();
    choice_page(ui, facts, draft, (words.choose_benefit(), words.choose_benefit_below()), choices)
}

/// What fewer ask for, each with its count, in one place: how soon one is paid, hours, diploma, how new, who offers it.
pub fn more(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let words = facts.words;
    let none = Facets::default();
    let counted = facts.facets().unwrap_or(&none);
    let filters = &facts.listing.query.filters;
    let mut offered: Vec<(Icon, Condition, usize, bool)> = Vec::new();
    offered.extend(in_order(Settlement::ALL, &counted.settlements).map(|(settlement, count)| {
        (icons::COINS, Condition::Settlement(settlement), count, filters.settlement == Some(settlement))
    }));
    offered.extend(
        in_order(Shift::ALL, &counted.shifts)
            .map(|(shift, count)| (icons::CLOCK, Condition::Shift(shift), count, filters.shift == Some(shift))),
    );
    offered.extend([
        (icons::GRADUATION_CAP, Condition::NoDiploma, counted.no_diploma, filters.no_diploma),
        (icons::HEART, Condition::DisabilityWelcome, counted.disability_welcome, filters.disability_welcome),
        (icons::SPARKLE, Condition::New, counted.newly_posted, filters.posted_within.is_some()),
        (icons::HOURGLASS_MEDIUM, Condition::Closing, counted.closing_soon, filters.closing_within.is_some()),
    ]);
    offered.extend(
        counted.ages.iter().map(|(age, n)| (icons::USER_CIRCLE, Condition::Age(*age), *n, filters.age == Some(*age))),
    );
    offered.extend(in_order(SourceKind::ALL, &counted.sources).map(|(source, count)| {
        (icons::SHIELD_CHECK, Condition::Source(source), count, filters.source == Some(source))
    }));
    let open = offered.into_iter().filter(|(_, _, count, _)| *count > 0);
    let choices = open
        .map(|(icon, condition, count, chosen)| {
            Choice::new(facts, icon, condition_words(facts, &condition), count, condition).chosen(chosen)
        })
        .collect();
    choice_page(ui, facts, draft, (words.choose_more(), words.choose_benefit_below()), choices)
}

/// By city; where all postings are in one city, at once by its districts.
pub fn cities(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let words = facts.words;
    let mut cities: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (district, count) in facts.facets().map_or(&[][..], |f| &f.districts) {
        let entry = cities.entry(city_of(district)).or_default();
        *entry = (entry.0 + count, entry.1 + 1);
    }
    if let [(city, _)] = cities.iter().collect::<Vec<_>>().as_slice() {
        return districts(ui, facts, draft, city);
    }
    let mut choices: Vec<Choice> = map_choice(facts).into_iter().chain(distances(facts)).collect();
    let mut cities: Vec<_> = cities.into_iter().filter(|(city, _)| !city.is_empty()).collect();
    cities.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.0.cmp(b.0)));
    choices.extend(cities.into_iter().map(|(city, (count, parts))| {
        let choice = Choice::new(facts, icons::BUILDINGS, city, count, Condition::District(city.to_owned()))
            .chosen(facts.listing.query.filters.district.as_deref() == Some(city));
        if parts > 1 { choice.leading(Screen::DistrictsOf(city.to_owned())) } else { choice }
    }));
    choice_page(ui, facts, draft, (words.choose_district(), ""), choices)
}

/// The way to the map, where there is one.
fn map_choice(facts: &Facts<'_>) -> Option<Choice> {
    map::is_there(facts).then(|| Choice {
        icon: icons::MAP_TRIFOLD,
        words: facts.words.map_open().to_owned(),
        note: facts.words.map_open_note().to_owned(),
        chosen: false,
        command: Command::Go(Screen::Map),
    })
}

/// How far from here, where the station knows its place; a ring that holds no more than the one before is left out.
fn distances<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = Choice> + 'a {
    let counted = facts.facets().map_or(&[][..], |f| &f.distances);
    let more = |place: usize| place.checked_sub(1).and_then(|before| counted.get(before)).map(|(_, n)| *n);
    let rings = counted.iter().enumerate().filter(move |(place, (_, n))| more(*place) != Some(*n));
    rings.map(|(_, (km, count))| {
        let condition = Condition::Within(*km);
        Choice::new(facts, icons::NAVIGATION_ARROW, condition_words(facts, &condition), *count, condition)
            .chosen(facts.listing.query.filters.within_km == Some(*km))
    })
}

/// By district of one city.
pub fn districts(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft, city: &str) -> Option<Command> {
    let words = facts.words;
    let counted = facts.facets().map_or(&[][..], |f| &f.districts);
    let chosen = facts.listing.query.filters.district.as_deref();
    let inside: Vec<_> = counted.iter().filter(|(d, _)| city_of(d) == city).collect();
    let total = inside.iter().map(|(_, n)| n).sum();
    let whole = Choice::new(
        facts,
        icons::BUILDINGS,
        words.choose_whole_city(city),
        total,
        Condition::District(city.to_owned()),
    )
    .chosen(chosen == Some(city));
    // Where all postings are in one city, this is the first page of places.
    let first = facts.facets().is_some_and(|f| f.districts.iter().all(|(d, _)| city_of(d) == city));
    let mut choices: Vec<Choice> =
        if first { map_choice(facts).into_iter().chain(distances(facts)).collect() } else { Vec::new() };
    choices.push(whole);
    choices.extend(inside.into_iter().filter(|(d, _)| **d != *city).map(|(district, count)| {
        let short = district.strip_prefix(city).unwrap_or(district).trim();
        Choice::new(facts, icons::MAP_PIN, short, *count, Condition::District(district.to_string()))
            .chosen(chosen == Some(district))
    }));
    choice_page(ui, facts, draft, (words.choose_district(), city), choices)
}

/// "长沙市" of "长沙市 雨花区".
fn city_of(district: &str) -> &str {
    district.split_whitespace().next().unwrap_or("")
}

/// By the least wage, in the unit the seeker thinks in.
pub fn wages(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    page::heading(ui, words.choose_wage(), words.choose_wage_below());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme.target.gap;
        for unit in [WageUnit::Month, WageUnit::Day, WageUnit::Hour] {
            let chip = Chip::choice(words.wage_unit(unit), draft.wage_unit == unit);
            if ui.add(chip).clicked() {
                draft.wage_unit = unit;
            }
        }
    });
    ui.add_space(theme.space.s);
    let offered = wages_offered(facts, draft.wage_unit);
    if offered.is_empty() {
        return empty(ui, facts);
    }
    let mut command = None;
    let columns = tile_columns(ui).clamp(2, 3);
    let height = shared_height(ui, offered.len().div_ceil(columns));
    grid(ui, columns, offered.len(), |ui, place, width| {
        let Some(offer) = offered.get(place) else { return };
        let mut tile = Tile::new(&offer.said, width).note(&offer.note).chosen(offer.chosen).height(height);
        if matches!(offer.condition, Condition::Wage(_)) {
            tile = tile.money();
        }
        if ui.add(tile).clicked() {
            command = Some(Command::Choose(offer.condition.clone()));
        }
    });
    command
}

/// A wage to choose.
struct WageOffer {
    said: String,
    note: String,
    chosen: bool,
    condition: Condition,
}

/// The floors that somebody pays, and what names no amount; the elderly get every other floor.
fn wages_offered(facts: &Facts<'_>, unit: WageUnit) -> Vec<WageOffer> {
    let words = facts.words;
    let Some(counted) = facts.facets() else { return Vec::new() };
    let filters = &facts.listing.query.filters;
    let floors = counted.wages.iter().filter(|(floor, _)| floor.unit == unit);
    let mut offered: Vec<WageOffer> = floors
        .step_by(if facts.elder { 2 } else { 1 })
        .map(|(floor, count)| WageOffer {
            said: (floor.fen / 100).to_string(),
            note: words.wage_or_more(words.wage_per(unit), whole(*count)),
            chosen: filters.wage_min == Some(*floor),
            condition: Condition::Wage(*floor),
        })
        .collect();
    if counted.negotiable > 0 {
        offered.push(WageOffer {
            said: words.condition_negotiable().to_owned(),
            note: words.jobs(whole(counted.negotiable)),
            chosen: filters.negotiable,
            condition: Condition::Negotiable,
        });
    }
    offered
}

/// The codes of a list that have postings, in the order people are shown them, with their counts.
fn in_order<'a, T: Copy + PartialEq>(all: &'a [T], counted: &'a [(T, usize)]) -> impl Iterator<Item = (T, usize)> + 'a {
    all.iter().filter_map(|code| counted.iter().find(|(c, n)| c == code && *n > 0).copied())
}

/// A page of tiles under a heading; more than a page's worth is leafed through by the elderly and scrolled by others.
pub(super) fn choice_page(
    ui: &mut Ui,
    facts: &Facts<'_>,
    draft: &mut Draft,
    (heading, below): (&str, &str),
    choices: Vec<Choice>,
) -> Option<Command> {
    let theme = Theme::of(ui);
    page::heading(ui, heading, below);
    if choices.is_empty() {
        return empty(ui, facts);
    }
    if !facts.elder {
        return fling(ui, heading, facts.words.more_below(), |ui| tiles(ui, &choices));
    }
    let pages = choices.len().div_ceil(theme.choices);
    draft.page = draft.page.min(pages - 1);
    let shown: Vec<_> = choices.into_iter().skip(draft.page * theme.choices).take(theme.choices).collect();
    let all = ui.available_rect_before_wrap();
    let foot = if pages > 1 { theme.target.primary + theme.space.l } else { 0.0 };
    let (above, below) = all.split_top_bottom_at_y(all.bottom() - foot);
    let touched = ui
        .scope_builder(UiBuilder::new().max_rect(above), |ui| {
            fling(ui, heading, facts.words.more_below(), |ui| tiles(ui, &shown))
        })
        .inner;
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
        let place = facts.words.page_of(whole(draft.page + 1), whole(pages));
        pager(ui, &mut draft.page, pages, facts.words.page_before(), facts.words.page_after(), &place);
    });
    touched
}

fn tiles(ui: &mut Ui, choices: &[Choice]) -> Option<Command> {
    let theme = Theme::of(ui);
    let columns = if theme.elder && !page::lying(ui) { 1 } else { tile_columns(ui) };
    let rows = choices.len().div_ceil(columns);
    let height = shared_height(ui, rows.max(if theme.elder { theme.choices / columns } else { 0 }));
    let mut touched = None;
    grid(ui, columns, choices.len(), |ui, place, width| {
        let Some(choice) = choices.get(place) else { return };
        let tile =
            Tile::new(&choice.words, width).icon(choice.icon).note(&choice.note).chosen(choice.chosen).height(height);
        if ui.add(tile).clicked() {
            touched = Some(choice.command.clone());
        }
    });
    touched
}

/// Nothing to choose from: nothing has been read yet, nothing is left under the conditions, or there is no posting at all.
fn empty(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    if facts.facets().is_none() {
        notice::notice(ui, icons::HOURGLASS_MEDIUM, words.loading(), "");
    } else if facts.listing.is_narrowed() {
        notice::notice(ui, icons::MAGNIFYING_GLASS, words.nothing_found(), "");
    } else {
        notice::notice(ui, icons::CLOUD_ARROW_UP, words.empty_catalogue(), words.empty_catalogue_below());
    }
    None
}

/// What a condition says on its pill.
#[must_use]
pub fn condition_words(facts: &Facts<'_>, condition: &Condition) -> String {
    let words = facts.words;
    match condition {
        Condition::JobGroup(group) => words.job_group(*group).to_owned(),
        Condition::JobKind(kind) => words.job_kind(*kind).to_owned(),
        Condition::WorkForm(form) => words.work_form(*form).to_owned(),
        Condition::District(code) if code.bytes().all(|b| b.is_ascii_digit()) => facts.content.ground().spoken(code),
        Condition::District(district) => district.clone(),
        Condition::Wage(floor) => wording::wage_floor(words, *floor),
        Condition::Benefit(benefit) => words.benefit(*benefit).to_owned(),
        Condition::Settlement(settlement) => words.settlement(*settlement).to_owned(),
        Condition::Shift(shift) => words.shift(*shift).to_owned(),
        Condition::Within(0) => words.condition_same_county().to_owned(),
        Condition::Within(km) => words.condition_within(i64::from(*km)),
        Condition::Negotiable => words.condition_negotiable().to_owned(),
        Condition::NoDiploma => words.condition_no_diploma().to_owned(),
        Condition::Age(age) => words.condition_age(i64::from(*age)),
        Condition::DisabilityWelcome => words.condition_disability().to_owned(),
        Condition::Source(source) => words.source_kind(*source).to_owned(),
        Condition::New => words.condition_new(i64::from(NEW_DAYS)),
        Condition::Closing => words.condition_closing(i64::from(CLOSING_DAYS)),
    }
}
