//! The program: parse, run, print the error chain, exit code.

mod launch;

use std::process::ExitCode;

use deskside::cli::{self, Cli};

fn main() -> ExitCode {
    let cli = match Cli::read() {
        Ok(cli) => cli,
        Err(ended) => return ended,
    };
    let print = cli.printer();
    launch::launch(cli).unwrap_or_else(|error| {
        cli::print::error(print.json, &error);
        cli::exit_code(&error)
    })
}
