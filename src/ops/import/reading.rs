//! One file on its way in: opened, understood, then taken.

use anyhow::{Context, Result};

use crate::domain::call::Instant;
use crate::domain::id::ImportId;
use crate::domain::import::clock::Clock;
use crate::domain::import::field::Field;
use crate::domain::import::kind::Kind;
use crate::domain::import::order::Verdict;
use crate::domain::import::roster::Roster;
use crate::domain::import::stamp::{DateOrder, Stamp};
use crate::domain::zone::Zone;
use crate::ops::import::load::Load;
use crate::ops::import::meter::{Listener, Meter, Stage};
use crate::ops::import::origin::Origin;
use crate::ops::import::plan::{self, Plan};
use crate::ops::import::profiles::{self, GENERIC};
use crate::ops::import::refusal::Refusal;
use crate::ops::import::report::{Report, Tally, ZoneFrom};
use crate::ops::import::scan::{self, Scan};
use crate::ops::import::table::Table;
use crate::ops::import::{NAMELESS, Options};
use crate::store::import::NewImport;
use crate::store::intake::Intake;
use crate::store::source::Source;
use crate::store::{Store, desk, import, rep, source};

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
        let plan = plan::make(&table, &profiles, options, &mut roster)?;
        let source = source_name(options, &plan);
        let remembered = source::find(store, &source)?;
        let scan = scan::scan(&table, &plan, &mut meter)?;
        let order = order(&scan.verdict, options, &plan, remembered.as_ref())?;
        let (zone, zone_from) = zone(options, &plan, remembered.as_ref(), &home)?;
        let mut clock = Clock::new(zone, home.clone(), now);
        clock.order = order;
        clock.oldest_first = scan::oldest_first(&table, &plan, order);
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
        })
    }

    /// Takes every row into the store.
    pub fn take(mut self, store: &Store, options: &Options, now: Instant) -> Result<Report> {
        let source = source::remember(store, &self.source, None, self.clock.order)?;
        let import = import::add(
            store,
            NewImport {
                source,
                kind: Kind::Calls.word(),
                profile: &self.plan.profile.id,
                file: &self.table.name,
                file_sha256: &self.table.look.sha256,
                imported_at: now.timestamp(),
            },
        )?;
        let parts = self.plan.layout.has(Field::GroupId);
        let mut load = Load {
            store,
            intake: Intake::begin(store, source, import, parts)?,
            roster: self.roster,
            home: self.home,
            add_reps: options.add_reps,
            tally: Tally::default(),
            waiting: Load::waiting(&self.scan),
            made_keys: std::collections::HashSet::new(),
            new_reps: Vec::new(),
        };
        let clock = load.all(&self.table, &self.plan, self.clock, &mut self.meter)?;
        let tally = load.tally;
        if self.zone_from == ZoneFrom::Told
            || clock.zone_mattered && self.zone_from == ZoneFrom::Desk
        {
            source::remember(store, &self.source, Some(clock.zone.name()), None)?;
        }
        if let (0, Some(first)) = (tally.calls(), tally.rejected.first()) {
            let why = format!(
                "not one of its {} rows could be read; the first, {} {}: {}",
                tally.rejected_rows, self.table.counted, first.line, first.reason
            );
            let file = self.table.name.clone();
            return Err(Refusal::NotACallLog { file, why }.into());
        }
        let about = About {
            import,
            plan: &self.plan,
            source: self.source,
            file: self.table.name,
            counted: self.table.counted,
            sheet: self.table.sheet,
            dry_run: options.dry_run,
            zone_from: self.zone_from,
        };
        let report = report(about, tally, &clock);
        let json = serde_json::to_string(&report).context("could not write the report down")?;
        import::finish(store, import, &json)?;
        Ok(report)
    }
}

/// What a report says that was known before the first row.
struct About<'a> {
    import: ImportId,
    plan: &'a Plan,
    source: String,
    file: String,
    counted: &'static str,
    sheet: Option<String>,
    dry_run: bool,
    zone_from: ZoneFrom,
}

fn report(about: About<'_>, tally: Tally, clock: &Clock) -> Report {
    Report {
        import: Some(about.import),
        kind: Kind::Calls,
        profile: about.plan.profile.id.clone(),
        source: about.source,
        file: about.file,
        counted: about.counted,
        recognised: match about.sheet {
            Some(sheet) => format!("{}; sheet '{sheet}'", about.plan.recognised),
            None => about.plan.recognised.clone(),
        },
        dry_run: about.dry_run,
        rows: tally.rows,
        calls: tally.calls(),
        added: tally.added,
        known: tally.known,
        updated: tally.updated,
        left_out: tally.left_out,
        unknown_reps: tally.unknown_reps(),
        rejected: tally.rejected,
        rejected_rows: tally.rejected_rows,
        first_at: tally.first_at,
        last_at: tally.last_at,
        zone: clock.zone.name().to_owned(),
        zone_from: about.zone_from,
        dates: clock.order.unwrap_or(DateOrder::Ymd),
        dst: clock.changes,
        added_reps: tally.added_reps,
    }
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

/// The name of the source: as told, else the profile's.
pub(super) fn source_name(options: &Options, plan: &Plan) -> String {
    let told = options
        .source_name
        .as_ref()
        .or(options.save_profile.as_ref());
    match told {
        Some(name) => name.clone(),
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
    let example = match verdict {
        Verdict::Plain => return Ok(None),
        Verdict::Decided(order) => return Ok(Some(options.dates.unwrap_or(*order))),
        Verdict::Open(example) => example,
    };
    let known = remembered
        .filter(|source| source.name != NAMELESS)
        .and_then(|source| source.dates);
    if let Some(order) = options.dates.or(plan.profile.dates).or(known) {
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
/// the business's own.
pub(super) fn zone(
    options: &Options,
    plan: &Plan,
    remembered: Option<&Source>,
    home: &Zone,
) -> Result<(Zone, ZoneFrom), Refusal> {
    if let Some(name) = plan.fixed_zone(options) {
        return Ok((Zone::parse(name)?, ZoneFrom::Profile));
    }
    if let Some(name) = &options.zone {
        return Ok((Zone::parse(name)?, ZoneFrom::Told));
    }
    match remembered.and_then(|source| source.zone.as_deref()) {
        Some(name) => Ok((Zone::parse(name)?, ZoneFrom::Source)),
        None => Ok((home.clone(), ZoneFrom::Desk)),
    }
}
