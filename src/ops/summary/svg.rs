//! Drawings of the weekly page: a line with ranges over the weeks, a small one for a table, a bar for a theme. Sizes are
//! in user units; colours and sizes of letters stand in the page's style. Each drawing has a title and a description.

use minijinja::HtmlEscape;

use super::number::WeekPoint;
use crate::domain::week::Week;

/// What a drawing is called and says, for those who do not see it; and its id in the page.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// Unique in the page; letters, digits and `-`.
    pub id: &'a str,
    /// The heading.
    pub title: &'a str,
    /// Everything that the drawing shows.
    pub desc: &'a str,
}

/// The lowest and the highest value of a drawing's scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// At the foot.
    pub low: f64,
    /// At the top.
    pub high: f64,
}

impl Scale {
    /// The scale of points from 0 to 100 that holds all of `points`: from a ten to a ten, at least 20 high.
    pub fn of<'a>(points: impl IntoIterator<Item = &'a WeekPoint>) -> Self {
        let (mut low, mut high) = (100.0_f64, 0.0_f64);
        for point in points {
            for value in [point.low, point.value, point.high].into_iter().flatten() {
                (low, high) = (low.min(value), high.max(value));
            }
        }
        if low > high {
            (low, high) = (0.0, 100.0);
        }
        let (low, high) = (10.0 * (low / 10.0).floor(), 10.0 * (high / 10.0).ceil());
        let high = high.max(low + 20.0).min(100.0);
        Self {
            low: low.min(high - 20.0).max(0.0),
            high,
        }
    }

    /// How far up `value` lies, 0 to 1.
    fn part(self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// The box into which points are drawn.
struct Plot {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    scale: Scale,
    weeks: usize,
}

impl Plot {
    fn x(&self, at: usize) -> f64 {
        let last = self.weeks.saturating_sub(1).max(1);
        self.left + self.width * at as f64 / last as f64
    }

    fn y(&self, value: f64) -> f64 {
        self.top + self.height * (1.0 - self.scale.part(value))
    }

    /// The ranges as thick faint strokes, the values as a line that is broken where a week is missing.
    fn series(&self, points: &[WeekPoint], radius: f64) -> String {
        let (mut ranges, mut line, mut dots) = (String::new(), String::new(), String::new());
        let mut pen_is_down = false;
        for (at, point) in points.iter().enumerate() {
            let x = self.x(at);
            if let (Some(low), Some(high)) = (point.low, point.high) {
                let (from, to) = (self.y(high), self.y(low));
                ranges.push_str(&format!("M{x:.1} {from:.1}V{to:.1}"));
            }
            let Some(value) = point.value else {
                pen_is_down = false;
                continue;
            };
            let y = self.y(value);
            let move_or_line = if pen_is_down { 'L' } else { 'M' };
            line.push_str(&format!("{move_or_line}{x:.1} {y:.1}"));
            let class = if at + 1 == points.len() {
                "dot now"
            } else {
                "dot"
            };
            dots.push_str(&format!(
                r#"<circle class="{class}" cx="{x:.1}" cy="{y:.1}" r="{radius}"/>"#
            ));
            pen_is_down = true;
        }
        format!(r#"<path class="range" d="{ranges}"/><path class="line" d="{line}"/>{dots}"#)
    }
}

/// A line over the weeks with its scale, its weeks, and the last value written beside it. `usual` is the value that
/// is usual, where one is known.
pub fn line(
    told: Told<'_>,
    points: &[WeekPoint],
    scale: Scale,
    usual: Option<f64>,
    last: &str,
) -> String {
    let plot = Plot {
        left: 58.0,
        top: 14.0,
        width: 580.0,
        height: 150.0,
        scale,
        weeks: points.len(),
    };
    let mut inside = String::new();
    for value in [scale.low, f64::midpoint(scale.low, scale.high), scale.high] {
        let y = plot.y(value);
        inside.push_str(&format!(
            r#"<path class="grid" d="M44 {y:.1}H652"/><text class="scale" x="36" y="{y:.1}" dy=".35em">{value:.0}</text>"#
        ));
    }
    if let Some(usual) = usual {
        let y = plot.y(usual);
        inside.push_str(&format!(r#"<path class="usual" d="M44 {y:.1}H652"/>"#));
    }
    for (at, point) in points.iter().enumerate() {
        // Counted from the last week, so that the one that matters is always named.
        let class = if (points.len() - 1 - at).is_multiple_of(4) {
            "tick"
        } else {
            "tick minor"
        };
        let (x, week) = (plot.x(at), week_label(point.week));
        inside.push_str(&format!(
            r#"<text class="{class}" x="{x:.1}" y="196">{week}</text>"#
        ));
    }
    inside.push_str(&plot.series(points, 4.0));
    if let Some(value) = points.last().and_then(|point| point.value) {
        let y = plot.y(value);
        let last = HtmlEscape(last);
        inside.push_str(&format!(
            r#"<text class="last" x="654" y="{y:.1}" dy=".35em">{last}</text>"#
        ));
    }
    drawing("line-chart", "0 0 720 206", told, &inside)
}

/// A small line without letters.
pub fn spark(told: Told<'_>, points: &[WeekPoint], scale: Scale) -> String {
    let plot = Plot {
        left: 5.0,
        top: 5.0,
        width: 130.0,
        height: 30.0,
        scale,
        weeks: points.len(),
    };
    drawing("spark", "0 0 140 40", told, &plot.series(points, 2.2))
}

/// A bar for a share of 1 on the band of its range; as wide as the page lets it.
pub fn bar(told: Told<'_>, share: f64, range: Option<(f64, f64)>) -> String {
    let mut inside = r#"<rect class="track" width="100%" height="12" rx="2"/>"#.to_owned();
    if let Some((low, high)) = range {
        let (from, width) = (100.0 * low, 100.0 * (high - low));
        inside.push_str(&format!(
            r#"<rect class="spread" x="{from:.1}%" width="{width:.1}%" height="12" rx="2"/>"#
        ));
    }
    let width = 100.0 * share.clamp(0.0, 1.0);
    inside.push_str(&format!(
        r#"<rect class="bar" y="3" width="{width:.1}%" height="6" rx="1"/>"#
    ));
    drawing("theme-bar", "", told, &inside)
}

/// The number of a week as charts show it, such as `W47`.
fn week_label(week: Week) -> String {
    format!("W{:02}", week.of_year())
}

fn drawing(class: &str, view_box: &str, told: Told<'_>, inside: &str) -> String {
    let Told { id, .. } = told;
    let (title, desc) = (HtmlEscape(told.title), HtmlEscape(told.desc));
    let view_box = if view_box.is_empty() {
        String::new()
    } else {
        format!(r#" viewBox="{view_box}""#)
    };
    format!(
        r#"<svg class="{class}"{view_box} role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{desc}</desc>{inside}</svg>"#
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn point(week: &str, value: Option<f64>) -> WeekPoint {
        WeekPoint {
            week: week.parse().unwrap(),
            n: 5,
            value,
            low: value.map(|value| value - 8.0),
            high: value.map(|value| value + 8.0),
        }
    }

    const TOLD: Told<'_> = Told {
        id: "q",
        title: "Quality",
        desc: "Three weeks",
    };

    #[test]
    fn a_week_without_a_number_breaks_the_line() {
        let points = [
            point("2026-W45", Some(80.0)),
            point("2026-W46", None),
            point("2026-W47", Some(90.0)),
        ];
        let drawn = line(TOLD, &points, Scale::of(&points), None, "90.0");
        let path = drawn.split(r#"class="line" d=""#).nth(1).unwrap();
        let path = path.split('"').next().unwrap();
        assert_eq!(
            (path.matches('M').count(), path.matches('L').count()),
            (2, 0),
            "{path}"
        );
        assert_eq!(drawn.matches("<circle").count(), 2);
    }

    #[test]
    fn the_scale_runs_from_a_ten_to_a_ten_and_never_beyond_the_possible() {
        let scale = |values: &[f64]| {
            let points: Vec<WeekPoint> = values
                .iter()
                .map(|value| point("2026-W47", Some(*value)))
                .collect();
            let scale = Scale::of(&points);
            (scale.low, scale.high)
        };
        assert_eq!(scale(&[84.0]), (70.0, 100.0));
        assert_eq!(scale(&[50.0]), (40.0, 60.0));
        assert_eq!(scale(&[]), (0.0, 100.0));
    }

    #[test]
    fn a_name_never_becomes_part_of_the_drawing() {
        let told = Told {
            title: "</title><script>alert(1)</script>",
            desc: "\" onload=\"x",
            ..TOLD
        };
        let drawn = bar(told, 0.5, Some((0.2, 0.8)));
        assert!(
            !drawn.contains("<script") && !drawn.contains("\" onload"),
            "{drawn}"
        );
    }
}
