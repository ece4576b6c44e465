//! Operations, before their types are final.

pub(super) mod bodies;
pub(super) mod encodings;
pub(super) mod events;
pub(super) mod parameters;
pub(super) mod responses;

use crate::diagnostic::Code;

use self::responses::{ResponseDraft, Responses};
use super::document::template::template;
use super::drafts::usage::Direction;
use super::schemas::Lowering;
use super::servers;
use crate::api::{Body, BodyContent, Parameter, ResponseBody, SecurityAlternative, SecurityRequirement, Type, TypeId};
use crate::names::operation_ids::{bare_words, derived_words, explicit_id};
use crate::names::{NameSource, Words};
use crate::parse::{self, Document, Operation, Server};

/// An operation whose types are drafts and which has no names yet.
#[derive(Debug)]
pub(crate) struct OperationDraft<'a> {
    pub(crate) object: &'a Operation,
    /// `operationId`, or a name made of method and path.
    pub(crate) id: String,
    pub(crate) words: Words,
    pub(crate) tag: Option<String>,
    pub(crate) path: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Responses,
    /// The URL of the operation's own server.
    pub(crate) server: Option<String>,
    pub(crate) security: Vec<SecurityAlternative>,
}

impl<'a> Lowering<'a, '_> {
    /// All operations, in the document's order.
    pub(crate) fn operations(&mut self) -> Vec<OperationDraft<'a>> {
        let document = self.document;
        let ids: Vec<_> = document
            .operations
            .iter()
            .map(|object| (explicit_id(object.id.as_deref()), object.path.as_str()))
            .collect();
        let named = document.operations.iter().zip(bare_words(&ids));
        named.map(|(object, words)| self.operation(document, object, words)).collect()
    }

    fn operation(&mut self, document: &Document, object: &'a Operation, bare: Words) -> OperationDraft<'a> {
        let explicit = explicit_id(object.id.as_deref());
        let derived = derived_words(&object.method, &object.path);
        let (id, words) = if let Some(id) = explicit {
            (id.to_owned(), bare)
        } else {
            let id = derived.snake();
            let message = format!("{} {}: taken for `{id}`, after method and path", object.method, object.path);
            self.report.note(Code::MissingOperationId, &object.pointer, message);
            (id, derived)
        };
        let (path, placeholders) = template(object);
        let mut parameters = self.parameters(object, &words);
        let body = self.request_body(object, &words, &mut parameters);
        parameters::arrange(&mut parameters, &placeholders, self.locked.get(object));
        let responses = self.responses(object, &words);
        let server = self.own_server(document, object);
        let tag = object.tags.first().filter(|tag| !tag.trim().is_empty());
        let security = object.security.as_ref().or(document.security.as_ref());
        OperationDraft {
            object,
            id,
            words,
            tag: tag.cloned(),
            path,
            parameters,
            body,
            responses,
            server,
            security: security.map(|security| alternatives(security)).unwrap_or_default(),
        }
    }

    /// The first server of an operation that isn't at the document's first, its variables filled with their defaults.
    fn own_server(&mut self, document: &Document, object: &Operation) -> Option<String> {
        let servers = &object.servers;
        let is_first = |server: &Server| document.servers.first().is_some_and(|first| first.url == server.url);
        // An operation that names the server where most clients are is reached where the client is.
        if servers.is_empty() || servers.iter().any(is_first) {
            return None;
        }
        let own = servers.iter().filter_map(servers::filled).find(|url| servers::fault_of_url(url).is_none());
        let place = format!("{} {}", object.method, object.path);
        let pointer = format!("{}/servers", object.pointer);
        if let Some(url) = &own {
            let message = format!("{place}: requests go to the operation's own server, {url}");
            self.report.note(Code::OperationServer, &pointer, message);
        } else {
            let message = format!(
                "{place}: no server of the operation's own has a URL that requests can go to; the client's is taken"
            );
            self.report.warning(Code::OperationServer, &pointer, message);
        }
        own
    }
}

impl OperationDraft<'_> {
    /// Where the name of the operation comes from, if it is free.
    pub(crate) fn source(&self) -> NameSource {
        if explicit_id(self.object.id.as_deref()).is_some() {
            NameSource::OperationId
        } else {
            NameSource::MethodAndPath
        }
    }

    /// The drafts that the operation uses itself, with the operation's words and what they are to it.
    pub(crate) fn contexts(&mut self) -> Vec<(TypeId, Words)> {
        let words = self.words.clone();
        let context = |(ty, direction): (&mut Type, Direction)| {
            let role = match direction {
                Direction::Sent => "request",
                Direction::Received => "response",
            };
            Some((ty.named()?, words.with(role)))
        };
        let mut contexts: Vec<(TypeId, Words)> = self.body_types_mut().into_iter().filter_map(context).collect();
        if let Some(events) = &self.responses.events {
            contexts.extend(events.item.named().map(|id| (id, self.words.with(events::word(events.framing)))));
        }
        contexts
    }

    /// The types that the operation uses, with the direction in which values of each travel.
    pub(crate) fn types_mut(&mut self) -> Vec<(&mut Type, Direction)> {
        let Self { parameters, body, responses, .. } = self;
        let Responses { successes, failures, events, .. } = responses;
        let mut types = body_types(parameters, body, successes.iter_mut().chain(failures));
        types.extend(events.as_mut().map(|events| (&mut events.item, Direction::Received)));
        types
    }

    /// The same without the items of a stream.
    fn body_types_mut(&mut self) -> Vec<(&mut Type, Direction)> {
        let Responses { successes, failures, .. } = &mut self.responses;
        body_types(&mut self.parameters, &mut self.body, successes.iter_mut().chain(failures))
    }
}

fn body_types<'t>(
    parameters: &'t mut [Parameter],
    body: &'t mut Option<Body>,
    responses: impl Iterator<Item = &'t mut ResponseDraft>,
) -> Vec<(&'t mut Type, Direction)> {
    let mut types: Vec<(&mut Type, Direction)> =
        parameters.iter_mut().map(|parameter| (&mut parameter.ty, Direction::Sent)).collect();
    if let Some(BodyContent::Json(ty) | BodyContent::Form(ty)) = body.as_mut().map(|body| &mut body.content) {
        types.push((ty, Direction::Sent));
    }
    for response in responses {
        if let ResponseBody::Json(ty) = &mut response.body {
            types.push((ty, Direction::Received));
        }
    }
    types
}

/// The alternatives of `security`. An empty one needs no credentials.
fn alternatives(security: &[parse::SecurityRequirement]) -> Vec<SecurityAlternative> {
    let requirement = |(scheme, scopes): &(String, Vec<String>)| SecurityRequirement {
        scheme: scheme.clone(),
        scopes: scopes.clone(),
    };
    security.iter().map(|schemes| schemes.iter().map(requirement).collect()).collect()
}
