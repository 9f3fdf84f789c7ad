//! The operators' cockpit, by its requests and in a real browser.

use crate::browser::Browser;
use crate::rig::{PASSWORD, Province, client};
use crate::station::Station;
use jiff::{SignedDuration, Timestamp};
use reqwest::blocking::Response;
use yizhan_platform::core::Storage as _;
use yizhan_platform::core::board::Board as _;
use yizhan_platform::core::health::HealthSeen;
use yizhan_platform::core::presence::Heard;
use yizhan_platform::core::service::day_of;
use yizhan_platform::storage::Store;
use yizhan_wire::StationId;
use yizhan_wire::health::{AnswerTimes, HealthCheck, HealthReport, Logged};

/// Twelve stations that worked for two days, in three places, and adverts that wait to be looked at.
fn worked() -> Province {
    let mut province = Province::empty();
    let data = province.data().to_str().unwrap().to_owned();
    province.run(&["fleet", "--stations", "12", "--days", "2", "--every", "60", "--postings", "80", "--data", &data]);
    for station in 1..=12 {
        let division = ["430111", "430104", "430202"][station % 3];
        let number = station.to_string();
        province.run(&["station", "place", &number, "--division", division, "--street", "测试街道"]);
    }
    province.operator("wang", "manager");
    province.operator("li", "viewer");
    province.serve(&[]);
    province
}

fn sign_in(province: &Province, name: &str, password: &str) -> Response {
    let form = format!("name={name}&password={}", password.replace(' ', "+"));
    post(province, "/login", "", form)
}

fn post(province: &Province, path: &str, cookie: &str, form: String) -> Response {
    client()
        .post(format!("{}{path}", province.cockpit))
        .header("origin", &province.cockpit)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookie)
        .body(form)
        .send()
        .unwrap()
}

fn cookie(answer: &Response) -> String {
    let header = answer.headers().get("set-cookie").expect("a session").to_str().unwrap();
    assert!(header.contains("HttpOnly") && header.contains("SameSite=Strict"), "{header}");
    header.split(';').next().unwrap().to_owned()
}

#[test]
fn nobody_sees_anything_before_signing_in_and_guessing_locks_the_account() {
    let mut province = Province::empty();
    province.operator("wang", "viewer");
    province.serve(&[]);
    for path in ["/", "/figures", "/refused", "/review", "/station/1"] {
        let answer = client().get(format!("{}{path}", province.cockpit)).send().unwrap();
        assert_eq!(answer.status(), 303, "{path}");
        assert_eq!(answer.headers()["location"], "/login");
    }
    let unknown = sign_in(&province, "nobody", "some other words").text().unwrap();
    for _ in 0..4 {
        assert_eq!(
            sign_in(&province, "wang", "some other words").text().unwrap(),
            unknown,
            "no word of which names exist"
        );
    }
    sign_in(&province, "wang", "some other words");
    let locked = sign_in(&province, "wang", PASSWORD);
    assert_eq!(locked.status(), 403, "the right password has to wait, too");
    assert!(locked.text().unwrap().contains("十五分钟"));
    assert!(province.run(&["operator", "list"]).contains("locked until"));
}

#[test]
fn who_may_only_look_decides_nothing_and_no_other_site_can_use_a_session() {
    let province = worked();
    let viewer = cookie(&sign_in(&province, "li", PASSWORD));
    let page = client().get(format!("{}/figures", province.cockpit)).header("cookie", &viewer).send().unwrap();
    assert_eq!(page.status(), 200);
    assert!(!page.text().unwrap().contains("a_month"), "no form for who may not use it");
    let target = || "kind=guidance&a_month=9".to_owned();
    assert_eq!(post(&province, "/targets", &viewer, target()).status(), 403);
    let manager = cookie(&sign_in(&province, "wang", PASSWORD));
    let foreign = client()
        .post(format!("{}/targets", province.cockpit))
        .header("origin", "https://elsewhere.example")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", &manager)
        .body(target())
        .send()
        .unwrap();
    assert_eq!(foreign.status(), 403);
    assert_eq!(post(&province, "/targets", &manager, target()).status(), 303);
    assert_eq!(post(&province, "/logout", &manager, String::new()).status(), 303);
    assert_eq!(post(&province, "/targets", &manager, target()).status(), 303, "back to signing in");
    let after = client().get(format!("{}/figures", province.cockpit)).header("cookie", &manager).send().unwrap();
    assert_eq!(after.headers()["location"], "/login", "the session is over");
}

#[test]
fn a_collector_is_told_how_many_stations_stand_how() {
    let province = worked();
    let text = client().get(format!("{}/metrics", province.metrics)).send().unwrap().text().unwrap();
    for line in [
        "yizhan_stations{standing=\"up\"} 12",
        "yizhan_open_postings 80",
        "yizhan_entries_total{outcome=\"accepted\"} 0",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(text.ends_with("# EOF\n"), "the format's end");
    let missing = client().get(format!("{}/metrics", province.cockpit)).send().unwrap();
    assert_eq!(missing.status(), 404, "it stands on its own address");
}

#[test]
fn an_operator_drills_down_from_the_province_to_a_station_and_sees_what_was_done() {
    let Some(browser) = Browser::start(1400, 1000) else { return };
    let province = worked();
    browser.open(&province.cockpit);
    assert!(browser.address().ends_with("/login"));
    browser.type_into("#name", "wang");
    browser.type_into("#password", PASSWORD);
    browser.picture("cockpit-sign-in");
    browser.click("form.login button");
    let text = browser.text();
    for word in ["驿站总数", "湖南省", "在线", "12"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    browser.picture("cockpit-province");
    browser.click_link("湖南省");
    browser.click_link("长沙市");
    let text = browser.text();
    assert!(text.contains("雨花区") && text.contains("芙蓉区") || text.contains("岳麓区"), "{text}");
    assert!(!text.contains("株洲市"), "another city is not shown: {text}");
    browser.click_link("雨花区");
    assert!(browser.text().contains("测试街道"));
    browser.picture("cockpit-county");
    browser.click(".tiles a");
    let text = browser.text();
    assert!(text.contains("区划代码") && text.contains("最近上传"), "{text}");
    browser.picture("cockpit-station");

    browser.click("header a[href='/figures']");
    let text = browser.text();
    assert!(text.contains("职业指导") && text.contains("想做的和在招的"), "{text}");
    let charts = browser.run("return document.querySelectorAll('.chart svg[role=img][aria-label]').length");
    assert_eq!(charts, 2);
    browser.picture("cockpit-figures");
    browser.run("document.querySelector('.chart').scrollIntoView()");
    browser.picture("cockpit-trades");
    browser.run("window.scrollTo(0, document.body.scrollHeight)");
    browser.picture("cockpit-days");
    let wide = browser.run("return document.documentElement.scrollWidth <= window.innerWidth");
    assert_eq!(wide, true, "nothing runs out at the side");
}

/// A station that is up, one that is late and has no paper, one that is gone; the last one's entry was refused.
#[expect(clippy::disallowed_methods, reason = "stations were heard of so long ago by the platform's own clock")]
fn troubled() -> Province {
    let mut province = Province::empty();
    province.operator("wang", "manager");
    province.serve(&[]);
    let stations: Vec<Station> = (31..34).map(|seed| Station::enrol(&province, seed)).collect();
    let folder = tempfile::tempdir().unwrap();
    let file = std::fs::read(stations[0].file(folder.path(), false)).unwrap();
    let answered = client().post(format!("{}/v1/carried", province.public)).body(file).send().unwrap();
    assert_eq!(answered.status(), 200);
    province.stop();
    let ago = |minutes: i64| Timestamp::now().checked_sub(SignedDuration::from_mins(minutes)).unwrap();
    let heard = |at, unsent, paper| Heard { at, unsent: Some(unsent), paper: Some(paper) };
    let store = Store::open(province.data()).unwrap();
    let all = [heard(ago(1), 0, true), heard(ago(90), 7, false), heard(ago(60 * 24 * 3), 40, true)];
    let all: Vec<_> = stations.iter().map(|station| station.id).zip(all).collect();
    store.put_heard(&all).unwrap();
    for (station, _) in &all {
        store.place_station(*station, "430111", "测试街道").unwrap();
    }
    drop(store);
    province.serve(&[]);
    province
}

/// What a page shows to somebody who signed in.
fn page(province: &Province, path: &str) -> String {
    let cookie = cookie(&sign_in(province, "wang", PASSWORD));
    client().get(format!("{}{path}", province.cockpit)).header("cookie", cookie).send().unwrap().text().unwrap()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a report is of now or of some hours ago by the platform's own clock")]
fn how_stations_are_stands_on_their_tiles_on_their_pages_and_in_the_metrics() {
    let mut province = troubled();
    province.stop();
    let store = Store::open(province.data()).unwrap();
    let ago = |hours: i64| Timestamp::now().checked_sub(SignedDuration::from_hours(hours)).unwrap();
    let check = HealthCheck { check: "display".into(), severity: "bad".into(), state: "none".into(), n: 0 };
    let answers = AnswerTimes { day: day_of(ago(0)), run: ago(5), satisfied: 90, tolerated: 8, frustrated: 2 };
    let ill = HealthReport {
        program: "0.1.0".into(),
        system: "Debian GNU/Linux 13 (trixie)".into(),
        disk_mb: Some(420),
        heat_c: Some(93),
        touch_errors: Some(4),
        clock_off_s: Some(7_200),
        answers: Some(answers),
        checks: vec![check],
        log: vec![Logged { place: "src/runtime/sync.rs:120".into(), level: "warn".into(), n: 3 }],
        ..HealthReport::default()
    };
    let well =
        HealthReport { program: "0.0.9".into(), disk_mb: Some(9_000), heat_c: Some(48), ..HealthReport::default() };
    let long_ago = HealthReport { heat_c: Some(99), answers: None, ..ill.clone() };
    for (station, hours, report) in [(1, 1, &ill), (1, 0, &ill), (2, 0, &well), (3, 80, &long_ago)] {
        let (station, received_at) = (StationId(station), ago(hours));
        store.put_health(&HealthSeen { station, received_at, report: report.clone() }).unwrap();
    }
    drop(store);
    province.serve(&[]);
    let tiles = page(&province, "/?in=430111");
    for words in ["磁盘快满", "过热", "触摸中断", "时钟不准", "自检不通过", "版本 0.1.0", "版本 0.0.9"]
    {
        assert!(tiles.contains(words), "{words} is not in {tiles}");
    }
    let one = page(&province, "/station/1");
    for words in ["420 MB", "93 ℃", "Debian GNU/Linux 13", "最近 24 小时", "0.94", "屏幕", "src/runtime/sync.rs:120"]
    {
        assert!(one.contains(words), "{words} is not in {one}");
    }
    assert!(page(&province, "/station/2").contains("48 ℃"));
    let text = client().get(format!("{}/metrics", province.metrics)).send().unwrap().text().unwrap();
    for line in [
        "yizhan_stations_by_concern{concern=\"hot\"} 1",
        "yizhan_stations_by_concern{concern=\"low_disk\"} 1",
        "yizhan_stations_by_version{version=\"0.1.0\"} 2",
        "yizhan_stations_with_health 2",
        "yizhan_hottest_station_celsius 93",
        "yizhan_least_disk_megabytes 420",
        "yizhan_answers_today{within=\"3s\"} 90",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

#[test]
fn who_watches_sees_at_a_glance_which_station_is_late_gone_without_paper_or_refused() {
    let Some(browser) = Browser::start(1400, 1000) else { return };
    let province = troubled();
    browser.open(&province.cockpit);
    browser.type_into("#name", "wang");
    browser.type_into("#password", PASSWORD);
    browser.click("form.login button");
    let sums =
        browser.run("return [...document.querySelectorAll('.sums li')].map(li => li.innerText.replace(/\\s+/g, ''))");
    let sums: Vec<&str> = sums.as_array().unwrap().iter().map(|sum| sum.as_str().unwrap()).collect();
    assert_eq!(sums[0], "3驿站总数");
    for wanted in ["47待上传", "1被退回", "1缺纸"] {
        assert!(sums.contains(&wanted), "{wanted} is not among {sums:?}");
    }
    // Colours are not all that tells it: each tile says its standing.
    let count = |class: &str| {
        browser.run(&format!("return document.querySelectorAll('.tiles li.{class} a[href^=\"/station\"]').length"))
    };
    assert_eq!([count("up"), count("late"), count("gone")], [1, 1, 1], "{}", browser.text());
    browser.picture("cockpit-troubled");
    browser.click(".tiles li.late a[href^='/station']");
    let text = browser.text();
    assert!(text.contains("待上传 7") && text.contains("缺纸") && text.contains("最近联系"), "{text}");
    browser.click("header a[href='/refused']");
    let rows = browser.run("return document.querySelectorAll('table tr').length");
    assert_eq!(rows, 2, "the head and the one that was refused: {}", browser.text());
    let text = browser.text();
    assert!(
        text.contains("wants") && !text.contains("测试甲"),
        "where it is wrong, and nothing of what is in it: {text}"
    );
    browser.picture("cockpit-refused");
    browser.click("table a[href^='/station']");
    assert!(browser.text().contains("被退回"));
}

#[test]
fn a_target_is_set_and_services_stand_against_it() {
    let Some(browser) = Browser::start(1400, 1000) else { return };
    let province = worked();
    browser.open(&province.cockpit);
    browser.type_into("#name", "wang");
    browser.type_into("#password", PASSWORD);
    browser.click("form.login button");
    browser.click("header a[href='/figures']");
    browser.type_into("input[name='a_month']", "250");
    browser.click("form[action='/targets'] button");
    let set = browser.run("return document.querySelector(\"input[name='a_month']\").value");
    assert_eq!(set, "250");
    assert!(browser.text().contains("3000"), "twelve stations owe twelve times as much: {}", browser.text());
    // In English, too.
    browser.open(&format!("{}/figures?lang=en", province.cockpit));
    let script = browser.run("return document.querySelectorAll('script').length");
    assert_eq!(script, 0, "the charts are drawn by the platform");
}

#[test]
fn an_advert_that_waits_is_published_by_a_touch_and_reaches_the_feed() {
    let Some(browser) = Browser::start(1400, 1000) else { return };
    let mut province = Province::empty();
    province.operator("zhao", "reviewer");
    let inbox = province.data().join("inbox");
    std::fs::create_dir(&inbox).unwrap();
    std::fs::write(
        inbox.join("jobs.csv"),
        "岗位名称,公司名称,工资,工作地点,联系电话,岗位描述\n测试包装工,测试食品厂,4000-5000元/月,长沙市雨花区,0731-80001234,打包装箱\n\
         测试搬运工,测试物流,200元/天,长沙市雨花区,0731-80001235,装车卸车\n",
    )
    .unwrap();
    province.serve(&["--import-dir", inbox.to_str().unwrap(), "--review"]);
    browser.open(&province.cockpit);
    browser.type_into("#name", "zhao");
    browser.type_into("#password", PASSWORD);
    browser.click("form.login button");
    // The first look at the folder begins with the program and takes a moment.
    let mut text = String::new();
    for _ in 0..100 {
        browser.open(&format!("{}/review", province.cockpit));
        text = browser.text();
        if text.contains("测试搬运工") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(text.contains("测试包装工") && text.contains("jobs.csv"), "{text}");
    browser.picture("cockpit-review");
    browser.click("form[action='/review/1'] button[value='yes']");
    browser.click("form[action='/review/2'] button[value='no']");
    let text = browser.text();
    assert!(!text.contains("测试包装工") && !text.contains("测试搬运工"), "both are decided: {text}");
    browser.open(&format!("{}/p/1", province.public));
    assert!(browser.text().contains("测试包装工"));
    browser.open(&format!("{}/p/2", province.public));
    assert!(browser.text().contains("已经结束"), "what was refused is nowhere");
}
