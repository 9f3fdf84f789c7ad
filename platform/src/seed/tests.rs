use super::*;
use crate::import::flaws::Flaw;
use jiff::civil::date;
use std::collections::BTreeSet;

const TODAY: Date = date(2026, 1, 20);

#[test]
fn the_same_seed_gives_the_same_province_and_another_gives_another() {
    let (one, again, other) = (province(300, 7, TODAY), province(300, 7, TODAY), province(300, 8, TODAY));
    assert_eq!(one, again);
    assert_ne!(one, other);
}

#[test]
fn five_thousand_postings_are_five_thousand_jobs_of_one_province() {
    let postings = province(5_000, 1, TODAY);
    assert_eq!(postings.len(), 5_000);
    let prints: HashSet<_> = postings.iter().map(|p| &p.fingerprint).collect();
    assert_eq!(prints.len(), 5_000);
    for new in &postings {
        let posting = &new.posting;
        assert!(
            posting.place.division.as_ref().is_some_and(|code| code.as_str().starts_with("43")),
            "{:?}",
            posting.place
        );
        assert!(posting.place.district.contains(' '), "down to the county: {:?}", posting.place);
        let age = (TODAY - posting.posted_on).get_days();
        assert!((0..=20).contains(&age), "{age}");
        assert!(posting.valid_until >= TODAY, "a synthetic posting is open on its day");
        assert!(posting.tasks.chars().count() > 8 && !posting.requirements.is_empty());
        assert!(posting.source.name.ends_with("（样例）"), "nobody takes it for a real one");
        let phone = posting.contact.split(' ').next_back().unwrap();
        assert!(phone.starts_with("07") && phone.contains("-8000"), "{phone}");
    }
}

#[test]
fn the_wage_that_is_worded_is_the_wage_that_is_read() {
    let trades = trades::all();
    for new in province(5_000, 2, TODAY) {
        let (wage, kind) = (&new.posting.wage, new.posting.job_kind);
        if wage.negotiable {
            continue;
        }
        let usual = trades.iter().filter(|t| t.kind == kind).flat_map(|t| &t.pays);
        let fits = usual.filter(|pay| Some(pay.unit) == wage.unit).any(|pay| {
            [wage.min_fen, wage.max_fen].into_iter().flatten().all(|fen| (pay.low..=pay.high).contains(&fen))
        });
        assert!(fits && wage.min_fen.is_some() && !wage.unit_inferred, "{kind}: {wage:?}");
    }
}

#[test]
fn the_texts_are_lawful() {
    const UNLAWFUL: [&str; 34] = [
        "男",
        "女",
        "岁",
        "年龄",
        "已婚",
        "未婚",
        "已育",
        "怀孕",
        "户口",
        "户籍",
        "本地人",
        "外地勿",
        "乙肝",
        "身体健康",
        "五官",
        "形象好",
        "身高",
        "纹身",
        "押金",
        "保证金",
        "服装费",
        "培训费",
        "中介费",
        "民族",
        "汉族",
        "信教",
        "残疾勿",
        "试工无",
        "试岗",
        "月入过万",
        "包过",
        "大姐",
        "阿姨",
        "小伙",
    ];
    let table = include_str!("../../assets/seed_trades.txt");
    let own: String = province(3_000, 3, TODAY)
        .iter()
        .flat_map(|new| {
            let p = &new.posting;
            [p.title.clone(), p.tasks.clone(), p.requirements.clone(), p.experience.clone(), p.employer.clone()]
        })
        .collect();
    let rules: String = table.lines().filter(|line| !line.starts_with('#')).collect();
    for word in UNLAWFUL {
        assert!(!rules.contains(word) && !own.contains(word), "{word}");
    }
}

#[test]
fn the_postings_read_as_written_by_many_hands() {
    let postings = province(5_000, 4, TODAY);
    let distinct =
        |of: fn(&Posting) -> String| postings.iter().map(|new| of(&new.posting)).collect::<BTreeSet<_>>().len();
    assert!(distinct(|p| p.tasks.clone()) > 4_500);
    assert!(distinct(|p| p.employer.clone()) > 1_000);
    assert!(distinct(|p| p.title.clone()) > 500);
    assert!(distinct(|p| p.wage.text.clone()) > 1_000);
    assert!(distinct(|p| p.place.district.clone()) > 100);
    assert!(distinct(|p| p.job_kind.to_string()) > 45);
}

#[test]
fn every_trade_is_whole_and_its_names_are_read_as_its_job() {
    let trades = trades::all();
    let blocks = include_str!("../../assets/seed_trades.txt").lines().filter(|line| line.starts_with("trade ")).count();
    assert_eq!(trades.len(), blocks);
    for trade in &trades {
        let kind = trade.kind;
        assert!(
            trade.tasks.len() >= 4 && trade.wants.len() >= 3 && !trade.times.is_empty() && !trade.pays.is_empty(),
            "{kind}"
        );
        for employer in &trade.employers {
            for unit in trade.pays.iter().map(|pay| pay.unit) {
                let count = |items: &[trades::Item]| items.iter().filter(|item| item.fits(employer, unit)).count();
                assert!(count(&trade.names) > 0 && count(&trade.tasks) >= 3, "{kind} at {employer} by {unit}");
            }
        }
        for name in &trade.names {
            assert_eq!(crate::import::job_kind(name.text, ""), kind, "{}", name.text);
        }
    }
}

#[test]
fn a_synthetic_advert_would_pass_its_own_import() {
    for new in province(500, 5, TODAY) {
        let p = &new.posting;
        let found: Option<Flaw> =
            crate::import::flaw_of(&p.title, &p.employer, &format!("{}\n{}", p.tasks, p.requirements));
        assert_eq!(found, None, "{}", p.title);
    }
}

#[test]
fn the_sample_of_everyday_words_is_a_good_pack() {
    let pack = words().unwrap();
    assert_eq!((pack.kind.as_str(), pack.version), ("words", 1));
    assert!(pack.body["jobs"]["cleaner"].as_array().is_some_and(|words| words.contains(&"搞卫生".into())));
}
