//! The week as its documents show it: nothing of what people typed runs, nothing is named unasked, nothing comes from outside.

use super::*;

fn formats(summary: &Summary) -> [String; 3] {
    let json = serde_json::to_string(summary).unwrap();
    [html(summary).unwrap(), markdown(summary), json]
}

#[test]
fn customers_are_named_only_when_asked_and_their_numbers_never() {
    for text in formats(&summary(TAME, false)) {
        assert!(!text.contains("Alvarez") && !text.contains("555"), "{text}");
    }
    for text in formats(&summary(TAME, true)) {
        assert!(
            text.contains("Rosa Alvarez") && !text.contains("555"),
            "{text}"
        );
    }
}

#[test]
fn the_same_desk_gives_the_same_bytes() {
    let desk = desk(HOSTILE);
    let again = || {
        gather(
            &desk.store,
            week("2026-W47"),
            None,
            at(90).fixed_offset(),
            true,
        )
        .unwrap()
    };
    assert_eq!(formats(&again()), formats(&again()));
}

/// The names of all elements in order.
fn elements(html: &str) -> Vec<&str> {
    let name = |part: &'_ str| {
        part.find(|c: char| !c.is_ascii_alphanumeric() && c != '/' && c != '!')
            .unwrap_or(0)
    };
    html.split('<')
        .skip(1)
        .map(|part| &part[..name(part)])
        .collect()
}

#[test]
fn hostile_text_adds_no_element_to_the_page() {
    let page = html(&summary(HOSTILE, true)).unwrap();
    assert_eq!(
        elements(&page),
        elements(&html(&summary(TAME, true)).unwrap())
    );
    for wrong in [
        "<script",
        "<img",
        "\u{202e}",
        "\u{1b}",
        "onload=x\"",
        "54439",
    ] {
        assert!(!page.contains(wrong), "{wrong}");
    }
}

#[test]
fn the_page_needs_nothing_from_outside() {
    let page = html(&summary(TAME, false)).unwrap();
    for wrong in [
        "<script", "http:", "https:", "url(", "@import", "<link", " style=", "src=",
    ] {
        assert!(!page.contains(wrong), "{wrong}");
    }
    assert!(page.contains("Content-Security-Policy\" content=\"default-src 'none';"));
}

#[test]
fn every_drawing_and_every_part_of_the_page_has_a_name() {
    let page = html(&summary(TAME, false)).unwrap();
    let ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{ids:?}");
    for labels in page.split("aria-labelledby=\"").skip(1) {
        for label in labels.split('"').next().unwrap().split(' ') {
            assert!(ids.contains(&label), "{label}");
        }
    }
    assert_eq!(page.matches("<svg").count(), page.matches("<desc").count());
}

#[test]
fn hostile_text_adds_nothing_to_the_markdown() {
    let shape = |text: &str| -> Vec<String> {
        // The width of a table's rule follows from the names in it.
        let mark = |line: &str| {
            line.chars()
                .take(4)
                .take_while(|c| " #-|".contains(*c))
                .collect()
        };
        text.lines().map(mark).collect()
    };
    let page = markdown(&summary(HOSTILE, true));
    assert_eq!(shape(&page), shape(&markdown(&summary(TAME, true))));
    for wrong in ["<", "l](", "i](", "http://", "www.", "\u{202e}", "\u{1b}"] {
        assert!(!page.contains(wrong), "{wrong}: {page}");
    }
}

#[test]
fn an_empty_week_says_what_would_stand_here_and_how_to_get_it() {
    let desk = Desk::with_calls(&["Dana"], 0);
    let empty = gather(
        &desk.store,
        week("2026-W47"),
        None,
        at(0).fixed_offset(),
        false,
    )
    .unwrap();
    assert!(
        empty.heard.text.contains("deskside import FILE"),
        "{}",
        empty.heard.text
    );
    assert_eq!(
        (empty.quality.value, empty.quality.low, empty.quality.n),
        (None, None, 0)
    );
    let [page, text, json] = formats(&empty);
    assert!(page.contains("Praise stands here") && !page.contains("<svg"));
    assert!(text.contains("import the call log, draw, and score"));
    assert!(json.contains(r#""value":null"#) && !json.contains("NaN"));
}

#[test]
fn of_many_kpis_those_that_matter_stand_whole_and_the_others_with_their_value() {
    let mut summary = summary(TAME, false);
    let one = summary.kpis.iter().find(|one| one.kpi == "solved").unwrap();
    let one = one.clone();
    let target = number::Target {
        horizon: crate::domain::trend::Horizon::Short,
        value: 0.9,
        due_on: "2026-12-31".parse().unwrap(),
        reached: Some(false),
        probability: None,
        text: "not reached yet".into(),
    };
    summary.kpis = (0..12)
        .map(|nth| {
            let mut kpi = one.clone();
            kpi.kpi = format!("kpi_{nth:02}");
            kpi.name = format!("Number {nth:02}");
            // The last eight are aimed at, so they are the ones to be told whole.
            kpi.number.targets = if nth < 4 {
                Vec::new()
            } else {
                vec![target.clone()]
            };
            kpi
        })
        .collect();
    let page = page::Page::of(&summary);
    let names: Vec<&str> = page.kpis.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names.len(), 8);
    assert_eq!((names[0], names[7]), ("Number 04", "Number 11"));
    let also = page.kpis_more.as_deref().unwrap();
    assert!(also.starts_with("Also: Number 00: 100% ("), "{also}");
    assert!(also.contains("Number 03"), "{also}");
    for told in formats(&summary).iter().take(2) {
        assert!(told.contains("Number 03"), "{told}");
    }
    summary.kpis.truncate(8);
    assert_eq!(page::Page::of(&summary).kpis_more, None);
}

#[test]
fn a_page_of_many_words_is_set_closer_like_one_of_many_numbers() {
    let mut summary = summary(TAME, false);
    let is_busy = |summary: &Summary| html(summary).unwrap().contains("<body class=\"busy\">");
    assert!(!is_busy(&summary));
    let long = "a word and ".repeat(30);
    let decision = next::Decision {
        what: long.clone(),
        why: long.clone(),
        kpi: None,
        theme: None,
        owner: long.clone(),
        decided_on: "2026-11-20".parse().unwrap(),
        review_on: None,
        effect: Some(long),
    };
    summary.decisions = vec![decision.clone(); 9];
    summary.next.reviews = vec![decision; 9];
    assert!(is_busy(&summary));
}
