//! The model as text, one line for each part.

use crate::api::{
    Api, Body, BodyContent, Literal, Location, Operation, Outcome, Presence, ResponseBody, StatusPattern, Type,
    TypeDefinition, TypeKind,
};
use crate::lower::Lowered;

/// Everything: services, types, errors and what was said about them.
pub(super) fn render(lowered: &Lowered) -> String {
    let mut lines = Vec::new();
    for service in &lowered.api.services {
        lines.push(format!("service {} fn {} mod {}", service.name, service.method, service.module));
        for operation in &service.operations {
            lines.extend(self::operation(&lowered.api, operation));
        }
    }
    for definition in &lowered.api.types {
        lines.extend(definition_lines(&lowered.api, definition));
    }
    for error in &lowered.api.errors {
        lines.push(format!("error {} mod {}", error.name, error.module));
        for variant in &error.variants {
            let body = response_body(&lowered.api, &variant.body);
            lines.push(format!("  {} = {}: {body}", variant.name, status(variant.status)));
        }
    }
    for diagnostic in &lowered.diagnostics {
        lines
            .push(format!("{}[{}] {}: {}", diagnostic.severity, diagnostic.code, diagnostic.place, diagnostic.message));
    }
    lines.join("\n")
}

/// The types alone.
pub(super) fn types(lowered: &Lowered) -> String {
    let lines = lowered.api.types.iter().flat_map(|definition| definition_lines(&lowered.api, definition));
    lines.collect::<Vec<_>>().join("\n")
}

fn operation(api: &Api, operation: &Operation) -> Vec<String> {
    let mut lines = vec![format!("  {} {} {} {}", operation.name, operation.builder, operation.method, operation.path)];
    for parameter in &operation.parameters {
        let location = match &parameter.location {
            Location::Part { media_type, is_named: false } => format!("Part({media_type:?})"),
            Location::Part { .. } => "Parts".to_owned(),
            other => format!("{other:?}"),
        };
        lines.push(format!(
            "    {} {}: {} ({:?} in {location}, {:?}{})",
            if parameter.required { "argument" } else { "setter" },
            parameter.name,
            ty(api, &parameter.ty),
            parameter.wire_name,
            parameter.style,
            if parameter.explode { ", exploded" } else { "" },
        ));
    }
    if let Some(body) = &operation.body {
        let kind = if body.required { "argument" } else { "setter" };
        lines.push(format!("    {kind} body: {}", content(api, body)));
    }
    for other in &operation.other_bodies {
        let parts = if other.parts.is_empty() { String::new() } else { format!(" with {}", other.parts.join(", ")) };
        lines.push(format!("    or {}: {}{parts}", other.name, content(api, &other.body)));
    }
    match &operation.outcome {
        Outcome::Single(body) => lines.push(format!("    -> {}", response_body(api, body))),
        Outcome::PerStatus { name, variants } => {
            lines.push(format!("    -> {name}"));
            for variant in variants {
                let body = response_body(api, &variant.body);
                lines.push(format!("      {} = {}: {body}", variant.name, status(variant.status)));
            }
        }
    }
    for other in &operation.representations {
        lines.push(format!("    {} -> {} ({})", other.name, response_body(api, &other.body), other.accept));
    }
    if let Some(headers) = &operation.headers {
        lines.push(format!("    headers {}", headers.name));
        for field in &headers.fields {
            lines.push(format!("      {}: {} ({:?})", field.name, ty(api, &field.ty), field.wire_name));
        }
    }
    if let Some(error) = operation.error.and_then(|id| api.error_type(id)) {
        lines.push(format!("    !> {}", error.name));
    }
    if !operation.accept.is_empty() {
        lines.push(format!("    accepts {}", operation.accept.join(", ")));
    }
    lines
}

fn content(api: &Api, body: &Body) -> String {
    let content = match &body.content {
        BodyContent::Json(inner) => format!("json {}", ty(api, inner)),
        BodyContent::Form(inner) => format!("form {}", ty(api, inner)),
        other => format!("{other:?}").to_lowercase(),
    };
    format!("{content} ({})", body.media_type)
}

fn definition_lines(api: &Api, definition: &TypeDefinition) -> Vec<String> {
    let usage = match (definition.usage.sent, definition.usage.received) {
        (true, true) => "sent, received",
        (true, false) => "sent",
        _ => "received",
    };
    let mut lines = Vec::new();
    match &definition.kind {
        TypeKind::Struct(object) => {
            lines.push(format!("struct {} mod {} ({usage})", definition.name, definition.module));
            for field in &object.fields {
                let inner = ty(api, &field.ty);
                let inner = match field.presence {
                    Presence::Required => inner,
                    Presence::RequiredNullable => format!("Option<{inner}> required"),
                    Presence::Optional => format!("Option<{inner}>"),
                    Presence::OptionalNullable => format!("Option<Option<{inner}>>"),
                };
                let mut line = format!("  {}: {inner}", field.name);
                if field.setter_stem != field.name.trim_start_matches("r#") {
                    line.extend([", ", &field.setter_stem, "_null"]);
                }
                if field.wire_name != field.name {
                    line = format!("{line} = {:?}", field.wire_name);
                }
                lines.push(line);
            }
            if let Some((name, inner)) = &object.additional_properties {
                lines.push(format!("  ..{name}: {}", ty(api, inner)));
            }
        }
        TypeKind::Enum(listed) => {
            lines.push(format!("enum {} mod {} ({usage})", definition.name, definition.module));
            for variant in &listed.variants {
                let value = match &variant.value {
                    Literal::String(text) => format!("{text:?}"),
                    Literal::Integer(number) => number.to_string(),
                };
                lines.push(format!("  {} = {value}", variant.name));
            }
            if listed.unknown != "Unknown" {
                lines.push(format!("  {} for others", listed.unknown));
            }
        }
        TypeKind::Union(union) => {
            let tag = union.discriminator.as_ref().map(|property| format!(" by {property}")).unwrap_or_default();
            lines.push(format!("union {} mod {} ({usage}){tag}", definition.name, definition.module));
            for variant in &union.variants {
                let tags = if variant.tags.is_empty() { String::new() } else { format!(" = {:?}", variant.tags) };
                lines.push(format!("  {}({}){tags}", variant.name, ty(api, &variant.ty)));
            }
        }
        TypeKind::Newtype(inner) => {
            lines.push(format!("newtype {} mod {} ({usage}) {}", definition.name, definition.module, ty(api, inner)));
        }
    }
    lines
}

fn response_body(api: &Api, body: &ResponseBody) -> String {
    match body {
        ResponseBody::Json(inner) => ty(api, inner),
        other => format!("{other:?}").to_lowercase(),
    }
}

fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(code) => code.to_string(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn ty(api: &Api, inner: &Type) -> String {
    match inner {
        Type::Array(inner) => format!("Vec<{}>", ty(api, inner)),
        Type::Map(inner) => format!("Map<{}>", ty(api, inner)),
        Type::Nullable(inner) => format!("Option<{}>", ty(api, inner)),
        Type::Boxed(inner) => format!("Box<{}>", ty(api, inner)),
        Type::Named(id) => api.type_definition(*id).map_or_else(|| format!("{id:?}"), |it| it.name.clone()),
        Type::Custom(path) | Type::CustomNumber(path) => path.clone(),
        other => format!("{other:?}"),
    }
}
