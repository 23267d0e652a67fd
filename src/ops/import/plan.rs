//! How a table will be read: the profile or map that fits it, and where its header stands.

use crate::domain::import::field::{ColumnRef, Field, header_key};
use crate::domain::import::layout::Layout;
use crate::domain::import::profile::Profile;
use crate::domain::import::profile::recognise::{recognise, recognise_bare};
use crate::domain::import::propose::{NOBODY_NAMED, flags, propose};
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::import::stamp::Stamp;
use crate::ops::import::Options;
use crate::ops::import::profiles::{self, GENERIC};
use crate::ops::import::refusal::Refusal;
use crate::ops::import::table::Table;

mod header;

use header::{TITLES_AT_MOST, header_of, header_with, keys};
pub(in crate::ops) use header::{guess_header, headers};

/// How many columns a message names.
const NAMED_AT_MOST: usize = 12;

/// How a table will be read.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The profile, or the owner's map in the shape of one.
    pub profile: Profile,
    /// Why it was taken.
    pub recognised: String,
    /// Where each field stands.
    pub layout: Layout,
    /// The line of the header; none where there is none. Calls stand below.
    pub header_line: Option<u64>,
}

impl Plan {
    /// Whether the row of the head is below the header.
    pub fn is_below_header(&self, row: &Row) -> bool {
        self.header_line.is_none_or(|line| row.line > line)
    }

    /// Whether the row goes on with the header: right below it, and nothing but words, such as the types of the columns.
    pub fn is_second_header(&self, row: &Row) -> bool {
        let follows = self.header_line.is_some_and(|line| row.line == line + 1);
        follows
            && row
                .cells()
                .all(|cell| !cell.contains(|c: char| c.is_ascii_digit()))
    }

    /// The rows of the head that stand below the header, with the columns that are made of others.
    pub fn below_header<'t>(&self, table: &'t Table) -> impl Iterator<Item = Row> + use<'_, 't> {
        let below = table.head.iter().filter(|row| self.is_below_header(row));
        below.map(|row| {
            let mut row = row.clone();
            self.layout.derive(&mut row);
            row
        })
    }

    /// Whether the profile itself tells the zone of the column that the times are read from.
    pub fn fixed_zone(&self, options: &Options) -> Option<&str> {
        let by_hand = options.map.iter().any(|(field, _)| *field == Field::At);
        let fields = self.layout.fields();
        let at = fields.iter().find(|(field, _)| *field == Field::At);
        let of_column = at.and_then(|(_, column)| {
            let named = |(name, _): &(&String, &String)| header_key(name) == header_key(column);
            self.profile.zones.iter().find(named).map(|(_, zone)| zone)
        });
        let zone = of_column.or(self.profile.zone.as_ref());
        zone.map(String::as_str).filter(|_| !by_hand)
    }

    /// This plan as a profile of the owner's own: the same columns, recognised by the same headers.
    /// Its calls go on belonging to `source` where that was told.
    pub fn own_profile(&self, id: &str, source: Option<&str>) -> Profile {
        let map: Vec<(Field, ColumnRef)> = self
            .layout
            .fields()
            .into_iter()
            .filter_map(|(field, header)| {
                let place = ColumnRef::Place(self.layout.column(field)?);
                let named = !header.starts_with('#');
                Some((
                    field,
                    if named {
                        ColumnRef::Header(header)
                    } else {
                        place
                    },
                ))
            })
            .collect();
        let named = profiles::from_map(id, &map, &self.layout.headers);
        let bare = self.header_line.is_none() && !self.profile.recognise.bare.is_empty();
        Profile {
            id: named.id,
            name: named.name,
            recognise: if bare {
                self.profile.recognise.clone()
            } else {
                named.recognise
            },
            columns: named.columns,
            source: source.map(str::to_owned),
            ..self.profile.clone()
        }
    }
}

/// Finds out how to read a table.
///
/// # Errors
/// It is no call log, or which column holds what must be told.
pub fn make(
    table: &Table,
    profiles: &[Profile],
    options: &Options,
    roster: &mut Roster,
) -> Result<Plan, Refusal> {
    // What stands around an empty list is no call, whatever it looks like.
    choose(table, profiles, options, roster).map_err(|refusal| match table.empty.clone() {
        Some(why) if refusal.is_of_the_file() => {
            let file = table.name.clone();
            Refusal::NoCalls { file, why }
        }
        _ => refusal,
    })
}

fn choose(
    table: &Table,
    profiles: &[Profile],
    options: &Options,
    roster: &mut Roster,
) -> Result<Plan, Refusal> {
    let head = &table.head;
    if let Some(id) = &options.profile {
        let profile = profiles::find(profiles, id)?;
        let recognised = format!("{} was chosen", profile.name);
        if let Some(names) = profile.name_columns(&filled(head)) {
            return lay_bare(profile, recognised, &options.map, names);
        }
        let header = header_of(head, &profile);
        return lay(profile, recognised, &options.map, head, header);
    }
    if !options.map.is_empty() {
        let header = header_with(head, &options.map);
        let below: Vec<Row> = head
            .iter()
            .skip(header.map_or(0, |at| at + 1))
            .cloned()
            .collect();
        return lay(
            by_hand(options, &options.map, &headers(head, header), &below),
            "the columns were named by hand".into(),
            &options.map,
            head,
            header,
        );
    }
    if let Some(plan) = recognised(table, profiles)? {
        return Ok(plan);
    }
    proposed(table, options, roster)
}

/// The plan of the profile that the file is recognised by: its header, else what stands in its columns.
fn recognised(table: &Table, profiles: &[Profile]) -> Result<Option<Plan>, Refusal> {
    let head = &table.head;
    let by_header = head
        .iter()
        .take(TITLES_AT_MOST)
        .enumerate()
        .map(|(at, row)| (at, recognise(profiles, &keys(row))))
        .filter(|(_, (fitting, _))| !fitting.is_empty())
        .max_by_key(|(at, (_, found))| (*found, usize::MAX - at));
    if let Some((at, (fitting, found))) = by_header {
        let profile = the_one(table, &fitting)?;
        let why = profile.why(found);
        return lay(profile.clone(), why, &[], head, Some(at)).map(Some);
    }
    let rows = filled(head);
    let fitting = recognise_bare(profiles, &rows);
    if fitting.is_empty() {
        return Ok(None);
    }
    let profile = the_one(table, &fitting)?;
    let names = profile.name_columns(&rows).unwrap_or_default();
    let why = format!(
        "its {} columns hold what {} writes",
        names.len(),
        profile.name
    );
    lay_bare(profile.clone(), why, &[], names).map(Some)
}

/// The rows that hold anything.
fn filled(head: &[Row]) -> Vec<&Row> {
    head.iter().filter(|row| !row.is_blank()).collect()
}

/// The profile to take of those that fit equally well: the owner's own before the program's.
fn the_one<'p>(table: &Table, fitting: &[&'p Profile]) -> Result<&'p Profile, Refusal> {
    let own: Vec<&&Profile> = fitting
        .iter()
        .filter(|profile| !profiles::is_built_in(&profile.id))
        .collect();
    let one = match (own.as_slice(), fitting) {
        ([one], _) => one,
        ([], [one]) => one,
        _ => {
            return Err(Refusal::TwoProfiles {
                ids: fitting.iter().map(|profile| profile.id.clone()).collect(),
            });
        }
    };
    match &one.refuse {
        Some(why) => Err(Refusal::NotACallLog {
            file: table.name.clone(),
            why: why.clone(),
        }),
        None => Ok(one),
    }
}

/// A plan from what the columns are called and hold, where that leaves no doubt.
fn proposed(table: &Table, options: &Options, roster: &mut Roster) -> Result<Plan, Refusal> {
    let header = guess_header(&table.head);
    let headers = headers(&table.head, header);
    let below = || table.head.iter().skip(header.map_or(0, |at| at + 1));
    let is_call = |row: &&Row| row.cells().any(|cell| Stamp::read(cell).is_ok());
    let mut sample: Vec<Row> = below().filter(is_call).cloned().collect();
    if sample.is_empty() {
        sample = below().filter(|row| !row.is_blank()).cloned().collect();
    }
    if sample.is_empty() {
        return Err(Refusal::NoCalls {
            file: table.name.clone(),
            why: table.no_rows(),
        });
    }
    let not_a_log = |why: String| Refusal::NotACallLog {
        file: table.name.clone(),
        why,
    };
    let mut proposal = propose(&headers, &sample, roster);
    let has = |field| proposal.columns.iter().any(|(taken, _)| *taken == field);
    if !has(Field::At) && !has(Field::Date) {
        let named: Vec<&str> = headers
            .iter()
            .take(NAMED_AT_MOST)
            .map(String::as_str)
            .collect();
        return Err(not_a_log(format!(
            "no column holds when a call began; its columns are: {}",
            named.join(", ")
        )));
    }
    if !proposal.sums.is_empty() {
        let columns = proposal.sums.join(", ");
        return Err(not_a_log(format!(
            "it holds sums of calls, not calls: {columns}"
        )));
    }
    if header.is_none() {
        let why = "its columns have no header, so that only what they hold tells what they are";
        proposal.doubts.push(why.to_owned());
    }
    let map = proposal.map(&headers);
    if options.rep.is_some() {
        proposal.doubts.retain(|doubt| doubt != NOBODY_NAMED);
    }
    if !proposal.doubts.is_empty() {
        return Err(Refusal::NeedsMap {
            why: proposal.doubts.join("; "),
            command: proposal.command(&headers),
            proposal: map,
        });
    }
    let profile = by_hand(options, &map, &headers, &sample);
    let recognised = format!(
        "no phone system is recognised; by names and contents: {}",
        map.iter()
            .map(|(field, column)| format!("{} from '{column}'", field.in_words()))
            .collect::<Vec<_>>()
            .join(", ")
    );
    lay(profile, recognised, &map, &table.head, header)
}

/// A profile without words of its own, but for what its columns of yes and no mean.
fn by_hand(
    options: &Options,
    map: &[(Field, ColumnRef)],
    headers: &[String],
    rows: &[Row],
) -> Profile {
    let id = options.save_profile.as_deref().unwrap_or(GENERIC);
    let mut profile = profiles::from_map(id, &[], &[]);
    flags::add_to(&mut profile, map, headers, rows);
    profile
}

fn lay(
    profile: Profile,
    recognised: String,
    map: &[(Field, ColumnRef)],
    head: &[Row],
    header: Option<usize>,
) -> Result<Plan, Refusal> {
    Ok(Plan {
        layout: Layout::new(&profile, map, headers(head, header))?,
        header_line: header.and_then(|at| head.get(at)).map(|row| row.line),
        profile,
        recognised,
    })
}

/// Lays a profile over a file without a header whose columns were named by what they hold.
fn lay_bare(
    profile: Profile,
    recognised: String,
    map: &[(Field, ColumnRef)],
    names: Vec<String>,
) -> Result<Plan, Refusal> {
    Ok(Plan {
        layout: Layout::new(&profile, map, names)?,
        header_line: None,
        profile,
        recognised,
    })
}
