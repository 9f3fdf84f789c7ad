//! Fields that take words in, from a touch keyboard or a real one.

use super::icon::Icon;
use super::surface::{Surface, focus_ring, pressed, touch};
use super::text::{Rank, galley, paint_in, paint_left, say, say_in};
use super::theme::{Theme, mm};
use eframe::egui::{
    Align2, FontSelection, Frame, Id, Margin, Pos2, Rect, Response, RichText, Stroke, TextEdit, Ui, UiBuilder, pos2,
    vec2,
};

/// A field of one line.
#[derive(Debug, Clone, Copy)]
#[must_use = "a field is seen only when it is shown"]
pub struct Field<'a> {
    id: Id,
    label: &'a str,
    label_shown: bool,
    hint: &'a str,
    icon: Option<Icon>,
    fault: Option<&'a str>,
    secret: bool,
    limit: usize,
    rows: usize,
}

impl<'a> Field<'a> {
    /// A field with an id of its own (a touch keyboard types into it by this id) and a label above it.
    pub fn new(id: Id, label: &'a str) -> Self {
        Self { id, label, label_shown: true, hint: "", icon: None, fault: None, secret: false, limit: 200, rows: 1 }
    }

    /// The label is told to assistive technology only.
    pub const fn label_hidden(mut self) -> Self {
        self.label_shown = false;
        self
    }

    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// What is wrong with it, in words below it.
    pub const fn fault(mut self, fault: Option<&'a str>) -> Self {
        self.fault = fault;
        self
    }

    /// Dots instead of characters.
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// The most characters it takes.
    pub const fn limit(mut self, characters: usize) -> Self {
        self.limit = characters;
        self
    }

    /// Several lines.
    pub const fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// Shows it, as wide as its place; `text` is what has been typed.
    pub fn show(self, ui: &mut Ui, text: &mut String) -> Response {
        let theme = Theme::of(ui);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = theme.space.xs;
            let label = self.label_shown.then(|| say(ui, Rank::Strong, self.label));
            let mut response = self.box_ui(ui, text, &theme);
            response = match label {
                Some(label) => response.labelled_by(label.id),
                None => response.accessible_name(self.label),
            };
            if let Some(fault) = self.fault {
                say_in(ui, Rank::Small, theme.colour.bad, fault);
            }
            response
        })
        .inner
    }

    fn box_ui(self, ui: &mut Ui, text: &mut String, theme: &Theme) -> Response {
        let line = theme.size.body * 1.45;
        let height = theme.target.primary.max(line * self.rows as f32 + theme.space.s * 2.0);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let focused = ui.memory(|m| m.has_focus(self.id));
        let stroke = match (self.fault.is_some(), focused) {
            (true, _) => Stroke::new(mm(0.7), theme.colour.bad),
            (false, true) => Stroke::new(mm(0.7), theme.colour.accent),
            (false, false) => Stroke::new(mm(0.35), theme.colour.edge),
        };
        let painter = ui.painter();
        painter.rect(rect, theme.small_corner(), theme.colour.card, stroke, eframe::egui::StrokeKind::Inside);
        let mut left = rect.left() + theme.space.m;
        if let Some(icon) = self.icon {
            let size = theme.size.body * 1.1;
            icon.line(painter, pos2(left + size / 2.0, rect.center().y), size, theme.colour.ink_soft);
            left += size + theme.space.s;
        }
        let inner = Rect::from_min_max(Pos2::new(left, rect.top()), rect.max - vec2(theme.space.m, 0.0));
        let mut inside = ui.new_child(UiBuilder::new().max_rect(inner));
        inside.add_sized(inner.size(), self.edit(text, theme, inner.width()))
    }

    fn edit<'t>(self, text: &'t mut String, theme: &Theme, width: f32) -> TextEdit<'t> {
        let edit = if self.rows > 1 { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
        let font = Theme::regular(theme.size.body);
        edit.id(self.id)
            .font(FontSelection::FontId(font.clone()))
            .hint_text(RichText::new(self.hint).font(font).color(theme.colour.ink_soft))
            .frame(Frame::NONE)
            .margin(Margin::symmetric(0, theme.space.s as i8))
            .password(self.secret)
            .char_limit(self.limit)
            .desired_width(width)
            .desired_rows(self.rows)
            .align(if self.rows > 1 { Align2::LEFT_TOP } else { Align2::LEFT_CENTER })
    }
}

/// What looks like a search field and leads to one: the whole of it is one button, `action` is written on its end.
pub fn search_bar(ui: &mut Ui, words: &str, action: &str) -> Response {
    let theme = Theme::of(ui);
    let c = &theme.colour;
    let height = theme.target.primary * 1.35;
    let (rect, response) = touch(ui, vec2(ui.available_width(), height), true, words);
    let surface = Surface { stroke: Stroke::new(mm(0.8), c.accent), ..Surface::card(&theme) };
    let sink = surface.paint(ui.painter(), rect, &theme, pressed(&response));
    let rect = rect.translate(vec2(0.0, sink));
    let painter = ui.painter();
    let action = galley(ui, action, Theme::bold(theme.size.lead), c.on_accent, rect.width() * 0.4, 1);
    let inset = mm(2.2);
    let end = rect.shrink(inset).with_min_x(rect.right() - inset - action.size().x - theme.space.l * 1.6);
    painter.rect_filled(end, theme.small_corner(), c.accent);
    paint_in(painter, end, action);
    let icon = theme.size.heading;
    let left = rect.left() + theme.space.m;
    super::icons::MAGNIFYING_GLASS.line(painter, pos2(left + icon / 2.0, rect.center().y), icon, c.accent);
    let left = left + icon + theme.space.s;
    let words = galley(ui, words, Theme::regular(theme.size.lead), c.ink_soft, end.left() - left - theme.space.s, 1);
    paint_left(painter, left, rect.center().y, words);
    focus_ring(painter, rect, &theme, &response);
    response
}
