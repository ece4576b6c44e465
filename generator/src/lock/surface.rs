//! From the model of the Rust API to what its users can see of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Body, Enum, ErrorType, Events, Field, FormatKey, HeaderField, Headers, Operation, OperationKey, OtherBody, Paging,
    Parameter, ParameterKey, RustType, Server, Service, Struct, Surface, TypeDefinition, TypeKind, Union, UnionVariant,
    Variant, Webhook, fingerprint,
};
use crate::api::{
    self, Api, BodyContent, Location, Outcome, PagingStyle, ResponseBody, SecurityKind, Style, Type, defaults,
};

impl Surface {
    /// What users can see of a crate that is made of `api`, in which `formats` were chosen; it has `features` beside those
    /// of its services.
    pub fn of(api: &Api, formats: BTreeMap<FormatKey, String>, features: &[&str]) -> Self {
        let names = Names(api);
        let service = |service: &api::Service| {
            let value = Service {
                method: service.method.clone(),
                name: service.name.clone(),
                module: service.module.clone(),
                feature: service.feature.clone(),
                documentation: fingerprint::of([&service.documentation]),
            };
            (service.tag.clone(), value)
        };
        let operations = api.services.iter().flat_map(|service| {
            service.operations.iter().map(|operation| (operation_key(operation), names.operation(service, operation)))
        });
        let server = |server: &api::Server| {
            let variables = server.variables.iter().map(|variable| variable.name.clone()).collect();
            (server.name.clone(), Server { url: server.url.clone(), variables })
        };
        let scheme = |scheme: &api::SecurityScheme| (scheme.name.clone(), credential(scheme));
        let signs_in = |scheme: &api::SecurityScheme| match &scheme.credential {
            SecurityKind::Bearer { authorization_url: Some(url), .. } => {
                Some((scheme.name.clone(), url.template.clone()))
            }
            _ => None,
        };
        let of_services = api.services.iter().map(|service| service.feature.as_str());
        let of_webhooks = (!api.webhooks.is_empty()).then_some(api::WEBHOOKS_FEATURE);
        Self {
            client: client(api),
            features: features.iter().copied().chain(of_services).chain(of_webhooks).map(str::to_owned).collect(),
            formats,
            servers: api.servers.iter().map(server).collect(),
            security_schemes: api.security_schemes.iter().map(scheme).collect(),
            authorization_urls: api.security_schemes.iter().filter_map(signs_in).collect(),
            services: api.services.iter().map(service).collect(),
            operations: operations.collect(),
            types: names.types(),
            errors: api.errors.iter().map(|error| (error.name.clone(), names.error(error))).collect(),
            webhooks: api.webhooks.iter().map(|webhook| names.webhook(webhook)).collect(),
            excluded: BTreeSet::new(),
            aliases: api.aliases.clone(),
        }
    }
}

impl ParameterKey {
    /// What makes `parameter` the same one as before.
    pub fn of(parameter: &api::Parameter) -> Self {
        let location = location_name(&parameter.location).to_owned();
        Self { location, wire_name: parameter.wire_name.clone() }
    }
}

fn operation_key(operation: &api::Operation) -> OperationKey {
    OperationKey { path: operation.path.clone(), method: operation.method.clone() }
}

fn client(api: &Api) -> BTreeMap<String, String> {
    let mut client = BTreeMap::new();
    let mut say = |key: &str, value: String| _ = client.insert(key.to_owned(), value);
    let authentication = match api.client_authentication {
        api::ClientAuthentication::Basic => "basic",
        api::ClientAuthentication::Body => "body",
    };
    say("client-authentication", authentication.to_owned());
    let documentation = [Some(api.title.as_str()), api.description.as_deref()];
    // The first, where it can do without variables.
    let default = api.servers.first().filter(|server| server.variables.is_empty() && server.url.starts_with("http"));
    if let Some(server) = default {
        say("default-server", server.url.clone());
    }
    say("documentation", fingerprint::of_texts(documentation.into_iter().flatten()));
    if let Some(property) = &api.tracking_id {
        say("tracking-id", property.clone());
    }
    if let Some(api::Environment { variables, base_path }) = &api.environment {
        let named = [
            ("base-url", &variables.base_url),
            ("client-id", &variables.client_id),
            ("client-secret", &variables.client_secret),
            ("bearer-token", &variables.bearer_token),
            ("api-key", &variables.api_key),
        ];
        say("environment", base_path.clone());
        for (key, name) in named {
            if let Some(name) = name {
                say(&format!("environment-{key}"), name.clone());
            }
        }
    }
    client
}

fn credential(scheme: &api::SecurityScheme) -> String {
    let what = match &scheme.credential {
        SecurityKind::Bearer { token_url, user_token_url, refresh_url, .. } => {
            let urls = [("from", token_url), ("of users from", user_token_url), ("refreshed at", refresh_url)];
            let urls = urls.into_iter().filter_map(|(word, url)| Some(format!(" {word} {}", url.as_ref()?.template)));
            format!("bearer{}", urls.collect::<String>())
        }
        SecurityKind::Basic => "basic".to_owned(),
        SecurityKind::ApiKey { location, name } => format!("key in {} {name}", location_name(location)),
        SecurityKind::Other => "other".to_owned(),
    };
    format!("{}: {what}", scheme.kind)
}

fn location_name(location: &Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::QueryString { .. } => "querystring",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::Part { .. } => "part",
    }
}

/// The names of an API's types.
struct Names<'a>(&'a Api);

impl Names<'_> {
    fn ty(&self, ty: &Type) -> RustType {
        RustType::of(ty, &|id| self.0.type_definition(id).map(|it| it.name.clone()).unwrap_or_default())
    }

    fn body(&self, body: &ResponseBody) -> RustType {
        match body {
            ResponseBody::Empty => RustType("()".to_owned()),
            ResponseBody::Json(ty) => self.ty(ty),
            ResponseBody::Text => RustType("text".to_owned()),
            ResponseBody::Bytes => RustType("bytes".to_owned()),
        }
    }

    fn operation(&self, service: &api::Service, operation: &api::Operation) -> Operation {
        let parameter = |parameter: &api::Parameter, position: Option<usize>| {
            let value = Parameter {
                name: parameter.name.clone(),
                ty: self.ty(&parameter.ty),
                position,
                style: style(parameter),
                deprecated: parameter.deprecated,
            };
            (ParameterKey::of(parameter), value)
        };
        let mut position = 0;
        let parameters = operation.parameters.iter().map(|it| {
            position += usize::from(it.required);
            parameter(it, it.required.then_some(position))
        });
        let parameters = parameters.collect();
        let defaults = operation.parameters.iter().filter_map(|it| Some((ParameterKey::of(it), it.default.clone()?)));
        let body = operation.body.as_ref().map(|body| Body {
            required: body.required,
            ty: self.content(&body.content),
            media_type: body.media_type.clone(),
        });
        let (returns, outcomes) = self.outcome(&operation.outcome);
        let paging = operation
            .paging
            .as_ref()
            .map(|paging| Paging { style: paging_style(&paging.style), item: self.ty(&paging.item) });
        let events = operation.events.as_ref().map(|events| Events {
            media_type: events.media_type.clone(),
            item: self.ty(&events.item),
            is_whole: events.is_whole_event,
        });
        let waiters = operation.waiters.iter().map(|waiter| {
            let status = self.0.operation(waiter.status).map(|(_, status)| self.outcome(&status.outcome).0);
            (waiter.name.clone(), status.unwrap_or_default())
        });
        Operation {
            service: service.method.clone(),
            name: operation.name.clone(),
            builder: operation.builder.clone(),
            id: operation.id.clone(),
            deprecated: operation.deprecated,
            parameters,
            defaults: defaults.collect(),
            body,
            other_bodies: operation.other_bodies.iter().map(|other| self.other_body(other)).collect(),
            representations: operation.representations.iter().map(|other| self.representation(other)).collect(),
            headers: operation.headers.as_ref().map(|headers| self.headers(headers)).unwrap_or_default(),
            returns,
            outcomes,
            statuses: operation.responses.iter().map(|response| response.status).collect(),
            error: operation.error.and_then(|id| self.0.error_type(id)).map(|error| error.name.clone()),
            paging,
            events,
            waiters: waiters.collect(),
            server: operation.server.clone(),
            security: operation.security.iter().map(alternative).collect(),
            documentation: fingerprint::of_operation(operation),
        }
    }

    fn content(&self, content: &BodyContent) -> RustType {
        match content {
            BodyContent::Json(ty) | BodyContent::Form(ty) => self.ty(ty),
            BodyContent::Multipart => RustType("multipart".to_owned()),
            BodyContent::Text => RustType("text".to_owned()),
            BodyContent::Bytes => RustType("bytes".to_owned()),
        }
    }

    fn other_body(&self, other: &api::OtherBody) -> (String, OtherBody) {
        let api::OtherBody { name, body, parts } = other;
        let value = OtherBody { name: name.clone(), ty: self.content(&body.content), parts: parts.clone() };
        (body.media_type.clone(), value)
    }

    fn representation(&self, other: &api::Representation) -> (String, Variant) {
        (other.media_type.clone(), Variant { name: other.name.clone(), body: self.body(&other.body) })
    }

    fn headers(&self, headers: &api::ResponseHeaders) -> Headers {
        let field = |field: &api::HeaderField| {
            let value = HeaderField { name: field.name.clone(), ty: self.ty(&field.ty) };
            (field.wire_name.to_ascii_lowercase(), value)
        };
        Headers { name: headers.name.clone(), fields: headers.fields.iter().map(field).collect() }
    }

    fn outcome(&self, outcome: &Outcome) -> (RustType, BTreeMap<api::StatusPattern, Variant>) {
        match outcome {
            Outcome::Single(body) => (self.body(body), BTreeMap::new()),
            Outcome::PerStatus { name, variants } => {
                let variant = |variant: &api::OutcomeVariant| {
                    (variant.status, Variant { name: variant.name.clone(), body: self.body(&variant.body) })
                };
                (RustType(name.clone()), variants.iter().map(variant).collect())
            }
        }
    }

    fn error(&self, error: &api::ErrorType) -> ErrorType {
        let variant = |variant: &api::ErrorVariant| {
            (variant.status, Variant { name: variant.name.clone(), body: self.body(&variant.body) })
        };
        error.variants.iter().map(variant).collect()
    }

    fn webhook(&self, webhook: &api::Webhook) -> (String, Webhook) {
        let api::Webhook { name, variant, function, ty, .. } = webhook;
        (name.clone(), Webhook { variant: variant.clone(), function: function.clone(), ty: self.ty(ty) })
    }

    fn types(&self) -> BTreeMap<String, TypeDefinition> {
        let has_default = defaults::find(self.0);
        let definitions = self.0.types.iter().zip(has_default);
        definitions.map(|(it, has_default)| (it.name.clone(), self.definition(it, has_default))).collect()
    }

    fn definition(&self, definition: &api::TypeDefinition, has_default: bool) -> TypeDefinition {
        let kind = match &definition.kind {
            api::TypeKind::Struct(structure) => TypeKind::Struct(self.structure(structure, has_default)),
            api::TypeKind::Enum(values) => TypeKind::Enum(enumeration(values)),
            api::TypeKind::Union(union) => TypeKind::Union(self.union(union)),
            api::TypeKind::Newtype(ty) => TypeKind::Newtype(self.ty(ty)),
        };
        TypeDefinition { usage: definition.usage, kind, documentation: fingerprint::of_type(definition) }
    }

    fn structure(&self, structure: &api::Struct, has_default: bool) -> Struct {
        let field = |field: &api::Field| {
            let plain = field.name.strip_prefix("r#").unwrap_or(&field.name);
            let value = Field {
                name: field.name.clone(),
                setter_stem: (field.setter_stem != plain).then(|| field.setter_stem.clone()),
                ty: self.ty(&field.ty),
                presence: field.presence,
                deprecated: field.deprecated,
                overridden: field.overridden,
            };
            (field.wire_name.clone(), value)
        };
        let arguments = structure.fields.iter().filter(|field| defaults::is_argument(field.presence));
        let additional = structure.additional_properties.as_ref();
        Struct {
            fields: structure.fields.iter().map(field).collect(),
            new: (!has_default).then(|| arguments.map(|field| field.wire_name.clone()).collect()),
            additional_properties: additional.map(|(name, ty)| (name.clone(), self.ty(ty))),
        }
    }

    fn union(&self, union: &api::Union) -> Union {
        let variant = |variant: &api::UnionVariant| UnionVariant {
            name: variant.name.clone(),
            ty: self.ty(&variant.ty),
            tags: variant.tags.clone(),
        };
        Union {
            discriminator: union.discriminator.clone(),
            variants: union.variants.iter().map(variant).collect(),
            unknown: union.unknown.clone(),
        }
    }
}

fn enumeration(values: &api::Enum) -> Enum {
    let value = |literal: &api::Literal| match literal {
        api::Literal::String(text) => text.clone(),
        api::Literal::Integer(number) => number.to_string(),
    };
    Enum {
        is_integer: values.variants.iter().any(|variant| matches!(variant.value, api::Literal::Integer(_))),
        variants: values.variants.iter().map(|variant| (value(&variant.value), variant.name.clone())).collect(),
        unknown: values.unknown.clone(),
    }
}

/// The style of a parameter, if it is not the default.
fn style(parameter: &api::Parameter) -> String {
    let (usual, usually_explodes) = match parameter.location {
        Location::Path | Location::Header => (Style::Simple, false),
        Location::Query | Location::Cookie => (Style::Form, true),
        // A part and a whole query are written as their media types say.
        Location::Part { .. } | Location::QueryString { .. } => (parameter.style, parameter.explode),
    };
    let style = match parameter.style {
        style if style == usual => None,
        Style::Simple => Some("simple"),
        Style::Label => Some("label"),
        Style::Matrix => Some("matrix"),
        Style::Form => Some("form"),
        Style::SpaceDelimited => Some("space-delimited"),
        Style::PipeDelimited => Some("pipe-delimited"),
        Style::DeepObject => Some("deep-object"),
        Style::Json => Some("json"),
    };
    let is_list = matches!(parameter.ty, Type::Array(_) | Type::Map(_) | Type::Object | Type::Named(_));
    let explode = match (is_list && parameter.explode != usually_explodes, parameter.explode) {
        (false, _) => None,
        (true, true) => Some("exploded"),
        (true, false) => Some("joined"),
    };
    let reserved = parameter.allow_reserved.then_some("reserved");
    let media_type = match &parameter.location {
        Location::Part { media_type, .. } => media_type.as_deref(),
        _ => None,
    };
    let words: Vec<&str> = [style, explode, reserved, media_type].into_iter().flatten().collect();
    words.join(" ")
}

fn paging_style(style: &PagingStyle) -> String {
    match style {
        PagingStyle::Offset { parameter, size } => format!("offset {parameter} {}", size.parameter),
        PagingStyle::Page { parameter, size, first } => {
            let size = size.as_ref().map_or("-", |size| size.parameter.as_str());
            format!("page {parameter} {size} from {first}")
        }
        PagingStyle::Cursor { parameter, next } => match next {
            api::CursorPlace::Body(names) => format!("cursor {parameter} body {}", names.join(".")),
            api::CursorPlace::Header(name) => format!("cursor {parameter} header {name}"),
        },
        PagingStyle::Link => "link".to_owned(),
    }
}

/// An alternative in words, such as `oauth[read write]+key`; `none` where nothing is asked for.
fn alternative(alternative: &api::SecurityAlternative) -> String {
    let schemes: BTreeSet<String> = alternative
        .iter()
        .map(|requirement| match requirement.scopes.as_slice() {
            [] => requirement.scheme.clone(),
            scopes => {
                let scopes: BTreeSet<&str> = scopes.iter().map(String::as_str).collect();
                format!("{}[{}]", requirement.scheme, scopes.into_iter().collect::<Vec<_>>().join(" "))
            }
        })
        .collect();
    if schemes.is_empty() { "none".to_owned() } else { schemes.into_iter().collect::<Vec<_>>().join("+") }
}
