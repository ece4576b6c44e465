//! Where values of each type travel, and what that means for their fields.

use super::{DraftKind, Drafts};
use crate::api::{Presence, Type, TypeId, Usage};

/// The direction in which an operation uses a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Sent,
    Received,
}

/// Marks every type that `roots` reach.
pub(crate) fn mark(drafts: &mut Drafts, roots: &[(Type, Direction)]) {
    for draft in &mut drafts.0 {
        draft.usage = Usage::default();
    }
    for direction in [Direction::Sent, Direction::Received] {
        let mut waiting: Vec<TypeId> =
            roots.iter().filter(|(_, other)| *other == direction).filter_map(|(ty, _)| ty.named()).collect();
        while let Some(id) = waiting.pop() {
            let Some(draft) = drafts.get_mut(id) else { continue };
            let flag = match direction {
                Direction::Sent => &mut draft.usage.sent,
                Direction::Received => &mut draft.usage.received,
            };
            if !*flag {
                *flag = true;
                waiting.extend(draft.kind.types().into_iter().filter_map(Type::named));
            }
        }
    }
}

/// Whether an operation reaches the type at all.
pub(crate) fn is_used(usage: Usage) -> bool {
    usage.sent || usage.received
}

/// Decides for each field whether it can be absent or null.
pub(crate) fn decide_presence(drafts: &mut Drafts) {
    for draft in &mut drafts.0 {
        let usage = draft.usage;
        let DraftKind::Struct(object) = &mut draft.kind else { continue };
        for field in &mut object.fields {
            // A client can't be asked for read-only properties, and can't expect write-only ones.
            let exempt = (usage.sent && field.read_only) || (usage.received && field.write_only);
            field.presence = match (field.required && !exempt, field.nullable) {
                (true, false) => Presence::Required,
                (true, true) => Presence::RequiredNullable,
                (false, true) if usage.sent => Presence::OptionalNullable,
                (false, _) => Presence::Optional,
            };
        }
    }
}
