#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop")]
use super::*;

#[test]
fn look() {
    let now = chrono::DateTime::parse_from_rfc3339(&std::env::var("LOOK").unwrap()).unwrap();
    let _ = std::fs::remove_file("/tmp/demo.db");
    let store = Store::open(
        std::path::Path::new("/tmp/demo.db"),
        crate::store::Patience::Job,
    )
    .unwrap();
    let t = std::time::Instant::now();
    fill(&store, now).unwrap();
    eprintln!("took {:?}", t.elapsed());
    let t = std::time::Instant::now();
    fill(&Store::in_memory().unwrap(), now).unwrap();
    eprintln!("in memory {:?}", t.elapsed());
    eprintln!(
        "{} {:?}",
        crate::store::demo::inspect::digest(&store),
        crate::store::demo::inspect::faults(&store)
    );
}
