//! The ways to prove who one is.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::inline::{self, Role};
use super::values;
use crate::diagnostic::Code;

/// The flow of devices without a browser (RFC 8628), which OpenAPI has since 3.2.
const DEVICE: &str = "deviceAuthorization";

/// Keeps the schemes of `schemes` that are complete.
pub(super) fn repair_all(context: &mut Context<'_>, schemes: &mut Map<String, Value>) {
    values::retain(context, schemes, |context, _, scheme| inline::repair(context, Role::SecurityScheme, scheme));
}

/// Repairs one scheme. Returns whether it is complete.
pub(super) fn repair(context: &mut Context<'_>, value: &mut Value) -> bool {
    let Some(scheme) = value.as_object_mut() else {
        context.warning(Code::InvalidSecurityScheme, "expected an object: the scheme was dropped");
        return false;
    };
    values::strings(context, scheme, &["type", "description"]);
    values::booleans(context, scheme, &["deprecated"]);
    let Some(kind) = scheme.get("type").and_then(Value::as_str).map(str::to_owned) else {
        context.warning(Code::InvalidSecurityScheme, "a scheme without a `type` was dropped");
        return false;
    };
    match kind.trim().to_ascii_lowercase().as_str() {
        "apikey" => repair_api_key(context, scheme),
        "http" => repair_http(context, scheme),
        // The only ones that Swagger 2 had besides, and what others mean by it.
        scheme_name @ ("basic" | "bearer" | "digest") => {
            scheme.insert("scheme".to_owned(), json!(scheme_name));
            set_type(context, scheme, &kind, "http");
            true
        }
        "oauth2" => {
            set_type(context, scheme, &kind, "oauth2");
            repair_oauth2(context, scheme);
            true
        }
        "openidconnect" => {
            set_type(context, scheme, &kind, "openIdConnect");
            values::string(context, scheme, "openIdConnectUrl");
            complete(context, scheme, "openIdConnectUrl")
        }
        "mutualtls" => {
            context.note(Code::MutualTls, "OpenAPI 3.0 can't ask for a client certificate: the scheme was dropped");
            false
        }
        _ => {
            context.warning(Code::InvalidSecurityScheme, format!("there is no type `{kind}`: the scheme was dropped"));
            false
        }
    }
}

fn set_type(context: &mut Context<'_>, scheme: &mut Map<String, Value>, found: &str, standard: &str) {
    if found != standard {
        scheme.insert("type".to_owned(), json!(standard));
        context.note(Code::InvalidSecurityScheme, format!("the type `{found}` was read as `{standard}`"));
    }
}

fn complete(context: &mut Context<'_>, scheme: &Map<String, Value>, key: &str) -> bool {
    let has = scheme.contains_key(key);
    if !has {
        context.warning(Code::InvalidSecurityScheme, format!("a scheme without `{key}` was dropped"));
    }
    has
}

fn repair_api_key(context: &mut Context<'_>, scheme: &mut Map<String, Value>) -> bool {
    set_type(
        context,
        scheme,
        scheme.get("type").and_then(Value::as_str).unwrap_or_default().to_owned().as_str(),
        "apiKey",
    );
    values::strings(context, scheme, &["name", "in"]);
    if let Some(Value::String(location)) = scheme.get_mut("in") {
        let lower = location.trim().to_ascii_lowercase();
        if !["query", "header", "cookie"].contains(&lower.as_str()) {
            context.warning(
                Code::InvalidSecurityScheme,
                format!("there is no place `{location}`: the scheme was dropped"),
            );
            return false;
        }
        *location = lower;
    }
    complete(context, scheme, "name") && complete(context, scheme, "in")
}

fn repair_http(context: &mut Context<'_>, scheme: &mut Map<String, Value>) -> bool {
    set_type(
        context,
        scheme,
        scheme.get("type").and_then(Value::as_str).unwrap_or_default().to_owned().as_str(),
        "http",
    );
    values::strings(context, scheme, &["scheme", "bearerFormat"]);
    if !scheme.contains_key("scheme") && scheme.contains_key("bearerFormat") {
        scheme.insert("scheme".to_owned(), json!("bearer"));
        context.note(Code::InvalidSecurityScheme, "`bearerFormat` says that the `scheme` is `bearer`");
    }
    complete(context, scheme, "scheme")
}

fn repair_oauth2(context: &mut Context<'_>, scheme: &mut Map<String, Value>) {
    if scheme.shift_remove("oauth2MetadataUrl").is_some() {
        let message = "it is not fetched: the URLs of the flows count";
        context.within("oauth2MetadataUrl", |context| context.note(Code::IgnoredField, message));
    }
    // Swagger 2: one flow, in the scheme itself.
    if let Some(Value::String(flow)) = scheme.get("flow")
        && !scheme.contains_key("flows")
    {
        let flow = flow.clone();
        let keys = ["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"];
        let parts: Map<String, Value> =
            keys.iter().filter_map(|key| Some(((*key).to_owned(), scheme.get(*key)?.clone()))).collect();
        scheme.insert("flows".to_owned(), json!({flow: parts}));
        context.note(Code::OauthFlow, "the flow was in the scheme itself");
    }
    if values::object(context, scheme, "flows").is_none() {
        scheme.insert("flows".to_owned(), json!({}));
        context.note(Code::OauthFlow, "the scheme doesn't say how to get a token");
    }
    let Some(Value::Object(flows)) = scheme.get_mut("flows") else { return };
    let found = std::mem::take(flows);
    context.within("flows", |context| {
        for (name, mut flow) in found {
            let standard = match name.as_str() {
                "accessCode" | "accesscode" | "authorization_code" => "authorizationCode",
                "application" | "client_credentials" => "clientCredentials",
                "device_authorization" => DEVICE,
                other => other,
            };
            let is_known = ["implicit", "password", "clientCredentials", "authorizationCode"].contains(&standard);
            let kept = is_known && context.within(&name, |context| repair_flow(context, standard, &mut flow));
            if kept || name.starts_with("x-") {
                flows.insert(standard.to_owned(), flow);
            } else {
                let message = match standard {
                    DEVICE => "the client doesn't sign in by this flow: the program gets its tokens, and gives them to the client",
                    _ => "the flow was dropped",
                };
                context.within(&name, |context| context.note(Code::OauthFlow, message));
            }
        }
    });
}

fn repair_flow(context: &mut Context<'_>, name: &str, value: &mut Value) -> bool {
    let Some(flow) = value.as_object_mut() else { return false };
    values::strings(context, flow, &["authorizationUrl", "tokenUrl", "refreshUrl"]);
    let needed: &[&str] = match name {
        "implicit" => &["authorizationUrl"],
        "authorizationCode" => &["authorizationUrl", "tokenUrl"],
        _ => &["tokenUrl"],
    };
    for key in needed {
        if !flow.contains_key(*key) {
            flow.insert((*key).to_owned(), json!(""));
            context.note(Code::OauthFlow, format!("the flow has no `{key}`"));
        }
    }
    let scopes = match flow.get("scopes") {
        Some(Value::Object(scopes)) => {
            let texts = scopes.iter().map(|(name, text)| (name.clone(), json!(text.as_str().unwrap_or_default())));
            texts.collect::<Map<String, Value>>()
        }
        Some(Value::Array(list)) => {
            context.note(Code::OauthScopes, "expected an object: the items of the list became its keys");
            list.iter().filter_map(Value::as_str).map(|name| (name.to_owned(), json!(""))).collect()
        }
        _ => {
            context.note(Code::OauthScopes, "the flow doesn't list its scopes");
            Map::new()
        }
    };
    flow.insert("scopes".to_owned(), Value::Object(scopes));
    true
}
