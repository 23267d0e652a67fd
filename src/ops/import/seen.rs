//! Which of many keys came before, in little room: a million take 8 MB.

use std::collections::HashSet;

/// How many keys are kept loose before they are put in order.
const LOOSE_AT_MOST: usize = 1 << 16;

/// Keys that came, by a hash.
#[derive(Debug, Default)]
pub(super) struct Seen {
    ordered: Vec<u64>,
    loose: HashSet<u64>,
}

impl Seen {
    /// Takes a key in; whether it is new.
    pub fn insert(&mut self, key: u64) -> bool {
        if self.ordered.binary_search(&key).is_ok() || !self.loose.insert(key) {
            return false;
        }
        if self.loose.len() >= LOOSE_AT_MOST {
            let mut new: Vec<u64> = self.loose.drain().collect();
            new.sort_unstable();
            self.ordered.reserve_exact(new.len());
            self.ordered.append(&mut new);
            self.put_together();
        }
        true
    }

    /// Two parts that are in order become one: the stable way of sorting finds them and only merges.
    #[expect(
        clippy::stable_sort_primitive,
        reason = "the other way would sort all of it anew"
    )]
    fn put_together(&mut self) {
        self.ordered.sort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_new_once_whether_it_is_loose_or_in_order() {
        let mut seen = Seen::default();
        let spread = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let many = 3 * LOOSE_AT_MOST as u64 + 7;
        assert!((0..many).all(|n| seen.insert(spread(n))));
        assert!(!(0..many).any(|n| seen.insert(spread(n))));
        assert!(seen.insert(spread(many)));
    }
}
