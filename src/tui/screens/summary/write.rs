//! Writing the page to a file: where to, and never over something unasked.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::{Form, Open, Summary, Told};
use crate::ops::summary::{self as op, file};
use crate::tui::canvas::{Canvas, below, centred};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::wrap;

impl Summary {
    pub(super) fn ask(&self, form: Form) -> Open {
        let about = match &self.told {
            Told::Week(week, _) => week.to_string(),
            Told::Sheet(rep, told) => format!("one-to-one-{rep}-{}", told.on),
        };
        let name = format!("deskside-{about}.{}", form.ending());
        Open::Path(form, Field::new(&name))
    }

    /// Takes in what comes while the path is typed.
    pub(super) fn type_path(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let Open::Path(form, field) = &mut self.open else {
            return Ok(Flow::Stay);
        };
        let form = *form;
        match input {
            Input::Key(key) => {
                field.key(*key);
            }
            Input::Paste(text) => {
                field.paste(text);
            }
            Input::Do(Action::Cancel) => self.open = Open::Nothing,
            Input::Do(Action::Accept) => {
                let typed = field.text().trim().to_owned();
                if typed.is_empty() {
                    return context.say(Notice::failed("Give the file a name, or Esc."));
                }
                let path = full_path(&typed)?;
                if path.is_dir() {
                    return context.say(Notice::failed(format!(
                        "{} is a folder: add a name for the file.",
                        path.display()
                    )));
                }
                if path.symlink_metadata().is_ok() {
                    self.open = Open::Replace(form, path);
                    return Ok(Flow::Stay);
                }
                return self.write(form, &path, false, context);
            }
            _ => {}
        }
        Ok(Flow::Stay)
    }

    pub(super) fn write(
        &mut self,
        form: Form,
        path: &Path,
        force: bool,
        context: &mut Context,
    ) -> Result<Flow> {
        let text = match (form, &self.told) {
            (Form::Html, Told::Week(_, told)) => op::html(told)?,
            (Form::Markdown, Told::Week(_, told)) => op::markdown(told),
            (Form::Html, Told::Sheet(_, told)) => op::sheet::html(told)?,
            (Form::Markdown, Told::Sheet(_, told)) => op::sheet::markdown(told),
        };
        file::write_whole(path, &text, force)?;
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
pub(super) fn draw(canvas: &mut Canvas, area: Rect, form: Form, names: bool, field: &Field) {
    let title = match form {
        Form::Html => "Write the page for the browser and the printer to",
        Form::Markdown => "Write the page as text for a mail to",
    };
    let said = if names {
        "Customers are named in it."
    } else {
        "Customers are not named in it."
    };
    let inside = panel::boxed(canvas, centred(area, 76, 7), title);
    field.draw(canvas, below(inside, 1), true, "a name for the file");
    for line in wrap(said, inside.width.into()).iter().take(1) {
        canvas.line(below(inside, 2), Span::styled(line, canvas.theme.dim));
    }
    let hints = keys::footer(Scope::Text.chain(), inside.width.into());
    draw_hints(canvas, below(inside, 4), &hints);
}
