//! The proof of a draw: repeat it and compare, and hand it out so that anyone can repeat it without this program.

use anyhow::Result;

use crate::domain::draw::{self, Draw, PickStatus};
use crate::domain::id::DrawId;
use crate::store::{Store, draw as draws, pick};

/// What came of repeating a draw.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Verification {
    /// The draw.
    pub draw: DrawId,
    /// The rep's name.
    pub rep: String,
    /// Whether everything came out as it is written down.
    pub verified: bool,
    /// Calls picked, skipped ones included.
    pub picks: usize,
    /// Hash of the frame as it is now.
    pub frame_sha256: String,
    /// What did not, in words.
    pub faults: Vec<String>,
}

/// Repeats a draw from its seed and compares frame, order and picks with what is written down.
pub fn verify(store: &Store, id: DrawId) -> Result<Verification> {
    let draw = draws::get(store, id)?;
    let frame = draws::frame(store, id)?;
    let ids: Vec<&str> = frame.iter().map(|call| call.ticket_id.as_str()).collect();
    let mut faults = Vec::new();
    let frame_sha256 = draw::frame_sha256(&ids);
    if frame_sha256 != draw.frame_sha256 {
        faults.push("the calls in the frame are not those of the day of the draw".to_owned());
    }
    if frame.len() as i64 != draw.frame_size {
        faults.push(format!(
            "the frame held {} calls, now {}",
            draw.frame_size,
            frame.len()
        ));
    }
    let order = draw::order(&draw.seed, ids.iter().copied());
    if let Some((index, (_, expected))) = order
        .iter()
        .enumerate()
        .find(|(index, (_, id))| ids.get(*index) != Some(id))
    {
        faults.push(format!(
            "place {} belongs to call {expected} by its ticket",
            index + 1
        ));
    }
    let picks = pick::of_draw(store, id)?;
    if picks
        .iter()
        .enumerate()
        .any(|(index, pick)| pick.place != Some(index as i64 + 1))
    {
        faults.push("the picks are not the first calls of the order".to_owned());
    }
    if picks.iter().any(|pick| {
        let place = pick.place.and_then(|place| usize::try_from(place - 1).ok());
        place
            .and_then(|place| frame.get(place))
            .is_none_or(|call| call.call_id != pick.call_id)
    }) {
        faults.push("a pick is not the call at its place".to_owned());
    }
    let heard = picks
        .iter()
        .filter(|pick| pick.status != PickStatus::Skipped)
        .count() as i64;
    if heard != draw.asked && picks.len() < frame.len() {
        faults.push(format!(
            "{} calls were asked for, {heard} stand to be heard",
            draw.asked
        ));
    }
    Ok(Verification {
        draw: id,
        rep: draw.rep,
        verified: faults.is_empty(),
        picks: picks.len(),
        frame_sha256,
        faults,
    })
}

/// The frame and order of a draw as CSV under a few comment lines, which hold the seed and a Python program that
/// repeats the draw from the file itself.
pub fn export_frame(store: &Store, id: DrawId) -> Result<String> {
    let draw = draws::get(store, id)?;
    let frame = draws::frame(store, id)?;
    let seed_hash = draw::seed_hash(&draw.seed);
    let mut rows = csv::Writer::from_writer(Vec::new());
    rows.write_record(["place", "id", "ticket", "status", "reason"])?;
    for call in &frame {
        let place = call.place.to_string();
        let ticket = draw::ticket(&seed_hash, &call.ticket_id);
        rows.write_record([
            place.as_str(),
            call.ticket_id.as_str(),
            ticket.as_str(),
            call.status.as_deref().unwrap_or(""),
            call.reason.as_deref().unwrap_or(""),
        ])?;
    }
    let rows = String::from_utf8(rows.into_inner()?)?;
    Ok(format!("{}{rows}", recipe(&draw)))
}

fn recipe(draw: &Draw) -> String {
    let rep: String = draw.rep.chars().filter(|c| !c.is_control()).collect();
    let seed = literal(&draw.seed);
    format!(
        r##"# Draw {id}, {rep}, {week}: {asked} of {size} calls. The frame: {rule}.
# The first calls of the order are heard; a skipped one is replaced by the next.
# To repeat it, save this as frame.csv and run:  sed -n '/^#/!q;s/^#| //p' frame.csv | python3 - frame.csv
# (or give the seed and the ids to the published consistent_sampler: the tickets are the same)
#| import csv, hashlib, itertools, sys
#| csv.field_size_limit(1 << 30)
#| lines = open(sys.argv[1], encoding="utf-8", newline="")
#| rows = list(csv.DictReader(itertools.dropwhile(lambda line: line.startswith("#"), lines)))
#| ids = [r["id"] for r in rows]
#| seed = hashlib.sha256({seed}.encode()).hexdigest()
#| ticket = lambda i: "0." + str(int(hashlib.sha256((seed + i).encode()).hexdigest(), 16)).zfill(64)[::-1]
#| frame = hashlib.sha256("".join(i + "\n" for i in sorted(ids)).encode()).hexdigest()
#| order = sorted(ids, key=ticket)
#| for place, i in enumerate(order, 1): print(place, ascii(i), ticket(i)[:14])
#| print("frame", frame, "as drawn" if frame == "{sha}" else "NOT as drawn")
#| print("order", "as drawn" if order == ids else "NOT as drawn")
"##,
        id = draw.id,
        week = draw.week,
        asked = draw.asked,
        size = draw.frame_size,
        rule = draw.rule.words(),
        sha = draw.frame_sha256,
    )
}

/// A text as Python writes it, in characters that no terminal obeys and no encoding changes.
fn literal(text: &str) -> String {
    let mut literal = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            ' '..='~' => literal.push(c),
            c => literal.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    literal + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_written_so_that_python_reads_the_same() {
        assert_eq!(literal("5eed"), r#""5eed""#);
        assert_eq!(literal("a\"b\\c\n"), r#""a\"b\\c\U0000000a""#);
        assert_eq!(literal("é😀\u{1b}"), r#""\U000000e9\U0001f600\U0000001b""#);
    }
}
