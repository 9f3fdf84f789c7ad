//! The plain scan: every text in memory, looked at one by one. What it finds is what the words are in.

use crate::corpus::Base;
use crate::engine::{Answer, Engine, FIRST, Want};
use crate::queries::{Ask, Class};
use memchr::memmem::Finder;
use std::collections::HashMap;
use yizhan::domain::listing::BenefitSet;
use yizhan::domain::query::Filters;
use yizhan::domain::{Benefit, JobKind, Settlement, SourceKind, Wage, WorkForm, wage};
use yizhan::search::normalise;
use yizhan_wire::Posting;

pub struct Scan(Vec<Row>);

struct Row {
    id: i64,
    /// Title, employer, place and description, normalised.
    text: Box<str>,
    district: Box<str>,
    kind: JobKind,
    form: WorkForm,
    settlement: Option<Settlement>,
    source: SourceKind,
    wage: Wage,
    benefits: BenefitSet,
}

impl Row {
    fn new(posting: &Posting) -> Self {
        let parts = [&posting.title, &posting.employer, &posting.place.district, &posting.description()];
        Self {
            id: posting.id.0,
            text: parts.map(|part| normalise(part)).join("\n").into(),
            district: posting.place.district.as_str().into(),
            kind: posting.job_kind,
            form: posting.work_form,
            settlement: posting.settlement,
            source: posting.source.kind,
            wage: Wage { text: String::new(), ..posting.wage.clone() },
            benefits: BenefitSet::of(&posting.benefits),
        }
    }

    fn passes(&self, filters: &Filters) -> bool {
        filters.job_kind.is_none_or(|kind| self.kind == kind)
            && filters.wage_min.is_none_or(|floor| wage::passes(&self.wage, floor))
            && filters.benefits.iter().all(|b| self.benefits.0 & BenefitSet::of(&[*b]).0 != 0)
            && filters.district.as_ref().is_none_or(|district| self.district.starts_with(district.as_str()))
    }
}

impl Scan {
    pub fn open(base: &Base, count: usize) -> Self {
        Self(base.corpus(count).map(|posting| Row::new(&posting)).collect())
    }
}

#[derive(Default)]
struct Counts<'a> {
    kinds: HashMap<JobKind, usize>,
    forms: HashMap<WorkForm, usize>,
    districts: HashMap<&'a str, usize>,
    benefits: HashMap<Benefit, usize>,
    settlements: HashMap<Option<Settlement>, usize>,
    sources: HashMap<SourceKind, usize>,
}

impl<'a> Counts<'a> {
    fn add(&mut self, row: &'a Row) {
        *self.kinds.entry(row.kind).or_default() += 1;
        *self.forms.entry(row.form).or_default() += 1;
        *self.districts.entry(&row.district).or_default() += 1;
        row.benefits.iter().for_each(|b| *self.benefits.entry(b).or_default() += 1);
        *self.settlements.entry(row.settlement).or_default() += 1;
        *self.sources.entry(row.source).or_default() += 1;
    }

    fn len(&self) -> usize {
        let few = self.kinds.len() + self.forms.len() + self.settlements.len() + self.sources.len();
        few + self.districts.len() + self.benefits.len()
    }
}

impl Engine for Scan {
    fn ask(&mut self, ask: &Ask, want: Want) -> Option<Answer> {
        if matches!(ask.class, Class::Pinyin | Class::Initials | Class::Mixed | Class::Typed) {
            return None;
        }
        let words: Vec<Finder<'_>> = ask.words().into_iter().map(|word| Finder::new(word.as_bytes())).collect();
        let filters = ask.filters();
        let fits = |row: &&Row| row.passes(&filters) && words.iter().all(|w| w.find(row.text.as_bytes()).is_some());
        let (mut answer, mut counts) = (Answer::default(), Counts::default());
        for row in self.0.iter().rev().filter(fits) {
            answer.total += 1;
            if want == Want::All || answer.ids.len() < FIRST {
                answer.ids.push(row.id);
            }
            if want == Want::Facets {
                counts.add(row);
            }
        }
        answer.facets = counts.len();
        Some(answer)
    }

    fn change(&mut self, posting: &Posting) {
        if let Some(row) = self.0.iter_mut().find(|row| row.id == posting.id.0) {
            *row = Row::new(posting);
        }
    }
}
