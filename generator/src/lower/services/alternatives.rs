//! The names of methods that send a body of another media type: those of their operations, with the media type behind them.

use super::Named;
use crate::names::media_types::words as words_of;
use crate::names::{NameSource, Scope};

/// Gives each the name that it had before, if the operation keeps its own and the name is free.
pub(super) fn keep(operations: &mut [Named<'_, '_>], scope: &mut Scope) {
    for named in operations.iter_mut().filter(|named| named.source != NameSource::Rename) {
        let Some(before) = named.before else { continue };
        for other in &mut named.draft.other_bodies {
            let before = before.other_bodies.get(&other.body.media_type);
            if let Some(before) = before.filter(|before| scope.take(&before.name)) {
                other.name.clone_from(&before.name);
            }
        }
    }
}

/// Names the others, once all operations have names.
pub(super) fn claim(operations: &mut [Named<'_, '_>], scope: &mut Scope) {
    for named in operations {
        let name = named.name.clone().unwrap_or_else(|| named.words.ascii_snake());
        let name = name.trim_end_matches('_');
        for other in named.draft.other_bodies.iter_mut().filter(|other| other.name.is_empty()) {
            let candidates = words_of(&other.body.media_type).map(|words| format!("{name}_as_{}", words.ascii_snake()));
            other.name = scope.claim(&candidates);
        }
    }
}
