//! What takes more than one step: several store calls in one transaction, a decision between reads, a file.

pub mod draw;
pub mod setup;
pub mod stat;
pub mod submit;
pub mod trend;
