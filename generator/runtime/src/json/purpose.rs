//! What models are written for, as far as it makes a difference to what is written.

use std::cell::Cell;

/// What a value is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To have all of it.
    Whole,
    /// For a request, which has no read-only properties.
    Request,
    /// To see how much of a value a model knows.
    Measure,
}

thread_local! {
    static PURPOSE: Cell<Purpose> = const { Cell::new(Purpose::Whole) };
}

/// What the value is written for that is being written.
pub(super) fn purpose() -> Purpose {
    PURPOSE.get()
}

/// What `write` gives, in which all values are written for `purpose`.
pub(crate) fn written_for<T>(purpose: Purpose, write: impl FnOnce() -> T) -> T {
    struct Restore(Purpose);
    impl Drop for Restore {
        fn drop(&mut self) {
            PURPOSE.set(self.0);
        }
    }
    let _restore = Restore(PURPOSE.replace(purpose));
    write()
}
