//! Twelve people with an errand each, through the real screens, store, platform and sockets. Who they are decides the way
//! they go: without a phone, without reading, without hearing, seated, in a hurry, too young.

use super::devices::{printer, reader, see_in_tray, with_reader};
use super::{CLERK, Visit, clerk_at, receipt_in, station_with_postings};
use crate::common::{Province, Station, registration};
use egui_kittest::kittest::Queryable as _;
use serde_json::{Value, json};
use yizhan::device::Devices;
use yizhan::device::id_card::simulator::SampleCard;
use yizhan::device::printer::simulator::Mood;
use yizhan::runtime::{Machine, World as _};

/// To the page of a posting.
fn to_posting(visit: &mut Visit) {
    visit.touch("点一下，开始找工作");
    visit.touch("最新岗位");
    visit.touch("元/");
    visit.see("我想去，现在报名");
}

/// Touches something that may lie further down: goes on first, as long as the page does.
pub fn reach(visit: &mut Visit, words: &str) {
    visit.see(words);
    // A page that has become shorter, or lost its keyboard, settles first.
    visit.harness.run_steps(8);
    let more = "下面还有";
    for _ in 0..12 {
        let place = |said: &str| visit.harness.query_all_by_label_contains(said).next().map(|node| node.rect());
        let (Some(target), Some(more)) = (place(words), place(more)) else { break };
        if target.center().y < more.top() {
            break;
        }
        visit.touch("下面还有");
        visit.harness.run_steps(40);
    }
    visit.touch(words);
}

fn born(visit: &mut Visit, steps: [&str; 4]) {
    for step in steps {
        reach(visit, step);
    }
}

/// Fills in the short form, with a number or without one.
pub fn short_form(visit: &mut Visit, phone: Option<&str>, birthday: [&str; 4]) {
    reach(visit, "没登记过，现在填");
    visit.field("姓名");
    visit.keys("ceshi");
    visit.touch("测试");
    visit.press("完成");
    match phone {
        Some(number) => {
            visit.field("电话");
            visit.keys(number);
            visit.press("完成");
        }
        None => reach(visit, "没有电话，由驿站转告"),
    }
    born(visit, birthday);
    visit.see("生日：");
    reach(visit, "下一步");
}

/// Consents to the employer that is named, and applies; the receipt number.
pub fn consent_and_apply(visit: &mut Visit) -> String {
    reach(visit, "我同意把我的资料给");
    reach(visit, "同意并报名");
    visit.see("报上名了");
    visit.words().into_iter().find_map(|words| receipt_in(&words)).unwrap()
}

fn application_of(province: &Province, station: &Station) -> Value {
    station.run(&["sync", "--until-idle"]);
    let records = province.records();
    records.into_iter().rev().find(|record| record["kind"] == "application").unwrap()
}

#[test]
fn a_woman_of_52_without_a_phone_applies_and_hears_by_her_slip_and_birthday_what_became_of_it() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let (_printer, setup, tray) = printer(Mood::Good);
    let mut visit = Visit::with(&station, Devices { printer: Some(setup), ..Devices::default() });
    visit.touch("点一下，开始找工作");
    visit.touch("大字");
    reach(&mut visit, "日结零工");
    visit.touch("元/");
    visit.touch("我想去，现在报名");
    short_form(&mut visit, None, ["1970年代", "1974年", "3月", "10日"]);
    let receipt = consent_and_apply(&mut visit);
    reach(&mut visit, "打印小票");
    visit.see("打好了");
    see_in_tray(&tray, 1);
    visit.done("a woman of 52 without a phone applies and gets her slip");
    drop(visit);

    let sent = application_of(&province, &station);
    assert_eq!((&sent["receipt"], &sent["body"]["contact_by_station"]), (&json!(receipt), &json!(true)));
    assert!(!sent.to_string().contains("1974"), "her birthday stays at the station: {sent}");
    let meet = json!({ "at": "2026-12-01T09:00:00", "place": "厂东门" });
    province.tell(&receipt, "application_answer", &json!({ "outcome": "invited", "meet": meet }));
    station.run(&["sync", "--until-idle"]);

    let mut visit = Visit::at(&station);
    visit.touch("点一下，开始找工作");
    reach(&mut visit, "我的");
    reach(&mut visit, "用小票上的回执号");
    visit.field("回执号");
    visit.keys(&receipt);
    visit.press("完成");
    born(&mut visit, ["1970年代", "1974年", "3月", "10日"]);
    reach(&mut visit, "就是我");
    visit.see("请您去面试");
    visit.see("12月1日 09:00到厂东门");
    reach(&mut visit, "看完了，清空");
    assert!(!visit.shows("请您去面试"));
    visit.done("and hears by slip and birthday what became of it");
}

#[test]
fn a_registered_fitter_applies_with_his_card_and_his_skills_go_along() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut person = registration(1);
    person["id_type"] = json!("resident_id");
    person.as_object_mut().unwrap().remove("no_id_reason");
    person["id_number"] = json!("430000199003071519");
    person["skills"] = json!(["钳工证"]);
    let (code, answers) = station.register(person.to_string().as_bytes());
    assert_eq!(code, 0, "{answers:?}");
    let folder = tempfile::tempdir().unwrap();
    let port = folder.path().join("reader");
    let _reader = reader(&port, SampleCard::Resident);
    let mut visit = Visit::with(&station, with_reader(&port));
    to_posting(&mut visit);
    visit.touch("我想去，现在报名");
    visit.see("姓名、电话、登记的学历和技能");
    consent_and_apply(&mut visit);
    visit.done("a registered fitter applies with his card");
    reach(&mut visit, "我的");
    visit.see("求职登记");
    drop(visit);
    let sent = application_of(&province, &station);
    assert_eq!(sent["body"]["skills"], json!(["钳工证"]));
    assert_eq!(sent["body"]["consent"]["employer"], sent["body"]["employer"]);
    assert!(!sent.to_string().contains("430000199003071519"), "an employer gets no ID number");
}

#[test]
fn a_deaf_rider_applies_without_a_call() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    visit.touch("点一下，开始找工作");
    visit.touch("输入工种");
    visit.keys("songcan");
    visit.touch("元/");
    visit.touch("我想去，现在报名");
    short_form(&mut visit, None, ["1990年代", "1995年", "5月", "5日"]);
    consent_and_apply(&mut visit);
    visit.done("a deaf rider types a job and applies without a call");
    visit.see("单位有消息，就在“我的”里看得到");
    drop(visit);
    let sent = application_of(&province, &station);
    assert_eq!(sent["body"]["phone"], Value::Null);
}

#[test]
fn a_returned_migrant_compares_two_jobs_before_she_decides() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    to_posting(&mut visit);
    visit.touch("存下来比一比");
    visit.see("已存，去比一比（1 个）");
    visit.touch("首页");
    reach(&mut visit, "日结零工");
    visit.touch("元/");
    visit.touch("存下来比一比");
    visit.touch("已存，去比一比（2 个）");
    visit.see("放在一起比");
    visit.done("a returned migrant compares two jobs");
    visit.see("工资");
    assert_eq!(visit.words().iter().filter(|words| words.as_str() == "看这个").count(), 2);
}

#[test]
fn a_fisherman_who_was_asked_for_money_reports_it_and_the_desk_and_the_province_hear_of_it() {
    let province = Province::start();
    let station = station_with_postings(&province);
    clerk_at(&station);
    let mut visit = Visit::at(&station);
    for _ in 0..2 {
        to_posting(&mut visit);
        reach(&mut visit, "这个岗位有问题");
        reach(&mut visit, "问我要钱");
        reach(&mut visit, "告诉工作人员");
        visit.see("记下了");
        drop(visit);
        visit = Visit::at(&station);
    }
    visit.sign_in();
    visit.touch("岗位反映");
    visit.see("2 个人反映过");
    visit.see("问我要钱");
    visit.touch("核实过了");
    visit.see("没有要核实的岗位");
    drop(visit);
    station.run(&["sync", "--until-idle"]);
    let doubts = province.run(&["posting", "doubts", "--json"]);
    let doubt: Value = serde_json::from_str(doubts.lines().next().unwrap()).unwrap();
    assert_eq!((&doubt["reports"], &doubt["last_flaw"]), (&json!(2), &json!("asked_money")));
    let id = doubt["posting"].to_string();
    station.run(&["sync", "--until-idle"]);
    assert_eq!(station.json(&["posting", &id])["doubted"], json!(true));
    province.run(&["posting", "confirm", &id]);
    station.run(&["sync", "--until-idle"]);
    let confirmed = station.json(&["posting", &id]);
    assert!(confirmed["confirmed_on"].is_string() && confirmed["doubted"] != json!(true), "{confirmed}");
}

#[test]
fn a_graduate_types_three_letters_learns_a_word_and_applies() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    to_posting(&mut visit);
    visit.see("这些词是什么意思？");
    visit.touch("我想去，现在报名");
    short_form(&mut visit, Some("13800000002"), ["2000年代", "2004年", "6月", "1日"]);
    consent_and_apply(&mut visit);
    visit.done("a graduate applies with a telephone number");
    drop(visit);
    assert_eq!(application_of(&province, &station)["body"]["phone"], "13800000002");
}

#[test]
fn a_man_who_cannot_read_goes_from_the_first_screen_to_an_application_by_pictures() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let folder = tempfile::tempdir().unwrap();
    let port = folder.path().join("reader");
    let _reader = reader(&port, SampleCard::Resident);
    let (_printer, setup, tray) = printer(Mood::Good);
    let mut visit = Visit::with(&station, Devices { printer: Some(setup), ..with_reader(&port) });
    for picture in ["看图找活", "找活干", "餐饮酒店", "这一类都行", "元/", "我想去"] {
        visit.touch(picture);
    }
    // His card lies on the reader; nothing is typed.
    visit.touch("驿站转告我");
    visit.see("把您的名字和电话告诉这家单位，可以吗？");
    visit.touch("可以，报名");
    visit.see("报上名了");
    visit.touch("打印小票");
    see_in_tray(&tray, 1);
    visit.done("a man who cannot read applies by pictures and gets his slip");
    let receipt = visit.words().into_iter().find_map(|words| receipt_in(&words)).unwrap();
    drop(visit);
    let sent = application_of(&province, &station);
    assert_eq!((&sent["receipt"], &sent["body"]["contact_by_station"]), (&json!(receipt), &json!(true)));
    assert_eq!(sent["body"]["consent"]["employer"], sent["body"]["employer"]);
}

#[test]
fn a_man_who_cannot_read_finds_by_pictures_and_takes_paper_to_somebody_who_can() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let (_printer, setup, tray) = printer(Mood::Good);
    let mut visit = Visit::with(&station, Devices { printer: Some(setup), ..Devices::default() });
    visit.touch("点一下，开始找工作");
    visit.touch("按工种找");
    visit.touch("餐饮酒店");
    visit.touch("这一类全看");
    visit.touch("元/");
    visit.touch("带走这个岗位");
    reach(&mut visit, "打印小票");
    visit.see("打好了");
    see_in_tray(&tray, 1);
}

#[test]
fn a_foreigner_with_a_permanent_card_types_only_a_telephone_number() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let folder = tempfile::tempdir().unwrap();
    let port = folder.path().join("reader");
    let _reader = reader(&port, SampleCard::Foreigner2023);
    let mut visit = Visit::with(&station, with_reader(&port));
    to_posting(&mut visit);
    visit.touch("我想去，现在报名");
    visit.see("生日：1988年2月29日");
    visit.field("电话");
    visit.keys("13800000003");
    visit.press("完成");
    reach(&mut visit, "下一步");
    consent_and_apply(&mut visit);
    visit.done("a foreigner with a permanent card applies");
    drop(visit);
    assert_eq!(application_of(&province, &station)["body"]["phone"], "13800000003");
}

#[test]
fn a_boy_of_fifteen_is_stopped_kindly_and_nothing_of_him_is_kept() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let year = Machine::new().unwrap().now().to_zoned(jiff::tz::TimeZone::UTC).year() - 15;
    let mut visit = Visit::at(&station);
    to_posting(&mut visit);
    visit.touch("我想去，现在报名");
    let (decade, year) = (format!("{}年代", year / 10 * 10), format!("{year}年"));
    reach(&mut visit, "没登记过，现在填");
    visit.field("姓名");
    visit.keys("ceshi");
    visit.touch("测试");
    visit.press("完成");
    reach(&mut visit, "没有电话，由驿站转告");
    born(&mut visit, [&decade, &year, "1月", "1日"]);
    reach(&mut visit, "下一步");
    visit.see("未满 16 周岁，还不能报名上班");
    visit.touch("请工作人员说说上学和培训");
    visit.see("请工作人员帮忙");
    drop(visit);
    assert_eq!(station.waits(), 0);
}

#[test]
fn a_wheelchair_user_reaches_everything_down_to_the_receipt() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    visit.touch("点一下，开始找工作");
    visit.touch("大字");
    visit.touch("放低");
    reach(&mut visit, "日结零工");
    visit.touch("元/");
    visit.touch("我想去，现在报名");
    short_form(&mut visit, Some("13800000004"), ["1980年代", "1982年", "8月", "8日"]);
    consent_and_apply(&mut visit);
    visit.done("a wheelchair user applies in the low mode");
}

#[test]
fn an_employers_clerk_sees_how_the_posting_stands_and_says_whom_the_firm_looks_for() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    to_posting(&mut visit);
    visit.see("来源：");
    visit.touch("请人帮忙");
    visit.see("工作人员入口");
    assert!(!visit.shows(CLERK), "who works here is nobody's business");
    for way in ["首页", "本站服务"] {
        visit.touch(way);
    }
    reach(&mut visit, "用人单位");
    reach(&mut visit, "填一张表，审核后登出来");
    reach(&mut visit, "现在写");
    for (field, keys) in [("单位名称", "ceshi"), ("联系人", "ceshi")] {
        hanzi(&mut visit, field, keys);
    }
    for (field, keys) in [("统一社会信用代码", "91430000MA0TEXT04Y"), ("联系电话", "13800000000")] {
        typed(&mut visit, field, keys);
    }
    reach(&mut visit, "下一步");
    hanzi(&mut visit, "岗位", "ceshi");
    typed(&mut visit, "招几个人", "3");
    reach(&mut visit, "按月");
    typed(&mut visit, "最少多少元", "6000");
    hanzi(&mut visit, "上班的地方", "ceshi");
    hanzi(&mut visit, "做什么，要会什么", "ceshi");
    reach(&mut visit, "下一步");
    reach(&mut visit, "上面填的都是真的");
    reach(&mut visit, "同意用这些信息办这件事");
    reach(&mut visit, "提交");
    visit.see("工作人员会打电话核对");
    visit.done("an employer's clerk says whom the firm looks for");
    drop(visit);
    station.run(&["sync", "--until-idle"]);
    let mut forms = province.records();
    forms.retain(|record| record["kind"] == "submission");
    assert_eq!((forms.len(), forms[0]["body"]["form"].as_str()), (1, Some("firm-vacancy")), "{forms:?}");
}

/// Types into a field, which may lie further down.
fn typed(visit: &mut Visit, field: &str, keys: &str) {
    show(visit, field);
    visit.field(field);
    visit.keys(keys);
    visit.press("完成");
}

/// The same in hanzi: the keys of a word, and the word.
fn hanzi(visit: &mut Visit, field: &str, keys: &str) {
    show(visit, field);
    visit.field(field);
    visit.keys(keys);
    visit.touch("测试");
    visit.press("完成");
}

/// Goes on until a field stands above the button that says that the page goes on.
fn show(visit: &mut Visit, field: &str) {
    visit.see(field);
    visit.harness.run_steps(8);
    for _ in 0..12 {
        let place = |said: &str| visit.harness.query_all_by_label_contains(said).next().map(|node| node.rect());
        let (Some(target), Some(more)) = (place(field), place("下面还有")) else { break };
        if target.bottom() < more.top() {
            break;
        }
        visit.touch("下面还有");
        visit.harness.run_steps(40);
    }
}

#[test]
fn someone_in_a_hurry_has_a_job_in_her_pocket_after_four_touches() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    for touch in ["点一下，开始找工作", "最新岗位", "元/", "带走这个岗位"] {
        visit.touch(touch);
    }
    visit.see("岗位内容的二维码");
    visit.done("someone in a hurry takes a job along");
}
