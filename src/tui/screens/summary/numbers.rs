//! The numbers of the page: values with their ranges and their last weeks, and what each of them says.

use ratatui::text::{Line, Span};

use crate::domain::kpi::Unit;
use crate::ops::summary::page::{NumberLine, Page};
use crate::tui::glyphs::DOT;
use crate::tui::theme::Theme;
use crate::tui::widgets::paper::Paper;
use crate::tui::widgets::{range, spark};

/// Columns of a bar that shows a range.
const BAR: usize = 17;
/// From these widths on the tables show the weeks, and the bars as well.
const ROOMY: usize = 92;
const ROOMIEST: usize = 112;

/// Quality of the business and of each rep, then the other KPIs.
pub(super) fn draw(paper: &mut Paper, page: &Page) {
    let theme = paper.theme;
    let line = &page.quality;
    paper.heading("Quality");
    let mut spans = vec![
        Span::styled(line.value.clone(), theme.accent),
        Span::raw("   "),
    ];
    spans.extend(bar(line, theme).spans);
    spans.push(Span::raw(format!("   {} {DOT} {}", line.range, line.calls)));
    paper.lines.push(Line::from(spans));
    paper.text(&line.verdict, theme.text);
    if !line.targets.is_empty() {
        paper.text(&line.targets, theme.dim);
    }
    if !page.qualities.is_empty() {
        paper.gap();
        numbers(paper, "Rep", &page.qualities);
    }
    paper.heading("The other numbers");
    numbers(paper, "KPI", &page.kpis);
    if let Some(more) = &page.kpis_more {
        paper.gap();
        paper.text(more, paper.theme.dim);
    }
}

/// A table of values, and what each of them says below it.
fn numbers(paper: &mut Paper, first: &'static str, lines: &[NumberLine]) {
    let theme = paper.theme;
    let (weeks_fit, bars_fit) = (paper.columns >= ROOMY, paper.columns >= ROOMIEST);
    let mut header = vec![first, "This week"];
    header.extend(bars_fit.then_some(""));
    header.extend(["Range", "Calls"]);
    header.extend(weeks_fit.then_some("13 weeks"));
    let row = |one: &NumberLine| {
        let mut row = vec![
            Line::from(one.name.clone()),
            Line::styled(one.value.clone(), theme.strong),
        ];
        row.extend(bars_fit.then(|| bar(one, theme)));
        row.push(Line::from(one.range.clone()));
        row.push(Line::from(one.calls.clone()));
        row.extend(weeks_fit.then(|| Line::from(weeks(one, theme))));
        row
    };
    let rows: Vec<Vec<Line<'static>>> = lines.iter().map(row).collect();
    paper.table(&header, &rows, 0);
    paper.gap();
    for one in lines {
        paper.item(&one.name, &one.verdict, "");
        if !one.targets.is_empty() {
            paper.under("  ", &one.targets, theme.dim);
        }
    }
}

/// Where the number could be; blank where that cannot be said.
fn bar(line: &NumberLine, theme: &Theme) -> Line<'static> {
    let here = line
        .weeks
        .last()
        .and_then(|week| Some((week.low?, week.value?, week.high?)));
    match here {
        Some((low, value, high)) if low < high => range::line(
            BAR,
            scaled(line, low),
            scaled(line, value),
            scaled(line, high),
            theme,
        ),
        _ => Line::from(" ".repeat(BAR)),
    }
}

fn weeks(line: &NumberLine, theme: &Theme) -> String {
    let values: Vec<Option<f64>> = line
        .weeks
        .iter()
        .map(|week| week.value.map(|value| scaled(line, value)))
        .collect();
    let known = || values.iter().flatten().copied();
    let (low, high) = (
        known().fold(f64::INFINITY, f64::min),
        known().fold(f64::NEG_INFINITY, f64::max),
    );
    spark::line(&values, (low, high), values.len(), theme.glyphs)
}

/// On a scale from 0 to 100.
fn scaled(line: &NumberLine, value: f64) -> f64 {
    match line.unit {
        Unit::Points | Unit::Number => value,
        Unit::Share => 100.0 * value,
    }
}
