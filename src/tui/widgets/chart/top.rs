//! Where something happened: a broken line down the plot, and above it what it was, as far as there is room.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::plot::Plot;
use super::put;
use crate::tui::canvas::Canvas;
use crate::tui::widgets::text::{fit, width};

/// With less room than this words are no use.
const LEAST: u16 = 10;

/// Draws the marks, which are in the order of the weeks.
pub(super) fn draw(canvas: &mut Canvas, area: Rect, plot: &Plot, marks: &[(usize, String)]) {
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
    for (place, (x, width)) in places(&shown, area) {
        let at = Rect {
            x,
            y: area.y,
            width,
            height: 1,
        };
        canvas.line(
            at,
            Span::styled(fit(shown[place].1, width.into()), theme.warn),
        );
    }
}

/// Where the words of each mark stand, by its place: right of its line, or left of it where the next line is too near.
fn places(marks: &[(u16, &str)], area: Rect) -> Vec<(usize, (u16, u16))> {
    let mut places = Vec::new();
    let mut free = area.x;
    for (nth, (x, name)) in marks.iter().enumerate() {
        let wanted = width(name) as u16;
        let end = marks
            .get(nth + 1)
            .map_or(area.right(), |(next, _)| *next);
        let room = end.saturating_sub(x + 3);
        let before = x.saturating_sub(free + 3);
        if room >= LEAST.min(wanted) {
            let taken = wanted.min(room);
            places.push((nth, (x + 2, taken)));
            free = x + 2 + taken + 1;
        } else if before >= LEAST.min(wanted) {
            // It ends at its line, so that it is not taken for the words of the line before.
            let taken = wanted.min(before);
            places.push((nth, (x - 1 - taken, taken)));
            free = *x + 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Rect = Rect::new(0, 0, 60, 10);

    #[test]
    fn words_stand_right_of_their_line() {
        assert_eq!(places(&[(10, "coached")], AREA), [(0, (12, 7))]);
        assert_eq!(
            places(&[(10, "a long story of many words"), (30, "more")], AREA),
            [(0, (12, 17)), (1, (32, 4))]
        );
    }

    #[test]
    fn words_stand_left_of_their_line_where_the_next_is_too_near() {
        let marks = [(50, "twelve chars"), (52, "on")];
        assert_eq!(places(&marks, AREA), [(0, (37, 12)), (1, (54, 2))]);
    }

    #[test]
    fn words_without_room_are_left_out() {
        let marks = [(2, "twelve chars"), (4, "twelve chars"), (6, "fits well")];
        assert_eq!(places(&marks, AREA), [(2, (8, 9))]);
    }
}
