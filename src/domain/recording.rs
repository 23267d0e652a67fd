//! Recordings: what their names tell, and which call they belong to.

use crate::domain::id::{CallId, RecordingId};

pub mod fit;
pub mod name;

/// One recording of the recordings' folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    /// The row.
    pub id: RecordingId,
    /// Whose recording it is; none where nothing or more than one call fits.
    pub call_id: Option<CallId>,
    /// Where it lies below the recordings' folder, parted by `/`.
    pub path: String,
    /// How it is written: `WAV GSM`, `MP3`; empty where unknown.
    pub format: String,
    /// Seconds; none where its header does not tell.
    pub secs: Option<f64>,
    /// Why it cannot be heard or its length is not known; empty when all is well.
    pub fault: String,
    /// Why it has no call; empty when it has one.
    pub alone: String,
}

impl Recording {
    /// The name of the file, without its folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}
