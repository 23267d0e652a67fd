//! The one file on disk and the only SQL of the program: open, migrate, one file per table family.

pub mod convert;
pub mod desk;
pub mod error;
pub mod migrations;
pub mod open;
pub mod rep;

pub use error::StoreError;
pub use open::{Patience, Store};
