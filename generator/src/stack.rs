//! Room for documents that are nested as deep as the reader allows.

use std::thread;

/// Debug builds need most of it.
pub(crate) const SIZE: usize = 64 << 20;

/// Runs `work` on a thread with a stack for the deepest documents.
///
/// # Errors
///
/// Fails if `work` panics, with what it panicked with.
pub fn deep<T: Send>(work: impl Fn() -> T + Sync) -> thread::Result<T> {
    thread::scope(|scope| match thread::Builder::new().stack_size(SIZE).spawn_scoped(scope, &work) {
        Ok(worker) => worker.join(),
        // Where no thread can be had, the stack that there is mostly does.
        Err(_) => Ok(work()),
    })
}
