//! The weekly page as Markdown that pastes into a mail and reads well as plain text. The words come from `page`; what
//! owners and customers wrote is escaped here so that no reader's program makes an element, link, picture or table of it.

mod escape;
mod table;

use super::Summary;
use super::page::{NumberLine, Page, Plan, PraiseLine, QuoteLine, ThemeLine};
pub(in crate::ops) use escape::escaped;
use table::table;

/// The summary as Markdown.
pub fn markdown(summary: &Summary) -> String {
    let page = Page::of(summary);
    let mut text = format!(
        "# {}\n\n{}, {}\n",
        escaped(&page.business),
        page.week,
        page.days
    );
    if let Some(several) = &page.several {
        text.push_str(&format!("\n{several}\n"));
    }
    if let Some(state) = page.state {
        text.push_str(&format!("\n{state}\n"));
    }
    let parts = [
        ("What went right", praise(&page)),
        ("What customers said", voice(&page)),
        ("Quality", quality(&page)),
        ("The other numbers", kpis(&page)),
        ("Critical errors", critical(&page)),
        ("Strengths, and one thing to work on", people(&page)),
        (
            "Being worked on, and what came of it",
            plans(
                &page.commitments,
                "No commitment is open. One behaviour for each rep is enough.",
            ) + &part("Closed this week", &plans(&page.results, "")),
        ),
        (
            "Decided, and due to be looked at again",
            plans(&page.decisions, "No decision was written down this week.")
                + &after(page.decisions_more.as_ref())
                + &part(
                    "Look at again",
                    &(plans(&page.reviews, "") + &after(page.reviews_more.as_ref())),
                ),
        ),
        ("What was heard, and how sure that makes us", heard(&page)),
        ("One thing to fix next", fix(&page)),
    ];
    for (heading, body) in parts {
        text.push_str(&format!("\n## {heading}\n\n{body}"));
    }
    text.push_str(&format!(
        "\n## Next week's plan, until {}\n\n{}",
        page.until,
        next(&page)
    ));
    text
}

fn praise(page: &Page) -> String {
    if page.praise.is_empty() {
        return "Praise stands here. Nothing is noted for this week yet: mark a good moment as praise while you score a \
                call.\n"
            .into();
    }
    let line = |one: &PraiseLine| {
        format!(
            "- **{}**: {} ({})\n",
            escaped(&one.rep),
            escaped(&one.text),
            escaped(&one.when.replace(" · ", ", "))
        )
    };
    page.praise.iter().map(line).collect::<String>() + &after(page.praise_more.as_ref())
}

fn voice(page: &Page) -> String {
    if page.voice.is_empty() && page.surveys.is_empty() {
        return "What customers talked about stands here. Nothing is noted for this week yet: write down a customer's \
                words with a theme while you score a call.\n"
            .into();
    }
    let themes: String = page.voice.iter().map(theme).collect();
    format!(
        "{}\n\n{themes}{}{}",
        page.voice_lead,
        after(page.voice_more.as_deref().map(escaped).as_ref()),
        surveys(page)
    )
}

/// What customers wrote in surveys; nothing where nobody did.
fn surveys(page: &Page) -> String {
    let line = |one: &QuoteLine| {
        let who = escaped(&one.who.replace(" · ", ", "));
        format!("- \"{}\" ({who})\n", escaped(&one.quote))
    };
    let lines: String = page.surveys.iter().map(line).collect();
    part("In surveys", &(lines + &after(page.surveys_more.as_ref())))
}

fn theme(one: &ThemeLine) -> String {
    let said = [&one.calls, &one.range, &one.before, &one.causes];
    let said: Vec<&str> = said
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let mut text = format!("- **{}**: {}\n", escaped(&one.theme), said.join("; "));
    for quote in &one.quotes {
        let who = escaped(&quote.who.replace(" · ", ", "));
        text.push_str(&format!("    - \"{}\" ({who})\n", escaped(&quote.quote)));
    }
    text
}

fn quality(page: &Page) -> String {
    let line = &page.quality;
    if let Some(empty) = page.quality_empty.filter(|_| !line.is_known()) {
        return format!("{empty}\n");
    }
    let empty = page
        .quality_empty
        .map_or(String::new(), |empty| format!("{empty}\n\n"));
    let mut text = empty
        + &format!(
            "**{}** ({}; {}). {}\n",
            line.value, line.range, line.calls, line.verdict
        );
    if !line.targets.is_empty() {
        text.push_str(&format!("\n{}.\n", line.targets));
    }
    if !page.qualities.is_empty() {
        text.push_str(&format!("\n{}", numbers("Rep", &page.qualities)));
    }
    text
}

fn kpis(page: &Page) -> String {
    if page.kpis.is_empty() {
        return "Whether calls were solved, whether customers had to come back and whether satisfied ones were asked for \
                a referral stands here once there are calls.\n"
            .into();
    }
    numbers("KPI", &page.kpis) + &after(page.kpis_more.as_deref().map(escaped).as_ref())
}

/// A table of the values, and below it what each of them says.
fn numbers(first: &str, lines: &[NumberLine]) -> String {
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|one| {
            vec![
                one.name.clone(),
                one.value.clone(),
                one.range.clone(),
                one.calls.clone(),
            ]
        })
        .collect();
    let mut text = table(&[first, "This week", "Range", "Calls"], &rows, 1);
    text.push('\n');
    for one in lines {
        let targets = if one.targets.is_empty() {
            String::new()
        } else {
            format!(" {}.", one.targets)
        };
        text.push_str(&format!(
            "- {}: {}{targets}\n",
            escaped(&one.name),
            one.verdict
        ));
    }
    text
}

fn critical(page: &Page) -> String {
    let mut text = String::new();
    for one in &page.critical {
        text.push_str(&format!("- **{}**: {}\n", one.name, one.text));
        for question in &one.failed {
            text.push_str(&format!("    - {}\n", escaped(question)));
        }
    }
    text
}

fn people(page: &Page) -> String {
    if page.people.is_empty() {
        return "Each rep's strength and focus stand here once there are reps: deskside rep add NAME.\n".into();
    }
    let mut text = String::new();
    for one in &page.people {
        text.push_str(&format!(
            "- **{}**\n    - Strength: {}\n    - Focus: {}\n",
            escaped(&one.rep),
            escaped(&one.strength),
            escaped(&one.focus)
        ));
    }
    text
}

fn heard(page: &Page) -> String {
    let mut text = format!("{}\n\n{}\n", page.heard, page.sure);
    if let Some(warning) = &page.warning {
        text.push_str(&format!("\n{warning}\n"));
    }
    text.push_str(&format!("\n{}\n", page.method));
    if !page.ledger.is_empty() {
        let rows: Vec<Vec<String>> = page
            .ledger
            .iter()
            .map(|row| {
                std::iter::once(row.rep.clone())
                    .chain(row.counts.map(|n| n.to_string()))
                    .collect()
            })
            .collect();
        let header = [
            "Rep", "Handled", "Frame", "Scored", "Waiting", "Skipped", "By hand",
        ];
        text.push_str(&format!("\n{}", table(&header, &rows, 6)));
    }
    text
}

fn next(page: &Page) -> String {
    let mut text = if page.draw.is_empty() {
        String::new()
    } else {
        format!("{}\n", escaped(&page.draw))
    };
    let mut part = |heading: &str, lines: String| {
        if !lines.is_empty() {
            let gap = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}{heading}:\n\n{lines}"));
        }
    };
    let lines = |lines: &[String]| -> String {
        let line = |one: &String| format!("- {}\n", escaped(&one.replace(" · ", ", ")));
        lines.iter().map(line).collect()
    };
    part(
        "Missed, and nothing decided yet",
        lines(&page.undecided) + &after(page.undecided_more.as_ref()),
    );
    part(
        "Still to hear",
        lines(&page.waiting) + &after(page.waiting_more.as_ref()),
    );
    part(
        "Owed to customers",
        plans(&page.follow_ups, "") + &after(page.follow_ups_more.as_ref()),
    );
    part("Commitments to check", plans(&page.checks, ""));
    text
}

fn fix(page: &Page) -> String {
    let why = escaped(&page.fix.why);
    if page.fix.what.is_empty() {
        return format!("{why}\n");
    }
    format!("**{}**: {why}\n", escaped(&page.fix.what))
}

/// A smaller part with a title of its own; nothing where it is empty.
fn part(title: &str, lines: &str) -> String {
    if lines.is_empty() {
        return String::new();
    }
    format!("\n{title}:\n\n{lines}")
}

fn plans(plans: &[Plan], empty: &str) -> String {
    if plans.is_empty() {
        return if empty.is_empty() {
            String::new()
        } else {
            format!("{empty}\n")
        };
    }
    let line = |one: &Plan| {
        let who = if one.who.is_empty() {
            String::new()
        } else {
            format!("**{}**: ", escaped(&one.who))
        };
        let when = if one.when.is_empty() {
            String::new()
        } else {
            format!(" ({})", escaped(&one.when.replace(" · ", ", ")))
        };
        format!("- {who}{}{when}\n", escaped(&one.what))
    };
    plans.iter().map(line).collect()
}

fn after(more: Option<&String>) -> String {
    more.map_or(String::new(), |more| format!("\n{more}\n"))
}
