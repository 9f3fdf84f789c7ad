//! What somebody wants done, in her own words (智能导办): the guides, forms and things of the packs that are about it, what is
//! surest first. It needs no network and asks nobody; what it finds leads to steps, papers and a window.

use super::Content;
use crate::domain::DivisionCode;
use crate::domain::content::{FormDef, Item, Plan, Said, ShelfKind};
use crate::domain::text::half_width;
use jiff::civil::Date;

/// Something that what was asked is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub thing: Thing,
    /// It was called by its name, or by another word for it.
    pub sure: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    Plan(String),
    Form(String),
    Item(ShelfKind, String),
}

/// The shelves that are looked through, what is done most before what is read.
const SHELVES: [ShelfKind; 6] = [
    ShelfKind::Policies,
    ShelfKind::Courses,
    ShelfKind::Shelf,
    ShelfKind::Events,
    ShelfKind::Places,
    ShelfKind::Experts,
];

/// What people say around what they want.
const AROUND: [&str; 24] = [
    "我想要",
    "我想",
    "我要",
    "想要",
    "请问",
    "怎么办理",
    "怎么办",
    "怎么领",
    "怎么",
    "如何",
    "办理",
    "一下",
    "能不能",
    "可不可以",
    "可以",
    "在哪里",
    "在哪",
    "哪里",
    "申请",
    "什么",
    "有没有",
    "吗",
    "呢",
    "的",
];

/// A name that is found in what was asked, or the other way round.
const BY_NAME: usize = 100;
const PART_IN_NAME: usize = 10;
const PART_IN_TEXT: usize = 2;
/// Two signs are the shortest name.
const SHORTEST: usize = 2;

/// What fits what was asked, on a day at a place; at most `limit`.
#[must_use]
pub fn find(content: &Content, asked: &str, (today, here): (Date, Option<&DivisionCode>), limit: usize) -> Vec<Found> {
    let asked = Asked::of(asked);
    if asked.whole.chars().count() < SHORTEST {
        return Vec::new();
    }
    let mut found: Vec<(usize, Found)> = Vec::new();
    let mut weigh = |thing: Thing, names: &[&str], texts: &mut dyn Iterator<Item = &str>| {
        if let Some((points, sure)) = asked.points(names, texts) {
            found.push((points, Found { thing, sure }));
        }
    };
    for plan in content.open_plans(today, here) {
        weigh(Thing::Plan(plan.id.clone()), &names(&plan.title, &plan.also), &mut texts_of_plan(plan));
    }
    for form in content.open_forms(today, here) {
        weigh(Thing::Form(form.id.clone()), &names(&form.title, &form.also), &mut texts_of_form(form));
    }
    for kind in SHELVES {
        for item in content.items(kind, today, here).into_iter().filter(|item| item.is_open(today)) {
            weigh(Thing::Item(kind, item.id.clone()), &names(&item.title, &item.also), &mut texts_of_item(item));
        }
    }
    // Of equals what is done comes before what is read: the order in which they were looked at.
    found.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    found.truncate(limit);
    found.into_iter().map(|(_, found)| found).collect()
}

fn names<'a>(title: &'a Said, also: &'a [String]) -> Vec<&'a str> {
    both(title).chain(also.iter().map(String::as_str)).collect()
}

fn both(said: &Said) -> impl Iterator<Item = &str> {
    [said.chinese(), said.english()].into_iter()
}

fn texts_of_plan(plan: &Plan) -> impl Iterator<Item = &str> {
    let steps = plan.steps.iter().flat_map(|step| [&step.title, &step.text].into_iter().chain(&step.papers));
    std::iter::once(&plan.line).chain(steps).flat_map(both)
}

fn texts_of_form(form: &FormDef) -> impl Iterator<Item = &str> {
    form.intro.iter().chain(form.steps.iter().map(|step| &step.title)).flat_map(both)
}

fn texts_of_item(item: &Item) -> impl Iterator<Item = &str> {
    let parts = item.parts.iter().flat_map(|part| std::iter::once(&part.heading).chain(&part.lines));
    std::iter::once(&item.line).chain(parts).flat_map(both)
}

/// What was asked, without what people say around it.
struct Asked {
    whole: String,
    /// Pairs of hanzi, and words of letters.
    parts: Vec<String>,
}

impl Asked {
    fn of(text: &str) -> Self {
        let mut text = half_width(text).to_lowercase();
        for around in AROUND {
            // Who types nothing else means it.
            let without = text.replace(around, "");
            if without.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST {
                text = without;
            }
        }
        Self { whole: plain(&text), parts: parts(&text) }
    }

    /// How much speaks for something that is called by these names and holds these texts, and whether it was named.
    fn points(&self, names: &[&str], texts: &mut dyn Iterator<Item = &str>) -> Option<(usize, bool)> {
        let names: Vec<String> = names.iter().map(|name| plain(&half_width(name).to_lowercase())).collect();
        let long = names.iter().filter(|name| name.chars().count() >= SHORTEST);
        let fitting = long.filter(|name| self.whole.contains(name.as_str()) || name.contains(&self.whole));
        let by_name = fitting.map(|name| BY_NAME + name.chars().count().min(self.whole.chars().count())).max();
        let in_names = self.parts.iter().filter(|part| names.iter().any(|name| name.contains(part.as_str()))).count();
        let texts: Vec<String> = texts.map(str::to_lowercase).collect();
        let in_texts = self.parts.iter().filter(|part| texts.iter().any(|text| text.contains(part.as_str()))).count();
        let told = in_names > 0 || (in_texts > 1 && 2 * in_texts >= self.parts.len());
        let points = by_name.unwrap_or(0) + PART_IN_NAME * in_names + PART_IN_TEXT * in_texts;
        (by_name.is_some() || told).then_some((points, by_name.is_some()))
    }
}

/// Letters, digits and hanzi alone.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        if run.is_ascii() {
            parts.extend((run.len() > 2).then(|| run.to_owned()));
            continue;
        }
        let signs: Vec<char> = run.chars().collect();
        parts.extend(signs.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    parts.sort();
    parts.dedup();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::read;
    use jiff::civil::date;

    const GUIDES: &str = include_str!("../../../platform/assets/packs/guides.json");
    const FORMS: &str = include_str!("../../../platform/assets/packs/forms.json");
    const SHELF: &str = include_str!("../../../platform/assets/packs/shelf.json");
    const POLICIES: &str = include_str!("../../../platform/assets/packs/policies.json");

    fn samples() -> Content {
        let mut content = Content::default();
        for text in [GUIDES, FORMS, SHELF, POLICIES] {
            let days = (0..200).fold(text.to_owned(), |text, n| text.replace(&format!("\"@+{n}\""), "\"2026-12-24\""));
            let pack: serde_json::Value = serde_json::from_str(&days).unwrap();
            let kind = pack["kind"].as_str().unwrap();
            content.take(read(kind, &pack["body"].to_string()).unwrap().unwrap());
        }
        content
    }

    fn first(content: &Content, asked: &str) -> Option<Thing> {
        let found = find(content, asked, (date(2026, 11, 23), None), 5);
        found.into_iter().next().map(|found| found.thing)
    }

    #[test]
    fn what_people_say_leads_to_the_steps_for_it() {
        let content = samples();
        let plan = |id: &str| Some(Thing::Plan(id.to_owned()));
        for (asked, wanted) in [
            ("失业登记", plan("unemployment")),
            ("我想办失业登记", plan("unemployment")),
            ("没工作了怎么办", plan("unemployment")),
            ("怎么领失业金？", plan("unemployment-pay")),
            ("老板不发工资", plan("arrears")),
            ("自己交社保", plan("insurance")),
            ("register unemployment", plan("unemployment")),
            ("招人", plan("hire")),
            ("什么时候能退休", Some(Thing::Form("calc-retirement".into()))),
            ("灵活就业补贴", Some(Thing::Item(ShelfKind::Policies, "flexible-insurance".into()))),
        ] {
            assert_eq!(first(&content, asked), wanted, "{asked}");
        }
    }

    #[test]
    fn what_is_about_nothing_here_finds_nothing() {
        let content = samples();
        for asked in ["", "办", "，。", "火箭发射场", "zzzz"] {
            assert_eq!(first(&content, asked), None, "{asked}");
        }
    }
}
