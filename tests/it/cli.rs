//! The real program in a temporary folder, without the interface: what goes in comes out, in the shapes and with the
//! exit codes that scripts rely on.

mod endings;
mod hostile;
mod numbers;
mod people;
mod proof;
mod recordings;
mod scored;
mod week;
