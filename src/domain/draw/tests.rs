#![allow(clippy::unwrap_used, reason = "a test may stop")]

use proptest::prelude::*;

use super::*;

// Source: consistent_sampler 0.7 (Rivest 2018), README example: seed 314159, ids ab-1 ab-2 cd-1 ef-3.
#[test]
fn tickets_and_their_order_are_those_of_consistent_sampler() {
    let placed = order("314159", ["ab-1", "ab-2", "cd-1", "ef-3"]);
    let ids: Vec<_> = placed.iter().map(|(_, id)| *id).collect();
    assert_eq!(ids, ["cd-1", "ef-3", "ab-1", "ab-2"]);
    for ((ticket, _), prefix) in
        placed
            .iter()
            .zip(["0.317685817", "0.832984519", "0.9098039269", "0.9231549043"])
    {
        assert!(ticket.starts_with(prefix), "{ticket} {prefix}");
    }
}

// Source: the same, ballot AB-130 with the twenty-digit seed of a public audit.
proptest! {
    #[test]
    fn the_digits_of_a_ticket_make_up_its_number(number: [u8; 32], zeros in 0_usize..33) {
        let mut number = number;
        number.iter_mut().take(zeros).for_each(|byte| *byte = 0);
        let told = backwards(number);
        let digits = told.strip_prefix("0.").unwrap();
        prop_assert!(digits.len() == 64 || digits.len() > 64 && !digits.ends_with('0'), "{}", told);
        // From the most significant digit down: ten times what is there and the digit more.
        let mut made = [0_u8; 32];
        for digit in digits.bytes().rev() {
            let mut carry = u16::from(digit - b'0');
            for byte in made.iter_mut().rev() {
                let sum = u16::from(*byte) * 10 + carry;
                *byte = (sum % 256) as u8;
                carry = sum / 256;
            }
            prop_assert_eq!(carry, 0);
        }
        prop_assert_eq!(made, number);
    }
}

#[test]
fn a_ticket_follows_from_seed_and_id() {
    let ticket = ticket(&seed_hash("01382438112797316654"), "AB-130");
    assert!(
        ticket.starts_with("0.2629971412283800841650754429754666359971539552515442558604"),
        "{ticket}"
    );
    assert!(ticket.len() >= 66);
}

#[test]
fn the_frame_has_one_hash_whatever_the_order_of_its_calls() {
    assert_eq!(frame_sha256(&["b", "a"]), frame_sha256(&["a", "b"]));
    assert_ne!(frame_sha256(&["ab"]), frame_sha256(&["a", "b"]));
    // printf 'a\nb\n' | sha256sum
    assert_eq!(
        frame_sha256(&["a", "b"]),
        "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2"
    );
}

#[test]
fn calls_to_hear_are_shared_out_evenly() {
    assert_eq!(share_out(5, &[62, 48, 31]), [2, 2, 1]);
    assert_eq!(share_out(15, &[62, 48, 31]), [5, 5, 5]);
    assert_eq!(share_out(9, &[62, 1, 0]), [8, 1, 0]);
    assert_eq!(share_out(9, &[2, 1]), [2, 1]);
    assert_eq!(share_out(0, &[2, 1]), [0, 0]);
    assert_eq!(share_out(3, &[]), Vec::<usize>::new());
}

proptest! {
    #[test]
    fn a_call_that_arrives_later_never_reorders_the_others(
        seed in "[0-9a-f]{32}", ids in proptest::collection::hash_set("[a-z0-9]{1,8}", 2..40)
    ) {
        let ids: Vec<String> = ids.into_iter().collect();
        let before: Vec<String> = order(&seed, ids[1..].to_vec()).into_iter().map(|(_, id)| id).collect();
        let mut with: Vec<String> = order(&seed, ids.clone()).into_iter().map(|(_, id)| id).collect();
        with.retain(|id| *id != ids[0]);
        prop_assert_eq!(before, with);
    }

    #[test]
    fn nobody_is_asked_for_more_than_there_is(
        total in 0usize..60, frames in proptest::collection::vec(0usize..30, 0..6)
    ) {
        let shares = share_out(total, &frames);
        prop_assert_eq!(shares.iter().sum::<usize>(), total.min(frames.iter().sum()));
        prop_assert!(shares.iter().zip(&frames).all(|(share, frame)| share <= frame));
    }
}
