//! The rebuilt document, typed part by part, so that a bad part loses only itself.

pub(super) mod alternatives;
pub(super) mod documentation;
pub(super) mod encodings;
mod headers;
pub(super) mod locked_operations;
pub(super) mod media;
pub(super) mod sanitize;
mod template;
pub(super) mod view;
mod webhooks;

use indexmap::IndexMap;
use openapiv3::{Parameter, ReferenceOr, RequestBody, Response, Schema};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use self::view::{Located, Node, View, child};
use super::report::Report;
use crate::diagnostic::Code;
use crate::methods::METHODS;
use crate::parallel;
use crate::pointer;

/// How many references in a row are followed.
const LONGEST_CHAIN: usize = 32;

/// A document of OpenAPI 3.0.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) description: Option<String>,
    pub(crate) schemas: IndexMap<String, ReferenceOr<Schema>>,
    pub(crate) operations: Vec<OperationObject>,
    /// The payloads of webhooks and callbacks: operations with a body alone, whose path is the name of the event.
    pub(crate) webhooks: Vec<OperationObject>,
    pub(crate) servers: Vec<Value>,
    pub(crate) security_schemes: Map<String, Value>,
    pub(crate) security: Option<Value>,
    pub(crate) tags: Vec<Value>,
}

/// An operation with its references to other components than schemas resolved.
#[derive(Debug)]
pub(crate) struct OperationObject {
    /// In upper case.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) pointer: String,
    /// What is not typed: `operationId`, `tags`, `summary`, `description`, `security`, `servers` and the like.
    pub(crate) fields: Map<String, Value>,
    /// The path item's parameters that the operation's own don't replace, then those.
    pub(crate) parameters: Vec<(Parameter, String)>,
    pub(crate) body: Option<(RequestBody, String)>,
    /// By status as it is written.
    pub(crate) responses: Vec<(String, Response, String)>,
}

impl Document {
    /// Types `value`, its parts on all cores.
    pub(crate) fn read(value: &Value, report: &mut Report<'_>) -> Self {
        let text = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let array = |key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        let components = value.get("components").and_then(Value::as_object);
        let section = |key: &str| components.and_then(|components| components.get(key)?.as_object());
        let mut document = Self {
            title: text("/info/title").unwrap_or_default(),
            version: text("/info/version").unwrap_or_default(),
            description: text("/info/description"),
            servers: array("servers"),
            tags: array("tags"),
            security: value.get("security").filter(|security| security.is_array()).cloned(),
            security_schemes: section("securitySchemes").cloned().unwrap_or_default(),
            ..Self::default()
        };
        // The diagnostics of the parts keep the order of the parts.
        let places = report.places();
        let schemas = section("schemas").into_iter().flatten().collect();
        let schemas = parallel::map(schemas, |(name, schema): (&String, &Value)| {
            let mut report = Report::new(places);
            let pointer = child("/components", "schemas", name);
            let schema = typed_schema(schema.clone(), &pointer, &mut report);
            (name.clone(), schema, report.diagnostics)
        });
        for (name, schema, diagnostics) in schemas {
            document.schemas.insert(name, schema);
            report.diagnostics.extend(diagnostics);
        }
        let paths = value.get("paths").and_then(Value::as_object);
        let paths = paths.into_iter().flatten().filter(|(path, _)| !path.starts_with("x-")).collect();
        let paths = parallel::map(paths, |(path, item): (&String, &Value)| {
            let mut report = Report::new(places);
            let pointer = format!("/paths/{}", pointer::escape(path));
            let operations = if let Value::Object(item) = item {
                Reader { components, report: &mut report }.path(path, &pointer, item.clone())
            } else {
                report.warning(Code::InvalidValue, &pointer, format!("{path} holds no operations and is left out"));
                Vec::new()
            };
            (operations, report.diagnostics)
        });
        for (operations, diagnostics) in paths {
            document.operations.extend(operations);
            report.diagnostics.extend(diagnostics);
        }
        document.webhooks = webhooks::read(value, components, report);
        document
    }

    /// The component that a reference names, with its name.
    pub(crate) fn component(&self, reference: &str) -> Option<(&str, Located<'_>)> {
        let token = reference.strip_prefix("#/components/schemas/")?;
        let (_, name, schema) = self.schemas.get_full(&*pointer::unescape(token))?;
        Some((name, Located::new(schema, child("/components", "schemas", name))))
    }

    /// Follows references, and wrappers that only annotate what they refer to.
    ///
    /// Returns the schema that says what a value looks like, and the name of the last component on the way.
    pub(crate) fn resolve<'a>(&'a self, located: &Located<'a>) -> Option<(Option<&'a str>, Located<'a>, View<'a>)> {
        let mut name = None;
        let mut located = located.clone();
        for _ in 0..LONGEST_CHAIN {
            match located.node {
                Node::Reference(reference) => {
                    let (component, target) = self.component(reference)?;
                    name = Some(component);
                    located = target;
                }
                Node::Schema(_) => {
                    let view = located.view()?;
                    match view.all_of.as_slice() {
                        [only] if view.is_wrapper() => located = only.clone(),
                        _ => return Some((name, located, view)),
                    }
                }
            }
        }
        None
    }
}

impl Document {
    /// Whether the schema, or a wrapper or reference on the way to it, accepts null.
    pub(crate) fn is_nullable(&self, located: &Located<'_>) -> bool {
        let mut located = located.clone();
        for _ in 0..LONGEST_CHAIN {
            let next = match located.node {
                Node::Reference(reference) => self.component(reference).map(|(_, target)| target),
                Node::Schema(_) => match located.view() {
                    Some(view) if view.is_nullable() => return true,
                    Some(view) if view.is_wrapper() => view.all_of.first().cloned(),
                    _ => None,
                },
            };
            match next {
                Some(next) => located = next,
                None => return false,
            }
        }
        false
    }
}

impl View<'_> {
    /// Whether the schema is bytes: `type: string, format: binary`.
    pub(crate) fn is_binary(&self) -> bool {
        matches!((self.kind, self.format.as_str()), (Some("string"), "binary") | (Some("file"), _))
    }

    /// Whether the schema is `allOf` of one schema with mere annotations.
    pub(crate) fn is_wrapper(&self) -> bool {
        self.all_of.len() == 1 && self.one_of.is_empty() && self.any_of.is_empty() && !self.has_own_shape()
    }
}

/// Types the parts of an operation.
struct Reader<'r, 'p> {
    components: Option<&'r Map<String, Value>>,
    report: &'r mut Report<'p>,
}

impl Reader<'_, '_> {
    fn path(&mut self, path: &str, pointer: &str, mut item: Map<String, Value>) -> Vec<OperationObject> {
        let mut operations = Vec::new();
        let shared = match item.shift_remove("parameters") {
            Some(Value::Array(parameters)) => parameters,
            _ => Vec::new(),
        };
        for (method, value) in item {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let pointer = format!("{pointer}/{method}");
            let method = method.to_uppercase();
            let Value::Object(mut fields) = value else {
                self.report.skip(Code::OperationUnusable, &method, path, &pointer, "this is no Operation Object");
                continue;
            };
            let parameters = self.parameters(&shared, &mut fields, &pointer);
            let body =
                fields.shift_remove("requestBody").map(|body| self.body(body, &format!("{pointer}/requestBody")));
            let responses = fields.shift_remove("responses");
            let responses = self.responses(responses, &format!("{pointer}/responses"));
            match (parameters, body.transpose()) {
                (Ok(parameters), Ok(body)) => operations.push(OperationObject {
                    method,
                    path: path.to_owned(),
                    pointer,
                    fields,
                    parameters,
                    body,
                    responses,
                }),
                (Err(message), _) | (_, Err(message)) => {
                    self.report.skip(Code::OperationUnusable, &method, path, &pointer, &message);
                }
            }
        }
        operations
    }

    /// Follows references into a section of `components`.
    fn resolve(&self, mut value: Value, section: &str, pointer: &str) -> Result<(Value, String), String> {
        let mut pointer = pointer.to_owned();
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return Ok((value, pointer)) };
            let prefix = format!("#/components/{section}/");
            let target = reference.strip_prefix(&prefix).and_then(|name| {
                let name = pointer::unescape(name).into_owned();
                self.components?.get(section)?.get(name)
            });
            match target {
                Some(target) => {
                    reference.trim_start_matches('#').clone_into(&mut pointer);
                    value = target.clone();
                }
                None => return Err(format!("the reference `{reference}` leads nowhere")),
            }
        }
        Err("its references lead in a circle".to_owned())
    }

    fn parameters(
        &mut self,
        shared: &[Value],
        fields: &mut Map<String, Value>,
        pointer: &str,
    ) -> Result<Vec<(Parameter, String)>, String> {
        let own = match fields.shift_remove("parameters") {
            Some(Value::Array(parameters)) => parameters,
            _ => Vec::new(),
        };
        let item = pointer.rsplit_once('/').map_or("", |(item, _)| item);
        let located = shared.iter().enumerate().map(|(index, value)| (value, format!("{item}/parameters/{index}")));
        let own_located = own.iter().enumerate().map(|(index, value)| (value, format!("{pointer}/parameters/{index}")));
        let mut parameters: Vec<(Parameter, String)> = Vec::new();
        for (index, (value, pointer)) in located.chain(own_located).enumerate() {
            let parameter = self.parameter(value.clone(), &pointer)?;
            let Some((parameter, pointer)) = parameter else { continue };
            let key = parameter_key(&parameter);
            match parameters.iter().position(|(other, _)| parameter_key(other) == key) {
                None => parameters.push((parameter, pointer)),
                Some(_) if index < shared.len() => {}
                Some(at) => {
                    // The operation's own one replaces the path item's.
                    if let Some(slot) = parameters.get_mut(at) {
                        *slot = (parameter, pointer);
                    }
                }
            }
        }
        Ok(parameters)
    }

    fn parameter(&mut self, value: Value, pointer: &str) -> Result<Option<(Parameter, String)>, String> {
        let (value, pointer) = self.resolve(value, "parameters", pointer)?;
        let Value::Object(mut fields) = value else {
            self.report.warning(Code::InvalidParameter, &pointer, "this is no Parameter Object and is left out");
            return Ok(None);
        };
        let location = fields.get("in").and_then(Value::as_str).unwrap_or_default().to_owned();
        let named = fields.get("name").is_some_and(Value::is_string);
        if !named || !matches!(location.as_str(), "path" | "query" | "header" | "cookie") {
            let message = "a parameter without a name or a place is left out";
            self.report.warning(Code::InvalidParameter, &pointer, message);
            return Ok(None);
        }
        let styles: &[&str] = match location.as_str() {
            "path" => &["simple", "label", "matrix"],
            "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => &["simple"],
            _ => &["form"],
        };
        let known_style = fields.get("style").is_none_or(|style| style.as_str().is_some_and(|it| styles.contains(&it)));
        if !known_style {
            let message = format!("a parameter of the {location} can't have this style; the usual one is taken");
            self.report.warning(Code::InvalidStyle, &format!("{pointer}/style"), message);
            fields.shift_remove("style");
        }
        fields.retain(|key, value| match key.as_str() {
            "required" | "deprecated" | "explode" | "allowReserved" => value.is_boolean(),
            "description" => value.is_string(),
            "schema" | "content" | "examples" => value.is_object(),
            "example" => !sanitize::is_deep(value, 48),
            "name" | "in" | "style" => true,
            _ => false,
        });
        if location != "query" {
            fields.shift_remove("allowReserved");
        }
        sanitize::examples(&mut fields);
        sanitize::content(&mut fields, &pointer, self.report);
        let described = fields.get("content").and_then(Value::as_object).is_some_and(|content| content.len() == 1);
        if let Some(schema) = fields.get_mut("schema") {
            sanitize::schema(schema, &format!("{pointer}/schema"), 0, self.report);
            fields.shift_remove("content");
        } else if !described {
            fields.shift_remove("content");
            fields.insert("schema".to_owned(), serde_json::json!({ "type": "string" }));
        }
        let parameter = typed::<Parameter>(&Value::Object(fields))?;
        Ok(Some((parameter, pointer)))
    }

    fn body(&mut self, value: Value, pointer: &str) -> Result<(RequestBody, String), String> {
        let (value, pointer) = self.resolve(value, "requestBodies", pointer)?;
        let Value::Object(mut fields) = value else { return Err("its body is no Request Body Object".to_owned()) };
        fields.retain(|key, value| match key.as_str() {
            "required" => value.is_boolean(),
            "description" => value.is_string(),
            "content" => true,
            _ => false,
        });
        sanitize::content(&mut fields, &pointer, self.report);
        Ok((typed::<RequestBody>(&Value::Object(fields))?, pointer))
    }

    fn responses(&mut self, value: Option<Value>, pointer: &str) -> Vec<(String, Response, String)> {
        let Some(Value::Object(map)) = value else { return Vec::new() };
        let mut responses = Vec::new();
        for (status, value) in map {
            if status.starts_with("x-") {
                continue;
            }
            let pointer = format!("{pointer}/{}", pointer::escape(&status));
            match self.response(value, &pointer) {
                Ok((response, pointer)) => responses.push((status, response, pointer)),
                Err(message) => {
                    let message = format!("{message}; the response is taken for one without a body");
                    self.report.warning(Code::ResponseUnusable, &pointer, message);
                    responses.push((status, Response::default(), pointer));
                }
            }
        }
        responses
    }

    fn response(&mut self, value: Value, pointer: &str) -> Result<(Response, String), String> {
        let (value, pointer) = self.resolve(value, "responses", pointer)?;
        let Value::Object(mut fields) = value else { return Err("this is no Response Object".to_owned()) };
        let headers = self.headers(fields.shift_remove("headers"), &pointer);
        fields.retain(|key, value| match key.as_str() {
            "description" => value.is_string(),
            "content" => true,
            _ => false,
        });
        fields.entry("description").or_insert_with(|| Value::String(String::new()));
        sanitize::content(&mut fields, &pointer, self.report);
        Ok((Response { headers, ..typed::<Response>(&Value::Object(fields))? }, pointer))
    }
}

/// The name and place of a parameter, by which the specification tells parameters apart.
fn parameter_key(parameter: &Parameter) -> (&'static str, String) {
    let place = match parameter {
        Parameter::Query { .. } => "query",
        Parameter::Header { .. } => "header",
        Parameter::Path { .. } => "path",
        Parameter::Cookie { .. } => "cookie",
    };
    (place, parameter.parameter_data_ref().name.clone())
}

fn typed<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(|error| error.to_string())
}

fn typed_schema(mut value: Value, pointer: &str, report: &mut Report<'_>) -> ReferenceOr<Schema> {
    sanitize::schema(&mut value, pointer, 0, report);
    typed(&value).unwrap_or_else(|error| {
        report.warning(Code::SchemaUnusable, pointer, format!("{error}; any value is accepted in its place"));
        ReferenceOr::Item(Schema {
            schema_data: openapiv3::SchemaData::default(),
            schema_kind: openapiv3::SchemaKind::Any(openapiv3::AnySchema::default()),
        })
    })
}
