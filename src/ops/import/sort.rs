//! What lies at a path, where nobody says it: recordings and transcripts are read otherwise than tables, so they are told
//! from them first. Which kind of table a table is stands elsewhere.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use anyhow::{Result, bail};

use crate::domain::count::counted;
use crate::domain::import::kind::Kind;
use crate::domain::transcript::Format;
use crate::ops::audio;
use crate::ops::import::folder::files;
use crate::ops::import::origin::Origin;
use crate::ops::transcripts::read;

/// How many bytes of a file tell that it may be a transcript.
const HEAD: u64 = 16 << 10;
/// What the JSON of transcripts holds, and that of calls does not.
const OF_TRANSCRIPTS: &[&str] = &[
    "\"segments\"",
    "\"transcription\"",
    "\"utterances\"",
    "\"alternatives\"",
    "\"audio_duration\"",
];

/// What lies at a path, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sorted {
    /// Recordings or transcripts.
    pub kind: Kind,
    /// Such as `each of its 12 files is a recording (mp3, wav)`.
    pub why: String,
}

/// Recordings or transcripts, where nothing else lies at the path; `None` for tables.
///
/// # Errors
/// Several kinds lie there; or recordings or transcripts lie in an archive.
pub fn sort(path: &Path) -> Result<Option<Sorted>> {
    let (mut recordings, mut transcripts, mut tables) = (Vec::new(), Vec::new(), 0);
    // What cannot be read is told when it is.
    for file in files(path).unwrap_or_default() {
        if audio::is_recording(&file.name) {
            recordings.push(file);
        } else if is_transcript(&file) {
            transcripts.push(file);
        } else {
            tables += 1;
        }
    }
    let (kind, found, one) = match (recordings.is_empty(), transcripts.is_empty(), tables) {
        (true, true, _) => return Ok(None),
        (false, true, 0) => (Kind::Recordings, recordings, "a recording"),
        (true, false, 0) => (Kind::Transcripts, transcripts, "a transcript"),
        _ => bail!(
            "{} holds {}: say what to read with --kind, such as --kind {}",
            path.display(),
            several(recordings.len(), transcripts.len(), tables),
            if recordings.is_empty() {
                Kind::Transcripts
            } else {
                Kind::Recordings
            },
        ),
    };
    if !found.iter().all(Origin::is_file) {
        bail!(
            "{} holds {kind} in an archive: unpack it, and read the folder with --kind {kind}",
            path.display()
        );
    }
    Ok(Some(Sorted {
        kind,
        why: why(&found, one),
    }))
}

fn why(found: &[Origin], one: &str) -> String {
    let ends: BTreeSet<String> = found.iter().map(|file| ending(&file.name)).collect();
    let ends = Vec::from_iter(ends).join(", ");
    match found.len() {
        1 => format!("the file is {one} ({ends})"),
        count => format!("each of its {count} files is {one} ({ends})"),
    }
}

fn several(recordings: usize, transcripts: usize, tables: usize) -> String {
    let told = [
        (recordings, "recording"),
        (transcripts, "transcript"),
        (tables, "other file"),
    ];
    let told: Vec<String> = told
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| counted(*count as i64, what))
        .collect();
    told.join(" and ")
}

fn ending(name: &str) -> String {
    name.rsplit_once('.')
        .map_or(String::new(), |(_, end)| end.to_ascii_lowercase())
}

/// Whether a file is a transcript and nothing else: by how it begins; JSON by all that it holds.
fn is_transcript(file: &Origin) -> bool {
    if !read::is_transcript(&file.name) {
        return false;
    }
    let Some(head) = bytes(file, HEAD) else {
        return false;
    };
    let head = read::decoded(&head);
    match head
        .trim_start_matches('\u{feff}')
        .trim_start()
        .chars()
        .next()
    {
        None => matches!(ending(&file.name).as_str(), "vtt" | "srt"),
        Some('{' | '[') if OF_TRANSCRIPTS.iter().any(|word| head.contains(word)) => {
            let format = bytes(file, read::LARGEST).and_then(|all| read::read(&all).ok());
            format.is_some_and(|found| found.format != Format::Messages)
        }
        Some('{' | '[') => false,
        _ => read::is_timed(&head),
    }
}

fn bytes(file: &Origin, most: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open().ok()?.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    const VTT: &str = "WEBVTT\n\n00:01.000 --> 00:02.000\nGood morning.\n";

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn sorted(files: &[(&str, &str)]) -> Result<Option<Sorted>> {
        sort(folder(files).path())
    }

    #[test]
    fn a_folder_of_recordings_or_of_transcripts_is_recognised_and_says_why() {
        let found = sorted(&[("a.wav", "RIFF"), ("b.mp3", ""), (".hidden.csv", "x")]).unwrap();
        let found = found.unwrap();
        assert_eq!(found.kind, Kind::Recordings);
        assert_eq!(found.why, "each of its 2 files is a recording (mp3, wav)");
        let whisper = r#"{"text": "Hi.", "segments": [{"start": 0, "end": 1, "text": " Hi."}]}"#;
        for (name, text) in [
            ("a.vtt", VTT),
            ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nHi.\n"),
            ("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nHi.\n"),
            ("a.tsv", "start\tend\ttext\n0\t900\tHi.\n"),
            ("a.json", whisper),
        ] {
            let found = sorted(&[(name, text)]).unwrap().unwrap();
            assert_eq!(found.kind, Kind::Transcripts, "{name}");
            assert!(
                found.why.starts_with("the file is a transcript"),
                "{}",
                found.why
            );
        }
    }

    #[test]
    fn tables_stay_tables() {
        for (name, text) in [
            ("calls.csv", "Started,Agent\n2026-11-16 09:12,Dana\n"),
            ("calls.txt", "Started\tAgent\n2026-11-16 09:12\tDana\n"),
            (
                "calls.json",
                r#"[{"id": "a", "legs": [], "utterances": 3}]"#,
            ),
            (
                "chats.json",
                r#"{"messages": [{"text": "Hi.", "at": "2026-11-16T09:12:00Z"}]}"#,
            ),
        ] {
            assert_eq!(sorted(&[(name, text)]).unwrap(), None, "{name}");
        }
    }

    #[test]
    fn where_several_kinds_lie_together_the_owner_must_say_which() {
        let error = sorted(&[
            ("a.wav", ""),
            ("a.vtt", VTT),
            ("calls.csv", "Started,Agent\n"),
        ]);
        let error = error.unwrap_err().to_string();
        assert!(
            error.ends_with("holds 1 recording and 1 transcript and 1 other file: say what to read with --kind, such as --kind recordings"),
            "{error}"
        );
    }
}
