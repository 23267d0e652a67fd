//! The rows of calls, customers and what comes in.

use crossterm::event::KeyCode::{Down, Enter, Esc, PageDown, PageUp, Tab, Up};

use crate::tui::keys::Key::{Ctrl, Plain};
use crate::tui::keys::table::{key, row};
use crate::tui::keys::{Action, Row, Scope};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(Scope::Calls, &[Plain(Enter)], Action::Open, 1, "open", "open the customer"),
    row(Scope::Calls, &[key('/')], Action::Find, 2, "find", "find by customer, number, rep, notes or transcript"),
    row(Scope::Calls, &[key('t')], Action::Target, 3, "add to hear", "hear this call as a targeted one; it stays out of the KPIs"),
    row(Scope::Calls, &[key('i')], Action::Import, 4, "import", "bring in a file of calls"),
    row(Scope::Calls, &[key('w')], Action::Waiting, 7, "who waits", "who called again unsolved, and who has gone quiet after a bad call"),
    row(Scope::Calls, &[key('r')], Action::Recordings, 6, "recordings", "the recordings' folder, and recordings that have no call"),
    row(Scope::Calls, &[key('u')], Action::Undo, 5, "take back", "take the call off the list to hear again"),

    row(Scope::Find, &[Plain(Enter)], Action::Accept, 1, "done", "keep what was found"),
    row(Scope::Find, &[Plain(Esc)], Action::Cancel, 2, "clear", "every call again"),
    row(Scope::Find, &[Plain(Up), Ctrl('p')], Action::Up, 0, "up", "the row above"),
    row(Scope::Find, &[Plain(Down), Ctrl('n')], Action::Down, 3, "move", "the row below"),
    row(Scope::Find, &[Plain(PageUp), Ctrl('b')], Action::PageUp, 0, "page up", "a page up"),
    row(Scope::Find, &[Plain(PageDown), Ctrl('f')], Action::PageDown, 0, "page down", "a page down"),

    row(Scope::Customer, &[Plain(Enter)], Action::Open, 1, "score", "score the call, or see its score"),
    row(Scope::Customer, &[key('t')], Action::Target, 2, "add to hear", "hear this call as a targeted one; it stays out of the KPIs"),
    row(Scope::Customer, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Customer, &[key('e')], Action::Edit, 5, "what is known…", "name, preferences and notes"),
    row(Scope::Customer, &[key('m')], Action::Join, 6, "the same as…", "join this customer with another entry of the same one"),
    row(Scope::Customer, &[key('M')], Action::Part, 0, "take a joining back", "the entry that was joined last stands alone again"),
    row(Scope::Customer, &[key('u')], Action::Undo, 3, "take back", "take the call off the list to hear again"),
    row(Scope::Customer, &[Plain(Esc)], Action::Back, 4, "back", "back to the calls"),

    row(Scope::Browse, &[Plain(Enter)], Action::Accept, 1, "open", "take the file, or go into the folder"),
    row(Scope::Browse, &[Plain(Tab)], Action::Next, 2, "complete", "complete the name as far as it is sure"),
    row(Scope::Browse, &[Plain(Up), Ctrl('p')], Action::Up, 0, "up", "the row above"),
    row(Scope::Browse, &[Plain(Down), Ctrl('n')], Action::Down, 3, "move", "the row below"),
    row(Scope::Browse, &[Plain(PageUp), Ctrl('b')], Action::PageUp, 0, "page up", "a page up"),
    row(Scope::Browse, &[Plain(PageDown), Ctrl('f')], Action::PageDown, 0, "page down", "a page down"),
    row(Scope::Browse, &[Ctrl('r')], Action::Imports, 5, "what was read", "what was read before; take an import back"),
    row(Scope::Browse, &[Plain(Esc)], Action::Cancel, 4, "close", "empty the line, then leave"),

    row(Scope::Import, &[key('b'), Ctrl('s')], Action::Save, 1, "bring in", "bring the file in"),
    row(Scope::Import, &[Plain(Enter)], Action::Open, 2, "what it means", "choose what this column means"),
    row(Scope::Import, &[Plain(Tab)], Action::Next, 0, "rows", "go through the first rows as they will be stored, and back to the columns"),
    row(Scope::Import, &[key('t')], Action::Kind, 3, "what it is", "say what the file holds: calls, answers to a survey, past evaluations, recordings, transcripts, numbers of KPIs"),
    row(Scope::Import, &[key('d')], Action::Dates, 4, "dates", "say how the file writes its dates"),
    row(Scope::Import, &[key('z')], Action::Zone, 5, "zone", "say by which zone the file's clock runs"),
    row(Scope::Import, &[key('r')], Action::AddReps, 6, "add names", "add names that are not known as reps, or keep them to be assigned"),
    row(Scope::Import, &[key('s')], Action::Scale, 0, "scale", "say on which scale the customers of a survey answered"),
    row(Scope::Import, &[key('f')], Action::Use, 0, "form", "say on which scorecard past evaluations were made"),
    row(Scope::Import, &[key('w')], Action::Whose, 0, "whose", "say whose phone it is where a file of calls names nobody, or who scored past evaluations"),
    row(Scope::Import, &[key('n')], Action::Rename, 0, "source", "name the source: a second phone system or another phone has a name of its own"),
    row(Scope::Import, &[key('x')], Action::Sheet, 0, "sheet", "choose the sheet of a workbook"),
    row(Scope::Import, &[key('a')], Action::Within, 0, "after", "say how many days before the answer to a survey its call may lie"),

    row(Scope::Media, &[key('b'), Ctrl('s')], Action::Save, 1, "bring in", "read the recordings or transcripts; nothing is copied or moved"),
    row(Scope::Media, &[key('t')], Action::Kind, 2, "what it is", "say what the folder or file holds"),
    row(Scope::Media, &[key('w'), Plain(Enter)], Action::Speaker, 0, "who speaks", "say who speaks in the transcripts: once for every transcript of the source"),
    row(Scope::Media, &[key('c')], Action::New, 0, "make calls", "make calls of recordings that no call fits, or leave them by themselves"),
    row(Scope::Media, &[key('z')], Action::Zone, 5, "zone", "say by which zone the clock in the names runs"),
    row(Scope::Media, &[key('n')], Action::Rename, 0, "source", "name the source of the recordings or transcripts"),

    row(Scope::Imported, &[Plain(Enter)], Action::Open, 1, "open", "see what stands behind the line; on any other line go on"),
    row(Scope::Imported, &[key('a')], Action::Assign, 2, "assign names", "say whose the names are that this desk does not know"),
    row(Scope::Imported, &[key('i')], Action::Import, 3, "another file", "bring another file in"),
    row(Scope::Imported, &[key('I')], Action::Imports, 5, "what was read", "what was read before; take an import back"),
    row(Scope::Imported, &[Plain(Esc)], Action::Back, 4, "go on", "go on"),

    row(Scope::LeftOut, &[Plain(Enter)], Action::Open, 1, "open", "see the whole row, or the customer of the call"),
    row(Scope::LeftOut, &[Plain(Esc)], Action::Back, 2, "back", "back to what came of the import"),

    row(Scope::Imports, &[key('u'), key('x')], Action::Undo, 1, "take back…", "take the import back whole; first it is shown what would go and what stays"),
    row(Scope::Imports, &[key('i')], Action::Import, 2, "import", "bring in a file of calls"),
    row(Scope::Imports, &[Plain(Esc)], Action::Back, 3, "back", "back to where you were"),

    row(Scope::Imported, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),

    row(Scope::TakeBack, &[key('y')], Action::Yes, 1, "take it back", "take the import back"),
    row(Scope::TakeBack, &[key('n')], Action::No, 2, "leave it", "leave it"),
    row(Scope::TakeBack, &[key('f')], Action::Force, 3, "scored ones too", "also the calls that were scored or chosen since, with their evaluations; or not"),

    row(Scope::Names, &[Plain(Enter)], Action::Open, 1, "whose it is", "say whose name it is; its calls are assigned"),
    row(Scope::Names, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),

    row(Scope::Recordings, &[key('f')], Action::Folder, 1, "folder…", "say in which folder recordings lie, and look through it"),
    row(Scope::Recordings, &[key('r')], Action::Read, 2, "look again", "look through the folder for recordings that are new or can be joined now"),
    row(Scope::Recordings, &[Plain(Enter)], Action::Open, 3, "make it a call", "make a call of the recording, with the time and number in its name"),
    row(Scope::Recordings, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Recordings, &[Plain(Esc)], Action::Back, 4, "back", "back to the calls"),

    row(Scope::Owed, &[key('d')], Action::Finish, 1, "done", "it is done; it leaves the list"),
    row(Scope::Owed, &[Plain(Enter)], Action::Open, 2, "the customer", "the customer's calls"),
    row(Scope::Owed, &[key('u')], Action::Undo, 3, "take back", "it was not done after all"),
    row(Scope::Owed, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Owed, &[Plain(Esc)], Action::Back, 4, "back", "back to where you were"),

    row(Scope::Waiting, &[Plain(Enter)], Action::Open, 1, "the customer", "everything that happened with the customer"),
    row(Scope::Waiting, &[Plain(Esc)], Action::Back, 2, "back", "back to where you were"),
];
