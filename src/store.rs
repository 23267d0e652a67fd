//! The one file on disk and the only SQL of the program: open, migrate, one file per table family.

pub mod became;
pub mod call;
pub mod convert;
pub mod customer;
pub mod decision;
pub mod demo;
pub mod desk;
pub mod draw;
pub mod error;
pub mod evaluation;
pub mod heard;
pub mod import;
pub mod intake;
pub mod migrations;
pub mod moment;
pub mod observation;
pub mod open;
pub mod own_kpi;
pub mod pick;
pub mod relationship;
pub mod rep;
pub mod rollup;
pub mod scorecard;
pub mod source;
pub mod target;
pub mod undo;

#[cfg(test)]
pub(crate) mod testing;

pub use error::StoreError;
pub use open::{Patience, Store};
