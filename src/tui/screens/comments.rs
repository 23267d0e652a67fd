//! What customers wrote in surveys, the latest first, each with the theme that the owner gives it.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::call::Instant;
use crate::domain::id::SurveyAnswerId;
use crate::domain::voice::Cause;
use crate::ops::voice as op;
use crate::store::survey::{Comment, give_theme};
use crate::store::{Store, moment};
use crate::tui::asking;
use crate::tui::canvas::{Canvas, below};
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::widgets::form::{Form, Said};
use crate::tui::widgets::panel;
use crate::tui::widgets::paper::Paper;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::viewport::Viewport;
use crate::tui::words;

/// The list.
#[derive(Debug)]
pub struct Comments {
    now: Instant,
    weeks: i64,
    rows: Vec<Comment>,
    /// Every theme, the most heard first.
    themes: Vec<String>,
    view: Viewport,
    asked: Asked,
    /// What was said of a comment before it was changed last.
    before: Option<(SurveyAnswerId, Given)>,
}

/// A theme with its cause, or none.
type Given = Option<(String, Option<Cause>)>;

// The fields of what is asked.
const THEME: usize = 0;
const CAUSE: usize = 1;

/// What is being asked, if anything.
#[derive(Debug)]
enum Asked {
    Nothing,
    Theme(Form),
}

impl Comments {
    /// What was written in the last `weeks` weeks, still to be read.
    pub fn new(weeks: i64, context: &Context) -> Self {
        Self {
            now: context.now,
            weeks,
            rows: Vec::new(),
            themes: Vec::new(),
            view: Viewport::default(),
            asked: Asked::Nothing,
            before: None,
        }
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        let chosen = self.rows.get(self.view.selected);
        match (action, chosen) {
            (Action::Back, _) => return Ok(Flow::Back),
            (Action::Open, Some(_)) => {
                let fields = vec![asking::theme_field(&self.themes), asking::cause_field()];
                self.asked = Asked::Theme(Form::new(fields));
            }
            (Action::Customer, Some(row)) => {
                return match row.call {
                    Some(call) => Ok(Flow::Open(Route::Customer(call))),
                    None => context.say(Notice::failed("Which call this is about is not known.")),
                };
            }
            (Action::Clear, Some(_)) => return self.give(&None, context),
            (Action::Undo, _) => return self.take_back(context),
            (action, _) => {
                self.view.act(action, self.rows.len(), context.page);
            }
        }
        Ok(Flow::Stay)
    }

    fn give(&mut self, given: &Given, context: &mut Context) -> Result<Flow> {
        let Some(row) = self.rows.get(self.view.selected) else {
            return Ok(Flow::Stay);
        };
        let before = row
            .theme
            .as_ref()
            .map(|(_, theme)| (theme.clone(), row.cause));
        let said = match given {
            Some((theme, _)) => format!("It counts to {theme}, in surveys. u takes it back."),
            None if before.is_none() => return Ok(Flow::Stay),
            None => "It has no theme any more. u takes that back.".to_owned(),
        };
        self.before = Some((row.id, before));
        write(context.store, row.id, given)?;
        self.refresh(context.store)?;
        context.say(Notice::done(said))
    }

    fn take_back(&mut self, context: &mut Context) -> Result<Flow> {
        let Some((id, before)) = self.before.take() else {
            return context.say(Notice::done("Nothing to take back."));
        };
        write(context.store, id, &before)?;
        self.refresh(context.store)?;
        context.say(Notice::done("As it was."))
    }

    /// Takes an input in while a theme or a cause is asked for.
    fn answer(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let Asked::Theme(form) = &mut self.asked else {
            return Ok(Flow::Stay);
        };
        let said = form.update(input);
        let theme = asking::theme(form, THEME, &self.themes);
        let typed = form.value(THEME).to_owned();
        form.hint(THEME, asking::theme_told(&typed, &self.themes));
        match said {
            Said::More => Ok(Flow::Stay),
            Said::Left => {
                self.asked = Asked::Nothing;
                Ok(Flow::Stay)
            }
            Said::Done if theme.is_empty() => {
                form.go_to(THEME);
                context.say(Notice::failed(asking::NO_THEME))
            }
            Said::Done => {
                let given = (theme, asking::cause(form.chosen(CAUSE)));
                self.asked = Asked::Nothing;
                self.give(&Some(given), context)
            }
        }
    }

    fn draw_list(&self, canvas: &mut Canvas, area: Rect) {
        let right = format!("the last {}", words::counted(self.weeks, "week"));
        let inside = panel::draw(canvas, area, "What customers wrote in surveys", &right);
        let columns = [
            Column::new("On", 8),
            Column::new("Customer", 18),
            Column::new("Theme", 26),
            Column::new("What they wrote", 0).least(16),
        ];
        let today = self.now.date_naive();
        let row = |index: usize| {
            let one = &self.rows[index];
            vec![
                Line::raw(words::date(one.at.date_naive(), today)),
                Line::raw(one.customer.clone()),
                Line::raw(op::about(one)),
                Line::styled(one.answer.comment.trim().to_owned(), canvas.theme.dim),
            ]
        };
        let shown = Table {
            columns: &columns,
            len: self.rows.len(),
            row: &row,
            view: Some(&self.view),
            more_above: false,
            more_below: false,
            empty: &op::nobody_wrote(self.weeks),
        };
        table::draw(canvas, inside, &shown);
    }
}

fn write(store: &Store, id: SurveyAnswerId, given: &Given) -> Result<()> {
    let given = given
        .as_ref()
        .map(|(theme, cause)| (theme.as_str(), *cause));
    Ok(give_theme(store, id, given)?)
}

/// The chosen comment whole.
fn draw_chosen(one: &Comment, canvas: &mut Canvas, area: Rect) {
    let title = match op::about(one) {
        about if about.is_empty() => "No theme yet: Enter gives it one".to_owned(),
        about => about,
    };
    let inside = panel::draw(canvas, area, &title, "");
    let mut paper = Paper {
        lines: Vec::new(),
        columns: usize::from(inside.width.min(112)),
        theme: canvas.theme,
    };
    paper.text(&op::wrote(one), canvas.theme.text);
    let told = "Who answers a survey chooses to: what stands here is told beside the calls heard and counted in none of them.";
    paper.gap();
    paper.text(told, canvas.theme.dim);
    let lines = paper.lines.into_iter().take(inside.height.into());
    for (row, line) in lines.enumerate() {
        canvas.line(below(inside, row as u16), line);
    }
}

impl Screen for Comments {
    fn title(&self) -> String {
        "In surveys".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.asked {
            Asked::Nothing => Scope::Comments.chain(),
            Asked::Theme(_) => Scope::Form.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.rows = op::surveys(store, self.weeks, self.now)?;
        self.themes = moment::themes(store)?;
        self.view.select(self.view.selected, self.rows.len(), 1);
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        if !matches!(self.asked, Asked::Nothing) {
            return self.answer(&input, context);
        }
        match input {
            Input::Do(action) => return self.act(action, context),
            input => self.view.take(&input, self.rows.len(), context.page),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let inset = panel::inset(area);
        let list = Rect {
            height: (self.rows.len() as u16 + 2)
                .max(5)
                .min(inset.height * 2 / 3),
            ..inset
        };
        self.draw_list(canvas, list);
        if let Some(one) = self.rows.get(self.view.selected) {
            draw_chosen(one, canvas, below(inset, list.height + 1));
        }
        match &self.asked {
            Asked::Nothing => {}
            Asked::Theme(form) => form.draw_box(canvas, area, "What it is about", 14),
        }
    }
}
