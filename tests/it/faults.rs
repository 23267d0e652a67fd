//! What goes wrong outside of the program: killed in the middle, a full disk, two programs on one file, a file that is
//! damaged, locked, read-only or no desk at all. Nothing acknowledged is lost, nothing is half written, nothing foreign
//! is touched, and what happened is said.

mod crowd;
mod files;
mod killed;
#[cfg(unix)]
mod permissions;
