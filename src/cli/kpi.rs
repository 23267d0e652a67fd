//! `deskside kpi`: what matters to customers, what is measured, and where it should go.

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::{Context, Ended};
use crate::domain::kpi::{Better, Kpi};
use crate::domain::own_kpi::{Outcome, OwnKpi, Source};
use crate::domain::trend::{Horizon, Target, words};
use crate::domain::week::Week;
use crate::ops::kpi::{self, Suggestion, aim};
use crate::store::{Store, own_kpi, rep, target};

/// What matters to customers, what is measured and where it should go.
#[derive(Debug, Args)]
pub struct KpiCommand {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Every KPI: how it is counted and what is aimed at
    List,
    /// Say what matters to your customers; see which KPIs follow from it, and `--take` them
    Propose {
        /// Services and promises in your own words; what was told before when left out
        told: Vec<String>,
        /// Make the KPIs that are proposed and set their targets
        #[arg(long)]
        take: bool,
    },
    /// Add a KPI of your own: a question, an outcome, a theme, or (without any of them) a number a week
    Add(Add),
    /// Set where a KPI should go, such as `--short 85@2026-12-31`; `none` takes a target away
    Target {
        /// Which, such as `quality`
        kpi: String,
        /// For the next weeks
        #[arg(long, value_name = "X@DATE")]
        short: Option<String>,
        /// For the next months
        #[arg(long, value_name = "X@DATE")]
        medium: Option<String>,
        /// For the next years
        #[arg(long, value_name = "X@DATE")]
        long: Option<String>,
    },
    /// Type in a week's number of a KPI of your own, such as `kpi enter missed_calls 2026-W47 12`; `none` takes it away
    Enter {
        /// Which
        kpi: String,
        /// The week, such as 2026-W47
        week: Week,
        /// The number
        #[arg(allow_negative_numbers = true)]
        value: String,
        /// Of this rep only; of the whole business when left out
        #[arg(long, value_name = "NAME")]
        rep: Option<String>,
    },
    /// Take a KPI of your own away, with its numbers and targets
    Remove {
        /// Which
        kpi: String,
    },
}

#[derive(Debug, Args)]
struct Add {
    /// Its name, such as "Missed calls"
    name: String,
    /// Less is better
    #[arg(long)]
    lower: bool,
    /// How often this question of the form is done, by its key
    #[arg(long, value_name = "KEY", conflicts_with_all = ["outcome", "theme"])]
    question: Option<String>,
    /// How often this comes of a call: solved, satisfied, delighted, unhappy, `follow_up`, `referral_asked`
    #[arg(long, value_name = "WORD", conflicts_with = "theme")]
    outcome: Option<String>,
    /// How often customers speak of this theme
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
}

impl KpiCommand {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let shown = match self.command {
            Verb::List => kpi::all(&store)?,
            Verb::Propose { told, take } => return propose(context, &store, &told, take),
            Verb::Add(add) => vec![add.run(context, &store)?],
            Verb::Target {
                kpi,
                short,
                medium,
                long,
            } => {
                let kpi = kpi::find(&store, &kpi)?;
                let asked = [
                    (Horizon::Short, short),
                    (Horizon::Medium, medium),
                    (Horizon::Long, long),
                ];
                let mut told = Vec::new();
                for (horizon, text) in asked {
                    if let Some(text) = text {
                        told.push((horizon, aim::parse(&kpi, horizon, &text)?));
                    }
                }
                aim::set(&store, &kpi, &told)?;
                vec![kpi]
            }
            Verb::Enter {
                kpi,
                week,
                value,
                rep,
            } => vec![enter(&store, &kpi, week, &value, rep.as_deref())?],
            Verb::Remove { kpi } => {
                if !own_kpi::remove(&store, &kpi)? {
                    bail!("there is no KPI '{kpi}' of your own; those that every desk has stay");
                }
                let gone = || format!("{kpi} is gone, with its numbers and targets.\n");
                context.print.answer(&json!({ "removed": kpi }), gone)?;
                return Ok(Ended::Well);
            }
        };
        list(context, &store, &shown)
    }
}

impl Add {
    fn run(self, context: &Context, store: &Store) -> Result<Kpi> {
        let source = match (self.question, self.outcome, self.theme) {
            (Some(key), _, _) => Source::Question(key),
            (_, Some(word), _) => {
                Source::Outcome(Outcome::from_word(&word).with_context(|| {
                    let known: Vec<&str> = Outcome::ALL.iter().map(|one| one.word()).collect();
                    format!(
                        "there is no outcome '{word}': it is one of {}",
                        known.join(", ")
                    )
                })?)
            }
            (_, _, Some(name)) => Source::Theme(
                own_kpi::theme(store, &name)?
                    .with_context(|| format!("no customer spoke of '{name}' yet"))?,
            ),
            _ => Source::Typed,
        };
        let better = if self.lower {
            Better::Lower
        } else {
            Better::Higher
        };
        let now = context.clock.now().to_utc();
        kpi::make(store, &self.name, better, source, "", now)
    }
}

fn enter(store: &Store, key: &str, week: Week, value: &str, rep: Option<&str>) -> Result<Kpi> {
    let found = kpi::find(store, key)?;
    let value = match value.trim() {
        "none" => None,
        text => Some(kpi::number(text)?),
    };
    let rep = rep.map(|name| rep::get(store, name)).transpose()?;
    kpi::enter(store, &found, week, rep.map(|rep| rep.id), value)?;
    Ok(found)
}

fn propose(context: &Context, store: &Store, told: &[String], take: bool) -> Result<Ended> {
    let now = context.clock.now();
    if !told.is_empty() {
        own_kpi::set_matters(store, told, now.to_utc())?;
    }
    let told = own_kpi::matters(store)?;
    if told.is_empty() {
        bail!(
            "say what matters to your customers, such as: deskside kpi propose \"truck parts, delivered on time\""
        );
    }
    let suggested = kpi::suggest(store, &told.join("; "), now)?;
    if take {
        for one in &suggested {
            kpi::take(store, one, now.to_utc())?;
        }
    }
    let answer = json!({
        "matters": told,
        "taken": take,
        "proposed": suggested.iter().map(suggestion).collect::<Vec<_>>(),
    });
    let text = || {
        let mut text = format!("What matters: {}\n", told.join("; "));
        for one in &suggested {
            text.push_str(&format!(
                "\n{} ({} is better): {}\n",
                one.name,
                more_or_less(one.better),
                one.proposal.why
            ));
            if let Some(kpi) = &one.known {
                text.push_str(&targets_told(kpi, &one.targets));
            }
        }
        if !take {
            text.push_str("\nAdd --take to make them and set these targets.\n");
        }
        text
    };
    context.print.answer(&answer, text)?;
    Ok(Ended::Well)
}

fn more_or_less(better: Better) -> &'static str {
    match better {
        Better::Higher => "more",
        Better::Lower => "less",
    }
}

fn suggestion(one: &Suggestion) -> Value {
    json!({
        "kpi": one.known.as_ref().map(|kpi| kpi.key.to_string()),
        "name": one.name,
        "better": one.better.word(),
        "why": one.proposal.why,
        "targets": one.targets.iter().map(target_object).collect::<Vec<_>>(),
    })
}

fn list(context: &Context, store: &Store, kpis: &[Kpi]) -> Result<Ended> {
    let targets = target::list(store)?;
    let own = own_kpi::list(store)?;
    let of = |kpi: &Kpi| -> Vec<Target> {
        targets
            .iter()
            .filter(|(key, _)| *key == kpi.key)
            .map(|(_, target)| *target)
            .collect()
    };
    let made = |kpi: &Kpi| own.iter().find(|one| one.key == kpi.key);
    let answer: Vec<Value> = kpis
        .iter()
        .map(|kpi| object(kpi, made(kpi), &of(kpi)))
        .collect();
    let text = || {
        kpis.iter()
            .map(|kpi| block(kpi, &of(kpi)))
            .collect::<Vec<_>>()
            .join("\n")
    };
    context.print.answer(&answer, text)?;
    Ok(Ended::Well)
}

fn target_object(one: &Target) -> Value {
    json!({ "horizon": one.horizon, "value": one.value, "due_on": one.due_on })
}

fn object(kpi: &Kpi, own: Option<&OwnKpi>, targets: &[Target]) -> Value {
    json!({
        "kpi": kpi.key,
        "name": kpi.name,
        "unit": kpi.unit().word(),
        "better": kpi.better.word(),
        "formula": kpi.formula,
        "zero_case": kpi.zero_case,
        "source": own.map(|own| own.source.word()),
        "because": own.map(|own| &own.because),
        "targets": targets.iter().map(target_object).collect::<Vec<_>>(),
    })
}

fn block(kpi: &Kpi, targets: &[Target]) -> String {
    format!(
        "{} ({}), {} is better\n  {}\n  {}\n{}",
        kpi.name,
        kpi.key,
        more_or_less(kpi.better),
        kpi.formula,
        kpi.zero_case,
        targets_told(kpi, targets)
    )
}

fn targets_told(kpi: &Kpi, targets: &[Target]) -> String {
    let told = targets.iter().map(|target| {
        let value = words::value(kpi.unit(), target.value);
        format!(
            "  Target ({}): {value} by {}\n",
            target.horizon, target.due_on
        )
    });
    told.collect()
}
