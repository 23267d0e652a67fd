//! The rules of the desk, free of files, clocks and screens. One file per word of the trade.

pub mod call;
pub mod customer;
pub mod draw;
pub mod id;
pub mod import;
pub mod rep;
pub mod week;
pub mod zone;
