//! What the names of recordings tell: when, with whom, by whom.
#![no_main]

use deskside::domain::recording::name;

libfuzzer_sys::fuzz_target!(|path: &str| {
    let named = name::read(path);
    assert!(named.ids.iter().all(|id| !id.is_empty()));
});
