//! What the fuzz targets share: bytes taken as a table, as a workbook, and through a whole import.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use deskside::domain::import::row::Row;
use deskside::domain::import::stamp::DateOrder;
use deskside::ops::import::delimited::Next;
use deskside::ops::import::table::Table;
use deskside::ops::import::{self, Options, Origin};
use deskside::store::{self, Store};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Reads every row of every table that the bytes hold.
pub fn table(bytes: &[u8]) {
    for origin in origins(bytes) {
        let Ok(table) = Table::open(&origin, |_| ControlFlow::Continue(())) else {
            continue;
        };
        let width = table.head.iter().map(Row::len).max().unwrap_or_default();
        let Ok(mut rows) = table.rows(width) else {
            continue;
        };
        let mut row = Row::default();
        while !matches!(rows.next(&mut row), Ok(Next::End) | Err(_)) {
            std::hint::black_box(row.cell(row.len()));
        }
    }
}

/// Looks at every table that the bytes hold and imports it into a desk, from which it is taken back. Every row must be
/// accounted for.
pub fn import(store: &Store, bytes: &[u8]) {
    let now = "2026-11-22T10:00:00-06:00".parse().expect("a time");
    for origin in origins(bytes) {
        let options = Options {
            add_reps: true,
            dates: Some(DateOrder::Dmy),
            dry_run: true,
            ..Options::default()
        };
        let _ = import::preview(store, &origin, &options, now);
        let mut go_on = |_: import::Progress| ControlFlow::Continue(());
        if let Ok(report) = import::run(store, &origin, &options, now, &mut go_on)
            && report.evaluations.is_none()
        {
            let out = report.left_out;
            let seen = report.calls + report.rejected_rows + out.footer + out.blank + out.header;
            // Rows of one id are one call.
            assert!(seen <= report.rows && (seen > 0 || report.rows == 0));
        }
    }
}

/// A desk without calls.
pub fn desk() -> Store {
    let store = Store::in_memory().expect("a store");
    let desk = deskside::domain::desk::Desk {
        name: "Calder Truck Parts".into(),
        zone: "America/Chicago".into(),
        scorecard: "support".into(),
        calls_per_week: 15,
    };
    let now = "2026-11-22T16:00:00Z".parse().expect("a time");
    store::desk::add(&store, &desk, now).expect("a desk");
    store
}

fn origins(bytes: &[u8]) -> Vec<Origin> {
    let file = Origin::piped(bytes).expect("what is in memory can be read");
    import::folder::of_file(file).unwrap_or_default()
}

const LIST: &str = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Calls" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const LINKS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="46"/><xf numFmtId="21"/></cellXfs></styleSheet>"#;

/// A workbook of one sheet. Its XML stands first; behind a line of `---` follow the shared texts, and behind another one
/// the styles.
pub fn workbook(parts: &[u8]) -> Vec<u8> {
    let (sheet, rest) = parted(parts);
    let (texts, styles) = parted(rest);
    let styles = if styles.is_empty() {
        STYLES.as_bytes()
    } else {
        styles
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in [
        ("[Content_Types].xml", "<Types/>".as_bytes()),
        ("xl/workbook.xml", LIST.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/styles.xml", styles),
        ("xl/sharedStrings.xml", texts),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, plain).expect("room in memory");
        zip.write_all(bytes).expect("room in memory");
    }
    zip.finish().expect("room in memory").into_inner()
}

/// What stands before and behind the first line of `---`.
fn parted(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mark = b"\n---\n";
    match bytes.windows(mark.len()).position(|piece| piece == mark) {
        Some(at) => (&bytes[..at], &bytes[at + mark.len()..]),
        None => (bytes, b""),
    }
}
