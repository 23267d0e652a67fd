//! Choosing a file: type or paste its path, or walk through the folders.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::ops::import::browse::{Entry, completed, entries, typed};
use crate::tui::canvas::{Canvas, Target, below};
use crate::tui::keys::Action;
use crate::tui::screen::Input;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::viewport::Viewport;

const COLUMNS: &[Column] = &[
    Column::new("Name", 0).least(20),
    Column::new("Changed", 17).drops(1),
    Column::new("Size", 8).right(),
];

/// A line for the path above the folder that it names.
pub struct Browse {
    path: Field,
    /// The folder in which a path begins that is not whole.
    folder: PathBuf,
    /// The folder that is shown.
    shown: PathBuf,
    rows: Vec<Row>,
    view: Viewport,
}

/// A row of the list.
enum Row {
    /// The folder itself, with everything in it.
    Whole,
    /// The folder above.
    Up(PathBuf),
    Entry(Entry),
}

/// What came of an input.
pub enum Chosen {
    /// Nothing yet.
    Open,
    /// Nothing at all.
    None,
    /// This file or folder.
    Path(PathBuf),
}

impl Default for Browse {
    /// Begins in the present folder.
    fn default() -> Self {
        Self::at(std::env::current_dir().unwrap_or_default())
    }
}

impl Browse {
    /// Begins in a folder.
    pub fn at(folder: PathBuf) -> Self {
        let mut browse = Self {
            path: Field::default(),
            shown: folder.clone(),
            folder,
            rows: Vec::new(),
            view: Viewport::default(),
        };
        browse.read();
        browse
    }

    /// Takes an input in.
    pub fn update(&mut self, input: &Input, page: usize) -> Chosen {
        match input {
            Input::Do(Action::Cancel) if self.path.text().is_empty() => return Chosen::None,
            Input::Do(Action::Cancel) => self.type_anew(""),
            Input::Do(Action::Accept) => return self.accept(),
            Input::Do(Action::Next) => self.complete(),
            Input::Do(action) => {
                self.view.act(*action, self.rows.len(), page);
            }
            Input::Key(key) if self.path.key(*key) => self.read(),
            // A file dragged onto the terminal comes as its path.
            Input::Paste(text) => self.type_anew(text.trim()),
            Input::Click(Target::Row(row)) => {
                self.view.select(*row, self.rows.len(), page);
                return self.take();
            }
            Input::Scroll(rows) => {
                self.view.scroll(*rows, self.rows.len(), page);
            }
            _ => {}
        }
        Chosen::Open
    }

    fn type_anew(&mut self, text: &str) {
        self.path = Field::new(text);
        self.read();
    }

    fn accept(&mut self) -> Chosen {
        let path = self.whole(&typed(self.path.text()));
        // What is not there, empty or locked is told so when it is looked at.
        let nothing = self.rows.iter().all(|row| matches!(row, Row::Up(_)));
        if !self.path.text().trim().is_empty() && (path.is_file() || nothing) {
            return Chosen::Path(path);
        }
        self.take()
    }

    fn take(&mut self) -> Chosen {
        let folder = match self.rows.get(self.view.selected) {
            Some(Row::Whole) => return Chosen::Path(self.shown.clone()),
            Some(Row::Entry(entry)) if !entry.is_folder => {
                return Chosen::Path(entry.path.clone());
            }
            Some(Row::Entry(entry)) => entry.path.clone(),
            Some(Row::Up(folder)) => folder.clone(),
            None => return Chosen::Open,
        };
        *self = Self::at(folder);
        Chosen::Open
    }

    /// Completes what was typed as far as it is sure.
    fn complete(&mut self) {
        let (_, begin) = self.named();
        let entries = self.rows.iter().filter_map(|row| match row {
            Row::Entry(entry) => Some(entry),
            Row::Whole | Row::Up(_) => None,
        });
        if let Some(name) = completed(entries, &begin) {
            let text = self.path.text().trim();
            let plain = !text.contains(['\\', '\'', '"']) && !text.contains("://");
            let before = match text.strip_suffix(&begin).filter(|_| plain) {
                Some(before) => before.to_owned(),
                None => format!("{}{MAIN_SEPARATOR}", self.shown.display()),
            };
            self.type_anew(&format!("{before}{name}"));
        }
    }

    fn whole(&self, path: &Path) -> PathBuf {
        if path.is_absolute() {
            path.to_path_buf()
        } else {
            self.folder.join(path)
        }
    }

    /// The folder that the path names, and with what the names in it begin.
    fn named(&self) -> (PathBuf, String) {
        let text = self.path.text().trim();
        let path = self.whole(&typed(text));
        if text.is_empty() || text.ends_with(['/', '\\']) || path.is_dir() {
            return (path, String::new());
        }
        let begin = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = path.parent().unwrap_or(&self.folder);
        (folder.to_path_buf(), begin.into_owned())
    }

    /// Reads the folder that the path names, and keeps the entries that hold the rest.
    pub fn read(&mut self) {
        let (folder, begin) = self.named();
        let begin = begin.to_lowercase();
        let mut entries = entries(&folder);
        entries.retain(|entry| entry.name.to_lowercase().contains(&begin));
        // What begins so stands before what merely holds it.
        entries.sort_by_key(|entry| !entry.name.to_lowercase().starts_with(&begin));
        let mut rows = Vec::new();
        if begin.is_empty() {
            rows.extend(folder.parent().map(|up| Row::Up(up.to_path_buf())));
            if entries.iter().any(|entry| !entry.is_folder) {
                rows.push(Row::Whole);
            }
        }
        // A folder that was dragged here is meant as a whole; one that was walked into is looked through.
        let is_named = rows.len() > 1 && !self.path.text().trim().is_empty();
        let first = rows.len() - usize::from(is_named);
        rows.extend(entries.into_iter().map(Row::Entry));
        self.rows = rows;
        self.shown = folder;
        self.view = Viewport::default();
        self.view.select(first, self.rows.len(), 10);
    }

    /// Draws the line and the folder.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let inside = panel::draw(canvas, area, "Which file?", "");
        let hint = "type or paste a path, or choose below";
        self.path.draw(canvas, inside, true, hint);
        let list = below(inside, 2);
        let list = panel::draw(canvas, list, &self.shown.display().to_string(), "");
        let theme = *canvas.theme;
        let dim = |text: String| Line::from(Span::styled(text, theme.dim));
        let row = |index: usize| match self.rows.get(index) {
            Some(Row::Up(_)) => vec![dim("../".into())],
            Some(Row::Whole) => vec![dim("everything in this folder".into())],
            Some(Row::Entry(entry)) => {
                let name = if entry.is_folder {
                    format!("{}/", entry.name)
                } else {
                    entry.name.clone()
                };
                let name = if entry.is_likely {
                    Line::from(name)
                } else {
                    dim(name)
                };
                let size = if entry.is_folder {
                    String::new()
                } else {
                    size(entry.bytes)
                };
                vec![name, dim(changed(entry.changed_at)), dim(size)]
            }
            None => Vec::new(),
        };
        table::draw(
            canvas,
            list,
            &Table {
                columns: COLUMNS,
                len: self.rows.len(),
                row: &row,
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "Nothing here begins like that. Esc empties the line.",
            },
        );
    }
}

/// When a file was changed, on the clock of this machine.
fn changed(at: i64) -> String {
    let at = chrono::DateTime::from_timestamp(at, 0).filter(|_| at > 0);
    at.map_or_else(String::new, |at| {
        let at = at.with_timezone(&chrono::Local);
        at.format("%-d %b %Y %H:%M").to_string()
    })
}

/// How large a file is: `320 B`, `12 kB`, `3.4 MB`.
fn size(bytes: u64) -> String {
    let large = |unit: f64| bytes as f64 / unit;
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.0} kB", large(1e3)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", large(1e6)),
        _ => format!("{:.1} GB", large(1e9)),
    }
}
