//! The rules of the desk, free of files, clocks and screens. One file per word of the trade.

pub mod call;
pub mod customer;
pub mod desk;
pub mod draw;
pub mod evaluation;
pub mod id;
pub mod import;
pub mod kpi;
pub mod matters;
pub mod own_kpi;
pub mod rep;
pub mod scorecard;
pub mod trend;
pub mod voice;
pub mod week;
pub mod when;
pub mod zone;
