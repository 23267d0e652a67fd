//! One file per screen. Screens do not know each other.

pub mod behind;
pub mod calls;
pub mod commands;
pub mod customer;
pub mod first_run;
pub mod import;
pub mod kpis;
pub mod names;
pub mod new_call;
pub mod sample;
pub mod score;
pub mod scored;
pub mod summary;
pub mod trends;
