//! `deskside coach`: what reps and the owner agreed to work on, whether it helped, and the log of one-to-ones.

use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use crate::cli::{Context, Ended};
use crate::domain::coaching::CommitmentState;
use crate::domain::coaching::trial::Side;
use crate::domain::id::{CommitmentId, EvaluationId, MomentId};
use crate::ops::coaching::{self as op, Followed, Request};
use crate::ops::setup;
use crate::store::{Store, one_to_one, rep};

/// What reps and the owner agreed to work on.
#[derive(Debug, Args)]
pub struct Coach {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// What is being worked on, with before and after; who waits for you comes first
    List {
        /// Only this rep
        #[arg(long)]
        rep: Option<String>,
        /// With what was closed
        #[arg(long)]
        all: bool,
    },
    /// Agree on one behaviour; the rep's next random calls are the test
    Add(Add),
    /// Close a commitment, as the numbers judge it or as you say
    Close {
        /// Its number in `coach list`
        commitment: CommitmentId,
        /// How it ended; left out where the numbers decide
        #[arg(long = "as", value_name = "STATE")]
        state: Option<End>,
        /// What else there is to say
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Write a one-to-one down
    Talk {
        /// With whom
        #[arg(long)]
        rep: String,
        /// What was said
        notes: String,
        /// When; today when left out
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
}

#[derive(Debug, Args)]
struct Add {
    /// With whom
    #[arg(long)]
    rep: String,
    /// The question that tells: its key, or some of its words
    #[arg(long)]
    question: String,
    /// The behaviour in your words; the question's own when left out
    #[arg(long, default_value = "")]
    what: String,
    /// What done looks like; what makes the question a yes when left out
    #[arg(long, value_name = "TEXT", default_value = "")]
    done: String,
    /// When to look at it; in four weeks when left out
    #[arg(long, value_name = "DATE")]
    check: Option<NaiveDate>,
    /// On how many random calls it is judged, 4 to 40; 8 when left out
    #[arg(long, value_name = "N")]
    calls: Option<i64>,
    /// The scored call that gave rise to it; its moments to do better are the evidence
    #[arg(long, value_name = "ID")]
    evaluation: Option<EvaluationId>,
    /// Only these moments as evidence
    #[arg(long = "moment", value_name = "ID")]
    moments: Vec<MomentId>,
    /// Beside what the rep works on already
    #[arg(long)]
    also: bool,
}

/// How a commitment may end.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum End {
    /// The behaviour is there
    Held,
    /// It is not
    Slipped,
    /// Given up
    Dropped,
}

impl Coach {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let today = setup::zone(&store)?.day_of(context.clock.now());
        match self.command {
            Verb::List { rep, all } => list(context, &store, rep.as_deref(), all, today),
            Verb::Add(add) => {
                let rep = rep::get(&store, &add.rep)?.id;
                let id = op::open(&store, rep, &add.request(), today)?;
                one(context, &store, id, today)
            }
            Verb::Close {
                commitment,
                state,
                note,
            } => {
                let state = state.map(|state| match state {
                    End::Held => CommitmentState::Held,
                    End::Slipped => CommitmentState::Slipped,
                    End::Dropped => CommitmentState::Dropped,
                });
                op::close(&store, commitment, state, &note, today)?;
                one(context, &store, commitment, today)
            }
            Verb::Talk { rep, notes, on } => talk(context, &store, &rep, &notes, on, today),
        }
    }
}

impl Add {
    fn request(self) -> Request {
        Request {
            question: self.question,
            what: self.what,
            done_when: self.done,
            check_on: self.check,
            calls: self.calls,
            evaluation: self.evaluation,
            evidence: self.moments,
            also: self.also,
        }
    }
}

fn talk(
    context: &Context,
    store: &Store,
    name: &str,
    notes: &str,
    on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<Ended> {
    let (rep, on) = (rep::get(store, name)?, on.unwrap_or(today));
    if notes.trim().is_empty() {
        bail!("say in a few words what was talked about");
    }
    let id = one_to_one::add(store, rep.id, on, notes.trim())?;
    let answer = json!({ "one_to_one": id, "rep": rep.name, "on": on, "notes": notes.trim() });
    context
        .print
        .answer(&answer, || format!("Written down: {} on {on}.", rep.name))?;
    Ok(Ended::Well)
}

fn list(
    context: &Context,
    store: &Store,
    name: Option<&str>,
    all: bool,
    today: NaiveDate,
) -> Result<Ended> {
    let rep = name.map(|name| rep::get(store, name)).transpose()?;
    let mut found = op::follow(store, rep.map(|rep| rep.id), |one| {
        all || one.state.is_open()
    })?;
    found.sort_by_key(|one| {
        let waits = one.waits(today).is_some();
        (!one.state.is_open(), !waits, one.commitment.check_on)
    });
    let answer: Vec<Value> = found.iter().map(|one| object(one, today)).collect();
    context.print.answer(&answer, || {
        if found.is_empty() {
            return "Nothing is being worked on. One behaviour for each rep is enough: deskside coach add --rep NAME \
                    --question KEY"
                .to_owned();
        }
        let blocks: Vec<String> = found.iter().map(|one| block(one, today)).collect();
        blocks.join("\n")
    })?;
    Ok(Ended::Well)
}

/// What was just written down.
fn one(context: &Context, store: &Store, id: CommitmentId, today: NaiveDate) -> Result<Ended> {
    let one = op::follow_one(store, id)?;
    context
        .print
        .answer(&object(&one, today), || block(&one, today))?;
    Ok(Ended::Well)
}

fn block(one: &Followed, today: NaiveDate) -> String {
    let agreed = &one.commitment;
    let mut text = format!(
        "{} {}: {}  ({})\n  {}: agreed {}, {}\n  {}\n",
        agreed.id,
        agreed.rep,
        agreed.what,
        one.state,
        one.question,
        agreed.agreed_on,
        match agreed.closed_on {
            Some(on) => format!("closed {on}"),
            None => format!("check on {}", agreed.check_on),
        },
        one.told()
    );
    if !agreed.done_when.is_empty() {
        text.push_str(&format!("  Done looks like: {}\n", agreed.done_when));
    }
    if let Some(others) = one.trial.others_told().filter(|_| one.state.is_open()) {
        text.push_str(&format!("  {others}\n"));
    }
    if let Some(why) = one.waits(today) {
        text.push_str(&format!("  {why}\n"));
    }
    text
}

/// A commitment and its test, as programs read it.
pub(in crate::cli) fn object(one: &Followed, today: NaiveDate) -> Value {
    let (agreed, trial) = (&one.commitment, &one.trial);
    let side = |side: &Side| json!({ "done": side.done, "calls": side.calls });
    json!({
        "commitment": agreed.id,
        "rep": agreed.rep,
        "question": agreed.question,
        "text": one.question,
        "what": agreed.what,
        "done_when": agreed.done_when,
        "state": one.state,
        "agreed_on": agreed.agreed_on,
        "check_on": agreed.check_on,
        "calls": agreed.calls,
        "closed_on": agreed.closed_on,
        "result": agreed.result,
        "before": side(&trial.before),
        "after": side(&trial.after),
        "verdict": {
            "is": trial.is.word(),
            "difference": trial.difference,
            "low": trial.range.map(|range| range.low),
            "high": trial.range.map(|range| range.high),
            "confidence": crate::stats::CONFIDENCE,
            "luck": trial.luck,
            "text": trial.text(),
        },
        "judged": trial.judged(),
        "waits": one.waits(today),
    })
}
