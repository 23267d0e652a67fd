//! The one file on disk and the only SQL of the program: open, migrate, one file per table family.

pub mod audit;
pub mod became;
pub mod bulk;
pub mod call;
pub mod commitment;
pub mod convert;
pub mod customer;
pub mod decision;
pub mod demo;
pub mod desk;
pub mod disagreement;
pub mod draw;
pub mod error;
pub mod evaluation;
pub mod heard;
pub mod import;
pub mod intake;
pub mod migrations;
pub mod missed;
pub mod moment;
pub mod number;
pub mod observation;
pub mod one_to_one;
pub mod open;
pub mod owed;
pub mod own_kpi;
pub mod own_score;
pub mod past;
pub mod pick;
pub mod question;
pub mod rated;
pub mod recheck;
pub mod recognition;
pub mod recording;
mod rekey;
pub mod relationship;
pub mod rep;
pub mod rollup;
pub mod scorecard;
pub mod source;
pub mod survey;
pub mod target;
pub mod transcript;
pub mod undecided;
pub mod undo;
pub mod voice;
mod words;

#[cfg(test)]
pub(crate) mod testing;

pub use error::StoreError;
pub use open::{Patience, Store};
