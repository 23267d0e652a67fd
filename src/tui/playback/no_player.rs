//! Where the system has no sockets of the kind that steer a player, there is none.

use std::io;
use std::path::Path;

use super::Standing;
use super::program::Program;

/// A player that cannot be.
#[derive(Debug)]
pub enum Player {}

impl Player {
    /// Never starts.
    ///
    /// # Errors
    /// Always.
    pub fn start(_: &Program, _: &Path, _: f64, _: f64) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub fn answers(&mut self) -> io::Result<bool> {
        match *self {}
    }

    pub fn standing(&mut self) -> io::Result<Standing> {
        match *self {}
    }

    pub fn pause(&mut self, _: bool) -> io::Result<()> {
        match *self {}
    }

    pub fn seek(&mut self, _: f64) -> io::Result<()> {
        match *self {}
    }

    pub fn speed(&mut self, _: f64) -> io::Result<()> {
        match *self {}
    }

    pub fn repeat(&mut self, _: Option<(f64, f64)>) -> io::Result<()> {
        match *self {}
    }
}
