//! A file of turns, whatever wrote it: recognised by what it holds, never by its name alone.

use crate::domain::transcript::{Format, Turn, joined};
use crate::ops::transcripts::{cues, json, lines};

/// The largest file that is read, in bytes: a day of talk is a few megabytes.
pub const LARGEST: u64 = 64 << 20;
/// How the table of Whisper begins.
const TABLE: &str = "start\tend\ttext";
/// Turns that are kept of one file at the most.
const MOST_TURNS: usize = 100_000;

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Transcript {
    /// How it is written.
    pub format: Format,
    /// What was said, in order; never empty.
    pub turns: Vec<Turn>,
}

/// Whether a file of this name may hold a transcript.
pub fn is_transcript(name: &str) -> bool {
    let ending = name
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_ascii_lowercase();
    ["vtt", "srt", "json", "tsv", "txt"].contains(&ending.as_str())
}

/// Whether a text begins as something that only transcripts are: lines with the times of their words.
pub fn is_timed(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    text.starts_with("WEBVTT") || text.starts_with(TABLE) || cues::has_cue(text)
}

/// Reads the bytes of a file.
///
/// # Errors
/// Why it is none, in words for the owner.
pub fn read(bytes: &[u8]) -> Result<Transcript, String> {
    let text = decoded(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let (format, lines) = match text.trim_start().chars().next() {
        None => return Err("it is empty".into()),
        Some('{' | '[') if serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() => {
            json::read(text)?
        }
        _ if text.starts_with("WEBVTT") => (Format::Vtt, cues::read(text)),
        _ if text.starts_with(TABLE) => (Format::WhisperTable, lines::table(text)),
        _ if cues::has_cue(text) => (Format::Srt, cues::read(text)),
        _ => (Format::Text, lines::read(text)),
    };
    let lines = lines.iter().map(tidy).filter(|turn| !turn.text.is_empty());
    let turns: Vec<Turn> = lines.take(MOST_TURNS).collect();
    let turns = if format == Format::Messages {
        turns
    } else {
        joined(turns)
    };
    if turns.is_empty() {
        return Err("it holds no words".into());
    }
    Ok(Transcript { format, turns })
}

/// The text, whatever it is encoded in.
pub fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// One line of words without what cannot be seen.
fn tidy(turn: &Turn) -> Turn {
    let line = |text: &str| {
        let seen = text.replace(char::is_control, " ");
        seen.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let at_secs = turn
        .at_secs
        .filter(|at| at.is_finite() && (0.0..1e7).contains(at));
    Turn {
        at_secs,
        speaker: line(&turn.speaker),
        text: line(&turn.text),
    }
}

#[cfg(test)]
mod tests;
