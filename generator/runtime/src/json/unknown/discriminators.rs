//! What the objects of unions and the unions around them tell each other about discriminators.
//!
//! A variant is read by its own type, which knows of no discriminator that it has no field for. So what is read next, or was
//! written last, is noted here.

use std::cell::RefCell;

/// What the unions around an object know of it: their discriminators, outermost first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Discriminators {
    /// Those that the object has: they are the unions', and no unknown properties of its own.
    pub(crate) present: Vec<&'static str>,
    /// Those that it goes without.
    pub(crate) absent: Vec<&'static str>,
    /// Whether it is but tried as one of several members: a union that has no variant for it is none of them.
    pub(crate) is_tried: bool,
}

thread_local! {
    /// Of the object that is read next.
    static NEXT: RefCell<Discriminators> = RefCell::default();
    /// Those that the object went without that was written last.
    static LAST: RefCell<Vec<&'static str>> = RefCell::default();
}

/// What `read` gives, whose first object is one of those unions.
pub(crate) fn within<T>(discriminators: Discriminators, read: impl FnOnce() -> T) -> T {
    NEXT.set(discriminators);
    let read = read();
    // What is no object has left them there.
    take();
    read
}

/// Those of the object that is read now.
pub(crate) fn take() -> Discriminators {
    NEXT.take()
}

/// Notes what the object goes without that has just been written.
pub(crate) fn note(absent: &[&'static str]) {
    LAST.with_borrow_mut(|last| {
        last.clear();
        last.extend(absent);
    });
}

/// Whether the object that was written last goes without `name`.
pub(crate) fn is_absent(name: &str) -> bool {
    LAST.with_borrow(|last| last.contains(&name))
}
