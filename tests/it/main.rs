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
mod import;
#[cfg(unix)]
mod pty;
mod sampling;
mod scoring;
mod screens;
mod summary;
mod support;
mod trends_screen;
mod widgets;
