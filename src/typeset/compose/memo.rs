//! Answers that are remembered, by word, for all threads.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Threads that ask for different words should seldom wait for each other.
const SHARDS: usize = 16;

/// What was found out about words, each once.
pub(super) struct Memo<T> {
    shards: [Mutex<Shard<T>>; SHARDS],
}

type Shard<T> = HashMap<Box<str>, Arc<T>, BuildHasherDefault<WordHasher>>;

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo { shards: std::array::from_fn(|_| Mutex::default()) }
    }
}

impl<T> Memo<T> {
    /// What is known about `word`, found out by `find` if nobody asked before. `find` must depend on the word alone.
    pub(super) fn get(&self, word: &str, find: impl FnOnce() -> T) -> Arc<T> {
        let mut hasher = WordHasher::default();
        hasher.write(word.as_bytes());
        // The low bits choose the place within the shard.
        let shard = &self.shards[(hasher.finish() >> 32) as usize % SHARDS];
        if let Some(known) = lock(shard).get(word) {
            return Arc::clone(known);
        }
        // Found out without the lock: two threads may do the same work, and come to the same answer.
        let found = Arc::new(find());
        Arc::clone(lock(shard).entry(word.into()).or_insert(found))
    }
}

/// A lock is poisoned only by a panic elsewhere; the map it guards is whole at every moment.
fn lock<T>(shard: &Mutex<T>) -> MutexGuard<'_, T> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// FNV-1a (Fowler, Noll and Vo): words are short, and a book has half a million of them. The standard hasher, made to
/// withstand attackers, takes several times as long.
struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> WordHasher {
        WordHasher(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
