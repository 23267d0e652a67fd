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
mod import;
mod pictures;
mod program;
#[cfg(unix)]
mod pty;
mod readme;
mod sampling;
mod scoring;
mod screens;
mod summary;
mod support;
mod widgets;
