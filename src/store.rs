//! The one file on disk and the only SQL of the program: open, migrate, one file per table family.

pub mod convert;
pub mod customer;
pub mod error;
pub mod import;
pub mod intake;
pub mod migrations;
pub mod open;
pub mod source;

pub use error::StoreError;
pub use open::{Patience, Store};
