//! What time it is: fixed by `DESKSIDE_NOW`, else the machine's clock. The one place that asks.

use anyhow::{Context, Result};
use chrono::{DateTime, Local};

use crate::domain::call::Instant;

/// Tells the time, always the same when it was fixed.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    fixed: Option<Instant>,
}

impl Clock {
    /// A clock that follows `DESKSIDE_NOW` (RFC 3339, such as `2026-11-20T16:00:00-05:00`) where it is set.
    pub fn from_env() -> Result<Self> {
        match std::env::var("DESKSIDE_NOW") {
            Ok(text) => {
                let at = DateTime::parse_from_rfc3339(&text).with_context(|| {
                    format!("DESKSIDE_NOW is '{text}': write it like 2026-11-20T16:00:00-05:00")
                })?;
                Ok(Self { fixed: Some(at) })
            }
            Err(_) => Ok(Self { fixed: None }),
        }
    }

    /// A clock that stands still.
    pub fn fixed(at: Instant) -> Self {
        Self { fixed: Some(at) }
    }

    /// The present instant.
    pub fn now(&self) -> Instant {
        self.fixed.unwrap_or_else(|| Local::now().fixed_offset())
    }
}
