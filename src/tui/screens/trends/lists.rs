//! Every KPI and everybody as small charts: a line each, two lines each in a column, or side by side.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::large::{on_axis, scale_of};
use super::{Trends, told};
use crate::domain::kpi::{Kpi, Measure};
use crate::domain::trend::{Series, words};
use crate::tui::canvas::{Canvas, Target, below, right_of};
use crate::tui::glyphs::MARK;
use crate::tui::widgets::text::{fit, pad, pad_left, width};
use crate::tui::widgets::viewport::Viewport;
use crate::tui::widgets::{chart, spark};

/// The narrowest of the charts that stand side by side.
const NARROWEST: u16 = 17;
/// Columns between them.
const GAP: u16 = 3;

/// One small chart.
pub(super) struct Entry<'a> {
    name: &'a str,
    value: String,
    range: String,
    calls: String,
    series: &'a Series,
    kpi: &'a Kpi,
    scale: (f64, f64),
    is_chosen: bool,
    target: Target,
}

impl Entry<'_> {
    /// The style of the name.
    fn style(&self, canvas: &Canvas) -> Style {
        if self.is_chosen {
            canvas.theme.selected
        } else {
            canvas.theme.text
        }
    }

    /// The style of the weeks.
    fn line(&self, canvas: &Canvas) -> Style {
        if self.is_chosen {
            canvas.theme.accent.remove_modifier(Modifier::BOLD)
        } else {
            canvas.theme.text
        }
    }

    fn mark(&self) -> &'static str {
        if self.is_chosen { MARK } else { " " }
    }
}

impl Trends {
    /// The chosen KPI of everybody.
    pub(super) fn everybody(&self) -> Vec<Entry<'_>> {
        let Some((kpi, all)) = self.all.get(self.kpi) else {
            return Vec::new();
        };
        // Side by side everybody has the scale of the reps.
        let scale = scale_of(kpi, all, 1);
        let entries = all.iter().enumerate().map(|(place, series)| {
            let (chosen, target) = (place == self.whose, Target::Row(place));
            entry(kpi, series, told::whose(series), scale, chosen, target)
        });
        entries.collect()
    }

    /// Every KPI of the chosen rep.
    pub(super) fn kpis(&self) -> Vec<Entry<'_>> {
        let all = self.all.iter().enumerate();
        let entries = all.filter_map(|(place, (kpi, all))| {
            let series = all.get(self.whose).or(all.first())?;
            let (chosen, target) = (place == self.kpi, Target::Field(place));
            let scale = scale_of(kpi, all, self.whose);
            Some(entry(kpi, series, &kpi.name, scale, chosen, target))
        });
        entries.collect()
    }

    fn values(&self, entry: &Entry) -> Vec<Option<f64>> {
        let value = |at: usize| {
            let point = entry.series.at(self.from.plus(at as i64))?;
            Some(on_axis(entry.kpi, point.value?))
        };
        (0..self.weeks()).map(value).collect()
    }

    /// A line each: name, value, range, calls, weeks; those around the chosen one where there is not room for all.
    pub(super) fn draw_lines(&self, canvas: &mut Canvas, area: Rect, entries: &[Entry]) {
        let theme = canvas.theme;
        let name = widest(entries, |entry| width(entry.name)).min(usize::from(area.width) * 2 / 5);
        let value = widest(entries, |entry| width(&entry.value));
        let range = widest(entries, |entry| width(&entry.range));
        let calls = widest(entries, |entry| width(&entry.calls));
        for (line, place) in in_sight(entries, area.height.into()).enumerate() {
            let entry = &entries[place];
            let at = Rect {
                height: 1,
                ..below(area, line as u16)
            };
            let mut spans = vec![
                Span::styled(
                    format!("{} {} ", entry.mark(), pad(entry.name, name)),
                    entry.style(canvas),
                ),
                Span::styled(format!(" {}", pad_left(&entry.value, value)), theme.strong),
            ];
            for (text, room) in [(&entry.range, range), (&entry.calls, calls)] {
                let used: usize = spans.iter().map(Span::width).sum();
                if used + room + 2 <= usize::from(at.width) {
                    spans.push(Span::styled(format!("  {}", pad(text, room)), theme.dim));
                }
            }
            let used = spans.iter().map(Span::width).sum::<usize>() + 2;
            let room = usize::from(at.width).saturating_sub(used);
            if room >= 8 {
                let weeks = spark::line(&self.values(entry), entry.scale, room, theme.glyphs);
                spans.push(Span::styled(format!("  {weeks}"), entry.line(canvas)));
            }
            canvas.line(at, Line::from(spans));
            canvas.click(at, entry.target);
        }
    }

    /// One below the other, `rows` each: name, calls and value, then the weeks and the range, then a blank line.
    pub(super) fn draw_column(
        &self,
        canvas: &mut Canvas,
        area: Rect,
        entries: &[Entry],
        rows: u16,
    ) {
        let theme = canvas.theme;
        // The last needs no blank line below it.
        let fitting = (area.height + rows - rows.min(2)) / rows.max(1);
        for (line, place) in in_sight(entries, fitting.into()).enumerate() {
            let entry = &entries[place];
            let at = Rect {
                height: rows.min(2),
                ..below(area, line as u16 * rows)
            };
            let (above, under_it) = match entry.range.as_str() {
                "" => ("", entry.calls.as_str()),
                range => (entry.calls.as_str(), range),
            };
            draw_name(canvas, at, entry, above);
            canvas.click(at, entry.target);
            if rows < 2 {
                continue;
            }
            let under = right_of(below(at, 1), 2);
            let taken = canvas.line_right(under, Span::styled(under_it, theme.dim));
            let room = usize::from(under.width.saturating_sub(taken + 2));
            let weeks = spark::line(&self.values(entry), entry.scale, room, theme.glyphs);
            canvas.line(under, Span::styled(weeks, entry.line(canvas)));
        }
    }

    /// Side by side on one scale: name and value, the chart, range and calls below it.
    pub(super) fn draw_strip(&self, canvas: &mut Canvas, area: Rect, entries: &[Entry]) {
        let fitting = usize::from(((area.width + GAP) / (NARROWEST + GAP)).max(1));
        let shown = in_sight(entries, fitting);
        let count = shown.len().max(1) as u16;
        let each = (area.width + GAP) / count - GAP;
        for (nth, place) in shown.enumerate() {
            let entry = &entries[place];
            let at = Rect {
                width: each,
                ..right_of(area, nth as u16 * (each + GAP))
            };
            draw_name(canvas, at, entry, "");
            canvas.click(at, entry.target);
            let body = Rect {
                height: at.height.saturating_sub(2),
                ..below(at, 1)
            };
            let style = entry.line(canvas);
            chart::small(canvas, body, &self.values(entry), entry.scale, style);
            let foot = below(at, at.height.saturating_sub(1));
            let style = canvas.theme.dim;
            let taken = canvas.line(foot, Span::styled(fit(&entry.range, each.into()), style));
            if usize::from(taken) + width(&entry.calls) < usize::from(each) {
                canvas.line_right(foot, Span::styled(entry.calls.clone(), style));
            }
        }
    }
}

/// Name at the left, value at the right, and `beside` before it where there is room.
fn draw_name(canvas: &mut Canvas, area: Rect, entry: &Entry, beside: &str) {
    let theme = canvas.theme;
    let mut right = vec![Span::styled(entry.value.clone(), theme.strong)];
    if width(entry.name) + width(beside) + width(&entry.value) + 8 <= usize::from(area.width) {
        right.insert(0, Span::styled(format!("{beside}  "), theme.dim));
    }
    let taken = canvas.line_right(area, Line::from(right));
    let room = usize::from(area.width.saturating_sub(taken + 5));
    // Of a person's name the first word says more than what fits.
    let is_person = matches!(entry.target, Target::Row(_));
    let first = entry.name.split_whitespace().next();
    let name = match first.filter(|_| is_person && width(entry.name) > room) {
        Some(first) => first,
        None => entry.name,
    };
    let text = format!("{} {} ", entry.mark(), fit(name, room));
    canvas.line(area, Span::styled(text, entry.style(canvas)));
}

fn widest(entries: &[Entry], columns: impl Fn(&Entry) -> usize) -> usize {
    entries.iter().map(columns).max().unwrap_or(0)
}

/// The places that are in sight when `fitting` of the entries fit: always with the chosen one.
fn in_sight(entries: &[Entry], fitting: usize) -> std::ops::Range<usize> {
    let mut view = Viewport::default();
    let chosen = entries
        .iter()
        .position(|entry| entry.is_chosen)
        .unwrap_or(0);
    view.select(chosen, entries.len(), fitting);
    view.window(entries.len(), fitting)
}

/// The latest number of a series, with what belongs to it.
fn entry<'a>(
    kpi: &'a Kpi,
    series: &'a Series,
    name: &'a str,
    scale: (f64, f64),
    is_chosen: bool,
    target: Target,
) -> Entry<'a> {
    let latest = series
        .points
        .iter()
        .rev()
        .find(|point| point.value.is_some());
    // Where every call counts there is no range: how many they are says it all.
    let (range, calls) = match (latest, &kpi.measure) {
        (None, _) => (String::new(), "nothing yet".to_owned()),
        (Some(point), Measure::Typed) => (String::new(), words::week(point.week)),
        (Some(point), Measure::Log) => (String::new(), format!("all {}", words::calls(point.n))),
        (Some(point), _) => (told::range(kpi, point), words::calls(point.n)),
    };
    Entry {
        name,
        value: told::value(kpi, latest),
        range,
        calls,
        series,
        kpi,
        scale,
        is_chosen,
        target,
    }
}
