//! What imports know: the phone systems, and whose the names in the files are.

use anyhow::Result;
use serde_json::json;

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::ops::import::{self, profiles};

/// The phone systems that are known.
pub fn profiles(context: &Context) -> Result<Ended> {
    let folder = context.paths.profiles();
    let all = profiles::all(folder.exists().then_some(folder.as_path()))?;
    let answer: Vec<_> = all
        .iter()
        .map(|one| json!({ "profile": one.id, "name": one.name }))
        .collect();
    context.print.answer(&answer, || {
        let rows: Vec<Vec<String>> = all
            .iter()
            .map(|one| vec![one.id.clone(), one.name.clone()])
            .collect();
        format!(
            "{}\nAny other table of calls is read with --map, or by what its columns hold.\n",
            table(&["Profile", "Phone system"], &rows)
        )
    })?;
    Ok(Ended::Well)
}

/// Lists names that no rep is known by, or says whose one is.
pub fn names(context: &Context, name: Option<&str>, rep: Option<&str>) -> Result<Ended> {
    let store = context.open()?;
    if let (Some(name), Some(rep)) = (name, rep) {
        let rep = crate::store::rep::get(&store, rep)?;
        let calls = import::assign_rep(&store, name, rep.id)?;
        let answer = json!({ "name": name, "rep": rep.name, "calls": calls });
        context.print.answer(&answer, || {
            format!("{name} is {}: {calls} calls assigned.", rep.name)
        })?;
        return Ok(Ended::Well);
    }
    let unknown = crate::store::intake::unknown_reps(&store)?;
    let answer: Vec<_> = unknown
        .iter()
        .map(|(name, calls)| json!({ "name": name, "calls": calls }))
        .collect();
    context.print.answer(&answer, || {
        if unknown.is_empty() {
            return "Every name in the files is known.".into();
        }
        let rows: Vec<Vec<String>> = unknown
            .iter()
            .map(|(name, calls)| vec![name.clone(), calls.to_string()])
            .collect();
        table(&["Name in the files", "Calls"], &rows)
    })?;
    Ok(Ended::Well)
}
