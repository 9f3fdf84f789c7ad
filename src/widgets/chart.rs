//! Charts: bars over the months of a year.

use super::theme::{Theme, mm};
use eframe::egui::{Role, Ui, WidgetInfo};
use egui_plot::{Bar, BarChart, Plot};

/// A count a month, from the first month on.
#[derive(Debug, Clone, Copy)]
pub struct Bars<'a> {
    pub id: &'a str,
    /// What the bars say, for who does not see them.
    pub name: &'a str,
    pub counts: &'a [u64],
}

/// Shows the bars, as wide as their place; they are looked at and not touched.
pub fn bars(ui: &mut Ui, chart: &Bars<'_>) {
    let theme = Theme::of(ui);
    let months = chart.counts.iter().zip(1_u32..);
    let all = months.map(|(count, month)| Bar::new(f64::from(month), *count as f64).width(0.7)).collect();
    let bars = BarChart::new("", all).color(theme.colour.accent);
    let shown = Plot::new(chart.id)
        .height(mm(50.0))
        .include_y(0.0)
        .include_x(0.4)
        .include_x(12.6)
        .show_grid([false, true])
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .show_x(false)
        .show_y(false)
        .show(ui, |plot| plot.bar_chart(bars));
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Label, true, chart.name));
}
