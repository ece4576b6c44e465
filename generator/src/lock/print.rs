//! From a surface to its facts.

use super::fact::Fact;
use super::{Field, Operation, OperationKey, ParameterKey, Struct, Surface, TypeDefinition, TypeKind, Variant};
use crate::api::{AliasKey, Presence, StatusPattern};

/// The facts of `surface`, in any order.
pub(super) fn facts(surface: &Surface) -> Vec<Fact> {
    let Surface {
        client,
        features,
        formats,
        servers,
        security_schemes,
        authorization_urls,
        services,
        operations,
        types,
        errors,
        webhooks,
        excluded,
        aliases,
    } = surface;
    let mut facts = Vec::new();
    facts.extend(client.iter().map(|(key, value)| Fact::new(&["client", key], [value])));
    facts.extend(features.iter().map(|feature| Fact::new(&["feature", feature], [""; 0])));
    facts.extend(formats.iter().map(|(key, ty)| Fact::new(&["format", &key.format, &key.place], [ty])));
    for (name, server) in servers {
        facts.push(Fact::new(&["server", name], [&server.url].into_iter().chain(&server.variables)));
    }
    facts.extend(security_schemes.iter().map(|(name, what)| Fact::new(&["security", name], [what])));
    facts.extend(authorization_urls.iter().map(|(name, url)| Fact::new(&["security", name, "authorization"], [url])));
    for (tag, service) in services {
        facts.push(Fact::new(&["service", tag], [&service.method, &service.name, &service.module]));
        facts.push(Fact::new(&["service", tag, "documentation"], [&service.documentation]));
        let feature = Some(&service.feature).filter(|feature| !feature.is_empty());
        facts.extend(feature.map(|feature| Fact::new(&["service", tag, "feature"], [feature])));
    }
    facts.extend(operations.iter().flat_map(|(key, operation)| self::operation(key, operation)));
    facts.extend(types.iter().flat_map(|(name, definition)| self::definition(name, definition)));
    for (name, variants) in errors {
        let variant = |(status, it): (&StatusPattern, &Variant)| {
            Fact::new(&["error", name, &status.to_string()], [&it.name, &it.body.0])
        };
        facts.extend(variants.iter().map(variant));
    }
    facts
        .extend(webhooks.iter().map(|(name, it)| Fact::new(&["webhook", name], [&it.variant, &it.function, &it.ty.0])));
    facts.extend(excluded.iter().map(|key| Fact::new(&["excluded", &key.path, &key.method], [""; 0])));
    for (AliasKey { kind, scope, name }, now) in &aliases.0 {
        let scope = Some(scope.as_str()).filter(|scope| !scope.is_empty());
        let key: Vec<&str> = ["alias", kind.word()].into_iter().chain(scope).chain([name.as_str()]).collect();
        facts.push(Fact::new(&key, [now]));
    }
    facts
}

fn operation(key: &OperationKey, operation: &Operation) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new(&about(key, &[]), [&operation.service, &operation.name, &operation.builder, &operation.id]),
        Fact::new(&about(key, &["documentation"]), [&operation.documentation]),
        Fact::new(&about(key, &["returns"]), [&operation.returns.0]),
        Fact::new(&about(key, &["security"]), &operation.security),
        Fact::new(&about(key, &["statuses"]), operation.statuses.iter().map(StatusPattern::to_string)),
    ];
    facts.retain(|fact| !fact.value.concat().is_empty());
    for (ParameterKey { location, wire_name }, parameter) in &operation.parameters {
        let kind = match parameter.position {
            Some(position) => vec!["argument".to_owned(), position.to_string()],
            None => vec!["setter".to_owned()],
        };
        let mut value = [kind, vec![format!("{}:", parameter.name), parameter.ty.to_string()]].concat();
        if !parameter.style.is_empty() {
            value.extend(["style".to_owned(), parameter.style.clone()]);
        }
        value.extend(parameter.deprecated.then(|| "deprecated".to_owned()));
        facts.push(Fact::new(&about(key, &["parameter", location, wire_name]), value));
    }
    for (ParameterKey { location, wire_name }, value) in &operation.defaults {
        facts.push(Fact::new(&about(key, &["default", location, wire_name]), [value]));
    }
    if let Some(body) = &operation.body {
        let kind = if body.required { "argument" } else { "setter" };
        facts.push(Fact::new(&about(key, &["body"]), [kind, &body.ty.0, &body.media_type]));
    }
    for (media_type, other) in &operation.other_bodies {
        let value = [&other.name, &other.ty.0].into_iter().chain(&other.parts);
        facts.push(Fact::new(&about(key, &["body", media_type]), value));
    }
    for (media_type, other) in &operation.representations {
        facts.push(Fact::new(&about(key, &["accept", media_type]), [&other.name, &other.body.0]));
    }
    if !operation.headers.name.is_empty() {
        facts.push(Fact::new(&about(key, &["headers"]), [&operation.headers.name]));
    }
    for (name, field) in &operation.headers.fields {
        facts.push(Fact::new(&about(key, &["header", name]), [&format!("{}:", field.name), &field.ty.0]));
    }
    for (status, outcome) in &operation.outcomes {
        facts.push(Fact::new(&about(key, &["outcome", &status.to_string()]), [&outcome.name, &outcome.body.0]));
    }
    facts.extend(operation.error.iter().map(|error| Fact::new(&about(key, &["error"]), [error])));
    facts.extend(operation.server.iter().map(|url| Fact::new(&about(key, &["server"]), [url])));
    facts.extend(operation.paging.iter().map(|it| Fact::new(&about(key, &["paging"]), [&it.item.0, &it.style])));
    facts.extend(operation.events.iter().map(|it| {
        let whole = it.is_whole.then_some("whole");
        Fact::new(&about(key, &["events"]), [it.item.0.as_str(), &it.media_type].into_iter().chain(whole))
    }));
    facts.extend(operation.waiters.iter().map(|(name, ty)| Fact::new(&about(key, &["waiter", name]), [&ty.0])));
    facts.extend(operation.deprecated.then(|| Fact::new(&about(key, &["deprecated"]), [""; 0])));
    facts
}

/// The key of a fact about an operation.
fn about<'w>(key: &'w OperationKey, words: &[&'w str]) -> Vec<&'w str> {
    [&["operation", key.path.as_str(), key.method.as_str()], words].concat()
}

fn definition(name: &str, definition: &TypeDefinition) -> Vec<Fact> {
    let mut head = Vec::new();
    let mut facts = vec![Fact::new(&["type", name, "documentation"], [&definition.documentation])];
    facts.retain(|fact| !fact.value.concat().is_empty());
    match &definition.kind {
        TypeKind::Struct(structure) => {
            head.push("struct");
            facts.extend(self::structure(name, structure));
        }
        TypeKind::Enum(values) => {
            head.extend(["enum", if values.is_integer { "integer" } else { "string" }]);
            let variants = values.variants.iter();
            facts.extend(variants.map(|(value, variant)| Fact::new(&["type", name, "value", value], [variant])));
            facts.push(Fact::new(&["type", name, "unknown"], [&values.unknown]));
        }
        TypeKind::Union(union) => {
            head.push("union");
            facts.extend(union.discriminator.iter().map(|it| Fact::new(&["type", name, "discriminator"], [it])));
            for (index, variant) in union.variants.iter().enumerate() {
                let position = (index + 1).to_string();
                let value = [&position, &variant.name].into_iter().chain(&variant.tags);
                let is_shared = union.variants.iter().filter(|other| other.ty == variant.ty).count() > 1;
                let key = ["type", name, "variant", &variant.ty.0, &variant.name];
                // Each fact has a key of its own.
                let (short, _) = key.split_at_checked(4).unwrap_or((&key, &[]));
                facts.push(Fact::new(if is_shared { &key } else { short }, value));
            }
            facts.push(Fact::new(&["type", name, "unknown"], [&union.unknown]));
        }
        TypeKind::Newtype(ty) => {
            head.push("newtype");
            facts.push(Fact::new(&["type", name, "of"], [&ty.0]));
        }
    }
    head.extend(definition.usage.sent.then_some("sent"));
    head.extend(definition.usage.received.then_some("received"));
    facts.push(Fact::new(&["type", name], head));
    facts
}

fn structure(name: &str, structure: &Struct) -> Vec<Fact> {
    let field = |(wire_name, field): (&String, &Field)| {
        let presence = match field.presence {
            Presence::Required => ["required"].as_slice(),
            Presence::RequiredNullable => &["required", "nullable"],
            Presence::Optional => &["optional"],
            Presence::OptionalNullable => &["optional", "nullable"],
        };
        let mut value = vec![format!("{}:", field.name), field.ty.to_string()];
        value.extend(presence.iter().map(|word| (*word).to_owned()));
        value.extend(field.deprecated.then(|| "deprecated".to_owned()));
        value.extend(field.overridden.then(|| "overridden".to_owned()));
        value.extend(field.setter_stem.iter().flat_map(|stem| ["setter".to_owned(), stem.clone()]));
        Fact::new(&["type", name, "field", wire_name], value)
    };
    let mut facts: Vec<Fact> = structure.fields.iter().map(field).collect();
    if let Some(arguments) = &structure.new {
        facts.push(Fact::new(&["type", name, "new"], ["of"].into_iter().chain(arguments.iter().map(String::as_str))));
    }
    if let Some((field, ty)) = &structure.additional_properties {
        facts.push(Fact::new(&["type", name, "additional"], [format!("{field}:"), ty.to_string()]));
    }
    facts
}
