//! A look at something that changes nothing: on a thread of its own with its own store, so that no key waits for it. One
//! that is dropped is not waited for, so that a newer one takes its place.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use anyhow::Context as _;

use super::Jobs;
use crate::store::{Patience, Store};
use crate::tui::feed::Event;

/// Something that is being looked at.
#[derive(Debug)]
pub struct Look<T>(Receiver<anyhow::Result<T>>);

impl<T> Look<T> {
    /// What was found, or why nothing was; none while it goes on.
    pub fn take(&self) -> Option<anyhow::Result<T>> {
        match self.0.try_recv() {
            Ok(found) => Some(found),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(anyhow::anyhow!(
                "a fault of the program ended the look; nothing was changed"
            ))),
        }
    }
}

impl Jobs {
    /// Looks beside the app, and beside whatever job runs. [`Event::Looked`] tells when there is something to take.
    ///
    /// # Errors
    /// When the system allows no thread.
    pub fn look<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<Look<T>> {
        let (file, events) = (self.file.clone(), self.sender.clone());
        let (sender, look) = channel();
        std::thread::Builder::new()
            .name("look".into())
            .spawn(move || {
                // What it panics with is told by the end of the channel.
                let _ = catch_unwind(AssertUnwindSafe(move || {
                    let opened = Store::open(&file, Patience::Job);
                    let found = opened.map_err(Into::into).and_then(|store| work(&store));
                    // Nobody may want it any more.
                    let _ = sender.send(found);
                }));
                let _ = events.send(Event::Looked);
            })
            .context("could not start the look")?;
        Ok(Look(look))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]
    use super::*;

    #[test]
    fn a_look_is_taken_once_it_is_there_and_a_fault_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, events) = channel();
        let jobs = Jobs::new(&folder.path().join("desk.db"), sender);
        let (go, wait) = channel::<()>();
        let look = jobs
            .look(move |store| {
                wait.recv()?;
                Ok(store.is_read_only())
            })
            .unwrap();
        assert!(look.take().is_none(), "it waits");
        go.send(()).unwrap();
        assert!(matches!(events.recv().unwrap(), Event::Looked));
        assert!(!look.take().unwrap().unwrap());
        let look: Look<()> = jobs.look(|_| panic!("on purpose")).unwrap();
        assert!(matches!(events.recv().unwrap(), Event::Looked));
        let why = look.take().unwrap().unwrap_err().to_string();
        assert!(why.contains("fault of the program"), "{why}");
    }
}
