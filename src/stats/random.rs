//! Random whole numbers that are the same from the same seed for ever: the `ChaCha8` cipher and our own index rule,
//! so that no release of another library can change a result.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// A stream of random numbers.
pub struct Random {
    cipher: ChaCha8Rng,
}

impl Random {
    /// The stream of a seed.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self {
            cipher: ChaCha8Rng::from_seed(seed),
        }
    }

    /// Any 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.cipher.next_u64()
    }

    /// A number from 0 to `n - 1`, each exactly as likely; 0 when `n` is 0.
    ///
    /// Multiply and reject: Lemire (2019) ACM Transactions on Modeling and Computer Simulation 29:3.
    pub fn below(&mut self, n: u64) -> u64 {
        let Some(unfair) = n.wrapping_neg().checked_rem(n) else {
            return 0;
        };
        loop {
            let product = u128::from(self.bits()) * u128::from(n);
            if product as u64 >= unfair {
                return (product >> 64) as u64;
            }
        }
    }
}

/// The first `length` bytes of the cipher's stream under a key and a nonce, as published test vectors print them.
/// Strombergson (2013) draft-strombergson-chacha-test-vectors-01.
pub fn keystream(key: [u8; 32], nonce: [u8; 8], length: usize) -> Vec<u8> {
    let mut cipher = ChaCha8Rng::from_seed(key);
    cipher.set_stream(u64::from_le_bytes(nonce));
    let mut bytes = vec![0; length];
    cipher.fill_bytes(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_the_zero_key_is_the_published_one() {
        // draft-strombergson-chacha-test-vectors-01 (2013), TC1, 256-bit key, 8 rounds.
        let mut random = Random::from_seed([0; 32]);
        let bytes: Vec<String> = (0..8)
            .flat_map(|_| random.bits().to_le_bytes())
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let expected = "3e00ef2f895f40d67f5bb8e81f09a5a12c840ec3ce9a7f3b181be188ef711a1e\
                        984ce172b9216f419f445367456d5619314a42a3da86b001387bfdb80e0cfe42";
        assert_eq!(bytes.concat(), expected);
    }

    #[test]
    fn every_number_below_n_comes_up_about_as_often() {
        let mut random = Random::from_seed([7; 32]);
        let mut seen = [0u32; 6];
        for _ in 0..6_000 {
            seen[random.below(6) as usize] += 1;
        }
        assert!(
            seen.iter().all(|count| (850..1150).contains(count)),
            "{seen:?}"
        );
        assert_eq!((random.below(0), random.below(1)), (0, 0));
    }
}
