//! The program: parse, run, print the error chain, exit code.

use std::process::ExitCode;

use clap::Parser;
use deskside::cli::{self, Cli, Ended};
use deskside::clock::Clock;
use deskside::paths::Paths;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let print = cli.printer();
    match run(cli) {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::Look) => ExitCode::from(3),
        Err(error) => {
            cli::print::error(print.json, &error);
            cli::exit_code(&error)
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<Ended> {
    let (print, clock, paths) = (
        cli.printer(),
        Clock::from_env()?,
        Paths::new(cli.db.as_deref())?,
    );
    match cli.command {
        Some(command) => cli::run(command, print, paths, clock),
        None => Ok(Ended::Well),
    }
}
