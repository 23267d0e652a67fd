//! `deskside customer`: who they are, everything that happened with one, two entries of one joined, notes, and who waits.

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::domain::id::CustomerId;
use crate::ops::customer::{self as op, Waiting, Whole};
use crate::ops::voice::wrote;
use crate::store::Store;
use crate::store::customer::find::{self, Found};
use crate::store::customer::merge;

/// Calls that are printed.
const CALLS: usize = 20;

/// Customers.
#[derive(Debug, Args)]
pub struct Customer {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Customers by name, number, address or note
    Find {
        /// What is known of them
        text: String,
    },
    /// Everything that happened with a customer
    Show {
        /// The number in `customer find`
        customer: CustomerId,
    },
    /// Join two entries of the same customer
    Merge {
        /// The entry that stays
        customer: CustomerId,
        /// The entry whose calls, numbers and addresses move there
        other: CustomerId,
    },
    /// Take the joining of an entry back
    Unmerge {
        /// The entry that was joined with another
        other: CustomerId,
    },
    /// Write down what is known of a customer
    Note {
        /// The number in `customer find`
        customer: CustomerId,
        /// The name
        #[arg(long)]
        name: Option<String>,
        /// What they like and how they want to be treated
        #[arg(long)]
        preferences: Option<String>,
        /// Anything else
        #[arg(long)]
        notes: Option<String>,
    },
    /// Who called again after a call that did not solve it
    Unsolved,
    /// Who has gone quiet after a bad call
    Quiet,
}

impl Customer {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let now = context.clock.now();
        match self.command {
            Verb::Find { text } => found(context, &find::find(&store, &text)?),
            Verb::Show { customer } => show(context, &store, customer),
            Verb::Merge { customer, other } => {
                merge::merge(&store, customer, other, now.to_utc())?;
                show(context, &store, customer)
            }
            Verb::Unmerge { other } => {
                let kept = merge::unmerge(&store, other)?;
                context
                    .print
                    .answer(&json!({ "customer": other, "was_with": kept }), || {
                        format!(
                            "Customer {other} stands alone again; it had been joined with {kept}.\n"
                        )
                    })?;
                Ok(Ended::Well)
            }
            Verb::Note {
                customer,
                name,
                preferences,
                notes,
            } => {
                if (&name, &preferences, &notes) == (&None, &None, &None) {
                    bail!("say what to write down: --name, --preferences or --notes");
                }
                let id = merge::kept(&store, customer)?;
                let mut about = merge::about(&store, id)?;
                let told = [
                    (&mut about.name, name),
                    (&mut about.preferences, preferences),
                    (&mut about.notes, notes),
                ];
                for (field, text) in told {
                    if let Some(text) = text {
                        text.trim().clone_into(field);
                    }
                }
                merge::describe(&store, id, &about)?;
                show(context, &store, id)
            }
            Verb::Unsolved => waiting(context, &op::unsolved(&store, now)?),
            Verb::Quiet => waiting(context, &op::quiet(&store, now)?),
        }
    }
}

fn found(context: &Context, found: &[Found]) -> Result<Ended> {
    let object = |one: &Found| {
        json!({
            "customer": one.id,
            "name": one.name,
            "reached_at": one.reached_at,
            "calls": one.calls,
            "last_at": one.last.map(|(_, at)| at),
        })
    };
    let answer: Vec<Value> = found.iter().map(object).collect();
    context.print.answer(&answer, || {
        if found.is_empty() {
            return "Nobody is known by that.\n".to_owned();
        }
        let row = |one: &Found| {
            let last = one
                .last
                .map_or(String::new(), |(_, at)| at.format("%Y-%m-%d").to_string());
            vec![
                one.id.to_string(),
                one.told().to_owned(),
                one.reached_at.clone(),
                one.calls.to_string(),
                last,
            ]
        };
        let rows: Vec<Vec<String>> = found.iter().map(row).collect();
        table(
            &["Number", "Customer", "Reached at", "Calls", "Last call"],
            &rows,
        )
    })?;
    Ok(Ended::Well)
}

fn waiting(context: &Context, waiting: &[Waiting]) -> Result<Ended> {
    let object = |one: &Waiting| {
        json!({
            "customer": one.after.customer,
            "name": one.after.name,
            "call": one.after.call,
            "called_at": one.after.called_at,
            "rep": one.after.rep,
            "again": one.after.again,
            "last_at": one.after.last_at,
            "silent_days": one.silence.map(|silence| silence.days),
            "usual_days": one.silence.map(|silence| silence.usual_days),
            "text": one.told(),
        })
    };
    let answer: Vec<Value> = waiting.iter().map(object).collect();
    context.print.answer(&answer, || {
        if waiting.is_empty() {
            return "Nobody, as far as calls were heard.\n".to_owned();
        }
        let row = |one: &Waiting| {
            let called = one.after.called_at.format("%Y-%m-%d").to_string();
            vec![
                one.after.customer.to_string(),
                one.after.name.clone(),
                called,
                one.told(),
            ]
        };
        let rows: Vec<Vec<String>> = waiting.iter().map(row).collect();
        table(&["Number", "Customer", "Call heard", ""], &rows)
    })?;
    Ok(Ended::Well)
}

fn show(context: &Context, store: &Store, id: CustomerId) -> Result<Ended> {
    let one = op::whole(store, id)?;
    context.print.answer(&object(&one), || text(&one))?;
    Ok(Ended::Well)
}

fn text(one: &Whole) -> String {
    let known = &one.known;
    let name = if known.name.is_empty() {
        "A customer without a name"
    } else {
        &known.name
    };
    let mut text = format!("{name} (customer {})\n", one.id);
    let mut line = |what: &str, said: &str| {
        if !said.trim().is_empty() {
            text.push_str(&format!("{what}{said}\n"));
        }
    };
    line("Reached at: ", &known.reached_at.join(", "));
    line("Preferences: ", &known.preferences);
    line("Notes: ", &known.notes);
    let with: Vec<String> = known
        .reps
        .iter()
        .map(|(rep, calls)| format!("{rep} {calls}"))
        .collect();
    line(
        "",
        &format!("{} calls, with {}", known.calls, with.join(", ")),
    );
    if let Some(open) = &known.open {
        line(
            "",
            &format!(
                "Open: the call of {} was not solved.",
                open.called_at.format("%Y-%m-%d")
            ),
        );
    }
    for owed in &one.around.owed {
        line(
            "",
            &format!(
                "Owed by {}: promised by {} (call {})",
                owed.due_on, owed.rep, owed.call
            ),
        );
    }
    for other in &one.around.merged {
        line(
            "",
            &format!(
                "Joined with customer {} {} ({} calls)",
                other.gone, other.name, other.calls
            ),
        );
    }
    line("\n", &calls(one));
    for said in one
        .around
        .said
        .iter()
        .filter(|said| !said.quote.trim().is_empty())
    {
        let on = said.started_at.format("%Y-%m-%d");
        line(
            "",
            &format!(
                "\"{}\" ({}, {on}, to {})",
                said.quote, said.name, said.rep_name
            ),
        );
    }
    for comment in &one.around.wrote {
        line("In a survey: ", &wrote(comment));
    }
    text
}

fn calls(one: &Whole) -> String {
    let row = |(call, became): &(crate::domain::call::Call, crate::store::became::Became)| {
        let solved = match became.solved {
            Some(true) => "solved",
            Some(false) => "not solved",
            None => "",
        };
        let csat = became
            .csat
            .map_or(String::new(), |csat| format!("CSAT {csat}"));
        let at = call.started_at.format("%Y-%m-%d %H:%M").to_string();
        vec![
            at,
            call.rep.clone(),
            call.channel.word().replace('_', " "),
            solved.to_owned(),
            csat,
            call.note.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = one.calls.iter().take(CALLS).map(row).collect();
    let mut text = table(&["When", "Rep", "Channel", "", "", "Note"], &rows);
    if one.calls.len() > CALLS {
        text.push_str(&format!("and {} earlier ones\n", one.calls.len() - CALLS));
    }
    text
}

fn object(one: &Whole) -> Value {
    let known = &one.known;
    let call = |(call, became): &(crate::domain::call::Call, crate::store::became::Became)| {
        json!({
            "call": call.id,
            "at": call.started_at,
            "rep": call.rep,
            "channel": call.channel,
            "direction": call.direction,
            "solved": became.solved,
            "quality": became.quality,
            "csat": became.csat,
            "follow_up_on": became.follow_up_on,
            "note": call.note,
        })
    };
    json!({
        "customer": one.id,
        "name": known.name,
        "reached_at": known.reached_at,
        "preferences": known.preferences,
        "notes": known.notes,
        "calls_in_all": known.calls,
        "since": known.since,
        "reps": known.reps.iter().map(|(rep, calls)| json!({ "rep": rep, "calls": calls })).collect::<Vec<_>>(),
        "open": known.open.as_ref().map(|open| json!({ "called_at": open.called_at, "follow_up_on": open.follow_up_on })),
        "owed": one.around.owed.iter().map(|owed| json!({ "due_on": owed.due_on, "rep": owed.rep, "call": owed.call })).collect::<Vec<_>>(),
        "calls": one.calls.iter().map(call).collect::<Vec<_>>(),
        "said": one.around.said.iter().map(|said| json!({
            "theme": said.name, "quote": said.quote, "at": said.started_at, "rep": said.rep_name, "call": said.call,
        })).collect::<Vec<_>>(),
        "surveys": one.around.wrote.iter().map(|comment| json!({
            "comment": comment.answer.comment, "at": comment.at, "rep": comment.rep, "call": comment.call,
        })).collect::<Vec<_>>(),
        "joined": one.around.merged.iter().map(|other| json!({
            "customer": other.gone, "name": other.name, "calls": other.calls,
        })).collect::<Vec<_>>(),
    })
}
