//! People and plans on the page: strengths and focuses, commitments, decisions, the ledger of calls, what comes next.

use serde::Serialize;

use super::super::Summary;
use super::super::figures::{clock, count, day, list};
use super::super::ledger::Heard;
use super::super::next::{Commitment, Decision, FollowUp, Next, Waiting};
use super::numbers::due;
use super::{line, more, name, text};
use crate::domain::call::Lane;

/// Calls to hear on the page.
const MOST_WAITING: usize = 6;
/// People who are named for the next draw.
const MOST_NAMED: usize = 6;
/// Follow-ups on the page.
const MOST_FOLLOW_UPS: usize = 6;

/// What one rep does well and works on.
#[derive(Debug, Serialize)]
pub(crate) struct Person {
    pub rep: String,
    pub strength: String,
    pub focus: String,
}

/// Something planned or decided.
#[derive(Debug, Serialize)]
pub(crate) struct Plan {
    /// Whose; may be empty.
    pub who: String,
    pub what: String,
    /// Days, reasons; may be empty.
    pub when: String,
}

/// The one thing to fix next.
#[derive(Debug, Serialize)]
pub(crate) struct Fix {
    /// Empty where there is none.
    pub what: String,
    pub why: String,
}

/// One row of the table of what was heard: a rep, then as many counts as it has columns.
#[derive(Debug, Serialize)]
pub(crate) struct LedgerRow {
    pub rep: String,
    pub counts: [u64; 6],
}

/// What comes next, as far as there is room for it.
pub(super) struct NextLines {
    pub waiting: Vec<String>,
    pub waiting_more: Option<String>,
    pub follow_ups: Vec<Plan>,
    pub follow_ups_more: Option<String>,
}

pub(super) fn people(summary: &Summary) -> Vec<Person> {
    let person = |rep: &super::super::RepPart| Person {
        rep: name(&rep.rep),
        strength: text(&rep.strength.text),
        focus: text(&rep.focus.text),
    };
    summary.reps.iter().map(person).collect()
}

pub(super) fn commitment(one: &Commitment) -> Plan {
    Plan {
        who: name(&one.rep),
        what: text(&one.what),
        when: line([
            Some(format!("agreed {}", day(one.agreed_on))),
            Some(outcome(one)),
            Some(format!("check on {}", due(one.check_on, one.overdue))),
        ]),
    }
}

/// What came of it so far, in the middle of a sentence: `before 3 of 8, since then 5 of 6. Likely better`.
fn outcome(one: &Commitment) -> String {
    let result = text(one.result.trim_end_matches('.'));
    match result.strip_prefix("Before ") {
        Some(rest) => format!("before {rest}"),
        None => result,
    }
}

/// What was closed, and how it ended.
pub(super) fn result(one: &Commitment) -> Plan {
    Plan {
        who: name(&one.rep),
        what: text(&one.what),
        when: line([
            Some(one.closed_on.map_or(one.state.to_string(), |on| {
                format!("{} on {}", one.state, day(on))
            })),
            Some(outcome(one)),
        ]),
    }
}

/// The commitments to check, one line for each day.
pub(super) fn checks(all: &[Commitment]) -> Vec<Plan> {
    let of_day = |one: &[Commitment]| {
        let (on, overdue) = one.first().map(|one| (one.check_on, one.overdue))?;
        let mut reps: Vec<String> = one.iter().map(|one| name(&one.rep)).collect();
        reps.dedup();
        Some(Plan {
            who: String::new(),
            what: list(&reps),
            when: due(on, overdue),
        })
    };
    all.chunk_by(|a, b| a.check_on == b.check_on)
        .filter_map(of_day)
        .collect()
}

pub(super) fn decision(one: &Decision) -> Plan {
    let said = |text_: &str| Some(text(text_)).filter(|said| !said.is_empty());
    Plan {
        who: name(&one.owner),
        what: text(&one.what),
        when: line([
            Some(day(one.decided_on)),
            said(&one.why),
            one.effect
                .as_deref()
                .and_then(|effect| said(effect.trim_end_matches('.'))),
            one.review_on.map(|on| format!("look again on {}", day(on))),
        ]),
    }
}

pub(super) fn fix(one: &super::super::fix::Fix) -> Fix {
    Fix {
        what: text(&one.what),
        why: text(&one.why),
    }
}

/// `Draw 15 calls when the week is over: of Dana, Luis and Mia.`
pub(super) fn draw(summary: &Summary) -> String {
    let next = &summary.next;
    let week = summary.week.plus(1).of_year();
    let reps: Vec<String> = next.draw_of.iter().map(|rep| name(rep)).collect();
    match reps.len() {
        0 => String::new(),
        n if n > MOST_NAMED => format!("Draw {} of week {week}.", count(next.draw, "call")),
        _ => format!(
            "Draw {} of week {week}: of {}.",
            count(next.draw, "call"),
            list(&reps)
        ),
    }
}

/// Rep, handled, in the frame, scored, waiting, skipped, chosen by hand; the business last where there are several.
/// Empty when there is nothing to count.
pub(super) fn ledger(heard: &Heard) -> Vec<LedgerRow> {
    let mut rows: Vec<LedgerRow> = heard
        .reps
        .iter()
        .map(|rep| LedgerRow {
            rep: name(&rep.rep),
            counts: [
                rep.handled,
                rep.frame,
                rep.scored,
                rep.waiting,
                rep.skipped,
                rep.targeted,
            ],
        })
        .collect();
    if rows.iter().all(|row| row.counts == [0; 6]) {
        return Vec::new();
    }
    if rows.len() > 1 {
        rows.push(LedgerRow {
            rep: "Together".into(),
            counts: [
                heard.handled,
                heard.frame,
                heard.scored,
                heard.waiting,
                heard.skipped,
                heard.targeted,
            ],
        });
    }
    rows
}

pub(super) fn next(next: &Next) -> NextLines {
    NextLines {
        waiting: next
            .waiting
            .iter()
            .take(MOST_WAITING)
            .map(waiting)
            .collect(),
        waiting_more: more(next.waiting.len(), MOST_WAITING, "call"),
        follow_ups: next
            .follow_ups
            .iter()
            .take(MOST_FOLLOW_UPS)
            .map(follow_up)
            .collect(),
        follow_ups_more: more(next.follow_ups.len(), MOST_FOLLOW_UPS, "follow-up"),
    }
}

fn waiting(one: &Waiting) -> String {
    let at = one.at.format("%a %-d %b, %H:%M").to_string();
    let length = one
        .talk_secs
        .filter(|_| !one.channel.is_written())
        .map_or_else(|| one.channel.word().replace('_', " "), clock);
    let by_hand = (one.lane == Lane::Targeted).then(|| "by hand".to_owned());
    line([Some(name(&one.rep)), Some(at), Some(length), by_hand])
}

fn follow_up(one: &FollowUp) -> Plan {
    let who = one
        .customer
        .as_ref()
        .map_or("a customer".into(), |customer| name(customer));
    Plan {
        who: name(&one.rep),
        what: format!("{who}, call {} of {}", one.call, day(one.at.date_naive())),
        when: due(one.due_on, one.overdue),
    }
}
