//! Deskside: side-by-side coaching for the micro-call center. Read this first.
//!
//! | module   | holds                                                                  | may use        |
//! |----------|------------------------------------------------------------------------|----------------|
//! | `stats`  | numbers in, numbers out: intervals, charts, tests, agreement           | std, statrs    |
//! | `domain` | the rules of the desk: scorecards, scoring, draws, KPIs, coaching      | `stats`        |
//! | `store`  | the only SQL: open, migrate, one file per table family                 | `domain`       |
//! | `ops`    | what takes more than one step: import, draw, submit, summary           | `store`        |
//! | `cli`    | the command line: one file per subcommand                              | `ops`          |
//! | `tui`    | the app: screens, widgets, keys, theme                                 | `ops`          |
//!
//! Each layer uses only what stands above it in this table; `cli` and `tui` never see each other and `main` joins them.
//! `tests/it/architecture.rs` enforces this.
//!
//! What always holds: an answer is on disk before the next key is read; a draw can be repeated from its seed by
//! anyone; targeted calls never enter a KPI; a used scorecard and a submitted evaluation never change; a number is
//! never shown without how many calls stand behind it; nothing is ever sent anywhere.

pub mod cli;
pub mod clock;
pub mod domain;
pub mod locale;
pub mod ops;
pub mod paths;
pub mod stats;
pub mod store;
pub mod tui;
