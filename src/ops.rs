//! What takes more than one step: several store calls in one transaction, a decision between reads, a file.

pub mod audio;
pub mod audit;
pub mod coaching;
pub mod consistency;
pub mod customer;
pub mod decision;
pub mod demo;
pub mod draw;
pub mod drivers;
pub mod fairness;
pub mod hire;
pub mod import;
pub mod kpi;
pub mod loudness;
pub mod new_call;
pub mod real;
pub mod recordings;
pub mod referral;
pub mod scorecard;
pub mod setup;
pub mod stat;
pub mod submit;
pub mod summary;
pub mod transcripts;
pub mod trend;
pub mod voice;
