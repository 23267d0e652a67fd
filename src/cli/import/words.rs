//! What came of an import, in words.

use crate::ops::import::Report;

/// What came of one file.
pub fn words(report: &Report) -> String {
    let tried = if report.dry_run {
        " (only tried, nothing was changed)"
    } else {
        ""
    };
    let mut text = format!(
        "{}: {}{tried}\n  {} rows, {} calls: {} new, {} known, {} updated\n",
        report.file,
        report.recognised,
        report.rows,
        report.calls,
        report.added,
        report.known,
        report.updated
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
    if !report.unknown_reps.is_empty() {
        let names: Vec<String> = report
            .unknown_reps
            .iter()
            .take(8)
            .map(|one| format!("{} ({})", one.written, one.calls))
            .collect();
        let more = report.unknown_reps.len().saturating_sub(8);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        text.push_str(&format!(
            "  names not known: {}{more}\n  Say whose they are: deskside import names NAME --rep REP, or read again with --add-reps\n",
            names.join(", ")
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
