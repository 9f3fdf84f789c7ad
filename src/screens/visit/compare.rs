//! Up to three postings side by side: one line a fact, so that the eye goes across.

use super::VisitCommand;
use crate::domain::Posting;
use crate::domain::freshness::Freshness;
use crate::screens::seeker::wording::glances;
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::heading;
use crate::widgets::text::{Rank, galley, murmur};
use crate::widgets::theme::Theme;
use crate::widgets::{icons, notice};
use eframe::egui::{Color32, Role, Sense, Ui, WidgetInfo, vec2};

/// Rows a fact may take in its column.
const ROWS: usize = 5;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.compare_title(), words.compare_below());
    let kept = &facts.visit.kept;
    if kept.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::SCALES, words.compare_none(), words.compare_none_below());
        return None;
    }
    let mut command = None;
    fling(ui, "compare", words.more_below(), |ui| {
        let table = Table { gap: theme.target.gap, width: column(ui, &theme, kept.len()) };
        table.facts_ui(ui, facts, kept);
        ui.add_space(theme.space.s);
        command = table.ways_ui(ui, facts, kept);
        if kept.len() == 1 {
            murmur(ui, Rank::Body, words.compare_one());
        }
        ui.add_space(theme.space.m);
    });
    command
}

fn column(ui: &Ui, theme: &Theme, count: usize) -> f32 {
    let gaps = theme.target.gap * (count.max(1) - 1) as f32;
    (ui.available_width() - gaps) / count.max(1) as f32
}

struct Table {
    gap: f32,
    /// Of a column, in points.
    width: f32,
}

impl Table {
    fn facts_ui(&self, ui: &mut Ui, facts: &Facts<'_>, kept: &[Posting]) {
        let theme = Theme::of(ui);
        let words = facts.words;
        let c = theme.colour;
        let each = |say: &dyn Fn(&Posting) -> String| kept.iter().map(say).collect::<Vec<_>>();
        self.row_ui(ui, "", &each(&|posting| posting.title.clone()), (Rank::Lead, c.ink));
        let wage = each(&|posting| words.wage(&posting.wage).to_string());
        self.row_ui(ui, words.compare_wage(), &wage, (Rank::Lead, c.wage));
        let paid = each(&|posting| posting.settlement.map_or("", |paid| words.settlement(paid)).to_owned());
        self.row_ui(ui, words.compare_settlement(), &paid, (Rank::Body, c.ink));
        let employer = each(&|posting| posting.employer.clone());
        self.row_ui(ui, words.compare_employer(), &employer, (Rank::Body, c.ink));
        let known: Vec<_> = kept.iter().map(|posting| glances(facts, posting)).collect();
        for place in 0..known.first().map_or(0, |facts| facts.len()) {
            let label = known.first().and_then(|facts| facts.get(place)).map_or("", |(label, _)| *label);
            let values: Vec<String> =
                known.iter().filter_map(|facts| facts.get(place)).map(|(_, value)| value.clone()).collect();
            self.row_ui(ui, label, &values, (Rank::Body, c.ink));
        }
        let education = each(&|posting| posting.education.map_or("", |level| words.education(level)).to_owned());
        self.row_ui(ui, words.compare_education(), &education, (Rank::Body, c.ink));
        let fresh = each(&|posting| {
            let aged = words.freshness(Freshness::of(posting, facts.today));
            aged.unwrap_or_else(|| words.posted(&words.near_date(posting.posted_on, facts.today)))
        });
        self.row_ui(ui, words.compare_freshness(), &fresh, (Rank::Body, c.ink));
    }

    /// A fact of each posting below its name; what nobody says is not worth a line.
    fn row_ui(&self, ui: &mut Ui, label: &str, values: &[String], (rank, colour): (Rank, Color32)) {
        if values.iter().all(|value| value.trim().is_empty()) {
            return;
        }
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing = vec2(self.gap, theme.space.xs * 0.4);
        if !label.is_empty() {
            ui.add_space(theme.space.xs);
            murmur(ui, Rank::Small, label);
        }
        let laid: Vec<_> = values
            .iter()
            .map(|value| {
                let said = if value.trim().is_empty() { "–" } else { value.as_str() };
                galley(ui, said, rank.font(&theme), colour, self.width, ROWS)
            })
            .collect();
        let height = laid.iter().map(|text| text.size().y).fold(0.0, f32::max);
        ui.horizontal_top(|ui| {
            for (text, value) in laid.into_iter().zip(values) {
                let (rect, response) = ui.allocate_exact_size(vec2(self.width, height), Sense::hover());
                let said = if label.is_empty() { value.clone() } else { format!("{label}：{value}") };
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
                ui.painter().galley(rect.min, text, colour);
            }
        });
        let line = ui.available_rect_before_wrap();
        ui.painter().hline(line.x_range(), line.top() + theme.space.xs * 0.5, theme.hairline());
        ui.add_space(theme.space.xs);
    }

    /// Opens one, or takes it away.
    fn ways_ui(&self, ui: &mut Ui, facts: &Facts<'_>, kept: &[Posting]) -> Option<Command> {
        let words = facts.words;
        let mut command = None;
        ui.spacing_mut().item_spacing = vec2(self.gap, self.gap);
        ui.horizontal_top(|ui| {
            for posting in kept {
                if ui.add(Button::primary(words.compare_open()).width(self.width)).clicked() {
                    command = Some(Command::OpenPosting(posting.id));
                }
            }
        });
        ui.horizontal_top(|ui| {
            for posting in kept {
                if ui.add(Button::secondary(words.compare_drop()).width(self.width)).clicked() {
                    command = Some(Command::Visit(VisitCommand::Drop(posting.id)));
                }
            }
        });
        command
    }
}
