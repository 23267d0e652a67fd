//! A whole import of a file of any form: recognised, its times and parties read, stored and taken back.
#![no_main]

use deskside::store::Store;

std::thread_local! {
    static DESK: Store = fuzz::desk();
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| DESK.with(|desk| fuzz::import(desk, bytes)));
