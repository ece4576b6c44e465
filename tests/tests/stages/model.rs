//! The model as text: one line for each operation, field, variant and status.

use std::fmt::Write as _;

use generator::api::{
    Api, BodyContent, Literal, Location, Operation, Outcome, Parameter, Presence, ResponseBody, StatusPattern, Type,
    TypeDefinition, TypeKind,
};

/// Prints all of a model but its documentation.
pub(crate) fn render(api: &Api) -> String {
    let mut text = format!("{} {}\n", api.title, api.version);
    for server in &api.servers {
        let variables: Vec<&str> = server.variables.iter().map(|variable| variable.name.as_str()).collect();
        writeln!(text, "server {}({}) {}", server.name, variables.join(", "), server.url).unwrap();
    }
    for scheme in &api.security_schemes {
        writeln!(text, "security scheme {}: {}", scheme.name, scheme.kind).unwrap();
    }
    for service in &api.services {
        writeln!(text, "\nservice {} client.{}()", service.name, service.method).unwrap();
        for operation in &service.operations {
            writeln!(text, "  {}", signature(api, operation)).unwrap();
        }
    }
    for definition in &api.types {
        text.push('\n');
        text.push_str(&self::definition(api, definition));
    }
    for error in &api.errors {
        writeln!(text, "\nerror {}", error.name).unwrap();
        for variant in &error.variants {
            let body = response_body(api, &variant.body);
            writeln!(text, "  {} {}: {body}", status(variant.status), variant.name).unwrap();
        }
    }
    text
}

/// An operation's method with its setters, what it gives, and the request behind it.
fn signature(api: &Api, operation: &Operation) -> String {
    let mut arguments: Vec<String> = Vec::new();
    let mut setters = String::new();
    for parameter in &operation.parameters {
        let place = place(parameter);
        let wire = if parameter.wire_name == parameter.name { "" } else { &parameter.wire_name };
        let ty = ty(api, &parameter.ty);
        let text = format!("{}: {ty} {place} {wire}", parameter.name);
        if parameter.required {
            arguments.push(text.trim_end().to_owned());
        } else {
            write!(setters, " .{}", text.trim_end()).unwrap();
        }
    }
    if let Some(body) = &operation.body {
        let content = match &body.content {
            BodyContent::Json(inner) | BodyContent::Form(inner) => ty(api, inner),
            other => format!("{other:?}").to_lowercase(),
        };
        let text = format!("body: {content} as {}", body.media_type);
        if body.required {
            arguments.push(text);
        } else {
            write!(setters, " .{text}").unwrap();
        }
    }
    let outcome = match &operation.outcome {
        Outcome::Single(body) => response_body(api, body),
        Outcome::PerStatus { name, variants } => {
            let variant = |variant: &generator::api::OutcomeVariant| {
                format!("{} {}: {}", status(variant.status), variant.name, response_body(api, &variant.body))
            };
            format!("{name} {{ {} }}", variants.iter().map(variant).collect::<Vec<_>>().join(", "))
        }
    };
    let error = operation.error.and_then(|id| api.error_type(id)).map_or("never", |error| &error.name);
    let Operation { name, builder, method, path, .. } = operation;
    let server = operation.server.as_ref().map(|url| format!(" at {url}")).unwrap_or_default();
    format!("{name}({}){setters} -> {outcome} or {error} = {builder} {method} {path}{server}", arguments.join(", "))
}

fn place(parameter: &Parameter) -> &'static str {
    match parameter.location {
        Location::Path => "in path",
        Location::Query => "in query",
        Location::QueryString { .. } => "as query",
        Location::Header => "in header",
        Location::Cookie => "in cookie",
        Location::Part { .. } => "in body",
    }
}

fn definition(api: &Api, definition: &TypeDefinition) -> String {
    let usage = match (definition.usage.sent, definition.usage.received) {
        (true, true) => "sent and received",
        (true, false) => "sent",
        _ => "received",
    };
    let name = &definition.name;
    let mut text = String::new();
    match &definition.kind {
        TypeKind::Struct(object) => {
            writeln!(text, "struct {name} {usage}").unwrap();
            for field in &object.fields {
                let inner = ty(api, &field.ty);
                let inner = match field.presence {
                    Presence::Required => inner,
                    Presence::RequiredNullable => format!("Option<{inner}> always there"),
                    Presence::Optional => format!("Option<{inner}>"),
                    Presence::OptionalNullable => format!("Option<Option<{inner}>>"),
                };
                let wire = if field.wire_name == field.name { "" } else { &field.wire_name };
                writeln!(text, "{}", format!("  {}: {inner} {wire}", field.name).trim_end()).unwrap();
            }
            if let Some((name, inner)) = &object.additional_properties {
                writeln!(text, "  others in {name}: {}", ty(api, inner)).unwrap();
            }
        }
        TypeKind::Enum(listed) => {
            writeln!(text, "enum {name} {usage}").unwrap();
            for variant in &listed.variants {
                let value = match &variant.value {
                    Literal::String(text) => text.clone(),
                    Literal::Integer(number) => number.to_string(),
                };
                writeln!(text, "  {} {value}", variant.name).unwrap();
            }
        }
        TypeKind::Union(union) => {
            let tag = union.discriminator.as_ref().map(|property| format!(" by {property}")).unwrap_or_default();
            writeln!(text, "union {name}{tag} {usage}").unwrap();
            for variant in &union.variants {
                let line = format!("  {}({}) {}", variant.name, ty(api, &variant.ty), variant.tags.join(", "));
                writeln!(text, "{}", line.trim_end()).unwrap();
            }
        }
        TypeKind::Newtype(inner) => writeln!(text, "newtype {name}({}) {usage}", ty(api, inner)).unwrap(),
    }
    text
}

fn response_body(api: &Api, body: &ResponseBody) -> String {
    match body {
        ResponseBody::Json(inner) => ty(api, inner),
        ResponseBody::Empty => "()".to_owned(),
        other => format!("{other:?}"),
    }
}

fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(code) => code.to_string(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

/// A type as Rust would write it, without the paths.
pub(crate) fn ty(api: &Api, inner: &Type) -> String {
    match inner {
        Type::Array(inner) => format!("Vec<{}>", ty(api, inner)),
        Type::Map(inner) => format!("Map<{}>", ty(api, inner)),
        Type::Nullable(inner) => format!("Option<{}>", ty(api, inner)),
        Type::Boxed(inner) => format!("Box<{}>", ty(api, inner)),
        Type::Named(id) => api.type_definition(*id).unwrap().name.clone(),
        Type::Custom(path) => path.clone(),
        other => format!("{other:?}"),
    }
}
