//! The program: parse, run, print the error chain, exit code.

use std::process::ExitCode;

use clap::Parser;
use deskside::cli::{self, Cli, Ended};
use deskside::clock::Clock;
use deskside::ops::setup;
use deskside::paths::Paths;
use deskside::store::{Patience, Store};
use deskside::tui::theme::Theme;
use deskside::tui::{self, Settings};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let print = cli.printer();
    run(cli).unwrap_or_else(|error| {
        cli::print::error(print.json, &error);
        cli::exit_code(&error)
    })
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let (print, clock, paths) = (
        cli.printer(),
        Clock::from_env()?,
        Paths::new(cli.db.as_deref())?,
    );
    match cli.command {
        Some(command) => Ok(match cli::run(command, print, paths, clock)? {
            Ended::Well => ExitCode::SUCCESS,
            Ended::Look => ExitCode::from(3),
        }),
        None => open_app(print.json, &paths, clock),
    }
}

fn open_app(json: bool, paths: &Paths, clock: Clock) -> anyhow::Result<ExitCode> {
    if let Some(why) = tui::terminal::unfit() {
        cli::print::error(json, &anyhow::anyhow!(why));
        return Ok(ExitCode::from(2));
    }
    let store = Store::open(&paths.db, Patience::Screen)?;
    let settings = Settings {
        file: paths.db.clone(),
        clock,
        zone: setup::zone_of_this_machine(),
        theme: Theme::of_environment(|name| std::env::var(name).ok()),
        mouse: true,
        mark: None,
    };
    let ended = tui::run(&store, settings)?;
    Ok(ExitCode::from(ended.status()))
}
