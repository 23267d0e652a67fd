//! How often something is said: rates and their ratio, themes that rise above their own past, and which few themes
//! make up most of the mentions.

pub mod emerging;
pub mod pareto;
pub mod rate;
