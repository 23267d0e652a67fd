//! Workbooks: a sheet, its shared texts and styles, put into an archive here; and archives as they are.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        fuzz::table(bytes);
    } else {
        fuzz::table(&fuzz::workbook(bytes));
    }
});
