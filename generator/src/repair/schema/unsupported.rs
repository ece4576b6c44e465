//! Keywords that OpenAPI 3.0 doesn't have and that say nothing about a value's type.

use serde_json::{Map, Value};

use super::super::context::Context;
use super::super::values;
use crate::diagnostic::Code;

pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    const KEYWORDS: [&str; 13] = [
        "if",
        "then",
        "else",
        "dependencies",
        "dependentRequired",
        "dependentSchemas",
        "propertyNames",
        "contains",
        "minContains",
        "maxContains",
        "unevaluatedItems",
        "disallow",
        "extends",
    ];
    if !values::has_any(map, &KEYWORDS) {
        return;
    }
    for keyword in KEYWORDS {
        if map.shift_remove(keyword).is_some() {
            context.within(keyword, |context| {
                context
                    .note(Code::UnsupportedKeyword, format!("`{keyword}` was dropped: OpenAPI 3.0 can't express it"));
            });
        }
    }
}
