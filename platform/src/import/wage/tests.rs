use super::*;
use proptest::prelude::*;
use yizhan_wire::Benefit as B;
use yizhan_wire::WageUnit as U;

/// (words, min yuan, max yuan, unit, what else is said: `~` about, `?` unit inferred, `!` negotiable)
type Vector = (&'static str, Option<f64>, Option<f64>, Option<U>, &'static str);

fn check(vectors: &[Vector]) {
    for (text, min, max, unit, flags) in vectors {
        let wage = parse(text).wage;
        let fen = |yuan: &Option<f64>| yuan.map(|y| (y * 100.0).round() as i64);
        let seen = format!(
            "{}{}{}",
            if wage.approximate { "~" } else { "" },
            if wage.unit_inferred { "?" } else { "" },
            if wage.negotiable { "!" } else { "" }
        );
        assert_eq!(
            (wage.min_fen, wage.max_fen, wage.unit, seen.as_str()),
            (fen(min), fen(max), *unit, *flags),
            "{text}: {:?}",
            lexer::tokens(text)
        );
        assert_eq!(wage.text, text.trim(), "the original words are kept");
    }
}

const fn both(yuan: f64) -> (Option<f64>, Option<f64>) {
    (Some(yuan), Some(yuan))
}

#[test]
#[expect(clippy::many_single_char_names, reason = "a table reads better with short units")]
fn the_vectors_of_the_domain_facts_are_read_as_they_stand_there() {
    let (m, d, h, y, p) = (Some(U::Month), Some(U::Day), Some(U::Hour), Some(U::Year), Some(U::Piece));
    check(&[
        ("工资每月4500元左右,五险一金", both(4500.0).0, both(4500.0).1, m, "~"),
        ("一天工资130元,还包吃", Some(130.0), Some(130.0), d, ""),
        ("3-5千", Some(3000.0), Some(5000.0), m, "?"),
        ("4500元左右", Some(4500.0), Some(4500.0), m, "~?"),
        ("月薪4000~6000元", Some(4000.0), Some(6000.0), m, ""),
        ("底薪3000+提成", Some(3000.0), None, m, "?"),
        ("日薪200-260,日结", Some(200.0), Some(260.0), d, ""),
        ("18元/小时", Some(18.0), Some(18.0), h, ""),
        ("时薪18", Some(18.0), Some(18.0), h, ""),
        ("0.35元/件", Some(0.35), Some(0.35), p, ""),
        ("计件,月均5000-7000", Some(5000.0), Some(7000.0), m, "~"),
        ("面议", None, None, None, "!"),
        ("8千-1.2万", Some(8000.0), Some(12000.0), m, "?"),
        ("1万2到1万5", Some(12000.0), Some(15000.0), m, "?"),
        ("年薪6-8万", Some(60000.0), Some(80000.0), y, ""),
        ("两千五包吃住", Some(2500.0), Some(2500.0), m, "?"),
        ("130/天 管一餐", Some(130.0), Some(130.0), d, ""),
        ("５０００元／月", Some(5000.0), Some(5000.0), m, ""),
        ("5000以上", Some(5000.0), None, m, "?"),
        ("不低于3000", Some(3000.0), None, m, "?"),
        ("高薪,待遇优厚", None, None, None, ""),
        ("15k·13薪", Some(15000.0), Some(15000.0), m, "?"),
        ("工作时间8:00-17:00 4000元", Some(4000.0), Some(4000.0), m, "?"),
        ("年龄18-45岁 工资4-6千", Some(4000.0), Some(6000.0), m, "?"),
        ("电话13800000000 工资5000", Some(5000.0), Some(5000.0), m, "?"),
        ("6000-4000元", Some(4000.0), Some(6000.0), m, "?"),
    ]);
}

#[test]
#[expect(clippy::many_single_char_names, reason = "a table reads better with short units")]
fn pay_is_read_the_way_people_word_it() {
    let (m, d, h, y, p, w) =
        (Some(U::Month), Some(U::Day), Some(U::Hour), Some(U::Year), Some(U::Piece), Some(U::Week));
    check(&[
        ("8千-1.6万·13薪", Some(8000.0), Some(16000.0), m, "?"),
        ("1.5万-2.5万元/月", Some(15000.0), Some(25000.0), m, ""),
        ("15-20万/年", Some(150_000.0), Some(200_000.0), y, ""),
        ("70-100元/时", Some(70.0), Some(100.0), h, ""),
        ("500-1000元/次", Some(500.0), Some(1000.0), p, ""),
        ("8000以上元/月", Some(8000.0), None, m, ""),
        ("3千及以下", None, Some(3000.0), m, "?"),
        ("999元/其他", Some(999.0), Some(999.0), None, ""),
        ("3999元/其他", Some(3999.0), Some(3999.0), None, ""),
        ("5000-8000", Some(5000.0), Some(8000.0), m, "?"),
        ("25000", Some(25000.0), Some(25000.0), m, "?"),
        ("每天130元", Some(130.0), Some(130.0), d, ""),
        ("130元一天", Some(130.0), Some(130.0), d, ""),
        ("130一天", Some(130.0), Some(130.0), d, ""),
        ("日薪130", Some(130.0), Some(130.0), d, ""),
        ("130-150/天", Some(130.0), Some(150.0), d, ""),
        ("一千八", Some(1800.0), Some(1800.0), m, "?"),
        ("一百二一天", Some(120.0), Some(120.0), d, ""),
        ("一百三十块一天", Some(130.0), Some(130.0), d, ""),
        ("一万二一个月", Some(12000.0), Some(12000.0), m, ""),
        ("三四千一个月", Some(3000.0), Some(4000.0), m, ""),
        ("二十块一小时", Some(20.0), Some(20.0), h, ""),
        ("3千5", Some(3500.0), Some(3500.0), m, "?"),
        ("1万2千", Some(12000.0), Some(12000.0), m, "?"),
        ("5,000-8,000元/月", Some(5000.0), Some(8000.0), m, ""),
        ("元/月 5000", Some(5000.0), Some(5000.0), m, ""),
        ("5000 元 / 月", Some(5000.0), Some(5000.0), m, ""),
        ("¥4500", Some(4500.0), Some(4500.0), m, "?"),
        ("200元/人/天", Some(200.0), Some(200.0), d, ""),
        ("1500元/周", Some(1500.0), Some(1500.0), w, ""),
        ("最高8000", None, Some(8000.0), m, "?"),
        ("保底4000", Some(4000.0), None, m, "?"),
        ("3500起", Some(3500.0), None, m, "?"),
        ("5K-8K", Some(5000.0), Some(8000.0), m, "?"),
        ("1.2w", Some(12000.0), Some(12000.0), m, "?"),
        ("4000-6000，面议", Some(4000.0), Some(6000.0), m, "?!"),
        ("底薪3000元/月+提成，综合5000-8000", Some(5000.0), Some(8000.0), m, "?"),
        ("每天8小时,月薪4000", Some(4000.0), Some(4000.0), m, ""),
        ("小时工14元，每天5小时", Some(14.0), Some(14.0), h, ""),
        ("200日结", Some(200.0), Some(200.0), d, "?"),
        ("5000元/月，全勤奖200元", Some(5000.0), Some(5000.0), m, ""),
        ("八千五险一金", Some(8000.0), Some(8000.0), m, "?"),
        ("1万五险一金", Some(10000.0), Some(10000.0), m, "?"),
        ("130元-150元/天", Some(130.0), Some(150.0), d, ""),
    ]);
}

#[test]
fn what_is_not_pay_is_not_read_as_pay() {
    for text in [
        "",
        "8:00-17:00",
        "8点-17点",
        "每天工作8小时",
        "月休4天",
        "18-45岁",
        "45周岁以下",
        "招30人",
        "13800000000",
        "0731-80001234",
        "电话：0731-8000 0000",
        "2025-05-18",
        "2025年5月18日",
        "3个月试用期",
        "1-3年经验",
        "五险一金",
        "六险二金，双休",
        "2025届",
        "全勤奖200元",
        "餐补15元",
        "押金300元",
        "世界500强",
        "0-0",
        "身高160以上",
        "99999999999999999999999元/月",
    ] {
        let wage = parse(text).wage;
        assert_eq!((wage.min_fen, wage.max_fen), (None, None), "{text}: {:?}", lexer::tokens(text));
    }
}

#[test]
fn what_comes_with_the_wage_is_kept() {
    let pay = parse("底薪3000+提成，包吃包住，五险一金，日结");
    assert!(pay.commission);
    assert_eq!(pay.benefits, [B::Meals, B::Lodging, B::SocialInsurance, B::HousingFund]);
    assert_eq!(pay.settlement, Some(Settlement::Daily));
    assert_eq!(parse("15k·13薪").wage.months_a_year, Some(13));
    assert_eq!(parse("8千-1万·99薪").wage.months_a_year, None);
    assert!(parse("计件,月均5000-7000").piecework);
    assert_eq!(parse("130/天 管一餐").benefits, [B::Meals]);
}

#[test]
fn separate_numbers_become_words_people_use() {
    let wage = from_numbers(Some(18.5), Some(20.0), Some(U::Hour));
    assert_eq!((wage.min_fen, wage.max_fen, wage.text.as_str()), (Some(1850), Some(2000), "18.5-20元/小时"));
    let wage = from_numbers(Some(6000.0), Some(4000.0), None);
    assert_eq!((wage.min_fen, wage.unit, wage.unit_inferred), (Some(400_000), Some(U::Month), true));
    assert_eq!(from_numbers(Some(f64::NAN), Some(-1.0), None), Wage::default());
}

fn holds(text: &str) {
    let wage = parse(text).wage;
    for end in [wage.min_fen, wage.max_fen].into_iter().flatten() {
        assert!(end > 0 && end <= MOST_FEN, "{text:?} gives {end}");
    }
    if let (Some(min), Some(max)) = (wage.min_fen, wage.max_fen) {
        assert!(min <= max, "{text:?} gives {min} to {max}");
    }
}

proptest! {
    #[test]
    fn any_words_at_all_are_survived(text in ".{0,60}") {
        holds(&text);
    }

    #[test]
    fn any_mixture_of_wage_words_gives_a_lower_end_below_the_upper(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("千"), Just("万"), Just("k"), Just("元"), Just("/天"), Just("/月"), Just("-"), Just("~"), Just("至"),
                Just("一"), Just("两"), Just("五"), Just("十"), Just("百"), Just("零"), Just(" "), Just(","), Just("."),
                Just(":"), Just("以上"), Just("底薪"), Just("月薪"), Just("每天"), Just("13薪"), Just("险"), Just("0"),
                Just("3"), Just("18"), Just("4500"), Just("99999999999"), Just("左右"), Just("面议"), Just("+")
            ],
            0..12,
        )
    ) {
        holds(&parts.concat());
    }

    #[test]
    fn a_plain_monthly_range_is_read_exactly(low in 500_i64..60_000, more in 0_i64..20_000) {
        let wage = parse(&format!("{low}-{}元/月", low + more)).wage;
        prop_assert_eq!((wage.min_fen, wage.max_fen), (Some(low * 100), Some((low + more) * 100)));
        prop_assert_eq!(wage.unit, Some(U::Month));
    }
}
