//! Transcripts: files of turns read, joined to calls as recordings are, kept with who speaks in them.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::domain::call::Instant;
use crate::domain::id::{CallId, ImportId, SourceId};
use crate::domain::import::roster::Roster;
use crate::domain::recording::name;
use crate::domain::rep::name_key;
use crate::domain::transcript::Role;
use crate::ops::import::meter::{Meter, Stage};
use crate::ops::import::{Listener, whole};
use crate::ops::recordings::report::Listed;
use crate::ops::recordings::root::Root;
use crate::ops::recordings::whose::{Owner, Whose};
use crate::ops::recordings::{folder_of, walk, zone_of};
use crate::store::import::NewImport;
use crate::store::transcript::{NewTranscript, Spoken};
use crate::store::{Store, became, call, import, rep, source, transcript};

mod cues;
mod json;
mod lines;
pub mod preview;
pub mod read;

pub use read::Transcript;

/// The source of transcripts, where no other name is told.
pub const SOURCE: &str = "transcripts";

/// What the owner says of files of transcripts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The zone of the clock in their names, by its IANA name; remembered for the source.
    pub zone: Option<String>,
    /// The name of the source: who speaks is told once for each.
    pub source_name: Option<String>,
    /// Why the files are taken for what they are; empty where that was told.
    pub recognised: String,
    /// Who speaks under which name, as far as it is told now; remembered for the source.
    pub speakers: Vec<(String, Role)>,
    /// Do everything and take it back.
    pub dry_run: bool,
}

/// What came of it. The shape of `import --kind transcripts --json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// The import in the history; none when nothing was written.
    pub import: Option<ImportId>,
    /// What was read.
    pub kind: &'static str,
    /// The source.
    pub source: String,
    /// The folder or file as it was named.
    pub file: String,
    /// Whether it was only tried.
    pub dry_run: bool,
    /// Why the files were taken for what they are; empty where that was told.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub recognised: String,
    /// Transcripts found.
    pub rows: u64,
    /// Of them, those of calls that had none.
    pub added: u64,
    /// Those that were there just so.
    pub known: u64,
    /// Those that took the place of an older reading of the same file.
    pub updated: u64,
    /// Turns of those that are new.
    pub turns: u64,
    /// Transcripts that more than one call fits.
    pub ambiguous: Listed,
    /// Transcripts that no call fits.
    pub alone: Listed,
    /// Files that were not taken.
    pub rejected: Listed,
    /// Speakers of whom nobody said who they are.
    pub unknown_speakers: Vec<Unknown>,
    /// The zone of the clock in the names.
    pub zone: String,
}

/// A speaker of whom nobody said who it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// The source of the transcripts.
    pub source: String,
    /// What the files call the speaker.
    pub speaker: String,
    /// In how many transcripts.
    pub transcripts: i64,
}

/// What was said in a call: its transcript, else the text that its call log holds in place of one.
///
/// # Errors
/// What the store says.
pub fn of_call(store: &Store, call: CallId) -> Result<Vec<Spoken>> {
    if let Some(known) = transcript::of_call(store, call)? {
        return Ok(transcript::turns(store, &known)?);
    }
    let told = became::of_call(store, call)?.transcript;
    // A place where a transcript lies is one word; a conversation is not.
    if !told.contains('\n') && !told.contains(": ") {
        return Ok(Vec::new());
    }
    let found = read::read(told.as_bytes()).map_or(Vec::new(), |found| found.turns);
    Ok(found
        .into_iter()
        .map(|turn| Spoken { turn, role: None })
        .collect())
}

/// Reads the transcripts at or below `path`: all of them in one transaction, or nothing.
///
/// # Errors
/// It was stopped, or the fault of a folder or of the store.
pub fn run(
    store: &Store,
    path: &Path,
    options: &Options,
    now: Instant,
    progress: Listener<'_>,
) -> Result<Report> {
    let found = path
        .canonicalize()
        .with_context(|| format!("could not read {}", path.display()))?;
    whole(store, options.dry_run, |store| {
        let shown = path.display().to_string();
        take(store, &found, shown, options, now, progress)
    })
}

fn take(
    store: &Store,
    path: &Path,
    shown: String,
    options: &Options,
    now: Instant,
    progress: Listener<'_>,
) -> Result<Report> {
    let root = Root::at(folder_of(path)?)?;
    let name = options.source_name.as_deref().unwrap_or(SOURCE);
    let zone = zone_of(store, name, options.zone.as_deref())?;
    let source = source::remember(store, name, options.zone.as_deref(), None)?;
    for (label, role) in &options.speakers {
        transcript::set_speaker(store, source, label, *role)?;
    }
    let mut report = Report {
        dry_run: options.dry_run,
        recognised: options.recognised.clone(),
        kind: "transcripts",
        source: name.to_owned(),
        file: shown,
        zone: zone.name().to_owned(),
        ..Report::default()
    };
    let files = walk::files(&root, path, read::is_transcript, &mut report.rejected)?;
    let id = import::add(
        store,
        NewImport {
            source,
            kind: "transcripts",
            profile: "transcripts",
            file: &report.file,
            file_sha256: &hash(files.join("\n").as_bytes()),
            imported_at: now.timestamp(),
        },
    )?;
    report.import = (!options.dry_run).then_some(id);
    let mut intake = Intake {
        store,
        import: id,
        source,
        whose: Whose::read(store, zone)?,
        roster: Roster::of(&rep::list(store)?),
    };
    let mut meter = Meter::new(progress, files.len() as u64);
    for (done, path) in files.iter().enumerate() {
        meter.check(Stage::Take, done as u64, done as u64)?;
        report.rows += 1;
        if let Err(why) = intake.file(&root, path, &mut report)? {
            report.rejected.push(path, why, Vec::new());
        }
    }
    let unknown = transcript::unknown_speakers(store)?
        .into_iter()
        .filter(|(source, ..)| *source == report.source);
    report.unknown_speakers = unknown
        .map(|(source, speaker, transcripts)| Unknown {
            source,
            speaker,
            transcripts,
        })
        .collect();
    import::finish(store, id, &serde_json::to_string(&report)?)?;
    Ok(report)
}

/// Takes files in.
struct Intake<'s> {
    store: &'s Store,
    import: ImportId,
    source: SourceId,
    whose: Whose,
    roster: Roster,
}

impl Intake<'_> {
    /// Takes in one file; the reason where it is not taken.
    fn file(&mut self, root: &Root, path: &str, report: &mut Report) -> Result<Result<(), String>> {
        let bytes = match bytes_of(root, path) {
            Ok(bytes) => bytes,
            Err(why) => return Ok(Err(why)),
        };
        let found = match read::read(&bytes) {
            Ok(found) => found,
            Err(why) => return Ok(Err(why)),
        };
        let named = name::read(path);
        // The last words tell the length, where no number can.
        let ends = found.turns.iter().rev().find_map(|turn| turn.at_secs);
        let secs = ends.filter(|_| named.numbers.is_empty());
        match self.whose.find(self.store, path, &named, secs)? {
            Owner::Call(call) => return self.keep(call, path, &hash(&bytes), &found, report),
            Owner::Unsure(calls, why) => report.ambiguous.push(path, why, calls),
            Owner::Nobody(why) => report.alone.push(path, why, Vec::new()),
        }
        Ok(Ok(()))
    }

    fn keep(
        &mut self,
        call: CallId,
        path: &str,
        sha256: &str,
        found: &Transcript,
        report: &mut Report,
    ) -> Result<Result<(), String>> {
        match transcript::of_call(self.store, call)? {
            Some(known) if known.file_sha256 == sha256 => {
                report.known += 1;
                return Ok(Ok(()));
            }
            Some(known) if known.file != path => {
                return Ok(Err(format!(
                    "its call {call} has a transcript already, from {}",
                    known.file
                )));
            }
            Some(_) => report.updated += 1,
            None => report.added += 1,
        }
        report.turns += found.turns.len() as u64;
        transcript::put(
            self.store,
            &NewTranscript {
                import: self.import,
                source: self.source,
                call,
                file: path,
                file_sha256: sha256,
                format: found.format,
                turns: &found.turns,
            },
        )?;
        self.name_speakers(call, found)?;
        Ok(Ok(()))
    }

    /// Says who speaks where a speaker is called as a rep or as the customer of the call is.
    fn name_speakers(&mut self, call: CallId, found: &Transcript) -> Result<()> {
        let customer = call::get(self.store, call)?.customer;
        for label in labels(found) {
            if let Some(role) = role_of(label, &customer, &mut self.roster) {
                transcript::set_speaker(self.store, self.source, label, role)?;
            }
        }
        Ok(())
    }
}

/// The names of those who speak, each once.
fn labels(found: &Transcript) -> Vec<&str> {
    let speakers = found.turns.iter().map(|turn| turn.speaker.as_str());
    let mut labels: Vec<&str> = speakers.filter(|label| !label.is_empty()).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// Who is called so, where the name itself tells: as the customer of the call, as a rep, or by what they are.
fn role_of(label: &str, customer: &str, roster: &mut Roster) -> Option<Role> {
    if !label.chars().any(char::is_alphabetic) {
        return None;
    }
    match name_key(label) {
        key if key == name_key(customer) => Some(Role::Customer),
        key if ["agent", "rep"].contains(&key.as_str()) => Some(Role::Rep),
        key if ["customer", "caller", "client"].contains(&key.as_str()) => Some(Role::Customer),
        _ if roster.find(label).is_some() => Some(Role::Rep),
        _ => None,
    }
}

fn bytes_of(root: &Root, path: &str) -> Result<Vec<u8>, String> {
    let file = root.open(path).map_err(|fault| fault.to_string())?;
    let mut bytes = Vec::new();
    file.take(read::LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("it cannot be read: {error}"))?;
    if bytes.len() as u64 > read::LARGEST {
        return Err(format!("it is larger than {} MB", read::LARGEST >> 20));
    }
    Ok(bytes)
}

fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use std::ops::ControlFlow;

    use super::*;
    use crate::store::testing::Desk;

    const VTT: &str = "WEBVTT\n\n00:01.000 --> 00:02.000\nDana: Good morning.\n\n00:04:50.000 --> 00:04:55.000\nRuth Calloway: My order is late.\n";

    fn read_all(desk: &Desk, folder: &tempfile::TempDir, options: &Options) -> Report {
        let now = "2026-11-20T16:00:00-06:00".parse().unwrap();
        run(&desk.store, folder.path(), options, now, &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap()
    }

    fn desk() -> (tempfile::TempDir, Desk) {
        let desk = Desk::with_calls(&["Dana"], 3);
        desk.sql("INSERT INTO customer (id, name) VALUES (1, 'Ruth Calloway'); UPDATE call SET customer_id = 1");
        (tempfile::tempdir().unwrap(), desk)
    }

    #[test]
    fn a_transcript_finds_its_call_by_id_by_its_recording_and_by_time() {
        let (folder, desk) = desk();
        desk.sql("UPDATE call SET source_key = 'RE4711' WHERE id = 1");
        desk.sql(
            "UPDATE call SET recording = 'https://phones.example/rec/take-two.mp3' WHERE id = 2",
        );
        for name in [
            "RE4711.vtt",
            "take-two.json.txt",
            "2026-11-18 09.02.05.vtt",
            "unknown.vtt",
        ] {
            std::fs::write(folder.path().join(name), VTT).unwrap();
        }
        std::fs::write(folder.path().join("empty.srt"), "").unwrap();
        let report = read_all(&desk, &folder, &Options::default());
        assert_eq!(
            (report.rows, report.added, report.turns),
            (5, 3, 6),
            "{report:?}"
        );
        assert_eq!(
            (
                report.alone.files[0].file.as_str(),
                report.rejected.files[0].reason.as_str()
            ),
            ("unknown.vtt", "it is empty")
        );
        let first = transcript::of_call(&desk.store, CallId(1))
            .unwrap()
            .unwrap();
        let roles: Vec<_> = transcript::turns(&desk.store, &first)
            .unwrap()
            .iter()
            .map(|one| one.role)
            .collect();
        assert_eq!(roles, [Some(Role::Rep), Some(Role::Customer)]);
        let again = read_all(&desk, &folder, &Options::default());
        assert_eq!((again.added, again.known, again.updated), (0, 3, 0));
        std::fs::write(
            folder.path().join("RE4711.vtt"),
            VTT.replace("late", "here"),
        )
        .unwrap();
        assert_eq!(read_all(&desk, &folder, &Options::default()).updated, 1);
    }

    #[test]
    fn a_call_keeps_its_transcript_and_the_second_file_is_told() {
        let (folder, desk) = desk();
        desk.sql("UPDATE call SET source_key = 'RE4711' WHERE id = 1");
        std::fs::write(
            folder.path().join("RE4711.srt"),
            "1\n00:00:01,000 --> 00:00:02,000\nHello.\n",
        )
        .unwrap();
        std::fs::write(folder.path().join("RE4711.vtt"), VTT).unwrap();
        let report = read_all(&desk, &folder, &Options::default());
        assert_eq!(report.added, 1);
        assert_eq!(
            report.rejected.files[0].reason,
            "its call 1 has a transcript already, from RE4711.srt"
        );
    }

    #[test]
    fn a_dry_run_leaves_nothing_behind_and_unknown_speakers_are_named() {
        let (folder, desk) = desk();
        desk.sql("UPDATE call SET source_key = 'RE4711' WHERE id = 1");
        let json = r#"{"audio_duration":9,"utterances":[{"start":1,"speaker":"A","text":"Hi."},{"start":2000,"speaker":"B","text":"Hi."}]}"#;
        std::fs::write(folder.path().join("RE4711.json"), json).unwrap();
        let tried = read_all(
            &desk,
            &folder,
            &Options {
                dry_run: true,
                ..Options::default()
            },
        );
        assert_eq!((tried.added, tried.unknown_speakers.len()), (1, 2));
        assert_eq!(transcript::of_call(&desk.store, CallId(1)).unwrap(), None);
    }
}
