//! The rules of the desk, free of files, clocks and screens. One file per word of the trade.

pub mod call;
pub mod coaching;
pub mod consistency;
pub mod count;
pub mod customer;
pub mod desk;
pub mod draw;
pub mod driver;
pub mod due;
pub mod evaluation;
pub mod fairness;
pub mod id;
pub mod import;
pub mod kpi;
pub mod phone;
pub mod real;
pub mod recording;
pub mod rep;
pub mod scorecard;
pub mod sound;
pub mod transcript;
pub mod trend;
pub mod voice;
pub mod week;
pub mod when;
pub mod zone;
