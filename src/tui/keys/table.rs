//! The rows themselves, scope by scope. No action stands only on a key that some terminals do not send; two actions
//! that hold at the same time never share a key. Tests watch over both.

use crossterm::event::KeyCode::{
    BackTab, Backspace, Char, Delete, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp,
    Right, Tab, Up,
};

use crate::tui::keys::Key::{Ctrl, Digits, Plain};
use crate::tui::keys::{Action, Key, Row, Scope};

/// What holds even while text is typed.
pub const ALWAYS: &[Scope] = &[Scope::Always];

const fn row(
    scope: Scope,
    keys: &'static [Key],
    action: Action,
    rank: u8,
    label: &'static str,
    help: &'static str,
) -> Row {
    Row {
        scope,
        keys,
        action,
        label,
        help,
        rank,
    }
}

const fn key(c: char) -> Key {
    Plain(Char(c))
}

/// Every row, in the order in which the help tells them.
#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    row(Scope::Sample, &[Plain(Enter)], Action::Open, 1, "listen and score", "listen to the call and score it"),
    row(Scope::Sample, &[key('d')], Action::Draw, 2, "draw", "draw this week's calls"),
    row(Scope::Sample, &[key('x')], Action::Skip, 3, "skip…", "skip the call for a reason; the next in order takes its place"),
    row(Scope::Sample, &[key('t')], Action::Target, 4, "add a targeted call…", "hear a call of your own choice; it stays out of the KPIs"),
    row(Scope::Sample, &[key('v')], Action::Verify, 5, "verify the draw", "repeat the draw and compare"),
    row(Scope::Sample, &[key('b')], Action::Blind, 0, "score again blind", "score a call again that came back after a month, without its old answers"),
    row(Scope::Sample, &[key('u')], Action::Undo, 6, "take back", "take a skip back; the call that took its place leaves again"),
    row(Scope::Sample, &[key('i')], Action::Import, 7, "import", "bring in a file of calls"),
    row(Scope::Sample, &[key('['), key('<')], Action::Previous, 9, "week before", "the week before"),
    row(Scope::Sample, &[key(']'), key('>')], Action::Next, 10, "week after", "the week after"),
    row(Scope::Sample, &[key('a')], Action::Assign, 0, "assign names", "say which rep a name in the calls stands for"),

    row(Scope::Score, &[key('y')], Action::Yes, 1, "yes", "answer yes and go on"),
    row(Scope::Score, &[key('n')], Action::No, 2, "no", "answer no and go on"),
    row(Scope::Score, &[key('x'), key('-')], Action::NotApplicable, 3, "n/a", "the question does not apply to this call"),
    row(Scope::Score, &[Digits(9)], Action::Digit(0), 9, "scale", "give that answer and go on"),
    row(Scope::Score, &[key('c')], Action::Comment, 4, "comment", "write a comment on the question"),
    row(Scope::Score, &[key('m')], Action::Moment, 6, "moment", "note this moment of the call"),
    row(Scope::Score, &[key('v')], Action::Voice, 7, "voice", "note the customer's own words"),
    row(Scope::Score, &[Plain(Char(' '))], Action::Play, 8, "play", "play or pause; the clock where there is no recording"),
    row(Scope::Score, &[Plain(Left)], Action::Left, 10, "5 s back", "five seconds back"),
    row(Scope::Score, &[Plain(Right)], Action::Right, 0, "5 s on", "five seconds on"),
    row(Scope::Score, &[key(',')], Action::Slower, 0, "slower", "play slower"),
    row(Scope::Score, &[key('.')], Action::Faster, 0, "faster", "play faster"),
    row(Scope::Score, &[key('l')], Action::Repeat, 0, "last 10 s", "hear the last ten seconds again and again; once more goes on"),
    row(Scope::Score, &[Plain(Tab)], Action::Next, 0, "next open", "the next question without an answer"),
    row(Scope::Score, &[Plain(BackTab)], Action::Previous, 0, "last open", "the question without an answer before this one"),
    row(Scope::Score, &[key('g')], Action::GoToQuestion, 0, "go to", "go to a question by its letter or number"),
    row(Scope::Score, &[key(']'), Plain(PageDown)], Action::NextSection, 0, "next section", "the first question of the next section"),
    row(Scope::Score, &[key('['), Plain(PageUp)], Action::PreviousSection, 0, "last section", "the first question of the section before"),
    row(Scope::Score, &[key('e')], Action::Notes, 0, "notes…", "hear a moment again, change its words, take it away"),
    row(Scope::Score, &[key('o')], Action::Outcome, 12, "outcome…", "how it ended: satisfied, something owed and by when, why no referral"),
    row(Scope::Score, &[key('b')], Action::Total, 0, "total", "show the running total, or hide it again; it is hidden so that it does not steer"),
    row(Scope::Score, &[Plain(Down), key('j')], Action::Down, 0, "down", "the next question"),
    row(Scope::Score, &[Plain(Up), key('k')], Action::Up, 0, "up", "the question before"),
    row(Scope::Score, &[Plain(Backspace), Plain(Delete)], Action::Clear, 0, "clear", "take the answer to this question away"),
    row(Scope::Score, &[key('u')], Action::Undo, 11, "undo", "take the last answer back"),
    row(Scope::Score, &[Ctrl('r')], Action::Redo, 0, "redo", "give it again"),
    row(Scope::Score, &[key('C')], Action::Coach, 0, "coach on this", "agree with the rep on this behaviour; the next random calls are the test"),
    row(Scope::Score, &[key('P')], Action::Praise, 0, "praise", "praise the rep for this call"),
    row(Scope::Score, &[key('t')], Action::Transcript, 12, "transcript", "read what was said; for a chat or an e-mail its messages"),
    row(Scope::Score, &[Plain(Enter)], Action::Finish, 5, "finish", "finish and see the score"),

    row(Scope::Transcript, &[Plain(Enter)], Action::Open, 1, "hear from here", "set the clock, or the recording, to this line"),
    row(Scope::Transcript, &[key('/')], Action::Find, 2, "find", "find in what was said"),
    row(Scope::Transcript, &[key('n')], Action::Next, 6, "next hit", "the next line that holds it"),
    row(Scope::Transcript, &[key('N'), key('p')], Action::Previous, 0, "hit before", "the line before that holds it"),
    row(Scope::Transcript, &[key('m')], Action::Moment, 4, "moment", "note a moment at this line"),
    row(Scope::Transcript, &[key('v')], Action::Voice, 5, "voice", "note the customer's own words at this line"),
    row(Scope::Transcript, &[Plain(Tab)], Action::Accept, 3, "questions", "back to the questions; the transcript stays in sight"),
    row(Scope::Transcript, &[key('w')], Action::Speaker, 8, "who speaks", "say who speaks in this line: rep, customer, somebody else; once for every transcript of its source"),
    row(Scope::Transcript, &[Plain(Char(' '))], Action::Play, 9, "play", "play or pause"),
    row(Scope::Transcript, &[Plain(Left)], Action::Left, 0, "5 s back", "five seconds back"),
    row(Scope::Transcript, &[Plain(Right)], Action::Right, 0, "5 s on", "five seconds on"),
    row(Scope::Transcript, &[key('t')], Action::Transcript, 7, "close", "close the transcript"),

    row(Scope::Scored, &[Plain(Enter)], Action::Open, 1, "next call", "the next call that waits to be heard"),
    row(Scope::Scored, &[key('f')], Action::Formula, 2, "formula", "how the score is worked out"),
    row(Scope::Scored, &[key('c'), key('C')], Action::Coach, 3, "coach on this", "agree with the rep on one behaviour of this call"),
    row(Scope::Scored, &[key('p'), key('P')], Action::Praise, 4, "praise this", "praise the rep for this call"),
    row(Scope::Scored, &[key('n')], Action::New, 5, "score again", "score this call once more; the first scoring is kept"),
    row(Scope::Scored, &[key('e')], Action::Notes, 6, "notes…", "change the words of a moment, or take it away"),
    row(Scope::Scored, &[Plain(Down), key('j')], Action::Down, 0, "down", "further down"),
    row(Scope::Scored, &[Plain(Up), key('k')], Action::Up, 0, "up", "further up"),

    row(Scope::Trends, &[key('l'), Plain(Right)], Action::Right, 1, "KPI", "the next KPI"),
    row(Scope::Trends, &[key('h'), Plain(Left)], Action::Left, 0, "KPI before", "the KPI before"),
    row(Scope::Trends, &[key('j'), Plain(Down)], Action::Down, 2, "rep", "the next rep; the whole business comes first"),
    row(Scope::Trends, &[key('k'), Plain(Up)], Action::Up, 0, "rep before", "the rep before"),
    row(Scope::Trends, &[key('['), key(',')], Action::Previous, 3, "week", "the week before"),
    row(Scope::Trends, &[key(']'), key('.')], Action::Next, 0, "week after", "the week after"),
    row(Scope::Trends, &[Plain(Enter)], Action::Open, 4, "its calls", "the calls behind the chosen week"),
    row(Scope::Trends, &[key('f')], Action::Formula, 5, "formula", "how the number is worked out"),
    row(Scope::Trends, &[key('w')], Action::Weeks, 6, "weeks", "26, 52 or 13 weeks"),
    row(Scope::Trends, &[key('a')], Action::Annotate, 7, "annotate", "write down what happened or was decided in the chosen week"),
    row(Scope::Trends, &[key('K')], Action::Kpis, 8, "KPIs", "what matters to customers, the KPIs that follow, targets, numbers typed in"),
    row(Scope::Trends, &[key('d')], Action::Drivers, 21, "drivers", "which behaviours go with satisfied customers"),
    row(Scope::Trends, &[key('c')], Action::Consistency, 22, "how alike you score", "how alike you score the same call twice, the second time blind"),
    row(Scope::Trends, &[key('m')], Action::Misses, 23, "missed targets", "targets that were missed with certainty, and what was decided on them"),
    row(Scope::Trends, &[key('u')], Action::Undo, 0, "take back", "take back what was just written down"),

    row(Scope::Consistency, &[Plain(Esc)], Action::Back, 1, "back", "back to where you were"),

    row(Scope::Drivers, &[key('w')], Action::Weigh, 1, "take weights…", "new weights for the form from what satisfies customers; asks first"),
    row(Scope::Drivers, &[Plain(Esc)], Action::Back, 2, "back", "back to the trends"),

    row(Scope::Behind, &[Plain(Enter)], Action::Open, 1, "see the call", "how the call was scored; the call itself where every call counts"),
    row(Scope::Behind, &[Plain(Esc)], Action::Back, 2, "back", "back to the chart"),

    row(Scope::Kpis, &[key('p')], Action::Propose, 1, "what matters…", "say what matters to your customers; KPIs follow from it"),
    row(Scope::Kpis, &[key('e')], Action::Enter, 2, "numbers…", "type in a week's numbers"),
    row(Scope::Kpis, &[key('t')], Action::Target, 3, "targets…", "say where the KPI should go, soon, later and in the long run"),
    row(Scope::Kpis, &[key('a')], Action::Add, 4, "add…", "add a KPI of your own: a question, an outcome, a theme, or a number a week"),
    row(Scope::Kpis, &[key('d'), Plain(Delete)], Action::Remove, 5, "take away", "take a KPI of your own away, with its numbers"),
    row(Scope::Kpis, &[Plain(Esc)], Action::Back, 6, "back", "back to where you were"),

    row(Scope::Proposals, &[Plain(Enter), key(' ')], Action::Open, 1, "take it", "take the KPI with its targets"),
    row(Scope::Proposals, &[Plain(Esc)], Action::Back, 2, "done", "back to the KPIs"),

    row(Scope::Summary, &[Plain(Down), key('j')], Action::Down, 1, "down", "further down"),
    row(Scope::Summary, &[Plain(Up), key('k')], Action::Up, 0, "up", "further up"),
    row(Scope::Summary, &[key(' '), Plain(PageDown), Ctrl('d')], Action::PageDown, 2, "page down", "a page down"),
    row(Scope::Summary, &[Plain(PageUp), key('b'), Ctrl('u')], Action::PageUp, 0, "page up", "a page up"),
    row(Scope::Summary, &[Plain(Home), key('g')], Action::First, 0, "top", "the top of the page"),
    row(Scope::Summary, &[Plain(End), key('G')], Action::Last, 0, "end", "the end of the page"),
    row(Scope::Summary, &[key('['), key(',')], Action::Previous, 3, "week before", "the week before"),
    row(Scope::Summary, &[key(']'), key('.')], Action::Next, 4, "week after", "the week after"),
    row(Scope::Summary, &[key('e')], Action::Html, 5, "as a web page…", "write the page to a file for the browser and the printer"),
    row(Scope::Summary, &[key('m')], Action::Markdown, 6, "as text…", "write the page to a file as Markdown, for a mail"),
    row(Scope::Summary, &[key('x')], Action::Workbook, 7, "workbook…", "write the week to a file as a spreadsheet with its evaluations"),
    row(Scope::Summary, &[key('l')], Action::Mail, 7, "mail…", "write the page to a file as a mail, to open in your mail program"),
    row(Scope::Summary, &[key('n')], Action::Names, 7, "names", "name customers, or leave their names out"),
    row(Scope::Summary, &[Plain(Esc)], Action::Back, 8, "back", "back to where you were"),

    row(Scope::Coach, &[Plain(Enter)], Action::Open, 1, "the rep's page", "everything that was agreed, praised and said with the rep"),
    row(Scope::Coach, &[key('c')], Action::Coach, 2, "agree…", "agree on one behaviour with the rep"),
    row(Scope::Coach, &[key('x')], Action::Judge, 3, "judge…", "close what was agreed: held, slipped or dropped"),
    row(Scope::Coach, &[key('p')], Action::Praise, 4, "praise…", "write praise down"),
    row(Scope::Coach, &[key('l')], Action::Talk, 5, "log a talk…", "write a one-to-one down"),
    row(Scope::Coach, &[key('t')], Action::Sheet, 6, "one-to-one sheet", "the sheet to sit down with"),

    row(Scope::Rep, &[Plain(Enter), key('t')], Action::Open, 1, "one-to-one sheet", "the sheet to sit down with"),
    row(Scope::Rep, &[key('c')], Action::Coach, 2, "agree…", "agree on one behaviour with the rep"),
    row(Scope::Rep, &[key('x')], Action::Judge, 3, "judge…", "close what was agreed: held, slipped or dropped"),
    row(Scope::Rep, &[key('p')], Action::Praise, 4, "praise…", "write praise down"),
    row(Scope::Rep, &[key('l')], Action::Talk, 5, "log a talk…", "write a one-to-one down"),
    row(Scope::Rep, &[Plain(Esc)], Action::Back, 6, "back", "back to where you were"),

    row(Scope::Sheet, &[key('e')], Action::Html, 1, "as a web page…", "write the sheet to a file for the browser and the printer"),
    row(Scope::Sheet, &[key('m')], Action::Markdown, 2, "as text…", "write the sheet to a file as Markdown"),
    row(Scope::Sheet, &[key('n')], Action::Names, 3, "names", "name customers, or leave their names out"),
    row(Scope::Sheet, &[key(' ')], Action::PageDown, 4, "page down", "a page down"),
    row(Scope::Sheet, &[Plain(Esc)], Action::Back, 5, "back", "back to where you were"),

    row(Scope::Calls, &[Plain(Enter)], Action::Open, 1, "open", "open the customer"),
    row(Scope::Calls, &[key('/')], Action::Find, 2, "find", "find by customer, number, rep, notes or transcript"),
    row(Scope::Calls, &[key('t')], Action::Target, 3, "add to hear", "hear this call as a targeted one; it stays out of the KPIs"),
    row(Scope::Calls, &[key('i')], Action::Import, 4, "import", "bring in a file of calls"),
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
    row(Scope::Customer, &[key('n')], Action::New, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Customer, &[key('u')], Action::Undo, 3, "take back", "take the call off the list to hear again"),
    row(Scope::Customer, &[Plain(Esc)], Action::Back, 4, "back", "back to the calls"),

    row(Scope::Import, &[key('b'), Ctrl('s')], Action::Save, 1, "bring in", "bring the file in"),
    row(Scope::Import, &[Plain(Enter)], Action::Open, 2, "what it means", "choose what this column means"),
    row(Scope::Import, &[key('d')], Action::Dates, 3, "dates", "say how the file writes its dates"),
    row(Scope::Import, &[key('z')], Action::Zone, 4, "zone", "say by which zone the file's clock runs"),
    row(Scope::Import, &[key('r')], Action::AddReps, 5, "add names", "add names that are not known as reps, or keep them to be assigned"),

    row(Scope::Imported, &[Plain(Enter)], Action::Open, 1, "go on", "go on"),
    row(Scope::Imported, &[key('a')], Action::Assign, 2, "assign names", "say whose the names are that this desk does not know"),
    row(Scope::Imported, &[key('i')], Action::Import, 3, "another file", "bring another file in"),

    row(Scope::Names, &[Plain(Enter)], Action::Open, 1, "whose it is", "say whose name it is; its calls are assigned"),

    row(Scope::Recordings, &[key('f')], Action::Folder, 1, "folder…", "say in which folder recordings lie, and look through it"),
    row(Scope::Recordings, &[key('r')], Action::Read, 2, "look again", "look through the folder for recordings that are new or can be joined now"),
    row(Scope::Recordings, &[Plain(Enter)], Action::Open, 3, "make it a call", "make a call of the recording, with the time and number in its name"),
    row(Scope::Recordings, &[Plain(Esc)], Action::Back, 4, "back", "back to the calls"),

    row(Scope::Welcome, &[key('i')], Action::Import, 1, "import", "import your call log"),
    row(Scope::Welcome, &[key('n')], Action::New, 2, "new call", "score a call you just heard"),
    row(Scope::Welcome, &[key('D')], Action::Demo, 3, "demo", "look around with an invented business"),
    row(Scope::Welcome, &[key('K')], Action::Kpis, 4, "what matters", "say what matters to your customers; KPIs follow from it"),
    row(Scope::Welcome, &[key('F')], Action::Scorecards, 5, "scorecards", "see and change the forms on which calls are scored"),
    row(Scope::Welcome, &[Plain(Enter)], Action::Open, 4, "go on", "go to the week's calls"),

    row(Scope::Owed, &[key('d')], Action::Finish, 1, "done", "it is done; it leaves the list"),
    row(Scope::Owed, &[Plain(Enter)], Action::Open, 2, "the customer", "the customer's calls"),
    row(Scope::Owed, &[key('u')], Action::Undo, 3, "take back", "it was not done after all"),
    row(Scope::Owed, &[Plain(Esc)], Action::Back, 4, "back", "back to where you were"),

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
    row(Scope::Preview, &[Digits(9)], Action::Digit(0), 4, "scale", "give that answer and go on"),
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
    row(Scope::Form, &[Plain(Tab), Plain(Down)], Action::Next, 0, "next", "the next field"),
    row(Scope::Form, &[Plain(Up), Plain(BackTab)], Action::Previous, 2, "back", "the field before"),
    row(Scope::Form, &[Ctrl('s')], Action::Save, 3, "done", "done with the form"),
    row(Scope::Form, &[Plain(Esc)], Action::Cancel, 4, "leave", "leave the form"),

    row(Scope::Plan, &[Plain(Enter)], Action::Accept, 1, "draw", "draw these calls at random"),
    row(Scope::Plan, &[Plain(Tab), Plain(Down)], Action::Next, 2, "next field", "the next field"),
    row(Scope::Plan, &[Plain(BackTab), Plain(Up)], Action::Previous, 0, "field before", "the field before"),
    row(Scope::Plan, &[Plain(Esc)], Action::Cancel, 3, "back", "draw nothing"),

    row(Scope::NewCall, &[Plain(Enter)], Action::Accept, 1, "open the form", "note the call and open its form"),
    row(Scope::NewCall, &[Plain(Tab), Plain(Down)], Action::Next, 2, "next field", "the next field"),
    row(Scope::NewCall, &[Plain(BackTab), Plain(Up)], Action::Previous, 0, "field before", "the field before"),
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
    row(Scope::Tabs, &[key('3')], Action::GoTo(1), 0, "trends", "KPIs over weeks"),
    row(Scope::Tabs, &[key('4')], Action::GoTo(2), 0, "coach", "what everybody works on, and whether it helps"),
    row(Scope::Tabs, &[key('6')], Action::GoTo(3), 0, "calls", "every call and every customer"),
    row(Scope::Tabs, &[key('n')], Action::New, 8, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Tabs, &[key('o')], Action::Owed, 0, "owed", "what was promised to customers and is not done yet"),
    row(Scope::Tabs, &[key('F')], Action::Scorecards, 0, "scorecards", "the forms on which calls are scored: change, choose, copy"),
    row(Scope::Tabs, &[key('s')], Action::Summary, 20, "summary", "this week on one page"),

    row(Scope::Global, &[Plain(Esc)], Action::Back, 0, "back", "one step back"),
    row(Scope::Global, &[key(':')], Action::Palette, 30, "find an action", "find any action by its name"),
    row(Scope::Global, &[key('?'), Plain(F(1))], Action::Help, 31, "keys", "the keys of this screen"),
    row(Scope::Global, &[key('q')], Action::Quit, 0, "quit", "leave the program; everything is saved"),

    row(Scope::Always, &[Plain(F(1))], Action::Help, 0, "keys", "the keys of this screen"),
    row(Scope::Always, &[Ctrl('c')], Action::Quit, 0, "quit", "leave the program; everything is saved"),
    row(Scope::Always, &[Ctrl('x')], Action::StopJob, 0, "stop", "stop the work that is running"),
    row(Scope::Always, &[Ctrl('z')], Action::Suspend, 0, "to the shell", "to the shell; fg comes back"),
    row(Scope::Always, &[Ctrl('l')], Action::Repaint, 0, "draw again", "draw the screen again"),
];
