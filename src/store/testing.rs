//! A small desk in memory for tests: reps, and calls in the week of 16 November 2026.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use chrono::{DateTime, Days, FixedOffset, TimeZone, Utc};

use crate::domain::desk::Desk as DeskRow;
use crate::domain::id::CallId;
use crate::domain::week::{Week, day_number};
use crate::store::{Store, desk, rep};

/// A desk in memory.
pub struct Desk {
    pub store: Store,
}

/// `secs` after Friday, 20 November 2026, 16:00 UTC.
pub fn at(secs: i64) -> DateTime<Utc> {
    Utc.timestamp_opt(1_795_190_400 + secs, 0).unwrap()
}

/// What the files in a folder of the project are called, endings left out, in order.
pub fn files_of(folder: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut names: Vec<String> = paths
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The week of that text.
pub fn week(text: &str) -> Week {
    text.parse().unwrap()
}

impl Desk {
    /// A desk with these reps, and `calls` calls of the first one.
    pub fn with_calls(reps: &[&str], calls: usize) -> Self {
        Self::with_calls_in(reps, 0..calls)
    }

    /// As [`Self::with_calls`], the calls added in the order of their numbers.
    pub fn with_calls_in(reps: &[&str], numbers: impl IntoIterator<Item = usize>) -> Self {
        let store = Store::in_memory().unwrap();
        let row = DeskRow {
            name: "Calder Truck Parts".into(),
            zone: "America/Chicago".into(),
            scorecard: "support".into(),
            calls_per_week: 15,
        };
        desk::add(&store, &row, at(0)).unwrap();
        for name in reps {
            rep::add(&store, name).unwrap();
        }
        let desk = Self { store };
        desk.sql("INSERT INTO source (name) VALUES ('test')");
        desk.add_calls(reps[0], numbers);
        desk
    }

    /// Adds one five-minute call for each number, on the days of the week in turn.
    pub fn add_calls(&self, rep: &str, numbers: impl IntoIterator<Item = usize>) {
        let rep = rep::get(&self.store, rep).unwrap().id;
        let monday = week("2026-W47").monday();
        for number in numbers {
            let on = monday + Days::new(number as u64 % 5);
            let started =
                on.and_hms_opt(15, 0, 0).unwrap() + chrono::TimeDelta::minutes(number as i64);
            let started = FixedOffset::west_opt(6 * 3600)
                .unwrap()
                .from_utc_datetime(&started);
            self.store
                .conn
                .execute(
                    "INSERT INTO call (source_id, source_key, rep_id, channel, started_at, utc_offset_secs, week, day,
                         talk_secs, standing)
                     VALUES (1, ?1, ?2, 'phone', ?3, -21600, ?4, ?5, 300, 'handled')",
                    (
                        format!("c{number:03}"),
                        rep.0,
                        started.timestamp(),
                        Week::of(on).number(),
                        day_number(on),
                    ),
                )
                .unwrap();
        }
    }

    /// The call with this number.
    pub fn call(&self, number: usize) -> CallId {
        crate::store::call::by_name(&self.store, &format!("test:c{number:03}"))
            .unwrap()
            .unwrap()
            .id
    }

    /// The steps by which a query finds its rows.
    pub fn plan(&self, sql: &str) -> Vec<String> {
        let explained = format!("EXPLAIN QUERY PLAN {sql}");
        let mut query = self.store.conn.prepare(&explained).unwrap();
        let mut rows = query.raw_query();
        let mut steps = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            steps.push(row.get(3).unwrap());
        }
        steps
    }

    /// The one number that a query gives.
    pub fn number(&self, sql: &str) -> i64 {
        self.store
            .conn
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    }

    /// Runs any SQL.
    pub fn sql(&self, sql: &str) {
        self.store.conn.execute_batch(sql).unwrap();
    }
}
