//! Charts, drawn to SVG by plotters. Colours are those of the cockpit's style; every chart stands beside a table with the
//! same figures, since a picture is read by nobody who cannot see it.

use jiff::civil::Date;
use plotters::prelude::*;

const WIDE: i32 = 900;
const ROW: i32 = 34;
const INK: RGBColor = RGBColor(28, 36, 32);
const FIRST: RGBColor = RGBColor(22, 101, 52);
const SECOND: RGBColor = RGBColor(217, 119, 6);

/// What a chart cannot be drawn for; there is a table beside it.
pub type NoChart = Box<dyn std::error::Error>;

/// A line of figures by day.
pub fn by_day(days: &[(Date, u64)], name: &str) -> Result<String, NoChart> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (WIDE.unsigned_abs(), 260)).into_drawing_area();
        let most = days.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1);
        let mut chart = ChartBuilder::on(&area)
            .margin(10)
            .x_label_area_size(34)
            .y_label_area_size(64)
            .build_cartesian_2d(0..days.len().max(2) - 1, 0..most + most / 10 + 1)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .x_labels(10)
            .x_label_formatter(&|at| {
                days.get(*at).map_or_else(String::new, |(day, _)| day.strftime("%m-%d").to_string())
            })
            .label_style(("sans-serif", 14, &INK))
            .draw()?;
        chart.draw_series(
            AreaSeries::new(days.iter().enumerate().map(|(at, (_, n))| (at, *n)), 0, FIRST.mix(0.25))
                .border_style(FIRST.stroke_width(2)),
        )?;
        area.present()?;
    }
    Ok(named(&svg, name))
}

/// Two figures of each of several things, as bars beside one another.
pub fn pairs(rows: &[(String, u64, u64)], names: (&str, &str), name: &str) -> Result<String, NoChart> {
    let mut svg = String::new();
    let high = ROW * i32::try_from(rows.len().max(1))? + 60;
    {
        let area = SVGBackend::with_string(&mut svg, (WIDE.unsigned_abs(), high.unsigned_abs())).into_drawing_area();
        let most = rows.iter().map(|(_, a, b)| *a.max(b)).max().unwrap_or(0).max(1) as f64;
        let label = ("sans-serif", 15).into_font().color(&INK);
        let (left, right) = (170_i32, WIDE - 70);
        let length = |n: u64| ((n as f64 / most) * f64::from(right - left)) as i32;
        for (at, (title, first, second)) in (0_i32..).zip(rows) {
            let top = 34 + at * ROW;
            area.draw(&Text::new(title.clone(), (4, top + 4), label.clone()))?;
            for (n, below, colour) in [(*first, 0, FIRST), (*second, 13, SECOND)] {
                let y = top + below;
                area.draw(&Rectangle::new([(left, y), (left + length(n).max(1), y + 11)], colour.filled()))?;
                area.draw(&Text::new(n.to_string(), (left + length(n) + 6, y - 2), ("sans-serif", 13).into_font()))?;
            }
        }
        for (n, title, colour) in [(0, names.0, FIRST), (1, names.1, SECOND)] {
            let x = left + n * 160;
            area.draw(&Rectangle::new([(x, 8), (x + 14, 22)], colour.filled()))?;
            area.draw(&Text::new(title.to_owned(), (x + 20, 6), label.clone()))?;
        }
        area.present()?;
    }
    Ok(named(&svg, name))
}

/// Says what the picture is to who cannot see it.
fn named(svg: &str, name: &str) -> String {
    let name = name.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    svg.replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{name}\" "), 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_chart_is_a_picture_with_a_name_and_its_figures() {
        let svg = pairs(&[("电焊工".into(), 12, 345)], ("想做", "在招"), "工种").unwrap();
        assert!(svg.starts_with("<svg role=\"img\" aria-label=\"工种\""), "{svg}");
        assert!(svg.contains("电焊工") && svg.contains("345") && svg.contains("在招"));
        let svg = by_day(&[(date(2026, 11, 21), 5), (date(2026, 11, 22), 9)], "a \"b\"").unwrap();
        assert!(svg.contains("aria-label=\"a &quot;b&quot;\"") && svg.contains("11-21"), "{svg}");
        assert!(by_day(&[], "nothing").is_ok(), "a province on its first day");
    }
}
