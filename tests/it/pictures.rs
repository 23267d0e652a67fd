//! The README's pictures: the app on the invented business at a fixed time, its cells written as SVG. Nothing is
//! written unless `RENEW` is set, as `assets/pictures/make.sh` does.

mod svg;

use std::path::Path;

use crate::support::Fake;
use crate::trends_screen::desk;

/// One picture: which keys lead to it from the first screen, and what a reader who cannot see it is told.
struct Picture {
    name: &'static str,
    keys: &'static str,
    /// What must stand on it.
    shows: &'static [&'static str],
    title: &'static str,
    told: &'static str,
}

const PICTURES: &[Picture] = &[
    Picture {
        name: "sample",
        keys: "",
        shows: &["To hear this week", "How much you know"],
        title: "What to hear this week",
        told: "Above, the calls that were drawn at random this week, each with customer, rep, time, length and score \
            or state; the chosen one is told in detail at the right. Below, for each rep and for everyone, how many \
            calls were heard, the quality so far and the range in which it could lie.",
    },
    Picture {
        name: "score",
        keys: "<Enter>yyyyyny<Right><Right>m1Glad you picked up<Enter>",
        shows: &["What good looks like", "Glad you picked up"],
        title: "Scoring a call",
        told: "The scoring form of one call: questions in the order of a call, some answered with yes, no or not \
            applicable. At the right, what a yes and a no mean for the chosen question, a noted moment, and the \
            earlier calls of the customer.",
    },
    Picture {
        name: "trends",
        keys: "3jj",
        shows: &["Luis Ortega", "Very likely real"],
        title: "Quality over the weeks",
        told: "A chart of quality week by week with its usual level and usual limits. Beside it the other numbers, \
            and in words whether the change is real or luck.",
    },
    Picture {
        name: "coach",
        keys: "4jj",
        shows: &["One behaviour at a time", "Theo"],
        title: "One behaviour at a time",
        told: "A row for each rep: what is being worked on, how often it was done before and since, the last talk and \
            the last praise. Below, what stands out of the chosen rep: a strength, and what to work on next.",
    },
    Picture {
        name: "summary",
        keys: "s",
        shows: &["What went right"],
        title: "The week on one page",
        told: "The weekly page: what went right, what customers said, quality with its range, and what comes next.",
    },
];

#[test]
fn every_picture_can_be_made() {
    let desk = desk();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures");
    for picture in PICTURES {
        let mut fake = Fake::new(&desk.store, Path::new("/nowhere"), 112, 30);
        fake.keys(picture.keys);
        for shown in picture.shows {
            let text = fake.text();
            assert!(
                text.contains(shown),
                "{}: no '{shown}' in\n{text}",
                picture.name
            );
        }
        let drawing = svg::draw(fake.cells(), picture.title, picture.told);
        if std::env::var_os("RENEW").is_some() {
            std::fs::write(folder.join(format!("{}.svg", picture.name)), drawing).unwrap();
        }
    }
}
