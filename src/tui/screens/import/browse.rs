//! Choosing a file: type or paste its path, or walk through the folders.

use std::path::{Path, PathBuf};

use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::ops::import::browse::{Entry, entries, typed};
use crate::tui::canvas::{Canvas, Target, below};
use crate::tui::glyphs::MARK;
use crate::tui::keys::Action;
use crate::tui::screen::Input;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::fit;
use crate::tui::widgets::viewport::Viewport;

/// A line for the path above the folder that it names.
pub struct Browse {
    path: Field,
    folder: PathBuf,
    entries: Vec<Entry>,
    view: Viewport,
}

/// What came of an input.
pub enum Chosen {
    /// Nothing yet.
    Open,
    /// Nothing at all.
    None,
    /// This file.
    File(PathBuf),
}

impl Default for Browse {
    /// Begins in the present folder.
    fn default() -> Self {
        let folder = std::env::current_dir().unwrap_or_default();
        let mut browse = Self {
            path: Field::default(),
            entries: Vec::new(),
            folder,
            view: Viewport::default(),
        };
        browse.read();
        browse
    }
}

impl Browse {
    /// Takes an input in.
    pub fn update(&mut self, input: &Input, page: usize) -> Chosen {
        match input {
            Input::Do(Action::Cancel) if self.path.text().is_empty() => return Chosen::None,
            Input::Do(Action::Cancel) => {
                self.path = Field::default();
                self.read();
            }
            Input::Do(Action::Accept) => return self.accept(),
            Input::Do(action) => {
                self.view.act(*action, self.entries.len(), page);
            }
            Input::Key(key) if self.path.key(*key) => self.read(),
            Input::Paste(text) => {
                // A file dragged onto the terminal comes as its path.
                self.path = Field::new(text.trim());
                self.read();
            }
            Input::Click(Target::Row(row)) => {
                self.view.select(*row, self.entries.len(), page);
                return self.take_entry();
            }
            Input::Scroll(rows) => {
                self.view.scroll(*rows, self.entries.len(), page);
            }
            _ => {}
        }
        Chosen::Open
    }

    fn accept(&mut self) -> Chosen {
        let path = self.folder_of(&typed(self.path.text()));
        if !self.path.text().trim().is_empty() && path.is_file() {
            return Chosen::File(path);
        }
        self.take_entry()
    }

    fn take_entry(&mut self) -> Chosen {
        match self.entries.get(self.view.selected) {
            Some(entry) if entry.is_folder => {
                self.folder = entry.path.clone();
                self.path = Field::default();
                self.read();
                Chosen::Open
            }
            Some(entry) => Chosen::File(entry.path.clone()),
            None => Chosen::Open,
        }
    }

    fn folder_of(&self, path: &Path) -> PathBuf {
        if path.is_absolute() {
            path.to_path_buf()
        } else {
            self.folder.join(path)
        }
    }

    /// Reads the folder that the path names, and keeps the entries that begin with the rest.
    fn read(&mut self) {
        let path = self.folder_of(&typed(self.path.text()));
        let text = self.path.text();
        let (folder, begin) =
            if text.trim().is_empty() || text.ends_with(['/', '\\']) || path.is_dir() {
                (path, String::new())
            } else {
                let begin = path
                    .file_name()
                    .map_or(String::new(), |name| name.to_string_lossy().to_lowercase());
                (
                    path.parent().map_or(self.folder.clone(), Path::to_path_buf),
                    begin,
                )
            };
        self.entries = entries(&folder);
        self.entries
            .retain(|entry| entry.name.to_lowercase().contains(&begin));
        // What begins so stands before what merely holds it.
        self.entries
            .sort_by_key(|entry| !entry.name.to_lowercase().starts_with(&begin));
        if let Some(up) = folder.parent().filter(|_| begin.is_empty()) {
            self.entries.insert(
                0,
                Entry {
                    name: "..".into(),
                    path: up.to_path_buf(),
                    is_folder: true,
                },
            );
        }
        let first_file = self
            .entries
            .iter()
            .position(|entry| !entry.is_folder)
            .unwrap_or(0);
        self.view = Viewport::default();
        self.view.select(first_file, self.entries.len(), 10);
    }

    /// Draws the line and the folder.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let inside = panel::draw(canvas, area, "Which file?", "");
        self.path.draw(
            canvas,
            inside,
            true,
            "type or paste a path, or choose below",
        );
        let list = below(inside, 2);
        let title = fit(
            &self.folder.display().to_string(),
            usize::from(list.width.saturating_sub(4)),
        );
        let list = panel::draw(canvas, list, &title, "");
        let height = usize::from(list.height);
        canvas.page = height;
        if self.entries.is_empty() {
            canvas.line(
                list,
                Span::styled("Nothing here begins like that.", canvas.theme.dim),
            );
        }
        let window = self.view.window(self.entries.len(), height);
        for (line, row) in window.enumerate() {
            let Some(entry) = self.entries.get(row) else {
                break;
            };
            let at = Rect {
                height: 1,
                ..below(list, line as u16)
            };
            let chosen = row == self.view.selected;
            let mark = if chosen { MARK } else { " " };
            let slash = if entry.is_folder { "/" } else { "" };
            let name = fit(
                &format!("{}{slash}", entry.name),
                usize::from(at.width.saturating_sub(3)),
            );
            let style = if entry.is_folder {
                canvas.theme.dim
            } else {
                canvas.theme.text
            };
            canvas.line(at, Span::styled(format!("{mark} {name}"), style));
            if chosen {
                canvas
                    .cells
                    .set_style(at.intersection(canvas.cells.area), canvas.theme.selected);
            }
            canvas.click(at, Target::Row(row));
        }
    }
}
