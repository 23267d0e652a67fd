//! What a path stands for, found out beside the app: recordings, transcripts, one table or several, or a table that is
//! none of what it was tried as.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::domain::call::Instant;
use crate::domain::import::kind::Kind;
use crate::ops::import::table::Table;
use crate::ops::import::{self, Options, Origin, Refusal, media};
use crate::paths::profiles_beside;
use crate::store::Store;
use crate::tui::canvas::{Canvas, below};
use crate::tui::screen::Context;
use crate::tui::widgets::dialog::Choice;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::wrap;

use super::files::Files;
use super::mapping::Mapping;
use super::several::Several;
use super::{Before, Stage, words};

/// What a look needs to know of the desk.
pub struct Desk {
    profiles_dir: PathBuf,
    now: Instant,
}

/// A table that is none of what it was tried as.
pub struct Refused {
    /// Where it is.
    pub table: Origin,
    /// What else it may be.
    pub kinds: Choice,
    why: String,
}

impl Desk {
    /// The desk at the time of an input.
    pub fn of(context: &Context) -> Self {
        Self {
            profiles_dir: profiles_beside(context.file),
            now: context.now,
        }
    }

    /// What a file or folder is: as told, or as it seems.
    ///
    /// # Errors
    /// It cannot be read, or holds nothing.
    pub fn look(&self, store: &Store, path: &Path, kind: Option<Kind>) -> Result<Stage> {
        let place = path.display();
        ensure!(path.exists(), "there is no file or folder {place}");
        let found = match kind {
            Some(kind @ (Kind::Recordings | Kind::Transcripts)) => {
                Some((kind, "as you say".to_owned()))
            }
            Some(_) => None,
            None => media::media(path),
        };
        if let Some((kind, why)) = found {
            let files = Files::new(kind, why, path.to_owned(), store)?;
            return Ok(Stage::Ready(Before::Files(Box::new(files))));
        }
        let mut tables = import::files(path)?;
        if tables.len() == 1
            && let Some(table) = tables.pop()
        {
            return self.look_at(store, table, kind);
        }
        let several = Several::new(path, tables, kind)?;
        Ok(Stage::Ready(Before::Several(Box::new(several))))
    }

    /// What one table is.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn look_at(&self, store: &Store, table: Origin, kind: Option<Kind>) -> Result<Stage> {
        let options = Options {
            kind,
            profiles_dir: Some(self.profiles_dir.clone()),
            ..Options::default()
        };
        match Mapping::new(table.clone(), options, store, self.now) {
            Ok(mapping) => Ok(Stage::Ready(Before::Table(Box::new(mapping)))),
            Err(error) => match error.downcast::<Refusal>()? {
                // What has no rows and columns is nothing else either.
                refusal @ (Refusal::NotACallLog { .. } | Refusal::Unfit { .. })
                    if Table::glance(&table).is_ok() =>
                {
                    let (why, kinds) = (refusal.to_string(), words::kinds());
                    Ok(Stage::Refused(Box::new(Refused { table, kinds, why })))
                }
                other => Err(other.into()),
            },
        }
    }
}

impl Refused {
    /// Draws why it was refused, and what else it may be.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let mut rest = panel::draw(canvas, area, &self.table.name, "");
        for line in wrap(&self.why, rest.width.into()) {
            canvas.line(rest, Span::styled(line, canvas.theme.warn));
            rest = below(rest, 1);
        }
        self.kinds.draw(canvas, below(rest, 1));
    }
}
