//! What the name of a recording or transcript tells: when it was made, with whom, under which id. One function a
//! telephone system, the surest first; a name that none of them knows is searched for a time and a number.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::domain::call::Direction;

mod loose;

/// What a name tells. Everything may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// When it was made, as the name writes it.
    pub at: Option<NaiveDateTime>,
    /// Whether that is UTC rather than a wall clock.
    pub is_utc: bool,
    /// Ids by which the call may be known, the surest first.
    pub ids: Vec<String>,
    /// Numbers and extensions of both ends.
    pub numbers: Vec<String>,
    /// Who began the call.
    pub direction: Option<Direction>,
}

/// The ends of names that say what a file is and not whose it is.
const ENDINGS: &[&str] = &[
    ".wav",
    ".mp3",
    ".ogg",
    ".opus",
    ".oga",
    ".m4a",
    ".mp4",
    ".3gp",
    ".flac",
    ".amr",
    ".gsm",
    ".ulaw",
    ".ul",
    ".alaw",
    ".al",
    ".g722",
    ".sln",
    ".webm",
    ".aac",
    ".wma",
    ".vtt",
    ".srt",
    ".json",
    ".tsv",
    ".txt",
    ".transcript",
    ".cc",
];

/// The name without its folders and without what only says what kind of file it is.
pub fn stem(path: &str) -> &str {
    let mut name = path.trim().rsplit(['/', '\\']).next().unwrap_or(path);
    while let Some(end) = ENDINGS.iter().find(|end| {
        let from = name.len().saturating_sub(end.len());
        from > 0
            && name
                .get(from..)
                .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    }) {
        name = &name[..name.len() - end.len()];
    }
    name
}

/// Reads the name of a file, with its folders where they tell the day.
pub fn read(path: &str) -> Named {
    let whole = stem(path).trim();
    let name = without_copy_number(whole.trim_start_matches(['-', ' ']));
    let systems: &[fn(&str) -> Option<Named>] = &[
        three_cx,
        zoom,
        google,
        samsung,
        free_pbx,
        ring_central,
        vicidial,
        zoom_phone,
    ];
    let found = systems.iter().find_map(|system| system(name));
    let mut named = found
        .or_else(|| by_folders(path, name))
        .unwrap_or_else(|| loose::read(name));
    if !named.ids.iter().any(|id| id == whole) && !whole.is_empty() {
        named.ids.push(whole.to_owned());
    }
    named
        .numbers
        .retain(|number| number.chars().any(|c| c.is_ascii_digit()));
    named
}

/// `call (1)` is a second copy of `call`.
fn without_copy_number(name: &str) -> &str {
    match name
        .strip_suffix(')')
        .and_then(|open| open.rsplit_once(" ("))
    {
        Some((name, number)) if is_digits(number) => name,
        _ => name,
    }
}

/// `[name or number]_from-to_yyyymmddhhmmss(id)` of 3CX.
fn three_cx(name: &str) -> Option<Named> {
    let (_, rest) = name.strip_prefix('[')?.split_once("]_")?;
    let (ends, rest) = rest.split_once('_')?;
    let (time, id) = rest.split_once('(')?;
    let (from, to) = ends.rsplit_once('-')?;
    let _ = id.strip_suffix(')')?;
    let inner = |number: &str| number.len() <= 5;
    let direction = match (inner(from), inner(to)) {
        (true, false) => Some(Direction::Out),
        (false, true) => Some(Direction::In),
        _ => None,
    };
    Some(Named {
        at: Some(digits_time(time)?),
        numbers: texts(&[from, to]),
        direction,
        ..Named::default()
    })
}

/// `GMTyyyymmdd-hhmmss_Recording` of Zoom.
fn zoom(name: &str) -> Option<Named> {
    let rest = name.strip_prefix("GMT")?;
    let at = dashed_time(rest.get(..15)?)?;
    Some(Named {
        at: Some(at),
        is_utc: true,
        ..Named::default()
    })
}

/// `who - Voicemail - yyyy-mm-ddThh_mm_ssZ` of Google Voice.
fn google(name: &str) -> Option<Named> {
    let (who, time) = name.rsplit_once("- ")?;
    let time = time.strip_suffix('Z')?.replace([':', '_'], "");
    let (date, clock) = time.split_once('T')?;
    let at = digits_time(&format!("{}{clock}", date.replace('-', "")))?;
    let who = who.split(" - ").next().unwrap_or_default().trim();
    Some(Named {
        at: Some(at),
        is_utc: true,
        numbers: texts(&[who]),
        ..Named::default()
    })
}

/// `Call_yyyymmdd_hhmmss_INCOMING_number` of Samsung telephones.
fn samsung(name: &str) -> Option<Named> {
    let mut parts = name.strip_prefix("Call_")?.split('_');
    let at = digits_time(&format!("{}{}", parts.next()?, parts.next()?))?;
    let direction = direction(parts.next()?);
    Some(Named {
        at: Some(at),
        numbers: parts.map(str::to_owned).collect(),
        direction,
        ..Named::default()
    })
}

/// `TYPE-DEST-FROM-yyyymmdd-hhmmss-UNIQUEID` of `FreePBX`.
fn free_pbx(name: &str) -> Option<Named> {
    let parts: Vec<&str> = name.split('-').collect();
    let word = parts
        .first()
        .filter(|word| !word.is_empty() && word.chars().all(char::is_alphabetic))?;
    let date = (2..parts.len()).find(|at| parts[*at].len() == 8 && is_digits(parts[*at]))?;
    let at = digits_time(&format!("{}{}", parts[date], parts.get(date + 1)?))?;
    let id = parts.get(date + 2..).unwrap_or_default().join("-");
    let direction = match *word {
        "out" => Some(Direction::Out),
        "in" | "q" | "rg" => Some(Direction::In),
        _ => None,
    };
    let ids = if id.is_empty() { Vec::new() } else { vec![id] };
    Some(Named {
        at: Some(at),
        ids,
        numbers: texts(&parts[1..date]),
        direction,
        ..Named::default()
    })
}

/// `yyyymmdd-hhmmss_[ext_](aaa)bbb-cccc_Direction_Auto_id` of `RingCentral`.
fn ring_central(name: &str) -> Option<Named> {
    let parts: Vec<&str> = name.split('_').collect();
    let at = dashed_time(parts.first()?)?;
    let place = parts.iter().position(|part| direction(part).is_some())?;
    let id = parts
        .last()
        .filter(|id| parts.len() > place + 1 && is_digits(id));
    Some(Named {
        at: Some(at),
        ids: id.map(|id| (*id).to_owned()).into_iter().collect(),
        numbers: texts(parts.get(1..place)?),
        direction: direction(parts[place]),
        ..Named::default()
    })
}

/// `yyyymmdd-hhmmss_phone[_more]-all` of `VICIdial`.
fn vicidial(name: &str) -> Option<Named> {
    let (time, rest) = name.split_once('_')?;
    let at = dashed_time(time)?;
    let rest = ["-all", "-in", "-out"]
        .iter()
        .find_map(|end| rest.strip_suffix(end))
        .unwrap_or(rest);
    let numbers = rest
        .split('_')
        .filter(|part| is_digits(part))
        .map(str::to_owned)
        .collect();
    Some(Named {
        at: Some(at),
        numbers,
        ..Named::default()
    })
}

/// `yyyymmdd-hhmm-from-to` of Zoom Phone.
fn zoom_phone(name: &str) -> Option<Named> {
    let parts: Vec<&str> = name.split('-').collect();
    let [date, time, from, to] = parts.as_slice() else {
        return None;
    };
    let is_time = time.len() == 4 && is_digits(from) && is_digits(to);
    let at = is_time
        .then(|| digits_time(&format!("{date}{time}00")))
        .flatten()?;
    Some(Named {
        at: Some(at),
        numbers: texts(&[from, to]),
        ..Named::default()
    })
}

/// `yyyy/mm/dd/hhmmss-extension` of Asterisk, the month also as a word of three letters.
fn by_folders(path: &str, name: &str) -> Option<Named> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let mut folders = path.rsplit(['/', '\\']).skip(1);
    let (day, month, year) = (
        folders.next()?,
        folders.next()?.to_lowercase(),
        folders.next()?,
    );
    let named = MONTHS.iter().position(|name| *name == month);
    let month = named.map_or_else(|| month.clone(), |place| format!("{:02}", place + 1));
    let (time, extension) = name.split_once('-').unwrap_or((name, ""));
    let at = digits_time(&format!("{year}{month}{day}{time}"))?;
    Some(Named {
        at: Some(at),
        numbers: texts(&[extension]),
        ..Named::default()
    })
}

fn direction(word: &str) -> Option<Direction> {
    match word.to_ascii_lowercase().as_str() {
        "incoming" | "inbound" => Some(Direction::In),
        "outgoing" | "outbound" => Some(Direction::Out),
        _ => None,
    }
}

fn texts(parts: &[&str]) -> Vec<String> {
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| (*part).to_owned())
        .collect()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `yyyymmdd-hhmmss`.
fn dashed_time(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_once('-')?;
    (date.len() == 8)
        .then(|| digits_time(&format!("{date}{time}")))
        .flatten()
}

/// `yyyymmddhhmmss`, of this time and age.
fn digits_time(text: &str) -> Option<NaiveDateTime> {
    if text.len() != 14 || !is_digits(text) {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().ok();
    let year = number(0, 4)? as i32;
    let date = NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?)?;
    let is_likely = (1990..2100).contains(&date.year());
    is_likely
        .then(|| date.and_hms_opt(number(8, 10)?, number(10, 12)?, number(12, 14)?))
        .flatten()
}

#[cfg(test)]
mod tests;
