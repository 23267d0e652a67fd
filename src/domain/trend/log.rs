//! The whole log, counted by week and rep.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::id::RepId;
use crate::domain::kpi::{Logged, Repeats};
use crate::domain::trend::LogWeek;
use crate::domain::week::Week;

/// Handled calls with a known customer by week and rep, and after how many of those of which it is `known` by then the
/// customer did not call again. `newest_first` holds the calls of the weeks `from` to `to` and of the 7 days after them.
pub fn log_weeks(
    newest_first: &[Logged],
    from: Week,
    to: Week,
    known: DateTime<Utc>,
) -> Vec<LogWeek> {
    let mut count = LogCount::new(from, to, known);
    for one in newest_first {
        count.take(one);
    }
    count.weeks()
}

/// Counts the log while its calls come in, the newest first.
#[derive(Debug)]
pub struct LogCount {
    from: Week,
    to: Week,
    known_secs: i64,
    repeats: Repeats,
    weeks: BTreeMap<(Week, RepId), LogWeek>,
}

impl LogCount {
    /// Counts the weeks `from` to `to`; `known` as for [`log_weeks`].
    pub fn new(from: Week, to: Week, known: DateTime<Utc>) -> Self {
        Self {
            from,
            to,
            known_secs: known.timestamp(),
            repeats: Repeats::default(),
            weeks: BTreeMap::new(),
        }
    }

    /// Takes in a call, which began no later than the one before.
    pub fn take(&mut self, one: &Logged) {
        let followed = self.repeats.followed(one);
        let is_asked = self.from <= one.week && one.week <= self.to;
        let (Some(followed), Some(rep), true) = (followed, one.rep, is_asked) else {
            return;
        };
        let week = self.weeks.entry((one.week, rep)).or_insert(LogWeek {
            rep,
            week: one.week,
            calls: 0,
            known: 0,
            held: 0,
        });
        let is_known = one.at_secs <= self.known_secs;
        week.calls += 1;
        week.known += u64::from(is_known);
        week.held += u64::from(is_known && !followed);
    }

    /// What was counted, by week and rep.
    pub fn weeks(self) -> Vec<LogWeek> {
        self.weeks.into_values().collect()
    }
}
