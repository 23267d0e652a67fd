//! The command line: arguments here, one file per subcommand, printing in `print`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand, ValueEnum};

use crate::clock::Clock;
use crate::domain::import::field::MapError;
use crate::paths::Paths;
use crate::store::{Patience, Store, StoreError};
use print::Printer;

mod audit;
mod coach;
mod consistency;
mod customer;
mod decide;
mod demo;
mod draw;
mod drivers;
mod evaluate;
mod evaluation;
mod hire;
mod import;
mod init;
mod kpi;
mod package;
mod paths;
mod praise;
pub mod print;
mod real;
mod recordings;
mod referrals;
mod rep;
mod score;
mod scorecard;
mod stat;
mod summary;
mod transcripts;
mod trends;
mod voice;

/// Hear a fair sample of your calls, score them, see what is really changing.
#[derive(Debug, Parser)]
#[command(version, about, disable_help_subcommand = true, after_help = EXAMPLES)]
pub struct Cli {
    /// The data file, instead of the one in the platform's data folder
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "DESKSIDE_DB",
        hide_env_values = true
    )]
    pub db: Option<PathBuf>,
    /// Print JSON for programs
    #[arg(long, global = true)]
    pub json: bool,
    /// Print nothing but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Colour in the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Without it the app opens
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  deskside                              open the app
  deskside demo                         look around with an invented business
  deskside import calls.csv             read what your phone system exports
  deskside draw                         draw this week's calls to hear
  deskside summary --out week.html      write the weekly page";

/// When to print in colour. Output is plain so far; the choice is kept for scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Everything that the program does besides opening the app.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look around with an invented business and a year of its calls
    Demo(demo::Demo),
    /// Set the desk up without the app
    Init(init::Init),
    /// Read call logs
    Import(import::Import),
    /// The recordings' folder, and the recordings that have no call
    Recordings(recordings::Recordings),
    /// Draw the calls to hear; show, skip, verify, export
    Draw(draw::Draw),
    /// Random audits: the compliance questions alone, on calls that nobody expected
    Audit(audit::Audit),
    /// Open the scoring form of a call at once
    Score(score::Score),
    /// Score a call from a file of answers
    Evaluate(evaluate::Evaluate),
    /// A score with the rep's own beside it, what was not agreed, when it was seen
    Evaluation(evaluation::Evaluation),
    /// The formula of a score, line by line
    Explain(evaluate::Explain),
    /// The weekly page: praise, customers' words, quality, what comes next
    Summary(summary::Summary),
    /// Scorecards as TOML
    Scorecard(scorecard::Scorecard),
    /// KPIs over weeks: ranges, what is usual, what has really changed
    Trends(trends::Trends),
    /// Which behaviours go with satisfied customers
    Drivers(drivers::Drivers),
    /// Is this change real? And the targets that were missed with certainty
    Real(real::Real),
    /// How alike you score the same call twice
    Consistency,
    /// What is measured and where it should go
    Kpi(kpi::KpiCommand),
    /// What reps and you agreed to work on, and whether it helped
    Coach(coach::Coach),
    /// Praise that was given, and to whom it is due
    Praise(praise::Praise),
    /// What customers talk about, and what is new or growing
    Voice(voice::Voice),
    /// Referrals that were asked for and missed, and what that may be worth
    Referrals(referrals::Referrals),
    /// Whom to hire: a job description and an interview guide from the best-liked conversations
    Hire(hire::Hire),
    /// Customers: find one, everything that happened, join two entries, who waits
    Customer(customer::Customer),
    /// What was decided, why, and what came of it
    Decide(decide::Decide),
    /// The people who talk with customers
    Rep(rep::Rep),
    /// Recompute any statistic of the app on your own figures
    #[command(hide = true)]
    Stat(stat::Stat),
    /// Where the file and the other things are
    Paths,
    /// Print completions for a shell
    Completions(package::Completions),
    /// Print the manual page
    Man,
}

/// The app cannot be shown here: no terminal, or one that cannot show it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unfit(pub String);

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Done.
    Well,
    /// Done, but something needs a look.
    Look,
}

/// What every subcommand is given.
#[derive(Debug)]
pub struct Context {
    paths: Paths,
    clock: Clock,
    print: Printer,
}

impl Context {
    /// The desk's file, which must have been set up.
    pub(in crate::cli) fn open(&self) -> Result<Store> {
        open(&self.paths, Patience::Job)
    }

    /// The desk's file, made where there is none.
    pub(in crate::cli) fn open_new(&self) -> Result<Store> {
        Ok(Store::open(&self.paths.db, Patience::Job)?)
    }
}

/// The desk's file, which must have been set up; nothing is made where it is not.
///
/// # Errors
/// There is no desk yet, or what the store says.
pub fn open(paths: &Paths, patience: Patience) -> Result<Store> {
    let is_none = match std::fs::metadata(&paths.db) {
        Ok(found) => found.is_file() && found.len() == 0,
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    };
    if is_none {
        anyhow::bail!(
            "there is no desk in {} yet: run deskside, or deskside init",
            paths.db.display()
        );
    }
    let store = Store::open(&paths.db, patience)?;
    crate::store::desk::get(&store)?;
    Ok(store)
}

impl Cli {
    /// What the words of the command say.
    ///
    /// # Errors
    /// How the program ends: they are wrong, or ask for help; that has been told.
    pub fn read() -> Result<Self, ExitCode> {
        Self::try_parse().map_err(|error| {
            let json = std::env::args_os().any(|word| word == "--json");
            ExitCode::from(print::words(json, &error))
        })
    }

    /// How answers are wanted.
    pub fn printer(&self) -> Printer {
        Printer {
            json: self.json,
            quiet: self.quiet,
        }
    }
}

/// Runs a subcommand.
///
/// # Errors
/// What went wrong; nothing was changed then.
pub fn run(command: Command, print: Printer, paths: Paths, clock: Clock) -> Result<Ended> {
    let file = paths.db.clone();
    let context = Context {
        paths,
        clock,
        print,
    };
    run_in(command, &context).map_err(|error| with_file(&file, error))
}

/// A fault of the file is told with the file's name: there may be more than one desk.
fn with_file(file: &Path, error: anyhow::Error) -> anyhow::Error {
    use StoreError::{Busy, Damaged, Disk, DiskFull, ReadOnly, Sqlite};
    let is_of_file = |cause: &StoreError| {
        matches!(
            cause,
            Busy | Damaged { .. } | Disk(_) | DiskFull | ReadOnly | Sqlite(_)
        )
    };
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref());
    let name = file.display().to_string();
    if causes.any(is_of_file) && !format!("{error:#}").contains(&name) {
        return error.context(format!("the desk in {name}"));
    }
    error
}

fn run_in(command: Command, context: &Context) -> Result<Ended> {
    match command {
        Command::Init(init) => init.run(context),
        Command::Import(import) => import.run(context),
        Command::Recordings(recordings) => recordings.run(context),
        Command::Draw(draw) => draw.run(context),
        Command::Audit(audit) => audit.run(context),
        Command::Evaluate(evaluate) => evaluate.run(context),
        Command::Evaluation(evaluation) => evaluation.run(context),
        Command::Explain(explain) => explain.run(context),
        Command::Summary(summary) => summary.run(context),
        Command::Scorecard(scorecard) => scorecard.run(context),
        Command::Trends(trends) => trends.run(context),
        Command::Drivers(drivers) => drivers.run(context),
        Command::Real(real) => real.run(context),
        Command::Consistency => consistency::run(context),
        Command::Kpi(kpi) => kpi.run(context),
        Command::Coach(coach) => coach.run(context),
        Command::Praise(praise) => praise.run(context),
        Command::Voice(voice) => voice.run(context),
        Command::Referrals(referrals) => referrals.run(context),
        Command::Hire(hire) => hire.run(context),
        Command::Customer(customer) => customer.run(context),
        Command::Decide(decide) => decide.run(context),
        Command::Rep(rep) => rep.run(context),
        Command::Stat(stat) => stat.run(context),
        Command::Paths => paths::run(context),
        Command::Completions(completions) => completions.run(),
        Command::Man => package::man(),
        Command::Demo(_) | Command::Score(_) => anyhow::bail!("the app opens these"),
    }
}

/// The exit code of an error: 2 for wrong words and a terminal that cannot show the app, 4 for a file that is busy, newer, damaged or foreign, else 1.
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    if error.is::<Unfit>() || error.is::<MapError>() {
        return ExitCode::from(2);
    }
    let unusable = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<StoreError>())
        .any(|error| {
            matches!(
                error,
                StoreError::Busy
                    | StoreError::Newer { .. }
                    | StoreError::Damaged { .. }
                    | StoreError::Foreign { .. }
            )
        });
    ExitCode::from(if unusable { 4 } else { 1 })
}
