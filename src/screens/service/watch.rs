//! A talk or a lesson that is watched: the film, what is said in it, and three buttons. What is heard is heard by everybody,
//! so that its sound can be switched off.

use super::ServiceCommand;
use crate::domain::content::ShelfKind;
use crate::domain::showing::{Picture, Shown};
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::page::heading;
use crate::widgets::text::{Rank, murmur};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{film, icons, notice, page};
use eframe::egui::{Id, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

/// Where there is less room, a film that is not there yet is told by words alone.
const LOW_MM: f32 = 70.0;

/// What somebody wants of a film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WatchCommand {
    /// The film of a thing on a shelf.
    Open(ShelfKind, String),
    Pause {
        at_millis: u64,
    },
    GoOn,
    /// From its beginning.
    Again,
    /// With sound or without, from where it is.
    Sound {
        on: bool,
        at_millis: u64,
    },
}

/// A film that is watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watching {
    pub picture: Picture,
    /// It plays; otherwise it waits where it was.
    pub is_on: bool,
    /// Since when it plays, in steady milliseconds.
    pub since: Option<u64>,
    /// How it ended.
    pub ended: Option<Shown>,
}

impl Watching {
    /// Where it goes on.
    pub const fn begin_at(&mut self, millis: u64) {
        if let Picture::Film { from_millis, .. } = &mut self.picture {
            *from_millis = millis;
        }
    }

    /// Where it was begun, in milliseconds.
    const fn begun_at(&self) -> u64 {
        if let Picture::Film { from_millis, .. } = &self.picture { *from_millis } else { 0 }
    }

    const fn is_heard(&self) -> bool {
        matches!(self.picture, Picture::Film { sound: true, .. })
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, kind: ShelfKind, id: &str) -> Option<Command> {
    let words = facts.words;
    let item = facts.content.item(kind, id)?;
    let watching = facts.service.watching.as_ref()?;
    let theme = Theme::of(ui);
    heading(ui, words.of_pack(&item.title), "");
    let place = ui.available_rect_before_wrap();
    // As high as it was in the frame before: what its buttons say may take two rows.
    let id = Id::unique("foot of a film");
    let foot = ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(theme.target.primary * 2.0);
    let (above, below) = place.split_top_bottom_at_y(place.bottom() - foot);
    picture_ui(ui, facts, watching, above);
    let below = below.shrink2(vec2(0.0, theme.space.s));
    let shown = ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        let at = facts.stage.picture.map_or(watching.begun_at(), |shot| shot.at_millis);
        if let Some(minutes) = item.watch.as_ref().and_then(|film| film.minutes).filter(|minutes| *minutes > 0) {
            film::progress(ui, at as f32 / (minutes as f32 * 60_000.0));
        }
        let command = ways_ui(ui, facts, watching, at);
        murmur(ui, Rank::Small, words.watch_heard());
        command.map(|command| Command::Service(ServiceCommand::Watch(command)))
    });
    ui.data_mut(|data| data.insert_temp(id, shown.response.rect.height() + 2.0 * theme.space.s));
    shown.inner
}

/// The film; or why there is none.
fn picture_ui(ui: &mut Ui, facts: &Facts<'_>, watching: &Watching, place: Rect) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let trouble = match watching.ended {
        Some(Shown::NotHere) => Some((words.watch_not_here(), words.watch_not_here_below())),
        Some(Shown::NoPlayer | Shown::Broken) => Some((words.watch_broken(), words.watch_broken_below())),
        Some(Shown::Over) => Some((words.watch_over(), words.watch_over_below())),
        None => None,
    };
    if let Some((said, below)) = trouble {
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            ui.add_space(theme.space.xl);
            notice::notice(ui, icons::VIDEO_CAMERA, said, below);
        });
        return;
    }
    match facts.stage.picture {
        Some(shot) => {
            let here = film::show(ui, place, shot.texture, shot.size, shot.said);
            let response = ui.interact(here, Id::unique("film"), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words.watch_film()));
        }
        None => {
            ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
                let said = if watching.is_on { words.watch_loading() } else { words.watch_paused() };
                if place.height() < mm(LOW_MM) {
                    return notice::centre_ui(ui, Rank::Body, said, theme.colour.ink);
                }
                ui.add_space(theme.space.xl);
                notice::notice(ui, icons::VIDEO_CAMERA, said, "");
            });
        }
    }
}

fn ways_ui(ui: &mut Ui, facts: &Facts<'_>, watching: &Watching, at_millis: u64) -> Option<WatchCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut command = None;
    ui.horizontal(|ui| {
        let gap = theme.target.gap;
        ui.spacing_mut().item_spacing.x = gap;
        let width = (ui.available_width() - 2.0 * gap) / 3.0;
        let first = if watching.is_on {
            (words.watch_pause(), WatchCommand::Pause { at_millis })
        } else if watching.ended.is_some() {
            (words.watch_again(), WatchCommand::Again)
        } else {
            (words.watch_go_on(), WatchCommand::GoOn)
        };
        let heard = watching.is_heard();
        let sound = if heard { words.watch_silent() } else { words.watch_sound() };
        let small = page::lying(ui) || !facts.elder;
        let icon = |icon| if small { Some(icon) } else { None };
        let all = [
            (Button::primary(first.0), None, first.1),
            (Button::secondary(words.watch_from_start()), icon(icons::ARROWS_CLOCKWISE), WatchCommand::Again),
            (Button::secondary(sound), icon(icons::SPEAKER_HIGH), WatchCommand::Sound { on: !heard, at_millis }),
        ];
        for (button, icon, wanted) in all {
            let button = match icon {
                Some(icon) => button.icon(icon),
                None => button,
            };
            if ui.add(button.width(width)).clicked() {
                command = Some(wanted);
            }
        }
    });
    command
}
