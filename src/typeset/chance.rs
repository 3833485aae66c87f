//! Numbers that look like chance and are always the same, for properties that must hold of anything.
//!
//! A linear congruential generator (Knuth, *Seminumerical Algorithms*, 3.3.4, with the constants of his MMIX).

/// The numbers that follow from `seed`, each below what it is asked to be below.
pub(super) fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    }
}
