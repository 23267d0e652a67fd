//! A draw.
