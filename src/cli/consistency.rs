//! `deskside consistency`: how alike the owner scores the same call twice, the second time blind.

use anyhow::Result;
use serde_json::{Value, json};

use crate::cli::{Context, Ended};
use crate::domain::consistency::{Alike, Twice};
use crate::ops::consistency as op;
use crate::stats::{CONFIDENCE, Range};

pub(super) fn run(context: &Context) -> Result<Ended> {
    let found = op::report(&context.open()?)?;
    let (low, high) = ends(found.range);
    let (drift_low, drift_high) = ends(found.drift.and_then(|drift| drift.range));
    let answer = json!({
        "calls": found.calls,
        "same": found.same,
        "n": found.n,
        "agreement": (found.n > 0).then(|| found.same as f64 / found.n as f64),
        "low": low,
        "high": high,
        "kappa": found.kappa,
        "ac1": found.ac1,
        "applies": { "same": found.applies.0, "n": found.applies.1 },
        "questions": found.questions.iter().map(question).collect::<Vec<_>>(),
        "drift": { "points": found.drift.map(|drift| drift.mean), "low": drift_low, "high": drift_high },
        "differ_by_less_than": found.noise,
        "text": found.text,
        "confidence": CONFIDENCE,
    });
    context
        .print
        .answer(&answer, || op::page(&found).join("\n") + "\n")?;
    Ok(Ended::Well)
}

fn ends(range: Option<Range>) -> (Value, Value) {
    (
        json!(range.map(|range| range.low)),
        json!(range.map(|range| range.high)),
    )
}

fn question(alike: &Alike) -> Value {
    let (low, high) = ends(alike.range);
    let differing = |twice: &Twice| {
        let given = twice
            .answers
            .each_ref()
            .map(|one| json!({ "answer": one.value, "note": one.note }));
        let [first, again] = given;
        json!({ "customer": twice.customer, "on": twice.on, "first": first, "again": again })
    };
    json!({
        "question": alike.question,
        "text": alike.text,
        "same": alike.same,
        "n": alike.n,
        "low": low,
        "high": high,
        "differing": alike.differing.iter().map(differing).collect::<Vec<_>>(),
    })
}
