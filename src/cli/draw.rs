//! `deskside draw`: draw the calls to hear, show them, skip one, repeat a draw and compare, hand one out. The plan and
//! the ledger of skips stand in their own files.

mod ledger;
mod plan;

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use serde_json::json;

use crate::cli::print::{raw, table};
use crate::cli::{Context, Ended};
use crate::domain::call::Channel;
use crate::domain::count::counted;
use crate::domain::draw::spread::Spread;
use crate::domain::draw::{MIN_SECS, PickStatus, SkipReason};
use crate::domain::id::{CallId, DrawId, PickId};
use crate::domain::week::Week;
use crate::ops::draw::{self as op, Request, Sharing, proof};
use crate::store::{Store, draw as draws, pick};

/// Draw the calls to hear; show, skip, verify, export.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Draw {
    #[command(subcommand)]
    command: Option<Verb>,
    #[command(flatten)]
    ask: Ask,
}

#[derive(Debug, Args)]
struct Ask {
    /// The week, such as 2026-W47; the latest with calls when left out
    #[arg(long)]
    week: Option<Week>,
    /// Calls of each rep; without it the desk's calls a week are shared out
    #[arg(long, value_name = "N")]
    per_rep: Option<usize>,
    /// The most calls where least is known, instead of the same number of each rep
    #[arg(long)]
    by_need: bool,
    /// Hear both halves of the week, short and long calls, or both
    #[arg(long, value_name = "OVER")]
    spread: Option<SpreadArg>,
    /// From which the order follows; made by the operating system when left out
    #[arg(long, value_name = "HEX")]
    seed: Option<String>,
    /// Least talk in seconds
    #[arg(long, value_name = "N", default_value_t = MIN_SECS, value_parser = clap::value_parser!(i64).range(0..))]
    min_secs: i64,
    /// Only these channels
    #[arg(long = "channel", value_name = "C")]
    channels: Vec<ChannelArg>,
    /// Show what would be drawn and what it would do to the ranges; nothing is written
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SpreadArg {
    Week,
    Length,
    Both,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum ChannelArg {
    Phone,
    Chat,
    Email,
    Video,
    InPerson,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum ReasonArg {
    NoAudio,
    WrongPerson,
    Private,
    Spam,
    DoesNotFit,
    Other,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// The calls drawn for a week
    Show {
        /// The week; the latest with calls when left out
        #[arg(long)]
        week: Option<Week>,
    },
    /// Skip a call with a reason; the next in the drawn order takes its place
    Skip {
        /// The pick's number, from `draw show`
        pick: PickId,
        /// Why
        #[arg(long)]
        reason: ReasonArg,
        /// In your own words; needed when the reason is `other`
        #[arg(long, default_value = "")]
        note: String,
    },
    /// The skipped calls: of whom, why, and whether they are too many
    Ledger {
        /// The last week; the latest with calls when left out
        #[arg(long)]
        week: Option<Week>,
        /// How many weeks
        #[arg(long, default_value_t = op::ledger::WEEKS, value_parser = clap::value_parser!(i64).range(1..=5_200))]
        weeks: i64,
    },
    /// Repeat a draw and compare; every draw without a number
    Verify {
        /// The draw's number
        draw: Option<DrawId>,
    },
    /// Frame and order as CSV, with a recipe to repeat the draw without deskside
    ExportFrame {
        /// The draw's number
        draw: DrawId,
    },
}

impl Draw {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let now = context.clock.now();
        let week = |week: Option<Week>| match week {
            Some(week) => Ok(week),
            None => op::current_week(&store, crate::ops::setup::this_week(&store, now)?)
                .map_err(anyhow::Error::from),
        };
        match self.command {
            None => {
                let ask = self.ask;
                let request = Request {
                    week: week(ask.week)?,
                    per_rep: ask.per_rep,
                    sharing: if ask.by_need {
                        Sharing::ByNeed
                    } else {
                        Sharing::Evenly
                    },
                    spread: ask.spread.map_or(Spread::Nothing, Into::into),
                    seed: ask.seed,
                    min_secs: ask.min_secs,
                    channels: ask.channels.into_iter().map(Into::into).collect(),
                };
                if ask.dry_run {
                    return plan::run(context, &store, &request, now);
                }
                let added = op::run(&store, &request, now.to_utc())?;
                if added == 0 {
                    context
                        .print
                        .say(&format!("{}: no more calls to draw.", request.week));
                }
                show(context, &store, request.week)
            }
            Some(Verb::Show { week: asked }) => show(context, &store, week(asked)?),
            Some(Verb::Skip { pick, reason, note }) => {
                let next = op::skip(&store, pick, reason.into(), &note, now.to_utc())?;
                let answer = json!({ "pick": pick, "status": "skipped", "replacement": next });
                context.print.answer(&answer, || match next {
                    Some(next) => format!("Skipped. Pick {next} takes its place."),
                    None => "Skipped. No call is left to take its place.".into(),
                })?;
                Ok(Ended::Well)
            }
            Some(Verb::Ledger { week: asked, weeks }) => {
                ledger::run(context, &store, week(asked)?, weeks)
            }
            Some(Verb::Verify { draw }) => verify(context, &store, draw),
            Some(Verb::ExportFrame { draw }) => {
                raw(&proof::export_frame(&store, draw)?)?;
                Ok(Ended::Well)
            }
        }
    }
}

#[derive(Serialize)]
struct Shown {
    week: Week,
    draws: Vec<ShownDraw>,
    targeted: Vec<ShownPick>,
}

#[derive(Serialize)]
struct ShownDraw {
    draw: DrawId,
    rep: String,
    frame: i64,
    frame_sha256: String,
    seed: String,
    rule: String,
    #[serde(skip)]
    part: String,
    asked: i64,
    picks: Vec<ShownPick>,
}

#[derive(Serialize)]
struct ShownPick {
    pick: PickId,
    place: Option<i64>,
    call: CallId,
    source_id: String,
    customer: String,
    rep: String,
    at: String,
    talk_secs: Option<i64>,
    channel: Channel,
    status: PickStatus,
    reason: Option<SkipReason>,
}

fn show(context: &Context, store: &Store, week: Week) -> Result<Ended> {
    let mut shown = Shown {
        week,
        draws: Vec::new(),
        targeted: Vec::new(),
    };
    for draw in draws::list(store, week)? {
        shown.draws.push(ShownDraw {
            draw: draw.id,
            frame: draw.frame_size,
            rule: draw.rule.words(),
            part: draw
                .rule
                .part()
                .map_or(String::new(), |part| format!(" {part}")),
            rep: draw.rep,
            frame_sha256: draw.frame_sha256,
            seed: draw.seed,
            asked: draw.asked,
            picks: Vec::new(),
        });
    }
    for (pick, call) in pick::list(store, week)? {
        let source_id = call
            .ticket_id
            .split_once(':')
            .map_or("", |(_, id)| id)
            .to_owned();
        let row = ShownPick {
            pick: pick.id,
            place: pick.place,
            call: call.id,
            source_id,
            customer: call.customer,
            rep: call.rep,
            at: call.started_at.to_rfc3339(),
            talk_secs: call.talk_secs,
            channel: call.channel,
            status: pick.status,
            reason: pick.reason,
        };
        match shown
            .draws
            .iter_mut()
            .find(|draw| Some(draw.draw) == pick.draw_id)
        {
            Some(draw) => draw.picks.push(row),
            None => shown.targeted.push(row),
        }
    }
    context.print.answer(&shown, || words(&shown))?;
    Ok(Ended::Well)
}

fn words(shown: &Shown) -> String {
    if shown.draws.is_empty() && shown.targeted.is_empty() {
        return format!("{}: nothing drawn yet. deskside draw does it.", shown.week);
    }
    let mut text = format!("{}\n", shown.week);
    for draw in &shown.draws {
        text.push_str(&format!(
            "\n{}: {} of {}{} (draw {})\n",
            draw.rep,
            draw.asked,
            counted(draw.frame, "call"),
            draw.part,
            draw.draw
        ));
        text.push_str(&picks(&draw.picks));
    }
    if !shown.targeted.is_empty() {
        text.push_str("\nChosen by hand (outside the KPIs)\n");
        text.push_str(&picks(&shown.targeted));
    }
    text
}

fn picks(picks: &[ShownPick]) -> String {
    let rows: Vec<Vec<String>> = picks
        .iter()
        .map(|pick| {
            let status = match pick.reason {
                Some(reason) => format!("skipped: {}", reason.says()),
                None => pick.status.word().to_owned(),
            };
            vec![
                pick.pick.to_string(),
                pick.at.get(..16).unwrap_or(&pick.at).replace('T', " "),
                pick.talk_secs.map_or(String::new(), |secs| {
                    format!("{}:{:02}", secs / 60, secs % 60)
                }),
                pick.channel.word().to_owned(),
                pick.rep.clone(),
                pick.customer.clone(),
                status,
            ]
        })
        .collect();
    table(
        &[
            "Pick", "When", "Length", "Channel", "Rep", "Customer", "Status",
        ],
        &rows,
    )
}

fn verify(context: &Context, store: &Store, draw: Option<DrawId>) -> Result<Ended> {
    let ids = match draw {
        Some(id) => vec![id],
        None => draws::all(store)?.into_iter().map(|draw| draw.id).collect(),
    };
    let proofs = ids
        .into_iter()
        .map(|id| proof::verify(store, id))
        .collect::<Result<Vec<_>>>()?;
    let text = || {
        let line = |proof: &proof::Verification| {
            let came = if proof.verified {
                "repeats as it was drawn".to_owned()
            } else {
                format!("DOES NOT REPEAT: {}", proof.faults.join("; "))
            };
            format!(
                "Draw {}, {}: {came} ({} picks)\n",
                proof.draw, proof.rep, proof.picks
            )
        };
        match proofs.as_slice() {
            [] => "No draw was made yet.\n".to_owned(),
            all => all.iter().map(line).collect::<String>(),
        }
    };
    match proofs.as_slice() {
        [one] if draw.is_some() => context.print.answer(one, text)?,
        all => context.print.answer(&all, text)?,
    }
    Ok(if proofs.iter().all(|proof| proof.verified) {
        Ended::Well
    } else {
        Ended::Look
    })
}

impl From<ChannelArg> for Channel {
    fn from(arg: ChannelArg) -> Self {
        match arg {
            ChannelArg::Phone => Self::Phone,
            ChannelArg::Chat => Self::Chat,
            ChannelArg::Email => Self::Email,
            ChannelArg::Video => Self::Video,
            ChannelArg::InPerson => Self::InPerson,
        }
    }
}

impl From<SpreadArg> for Spread {
    fn from(arg: SpreadArg) -> Self {
        match arg {
            SpreadArg::Week => Self::Week,
            SpreadArg::Length => Self::Length,
            SpreadArg::Both => Self::Both,
        }
    }
}

impl From<ReasonArg> for SkipReason {
    fn from(arg: ReasonArg) -> Self {
        match arg {
            ReasonArg::NoAudio => Self::NoAudio,
            ReasonArg::WrongPerson => Self::WrongPerson,
            ReasonArg::Private => Self::Private,
            ReasonArg::Spam => Self::Spam,
            ReasonArg::DoesNotFit => Self::DoesNotFit,
            ReasonArg::Other => Self::Other,
        }
    }
}
