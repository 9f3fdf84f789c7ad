//! The screen: how large, how high, how turned; and whether touches arrive where the finger is.

use super::{FirstCommand, FirstDraft, MARKS};
use crate::domain::setup::{DIAGONALS, HEIGHTS, Quarter, TOUCH_OFF_MM, inches};
use crate::i18n::Words;
use crate::screens::whole;
use crate::widgets::button::Button;
use crate::widgets::chip::Chip;
use crate::widgets::icons;
use crate::widgets::page::heading;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::theme::{Theme, mm};
use eframe::egui::{Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2};

pub fn screen_ui(ui: &mut Ui, words: Words, draft: &mut FirstDraft) -> Option<FirstCommand> {
    let theme = Theme::of(ui);
    heading(ui, words.first_screen_ask(), words.first_screen_below());
    say(ui, Rank::Strong, words.first_diagonal());
    let said = |diagonal: &u16| (words.first_inches(&inches(*diagonal)), *diagonal == draft.diagonal);
    if let Some(diagonal) = choices(ui, &DIAGONALS, said) {
        draft.diagonal = *diagonal;
    }
    ui.add_space(theme.space.m);
    say(ui, Rank::Strong, words.first_height());
    let said = |height: &u32| (words.first_millimetres(i64::from(*height)), *height == draft.above_floor);
    if let Some(height) = choices(ui, &HEIGHTS, said) {
        draft.above_floor = *height;
    }
    ui.add_space(theme.space.m);
    say(ui, Rank::Strong, words.first_turn());
    murmur(ui, Rank::Body, words.first_turn_below());
    let turned =
        choices(ui, &Quarter::ALL, |turn| (words.first_degrees(i64::from(turn.degrees())), *turn == draft.turn));
    let turned = turned.copied().filter(|turn| *turn != draft.turn)?;
    draft.turn = turned;
    Some(FirstCommand::Turn(turned))
}

/// A few words of which one is chosen; the one that was touched.
fn choices<'a, T>(ui: &mut Ui, all: &'a [T], word: impl Fn(&T) -> (String, bool)) -> Option<&'a T> {
    let theme = Theme::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        let mut touched = None;
        for one in all {
            let (words, chosen) = word(one);
            if ui.add(Chip::choice(&words, chosen)).clicked() {
                touched = Some(one);
            }
        }
        touched
    })
    .inner
}

/// Five marks, one after the other: a touch beside one shows a panel that is turned another way than its screen, or not measured.
pub fn touch_ui(ui: &mut Ui, words: Words, draft: &mut FirstDraft) -> Option<FirstCommand> {
    let theme = Theme::of(ui);
    heading(ui, words.first_touch_ask(), words.first_touch_below());
    let Some(mark) = MARKS.get(draft.touches.len()) else {
        let worst = draft.touches.iter().copied().fold(0.0, f32::max) / mm(1.0);
        if worst > TOUCH_OFF_MM {
            say(ui, Rank::Lead, words.first_touch_off(worst.ceil() as i64));
        } else {
            say(ui, Rank::Lead, words.first_touch_good());
        }
        ui.add_space(theme.space.m);
        if ui.add(Button::secondary(words.first_again()).icon(icons::ARROW_LEFT)).clicked() {
            draft.touches.clear();
        }
        return None;
    };
    let size = vec2(ui.available_width(), (ui.available_height() - theme.space.xl).clamp(mm(120.0), mm(240.0)));
    let (field, response) = ui.allocate_exact_size(size, Sense::click());
    let at = field.min + field.size() * mark.to_vec2();
    let said = words.first_touch_mark(whole(draft.touches.len() + 1), whole(MARKS.len()));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    mark_ui(ui, field, at, &theme);
    if response.clicked()
        && let Some(touched) = response.interact_pointer_pos()
    {
        draft.touches.push((touched - at).length());
    }
    None
}

fn mark_ui(ui: &Ui, field: Rect, at: Pos2, theme: &Theme) {
    let painter = ui.painter();
    painter.rect_filled(field, theme.corner(), theme.colour.card);
    let (stroke, arm) = (Stroke::new(mm(0.7), theme.colour.accent), mm(8.0));
    painter.line_segment([at - vec2(arm, 0.0), at + vec2(arm, 0.0)], stroke);
    painter.line_segment([at - vec2(0.0, arm), at + vec2(0.0, arm)], stroke);
    painter.circle_stroke(at, mm(TOUCH_OFF_MM), stroke);
}
