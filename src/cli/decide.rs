//! `deskside decide`: what was decided and why, who sees to it, when it is looked at again, and what came of it.

use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::{Context, Ended};
use crate::domain::id::DecisionId;
use crate::ops::decision::{self as op, Followed};
use crate::ops::{kpi, setup};
use crate::store::Store;
use crate::store::decision::{self, NewDecision};

/// Decisions of the business.
#[derive(Debug, Args)]
pub struct Decide {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Every decision with what came of it, the latest first
    List {
        /// Only those that are to be looked at by today
        #[arg(long)]
        due: bool,
    },
    /// Write a decision down
    Add(Add),
    /// Write down that a decision was looked at, and what was found
    Look {
        /// Its number in `decide list`
        decision: DecisionId,
        /// What was found
        result: String,
        /// When to look at it once more
        #[arg(long, value_name = "DATE")]
        again: Option<NaiveDate>,
    },
}

#[derive(Debug, Args)]
struct Add {
    /// What is decided
    what: String,
    /// The numbers or voices that it comes from
    #[arg(long, default_value = "")]
    why: String,
    /// Who sees to it
    #[arg(long, default_value = "")]
    who: String,
    /// The theme that it comes from; how often it comes up again is followed
    #[arg(long)]
    theme: Option<String>,
    /// The KPI that it should move; whether it does is followed
    #[arg(long, conflicts_with = "theme")]
    kpi: Option<String>,
    /// When; today when left out
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// When it is looked at again
    #[arg(long, value_name = "DATE")]
    review: Option<NaiveDate>,
}

impl Decide {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let today = setup::zone(&store)?.day_of(context.clock.now());
        match self.command {
            Verb::List { due } => list(context, &store, due.then_some(today)),
            Verb::Add(add) => {
                let id = add.write(&store, today)?;
                one(context, &store, id)
            }
            Verb::Look {
                decision,
                result,
                again,
            } => {
                if again.is_some_and(|again| again <= today) {
                    bail!("--again is not in the future: choose a later day");
                }
                decision::look(&store, decision, result.trim(), today, again)?;
                one(context, &store, decision)
            }
        }
    }
}

impl Add {
    fn write(&self, store: &Store, today: NaiveDate) -> Result<DecisionId> {
        if self.what.trim().is_empty() {
            bail!("say in a few words what is decided");
        }
        let kpi = self.kpi.as_deref().map(|key| kpi::find(store, key));
        let kpi = kpi.transpose()?;
        let new = NewDecision {
            what: self.what.trim(),
            why: self.why.trim(),
            owner: self.who.trim(),
            kpi: kpi.as_ref().map(|kpi| &*kpi.key),
            theme: self.theme.as_deref(),
            decided_on: self.on.unwrap_or(today),
            review_on: self.review,
        };
        Ok(decision::add(store, &new)?)
    }
}

fn list(context: &Context, store: &Store, due_by: Option<NaiveDate>) -> Result<Ended> {
    let mut found = op::follow(store, context.clock.now())?;
    found.retain(|one| due_by.is_none_or(|by| one.decision.is_due(by)));
    let answer: Vec<Value> = found.iter().map(object).collect();
    context.print.answer(&answer, || {
        if found.is_empty() {
            return "No decision is written down here: deskside decide add WHAT --why WHY"
                .to_owned();
        }
        found.iter().map(block).collect::<Vec<_>>().join("\n")
    })?;
    Ok(Ended::Well)
}

/// What was just written down.
fn one(context: &Context, store: &Store, id: DecisionId) -> Result<Ended> {
    let found = op::follow(store, context.clock.now())?;
    if let Some(one) = found.iter().find(|one| one.decision.id == id) {
        context.print.answer(&object(one), || block(one))?;
    }
    Ok(Ended::Well)
}

fn block(one: &Followed) -> String {
    let decided = &one.decision;
    let mut text = format!("{} {}: {}\n", decided.id, decided.decided_on, decided.what);
    let mut line = |what: &str, said: &str| {
        if !said.is_empty() {
            text.push_str(&format!("  {what}{said}\n"));
        }
    };
    line("Why: ", &decided.why);
    line("Who: ", &decided.owner);
    if let Some(effect) = &one.effect {
        line("", &effect.text);
    }
    if let Some(on) = decided.looked_on {
        line(&format!("Looked at on {on}. "), decided.result.trim());
    }
    if let Some(on) = decided
        .review_on
        .filter(|on| decided.looked_on.is_none_or(|looked| looked < *on))
    {
        line("Look at it again on ", &on.to_string());
    }
    text
}

fn object(one: &Followed) -> Value {
    let decided = &one.decision;
    json!({
        "decision": decided.id,
        "what": decided.what,
        "why": decided.why,
        "who": decided.owner,
        "kpi": decided.kpi,
        "theme": decided.theme.as_ref().map(|(_, name)| name),
        "decided_on": decided.decided_on,
        "review_on": decided.review_on,
        "looked_on": decided.looked_on,
        "result": decided.result,
        "effect": one.effect.as_ref().map(|effect| json!({
            "is": effect.is.word(),
            "difference": effect.difference,
            "text": effect.text,
        })),
    })
}
