//! `deskside paths`: where things are.

use anyhow::Result;
use serde_json::json;

use crate::cli::{Context, Ended};

pub fn run(context: &Context) -> Result<Ended> {
    let file = context.paths.db.display().to_string();
    let profiles = context.paths.profiles().display().to_string();
    let answer = json!({ "file": file, "profiles": profiles });
    context.print.answer(&answer, || {
        format!("file      {file}\nprofiles  {profiles}")
    })?;
    Ok(Ended::Well)
}
