//! Charts: columns over months, spans or trades, one series or two beside each other. They are looked at and not touched.

use super::theme::{Theme, mm};
use eframe::egui::{Role, Ui, WidgetInfo};
use egui_plot::{Bar, BarChart, GridMark, Plot};

/// Counts in columns, from left to right.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    pub id: &'a str,
    /// What the columns say, for who does not see them.
    pub name: &'a str,
    /// What stands below each.
    pub labels: &'a [String],
    /// One or two counts for each label.
    pub series: &'a [&'a [u64]],
    /// In millimetres.
    pub tall: f32,
}

/// How much of the room of a label its columns take.
const FULL: f64 = 0.76;

/// Shows the columns, as wide as their place.
pub fn columns(ui: &mut Ui, chart: &Columns<'_>) {
    let theme = Theme::of(ui);
    let count = chart.labels.len();
    let width = FULL / chart.series.len().max(1) as f64;
    let colours = [theme.colour.accent, theme.colour.wage];
    let mut charts = Vec::new();
    for (place, (counts, colour)) in chart.series.iter().zip(colours.iter().cycle()).enumerate() {
        let beside = (place as f64 + 0.5) * width - FULL / 2.0;
        let bar = |(count, at): (&u64, u32)| Bar::new(f64::from(at) + beside, *count as f64).width(width * 0.92);
        charts.push(BarChart::new("", counts.iter().zip(1_u32..).map(bar).collect()).color(*colour));
    }
    let labels: Vec<String> = chart.labels.to_vec();
    let marks = move |_| (1..=count).map(|at| GridMark { value: at as f64, step_size: 1.0 }).collect();
    let said = move |mark: GridMark, _: &std::ops::RangeInclusive<f64>| {
        let place = (mark.value.round() as usize).checked_sub(1);
        place.and_then(|place| labels.get(place)).cloned().unwrap_or_default()
    };
    let shown = Plot::new(chart.id)
        .height(mm(chart.tall))
        .include_y(0.0)
        .include_y(4.0)
        .include_x(0.4)
        .include_x(count as f64 + 0.6)
        .x_grid_spacer(marks)
        .x_axis_formatter(said)
        .show_grid([false, true])
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .show_x(false)
        .show_y(false)
        .show(ui, |plot| {
            for chart in charts {
                plot.bar_chart(chart);
            }
        });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Label, true, chart.name));
}
