#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::write::{html, markdown};
use super::*;
use crate::ops::demo;

const NOW: &str = "2026-11-20T16:00:00-05:00";

fn sheet(name: &str, names: bool) -> (Store, Sheet) {
    let store = Store::in_memory().unwrap();
    demo::fill(&store, NOW.parse().unwrap()).unwrap();
    let id = rep::get(&store, name).unwrap().id;
    let sheet = gather(&store, id, NOW.parse().unwrap(), names).unwrap();
    (store, sheet)
}

#[test]
fn the_sheet_of_the_invented_rep_tells_what_came_of_the_commitment_and_names_no_colleague() {
    let (store, sheet) = sheet("Luis Ortega", false);
    let last = sheet.last.clone().unwrap();
    assert_eq!(last.state, CommitmentState::Held);
    assert!(
        last.text.contains("likely better") || last.text.contains("better"),
        "{}",
        last.text
    );
    let text = markdown(&sheet);
    let strength = text.find("What goes well").unwrap();
    assert!(strength < text.find("work on").unwrap());
    for other in rep::list(&store).unwrap() {
        assert!(
            other.name == "Luis Ortega" || !text.contains(&other.name),
            "{text}"
        );
    }
    assert!(!text.contains("Everybody else"), "{text}");
    assert!(text.contains("Initials"));
    insta::assert_snapshot!(text);
}

#[test]
fn an_agreed_focus_stands_with_its_evidence_and_the_words_of_a_hostile_customer_are_harmless() {
    let (store, before) = sheet("Theo Banks", false);
    assert!(before.focus.agreed);
    assert!(!before.focus.evidence.is_empty());
    let id = rep::get(&store, "Theo Banks").unwrap().id;
    one_to_one::add(&store, id, before.on, "<script>alert(1)</script> =1+1").unwrap();
    let sheet = gather(&store, id, NOW.parse().unwrap(), true).unwrap();
    let page = html(&sheet).unwrap();
    assert!(
        !page.contains("<script") && page.contains("&lt;script"),
        "{page}"
    );
    assert!(page.contains("class=\"to-write\""));
    assert!(!markdown(&sheet).contains("<script"));
}
