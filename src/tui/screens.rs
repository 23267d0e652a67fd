//! One file per screen. Screens do not know each other.

pub mod behind;
pub mod commands;
pub mod first_run;
pub mod score;
pub mod scored;
pub mod summary;
pub mod trends;
