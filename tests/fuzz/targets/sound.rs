//! The length and the loudness of recordings.
#![no_main]

use std::io::Cursor;

use deskside::ops::{audio, loudness};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(sound) = audio::look("call.gsm", &mut Cursor::new(bytes)) {
        assert!(sound.secs.is_finite() && sound.secs > 0.0);
    }
    let _ = loudness::hear(Cursor::new(bytes), |_, _| true);
});
