//! The weekly page as Markdown that pastes into a mail and reads well as plain text. The words come from `page`; what
//! owners and customers wrote is escaped here so that no reader's program makes an element, link, picture or table of it.

use unicode_width::UnicodeWidthStr;

use super::Summary;
use super::page::{NumberLine, Page, Plan, ThemeLine};

/// Longer cells would tear a table of plain text apart.
const WIDEST_CELL: usize = 40;

/// The summary as Markdown.
pub fn markdown(summary: &Summary) -> String {
    let page = Page::of(summary);
    let mut text = format!(
        "# {}\n\n{}, {}\n",
        escaped(&page.business),
        page.week,
        page.days
    );
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
            "Being worked on",
            plans(
                &page.commitments,
                "No commitment is open. One behaviour for each rep is enough.",
            ),
        ),
        (
            "Decided this week",
            plans(&page.decisions, "No decision was written down this week."),
        ),
        ("What was heard, and how sure that makes us", heard(&page)),
    ];
    for (heading, body) in parts {
        text.push_str(&format!("\n## {heading}\n\n{body}"));
    }
    text.push_str(&format!(
        "\n## What comes next, until {}\n\n{}",
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
    let line = |one: &super::page::PraiseLine| {
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
    if page.voice.is_empty() {
        return "What customers talked about stands here. Nothing is noted for this week yet: write down a customer's \
                words with a theme while you score a call.\n"
            .into();
    }
    let themes: String = page.voice.iter().map(theme).collect();
    format!(
        "{}\n\n{themes}{}",
        page.voice_lead,
        after(page.voice_more.as_deref().map(escaped).as_ref())
    )
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
        text.push_str(&format!("  - \"{}\" ({who})\n", escaped(&quote.quote)));
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
    numbers("KPI", &page.kpis)
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
            text.push_str(&format!("  - {}\n", escaped(question)));
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
            "- **{}**\n  - Strength: {}\n  - Focus: {}\n",
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
    let mut text = String::new();
    let mut part = |heading: &str, lines: String| {
        if !lines.is_empty() {
            let gap = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}{heading}:\n\n{lines}"));
        }
    };
    let waiting: String = page
        .waiting
        .iter()
        .map(|one| format!("- {}\n", escaped(&one.replace(" · ", ", "))))
        .collect();
    part(
        "Still to hear",
        waiting + &after(page.waiting_more.as_ref()),
    );
    part(
        "Owed to customers",
        plans(&page.follow_ups, "") + &after(page.follow_ups_more.as_ref()),
    );
    part("Commitments to check", plans(&page.checks, ""));
    part("Decisions to look at again", plans(&page.reviews, ""));
    if text.is_empty() {
        text.push_str(
            "Nothing waits, nothing is owed, nothing is due. Next week's calls come with the next import and draw.\n",
        );
    }
    text
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

/// A table whose columns line up in plain text; the last `right` columns are set to the right.
fn table(header: &[&str], rows: &[Vec<String>], right: usize) -> String {
    let cells: Vec<Vec<String>> =
        std::iter::once(header.iter().map(|cell| (*cell).to_owned()).collect())
            .chain(
                rows.iter()
                    .map(|row| row.iter().map(|cell| escaped(&cut(cell))).collect()),
            )
            .collect();
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            cells
                .iter()
                .map(|row| row[column].width())
                .max()
                .unwrap_or(0)
                .max(3)
        })
        .collect();
    let is_right = |column: usize| column + right >= header.len();
    let mut text = String::new();
    for (at, row) in cells.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let gap = " ".repeat(widths[column] - cell.width());
            let (before, after) = if is_right(column) {
                (gap.as_str(), "")
            } else {
                ("", gap.as_str())
            };
            text.push_str(&format!("| {before}{cell}{after} "));
        }
        text.push_str("|\n");
        if at == 0 {
            for (column, width) in widths.iter().enumerate() {
                let end = if is_right(column) { ":" } else { "-" };
                text.push_str(&format!("|{}{end}", "-".repeat(width + 1)));
            }
            text.push_str("|\n");
        }
    }
    text
}

fn cut(cell: &str) -> String {
    if cell.chars().count() <= WIDEST_CELL {
        return cell.to_owned();
    }
    cell.chars().take(WIDEST_CELL - 1).chain(['…']).collect()
}

/// Text of people, so that it stays text: in CommonMark, in its GitHub flavour and in older readers, and still readable
/// where nothing reads Markdown at all.
pub(super) fn escaped(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at).copied());
        let next = chars.get(at + 1).copied();
        let is_inside = before.is_some_and(char::is_alphanumeric);
        match c {
            '\\' | '`' | '*' | '[' | ']' | '|' => out.extend(['\\', c]),
            // Inside a word an underscore is only itself.
            '_' if !(is_inside && next.is_some_and(char::is_alphanumeric)) => out.push_str("\\_"),
            '~' if next == Some('~') || before == Some('~') => out.push_str("\\~"),
            // A backslash does not keep every reader from seeing an element; these do.
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' if is_entity(&chars[at + 1..]) => out.push_str("&amp;"),
            // What would become a list, a heading or a rule at the beginning of a line.
            '#' | '+' | '-' | '=' if before.is_none() => out.extend(['\\', c]),
            '.' | ')'
                if next == Some(' ') && chars[..at].iter().all(char::is_ascii_digit) && at > 0 =>
            {
                out.extend(['\\', c]);
            }
            // Some readers make links of bare addresses.
            ':' if next == Some('/') => out.push_str(": "),
            '.' if is_inside && next.is_some_and(char::is_alphabetic) => out.push_str("\\."),
            '@' if is_inside => out.push_str(" @ "),
            c => out.push(c),
        }
    }
    out
}

/// Whether an entity such as `amp;` or `#60;` begins here.
fn is_entity(chars: &[char]) -> bool {
    let end = chars.iter().take(34).position(|c| *c == ';');
    end.is_some_and(|end| {
        end > 0
            && chars[..end]
                .iter()
                .all(|c| c.is_ascii_alphanumeric() || *c == '#')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_stays_text() {
        for (text, kept) in [
            (
                "<img src=x onerror=alert(1)>",
                "&lt;img src=x onerror=alert(1)&gt;",
            ),
            (
                "[click](http://evil.example)",
                "\\[click\\](http: //evil\\.example)",
            ),
            ("![x](y)", "!\\[x\\](y)"),
            (
                "*bold* _slanted_ `code` ~~gone~~",
                "\\*bold\\* \\_slanted\\_ \\`code\\` \\~\\~gone\\~\\~",
            ),
            ("a | b", "a \\| b"),
            ("# no heading", "\\# no heading"),
            ("- no list", "\\- no list"),
            ("1. no list", "1\\. no list"),
            ("&lt;b&gt; Smith & Sons", "&amp;lt;b&amp;gt; Smith & Sons"),
            ("www.evil.example", "www\\.evil\\.example"),
        ] {
            assert_eq!(escaped(text), kept);
        }
    }

    #[test]
    fn ordinary_sentences_need_no_escapes() {
        for text in [
            "It's the third time - really! (She was right.)",
            "3 of 8 calls, 22% at 14:30; part_no 47-110, R&D #4",
            "Let the customer finish the story: 8.5 of 9.",
        ] {
            assert_eq!(escaped(text), text);
        }
    }

    #[test]
    fn a_table_lines_up_and_a_long_name_does_not_tear_it() {
        let rows = vec![
            vec!["Dana".to_owned(), "12".to_owned()],
            vec!["李雷|".to_owned(), "x".repeat(300)],
        ];
        let text = table(&["Rep", "Calls"], &rows, 1);
        let widths: Vec<usize> = text.lines().map(UnicodeWidthStr::width).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{text}");
        assert!(widths[0] < 60 && text.contains("李雷\\|"), "{text}");
    }
}
