//! The one integration test binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::type_complexity,
    clippy::cmp_owned,
    reason = "a test may stop, and tells a story from beginning to end"
)]

mod architecture;
mod audits;
#[cfg(unix)]
mod broken_player;
mod business;
mod calls;
mod cli;
mod coach_screen;
mod counted;
mod customers;
mod disguises;
mod documents;
mod empty_logs;
mod evaluations;
mod fairness;
mod faults;
mod forms;
mod import;
mod import_asked;
mod import_screen;
mod kpis;
mod laid_out;
#[cfg(unix)]
mod listening;
mod numbers;
mod overlaps;
mod owner_pages;
mod packed;
mod pictures;
mod printed;
mod profiles;
mod program;
#[cfg(unix)]
mod pty;
mod readme;
mod sampling;
mod scorecards;
mod scoring;
mod screens;
#[cfg(unix)]
mod stories;
mod summary;
mod support;
mod surveys;
mod trends_screen;
mod undo;
mod voice_form;
mod voice_screen;
mod widgets;
