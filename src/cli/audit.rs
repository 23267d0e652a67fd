//! `deskside audit`: the compliance questions alone, on calls that nobody expected; what the answers can mean.

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::domain::audit::{Kept, Rule};
use crate::domain::count::counted;
use crate::domain::id::AuditId;
use crate::domain::week::Week;
use crate::ops::audit::{self as op, Form, PER_REP, Report, WEEKS};
use crate::ops::{draw, setup};
use crate::stats::CONFIDENCE;
use crate::store::Store;

/// Random audits.
#[derive(Debug, Args)]
pub struct Audit {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Draw calls that nobody expects from the frames of a week's draws
    Draw {
        /// The week, such as 2026-W47; the latest with calls when left out
        #[arg(long)]
        week: Option<Week>,
        /// Calls of each rep
        #[arg(long, value_name = "N", default_value_t = PER_REP)]
        per_rep: usize,
    },
    /// The audits of a week and what is asked of them
    List {
        /// The week, such as 2026-W47; the latest with calls when left out
        #[arg(long)]
        week: Option<Week>,
    },
    /// Answer a compliance question of an audit: yes, no or na
    Answer {
        /// The audit's number
        audit: AuditId,
        /// An answer, such as verified_account=yes; an empty one takes it away
        #[arg(value_name = "QUESTION=ANSWER", required = true, value_parser = pair)]
        answers: Vec<(String, String)>,
    },
    /// Pass over a call that could not be heard; the next draw puts another in its place
    Skip {
        /// The audit's number
        audit: AuditId,
        /// It can be heard after all
        #[arg(long)]
        undo: bool,
    },
    /// How often each rule was broken, and what that can mean for all calls
    Report {
        /// How many weeks back
        #[arg(long, value_name = "N", default_value_t = WEEKS, value_parser = clap::value_parser!(i64).range(1..=520))]
        weeks: i64,
    },
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, word)) => Ok((key.trim().to_owned(), word.trim().to_owned())),
        None => Err("write it as QUESTION=ANSWER, such as verified_account=yes".to_owned()),
    }
}

impl Audit {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let now = context.clock.now();
        let present =
            || -> Result<Week> { Ok(draw::current_week(&store, setup::this_week(&store, now)?)?) };
        match self.command {
            Verb::Draw { week, per_rep } => {
                let week = week.map_or_else(present, Ok)?;
                let added = op::draw(&store, week, per_rep, now.to_utc())?;
                list(context, &store, week, Some(added))
            }
            Verb::List { week } => list(context, &store, week.map_or_else(present, Ok)?, None),
            Verb::Answer { audit, answers } => {
                store.transaction(|store| {
                    for (key, word) in &answers {
                        let value = kept(word)?;
                        op::answer(store, audit, key, value, now.to_utc())?;
                    }
                    Ok::<_, anyhow::Error>(())
                })?;
                one(context, &store, audit)
            }
            Verb::Skip { audit, undo } => {
                op::skip(&store, audit, !undo, now.to_utc())?;
                one(context, &store, audit)
            }
            Verb::Report { weeks } => {
                let to = present()?;
                report(
                    context,
                    &op::report(&store, (to.plus(1 - weeks), to))?,
                    weeks,
                )
            }
        }
    }
}

fn kept(word: &str) -> Result<Option<Kept>> {
    match word.to_lowercase().as_str() {
        "" => Ok(None),
        "n/a" => Ok(Some(Kept::Na)),
        word => match Kept::from_word(word) {
            Some(kept) => Ok(Some(kept)),
            None => bail!("'{word}' is no answer: say yes, no or na"),
        },
    }
}

fn list(context: &Context, store: &Store, week: Week, added: Option<usize>) -> Result<Ended> {
    let forms = op::list(store, (week, week))?;
    let answer = json!({ "week": week, "added": added, "audits": forms.iter().map(object).collect::<Vec<_>>() });
    context.print.answer(&answer, || {
        if forms.is_empty() {
            return format!("No audit is drawn in {week}. deskside audit draw draws some.\n");
        }
        let rows: Vec<Vec<String>> = forms.iter().flat_map(rows).collect();
        table(
            &["Audit", "Call", "Rep", "When", "Rule", "Question", "Kept"],
            &rows,
        )
    })?;
    Ok(Ended::Well)
}

fn one(context: &Context, store: &Store, id: AuditId) -> Result<Ended> {
    let form = op::find(store, id).context("could not show the audit")?;
    context.print.answer(&object(&form), || {
        table(
            &["Audit", "Call", "Rep", "When", "Rule", "Question", "Kept"],
            &rows(&form),
        )
    })?;
    Ok(Ended::Well)
}

fn rows(form: &Form) -> Vec<Vec<String>> {
    let audit = &form.audit;
    let row = |question: &crate::domain::scorecard::Question| {
        let answer = form.answers.get(&question.key);
        vec![
            audit.id.to_string(),
            audit.call.to_string(),
            audit.rep.clone(),
            audit.started_at.format("%a %-d %b %H:%M").to_string(),
            question.text.clone(),
            question.key.clone(),
            answer.map_or(audit.status.word().to_owned(), |kept| {
                kept.word().to_owned()
            }),
        ]
    };
    form.questions.iter().map(row).collect()
}

fn object(form: &Form) -> Value {
    let audit = &form.audit;
    let answers = form.questions.iter().map(|question| {
        json!({ "question": question.key, "text": question.text, "answer": form.answers.get(&question.key) })
    });
    json!({
        "audit": audit.id,
        "call": audit.call,
        "rep": audit.rep,
        "customer": audit.customer,
        "at": audit.started_at,
        "status": audit.status,
        "answers": answers.collect::<Vec<_>>(),
    })
}

fn report(context: &Context, report: &Report, weeks: i64) -> Result<Ended> {
    let rule = |rule: &Rule| {
        json!({
            "question": rule.question,
            "text": rule.text,
            "calls": rule.calls,
            "broken": rule.broken,
            "low": rule.range().map(|range| range.low),
            "high": rule.range().map(|range| range.high),
            "says": rule.words(report.framed),
        })
    };
    let answer = json!({
        "weeks": weeks,
        "done": report.done,
        "waiting": report.waiting,
        "skipped": report.skipped,
        "frame": report.framed,
        "rules": report.rules.iter().map(rule).collect::<Vec<_>>(),
        "confidence": CONFIDENCE,
    });
    context.print.answer(&answer, || {
        let mut text = format!(
            "{} done in {weeks} weeks, {} waiting, {} not heard. They enter no KPI.\n",
            counted(report.done as i64, "audit"),
            report.waiting,
            report.skipped
        );
        for one in &report.rules {
            text.push_str(&format!("\n{}: {}.\n", one.text, one.words(report.framed)));
        }
        text
    })?;
    Ok(Ended::Well)
}
