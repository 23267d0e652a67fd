//! The large chart: a series as points, levels, aims and marks, in the units of the axis.

use chrono::Datelike;
use ratatui::layout::Rect;

use super::{Trends, told};
use crate::domain::kpi::{Kpi, Unit};
use crate::domain::trend::{NoteKind, Series, words};
use crate::domain::week::Week;
use crate::tui::canvas::Canvas;
use crate::tui::widgets::chart::{self, Aim, Chart, Chosen, Level, Point, Stand};

/// Columns between the labels of two weeks, at least.
const APART: usize = 6;

impl Trends {
    /// Draws the chart of what is shown.
    pub(super) fn draw_large(&self, canvas: &mut Canvas, area: Rect) {
        let Some((kpi, series)) = self.shown() else {
            return;
        };
        let labels = self.labels(area.width.into());
        let months = self.months();
        chart::draw(
            canvas,
            area,
            &Chart {
                points: &self.points(kpi, series),
                levels: &self.levels(kpi, series),
                aims: &aims(kpi, series),
                marks: &self.marks(series),
                labels: &labels,
                below: &months,
                chosen: Some(Chosen {
                    week: self.place(self.week),
                    range: self.range(kpi, series),
                }),
                scale: self.scale(),
                unit: match kpi.unit() {
                    Unit::Points | Unit::Number => "",
                    Unit::Share => "%",
                },
                clicks: (!self.all.is_empty()).then(|| self.people()),
            },
        );
    }

    /// The place of a week among those shown; the nearest for one outside of them.
    fn place(&self, week: Week) -> usize {
        week.clamp(self.from, self.to).since(self.from) as usize
    }

    /// One place a week; nothing in a gap.
    pub(super) fn points(&self, kpi: &Kpi, series: &Series) -> Vec<Option<Point>> {
        let point = |at: usize| {
            let point = series.at(self.from.plus(at as i64))?;
            let is_out = series
                .chart
                .signals
                .iter()
                .any(|one| one.week == point.week);
            Some(Point {
                value: on_axis(kpi, point.value?),
                stand: if is_out {
                    Stand::Out
                } else if point.is_closed {
                    Stand::Usual
                } else {
                    Stand::Open
                },
            })
        };
        (0..self.weeks()).map(point).collect()
    }

    /// The range of the chosen week.
    fn range(&self, kpi: &Kpi, series: &Series) -> Option<(f64, f64)> {
        let range = series.at(self.week)?.range?;
        (range.width() > 0.0).then(|| (on_axis(kpi, range.low), on_axis(kpi, range.high)))
    }

    /// What is usual and its limits, from the first week of which they were computed to the end.
    fn levels(&self, kpi: &Kpi, series: &Series) -> Vec<Level> {
        let chart = &series.chart;
        let from = chart.baseline.map_or(0, |(first, _)| self.place(first));
        let to = self.weeks() - 1;
        let level = |from, to, value, limit, name: String| Level {
            from,
            to,
            value: on_axis(kpi, value),
            limit,
            name,
        };
        let named = |value: f64, name: &str| format!("{} {name}", words::limit(kpi.unit(), value));
        let mut levels: Vec<Level> = Vec::new();
        levels.extend(
            chart
                .centre
                .map(|centre| level(from, to, centre, false, named(centre, "usual"))),
        );
        if chart.limits.is_empty() {
            let limits = [(chart.upper, "upper limit"), (chart.lower, "lower limit")];
            for (limit, name) in limits {
                levels.extend(limit.map(|limit| level(from, to, limit, true, named(limit, name))));
            }
        }
        // A pair of limits for each week; the last pair is named.
        for (nth, limit) in chart.limits.iter().enumerate() {
            let at = self.place(limit.week);
            let end = if nth + 1 == chart.limits.len() {
                to
            } else {
                at
            };
            for (value, name) in [(limit.upper, "upper limit"), (limit.lower, "lower limit")] {
                let name = if nth + 1 == chart.limits.len() {
                    named(value, name)
                } else {
                    String::new()
                };
                levels.push(level(at, end, value, true, name));
            }
        }
        levels
    }

    /// What happened, by week; what happened in one week stands together.
    fn marks(&self, series: &Series) -> Vec<(usize, String)> {
        let mut marks: Vec<(usize, String)> = Vec::new();
        // Files come in every week: they are told in words only.
        for note in series
            .notes
            .iter()
            .filter(|note| note.kind != NoteKind::Import)
        {
            let (at, text) = (
                self.place(note.week),
                told::note(note, series.rep.is_none()),
            );
            match marks.last_mut().filter(|(week, _)| *week == at) {
                Some((_, told)) => *told = format!("{told}; {text}"),
                None => marks.push((at, text)),
            }
        }
        marks
    }

    /// Weeks at even steps back from the last, and the chosen one.
    fn labels(&self, width: usize) -> Vec<(usize, String)> {
        let weeks = self.weeks();
        let fits = |step: &usize| width * step / weeks.max(1) >= APART + step;
        let step = [1, 2, 4, 8, 13, 26].into_iter().find(fits).unwrap_or(weeks);
        let chosen = self.place(self.week);
        (0..weeks)
            .filter(|at| (weeks - 1 - at).is_multiple_of(step) || *at == chosen)
            .map(|at| (at, words::week(self.from.plus(at as i64))))
            .collect()
    }

    /// The months, each at the first week that begins in it; the year with the first and with each January.
    fn months(&self) -> Vec<(usize, String)> {
        let mut months = Vec::new();
        let mut last = None;
        for at in 0..self.weeks() {
            let monday = self.from.plus(at as i64).monday();
            let month = (monday.year(), monday.month());
            if last.is_some_and(|last| last != month) {
                let form = if monday.month() == 1 { "%b %Y" } else { "%b" };
                months.push((at, monday.format(form).to_string()));
            }
            last = Some(month);
        }
        months
    }

    fn scale(&self) -> (f64, f64) {
        let shown = self.all.get(self.kpi);
        shown.map_or((0.0, 100.0), |(kpi, all)| scale_of(kpi, all, self.whose))
    }
}

/// The scale of a KPI in fives, at least thirty from end to end, from everything that is drawn: the business, which is the
/// first, has its own; the reps share one, so that they can be compared.
pub(super) fn scale_of(kpi: &Kpi, all: &[Series], whose: usize) -> (f64, f64) {
    let drawn = if whose == 0 || all.len() < 2 {
        &all[..all.len().min(1)]
    } else {
        &all[1..]
    };
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in drawn.iter().flat_map(numbers) {
        low = low.min(on_axis(kpi, value));
        high = high.max(on_axis(kpi, value));
    }
    if !low.is_finite() || !high.is_finite() {
        return (0.0, 100.0);
    }
    if kpi.unit() == Unit::Number {
        return around(low, high);
    }
    let low = ((low - 1.0) / 5.0).floor() * 5.0;
    let high = (((high + 1.0) / 5.0).ceil() * 5.0).min(100.0);
    (low.min(high - 30.0).max(0.0), high.max(30.0))
}

/// Any numbers with a little room above and below them, from nought on where they are not far from it.
fn around(low: f64, high: f64) -> (f64, f64) {
    let span = (high - low).max(0.1 * high.abs()).max(1e-6);
    let from = low - 0.1 * span;
    let is_near_nought = low >= 0.0 && from < 0.5 * high;
    (if is_near_nought { 0.0 } else { from }, high + 0.1 * span)
}

/// Every number of a series that is drawn.
fn numbers(series: &Series) -> impl Iterator<Item = f64> {
    let chart = &series.chart;
    let levels = [chart.centre, chart.lower, chart.upper];
    let limits = chart.limits.iter().flat_map(|one| [one.lower, one.upper]);
    let values = series.points.iter().filter_map(|point| point.value);
    let aims = series.targets.iter().map(|aim| aim.target.value);
    values
        .chain(levels.into_iter().flatten())
        .chain(limits)
        .chain(aims)
}

/// What is aimed at, with the day.
fn aims(kpi: &Kpi, series: &Series) -> Vec<Aim> {
    let aim = |aim: &crate::domain::trend::Aim| Aim {
        value: on_axis(kpi, aim.target.value),
        number: words::limit(kpi.unit(), aim.target.value),
        name: format!(
            "{} by {}",
            words::limit(kpi.unit(), aim.target.value),
            aim.target.due_on.format("%b %Y")
        ),
    };
    series.targets.iter().map(aim).collect()
}

/// A share in per cent; points as they are.
pub(super) fn on_axis(kpi: &Kpi, value: f64) -> f64 {
    match kpi.unit() {
        Unit::Points | Unit::Number => value,
        Unit::Share => 100.0 * value,
    }
}
