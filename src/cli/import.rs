//! `deskside import`: read call logs; what was read before; which systems are known.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, Subcommand, ValueEnum};

use crate::cli::{Context, Ended};
use crate::domain::import::field::{ColumnRef, Field, MapError, parse_named};
use crate::domain::import::kind::Kind;
use crate::domain::import::sheet::Scorer;
use crate::domain::import::stamp::DateOrder;
use crate::domain::import::survey::Scale;
use crate::domain::transcript::Role;
use crate::ops::import::sort::{Sorted, sort};
use crate::ops::import::{self, Options, Origin, Refusal, Report};
use crate::ops::{recordings, transcripts};
use crate::store::Store;

mod advice;
mod asked;
mod history;
mod known;
mod words;

/// Read call logs, recordings, transcripts, surveys and past evaluations.
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
  deskside import /srv/monitor --add-calls
  deskside import transcripts
  deskside import log.csv --map at=Started --map rep=Agent --map number='#4' --dates dmy --save-profile ours";

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
struct Ask {
    /// Files, archives or folders; - for what is piped in
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What the files hold; recognised when left out
    #[arg(long, value_parser = asked::kinds())]
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
    /// Who scored the evaluations, where no column says: a rep's own scores stand beside yours and count nowhere
    #[arg(long, value_name = "WHO", value_parser = asked::scorers())]
    scored_by: Option<Scorer>,
    /// The zone of the file's clock, such as America/Chicago; remembered for the source
    #[arg(long)]
    zone: Option<String>,
    /// The order of day, month and year in its dates; remembered for the source
    #[arg(long, value_enum)]
    dates: Option<Dates>,
    /// The year of the newest call, where the dates tell none; that of the file when left out
    #[arg(long, value_parser = clap::value_parser!(i32).range(1990..=2100))]
    year: Option<i32>,
    /// The name of the source; the profile's when left out
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Whose phone it is, where the file names nobody; remembered for the source
    #[arg(long, value_name = "NAME")]
    rep: Option<String>,
    /// The scale of a survey's answers, where they do not show it
    #[arg(long = "scale", value_parser = asked::scales())]
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
    /// Add the calls of a file that was read before under the name of another source
    #[arg(long)]
    again: bool,
    /// Make calls of recordings that no call fits
    #[arg(long)]
    add_calls: bool,
    /// Do everything, show what came of it, and take it back
    #[arg(long)]
    dry_run: bool,
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
    /// Speakers in transcripts of whom it is not known who they are; say it once
    Speakers {
        /// A speaker as the files write it
        #[arg(requires = "role")]
        name: Option<String>,
        /// Who it is
        #[arg(long, value_parser = asked::roles())]
        role: Option<Role>,
        /// The source of the transcripts
        #[arg(long, value_name = "NAME", default_value = transcripts::SOURCE)]
        source: String,
    },
}

impl Import {
    pub fn run(self, context: &Context) -> Result<Ended> {
        match self.command {
            Some(Verb::List) => history::list(context),
            Some(Verb::Undo(undo)) => undo.run(context),
            Some(Verb::Profiles) => known::profiles(context),
            Some(Verb::Names { name, rep }) => {
                known::names(context, name.as_deref(), rep.as_deref())
            }
            Some(Verb::Speakers { name, role, source }) => {
                crate::cli::transcripts::speakers(context, name.as_deref(), role, &source)
            }
            None if self.ask.paths.is_empty() => bail!("name a file: deskside import FILE"),
            None => self.ask.run(context),
        }
    }
}

impl Ask {
    /// Recordings or transcripts, where nothing is told and nothing else lies at the paths.
    fn sorted(&self) -> Result<Option<Sorted>> {
        if self.kind.is_some() || self.profile.is_some() || !self.map.is_empty() {
            return Ok(None);
        }
        let files = self.paths.iter().filter(|path| *path != Path::new("-"));
        let all: Vec<Option<Sorted>> = files.map(|path| sort(path)).collect::<Result<_>>()?;
        let kind = |sorted: &Option<Sorted>| sorted.as_ref().map(|sorted| sorted.kind);
        if all
            .iter()
            .any(|one| Some(kind(one)) != all.first().map(kind))
        {
            bail!("the paths hold several kinds of files: read each kind by itself, with --kind");
        }
        Ok(all.into_iter().flatten().next())
    }

    fn recordings(
        self,
        context: &Context,
        sorted: Option<Sorted>,
        map: Vec<(Field, ColumnRef)>,
    ) -> Result<Ended> {
        let options = recordings::Options {
            map,
            dates: self.dates.map(Into::into),
            recognised: sorted.map_or(String::new(), |sorted| sorted.why),
            zone: self.zone,
            source_name: self.source,
            add_calls: self.add_calls,
            dry_run: self.dry_run,
        };
        crate::cli::recordings::read(context, &self.paths, &options)
    }

    fn transcripts(self, context: &Context, sorted: Option<Sorted>) -> Result<Ended> {
        let options = transcripts::Options {
            recognised: sorted.map_or(String::new(), |sorted| sorted.why),
            zone: self.zone,
            source_name: self.source,
            dry_run: self.dry_run,
            ..transcripts::Options::default()
        };
        crate::cli::transcripts::read(context, &self.paths, &options)
    }

    fn run(self, context: &Context) -> Result<Ended> {
        // What is no field of a call is a question, or told of a scoring.
        let (mut map, mut questions) = (Vec::new(), Vec::new());
        for (name, column) in &self.map {
            match Field::from_word(name) {
                Some(field) => map.push((field, column.clone())),
                None => questions.push((name.clone(), column.clone())),
            }
        }
        let of_calls = !matches!(
            self.kind,
            Some(Kind::Evaluations | Kind::Surveys | Kind::Numbers)
        );
        if let (true, Some((name, _))) = (of_calls, questions.first()) {
            bail!(MapError::Field(name.clone()));
        }
        if self.rep.is_some() && self.kind.is_some_and(|kind| kind != Kind::Calls) {
            bail!("--rep says whose phone calls are from, and no calls are read: leave --rep out");
        }
        if self.scored_by.is_some() && self.kind.is_some_and(|kind| kind != Kind::Evaluations) {
            bail!("--scored-by says who scored evaluations, and none are read: leave it out");
        }
        let sorted = self.sorted()?;
        match self.kind.or(sorted.as_ref().map(|sorted| sorted.kind)) {
            Some(Kind::Recordings) => return self.recordings(context, sorted, map),
            Some(Kind::Transcripts) => return self.transcripts(context, sorted),
            _ => {}
        }
        let store = context.open()?;
        let options = Options {
            kind: self.kind.or(self.scored_by.map(|_| Kind::Evaluations)),
            profile: self.profile,
            map,
            questions,
            scorecard: self.scorecard,
            scored_by: self.scored_by,
            scales: self.scales,
            within_days: self.within,
            zone: self.zone,
            year: self.year,
            dates: self.dates.map(Into::into),
            source_name: self.source,
            rep: self.rep,
            save_profile: self.save_profile,
            dry_run: self.dry_run,
            add_reps: self.add_reps,
            again: self.again,
            profiles_dir: Some(context.paths.profiles()),
        };
        // All the files or none: a failed command has changed nothing.
        let all = store.transaction(|store| {
            let mut all = Vec::new();
            for path in &self.paths {
                all.extend(of_path(context, store, path, &options)?);
            }
            Ok::<_, anyhow::Error>(all)
        })?;
        context
            .print
            .answer(&all, || all.iter().map(Came::words).collect())?;
        let well = |came: &Came| matches!(came, Came::In(report) if report.rejected_rows == 0);
        Ok(if all.iter().all(well) {
            Ended::Well
        } else {
            Ended::Look
        })
    }
}

/// What came of one file.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Came {
    /// It was read.
    In(Box<Report>),
    /// It lay in a folder and could not be used.
    Refused {
        import: Option<()>,
        file: String,
        refused: String,
    },
}

impl Came {
    /// Why it was not read; nothing where it was.
    fn why_not(&self) -> &str {
        match self {
            Self::In(_) => "",
            Self::Refused { refused, .. } => refused,
        }
    }

    fn words(&self) -> String {
        match self {
            Self::In(report) => words::words(report),
            Self::Refused { refused, .. } => format!("Left out: {refused}\n"),
        }
    }
}

/// Reads a file, or what there is to read in a folder or archive: what is no call log there does not stand in the way of the rest.
fn of_path(context: &Context, store: &Store, path: &Path, options: &Options) -> Result<Vec<Came>> {
    let files = if path == Path::new("-") {
        import::of_file(Origin::piped(std::io::stdin().lock())?)
    } else {
        import::files(path)
    };
    let files = files.map_err(|error| match error.downcast::<Refusal>() {
        Ok(refusal) => anyhow::anyhow!("{refusal}"),
        Err(error) => error.context(format!("could not read {}", path.display())),
    })?;
    if files.is_empty() {
        bail!("{} holds no files", path.display());
    }
    let alone = files.len() == 1 && !path.is_dir();
    let mut all = Vec::new();
    for file in &files {
        // The desk's own file may lie in the folder; named itself, it is refused with the reason.
        if !alone && file.is_any(&|file| store.is_own(file)) {
            continue;
        }
        match one(context, store, file, options) {
            Ok(report) => all.push(Came::In(Box::new(report))),
            Err(error) => {
                let refusal = error.downcast::<Refusal>()?;
                let advice = advice::advise(file, &refusal);
                if alone || !refusal.is_of_the_file() {
                    return Err(advice);
                }
                all.push(Came::Refused {
                    import: None,
                    file: file.to_string(),
                    refused: advice.to_string(),
                });
            }
        }
    }
    if all.iter().any(|came| matches!(came, Came::In(_))) {
        return Ok(all);
    }
    nothing_to_read(path, &all)
}

/// Nothing of what lies there can be read; the first of it tells why.
fn nothing_to_read(path: &Path, all: &[Came]) -> Result<Vec<Came>> {
    let path = path.display();
    match all {
        [] => bail!("{path} holds no files but this desk's own"),
        [one] => bail!(
            "{path} holds nothing to read but one file: {}",
            one.why_not()
        ),
        [first, ..] => bail!(
            "{path} holds nothing to read: not one of its {} files; the first: {}",
            all.len(),
            first.why_not()
        ),
    }
}

fn one(context: &Context, store: &Store, file: &Origin, options: &Options) -> Result<Report> {
    let mut told = false;
    let mut listener = |progress: import::Progress| {
        told |= context.print.progress(progress.share, progress.rows);
        ControlFlow::Continue(())
    };
    let report = import::run(store, file, options, context.clock.now(), &mut listener);
    if told {
        context.print.progress_ends();
    }
    report
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
