//! What a match promises: explained, alike in both directions, and blind to what it must not see.

use super::gigs::{assign, may_go};
use super::licence::Licence;
use super::weights::points;
use super::*;
use crate::domain::content::{Degrees, Street, Streets};
use crate::domain::ground::Ground;
use crate::domain::{
    Benefit, Category, Consent, ConsentPurpose, DivisionCode, Education, Form, IdType, JobKind, Place, Posting,
    PostingId, Residence, Shift, Source, SourceKind, Wage, WageExpected, WageUnit, WantedJob, Wants, WorkForm,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TODAY: Date = date(2026, 11, 22);

/// No streets are known.
fn now() -> Seen<'static> {
    static COUNTIES: LazyLock<Ground> = LazyLock::new(Ground::default);
    (TODAY, &COUNTIES)
}

pub fn posting(id: i64, kind: JobKind) -> Posting {
    Posting {
        id: PostingId(id),
        title: "测试岗位".into(),
        employer: "测试厂".into(),
        job_kind: kind,
        work_form: WorkForm::FullTime,
        wage: month(4_000, 5_000),
        settlement: None,
        headcount: None,
        place: place("430111"),
        tasks: String::new(),
        requirements: String::new(),
        education: None,
        experience: String::new(),
        age_max: None,
        disability_welcome: false,
        confirmed_on: None,
        doubted: false,
        benefits: Vec::new(),
        shifts: Vec::new(),
        contact: String::new(),
        source: Source { name: "测试市人力资源市场".into(), kind: SourceKind::Public },
        posted_on: TODAY,
        valid_until: date(2026, 12, 20),
    }
}

fn month(min: i64, max: i64) -> Wage {
    Wage { min_fen: Some(min * 100), max_fen: Some(max * 100), unit: Some(WageUnit::Month), ..Wage::default() }
}

fn place(code: &str) -> Place {
    let district = crate::domain::division::spoken(code);
    Place { division: DivisionCode::new(code), district, text: String::new() }
}

fn wants(kinds: &[JobKind]) -> Form {
    let job = |kind: &JobKind| WantedJob { kind: *kind, text: String::new() };
    Form { wanted_jobs: kinds.iter().map(job).collect(), ..Form::default() }
}

fn seen(form: &Form, posting: &Posting) -> Match {
    look(&Profile::of(form), &Demand::of(posting), now())
}

#[test]
fn a_forklift_driver_without_the_licence_is_told_what_is_missing_and_what_would_help() {
    let job = Posting { requirements: "有叉车证，能吃苦".into(), ..posting(1, JobKind::ForkliftDriver) };
    let form = wants(&[JobKind::ForkliftDriver]);
    let found = seen(&form, &job);
    assert_eq!(found.missing, [Gap::LicenceMissing(Licence::Forklift)]);
    assert_eq!(found.would_help(), [Change::GetLicence { licence: Licence::Forklift }]);
    assert!(!found.is_good());
    let licensed = Form { skills: vec!["叉车证（N1）".into()], ..form };
    let found = seen(&licensed, &job);
    assert!(found.is_good() && found.fits.contains(&Fit::LicenceHeld(Licence::Forklift)), "{found:?}");
}

#[test]
fn the_score_is_the_sum_of_what_is_said_and_nothing_else() {
    let job = Posting {
        requirements: "须持健康证".into(),
        education: Some(Education::JuniorHigh),
        experience: "2年以上".into(),
        benefits: vec![Benefit::Meals, Benefit::Lodging],
        shifts: vec![Shift::TwoShifts],
        ..posting(1, JobKind::Cook)
    };
    let form = Form {
        needs_lodging: true,
        needs_board: true,
        education: Some(Education::Primary),
        night_shift: Some(true),
        residence: Residence { division: DivisionCode::new("430111"), text: String::new() },
        wage_expected: Some(WageExpected { min: 4_000, unit: WageUnit::Month }),
        ..wants(&[JobKind::Cook])
    };
    let found = seen(&form, &job);
    let said: i32 = found.fits.iter().map(|fit| points(fit.matter())).sum::<i32>()
        + found.missing.iter().map(|gap| points(gap.matter())).sum::<i32>();
    assert_eq!(found.score(), said);
    assert_eq!(found.fits.len(), 6, "job, wage, place, nights, board, lodging: {:?}", found.fits);
    assert_eq!(found.missing.len(), 3, "health card, schooling, years: {:?}", found.missing);
}

#[test]
fn wages_are_compared_across_units_and_a_wage_to_be_agreed_is_to_be_asked() {
    let asks = |min, unit| Form { wage_expected: Some(WageExpected { min, unit }), ..wants(&[JobKind::Loader]) };
    let day = |yuan: i64| Posting {
        wage: Wage {
            min_fen: Some(yuan * 100),
            max_fen: Some(yuan * 100),
            unit: Some(WageUnit::Day),
            ..Wage::default()
        },
        ..posting(1, JobKind::Loader)
    };
    assert!(seen(&asks(25, WageUnit::Hour), &day(200)).fits.iter().any(|fit| matches!(fit, Fit::Wage(_))));
    assert!(matches!(seen(&asks(26, WageUnit::Hour), &day(200)).missing[..], [Gap::WageBelow { .. }]));
    let open = Posting { wage: Wage { negotiable: true, ..Wage::default() }, ..posting(1, JobKind::Loader) };
    assert_eq!(seen(&asks(26, WageUnit::Hour), &open).missing, [Gap::WageUnsaid]);
    let range = posting(1, JobKind::Loader);
    assert_eq!(seen(&asks(5_000, WageUnit::Month), &range).missing, [Gap::WageUnsaid], "4000 to 5000 may be 5000");
}

#[test]
fn the_next_street_goes_before_the_next_city_and_a_city_far_off_counts_only_for_who_set_a_limit() {
    let lives = |km| Form {
        residence: Residence { division: DivisionCode::new("430111005"), text: String::new() },
        max_distance_km: km,
        ..wants(&[JobKind::Cleaner])
    };
    let at = |code: &str| Posting { place: place(code), ..posting(1, JobKind::Cleaner) };
    assert!(seen(&lives(None), &at("430111")).fits.contains(&Fit::SameCounty { km: None }));
    assert!(seen(&lives(None), &at("430102")).fits.contains(&Fit::SameCity));
    assert_eq!(seen(&lives(None), &at("430202")).missing, []);
    assert!(matches!(seen(&lives(Some(10)), &at("430202")).missing[..], [Gap::TooFar { limit: 10, km: 11.. }]));
    assert!(matches!(seen(&lives(Some(10)), &at("440305")).missing[..], [Gap::TooFar { km: 500.., .. }]));
    assert!(seen(&lives(Some(300)), &at("430202")).fits.iter().any(|fit| matches!(fit, Fit::WithinReach { .. })));
    let elsewhere = Place { division: None, district: "株洲市 天元区".into(), text: String::new() };
    let by_words = Posting { place: elsewhere, ..posting(1, JobKind::Cleaner) };
    assert_eq!(seen(&lives(Some(10)), &by_words).missing, [Gap::OtherCity]);
    let words = Posting {
        place: Place { division: None, district: "长沙市 雨花区".into(), text: String::new() },
        ..posting(1, JobKind::Cleaner)
    };
    assert!(seen(&lives(None), &words).fits.contains(&Fit::SameCounty { km: None }));
}

#[test]
fn where_streets_are_known_the_next_one_goes_before_the_far_end_of_the_county() {
    let street = |of: &str, north: f64, east: f64| Street {
        code: DivisionCode::new(of).unwrap(),
        name: of.into(),
        latitude: Degrees::new(north),
        longitude: Degrees::new(east),
        also: Vec::new(),
    };
    let streets = vec![
        street("430111005", 28.171, 112.990),
        street("430111101", 28.052, 113.105),
        street("430111004", 28.180, 113.000),
        street("430103009", 28.160, 112.980),
    ];
    let ground = Ground::of(Streets { streets });
    let lives = |km| Form {
        residence: Residence { division: DivisionCode::new("430111005"), text: String::new() },
        max_distance_km: km,
        ..wants(&[JobKind::Cleaner])
    };
    let at = |km, code: &str| {
        let job = Posting { place: place(code), ..posting(1, JobKind::Cleaner) };
        look(&Profile::of(&lives(km)), &Demand::of(&job), (TODAY, &ground))
    };
    assert!(at(None, "430111005012").fits.contains(&Fit::SameStreet));
    assert!(matches!(at(None, "430111004").fits[..], [_, Fit::Near { km: 1..=5 }]));
    assert!(
        matches!(at(Some(5), "430103009").fits[..], [_, Fit::Near { km: 1..=5 }]),
        "the next street is in the next county"
    );
    assert!(matches!(at(None, "430111101").fits[..], [_, Fit::SameCounty { km: Some(19..26) }]));
    assert!(
        matches!(at(Some(10), "430111101").missing[..], [Gap::TooFar { limit: 10, km: 19..26 }]),
        "in her own county"
    );
    assert_eq!(at(Some(10), "430111").fits.last(), Some(&Fit::SameCounty { km: None }), "nobody said in which street");
    let order = ["430111005", "430111004", "430111", "430102"].map(|code| at(None, code).score());
    assert!(order.is_sorted_by(|nearer, farther| nearer > farther), "{order:?}");
}

#[test]
fn a_job_near_the_wished_one_says_what_they_share() {
    let found = seen(&wants(&[JobKind::KitchenHand]), &posting(1, JobKind::Cook));
    let [Fit::NearJob { like: JobKind::KitchenHand, kind: JobKind::Cook, shared }] = &found.fits[..] else {
        panic!("{found:?}")
    };
    assert!(shared.contains(&Trait::Kitchen));
    assert_eq!(seen(&wants(&[JobKind::Programmer]), &posting(1, JobKind::Cook)).fits, []);
}

#[test]
fn wishes_no_employer_may_have_are_not_read() {
    let plain = Posting { requirements: "吃苦耐劳".into(), ..posting(1, JobKind::Packer) };
    let unlawful = Posting {
        title: "女包装工".into(),
        requirements: "限女性，18-35岁，已婚已育，汉族，本地户口，无传染病。吃苦耐劳".into(),
        ..plain.clone()
    };
    let form = wants(&[JobKind::Packer]);
    assert_eq!(seen(&form, &plain), seen(&form, &unlawful));
}

/// The same person, with everything changed that a match must not see.
fn somebody_else(form: &Form, name: String, id: String, categories: Vec<Category>, note: String) -> Form {
    Form {
        name,
        id_type: IdType::ForeignerPermanent,
        id_number: id,
        no_id_reason: note.clone(),
        phone: "13800000000".into(),
        contact_by_station: !form.contact_by_station,
        categories,
        wants: Wants { guidance: true, training: true, policy: true },
        consents: vec![Consent {
            purpose: ConsentPurpose::SensitiveTags,
            version: "2026-11".into(),
            given: Timestamp::UNIX_EPOCH,
        }],
        assisted_by: Some("测试".into()),
        note: note.clone(),
        residence: Residence { division: form.residence.division.clone(), text: note },
        ..form.clone()
    }
}

fn any_form() -> impl Strategy<Value = Form> {
    let kinds = prop::collection::vec(prop::sample::select(JobKind::ALL), 0..4);
    let skills =
        prop::collection::vec(prop::sample::select(vec!["叉车证", "会电焊", "C1驾照", "健康证", "做过保安"]), 0..3);
    let forms = prop::collection::vec(prop::sample::select(WorkForm::ALL), 0..3);
    let wage = prop::option::of((10_u32..9_000, prop::sample::select(WageUnit::ALL)));
    let home = prop::option::of(prop::sample::select(vec!["430111", "430102", "440305"]));
    let rest = (
        prop::option::of(prop::sample::select(Education::ALL)),
        prop::option::of(any::<bool>()),
        any::<bool>(),
        any::<bool>(),
        prop::option::of(-2_i64..3),
        prop::option::of(1_u16..50),
    );
    (kinds, skills, forms, wage, home, rest).prop_map(|(kinds, skills, work_forms, wage, home, rest)| {
        let (education, night_shift, needs_board, needs_lodging, from, max_distance_km) = rest;
        Form {
            skills: skills.into_iter().map(ToOwned::to_owned).collect(),
            work_forms,
            wage_expected: wage.map(|(min, unit)| WageExpected { min, unit }),
            residence: Residence { division: home.and_then(DivisionCode::new), text: String::new() },
            education,
            night_shift,
            needs_board,
            needs_lodging,
            available_from: from.map(|days| TODAY.saturating_add(jiff::Span::new().days(days))),
            max_distance_km,
            ..wants(&kinds)
        }
    })
}

fn any_posting() -> impl Strategy<Value = Posting> {
    const WORDS: [&str; 6] =
        ["有叉车证", "C1驾照，夜班", "健康证优先", "无需经验", "持电焊证上岗，无证可培训", "两班倒"];
    let offer = (1_i64..9_000, prop::sample::select(WageUnit::ALL), prop::option::of(1_u32..5));
    let code = prop::sample::select(vec!["430111", "430102", "430202", "440305"]);
    (
        1_i64..1_000,
        prop::sample::select(JobKind::ALL),
        prop::sample::select(WorkForm::ALL),
        offer,
        code,
        prop::sample::select(&WORDS[..]).prop_map(ToOwned::to_owned),
        prop::option::of(prop::sample::select(Education::ALL)),
    )
        .prop_map(|(id, kind, work_form, (yuan, unit, headcount), code, requirements, education)| Posting {
            work_form,
            wage: Wage { min_fen: Some(yuan * 100), unit: Some(unit), ..Wage::default() },
            headcount,
            place: place(code),
            requirements,
            education,
            ..posting(id, kind)
        })
}

/// Sex, day and place of birth stand in the number; ethnic group and household registration are behind the document.
const ID_NUMBERS: &str = "(43|65|54)0000(19[4-9][0-9])(0[1-9]|1[0-2])(0[1-9]|1[0-9])[0-9]{3}[0-9X]";

proptest! {
    #[test]
    fn who_a_person_is_changes_no_match(
        form in any_form(),
        job in any_posting(),
        name in "[测试甲乙丙阿依古丽·]{2,8}",
        id in ID_NUMBERS,
        categories in prop::collection::vec(prop::sample::select(Category::ALL), 0..6),
        note in "(男|女|已婚|离异|怀孕|残疾|乙肝|维吾尔族|农村户口|55岁){0,4}",
    ) {
        let other = somebody_else(&form, name, id, categories, note);
        prop_assert_eq!(Profile::of(&form), Profile::of(&other));
        prop_assert_eq!(seen(&form, &job), seen(&other, &job));
    }

    #[test]
    fn a_posting_and_a_person_find_each_other_for_the_same_reasons(
        forms in prop::collection::vec(any_form(), 1..6),
        postings in prop::collection::vec(any_posting(), 1..6),
    ) {
        let people: Vec<Profile> = forms.iter().map(Profile::of).collect();
        let demands: Vec<Demand> = postings.iter().map(Demand::of).collect();
        let (mut from_people, mut from_postings) = (BTreeMap::new(), BTreeMap::new());
        for (place, person) in people.iter().enumerate() {
            for (rank, found) in ranked(demands.iter().map(|demand| look(person, demand, now()))).into_iter().enumerate() {
                prop_assert!(rank < demands.len());
                from_people.insert((place, found.0), found.1);
            }
        }
        for (place, demand) in demands.iter().enumerate() {
            for found in ranked(people.iter().map(|person| look(person, demand, now()))) {
                from_postings.insert((found.0, place), found.1);
            }
        }
        prop_assert_eq!(from_people, from_postings);
    }

    #[test]
    fn the_order_is_the_same_however_the_list_came(forms in prop::collection::vec(any_form(), 2..8), job in any_posting()) {
        let demand = Demand::of(&job);
        let found: Vec<(usize, i32)> =
            forms.iter().map(|form| look(&Profile::of(form), &demand, now()).score()).enumerate().collect();
        let (mut forwards, mut backwards) = (found.clone(), found);
        backwards.reverse();
        by_score(&mut forwards, |(key, score)| (*score, *key));
        by_score(&mut backwards, |(key, score)| (*score, *key));
        prop_assert_eq!(&forwards, &backwards);
        prop_assert!(forwards.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    }

    #[test]
    fn no_person_goes_twice_no_posting_gets_more_than_its_seats_and_no_condition_is_broken(
        forms in prop::collection::vec(any_form(), 1..9),
        postings in prop::collection::vec(any_posting(), 1..9),
    ) {
        let people: Vec<Profile> = forms.iter().map(Profile::of).collect();
        let demands: Vec<Demand> = postings.iter().map(Demand::of).collect();
        let assigned = assign(&people, &demands, now());
        for (place, person) in people.iter().enumerate() {
            prop_assert!(assigned.iter().filter(|pair| pair.person == place).count() <= 1);
            prop_assert!(person.wants_gigs() || assigned.iter().all(|pair| pair.person != place));
        }
        for (place, demand) in demands.iter().enumerate() {
            let sent = assigned.iter().filter(|pair| pair.posting == place).count();
            prop_assert!(sent <= demand.seats() as usize);
        }
        for pair in &assigned {
            let found = may_go(&people[pair.person], &demands[pair.posting], now());
            prop_assert_eq!(found.as_ref(), Some(&pair.reasons));
            prop_assert!(!pair.reasons.missing.iter().any(Gap::is_hard));
            prop_assert!(is_gig(demands[pair.posting].work_form()));
        }
    }

    #[test]
    fn no_other_assignment_is_worth_more(
        forms in prop::collection::vec(gig_worker(), 1..5),
        postings in prop::collection::vec(gig(), 1..5),
    ) {
        let people: Vec<Profile> = forms.iter().map(Profile::of).collect();
        let demands: Vec<Demand> = postings.iter().map(Demand::of).collect();
        let worth: i32 = assign(&people, &demands, now()).iter().map(|pair| pair.reasons.score()).sum();
        let mut seats: Vec<u32> = demands.iter().map(Demand::seats).collect();
        prop_assert_eq!(worth, most(&people, &demands, &mut seats));
    }
}

fn gig_worker() -> impl Strategy<Value = Form> {
    (any_form(), prop::sample::select(&[JobKind::Loader, JobKind::Sorter, JobKind::Packer][..])).prop_map(
        |(form, kind)| Form {
            work_forms: vec![WorkForm::DayJob],
            available_from: None,
            needs_lodging: false,
            wage_expected: None,
            max_distance_km: None,
            wanted_jobs: wants(&[kind]).wanted_jobs,
            ..form
        },
    )
}

fn gig() -> impl Strategy<Value = Posting> {
    (any_posting(), prop::sample::select(&[JobKind::Loader, JobKind::Sorter, JobKind::Packer][..]))
        .prop_map(|(job, kind)| Posting { work_form: WorkForm::DayJob, job_kind: kind, education: None, ..job })
}

/// The greatest worth by trying everything: each person goes to each posting with a free seat, or nowhere.
fn most(people: &[Profile], demands: &[Demand], seats: &mut Vec<u32>) -> i32 {
    let Some((person, others)) = people.split_first() else { return 0 };
    let mut best = most(others, demands, seats);
    for (place, demand) in demands.iter().enumerate() {
        let Some(found) = may_go(person, demand, now()).filter(|_| seats[place] > 0) else { continue };
        seats[place] -= 1;
        best = best.max(found.score() + most(others, demands, seats));
        seats[place] += 1;
    }
    best
}

/// The place of each match in the list it came from, the best first.
fn ranked(found: impl Iterator<Item = Match>) -> Vec<(usize, Match)> {
    let mut list: Vec<(usize, Match)> = found.enumerate().collect();
    by_score(&mut list, |(place, found)| (found.score(), *place));
    list
}

#[test]
fn three_porters_share_two_seats_and_the_third_packs() {
    let worker = |kinds: &[JobKind]| Profile::of(&Form { work_forms: vec![WorkForm::DayJob], ..wants(kinds) });
    let people = [
        worker(&[JobKind::Loader, JobKind::Packer]),
        worker(&[JobKind::Loader]),
        worker(&[JobKind::Loader]),
        Profile::of(&wants(&[JobKind::Loader])),
    ];
    let gig = |id, kind, seats| {
        Demand::of(&Posting { work_form: WorkForm::DayJob, headcount: Some(seats), ..posting(id, kind) })
    };
    let jobs = [gig(1, JobKind::Loader, 2), gig(2, JobKind::Packer, 1)];
    let sent: Vec<(usize, usize)> =
        assign(&people, &jobs, now()).iter().map(|pair| (pair.person, pair.posting)).collect();
    assert_eq!(sent, [(1, 0), (2, 0), (0, 1)], "who asked for no day work is not sent");
}
