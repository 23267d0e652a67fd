//! One KPI of one rep or of the business over the weeks shown: points, chart, verdict, notes, targets.

use std::collections::BTreeMap;

use crate::domain::id::{EvaluationId, RepId};
use crate::domain::kpi::{Kpi, Measure};
use crate::domain::own_kpi::number::Number;
use crate::domain::trend::cell::{Cell, cells};
use crate::domain::trend::chart::{self, Chart};
use crate::domain::trend::compare::{Comparison, Weekly, compare};
use crate::domain::trend::note::{Note, notes};
use crate::domain::trend::phase;
use crate::domain::trend::point::{self, Point, Typed};
use crate::domain::trend::pool::Pools;
use crate::domain::trend::target::{Aim, aims};
use crate::domain::trend::{Agreed, FormVersion, LogWeek, Record, Span};
use crate::domain::week::Week;
use crate::stats::Sample;

/// Whose numbers: a rep by id and name, or the whole business.
pub type Whose = Option<(RepId, String)>;

/// A KPI over weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Whose numbers.
    pub rep: Whose,
    /// One for each week in which something was heard, oldest first; a week that is not there is a gap.
    pub points: Vec<Point>,
    /// What is usual, and what stands out.
    pub chart: Chart,
    /// Whether it has changed.
    pub verdict: Comparison,
    /// Commitments, decisions and new forms, by week.
    pub notes: Vec<Note>,
    /// What is aimed at, the nearest first.
    pub targets: Vec<Aim>,
}

impl Series {
    /// The point of a week.
    pub fn at(&self, week: Week) -> Option<&Point> {
        self.points.iter().find(|point| point.week == week)
    }
}

/// The series of `kpi` for each of `whose`, in that order. `record` reaches back to [`Span::reach`].
pub fn series(kpi: &Kpi, record: &Record, span: Span, whose: &[Whose]) -> Vec<Series> {
    let desk = Desk::of(kpi, record, span);
    whose.iter().map(|whose| desk.series(whose)).collect()
}

/// What all series of a KPI share.
struct Desk<'a> {
    kpi: &'a Kpi,
    record: &'a Record,
    span: Span,
    cells: BTreeMap<Week, Vec<Cell>>,
    log: BTreeMap<Week, Vec<LogWeek>>,
    pools: BTreeMap<Week, Pools>,
    /// The first week of the present phase.
    phase: Week,
    /// Where a form changed.
    changes: Vec<(Week, &'a FormVersion)>,
}

impl<'a> Desk<'a> {
    fn of(kpi: &'a Kpi, record: &'a Record, span: Span) -> Self {
        let mut desk = Self {
            kpi,
            record,
            span,
            cells: BTreeMap::new(),
            log: BTreeMap::new(),
            pools: BTreeMap::new(),
            phase: span.reach(),
            changes: Vec::new(),
        };
        if !kpi.is_heard() {
            for one in &record.log {
                desk.log.entry(one.week).or_default().push(*one);
            }
            return desk;
        }
        let all = cells(kpi, &record.rolls, &record.frames);
        let weeks = std::iter::successors(Some(span.from), |week| Some(week.plus(1)));
        for week in weeks.take_while(|week| *week <= span.to) {
            desk.pools
                .insert(week, Pools::ending(week.min(span.this_week.plus(-1)), &all));
        }
        for cell in all {
            desk.cells.entry(cell.week).or_default().push(cell);
        }
        desk.changes = phase::changes(&record.forms, &record.versions);
        desk.phase = desk.changes.last().map_or(desk.phase, |(week, _)| *week);
        desk
    }

    fn series(&self, whose: &Whose) -> Series {
        let rep = whose.as_ref().map(|(rep, _)| *rep);
        let points: Vec<Point> = match self.kpi.measure {
            Measure::Log => self.log_points(rep),
            Measure::Typed => self.typed(rep, self.span.from).map(point::typed).collect(),
            _ => self.sampled_points(rep),
        };
        let weekly: Vec<Weekly> = self.weekly(rep);
        let commitments = self.commitments(rep);
        let chart = chart::of(
            self.kpi,
            &points,
            &weekly,
            self.span.from.max(self.phase),
            self.span.to,
            &commitments,
        );
        let pool = self
            .pools
            .get(&self.span.to)
            .and_then(|pools| pools.of(rep));
        let verdict = compare(self.kpi, &weekly, pool, &commitments);
        Series {
            rep: whose.clone(),
            points,
            chart,
            targets: aims(
                self.kpi,
                &self.record.targets,
                &weekly,
                pool,
                self.span.this_week,
            ),
            verdict,
            notes: notes(self.kpi, self.record, &self.changes, self.span, rep),
        }
    }

    /// The numbers told of the business, or of a rep, from a week on.
    fn typed(&self, rep: Option<RepId>, from: Week) -> impl Iterator<Item = Typed> {
        let own = self.record.typed.get(&*self.kpi.key);
        let span = self.span;
        let is_asked =
            move |one: &&Number| one.rep == rep && from <= one.week && one.week <= span.to;
        own.into_iter()
            .flatten()
            .filter(is_asked)
            .map(move |one| Typed {
                week: one.week,
                value: one.value,
                is_closed: one.week < span.this_week,
            })
    }

    fn sampled_points(&self, rep: Option<RepId>) -> Vec<Point> {
        let unit = self.kpi.unit();
        self.cells
            .range(self.span.from..=self.span.to)
            .filter_map(|(week, cells)| {
                let cells = of_rep(cells, rep, |cell| cell.rep);
                let pools = self.pools.get(week)?;
                let is_closed = *week < self.span.this_week;
                match rep {
                    Some(_) => point::of_rep(&cells, unit, pools.of(rep), is_closed),
                    None => point::of_business(&cells, unit, pools, is_closed),
                }
            })
            .collect()
    }

    fn log_points(&self, rep: Option<RepId>) -> Vec<Point> {
        self.log
            .range(self.span.from..=self.span.to)
            .filter_map(|(week, log)| {
                let is_over = *week < self.span.this_week;
                point::of_log(&of_rep(log, rep, |one| one.rep), is_over)
            })
            .collect()
    }

    /// What each week of the present phase contributes to chart and verdict, also before the weeks shown.
    fn weekly(&self, rep: Option<RepId>) -> Vec<Weekly> {
        let this_week = self.span.this_week;
        if let Measure::Log = self.kpi.measure {
            let weeks = self.log.iter().map(|(week, log)| {
                let log = of_rep(log, rep, |one| one.rep);
                let sum = |part: fn(&LogWeek) -> u64| log.iter().map(|one| part(one)).sum::<u64>();
                let (calls, n, x) = (
                    sum(|one| one.calls),
                    sum(|one| one.known),
                    sum(|one| one.held),
                );
                Weekly {
                    week: *week,
                    is_closed: *week < this_week && n == calls,
                    sample: None,
                    evidence: Vec::new(),
                    x,
                    n,
                }
            });
            return weeks.collect();
        }
        if let Measure::Typed = self.kpi.measure {
            let typed = self.typed(rep, self.span.reach());
            return typed
                .map(|one| Weekly::typed(one.week, one.is_closed, one.value))
                .collect();
        }
        let weeks = self
            .cells
            .range(self.phase..=self.span.to)
            .map(|(week, cells)| {
                let cells = of_rep(cells, rep, |cell| cell.rep);
                let sample = Sample::together(cells.iter().filter_map(|cell| cell.sample));
                Weekly {
                    week: *week,
                    is_closed: *week < this_week,
                    x: sample.map_or(0, Sample::ones),
                    n: sample.map_or(0, |sample| sample.n),
                    sample,
                    evidence: self.evidence(*week, rep),
                }
            });
        weeks.collect()
    }

    /// What the calls of a week contribute that gave rise to a commitment.
    fn evidence(&self, week: Week, rep: Option<RepId>) -> Vec<(EvaluationId, f64)> {
        let all = self.record.evidence.iter();
        all.filter(|one| {
            one.measure == self.kpi.measured()
                && one.week == week
                && rep.is_none_or(|rep| one.rep == rep)
        })
        .map(|one| (one.evaluation, one.value))
        .collect()
    }

    /// The rep's commitments in the weeks shown, oldest first; the business has none of its own.
    fn commitments(&self, rep: Option<RepId>) -> Vec<&'a Agreed> {
        let mut own: Vec<&Agreed> = self
            .record
            .commitments
            .iter()
            .filter(|one| {
                Some(one.rep) == rep && self.span.from <= one.week && one.week <= self.span.to
            })
            .collect();
        own.sort_by_key(|one| one.week);
        own
    }
}

fn of_rep<T>(all: &[T], rep: Option<RepId>, whose: impl Fn(&T) -> RepId) -> Vec<&T> {
    all.iter()
        .filter(|one| rep.is_none_or(|rep| whose(one) == rep))
        .collect()
}
