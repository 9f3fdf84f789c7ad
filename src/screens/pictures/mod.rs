//! The way by pictures, for who cannot read: the same pages as for everybody else, as one question that is spoken and a few
//! large pictures to touch, from the first page to an application. What a page asks and offers is data (`pages`); one
//! function here shows all of them. A page that is not among them is shown as always, and read aloud as well.

mod mine;
mod pages;

use super::visit::{VisitCommand, VisitFacts, VisitScreen};
use super::{Command, Draft, Facts, Opened, Screen};
use crate::domain::ApplicationWish;
use crate::widgets::grid::{columns, grid};
use crate::widgets::list::fling;
use crate::widgets::page::lying;
use crate::widgets::picture::{self, PictureTile, Title};
use crate::widgets::text::{Rank, murmur};
use crate::widgets::theme::{Theme, mm};
use eframe::egui::{Rect, Ui, UiBuilder};
use pages::{Choice, Page, Touch};

/// What this way remembers of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Turned {
    /// How often the postings found were turned over: kept while one of them is looked at.
    pub jobs: usize,
    /// He wants to be called, and gives his number on the usual page.
    pub by_phone: bool,
}

/// The most postings on a page: each is listened to.
const JOBS: usize = 3;
/// The most rows of tiles that are stretched over a page.
const TALLEST: f32 = mm(195.0);

/// Whether a page is shown by pictures to who goes this way. No name, number or employer of a person is said on any of them.
#[must_use]
pub fn has(screen: &Screen, opened: &Opened, visit: &VisitFacts, draft: &Draft) -> bool {
    match screen {
        Screen::Home
        | Screen::JobGroups
        | Screen::JobKinds(_)
        | Screen::List
        | Screen::Visit(VisitScreen::Who | VisitScreen::TooYoung) => true,
        Screen::Detail(id) => match opened {
            Opened::Here(posting) => posting.id == *id,
            Opened::Gone(gone) => gone == id,
            Opened::None | Opened::Reading(_) => false,
        },
        // Only who has laid down a card need not type.
        Screen::Visit(VisitScreen::Short) => {
            !draft.pictures.by_phone && !draft.visit.short.name.trim().is_empty() && draft.visit.born.is_some()
        }
        Screen::Visit(VisitScreen::Apply(id)) => visit.wanted.as_ref().is_some_and(|posting| posting.id == *id),
        Screen::Visit(VisitScreen::Applied) => visit.applied.is_some(),
        Screen::Visit(VisitScreen::Mine) => visit.mine.is_some(),
        _ => false,
    }
}

/// Shows a page of this way.
pub fn show(ui: &mut Ui, screen: &Screen, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let theme = Theme::of(ui);
    if !matches!(screen, Screen::List | Screen::Detail(_) | Screen::Visit(_)) {
        draft.pictures.jobs = 0;
    }
    let room = if theme.elder { 4 } else { 6 };
    let page = pages::page(screen, facts, draft, room)?;
    let missing = page.missing.map(Command::NeedPage);
    ui.add_space(theme.space.s);
    ui.spacing_mut().item_spacing.y = theme.space.m;
    let touched = if page.subject.is_none() && page.details.is_empty() && page.text.is_empty() {
        choices_page(ui, facts, &page, &theme)
    } else {
        subject_page(ui, facts, &page, &theme)
    };
    touched.and_then(|touch| carry(touch, draft)).or(missing)
}

/// What a touch means: mostly a command, sometimes a change of the draft first.
fn carry(touch: Touch, draft: &mut Draft) -> Option<Command> {
    match touch {
        Touch::Do(command) => Some(command),
        Touch::Turn(page) => {
            draft.page = page;
            None
        }
        Touch::TurnJobs(page) => {
            draft.pictures.jobs = page;
            None
        }
        Touch::ByStation => {
            draft.visit.short.contact_by_station = true;
            draft.visit.short.phone.clear();
            draft.visit.short.born = draft.visit.born;
            Some(Command::Visit(VisitCommand::TakeShortForm))
        }
        Touch::ByPhone => {
            draft.pictures.by_phone = true;
            None
        }
        Touch::Agree => {
            draft.visit.consent = true;
            Some(Command::Visit(VisitCommand::Apply(ApplicationWish::Apply)))
        }
    }
}

/// Whether this is what is heard now.
fn is_heard(facts: &Facts<'_>, name: &str) -> bool {
    facts.said.is_some_and(|said| name.contains(said))
}

/// A question, and pictures that fill the page.
fn choices_page(ui: &mut Ui, facts: &Facts<'_>, page: &Page, theme: &Theme) -> Option<Touch> {
    picture::ask(ui, &page.ask, is_heard(facts, &page.ask));
    let count = page.choices.len();
    let columns = if lying(ui) { if count > 4 { 3 } else { count.clamp(1, 4) } } else { 2.min(count.max(1)) };
    let rows = count.div_ceil(columns).max(1);
    let gaps = theme.target.gap * (rows as f32 - 1.0) + theme.space.m;
    let least = PictureTile::least_height(theme, page.choices.iter().any(|choice| choice.money));
    let height = ((ui.available_height() - gaps) / rows as f32).clamp(least, TALLEST.max(least));
    fling(ui, "pictures", facts.words.more_below(), |ui| tiles(ui, facts, &page.choices, columns, height))
}

/// What the page is about above, and what can be done with it below; on a lying screen beside each other.
fn subject_page(ui: &mut Ui, facts: &Facts<'_>, page: &Page, theme: &Theme) -> Option<Touch> {
    let all = ui.available_rect_before_wrap();
    let count = page.choices.len().max(1);
    let (about, foot, columns, height) = if lying(ui) {
        let (left, right) = all.split_left_right_at_fraction(0.58);
        let gaps = theme.target.gap * (count as f32 - 1.0) + theme.space.m;
        let height = ((right.height() - gaps) / count as f32).min(mm(118.0));
        (left, right.with_min_x(right.left() + theme.space.l), 1, height)
    } else {
        // On a tall screen a third of it: large, and low enough for everybody.
        let height = PictureTile::least_height(theme, false).max((all.height() * 0.3).min(mm(110.0)));
        let (above, below) = all.split_top_bottom_at_y(all.bottom() - height - theme.space.m);
        (above.with_max_y(above.bottom() - theme.space.m), below, count, height)
    };
    ui.scope_builder(UiBuilder::new().max_rect(about), |ui| {
        fling(ui, "about", facts.words.more_below(), |ui| about_ui(ui, facts, page, theme));
    });
    in_place(ui, foot, |ui| tiles(ui, facts, &page.choices, columns, height))
}

fn in_place<R>(ui: &mut Ui, rect: Rect, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(UiBuilder::new().max_rect(rect), contents).inner
}

fn about_ui(ui: &mut Ui, facts: &Facts<'_>, page: &Page, theme: &Theme) {
    ui.spacing_mut().item_spacing.y = theme.space.m;
    picture::ask(ui, &page.ask, is_heard(facts, &page.ask));
    if let Some(subject) = &page.subject {
        let money = subject.money.as_ref().map(|(amount, unit)| (amount.as_str(), unit.as_str()));
        let title = if subject.quiet { Title::Seen(&subject.title) } else { Title::Said(&subject.title) };
        picture::subject(ui, subject.icon, money, title, &subject.below);
    }
    if !page.details.is_empty() {
        let side_by_side = columns(ui, mm(if theme.elder { 62.0 } else { 48.0 }), 5);
        grid(ui, side_by_side, page.details.len(), |ui, place, width| {
            if let Some((icon, words)) = page.details.get(place) {
                picture::small(ui, *icon, words, width, is_heard(facts, words));
            }
        });
    }
    for text in &page.text {
        murmur(ui, Rank::Body, text);
    }
    ui.add_space(theme.space.m);
}

fn tiles(ui: &mut Ui, facts: &Facts<'_>, choices: &[Choice], columns: usize, height: f32) -> Option<Touch> {
    let mut touched = None;
    grid(ui, columns, choices.len(), |ui, place, width| {
        let Some(choice) = choices.get(place) else { return };
        let tile = PictureTile::new(choice.icon, &choice.words, &choice.name, [width, height])
            .note(&choice.note)
            .extras(&choice.extras)
            .money(choice.money)
            .main(choice.main)
            .heard(is_heard(facts, &choice.name));
        if ui.add(tile).clicked() {
            touched = Some(choice.touch.clone());
        }
    });
    touched
}
