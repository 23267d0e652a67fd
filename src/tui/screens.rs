//! One file per screen. Screens do not know each other.

pub mod commands;
pub mod first_run;
pub mod import;
pub mod names;
pub mod score;
pub mod scored;
