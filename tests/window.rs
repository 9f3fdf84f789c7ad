//! The kiosk in its real window, on a virtual screen with a touch panel: fingers come through Xorg's own touch driver, as from
//! a panel, and the page is read through AT-SPI, as Orca reads it. Nothing here looks into the program.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test whose scene cannot be set has failed")]

#[path = "window/cage.rs"]
mod cage;
mod common;
#[path = "window/errands.rs"]
mod errands;
#[path = "window/glass.rs"]
mod glass;
#[path = "window/manager.rs"]
mod manager;
#[path = "window/memory.rs"]
mod memory;
#[path = "window/panel.rs"]
mod panel;
#[path = "window/practice.rs"]
mod practice;
#[path = "window/reader.rs"]
mod reader;
#[path = "window/returns.rs"]
mod returns;
#[path = "window/sealed_root.rs"]
mod sealed_root;
#[path = "window/terminal.rs"]
mod terminal;
#[path = "window/turned.rs"]
mod turned;

use common::{Province, Station, registration, registrations};
use glass::Glass;
use reader::{Node, Role};
use std::io::Write as _;
use std::process::Stdio;

fn station() -> (Province, Station) {
    let province = Province::start();
    province.run(&["seed", "--postings", "300", "--seed", "5"]);
    let station = Station::enrolled(&province);
    station.run(&["sync", "--until-idle"]);
    (province, station)
}

/// What can be touched, or typed into.
fn is_control(node: &Node) -> bool {
    [Role::Button, Role::CheckBox, Role::Entry, Role::PageTab, Role::Toggle].contains(&node.role)
}

/// Goes a way by assistive technology alone; on each page there is what is expected, everything that can be touched has a name,
/// and the page is read before the bar at its foot.
fn read(glass: &mut Glass, ways: &[(&str, &[&str])]) {
    for (way, expected) in ways {
        if !way.is_empty() {
            glass.press(way);
        }
        for name in *expected {
            glass.find(name);
        }
        let page = glass.page();
        let nameless: Vec<&Node> = page.iter().filter(|node| is_control(node) && node.name.trim().is_empty()).collect();
        assert!(nameless.is_empty(), "behind {way}: {nameless:?}");
        assert!(page.iter().filter(|node| is_control(node)).count() > 6, "behind {way}: {page:?}");
        let place = |name: &str| page.iter().position(|node| node.name == name);
        let of_page =
            page.iter().position(|node| expected.first().is_some_and(|first| node.name.contains(first))).unwrap();
        assert!(of_page < place("首页").unwrap(), "behind {way}: {page:?}");
        let bar = ["首页", "返回", "请人帮忙"].map(|name| place(name).unwrap());
        assert!(bar.is_sorted(), "behind {way}: {page:?}");
        assert!(page.iter().any(|node| node.role == Role::Landmark), "{page:?}");
    }
}

#[test]
fn a_screen_reader_finds_its_way_to_the_errands_of_every_door() {
    let (_province, station) = station();
    let mut glass = Glass::before(&station);
    glass.press("点一下，开始找工作");
    let hub: (&str, &[&str]) = ("本站服务", &["政策找人", "办事"]);
    let home: (&str, &[&str]) = ("首页", &["输入工种"]);
    for errand in [
        [("政策找人", ["算退休时间"].as_slice()), ("看看我能享受", &["您多大年纪", "下一步"])].as_slice(),
        &[("办事", &["失业登记"]), ("失业登记", &["第 1 步"]), ("现在填", &["姓名", "下一步"])],
        &[("维权", &["欠薪线索"]), ("欠薪线索", &["官方入口的二维码", "单位或项目名称"])],
        &[("学技能", &["叉车司机"]), ("叉车司机", &["报名", "带走"])],
        &[("招聘会", &["高校毕业生专区"]), ("高校毕业生专区", &["看专区岗位"]), ("看专区岗位", &["高校毕业生"])],
        &[("职业指导", &["兴趣小测"]), ("兴趣小测", &["第 1 题", "很喜欢"])],
        &[("写简历", &["技术工人"]), ("技术工人", &["电焊工"])],
        &[("提意见", &["姓名", "工人"])],
    ] {
        let ways: Vec<_> = std::iter::once(hub).chain(errand.iter().copied()).chain([home]).collect();
        read(&mut glass, &ways);
    }
    let own: [(&str, &[&str]); 3] =
        [("我的", &["用小票上的回执号"]), ("用小票上的回执号", &["回执号"]), ("首页", &["输入工种"])];
    read(&mut glass, &own);
}

#[test]
fn a_screen_reader_finds_every_page_with_names_roles_and_order() {
    let (_province, station) = station();
    let mut glass = Glass::before(&station);
    glass.press("点一下，开始找工作");
    let ways: [(&str, &[&str]); 6] = [
        ("", &["输入工种", "看图找活", "按工种找", "日结零工"]),
        ("按工种找", &["家政护理", "工厂普工"]),
        ("工厂普工", &["这一类全看"]),
        ("这一类全看", &["元/"]),
        ("元/", &["我想去，现在报名", "带走这个岗位"]),
        ("请人帮忙", &["工作人员入口"]),
    ];
    read(&mut glass, &ways);
}

#[test]
fn a_screen_reader_finds_jobs_on_the_map() {
    let (_province, station) = station();
    station.run(&["provision", "--division", "430111"]);
    let mut glass = Glass::before(&station);
    glass.press("点一下，开始找工作");
    let to_map: [(&str, &[&str]); 2] = [("按地区找", &["看地图选"]), ("看地图选", &["驿站四周的岗位"])];
    read(&mut glass, &to_map);
    // A place says how far it is, in which direction, and how many jobs there are: nothing of that is only drawn.
    let places = glass.page();
    let place = places.iter().find(|node| is_control(node) && node.name.contains("公里") && node.name.contains("岗位"));
    let place = place.unwrap_or_else(|| panic!("no place can be pressed: {places:?}")).name.clone();
    assert!("东南西北".chars().any(|wind| place.contains(wind)), "{place}");
    glass.press(&place);
    glass.find("元/");
}

/// A clerk with a PIN, who has not signed in yet.
fn employ(station: &Station) {
    let mut child = station.command(&["staff", "add", "测试员"]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"258036\n").unwrap();
    assert!(child.wait().unwrap().success());
}

/// From the first page to the desk.
fn sign_in(glass: &mut Glass) {
    for step in ["请人帮忙", "工作人员入口", "测试员", "2", "5", "8", "0", "3", "6", "登录"] {
        glass.press(step);
    }
}

#[test]
fn a_clerk_who_does_not_see_reads_what_was_left_at_the_machine_employers_and_long_lists() {
    let (_province, station) = station();
    employ(&station);
    station.register(&registrations(0..40));
    let [first, last] = [0, 39].map(|n| registration(n)["name"].as_str().unwrap().to_owned());
    let mut glass = Glass::before(&station);
    glass.press("点一下，开始找工作");
    leave_opinion(&mut glass);
    sign_in(&mut glass);
    let back: (&str, &[&str]) = ("返回", &["登记来访者"]);
    for errand in [
        [
            ("", ["登记来访者", "自助来件", "用人单位"].as_slice()),
            ("自助来件", &["提意见"]),
            ("提意见", &["测试", "做好了"]),
        ]
        .as_slice(),
        &[("返回", &["提意见"]), back, ("用人单位", &["登记用人单位"])],
        &[("登记用人单位", &["统一社会信用代码", "下一步"]), ("返回", &["登记用人单位"]), back],
        &[("登记者", &[last.as_str()]), back, ("登记列表", &[first.as_str()]), back, ("电话回访", &[first.as_str()])],
    ] {
        read(&mut glass, errand);
    }
}

/// A visitor fills in the form for opinions and goes.
fn leave_opinion(glass: &mut Glass) {
    for step in ["本站服务", "提意见"] {
        glass.press(step);
    }
    glass.tap_field("姓名");
    typed(glass, "ceshi");
    for step in ["测试", "完成", "工人", "下一步"] {
        glass.press(step);
    }
    glass.tap_field("联系电话");
    typed(glass, "13800137731");
    glass.press("完成");
    glass.tap_field("意见");
    typed(glass, "gongzi");
    for step in ["工资", "完成", "同意用这些信息办这件事", "提交"] {
        glass.press(step);
    }
    glass.find("交好了");
    glass.press("回首页");
}

/// By the keyboard on the screen.
fn typed(glass: &mut Glass, keys: &str) {
    for key in keys.chars().map(String::from) {
        // The keys glide in; until then the letter may stand in a sentence only.
        assert!(glass.until(|page| page.iter().any(|node| node.name == key)), "there is no key {key}");
        glass.press(&key);
    }
}

#[test]
fn a_clerk_who_does_not_see_works_at_the_desk() {
    let (_province, station) = station();
    employ(&station);
    station.register(&registrations(0..1));
    let name = registration(0)["name"].as_str().unwrap().to_owned();
    let mut glass = Glass::before(&station);
    glass.press("点一下，开始找工作");
    sign_in(&mut glass);
    let desk: (&str, &[&str]) = ("", &["登记来访者", "登记列表"]);
    let back: (&str, &[&str]) = ("返回", &["登记来访者"]);
    for errand in [
        [desk, ("登记来访者", &["姓名", "下一步"])].as_slice(),
        &[back, ("登记列表", &[name.as_str()])],
        &[back, ("登记者", &[name.as_str()]), (name.as_str(), &["职业指导"])],
    ] {
        read(&mut glass, errand);
    }
}

#[test]
fn who_works_by_a_screen_reader_alone_applies_without_a_touch() {
    let (_province, station) = station();
    let mut glass = Glass::before(&station);
    for step in ["点一下，开始找工作", "最新岗位", "元/", "带走这个岗位"] {
        glass.press(step);
    }
    glass.find("用手机扫一扫，带走这个岗位");
    let code = glass.find("岗位内容的二维码");
    assert_eq!(code.role, Role::Image);
}

#[test]
fn taps_flings_and_two_fingers_come_through_the_panel() {
    let (_province, station) = station();
    let mut glass = Glass::before(&station);
    glass.tap("点一下，开始找工作");
    glass.tap("最新岗位");
    let first = glass.find("元/");
    let top = first.extents[1];
    // One finger draws the list along.
    let moved = glass.fling_until([0.7, 0.35], |page| {
        let same = page.iter().find(|node| node.name == first.name);
        same.is_none_or(|node| node.extents[1] < top - 200)
    });
    assert!(moved, "the list did not follow the finger");
    // There is no gesture but the tap and the drag of one finger: two change nothing.
    glass.rest();
    let before = glass.choices();
    glass.spread();
    glass.rest();
    assert_eq!(glass.choices(), before, "two fingers changed the page");
    glass.tap("元/");
    glass.find("带走这个岗位");
}
