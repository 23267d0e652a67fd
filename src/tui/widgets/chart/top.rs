//! Where something happened: a broken line down the plot, and above it what it was, as far as there is room.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::plot::Plot;
use super::put;
use crate::tui::canvas::Canvas;
use crate::tui::widgets::text::{fit, width};

/// With less room than this words are no use.
const LEAST: u16 = 10;
/// Columns between the words of two marks.
const GAP: u16 = 2;

/// Draws the marks, which are in the order of the weeks; the words of the `chosen` week come first where room is scarce.
pub(super) fn draw(
    canvas: &mut Canvas,
    area: Rect,
    plot: &Plot,
    marks: &[(usize, String)],
    chosen: Option<usize>,
) {
    let theme = canvas.theme;
    let shown: Vec<(u16, &str)> = marks
        .iter()
        .filter(|(week, _)| *week < plot.weeks)
        .map(|(week, name)| (plot.start(*week).max(plot.area.x), name.as_str()))
        .collect();
    for (x, _) in &shown {
        for y in area.y..plot.area.bottom() {
            put(canvas, *x, y, "┊", theme.warn);
        }
    }
    let first = marks.iter().position(|(week, _)| Some(*week) == chosen);
    for (nth, (x, columns)) in places(&shown, first, area) {
        let at = Rect {
            x,
            y: area.y,
            width: columns,
            height: 1,
        };
        let text = fit(shown[nth].1, columns.into());
        canvas.line(at, Span::styled(text, theme.warn));
    }
}

/// Where the words of each mark stand, by its place: right of its line as far as the next line or words, or else left of
/// it. The `first` one may run over the lines to its right.
fn places(marks: &[(u16, &str)], first: Option<usize>, area: Rect) -> Vec<(usize, (u16, u16))> {
    let mut taken: Vec<(usize, (u16, u16))> = Vec::new();
    let others = (0..marks.len()).filter(|nth| Some(*nth) != first);
    for nth in first.into_iter().chain(others) {
        let Some((x, name)) = marks.get(nth).copied() else {
            continue;
        };
        let spans = || {
            taken
                .iter()
                .map(|(_, (from, columns))| (*from, from + columns))
        };
        if spans().any(|(from, end)| from <= x && x < end) {
            continue;
        }
        let lines = || marks.iter().map(|(line, _)| *line);
        let end = lines()
            .filter(|line| *line > x && Some(nth) != first)
            .chain(spans().map(|(from, _)| from).filter(|from| *from > x))
            .fold(area.right() + GAP, u16::min);
        let start = lines()
            .filter(|line| *line < x)
            .chain(spans().map(|(_, end)| end).filter(|end| *end <= x))
            .fold(area.x, u16::max);
        let wanted = width(name) as u16;
        let right = wanted.min(end.saturating_sub(x + 2 + GAP));
        let left = wanted.min(x.saturating_sub(start + 1 + GAP));
        // Words left of their line end at it, so that they are not taken for those of the line before.
        if right >= LEAST.min(wanted) {
            taken.push((nth, (x + 2, right)));
        } else if left >= LEAST.min(wanted) {
            taken.push((nth, (x - 1 - left, left)));
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Rect = Rect::new(0, 0, 60, 10);

    #[test]
    fn words_stand_right_of_their_line() {
        assert_eq!(places(&[(10, "coached")], None, AREA), [(0, (12, 7))]);
        assert_eq!(
            places(
                &[(10, "a long story of many words"), (30, "more")],
                None,
                AREA
            ),
            [(0, (12, 16)), (1, (32, 4))]
        );
    }

    #[test]
    fn words_stand_left_of_their_line_where_the_next_is_too_near() {
        let marks = [(50, "twelve chars"), (52, "on")];
        assert_eq!(places(&marks, None, AREA), [(0, (37, 12)), (1, (54, 2))]);
    }

    #[test]
    fn words_without_room_are_left_out() {
        let marks = [(2, "twelve chars"), (4, "twelve chars"), (6, "fits well")];
        assert_eq!(places(&marks, None, AREA), [(2, (8, 9))]);
    }

    #[test]
    fn the_words_of_the_chosen_week_run_over_the_lines_to_their_right() {
        let marks = [
            (10, "a long story of many words"),
            (20, "short"),
            (48, "the end of all"),
        ];
        assert_eq!(
            places(&marks, Some(0), AREA),
            [(0, (12, 26)), (2, (50, 10))]
        );
        assert_eq!(places(&marks, Some(2), AREA), [(2, (50, 10)), (1, (22, 5))]);
    }
}
