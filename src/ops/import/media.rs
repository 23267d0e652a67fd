//! Whether a path holds recordings or transcripts rather than tables, and why.

use std::io::Read;
use std::path::Path;

use crate::domain::import::kind::Kind;
use crate::domain::transcript::Format;
use crate::ops::audio;
use crate::ops::transcripts::read;

/// How many files of a folder are looked at.
const FILES: usize = 2_000;
/// How deep folders are gone through.
const DEEPEST: usize = 4;
/// How much of a file is read to see whether it holds turns.
const MOST: u64 = 8 << 20;

/// The names of files in a folder, by what they are.
#[derive(Default)]
struct Counts {
    all: usize,
    recordings: usize,
    transcripts: usize,
}

/// Recordings or transcripts, and why; none where it is a file or a folder of tables.
pub fn media(path: &Path) -> Option<(Kind, String)> {
    if !path.is_dir() {
        return of_file(path);
    }
    let mut counts = Counts::default();
    count(path, 0, &mut counts);
    let Counts {
        all,
        recordings,
        transcripts,
    } = counts;
    let most = |some: usize| some > 0 && some * 2 >= all;
    let told = |some: usize, what: &str| format!("{some} of {all} files are {what} by their names");
    if most(recordings) {
        return Some((Kind::Recordings, told(recordings, "recordings")));
    }
    most(transcripts).then(|| (Kind::Transcripts, told(transcripts, "transcripts")))
}

fn of_file(path: &Path) -> Option<(Kind, String)> {
    let name = path.file_name()?.to_string_lossy();
    if audio::is_recording(&name) {
        return Some((
            Kind::Recordings,
            "its name ends as a recording's does".into(),
        ));
    }
    if is_captions(&name) {
        return Some((
            Kind::Transcripts,
            "its name ends as a transcript's does".into(),
        ));
    }
    // Anything but a file could wait for ever. Tables and logs of calls have such names as well: only what some program wrote as turns counts.
    let about = std::fs::metadata(path).ok()?;
    if !read::is_transcript(&name) || !about.is_file() || about.len() > MOST {
        return None;
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).ok()?;
    file.take(MOST).read_to_end(&mut bytes).ok()?;
    let found = read::read(&bytes).ok()?;
    let format = found.format;
    (format != Format::Text).then(|| {
        let turns = found.turns.len();
        (
            Kind::Transcripts,
            format!("{turns} turns as {format} writes them"),
        )
    })
}

fn is_captions(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["vtt", "srt"]
        .iter()
        .any(|one| ending.eq_ignore_ascii_case(one))
}

fn count(folder: &Path, depth: usize, counts: &mut Counts) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if name.starts_with('.') || counts.all >= FILES {
            continue;
        }
        if kind.is_dir() {
            if depth < DEEPEST {
                count(&entry.path(), depth + 1, counts);
            }
            continue;
        }
        counts.all += 1;
        counts.recordings += usize::from(audio::is_recording(&name));
        counts.transcripts += usize::from(is_captions(&name));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn what_a_path_holds_is_told_by_names_and_by_turns() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let kind = |path: &Path| media(path).map(|(kind, _)| kind);
        let turns = r#"{"segments":[{"start":0.5,"end":2,"text":" Hello."}]}"#;
        assert_eq!(kind(&file("a.json", turns)), Some(Kind::Transcripts));
        assert_eq!(kind(&file("calls.json", r#"[{"id":1,"start":"x"}]"#)), None);
        assert_eq!(
            kind(&file("smdr.txt", "2026/11/03 09:12:00,00:01:00")),
            None
        );
        assert_eq!(kind(folder.path()), None);
        for name in ["1.wav", "2.mp3", "3.WAV"] {
            file(name, "");
        }
        assert_eq!(kind(folder.path()), Some(Kind::Recordings));
        assert_eq!(kind(&folder.path().join("1.wav")), Some(Kind::Recordings));
        assert_eq!(kind(&file("1.vtt", "WEBVTT")), Some(Kind::Transcripts));
    }
}
