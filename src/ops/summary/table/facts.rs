//! What the page says, in its order: one row a fact, with its range and the calls behind it.

use chrono::NaiveDate;

use super::super::Summary;
use super::super::fix::Fix;
use super::super::ledger::Heard;
use super::super::next::{Commitment, Decision, Next};
use super::super::number::Number;
use super::{Cell, Table};
use crate::domain::kpi::Unit;

const HEADER: &[&str] = &[
    "part", "who", "what", "value", "low", "high", "calls", "of", "on", "said",
];

/// One row; what is not set stays empty.
#[derive(Default)]
struct Fact {
    part: &'static str,
    who: String,
    what: String,
    value: Option<Cell>,
    low: Option<Cell>,
    high: Option<Cell>,
    calls: Option<u64>,
    of: Option<u64>,
    on: Option<NaiveDate>,
    said: String,
}

impl Fact {
    fn cells(self) -> Vec<Cell> {
        vec![
            Cell::text(self.part),
            Cell::text(self.who),
            Cell::text(self.what),
            self.value.into(),
            self.low.into(),
            self.high.into(),
            self.calls.map(Cell::count).into(),
            self.of.map(Cell::count).into(),
            self.on.into(),
            Cell::text(self.said),
        ]
    }
}

/// The page as facts.
pub fn facts(summary: &Summary) -> Table {
    let mut facts = vec![Fact {
        part: "week",
        who: summary.business.clone(),
        what: summary.week.to_string(),
        on: Some(summary.from_on),
        ..Fact::default()
    }];
    facts.extend(praise(summary));
    facts.extend(voice(summary));
    facts.extend(surveys(summary));
    facts.extend(quality(summary));
    facts.extend(kpis(summary));
    facts.extend(critical(summary));
    facts.extend(people(summary));
    facts.extend(
        summary
            .commitments
            .iter()
            .map(|one| commitment("commitment", one)),
    );
    facts.extend(summary.results.iter().map(|one| Fact {
        on: one.closed_on,
        ..commitment("commitment closed", one)
    }));
    facts.extend(
        summary
            .decisions
            .iter()
            .map(|one| decision("decision", one, Some(one.decided_on))),
    );
    facts.extend(
        summary
            .next
            .reviews
            .iter()
            .map(|one| decision("decision to look at again", one, one.review_on)),
    );
    facts.extend(heard(&summary.heard));
    facts.push(fix(&summary.fix));
    facts.extend(next(&summary.next));
    Table {
        name: "Summary",
        header: HEADER,
        rows: facts.into_iter().map(Fact::cells).collect(),
    }
}

/// A value in its unit.
pub(super) fn value(unit: Unit, value: f64) -> Cell {
    match unit {
        Unit::Share => Cell::Share(value),
        Unit::Points | Unit::Number => Cell::Number(value),
    }
}

fn praise(summary: &Summary) -> impl Iterator<Item = Fact> {
    summary.praise.iter().map(|one| Fact {
        part: "praise",
        who: one.rep.clone(),
        what: one.kind.into(),
        on: Some(one.on),
        said: one.text.clone(),
        ..Fact::default()
    })
}

fn voice(summary: &Summary) -> impl Iterator<Item = Fact> {
    summary.voice.iter().map(|one| Fact {
        part: "voice",
        what: one.theme.clone(),
        value: one.share.map(Cell::Share),
        low: one.low.map(Cell::Share),
        high: one.high.map(Cell::Share),
        calls: Some(one.calls),
        of: Some(one.of),
        ..Fact::default()
    })
}

fn number(part: &'static str, who: String, what: &str, unit: Unit, number: &Number) -> Fact {
    let cell = |known: Option<f64>| known.map(|known| value(unit, known));
    Fact {
        part,
        who,
        what: what.into(),
        value: cell(number.value),
        low: cell(number.low),
        high: cell(number.high),
        calls: (unit != Unit::Number).then_some(number.n),
        of: number.frame,
        said: number.verdict.text.clone(),
        ..Fact::default()
    }
}

fn targets<'a>(what: &'a str, unit: Unit, number: &'a Number) -> impl Iterator<Item = Fact> + 'a {
    number.targets.iter().map(move |target| Fact {
        part: "target",
        what: what.into(),
        value: Some(value(unit, target.value)),
        on: Some(target.due_on),
        said: target.text.clone(),
        ..Fact::default()
    })
}

fn surveys(summary: &Summary) -> impl Iterator<Item = Fact> {
    summary.surveys.iter().map(|one| Fact {
        part: "survey",
        who: one.customer.clone().unwrap_or_default(),
        what: one.theme.clone().unwrap_or_default(),
        on: Some(one.on),
        said: one.quote.clone(),
        ..Fact::default()
    })
}

fn quality(summary: &Summary) -> Vec<Fact> {
    const NAME: &str = "Quality";
    let business = number(
        "quality",
        String::new(),
        NAME,
        Unit::Points,
        &summary.quality,
    );
    let reps = summary
        .reps
        .iter()
        .map(|rep| number("quality", rep.rep.clone(), NAME, Unit::Points, &rep.quality));
    let mut facts: Vec<Fact> = std::iter::once(business).chain(reps).collect();
    facts.extend(targets(NAME, Unit::Points, &summary.quality));
    facts
}

fn kpis(summary: &Summary) -> Vec<Fact> {
    let mut facts = Vec::new();
    for one in &summary.kpis {
        facts.push(number(
            "kpi",
            String::new(),
            &one.name,
            one.unit,
            &one.number,
        ));
        facts.extend(targets(&one.name, one.unit, &one.number));
    }
    facts
}

fn critical(summary: &Summary) -> Vec<Fact> {
    let mut facts = Vec::new();
    for class in &summary.critical.classes {
        facts.push(Fact {
            part: "critical errors",
            what: class.class.word().into(),
            value: class.share.map(Cell::Share),
            low: class.low.map(Cell::Share),
            high: class.high.map(Cell::Share),
            calls: Some(class.errors),
            of: Some(class.calls),
            said: class.text.clone(),
            ..Fact::default()
        });
        facts.extend(class.questions.iter().map(|one| Fact {
            part: "critical question missed",
            what: one.question.clone(),
            calls: Some(one.calls),
            ..Fact::default()
        }));
    }
    facts
}

fn people(summary: &Summary) -> Vec<Fact> {
    let pointed = |part, rep: &str, pointed: &super::super::focus::Pointed| Fact {
        part,
        who: rep.into(),
        what: pointed
            .behaviour
            .as_ref()
            .map_or(String::new(), |one| one.text.clone()),
        value: pointed.behaviour.as_ref().map(|one| Cell::Share(one.share)),
        low: pointed.behaviour.as_ref().map(|one| Cell::Share(one.low)),
        high: pointed.behaviour.as_ref().map(|one| Cell::Share(one.high)),
        calls: pointed.behaviour.as_ref().map(|one| one.calls),
        said: pointed.text.clone(),
        ..Fact::default()
    };
    let both = |rep: &super::super::RepPart| {
        [
            pointed("strength", &rep.rep, &rep.strength),
            pointed("focus", &rep.rep, &rep.focus),
        ]
    };
    summary.reps.iter().flat_map(both).collect()
}

fn commitment(part: &'static str, one: &Commitment) -> Fact {
    Fact {
        part,
        who: one.rep.clone(),
        what: one.what.clone(),
        of: Some(one.calls),
        on: Some(one.check_on),
        said: format!("{}: {}", one.state, one.result),
        ..Fact::default()
    }
}

fn decision(part: &'static str, one: &Decision, on: Option<NaiveDate>) -> Fact {
    let effect = one.effect.clone().unwrap_or_default();
    Fact {
        part,
        who: one.owner.clone(),
        what: one.what.clone(),
        on,
        said: format!("{} {effect}", one.why).trim().to_owned(),
        ..Fact::default()
    }
}

fn fix(one: &Fix) -> Fact {
    Fact {
        part: "to fix next",
        what: one.what.clone(),
        low: one.harm.map(Cell::Share),
        said: one.why.clone(),
        ..Fact::default()
    }
}

fn heard(heard: &Heard) -> Vec<Fact> {
    let row = |who: &str, what: &str, calls: u64| Fact {
        part: "heard",
        who: who.into(),
        what: what.into(),
        calls: Some(calls),
        ..Fact::default()
    };
    let mut facts = vec![
        row("", "handled", heard.handled),
        row("", "in the frame", heard.frame),
        row("", "drawn", heard.drawn),
        row("", "scored", heard.scored),
        row("", "waiting", heard.waiting),
        row("", "skipped", heard.skipped),
        row("", "chosen by hand", heard.targeted),
    ];
    for rep in &heard.reps {
        facts.extend([
            row(&rep.rep, "handled", rep.handled),
            row(&rep.rep, "in the frame", rep.frame),
            row(&rep.rep, "scored", rep.scored),
            row(&rep.rep, "waiting", rep.waiting),
            row(&rep.rep, "skipped", rep.skipped),
            row(&rep.rep, "chosen by hand", rep.targeted),
        ]);
    }
    facts.push(Fact {
        part: "how sure",
        said: heard.sure.clone(),
        ..Fact::default()
    });
    facts
}

fn next(next: &Next) -> Vec<Fact> {
    let waiting = next.waiting.iter().map(|one| Fact {
        part: "still to hear",
        who: one.rep.clone(),
        what: one.channel.word().into(),
        on: Some(one.at.date_naive()),
        said: one.lane.word().into(),
        ..Fact::default()
    });
    let owed = next.follow_ups.iter().map(|one| Fact {
        part: "owed to a customer",
        who: one.rep.clone(),
        what: one.customer.clone().unwrap_or_default(),
        on: Some(one.due_on),
        said: if one.overdue { "overdue" } else { "" }.into(),
        ..Fact::default()
    });
    let checks = next
        .checks
        .iter()
        .map(|one| commitment("commitment to check", one));
    let undecided = next.undecided.iter().map(|one| Fact {
        part: "missed, nothing decided",
        who: one.rep.clone().unwrap_or_default(),
        what: one.of.clone(),
        said: one.text.clone(),
        ..Fact::default()
    });
    let draw = Fact {
        part: "to draw",
        calls: Some(next.draw),
        ..Fact::default()
    };
    std::iter::once(draw)
        .chain(undecided)
        .chain(waiting)
        .chain(owed)
        .chain(checks)
        .collect()
}
