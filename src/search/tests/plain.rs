//! The slowest and plainest way to search: everything is looked at, one by one.

use super::*;
use crate::domain::everyday::{Named, Word};

pub fn plain_spelled(word: &str, syllables: &[&str]) -> bool {
    let Some((first, rest)) = syllables.split_first() else { return word.is_empty() };
    word.is_empty() || first.starts_with(word) || word.strip_prefix(first).is_some_and(|w| plain_spelled(w, rest))
}

pub fn plain_initials(word: &str, syllables: &[&str], mixed: bool) -> bool {
    if word.is_empty() {
        return true;
    }
    let Some((first, rest)) = syllables.split_first() else { return false };
    let mut heads = vec![first.get(..1).unwrap()];
    if ["zh", "ch", "sh"].iter().any(|h| first.starts_with(h)) {
        heads.push(first.get(..2).unwrap());
    }
    if mixed {
        heads.push(first);
    }
    (mixed && first.starts_with(word))
        || heads.iter().any(|head| word.strip_prefix(head).is_some_and(|w| plain_initials(w, rest, mixed)))
}

fn can_be_spelled(word: &str, all: &BTreeSet<String>) -> bool {
    word.is_empty()
        || all.iter().any(|s| s.starts_with(word))
        || all.iter().any(|s| word.strip_prefix(s.as_str()).is_some_and(|w| can_be_spelled(w, all)))
}

/// Readings are slow to make, and the plain way asks for the same ones again and again.
fn read_before(text: &str) -> String {
    static READINGS: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
    READINGS.lock().unwrap().entry(text.to_owned()).or_insert_with(|| pinyin(text)).clone()
}

/// Whether a word of Latin letters reads as pinyin somewhere in a text, Latin letters of the text standing for themselves.
fn plain_pinyin(word: &str, text: &str, all: &BTreeSet<String>) -> bool {
    // What is neither breaks a reading.
    text.split(|c| !text::is_hanzi(c) && !c.is_ascii_alphanumeric()).any(|run| {
        let reading = read_before(run);
        let mut words = reading.split_ascii_whitespace();
        let syllable = |(at, c): (usize, char)| if text::is_hanzi(c) { words.next() } else { run.get(at..=at) };
        let syllables: Vec<&str> = run.char_indices().filter_map(syllable).collect();
        (0..syllables.len()).any(|start| {
            let here = &syllables[start..];
            if can_be_spelled(word, all) {
                plain_spelled(word, here) || plain_initials(word, here, false)
            } else {
                plain_initials(word, here, true)
            }
        })
    })
}

pub fn plain_has(word: &str, job: &Job, all: &BTreeSet<String>) -> bool {
    let letters = word.bytes().all(|b| b.is_ascii_lowercase());
    let here = |text: &str| normalise(text).contains(word) || (letters && plain_pinyin(word, &normalise(text), all));
    let by_name = |name: &Word<'_>| {
        let syllables: Vec<&str> = name.pinyin.split(' ').collect();
        let spelled = can_be_spelled(word, all);
        normalise(&name.text).contains(word)
            || letters && spelled && (plain_spelled(word, &syllables) || plain_initials(word, &syllables, false))
            || letters && !spelled && plain_initials(word, &syllables, true)
    };
    let (mut named, mut pays) = (false, false);
    for name in everyday::words().iter().filter(|_| word.chars().count() > 1) {
        match name.named {
            Named::Job(kind) => named |= kind == job.kind && by_name(name),
            Named::Benefit(benefit) => pays |= job.benefits.contains(&benefit) && by_name(name),
        }
    }
    let text = normalise(&job.text);
    // A single letter or digit between signs, or alone, is found only where it stands so.
    let single = text::words(word).any(|part| part.len() == 1);
    let stands = || terms::needed_terms(word).iter().all(|term| terms(&text).contains(term));
    let in_text = text::words(word).next().is_some() && text.contains(word) && (!single || stands());
    let read_so = |name: &str| {
        let syllables: Vec<&str> = division::reading(name).into_iter().flat_map(|reading| reading.split(' ')).collect();
        let spelled = can_be_spelled(word, all);
        spelled && (plain_spelled(word, &syllables) || plain_initials(word, &syllables, false))
            || !spelled && plain_initials(word, &syllables, true)
    };
    let placed = letters && word.len() >= crate::search::places::LEAST_LETTERS && job.place.0.split(' ').any(read_so);
    here(&job.title) || here(job.employer) || job.place.0.contains(word) || placed || named || pays || in_text
}

pub fn plain_passes(filters: &Filters, job: &Job) -> bool {
    filters.job_group.is_none_or(|g| job.kind.group() == g)
        && filters.job_kind.is_none_or(|k| job.kind == k)
        && filters.work_form.is_none_or(|f| job.form == f)
        && filters.district.as_ref().is_none_or(|d| job.place.0.starts_with(d) || job.place.1.starts_with(d))
        && filters.wage_min.is_none_or(|floor| plain_reaches(job, floor))
        && filters.benefits.iter().all(|b| job.benefits.contains(b))
        && filters.settlement.is_none_or(|s| job.settlement == Some(s))
        && filters.shift.is_none_or(|s| job.shifts.contains(&s))
        && !(filters.no_diploma && job.education.is_some())
        && filters.source.is_none_or(|s| job.source == s)
        && !(filters.negotiable && job.wage.0.is_some())
        && filters.age.is_none_or(|age| job.age_max.is_none_or(|most| most >= age))
        && (!filters.disability_welcome || job.disability_welcome)
        && filters.within_km.is_none_or(|km| plain_km(job).is_some_and(|far| far <= km))
        && filters.posted_within.is_none_or(|days| job.posted_on >= TODAY.saturating_sub(i64::from(days).days()))
        && filters.closing_within.is_none_or(|days| job.valid_until <= TODAY.saturating_add(i64::from(days).days()))
}

/// Choices with their counts, without those that leave nothing.
fn each<T: Copy>(choices: impl Iterator<Item = T>, count: impl Fn(T) -> usize) -> Vec<(T, usize)> {
    choices.map(|choice| (choice, count(choice))).filter(|(_, n)| *n > 0).collect()
}

fn plain_reaches(job: &Job, floor: WageFloor) -> bool {
    job.wage.0.zip(job.wage.1).is_some_and(|(fen, unit)| wage::reaches(fen, unit, floor))
}

fn plain_wages(count: &dyn Fn(WageFloor) -> usize) -> Vec<(WageFloor, usize)> {
    let units = [WageUnit::Month, WageUnit::Day, WageUnit::Hour];
    let floors = |unit| wage_floors(unit).iter().map(move |yuan| WageFloor { fen: yuan * 100, unit });
    let mut wages: Vec<_> = units.into_iter().flat_map(floors).map(|floor| (floor, count(floor))).collect();
    wages.retain(|(_, n)| *n > 0);
    wages.sort_by_key(|(floor, _)| (floor.unit.as_str(), floor.fen));
    wages
}

/// How far it is from [`HERE`].
fn plain_km(job: &Job) -> Option<u16> {
    let code = |code: &str| DivisionCode::new(code);
    Away::between(&code(HERE)?, &code(job.place.1)?).map(Away::km)
}

/// Counts under all filters but the list's own.
pub fn plain_facets(jobs: &[&Job], filters: &Filters) -> Facets {
    let count = |filters: &Filters, has: &dyn Fn(&Job) -> bool| {
        jobs.iter().filter(|job| plain_passes(filters, job) && has(job)).count()
    };
    let f = |change: &dyn Fn(&mut Filters)| {
        let mut changed = filters.clone();
        change(&mut changed);
        changed
    };
    let (group, kind) = (f(&|f| f.job_group = None), f(&|f| f.job_kind = None));
    let (form, place) = (f(&|f| f.work_form = None), f(&|f| f.district = None));
    let benefit = f(&|f| f.benefits = Vec::new());
    let (settlement, shift) = (f(&|f| f.settlement = None), f(&|f| f.shift = None));
    let (diploma, source) = (f(&|f| f.no_diploma = false), f(&|f| f.source = None));
    let (posted, closing) = (f(&|f| f.posted_within = None), f(&|f| f.closing_within = None));
    let wage = f(&|f| (f.wage_min, f.negotiable) = (None, false));
    let (age, welcome, near) = (f(&|f| f.age = None), f(&|f| f.disability_welcome = false), f(&|f| f.within_km = None));
    let with = |filters: &Filters, change: &dyn Fn(&mut Filters)| {
        let mut changed = filters.clone();
        change(&mut changed);
        count(&changed, &|_| true)
    };
    let kinds = JobKind::ALL.iter().copied().chain([JobKind::Other]);
    let groups = JobGroup::ALL.iter().copied().chain([JobGroup::Other]);
    let forms = WorkForm::ALL.iter().copied().chain([WorkForm::Other]);
    let places: BTreeSet<&str> = DISTRICTS.iter().map(|(name, _)| *name).filter(|n| !n.is_empty()).collect();
    let mut districts: Vec<_> =
        places.iter().map(|p| ((*p).to_owned(), count(&place, &|j| j.place.0 == *p))).filter(|(_, n)| *n > 0).collect();
    districts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    Facets {
        job_groups: each(groups, |g| count(&group, &|j| j.kind.group() == g)),
        job_kinds: each(kinds, |k| count(&kind, &|j| j.kind == k)),
        work_forms: each(forms, |w| count(&form, &|j| j.form == w)),
        districts: districts.into_iter().map(|(district, n)| (district.into(), n)).collect(),
        streets: Vec::new(),
        benefits: each(Benefit::ALL.iter().copied(), |b| count(&benefit, &|j| j.benefits.contains(&b))),
        settlements: each(Settlement::ALL.iter().copied(), |s| count(&settlement, &|j| j.settlement == Some(s))),
        shifts: each(Shift::ALL.iter().copied(), |s| count(&shift, &|j| j.shifts.contains(&s))),
        sources: each(SourceKind::ALL.iter().copied(), |s| count(&source, &|j| j.source == s)),
        distances: each(DISTANCES_KM.iter().copied(), |km| count(&near, &|j| plain_km(j).is_some_and(|far| far <= km))),
        wages: plain_wages(&|floor| count(&wage, &|j| plain_reaches(j, floor))),
        negotiable: with(&wage, &|f| f.negotiable = true),
        ages: each(AGES.iter().copied(), |a| count(&age, &|j| j.age_max.is_none_or(|most| most >= a))),
        disability_welcome: with(&welcome, &|f| f.disability_welcome = true),
        no_diploma: with(&diploma, &|f| f.no_diploma = true),
        newly_posted: with(&posted, &|f| f.posted_within = Some(NEW_DAYS)),
        closing_soon: with(&closing, &|f| f.closing_within = Some(CLOSING_DAYS)),
    }
}
