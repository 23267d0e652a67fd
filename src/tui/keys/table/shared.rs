//! The rows that many screens share: setting up, scorecards, dialogs, lists, text, the tabs.

use crossterm::event::KeyCode::{
    BackTab, Delete, Down, End, Enter, Esc, F, Home, PageDown, PageUp, Tab, Up,
};

use crate::tui::keys::Key::{Ctrl, Digits, Plain};
use crate::tui::keys::table::{key, row};
use crate::tui::keys::{Action, Row, Scope};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(Scope::Welcome, &[key('i')], Action::Import, 1, "import", "import your call log"),
    row(Scope::Welcome, &[key('n')], Action::NewCall, 2, "new call", "score a call you just heard"),
    row(Scope::Welcome, &[key('D')], Action::Demo, 3, "demo", "look around with an invented business"),
    row(Scope::Welcome, &[key('K')], Action::Kpis, 4, "what matters", "say what matters to your customers; KPIs follow from it"),
    row(Scope::Welcome, &[key('F')], Action::Scorecards, 5, "scorecards", "see and change the forms on which calls are scored"),
    row(Scope::Welcome, &[Plain(Enter)], Action::Open, 4, "go on", "go to the week's calls"),

    row(Scope::Scorecards, &[Plain(Enter)], Action::Open, 1, "change", "see the scorecard and change it; a version that was used stays as it is"),
    row(Scope::Scorecards, &[key('u')], Action::Use, 2, "use for…", "score with it from now on: every spoken call, or one channel"),
    row(Scope::Scorecards, &[key('n')], Action::New, 3, "copy…", "make a new scorecard from a copy of this one"),
    row(Scope::Scorecards, &[key('e')], Action::Edit, 4, "in your editor", "change it as text in the editor that EDITOR names"),
    row(Scope::Scorecards, &[Plain(Esc)], Action::Back, 5, "back", "back to where you were"),

    row(Scope::Editor, &[Plain(Enter)], Action::Open, 1, "change", "change the question: words, weight, meaning of the answers, condition"),
    row(Scope::Editor, &[key('a')], Action::Add, 2, "add", "add a question below"),
    row(Scope::Editor, &[key('A')], Action::AddSection, 0, "section", "add a section below, with a first question"),
    row(Scope::Editor, &[key('r')], Action::Rename, 0, "names", "change the names of the section and of the scorecard"),
    row(Scope::Editor, &[key('J'), key(']')], Action::MoveDown, 4, "move", "move the question down"),
    row(Scope::Editor, &[key('K'), key('[')], Action::MoveUp, 0, "move up", "move the question up"),
    row(Scope::Editor, &[key('d'), Plain(Delete)], Action::Remove, 5, "take away", "take the question away"),
    row(Scope::Editor, &[key('p')], Action::Preview, 6, "try out", "try it out as the form; nothing is kept"),
    row(Scope::Editor, &[Ctrl('s')], Action::Save, 3, "use", "make this the next version"),
    row(Scope::Editor, &[key('u')], Action::Undo, 7, "undo", "take the last change back"),
    row(Scope::Editor, &[key('X')], Action::Clear, 0, "start over", "drop every change since the last version"),
    row(Scope::Editor, &[Plain(Esc)], Action::Back, 8, "back", "back; what was changed is kept and not used yet"),

    row(Scope::Preview, &[key('y')], Action::Yes, 1, "yes", "answer yes and go on"),
    row(Scope::Preview, &[key('n')], Action::No, 2, "no", "answer no and go on"),
    row(Scope::Preview, &[key('x'), key('-')], Action::NotApplicable, 3, "n/a", "it does not apply; go on"),
    row(Scope::Preview, &[Digits(9)], Action::Digit(0), 0, "scale", "give that answer, where the question has a scale, and go on"),
    row(Scope::Preview, &[Plain(Down), key('j')], Action::Down, 0, "down", "the next question"),
    row(Scope::Preview, &[Plain(Up), key('k')], Action::Up, 0, "up", "the question before"),
    row(Scope::Preview, &[Plain(Esc), key('p')], Action::Back, 5, "back", "back to changing it"),

    row(Scope::Dialog, &[key('y')], Action::Yes, 1, "yes", "yes, do it"),
    row(Scope::Dialog, &[key('n'), Plain(Esc), Plain(Enter)], Action::No, 2, "no", "no, leave it"),

    row(Scope::Choice, &[Plain(Enter)], Action::Accept, 1, "choose", "take the marked one"),
    row(Scope::Choice, &[Digits(9)], Action::Digit(0), 2, "choose at once", "take the one with that number"),
    row(Scope::Choice, &[Plain(Up), key('k')], Action::Up, 0, "up", "the one above"),
    row(Scope::Choice, &[Plain(Down), key('j')], Action::Down, 0, "down", "the one below"),
    row(Scope::Choice, &[Plain(Esc)], Action::Cancel, 3, "cancel", "choose nothing"),

    row(Scope::Text, &[Plain(Enter)], Action::Accept, 1, "done", "keep the text"),
    row(Scope::Text, &[Plain(Esc)], Action::Cancel, 2, "back", "leave the text"),

    row(Scope::Form, &[Plain(Enter)], Action::Accept, 1, "next", "the next field; on the last one, done"),
    row(Scope::Form, &[Plain(Tab)], Action::Next, 0, "next", "the next field"),
    row(Scope::Form, &[Plain(BackTab)], Action::Previous, 0, "back", "the field before"),
    row(Scope::Form, &[Plain(Down)], Action::Down, 0, "down", "the next field; in a list the one below"),
    row(Scope::Form, &[Plain(Up)], Action::Up, 2, "back", "the field before; in a list the one above"),
    row(Scope::Form, &[Ctrl('s')], Action::Save, 3, "done", "done with the form"),
    row(Scope::Form, &[Plain(Esc)], Action::Cancel, 4, "leave", "leave the form"),

    row(Scope::Plan, &[Plain(Enter)], Action::Accept, 1, "draw", "draw these calls at random"),
    row(Scope::Plan, &[Plain(Tab), Plain(Down)], Action::Next, 2, "next field", "the next field"),
    row(Scope::Plan, &[Plain(BackTab), Plain(Up)], Action::Previous, 0, "field before", "the field before"),
    row(Scope::Plan, &[Plain(Esc)], Action::Cancel, 3, "back", "draw nothing"),

    row(Scope::NewCall, &[Plain(Enter)], Action::Accept, 1, "open the form", "note the call and open its form"),
    row(Scope::NewCall, &[Plain(Tab)], Action::Next, 2, "next field", "the next field"),
    row(Scope::NewCall, &[Plain(BackTab)], Action::Previous, 0, "field before", "the field before"),
    row(Scope::NewCall, &[Plain(Down)], Action::Down, 0, "down", "the next field; in a list the one below"),
    row(Scope::NewCall, &[Plain(Up)], Action::Up, 0, "up", "the field before; in a list the one above"),
    row(Scope::NewCall, &[Plain(Esc)], Action::Cancel, 3, "back", "note nothing"),

    row(Scope::Finder, &[Plain(Up), Ctrl('p')], Action::Up, 0, "up", "the row above"),
    row(Scope::Finder, &[Plain(Down), Ctrl('n')], Action::Down, 2, "move", "the row below"),
    row(Scope::Finder, &[Plain(PageUp), Ctrl('b')], Action::PageUp, 0, "page up", "a page up"),
    row(Scope::Finder, &[Plain(PageDown), Ctrl('f')], Action::PageDown, 0, "page down", "a page down"),
    row(Scope::Finder, &[Plain(Enter)], Action::Accept, 1, "do it", "do what the row says"),
    row(Scope::Finder, &[Plain(Esc)], Action::Cancel, 3, "close", "empty the line, then close"),

    row(Scope::List, &[Plain(Up), key('k')], Action::Up, 0, "up", "the row above"),
    row(Scope::List, &[Plain(Down), key('j')], Action::Down, 0, "down", "the row below"),
    row(Scope::List, &[Plain(PageUp), Ctrl('u')], Action::PageUp, 0, "page up", "a page up"),
    row(Scope::List, &[Plain(PageDown), Ctrl('d')], Action::PageDown, 0, "page down", "a page down"),
    row(Scope::List, &[Plain(Home), key('g')], Action::First, 0, "first", "the first row"),
    row(Scope::List, &[Plain(End), key('G')], Action::Last, 0, "last", "the last row"),

    row(Scope::Tabs, &[Plain(Tab)], Action::NextTab, 0, "next tab", "the next tab"),
    row(Scope::Tabs, &[Plain(BackTab)], Action::PreviousTab, 0, "last tab", "the tab before"),
    row(Scope::Tabs, &[key('1')], Action::GoTo(0), 0, "sample", "what to hear this week"),
    row(Scope::Tabs, &[key('2')], Action::ScoreNext, 0, "score", "listen to the next call of the week that waits, and score it"),
    row(Scope::Tabs, &[key('3')], Action::GoTo(1), 0, "trends", "KPIs over weeks"),
    row(Scope::Tabs, &[key('4')], Action::GoTo(2), 0, "coach", "what everybody works on, and whether it helps"),
    row(Scope::Tabs, &[key('5')], Action::GoTo(3), 0, "voice", "what customers talk about, what is new or growing"),
    row(Scope::Tabs, &[key('6')], Action::GoTo(4), 0, "calls", "every call and every customer"),
    row(Scope::Tabs, &[key('n')], Action::NewCall, 8, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Tabs, &[key('o')], Action::Owed, 0, "owed", "what was promised to customers and is not done yet"),
    row(Scope::Tabs, &[key('I')], Action::Imports, 0, "imports", "what was read before; take an import back"),
    row(Scope::Tabs, &[key('F')], Action::Scorecards, 0, "scorecards", "the forms on which calls are scored: change, choose, copy"),
    row(Scope::Tabs, &[key('s')], Action::Summary, 4, "summary", "this week on one page: what to praise, to fix, to do next"),

    row(Scope::Global, &[Plain(Esc)], Action::Back, 0, "back", "one step back"),
    row(Scope::Global, &[key(':')], Action::Palette, 30, "find an action", "find any action by its name"),
    row(Scope::Global, &[key('?'), Plain(F(1))], Action::Help, 31, "keys", "the keys of this screen"),
    row(Scope::Global, &[Ctrl('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Global, &[key('q')], Action::Quit, 0, "quit", "leave the program; everything is saved"),

    row(Scope::Always, &[Plain(F(1))], Action::Help, 0, "keys", "the keys of this screen"),
    row(Scope::Always, &[Ctrl('c')], Action::Quit, 0, "quit", "leave the program; everything is saved"),
    row(Scope::Always, &[Ctrl('x')], Action::StopJob, 0, "stop", "stop the work that is running"),
    row(Scope::Always, &[Ctrl('z')], Action::Suspend, 0, "to the shell", "to the shell; fg comes back"),
    row(Scope::Always, &[Ctrl('l')], Action::Repaint, 0, "draw again", "draw the screen again"),
];
