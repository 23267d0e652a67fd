//! Import: a file of somebody else's into calls, all of it or nothing.

pub mod delimited;
pub mod text;
