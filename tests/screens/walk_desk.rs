//! The walk of the audit: through the pages behind the desk.

use super::{Stand, fake};
use yizhan::domain::monitor::WAITS;
use yizhan::i18n::Words;
use yizhan::runtime::Event;

const LIST: &str =
    "姓名,身份证号,手机,意向岗位,同意登记\n测试戊,430000199003071519,13800000021,保洁,是\n测试己,1,1,,\n";

/// Signs in and looks at the pages behind the desk, from its upper edge to its lower: a list is only followed downwards.
pub fn at_desk(stand: &mut Stand<'_>, words: Words, go: &mut impl FnMut(&mut Stand<'_>, &[&str], &str)) {
    let back = words.back();
    stand.state().workers.books().sign_in();
    stand.state().workers.tell(Event::SignedIn(fake::desk::clerk()));
    stand.run_steps(4);
    go(stand, &[], "desk");
    go(stand, &[words.staff_register()], "form");
    go(stand, &[words.next()], "form, work");
    go(stand, &[back, words.seekers_title()], "people");
    go(stand, &["测试"], "person");
    stand.state().workers.books().lease_seats();
    let screen = stand.ctx.content_rect();
    let service = words.service_kind(yizhan::domain::ServiceKind::Guidance);
    // Beside each other both stand above what follows; below each other the service does.
    let mut ways = [(words.day_seats_open(), "a seat of a day job"), (service, "service")];
    if screen.height() > screen.width() {
        ways.reverse();
    }
    for ((way, says), before) in ways.into_iter().zip([None, Some(back)]) {
        let steps: Vec<&str> = before.into_iter().chain([way]).collect();
        go(stand, &steps, says);
    }
    go(stand, &[back, back, back, words.queue(yizhan::domain::task::Queue::Refer)], "queue");
    go(stand, &["测试"], "task");
    stand.state().workers.books().stock_firm();
    go(stand, &[back, words.firms_title()], "employers");
    go(stand, &[words.firms_new()], "form of an employer");
    go(stand, &[back, "测试精密"], "employer");
    go(stand, &[words.firms_offer_new()], "form of a posting");
    go(stand, &[back, "数控车床"], "review of a posting");
    go(stand, &[back, back, back, words.staff_entries()], "entries");
    go(stand, &[words.match_for_person()], "matches");
    go(stand, &[back, back, words.reports_way()], "reports");
    go(stand, &[back, words.push_title()], "policies and their people");
    stand.state().workers.books().leave_whole("unemployment-register");
    go(stand, &[back, words.arrived_title()], "left at the machine");
    let content = fake::content::samples();
    let left = content.form("unemployment-register").map_or("", |form| words.of_pack(&form.title));
    go(stand, &[left], "what was left");
    stand.state().workers.books().put_on_stick("测试.csv", LIST.as_bytes());
    go(stand, &[back, back, words.tables_title()], "lists");
    go(stand, &["测试.csv"], "a list before it is taken");
    go(stand, &[back, words.monitor_title()], "figures");
    go(stand, &[words.figure(yizhan::domain::monitor::Figure::ServiceTimes)], "evidence");
    go(stand, &[back, words.reporting_title()], "report");
    go(stand, &[words.reporting_month()], "report of a month");
    go(stand, &[back, words.wait_span(WAITS - 1)], "who waited");
    go(stand, &[back, back, words.audit_title()], "audit log");
    go(stand, &[back, words.account_title()], "accounts");
    go(stand, &[words.account_new()], "new account");
    go(stand, &[back, back, words.closing_title()], "end of a shift");
    go(stand, &[back, words.pin_title()], "another pin");
}
