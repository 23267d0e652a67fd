//! Is this real? Reads the calls on both sides of a week for a KPI or a question. And the targets that were missed with
//! certainty, each until something is decided or agreed, then what came of that.

use anyhow::{Result, bail};

use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::kpi::{Better, Kpi, Measure, Unit};
use crate::domain::real::{Real, exact, real};
use crate::domain::trend::{Target, question_measure, words};
use crate::domain::week::Week;
use crate::ops;
use crate::ops::setup::this_week;
use crate::stats::{CONFIDENCE, Range, Sample, mean, proportion};
use crate::store::undecided::{self, Undecided};
use crate::store::{Store, number, observation, question, rollup, target};

/// Weeks on each side unless told otherwise.
pub const WEEKS: i64 = 8;

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// A KPI of heard calls, or of numbers typed in.
    Kpi(&'a Kpi),
    /// One question of the form, by its key: how often it is done as well as can be.
    Question(&'a str),
}

impl What<'_> {
    fn unit(self) -> Unit {
        match self {
            Self::Kpi(kpi) => kpi.unit(),
            Self::Question(_) => Unit::Share,
        }
    }

    fn better(self) -> Better {
        match self {
            Self::Kpi(kpi) => kpi.better,
            Self::Question(_) => Better::Higher,
        }
    }
}

/// What the heard calls of a rep, or of all, come to in the weeks `from` to `to`; none without any. From the roll-ups, which
/// have to be fresh.
pub(in crate::ops) fn sample(
    store: &Store,
    what: What<'_>,
    rep: Option<RepId>,
    (from, to): (Week, Week),
) -> Result<Option<Sample>> {
    let measure = match what {
        What::Kpi(kpi) if matches!(kpi.measure, Measure::Typed) => {
            return Ok(Sample::of(&typed(store, kpi, rep, (from, to))?));
        }
        What::Kpi(kpi) => kpi.measured().to_owned(),
        What::Question(key) => question_measure(key),
    };
    let rolls = rollup::rolls(store, &[&measure], from, to)?;
    let rolled = rolls.get(&measure).into_iter().flatten();
    let own = rolled.filter(|one| rep.is_none_or(|rep| one.rep == rep));
    Ok(Sample::together(own.map(|one| one.sample)))
}

fn typed(
    store: &Store,
    kpi: &Kpi,
    rep: Option<RepId>,
    (from, to): (Week, Week),
) -> Result<Vec<f64>> {
    let numbers = number::list(store, &kpi.key, from, to)?;
    let own = numbers.iter().filter(|one| one.rep == rep);
    Ok(own.map(|one| one.value).collect())
}

/// What each heard call of a rep, or of all, contributes in the weeks `from` to `to`.
fn values(
    store: &Store,
    what: What<'_>,
    rep: Option<RepId>,
    (from, to): (Week, Week),
) -> Result<Vec<f64>> {
    match what {
        What::Kpi(kpi) if matches!(kpi.measure, Measure::Typed) => {
            typed(store, kpi, rep, (from, to))
        }
        What::Kpi(kpi) => {
            let mut values = Vec::new();
            for one in observation::heard(store, from, to)? {
                if rep.is_none_or(|rep| one.rep == rep) {
                    values.extend(observation::contribution(store, kpi, &one)?);
                }
            }
            Ok(values)
        }
        What::Question(key) => {
            let points = question::points(store, key, rep, from, to)?;
            Ok(points
                .iter()
                .map(|points| f64::from(u8::from(*points >= 1.0)))
                .collect())
        }
    }
}

/// So many weeks before `since`, and as many from it on.
fn sides(since: Week, weeks: i64) -> [(Week, Week); 2] {
    [
        (since.plus(-weeks), since.plus(-1)),
        (since, since.plus(weeks - 1)),
    ]
}

/// The exact p-value of [`compare`]: every call is read and shuffled, which takes seconds where there are thousands.
pub fn exact_p(
    store: &Store,
    what: What<'_>,
    rep: Option<RepId>,
    since: Week,
    weeks: i64,
) -> Result<Option<f64>> {
    let [before, after] = sides(since, weeks).map(|side| values(store, what, rep, side));
    Ok(exact(&before?, &after?))
}

/// The weeks before `since` against those from `since` on, so many on each side; the present week counts as far as it goes.
pub fn compare(
    store: &Store,
    what: What<'_>,
    rep: Option<RepId>,
    since: Week,
    weeks: i64,
) -> Result<Real> {
    if let What::Question(key) = what
        && !question::is_known(store, key)?
    {
        bail!("no form has a question '{key}': deskside scorecard show names them");
    }
    if let What::Kpi(kpi) = what
        && matches!(kpi.measure, Measure::Log)
    {
        bail!(
            "{} counts every call of the log: deskside trends {} judges it",
            kpi.name,
            kpi.key
        )
    }
    rollup::refresh(store)?;
    let weeks = sides(since, weeks);
    let [before, after] = weeks.map(|side| sample(store, what, rep, side));
    Ok(real(what.unit(), what.better(), before?, after?, weeks))
}

/// A target that was missed with certainty.
#[derive(Debug, Clone)]
pub struct Miss {
    /// The KPI.
    pub kpi: Kpi,
    /// What was aimed at.
    pub target: Target,
    /// Where it stands, over the last weeks.
    pub value: f64,
    /// How far that could be off.
    pub range: Range,
    /// Calls behind it, or weeks where a number a week is typed in.
    pub calls: u64,
    /// What was decided on it since, and the week; none while it waits.
    pub decided: Option<(Week, String)>,
    /// What came of the decision.
    pub effect: Option<Real>,
    /// The same in words.
    pub text: String,
}

/// The targets that are due and certainly missed: over the last 8 closed weeks even the near end of the range does not reach
/// them. KPIs of heard calls and of numbers typed in.
pub fn misses(store: &Store, now: Instant) -> Result<Vec<Miss>> {
    rollup::refresh(store)?;
    let last = this_week(store, now)?.plus(-1);
    let decisions = observation::decisions(store, last.plus(1 - 2 * WEEKS), last.plus(1))?;
    let mut misses = Vec::new();
    let kpis = ops::kpi::all(store)?;
    for (key, target) in target::list(store)? {
        let found = kpis.iter().find(|kpi| kpi.key == key);
        let Some(kpi) = found.filter(|kpi| !matches!(kpi.measure, Measure::Log)) else {
            continue;
        };
        if target.due_on >= now.date_naive() {
            continue;
        }
        let weeks = (last.plus(1 - WEEKS), last);
        let Some(recent) = sample(store, What::Kpi(kpi), None, weeks)? else {
            continue;
        };
        let Some((value, range)) = standing(kpi.unit(), recent) else {
            continue;
        };
        let reaches = |end: f64| kpi.better.is_reached(end, target.value);
        if reaches(range.low) || reaches(range.high) {
            continue;
        }
        let decided = decisions
            .iter()
            .rev()
            .find(|one| one.kpi.as_deref() == Some(&*kpi.key));
        let decided = decided.map(|one| (one.week, one.what.clone()));
        let effect = decided
            .as_ref()
            .map(|(week, _)| compare(store, What::Kpi(kpi), None, *week, WEEKS));
        let mut miss = Miss {
            kpi: kpi.clone(),
            target,
            value,
            range,
            calls: recent.n,
            decided,
            effect: effect.transpose()?,
            text: String::new(),
        };
        miss.text = text(&miss);
        misses.push(miss);
    }
    Ok(misses)
}

/// The mean and its range, about how such calls come about.
fn standing(unit: Unit, recent: Sample) -> Option<(f64, Range)> {
    let bounds = (unit != Unit::Number).then(|| unit.bounds());
    match unit {
        Unit::Points | Unit::Number => {
            let found = mean::of_sample(recent, None, None, bounds, CONFIDENCE);
            found.mean.zip(found.range)
        }
        Unit::Share => {
            let range = proportion::wilson(recent.ones(), recent.n, CONFIDENCE)?;
            Some((recent.mean, range))
        }
    }
}

fn text(miss: &Miss) -> String {
    let unit = miss.kpi.unit();
    let mut text = format!(
        "{} was to be {} by {} and stands at {} ({}, {} in {WEEKS} weeks).",
        miss.kpi.name,
        words::value(unit, miss.target.value),
        miss.target.due_on.format("%-d %b %Y"),
        words::value(unit, miss.value),
        words::range(unit, miss.range.low, miss.range.high),
        words::counted(unit, miss.calls)
    );
    match (&miss.decided, &miss.effect) {
        (Some((week, what)), Some(effect)) => {
            text.push_str(&format!(
                " Decided in {}: {what}. {}",
                words::week(*week),
                effect.text
            ));
        }
        _ => text.push_str(" Nothing was decided on it yet."),
    }
    text
}

/// The critical errors of the last weeks up to `to` on which nothing was agreed with the rep.
pub fn undecided(store: &Store, to: Week) -> Result<Vec<Undecided>> {
    Ok(undecided::list(store, to.plus(1 - WEEKS), to)?)
}

/// One of them in words: `Dana: Verified the account (against the customer), missed in 2 calls, last on 18 Nov.`
pub fn undecided_told(one: &Undecided) -> String {
    format!(
        "{}: {} ({}), missed in {}, last on {}.",
        one.rep,
        one.text,
        one.class.against(),
        words::calls(one.calls.unsigned_abs()),
        one.last_on.format("%-d %b")
    )
}

/// The missed targets, and the critical errors on which nothing was agreed, as lines for people, a paragraph each.
pub fn page(misses: &[Miss], undecided: &[Undecided]) -> Vec<String> {
    let told = misses
        .iter()
        .flat_map(|miss| [miss.text.clone(), String::new()]);
    let mut lines: Vec<String> = told.collect();
    if misses.is_empty() {
        lines.push("No target that is due was certainly missed.".into());
    } else {
        lines.push(
            "A miss leads somewhere: a on the trends writes down what was decided, and what came of it is then tested here.".into(),
        );
    }
    if !undecided.is_empty() {
        lines.push(String::new());
        lines.push(format!(
            "Critical errors of the last {WEEKS} weeks on which nothing is agreed yet; agreeing on the question with the rep \
             takes one off the list:"
        ));
        lines.extend(undecided.iter().map(undecided_told));
    }
    lines
}

#[cfg(test)]
mod tests;
