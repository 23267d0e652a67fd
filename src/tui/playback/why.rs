//! Why a clock runs and no recording plays, in words.

use crate::ops::recordings::Place;

/// Why a clock runs and no recording plays.
pub fn clock(recording: &Place) -> &'static str {
    match recording {
        Place::File(_) => "Install mpv, and recordings play here. The clock runs.",
        Place::Address(_) => {
            "The recording is in the network: listen to it there. The clock runs along."
        }
        Place::Unreachable(_) => "The recording is not in the recordings' folder. The clock runs.",
        Place::Nowhere => "No recording here: the clock runs, so that what you note has a time.",
    }
}
