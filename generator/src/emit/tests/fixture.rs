//! An API that has one of everything.

use crate::api::*;

pub(super) const HOSTILE: &str = "*/ pub mod evil {} /* \"# {{ }}\r\nnew\rline \u{0} \u{202e}abc\u{2066} \\ \\u{41} [Foo] \
     [a](b) <b>x</b> <script> <T> http://example.com/a_b. https://example.com [`c`](https://example.com/d)\n\n    let x = 1;\n\n\
     - item\n  ```rust,should_panic\n  panic!();\n\n```\nassert!(false);\n`unclosed ``x` #[doc] [d]: e\n\n~~~";

pub(super) fn text(description: &str) -> Documentation {
    Documentation { description: Some(description.to_owned()), ..Documentation::default() }
}

pub(super) fn field(name: &str, ty: Type, presence: Presence) -> Field {
    Field {
        name: name.to_owned(),
        setter_stem: name.trim_start_matches("r#").to_owned(),
        wire_name: name.trim_start_matches("r#").to_owned(),
        ty,
        presence,
        overridden: false,
        nullable: false,
        read_only: false,
        deprecated: false,
        documentation: Documentation::default(),
    }
}

pub(super) fn definition(name: &str, sent: bool, received: bool, kind: TypeKind) -> TypeDefinition {
    let mut module = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !module.is_empty() {
            module.push('_');
        }
        module.extend(character.to_lowercase());
    }
    TypeDefinition {
        name: name.to_owned(),
        module,
        documentation: Documentation::default(),
        usage: Usage { sent, received },
        kind,
    }
}

pub(super) fn structure(fields: Vec<Field>) -> TypeKind {
    TypeKind::Struct(Struct { fields, additional_properties: None, unknown_properties: None })
}

pub(super) fn array(ty: Type) -> Type {
    Type::Array(Box::new(ty))
}

pub(super) fn boxed(ty: Type) -> Type {
    Type::Boxed(Box::new(ty))
}

pub(super) fn nullable(ty: Type) -> Type {
    Type::Nullable(Box::new(ty))
}

pub(super) fn map(ty: Type) -> Type {
    Type::Map(Box::new(ty))
}

/// The type called `name`; types are in the order of [`NAMES`].
pub(super) fn named(name: &str) -> Type {
    Type::Named(TypeId(NAMES.iter().position(|other| *other == name).unwrap_or(usize::MAX)))
}

const NAMES: [&str; 18] = [
    "Animal",
    "Bird",
    "Cat",
    "Dog",
    "Empty",
    "Everything",
    "Family",
    "Keywords",
    "Level",
    "Node",
    "Open",
    "Priority",
    "Problem",
    "Receipt",
    "Scalar",
    "State",
    "Tree",
    "Wrapper",
];

fn enumeration(values: &[(&str, Literal)]) -> TypeKind {
    let variants = values.iter().map(|(name, value)| EnumVariant {
        name: (*name).to_owned(),
        value: value.clone(),
        documentation: Documentation::default(),
    });
    TypeKind::Enum(Enum { variants: variants.collect(), unknown: "Unknown".to_owned() })
}

fn union(discriminator: Option<&str>, variants: &[(&str, Type, &[&str])]) -> TypeKind {
    let variants = variants.iter().map(|(name, ty, tags)| UnionVariant {
        name: (*name).to_owned(),
        ty: ty.clone(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        documentation: Documentation::default(),
    });
    TypeKind::Union(Union {
        variants: variants.collect(),
        discriminator: discriminator.map(str::to_owned),
        unknown: "Unknown".to_owned(),
    })
}

fn everything() -> Vec<Field> {
    use Presence::{Optional, OptionalNullable, Required, RequiredNullable};
    let mut fields = vec![
        field("id", Type::String, Required),
        field("r#type", Type::Boolean, Required),
        field("tags", array(Type::String), Required),
        field("levels", array(named("Level")), Required),
        field("parent", boxed(named("Node")), Required),
        field("note", Type::String, RequiredNullable),
        field("count", Type::I32, Optional),
        field("size", Type::I64, Optional),
        field("total", Type::U64, Optional),
        field("ratio", Type::F64, OptionalNullable),
        field("uuid", Type::Uuid, Optional),
        field("date_time", Type::DateTime, Optional),
        field("date", Type::Date, OptionalNullable),
        field("any", Type::Any, Optional),
        field("object", Type::Object, Optional),
        field("map", map(nullable(Type::F64)), Optional),
        field("key", nullable(named("State")), Optional),
        field("animal", named("Animal"), Optional),
        field("patch", Type::JsonPatch, Optional),
        field("new", Type::String, OptionalNullable),
        field("new_null", Type::String, Optional),
        field("default", Type::String, Optional),
        field("duration", Type::Custom("::std::vec::Vec<u8>".to_owned()), Optional),
    ];
    for field in &mut fields {
        if field.name == "count" {
            field.deprecated = true;
            field.documentation = Documentation {
                summary: Some("How many.".to_owned()),
                description: Some("More about [how] many <T>: http://example.com.".to_owned()),
                default: Some("10".to_owned()),
                example: Some("25".to_owned()),
                constraints: vec!["at least 0".to_owned(), "at most 250".to_owned()],
                external_url: Some("https://example.com/count".to_owned()),
            };
        }
    }
    fields
}

fn types() -> Vec<TypeDefinition> {
    use Presence::{Optional, OptionalNullable, Required};
    let string = |text: &str| Literal::String(text.to_owned());
    let mut node = field("next", boxed(named("Node")), OptionalNullable);
    node.documentation = text(HOSTILE);
    let mut receipt = definition(
        "Receipt",
        false,
        true,
        structure(vec![field("of", named("Everything"), Required), field("at", Type::DateTime, Required)]),
    );
    receipt.documentation = text(HOSTILE);
    vec![
        definition(
            "Animal",
            true,
            true,
            union(
                Some("petType"),
                &[
                    ("Cat", named("Cat"), &["cat", "tomcat \"quoted\""]),
                    ("Dog", boxed(named("Dog")), &["dog"]),
                    ("Bird", named("Bird"), &["bird", "dog"]),
                    ("Rest", Type::Object, &[]),
                ],
            ),
        ),
        definition("Bird", true, true, structure(vec![field("wings", Type::I32, Optional)])),
        definition("Cat", true, true, structure(vec![field("pet_type", Type::String, Required)])),
        definition("Dog", true, true, structure(vec![field("friends", array(named("Animal")), Optional)])),
        definition("Empty", true, true, structure(vec![])),
        definition("Everything", true, true, structure(everything())),
        definition("Family", true, true, TypeKind::Newtype(array(named("Family")))),
        definition(
            "Keywords",
            true,
            false,
            structure(vec![
                field("r#fn", Type::String, Optional),
                field("r#async", Type::String, Optional),
                field("self_", Type::String, Optional),
                field("map", Type::String, Optional),
                field("key", Type::String, Optional),
                field("value", Type::String, Optional),
                field("serializer", Type::String, Optional),
                field("formatter", Type::String, Optional),
            ]),
        ),
        definition(
            "Level",
            true,
            true,
            enumeration(&[
                ("Low", Literal::Integer(-1)),
                ("High", Literal::Integer(i64::MIN)),
                ("N2", Literal::Integer(2)),
            ]),
        ),
        definition("Node", true, true, structure(vec![node])),
        definition(
            "Open",
            true,
            true,
            TypeKind::Struct(Struct {
                fields: vec![field("key", Type::String, Optional)],
                additional_properties: Some(("map".to_owned(), array(Type::I64))),
                unknown_properties: None,
            }),
        ),
        definition("Priority", false, true, enumeration(&[])),
        definition("Problem", false, true, structure(vec![field("error", Type::Any, Optional)])),
        receipt,
        definition(
            "Scalar",
            false,
            true,
            union(
                None,
                &[
                    ("Boolean", Type::Boolean, &[]),
                    ("String", Type::String, &[]),
                    ("Text", Type::String, &[]),
                    ("Custom", Type::Custom("::std::vec::Vec<u8>".to_owned()), &[]),
                    ("Itself", boxed(named("Scalar")), &[]),
                    ("Strings", array(Type::String), &[]),
                ],
            ),
        ),
        definition(
            "State",
            true,
            true,
            enumeration(&[
                ("Ready", string("READY")),
                ("Empty", string("")),
                ("Odd", string("\"}\n*/\u{202e}")),
                ("Unknown_", string("Unknown")),
                ("Err", string("ERR")),
                ("Some", string("Some")),
            ]),
        ),
        definition("Tree", false, true, TypeKind::Newtype(map(named("Tree")))),
        definition(
            "Wrapper",
            false,
            true,
            TypeKind::Struct(Struct {
                fields: vec![field("state", named("State"), Required), field("tree", named("Tree"), Required)],
                additional_properties: Some(("additional_properties".to_owned(), Type::Any)),
                unknown_properties: None,
            }),
        ),
    ]
}

pub(super) fn parameter(name: &str, location: Location, required: bool, ty: Type) -> Parameter {
    let style = match location {
        Location::Path | Location::Header => Style::Simple,
        _ => Style::Form,
    };
    Parameter {
        name: name.to_owned(),
        wire_name: name.trim_start_matches("r#").to_owned(),
        location,
        required,
        default: None,
        ty,
        style,
        explode: style == Style::Form,
        allow_reserved: false,
        deprecated: false,
        documentation: Documentation::default(),
    }
}

pub(super) fn operation(name: &str, builder: &str, method: &str, path: &str) -> Operation {
    Operation {
        id: name.to_owned(),
        name: name.to_owned(),
        builder: builder.to_owned(),
        method: method.to_owned(),
        path: path.to_owned(),
        server: None,
        documentation: Documentation::default(),
        deprecated: false,
        parameters: Vec::new(),
        body: None,
        other_bodies: Vec::new(),
        outcome: Outcome::Single(ResponseBody::Empty),
        representations: Vec::new(),
        headers: None,
        error: None,
        accept: Vec::new(),
        responses: Vec::new(),
        security: Vec::new(),
        paging: None,
        events: None,
        waiters: Vec::new(),
    }
}

fn body(required: bool, media_type: &str, content: BodyContent) -> Option<Body> {
    Some(Body {
        required,
        media_type: media_type.to_owned(),
        content,
        styles: Vec::new(),
        documentation: Documentation::default(),
    })
}

fn response(status: StatusPattern, description: &str) -> ResponseDocumentation {
    ResponseDocumentation { status, description: description.to_owned() }
}

fn parameters() -> Operation {
    use Location::{Cookie, Header, Path, Query};
    let mut all = operation("search", "Search", "GET", "/things/{type}/{id}/{client}");
    all.deprecated = true;
    all.documentation = Documentation { summary: Some("Searches.".to_owned()), ..text(HOSTILE) };
    all.parameters = vec![
        parameter("r#type", Path, true, Type::String),
        parameter("id", Path, true, Type::Uuid),
        parameter("client", Path, true, named("State")),
        parameter("request", Query, true, array(Type::String)),
        parameter("levels", Query, true, array(named("Level"))),
        parameter("filter", Query, true, named("Keywords")),
        parameter("since", Query, true, Type::DateTime),
        parameter("until", Query, true, Type::Date),
        parameter("maybe", Query, true, nullable(Type::String)),
        parameter("limit", Query, false, Type::I32),
        parameter("exact", Query, false, Type::Boolean),
        parameter("body", Query, false, Type::Any),
        parameter("new", Query, false, map(Type::String)),
        parameter("x_request_id", Header, false, Type::String),
        parameter("session", Cookie, false, Type::String),
        parameter("raw", Query, false, Type::String),
        parameter("deep", Query, false, named("Open")),
    ];
    for parameter in &mut all.parameters {
        match parameter.name.as_str() {
            "limit" => {
                parameter.deprecated = true;
                parameter.documentation =
                    Documentation { default: Some("250".to_owned()), ..text("How many.\n\n- a list\n- of two") };
            }
            "id" => parameter.documentation = text("- a list\n\nand `text`"),
            "raw" => parameter.allow_reserved = true,
            "deep" => parameter.style = Style::DeepObject,
            "maybe" => parameter.style = Style::PipeDelimited,
            _ => {}
        }
    }
    all.outcome = Outcome::Single(ResponseBody::Json(array(named("Wrapper"))));
    all.accept = vec!["application/json".to_owned(), "text/plain".to_owned()];
    all.error = Some(ErrorId(0));
    all.responses = vec![
        response(StatusPattern::Exact(200), "All of them."),
        response(StatusPattern::Exact(404), HOSTILE),
        response(StatusPattern::Range(5), ""),
        response(StatusPattern::Default, "Anything else."),
    ];
    let requirement = SecurityRequirement { scheme: "userAuth".to_owned(), scopes: vec!["things:read".to_owned()] };
    all.security = vec![vec![requirement], vec![]];
    all.server = Some("https://uploads.example.com/v1".to_owned());
    all
}

fn bodies() -> Vec<Operation> {
    let mut json = operation("create", "Create", "POST", "/things");
    json.body = body(true, "application/json", BodyContent::Json(named("Everything")));
    json.outcome = Outcome::PerStatus {
        name: "CreateOutcome".to_owned(),
        variants: vec![
            OutcomeVariant {
                name: "Created".to_owned(),
                status: StatusPattern::Exact(201),
                body: ResponseBody::Json(named("Receipt")),
                description: "It is there.".to_owned(),
            },
            OutcomeVariant {
                name: "NoContent".to_owned(),
                status: StatusPattern::Exact(204),
                body: ResponseBody::Empty,
                description: String::new(),
            },
            OutcomeVariant {
                name: "Success".to_owned(),
                status: StatusPattern::Range(2),
                body: ResponseBody::Text,
                description: "- in\n- parts".to_owned(),
            },
        ],
    };
    json.error = Some(ErrorId(1));
    let mut patch = operation("r#match", "Match", "PATCH", "/things");
    patch.body = body(true, "application/json-patch+json", BodyContent::Json(Type::JsonPatch));
    let mut form = operation("str", "Str", "POST", "/form");
    form.body = body(false, "application/x-www-form-urlencoded", BodyContent::Form(named("Bird")));
    let mut text = operation("text", "Text", "PUT", "/text");
    text.body = body(true, "application/xml", BodyContent::Text);
    text.outcome = Outcome::Single(ResponseBody::Text);
    let mut bytes = operation("bytes", "Bytes", "PUT", "/bytes");
    bytes.body = body(true, "application/zip", BodyContent::Bytes);
    bytes.outcome = Outcome::Single(ResponseBody::Bytes);
    let mut upload = operation("upload", "Upload", "POST", "/upload");
    upload.body = body(true, "multipart/form-data", BodyContent::Multipart);
    let part = |media_type: Option<&str>| Location::Part { media_type: media_type.map(str::to_owned), is_named: false };
    upload.parameters = vec![
        parameter("file", part(Some("image/png")), true, Type::Bytes),
        parameter("more", part(None), true, array(Type::Bytes)),
        parameter("title", part(None), true, Type::String),
        parameter("details", part(Some("application/json")), false, named("Open")),
    ];
    vec![bytes, json, patch, form, text, upload]
}

/// The API.
pub(super) fn api() -> Api {
    let mut things = bodies();
    things.insert(3, parameters());
    let mut ping = operation("ping", "Ping", "GET", "/ping");
    ping.documentation = Documentation { external_url: Some("https://example.com/ping".to_owned()), ..text("") };
    let service = |name: &str, method: &str, operations| Service {
        name: name.to_owned(),
        method: method.to_owned(),
        module: method.to_owned(),
        feature: method.replace('_', "-"),
        tag: name.to_owned(),
        documentation: Documentation::default(),
        operations,
    };
    let variable = |name: &str, default: &str| ServerVariable {
        name: name.to_owned(),
        wire_name: name.trim_start_matches("r#").to_owned(),
        default: default.to_owned(),
        values: vec!["v1".to_owned(), "v2".to_owned()],
        documentation: Documentation::default(),
    };
    let server = |name: &str, url: &str, variables| Server {
        name: name.to_owned(),
        url: url.to_owned(),
        variables,
        documentation: text(HOSTILE),
    };
    let variant = |name: &str, status, body| ErrorVariant {
        name: name.to_owned(),
        status,
        body,
        description: HOSTILE.to_owned(),
    };
    let problem = || ResponseBody::Json(named("Problem"));
    Api {
        webhooks: Vec::new(),
        title: "Things */".to_owned(),
        version: "1.0 `beta`".to_owned(),
        description: Some(HOSTILE.to_owned()),
        servers: vec![
            server(
                "tenant",
                "https://{tenant}.example.com/{type}",
                vec![variable("tenant", ""), variable("r#type", "v1")],
            ),
            server("whole", "https://example.com", vec![]),
            server("relative", "/v1", vec![]),
        ],
        security_schemes: vec![SecurityScheme {
            name: "userAuth".to_owned(),
            kind: "oauth2".to_owned(),
            documentation: text(HOSTILE),
            credential: SecurityKind::Bearer {
                token_url: None,
                authorization_url: None,
                user_token_url: None,
                refresh_url: None,
            },
        }],
        client_authentication: ClientAuthentication::Body,
        tracking_id: None,
        aliases: crate::api::Aliases::default(),
        message: None,
        request_id: None,
        idempotency_key: None,
        environment: None,
        services: vec![service("Health", "health", vec![ping]), service("Things", "things", things)],
        types: types(),
        errors: vec![
            ErrorType {
                name: "ThingsError".to_owned(),
                module: "things_error".to_owned(),
                variants: vec![
                    variant("BadRequest", StatusPattern::Exact(400), problem()),
                    variant("NotFound", StatusPattern::Exact(404), ResponseBody::Empty),
                    variant("ServerError", StatusPattern::Range(5), ResponseBody::Text),
                    variant("Other", StatusPattern::Default, ResponseBody::Bytes),
                ],
            },
            ErrorType {
                name: "TinyError".to_owned(),
                module: "tiny_error".to_owned(),
                variants: vec![ErrorVariant {
                    description: "It was there.".to_owned(),
                    ..variant("Gone", StatusPattern::Exact(410), ResponseBody::Empty)
                }],
            },
        ],
        examples: super::examples::all(),
    }
}
