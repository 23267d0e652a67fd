//! `deskside import`: read call logs; what was read before; which systems are known.

use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::domain::import::field::{ColumnRef, Field, MapError, parse_named};
use crate::domain::import::kind::Kind;
use crate::domain::import::stamp::DateOrder;
use crate::domain::import::survey::Scale;
use crate::ops::import::{self, Options, Refusal, Report, profiles};
use crate::store::Store;

mod history;
mod words;

/// Read call logs.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub struct Import {
    #[command(subcommand)]
    command: Option<Verb>,
    #[command(flatten)]
    ask: Ask,
}

const EXAMPLES: &str = "\
Examples:
  deskside import calls.csv
  deskside import calls.csv --dry-run
  deskside import log.csv --map at=Started --map rep=Agent --map number='#4' --dates dmy --save-profile ours";

#[derive(Debug, Args)]
struct Ask {
    /// Files or folders
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What the files hold; recognised when left out
    #[arg(long, value_parser = kinds())]
    kind: Option<Kind>,
    /// The phone system, from `import profiles`; recognised when left out
    #[arg(long, value_name = "ID")]
    profile: Option<String>,
    /// Which column holds what: at=Started, rep=Agent, talk='#7'
    #[arg(long = "map", value_name = "FIELD=COLUMN", value_parser = parse_named)]
    map: Vec<(String, ColumnRef)>,
    /// The scorecard of past evaluations that name none; the one that most columns fit when left out
    #[arg(long, value_name = "KEY")]
    scorecard: Option<String>,
    /// The zone of the file's clock, such as America/Chicago; remembered for the source
    #[arg(long)]
    zone: Option<String>,
    /// The order of day, month and year in its dates; remembered for the source
    #[arg(long, value_enum)]
    dates: Option<Dates>,
    /// The name of the source; the profile's when left out
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The scale of a survey's answers, where they do not show it
    #[arg(long = "scale", value_parser = scales())]
    scales: Vec<Scale>,
    /// How many days before an answer its call may lie; 7 when left out
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=365))]
    within: Option<u16>,
    /// Save the map under this name, to be recognised the next time
    #[arg(long, value_name = "ID")]
    save_profile: Option<String>,
    /// Add names that are not known as reps
    #[arg(long)]
    add_reps: bool,
    /// Do everything, show what came of it, and take it back
    #[arg(long)]
    dry_run: bool,
}

fn scales() -> impl TypedValueParser<Value = Scale> {
    let words = Scale::ALL.iter().map(|scale| scale.word());
    PossibleValuesParser::new(words).map(|word| Scale::from_word(&word).unwrap_or(Scale::Csat5))
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let words = Kind::ALL.iter().map(|kind| kind.word());
    PossibleValuesParser::new(words).map(|word| Kind::from_word(&word).unwrap_or(Kind::Calls))
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Dates {
    Dmy,
    Mdy,
    Ymd,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// What was read, and when
    List,
    /// Take one import back whole; calls that were scored or chosen since stay
    Undo(history::Undo),
    /// The phone systems that are known
    Profiles,
    /// Names in the files that no rep is known by; say whose they are
    Names {
        /// A name as the file writes it
        #[arg(requires = "rep")]
        name: Option<String>,
        /// The rep
        #[arg(long)]
        rep: Option<String>,
    },
}

impl Import {
    pub fn run(self, context: &Context) -> Result<Ended> {
        match self.command {
            Some(Verb::List) => history::list(context),
            Some(Verb::Undo(undo)) => undo.run(context),
            Some(Verb::Profiles) => known(context),
            Some(Verb::Names { name, rep }) => names(context, name.as_deref(), rep.as_deref()),
            None if self.ask.paths.is_empty() => bail!("name a file: deskside import FILE"),
            None => self.ask.run(context),
        }
    }
}

impl Ask {
    fn run(self, context: &Context) -> Result<Ended> {
        // What is no field of a call is a question, or told of a scoring.
        let (mut map, mut questions) = (Vec::new(), Vec::new());
        for (name, column) in self.map {
            match Field::from_word(&name) {
                Some(field) => map.push((field, column)),
                None => questions.push((name, column)),
            }
        }
        let of_calls = !matches!(self.kind, Some(Kind::Evaluations | Kind::Surveys));
        if let (true, Some((name, _))) = (of_calls, questions.first()) {
            bail!(MapError::Field(name.clone()));
        }
        let store = context.open()?;
        let options = Options {
            kind: self.kind,
            profile: self.profile,
            map,
            questions,
            scorecard: self.scorecard,
            scales: self.scales,
            within_days: self.within,
            zone: self.zone,
            dates: self.dates.map(Into::into),
            source_name: self.source,
            save_profile: self.save_profile,
            dry_run: self.dry_run,
            add_reps: self.add_reps,
            profiles_dir: Some(context.paths.profiles()),
        };
        let mut files = Vec::new();
        for path in &self.paths {
            let found = import::files(path)
                .with_context(|| format!("could not read {}", path.display()))?;
            // The desk's own file may lie in the folder; named itself, it is refused with the reason.
            files.extend(
                found
                    .into_iter()
                    .filter(|file| file == path || !store.is_own(file)),
            );
        }
        // All the files or none: a failed command has changed nothing.
        let reports = store.transaction(|store| {
            files
                .iter()
                .map(|file| one(context, store, file, &options))
                .collect::<Result<Vec<_>>>()
        })?;
        context
            .print
            .answer(&reports, || reports.iter().map(words::words).collect())?;
        let rejected = reports.iter().any(|report| report.rejected_rows > 0);
        Ok(if rejected { Ended::Look } else { Ended::Well })
    }
}

fn one(
    context: &Context,
    store: &Store,
    file: &std::path::Path,
    options: &Options,
) -> Result<Report> {
    let mut told = false;
    let mut listener = |progress: import::Progress| {
        told |= context.print.progress(progress.share, progress.rows);
        ControlFlow::Continue(())
    };
    let report = import::run(store, file, options, context.clock.now(), &mut listener);
    if told {
        context.print.progress_ends();
    }
    report.map_err(|error| match error.downcast::<Refusal>() {
        Ok(refusal) => advise(file, &refusal),
        Err(error) => error,
    })
}

/// A refusal with what to type.
fn advise(file: &std::path::Path, refusal: &Refusal) -> anyhow::Error {
    let file = file.display();
    match refusal {
        Refusal::NeedsDates { .. } => {
            anyhow::anyhow!(
                "{file}: {refusal}. Nothing was changed: say --dates dmy or --dates mdy"
            )
        }
        Refusal::NeedsMap { command, .. } if !command.is_empty() => {
            anyhow::anyhow!("{file}: {refusal}. Nothing was changed: check and say {command}")
        }
        Refusal::NeedsMap { .. } => anyhow::anyhow!(
            "{file}: {refusal}. Nothing was changed: say which column holds what, such as --map at=Started --map rep=Agent"
        ),
        Refusal::NeedsScale { .. } => anyhow::anyhow!(
            "{file}: {refusal}. Nothing was changed: say --scale csat5, csat7, csat10, nps, ces5 or ces7"
        ),
        Refusal::NotACallLog { why, .. } => anyhow::anyhow!("{file} is not a call log: {why}"),
        other => anyhow::anyhow!("{file}: {other}"),
    }
}

fn known(context: &Context) -> Result<Ended> {
    let folder = context.paths.profiles();
    let all = profiles::all(folder.exists().then_some(folder.as_path()))?;
    let answer: Vec<_> = all
        .iter()
        .map(|one| json!({ "profile": one.id, "name": one.name }))
        .collect();
    context.print.answer(&answer, || {
        let rows: Vec<Vec<String>> = all
            .iter()
            .map(|one| vec![one.id.clone(), one.name.clone()])
            .collect();
        format!(
            "{}\nAny other table of calls is read with --map, or by what its columns hold.\n",
            table(&["Profile", "Phone system"], &rows)
        )
    })?;
    Ok(Ended::Well)
}

fn names(context: &Context, name: Option<&str>, rep: Option<&str>) -> Result<Ended> {
    let store = context.open()?;
    if let (Some(name), Some(rep)) = (name, rep) {
        let rep = crate::store::rep::get(&store, rep)?;
        let calls = import::assign_rep(&store, name, rep.id)?;
        let answer = json!({ "name": name, "rep": rep.name, "calls": calls });
        context.print.answer(&answer, || {
            format!("{name} is {}: {calls} calls assigned.", rep.name)
        })?;
        return Ok(Ended::Well);
    }
    let unknown = crate::store::intake::unknown_reps(&store)?;
    let answer: Vec<_> = unknown
        .iter()
        .map(|(name, calls)| json!({ "name": name, "calls": calls }))
        .collect();
    context.print.answer(&answer, || {
        if unknown.is_empty() {
            return "Every name in the files is known.".into();
        }
        let rows: Vec<Vec<String>> = unknown
            .iter()
            .map(|(name, calls)| vec![name.clone(), calls.to_string()])
            .collect();
        table(&["Name in the files", "Calls"], &rows)
    })?;
    Ok(Ended::Well)
}

impl From<Dates> for DateOrder {
    fn from(dates: Dates) -> Self {
        match dates {
            Dates::Dmy => Self::Dmy,
            Dates::Mdy => Self::Mdy,
            Dates::Ymd => Self::Ymd,
        }
    }
}
