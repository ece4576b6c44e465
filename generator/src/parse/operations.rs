//! Operations.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::content::{Content, Examples, MediaType, Style, examples};
use super::fields::Fields;
use super::schema::Schema;
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

/// What the value of a parameter is.
#[derive(Debug, Clone)]
pub(crate) enum ParameterValue {
    /// `schema`
    Schema(Box<Schema>),
    /// `content`: one media type, by its name.
    Content(String, Box<MediaType>),
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
}

/// A Request Body Object.
#[derive(Debug, Clone)]
pub(crate) struct RequestBody {
    pub(crate) pointer: String,
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    pub(crate) content: Content,
}

/// A Response Object.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) pointer: String,
    pub(crate) description: String,
    pub(crate) content: Content,
    pub(crate) headers: IndexMap<String, Header>,
}

/// A Header Object of a response.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) schema: Schema,
}

impl Reader<'_> {
    /// The operations of a Path Item Object in `section` of the document.
    pub(super) fn operations(&self, section: &str, path: &str, item: &Value) -> Vec<Operation> {
        let entries = Fields::of(item).entries();
        let methods = entries.filter(|(method, operation)| methods::is_key(method) && operation.is_object());
        methods.map(|(method, operation)| self.operation(section, (path, method), Fields::of(operation))).collect()
    }

    fn operation(&self, section: &str, (path, method): (&str, &str), fields: Fields<'_>) -> Operation {
        let pointer = format!("/{section}/{}/{}", escape(path), escape(method));
        let parameters = fields.list("parameters").iter().enumerate();
        let parameters = parameters
            .filter_map(|(index, value)| self.parameter(Fields::of(value), format!("{pointer}/parameters/{index}")));
        let responses = fields.object("responses").entries().filter(|(status, _)| !status.starts_with("x-"));
        Operation {
            method: methods::name(method),
            path: path.to_owned(),
            id: fields.str("operationId").map(|id| id.trim().to_owned()),
            tags: fields.texts("tags"),
            description: Description::of(fields),
            deprecated: fields.flag("deprecated"),
            security: security(fields),
            servers: servers::servers(fields),
            parameters: parameters.collect(),
            body: fields.get("requestBody").map(|body| self.body(Fields::of(body), format!("{pointer}/requestBody"))),
            responses: responses
                .map(|(status, value)| (status.clone(), self.response(status, value, &pointer)))
                .collect(),
            pointer,
        }
    }

    fn parameter(&self, fields: Fields<'_>, pointer: String) -> Option<Parameter> {
        let (location, usual) = match fields.str("in")? {
            "cookie" => (ParameterLocation::Cookie, Style::Form),
            "header" => (ParameterLocation::Header, Style::Simple),
            "path" => (ParameterLocation::Path, Style::Simple),
            "query" => (ParameterLocation::Query, Style::Form),
            "querystring" => (ParameterLocation::QueryString, Style::Simple),
            _ => return None,
        };
        let mut content = self.content(fields, &pointer);
        let value = match (fields.get("schema"), content.pop()) {
            (None, Some((name, media_type))) if content.is_empty() => {
                ParameterValue::Content(name, Box::new(media_type))
            }
            // What could be written in several ways is text.
            (schema, _) => {
                let schema = schema.cloned().unwrap_or_else(|| json!({ "type": "string" }));
                ParameterValue::Schema(Box::new(self.schema(&schema, format!("{pointer}/schema"))))
            }
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
        })
    }

    fn body(&self, fields: Fields<'_>, pointer: String) -> RequestBody {
        let (description, required) = (fields.text("description"), fields.flag("required"));
        RequestBody { content: self.content(fields, &pointer), description, required, pointer }
    }

    fn response(&self, status: &str, value: &Value, operation: &str) -> Response {
        let (fields, pointer) = (Fields::of(value), format!("{operation}/responses/{}", escape(status)));
        let description = fields.text("description").unwrap_or_default();
        let headers = fields.object("headers").entries();
        let headers = headers.map(|(name, value)| {
            let pointer = format!("{pointer}/headers/{}/schema", escape(name));
            (name.clone(), self.header(Fields::of(value), pointer))
        });
        Response { headers: headers.collect(), content: self.content(fields, &pointer), description, pointer }
    }

    fn header(&self, fields: Fields<'_>, pointer: String) -> Header {
        // A header that is described by a media type is text.
        let schema = fields.get("schema").cloned().unwrap_or_else(|| json!({ "type": "string" }));
        let (description, deprecated) = (fields.text("description"), fields.flag("deprecated"));
        Header { description, deprecated, schema: self.schema(&schema, pointer) }
    }
}

/// `security`
pub(super) fn security(fields: Fields<'_>) -> Option<Vec<SecurityRequirement>> {
    let list = fields.get("security")?.as_array()?.iter().filter(|requirement| requirement.is_object());
    let requirement = |value| {
        let schemes = Fields::of(value);
        schemes.entries().map(|(name, _)| (name.clone(), schemes.texts(name))).collect()
    };
    Some(list.map(requirement).collect())
}
