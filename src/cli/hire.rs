//! `deskside hire`: who to look for, from the conversations that customers liked best, and how to find that out in an
//! interview.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::cli::summary::{chosen, hand_over};
use crate::cli::{Context, Ended};
use crate::ops::hire::{profile, write};
use crate::ops::summary::Format;

/// The person to look for, and an interview guide.
#[derive(Debug, Args)]
pub struct Hire {
    /// html, md or json; when left out the ending of --out tells, else Markdown
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write it to this file instead
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long, requires = "out")]
    force: bool,
}

impl Hire {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let format = chosen(self.format, self.out.as_deref(), context.print.json)?;
        let store = context.open()?;
        let found = profile(&store, context.clock.now())?;
        let bytes = write(&found, format)?;
        let place = self.out.as_deref().map(|out| (out, self.force));
        hand_over(
            context,
            &store,
            ("profile", &found.business),
            format,
            &bytes,
            place,
        )
    }
}
