//! Trends as text for people: a compact block for each series.

use crate::domain::kpi::{Kpi, Measure};
use crate::domain::trend::{Note, NoteKind, Point, Series, words};
use crate::ops::trend::Query;
use crate::stats::Status;

/// Everything of one KPI: a block for each series; with `ascii` in plain signs.
pub(super) fn of(kpi: &Kpi, series: &[Series], query: &Query, ascii: bool) -> String {
    let marks: &[char] = if ascii { &DIGITS } else { &COLUMNS };
    let blocks: Vec<String> = series
        .iter()
        .map(|series| block(kpi, series, query, marks))
        .collect();
    format!(
        "{}, {} to {}\n\n{}",
        kpi.name,
        query.from,
        query.to,
        blocks.join("\n")
    )
}

fn block(kpi: &Kpi, series: &Series, query: &Query, marks: &[char]) -> String {
    let name = series
        .rep
        .as_ref()
        .map_or("Everyone", |(_, name)| name.as_str());
    let valued = series.points.iter().rfind(|point| point.value.is_some());
    let latest = match (valued, series.points.last()) {
        (Some(latest), _) => latest,
        (None, Some(last)) => return format!("{name}  {}\n", latest_words(kpi, last)),
        (None, None) => return format!("{name}  no calls in these weeks\n"),
    };
    let mut lines = vec![
        format!("{name}  {}", latest_words(kpi, latest)),
        format!("  {}", sparkline(kpi, series, query, marks)),
        format!("  {}", series.verdict.text),
        format!("  {}", series.chart.reading),
    ];
    for aim in &series.targets {
        let value = words::value(kpi.unit(), aim.target.value);
        lines.push(format!(
            "  Target ({}): {value} by {}: {}.",
            aim.target.horizon,
            aim.target.due_on,
            aim.words()
        ));
    }
    lines.extend(notes(series));
    lines.join("\n") + "\n"
}

/// What happened, a line each; the weeks in which files came in on one line, once for all.
fn notes(series: &Series) -> Vec<String> {
    let (imports, others): (Vec<&Note>, Vec<&Note>) = series
        .notes
        .iter()
        .partition(|note| note.kind == NoteKind::Import);
    let line = |note: &&Note| {
        let text = note.text.replace('\n', " ");
        format!("  {}: {text}", words::week(note.week))
    };
    let mut lines: Vec<String> = others.iter().map(line).collect();
    let mut weeks: Vec<String> = imports.iter().map(|note| words::week(note.week)).collect();
    weeks.dedup();
    if series.rep.is_none() && !weeks.is_empty() {
        lines.push(format!("  Files came in: {}", weeks.join(", ")));
    }
    lines
}

/// `84.1 (71 to 93) on 5 of 62 calls in W47`.
fn latest_words(kpi: &Kpi, point: &Point) -> String {
    let unit = kpi.unit();
    let week = words::week(point.week);
    let is_log = matches!(kpi.measure, Measure::Log);
    if let (Measure::Typed, Some(value)) = (&kpi.measure, point.value) {
        return format!("{} in {week}", words::value(unit, value));
    }
    let Some(value) = point.value else {
        return if is_log {
            format!("{week}: not known yet, fewer than 7 days before the log ends")
        } else {
            format!("{week}: heard, but it applied to no call")
        };
    };
    let range = match point.range {
        _ if is_log => String::new(),
        Some(range) if range.width() <= 0.0 => String::new(),
        Some(range) => format!(" ({})", words::range(unit, range.low, range.high)),
        None if point.status == Status::NoSpread => " (all the same, so no range)".to_owned(),
        None => " (too few for a range)".to_owned(),
    };
    let of = match point.frame {
        Some(frame) if !is_log => format!("{} of {}", point.n, words::calls(frame)),
        _ => words::calls(point.n),
    };
    let younger = point.frame.filter(|frame| is_log && *frame > point.n);
    let left_out = younger.map_or(String::new(), |frame| {
        format!(
            "; {} more, fewer than 7 days before the log ends, are left out",
            frame - point.n
        )
    });
    let covered = if point.covered_share < 1.0 {
        format!(
            ", from {}% of the calls that could be heard",
            (100.0 * point.covered_share).round()
        )
    } else {
        String::new()
    };
    format!(
        "{}{range} on {of} in {week}{left_out}{covered}",
        words::value(unit, value)
    )
}

/// The marks of a line, from the lowest to the highest.
const COLUMNS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The same where only ASCII is shown.
const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/// One mark a week; a gap is blank. The lowest mark is the lowest week shown, the highest the highest.
fn sparkline(kpi: &Kpi, series: &Series, query: &Query, marks: &[char]) -> String {
    let last = marks.len() - 1;
    let values = || series.points.iter().filter_map(|point| point.value);
    let (low, high) = (
        values().fold(f64::INFINITY, f64::min),
        values().fold(f64::NEG_INFINITY, f64::max),
    );
    let mut line = String::new();
    for at in 0..=query.to.since(query.from) {
        let value = series.at(query.from.plus(at)).and_then(|point| point.value);
        line.push(match value {
            None => ' ',
            Some(_) if high <= low => marks[last / 2],
            Some(value) => {
                marks[((value - low) / (high - low) * last as f64).round() as usize % marks.len()]
            }
        });
    }
    let scale = if low.is_finite() {
        words::range(kpi.unit(), low, high)
    } else {
        String::new()
    };
    format!("|{line}| {scale}")
}
