//! The app: a stack of screens over one notice line. `run` is the loop, `app` what it drives, `keys` the one table of
//! keys, `screens/` one file per screen, `widgets/` what they draw with. No SQL, no printing, no clock of its own.

pub mod canvas;
pub mod glyphs;
pub mod keys;
pub mod theme;
pub mod widgets;
