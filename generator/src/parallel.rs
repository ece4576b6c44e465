//! Work on all cores, with results in the order of what they were made of.

use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

use crate::stack;

/// Does `work` for each item, in any order, and returns the results in the order of the items.
///
/// The threads have stacks for the deepest documents.
pub(crate) fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    if threads <= 1 {
        return items.into_iter().map(work).collect();
    }
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let waiting = Mutex::new(items.into_iter().enumerate());
    let run = || {
        // A poisoned lock means that another thread panicked, and the scope repeats that panic.
        while let Some((index, item)) = waiting.lock().ok().and_then(|mut waiting| waiting.next()) {
            let result = work(item);
            if let Ok(mut done) = done.lock() {
                done.push((index, result));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where no thread can be had, this one does the work.
            let _ = thread::Builder::new().stack_size(stack::SIZE).spawn_scoped(scope, run);
        }
        run();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_have_the_order_of_the_items() {
        // The first are slower than the last.
        let slow = |item: u64| {
            thread::sleep(std::time::Duration::from_micros(500_u64.saturating_sub(item * 10)));
            item * 2
        };
        assert_eq!(map((0..100).collect(), slow), (0..100).map(|item| item * 2).collect::<Vec<u64>>());
        assert_eq!(map(Vec::new(), slow), [0_u64; 0]);
    }
}
