//! The whole log, counted by week and rep.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::id::RepId;
use crate::domain::kpi::{Logged, without_repeat};
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
    let mut weeks: BTreeMap<(Week, RepId), LogWeek> = BTreeMap::new();
    for (one, held) in without_repeat(newest_first, known) {
        let (Some(rep), true) = (one.rep, from <= one.week && one.week <= to) else {
            continue;
        };
        let week = weeks.entry((one.week, rep)).or_insert(LogWeek {
            rep,
            week: one.week,
            calls: 0,
            known: 0,
            held: 0,
        });
        week.calls += 1;
        week.known += u64::from(held.is_some());
        week.held += u64::from(held == Some(true));
    }
    weeks.into_values().collect()
}
