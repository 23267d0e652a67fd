//! The sheet in the words and the order in which it is read, the same on the screen and in every format. Nothing is
//! escaped here.

use serde::Serialize;

use super::super::figures::{clock, day};
use super::super::page::{line, name, text};
use super::{Focus, Last, Own, Quote, Sheet};

/// One part of the sheet under its heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The heading.
    pub heading: String,
    /// What it says; may be empty.
    pub lead: String,
    /// What stands below it.
    pub rows: Vec<Row>,
    /// Empty lines to write on.
    pub room: usize,
}

/// Something said or noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Whether these are a customer's own words.
    pub is_quote: bool,
    /// The words.
    pub text: String,
    /// Day, time in the call, theme.
    pub when: String,
}

/// The parts of a sheet.
pub fn parts(sheet: &Sheet) -> Vec<Part> {
    let mut parts = vec![
        strength(sheet),
        focus(&sheet.focus),
        last(sheet.last.as_ref()),
    ];
    if let Some(talk) = &sheet.last_talk {
        parts.push(Part {
            heading: "When we last sat down".into(),
            lead: format!("{}: {}", day(talk.on), text(&talk.notes)),
            ..Part::default()
        });
    }
    parts.push(said(&sheet.said));
    parts.extend(sheet.own.as_ref().map(own));
    parts.push(Part {
        heading: format!("How {} sees it", name(&sheet.rep)),
        lead: "What went well, what was hard, what would help:".into(),
        room: 5,
        ..Part::default()
    });
    parts.push(Part {
        heading: "Agreed today".into(),
        lead: "One thing, what done looks like, and when we look at it:".into(),
        room: 3,
        ..Part::default()
    });
    parts
}

fn strength(sheet: &Sheet) -> Part {
    Part {
        heading: "What goes well".into(),
        lead: text(&sheet.strength),
        rows: sheet.good.iter().map(row).collect(),
        room: 0,
    }
}

fn focus(focus: &Focus) -> Part {
    let heading = if focus.agreed {
        "What we work on"
    } else {
        "What we could work on"
    };
    let mut rows = Vec::new();
    let plain = |text: String| Row {
        is_quote: false,
        text,
        when: String::new(),
    };
    if focus.agreed {
        rows.push(plain(focus.why.clone()));
    }
    if !focus.done_when.is_empty() {
        rows.push(plain(format!(
            "Done looks like: {}",
            text(&focus.done_when)
        )));
    }
    if let (Some(on), Some(calls)) = (focus.check_on, focus.calls) {
        rows.push(plain(format!(
            "We look at it on {}, on {calls} calls drawn at random.",
            day(on)
        )));
    }
    rows.extend(focus.evidence.iter().map(row));
    Part {
        heading: heading.into(),
        lead: text(if focus.agreed {
            &focus.what
        } else {
            &focus.why
        }),
        rows,
        room: 0,
    }
}

fn last(last: Option<&Last>) -> Part {
    let lead = match last {
        None => "This is the first thing that we work on.".to_owned(),
        Some(one) => {
            let on = one
                .closed_on
                .map_or(String::new(), |on| format!(" on {}", day(on)));
            format!("{} ({}{on}). {}", text(&one.what), one.state, one.text)
        }
    };
    Part {
        heading: "What came of the last one".into(),
        lead,
        ..Part::default()
    }
}

fn said(said: &[Quote]) -> Part {
    let lead = if said.is_empty() {
        "No more words of customers were noted in these weeks."
    } else {
        ""
    };
    Part {
        heading: "What customers said in your calls".into(),
        lead: lead.into(),
        rows: said.iter().map(row).collect(),
        room: 0,
    }
}

fn own(own: &Own) -> Part {
    let mut lead = format!(
        "You have seen {} of the {} scores of these weeks.",
        own.seen, own.scores
    );
    if own.n > 0 {
        lead = format!(
            "We gave the same answer to {} of {} questions. {lead}",
            own.same, own.n
        );
    }
    Part {
        heading: "How we two score".into(),
        lead,
        rows: own.differing.iter().map(row).collect(),
        room: 0,
    }
}

fn row(one: &Quote) -> Row {
    let time = one.at_secs.filter(|secs| *secs > 0);
    let on = match one.by {
        "praise" => format!("praised on {}", day(one.on)),
        _ => day(one.on),
    };
    Row {
        is_quote: matches!(one.by, "customer" | "survey"),
        text: text(&one.text),
        when: line([
            Some(on),
            time.map(|secs| format!("{} into the call", clock(secs))),
            one.customer
                .as_ref()
                .map(|customer| format!("with {}", name(customer))),
            (one.by == "survey").then(|| "in a survey".to_owned()),
            Some(name(&one.theme)).filter(|theme| !theme.is_empty()),
        ]),
    }
}
