//! Sheets of numbers for KPIs that are told week by week: one row a number, or one row a week with a column for each KPI.

use crate::domain::import::field::{ColumnRef, header_key};
use crate::domain::import::sheet::key;
use crate::domain::kpi::{Kpi, Measure};
use crate::domain::own_kpi::key_of;

/// What the columns that are no KPI are called, the surest name first.
const WHEN: &[&str] = &[
    "week",
    "date",
    "week of",
    "week starting",
    "week beginning",
    "week commencing",
    "week ending",
    "day",
];
const REP: &[&str] = &["rep", "agent", "name", "employee", "user"];
const KPI: &[&str] = &["kpi", "measure", "metric"];
const VALUE: &[&str] = &["value", "number", "count", "amount", "total"];

/// The words that `--map` takes beside the keys of KPIs.
pub const WORDS: [&str; 5] = ["week", "date", "rep", "kpi", "value"];

/// Where the numbers stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbers {
    /// One row a number: the columns of the KPI and of the value.
    Rows {
        /// Which KPI.
        kpi: usize,
        /// How much.
        value: usize,
    },
    /// One row a week: each of these columns is the KPI of that key.
    Columns(Vec<(usize, String)>),
}

/// What stands in which column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The week, or a day of it.
    pub when: usize,
    /// The rep; without one every number is the business's.
    pub rep: Option<usize>,
    /// The numbers.
    pub numbers: Numbers,
}

impl Sheet {
    /// Reads the headers; `map` is what the owner said of them, `kpis` all that there are. None where no column tells the
    /// week, or none a number.
    pub fn of(headers: &[String], map: &[(String, ColumnRef)], kpis: &[Kpi]) -> Option<Self> {
        let column = |words: &[&str], names: &[&str]| {
            by_hand(headers, map, words).or_else(|| by_name(headers, names))
        };
        let when = column(&["week", "date"], WHEN)?;
        let rep = column(&["rep"], REP).filter(|at| *at != when);
        let numbers = match (column(&["kpi"], KPI), column(&["value"], VALUE)) {
            (Some(kpi), Some(value)) => Numbers::Rows { kpi, value },
            _ => Numbers::Columns(columns(headers, map, kpis)?),
        };
        Some(Self { when, rep, numbers })
    }

    /// How many columns it reads.
    pub fn known(&self) -> usize {
        let numbers = match &self.numbers {
            Numbers::Rows { .. } => 2,
            Numbers::Columns(columns) => columns.len(),
        };
        1 + usize::from(self.rep.is_some()) + numbers
    }
}

/// The KPI that is meant by its key or its name.
pub fn meant<'k>(text: &str, kpis: &'k [Kpi]) -> Option<&'k Kpi> {
    let wanted = key_of(text);
    kpis.iter()
        .find(|kpi| kpi.key == wanted || key_of(&kpi.name) == wanted)
}

/// The columns that are called like a KPI whose numbers are told, or that the owner named for one; none where there are none.
fn columns(
    headers: &[String],
    map: &[(String, ColumnRef)],
    kpis: &[Kpi],
) -> Option<Vec<(usize, String)>> {
    let is_told = |kpi: &&Kpi| matches!(kpi.measure, Measure::Typed);
    let found = kpis.iter().filter(is_told).filter_map(|kpi| {
        let named = headers
            .iter()
            .position(|header| meant(header, std::slice::from_ref(kpi)).is_some());
        let at = by_hand(headers, map, &[&*kpi.key]).or(named)?;
        Some((at, kpi.key.to_string()))
    });
    let found: Vec<(usize, String)> = found.collect();
    (!found.is_empty()).then_some(found)
}

fn by_hand(headers: &[String], map: &[(String, ColumnRef)], words: &[&str]) -> Option<usize> {
    let (_, column) = map
        .iter()
        .rev()
        .find(|(named, _)| words.contains(&named.as_str()))?;
    match column {
        ColumnRef::Place(place) => (*place < headers.len()).then_some(*place),
        ColumnRef::Header(wanted) => {
            let wanted = header_key(wanted);
            headers
                .iter()
                .position(|header| header_key(header) == wanted)
        }
    }
}

fn by_name(headers: &[String], names: &[&str]) -> Option<usize> {
    names
        .iter()
        .find_map(|name| headers.iter().position(|header| key(header) == *name))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::kpi::Better;
    use crate::domain::own_kpi::{OwnKpi, Source};

    fn kpis() -> Vec<Kpi> {
        let own = |name: &str| OwnKpi {
            key: key_of(name),
            name: name.into(),
            better: Better::Lower,
            source: Source::Typed,
            about: String::new(),
            because: String::new(),
        };
        let mut all: Vec<Kpi> = vec![crate::domain::kpi::QUALITY.clone()];
        all.extend(["Missed calls", "Refunds"].map(|name| own(name).kpi()));
        all
    }

    fn sheet(headers: &[&str], map: &[(&str, &str)]) -> Option<Sheet> {
        let headers: Vec<String> = headers.iter().map(|one| (*one).to_owned()).collect();
        let map: Vec<(String, ColumnRef)> = map
            .iter()
            .map(|(name, column)| ((*name).to_owned(), ColumnRef::Header((*column).to_owned())))
            .collect();
        Sheet::of(&headers, &map, &kpis())
    }

    #[test]
    fn one_row_is_a_number_or_a_week() {
        let rows = sheet(&["Agent", "Week", "KPI", "Value"], &[]).unwrap();
        assert_eq!((rows.when, rows.rep), (1, Some(0)));
        assert_eq!(rows.numbers, Numbers::Rows { kpi: 2, value: 3 });
        let wide = sheet(
            &["Week starting", "missed calls", "Notes", "Refunds ($)"],
            &[],
        )
        .unwrap();
        let columns = vec![(1, "missed_calls".to_owned()), (3, "refunds".to_owned())];
        assert_eq!(wide.numbers, Numbers::Columns(columns));
        assert_eq!((wide.rep, wide.known()), (None, 3));
        assert_eq!(
            sheet(&["Week", "Quality"], &[]),
            None,
            "it is counted, not told"
        );
        assert_eq!(sheet(&["Refunds", "KPI"], &[]), None, "no week");
    }

    #[test]
    fn what_the_owner_says_of_a_column_counts_first() {
        let map = [("date", "When"), ("refunds", "Refunds ($)")];
        let wide = sheet(&["When", "Refunds ($)"], &map).unwrap();
        assert_eq!(
            wide.numbers,
            Numbers::Columns(vec![(1, "refunds".to_owned())])
        );
    }

    #[test]
    fn a_kpi_is_meant_by_its_key_or_its_name() {
        let kpis = kpis();
        for text in ["missed_calls", "Missed calls", "MISSED  CALLS"] {
            assert_eq!(meant(text, &kpis).unwrap().key, "missed_calls");
        }
        assert!(meant("Missed", &kpis).is_none());
    }
}
