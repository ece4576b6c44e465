//! Paths with placeholders.

use crate::parse::{Operation, ParameterLocation};

/// The path template of an operation without what only RFC 6570 knows, and the names of its placeholders, each once.
pub(crate) fn template(operation: &Operation) -> (String, Vec<String>) {
    let declared = |name: &str| {
        let mut parameters = operation.parameters.iter();
        parameters.any(|parameter| parameter.location == ParameterLocation::Path && parameter.name == name)
    };
    let mut path = String::new();
    let mut placeholders = Vec::new();
    for (index, segment) in operation.path.trim_start_matches('/').split('/').enumerate() {
        if index > 0 || operation.path.starts_with('/') {
            path.push('/');
        }
        let mut rest = segment;
        while let Some((before, name, after)) = placeholder(rest) {
            path.push_str(before);
            rest = after;
            let plain = name.trim_start_matches(['+', '#', '.', ';', '/']).trim_end_matches('*');
            let name = if declared(name) || !declared(plain) { name } else { plain };
            // `{?a,b}` stands for parameters of the query, which are declared as such.
            if name.starts_with(['?', '&']) {
                continue;
            }
            path.extend(["{", name, "}"]);
            if !placeholders.iter().any(|known| known == name) {
                placeholders.push(name.to_owned());
            }
        }
        path.push_str(rest);
    }
    (path, placeholders)
}

/// The first `{name}` of `text`, with the text before and after it.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}
