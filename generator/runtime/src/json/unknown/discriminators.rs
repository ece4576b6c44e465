//! How the objects of unions and the unions around them tell each other about discriminators.
//!
//! A variant is read by its own type, which doesn't know discriminators that it has no field for. So the object that is read next, or
//! was written last, is noted here.

use std::cell::RefCell;

/// What the unions around an object know about it: their discriminators, outermost first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Discriminators {
    /// Discriminators that the object has. They belong to the unions and are not unknown properties of the object.
    pub(crate) present: Vec<&'static str>,
    /// Discriminators that the object lacks.
    pub(crate) absent: Vec<&'static str>,
    /// Whether the object is only tried as one of several members. A union without a variant for it then doesn't fit.
    pub(crate) is_tried: bool,
}

thread_local! {
    /// The discriminators of the object that is read next.
    static NEXT: RefCell<Discriminators> = RefCell::default();
    /// The discriminators that the last written object lacks.
    static LAST: RefCell<Vec<&'static str>> = RefCell::default();
}

/// The result of `read`, whose first object belongs to these unions.
pub(crate) fn within<T>(discriminators: Discriminators, read: impl FnOnce() -> T) -> T {
    NEXT.set(discriminators);
    let read = read();
    // A value that is not an object has not taken them.
    take();
    read
}

/// The discriminators of the object that is read now.
pub(crate) fn take() -> Discriminators {
    NEXT.take()
}

/// Notes which discriminators the object that has just been written lacks.
pub(crate) fn note(absent: &[&'static str]) {
    LAST.with_borrow_mut(|last| {
        last.clear();
        last.extend(absent);
    });
}

/// Whether the last written object lacks `name`.
pub(crate) fn is_absent(name: &str) -> bool {
    LAST.with_borrow(|last| last.contains(&name))
}
