//! The weekly page in lines: the same words in the same order as on paper.

use ratatui::text::{Line, Span};

use super::numbers;
use crate::ops::summary::Summary;
use crate::ops::summary::page::{Page, Plan};
use crate::tui::glyphs::DOT;
use crate::tui::theme::Theme;
use crate::tui::widgets::paper::Paper;
use crate::tui::widgets::text::clean;

/// The widest lines that are easy to read.
const MEASURE: usize = 112;
/// The page in lines of at most `columns`.
pub(super) fn lines(
    summary: &Summary,
    names: bool,
    columns: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let page = Page::of(summary);
    let mut paper = Paper {
        lines: Vec::new(),
        columns: columns.min(MEASURE),
        theme,
    };
    head(&mut paper, &page, names);
    praise(&mut paper, &page);
    voice(&mut paper, &page);
    numbers::draw(&mut paper, &page);
    critical(&mut paper, &page);
    people(&mut paper, &page);
    paper.heading("Being worked on, and what came of it");
    plans(
        &mut paper,
        &page.commitments,
        "No commitment is open. One behaviour for each rep is enough.",
    );
    titled(&mut paper, "Closed this week", &page.results);
    paper.heading("Decided, and due to be looked at again");
    plans(
        &mut paper,
        &page.decisions,
        "No decision was written down this week.",
    );
    more(&mut paper, page.decisions_more.as_ref());
    titled(&mut paper, "Look at again", &page.reviews);
    more(&mut paper, page.reviews_more.as_ref());
    heard(&mut paper, &page);
    fix(&mut paper, &page);
    next(&mut paper, &page);
    paper.gap();
    paper.text(
        "Numbers come from calls drawn at random. A range holds the true value 19 times in 20; where two ranges overlap, \
         nobody is ahead.",
        theme.dim,
    );
    paper.lines
}

fn head(paper: &mut Paper, page: &Page, names: bool) {
    let theme = paper.theme;
    paper.lines.push(Line::from(vec![
        Span::styled(clean(&page.business).into_owned(), theme.title),
        Span::raw("   "),
        Span::raw(format!("{} {DOT} {}", page.week, page.days)),
    ]));
    let named = if names {
        "Customers are named on this page: n leaves their names out."
    } else {
        "Customers are not named on this page: n names them."
    };
    if let Some(state) = page.state {
        paper.text(state, theme.dim);
    }
    paper.text(named, if names { theme.warn } else { theme.dim });
}

fn praise(paper: &mut Paper, page: &Page) {
    let theme = paper.theme;
    paper.heading("What went right");
    if page.praise.is_empty() {
        paper.text(
            "Nothing is noted for this week yet: mark a good moment as praise while you score a call.",
            theme.dim,
        );
    }
    for one in &page.praise {
        paper.item(&one.rep, &one.text, &one.when);
    }
    more(paper, page.praise_more.as_ref());
}

fn voice(paper: &mut Paper, page: &Page) {
    let theme = paper.theme;
    paper.heading("What customers said");
    if page.voice.is_empty() && page.surveys.is_empty() {
        paper.text(
            "Nothing is noted for this week yet: write down a customer's words with a theme while you score a call.",
            theme.dim,
        );
        return;
    }
    paper.text(&page.voice_lead, theme.dim);
    for one in &page.voice {
        let said = [&one.calls, &one.range, &one.before, &one.causes];
        let said: Vec<&str> = said
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        paper.gap();
        paper.item(&one.theme, &said.join("; "), "");
        for quote in &one.quotes {
            paper.under("  ", &format!("“{}”", quote.quote), theme.text);
            paper.under("    ", &quote.who, theme.dim);
        }
    }
    more(paper, page.voice_more.as_ref());
    if page.surveys.is_empty() {
        return;
    }
    paper.gap();
    paper.text("In surveys", theme.strong);
    for quote in &page.surveys {
        paper.under("  ", &format!("“{}”", quote.quote), theme.text);
        paper.under("    ", &quote.who, theme.dim);
    }
    more(paper, page.surveys_more.as_ref());
}

fn critical(paper: &mut Paper, page: &Page) {
    let theme = paper.theme;
    paper.heading("Critical errors");
    for one in &page.critical {
        paper.item(one.name, &one.text, "");
        for question in &one.failed {
            paper.under("  ", question, theme.text);
        }
    }
}

fn people(paper: &mut Paper, page: &Page) {
    let theme = paper.theme;
    paper.heading("Strengths, and one thing to work on");
    for (nth, one) in page.people.iter().enumerate() {
        if nth > 0 {
            paper.gap();
        }
        paper.text(&one.rep, theme.strong);
        paper.under("  Strength  ", &one.strength, theme.text);
        paper.under("  Focus     ", &one.focus, theme.text);
    }
}

fn heard(paper: &mut Paper, page: &Page) {
    let theme = paper.theme;
    paper.heading("What was heard, and how sure that makes us");
    paper.text(&page.heard, theme.text);
    paper.gap();
    paper.text(&page.sure, theme.text);
    if let Some(warning) = &page.warning {
        paper.gap();
        paper.text(warning, theme.warn);
    }
    if !page.ledger.is_empty() {
        paper.gap();
        let rows: Vec<Vec<Line<'static>>> = page
            .ledger
            .iter()
            .map(|row| {
                let counts = row.counts.iter().map(|n| Line::from(n.to_string()));
                std::iter::once(Line::from(row.rep.clone()))
                    .chain(counts)
                    .collect()
            })
            .collect();
        paper.table(
            &[
                "Rep", "Handled", "Frame", "Scored", "Waiting", "Skipped", "By hand",
            ],
            &rows,
            6,
        );
    }
}

fn next(paper: &mut Paper, page: &Page) {
    let theme = paper.theme;
    paper.heading(&format!("Next week's plan, until {}", page.until));
    let before = paper.lines.len();
    if !page.draw.is_empty() {
        paper.text(&page.draw, theme.text);
        paper.gap();
    }
    if !page.undecided.is_empty() {
        paper.text("Missed, and nothing decided yet", theme.strong);
        for one in &page.undecided {
            paper.item("", one, "");
        }
        more(paper, page.undecided_more.as_ref());
    }
    if !page.waiting.is_empty() {
        if paper.lines.len() > before {
            paper.gap();
        }
        paper.text("Still to hear", theme.strong);
        for one in &page.waiting {
            paper.item("", one, "");
        }
        more(paper, page.waiting_more.as_ref());
    }
    let parts = [
        (
            "Owed to customers",
            &page.follow_ups,
            page.follow_ups_more.as_ref(),
        ),
        ("Commitments to check", &page.checks, None),
    ];
    for (title, plans_, rest) in parts {
        if !plans_.is_empty() {
            if paper.lines.len() > before {
                paper.gap();
            }
            paper.text(title, theme.strong);
            plans(paper, plans_, "");
            more(paper, rest);
        }
    }
}

fn fix(paper: &mut Paper, page: &Page) {
    let theme = paper.theme;
    paper.heading("One thing to fix next");
    if !page.fix.what.is_empty() {
        paper.text(&page.fix.what, theme.strong);
    }
    paper.text(&page.fix.why, theme.text);
}

/// Plans under a title of their own; nothing where there are none.
fn titled(paper: &mut Paper, title: &str, lines: &[Plan]) {
    if !lines.is_empty() {
        paper.gap();
        paper.text(title, paper.theme.strong);
        plans(paper, lines, "");
    }
}

fn plans(paper: &mut Paper, plans: &[Plan], empty: &str) {
    if plans.is_empty() {
        paper.text(empty, paper.theme.dim);
    }
    for one in plans {
        paper.item(&one.who, &one.what, &one.when);
    }
}

fn more(paper: &mut Paper, more: Option<&String>) {
    if let Some(more) = more {
        paper.text(more, paper.theme.dim);
    }
}
