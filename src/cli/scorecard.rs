//! `deskside scorecard`: forms as TOML.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::cli::print::{raw, table};
use crate::cli::{Context, Ended};
use crate::domain::scorecard::{self, Class, Kind, Question};
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
    },
    /// Look for faults and weak spots without adding it
    Lint {
        /// The TOML
        file: PathBuf,
    },
    /// Print the TOML of one
    Export {
        /// Its key
        id: String,
    },
}

impl Scorecard {
    pub fn run(self, context: &Context) -> Result<Ended> {
        match self.command {
            Verb::Lint { file } => lint(context, &file),
            Verb::List => list(context),
            Verb::Show { id } => show(context, &id),
            Verb::Export { id } => {
                raw(&forms::newest(&context.open()?, &id)?.toml)?;
                Ok(Ended::Well)
            }
            Verb::Add { file, reason } => {
                let (form, toml) = read(&file)?;
                let store = context.open()?;
                forms::add(&store, &form, &toml, &reason, context.clock.now().to_utc())?;
                show(context, &form.key)
            }
        }
    }
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

fn lint(context: &Context, file: &Path) -> Result<Ended> {
    let (form, _) = read(file)?;
    let warnings: Vec<String> = scorecard::lint(&form)
        .iter()
        .map(ToString::to_string)
        .collect();
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
    let listed = forms::list(&context.open()?)?;
    let answer: Vec<_> = listed
        .iter()
        .map(|form| json!({ "id": form.key, "version": form.version, "name": form.name, "written": form.written }))
        .collect();
    context.print.answer(&answer, || {
        let rows: Vec<Vec<String>> = listed
            .iter()
            .map(|form| {
                let used = if form.written {
                    "chat and e-mail"
                } else {
                    "spoken"
                };
                vec![
                    form.key.clone(),
                    form.version.to_string(),
                    form.name.clone(),
                    used.to_owned(),
                ]
            })
            .collect();
        table(&["Id", "Version", "Name", "For"], &rows)
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
        (None, Some(share)) => format!("{:.0} %", 100.0 * share),
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
