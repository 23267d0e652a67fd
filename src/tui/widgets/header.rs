//! The line at the top: whose desk it is, the tabs, the week.

use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::Span;

use crate::tui::canvas::{Canvas, Target, right_of};
use crate::tui::keys::Action;
use crate::tui::widgets::text::{fit, width};

/// A screen that is named.
pub struct Named<'a> {
    /// The digit that leads to it.
    pub digit: char,
    /// Its name.
    pub title: &'a str,
    /// What a click does.
    pub action: Action,
    /// Whether it is shown.
    pub is_chosen: bool,
}

/// What the header shows.
pub struct Header<'a> {
    /// The name at the left.
    pub name: &'a str,
    /// What follows it, and stays when the name is cut.
    pub mark: &'a str,
    /// The screens, left to right.
    pub tabs: &'a [Named<'a>],
    /// What stands at the right end, where there is room.
    pub right: &'a str,
}

/// Columns between the name and the tabs, and before what stands at the right.
const GAP: usize = 3;

/// Draws the header into the first line of `area`. When it is narrow the right end goes first, then the room between the tabs,
/// then the name is cut, then only the chosen tab keeps its name.
pub fn draw(canvas: &mut Canvas, area: Rect, header: &Header) {
    let theme = canvas.theme;
    let room = usize::from(area.width).saturating_sub(2);
    let long: Vec<String> = header
        .tabs
        .iter()
        .map(|tab| format!(" {} {} ", tab.digit, tab.title))
        .collect();
    let labels = if total(&long) + GAP + 12 <= room {
        long
    } else {
        short(header)
    };
    // A whole name is worth more than the room before the tabs and between them.
    let mark = width(header.mark);
    let is_tight = width(header.name) + mark + total(&labels) + GAP > room;
    let (gap, between) = if is_tight { (1, 0) } else { (GAP, 1) };
    let tabs = total(&labels) - labels.len() * (1 - between);
    let name = fit(header.name, room.saturating_sub(tabs + gap + mark));
    let name = format!("{name}{}", header.mark);

    let mut at = 1 + canvas.line(right_of(area, 1), Span::styled(&name, theme.title));
    at += gap as u16;
    for (tab, label) in header.tabs.iter().zip(&labels) {
        let style = if tab.is_chosen {
            theme.selected.add_modifier(Modifier::BOLD)
        } else {
            theme.text
        };
        let taken = canvas.line(right_of(area, at), Span::styled(label, style));
        canvas.click(
            Rect {
                x: area.x + at,
                width: taken,
                height: 1,
                ..area
            },
            Target::Act(tab.action),
        );
        at += taken + between as u16;
    }
    let left = room.saturating_sub(usize::from(at));
    if width(header.right) + GAP <= left {
        canvas.line_right(
            Rect {
                width: area.width - 1,
                ..area
            },
            Span::styled(header.right, theme.dim),
        );
    }
}

/// Columns of the tabs with one between each two.
fn total(labels: &[String]) -> usize {
    labels.iter().map(|label| width(label) + 1).sum::<usize>()
}

/// Only the chosen tab by name.
fn short(header: &Header) -> Vec<String> {
    let label = |tab: &Named| {
        if tab.is_chosen {
            format!(" {} {} ", tab.digit, tab.title)
        } else {
            format!(" {} ", tab.digit)
        }
    };
    header.tabs.iter().map(label).collect()
}
