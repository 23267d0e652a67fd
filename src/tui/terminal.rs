//! Taking the terminal over and giving it back as it was: alternate screen, raw mode, cursor, mouse, paste. Given
//! back at the end, on every signal, on Ctrl-Z and when the program panics.

use std::io::{IsTerminal, Stdout, stdout};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::force_color_output;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, execute};
use ratatui::backend::CrosstermBackend;

/// The terminal while the app has it.
pub struct Terminal {
    /// What is drawn on. Never dropped: at its end it would print that a terminal that is gone shows no cursor, and
    /// printing there is a panic. [`give_back`] has shown the cursor by then.
    pub screen: ManuallyDrop<ratatui::Terminal<CrosstermBackend<Stdout>>>,
    mouse: bool,
}

impl Terminal {
    /// Takes the terminal over. `mouse`: whether clicks and the wheel come to the app.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn take(mouse: bool) -> std::io::Result<Self> {
        give_back_on_panic();
        // Without it crossterm writes an empty colour where NO_COLOR is set, and that ends reverse video. The theme
        // has no colours then.
        force_color_output(true);
        enter(mouse)?;
        Ok(Self {
            screen: ManuallyDrop::new(ratatui::Terminal::new(CrosstermBackend::new(stdout()))?),
            mouse,
        })
    }

    /// Takes the terminal over again after it was given back, and forgets what it showed.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn take_again(&mut self) -> std::io::Result<()> {
        give_back();
        enter(self.mouse)?;
        self.repaint()
    }

    /// Draws everything anew with the next frame.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn repaint(&mut self) -> std::io::Result<()> {
        // Not `clear`: it asks the terminal where the cursor is, and the thread that reads keys would eat the answer.
        let area = self.screen.size()?.into();
        self.screen.resize(area)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Why the app cannot run here, if it cannot; to be told before anything else.
pub fn unfit() -> Option<&'static str> {
    let term = std::env::var("TERM").unwrap_or_default();
    if !std::io::stdin().is_terminal() || !stdout().is_terminal() {
        Some("the app needs a terminal; the commands work without one: deskside --help")
    } else if cfg!(unix) && (term.is_empty() || term == "dumb") {
        Some(
            "the app needs a terminal that can move the cursor, and TERM names none; the commands work without one: deskside --help",
        )
    } else if crossterm::terminal::size().is_ok_and(|(columns, rows)| columns == 0 || rows == 0) {
        Some("the terminal says that it has no columns; try: stty rows 24 cols 80")
    } else {
        None
    }
}

/// Whether the terminal is ours at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

fn enter(mouse: bool) -> std::io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
    if mouse {
        execute!(stdout(), Clicks(true))?;
    }
    Ok(())
}

/// Gives the terminal back as it was. Does nothing when it is not ours; a terminal that is gone needs nothing.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = stdout();
        let _ = execute!(out, Clicks(false), DisableBracketedPaste);
        // Before the screen is seen to be free: what is typed from then on reaches the next program as it expects.
        let _ = disable_raw_mode();
        let _ = execute!(out, LeaveAlternateScreen, Show);
    }
}

/// A panic of the app gives the terminal back before it is told. One in a job is told by the app as a notice.
fn give_back_on_panic() {
    let app = std::thread::current().id();
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == app {
            give_back();
            tell(panic);
        }
    }));
}

/// Clicks and the wheel, and no report of mere movements, which would wake the program all the time.
struct Clicks(bool);

impl Command for Clicks {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str(if self.0 {
            "\x1b[?1000h\x1b[?1006h"
        } else {
            "\x1b[?1006l\x1b[?1000l"
        })
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
        if self.0 {
            EnableMouseCapture.execute_winapi()
        } else {
            DisableMouseCapture.execute_winapi()
        }
    }
}
