//! Near and far, places as they are read, and jobs in place of others.

use super::*;

#[test]
fn what_is_near_comes_first_and_what_is_nowhere_last() {
    let mut jobs = jobs_titled(&["北京", "无处", "本区", "本市"]);
    for (job, place) in jobs.iter_mut().zip([("", "110101"), ("", ""), ("", "430111"), ("", "430104")]) {
        job.place = place;
    }
    let index = index_of(&jobs);
    let order = |query: &Query| find(&index, query).ids.iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!(order(&Query { order: Order::Nearest, ..ask("") }), [3, 4, 1, 2]);
    let within = |km| Query { filters: Filters { within_km: Some(km), ..Filters::default() }, ..ask("") };
    assert_eq!(order(&within(0)), [3]);
    assert_eq!(order(&within(100)).len(), 2);
    assert_eq!(find(&index, &ask("")).facets.distances, [(0, 1), (10, 1), (20, 2), (50, 2), (100, 2)]);
    let nowhere = Query { order: Order::Nearest, here: None, ..ask("") };
    assert_eq!(order(&nowhere).len(), 4, "a station that does not know its place shows the newest first");
}

#[test]
fn where_streets_are_known_near_is_finer_than_the_county() {
    let street = |code: &str, north: f64, east: f64| Street {
        code: DivisionCode::new(code).unwrap(),
        name: "某街道".into(),
        latitude: Degrees::new(north),
        longitude: Degrees::new(east),
        also: Vec::new(),
    };
    let streets = vec![
        street("430111005", 28.171, 112.990),
        street("430111001", 28.178, 112.985),
        street("430111101", 28.052, 113.105),
    ];
    let mut jobs = jobs_titled(&["镇上", "本区", "隔壁街", "本街", "本街道社区", "北京"]);
    let places = ["430111101", "430111", "430111001", "430111005", "430111005012", "110101"];
    for (job, place) in jobs.iter_mut().zip(places) {
        job.place = ("", place);
    }
    let mut index = index_of(&jobs);
    index.0.stand_on(Ground::of(Streets { streets }));
    let here = DivisionCode::new("430111005");
    let order = |query: &Query| find(&index, query).ids.iter().map(|id| id.0).collect::<Vec<_>>();
    let asked = Query { here: here.clone(), ..ask("") };
    assert_eq!(order(&Query { order: Order::Nearest, ..asked.clone() }), [4, 5, 3, 2, 1, 6]);
    let within = |km| {
        let mut found =
            order(&Query { filters: Filters { within_km: Some(km), ..Filters::default() }, ..asked.clone() });
        found.sort_unstable();
        found
    };
    assert_eq!(within(3), [3, 4, 5], "what is only known to be in the county is not promised to be so near");
    assert_eq!(within(0), [1, 2, 3, 4, 5], "the whole county");
    assert_eq!(within(10), [2, 3, 4, 5]);
    let facets = find(&index, &asked).facets;
    assert_eq!(facets.distances[..3], [(3, 3), (5, 3), (0, 5)]);
    let streets: Vec<(&str, usize)> = facets.streets.iter().map(|(code, n)| (&**code, *n)).collect();
    assert_eq!(streets, [("430111001", 1), ("430111005", 2), ("430111101", 1)], "a community counts with its street");
    let in_street = Filters { district: Some("430111005".into()), ..Filters::default() };
    assert_eq!(order(&Query { filters: in_street, ..asked }).len(), 2);
}

#[test]
fn where_a_job_is_not_there_those_like_it_are_offered_under_the_other_conditions() {
    let mut jobs = jobs_titled(&["一", "二", "三"]);
    for (job, kind) in jobs.iter_mut().zip([JobKind::FoodRider, JobKind::FoodRider, JobKind::Accountant]) {
        job.kind = kind;
        job.form = WorkForm::DayJob;
    }
    jobs[1].form = WorkForm::FullTime;
    let index = index_of(&jobs);
    let filters = Filters { work_form: Some(WorkForm::DayJob), ..Filters::default() };
    for (text, job_kind) in [("快递员", None), ("", Some(JobKind::Courier))] {
        let query = Query { filters: Filters { job_kind, ..filters.clone() }, ..ask(text) };
        assert_eq!(find(&index, &query).instead, [(JobKind::FoodRider, 1)], "{text}");
    }
    assert_eq!(find(&index, &ask("宇航员")).instead, [], "nobody knows what is like it");
}

#[test]
fn a_place_is_found_as_it_is_read() {
    let mut jobs = jobs_titled(&["一", "二", "三"]);
    for (job, place) in jobs.iter_mut().zip([("长沙市 雨花区", "430111"), ("重庆市 渝中区", "500103"), ("火星市", "")])
    {
        job.place = place;
    }
    let index = index_of(&jobs);
    for (text, ids) in [("changsha", &[1][..]), ("yuhua", &[1]), ("chongq", &[2]), ("huoxing", &[]), ("雨花", &[1])] {
        assert_eq!(find(&index, &ask(text)).ids.iter().map(|id| id.0).collect::<Vec<_>>(), ids, "{text}");
    }
}
