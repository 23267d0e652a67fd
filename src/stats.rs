//! Numbers in, numbers out: one file per family of methods. Nothing here knows what a call is.
//! Every function guards its input: what cannot be computed comes back as `None` or as a [`Status`], never as a panic.

pub mod anhoej;
pub mod difference;
pub mod distribution;
pub mod finite;
pub mod mean;
pub mod moments;
pub mod proportion;
pub mod range;
pub mod status;
pub mod stratified;
pub mod verdict;
pub mod xmr;

pub use moments::Sample;
pub use range::Range;
pub use status::Status;

/// The confidence that is used everywhere unless said otherwise.
pub const CONFIDENCE: f64 = 0.95;
