//! Joins the command line with the app: which file, which first screen, and the demo's throw-away file. Part of the
//! program, not of the library, whose two front ends never see each other.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use deskside::cli::{self, Cli, Command, Ended};
use deskside::clock::Clock;
use deskside::ops::{demo, setup};
use deskside::paths::Paths;
use deskside::store::{Patience, Store};
use deskside::tui::screen::Route;
use deskside::tui::theme::Theme;
use deskside::tui::{self, ExitReason, Settings};

/// Does what the command line says.
pub fn launch(cli: Cli) -> Result<ExitCode> {
    let (print, clock) = (cli.printer(), Clock::from_env()?);
    let paths = Paths::new(cli.db.as_deref())?;
    match cli.command {
        None => home(&paths.db, clock),
        Some(Command::Demo(ask)) => try_out(ask.keep.as_deref(), clock),
        Some(Command::Score(ask)) => {
            fit()?;
            let store = cli::open(&paths, Patience::Screen)?;
            let call = ask.call(&store, clock.now())?;
            show(&store, &paths.db, clock, None, Some(Route::Score(call))).map(code)
        }
        Some(command) => Ok(match cli::run(command, print, paths, clock)? {
            Ended::Well => ExitCode::SUCCESS,
            Ended::Look => ExitCode::from(3),
        }),
    }
}

fn home(file: &Path, clock: Clock) -> Result<ExitCode> {
    fit()?;
    let store = Store::open(file, Patience::Screen)?;
    let mark = store.is_read_only().then_some("read-only");
    match show(&store, file, clock, mark, None)? {
        ExitReason::Demo => try_out(None, clock),
        ended => Ok(code(ended)),
    }
}

/// The app on an invented business, in a file that is kept only when it was named.
fn try_out(keep: Option<&Path>, clock: Clock) -> Result<ExitCode> {
    if keep.is_none() {
        fit()?;
    }
    let folder = tempfile::Builder::new()
        .prefix("deskside-demo-")
        .tempdir()
        .context("could not make a folder for the demo")?;
    let file = match keep {
        Some(file) if file.exists() => bail!(
            "{} is there already: name a new file to keep",
            file.display()
        ),
        Some(file) => file.to_path_buf(),
        None => folder.path().join("demo.db"),
    };
    let store = Store::open(&file, Patience::Screen)?;
    demo::fill(&store, clock.now())?;
    // A script that wants the file has no terminal to show it on.
    if tui::terminal::unfit().is_some() {
        return Ok(ExitCode::SUCCESS);
    }
    Ok(code(show(&store, &file, clock, Some("demo"), None)?))
}

fn show(
    store: &Store,
    file: &Path,
    clock: Clock,
    mark: Option<&'static str>,
    start: Option<Route>,
) -> Result<ExitReason> {
    let settings = Settings {
        file: file.to_path_buf(),
        clock,
        zone: setup::zone_of_this_machine(),
        theme: Theme::of_environment(|name| std::env::var(name).ok()),
        mouse: std::env::var_os("DESKSIDE_NO_MOUSE").is_none(),
        mark,
        start,
    };
    tui::run(store, settings)
}

/// The app needs a terminal that can show it.
fn fit() -> Result<()> {
    match tui::terminal::unfit() {
        Some(why) => Err(cli::Unfit(why.to_string()).into()),
        None => Ok(()),
    }
}

fn code(ended: ExitReason) -> ExitCode {
    ExitCode::from(ended.status())
}
