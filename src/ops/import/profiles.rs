//! The profiles: those that come with the program and the owner's own in a folder beside the data file.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::domain::import::field::{ColumnRef, Field};
use crate::domain::import::profile::{Names, Profile, Recognise};
use crate::ops::import::refusal::Refusal;
use crate::store::open::private_folder;

/// The profiles that come with the program, by file name.
const BUILT_IN: &[(&str, &str)] = &[
    (
        "3cx-agent-statistics",
        include_str!("../../../assets/profiles/3cx-agent-statistics.toml"),
    ),
    (
        "3cx-call-reports",
        include_str!("../../../assets/profiles/3cx-call-reports.toml"),
    ),
    (
        "3cx-inbound-calls",
        include_str!("../../../assets/profiles/3cx-inbound-calls.toml"),
    ),
    (
        "aircall",
        include_str!("../../../assets/profiles/aircall.toml"),
    ),
    (
        "amazon-connect",
        include_str!("../../../assets/profiles/amazon-connect.toml"),
    ),
    (
        "android-calls",
        include_str!("../../../assets/profiles/android-calls.toml"),
    ),
    (
        "asterisk-cdr",
        include_str!("../../../assets/profiles/asterisk-cdr.toml"),
    ),
    (
        "avaya-smdr",
        include_str!("../../../assets/profiles/avaya-smdr.toml"),
    ),
    (
        "callrail",
        include_str!("../../../assets/profiles/callrail.toml"),
    ),
    (
        "cucm-cdr",
        include_str!("../../../assets/profiles/cucm-cdr.toml"),
    ),
    (
        "cucm-cmr",
        include_str!("../../../assets/profiles/cucm-cmr.toml"),
    ),
    (
        "dialpad",
        include_str!("../../../assets/profiles/dialpad.toml"),
    ),
    ("five9", include_str!("../../../assets/profiles/five9.toml")),
    (
        "freepbx-cdr",
        include_str!("../../../assets/profiles/freepbx-cdr.toml"),
    ),
    (
        "freeswitch-cdr",
        include_str!("../../../assets/profiles/freeswitch-cdr.toml"),
    ),
    (
        "freeswitch-json",
        include_str!("../../../assets/profiles/freeswitch-json.toml"),
    ),
    (
        "fusionpbx",
        include_str!("../../../assets/profiles/fusionpbx.toml"),
    ),
    (
        "genesys-interactions",
        include_str!("../../../assets/profiles/genesys-interactions.toml"),
    ),
    (
        "google-voice",
        include_str!("../../../assets/profiles/google-voice.toml"),
    ),
    (
        "grandstream-ucm",
        include_str!("../../../assets/profiles/grandstream-ucm.toml"),
    ),
    (
        "hubspot-calls",
        include_str!("../../../assets/profiles/hubspot-calls.toml"),
    ),
    (
        "hubspot-calls-api",
        include_str!("../../../assets/profiles/hubspot-calls-api.toml"),
    ),
    (
        "intercom-calls",
        include_str!("../../../assets/profiles/intercom-calls.toml"),
    ),
    (
        "intercom-conversations",
        include_str!("../../../assets/profiles/intercom-conversations.toml"),
    ),
    (
        "issabel-calls",
        include_str!("../../../assets/profiles/issabel-calls.toml"),
    ),
    (
        "openphone",
        include_str!("../../../assets/profiles/openphone.toml"),
    ),
    (
        "panasonic-smdr",
        include_str!("../../../assets/profiles/panasonic-smdr.toml"),
    ),
    (
        "plivo-json",
        include_str!("../../../assets/profiles/plivo-json.toml"),
    ),
    (
        "queue-log",
        include_str!("../../../assets/profiles/queue-log.toml"),
    ),
    (
        "ringcentral-analytics",
        include_str!("../../../assets/profiles/ringcentral-analytics.toml"),
    ),
    (
        "ringcentral-engage-calls",
        include_str!("../../../assets/profiles/ringcentral-engage-calls.toml"),
    ),
    (
        "ringcentral-engage-segments",
        include_str!("../../../assets/profiles/ringcentral-engage-segments.toml"),
    ),
    (
        "ringcentral-json",
        include_str!("../../../assets/profiles/ringcentral-json.toml"),
    ),
    (
        "teams-pstn",
        include_str!("../../../assets/profiles/teams-pstn.toml"),
    ),
    (
        "telnyx",
        include_str!("../../../assets/profiles/telnyx.toml"),
    ),
    (
        "twilio-json",
        include_str!("../../../assets/profiles/twilio-json.toml"),
    ),
    (
        "vicidial",
        include_str!("../../../assets/profiles/vicidial.toml"),
    ),
    (
        "zendesk-talk-partner",
        include_str!("../../../assets/profiles/zendesk-talk-partner.toml"),
    ),
    (
        "zoom-phone",
        include_str!("../../../assets/profiles/zoom-phone.toml"),
    ),
];
/// A profile is a page of text.
const LONGEST: u64 = 256 * 1024;
/// The id of a map that is no profile.
pub const GENERIC: &str = "generic";

/// Every profile, the owner's own before those that come with the program and in place of one with the same id.
///
/// # Errors
/// One of the owner's is faulty: which, and what is wrong in it.
pub fn all(folder: Option<&Path>) -> Result<Vec<Profile>> {
    let mut profiles = match folder {
        Some(folder) => own(folder)?,
        None => Vec::new(),
    };
    for (name, text) in BUILT_IN {
        let profile = parse(text, name)?;
        if !profiles.iter().any(|own| own.id == profile.id) {
            profiles.push(profile);
        }
    }
    Ok(profiles)
}

/// The profile of this id.
pub fn find(profiles: &[Profile], id: &str) -> Result<Profile, Refusal> {
    profiles
        .iter()
        .find(|profile| profile.id == id)
        .cloned()
        .ok_or_else(|| Refusal::NoProfile {
            id: id.to_owned(),
            known: profiles
                .iter()
                .map(|profile| profile.id.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        })
}

fn own(folder: &Path) -> Result<Vec<Profile>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            return Err(error)
                .with_context(|| format!("could not read the folder {}", folder.display()));
        }
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "toml") && path.is_file())
        .collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Result<Profile> {
    let doing = || format!("could not read {}", path.display());
    let size = std::fs::metadata(path).with_context(doing)?.len();
    if size > LONGEST {
        return Err(faulty(
            &path.display().to_string(),
            "it is longer than a profile can be",
        )
        .into());
    }
    let text = std::fs::read_to_string(path).with_context(doing)?;
    Ok(parse(&text, &path.display().to_string())?)
}

fn parse(text: &str, file: &str) -> Result<Profile, Refusal> {
    let profile: Profile = toml::from_str(text).map_err(|error| faulty(file, error.message()))?;
    profile
        .check()
        .map_err(|fault| faulty(file, &fault.to_string()))?;
    Ok(profile)
}

fn faulty(file: &str, why: &str) -> Refusal {
    Refusal::BadProfile {
        file: file.to_owned(),
        why: why.to_owned(),
    }
}

/// The owner's map as a profile that recognises files with the same headers.
pub fn from_map(id: &str, map: &[(Field, ColumnRef)], headers: &[String]) -> Profile {
    let named: Vec<String> = headers
        .iter()
        .filter(|header| !header.is_empty() && !header.starts_with('#'))
        .cloned()
        .collect();
    Profile {
        id: id.to_owned(),
        name: id.to_owned(),
        recognise: Recognise {
            need: named.len(),
            headers: named,
            ..Recognise::default()
        },
        columns: map
            .iter()
            .map(|(field, column)| (*field, Names::One(column.to_string())))
            .collect(),
        ..Profile::default()
    }
}

/// Whether a profile of this id comes with the program.
pub fn is_built_in(id: &str) -> bool {
    BUILT_IN.iter().any(|(name, _)| *name == id)
}

/// Looks whether a profile can be saved under this id.
pub fn check_id(id: &str) -> Result<(), Refusal> {
    let probe = from_map(id, &[(Field::At, ColumnRef::Place(0))], &[]);
    probe.check()?;
    if id == GENERIC || id == super::NAMELESS || is_built_in(id) {
        let why = format!("'{id}' is a name of the program's own; choose another");
        return Err(Refusal::CannotSave(why));
    }
    Ok(())
}

/// Writes a profile into the owner's folder, whole or not at all.
pub fn save(folder: &Path, profile: &Profile) -> Result<PathBuf> {
    let path = folder.join(format!("{}.toml", profile.id));
    let doing = || format!("could not save the profile {}", path.display());
    if !folder.exists() {
        private_folder(folder).with_context(doing)?;
    }
    let text = toml::to_string(profile).with_context(doing)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(doing)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).with_context(doing)?;
    file.as_file().sync_all().with_context(doing)?;
    file.persist(&path).with_context(doing)?;
    Ok(path)
}

#[cfg(test)]
mod tests;
