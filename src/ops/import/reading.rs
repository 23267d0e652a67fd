//! One file on its way in: opened, understood, then taken.

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::id::{ImportId, RepId, SourceId};
use crate::domain::import::clock::Clock;
use crate::domain::import::field::Field;
use crate::domain::import::kind::Kind;
use crate::domain::import::order::Verdict;
use crate::domain::import::roster::Roster;
use crate::domain::import::stamp::{DateOrder, Stamp};
use crate::domain::phone::PhoneKeys;
use crate::domain::zone::Zone;
use crate::ops::import::load::Load;
use crate::ops::import::meter::{Listener, Meter, Stage};
use crate::ops::import::origin::Origin;
use crate::ops::import::parse::Known;
use crate::ops::import::plan::{self, Plan};
use crate::ops::import::profiles::{self, GENERIC};
use crate::ops::import::refusal::Refusal;
use crate::ops::import::report::{About, Report, Tally, ZoneFrom};
use crate::ops::import::scan::{self, Scan};
use crate::ops::import::table::Table;
use crate::ops::import::{NAMELESS, Options};
use crate::ops::setup;
use crate::store::bulk::in_bulk;
use crate::store::import::NewImport;
use crate::store::intake::Intake;
use crate::store::source::Source;
use crate::store::{Store, convert, desk, import, rep, source};

/// A row of a log takes about this much; a guess is enough.
const BYTES_A_CALL: u64 = 150;

/// A file that was opened and understood, and how its times are read.
pub(super) struct Reading<'l> {
    pub table: Table,
    pub plan: Plan,
    meter: Meter<'l>,
    scan: Scan,
    clock: Clock,
    roster: Roster,
    home: Zone,
    source: String,
    zone_from: ZoneFrom,
    /// Whose phone it is, where that was told now.
    told_rep: Option<RepId>,
}

impl<'l> Reading<'l> {
    /// Opens the file and finds out how to read it.
    pub fn open(
        store: &Store,
        origin: &Origin,
        options: &Options,
        now: Instant,
        listener: Listener<'l>,
    ) -> Result<Self> {
        check(store, origin)?;
        let home = Zone::parse(&desk::get(store)?.zone)?;
        let mut roster = Roster::of(&rep::list(store)?);
        let profiles = profiles::all(options.profiles_dir.as_deref())?;
        let mut meter = Meter::new(listener, origin.size()?);
        let table = Table::open(origin, |read| meter.tick(Stage::Look, read, 0))?;
        let mut plan = plan::make(&table, &profiles, options, &mut roster)?;
        let source = source_name(options, &plan);
        if !options.again {
            not_read_before(store, &source, &table.look.sha256)?;
        }
        let remembered = source::find(store, &source)?;
        let told_rep = whose(store, options, remembered.as_ref(), &mut roster)?;
        let scan = scan::scan(&table, &plan, &mut meter)?;
        let order = order(&scan.verdict, options, &plan, remembered.as_ref())?;
        let (zone, zone_from) = zone(options, &table, &plan, remembered.as_ref(), &home, order)?;
        plan.layout.region = setup::region_of(store, &zone)?;
        let mut clock = Clock::new(zone, home.clone(), now);
        clock.by_ids = zone_from == ZoneFrom::Ids;
        clock.order = order;
        clock.rows = scan::row_order(&table, &plan, order);
        Ok(Self {
            table,
            plan,
            meter,
            scan,
            clock,
            roster,
            home,
            source,
            zone_from,
            told_rep,
        })
    }

    /// Takes every row into the store.
    pub fn take(mut self, store: &Store, options: &Options, now: Instant) -> Result<Report> {
        let source = source::remember(store, &self.source, None, self.clock.order)?;
        if let Some(rep) = self.told_rep {
            source::belongs_to(store, source, rep)?;
        }
        let (profile, table) = (&self.plan.profile.id, &self.table);
        let import = begin(store, source, Kind::Calls, profile, table, now)?;
        let parts = self.plan.layout.has(Field::GroupId);
        let region = self.plan.layout.region;
        let mut load = Load {
            store,
            intake: Intake::begin(store, source, import, parts, region)?
                .continuing(self.plan.profile.continues_within_secs),
            extensions_are_inside: self.plan.layout.extensions_are_inside,
            roster: self.roster,
            phones: PhoneKeys::of(region),
            add_reps: options.add_reps,
            tally: Tally::default(),
            waiting: std::collections::HashMap::new(),
            made_keys: crate::ops::import::seen::Seen::default(),
            new_reps: Vec::new(),
        };
        let known = Known {
            table: &self.table,
            plan: &self.plan,
            scan: &self.scan,
            home: &self.home,
        };
        let about = self.table.look.bytes / BYTES_A_CALL;
        let clock = in_bulk(store, about, || {
            load.all(known, self.clock, &mut self.meter)
        })?;
        let (bytes, rows) = (self.table.look.bytes, load.tally.rows);
        self.meter.check(Stage::Settle, bytes, rows)?;
        load.settle_new_reps()?;
        let tally = load.tally;
        if self.zone_from == ZoneFrom::Told
            || clock.zone_mattered && self.zone_from == ZoneFrom::Desk
        {
            source::remember(store, &self.source, Some(clock.zone.name()), None)?;
        }
        if let Some(why) = tally.nothing_used(&self.table) {
            let file = self.table.name.clone();
            return Err(match tally.rejected_rows {
                0 => Refusal::NoCalls { file, why },
                _ => Refusal::NotACallLog { file, why },
            }
            .into());
        }
        let recognised = match self.table.sheet() {
            Some(sheet) => format!("{}; sheet '{sheet}'", self.plan.recognised),
            None => self.plan.recognised.clone(),
        };
        let about = About {
            import,
            kind: Kind::Calls,
            profile: &self.plan.profile.id,
            source: &self.source,
            table: &self.table,
            recognised,
            dry_run: options.dry_run,
            zone_from: self.zone_from,
        };
        about.report(tally, &clock).kept(store, import)
    }
}

/// Notes in the history that a table of this kind begins to come in.
pub(super) fn begin(
    store: &Store,
    source: SourceId,
    kind: Kind,
    profile: &str,
    table: &Table,
    now: Instant,
) -> Result<ImportId> {
    let new = NewImport {
        source,
        kind: kind.word(),
        profile,
        file: &table.name,
        file_sha256: &table.look.sha256,
        imported_at: now.timestamp(),
    };
    Ok(import::add(store, new)?)
}

/// The desk's own file is no call log, and is not even opened.
pub(super) fn check(store: &Store, origin: &Origin) -> Result<(), Refusal> {
    if origin.is_any(&|path| store.is_own(path)) {
        return Err(Refusal::NotACallLog {
            file: origin.to_string(),
            why: "it is this desk's own file".into(),
        });
    }
    Ok(())
}

/// Refuses a file whose very bytes were read under the name of another source: its calls would stand twice.
fn not_read_before(store: &Store, source: &str, sha256: &str) -> Result<()> {
    let before = import::list(store)?.into_iter().find(|one| {
        one.kind == "calls"
            && one.undone_at.is_none()
            && one.file_sha256 == sha256
            && one.source != source
    });
    match before {
        Some(one) => Err(Refusal::ReadBefore {
            on: convert::utc(one.imported_at)?.date_naive(),
            source_name: one.source,
        }
        .into()),
        None => Ok(()),
    }
}

/// Gives the calls that name nobody to the rep whose phone it is: as told, which is given back; else as remembered.
pub(super) fn whose(
    store: &Store,
    options: &Options,
    remembered: Option<&Source>,
    roster: &mut Roster,
) -> Result<Option<RepId>> {
    let known = remembered.and_then(|source| source.rep);
    let told = match &options.rep {
        Some(name) => Some(rep::get(store, name)?.id),
        None => None,
    };
    if let (Some(source), Some(known), Some(told)) = (remembered, known, told)
        && known != told
        && source::has_calls_of(store, source.id, known)?
    {
        let rep = rep::by_id(store, known)?;
        return Err(Refusal::AnotherPhone {
            source_name: source.name.clone(),
            rep: rep.map_or_else(String::new, |rep| rep.name),
        }
        .into());
    }
    if let Some(rep) = told.or(known) {
        roster.unnamed_are(rep);
    }
    Ok(told)
}

/// The name of the source: as told, else the profile's.
pub(super) fn source_name(options: &Options, plan: &Plan) -> String {
    let told = options
        .source_name
        .as_ref()
        .or(options.save_profile.as_ref());
    match told {
        Some(name) => name.clone(),
        None if plan.profile.source.is_some() => plan.profile.source.clone().unwrap_or_default(),
        None if plan.profile.id == GENERIC => NAMELESS.to_owned(),
        None => plan.profile.id.clone(),
    }
}

/// The order of the dates: as told; else as the file shows; else as the profile or the source has it. Files of no known
/// system share a source and tell nothing about each other.
pub(super) fn order(
    verdict: &Verdict,
    options: &Options,
    plan: &Plan,
    remembered: Option<&Source>,
) -> Result<Option<DateOrder>, Refusal> {
    let known = remembered
        .filter(|source| source.name != NAMELESS)
        .and_then(|source| source.dates);
    settled(verdict, options.dates, plan.profile.dates.or(known))
}

/// The order of the dates: as told; else as the file shows; else as it is known otherwise.
pub(in crate::ops) fn settled(
    verdict: &Verdict,
    told: Option<DateOrder>,
    known: Option<DateOrder>,
) -> Result<Option<DateOrder>, Refusal> {
    let example = match verdict {
        Verdict::Plain => return Ok(None),
        Verdict::Decided(order) => return Ok(Some(told.unwrap_or(*order))),
        Verdict::Open(example) => example,
    };
    if let Some(order) = told.or(known) {
        return Ok(Some(order));
    }
    let day = |order| {
        let stamp = Stamp::read(example).ok()?;
        stamp.in_order(order).map(|at| at.date())
    };
    Err(Refusal::NeedsDates {
        example: example.clone(),
        dmy: day(DateOrder::Dmy),
        mdy: day(DateOrder::Mdy),
    })
}

/// The zone of the file's clock and how it is known: as the profile fixes it, as told, as remembered for the source, as
/// the ids of the calls tell, as the business's own.
pub(super) fn zone(
    options: &Options,
    table: &Table,
    plan: &Plan,
    remembered: Option<&Source>,
    home: &Zone,
    order: Option<DateOrder>,
) -> Result<(Zone, ZoneFrom), Refusal> {
    if let Some(name) = plan.fixed_zone(options) {
        return Ok((Zone::parse(name)?, ZoneFrom::Profile));
    }
    if let Some(name) = &options.zone {
        return Ok((Zone::parse(name)?, ZoneFrom::Told));
    }
    match remembered.and_then(|source| source.zone.as_deref()) {
        Some(name) => Ok((Zone::parse(name)?, ZoneFrom::Source)),
        None => Ok(match scan::zone_of_ids(table, plan, home, order) {
            Some(zone) => (zone, ZoneFrom::Ids),
            None => (home.clone(), ZoneFrom::Desk),
        }),
    }
}
