//! `deskside praise`: praise that was given, and to whom it is due.

use anyhow::{Result, bail};
use chrono::{Days, NaiveDate};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::domain::id::{CallId, RecognitionId};
use crate::ops::coaching::standing;
use crate::ops::setup;
use crate::store::recognition::{self, NewRecognition, Recognition};
use crate::store::{Store, call, rep};

/// Weeks that are listed unless said otherwise.
const WEEKS: u64 = 8;

/// Praise that was given.
#[derive(Debug, Args)]
pub struct Praise {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Praise of the last weeks, and who has had none for two
    List {
        /// Only this rep
        #[arg(long)]
        rep: Option<String>,
        /// How many weeks back
        #[arg(long, value_name = "N", default_value_t = WEEKS)]
        weeks: u64,
    },
    /// Write down that somebody was praised
    Add {
        /// Who
        #[arg(long)]
        rep: String,
        /// For what
        what: String,
        /// How, such as "in front of the team"
        #[arg(long, default_value = "")]
        how: String,
        /// When; today when left out
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
        /// The call that earned it
        #[arg(long, value_name = "CALL")]
        call: Option<CallId>,
        /// The customer's words that earned it
        #[arg(long, default_value = "")]
        quote: String,
    },
}

impl Praise {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let today = setup::zone(&store)?.day_of(context.clock.now());
        match self.command {
            Verb::List { rep, weeks } => list(context, &store, rep.as_deref(), weeks, today),
            Verb::Add {
                rep,
                what,
                how,
                on,
                call,
                quote,
            } => {
                if what.trim().is_empty() {
                    bail!("say in a few words what the praise is for");
                }
                if let Some(id) = call {
                    call::get(&store, id)?;
                }
                let new = NewRecognition {
                    rep_id: rep::get(&store, &rep)?.id,
                    what: what.trim(),
                    given_on: on.unwrap_or(today),
                    how: how.trim(),
                    call,
                    at_secs: None,
                    quote: quote.trim(),
                };
                let id = recognition::add(&store, &new)?;
                told(context, &store, id, new.given_on)
            }
        }
    }
}

/// What was just written down.
fn told(context: &Context, store: &Store, id: RecognitionId, on: NaiveDate) -> Result<Ended> {
    let given = recognition::list(store, None, on, on)?;
    if let Some(one) = given.iter().find(|one| one.id == id) {
        context.print.answer(&object(one), || {
            format!(
                "Written down: {} on {}, {}.",
                one.rep, one.given_on, one.what
            )
        })?;
    }
    Ok(Ended::Well)
}

fn list(
    context: &Context,
    store: &Store,
    name: Option<&str>,
    weeks: u64,
    today: NaiveDate,
) -> Result<Ended> {
    let rep = name.map(|name| rep::get(store, name)).transpose()?;
    let from = today.checked_sub_days(Days::new(weeks.saturating_mul(7)));
    let given = recognition::list(
        store,
        rep.map(|rep| rep.id),
        from.unwrap_or(NaiveDate::MIN),
        today,
    )?;
    let due: Vec<(String, String)> = standing::of_everybody(store, context.clock.now())?
        .into_iter()
        .filter_map(|one| Some((one.rep.name.clone(), one.praise_due(today)?)))
        .collect();
    let answer = json!({
        "praise": given.iter().map(object).collect::<Vec<_>>(),
        "due": due.iter().map(|(rep, why)| json!({ "rep": rep, "why": why })).collect::<Vec<_>>(),
    });
    context.print.answer(&answer, || {
        let rows: Vec<Vec<String>> = given.iter().map(row).collect();
        let mut text = if rows.is_empty() {
            "No praise is written down in these weeks.\n".to_owned()
        } else {
            table(&["On", "Rep", "For", "How"], &rows)
        };
        for (rep, why) in &due {
            text.push_str(&format!("\n{rep}: {why}"));
        }
        text
    })?;
    Ok(Ended::Well)
}

fn row(one: &Recognition) -> Vec<String> {
    vec![
        one.given_on.to_string(),
        one.rep.clone(),
        one.what.clone(),
        one.how.clone(),
    ]
}

fn object(one: &Recognition) -> Value {
    json!({
        "recognition": one.id,
        "rep": one.rep,
        "what": one.what,
        "given_on": one.given_on,
        "how": one.how,
        "call": one.call,
        "at_secs": one.at_secs,
        "quote": one.quote,
    })
}
