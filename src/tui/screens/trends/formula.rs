//! How the chosen number is worked out: the KPI in plain words, this point with its own numbers, what the chart draws.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::{Trends, told};
use crate::domain::evaluation::shown;
use crate::domain::kpi::{Kpi, Measure};
use crate::domain::trend::{ChartKind, Point, Series, words};
use crate::stats::{Range, Status};
use crate::tui::canvas::{Canvas, below, centred};
use crate::tui::widgets::panel;
use crate::tui::widgets::text::wrap;

/// Scores that are listed one by one.
const MOST_LISTED: usize = 24;

impl Trends {
    /// Draws it in a box.
    pub(super) fn draw_formula(&self, canvas: &mut Canvas, area: Rect, values: &[f64]) {
        let Some((kpi, series)) = self.shown() else {
            return;
        };
        let columns = area.width.min(84);
        let room = usize::from(columns.saturating_sub(4));
        let lines: Vec<String> = self
            .formula(kpi, series, values)
            .iter()
            .flat_map(|text| {
                if text.is_empty() {
                    vec![String::new()]
                } else {
                    wrap(text, room)
                }
            })
            .collect();
        let height = (lines.len() as u16 + 4).min(area.height);
        let title = format!("How it is worked out: {}", kpi.name);
        let inside = panel::boxed(canvas, centred(area, columns, height), &title);
        let last = inside.height.saturating_sub(1);
        for (row, line) in lines.iter().take(last.into()).enumerate() {
            canvas.line(below(inside, row as u16), Span::raw(line));
        }
        canvas.line(
            below(inside, last),
            Span::styled("Esc closes it; h l j k [ ] still move.", canvas.theme.dim),
        );
    }

    /// The paragraphs; `values` is what each call behind the point contributes.
    fn formula(&self, kpi: &Kpi, series: &Series, values: &[f64]) -> Vec<String> {
        let mut told = vec![kpi.formula.to_string(), kpi.zero_case.to_string()];
        told.push(String::new());
        let whose = told::whose(series);
        let head = format!("{}, {whose}:", told::week(self.week));
        told.push(match series.at(self.week) {
            Some(point) if point.value.is_some() => {
                format!(
                    "{head} {}",
                    this_point(kpi, point, values, series.rep.is_none())
                )
            }
            _ => format!("{head} {}.", told::facts(kpi, series, self.week).join(", ")),
        });
        told.push(String::new());
        told.push(lines(kpi, series));
        told
    }
}

fn this_point(kpi: &Kpi, point: &Point, values: &[f64], is_business: bool) -> String {
    let value = words::value(kpi.unit(), point.value.unwrap_or_default());
    let weighs = if is_business && values.len() > 1 {
        ", each rep weighing as many calls as that rep took"
    } else {
        ""
    };
    match kpi.measure {
        Measure::Typed => format!("{value} was typed in or brought in."),
        Measure::Log => {
            let held = (point.value.unwrap_or_default() * point.n as f64).round();
            format!(
                "{held} of {} make {value}.{}",
                words::calls(point.n),
                waiting(point)
            )
        }
        Measure::Share(_) | Measure::Rolled(_) => {
            let yes = values.iter().filter(|value| **value > 0.5).count();
            let heard = words::calls(values.len() as u64);
            format!(
                "{yes} of the {heard} to which it applied make {value}{weighs}.{}",
                beyond(kpi, point)
            )
        }
        Measure::Points(_) => {
            let heard = words::calls(values.len() as u64);
            format!(
                "{heard} heard at random with {} make {value}{weighs}.{}",
                listed(values),
                beyond(kpi, point)
            )
        }
    }
}

/// What the calls that were heard say of those that were not.
fn beyond(kpi: &Kpi, point: &Point) -> String {
    let range = |range: Range| words::range(kpi.unit(), range.low, range.high);
    match (point.frame, point.range) {
        (Some(frame), _) if point.status == Status::Census => {
            format!(" All {frame} calls were heard, so nothing is uncertain.")
        }
        (Some(frame), Some(of)) => format!(
            " For all {frame} calls that could have been drawn it lies at {}, 19 times in 20.",
            range(of)
        ),
        (None, Some(of)) => format!(" For such calls it lies at {}, 19 times in 20.", range(of)),
        (_, None) if point.status == Status::NoSpread => {
            " They are all alike, so nothing tells how far off it could be.".to_owned()
        }
        (_, None) => " They are too few to tell how far off it could be.".to_owned(),
    }
}

fn listed(values: &[f64]) -> String {
    let mut listed: Vec<String> = values
        .iter()
        .take(MOST_LISTED)
        .map(|value| format!("{:.1}", shown(*value)))
        .collect();
    if values.len() > MOST_LISTED {
        listed.push(format!("and {} more", values.len() - MOST_LISTED));
    }
    listed.join(", ")
}

/// Calls of the week of which it is not known yet.
fn waiting(point: &Point) -> String {
    match point.frame.and_then(|frame| frame.checked_sub(point.n)) {
        Some(younger) if younger > 0 => {
            format!(
                " {} are younger than 7 days and not counted yet.",
                words::calls(younger)
            )
        }
        _ => String::new(),
    }
}

/// What the lines of the chart are.
fn lines(kpi: &Kpi, series: &Series) -> String {
    let counting = match kpi.measure {
        Measure::Typed => "",
        _ => ", counting weeks with at least 3 calls",
    };
    let chart = &series.chart;
    let from = chart.baseline.map_or(String::new(), |(first, last)| {
        format!(" of {} to {}", words::week(first), words::week(last))
    });
    match (chart.centre, chart.kind) {
        (None, _) => format!("The chart has no lines yet. {}", chart.reading),
        (Some(_), ChartKind::Xmr) => format!(
            "The line through the chart is the mean{from}{counting}. The limits lie 2.66 times the usual step from week to \
             week above and below it: chance alone rarely leads a week outside of them."
        ),
        (Some(_), ChartKind::Surprise) => format!(
            "The line through the chart is the share{from}. So few calls a week allow no limits: a week is marked when \
             fewer than 1 in 100 such weeks would lie so far from the others."
        ),
        (Some(_), ChartKind::P | ChartKind::PPrime) => format!(
            "The line through the chart is the share{from}. Each week has limits of its own, the wider the fewer calls \
             it has: chance alone rarely leads a week outside of them."
        ),
    }
}
