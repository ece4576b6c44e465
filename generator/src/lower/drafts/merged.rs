//! Which drafts are one type.

use std::collections::BTreeMap;

use super::replace_named;
use crate::api::{Type, TypeId};

/// Which drafts are one type.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    /// The representative of each draft.
    representative: Vec<TypeId>,
    /// The drafts of each representative, itself included.
    pub(crate) members: BTreeMap<TypeId, Vec<TypeId>>,
}

impl Merged {
    /// Each of `count` drafts is its own representative.
    pub(crate) fn each_alone(count: usize) -> Self {
        Self { representative: (0..count).map(TypeId).collect(), members: BTreeMap::new() }
    }

    /// Makes `best` the representative of `members`.
    pub(crate) fn join(&mut self, best: TypeId, members: Vec<TypeId>) {
        for member in &members {
            if let Some(slot) = self.representative.get_mut(member.0) {
                *slot = best;
            }
        }
        self.members.insert(best, members);
    }

    /// `ty` with the representative of the draft that it names.
    pub(crate) fn replace(&self, ty: &Type) -> Type {
        replace_named(ty, &mut |id| Type::Named(self.representative.get(id.0).copied().unwrap_or(id)))
    }
}
