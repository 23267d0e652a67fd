//! The one integration test binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop"
)]

mod architecture;
mod import;
mod pictures;
#[cfg(unix)]
mod pty;
mod readme;
mod scoring;
mod screens;
mod support;
// mod widgets;
