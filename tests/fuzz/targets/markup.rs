//! Records of XML and tables of web pages.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.trim_ascii_start().starts_with(b"<") {
        fuzz::table(bytes);
    }
});
