//! A list of recordings: a table in which each row names a file, and tells the call's id, or when it was and with whom.
//! Its files are looked for in the recordings' folder and nowhere else.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};

use crate::domain::import::field::Field;
use crate::domain::import::layout::Layout;
use crate::domain::import::leg::written_time;
use crate::domain::import::order::Evidence;
use crate::domain::import::profile::Profile;
use crate::domain::import::propose::propose;
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::import::stamp::{DateOrder, Stamp, When};
use crate::domain::recording::name::{self, Named};
use crate::ops::audio;
use crate::ops::import::columns::each;
use crate::ops::import::plan::{guess_header, headers};
use crate::ops::import::table::Table;
use crate::ops::import::{Origin, Refusal, settled};
use crate::ops::recordings::report::Listed;
use crate::ops::recordings::root::Root;
use crate::ops::recordings::{Options, walk};

/// A recording, and what is told of it.
pub(super) struct Told {
    /// The file, below the recordings' folder.
    pub path: String,
    /// Ids of its call, as the list has them; none where only the name tells.
    pub calls: Vec<String>,
    /// When it was made and with whom: as the list has it, else as the name tells.
    pub named: Named,
}

impl Told {
    /// What the name alone tells.
    pub fn by_name(path: String) -> Self {
        Self {
            named: name::read(&path),
            calls: Vec::new(),
            path,
        }
    }
}

/// Whether the file is no recording itself, so that it can only be a list of them.
pub(super) fn is_list(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.is_file() && !audio::is_recording(&name)
}

/// The recordings that a list names, in its order.
///
/// # Errors
/// It is no table, no column holds paths, or the order of its dates must be told.
pub(super) fn read(
    root: &Root,
    list: &Path,
    options: &Options,
    rejected: &mut Listed,
) -> Result<Vec<Told>> {
    let table = Table::open(&Origin::from(list), |_| ControlFlow::Continue(()))?;
    let header = guess_header(&table.head);
    let layout = layout_of(&table, header, options)?;
    let header_line = header.and_then(|at| table.head.get(at));
    let header_line = header_line.map_or(0, |row| row.line);
    let mut evidence = Evidence::default();
    let mut lines = Vec::new();
    each(&table, header_line, layout.headers.len(), |row, _| {
        match row {
            Ok(row) if layout.cell(row, Field::Recording).is_empty() => {}
            Ok(row) => {
                let line = Line::of(&layout, row);
                if let Ok(stamp) = Stamp::read(&line.at) {
                    evidence.see(&stamp, &line.at, "");
                }
                lines.push(line);
            }
            Err((line, why)) => rejected.push(&format!("line {line}"), why, Vec::new()),
        }
        Ok(())
    })?;
    let order = settled(&evidence.verdict(), options.dates, None).map_err(|refusal| {
        let open = matches!(refusal, Refusal::NeedsDates { .. });
        let advice = if open {
            ": say --dates dmy or --dates mdy"
        } else {
            ""
        };
        anyhow!("{}: {refusal}{advice}", list.display())
    })?;
    let by_name = by_name(root)?;
    let mut files = Vec::new();
    for line in lines {
        match line.told(root, &by_name, order) {
            Ok(told) => files.push(told),
            Err(why) => rejected.push(&line.path, why.to_string(), Vec::new()),
        }
    }
    Ok(files)
}

/// Where path, id, time and number stand: as the owner says, else as the columns are called.
fn layout_of(table: &Table, header: Option<usize>, options: &Options) -> Result<Layout> {
    let headers = headers(&table.head, header);
    let below = table.head.iter().skip(header.map_or(0, |at| at + 1));
    let rows: Vec<Row> = below.filter(|row| !row.is_blank()).cloned().collect();
    let map = if options.map.is_empty() {
        propose(&headers, &rows, &mut Roster::default()).map(&headers)
    } else {
        options.map.clone()
    };
    let layout = Layout::lay(&Profile::default(), &map, headers)?;
    ensure!(
        layout.has(Field::Recording),
        "{} is no recording, and no column of it is known to hold the paths of recordings: say --map recording=COLUMN",
        table.name
    );
    Ok(layout)
}

/// The files of the folder by their bare names; none where two have the same.
fn by_name(root: &Root) -> Result<HashMap<String, Option<String>>> {
    let files = walk::files(
        root,
        root.folder(),
        audio::is_recording,
        &mut Listed::default(),
    )?;
    let mut found: HashMap<String, Option<String>> = HashMap::new();
    for path in files {
        found
            .entry(bare(&path).to_owned())
            .and_modify(|one| *one = None)
            .or_insert(Some(path));
    }
    Ok(found)
}

fn bare(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// One row of a list.
struct Line {
    path: String,
    calls: Vec<String>,
    at: String,
    numbers: Vec<String>,
}

impl Line {
    fn of(layout: &Layout, row: &Row) -> Self {
        let cells = |fields: &[Field]| -> Vec<String> {
            let cells = fields.iter().map(|field| layout.cell(row, *field));
            let told = cells.filter(|cell| !layout.is_nobody(cell));
            told.map(str::to_owned).collect()
        };
        Self {
            path: layout.cell(row, Field::Recording).to_owned(),
            calls: cells(&[Field::GroupId, Field::SourceId]),
            at: written_time(layout, row).into_owned(),
            numbers: cells(&[Field::Number, Field::From, Field::To, Field::Extension]),
        }
    }

    /// The recording that it names, or why there is none.
    fn told(
        &self,
        root: &Root,
        by_name: &HashMap<String, Option<String>>,
        order: Option<DateOrder>,
    ) -> Result<Told> {
        let path = match root.find(&self.path) {
            Ok(_) => self.path.clone(),
            // It may have lain in another folder when the list was written.
            Err(fault) if !self.path.contains("://") => match by_name.get(bare(&self.path)) {
                Some(path) => path
                    .clone()
                    .context("more than one file of the recordings' folder has this name")?,
                None => return Err(fault.into()),
            },
            Err(fault) => return Err(fault.into()),
        };
        let mut told = Told::by_name(path);
        told.calls.clone_from(&self.calls);
        if !self.at.is_empty() {
            let (at, is_utc) = match Stamp::read(&self.at)?.when(order, &self.at)? {
                When::Wall(at) => (at, false),
                When::Utc(at) => (at.naive_utc(), true),
                When::Exact(at) => (at.naive_utc(), true),
            };
            told.named.at = Some(at);
            told.named.is_utc = is_utc;
        }
        if !self.numbers.is_empty() {
            told.named.numbers.clone_from(&self.numbers);
        }
        Ok(told)
    }
}
