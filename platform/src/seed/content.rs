//! Sample content: policies, forms, plans and the rest, and a fair with as many stands as the largest that was told of (230
//! firms with 3,200 posts). The facts are public ones as of the dates beside them; persons, places and firms are made up.

use crate::core::packs;
use crate::seed::employers;
use fastrand::Rng;
use jiff::{ToSpan as _, civil::Date};
use serde_json::{Value, json};
use yizhan_wire::Pack;
use yizhan_wire::content::EVENTS;

const PACKS: [&str; 12] = [
    include_str!("../../assets/packs/forms.json"),
    include_str!("../../assets/packs/policies.json"),
    include_str!("../../assets/packs/guides.json"),
    include_str!("../../assets/packs/assessments.json"),
    include_str!("../../assets/packs/courses.json"),
    include_str!("../../assets/packs/experts.json"),
    include_str!("../../assets/packs/events.json"),
    include_str!("../../assets/packs/places.json"),
    include_str!("../../assets/packs/zones.json"),
    include_str!("../../assets/packs/shelf.json"),
    include_str!("../../assets/packs/glossary.json"),
    STREETS,
];

/// Where the streets and towns of three districts lie, to about a kilometre.
pub const STREETS: &str = include_str!("../../assets/packs/streets.json");

/// Firms at the large fair, and their posts.
const FIRMS: usize = 230;
const POSTS: u32 = 3_200;
/// Stands in a row of the hall.
const ROW: usize = 10;
/// The fair that has stands.
const FAIR: &str = "big-fair";

/// The sample packs as of a day: what takes place in them does so in the weeks after it. Where days stand in a pack, the day
/// is its version, so that a province written anew later has new days.
///
/// # Errors
/// None: the samples are good packs.
pub fn content(as_of: Date, seed: u64) -> Result<Vec<Pack>, packs::Flaw> {
    PACKS
        .iter()
        .map(|text| {
            let dated = with_days(text, as_of);
            let mut pack = packs::read(&dated)?;
            if dated != *text {
                pack.version = version_of(as_of);
            }
            if pack.kind == EVENTS {
                add_stands(&mut pack.body, seed);
            }
            Ok(pack)
        })
        .collect()
}

/// `@+7` is the day a week later.
fn with_days(text: &str, as_of: Date) -> String {
    let mut parts = text.split("\"@+");
    let mut dated = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (days, rest) = part.split_once('"').unwrap_or((part, ""));
        let day = as_of.saturating_add(days.parse::<i64>().unwrap_or_default().days());
        dated.extend(["\"", &day.to_string(), "\"", rest]);
    }
    dated
}

/// 2026-11-22 as 20261122.
fn version_of(day: Date) -> u32 {
    let number = i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day());
    u32::try_from(number).unwrap_or(1)
}

/// What firms look for at a fair, and what they pay a month, in yuan.
const OFFERS: [(&str, u32, u32); 14] = [
    ("普工", 4_500, 6_500),
    ("电焊工", 6_000, 9_000),
    ("数控操作工", 6_000, 8_500),
    ("质检员", 4_500, 6_000),
    ("电工", 5_500, 8_000),
    ("叉车司机", 5_000, 7_000),
    ("仓管员", 4_000, 5_500),
    ("文员", 3_500, 5_000),
    ("会计", 4_500, 7_000),
    ("销售", 4_000, 9_000),
    ("客服", 3_800, 5_500),
    ("车间主任", 8_000, 12_000),
    ("工艺工程师", 8_000, 15_000),
    ("储备干部", 5_000, 8_000),
];

fn add_stands(body: &mut Value, seed: u64) {
    let mut random = Rng::with_seed(seed ^ 0x5A59);
    let mut left = POSTS;
    let mut stands = Vec::new();
    for place in 0..FIRMS {
        let firm = employers::new(&mut random, if place % 3 == 0 { "metal" } else { "factory" });
        let firms_left = u32::try_from(FIRMS - place).unwrap_or(1);
        // What is left is shared out, so that the sum is right.
        let posts =
            if firms_left == 1 { left } else { (left / firms_left + random.u32(0..9)).saturating_sub(4).max(2) };
        left = left.saturating_sub(posts);
        let first = random.usize(..OFFERS.len());
        let kinds = [posts - posts / 3 - posts / 4, posts / 3, posts / 4];
        let offers = kinds.iter().zip(OFFERS.iter().cycle().skip(first)).filter(|(count, _)| **count > 0);
        let offers: Vec<Value> =
            offers.map(|(count, (job, low, high))| json!([job, count, format!("{low}-{high} 元/月")])).collect();
        let row = char::from(b'A' + u8::try_from(place / ROW).unwrap_or(25));
        stands.push(json!({ "at": format!("{row}{:02}", place % ROW + 1), "firm": firm.name, "offers": offers }));
    }
    let items = body.get_mut("items").and_then(Value::as_array_mut);
    if let Some(fair) = items.into_iter().flatten().find(|item| item["id"] == FAIR) {
        fair["booths"] = Value::Array(stands);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use yizhan_wire::content::{Body, ShelfKind, is_content, read};

    #[test]
    fn every_sample_is_a_good_pack_and_fits_into_the_feed() {
        let packs = content(date(2026, 11, 22), 1).unwrap();
        assert_eq!(packs.len(), PACKS.len());
        for pack in &packs {
            let text = pack.body.to_string();
            assert!(is_content(&pack.kind) && text.len() < yizhan_wire::pack::MAX_PACK_BYTES, "{}", pack.kind);
            assert!(read(&pack.kind, &text).is_ok_and(|body| body.is_some()), "{}", pack.kind);
        }
    }

    #[test]
    fn the_large_fair_has_its_firms_and_its_posts() {
        let packs = content(date(2026, 11, 22), 1).unwrap();
        let events = packs.iter().find(|pack| pack.kind == EVENTS).unwrap();
        let Ok(Some(Body::Shelf(ShelfKind::Events, shelf))) = read(EVENTS, &events.body.to_string()) else {
            panic!("no events")
        };
        let fair = shelf.items.iter().find(|item| item.id == FAIR).unwrap();
        let posts: u32 = fair.booths.iter().flat_map(|booth| &booth.offers).map(|offer| offer.1).sum();
        assert_eq!((fair.booths.len(), posts), (FIRMS, POSTS));
        assert_eq!(fair.on, Some(date(2026, 11, 27)));
    }

    #[test]
    fn what_one_pack_points_at_is_there_in_another() {
        use yizhan_wire::content::{Act, Do};
        let (mut forms, mut plans, mut assessments, mut acts) = (vec![], vec![], vec![], Vec::<Act>::new());
        for pack in content(date(2026, 11, 22), 1).unwrap() {
            match read(&pack.kind, &pack.body.to_string()).unwrap().unwrap() {
                Body::Forms(all) => forms.extend(all.forms.into_iter().map(|form| form.id)),
                Body::Guides(all) => {
                    plans.extend(all.plans.iter().map(|plan| plan.id.clone()));
                    acts.extend(all.plans.into_iter().flat_map(|plan| plan.steps).filter_map(|step| step.act));
                }
                Body::Assessments(all) => {
                    assessments.extend(all.assessments.iter().map(|one| one.id.clone()));
                    acts.extend(all.assessments.into_iter().flat_map(|one| one.acts));
                }
                Body::Shelf(_, shelf) => acts.extend(shelf.items.into_iter().flat_map(|item| item.acts)),
                _ => {}
            }
        }
        for act in acts {
            let there = match &act.what {
                Do::Form(id) => forms.contains(id),
                Do::Plan(id) => plans.contains(id),
                Do::Assess(id) => assessments.contains(id),
                Do::Postings(wanted) => !wanted.is_empty(),
                Do::Shelf(_) | Do::CheckPolicies => true,
            };
            assert!(there, "{act:?}");
        }
    }
}
