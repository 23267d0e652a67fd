//! Which number of a date is the day: decided once for a whole file from all of its rows, never row by row.

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta};

use crate::domain::import::stamp::{DateOrder, Stamp};

/// What the rows of a file say about the order of its dates.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    open: u64,
    example: String,
    orders: [Case; 3],
}

/// What speaks for and against one order.
#[derive(Debug, Clone, Copy, Default)]
struct Case {
    impossible: u64,
    rises: u64,
    falls: u64,
    last: Option<NaiveDateTime>,
    years: Option<(i32, i32)>,
    id_agrees: u64,
    id_differs: u64,
}

/// What the evidence comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// No date of the file is open.
    Plain,
    /// This order.
    Decided(DateOrder),
    /// Two orders fit all the same; one of the dates.
    Open(String),
}

impl Evidence {
    /// Takes one row into account: its stamp, how it was written, and the call's id, which may hold an epoch.
    pub fn see(&mut self, stamp: &Stamp, text: &str, id: &str) {
        if !stamp.is_open() {
            return;
        }
        self.open += 1;
        if self.example.is_empty() {
            text.clone_into(&mut self.example);
        }
        let epoch = epoch_in(id);
        for (order, case) in DateOrder::ALL.iter().zip(self.orders.iter_mut()) {
            case.see(stamp.in_order(*order), epoch);
        }
    }

    /// The order: the only one in which (nearly) all dates exist; else the only one that agrees with the ids; else the
    /// only one in which the rows stand in order of time.
    pub fn verdict(&self) -> Verdict {
        if self.open == 0 {
            return Verdict::Plain;
        }
        let fewest = self.orders.iter().map(|case| case.impossible).min();
        let mut left: Vec<(DateOrder, &Case)> = DateOrder::ALL
            .iter()
            .copied()
            .zip(&self.orders)
            .filter(|(_, case)| Some(case.impossible) == fewest)
            .collect();
        // Years of two digits: days mistaken for years spread over decades.
        let least = left.iter().map(|(_, case)| case.spread()).min();
        left.retain(|(_, case)| case.spread() < least.unwrap_or(0) + 3);
        for fits in [Case::agrees_with_ids, Case::is_in_order_of_time] {
            if left.iter().any(|(_, case)| fits(case)) && left.len() > 1 {
                left.retain(|(_, case)| fits(case));
            }
        }
        match left.as_slice() {
            [(order, _)] => Verdict::Decided(*order),
            _ => Verdict::Open(self.example.clone()),
        }
    }
}

impl Case {
    fn see(&mut self, wall: Option<NaiveDateTime>, epoch: Option<NaiveDateTime>) {
        let Some(wall) = wall else {
            self.impossible += 1;
            return;
        };
        match self.last.map(|last| wall.cmp(&last)) {
            Some(std::cmp::Ordering::Greater) => self.rises += 1,
            Some(std::cmp::Ordering::Less) => self.falls += 1,
            _ => {}
        }
        self.last = Some(wall);
        let year = wall.year();
        let (first, last) = self.years.unwrap_or((year, year));
        self.years = Some((first.min(year), last.max(year)));
        if let Some(epoch) = epoch {
            // A zone is at most 14 hours from UTC.
            if (wall - epoch).abs() <= TimeDelta::hours(26) {
                self.id_agrees += 1;
            } else {
                self.id_differs += 1;
            }
        }
    }

    fn spread(&self) -> i32 {
        self.years.map_or(0, |(first, last)| last - first)
    }

    fn agrees_with_ids(&self) -> bool {
        self.id_agrees > 0 && self.id_differs == 0
    }

    fn is_in_order_of_time(&self) -> bool {
        (self.rises == 0) != (self.falls == 0)
    }
}

/// The first run of ten digits in an id that is an instant of this century, in UTC.
pub fn epoch_in(id: &str) -> Option<NaiveDateTime> {
    id.split(|c: char| !c.is_ascii_digit())
        .find(|run| run.len() == 10 && run.starts_with('1'))
        .and_then(|run| run.parse().ok())
        .and_then(|secs| DateTime::from_timestamp(secs, 0))
        .map(|at| at.naive_utc())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn verdict(rows: &[(&str, &str)]) -> Verdict {
        let mut evidence = Evidence::default();
        for (text, id) in rows {
            evidence.see(&Stamp::read(text).unwrap(), text, id);
        }
        evidence.verdict()
    }

    fn of(dates: &[&str]) -> Verdict {
        verdict(&dates.iter().map(|date| (*date, "")).collect::<Vec<_>>())
    }

    #[test]
    fn one_part_above_twelve_anywhere_decides_for_the_file() {
        assert_eq!(
            of(&["03/04/2026 09:00", "01/02/2026 09:00", "31/01/2026 09:00"]),
            Verdict::Decided(DateOrder::Dmy)
        );
        assert_eq!(
            of(&["03/04/2026 09:00", "01/31/2026 09:00", "01/02/2026 09:00"]),
            Verdict::Decided(DateOrder::Mdy)
        );
        assert_eq!(
            of(&["26/11/16 09:00", "26/11/30 09:00"]),
            Verdict::Decided(DateOrder::Ymd)
        );
        assert_eq!(
            of(&["03/04/26 09:00", "28/04/26 09:00"]),
            Verdict::Decided(DateOrder::Dmy)
        );
    }

    #[test]
    fn one_misprint_does_not_turn_the_file_around() {
        let mut dates = vec!["13/01/2026 09:00"; 20];
        dates.push("01/14/2026 09:00");
        assert_eq!(of(&dates), Verdict::Decided(DateOrder::Dmy));
    }

    #[test]
    fn rows_in_order_of_time_decide_where_no_part_does() {
        assert_eq!(
            of(&["05/04/2026 09:00", "06/04/2026 09:00", "01/05/2026 09:00"]),
            Verdict::Decided(DateOrder::Dmy)
        );
        assert_eq!(
            of(&["05/01/2026 09:00", "04/06/2026 09:00", "04/05/2026 09:00"]),
            Verdict::Decided(DateOrder::Mdy)
        );
    }

    // 1775466000 is 6 April 2026, 09:00 UTC.
    #[test]
    fn an_epoch_in_the_ids_decides() {
        assert_eq!(
            verdict(&[("06/04/2026 09:00", "pbx-1775466000.17")]),
            Verdict::Decided(DateOrder::Dmy)
        );
        assert_eq!(
            verdict(&[("04/06/2026 04:00", "1775466000.17")]),
            Verdict::Decided(DateOrder::Mdy)
        );
    }

    #[test]
    fn what_fits_two_ways_is_asked_with_an_example() {
        assert_eq!(
            of(&["03/04/2026 09:00", "03/04/2026 10:00"]),
            Verdict::Open("03/04/2026 09:00".into())
        );
        assert_eq!(
            of(&["03/04/2026 09:00", "05/02/2026 09:00", "04/03/2026 09:00"]),
            Verdict::Open("03/04/2026 09:00".into())
        );
        assert_eq!(of(&["2026-04-03 09:00", "1775466000"]), Verdict::Plain);
    }
}
