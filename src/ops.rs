//! What takes more than one step: several store calls in one transaction, a decision between reads, a file.

pub mod demo;
pub mod draw;
pub mod import;
pub mod kpi;
pub mod new_call;
pub mod setup;
pub mod stat;
pub mod submit;
pub mod summary;
pub mod trend;
