//! The app: a stack of screens over one notice line. `run` is the loop, `app` what it drives, `keys` the one table of
//! keys, `screens/` one file per screen, `widgets/` what they draw with. No SQL, no printing, no clock of its own.

pub mod app;
mod asking;
pub mod call_list;
pub mod call_panel;
pub mod canvas;
pub mod editor;
pub mod feed;
mod filling;
pub mod glyphs;
pub mod jobs;
pub mod keys;
pub mod listening;
pub mod notes;
pub mod notice;
pub mod playback;
pub mod run;
pub mod screen;
pub mod screens;
pub mod terminal;
pub mod theme;
pub mod told;
pub mod widgets;
pub mod window;
pub mod words;

pub use app::{App, Settings};
pub use run::{ExitReason, run};
