//! A submitted evaluation: what it came to, how, and what is next. Read only.

mod critical;
mod fair;

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::call::Lane;
use crate::domain::draw::PickStatus;
use crate::domain::evaluation::shown;
use crate::domain::id::EvaluationId;
use crate::ops::fairness::{self, Fair};
use crate::ops::submit::explain::{Explained, ExplainedLine, explain, number};
use crate::ops::submit::{self, Form};
use crate::ops::{coaching, draw};
use crate::store::{Store, evaluation, pick};
use crate::tui::canvas::{Canvas, below};
use crate::tui::glyphs::{DOT, Glyphs, NO, YES};
use crate::tui::keys::{Action, Scope};
use crate::tui::listening::minutes;
use crate::tui::notes::{self, Notes};
use crate::tui::screen::{Agreement, Context, Flow, Input, Route, Screen};
use crate::tui::told;
use crate::tui::widgets::scroll::{self, Scroll};
use crate::tui::widgets::text::{fit, pad_left, wrap};
use crate::tui::widgets::{panel, spark};

/// The widest that it is drawn: an answer stays near its question.
const WIDEST: u16 = 112;

/// The result of one call.
pub struct Scored {
    id: EvaluationId,
    form: Form,
    explained: Explained,
    /// Calls of the same week that wait to be heard.
    /// Calls of the week still to hear: drawn ones, and those chosen by hand.
    waiting: (usize, usize),
    formula: bool,
    scroll: Scroll,
    /// The owner's active time on this call and on those before, in seconds.
    times: Vec<i64>,
    notes: Option<Notes>,
    /// The rep's own view of it, and the other scorings of the call.
    fair: Fair,
}

impl Scored {
    /// Reads a submitted evaluation.
    ///
    /// # Errors
    /// It is not there or not submitted.
    pub fn new(store: &Store, id: EvaluationId) -> Result<Self> {
        let mut screen = Self {
            id,
            form: submit::load(store, id)?,
            explained: explain(store, id)?,
            waiting: (0, 0),
            formula: false,
            scroll: Scroll::default(),
            times: evaluation::active_times(store, id, TIMES)?,
            notes: None,
            fair: fairness::load(store, id)?,
        };
        screen.refresh(store)?;
        Ok(screen)
    }

    /// The next call of that week that waits to be heard.
    fn next(&self, store: &Store) -> Result<Option<Route>> {
        let waiting = draw::next_waiting(store, self.form.evaluation.week)?;
        Ok(waiting.map(Route::Score))
    }

    /// Another scoring of the same call, by its place from this one's.
    fn scoring(&self, place: impl Fn(usize) -> Option<usize>) -> Flow {
        let other = self.fair.place().and_then(place);
        match other.and_then(|at| self.fair.versions.get(at)) {
            Some(other) => Flow::Replace(Route::Scored(other.id)),
            None => Flow::Stay,
        }
    }

    fn draw_result(&self, canvas: &mut Canvas, area: Rect) -> Rect {
        let theme = canvas.theme;
        let Some(result) = &self.form.evaluation.result else {
            return area;
        };
        let mut facts = vec![match result.quality {
            Some(quality) => Span::styled(format!("Quality {:.1}", shown(quality)), theme.accent),
            None => Span::styled("Too little of the form applied for a score", theme.strong),
        }];
        facts.push(Span::raw("    "));
        facts.push(match critical::told(result) {
            Some(errors) => Span::styled(errors, theme.bad),
            None => Span::raw(critical::none(result)),
        });
        if let Some(solved) = result.solved {
            facts.push(Span::raw(if solved {
                "    solved on this call"
            } else {
                "    not solved on this call"
            }));
        }
        canvas.line(area, Line::from(facts));
        let lane = match self.form.evaluation.lane {
            Lane::Random => "Drawn at random: it counts in the KPIs.",
            Lane::Targeted => "◆ Chosen by hand: it stays out of the KPIs.",
        };
        let lane = format!("{lane}{}", told_time(&self.times));
        canvas.line(
            below(area, 1),
            Span::styled(fit(&lane, area.width.into()), theme.dim),
        );
        let Some(told) = fair::told(&self.fair) else {
            return below(area, 3);
        };
        canvas.line(
            below(area, 2),
            Span::styled(fit(&told, area.width.into()), theme.text),
        );
        below(area, 4)
    }

    fn lines(&self, room: usize, theme: &crate::tui::theme::Theme) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for line in &self.explained.lines {
            lines.push(self.question(line, room, theme));
            if let Some(comment) = self.form.comments.get(&line.question) {
                for text in wrap(comment, room.saturating_sub(4)) {
                    lines.push(Line::from(Span::styled(format!("    {text}"), theme.dim)));
                }
            }
        }
        if self.formula {
            for text in wrap(&self.explained.weights(), room) {
                lines.push(Line::from(Span::styled(text, theme.dim)));
            }
        }
        if !self.form.moments.is_empty() || !self.form.voices.is_empty() {
            lines.push(Line::default());
        }
        for one in &self.form.moments {
            let text = format!(
                "{} {} {}",
                pad_left(&minutes(one.at_secs), 6),
                one.kind.sign(),
                one.text
            );
            lines.push(Line::from(fit(&text, room)));
        }
        for voice in &self.form.voices {
            let at = voice.at_secs.map_or(String::new(), minutes);
            let text = format!("{} “ {}  {}", pad_left(&at, 6), voice.theme, voice.quote);
            lines.push(Line::from(fit(&text, room)));
        }
        lines
    }

    fn question(
        &self,
        line: &ExplainedLine,
        room: usize,
        theme: &crate::tui::theme::Theme,
    ) -> Line<'static> {
        let (sign, style) = match line.answer.as_str() {
            "yes" => (YES, theme.good),
            "no" => (NO, theme.bad),
            _ => (DOT, theme.dim),
        };
        let right = if self.formula {
            terms(line)
        } else {
            line.answer.replace("na", "n/a")
        };
        let width = if self.formula { 28 } else { 12 };
        let text = fit(&line.text, room.saturating_sub(width + 3));
        let gap = room.saturating_sub(crate::tui::widgets::text::width(&text) + width + 2);
        Line::from(vec![
            Span::styled(format!("{sign} "), style),
            Span::raw(text),
            Span::raw(" ".repeat(gap)),
            Span::styled(pad_left(&fit(&right, width), width), theme.text),
        ])
    }
}

/// How many calls the owner's time is shown over.
const TIMES: i64 = 12;

/// How long the owner took, and how long usually.
fn told_time(times: &[i64]) -> String {
    let Some((own, before)) = times.split_last() else {
        return String::new();
    };
    let own_told = format!("  Your time: {}", minutes(*own));
    if before.len() < 4 {
        return format!("{own_told}.");
    }
    let mut sorted = before.to_vec();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(*own);
    let values: Vec<Option<f64>> = times.iter().map(|secs| Some(*secs as f64)).collect();
    let highest = times.iter().max().copied().unwrap_or(1) as f64;
    let line = spark::line(&values, (0.0, highest), times.len(), Glyphs::Unicode);
    format!("{own_told}, usually {}  {line}", minutes(usual))
}

/// What a question adds: weight times points and its share of the whole.
fn terms(line: &ExplainedLine) -> String {
    match (&line.critical, line.weight, line.points) {
        (Some(class), _, _) => format!("critical: {class}"),
        (None, Some(weight), Some(points)) => {
            format!(
                "{} × {}   {:>5.0}%",
                number(weight),
                number(points),
                100.0 * line.share
            )
        }
        (None, Some(_), None) => "left out".to_owned(),
        (None, None, _) => "not scored".to_owned(),
    }
}

impl Screen for Scored {
    fn title(&self) -> String {
        "Scored".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match &self.notes {
            Some(notes) => notes.scope().chain(),
            None => Scope::Scored.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        let picks = pick::list(store, self.form.evaluation.week)?;
        let waits = |drawn: bool| {
            let waiting = picks.iter().filter(|(pick, _)| {
                pick.status == PickStatus::Waiting && pick.draw_id.is_some() == drawn
            });
            waiting.count()
        };
        self.waiting = (waits(true), waits(false));
        self.fair = fairness::load(store, self.id)?;
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        if let Some(notes) = &mut self.notes {
            let said = notes.update(&input, context.store)?;
            if said != notes::Said::Open {
                self.notes = None;
                self.form = submit::load(context.store, self.id)?;
            }
            return Ok(Flow::Stay);
        }
        match input {
            Input::Do(Action::Notes) => {
                self.notes = Notes::new(&self.form.moments, &self.form.voices);
                Ok(Flow::Stay)
            }
            Input::Do(Action::Open) => {
                Ok(self.next(context.store)?.map_or(Flow::Back, Flow::Replace))
            }
            Input::Do(Action::New) => {
                // A second scoring never changes the first: it is the call's next version.
                Ok(Flow::Replace(Route::Score(self.form.call.id)))
            }
            Input::Do(Action::Beside) => Ok(Flow::Open(Route::Beside(self.id))),
            Input::Do(Action::Previous) => Ok(self.scoring(|at| at.checked_sub(1))),
            Input::Do(Action::Next) => Ok(self.scoring(|at| at.checked_add(1))),
            Input::Do(Action::Coach) => Ok(Flow::Open(Route::Agree(Agreement {
                rep: self.form.evaluation.rep_id,
                question: coaching::suggested(context.store, self.id)?,
                evaluation: Some(self.id),
            }))),
            Input::Do(Action::Praise) => {
                let rep = self.form.evaluation.rep_id;
                Ok(Flow::Open(Route::Praise(rep, Some(self.id))))
            }
            Input::Do(Action::Formula) => {
                self.formula = !self.formula;
                Ok(Flow::Stay)
            }
            Input::Do(Action::Back) => Ok(Flow::Back),
            input => {
                self.scroll.take(&input, context);
                Ok(Flow::Stay)
            }
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let inset = panel::inset(area);
        let area = Rect {
            width: inset.width.min(WIDEST),
            ..inset
        };
        let (who, what) = told::call(&self.form.call);
        let head = format!("{who}{what}");
        canvas.line(
            area,
            Span::styled(fit(&head, area.width.into()), canvas.theme.strong),
        );
        let rest = self.draw_result(canvas, below(area, 2));
        let version = match self.fair.place() {
            Some(at) if self.fair.versions.len() > 1 => {
                format!(", scoring {} of {}", at + 1, self.fair.versions.len())
            }
            _ => String::new(),
        };
        let waiting = match self.waiting {
            (0, 0) => "nothing else waits this week".to_owned(),
            (drawn, 0) => format!("{drawn} drawn still to hear"),
            (drawn, chosen) => format!("{drawn} drawn and {chosen} by hand still to hear"),
        };
        let title = format!("{}{version}", self.explained.scorecard);
        let inside = panel::draw(canvas, rest, &title, &waiting);
        let foot = u16::from(self.formula) * 2;
        let room = Rect {
            height: inside.height.saturating_sub(foot),
            ..inside
        };
        let lines = self.lines(scroll::columns(room), canvas.theme);
        self.scroll.draw(canvas, room, lines);
        if let Some(notes) = &self.notes {
            notes.draw(canvas, area);
        }
        if self.formula {
            let at = below(inside, inside.height.saturating_sub(1));
            canvas.line(
                at,
                Span::styled(
                    fit(&self.explained.formula(), at.width.into()),
                    canvas.theme.strong,
                ),
            );
        }
    }

    fn has_header(&self) -> bool {
        false
    }
}

impl std::fmt::Debug for Scored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scored")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
