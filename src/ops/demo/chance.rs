//! Chance that falls the same way every time: a stream of `ChaCha8` numbers from a fixed seed, and what is drawn from it.
//! Nothing here asks the clock or the operating system.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};
use statrs::distribution::{ContinuousCDF, Normal};

use crate::domain::draw::hex;

/// A stream of chance.
#[derive(Debug)]
pub struct Chance {
    stream: ChaCha8Rng,
}

impl Chance {
    /// The stream that belongs to these words.
    pub fn of(words: &str) -> Self {
        Self {
            stream: ChaCha8Rng::from_seed(Sha256::digest(words.as_bytes()).into()),
        }
    }

    /// One of 0 to `n` - 1, each as likely as another; 0 when `n` is 0.
    /// Multiply and reject (Lemire 2019, "Fast random integer generation in an interval").
    pub fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        if n == 0 {
            return 0;
        }
        let uneven = n.wrapping_neg() % n;
        loop {
            let product = u128::from(self.stream.next_u64()) * u128::from(n);
            if product as u64 >= uneven {
                return (product >> 64) as usize;
            }
        }
    }

    /// A share from 0 up to, not including, 1.
    pub fn share(&mut self) -> f64 {
        (self.stream.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A share from `low` up to `high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    /// Yes in this share of all cases.
    pub fn yes(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// A number from the normal distribution with mean 0 and standard deviation 1.
    pub fn normal(&mut self) -> f64 {
        let share = self.share().max(f64::EPSILON);
        Normal::standard().inverse_cdf(share)
    }

    /// A number whose logarithm is normal: half of all lie below `median`; `spread` is the standard deviation of the
    /// logarithm.
    pub fn log_normal(&mut self, median: f64, spread: f64) -> f64 {
        median * (spread * self.normal()).exp()
    }

    /// A whole number that is on average `mean` and varies about as much as counts do.
    pub fn count(&mut self, mean: f64) -> usize {
        (mean + mean.max(0.0).sqrt() * self.normal())
            .round()
            .max(0.0) as usize
    }

    /// One of them; none when there are none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// One of these texts; empty when there are none.
    pub fn text<'a>(&mut self, from: &'a [String]) -> &'a str {
        self.pick(from).map_or("", String::as_str)
    }

    /// The index of one of these weights, each as likely as it is heavy; 0 when nothing weighs.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.share() * weights.iter().sum::<f64>();
        for (index, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return index;
            }
        }
        0
    }

    /// Puts them into any order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// 32 hexadecimal digits, such as the seed of a draw.
    pub fn digits(&mut self) -> String {
        let mut bytes = [0_u8; 16];
        self.stream.fill_bytes(&mut bytes);
        hex(&bytes)
    }
}

/// A deck with so many yes cards, dealt one by one and shuffled anew when it is used up: by chance, yet never far from
/// its share.
#[derive(Debug)]
pub struct Deck {
    yes: usize,
    of: usize,
    left: Vec<bool>,
}

impl Deck {
    /// A deck of `of` cards, `yes` of them yes.
    pub fn new(yes: usize, of: usize) -> Self {
        Self {
            yes,
            of,
            left: Vec::new(),
        }
    }

    /// The next card.
    pub fn deal(&mut self, chance: &mut Chance) -> bool {
        if self.left.is_empty() {
            self.left = (0..self.of).map(|card| card < self.yes).collect();
            chance.shuffle(&mut self.left);
        }
        self.left.pop().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_give_the_same_stream() {
        let (mut one, mut other) = (Chance::of("a"), Chance::of("a"));
        let digits = one.digits();
        assert_eq!(digits, other.digits());
        assert_ne!(digits, Chance::of("b").digits());
        assert_eq!(one.below(1000), other.below(1000));
    }

    #[test]
    fn every_number_below_is_as_likely_as_another() {
        let mut chance = Chance::of("below");
        let mut counts = [0_i32; 7];
        for _ in 0..7000 {
            counts[chance.below(7)] += 1;
        }
        assert!(
            counts.iter().all(|count| (count - 1000).abs() < 150),
            "{counts:?}"
        );
        assert_eq!(chance.below(0), 0);
    }

    #[test]
    fn normal_numbers_have_mean_nought_and_deviation_one() {
        let mut chance = Chance::of("normal");
        let numbers: Vec<f64> = (0..4000).map(|_| chance.normal()).collect();
        let mean = numbers.iter().sum::<f64>() / 4000.0;
        let variance = numbers.iter().map(|n| (n - mean).powi(2)).sum::<f64>() / 3999.0;
        assert!(mean.abs() < 0.06, "{mean}");
        assert!((variance - 1.0).abs() < 0.08, "{variance}");
    }

    #[test]
    fn a_heavier_weight_is_chosen_more_often_and_an_empty_one_never() {
        let mut chance = Chance::of("weights");
        let mut counts = [0; 3];
        for _ in 0..4000 {
            counts[chance.weighted(&[1.0, 0.0, 3.0])] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((2800..3200).contains(&counts[2]), "{counts:?}");
        assert_eq!(chance.weighted(&[]), 0);
    }

    #[test]
    fn a_deck_keeps_its_share_in_every_round() {
        let mut chance = Chance::of("deck");
        let mut deck = Deck::new(5, 11);
        for _ in 0..20 {
            let yes = (0..11).filter(|_| deck.deal(&mut chance)).count();
            assert_eq!(yes, 5);
        }
    }
}
