//! A form that is longer than its room: one line a question, the names of sections folded away, pages that turn at
//! sections, and one line below that tells every question at a glance: what is answered, what is open, what comes next.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::{Score, shown_answer};
use crate::domain::evaluation::{AnswerValue, asked, next_open};
use crate::domain::scorecard::Question;
use crate::tui::canvas::{Canvas, Target, right_of};
use crate::tui::glyphs::{CRITICAL, DOT, NO, YES};
use crate::tui::widgets::text::fit;

/// The sign of a question without an answer.
const OPEN: &str = "_";

/// The first question of the page that holds the one at `cursor`. A page begins with a section and holds as many whole
/// ones as there are `rows` for; a section that is longer is parted. The last page is filled up with those before it.
pub fn page_first(sections: &[usize], cursor: usize, rows: usize) -> usize {
    let rows = rows.max(1);
    let (mut first, mut at) = (0, 0);
    for count in sections {
        if at > first && at + count > first + rows {
            first = at;
        }
        at += count;
        if cursor < at {
            break;
        }
    }
    first += cursor.saturating_sub(first) / rows * rows;
    let all: usize = sections.iter().sum();
    first.min(all.saturating_sub(rows))
}

/// What stands before an answer: whether it is good or bad, or that it does not count.
pub fn sign(question: &Question, value: Option<&AnswerValue>, is_asked: bool) -> &'static str {
    match value {
        _ if !is_asked => DOT,
        Some(AnswerValue::No) => NO,
        Some(AnswerValue::Na) => DOT,
        Some(_) => YES,
        None if question.critical().is_some() => CRITICAL,
        None => " ",
    }
}

impl Score {
    /// How many questions each section holds.
    fn section_sizes(&self) -> Vec<usize> {
        let sections = self.form.version.scorecard.sections.iter();
        sections.map(|one| one.questions.len()).collect()
    }

    /// The first question in sight where `rows` of them are.
    pub fn first_in_sight(&self, rows: usize) -> usize {
        page_first(&self.section_sizes(), self.cursor, rows)
    }

    /// The section of the question at the cursor.
    pub fn section_here(&self) -> &str {
        let scorecard = &self.form.version.scorecard;
        let place = scorecard.place_of(self.cursor);
        place
            .and_then(|(section, _)| scorecard.sections.get(section))
            .map_or("", |section| &section.name)
    }

    /// Draws a sign for each question, with a gap between sections; a click goes to it. Then what is open next.
    pub fn draw_strip(&self, canvas: &mut Canvas, area: Rect) {
        let scorecard = &self.form.version.scorecard;
        let is_asked = asked(scorecard, &self.form.answers);
        let mut place = Rect { height: 1, ..area };
        let mut section = 0;
        for (index, (of, question)) in scorecard.questions_by_section().enumerate() {
            if of != section {
                section = of;
                place = right_of(place, 1);
            }
            let is_asked = is_asked.get(index).copied().unwrap_or(true);
            let (sign, style) = self.strip_sign(canvas, question, is_asked);
            let cell = Rect {
                width: 1.min(place.width),
                ..place
            };
            canvas.line(cell, Span::styled(sign, style));
            if index == self.cursor {
                let here = cell.intersection(canvas.cells.area);
                canvas.cells.set_style(here, canvas.theme.selected);
            }
            canvas.click(cell, Target::Row(index));
            place = right_of(place, 1);
        }
        let rest = right_of(place, 2);
        let told = match next_open(scorecard, &self.form.answers, Some(self.cursor)) {
            None => "all answered: Enter finishes".to_owned(),
            Some(next) if next == self.cursor => "the last one that is open".to_owned(),
            Some(next) => format!(
                "next: {}",
                self.question(next).map_or("", |one| one.text.as_str())
            ),
        };
        canvas.line(
            rest,
            Span::styled(fit(&told, rest.width.into()), canvas.theme.dim),
        );
    }

    /// A question in one character.
    fn strip_sign<'a>(
        &'a self,
        canvas: &Canvas,
        question: &Question,
        is_asked: bool,
    ) -> (&'a str, Style) {
        let theme = canvas.theme;
        let value = self.form.answers.of(question);
        match value {
            Some(value @ AnswerValue::Step(_)) if is_asked => (shown_answer(value), theme.text),
            None if is_asked && question.critical().is_none() => (OPEN, theme.strong),
            _ => (
                sign(question, value, is_asked),
                sign_style(canvas, value, is_asked),
            ),
        }
    }
}

/// How the sign of an answer looks.
pub fn sign_style(canvas: &Canvas, value: Option<&AnswerValue>, is_asked: bool) -> Style {
    let theme = canvas.theme;
    match value {
        _ if !is_asked => theme.dim,
        Some(AnswerValue::Yes) => theme.good,
        Some(AnswerValue::No) => theme.bad,
        Some(_) => theme.text,
        None => theme.warn,
    }
}

#[cfg(test)]
mod tests {
    use super::page_first;

    /// The first of each page while the cursor goes through.
    fn pages(sections: &[usize], rows: usize) -> Vec<usize> {
        let all: usize = sections.iter().sum();
        let mut firsts: Vec<usize> = (0..all).map(|at| page_first(sections, at, rows)).collect();
        for (at, first) in firsts.iter().enumerate() {
            assert!((*first..first + rows).contains(&at), "{at} is out of sight");
        }
        firsts.dedup();
        firsts
    }

    #[test]
    fn pages_turn_at_sections() {
        assert_eq!(pages(&[4, 5, 4, 6, 3, 3], 11), [0, 9, 14]);
        assert_eq!(pages(&[4, 5], 11), [0]);
    }

    #[test]
    fn a_section_that_is_longer_than_a_page_is_parted() {
        assert_eq!(pages(&[2, 9], 4), [0, 2, 6, 7]);
        assert_eq!(pages(&[25], 10), [0, 10, 15]);
        assert_eq!(pages(&[3, 1, 7], 1).len(), 11);
    }
}
