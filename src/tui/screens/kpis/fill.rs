//! The forms of the KPIs: what matters, targets, a week's numbers, a KPI of one's own; and what becomes of them.

use anyhow::Result;

use super::{Kpis, Open};
use crate::domain::kpi::{Better, Kpi};
use crate::domain::own_kpi::{Outcome, Source};
use crate::domain::trend::{Horizon, Target, words};
use crate::domain::week::Week;
use crate::ops::kpi::{self as op, aim};
use crate::store::{Store, moment, number, own_kpi};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Screen};
use crate::tui::widgets::form::{Form, Item};
use crate::tui::widgets::viewport::Viewport;
use crate::tui::window::days_told;

/// The place of the week in the form of its numbers.
pub(super) const WEEK: usize = 0;
/// How many weeks back numbers can be typed in; older ones by the command line or a file.
const WEEKS_BACK: i64 = 12;
/// The questions about what matters.
const MATTERS: [(&str, &str); 3] = [
    (
        "They come to us for",
        "Your services, such as: truck parts, repairs, advice",
    ),
    (
        "We promise them",
        "Such as: delivered on time, solved the first time, a person who listens",
    ),
    (
        "They complain about",
        "Such as: waiting, missed calls, late deliveries, refunds",
    ),
];

/// What matters to customers.
pub(super) fn matters(told: &[String]) -> Form {
    let item = |(at, (label, hint)): (usize, &(&'static str, &'static str))| {
        Item::text(*label, told.get(at).map_or("", String::as_str), *hint)
    };
    Form::new(MATTERS.iter().enumerate().map(item).collect())
}

/// Where a KPI should go.
pub(super) fn targets(kpi: &Kpi, targets: &[&Target]) -> Form {
    let hints = [
        "In the next weeks: a value and a day, such as 85@2026-12-31",
        "In the next months",
        "In the next years; an empty line is no target",
    ];
    let item = |(horizon, hint): (&Horizon, &'static str)| {
        let now = targets.iter().find(|one| one.horizon == *horizon);
        let text = now.map_or(String::new(), |target| aim::written(kpi, target));
        Item::text(horizon.word(), &text, hint)
    };
    Form::new(Horizon::ALL.iter().zip(hints).map(item).collect())
}

/// The numbers of a week, as they stand.
pub(super) fn numbers(store: &Store, typed: &[&Kpi], week: Week, this_week: Week) -> Result<Form> {
    let weeks = (1..=WEEKS_BACK).map(|back| this_week.plus(-back));
    let named = weeks.map(|week| format!("{} {}", words::week(week), days_told(week)));
    let mut items = vec![Item::pick(
        "Week",
        named.collect(),
        "← → another week; what was typed is kept",
    )];
    for kpi in typed {
        let told = number::list(store, &kpi.key, week, week)?;
        let now = told.iter().find(|one| one.rep.is_none());
        let text = now.map_or(String::new(), |one| one.value.to_string());
        items.push(Item::text(
            kpi.name.to_string(),
            &text,
            "Empty: no number, a gap",
        ));
    }
    let mut form = Form::new(items);
    form.go_to(WEEK + 1);
    Ok(form)
}

/// A KPI of one's own, and what it can be made of.
pub(super) fn add(store: &Store) -> Result<(Form, Vec<Source>)> {
    let mut sources = vec![(Source::Typed, "a number a week, typed in".to_owned())];
    for outcome in Outcome::ALL {
        let name = outcome.word().replace('_', " ");
        sources.push((Source::Outcome(*outcome), format!("outcome: {name}")));
    }
    for (key, text) in own_kpi::questions(store)? {
        sources.push((Source::Question(key), format!("question: {text}")));
    }
    for name in moment::themes(store)? {
        if let Some(theme) = own_kpi::theme(store, &name)? {
            sources.push((Source::Theme(theme), format!("theme: {name}")));
        }
    }
    let (sources, names) = sources.into_iter().unzip();
    let better = vec!["more".to_owned(), "less".to_owned()];
    let form = Form::new(vec![
        Item::text("Name", "", "Such as Missed calls after hours"),
        Item::pick("It is", names, "← → choose: what is counted"),
        Item::pick("What is better", better, "← → choose"),
    ]);
    Ok((form, sources))
}

impl Kpis {
    /// What was filled in is kept; a form in which something is wrong stays open and shows it.
    pub(super) fn done(&mut self, context: &mut Context) -> Result<Flow> {
        let said = match &self.open {
            Open::Matters(_) => return self.told(context),
            Open::Targets(_) => self.aim(context)?,
            Open::Numbers(..) => self.enter(context)?,
            Open::Add(..) => self.make(context),
            _ => None,
        };
        let Some(said) = said else {
            return Ok(Flow::Stay);
        };
        self.open = Open::Nothing;
        self.refresh(context.store)?;
        context.say(Notice::done(said))
    }

    fn told(&mut self, context: &mut Context) -> Result<Flow> {
        let Open::Matters(form) = &mut self.open else {
            return Ok(Flow::Stay);
        };
        let lines: Vec<String> = (0..MATTERS.len())
            .map(|at| form.value(at).to_owned())
            .collect();
        if lines.iter().all(String::is_empty) {
            form.wrong(
                0,
                "Say in your own words what customers want of you, or Esc",
            );
            return Ok(Flow::Stay);
        }
        own_kpi::set_matters(context.store, &lines, context.now.to_utc())?;
        self.refresh(context.store)?;
        let all = op::suggest(context.store, &lines.join("; "), context.now)?;
        let taken = vec![false; all.len()];
        self.open = Open::Proposals(all, taken, Viewport::default());
        Ok(Flow::Stay)
    }

    fn aim(&mut self, context: &Context) -> Result<Option<String>> {
        let Some(kpi) = self.chosen().cloned() else {
            return Ok(None);
        };
        let Open::Targets(form) = &mut self.open else {
            return Ok(None);
        };
        let mut told = Vec::new();
        for (at, horizon) in Horizon::ALL.iter().enumerate() {
            match aim::parse(&kpi, *horizon, form.value(at)) {
                Ok(target) => told.push((*horizon, target)),
                Err(error) => {
                    form.wrong(at, format!("{error:#}"));
                    return Ok(None);
                }
            }
        }
        aim::set(context.store, &kpi, &told)?;
        Ok(Some(format!("The targets of {} are kept.", kpi.name)))
    }

    pub(super) fn enter(&mut self, context: &Context) -> Result<Option<String>> {
        let typed: Vec<Kpi> = self.typed().into_iter().cloned().collect();
        let Open::Numbers(form, week) = &mut self.open else {
            return Ok(None);
        };
        let mut told = Vec::new();
        for (at, kpi) in (WEEK + 1..).zip(&typed) {
            match Some(form.value(at))
                .filter(|text| !text.is_empty())
                .map(op::number)
            {
                None => told.push((kpi, None)),
                Some(Ok(value)) => told.push((kpi, Some(value))),
                Some(Err(error)) => {
                    form.wrong(at, error.to_string());
                    return Ok(None);
                }
            }
        }
        let week = *week;
        context.store.transaction(|store| -> Result<()> {
            told.iter()
                .try_for_each(|(kpi, value)| op::enter(store, kpi, week, None, *value))
        })?;
        Ok(Some(format!(
            "The numbers of {} are kept.",
            words::week(week)
        )))
    }

    fn make(&mut self, context: &Context) -> Option<String> {
        let Open::Add(form, sources) = &mut self.open else {
            return None;
        };
        let better = [Better::Higher, Better::Lower][form.chosen(2).min(1)];
        let source = sources.get(form.chosen(1)).cloned()?;
        let now = context.now.to_utc();
        match op::make(context.store, form.value(0), better, source, "", now) {
            Ok(kpi) => Some(super::followed(&kpi)),
            Err(error) => {
                form.wrong(0, format!("{error:#}"));
                None
            }
        }
    }
}
