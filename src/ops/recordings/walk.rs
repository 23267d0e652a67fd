//! The files below a folder: regular ones only, links never followed, each with its reason where it is not taken.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::ops::recordings::report::Listed;
use crate::ops::recordings::root::Root;

/// Folders that may lie in each other.
const DEEPEST: usize = 32;

/// The files at or below `path` that `wanted` takes by their names, as they are written down, in their order.
///
/// # Errors
/// The folder cannot be read.
pub fn files(
    root: &Root,
    path: &Path,
    wanted: fn(&str) -> bool,
    rejected: &mut Listed,
) -> Result<Vec<String>> {
    let mut found = Vec::new();
    if path.is_dir() {
        folder(root, path, wanted, 0, &mut found, rejected)?;
        found.sort();
    } else {
        let name = root
            .relative(path)
            .context("the file's name is not readable text")?;
        found.push(name);
    }
    Ok(found)
}

fn folder(
    root: &Root,
    path: &Path,
    wanted: fn(&str) -> bool,
    depth: usize,
    found: &mut Vec<String>,
    rejected: &mut Listed,
) -> Result<()> {
    let doing = || format!("could not read {}", path.display());
    let mut entries: Vec<_> = std::fs::read_dir(path)
        .with_context(doing)?
        .collect::<Result<_, _>>()
        .with_context(doing)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let below = entry.path();
        let shown = shown(root, &below);
        let kind = entry.file_type().with_context(doing)?;
        if kind.is_dir() && depth < DEEPEST {
            folder(root, &below, wanted, depth + 1, found, rejected)?;
        } else if kind.is_dir() {
            rejected.push(&shown, "too many folders lie in each other", Vec::new());
        } else if !wanted(&name) {
        } else if kind.is_symlink() {
            rejected.push(
                &shown,
                "it is a link, and links are not followed",
                Vec::new(),
            );
        } else if !kind.is_file() {
            rejected.push(&shown, "it is not a regular file", Vec::new());
        } else if let Some(path) = root.relative(&below) {
            found.push(path);
        } else {
            rejected.push(&shown, "its name is not readable text", Vec::new());
        }
    }
    Ok(())
}

fn shown(root: &Root, path: &Path) -> String {
    let below: PathBuf = path.strip_prefix(root.folder()).unwrap_or(path).into();
    below.to_string_lossy().into_owned()
}
