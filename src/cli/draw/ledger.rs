//! `deskside draw ledger`: the drawn calls that were skipped, of whom and why.

use anyhow::Result;
use serde_json::json;

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::domain::week::Week;
use crate::ops::draw::ledger::{self, Ends, Ledger};
use crate::store::Store;

pub(super) fn run(context: &Context, store: &Store, to: Week, weeks: i64) -> Result<Ended> {
    let ledger = ledger::ledger(store, to.plus(1 - weeks), to)?;
    let ends = |ends: Ends| {
        json!({
            "drawn": ends.drawn, "scored": ends.scored, "skipped": ends.skipped, "waiting": ends.waiting,
            "skipped_share": ends.skipped_share(), "many": ends.is_many(),
        })
    };
    let reps = ledger.reps.iter().map(|(rep, own)| {
        let mut row = ends(*own);
        row["rep"] = json!(rep);
        row
    });
    let reasons = ledger.reasons.iter();
    let reasons = reasons.map(|(reason, picks)| json!({ "reason": reason, "picks": picks }));
    let answer = json!({
        "from": ledger.from,
        "to": ledger.to,
        "all": ends(ledger.all),
        "reps": reps.collect::<Vec<_>>(),
        "reasons": reasons.collect::<Vec<_>>(),
    });
    context.print.answer(&answer, || words(&ledger))?;
    Ok(Ended::Well)
}

fn words(ledger: &Ledger) -> String {
    if ledger.all.drawn == 0 {
        return format!("{} to {}: nothing drawn.", ledger.from, ledger.to);
    }
    let line = |name: &str, ends: Ends| {
        let counts = [ends.drawn, ends.scored, ends.waiting, ends.skipped];
        let mut line = vec![name.to_owned()];
        line.extend(counts.map(|count| count.to_string()));
        line.push(format!("{:.0}%", 100.0 * ends.skipped_share()));
        line
    };
    let mut rows: Vec<Vec<String>> = ledger
        .reps
        .iter()
        .map(|(rep, ends)| line(rep, *ends))
        .collect();
    rows.push(line("Everyone", ledger.all));
    let header = ["Rep", "Drawn", "Scored", "Waiting", "Skipped", "Share"];
    let mut text = format!(
        "{} to {}\n\n{}",
        ledger.from,
        ledger.to,
        table(&header, &rows)
    );
    if !ledger.reasons.is_empty() {
        let reasons: Vec<String> = ledger
            .reasons
            .iter()
            .map(|(reason, picks)| format!("{picks} {}", reason.says()))
            .collect();
        text.push_str(&format!("\nSkipped for: {}.\n", reasons.join(", ")));
    }
    if ledger.all.is_many() {
        text.push_str(
            "\nMore than one in ten was skipped: the calls left out may differ from those heard, and no range tells by how much.\n",
        );
    }
    text
}
