use super::*;
use jiff::civil::date;
use yizhan_wire::{Benefit as B, Education, Shift};

fn options() -> Options {
    Options::new(date(2026, 1, 1))
}

fn posting(raw: &Raw) -> Posting {
    convert(raw, b"{}", "测试.jsonl", &options()).unwrap().posting
}

fn advert() -> Raw {
    Raw {
        id: "7".into(),
        title: "急招 电焊工".into(),
        employer: "测试机械厂".into(),
        place_text: "长沙·雨花".into(),
        wage_text: "6千-8千".into(),
        description: "岗位职责：\n焊接钢架\n任职要求：\n1、有焊工证\n2、初中以上学历".into(),
        benefits: "包吃住、五险、双休".into(),
        headcount: "3人".into(),
        posted_on: "2025-12-20 09:00".into(),
        ..Raw::default()
    }
}

#[test]
fn an_advert_becomes_a_posting_with_its_words_kept() {
    let posting = posting(&advert());
    assert_eq!(posting.job_kind, JobKind::Welder);
    assert_eq!(posting.work_form, WorkForm::FullTime);
    assert_eq!((posting.wage.min_fen, posting.wage.text.as_str()), (Some(600_000), "6千-8千"));
    assert_eq!(posting.place.district, "长沙市 雨花区");
    assert_eq!(posting.place.text, "长沙·雨花");
    assert_eq!(posting.tasks, "焊接钢架");
    assert_eq!(posting.requirements, "1、有焊工证\n2、初中以上学历");
    assert_eq!(posting.education, Some(Education::JuniorHigh));
    assert_eq!(posting.benefits, [B::Meals, B::Lodging, B::SocialInsurance]);
    assert_eq!(posting.shifts, [Shift::TwoDaysOff]);
    assert_eq!(posting.headcount, Some(3));
    assert_eq!((posting.posted_on, posting.valid_until), (date(2025, 12, 20), date(2026, 1, 19)));
    assert_eq!(posting.source.name, "测试");
}

#[test]
fn an_address_with_a_street_that_the_province_knows_is_placed_there() {
    let pack = crate::core::packs::read(include_str!("../../assets/packs/streets.json")).unwrap();
    let options = Options { streets: place::streets_of(Some(&pack)), ..options() };
    let code = |place: &str| {
        let advert = Raw { place_text: place.into(), ..advert() };
        let placed = convert(&advert, b"", "f", &options).unwrap().posting.place;
        (placed.division.unwrap().as_str().to_owned(), placed.district)
    };
    let district = "长沙市 雨花区".to_owned();
    assert_eq!(code("长沙市雨花区东塘街道韶山中路9号"), ("430111005".into(), district.clone()));
    assert_eq!(code("长沙市雨花区高桥大市场"), ("430111007".into(), district.clone()));
    assert_eq!(code("长沙市雨花区东塘路9号"), ("430111".into(), district));
    let pinned = Raw { latitude: "28.151".into(), longitude: "113.021".into(), ..advert() };
    let placed = convert(&pinned, b"", "f", &options).unwrap().posting.place.division;
    assert_eq!(placed.unwrap().as_str(), "430111003", "by its point, where the address says no street");
}

#[test]
fn dates_are_taken_as_they_are_unless_a_fresh_day_is_asked_for() {
    let fresh = Options { fresh_on: Some(date(2026, 3, 1)), valid_days: 10, ..options() };
    let taken = convert(&advert(), b"", "f", &fresh).unwrap().posting;
    assert_eq!((taken.posted_on, taken.valid_until), (date(2026, 3, 1), date(2026, 3, 11)));

    let undated = posting(&Raw { posted_on: String::new(), ..advert() });
    assert_eq!(undated.posted_on, date(2026, 1, 1), "an advert without a date is of the day of the import");

    let until = posting(&Raw { valid_until: "2025年12月31日".into(), ..advert() });
    assert_eq!(until.valid_until, date(2025, 12, 31));

    let flaw = |posted_on: &str| convert(&Raw { posted_on: posted_on.into(), ..advert() }, b"", "f", &options()).err();
    assert_eq!(flaw("2025518"), Some(Flaw::LostDateSeparators));
    assert_eq!(flaw("昨天"), Some(Flaw::UnreadableDate));
}

#[test]
fn an_advert_of_a_campaign_says_so_where_words_are_looked_for_and_once() {
    let of = |campaign: &str| posting(&Raw { campaign: campaign.into(), ..advert() }).requirements;
    assert!(of("春风行动").ends_with("\n招聘专区：春风行动"), "{}", of("春风行动"));
    assert_eq!(of(""), posting(&advert()).requirements);
    let says =
        Raw { requirements: "春风行动专场，不限经验".into(), campaign: "春风行动".into(), ..advert() };
    assert_eq!(posting(&says).requirements.matches("春风行动").count(), 1);
    let row = Raw::read(|name| match name {
        "专区" => Some("退役军人专场".into()),
        "岗位名称" => Some("保安".into()),
        _ => None,
    });
    assert_eq!(row.campaign, "退役军人专场");
}

#[test]
fn tasks_are_not_taken_for_benefits() {
    let raw = Raw {
        title: "人事专员".into(),
        description: "负责绩效考核、社保办理、接送客户、组织岗前培训；包吃包住".into(),
        ..Raw::default()
    };
    assert_eq!(posting(&raw).benefits, [B::Meals, B::Lodging]);
}

#[test]
fn the_same_job_has_the_same_fingerprint_however_it_is_typed() {
    let print = |raw: &Raw| convert(raw, b"", "f", &options()).unwrap().fingerprint;
    let retyped = Raw {
        id: "8".into(),
        title: "急招电焊工".into(),
        place_text: "湖南省长沙市雨花区".into(),
        wage_text: "6000-8000元/月".into(),
        description: "另外的话".into(),
        posted_on: "2025-12-25".into(),
        ..advert()
    };
    assert_eq!(print(&advert()), print(&retyped));
    assert_ne!(print(&advert()), print(&Raw { wage_text: "6千-9千".into(), ..advert() }));
    assert_ne!(print(&advert()), print(&Raw { employer: "另一厂".into(), ..advert() }));

    let nobody = Raw { employer: String::new(), ..advert() };
    assert_ne!(print(&nobody), print(&Raw { description: "擦窗".into(), ..nobody.clone() }));
    let silent = Raw { description: String::new(), ..nobody };
    assert_eq!(print(&silent), None, "too little is known to compare");
}

#[test]
fn an_advert_without_a_number_is_known_by_its_row() {
    let key = |original: &[u8]| {
        convert(&Raw { id: String::new(), ..advert() }, original, "f.csv", &options()).unwrap().external_key
    };
    assert_eq!(key(b"a,b\n"), key(b"a,b"));
    assert_ne!(key(b"a,b"), key(b"a,c"));
    assert_eq!(convert(&advert(), b"", "f.csv", &options()).unwrap().external_key, "f:7");
}

#[test]
fn pay_by_the_hour_or_day_tells_the_form_of_work_where_nothing_else_does() {
    let form =
        |wage: &str, title: &str| posting(&Raw { wage_text: wage.into(), title: title.into(), ..advert() }).work_form;
    assert_eq!(form("18元/小时", "分拣"), WorkForm::Hourly);
    assert_eq!(form("200元/天", "小工"), WorkForm::DayJob);
    assert_eq!(form("18元/小时", "分拣兼职"), WorkForm::PartTime);
    assert_eq!(form("150/天", "前端实习生"), WorkForm::Internship);
    assert_eq!(form("面议", "保安"), WorkForm::FullTime);
}
