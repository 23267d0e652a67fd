//! The counts of an import while they grow.

use std::collections::BTreeMap;

use crate::domain::call::{Instant, Standing};
use crate::domain::count::thousands;
use crate::ops::import::report::{
    ASIDE_AT_MOST, Aside, LISTED_AT_MOST, LeftOut, Rejected, Unknown,
};
use crate::ops::import::table::Table;

/// How many rows of one cell may stand below the calls.
const REMARKS_AT_MOST: usize = 20;
/// How many unknown names or words are counted.
const UNKNOWN_AT_MOST: usize = 1_000;

/// The counts while they grow.
#[derive(Debug, Default)]
pub(in crate::ops::import) struct Tally {
    pub rows: u64,
    pub added: u64,
    pub known: u64,
    pub updated: u64,
    pub left_out: LeftOut,
    pub aside: Aside,
    pub unnamed: u64,
    pub rejected: Vec<Rejected>,
    pub rejected_rows: u64,
    pub first_at: Option<Instant>,
    pub last_at: Option<Instant>,
    pub unknown_reps: Unknowns,
    pub unknown_statuses: Unknowns,
    pub added_reps: Vec<String>,
    /// Rows of one cell below the last call so far, with why they are no calls.
    pub remarks: Vec<Rejected>,
}

impl Tally {
    pub fn calls(&self) -> u64 {
        self.added + self.known + self.updated
    }

    /// Why nothing could be used: by the first row that was refused, else by what the rows are.
    pub fn nothing_used(&self, table: &Table) -> Option<String> {
        if self.calls() > 0 {
            return None;
        }
        let Some(first) = self.rejected.first() else {
            return Some(self.nothing_held(table));
        };
        Some(format!(
            "not one of its {} rows could be used; the first, {} {}: {}",
            self.rejected_rows, table.counted, first.line, first.reason
        ))
    }

    fn nothing_held(&self, table: &Table) -> String {
        let held = [
            (
                self.left_out.other,
                "row of another kind, such as a message or a setting",
            ),
            (self.left_out.footer, "row of totals or remarks"),
            (self.left_out.blank, "blank row"),
        ];
        let told: Vec<String> = held
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| match *count {
                1 => format!("1 {what}"),
                count => format!(
                    "{} {}",
                    thousands(count as i64),
                    what.replacen("row", "rows", 1)
                ),
            })
            .collect();
        if told.is_empty() {
            table.no_rows()
        } else {
            format!("it holds nothing but {}", told.join(" and "))
        }
    }

    pub fn reject(&mut self, line: u64, reason: String) {
        self.rejected_rows += 1;
        if self.rejected.len() < LISTED_AT_MOST {
            self.rejected.push(Rejected { line, reason });
        }
    }

    /// A row of one cell: a remark if no call follows. Of many, most are no remarks.
    pub fn remark(&mut self, line: u64, reason: String) {
        self.remarks.push(Rejected { line, reason });
        if self.remarks.len() > REMARKS_AT_MOST {
            self.refuse_remarks();
        }
    }

    /// A call follows: those rows were no remarks below the calls.
    pub fn refuse_remarks(&mut self) {
        for Rejected { line, reason } in std::mem::take(&mut self.remarks) {
            self.reject(line, reason);
        }
    }

    /// The header follows: those rows were titles above it, as on a new page.
    pub fn entitle_remarks(&mut self) {
        for remark in std::mem::take(&mut self.remarks) {
            self.header(remark.line);
        }
    }

    /// No call follows any more.
    pub fn keep_remarks(&mut self) {
        for remark in std::mem::take(&mut self.remarks) {
            self.footer(remark.line);
        }
    }

    pub fn footer(&mut self, line: u64) {
        self.left_out.footer += 1;
        keep(&mut self.aside.footer, line);
    }

    pub fn header(&mut self, line: u64) {
        self.left_out.header += 1;
        keep(&mut self.aside.header, line);
    }

    pub fn other(&mut self, line: u64) {
        self.left_out.other += 1;
        keep(&mut self.aside.other, line);
    }

    pub fn stands(&mut self, standing: Standing) {
        let left_out = &mut self.left_out;
        match standing {
            Standing::Handled => {}
            Standing::Internal => left_out.internal += 1,
            Standing::Unanswered => left_out.unanswered += 1,
            Standing::Voicemail => left_out.voicemail += 1,
            Standing::Menu => left_out.menu += 1,
            Standing::NoRep => left_out.no_rep += 1,
        }
    }

    pub fn began(&mut self, at: Instant) {
        self.first_at = Some(self.first_at.map_or(at, |first| first.min(at)));
        self.last_at = Some(self.last_at.map_or(at, |last| last.max(at)));
    }
}

/// What is not known, each with how many calls it stands on.
#[derive(Debug, Default)]
pub(in crate::ops::import) struct Unknowns(BTreeMap<String, u64>);

impl Unknowns {
    pub fn see(&mut self, written: &str) {
        if let Some(calls) = self.0.get_mut(written) {
            *calls += 1;
        } else if self.0.len() < UNKNOWN_AT_MOST {
            self.0.insert(written.to_owned(), 1);
        }
    }

    pub fn holds(&self, written: &str) -> bool {
        self.0.contains_key(written)
    }

    /// All of them, the most calls first.
    pub fn most_first(self) -> Vec<Unknown> {
        let mut found: Vec<Unknown> = self
            .0
            .into_iter()
            .map(|(written, calls)| Unknown { written, calls })
            .collect();
        found.sort_by(|a, b| {
            b.calls
                .cmp(&a.calls)
                .then_with(|| a.written.cmp(&b.written))
        });
        found
    }
}

fn keep(lines: &mut Vec<u64>, line: u64) {
    if lines.len() < ASIDE_AT_MOST {
        lines.push(line);
    }
}
