//! Operations, before their types are final.

use serde_json::Value;

use super::document::{Document, OperationObject};
use super::naming::Words;
use super::parameters;
use super::responses::Responses;
use super::schemas::Lowering;
use super::usage::Direction;
use crate::api::{Body, BodyContent, Parameter, ResponseBody, SecurityAlternative, SecurityRequirement, Segment, Type};

/// An operation whose types are drafts and which has no names yet.
#[derive(Debug)]
pub(crate) struct OperationDraft<'a> {
    pub(crate) object: &'a OperationObject,
    /// `operationId`, or a name made of method and path.
    pub(crate) id: String,
    pub(crate) words: Words,
    pub(crate) tag: Option<String>,
    pub(crate) path: String,
    pub(crate) segments: Vec<Segment>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Responses,
    pub(crate) security: Vec<SecurityAlternative>,
}

impl<'a> Lowering<'a, '_> {
    /// All operations, in the document's order.
    pub(crate) fn operations(&mut self) -> Vec<OperationDraft<'a>> {
        let document = self.document;
        document.operations.iter().map(|object| self.operation(document, object)).collect()
    }

    fn operation(&mut self, document: &Document, object: &'a OperationObject) -> OperationDraft<'a> {
        let explicit = object.fields.get("operationId").and_then(Value::as_str).map(str::trim);
        let explicit = explicit.filter(|id| !Words::of(id).is_empty());
        let derived = derived_words(&object.method, &object.path);
        let (id, words) = match explicit {
            Some(id) => (id.to_owned(), Words::of(id)),
            None => (derived.snake(), derived),
        };
        let (path, segments) = parameters::template(object);
        let mut parameters = self.parameters(object, &words, &segments);
        let body = self.request_body(object, &words, &mut parameters);
        parameters::arrange(&mut parameters, &segments);
        let responses = self.responses(object, &words);
        self.note_own_servers(document, object);
        let tags = object.fields.get("tags").and_then(Value::as_array);
        let tag = tags.and_then(|tags| tags.iter().find_map(Value::as_str)).filter(|tag| !tag.trim().is_empty());
        let security = object.fields.get("security").filter(|it| it.is_array()).or(document.security.as_ref());
        OperationDraft {
            object,
            id,
            words,
            tag: tag.map(str::to_owned),
            path,
            segments,
            parameters,
            body,
            responses,
            security: security.map(alternatives).unwrap_or_default(),
        }
    }

    /// Notes servers of the operation that the document doesn't list.
    fn note_own_servers(&mut self, document: &Document, object: &OperationObject) {
        let Some(servers) = object.fields.get("servers").and_then(Value::as_array) else { return };
        let url = |server: &Value| server.get("url").and_then(Value::as_str).map(str::to_owned);
        let known: Vec<_> = document.servers.iter().filter_map(url).collect();
        let own: Vec<String> = servers.iter().filter_map(url).filter(|url| !known.contains(url)).collect();
        if !own.is_empty() {
            let message = format!(
                "{} {}: the operation has a server of its own, {}, which a client of that base URL reaches",
                object.method,
                object.path,
                own.join(", ")
            );
            self.report.warning("operation-server", &format!("{}/servers", object.pointer), message);
        }
    }
}

impl OperationDraft<'_> {
    /// The types that the operation uses, with the direction in which values of each travel.
    pub(crate) fn types_mut(&mut self) -> Vec<(&mut Type, Direction)> {
        let mut types: Vec<(&mut Type, Direction)> =
            self.parameters.iter_mut().map(|parameter| (&mut parameter.ty, Direction::Sent)).collect();
        if let Some(BodyContent::Json(ty) | BodyContent::Form(ty)) = self.body.as_mut().map(|body| &mut body.content) {
            types.push((ty, Direction::Sent));
        }
        for response in self.responses.successes.iter_mut().chain(&mut self.responses.failures) {
            if let ResponseBody::Json(ty) = &mut response.body {
                types.push((ty, Direction::Received));
            }
        }
        types
    }
}

/// A name made of method and path: `get_users_by_id` for `GET /users/{id}`.
pub(crate) fn derived_words(method: &str, path: &str) -> Words {
    let mut words = Words::of(&method.to_lowercase());
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let mut rest = segment;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            words = words.join(&Words::of(before)).with("by").join(&Words::of(name));
            rest = after;
        }
        words = words.join(&Words::of(rest));
    }
    words
}

/// The alternatives of `security`, of which an empty one lets anybody in.
fn alternatives(value: &Value) -> Vec<SecurityAlternative> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .filter_map(Value::as_object)
        .map(|schemes| {
            let requirement = |(scheme, scopes): (&String, &Value)| SecurityRequirement {
                scheme: scheme.clone(),
                scopes: scopes
                    .as_array()
                    .map(|scopes| scopes.iter().filter_map(Value::as_str).map(str::to_owned).collect())
                    .unwrap_or_default(),
            };
            schemes.iter().map(requirement).collect()
        })
        .collect()
}
