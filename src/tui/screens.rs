//! One file per screen. Screens do not know each other.

pub mod agree;
pub mod behind;
pub mod calls;
pub mod coach;
pub mod commands;
pub mod customer;
pub mod decide;
pub mod decisions;
pub mod first_run;
pub mod import;
pub mod judge;
pub mod look;
pub mod names;
pub mod new_call;
pub mod praise;
pub mod rep;
pub mod sample;
pub mod score;
pub mod scored;
pub mod summary;
pub mod talk;
pub mod theme;
pub mod trends;
pub mod voice;
