//! The one file on disk and the only SQL of the program: open, migrate, one file per table family.

pub mod convert;
pub mod error;
pub mod migrations;
pub mod open;

pub use error::StoreError;
pub use open::{Patience, Store};
