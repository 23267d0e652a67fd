//! Files of call logs go in, calls come out. The fixtures and how they are read stand here, what they must come to below.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use deskside::domain::call::{Call, Instant};
use deskside::domain::import::field::parse_map;
use deskside::ops::import;
use deskside::ops::import::{Options, Refusal, Report};
use deskside::store::Store;
use deskside::store::call::{Before, list};

use crate::business::parts_dealer;

mod again;
mod maps;
mod people;
mod shapes;
mod systems;
mod times;

fn now() -> Instant {
    "2026-11-22T10:00:00-06:00".parse().unwrap()
}

/// A parts dealer in Chicago with two people on the phone.
fn parts_desk() -> Store {
    parts_dealer(&[("Dana Reyes", &["301"]), ("Ben Okafor", &["302"])])
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/fixtures/import")
        .join(name)
}

fn try_import(store: &Store, path: &Path, options: &Options) -> anyhow::Result<Report> {
    import::run(store, path, options, now(), &mut |_| {
        ControlFlow::Continue(())
    })
}

fn import_with(store: &Store, name: &str, options: &Options) -> Report {
    try_import(store, &fixture(name), options).unwrap()
}

fn import_plain(store: &Store, name: &str) -> Report {
    import_with(store, name, &Options::default())
}

fn refusal(store: &Store, path: &Path) -> Refusal {
    let error = try_import(store, path, &Options::default()).unwrap_err();
    let refusal = error.downcast_ref::<Refusal>().cloned();
    refusal.unwrap_or_else(|| panic!("{error:#}"))
}

/// The calls, the oldest first.
fn calls(store: &Store) -> Vec<Call> {
    let mut calls = list(store, "", Before::NEWEST, 10_000).unwrap();
    calls.reverse();
    calls
}

fn call(store: &Store, ticket: &str) -> Call {
    calls(store)
        .into_iter()
        .find(|call| call.ticket_id == ticket)
        .unwrap_or_else(|| panic!("no call {ticket}"))
}

fn maps(maps: &[&str]) -> Options {
    Options {
        map: maps.iter().map(|map| parse_map(map).unwrap()).collect(),
        ..Options::default()
    }
}

fn write(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}
