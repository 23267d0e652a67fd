//! What a path stands for: a file, or the files of a folder and of those in it, where files of one event each are one
//! table. Hidden ones are left out, and links that lead back up are not followed.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::ops::import::origin::Origin;

/// How deep folders are gone through.
const DEEPEST: usize = 16;
/// The most files that are taken of a folder.
const FILES_AT_MOST: usize = 100_000;
/// How many bytes of a file tell whether it is one event.
const HEAD: u64 = 4096;

/// The tables that `path` stands for, in the order of their names.
///
/// # Errors
/// A folder cannot be read, or holds too many files.
pub fn files(path: &Path) -> Result<Vec<Origin>> {
    let doing = || format!("could not read {}", path.display());
    if !std::fs::metadata(path).with_context(doing)?.is_dir() {
        return Ok(vec![path.into()]);
    }
    let mut found = Vec::new();
    gather(path, 0, &mut found)?;
    Ok(found)
}

fn gather(folder: &Path, depth: usize, found: &mut Vec<Origin>) -> Result<()> {
    let doing = || format!("could not read {}", folder.display());
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(doing)? {
        let entry = entry.with_context(doing)?;
        let is_linked_folder =
            entry.file_type().with_context(doing)?.is_symlink() && entry.path().is_dir();
        if !entry.file_name().to_string_lossy().starts_with('.') && !is_linked_folder {
            paths.push(entry.path());
        }
        anyhow::ensure!(
            found.len() + paths.len() <= FILES_AT_MOST,
            "{} holds more than {FILES_AT_MOST} files",
            folder.display()
        );
    }
    paths.sort();
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.into_iter().partition(|path| path.is_dir());
    let files = files.into_iter().filter(|path| path.is_file());
    let (events, others): (Vec<PathBuf>, Vec<PathBuf>) = files.partition(|path| is_event(path));
    // The recordings beside the events of a Takeout are no files of calls.
    let takeout = events.iter().any(|path| has_end(path, &["html", "htm"]));
    let others = others
        .into_iter()
        .filter(|path| !(takeout && has_end(path, BESIDE_EVENTS)));
    found.extend(others.map(|path| Origin::from(&path)));
    match events.as_slice() {
        [] => {}
        [one] => found.push(one.into()),
        several => found.push(Origin::several(
            folder,
            several.iter().map(Origin::from).collect(),
        )),
    }
    if depth < DEEPEST {
        for inner in folders {
            gather(&inner, depth + 1, found)?;
        }
    }
    Ok(())
}

/// What a Takeout puts beside its events.
const BESIDE_EVENTS: &[&str] = &[
    "mp3", "jpg", "jpeg", "png", "gif", "mp4", "3gp", "amr", "vcf",
];

fn has_end(path: &Path, ends: &[&str]) -> bool {
    let end = path
        .extension()
        .map(|end| end.to_string_lossy().to_lowercase());
    end.is_some_and(|end| ends.contains(&end.as_str()))
}

/// Whether a file is one event: a page of a Takeout, or one call as `FreeSWITCH` writes it.
fn is_event(path: &Path) -> bool {
    if !has_end(path, &["html", "htm", "json", "xml"]) {
        return false;
    }
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let head = String::from_utf8_lossy(&head);
    let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
    read.is_ok()
        && (has(&["class=\"haudio\"", "class=\"hChatLog"])
            || has(&["\"core-uuid\"", "<cdr ", "<cdr>"]) && has(&["channel_data"]))
}
