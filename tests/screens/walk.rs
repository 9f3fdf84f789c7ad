//! The walk of the audit: through all screens, in a language, a mode and a geometry.

use super::audit::{Audit, FILM};
use super::walk_desk::at_desk;
use super::{Stand, fake, rest, shows, stand, touch};
use eframe::egui;
use yizhan::domain::resume::Lasted;
use yizhan::domain::service::fill::Filled;
use yizhan::domain::{Given, JobGroup, JobKind, PostingFlaw, Tool};
use yizhan::i18n::{Language, Words};
use yizhan::runtime::Event;
use yizhan::screens::Ease;
use yizhan::widgets::theme::Geometry;

/// How the screens are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Normal,
    Elder,
    Low,
    Contrast,
}

/// Turns the mode on; `false` where this terminal has no such mode.
fn switch_to(stand: &mut Stand<'_>, words: Words, mode: Mode) -> bool {
    match mode {
        Mode::Normal => {}
        Mode::Elder => touch(stand, words.bar_text_large()),
        Mode::Low => {
            touch(stand, words.bar_text_large());
            if !shows(stand, words.bar_lower()) {
                return false;
            }
            touch(stand, words.bar_lower());
            assert_eq!(stand.state().kiosk.state().session.ease, Ease::Lower);
        }
        Mode::Contrast => {
            touch(stand, words.bar_help());
            touch(stand, words.ease_contrast());
            touch(stand, words.home());
        }
    }
    true
}

/// Walks through all screens and looks at each.
pub fn walk(audit: &mut Audit, geometry: Geometry, language: Language, mode: Mode) {
    let words = Words::of(language);
    let mut stand = stand(geometry, language, 120);
    let at = |screen: &str| format!("{screen} {}x{} {language:?} {mode:?}", geometry.width_px, geometry.height_px);
    audit.look(&stand, &at("attract"));
    touch(&mut stand, words.attract_touch());
    if !switch_to(&mut stand, words, mode) {
        return;
    }
    let (home, back) = (words.home(), words.back());
    let mut go = |stand: &mut Stand<'_>, way: &[&str], screen: &str| {
        for step in way {
            touch(stand, step);
        }
        // Nothing is in motion any more.
        stand.run_steps(8);
        audit.look(stand, &at(screen));
    };
    go(&mut stand, &[], "home");
    left_over(&mut stand, &mut go, home);
    go(&mut stand, &[words.home_by_job()], "groups");
    go(&mut stand, &[words.job_group(JobGroup::Factory)], "kinds");
    go(&mut stand, &[words.choose_all_of_group()], "list");
    go(&mut stand, &[words.filter_wage()], "wages");
    go(&mut stand, &[back, words.filter_benefit()], "benefits");
    go(&mut stand, &[back, words.filter_more()], "more");
    go(&mut stand, &[back, "测试"], "detail");
    go(&mut stand, &[words.detail_take()], "takeaway");
    alone(&mut stand, words, &mut go);
    go(&mut stand, &[home, words.home_by_district()], "districts");
    go(&mut stand, &[words.map_open()], "map");
    go(&mut stand, &[back, "长沙市"], "districts of a city");
    go(&mut stand, &[home, words.home_search()], "search");
    stand.event(egui::Event::Text("普工".into()));
    stand.run_steps(4);
    go(&mut stand, &[], "search found");
    stand.event(egui::Event::Text("没有这样的".into()));
    stand.run_steps(4);
    go(&mut stand, &[], "search nothing");
    services(&mut stand, &mut go, words, mode);
    further(&mut stand, &mut go, words, mode);
    by_pictures(&mut stand, words, &mut go);
    go(&mut stand, &[words.bar_help()], "help");
    go(&mut stand, &[words.help_staff()], "sign in");
    at_desk(&mut stand, words, &mut go);
    stand.input_mut().time = Some(400.0);
    stand.run_steps(3);
    go(&mut stand, &[], "idle");
}

/// What the screen shows besides the kiosk: at rest, while it is wiped, to who keeps the machine and who practises on it, and at a
/// machine's first start. None of it has another mode.
pub fn besides(audit: &mut Audit, geometry: Geometry, language: Language) {
    let words = Words::of(language);
    let at = |screen: &str| format!("{screen} {}x{} {language:?}", geometry.width_px, geometry.height_px);
    super::first::walk(geometry, language, |stand, screen| audit.look(stand, &at(screen)));
    let mut stand = rest::kiosk((geometry, language), |kiosk| kiosk.open("20:00-08:00".parse().ok()));
    audit.look(&stand, &at("at rest"));
    touch(&mut stand, words.asleep_touch());
    let mut stand = rest::kiosk((geometry, language), |kiosk| kiosk.practising(Some("258036")));
    audit.look(&stand, &at("practice, attract"));
    let mut go = |stand: &mut Stand<'_>, way: &[&str], screen: &str| {
        for step in way {
            touch(stand, step);
        }
        stand.run_steps(8);
        audit.look(stand, &at(screen));
    };
    go(&mut stand, &[words.attract_touch()], "practice, home");
    go(&mut stand, &[words.home_by_job()], "practice, groups");
    go(&mut stand, &[words.bar_help(), words.help_staff()], "practice, sign in");
    stand.state().workers.tell(Event::SignedIn(rest::technician()));
    stand.run_steps(4);
    go(&mut stand, &[], "practice, desk");
    go(&mut stand, &[words.machine_title()], "machine, being looked at");
    stand.state().workers.tell(Event::Examined(rest::findings()));
    stand.run_steps(4);
    go(&mut stand, &[], "machine");
    go(&mut stand, &[words.back(), words.cleaning_start()], "wiped");
}

/// What somebody was filling in when the machine stopped.
fn left_over(stand: &mut Stand<'_>, go: &mut dyn FnMut(&mut Stand<'_>, &[&str], &str), home: &str) {
    let mut left = Filled { form: "opinion".into(), version: 1, ..Filled::default() };
    left.answers.insert("phone".into(), Given::One("13800001234".into()));
    stand.state().workers.tell(Event::FilledFound(Some(Box::new(left))));
    stand.run_steps(4);
    go(stand, &[], "left when the machine stopped");
    go(stand, &[home], "home after that");
}

/// What a seeker does alone, from the page that takes a posting along.
fn alone(stand: &mut Stand<'_>, words: Words, go: &mut dyn FnMut(&mut Stand<'_>, &[&str], &str)) {
    go(stand, &[words.back(), words.keep(), words.kept(1).as_str()], "compare");
    go(stand, &[words.back(), words.report_open()], "report");
    go(stand, &[words.posting_flaw(PostingFlaw::Taken), words.report_send()], "reported");
    go(stand, &[words.applied_more(), "测试", words.want()], "who");
    go(stand, &[words.who_slip()], "slip");
    go(stand, &[words.back(), words.who_short()], "short");
    go(stand, &[words.back()], "who again");
    super::visit::lay_card(stand, "430000199003071519");
    go(stand, &[], "apply");
    let agree = words.apply_consent("|");
    go(stand, &[agree.split('|').next().unwrap_or_default()], "apply, agreed");
    go(stand, &[words.apply_send()], "applied");
    go(stand, &[words.mine()], "mine");
    go(stand, &[words.mine_copy()], "copy");
}

/// The way by pictures, to an application and back to the words.
fn by_pictures(stand: &mut Stand<'_>, words: Words, go: &mut dyn FnMut(&mut Stand<'_>, &[&str], &str)) {
    go(stand, &[words.home(), words.pictures_way()], "pictures, home");
    go(stand, &[words.pictures_find()], "pictures, groups");
    go(stand, &[words.pictures_more()], "pictures, more groups");
    go(stand, &[words.back(), words.pictures_find(), words.job_group(JobGroup::HomeAndCare)], "pictures, kinds");
    go(stand, &[words.pictures_any()], "pictures, jobs");
    go(stand, &[if words.language() == Language::Chinese { "公里" } else { " km" }], "pictures, job");
    go(stand, &[words.pictures_want()], "pictures, who");
    stand.state().workers.tell(Event::Reader(yizhan::domain::card::Reader::Ready));
    stand.run_steps(4);
    go(stand, &[], "pictures, card");
    super::visit::lay_card(stand, "430000199003071519");
    go(stand, &[], "pictures, consent");
    go(stand, &[words.pictures_agree()], "pictures, applied");
    go(stand, &[words.home(), words.pictures_mine()], "pictures, who is asked");
    super::visit::lay_card(stand, "430000199003071519");
    go(stand, &[], "pictures, mine");
    go(stand, &[words.home()], "pictures, home again");
    go(stand, &[words.pictures_leave()], "pictures, left");
}

/// What the station does besides finding work.
fn services(stand: &mut Stand<'_>, go: &mut impl FnMut(&mut Stand<'_>, &[&str], &str), words: Words, mode: Mode) {
    let home = words.home();
    let hub = if mode == Mode::Normal || mode == Mode::Contrast { words.home_services() } else { words.door_more() };
    let of = |zh: &'static str, en: &'static str| if words.language() == Language::Chinese { zh } else { en };
    // Five doors stand on a page in large type.
    let elder = hub == words.door_more();
    let later: &[&str] = if elder { &[words.page_after()] } else { &[] };
    go(stand, &[home, hub], "services");
    go(stand, &[words.door_policies()], "policies");
    go(stand, &[words.check_policies()], "questions");
    go(stand, &[words.next()], "more questions");
    go(stand, &[words.fill_see()], "findings");
    go(stand, &[home, hub, words.door_business()], "business");
    go(stand, &[of("失业登记", "Register unemployment")], "plan");
    go(stand, &[of("现在填", "Fill it in now")], "form of a claim");
    go(stand, &[words.next()], "what is missing");
    go(stand, &[home, hub, words.door_training()], "training");
    if !elder {
        go(stand, &[words.course_map()], "map of courses");
        go(stand, &[words.back()], "training again");
    }
    go(stand, &[of("叉车司机", "Forklift driver")], "course");
    go(stand, &[words.item_take()], "course to take along");
    go(stand, &[home, hub, words.door_rights()], "rights");
    go(stand, &[of("欠薪线索", "Unpaid wages")], "wage tip");
    go(stand, &[home, hub, words.door_events()], "events");
    go(stand, &[of("大型招聘会", "The big fair")], "fair");
    go(stand, &[words.item_hall()], "hall");
    go(stand, &[words.hall_interest()], "interest");
    go(stand, &[home, hub], "services again");
    go(stand, later, "later doors");
    go(stand, &[words.market_title()], "day jobs");
    go(stand, &[words.card_fill()], "work card");
    go(stand, &[words.job_kind(JobKind::Loader), words.tool(Tool::HandTools), words.card_done()], "day jobs, card");
    go(stand, &[home, hub], "services for a résumé");
    go(stand, later, "later doors for a résumé");
    go(stand, &[words.resume_door()], "résumé");
    go(stand, &[words.job_group(JobGroup::Craft), words.job_kind(JobKind::Welder)], "résumé, job");
    go(stand, &[words.lasted(Lasted::FiveToTen)], "résumé, questions");
    go(stand, &[words.resume_see()], "résumé, done");
    go(stand, &[home, hub], "services for guidance");
    go(stand, later, "later doors for guidance");
    go(stand, &[words.door_guidance()], "guidance");
    go(stand, &[of("兴趣小测", "Interests")], "a question");
    go(stand, &[words.back(), of("什么最要紧", "What matters most")], "cards");
    go(
        stand,
        &[of("离家近", "Near home"), of("有社保", "Insurance"), of("安全", "Safe"), words.assess_see()],
        "scores",
    );
    stand.state().workers.tell(Event::Content(std::sync::Arc::default()));
    go(stand, &[home, hub, words.door_events()], "no content yet");
    stand.state().workers.tell(Event::Content(std::sync::Arc::new(fake::content::samples())));
}

/// Further errands behind the doors, what stops somebody kindly, and what is left after a stop of the machine.
fn further(stand: &mut Stand<'_>, go: &mut impl FnMut(&mut Stand<'_>, &[&str], &str), words: Words, mode: Mode) {
    let home = words.home();
    let elder = mode != Mode::Normal && mode != Mode::Contrast;
    let hub = if elder { words.door_more() } else { words.home_services() };
    let of = |zh: &'static str, en: &'static str| if words.language() == Language::Chinese { zh } else { en };
    let later = |way: &[&'static str]| -> Vec<&'static str> {
        let pages = if elder { &[words.page_after()][..] } else { &[] };
        [&[home, hub], pages, way].concat()
    };
    go(stand, &[home, hub, words.door_events()], "events again");
    if elder {
        go(stand, &[words.page_after()], "zones");
    }
    go(stand, &[of("高校毕业生专区", "Graduates")], "zone");
    go(stand, &[of("看专区岗位", "See these jobs")], "jobs of a zone");
    stand.state().workers.tell(Event::Content(std::sync::Arc::new(super::show::content())));
    go(stand, &[home, hub, words.door_training(), "怎样面试"], "talk");
    go(stand, &[words.watch_minutes(5).as_str()], FILM);
    stand.state().workers.tell(Event::Content(std::sync::Arc::new(fake::content::samples())));
    go(stand, &later(&[words.door_guidance(), words.turn_door()]), "work that is gone");
    go(stand, &[words.job_group(JobGroup::HomeAndCare)], "what work it was");
    go(stand, &[words.job_kind(JobKind::Cleaner)], "what is near");
    go(stand, &[home, hub, words.door_policies(), of("算退休时间", "When can I retire?")], "calculator");
    go(stand, &later(&[words.door_startup()]), "start-up");
    go(stand, &later(&[words.door_opinion()]), "opinion");
    go(stand, &[home, hub, words.door_business(), words.ask_door()], "what is to be done");
    let last = if elder { &[words.page_after(), words.page_after()][..] } else { &[] };
    go(stand, &[&[home, hub], last, &[words.door_firms()]].concat(), "employers");
    go(stand, &[home, words.home_by_job(), words.job_group(JobGroup::Factory), words.choose_all_of_group()], "list");
    go(stand, &["测试", words.want()], "who, young");
    super::visit::lay_card(stand, "430000201101010138");
    go(stand, &[], "too young");
}
