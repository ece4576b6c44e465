//! What the specification says about an item, gathered for its doc comment.

use serde_json::Number;

use crate::api::Documentation;
use crate::lower::drafts::json_text;
use crate::parse::{Description, Document, JsonType, Schema};

/// What the schema itself says.
pub(crate) fn of_schema(schema: &Schema) -> Documentation {
    Documentation {
        summary: schema.title.clone().filter(|title| !title.trim().is_empty()),
        description: schema.description.clone().filter(|text| !text.trim().is_empty()),
        default: schema.default.as_ref().map(json_text),
        example: schema.example.as_ref().map(json_text),
        constraints: constraints(schema),
        external_url: schema.external_url.clone(),
    }
}

/// What the place says, and where it is silent the schema that it refers to.
pub(crate) fn of_place(document: &Document, place: &Schema) -> Documentation {
    // The title names the type and says nothing about the place.
    let mut documentation = Documentation { summary: None, ..of_schema(place) };
    let Some((component, schema)) = document.resolve_named(place) else { return documentation };
    if std::ptr::eq(schema, place) {
        return documentation;
    }
    let referred = of_schema(schema);
    documentation.description = documentation.description.or(referred.description);
    documentation.external_url = documentation.external_url.or(referred.external_url);
    // A component that becomes a type of its own documents its own bounds and example.
    let scalar = component.is_none() || !matches!(schema.kind, None | Some(JsonType::Object)) && !schema.is_composed();
    if scalar {
        documentation.default = documentation.default.or(referred.default);
        documentation.example = documentation.example.or(referred.example);
    }
    for constraint in referred.constraints {
        let own = scalar || constraint == "read-only" || constraint == "write-only";
        if own && !documentation.constraints.contains(&constraint) {
            documentation.constraints.push(constraint);
        }
    }
    documentation
}

/// What an operation, a tag, a server or a security scheme says.
pub(crate) fn of_description(description: &Description) -> Documentation {
    let Description { summary, text, external_url } = description.clone();
    Documentation { summary, description: text, external_url, ..Documentation::default() }
}

/// The bounds in words.
fn constraints(schema: &Schema) -> Vec<String> {
    let mut words = Vec::new();
    let bounds = &schema.constraints;
    if let Some(minimum) = &bounds.minimum {
        let least = if bounds.exclusive_minimum { "more than" } else { "at least" };
        words.push(format!("{least} {}", number(minimum)));
    }
    if let Some(maximum) = &bounds.maximum {
        let most = if bounds.exclusive_maximum { "less than" } else { "at most" };
        words.push(format!("{most} {}", number(maximum)));
    }
    if let Some(factor) = &bounds.multiple_of {
        words.push(format!("a multiple of {}", number(factor)));
    }
    let unit = match schema.kind {
        Some(JsonType::Array) => "item",
        Some(JsonType::Object) => "property",
        _ => "character",
    };
    let counted = |count: usize| match (count, unit) {
        (1, unit) => format!("1 {unit}"),
        (count, "property") => format!("{count} properties"),
        (count, unit) => format!("{count} {unit}s"),
    };
    let (least, most) = bounds.lengths();
    match (least.filter(|&least| least > 0), most) {
        (Some(minimum), Some(maximum)) if minimum == maximum => words.push(format!("exactly {}", counted(minimum))),
        (minimum, maximum) => {
            words.extend(minimum.map(|minimum| format!("at least {}", counted(minimum))));
            words.extend(maximum.map(|maximum| format!("at most {}", counted(maximum))));
        }
    }
    if let Some(pattern) = &bounds.pattern {
        words.push(format!("matches the pattern `{pattern}`"));
    }
    if bounds.unique_items {
        words.push("no item twice".to_owned());
    }
    if bounds.read_only {
        words.push("read-only".to_owned());
    }
    if bounds.write_only {
        words.push("write-only".to_owned());
    }
    words
}

/// A number without a fraction that says nothing.
fn number(value: &Number) -> String {
    // `Display` for `f64` writes whole numbers without a point and never in exponents.
    value.as_f64().map_or_else(|| value.to_string(), |value| value.to_string())
}
