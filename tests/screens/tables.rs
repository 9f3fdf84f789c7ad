//! Lists from a stick through the desk's screens, with a real store behind them: every row is seen before it is taken, nothing
//! is taken twice, and what is not taken comes back with its reason.

use super::firms::{CODE, fill};
use super::{Stand, all_words, desk, screen, shows, touch, touchables};
use yizhan::screens::Screen;
use yizhan::screens::staff::{OfficePlace, StaffScreen};

const PEOPLE: &str = "姓名,身份证号,手机,意向岗位,备用,同意登记
测试戊,430000199003071519,13800000021,电焊工、保洁,,是
测试己,430000199003071510,13800000022,保洁,,是
测试庚,,13800000023,洗碗工,,是
测试辛,430000198503070013,12,,,否
测试戊,430000199003071519,13800000021,电焊工、保洁,,是
";

fn waiting(stand: &Stand<'_>, kind: &str) -> usize {
    stand.state().workers.books().waiting().iter().filter(|one| **one == kind).count()
}

/// At the page of lists, with a file on the stick.
fn with_list(name: &str, text: &str) -> (Stand<'static>, std::path::PathBuf) {
    let mut stand = desk(20);
    let path = stand.state().workers.books().put_on_stick(name, text.as_bytes());
    touch(&mut stand, "表格导入");
    assert_eq!(screen(&stand), Screen::Staff(StaffScreen::Office(OfficePlace::Tables)));
    (stand, path)
}

#[test]
fn every_row_is_seen_before_it_is_taken_and_a_second_time_nothing_is_taken() {
    let (mut stand, path) = with_list("社区摸底.csv", PEOPLE);
    touch(&mut stand, "社区摸底.csv");
    assert!(shows(&stand, "求职登记，5 行") && shows(&stand, "有问题 3"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "和第 2 行相同") && shows(&stand, "导入 1 行"), "{:?}", all_words(&stand));
    touch(&mut stand, "测试己");
    assert!(shows(&stand, "证件号码有一位输错了"), "the fault stands whole: {:?}", all_words(&stand));
    let before = waiting(&stand, "registration");
    touch(&mut stand, "导入 1 行");
    assert!(shows(&stand, "导入完成，共 1 行"), "{:?}", all_words(&stand));
    assert_eq!(waiting(&stand, "registration"), before + 1);
    touch(&mut stand, "存下没导入的行");
    assert!(shows(&stand, "社区摸底-未导入.csv"), "{:?}", all_words(&stand));
    let left = std::fs::read_to_string(path.with_file_name("社区摸底-未导入.csv")).unwrap();
    assert!(left.contains("测试己") && left.contains("测试庚") && !left.contains("测试戊"), "{left}");
    touch(&mut stand, "换一个表格");
    touch(&mut stand, "社区摸底.csv");
    assert!(shows(&stand, "已经有 2") && shows(&stand, "已经登记，回执号"), "{:?}", all_words(&stand));
    assert!(!touchables(&stand).iter().any(|(said, _)| said.starts_with("导入 ")), "{:?}", all_words(&stand));
    assert_eq!(waiting(&stand, "registration"), before + 1, "nothing is doubled");
}

#[test]
fn nobody_without_a_consent_is_taken_unless_the_clerk_has_it_on_paper() {
    let (mut stand, _) =
        with_list("名单.csv", "姓名,身份证,电话,求职意向\n测试戊,430000199003071519,13800000021,保洁\n");
    touch(&mut stand, "名单.csv");
    assert!(shows(&stand, "有问题 1"), "{:?}", all_words(&stand));
    touch(&mut stand, "本人的同意书已在手里");
    assert!(shows(&stand, "可导入 1"), "{:?}", all_words(&stand));
    touch(&mut stand, "导入 1 行");
    assert_eq!(waiting(&stand, "registration"), 5);
}

#[test]
fn a_column_that_nobody_knows_is_said_by_a_touch() {
    let list = "名册,证号,打哪个电话,干啥活,同意登记\n测试戊,430000199003071519,13800000021,保洁,是\n";
    let (mut stand, _) = with_list("名册.csv", list);
    touch(&mut stand, "名册.csv");
    assert!(shows(&stand, "有问题 1"), "{:?}", all_words(&stand));
    touch(&mut stand, "列的对应");
    for (column, field) in
        [("名册", "姓名"), ("证号", "身份证号"), ("打哪个电话", "联系电话"), ("干啥活", "想做的工作")]
    {
        touch(&mut stand, column);
        touch(&mut stand, field);
        touch(&mut stand, column);
    }
    touch(&mut stand, "对应好了，看预览");
    assert!(shows(&stand, "可导入 1"), "{:?}", all_words(&stand));
}

#[test]
fn an_employers_own_list_goes_to_the_reviewer_and_only_of_employers_whose_papers_were_seen() {
    let list = format!(
        "统一社会信用代码,单位名称,岗位名称,招聘人数,用工形式,工作内容,工资,每天小时,每周天数,工作地点,联系电话
{CODE},测试机械有限公司,电焊工,3,全职,焊接钢架,5000-7000元/月,8,5,测试路1号,13800000001
{CODE},测试机械有限公司,搬运工,2,日结,装卸,面议,8,5,测试路1号,13800000001
,没见过的公司,保洁,1,全职,打扫,3500,8,5,测试路2号,13800000009
"
    );
    let mut stand = desk(20);
    touch(&mut stand, "用人单位");
    touch(&mut stand, "登记用人单位");
    fill(&mut stand, "统一社会信用代码", CODE);
    fill(&mut stand, "单位名称", "测试机械有限公司");
    fill(&mut stand, "联系人", "测试经理");
    fill(&mut stand, "联系电话", "13800000001");
    touch(&mut stand, "下一步");
    fill(&mut stand, "经办人姓名", "测试丙");
    touch(&mut stand, "营业执照");
    touch(&mut stand, "经办人身份证件");
    touch(&mut stand, "保存");
    touch(&mut stand, "返回");
    touch(&mut stand, "返回");
    stand.state().workers.books().put_on_stick("岗位.csv", list.as_bytes());
    touch(&mut stand, "表格导入");
    touch(&mut stand, "招聘岗位");
    touch(&mut stand, "岗位.csv");
    assert!(shows(&stand, "可导入 1") && shows(&stand, "有问题 2"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "“没见过的公司”还没有登记"), "{:?}", all_words(&stand));
    touch(&mut stand, "导入 1 行");
    assert!(shows(&stand, "已交审核"), "{:?}", all_words(&stand));
    assert_eq!(waiting(&stand, "posting_offer"), 0, "nothing of a list is published by itself");
    touch(&mut stand, "返回");
    touch(&mut stand, "审核");
    assert!(shows(&stand, "测试机械有限公司 · 电焊工"), "{:?}", all_words(&stand));
}

#[test]
fn a_file_that_is_no_list_says_so_and_nothing_stays_of_a_list_when_the_clerk_goes() {
    let (mut stand, _) = with_list("照片.csv", "\0\0\0");
    touch(&mut stand, "照片.csv");
    assert!(shows(&stand, "打不开"), "{:?}", all_words(&stand));
    stand.state().workers.books().put_on_stick("名单.csv", PEOPLE.as_bytes());
    touch(&mut stand, "再找一遍");
    touch(&mut stand, "名单.csv");
    assert!(shows(&stand, "测试己"));
    touch(&mut stand, "首页");
    assert!(stand.state().kiosk.state().staff.office.tables.preview.is_none());
}

#[test]
fn a_supervisor_writes_the_provinces_list_onto_the_stick_and_never_over_another() {
    let (mut stand, path) = with_list("名单.csv", PEOPLE);
    let says = "把求职登记导出到优盘";
    touch(&mut stand, says);
    assert!(shows(&stand, "已写到优盘：求职登记-2026-11-22.xlsx，4 行"), "{:?}", all_words(&stand));
    let bytes = std::fs::read(path.with_file_name("求职登记-2026-11-22.xlsx")).unwrap();
    assert!(bytes.starts_with(b"PK"), "a spreadsheet");
    touch(&mut stand, says);
    assert!(shows(&stand, "求职登记-2026-11-22-2.xlsx"), "nothing is written over: {:?}", all_words(&stand));
    touch(&mut stand, "招聘岗位");
    touch(&mut stand, "把招聘岗位导出到优盘");
    assert!(shows(&stand, "招聘岗位-2026-11-22.xlsx，0 行"), "{:?}", all_words(&stand));
}

#[test]
fn results_of_the_interview_machine_come_as_a_list_and_stand_on_each_persons_page_once() {
    let list = "姓名,手机,设备名称,日期,评价结果
测试甲,13800000001,面试机,2026-11-20,82 分，表达清楚
测试没有,13800000099,面试机,2026-11-20,70 分
测试甲,13800000001,面试机,2026-11-20,82 分，表达清楚
测试甲,13800000001,,2030-01-01,
";
    let (mut stand, _) = with_list("面试机.csv", &list.replace("82 分，", "82 分；"));
    touch(&mut stand, "面试机、模拟器的结果");
    touch(&mut stand, "面试机.csv");
    assert!(shows(&stand, "没有登记过这个人") && shows(&stand, "和第 2 行相同"), "{:?}", all_words(&stand));
    assert!(shows(&stand, "有问题 2"), "{:?}", all_words(&stand));
    touch(&mut stand, "导入 1 行");
    assert_eq!(waiting(&stand, "service"), 1, "{:?}", all_words(&stand));
    touch(&mut stand, "换一个表格");
    touch(&mut stand, "面试机.csv");
    assert!(shows(&stand, "已经有 2"), "a second time nothing is taken: {:?}", all_words(&stand));
    touch(&mut stand, "返回");
    touch(&mut stand, "登记者");
    touch(&mut stand, "测试甲");
    assert!(shows(&stand, "面试机") && shows(&stand, "82 分；表达清楚"), "{:?}", all_words(&stand));
}
