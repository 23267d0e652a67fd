//! A rep's page in lines.

use chrono::NaiveDate;
use ratatui::text::Line;

use super::Rep;
use crate::domain::evaluation::shown;
use crate::ops::coaching::Followed;
use crate::ops::fairness;
use crate::store::commitment::Evidence;
use crate::tui::glyphs::DOT;
use crate::tui::theme::Theme;
use crate::tui::widgets::paper::Paper;
use crate::tui::words;

/// The widest lines that are easy to read.
const MEASURE: usize = 112;
/// The most own scores that are shown.
const OWN_SHOWN: usize = 6;

/// The page in lines of at most `columns`.
pub(super) fn lines(rep: &Rep, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut paper = Paper {
        lines: Vec::new(),
        columns: columns.min(MEASURE),
        theme,
    };
    let today = rep.now.date_naive();
    working_on(&mut paper, rep, today);
    stands_out(&mut paper, rep, today);
    praise(&mut paper, rep, today);
    talks(&mut paper, rep, today);
    own(&mut paper, rep, today);
    history(&mut paper, rep, today);
    paper.lines
}

fn working_on(paper: &mut Paper, rep: &Rep, today: NaiveDate) {
    let theme = paper.theme;
    paper.heading("Being worked on");
    let open: Vec<_> = rep
        .commitments
        .iter()
        .filter(|(one, _)| one.state.is_open())
        .collect();
    if open.is_empty() {
        paper.text(
            "Nothing is agreed. c agrees on one behaviour; the next random calls are the test.",
            theme.dim,
        );
    }
    for (one, evidence) in open {
        let agreed = &one.commitment;
        if let Some(why) = one.waits(today) {
            paper.text(&why, theme.warn);
        }
        let when = format!(
            "{} {DOT} agreed {} {DOT} look at it on {}",
            one.question,
            words::date(agreed.agreed_on, today),
            words::date(agreed.check_on, today)
        );
        paper.item("", &agreed.what, &when);
        if !agreed.done_when.is_empty() {
            paper.under(
                "  ",
                &format!("Done looks like: {}", agreed.done_when),
                theme.text,
            );
        }
        paper.under("  ", &one.trial.text(), theme.text);
        if let Some(others) = one.trial.others_told() {
            paper.under("  ", &others, theme.dim);
        }
        shown_by(paper, evidence, today);
    }
}

fn shown_by(paper: &mut Paper, evidence: &[Evidence], today: NaiveDate) {
    for one in evidence {
        let theme = paper.theme;
        let customer = match one.customer.as_str() {
            "" => String::new(),
            customer => format!(" {DOT} {customer}"),
        };
        let at = words::date_and_time(one.started_at, today);
        let said = format!("{} {}", words::length(Some(one.at_secs)), one.text);
        paper.under(&format!("  {} ", one.kind.sign()), &said, theme.text);
        paper.under("    ", &format!("{at}{customer}"), theme.dim);
    }
}

fn stands_out(paper: &mut Paper, rep: &Rep, today: NaiveDate) {
    let theme = paper.theme;
    paper.heading("What stands out now");
    let Some(standing) = &rep.standing else {
        paper.text("Nothing new is heard of someone who left.", theme.dim);
        return;
    };
    paper.under("Strength  ", &standing.choice.strength.text, theme.text);
    paper.under("Focus     ", &standing.choice.focus.text, theme.text);
    if let Some(why) = standing.praise_due(today) {
        paper.under(
            "Praise    ",
            &format!("{why} p writes it down."),
            theme.warn,
        );
    }
}

fn praise(paper: &mut Paper, rep: &Rep, today: NaiveDate) {
    let theme = paper.theme;
    paper.heading("Praise");
    if rep.praise.is_empty() {
        paper.text(
            "None in the last half year. p writes it down, with the moment that earned it.",
            theme.dim,
        );
    }
    for one in &rep.praise {
        let how = if one.how.is_empty() {
            String::new()
        } else {
            format!(" {DOT} {}", one.how)
        };
        paper.item(
            "",
            &one.what,
            &format!("{}{how}", words::date(one.given_on, today)),
        );
        if !one.quote.is_empty() && one.quote != one.what {
            paper.under("  ", &format!("“{}”", one.quote), theme.text);
        }
    }
}

fn talks(paper: &mut Paper, rep: &Rep, today: NaiveDate) {
    let theme = paper.theme;
    paper.heading("One-to-ones");
    if rep.talks.is_empty() {
        paper.text("None is written down. Enter opens the sheet for the next one, l writes down what was said.", theme.dim);
    }
    for one in &rep.talks {
        paper.item(&words::date(one.held_on, today), &one.notes, "");
    }
}

/// What the rep scored as well, and where the two did not see it alike.
fn own(paper: &mut Paper, rep: &Rep, today: NaiveDate) {
    let theme = paper.theme;
    let (seen, scores) = rep.seen;
    if rep.own.is_empty() && seen == 0 {
        return;
    }
    paper.heading("Own scores");
    let alike = fairness::alike_over(&rep.own);
    let told = if alike.n > 0 {
        format!("You two gave {}. ", alike.words())
    } else {
        String::new()
    };
    paper.text(
        &format!("{told}Of {scores} scores in 13 weeks {seen} were seen."),
        theme.text,
    );
    for one in rep.own.iter().take(OWN_SHOWN) {
        let quality = |value: Option<f64>| {
            value.map_or("no score".to_owned(), |value| {
                format!("{:.1}", shown(value))
            })
        };
        let own = match one.own_quality() {
            Some(own) => format!("you {}, own {:.1}", quality(one.quality()), shown(own)),
            None => format!("you {}", quality(one.quality())),
        };
        let seen = one.acknowledged_on.map_or("not seen yet".to_owned(), |on| {
            format!("seen on {}", words::date(on, today))
        });
        let call = &one.form.call;
        let when = format!(
            "{} {DOT} {own} {DOT} {seen}",
            words::date_and_time(call.started_at, today)
        );
        paper.item("", words::customer(call), &when);
        for row in one.rows.iter().filter(|row| one.is_open(row)) {
            paper.under("  ≠ ", &one.told(row), theme.text);
        }
    }
}

fn history(paper: &mut Paper, rep: &Rep, today: NaiveDate) {
    let closed: Vec<&(Followed, Vec<Evidence>)> = rep
        .commitments
        .iter()
        .filter(|(one, _)| !one.state.is_open())
        .collect();
    if closed.is_empty() {
        return;
    }
    paper.heading("Worked on before");
    for (one, evidence) in closed {
        let on = one
            .commitment
            .closed_on
            .map_or(String::new(), |on| format!(" {}", words::date(on, today)));
        let when = format!("{} {DOT} {}{on}", one.question, one.state);
        paper.item("", &one.commitment.what, &when);
        paper.under("  ", &one.told(), paper.theme.text);
        shown_by(paper, evidence, today);
    }
    if rep.earlier > 0 {
        let told = format!(
            "And {} before. deskside coach list --all tells of every one.",
            rep.earlier
        );
        paper.text(&told, paper.theme.dim);
    }
}
