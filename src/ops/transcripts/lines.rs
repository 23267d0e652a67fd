//! Lines of text: a time perhaps, a name perhaps, and words; and the table that Whisper writes.

use std::collections::HashMap;

use crate::domain::transcript::Turn;

/// Seconds of `1:02:03.5`, `02:03,5`, `3.5`; none where it is no time.
pub fn clock(text: &str) -> Option<f64> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(':').collect();
    if parts.len() > 3 || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut secs = 0.0;
    for (place, part) in parts.iter().enumerate() {
        let is_last = place + 1 == parts.len();
        let allowed = |c: char| c.is_ascii_digit() || (is_last && (c == '.' || c == ','));
        if part.is_empty() || part.len() > 12 || !part.chars().all(allowed) {
            return None;
        }
        secs = secs * 60.0 + part.replace(',', ".").parse::<f64>().ok()?;
    }
    (parts.len() > 1).then_some(secs)
}

/// Which beginnings of lines name a speaker. A colon alone does not make one: `here's the thing: …`.
pub struct Names(HashMap<String, usize>);

/// Words of a name at the most.
const NAME_WORDS: usize = 4;
/// Letters of a name at the most.
const NAME_LENGTH: usize = 40;

impl Names {
    /// Those of these lines; none when most lines name nobody.
    pub fn of<'l>(lines: impl Iterator<Item = &'l str>) -> Self {
        let (mut all, mut named) = (0, HashMap::new());
        for line in lines {
            all += 1;
            if let Some((name, _)) = candidate(line) {
                *named.entry(name.to_owned()).or_insert(0) += 1;
            }
        }
        let lines_named: usize = named.values().sum();
        if lines_named * 2 < all {
            named.clear();
        }
        Self(named)
    }

    /// The speaker and the words of a line that names one.
    pub fn parted<'l>(&self, line: &'l str) -> Option<(&'l str, &'l str)> {
        let (name, said) = candidate(line)?;
        let seen = self.0.get(name)?;
        // A name of one word that is there once may be a word like any other: "Listen: …".
        (*seen > 1 || name.contains(' ') || self.0.len() <= 2).then_some((name, said))
    }
}

fn candidate(line: &str) -> Option<(&str, &str)> {
    let (name, said) = line.split_once(':')?;
    let name = name.trim();
    let is_start = name
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let allowed = |c: char| c.is_alphanumeric() || " .'-_()".contains(c);
    // A dot belongs to a title or an initial, not to the end of a sentence.
    let sentence = name.rsplit(". ").skip(1).any(|part| {
        part.rsplit(' ')
            .next()
            .is_some_and(|word| word.chars().count() > 3)
    });
    let fits = name.split_whitespace().count() <= NAME_WORDS && name.chars().count() <= NAME_LENGTH;
    let behind = said.is_empty() || said.starts_with(char::is_whitespace);
    (is_start && fits && behind && !sentence && name.chars().all(allowed) && clock(line).is_none())
        .then(|| (name, said.trim()))
}

/// A line without the time at its beginning, and that time.
fn timed(line: &str) -> (Option<f64>, &str) {
    let line = line.trim();
    let bracketed = line
        .strip_prefix(['[', '('])
        .and_then(|rest| rest.split_once([']', ')']));
    if let Some((time, rest)) = bracketed
        && let Some(at) = clock(time)
    {
        return (Some(at), rest.trim_start_matches([' ', '\t', '-']));
    }
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match clock(first) {
        Some(at) => (Some(at), rest.trim_start_matches([' ', '\t', '-'])),
        None => (None, line),
    }
}

/// Every line with words. A line without a name goes on with the speaker before, where there are names at all.
pub fn read(text: &str) -> Vec<Turn> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<(Option<f64>, &str)> = text
        .lines()
        .map(timed)
        .filter(|(_, line)| !line.is_empty())
        .collect();
    let names = Names::of(lines.iter().map(|(_, line)| *line));
    // A clock of the day is told from the first message on.
    let first = lines
        .iter()
        .find_map(|(at, _)| *at)
        .filter(|at| *at > 6.0 * 3600.0)
        .unwrap_or(0.0);
    let mut turns: Vec<Turn> = Vec::new();
    let mut speaker = String::new();
    for (at, line) in lines {
        let said = match names.parted(line) {
            Some((name, said)) => {
                name.clone_into(&mut speaker);
                said
            }
            None => line,
        };
        turns.push(Turn {
            at_secs: at.map(|at| (at - first).max(0.0)),
            speaker: speaker.clone(),
            text: said.to_owned(),
        });
    }
    turns
}

/// `start`, `end` and `text` with tabs between them, in milliseconds.
pub fn table(text: &str) -> Vec<Turn> {
    let rows = text.lines().skip(1).filter_map(|line| {
        let mut cells = line.splitn(3, '\t');
        let at: f64 = cells.next()?.trim().parse().ok()?;
        let said = cells.nth(1)?;
        Some(Turn {
            at_secs: Some(at / 1000.0),
            speaker: String::new(),
            text: said.to_owned(),
        })
    });
    rows.collect()
}
