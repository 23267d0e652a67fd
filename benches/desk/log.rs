//! A call log of any length, always the same: a year up to week 47 of 2026, five people, customers who call again.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, TimeDelta};

/// Who takes the calls.
pub const REPS: [&str; 5] = ["Dana", "Luis", "Mia", "Theo", "Ines"];

/// The same numbers for ever: `SplitMix64` (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

/// Writes a log of `calls` calls into `folder`.
pub fn write(folder: &Path, calls: u64) -> PathBuf {
    let mut chance = Chance(47);
    let first = NaiveDate::from_ymd_opt(2025, 11, 24)
        .unwrap()
        .and_hms_opt(8, 0, 0)
        .unwrap();
    let mut text = String::from("Call ID,Started,Agent,Customer,Number,Direction,Status,Talk\n");
    for call in 0..calls {
        // Spread over 52 weeks of five days of nine hours, in their order.
        let open_secs = 52 * 5 * 9 * 3600 * call / calls;
        let day = open_secs / (9 * 3600);
        let started = first
            + TimeDelta::days((day / 5 * 7 + day % 5) as i64)
            + TimeDelta::seconds((open_secs % (9 * 3600)) as i64);
        let customer = chance.below(calls / 20 + 1);
        let (status, talk) = match chance.below(10) {
            0 => ("missed", 0),
            _ => ("answered", 40 + chance.below(900)),
        };
        let direction = if chance.below(5) == 0 { "out" } else { "in" };
        let rep = REPS[chance.below(5) as usize];
        let _ = writeln!(
            text,
            "{call},{started},{rep},Customer {customer},+1 312 {:03} {:04},{direction},{status},{talk}",
            200 + customer / 10_000,
            customer % 10_000
        );
    }
    let file = folder.join(format!("{calls}.csv"));
    std::fs::write(&file, text).unwrap();
    file
}
