//! The numbers of the page: quality of the business and of each rep, the other KPIs, critical errors.

use serde::Serialize;

use super::super::Summary;
use super::super::critical::ClassErrors;
use super::super::figures::{count, day, list};
use super::super::number::{NamedNumber, Number, Target, WeekPoint};
use crate::domain::kpi::{self, Unit};
use crate::domain::scorecard::Class;
use crate::domain::trend::words;

/// KPIs on the page with everything that is said of them; the others only with their value.
const MOST_KPIS: usize = 8;

/// One number with everything that is said of it.
#[derive(Debug, Serialize)]
pub(crate) struct NumberLine {
    /// Whose, or which.
    pub name: String,
    /// Such as `84.2`; a dash when nothing is known of the week.
    pub value: String,
    /// Such as `79 to 90`, or why there is none.
    pub range: String,
    /// Such as `14 calls`.
    pub calls: String,
    /// Whether it has changed.
    pub verdict: String,
    /// What is aimed at, on one line; empty when nothing is.
    pub targets: String,
    /// The weeks in words, for those who do not see the drawing.
    pub weeks_told: String,
    /// The weeks, for the drawing.
    #[serde(skip)]
    pub weeks: Vec<WeekPoint>,
    #[serde(skip)]
    pub usual: Option<f64>,
    #[serde(skip)]
    pub unit: Unit,
}

/// One class of critical errors.
#[derive(Debug, Serialize)]
pub(crate) struct ClassLine {
    pub name: &'static str,
    pub text: String,
    /// The questions that were failed.
    pub failed: Vec<String>,
}

pub(super) fn business_quality(summary: &Summary) -> NumberLine {
    number("The whole business".into(), &summary.quality, Unit::Points)
}

pub(super) fn rep_qualities(summary: &Summary) -> Vec<NumberLine> {
    // The targets are those of the business: nobody carries them alone.
    let of = |rep: &super::super::RepPart| NumberLine {
        targets: String::new(),
        ..number(super::name(&rep.rep), &rep.quality, Unit::Points)
    };
    known(summary.reps.iter().map(of).collect())
}

/// The KPIs but those of critical errors, which stand on their own; and those for which there is not room in one line:
/// `Also: Missed calls: 12 and Orders: 68% (50% to 82%).` What came of calls, what has changed
/// and what is aimed at comes first.
pub(super) fn kpis(summary: &Summary) -> (Vec<NumberLine>, Option<String>) {
    let is_told_elsewhere = |one: &&NamedNumber| one.kpi.ends_with("_critical_free");
    let mut others: Vec<&NamedNumber> = summary
        .kpis
        .iter()
        .filter(|one| !is_told_elsewhere(one))
        .collect();
    let rest = if others.len() > MOST_KPIS {
        let order: Vec<&str> = others.iter().map(|one| one.kpi.as_str()).collect();
        let place = |one: &NamedNumber| order.iter().position(|kpi| *kpi == one.kpi);
        let mut ranked = others.clone();
        ranked.sort_by_key(|one| std::cmp::Reverse(weight(one)));
        let rest = ranked.split_off(MOST_KPIS);
        ranked.sort_by_key(|one| place(one));
        others = ranked;
        rest
    } else {
        Vec::new()
    };
    let line = |one: &&NamedNumber| number(super::name(&one.name), &one.number, one.unit);
    let told: Vec<String> = rest.iter().map(line).map(|one| one.in_short()).collect();
    let also = (!told.is_empty()).then(|| format!("Also: {}.", list(&told)));
    (known(others.iter().map(line).collect()), also)
}

/// What brings a KPI on the page where there is not room for all: what came of calls first.
fn weight(one: &NamedNumber) -> (bool, bool, bool, bool) {
    let comes_along = kpi::ALL.iter().any(|kpi| kpi.key == one.kpi);
    let number = &one.number;
    let is_real = number.verdict.is.ends_with("_real");
    (
        comes_along,
        is_real,
        !number.targets.is_empty(),
        number.value.is_some(),
    )
}

/// The lines, unless nothing is known of any of them: a table of dashes tells nobody anything.
fn known(lines: Vec<NumberLine>) -> Vec<NumberLine> {
    if lines.iter().any(NumberLine::is_known) {
        lines
    } else {
        Vec::new()
    }
}

impl NumberLine {
    /// `Orders: 68% (50% to 82%)`.
    fn in_short(&self) -> String {
        match self.range.as_str() {
            "" => format!("{}: {}", self.name, self.value),
            range => format!("{}: {} ({range})", self.name, self.value),
        }
    }

    /// Whether any week has a value.
    pub fn is_known(&self) -> bool {
        self.weeks.iter().any(|point| point.value.is_some())
    }
}

fn number(name: String, number: &Number, unit: Unit) -> NumberLine {
    NumberLine {
        name,
        value: number
            .value
            .map_or("–".into(), |value| words::value(unit, value)),
        range: range(number, unit),
        calls: behind(number.n, unit),
        verdict: number.verdict.text.clone(),
        targets: targets(&number.targets, unit),
        weeks_told: weeks_told(&number.weeks, unit),
        weeks: number.weeks.clone(),
        usual: number.usual,
        unit,
    }
}

fn range(number: &Number, unit: Unit) -> String {
    match (number.value, number.low.zip(number.high)) {
        (Some(_), Some((low, high))) if low < high => words::range(unit, low, high),
        (Some(_), _) if unit == Unit::Number => String::new(),
        (Some(_), Some(_)) => "every call counted".into(),
        (Some(_), None) => "too few for a range".into(),
        (None, _) => match number.latest() {
            Some(WeekPoint {
                week,
                value: Some(value),
                ..
            }) => {
                format!(
                    "last known: {} in {}",
                    words::value(unit, *value),
                    words::week(*week)
                )
            }
            _ => "nothing known yet".into(),
        },
    }
}

/// What stands behind a value; a number of the week is what it is.
fn behind(n: u64, unit: Unit) -> String {
    match unit {
        Unit::Points | Unit::Share => count(n, "call"),
        Unit::Number if n == 0 => "no number".into(),
        Unit::Number => "typed in".into(),
    }
}

/// `Targets: 85.0 by 1 Jan 2027: reached now, on course (about 8 in 10); 88.0 by 21 May 2027: ...`
fn targets(targets: &[Target], unit: Unit) -> String {
    let told: Vec<String> = targets.iter().map(|one| target(one, unit)).collect();
    match told.as_slice() {
        [] => String::new(),
        [one] => format!("Target: {one}"),
        many => format!("Targets: {}", many.join("; ")),
    }
}

fn target(target: &Target, unit: Unit) -> String {
    let value = words::value(unit, target.value);
    format!(
        "{value} by {}: {}",
        target.due_on.format("%-d %b %Y"),
        target.text
    )
}

/// `W45: 84.2, 79 to 90, 14 calls; W46: nothing heard; ...`
fn weeks_told(weeks: &[WeekPoint], unit: Unit) -> String {
    let told: Vec<String> = weeks.iter().map(|point| week_told(point, unit)).collect();
    format!("{}.", told.join("; "))
}

fn week_told(point: &WeekPoint, unit: Unit) -> String {
    let week = words::week(point.week);
    let Some(value) = point.value else {
        return format!("{week}: no number");
    };
    let range = match point.low.zip(point.high) {
        Some((low, high)) if low < high => format!(", {}", words::range(unit, low, high)),
        _ => String::new(),
    };
    format!(
        "{week}: {}{range}, {}",
        words::value(unit, value),
        behind(point.n, unit)
    )
}

pub(super) fn class(errors: &ClassErrors) -> ClassLine {
    let failed = errors.questions.iter().map(|one| {
        format!(
            "Missed in {}: {}",
            count(one.calls, "call"),
            super::text(&one.question)
        )
    });
    ClassLine {
        name: match errors.class {
            Class::Customer => "Against the customer",
            Class::Business => "Against the business",
            Class::Compliance => "Against a rule or law",
        },
        text: errors.text.clone(),
        failed: failed.collect(),
    }
}

/// The day by which something is due, and whether it has passed.
pub(super) fn due(on: chrono::NaiveDate, overdue: bool) -> String {
    if overdue {
        format!("{}, overdue", day(on))
    } else {
        day(on)
    }
}
