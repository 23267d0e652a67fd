//! `deskside completions` and `deskside man`: for those who package the program.

use anyhow::Result;
use clap::{Args, CommandFactory};

use crate::cli::print::raw;
use crate::cli::{Cli, Ended};

/// Print completions for a shell.
#[derive(Debug, Args)]
pub struct Completions {
    /// Which shell
    shell: clap_complete::Shell,
}

impl Completions {
    pub fn run(&self) -> Result<Ended> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "deskside", &mut script);
        raw(&script)?;
        Ok(Ended::Well)
    }
}

pub fn man() -> Result<Ended> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    raw(&page)?;
    Ok(Ended::Well)
}
