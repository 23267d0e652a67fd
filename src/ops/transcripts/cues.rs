//! Cues with times above them: `WebVTT` and SRT, as strictly or loosely as programs write them.

use crate::domain::transcript::Turn;
use crate::ops::transcripts::lines::{Names, clock};

/// Whether some line tells when a cue begins and ends.
pub fn has_cue(text: &str) -> bool {
    text.lines().any(|line| times(line).is_some())
}

/// The time at which a cue begins.
fn times(line: &str) -> Option<f64> {
    let (from, to) = line.split_once("-->")?;
    let to = to.split_whitespace().next()?;
    clock(to)?;
    clock(from.trim())
}

/// Every cue with words, in the order of the file.
pub fn read(text: &str) -> Vec<Turn> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut cues: Vec<(f64, String)> = Vec::new();
    let mut inside = false;
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        if let Some(from) = times(line) {
            cues.push((from, String::new()));
            inside = true;
        } else if line.trim().is_empty() {
            inside = false;
        } else if inside
            && !is_number_of_next(&lines, at)
            && let Some((_, words)) = cues.last_mut()
        {
            words.push_str(line);
            words.push('\n');
        }
    }
    let parts: Vec<(f64, Option<String>, String)> = cues
        .into_iter()
        .flat_map(|(at, words)| {
            voices(&words)
                .into_iter()
                .map(move |(who, said)| (at, who, said))
        })
        .collect();
    let names = Names::of(
        parts
            .iter()
            .filter(|part| part.1.is_none())
            .map(|part| part.2.as_str()),
    );
    let mut last = String::new();
    let mut turns = Vec::new();
    for (at, who, said) in parts {
        let (who, said) = match who {
            Some(who) => (who, said),
            None => match names.parted(&said) {
                Some((who, said)) => (who.to_owned(), said.to_owned()),
                // Whoever spoke goes on.
                None => (last.clone(), said),
            },
        };
        last.clone_from(&who);
        turns.push(Turn {
            at_secs: Some(at),
            speaker: who,
            text: said,
        });
    }
    turns
}

/// Some writers leave out the blank line: a number right above the times is not said by anybody.
fn is_number_of_next(lines: &[&str], at: usize) -> bool {
    let is_number = lines[at].trim().bytes().all(|byte| byte.is_ascii_digit());
    is_number && lines.get(at + 1).is_some_and(|next| times(next).is_some())
}

/// The parts of a cue by `<v Name>`, with the name where it is told so; every other mark is left out.
fn voices(cue: &str) -> Vec<(Option<String>, String)> {
    let mut found: Vec<(Option<String>, String)> = Vec::new();
    let mut who = None;
    let mut said = String::new();
    let mut rest = cue;
    while let Some((before, after)) = rest.split_once('<') {
        said.push_str(before);
        let Some((mark, behind)) = after.split_once('>') else {
            said.push('<');
            rest = after;
            continue;
        };
        let is_voice = mark.starts_with("v ") || mark.starts_with("v.");
        if is_voice {
            found.push((who.take(), std::mem::take(&mut said)));
            who = mark
                .split_once(' ')
                .map(|(_, name)| plain(name).trim().to_owned());
        } else if !is_mark(mark) {
            said.push_str(&format!("<{mark}>"));
        }
        rest = behind;
    }
    said.push_str(rest);
    found.push((who, said));
    found.retain(|(_, said)| !said.trim().is_empty());
    found
        .into_iter()
        .map(|(who, said)| (who, plain(said.trim())))
        .collect()
}

/// Whether what stands between `<` and `>` is a mark of `WebVTT`: a letter or two, a class, a time.
fn is_mark(mark: &str) -> bool {
    let name = mark
        .trim_start_matches('/')
        .split(['.', ' '])
        .next()
        .unwrap_or_default();
    ["v", "c", "i", "b", "u", "ruby", "rt", "lang", "font"].contains(&name) || clock(mark).is_some()
}

/// Without the few entities that are written for marks.
fn plain(text: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&amp;", "&"),
    ];
    pairs
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
