//! Delimited text in every encoding, and the other tables made of plain text: columns of fixed width, dumps of SQL.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::table(bytes));
