//! The one integration test binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop"
)]

mod architecture;
mod business;
mod calls;
mod cli;
mod faults;
mod import;
mod program;
#[cfg(unix)]
mod pty;
mod sampling;
mod scoring;
mod screens;
#[cfg(unix)]
mod stories;
mod summary;
mod support;
mod widgets;
