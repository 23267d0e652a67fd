//! Small things to draw with. They are given plain text and numbers and know no call, rep or scorecard.

pub mod chart;
pub mod dialog;
pub mod field;
pub mod footer;
pub mod form;
pub mod form_page;
pub mod header;
pub mod panel;
pub mod paper;
pub mod progress;
pub mod range;
pub mod scroll;
pub mod spark;
pub mod table;
pub mod text;
pub mod viewport;
