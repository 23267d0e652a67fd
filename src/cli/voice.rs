//! `deskside voice`: what customers talk about, what is new or growing, and their words; a theme for what they wrote in
//! surveys.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::{Context, Ended};
use crate::domain::count::counted;
use crate::domain::id::SurveyAnswerId;
use crate::domain::voice::Cause;
use crate::ops::voice::{self as op, Listening, Theme};
use crate::stats::CONFIDENCE;
use crate::store::survey::{self, Comment};
use crate::store::voice::Mention;

/// Quotes of a theme that are printed.
const QUOTES: usize = 3;

/// What customers talk about.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Voice {
    /// How many of the last weeks, compared with the half year before
    #[arg(long, value_name = "N", default_value_t = op::WEEKS, value_parser = clap::value_parser!(i64).range(1..=52))]
    weeks: i64,
    #[command(subcommand)]
    command: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Say what a customer's words in a survey are about
    Theme(Given),
}

#[derive(Debug, Args)]
struct Given {
    /// Its number in `deskside voice`
    comment: SurveyAnswerId,
    /// What it is about, such as "late delivery"
    #[arg(required_unless_present = "none")]
    theme: Option<String>,
    /// What is behind it: policy, price, product, process, promise, rep or customer
    #[arg(long, value_parser = cause)]
    cause: Option<Cause>,
    /// Take the theme away
    #[arg(long, conflicts_with_all = ["theme", "cause"])]
    none: bool,
}

fn cause(word: &str) -> Result<Cause, String> {
    Cause::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = Cause::ALL.iter().map(|cause| cause.word()).collect();
        format!("say one of {}", known.join(", "))
    })
}

impl Voice {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        if let Some(Verb::Theme(given)) = self.command {
            let about = given.theme.as_deref().map(|theme| (theme, given.cause));
            survey::give_theme(&store, given.comment, about)?;
            let one = op::comment(&store, given.comment)?;
            context.print.answer(&comment(&one), || wrote(&one))?;
            return Ok(Ended::Well);
        }
        let now = context.clock.now();
        let found = op::listen(&store, self.weeks, now)?;
        let written = op::surveys(&store, self.weeks, now)?;
        context
            .print
            .answer(&object(&found, &written), || text(&found, &written))?;
        Ok(Ended::Well)
    }
}

fn text(found: &Listening, written: &[Comment]) -> String {
    let mut text = format!(
        "{} to {}: {} heard, {} in the half year before.\n\n",
        found.from,
        found.to,
        counted(found.calls.cast_signed(), "drawn call"),
        found.calls_before
    );
    for line in &found.changed {
        text.push_str(&format!("{line}\n"));
    }
    for theme in &found.themes {
        let mark = match theme.mark.word() {
            "" => String::new(),
            word => format!("  [{word}]"),
        };
        text.push_str(&format!("\n{}{mark}: {}\n", theme.name, theme.counted()));
        if theme.mark.is_sure() {
            text.push_str(&format!("  {}\n", theme.change()));
        }
        let causes = theme.behind_it();
        if !causes.is_empty() {
            text.push_str(&format!("  Behind it: {causes}\n"));
        }
        let quotes = theme
            .mentions
            .iter()
            .filter(|one| !one.quote.trim().is_empty());
        for quote in quotes.take(QUOTES) {
            text.push_str(&format!("  \"{}\" ({})\n", quote.quote, place(quote)));
        }
    }
    if !found.order.is_empty() {
        text.push_str(&format!("\n{}\n", found.order));
    }
    if !written.is_empty() {
        text.push_str("\nIn surveys:\n");
    }
    for one in written {
        text.push_str(&format!("  {}", wrote(one)));
    }
    if written.iter().any(|one| one.theme.is_none()) {
        text.push_str("\nGive one a theme: deskside voice theme NUMBER THEME --cause CAUSE\n");
    }
    text
}

/// A comment with its number and what it is about.
fn wrote(one: &Comment) -> String {
    let about = match op::about(one) {
        about if about.is_empty() => String::new(),
        about => format!("[{about}] "),
    };
    format!("{} {about}{}\n", one.id, op::wrote(one))
}

/// Day, customer, time in the call.
fn place(one: &Mention) -> String {
    let mut parts = vec![one.started_at.format("%a %-d %b").to_string()];
    if !one.customer_name.is_empty() {
        parts.push(one.customer_name.clone());
    }
    if let Some(secs) = one.at_secs {
        parts.push(format!("{}:{:02}", secs / 60, secs % 60));
    }
    parts.join(", ")
}

fn object(found: &Listening, wrote: &[Comment]) -> Value {
    json!({
        "from": found.from,
        "to": found.to,
        "calls": found.calls,
        "calls_before": found.calls_before,
        "confidence": CONFIDENCE,
        "changed": found.changed,
        "order": found.order,
        "surveys": wrote.iter().map(comment).collect::<Vec<_>>(),
        "themes": found.themes.iter().map(theme).collect::<Vec<_>>(),
    })
}

fn comment(one: &Comment) -> Value {
    let scores = one.answer.scores.iter();
    json!({
        "survey_comment": one.id,
        "comment": one.answer.comment,
        "theme": one.theme.as_ref().map(|(_, theme)| theme),
        "cause": one.cause,
        "call": one.call,
        "at": one.at,
        "customer": one.customer,
        "rep": one.rep,
        "scores": scores.map(|(scale, score)| json!({ "scale": scale, "score": score })).collect::<Vec<_>>(),
    })
}

fn theme(one: &Theme) -> Value {
    let mention = |one: &Mention| {
        json!({
            "quote": one.quote,
            "cause": one.cause,
            "call": one.call,
            "at": one.started_at,
            "at_secs": one.at_secs,
            "customer": one.customer_name,
            "rep": one.rep_name,
            "lane": one.lane,
        })
    };
    json!({
        "theme": one.name,
        "calls": one.calls,
        "of": one.of,
        "low": one.range.map(|range| range.low),
        "high": one.range.map(|range| range.high),
        "targeted": one.targeted,
        "in_surveys": one.wrote.len(),
        "before": one.before,
        "mark": match one.mark.word() { "" => None, word => Some(word) },
        "expected": one.emerging.map(|found| found.expected),
        "luck": one.emerging.map(|found| found.p),
        "text": one.change(),
        "causes": one.causes.iter().map(|(cause, times)| json!({ "cause": cause, "times": times })).collect::<Vec<_>>(),
        "reps": one.reps.iter().map(|(rep, calls, of)| json!({ "rep": rep, "calls": calls, "of": of })).collect::<Vec<_>>(),
        "customers": one.customers.iter().map(|(name, times)| json!({ "customer": name, "times": times })).collect::<Vec<_>>(),
        "mentions": one.mentions.iter().map(mention).collect::<Vec<_>>(),
    })
}
