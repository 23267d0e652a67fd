//! What came of an import: what is in, what was left out and why, what could not be used.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::count::counted;
use crate::ops::import::Report;
use crate::tui::canvas::{Canvas, below};
use crate::tui::keys::Action;
use crate::tui::screen::Input;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::fit;

/// The report and where one is in it.
pub struct Outcome {
    report: Report,
    top: usize,
}

impl Outcome {
    /// The top of the report.
    pub fn new(report: Report) -> Self {
        Self { report, top: 0 }
    }

    /// Moves.
    pub fn update(&mut self, input: &Input, page: usize) {
        self.top = match input {
            Input::Do(Action::Up) => self.top.saturating_sub(1),
            Input::Do(Action::Down) => self.top + 1,
            Input::Do(Action::PageUp) => self.top.saturating_sub(page),
            Input::Do(Action::PageDown) => self.top + page,
            Input::Scroll(rows) => self.top.saturating_add_signed((*rows).into()),
            _ => self.top,
        };
        self.top = self.top.min(self.lines().len().saturating_sub(1));
    }

    fn lines(&self) -> Vec<(bool, String)> {
        let report = &self.report;
        let mut lines = vec![
            (
                true,
                format!(
                    "{} from {}",
                    counted(report.calls as i64, "call"),
                    counted(report.rows as i64, "row")
                ),
            ),
            (false, format!("{:>7}  new", report.added)),
            (false, format!("{:>7}  known already", report.known)),
            (
                false,
                format!("{:>7}  known, with something new", report.updated),
            ),
        ];
        if let (Some(first), Some(last)) = (report.first_at, report.last_at) {
            let span = format!(
                "from {} to {}",
                first.format("%-d %b %Y"),
                last.format("%-d %b %Y")
            );
            lines.push((false, format!("         {span}, {} clock", report.zone)));
        }
        let out = &report.left_out;
        let reasons = [
            (out.internal, "between two people of the house"),
            (out.unanswered, "nobody picked up"),
            (out.voicemail, "only the voicemail answered"),
            (out.menu, "only a recorded menu answered"),
            (out.no_rep, "answered by nobody whom this desk knows"),
        ];
        if reasons.iter().any(|(n, _)| *n > 0) {
            lines.push((true, "Kept, but never drawn".into()));
            lines.extend(
                reasons
                    .iter()
                    .filter(|(n, _)| *n > 0)
                    .map(|(n, why)| (false, format!("{n:>7}  {why}"))),
            );
        }
        if !report.unknown_reps.is_empty() {
            lines.push((
                true,
                "Names that this desk does not know (a says whose they are)".into(),
            ));
            lines.extend(
                report
                    .unknown_reps
                    .iter()
                    .map(|one| (false, format!("{:>7}  {}", one.calls, one.written))),
            );
        }
        if report.unnamed > 0 {
            lines.push((true, "Answered, and the file names nobody".into()));
            let advice = "is it one person's phone: deskside import FILE --rep NAME";
            lines.push((false, format!("{:>7}  {advice}", report.unnamed)));
        }
        let rows = [
            (out.footer, "totals"),
            (out.blank, "blank"),
            (out.header, "the header again"),
            (out.other, "messages, faxes and the like"),
        ];
        if rows.iter().any(|(n, _)| *n > 0) {
            lines.push((true, "Rows that are no calls".into()));
            lines.extend(
                rows.iter()
                    .filter(|(n, _)| *n > 0)
                    .map(|(n, what)| (false, format!("{n:>7}  {what}"))),
            );
        }
        if report.rejected_rows > 0 {
            lines.push((
                true,
                format!(
                    "{} that could not be used",
                    counted(report.rejected_rows as i64, "row")
                ),
            ));
            lines.extend(report.rejected.iter().map(|one| {
                (
                    false,
                    format!(
                        "{:>7}  {}",
                        format!("{} {}", report.counted, one.line),
                        one.reason
                    ),
                )
            }));
        }
        lines
    }

    /// Draws the report.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let inside = panel::draw(canvas, area, &self.report.file, &self.report.recognised);
        let inside = below(inside, 1);
        canvas.page = usize::from(inside.height);
        for (row, (heading, text)) in self
            .lines()
            .into_iter()
            .skip(self.top)
            .take(inside.height.into())
            .enumerate()
        {
            let style = if heading {
                canvas.theme.strong
            } else {
                canvas.theme.text
            };
            let text = fit(&text, inside.width.into());
            canvas.line(
                below(inside, row as u16),
                Line::from(Span::styled(text, style)),
            );
        }
    }
}
