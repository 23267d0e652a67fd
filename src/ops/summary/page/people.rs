//! People and plans on the page: strengths and focuses, commitments, decisions, the ledger of calls, what comes next.

use serde::Serialize;

use super::super::Summary;
use super::super::figures::{clock, day};
use super::super::ledger::Heard;
use super::super::next::{Commitment, Decision, FollowUp, Next, Waiting};
use super::numbers::due;
use super::{line, more};
use crate::domain::call::Lane;

/// Calls to hear on the page.
const MOST_WAITING: usize = 8;
/// Follow-ups on the page.
const MOST_FOLLOW_UPS: usize = 8;

/// What one rep does well and works on.
#[derive(Debug, Serialize)]
pub(in super::super) struct Person {
    pub rep: String,
    pub strength: String,
    pub focus: String,
    /// What is agreed with the rep, one line each.
    pub working_on: Vec<String>,
}

/// Something planned or decided.
#[derive(Debug, Serialize)]
pub(in super::super) struct Plan {
    /// Whose; may be empty.
    pub who: String,
    pub what: String,
    /// Days, reasons; may be empty.
    pub when: String,
}

/// One row of the table of what was heard: a rep, then as many counts as it has columns.
#[derive(Debug, Serialize)]
pub(in super::super) struct LedgerRow {
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
        rep: rep.rep.clone(),
        strength: rep.strength.text.clone(),
        focus: rep.focus.text.clone(),
        working_on: summary
            .commitments
            .iter()
            .filter(|one| one.rep == rep.rep)
            .map(|one| format!("{} (check on {})", one.what, due(one.check_on, one.overdue)))
            .collect(),
    };
    summary.reps.iter().map(person).collect()
}

pub(super) fn commitment(one: &Commitment) -> Plan {
    Plan {
        who: one.rep.clone(),
        what: one.what.clone(),
        when: line([
            Some(format!("agreed {}", day(one.agreed_on))),
            Some(format!("judged on {} calls", one.calls)),
            Some(format!("check on {}", due(one.check_on, one.overdue))),
        ]),
    }
}

pub(super) fn check(one: &Commitment) -> Plan {
    Plan {
        who: one.rep.clone(),
        what: one.what.clone(),
        when: due(one.check_on, one.overdue),
    }
}

pub(super) fn decision(one: &Decision) -> Plan {
    let theme = one
        .theme
        .as_ref()
        .map(|theme| format!("from what customers said on {theme}"));
    Plan {
        who: String::new(),
        what: one.what.clone(),
        when: line([
            Some(day(one.decided_on)),
            Some(one.why.clone()).filter(|why| !why.is_empty()),
            theme,
            one.review_on.map(|on| format!("look again on {}", day(on))),
        ]),
    }
}

pub(super) fn review(one: &Decision) -> Plan {
    Plan {
        who: String::new(),
        what: one.what.clone(),
        when: one.review_on.map_or(String::new(), day),
    }
}

/// Rep, handled, in the frame, scored, waiting, skipped, chosen by hand; the business last where there are several.
pub(super) fn ledger(heard: &Heard) -> Vec<LedgerRow> {
    let mut rows: Vec<LedgerRow> = heard
        .reps
        .iter()
        .map(|rep| LedgerRow {
            rep: rep.rep.clone(),
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
    let by_hand = (one.lane == Lane::Targeted).then(|| "chosen by hand".to_owned());
    line([Some(one.rep.clone()), Some(at), Some(length), by_hand])
}

fn follow_up(one: &FollowUp) -> Plan {
    let who = one.customer.as_deref().unwrap_or("a customer");
    Plan {
        who: one.rep.clone(),
        what: format!(
            "follow up with {who}: call {} of {}",
            one.call,
            one.at.format("%a %-d %b, %H:%M")
        ),
        when: due(one.due_on, one.overdue),
    }
}
