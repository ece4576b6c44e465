//! Why a model is written, if that changes the output.

use std::cell::Cell;

/// Why a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To keep all of it.
    Whole,
    /// For a request, which leaves out read-only properties.
    Request,
    /// To measure how much of a value a model knows.
    Measure,
}

thread_local! {
    static PURPOSE: Cell<Purpose> = const { Cell::new(Purpose::Whole) };
}

/// The purpose of the current write.
pub(super) fn purpose() -> Purpose {
    PURPOSE.get()
}

/// The result of `write`, in which all values are written for `purpose`.
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
