//! Operations.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::content::{Content, Examples, Header, ParameterValue, Style, examples, map};
use super::fields::{Fields, Take};
use super::servers::{self, Server};
use super::{Description, Reader};
use crate::methods;
use crate::pointer::escape;

/// An Operation Object.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    /// As requests write it.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) pointer: String,
    /// Where it stands in the input, if that is elsewhere.
    pub(crate) origin: Option<String>,
    /// `operationId`
    pub(crate) id: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) description: Description,
    pub(crate) deprecated: bool,
    /// `None` where the document's counts.
    pub(crate) security: Option<Vec<SecurityRequirement>>,
    /// Empty where the document's count.
    pub(crate) servers: Vec<Server>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<RequestBody>,
    /// By status as it is written.
    pub(crate) responses: Vec<(String, Response)>,
    /// Its parts with schemas, in the order in which they are written.
    pub(crate) order: Vec<Part>,
    /// All but these parts and `security`, as it is written.
    pub(crate) written: Map<String, Value>,
}

/// A part of an operation that has schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Parameters,
    Body,
    Responses,
}

/// A Security Requirement Object: names of schemes that are needed together, with their scopes.
pub(crate) type SecurityRequirement = Vec<(String, Vec<String>)>;

/// `in`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParameterLocation {
    Cookie,
    Header,
    Path,
    Query,
    /// The whole query.
    QueryString,
}

/// A Parameter Object.
#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) pointer: String,
    pub(crate) name: String,
    pub(crate) location: ParameterLocation,
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) style: Style,
    pub(crate) explode: Option<bool>,
    pub(crate) allow_reserved: bool,
    pub(crate) value: ParameterValue,
    pub(crate) examples: Examples,
    /// All but its value, as it is written.
    pub(crate) written: Map<String, Value>,
}

/// A Request Body Object.
#[derive(Debug, Clone)]
pub(crate) struct RequestBody {
    pub(crate) pointer: String,
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    pub(crate) content: Content,
    /// All but its content, as it is written.
    pub(crate) written: Map<String, Value>,
}

/// A Response Object.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) pointer: String,
    pub(crate) description: String,
    pub(crate) content: Content,
    pub(crate) headers: IndexMap<String, Header>,
    /// All but its content and headers, as it is written.
    pub(crate) written: Map<String, Value>,
}

impl Reader<'_> {
    /// The operations of a Path Item Object in `section` of the document.
    pub(super) fn operations(&self, section: &str, path: &str, item: Value) -> Vec<Operation> {
        let entries = map(item).into_iter();
        let operations = entries.filter(|(method, operation)| methods::is_key(method) && operation.is_object());
        operations.map(|(method, operation)| self.operation(section, (path, &method), map(operation))).collect()
    }

    fn operation(&self, section: &str, (path, method): (&str, &str), mut written: Map<String, Value>) -> Operation {
        let pointer = format!("/{section}/{}/{}", escape(path), escape(method));
        let order = written.keys().filter_map(|key| match key.as_str() {
            "parameters" => Some(Part::Parameters),
            "requestBody" => Some(Part::Body),
            "responses" => Some(Part::Responses),
            _ => None,
        });
        let order = order.collect();
        let parameters = written.list("parameters").into_iter().enumerate();
        let parameters = parameters
            .filter_map(|(index, value)| self.parameter(map(value), format!("{pointer}/parameters/{index}")))
            .collect();
        let body = written.shift_remove("requestBody");
        let body = body.map(|body| self.body(map(body), format!("{pointer}/requestBody")));
        let (extensions, responses): (Map<_, _>, Map<_, _>) =
            written.object("responses").into_iter().partition(|(status, _)| status.starts_with("x-"));
        let responses = responses.into_iter().map(|(status, value)| {
            let pointer = format!("{pointer}/responses/{}", escape(&status));
            (status, self.response(map(value), pointer))
        });
        let responses = responses.collect();
        if !extensions.is_empty() {
            written.insert("responses".to_owned(), Value::Object(extensions));
        }
        let security = written.shift_remove("security");
        // *repair* has moved it out of its field.
        let additional = methods::is_additional(method);
        let additional = additional.then(|| format!("/{section}/{}/{}", escape(path), methods::place(method)));
        let fields = Fields::from(&written);
        Operation {
            method: methods::name(method),
            path: path.to_owned(),
            origin: self.notes.places.get(&pointer).cloned().or(additional),
            id: fields.str("operationId").map(|id| id.trim().to_owned()),
            tags: fields.texts("tags"),
            description: Description::of(fields),
            deprecated: fields.flag("deprecated"),
            security: security.as_ref().and_then(requirements),
            servers: servers::servers(&written),
            parameters,
            body,
            responses,
            order,
            pointer,
            written,
        }
    }

    fn parameter(&self, mut written: Map<String, Value>, pointer: String) -> Option<Parameter> {
        let value = self.value(&mut written, &pointer);
        let fields = Fields::from(&written);
        let (location, usual) = match fields.str("in")? {
            "cookie" => (ParameterLocation::Cookie, Style::Form),
            "header" => (ParameterLocation::Header, Style::Simple),
            "path" => (ParameterLocation::Path, Style::Simple),
            "query" => (ParameterLocation::Query, Style::Form),
            "querystring" => (ParameterLocation::QueryString, Style::Simple),
            _ => return None,
        };
        Some(Parameter {
            name: fields.text("name")?,
            location,
            description: fields.text("description"),
            required: fields.flag("required"),
            deprecated: fields.flag("deprecated"),
            style: Style::of(fields).unwrap_or(usual),
            explode: fields.boolean("explode"),
            allow_reserved: location == ParameterLocation::Query && fields.flag("allowReserved"),
            value,
            examples: examples(fields),
            pointer,
            written,
        })
    }

    fn body(&self, mut written: Map<String, Value>, pointer: String) -> RequestBody {
        let content = self.content(&mut written, &pointer);
        let fields = Fields::from(&written);
        let (description, required) = (fields.text("description"), fields.flag("required"));
        RequestBody { pointer, description, required, content, written }
    }

    fn response(&self, mut written: Map<String, Value>, pointer: String) -> Response {
        let (content, headers) = (self.content(&mut written, &pointer), self.headers(&mut written, &pointer));
        let description = Fields::from(&written).text("description").unwrap_or_default();
        Response { pointer, description, content, headers, written }
    }
}

/// `security`
pub(super) fn requirements(value: &Value) -> Option<Vec<SecurityRequirement>> {
    let list = value.as_array()?.iter().filter(|requirement| requirement.is_object());
    let requirement = |value| {
        let schemes = Fields::of(value);
        schemes.entries().map(|(name, _)| (name.clone(), schemes.texts(name))).collect()
    };
    Some(list.map(requirement).collect())
}
