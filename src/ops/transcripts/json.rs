//! What programs and services write as JSON: Whisper and its kin, Deepgram, `AssemblyAI`, and messages with their times.

use serde_json::Value;

use crate::domain::transcript::{Format, Turn};

/// Reads a document that is known to be JSON.
pub fn read(text: &str) -> Result<(Format, Vec<Turn>), String> {
    let root: Value =
        serde_json::from_str(text).map_err(|error| format!("its JSON is broken: {error}"))?;
    if let Some(results) = root
        .get("results")
        .filter(|results| results.get("channels").is_some())
    {
        return Ok((Format::Deepgram, deepgram(results)));
    }
    if root.get("segments").is_some() || root.get("transcription").is_some() {
        return Ok((Format::Whisper, whisper(&root)));
    }
    if root.get("audio_duration").is_some() || root.get("audio_url").is_some() {
        return Ok((Format::AssemblyAi, assembly_ai(&root)));
    }
    let list = match &root {
        Value::Array(_) => Some(&root),
        _ => ["messages", "utterances", "turns"]
            .iter()
            .find_map(|key| root.get(key)),
    };
    match list.map(messages) {
        Some(turns) if !turns.is_empty() => Ok((Format::Messages, turns)),
        _ => Err("it is JSON of no transcript that is known here".into()),
    }
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A text or a number, as text.
fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn number(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// `segments` in seconds, with the speaker where one was told; `transcription` of whisper.cpp in milliseconds.
fn whisper(root: &Value) -> Vec<Turn> {
    let segments = list(root.get("segments")).iter().map(|one| {
        let of_word = list(one.get("words"))
            .iter()
            .find_map(|word| word.get("speaker"));
        Turn {
            at_secs: number(one.get("start")),
            speaker: text(one.get("speaker").or(of_word)),
            text: text(one.get("text")),
        }
    });
    let pieces = list(root.get("transcription")).iter().map(|one| Turn {
        at_secs: number(one.pointer("/offsets/from")).map(|ms| ms / 1000.0),
        speaker: text(one.get("speaker")),
        text: text(one.get("text")),
    });
    segments.chain(pieces).collect()
}

/// `utterances` where they were asked for, else the words of each channel.
fn deepgram(results: &Value) -> Vec<Turn> {
    let channels = list(results.get("channels"));
    let several = channels.len() > 1;
    let who = |speaker: Option<&Value>, channel: &str| match speaker {
        _ if several => format!("channel {channel}"),
        Some(speaker) => text(Some(speaker)),
        None => String::new(),
    };
    let utterances = list(results.get("utterances"));
    let mut turns: Vec<Turn> = if utterances.is_empty() {
        let words = channels.iter().enumerate().flat_map(|(channel, one)| {
            let words = list(one.pointer("/alternatives/0/words"));
            let said = words.iter().map(move |word| (channel, word));
            phrases(said.map(|(channel, word)| Turn {
                at_secs: number(word.get("start")),
                speaker: who(word.get("speaker"), &channel.to_string()),
                text: text(word.get("punctuated_word").or(word.get("word"))),
            }))
        });
        words.collect()
    } else {
        let said = utterances.iter().map(|one| Turn {
            at_secs: number(one.get("start")),
            speaker: who(one.get("speaker"), &text(one.get("channel"))),
            text: text(one.get("transcript")),
        });
        said.collect()
    };
    by_time(&mut turns);
    turns
}

/// `utterances` where they were asked for, else words; in milliseconds.
fn assembly_ai(root: &Value) -> Vec<Turn> {
    let turn = |one: &Value| Turn {
        at_secs: number(one.get("start")).map(|ms| ms / 1000.0),
        speaker: text(one.get("speaker")),
        text: text(one.get("text")),
    };
    let utterances = list(root.get("utterances"));
    if !utterances.is_empty() {
        return utterances.iter().map(turn).collect();
    }
    let words = phrases(list(root.get("words")).iter().map(turn));
    if words.is_empty() {
        return vec![Turn {
            at_secs: None,
            speaker: String::new(),
            text: text(root.get("text")),
        }];
    }
    words
}

/// Words of one speaker up to the end of a sentence, or to a pause.
fn phrases(words: impl Iterator<Item = Turn>) -> Vec<Turn> {
    let mut found: Vec<Turn> = Vec::new();
    let mut last_at = 0.0;
    for word in words {
        let at = word.at_secs.unwrap_or(last_at);
        let goes_on = found.last().is_some_and(|last| {
            last.speaker == word.speaker
                && at - last_at < 2.0
                && !last.text.ends_with(['.', '?', '!'])
        });
        last_at = at;
        match found.last_mut() {
            Some(last) if goes_on => {
                last.text.push(' ');
                last.text.push_str(&word.text);
            }
            _ => found.push(word),
        }
    }
    found
}

fn by_time(turns: &mut [Turn]) {
    turns.sort_by(|a, b| {
        a.at_secs
            .unwrap_or(0.0)
            .total_cmp(&b.at_secs.unwrap_or(0.0))
    });
}

/// Messages with author, time and text under the usual names; times are told from the first one on.
fn messages(of: &Value) -> Vec<Turn> {
    let first_of = |one: &Value, keys: &[&str]| keys.iter().find_map(|key| one.get(key)).cloned();
    let mut turns = Vec::new();
    for one in list(Some(of)) {
        let said =
            text(first_of(one, &["text", "body", "content", "message", "transcript"]).as_ref());
        let who = first_of(
            one,
            &[
                "speaker", "author", "from", "sender", "name", "role", "user",
            ],
        );
        let who = match who {
            Some(Value::Object(author)) => text(
                author
                    .get("name")
                    .or(author.get("email"))
                    .or(author.get("type")),
            ),
            other => text(other.as_ref()),
        };
        let at = first_of(
            one,
            &[
                "start",
                "at",
                "time",
                "timestamp",
                "created_at",
                "sent_at",
                "date",
            ],
        );
        turns.push(Turn {
            at_secs: at.as_ref().and_then(moment),
            speaker: who,
            text: said,
        });
    }
    turns.retain(|turn| !turn.text.trim().is_empty());
    // What is later than a week into the call counts from elsewhere.
    let first = turns
        .iter()
        .filter_map(|turn| turn.at_secs)
        .fold(f64::INFINITY, f64::min);
    if first > 7.0 * 86_400.0 {
        for turn in &mut turns {
            turn.at_secs = turn.at_secs.map(|at| at - first);
        }
    }
    turns
}

/// Seconds: a number, or a date and time of RFC 3339. Milliseconds since 1970 are told by their size.
fn moment(value: &Value) -> Option<f64> {
    match number(Some(value)) {
        Some(ms) if ms > 1e11 => Some(ms / 1000.0),
        Some(secs) => Some(secs),
        None => {
            let at = chrono::DateTime::parse_from_rfc3339(value.as_str()?).ok()?;
            Some(at.timestamp_millis() as f64 / 1000.0)
        }
    }
}
