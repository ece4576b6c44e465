//! What the specification says about an item, gathered for its doc comment.

use serde_json::{Map, Value};

use super::Document;
use super::view::{Located, View};
use crate::api::Documentation;
use crate::lower::drafts::json_text;

/// What the schema itself says.
pub(crate) fn of_view(view: &View<'_>) -> Documentation {
    let data = view.data;
    Documentation {
        summary: data.title.clone().filter(|title| !title.trim().is_empty()),
        description: data.description.clone().filter(|text| !text.trim().is_empty()),
        default: data.default.as_ref().map(json_text),
        example: data.example.as_ref().map(json_text),
        constraints: constraints(view),
        external_url: data.external_docs.as_ref().map(|docs| docs.url.clone()),
    }
}

/// What the place says, and where it is silent the schema that it refers to.
pub(crate) fn of_place(document: &Document, located: &Located<'_>) -> Documentation {
    let place = located.view();
    let mut documentation = place.as_ref().map(of_view).unwrap_or_default();
    // The title names the type and says nothing about the place.
    documentation.summary = None;
    let Some((component, target, view)) = document.resolve(located) else { return documentation };
    if target.pointer == located.pointer {
        return documentation;
    }
    let referred = of_view(&view);
    documentation.description = documentation.description.or(referred.description);
    documentation.external_url = documentation.external_url.or(referred.external_url);
    // A component that becomes a type of its own documents its own bounds and example.
    let scalar = component.is_none() || !matches!(view.kind, None | Some("object")) && !view.is_composed();
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

/// What the fields of an operation, a tag, a server or a security scheme say.
pub(crate) fn of_fields(fields: &Map<String, Value>) -> Documentation {
    let text =
        |key: &str| fields.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned);
    Documentation {
        summary: text("summary"),
        description: text("description"),
        default: None,
        example: None,
        constraints: Vec::new(),
        external_url: fields
            .get("externalDocs")
            .and_then(|docs| docs.get("url"))
            .and_then(Value::as_str)
            .map(str::to_owned),
    }
}

/// The bounds in words.
fn constraints(view: &View<'_>) -> Vec<String> {
    let mut words = Vec::new();
    let bounds = view.bounds;
    if let Some(minimum) = bounds.minimum {
        let least = if bounds.exclusive_minimum { "more than" } else { "at least" };
        words.push(format!("{least} {}", number(minimum)));
    }
    if let Some(maximum) = bounds.maximum {
        let most = if bounds.exclusive_maximum { "less than" } else { "at most" };
        words.push(format!("{most} {}", number(maximum)));
    }
    if let Some(factor) = bounds.multiple_of {
        words.push(format!("a multiple of {}", number(factor)));
    }
    let unit = match view.kind {
        Some("array") => "item",
        Some("object") => "property",
        _ => "character",
    };
    let counted = |count: usize| match (count, unit) {
        (1, unit) => format!("1 {unit}"),
        (count, "property") => format!("{count} properties"),
        (count, unit) => format!("{count} {unit}s"),
    };
    match (view.lengths.minimum.filter(|&minimum| minimum > 0), view.lengths.maximum) {
        (Some(minimum), Some(maximum)) if minimum == maximum => words.push(format!("exactly {}", counted(minimum))),
        (minimum, maximum) => {
            words.extend(minimum.map(|minimum| format!("at least {}", counted(minimum))));
            words.extend(maximum.map(|maximum| format!("at most {}", counted(maximum))));
        }
    }
    if let Some(pattern) = view.pattern {
        words.push(format!("matches the pattern `{pattern}`"));
    }
    if view.unique_items {
        words.push("no item twice".to_owned());
    }
    if view.data.read_only {
        words.push("read-only".to_owned());
    }
    if view.data.write_only {
        words.push("write-only".to_owned());
    }
    words
}

/// A number without a fraction that says nothing.
fn number(value: f64) -> String {
    // `Display` for `f64` writes whole numbers without a point and never in exponents.
    format!("{value}")
}
