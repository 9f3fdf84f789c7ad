//! What the station does for people besides finding work: everything that comes as content in the province's packs, and the
//! rules of it. Forms are filled and checked in [`fill`], policies find their people in [`policy`], figures are calculated in
//! [`calculate`], assessments are scored in [`assess`], hours are booked by [`slots`].

pub mod assess;
pub mod calculate;
pub mod fill;
pub mod need;
pub mod policy;
pub mod slots;
pub mod zones;

use super::DivisionCode;
use super::content::{
    Area, Assessment, Body, CodeLists, Dialect, Do, FormDef, Forms, Item, Plan, PlanStep, Playlist, Said, Shelf,
    ShelfKind, Term, Voices,
};
use super::desk_rules::DeskRules;
use super::ground::Ground;
use super::matching::Licence;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How long a thing that has run out is still shown as such: people ask for what they have heard of last year.
const REMEMBERED_DAYS: i64 = 400;

/// The courses that somebody could begin: what helps where a licence is missing.
#[derive(Debug, Clone, Copy)]
pub struct Courses<'a> {
    pub content: &'a Content,
    pub today: Date,
    pub here: Option<&'a DivisionCode>,
}

impl<'a> Courses<'a> {
    /// The next course here that leads to a licence.
    #[must_use]
    pub fn to(self, licence: Licence) -> Option<&'a Item> {
        let open = self.content.items(ShelfKind::Courses, self.today, self.here);
        let leads = |item: &&Item| item.leads_to.iter().any(|code| Licence::parse(code) == Some(licence));
        open.into_iter().filter(|item| item.is_open(self.today)).find(leads)
    }
}

/// All content that is in force at the station.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    shelves: BTreeMap<ShelfKind, Shelf>,
    plans: Vec<Plan>,
    assessments: Vec<Assessment>,
    forms: Vec<FormDef>,
    terms: Vec<Term>,
    playlist: Playlist,
    voices: Voices,
    ground: Ground,
    desk: DeskRules,
    codes: CodeLists,
}

impl Content {
    /// Takes a pack's body in, in place of the one of its kind.
    pub fn take(&mut self, pack: Body) {
        match pack {
            Body::Shelf(kind, items) => {
                self.shelves.insert(kind, *items);
                self.fill_lists();
            }
            Body::Guides(guides) => self.plans = guides.plans,
            Body::Assessments(all) => self.assessments = all.assessments,
            Body::Forms(Forms { forms }) => {
                self.forms = forms;
                self.fill_lists();
            }
            Body::Codes(codes) => {
                self.codes = codes;
                self.fill_lists();
            }
            Body::Glossary(glossary) => self.terms = glossary.terms,
            Body::Playlist(playlist) => self.playlist = playlist,
            Body::Voices(voices) => self.voices = voices,
            Body::Streets(streets) => self.ground = Ground::of(streets),
            desk => drop(self.desk.take(desk)),
        }
    }

    /// Forms and lists come in either order.
    fn fill_lists(&mut self) {
        let questions = self.shelves.values_mut().filter_map(|shelf| shelf.questions.as_mut());
        for form in self.forms.iter_mut().chain(questions) {
            self.codes.fill(form);
        }
    }

    /// Whether every list that a form asks for is here: it is not shown until then, as nobody could answer it.
    fn is_whole(&self, form: &FormDef) -> bool {
        form.fields().filter_map(|field| field.list.as_deref()).all(|list| self.codes.list(list).is_some())
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    #[must_use]
    pub fn shelf(&self, kind: ShelfKind) -> Option<&Shelf> {
        self.shelves.get(&kind)
    }

    /// What stands on a shelf on a day at a place: what is in force first, what has run out lately behind it. What has a day
    /// of its own comes in the order of days.
    #[must_use]
    pub fn items(&self, kind: ShelfKind, today: Date, here: Option<&DivisionCode>) -> Vec<&Item> {
        let all = self.shelf(kind).map_or(&[][..], |shelf| &shelf.items);
        let mut items: Vec<&Item> = all.iter().filter(|item| holds_at(item.region.as_deref(), here)).collect();
        items.retain(|item| item.is_open(today) || ran_out_lately(item, today));
        items.sort_by_key(|item| (!item.is_open(today), item.on));
        items
    }

    #[must_use]
    pub fn item(&self, kind: ShelfKind, id: &str) -> Option<&Item> {
        self.shelf(kind)?.items.iter().find(|item| item.id == id)
    }

    /// The plans for something, on a day at a place.
    pub fn plans(&self, area: Area, today: Date, here: Option<&DivisionCode>) -> impl Iterator<Item = &Plan> {
        let here = here.cloned();
        self.plans.iter().filter(move |plan| {
            plan.area == area && plan.is_open(today) && holds_at(plan.region.as_deref(), here.as_ref())
        })
    }

    /// All plans that are in force on a day at a place.
    pub fn open_plans(&self, today: Date, here: Option<&DivisionCode>) -> impl Iterator<Item = &Plan> {
        self.plans.iter().filter(move |plan| plan.is_open(today) && holds_at(plan.region.as_deref(), here))
    }

    /// Forms that may be filled in by themselves: those about a thing of a shelf are opened from it, those of a plan by its steps.
    pub fn open_forms(&self, today: Date, here: Option<&DivisionCode>) -> impl Iterator<Item = &FormDef> {
        let over = move |form: &FormDef| {
            form.until.is_some_and(|until| until < today) || form.from.is_some_and(|from| from > today)
        };
        let by_itself = move |form: &&FormDef| form.about.is_none() && !over(form) && !self.is_led_to(&form.id);
        let whole = move |form: &&FormDef| self.is_whole(form);
        self.forms.iter().filter(by_itself).filter(whole).filter(move |form| holds_at(form.region.as_deref(), here))
    }

    #[must_use]
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    #[must_use]
    pub fn assessments(&self) -> &[Assessment] {
        &self.assessments
    }

    #[must_use]
    pub fn assessment(&self, id: &str) -> Option<&Assessment> {
        self.assessments.iter().find(|assessment| assessment.id == id)
    }

    /// Whether a plan leads to a form.
    fn is_led_to(&self, form: &str) -> bool {
        let steps = self.plans.iter().flat_map(|plan| &plan.steps);
        steps.filter_map(|step| step.act.as_ref()).any(|act| matches!(&act.what, Do::Form(named) if named == form))
    }

    /// What has to be brought for what a form asks for: the papers of the steps that lead to it, each once.
    #[must_use]
    pub fn papers_for(&self, form: &str) -> Vec<&Said> {
        let leads = |step: &&PlanStep| {
            step.act.as_ref().is_some_and(|act| matches!(&act.what, Do::Form(named) if named == form))
        };
        let plans = self.plans.iter().filter(|plan| plan.steps.iter().any(|step| leads(&step)));
        let mut papers: Vec<&Said> = Vec::new();
        for paper in plans.flat_map(|plan| &plan.steps).flat_map(|step| &step.papers) {
            if !papers.contains(&paper) {
                papers.push(paper);
            }
        }
        papers
    }

    /// Forms that only calculate.
    pub fn calculators(&self) -> impl Iterator<Item = &FormDef> {
        self.forms.iter().filter(|form| form.calculation.is_some())
    }

    /// A form by its name; the questions of the policies are one, too.
    #[must_use]
    pub fn form(&self, id: &str) -> Option<&FormDef> {
        self.forms.iter().chain(self.policy_questions()).find(|form| form.id == id && self.is_whole(form))
    }

    /// The title of a form in all its languages, by the Chinese one under which it was left.
    #[must_use]
    pub fn titled(&self, chinese: &str) -> Option<&Said> {
        self.forms.iter().chain(self.policy_questions()).map(|form| &form.title).find(|said| said.chinese() == chinese)
    }

    /// What is asked so that policies find their people.
    #[must_use]
    pub fn policy_questions(&self) -> Option<&FormDef> {
        self.shelf(ShelfKind::Policies)?.questions.as_ref()
    }

    /// What is shown while nobody is here.
    #[must_use]
    pub const fn playlist(&self) -> &Playlist {
        &self.playlist
    }

    /// Where the province's streets and towns lie.
    #[must_use]
    pub const fn ground(&self) -> &Ground {
        &self.ground
    }

    /// By what the desk works.
    #[must_use]
    pub const fn desk(&self) -> &DeskRules {
        &self.desk
    }

    /// The dialects in which something has been recorded.
    #[must_use]
    pub fn dialects(&self) -> &[Dialect] {
        &self.voices.dialects
    }

    /// What the packs explain.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The meaning of a word, by itself or by another word for the same.
    #[must_use]
    pub fn term(&self, word: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.word.chinese() == word || term.also.iter().any(|also| also == word))
    }
}

/// Whether what holds in a region holds here. Where a station does not know its place, all is shown with its region.
fn holds_at(region: Option<&str>, here: Option<&DivisionCode>) -> bool {
    match (region, here) {
        (Some(region), Some(here)) => here.as_str().starts_with(significant(region)),
        _ => true,
    }
}

/// The digits of a division code that say something: 43 of 430000, 4301 of 430100.
fn significant(code: &str) -> &str {
    let mut part = code;
    while let Some(shorter) = part.strip_suffix("00") {
        part = shorter;
    }
    part
}

fn ran_out_lately(item: &Item, today: Date) -> bool {
    item.until.is_some_and(|until| until < today && until >= today.saturating_sub(REMEMBERED_DAYS.days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::read;
    use jiff::civil::date;

    fn shelf(items: &str) -> Content {
        let mut content = Content::default();
        let body = format!(r#"{{"items": [{items}]}}"#);
        content.take(read("policies", &body).unwrap().unwrap());
        content
    }

    fn item(id: &str, more: &str) -> String {
        format!(
            r#"{{"id": "{id}", "title": "题", "line": "句", "source": {{"name": "样", "as_of": "2026-01-01"}}{more}}}"#
        )
    }

    fn shown(content: &Content, here: Option<&str>) -> String {
        let here = here.and_then(DivisionCode::new);
        let items = content.items(ShelfKind::Policies, date(2026, 11, 22), here.as_ref());
        items.iter().map(|item| item.id.as_str()).collect()
    }

    #[test]
    fn what_has_run_out_stands_behind_and_what_holds_elsewhere_is_not_shown() {
        let content = shelf(
            &[
                item("a", r#", "until": "2025-12-31""#),
                item("b", r#", "from": "2025-01-01", "until": "2026-11-22""#),
                item("c", r#", "from": "2027-01-01""#),
                item("d", r#", "until": "2024-12-31""#),
                item("e", r#", "region": "430000""#),
                item("f", r#", "region": "370000""#),
                item("g", r#", "region": "430100""#),
            ]
            .join(","),
        );
        assert_eq!(shown(&content, Some("430111")), "bega");
        assert_eq!(shown(&content, Some("430200")), "bea");
        assert_eq!(shown(&content, None), "befga");
    }
}
