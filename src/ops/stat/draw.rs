//! JSON of what belongs to the desk rather than to statistics: tickets of a draw, the score of a call.

use super::json::read;
use crate::domain::draw::{order, seed_hash, ticket};
use crate::domain::evaluation::quality;
use crate::stats::random;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Tickets {
    seed: String,
    id: Option<String>,
    #[serde(default)]
    ids: Vec<String>,
}

/// The ticket of `id`, those of `ids` in the order given.
pub(super) fn sha256_ticket(inputs: &Value) -> Result<Value> {
    let Tickets { seed, id, ids } = read(inputs)?;
    let hash = seed_hash(&seed);
    let tickets: Vec<String> = ids.iter().map(|id| ticket(&hash, id)).collect();
    Ok(json!({ "ticket": id.map(|id| ticket(&hash, &id)), "tickets": tickets }))
}

#[derive(Deserialize)]
struct Several {
    seed: String,
    ids: Vec<String>,
    /// How many are heard; all when left out.
    take: Option<usize>,
}

pub(super) fn sha256_ticket_order(inputs: &Value) -> Result<Value> {
    let Several { seed, ids, take } = read(inputs)?;
    let take = take.unwrap_or(ids.len());
    let (tickets, ids): (Vec<String>, Vec<String>) =
        order(&seed, ids).into_iter().take(take).unzip();
    Ok(json!({ "order": ids, "ticket_prefix": tickets, "tickets": tickets }))
}

#[derive(Deserialize)]
struct Below {
    seed: String,
    id_prefix: String,
    count: u32,
    threshold: String,
}

/// The ids `PREFIX1` to `PREFIXcount` whose tickets lie below the threshold, smallest ticket first.
pub(super) fn sha256_ticket_threshold(inputs: &Value) -> Result<Value> {
    let Below {
        seed,
        id_prefix,
        count,
        threshold,
    } = read(inputs)?;
    let below = order(
        &seed,
        (1..=count.min(100_000)).map(|number| format!("{id_prefix}{number}")),
    );
    let ids: Vec<String> = below
        .into_iter()
        .take_while(|(ticket, _)| *ticket < threshold)
        .map(|(_, id)| id)
        .collect();
    Ok(json!({ "ids": ids }))
}

#[derive(Deserialize)]
struct Keystream {
    key_hex: String,
    #[serde(default = "no_nonce")]
    nonce_hex: String,
    bytes: usize,
}

fn no_nonce() -> String {
    "0".repeat(16)
}

/// The bytes of the cipher behind simulated permutations.
pub(super) fn chacha8_keystream(inputs: &Value) -> Result<Value> {
    let Keystream {
        key_hex,
        nonce_hex,
        bytes,
    } = read(inputs)?;
    ensure!(bytes <= 65_536, "bytes is {bytes}: at most 65536 are shown");
    let stream = random::keystream(unhex(&key_hex)?, unhex(&nonce_hex)?, bytes);
    let hex: String = stream.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(json!({ "keystream_hex": hex }))
}

fn unhex<const N: usize>(text: &str) -> Result<[u8; N]> {
    let pairs: Vec<&[u8]> = text.as_bytes().chunks(2).collect();
    if pairs.len() != N {
        bail!("'{text}' must be {N} bytes: {} hex digits", 2 * N);
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(pairs) {
        let digits = std::str::from_utf8(pair)
            .ok()
            .filter(|pair| pair.len() == 2);
        let value = digits.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        *byte =
            value.with_context(|| format!("'{text}' holds something that is not a hex digit"))?;
    }
    Ok(bytes)
}

#[derive(Deserialize)]
struct Call {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    weight: f64,
    score: Option<f64>,
}

pub(super) fn call_score(inputs: &Value) -> Result<Value> {
    let Call { items } = read(inputs)?;
    let applied: Vec<(f64, f64)> = items
        .iter()
        .filter_map(|item| item.score.map(|score| (item.weight, score)))
        .collect();
    Ok(match quality(&applied) {
        Some(score) => json!({ "score": score, "status": "ok" }),
        None => json!({ "score": null, "status": "all_na" }),
    })
}
