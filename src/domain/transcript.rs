//! A conversation in words: turns, who speaks in them, how a file of them is written.

use crate::domain::call::words;

words! {
    /// Who speaks.
    Role {
        /// One of ours.
        Rep = "rep",
        /// The customer.
        Customer = "customer",
        /// Somebody else, or a machine.
        Other = "other",
    }
}

words! {
    /// How a file of turns is written.
    Format {
        /// `WebVTT`: Zoom, Teams, Whisper and others.
        Vtt = "vtt",
        /// Numbered cues of subtitles.
        Srt = "srt",
        /// Whisper, as JSON.
        Whisper = "whisper",
        /// Whisper, as a table.
        WhisperTable = "whisper_table",
        /// Deepgram.
        Deepgram = "deepgram",
        /// `AssemblyAI`.
        AssemblyAi = "assemblyai",
        /// Messages with their times, as JSON.
        Messages = "messages",
        /// Lines of text.
        Text = "text",
    }
}

/// What one says without being interrupted, or one line of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Seconds into the call; none where the file does not tell.
    pub at_secs: Option<f64>,
    /// Who speaks, as the file writes it: a name, `0`, `A`; empty where it does not tell.
    pub speaker: String,
    /// The words.
    pub text: String,
}

/// The longest that lines of one speaker are put together to, in bytes.
const LONG: usize = 240;
/// A pause after which a new line begins, in seconds.
const PAUSE: f64 = 4.0;

/// Puts lines of the same named speaker together where no pause is between them, so that each is worth reading, and
/// leaves out lines that only repeat the one before, as live captions do.
pub fn joined(lines: Vec<Turn>) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut last_at = None;
    for line in lines {
        let near = matches!((last_at, line.at_secs), (Some(last), Some(at)) if at - last <= PAUSE);
        last_at = line.at_secs;
        let Some(last) = turns.last_mut().filter(|last| last.speaker == line.speaker) else {
            turns.push(line);
            continue;
        };
        if line.text == last.text {
            continue;
        }
        if line.text.starts_with(&last.text) {
            last.text = line.text;
        } else if !line.speaker.is_empty() && near && last.text.len() + line.text.len() < LONG {
            last.text.push(' ');
            last.text.push_str(&line.text);
        } else {
            turns.push(line);
        }
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(at_secs: f64, speaker: &str, text: &str) -> Turn {
        Turn {
            at_secs: Some(at_secs),
            speaker: speaker.into(),
            text: text.into(),
        }
    }

    #[test]
    fn lines_of_one_speaker_are_one_turn_until_there_is_a_pause() {
        let turns = joined(vec![
            turn(1.0, "Dana", "Calder Truck Parts,"),
            turn(3.0, "Dana", "this is Dana."),
            turn(5.0, "Ruth", "Hello."),
            turn(20.0, "Ruth", "Are you there?"),
        ]);
        let told: Vec<&str> = turns.iter().map(|turn| turn.text.as_str()).collect();
        assert_eq!(
            told,
            [
                "Calder Truck Parts, this is Dana.",
                "Hello.",
                "Are you there?"
            ]
        );
    }

    #[test]
    fn captions_that_grow_or_repeat_are_told_once() {
        let turns = joined(vec![
            turn(1.0, "", "my order"),
            turn(2.0, "", "my order is late"),
            turn(3.0, "", "my order is late"),
        ]);
        assert_eq!(turns, [turn(1.0, "", "my order is late")]);
    }
}
