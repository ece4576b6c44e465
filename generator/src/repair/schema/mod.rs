//! One schema after another, from the outside in.

mod annotations;
mod applicability;
mod arrays;
mod bounds;
pub(super) mod circular;
mod compositions;
mod conditionals;
mod discriminators;
mod enums;
mod inference;
mod metadata;
mod not_a_schema;
mod nulls;
mod objects;
mod references;
mod similarity;
mod strings;
mod type_lists;
mod type_names;
mod types;
mod undeclared;
mod unsupported;

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::expect_used, clippy::needless_pass_by_value, reason = "a test may fail")]
mod tests;

use serde_json::{Map, Value};

use super::context::Context;
use crate::diagnostic::Code;

/// How deeply schemas may be nested. Deeper ones accept any value.
///
/// Authors nest a dozen. What types the result needs some 30 KiB of stack for each level in a debug build.
const DEPTH: usize = 50;

/// What a schema is to the one around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    /// It describes a value.
    Whole,
    /// It describes a value together with others, under `allOf` and the like.
    Member,
}

/// Makes `value` a schema of OpenAPI 3.0, with all that it holds.
pub(super) fn repair(context: &mut Context<'_>, value: &mut Value) {
    repair_at(context, value, Position::Whole);
}

fn repair_at(context: &mut Context<'_>, value: &mut Value, position: Position) {
    not_a_schema::repair(context, value);
    if let Value::Object(map) = value {
        context.deeper(|context| repair_object(context, map, position));
    }
}

/// Repairs from what changes a schema's form to what depends on it: references and types first, children last.
fn repair_object(context: &mut Context<'_>, map: &mut Map<String, Value>, position: Position) {
    if context.depth() > DEPTH {
        map.clear();
        context.warning(Code::TooDeep, format!("below {DEPTH} levels of schemas, any value is accepted"));
        return;
    }
    metadata::repair(map);
    if let Some(place) = references::repair(context, map) {
        // Its own references and faults belong to its original place.
        return context.copying(&place, |context| context.deeper(|context| repair_object(context, map, position)));
    }
    if circular::is_marker(map) || (map.len() == 1 && map.contains_key("$ref")) {
        return;
    }
    nulls::repair(context, map);
    compositions::repair_form(context, map);
    annotations::repair(context, map);
    enums::repair_constant(map);
    strings::repair(context, map);
    conditionals::repair(context, map);
    unsupported::repair(context, map);
    arrays::repair_tuple(context, map);
    objects::repair_patterns(context, map);
    types::repair(context, map);
    enums::repair(context, map);
    inference::repair(context, map);
    applicability::repair(context, map);
    bounds::repair(context, map);
    arrays::repair(context, map);
    objects::repair(context, map, position);
    compositions::repair(context, map);
    discriminators::repair(context, map);
}
