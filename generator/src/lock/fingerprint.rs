//! Fingerprints of documentation: the lock shows that a text changed, not the text itself.

use crate::api::{Documentation, Operation, TypeDefinition, TypeKind};

/// The fingerprint of texts, in order.
pub(super) fn of_texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hasher = crc32fast::Hasher::new();
    for text in texts {
        hasher.update(text.as_bytes());
        // A byte that no text has tells `ab` and `c` from `a` and `bc`.
        hasher.update(&[0xff]);
    }
    format!("{:08x}", hasher.finalize())
}

/// The fingerprint of the documentation of several items, in order.
pub(super) fn of<'d>(items: impl IntoIterator<Item = &'d Documentation>) -> String {
    of_texts(items.into_iter().flat_map(texts))
}

pub(super) fn of_operation(operation: &Operation) -> String {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.documentation);
    let body = operation.body.iter().map(|body| &body.documentation);
    let others = operation.other_bodies.iter().map(|other| &other.body.documentation);
    let headers = operation.headers.iter().flat_map(|headers| &headers.fields).map(|field| &field.documentation);
    let items = [&operation.documentation].into_iter().chain(parameters).chain(body).chain(others).chain(headers);
    let responses = operation.responses.iter().map(|response| response.description.as_str());
    of_texts(items.flat_map(texts).chain(responses))
}

pub(super) fn of_type(definition: &TypeDefinition) -> String {
    let parts: Vec<&Documentation> = match &definition.kind {
        TypeKind::Struct(structure) => structure.fields.iter().map(|field| &field.documentation).collect(),
        TypeKind::Enum(values) => values.variants.iter().map(|variant| &variant.documentation).collect(),
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.documentation).collect(),
        TypeKind::Newtype(_) => Vec::new(),
    };
    of([&definition.documentation].into_iter().chain(parts))
}

fn texts(documentation: &Documentation) -> impl Iterator<Item = &str> {
    let Documentation { summary, description, default, example, constraints, external_url } = documentation;
    let texts = [summary, description, default, example, external_url];
    // An empty one in the place of each that is missing, so that a default is no example.
    texts.map(|text| text.as_deref().unwrap_or_default()).into_iter().chain(constraints.iter().map(String::as_str))
}
