//! `deskside scorecard`: forms as TOML.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::cli::print::{raw, table};
use crate::cli::{Context, Ended};
use crate::domain::call::Channel;
use crate::domain::scorecard::{self, Class, Kind, Question};
use crate::ops::scorecard::{self as ops, connect, genesys};
use crate::store::scorecard as forms;

/// Scorecards as TOML.
#[derive(Debug, Args)]
pub struct Scorecard {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Every scorecard in its newest version
    List,
    /// The questions of one
    Show {
        /// Its key, from `scorecard list`
        id: String,
    },
    /// Add a scorecard, or the next version of one
    Add {
        /// The TOML
        file: PathBuf,
        /// Why it was changed
        #[arg(long, default_value = "")]
        reason: String,
        /// It says the same in other words: trends go on; needs a reason
        #[arg(long)]
        wording_only: bool,
    },
    /// Look for faults and weak spots without adding it, also by how it was answered so far
    Lint {
        /// The TOML
        file: PathBuf,
    },
    /// Print the TOML of one, or another program's JSON
    Export {
        /// Its key
        id: String,
        /// Whose form it becomes
        #[arg(long, value_enum, default_value = "toml")]
        format: Format,
    },
    /// Print another program's form (JSON) as TOML, and say what does not come along
    Convert {
        /// The JSON of an Amazon Connect or Genesys Cloud evaluation form
        file: PathBuf,
    },
    /// Score with it from now on: every spoken call, or one channel
    Use {
        /// Its key
        id: String,
        /// Only this channel: phone, chat, email, video, `in_person`
        #[arg(long, value_parser = channel)]
        channel: Option<Channel>,
    },
}

/// Whose form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Toml,
    Connect,
    Genesys,
}

impl Scorecard {
    pub fn run(self, context: &Context) -> Result<Ended> {
        match self.command {
            Verb::Lint { file } => lint(context, &file),
            Verb::List => list(context),
            Verb::Show { id } => show(context, &id),
            Verb::Export { id, format } => export(context, &id, format),
            Verb::Convert { file } => convert(context, &file),
            Verb::Add {
                file,
                reason,
                wording_only,
            } => {
                let (form, toml) = read(&file)?;
                let (store, now) = (context.open()?, context.clock.now().to_utc());
                ops::publish(&store, &form, &toml, &reason, wording_only, now)?;
                show(context, &form.key)
            }
            Verb::Use { id, channel } => {
                let (store, now) = (context.open()?, context.clock.now().to_utc());
                ops::choose(&store, &id, channel, now)?;
                list(context)
            }
        }
    }
}

fn channel(word: &str) -> Result<Channel, String> {
    Channel::from_word(word).ok_or_else(|| "say phone, chat, email, video or in_person".to_owned())
}

fn read(file: &Path) -> Result<(scorecard::Scorecard, String)> {
    let name = file.display();
    let toml = std::fs::read_to_string(file).with_context(|| format!("could not read {name}"))?;
    let short = file.file_name().map_or_else(
        || name.to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    Ok((scorecard::Scorecard::parse(&short, &toml)?, toml))
}

fn export(context: &Context, id: &str, format: Format) -> Result<Ended> {
    let version = forms::newest(&context.open()?, id)?;
    let mapped = match format {
        Format::Toml => {
            raw(&version.toml)?;
            return Ok(Ended::Well);
        }
        Format::Connect => connect::export(&version.scorecard),
        Format::Genesys => genesys::export(&version.scorecard),
    };
    raw(format!("{}\n", serde_json::to_string_pretty(&mapped.form)?))?;
    for lost in &mapped.lost {
        context.print.say(&format!("does not come along: {lost}"));
    }
    Ok(Ended::Well)
}

fn convert(context: &Context, file: &Path) -> Result<Ended> {
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("could not read {name}"))?;
    let form: serde_json::Value =
        serde_json::from_str(&text).with_context(|| format!("{name} is not JSON"))?;
    let mapped = if form.get("questionGroups").is_some() {
        genesys::import(&form)
    } else {
        connect::import(&form)
    };
    let mapped = mapped.with_context(|| format!("could not read {name}"))?;
    let toml = mapped.form.to_toml();
    for lost in &mapped.lost {
        context.print.say(&format!("does not come along: {lost}"));
    }
    raw(&toml)?;
    Ok(if mapped.lost.is_empty() {
        Ended::Well
    } else {
        Ended::Look
    })
}

/// By the text alone where there is no desk yet.
fn lint(context: &Context, file: &Path) -> Result<Ended> {
    let (form, _) = read(file)?;
    let warnings = if context.paths.db.exists() {
        ops::advice(&context.open()?, &form)?
    } else {
        scorecard::lint(&form)
    };
    let warnings: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    context.print.answer(
        &json!({ "scorecard": form.key, "warnings": warnings }),
        || {
            if warnings.is_empty() {
                format!("{}: nothing to improve.", form.name)
            } else {
                warnings.join("\n")
            }
        },
    )?;
    Ok(if warnings.is_empty() {
        Ended::Well
    } else {
        Ended::Look
    })
}

fn list(context: &Context) -> Result<Ended> {
    let store = context.open()?;
    let mut listed = Vec::new();
    for form in forms::list(&store)? {
        let channels = ops::used_for(&store, &form.key)?;
        listed.push((form, channels));
    }
    let answer: Vec<_> = listed
        .iter()
        .map(|(form, channels)| {
            json!({ "id": form.key, "version": form.version, "name": form.name, "written": form.written,
                "used_for": channels })
        })
        .collect();
    context.print.answer(&answer, || {
        let rows: Vec<Vec<String>> = listed
            .iter()
            .map(|(form, channels)| {
                let channels: Vec<&str> = channels.iter().map(|one| one.word()).collect();
                vec![
                    form.key.clone(),
                    form.version.to_string(),
                    form.name.clone(),
                    channels.join(", "),
                ]
            })
            .collect();
        table(&["Id", "Version", "Name", "Used for"], &rows)
    })?;
    Ok(Ended::Well)
}

fn show(context: &Context, id: &str) -> Result<Ended> {
    let version = forms::newest(&context.open()?, id)?;
    let form = &version.scorecard;
    let total = form.total_weight();
    let share = |one: &Question| one.weight().map(|weight| weight / total);
    let questions: Vec<_> = form
        .questions_by_section()
        .map(|(section, one)| {
            json!({
                "section": form.sections.get(section).map(|section| section.name.clone()), "question": one.key,
                "text": one.text, "answers": one.answer_words(), "share": share(one),
                "critical": one.critical().map(Class::word), "conditional": one.ask_if.is_some(),
            })
        })
        .collect();
    let answer = json!({ "id": form.key, "version": version.version, "name": form.name, "questions": questions });
    context.print.answer(&answer, || {
        let mut text = format!("{} v{}\n{}\n", form.name, version.version, form.summary);
        for section in &form.sections {
            let rows: Vec<Vec<String>> = section
                .questions
                .iter()
                .map(|one| row(one, share(one)))
                .collect();
            text.push_str(&format!("\n{}", table(&[&section.name, "", "", ""], &rows)));
        }
        text
    })?;
    Ok(Ended::Well)
}

fn row(question: &Question, share: Option<f64>) -> Vec<String> {
    let weight = match (question.critical(), share) {
        (Some(class), _) => format!("critical: {class}"),
        (None, Some(share)) => format!("{:.0}%", 100.0 * share),
        (None, None) => "not scored".to_owned(),
    };
    let answers = match question.kind {
        Kind::Text => "text".to_owned(),
        _ => question.answer_words().join(" "),
    };
    let asked = if question.ask_if.is_some() {
        "only when it applies"
    } else {
        ""
    };
    vec![
        format!("  {}", question.text),
        answers,
        weight,
        asked.to_owned(),
    ]
}
