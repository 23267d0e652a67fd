//! Transcripts of every kind.
#![no_main]

use deskside::ops::transcripts::read::read;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(transcript) = read(bytes) {
        assert!(!transcript.turns.is_empty());
        for turn in transcript.turns {
            assert!(turn.at_secs.is_none_or(f64::is_finite));
            assert!(!turn.text.is_empty());
        }
    }
});
