//! Lists with a value for each entry of the graph.

use std::ops::{Index, IndexMut};

/// An entry of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct EntryId(u32);

/// A value for each entry of the graph.
#[derive(Debug)]
pub(super) struct Arena<T>(Vec<T>);

impl<T> Arena<T> {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// A list with `value` for each entry of this one.
    pub(super) fn with<U: Clone>(&self, value: U) -> Arena<U> {
        Arena(vec![value; self.0.len()])
    }

    pub(super) fn push(&mut self, value: T) -> EntryId {
        // More entries than a u32 counts would need more memory than any machine that runs this has.
        let id = EntryId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(value);
        id
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = EntryId> + use<T> {
        (0..u32::try_from(self.0.len()).unwrap_or(u32::MAX)).map(EntryId)
    }
}

// An id is given by the graph alone, and each list has a value for each of its entries.
#[allow(clippy::indexing_slicing, reason = "an id is that of an entry")]
impl<T> Index<EntryId> for Arena<T> {
    type Output = T;

    fn index(&self, id: EntryId) -> &T {
        &self.0[id.0 as usize]
    }
}

#[allow(clippy::indexing_slicing, reason = "an id is that of an entry")]
impl<T> IndexMut<EntryId> for Arena<T> {
    fn index_mut(&mut self, id: EntryId) -> &mut T {
        &mut self.0[id.0 as usize]
    }
}
