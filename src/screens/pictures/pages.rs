//! What the pages of the way by pictures ask, tell and offer: made from the same facts as the pages with words.

use super::JOBS;
use crate::domain::applying::names_its_employer;
use crate::domain::card::Reader;
use crate::domain::freshness::Freshness;
use crate::domain::query::{Facets, Hit};
use crate::domain::slip::Printing;
use crate::domain::visitor::Shown;
use crate::domain::{JobGroup, JobKind, Posting, WorkForm};
use crate::screens::printing::application_slip;
use crate::screens::seeker::{pictogram, wording};
use crate::screens::visit::{VisitCommand, VisitScreen, applied_text, consent_text};
use crate::screens::{Command, Condition, Draft, Facts, Opened, Screen, whole};
use crate::widgets::{Icon, icons};

/// A page: a question, what it is about, and what can be touched.
#[derive(Default)]
pub struct Page {
    pub ask: String,
    pub subject: Option<Subject>,
    /// Small pictures that only tell something.
    pub details: Vec<(Icon, String)>,
    /// What must be said in whole sentences.
    pub text: Vec<String>,
    pub choices: Vec<Choice>,
    /// A page of the list that has not come yet.
    pub missing: Option<usize>,
}

pub struct Subject {
    pub icon: Icon,
    /// Amount and unit.
    pub money: Option<(String, String)>,
    pub title: String,
    pub below: String,
    /// The title is not said aloud: everybody would hear it.
    pub quiet: bool,
}

#[derive(Clone)]
pub struct Choice {
    pub icon: Icon,
    pub words: String,
    pub note: String,
    pub extras: Vec<Icon>,
    /// What is said of it.
    pub name: String,
    pub money: bool,
    pub main: bool,
    pub touch: Touch,
}

#[derive(Clone)]
pub enum Touch {
    Do(Command),
    /// Other choices of the same page.
    Turn(usize),
    TurnJobs(usize),
    /// The station passes on what the employer says.
    ByStation,
    ByPhone,
    /// Consents to the employer that is named, and applies.
    Agree,
}

impl Choice {
    pub(super) fn new(icon: Icon, words: &str, touch: Touch) -> Self {
        let (words, name) = (words.to_owned(), words.to_owned());
        Self { icon, words, note: String::new(), extras: Vec::new(), name, money: false, main: false, touch }
    }

    pub(super) fn to(icon: Icon, words: &str, command: Command) -> Self {
        Self::new(icon, words, Touch::Do(command))
    }

    pub(super) fn note(mut self, note: String) -> Self {
        self.name = format!("{}，{note}", self.words);
        self.note = note;
        self
    }

    pub(super) const fn main(mut self) -> Self {
        self.main = true;
        self
    }
}

impl Subject {
    pub(super) const fn picture(icon: Icon) -> Self {
        Self { icon, money: None, title: String::new(), below: String::new(), quiet: false }
    }
}

/// The page of a screen of this way; at most `room` tiles on one that is only tiles.
pub fn page(screen: &Screen, facts: &Facts<'_>, draft: &Draft, room: usize) -> Option<Page> {
    Some(match screen {
        Screen::Home => home(facts),
        Screen::JobGroups => groups(facts, draft, room),
        Screen::JobKinds(group) => kinds(facts, *group, draft, room),
        Screen::List => jobs(facts, draft),
        Screen::Detail(_) => match facts.opened {
            Opened::Here(posting) => job(facts, posting),
            _ => gone(facts),
        },
        Screen::Visit(VisitScreen::Who) => who(facts),
        Screen::Visit(VisitScreen::TooYoung) => too_young(facts),
        Screen::Visit(VisitScreen::Short) => reached(facts),
        Screen::Visit(VisitScreen::Apply(_)) => apply(facts)?,
        Screen::Visit(VisitScreen::Applied) => applied(facts)?,
        Screen::Visit(VisitScreen::Mine) => super::mine::page(facts)?,
        _ => return None,
    })
}

fn help(facts: &Facts<'_>) -> Choice {
    Choice::to(icons::HAND_WAVING, facts.words.bar_help(), Command::Go(Screen::Help))
}

fn home(facts: &Facts<'_>) -> Page {
    let words = facts.words;
    let none = Facets::default();
    let counts = facts.overview.map_or(&none, |overview| &overview.facets);
    let counted = |n: usize| words.jobs(whole(n));
    let all = facts.open_today().unwrap_or(0);
    let find = Choice::to(icons::BRIEFCASE, words.pictures_find(), Command::Go(Screen::JobGroups));
    let mut choices = vec![find.note(counted(all)).main()];
    let day = counts.work_forms.iter().find(|(form, _)| *form == WorkForm::DayJob).map_or(0, |(_, n)| *n);
    if day > 0 {
        let touch = Command::Choose(Condition::WorkForm(WorkForm::DayJob));
        choices.push(Choice::to(icons::SUN, words.pictures_day(), touch).note(counted(day)));
    }
    // The nearest ring in which there is anything.
    if let Some((km, count)) = counts.distances.iter().find(|(_, count)| *count > 0) {
        let touch = Command::Choose(Condition::Within(*km));
        choices.push(Choice::to(icons::MAP_PIN, words.pictures_near(), touch).note(counted(*count)));
    }
    choices.push(Choice::to(icons::USER_CIRCLE, words.pictures_mine(), Command::Visit(VisitCommand::ShowMine)));
    choices.push(help(facts));
    Page { ask: words.pictures_home().to_owned(), choices, ..Page::default() }
}

/// Of many choices those that have room, and a picture that leads to the others and from the last back to the first.
fn turned(facts: &Facts<'_>, all: Vec<Choice>, page: usize, room: usize) -> Vec<Choice> {
    let each = room.saturating_sub(1).max(1);
    if all.len() <= room {
        return all;
    }
    let pages = all.len().div_ceil(each);
    let page = page.min(pages - 1);
    let mut choices: Vec<Choice> = all.into_iter().skip(page * each).take(each).collect();
    choices.push(more(facts, Touch::Turn((page + 1) % pages), page + 1 == pages));
    choices
}

fn more(facts: &Facts<'_>, touch: Touch, last: bool) -> Choice {
    let words = facts.words;
    if last {
        Choice::new(icons::ARROWS_CLOCKWISE, words.pictures_again(), touch)
    } else {
        Choice::new(icons::ARROW_RIGHT, words.pictures_more(), touch)
    }
}

fn groups(facts: &Facts<'_>, draft: &Draft, room: usize) -> Page {
    let words = facts.words;
    let counted = facts.facets().map_or(&[][..], |facets| &facets.job_groups);
    let open = JobGroup::ALL.iter().filter_map(|group| counted.iter().find(|(one, n)| one == group && *n > 0));
    let all = open.map(|(group, count)| {
        let touch = Command::Go(Screen::JobKinds(*group));
        Choice::to(pictogram::job_group(*group), words.job_group(*group), touch).note(words.jobs(whole(*count)))
    });
    let choices = turned(facts, all.collect(), draft.page, room);
    Page { ask: words.pictures_groups().to_owned(), choices, ..Page::default() }
}

fn kinds(facts: &Facts<'_>, group: JobGroup, draft: &Draft, room: usize) -> Page {
    let words = facts.words;
    let counted = facts.facets().map_or(&[][..], |facets| &facets.job_kinds);
    let of_group = JobKind::ALL.iter().filter(|kind| kind.group() == group);
    let open: Vec<_> = of_group.filter_map(|kind| counted.iter().find(|(one, n)| one == kind && *n > 0)).collect();
    let mut all: Vec<Choice> = Vec::new();
    if open.len() > 1 {
        let touch = Command::Choose(Condition::JobGroup(group));
        let total = open.iter().map(|(_, n)| n).sum();
        let any = Choice::to(pictogram::job_group(group), words.pictures_any(), touch);
        all.push(any.note(words.jobs(whole(total))));
    }
    all.extend(open.into_iter().map(|(kind, count)| {
        let touch = Command::Choose(Condition::JobKind(*kind));
        Choice::to(pictogram::job_kind(*kind), words.job_kind(*kind), touch).note(words.jobs(whole(*count)))
    }));
    let choices = turned(facts, all, draft.page, room);
    Page { ask: words.pictures_kinds(words.job_group(group)), choices, ..Page::default() }
}

fn jobs(facts: &Facts<'_>, draft: &Draft) -> Page {
    let words = facts.words;
    let listing = facts.listing;
    let Some(total) = listing.total else {
        return Page { ask: words.loading().to_owned(), ..Page::default() };
    };
    if total == 0 {
        let choices = vec![Choice::to(icons::ARROW_LEFT, words.pictures_other_kind(), Command::Back), help(facts)];
        return Page { ask: words.pictures_none().to_owned(), choices, ..Page::default() };
    }
    let pages = total.div_ceil(JOBS);
    let page = draft.pictures.jobs.min(pages - 1);
    let places = page * JOBS..(page * JOBS + JOBS).min(total);
    let hits = places.clone().filter_map(|place| listing.hit(place));
    let mut choices: Vec<Choice> = hits.map(|hit| hit_choice(facts, hit)).collect();
    if pages > 1 {
        choices.push(more(facts, Touch::TurnJobs((page + 1) % pages), page + 1 == pages));
    }
    Page { ask: words.pictures_jobs(whole(total)), choices, missing: listing.missing(places), ..Page::default() }
}

/// Small pictures below a posting.
const EXTRAS: usize = 4;

fn hit_choice(facts: &Facts<'_>, hit: &Hit) -> Choice {
    let words = facts.words;
    let wage = words.wage(&hit.wage).to_string();
    let away = hit.away.map_or_else(String::new, |away| wording::far(words, away));
    let mut said = vec![hit.title.as_str(), &wage, &hit.district, &away];
    said.extend(hit.benefits.iter().take(EXTRAS).map(|benefit| words.benefit(*benefit)));
    let name = words.joined(&said);
    let mut extras: Vec<Icon> = hit.benefits.iter().take(EXTRAS).map(|one| pictogram::benefit(*one)).collect();
    extras.dedup();
    let touch = Touch::Do(Command::OpenPosting(hit.id));
    let icon = pictogram::job_kind(hit.job_kind);
    Choice { icon, words: wage, note: hit.title.clone(), extras, name, money: true, main: false, touch }
}

fn subject_of(facts: &Facts<'_>, posting: &Posting) -> Subject {
    let wage = facts.words.wage(&posting.wage);
    Subject {
        icon: pictogram::job_kind(posting.job_kind),
        money: Some((wage.amount.clone(), wage.unit.clone())),
        title: posting.title.clone(),
        below: posting.employer.trim().to_owned(),
        quiet: false,
    }
}

fn job(facts: &Facts<'_>, posting: &Posting) -> Page {
    let words = facts.words;
    let mut details = vec![(pictogram::work_form(posting.work_form), words.work_form(posting.work_form).to_owned())];
    details.extend(posting.shifts.iter().map(|shift| (icons::CLOCK, words.shift(*shift).to_owned())));
    let far = wording::way(facts, posting).filter(|way| !way.is_empty());
    details.push((icons::MAP_PIN, far.unwrap_or_else(|| wording::place(posting))));
    details.extend(posting.headcount.map(|count| (icons::USERS, words.people(i64::from(count)))));
    details.extend(posting.settlement.map(|one| (icons::COINS, words.settlement(one).to_owned())));
    details.extend(posting.benefits.iter().map(|one| (pictogram::benefit(*one), words.benefit(*one).to_owned())));
    let mut text: Vec<String> = words.freshness(Freshness::of(posting, facts.today)).into_iter().collect();
    text.push(words.detail_free().to_owned());
    let applied = facts.visit.done.contains(&posting.id);
    let want = if applied { words.want_again() } else { words.pictures_want() };
    let choices = vec![
        Choice::to(icons::HANDSHAKE, want, Command::Visit(VisitCommand::Want)).main(),
        Choice::to(icons::ARROW_LEFT, words.pictures_other(), Command::Back),
    ];
    let subject = Some(subject_of(facts, posting));
    Page { ask: words.pictures_job().to_owned(), subject, details, text, choices, ..Page::default() }
}

fn gone(facts: &Facts<'_>) -> Page {
    let choices = vec![Choice::to(icons::ARROW_LEFT, facts.words.pictures_more(), Command::Back).main()];
    Page { ask: facts.words.detail_gone().to_owned(), choices, ..Page::default() }
}

/// By the card that he lays down: nothing is typed.
fn who(facts: &Facts<'_>) -> Page {
    let words = facts.words;
    let ask = match (&facts.visit.shown, facts.devices.reader) {
        _ if facts.visit.busy => words.who_asking(),
        (Some(Shown::NoMatch), _) => words.pictures_card_unknown(),
        (_, Reader::Reading) => words.card_reader(Reader::Reading),
        (_, Reader::Ready | Reader::LiftAndPlace) => words.pictures_card(),
        _ => words.pictures_no_reader(),
    };
    let mut choices = vec![help(facts)];
    choices.push(Choice::to(icons::ARROW_LEFT, words.pictures_not_yet(), Command::Back));
    let subject = Some(Subject::picture(icons::IDENTIFICATION_CARD));
    let text = facts.visit.trouble.map(|trouble| words.store_trouble(trouble).to_owned()).into_iter().collect();
    Page { ask: ask.to_owned(), subject, text, choices, ..Page::default() }
}

fn too_young(facts: &Facts<'_>) -> Page {
    let words = facts.words;
    let choices = vec![help(facts).main(), Choice::to(icons::HOUSE, words.home(), Command::Home)];
    let subject = Some(Subject::picture(icons::STUDENT));
    let text = vec![words.young_below().to_owned()];
    Page { ask: words.young_title().to_owned(), subject, text, choices, ..Page::default() }
}

/// His card is new here: how he hears of the employer's answer.
fn reached(facts: &Facts<'_>) -> Page {
    let words = facts.words;
    let choices = vec![
        Choice::new(icons::STOREFRONT, words.pictures_by_station(), Touch::ByStation).main(),
        Choice::new(icons::PHONE_CALL, words.pictures_by_phone(), Touch::ByPhone),
        help(facts),
    ];
    let text = facts.visit.faults.iter().map(|fault| words.fault(fault)).collect();
    let subject = Some(Subject::picture(icons::EAR));
    Page { ask: words.pictures_reached().to_owned(), subject, text, choices, ..Page::default() }
}

/// What the employer is given: a consent that names it and stands by itself, said in whole before it is given.
fn apply(facts: &Facts<'_>) -> Option<Page> {
    let words = facts.words;
    let posting = facts.visit.wanted.as_deref()?;
    if !names_its_employer(posting) {
        let choices = vec![help(facts).main(), Choice::to(icons::ARROW_LEFT, words.pictures_more(), Command::Back)];
        return Some(Page { ask: words.apply_no_employer().to_owned(), choices, ..Page::default() });
    }
    let me = facts.visit.me.as_ref()?;
    let details = vec![
        (icons::USER, words.pictures_gives_name().to_owned()),
        (icons::PHONE, words.pictures_gives_phone().to_owned()),
        (icons::ARROW_RIGHT, words.pictures_gives_to().to_owned()),
        (icons::BUILDINGS, posting.employer.trim().to_owned()),
    ];
    let mut text = vec![consent_text(facts, posting, me)];
    text.extend(facts.visit.trouble.map(|trouble| words.store_trouble(trouble).to_owned()));
    let agree = Choice::new(icons::CHECK_CIRCLE, words.pictures_agree(), Touch::Agree).main();
    let refuse = Choice::to(icons::X_CIRCLE, words.pictures_refuse(), Command::Back);
    let ask = if facts.visit.busy { words.apply_saving() } else { words.pictures_consent() }.to_owned();
    let choices = vec![agree, refuse];
    Some(Page { ask, subject: Some(subject_of(facts, posting)), details, text, choices, missing: None })
}

fn applied(facts: &Facts<'_>) -> Option<Page> {
    let words = facts.words;
    let applied = facts.visit.applied.as_ref()?;
    let mut choices = Vec::new();
    let printing = facts.devices.printing;
    if facts.devices.can_print && printing != Some(Printing::Sending) {
        let slip = application_slip(facts, applied, &applied_text(facts, applied));
        let says = if printing == Some(Printing::Done) { words.print_again() } else { words.pictures_slip() };
        choices.push(Choice::to(icons::PRINTER, says, Command::Print(Box::new(slip))).main());
    }
    choices.push(Choice::to(icons::BRIEFCASE, words.pictures_more(), Command::Visit(VisitCommand::LookOn)));
    choices.push(Choice::to(icons::HOUSE, words.home(), Command::Home));
    let done = if applied.already { words.applied_already() } else { words.applied_done() };
    let mut text = vec![words.applied_next().to_owned()];
    text.extend(printing.map(|printing| words.printing(printing).to_owned()));
    let title = applied.receipt.as_str().to_owned();
    let below = words.receipt_number().to_owned();
    let subject = Some(Subject { icon: icons::CHECK_CIRCLE, money: None, title, below, quiet: true });
    Some(Page { ask: done.to_owned(), subject, text, choices, ..Page::default() })
}
