#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use std::ops::ControlFlow;

/// Events that were written down.
struct Written(std::vec::IntoIter<Event>);

impl Tree for Written {
    fn next(&mut self) -> Result<Option<Event>> {
        Ok(self.0.next())
    }

    fn bytes_read(&self) -> u64 {
        0
    }
}

fn enter(name: &str) -> Event {
    Event::Enter {
        name: name.into(),
        listed: true,
    }
}

fn leaf(name: &str, text: &str) -> Event {
    Event::Leaf {
        name: name.into(),
        text: text.into(),
    }
}

#[test]
fn columns_and_cells_have_an_end() {
    let mut events = Vec::new();
    for record in 0..2 {
        events.push(enter("call"));
        for at in 0..5_000 {
            events.push(leaf(&format!("c{record}-{at}"), "x"));
        }
        events.push(Event::Leave);
    }
    let mut step = |_| ControlFlow::Continue(());
    let mut going = Going::new(&mut step, 0);
    let shape = survey(&mut Written(events.clone().into_iter()), &mut going).unwrap();
    let mut records = Records::default();
    let mut spool = Spool::default();
    records
        .lay_out(
            &mut Written(events.into_iter()),
            &shape,
            u64::MAX,
            &mut spool,
            &mut going,
        )
        .unwrap();
    assert_eq!((records.columns.len(), spool.rows()), (4096, 2));
}

#[test]
fn only_as_many_records_as_wished_are_laid_out() {
    let events: Vec<Event> = (0..10)
        .flat_map(|_| [enter("call"), leaf("a", "1"), Event::Leave])
        .collect();
    let mut step = |_| ControlFlow::Continue(());
    let mut going = Going::new(&mut step, 0);
    let shape = survey(&mut Written(events.clone().into_iter()), &mut going).unwrap();
    let mut spool = Spool::default();
    Records::default()
        .lay_out(
            &mut Written(events.into_iter()),
            &shape,
            4,
            &mut spool,
            &mut going,
        )
        .unwrap();
    assert_eq!(spool.rows(), 4);
}
