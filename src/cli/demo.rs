//! `deskside demo`: the app on an invented business. The app itself is opened by the program.

use std::path::PathBuf;

use clap::Args;

/// Look around with an invented business and a year of its calls.
#[derive(Debug, Args)]
pub struct Demo {
    /// Keep the invented business in this new file; without it nothing is left behind
    #[arg(long, value_name = "FILE")]
    pub keep: Option<PathBuf>,
}
