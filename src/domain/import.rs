//! How foreign records become calls, free of files: cells, times, lengths, parties, profiles, legs.

pub mod ahead;
pub mod answer;
pub mod clock;
pub mod duration;
pub mod field;
pub mod join;
pub mod kind;
pub mod layout;
pub mod leg;
pub mod number;
pub mod order;
pub mod outcome;
pub mod party;
pub mod profile;
pub mod propose;
pub mod roster;
pub mod row;
pub mod sheet;
pub mod stamp;
pub mod survey;
pub mod whole;
