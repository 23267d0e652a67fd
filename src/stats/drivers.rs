//! What goes together with what: correlations for a few dozen calls, shares of explained variance only beyond the
//! gate of [`shares::is_enough`]. Never proof of cause.

pub mod correlation;
pub mod johnson;
pub mod shares;
