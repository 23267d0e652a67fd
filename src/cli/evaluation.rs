//! `deskside evaluation`: a score with the rep's own beside it, what was not agreed, when it was seen, earlier scorings.

use anyhow::{Context as _, Result, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::domain::evaluation::{AnswerValue, shown};
use crate::domain::fairness::Beside;
use crate::domain::id::EvaluationId;
use crate::ops::fairness::{self, Fair};
use crate::ops::setup;
use crate::stats::CONFIDENCE;
use crate::store::{Store, evaluation, own_score};

/// A score with the rep's own beside it.
#[derive(Debug, Args)]
pub struct Evaluation {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Both scores side by side, question by question, and the earlier scorings of the call
    Show {
        /// The evaluation's number
        evaluation: EvaluationId,
    },
    /// Write the rep's own answers down, from paper
    Own {
        /// The evaluation's number
        evaluation: EvaluationId,
        /// An answer, such as greeted=yes; an empty one takes it away
        #[arg(long = "answer", value_name = "QUESTION=ANSWER", required = true, value_parser = pair)]
        answers: Vec<(String, String)>,
    },
    /// Write down what the rep does not agree with in a question
    Disagree {
        /// The evaluation's number
        evaluation: EvaluationId,
        /// The question's key
        question: String,
        /// What was said; an empty one takes it away
        note: String,
    },
    /// Write down that the rep has seen the score
    Acknowledge {
        /// The evaluation's number
        evaluation: EvaluationId,
        /// When; today when left out
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
        /// It was not seen after all
        #[arg(long, conflicts_with = "on")]
        undo: bool,
    },
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, word)) => Ok((key.trim().to_owned(), word.trim().to_owned())),
        None => Err("write it as QUESTION=ANSWER, such as greeted=yes".to_owned()),
    }
}

impl Evaluation {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let today = setup::zone(&store)?.day_of(context.clock.now());
        let id = match self.command {
            Verb::Show { evaluation } => evaluation,
            Verb::Own {
                evaluation,
                answers,
            } => {
                store.transaction(|store| own(store, evaluation, &answers, today))?;
                evaluation
            }
            Verb::Disagree {
                evaluation,
                question,
                note,
            } => {
                fairness::disagree(&store, evaluation, &question, &note, today)?;
                evaluation
            }
            Verb::Acknowledge {
                evaluation,
                on,
                undo,
            } => {
                evaluation::get(&store, evaluation)?;
                let on = (!undo).then(|| on.unwrap_or(today));
                if on.is_some_and(|on| on > today) {
                    bail!("nobody can have seen it on a day that is still to come");
                }
                own_score::acknowledge(&store, evaluation, on)?;
                evaluation
            }
        };
        let fair = fairness::load(&store, id)?;
        context.print.answer(&object(&fair), || words(&fair))?;
        Ok(Ended::Well)
    }
}

fn own(
    store: &Store,
    id: EvaluationId,
    answers: &[(String, String)],
    today: NaiveDate,
) -> Result<()> {
    let form = fairness::load(store, id)?.form;
    for (key, word) in answers {
        let question =
            form.version.scorecard.question(key).with_context(|| {
                format!("{} has no question {key}", form.version.scorecard.name)
            })?;
        let value = (!word.is_empty())
            .then(|| AnswerValue::parse(question, word))
            .transpose()?;
        fairness::answer(store, id, key, value.as_ref(), today)?;
    }
    Ok(())
}

/// The shape of `evaluation --json`.
fn object(fair: &Fair) -> Value {
    let alike = fair.alike();
    let evaluation = &fair.form.evaluation;
    json!({
        "evaluation": evaluation.id,
        "call": fair.form.call.id,
        "rep": fair.form.call.rep,
        "lane": evaluation.lane,
        "quality": fair.quality(),
        "acknowledged_on": fair.acknowledged_on,
        "answers": fair.rows.iter().map(|row| answer(fair, row)).collect::<Vec<_>>(),
        "own": fair.own.as_ref().map(|own| json!({
            "scored_on": own.scored_on,
            "from": if own.from_file { "file" } else { "paper" },
            "quality": fair.own_quality(),
            "open": fair.own_open(),
            "same": alike.same,
            "n": alike.n,
            "low": alike.range.map(|range| range.low),
            "high": alike.range.map(|range| range.high),
            "confidence": CONFIDENCE,
        })),
        "versions": fair.versions.iter().map(|one| json!({
            "evaluation": one.id,
            "scored_at": one.submitted_at,
            "quality": one.result.as_ref().and_then(|result| result.quality),
            "counts": one.latest,
        })).collect::<Vec<_>>(),
    })
}

fn answer(fair: &Fair, row: &Beside) -> Value {
    let word = |value: &Option<AnswerValue>| value.as_ref().map(|value| value.word().into_owned());
    let own = fair.own.iter().flat_map(|own| &own.answers);
    let own = own.into_iter().find(|one| one.question == row.question);
    json!({
        "question": row.question,
        "text": row.text,
        "answer": word(&row.owner),
        "comment": fair.form.comments.get(&row.question),
        "own": word(&row.rep),
        "own_comment": own.map(|one| &one.comment).filter(|comment| !comment.is_empty()),
        "same": row.is_same(),
        "disagreement": fair.disagreement(&row.question).map(|one| json!({ "note": one.note, "said_on": one.said_on })),
    })
}

fn words(fair: &Fair) -> String {
    let quality = |value: Option<f64>| {
        value.map_or("none".to_owned(), |value| format!("{:.1}", shown(value)))
    };
    let call = &fair.form.call;
    let mut text = format!(
        "Evaluation {} of call {}, {}: quality {}\n",
        fair.form.evaluation.id,
        call.id,
        call.rep,
        quality(fair.quality())
    );
    if let Some(own) = &fair.own {
        let open = match fair.own_open() {
            0 => quality(fair.own_quality()),
            open => format!("not told, {open} questions open"),
        };
        text.push_str(&format!(
            "{}'s own score of {}: {open}; {}. It counts nowhere.\n",
            call.rep,
            own.scored_on,
            fair.alike().words()
        ));
    }
    text.push_str(&match fair.acknowledged_on {
        Some(on) => format!("Seen by {} on {on}.\n", call.rep),
        None => format!("Not seen by {} yet.\n", call.rep),
    });
    let word = |value: &Option<AnswerValue>| {
        value
            .as_ref()
            .map_or_else(String::new, |value| value.word().into_owned())
    };
    let rows: Vec<Vec<String>> = fair
        .rows
        .iter()
        .map(|row| {
            let note = fair
                .disagreement(&row.question)
                .map_or("", |one| one.note.as_str());
            let differs = if row.is_same() == Some(false) {
                "differs"
            } else {
                ""
            };
            vec![
                row.text.clone(),
                word(&row.owner),
                word(&row.rep),
                differs.to_owned(),
                note.to_owned(),
            ]
        })
        .collect();
    text.push_str(&format!(
        "\n{}",
        table(&["Question", "You", "Rep", "", "Not agreed"], &rows)
    ));
    if fair.versions.len() > 1 {
        text.push_str("\nScored more than once:\n");
    }
    for one in fair.versions.iter().filter(|_| fair.versions.len() > 1) {
        let counts = if one.latest { ", which counts" } else { "" };
        let on = one
            .submitted_at
            .map_or(String::new(), |at| at.date_naive().to_string());
        let result = one.result.as_ref().and_then(|result| result.quality);
        text.push_str(&format!(
            "  evaluation {}, {on}: quality {}{counts}\n",
            one.id,
            quality(result)
        ));
    }
    text
}
