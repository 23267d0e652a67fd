//! Numbers in, numbers out: one file per family of methods. Nothing here knows what a call is.
//! Every function guards its input: what cannot be computed comes back as `None` or as a [`Status`], never as a panic.

pub mod adjust;
pub mod agreement;
pub mod allocation;
pub mod anhoej;
pub mod counts;
#[cfg(test)]
mod coverage;
pub mod cusum;
pub mod difference;
pub mod distribution;
pub mod drivers;
pub mod ewma;
pub mod finite;
pub mod forecast;
pub mod james_stein;
#[cfg(test)]
mod literature;
pub mod mean;
pub mod moments;
pub mod nps;
pub mod own_spreads;
pub mod permutation;
pub mod pettitt;
pub mod power;
pub mod proportion;
pub mod random;
pub mod range;
pub mod ranking;
pub mod rate_chart;
pub mod sample_size;
pub mod shrinkage;
pub mod status;
pub mod stratified;
pub mod verdict;
pub mod xmr;
pub mod zones;

pub use moments::Sample;
pub use range::Range;
pub use status::Status;

/// The confidence that is used everywhere unless said otherwise.
pub const CONFIDENCE: f64 = 0.95;
