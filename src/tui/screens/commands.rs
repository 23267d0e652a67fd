//! What can be done here: the help (the keys of the screen below, narrowed by what is typed) and the palette (any
//! action by its name, best match first). Enter does what the row says.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::canvas::{Canvas, Target, below, centred, right_of};
use crate::tui::keys::{self, Action, Row, Scope};
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::viewport::Viewport;

/// The two ways to the same list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Help,
    Palette,
}

/// The list and what was typed to narrow it.
#[derive(Debug)]
pub struct Commands {
    kind: Kind,
    all: Vec<&'static Row>,
    found: Vec<&'static Row>,
    typed: Field,
    view: Viewport,
}

impl Commands {
    /// The keys that hold in these scopes, in the order of the table.
    pub fn help(scopes: &[Scope]) -> Self {
        Self::new(Kind::Help, keys::reachable(scopes))
    }

    /// The actions of these scopes, to be found by name.
    pub fn palette(scopes: &[Scope]) -> Self {
        let mut rows = keys::reachable(scopes);
        rows.retain(|row| !matches!(row.action, Action::Palette | Action::Digit(_)));
        Self::new(Kind::Palette, rows)
    }

    fn new(kind: Kind, all: Vec<&'static Row>) -> Self {
        let found = all.clone();
        Self {
            kind,
            all,
            found,
            typed: Field::default(),
            view: Viewport::default(),
        }
    }

    fn narrow(&mut self) {
        let typed = self.typed.text().trim();
        self.found = match self.kind {
            Kind::Help => containing(&self.all, typed),
            Kind::Palette => best(&self.all, typed),
        };
        self.view = Viewport::default();
    }

    fn choose(&self) -> Flow {
        match self.found.get(self.view.selected).map(|row| row.action) {
            // Which digit is for the hand to say.
            None | Some(Action::Digit(_)) => Flow::Stay,
            Some(action) => Flow::Run(action),
        }
    }
}

/// The rows whose key or words hold what was typed.
fn containing(rows: &[&'static Row], typed: &str) -> Vec<&'static Row> {
    let lower = typed.to_lowercase();
    let holds = |row: &&&Row| {
        row.keys.iter().any(|key| key.to_string() == typed)
            || row.help.to_lowercase().contains(&lower)
            || (lower.chars().count() > 1 && keys::names(row.keys).to_lowercase().contains(&lower))
    };
    rows.iter().filter(holds).copied().collect()
}

/// The rows that hold the typed letters in their order, the best first.
fn best(rows: &[&'static Row], typed: &str) -> Vec<&'static Row> {
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut scored: Vec<(u32, &Row)> = rows
        .iter()
        .filter_map(|row| {
            let text = format!("{} {}", row.help, row.label);
            let score = pattern.score(Utf32Str::new(&text, &mut letters), &mut matcher)?;
            Some((score, *row))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, row)| row).collect()
}

impl Screen for Commands {
    fn title(&self) -> String {
        match self.kind {
            Kind::Help => "Keys".into(),
            Kind::Palette => "Find an action".into(),
        }
    }

    fn scopes(&self) -> &'static [Scope] {
        Scope::Finder.chain()
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn update(&mut self, input: Input, context: &mut Context) -> anyhow::Result<Flow> {
        let len = self.found.len();
        match input {
            Input::Do(Action::Accept) => return Ok(self.choose()),
            Input::Do(Action::Cancel) if self.typed.text().is_empty() => return Ok(Flow::Back),
            Input::Do(Action::Cancel) => {
                self.typed = Field::default();
                self.narrow();
            }
            Input::Do(action) => {
                self.view.act(action, len, context.page);
            }
            Input::Key(key) if self.typed.key(key) => self.narrow(),
            Input::Paste(text) if self.typed.paste(&text) => self.narrow(),
            Input::Click(Target::Row(row)) => {
                self.view.select(row, len, context.page);
                return Ok(self.choose());
            }
            Input::Scroll(rows) => {
                self.view.scroll(rows, len, context.page);
            }
            _ => {}
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        const COLUMNS: &[Column] = &[Column::new("Key", 16), Column::new("What it does", 0)];
        let height = (self.all.len() as u16 + 6)
            .min(area.height.saturating_sub(2))
            .max(area.height.min(10));
        let inside = panel::boxed(canvas, centred(area, 78, height), &self.title());
        canvas.line(inside, Span::styled("/", canvas.theme.dim));
        let line = right_of(inside, 2);
        let count = format!("{} of {}", self.found.len(), self.all.len());
        let counted = canvas.line_right(inside, Span::styled(count, canvas.theme.dim));
        let field = Rect {
            width: line.width.saturating_sub(counted + 2),
            height: 1,
            ..line
        };
        self.typed.draw(canvas, field, true, "type to find");
        let theme = canvas.theme;
        let row = |index: usize| {
            let row = self.found[index];
            let key = Span::styled(keys::names(row.keys), theme.key);
            vec![Line::from(key), Line::from(row.help)]
        };
        table::draw(
            canvas,
            below(inside, 2),
            &Table {
                columns: COLUMNS,
                len: self.found.len(),
                row: &row,
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "Nothing here is called that. Esc empties the line.",
            },
        );
    }
}
