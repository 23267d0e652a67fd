//! Writing the page to a file: where to, and never over something unasked.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::{Open, Summary, Told};
use crate::ops::summary::{self as op, Format, file};
use crate::tui::canvas::{Canvas, below, centred};
use crate::tui::keys::{self, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input};
use crate::tui::widgets::field::{Field, Typed};
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;

impl Summary {
    pub(super) fn ask(&self, format: Format) -> Open {
        let about = match &self.told {
            Told::Week(week, _) => week.to_string(),
            Told::Sheet(rep, told) => format!("one-to-one-{rep}-{}", told.on),
        };
        let name = format!("deskside-{about}.{}", format.word());
        Open::Path(format, Field::new(&name))
    }

    /// Takes in what comes while the path is typed.
    pub(super) fn type_path(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let Open::Path(format, field) = &mut self.open else {
            return Ok(Flow::Stay);
        };
        let format = *format;
        match field.update(input) {
            Typed::Open => {}
            Typed::None => self.open = Open::Nothing,
            Typed::Text(typed) => {
                if typed.is_empty() {
                    return context.say(Notice::failed("Give the file a name, or Esc."));
                }
                let path = full_path(&typed)?;
                // Another ending asks for another format.
                let format = Format::of_ending(&path).unwrap_or(format);
                if path.is_dir() {
                    return context.say(Notice::failed(format!(
                        "{} is a folder: add a name for the file.",
                        path.display()
                    )));
                }
                if path.symlink_metadata().is_ok() {
                    self.open = Open::Replace(format, path);
                    return Ok(Flow::Stay);
                }
                return self.write(format, &path, false, context);
            }
        }
        Ok(Flow::Stay)
    }

    pub(super) fn write(
        &mut self,
        format: Format,
        path: &Path,
        force: bool,
        context: &mut Context,
    ) -> Result<Flow> {
        let bytes = match &self.told {
            Told::Week(_, told) => format.write(context.store, told, self.names)?,
            Told::Sheet(_, told) => op::sheet::write(told, format)?,
        };
        file::write_whole(path, &bytes, force)?;
        if let Told::Week(week, _) = &self.told {
            op::note_written(context.store, *week, context.now.to_utc())?;
        }
        self.open = Open::Nothing;
        let names = if self.names {
            "; customers are named in it"
        } else {
            ""
        };
        context.say(Notice::done(format!(
            "Written to {}{names}.",
            path.display()
        )))
    }
}

/// The path as typed, from the root; `~` is the home folder.
fn full_path(typed: &str) -> Result<PathBuf> {
    let home = typed.strip_prefix("~/").zip(directories::BaseDirs::new());
    let path = match home {
        Some((rest, folders)) => folders.home_dir().join(rest),
        None => PathBuf::from(typed),
    };
    std::path::absolute(&path).with_context(|| format!("could not tell where {typed} is"))
}

/// Draws the line for the path.
pub(super) fn draw(canvas: &mut Canvas, area: Rect, format: Format, names: bool, field: &Field) {
    let title = match format {
        Format::Html => "Write the page for the browser and the printer to",
        Format::Md => "Write the page as text for a mail to",
        Format::Xlsx => "Write the week as a workbook to",
        Format::Csv => "Write what the page says as CSV to",
        Format::Json => "Write the page for programs to",
        Format::Eml => "Write the page as a mail, to open in your mail program, to",
    };
    let said = if names {
        "Customers are named in it."
    } else {
        "Customers are not named in it."
    };
    let inside = panel::boxed(canvas, centred(area, 76, 7), title);
    field.draw(canvas, below(inside, 1), true, "a name for the file");
    canvas.line(below(inside, 2), Span::styled(said, canvas.theme.dim));
    let hints = keys::footer(Scope::Text.chain(), inside.width.into());
    draw_hints(canvas, below(inside, 4), &hints);
}
