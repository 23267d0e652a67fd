//! One file per screen. Screens do not know each other.

pub mod agree;
pub mod behind;
pub mod beside;
pub mod calls;
pub mod coach;
pub mod commands;
pub mod customer;
pub mod first_run;
pub mod import;
pub mod judge;
pub mod kpis;
pub mod names;
pub mod new_call;
pub mod owed;
pub mod praise;
pub mod reading;
pub mod recordings;
pub mod rep;
pub mod sample;
pub mod score;
pub mod scorecard;
pub mod scorecards;
pub mod scored;
pub mod summary;
pub mod talk;
pub mod trends;
