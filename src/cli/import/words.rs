//! What came of an import, in words.

use crate::domain::count::counted;
use crate::ops::import::Report;
use crate::ops::import::report::{Numbered, Surveyed, Unknown};

/// How many lines are told one by one.
const TOLD: usize = 20;
/// How many names or words that are not known.
const UNKNOWN_TOLD: usize = 8;

/// What came of one file.
pub fn words(report: &Report) -> String {
    let tried = if report.dry_run {
        " (only tried, nothing was changed)"
    } else {
        ""
    };
    let mut text = format!(
        "{}: {}{tried}\n  {}\n",
        report.file,
        report.recognised,
        taken(report)
    );
    if let (Some(first), Some(last)) = (report.first_at, report.last_at) {
        text.push_str(&format!(
            "  from {} to {}, {} clock\n",
            first.format("%-d %b %Y %H:%M"),
            last.format("%-d %b %Y %H:%M"),
            report.zone
        ));
    }
    let out = &report.left_out;
    let reasons: Vec<String> = [
        (out.internal, "internal"),
        (out.unanswered, "unanswered"),
        (out.no_rep, "by nobody known here"),
        (out.voicemail, "voicemail only"),
        (out.menu, "menu only"),
        (out.footer, "rows of totals"),
        (out.blank, "blank rows"),
        (out.header, "repeated headers"),
        (out.other, "rows that are no calls"),
    ]
    .iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, what)| format!("{n} {what}"))
    .collect();
    if !reasons.is_empty() {
        text.push_str(&format!("  not drawn from: {}\n", reasons.join(", ")));
    }
    if !report.added_reps.is_empty() {
        text.push_str(&format!("  new reps: {}\n", report.added_reps.join(", ")));
    }
    if !report.unknown_statuses.is_empty() {
        text.push_str(&format!(
            "  not known how these came out, so among the unanswered: {}\n",
            unknown(&report.unknown_statuses)
        ));
    }
    if !report.unknown_reps.is_empty() {
        text.push_str(&format!(
            "  names not known: {}\n  Say whose they are: deskside import names NAME --rep REP, or read again with --add-reps\n",
            unknown(&report.unknown_reps)
        ));
    }
    if report.unnamed > 0 {
        text.push_str(&format!(
            "  Of nobody by name: {}. If it is one person's phone, say whose: deskside import FILE --rep NAME\n",
            of(report.unnamed, "call")
        ));
    }
    for one in report.rejected.iter().take(20) {
        text.push_str(&format!(
            "  {} {}: {}\n",
            report.counted, one.line, one.reason
        ));
    }
    let more = report.rejected_rows.saturating_sub(20);
    if more > 0 {
        text.push_str(&format!("  and {more} more rows that could not be used\n"));
    }
    text
}

/// What is not known, with how many calls it stands on.
fn unknown(all: &[Unknown]) -> String {
    let told = all.iter().take(UNKNOWN_TOLD);
    let told: Vec<String> = told
        .map(|one| format!("{} ({})", one.written, one.calls))
        .collect();
    match all.len().saturating_sub(UNKNOWN_TOLD) {
        0 => told.join(", "),
        more => format!("{} and {more} more", told.join(", ")),
    }
}

/// How much was taken.
fn of(count: u64, one: &str) -> String {
    counted(count as i64, one)
}

fn taken(report: &Report) -> String {
    let Report {
        rows,
        calls,
        added,
        known,
        updated,
        ..
    } = report;
    if let Some(came) = &report.surveys {
        return answers(report, came);
    }
    if let Some(came) = &report.numbers {
        return numbers(report, came);
    }
    let Some(came) = &report.evaluations else {
        return format!(
            "{}, {}: {added} new, {known} known, {updated} updated",
            of(*rows, "row"),
            of(*calls, "call")
        );
    };
    let mut text = format!(
        "{}, {}: {added} new ({} of them random), {known} known",
        of(*rows, "row"),
        of(*calls, "evaluation"),
        came.random,
    );
    if came.calls_made > 0 {
        text.push_str(&format!(
            "\n  {} not known before and made",
            of(came.calls_made, "call")
        ));
    }
    if came.at_scoring > 0 {
        text.push_str(&format!(
            "; of {} only the time of scoring is known, which stands for their beginning",
            came.at_scoring
        ));
    }
    if came.own > 0 {
        text.push_str(&format!(
            "\n  {} of them are reps' own scores: they stand beside yours and count nowhere",
            came.own
        ));
    }
    if came.not_scorable > 0 {
        text.push_str(&format!(
            "\n  {} have no quality: too little of the form applied",
            came.not_scorable
        ));
    }
    if !came.without_column.is_empty() {
        text.push_str(&format!(
            "\n  taken as not applicable, for lack of a column: {}",
            came.without_column.join(", ")
        ));
    }
    text
}

/// How many numbers were taken, and of which weeks.
fn numbers(report: &Report, came: &Numbered) -> String {
    let weeks = came.first_week.zip(came.last_week);
    let weeks = weeks.map_or(String::new(), |(first, last)| {
        format!(", {first} to {last}")
    });
    format!(
        "{}, {}: {} new, {} known, {} changed{weeks}",
        of(report.rows, "row"),
        of(report.calls, "number"),
        report.added,
        report.known,
        report.updated
    )
}

/// How many answers were taken, and which of them are not sure.
fn answers(report: &Report, came: &Surveyed) -> String {
    let mut text = format!(
        "{}, {}: {} new, {} known, {} joined to their call now; {} without an answer\n  \
         {} with their call (by its id, else the nearest one of the customer in the {} days before)",
        of(report.rows, "row"),
        of(came.answers, "answer"),
        report.added,
        report.known,
        report.updated,
        of(came.blank, "row"),
        of(came.joined, "answer"),
        came.within_days
    );
    if came.unmatched_rows > 0 {
        text.push_str(&format!(
            "\n  {} belong to no call for sure, and are kept by themselves:",
            came.unmatched_rows
        ));
    }
    for one in came.unmatched.iter().take(TOLD) {
        text.push_str(&format!("\n    line {}: {}", one.line, one.reason));
    }
    if came.unmatched_rows > TOLD as u64 {
        text.push_str(&format!(
            "\n    and {} more",
            came.unmatched_rows - TOLD as u64
        ));
    }
    text
}
