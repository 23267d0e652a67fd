//! The pages behind the trends: what satisfies customers, how alike the owner scores, which targets were missed.

use std::path::Path;

use crate::business;
use crate::screens::survives_every_size;
use crate::support::Fake;

#[test]
fn the_pages_behind_the_trends_are_read_and_left() {
    let store = business::drawn();
    let mut fake = Fake::new(&store, Path::new("/nowhere"), 80, 24);
    for (key, told) in [
        ("d", "What satisfies customers"),
        ("c", "No call was scored twice yet"),
        ("m", "No target that is due was certainly missed"),
    ] {
        fake.keys("3").keys(key);
        assert!(fake.text().contains(told), "{}", fake.text());
        survives_every_size(&mut fake);
        fake.resize(80, 24).keys("<Esc>");
        assert!(fake.text().contains("3 Trends"), "{}", fake.text());
    }
}

#[test]
fn new_weights_need_enough_answers() {
    let store = business::drawn();
    let mut fake = Fake::new(&store, Path::new("/nowhere"), 80, 24);
    fake.keys("3dw");
    assert!(fake.text().contains("too few answers"), "{}", fake.text());
}

#[test]
fn no_call_waits_to_be_scored_again_on_a_young_desk() {
    let store = business::drawn();
    let mut fake = Fake::new(&store, Path::new("/nowhere"), 80, 24);
    fake.keys("b");
    assert!(
        fake.text().contains("No call waits to be scored again"),
        "{}",
        fake.text()
    );
}
