//! Answers that are remembered, by word, for all threads.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Threads that ask for different words should seldom wait for each other.
const SHARDS: usize = 16;

/// What was found out about words, each once.
pub(super) struct Memo<T> {
    shards: [Mutex<HashMap<Box<str>, Arc<T>>>; SHARDS],
}

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo { shards: std::array::from_fn(|_| Mutex::default()) }
    }
}

impl<T> Memo<T> {
    /// What is known about `word`, found out by `find` if nobody asked before. `find` must depend on the word alone.
    pub(super) fn get(&self, word: &str, find: impl FnOnce() -> T) -> Arc<T> {
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        let shard = &self.shards[hasher.finish() as usize % SHARDS];
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
