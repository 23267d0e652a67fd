//! Which scorecard the desk uses: its usual one, and another for a channel where that was chosen.

use rusqlite::OptionalExtension;

use crate::domain::call::Channel;
use crate::store::{Store, StoreError};

/// Makes a scorecard the desk's usual one.
pub fn choose_usual(store: &Store, key: &str) -> Result<(), StoreError> {
    store
        .conn
        .execute("UPDATE desk SET scorecard = ?1", [key])?;
    Ok(())
}

/// Chooses a scorecard for a channel, or none of its own.
pub fn choose_for(store: &Store, channel: Channel, key: Option<&str>) -> Result<(), StoreError> {
    match key {
        Some(key) => store.conn.execute(
            "INSERT INTO channel_scorecard VALUES (?1, ?2)
             ON CONFLICT (channel) DO UPDATE SET scorecard = ?2",
            (channel.word(), key),
        )?,
        None => store.conn.execute(
            "DELETE FROM channel_scorecard WHERE channel = ?1",
            [channel.word()],
        )?,
    };
    Ok(())
}

/// The key of the scorecard that was chosen for a channel.
pub fn chosen_for(store: &Store, channel: Channel) -> Result<Option<String>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT scorecard FROM channel_scorecard WHERE channel = ?1")?;
    Ok(query
        .query_row([channel.word()], |row| row.get(0))
        .optional()?)
}
