//! Emitting files on all cores.

use super::{EmitError, File};
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Makes the files of each item, in any order. The error of the first item that has one is the result's.
pub(super) fn map<T: Sync>(
    items: &[T],
    files: impl Fn(&T) -> Result<Vec<File>, EmitError> + Sync,
) -> Result<Vec<File>, EmitError> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    if threads <= 1 {
        let nested = items.iter().map(files).collect::<Result<Vec<_>, _>>()?;
        return Ok(nested.into_iter().flatten().collect());
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((index, item)) = take(items, &next) {
                    let result = files(item);
                    // A poisoned lock means that another thread panicked, and the scope repeats that panic.
                    if let Ok(mut done) = done.lock() {
                        done.push((index, result));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(index, _)| *index);
    let nested = done.into_iter().map(|(_, result)| result).collect::<Result<Vec<_>, _>>()?;
    Ok(nested.into_iter().flatten().collect())
}

/// Takes the next item that no thread works on.
fn take<'a, T>(items: &'a [T], next: &AtomicUsize) -> Option<(usize, &'a T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    items.get(index).map(|item| (index, item))
}
