//! Rows without an id that continue one another: the same customer, one right after the other.

use std::collections::HashMap;

use crate::domain::import::duration;
use crate::domain::import::field::Field;
use crate::domain::import::layout::Layout;
use crate::domain::import::row::Row;
use crate::domain::import::stamp::{DateOrder, Stamp};
use crate::ops::import::scan::hash;

/// The rows of a file by customer and time.
#[derive(Debug, Default)]
pub(super) struct Chains {
    rows: Vec<Link>,
}

/// One row.
#[derive(Debug)]
struct Link {
    /// A hash of the customer's number.
    customer: u64,
    began: Stamp,
    length_secs: i64,
    line: u64,
}

impl Chains {
    /// Takes a row into account; one that does not tell whom it was with continues nothing.
    pub fn see(&mut self, layout: &Layout, row: &Row, began: Stamp) {
        let fields = [Field::Number, Field::From];
        let customer = fields.into_iter().map(|field| layout.cell(row, field));
        let Some(customer) = customer.into_iter().find(|cell| !layout.is_nobody(cell)) else {
            return;
        };
        let secs = |field| {
            let told = duration::secs(layout.cell(row, field), layout.unit(field));
            told.ok().flatten()
        };
        let parts = secs(Field::Ring).unwrap_or(0) + secs(Field::Talk).unwrap_or(0);
        self.rows.push(Link {
            customer: hash(customer),
            began,
            length_secs: secs(Field::Duration).unwrap_or(parts),
            line: row.line,
        });
    }

    /// The call of every row that is one of several, by the row's line. A row continues the one before where it begins at
    /// most `within_secs` after its end.
    pub fn join(self, order: DateOrder, within_secs: i64) -> HashMap<u64, u64> {
        let began = |link: &Link| Some(link.began.in_order(order)?.and_utc().timestamp());
        let timed = self.rows.into_iter();
        let mut timed: Vec<(i64, Link)> = timed
            .filter_map(|link| Some((began(&link)?, link)))
            .collect();
        timed.sort_by_key(|(at, link)| (link.customer, *at, link.line));
        let mut found = HashMap::new();
        let mut ends = i64::MIN;
        for run in timed.chunk_by(|(at, link), (next, after)| {
            ends = ends.max(at + link.length_secs);
            let same = link.customer == after.customer && *next <= ends.saturating_add(within_secs);
            if !same {
                ends = i64::MIN;
            }
            same
        }) {
            if let [(at, first), _, ..] = run {
                let call = hash(&format!("{}/{at}", first.customer));
                found.extend(run.iter().map(|(_, link)| (link.line, call)));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(customer: u64, began: &str, length_secs: i64, line: u64) -> Option<Link> {
        Some(Link {
            customer,
            began: Stamp::read(began).ok()?,
            length_secs,
            line,
        })
    }

    #[test]
    fn a_row_right_after_anothers_end_with_the_same_customer_continues_it() {
        let rows = [
            link(1, "2026-11-16 09:00:00", 12, 2),
            link(2, "2026-11-16 09:00:05", 60, 3),
            link(1, "2026-11-16 09:00:15", 90, 4),
            link(1, "2026-11-16 09:01:50", 5, 5),
            link(1, "2026-11-16 09:30:00", 5, 6),
        ];
        let chains = Chains {
            rows: rows.into_iter().flatten().collect(),
        };
        let found = chains.join(DateOrder::Ymd, 20);
        let mut lines: Vec<u64> = found.keys().copied().collect();
        lines.sort_unstable();
        assert_eq!(lines, [2, 4, 5]);
        assert_eq!(found.get(&2), found.get(&5));
    }
}
