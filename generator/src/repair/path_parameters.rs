//! The placeholders of a path and the parameters that fill them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::context::Context;
use crate::diagnostic::Code;

/// Returns the names in braces, in order, each once.
pub(super) fn placeholders(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        // `{a{b}`: the inner one.
        let name = name.rsplit('{').next().unwrap_or(name);
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
        rest = after;
    }
    names
}

/// Writes braces so that each pair is a placeholder with a name: `{a{b}` as `a{b}`, and `{}` as `{parameter}`.
pub(super) fn with_names(path: &str) -> Option<String> {
    let mut named = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((inside, after)) = after.split_once('}') else { break };
        let (stray, name) = inside.rsplit_once('{').unwrap_or(("", inside));
        let name = if name.is_empty() { "parameter" } else { name };
        named.extend([before, &stray.replace('{', ""), "{", name, "}"]);
        rest = after;
    }
    named.push_str(rest);
    (named != path).then_some(named)
}

/// Writes `/users/:id` as `/users/{id}` where a parameter of that name is declared for the path.
pub(super) fn with_braces(path: &str, declared: &BTreeSet<String>) -> Option<String> {
    let segments: Vec<String> = path
        .split('/')
        .map(|segment| match segment.strip_prefix(':') {
            Some(name) if declared.contains(name) => format!("{{{name}}}"),
            _ => segment.to_owned(),
        })
        .collect();
    let braced = segments.join("/");
    (braced != path).then_some(braced)
}

/// Writes `{;id}` and the like, which RFC 6570 has and OpenAPI hasn't, as `{id}` where a parameter of that name is declared for the
/// path; and `{item-id}` as `{itemId}` where that is declared in matrix style, which writes the name.
pub(super) fn without_operators(path: &str, declared: &BTreeMap<String, bool>) -> Option<String> {
    let mut plain = path.to_owned();
    for name in placeholders(path).into_iter().filter(|name| !declared.contains_key(*name)) {
        let bare = name.trim_start_matches([';', '.', '+', '/', '#']).trim_end_matches('*');
        let is_meant = |(other, is_matrix): &(&String, &bool)| {
            if bare == name { **is_matrix && folded(other) == folded(name) } else { *other == bare }
        };
        if let Some((meant, _)) = declared.iter().find(is_meant) {
            plain = plain.replace(&format!("{{{name}}}"), &format!("{{{meant}}}"));
        }
    }
    (plain != path).then_some(plain)
}

/// Gives the path exactly one parameter for each placeholder.
pub(super) fn repair(context: &mut Context<'_>, path: &str, parameters: &mut Vec<Value>) {
    // `{?a,b}` of RFC 6570 stands for parameters of the query, which are declared as such.
    let is_of_path = |name: &&str| !name.starts_with(['?', '&']);
    let wanted: Vec<&str> = placeholders(path).into_iter().filter(is_of_path).collect();
    let mut missing: Vec<&str> =
        wanted.iter().copied().filter(|name| !parameters.iter().any(|parameter| is_for(parameter, name))).collect();
    let is_unknown = |parameter: &Value| path_name(parameter).is_some_and(|name| !wanted.contains(&name));
    let unknown = parameters.iter().filter(|parameter| is_unknown(parameter)).count();
    parameters.retain_mut(|parameter| {
        let Some(name) = path_name(parameter).map(str::to_owned) else { return true };
        if !wanted.contains(&name.as_str()) {
            let Some(other) = meant(&mut missing, &name, unknown) else {
                context.warning(
                    Code::UnknownPathParameter,
                    format!("the path has no `{{{name}}}`: the parameter was dropped"),
                );
                return false;
            };
            set(parameter, "name", json!(other));
            let message = format!("`{name}` was read as `{{{other}}}` of the path");
            if folded(other) == folded(&name) {
                context.note(Code::RenamedPathParameter, message);
            } else {
                context.warning(Code::RenamedPathParameter, message);
            }
        }
        if parameter.get("required") != Some(&Value::Bool(true)) {
            set(parameter, "required", Value::Bool(true));
            context.note(Code::OptionalPathParameter, format!("`{name}` is part of the path, so it is required"));
        }
        true
    });
    for name in missing {
        parameters.push(json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}));
        context
            .warning(Code::MissingPathParameter, format!("`{{{name}}}` of the path isn't declared: it takes a string"));
    }
}

/// Takes the placeholder that a parameter of another name is for: spelled alike, or the only one left for the only
/// one left.
fn meant<'p>(missing: &mut Vec<&'p str>, name: &str, unknown: usize) -> Option<&'p str> {
    let alike = missing.iter().position(|other| folded(other) == folded(name));
    let only = (unknown == 1 && missing.len() == 1).then_some(0);
    Some(missing.remove(alike.or(only)?))
}

/// Returns the name of a parameter for the path.
fn path_name(parameter: &Value) -> Option<&str> {
    (parameter.get("in").and_then(Value::as_str) == Some("path")).then(|| parameter.get("name")?.as_str())?
}

fn is_for(parameter: &Value, name: &str) -> bool {
    path_name(parameter) == Some(name)
}

fn set(parameter: &mut Value, key: &str, value: Value) {
    if let Some(map) = parameter.as_object_mut() {
        map.insert(key.to_owned(), value);
    }
}

fn folded(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_once_each() {
        assert_eq!(placeholders("/a/{b}/c-{d}.{e}/{b}"), ["b", "d", "e"]);
        assert_eq!(placeholders("/a/{}/{b"), [""; 0]);
        assert_eq!(placeholders("/{a{b}"), ["b"]);
    }

    #[test]
    fn every_placeholder_gets_a_name() {
        assert_eq!(with_names("/a/{}").as_deref(), Some("/a/{parameter}"));
        assert_eq!(with_names("/x{{a{b}/c").as_deref(), Some("/xa{b}/c"));
        for fine in ["/a/{b}-{c}", "/a/{b", "/a/b}", "/"] {
            assert_eq!(with_names(fine), None, "{fine}");
        }
    }

    #[test]
    fn operators_go_where_what_is_behind_them_is_declared() {
        let declared = BTreeMap::from([("id".to_owned(), false), ("itemId".to_owned(), true)]);
        let plain = |path| without_operators(path, &declared);
        assert_eq!(plain("/a/{;id}").as_deref(), Some("/a/{id}"));
        assert_eq!(plain("/a{.id*}/{item_id}").as_deref(), Some("/a{id}/{itemId}"));
        assert_eq!(plain("/a/{id}/{;other}/{ID}"), None);
    }

    #[test]
    fn colons_become_braces_only_for_declared_parameters() {
        let declared = BTreeSet::from(["id".to_owned()]);
        assert_eq!(with_braces("/users/:id", &declared).as_deref(), Some("/users/{id}"));
        assert_eq!(with_braces("/users/{name}:cancel", &declared), None);
        assert_eq!(with_braces("/users/:other", &declared), None);
    }
}
