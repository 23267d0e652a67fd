//! What a path stands for: a file, the files of an archive, or those of a folder and of the folders in it, where files
//! of one event each are one table. Hidden ones are left out, and links to folders are not followed.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::ops::import::archive::{self, ArchiveFault};
use crate::ops::import::origin::Origin;
use crate::ops::import::refusal::Refusal;
use crate::ops::import::workbook::is_workbook;

/// How deep folders are gone through.
const DEEPEST: usize = 16;
/// The most files that are taken of a folder.
const FILES_AT_MOST: usize = 100_000;
/// How many bytes of a file tell what it is.
const HEAD: u64 = 4096;

/// The tables that `path` stands for, in the order of their names.
///
/// # Errors
/// A folder cannot be read, or holds too many files; an archive is refused.
pub fn files(path: &Path) -> Result<Vec<Origin>> {
    let doing = || format!("could not read {}", path.display());
    if !std::fs::metadata(path).with_context(doing)?.is_dir() {
        return of_file(path.into());
    }
    let mut found = Vec::new();
    gather(path, 0, &mut found)?;
    Ok(found)
}

/// The one table that `path` stands for.
///
/// # Errors
/// As [`files`]; or there are several.
pub fn only_file(path: &Path) -> Result<Origin> {
    let mut files = files(path)?;
    match (files.pop(), files.len()) {
        (Some(file), 0) => Ok(file),
        (last, others) => {
            let count = others + usize::from(last.is_some());
            let file = path.display().to_string();
            let why = format!(
                "it holds {count} files; unpack it and choose one, or say deskside import {file}"
            );
            Err(Refusal::NotACallLog { file, why }.into())
        }
    }
}

/// The tables that a file stands for: itself, or what is in it where it is an archive.
///
/// # Errors
/// It is an archive that is refused.
pub fn of_file(file: Origin) -> Result<Vec<Origin>> {
    let mut sign = [0; 4];
    let begins = file.open()?.read_exact(&mut sign);
    // The second is how an archive without files begins.
    if begins.is_err() || !matches!(&sign, b"PK\x03\x04" | b"PK\x05\x06") {
        return Ok(vec![file]);
    }
    let members = match archive::members(file.open_anywhere()?) {
        Ok(members) => members,
        Err(ArchiveFault::Io(error)) => {
            return Err(error).with_context(|| format!("could not read {file}"));
        }
        Err(fault) => return Err(refused(&file, &fault)),
    };
    if is_workbook(&members) {
        return Ok(vec![file]);
    }
    if members.is_empty() {
        return Err(refused(&file, &"it is an archive without files in it"));
    }
    if archive::is_document(&members) {
        let why = "it is a document of an office program: save the table in it as .xlsx or .csv, and read that";
        return Err(refused(&file, &why));
    }
    // Members stand in the order of their names, so that those of a folder stand together.
    let folder = |name: &str| {
        name.rsplit_once('/')
            .map_or(String::new(), |(folder, _)| folder.to_owned())
    };
    let mut found = Vec::new();
    for members in members.chunk_by(|a, b| folder(&a.name) == folder(&b.name)) {
        let name = members
            .first()
            .map(|member| folder(&member.name))
            .unwrap_or_default();
        let files = members
            .iter()
            .map(|member| file.member(member.clone()))
            .collect();
        found.extend(tables(
            format!("{file}/{name}").trim_end_matches('/'),
            files,
        ));
    }
    Ok(found)
}

fn refused(file: &Origin, why: &dyn std::fmt::Display) -> anyhow::Error {
    Refusal::NotACallLog {
        file: file.to_string(),
        why: why.to_string(),
    }
    .into()
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
    let files = files.iter().filter(|path| path.is_file()).map(Origin::from);
    for file in tables(&folder.display().to_string(), files.collect()) {
        if has_end(&file, &["zip"]) {
            // What is wrong with an archive is told when it is read. One in an archive stays packed.
            found.extend(of_file(file.clone()).unwrap_or_else(|_| vec![file]));
        } else {
            found.push(file);
        }
    }
    if depth < DEEPEST {
        for inner in folders {
            gather(&inner, depth + 1, found)?;
        }
    }
    Ok(())
}

/// The tables that the files of one folder are.
fn tables(folder: &str, files: Vec<Origin>) -> Vec<Origin> {
    let (mut events, mut others): (Vec<Origin>, Vec<Origin>) =
        files.into_iter().partition(is_event);
    // The recordings beside the events of a Takeout are no files of calls.
    if events.iter().any(|file| has_end(file, &["html", "htm"])) {
        others.retain(|file| !has_end(file, BESIDE_EVENTS));
    }
    if events.len() > 1 {
        others.push(Origin::several(folder, events));
    } else {
        others.extend(events.pop());
    }
    others
}

/// What a Takeout puts beside its events.
const BESIDE_EVENTS: &[&str] = &[
    "mp3", "jpg", "jpeg", "png", "gif", "mp4", "3gp", "amr", "vcf",
];

fn has_end(file: &Origin, ends: &[&str]) -> bool {
    let end = file
        .name
        .rsplit_once('.')
        .map(|(_, end)| end.to_lowercase());
    end.is_some_and(|end| ends.contains(&end.as_str()))
}

/// Whether a file is one event: a page of a Takeout, or one call as `FreeSWITCH` writes it.
fn is_event(file: &Origin) -> bool {
    if !has_end(file, &["html", "htm", "json", "xml"]) {
        return false;
    }
    let mut head = Vec::new();
    let read = file
        .open()
        .is_ok_and(|file| file.take(HEAD).read_to_end(&mut head).is_ok());
    let head = String::from_utf8_lossy(&head);
    let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
    read && (has(&["class=\"haudio\"", "class=\"hChatLog"])
        || has(&["\"core-uuid\"", "<cdr ", "<cdr>"]) && has(&["channel_data"]))
}
