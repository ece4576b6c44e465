//! Operations, before their types are final.

pub(super) mod bodies;
pub(super) mod encodings;
pub(super) mod events;
pub(super) mod headers;
mod media_types;
pub(super) mod other_bodies;
pub(super) mod parameters;
pub(super) mod representations;
pub(super) mod responses;
pub(super) mod webhooks;

use crate::diagnostic::Code;

use self::responses::{ResponseDraft, Responses};
use super::document::template::template;
use super::drafts::usage::Direction;
use super::schemas::Lowering;
use super::servers;
use crate::api::{
    Body, BodyContent, HeaderField, OtherBody, Parameter, Representation, ResponseBody, SecurityAlternative,
    SecurityRequirement, Type, TypeId,
};
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
    /// Without names yet.
    pub(crate) other_bodies: Vec<OtherBody>,
    pub(crate) responses: Responses,
    pub(crate) representations: Vec<Representation>,
    pub(crate) headers: Vec<HeaderField>,
    /// The URL of the operation's own server.
    pub(crate) server: Option<String>,
    pub(crate) security: Vec<SecurityAlternative>,
    /// The direction of the body: the payload of a webhook is received.
    pub(crate) body_travels: Direction,
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
            let message = format!("{} {}: called `{id}`, after method and path", object.method, object.path);
            self.report.note(Code::MissingOperationId, &object.pointer, message);
            (id, derived)
        };
        let (path, placeholders) = template(object);
        let mut parameters = self.parameters(object, &words);
        let body = self.request_body(object, &words, &mut parameters);
        let other_bodies = self.other_bodies(object, &words, body.as_ref(), &mut parameters);
        let before = self.locked.get(object);
        parameters::arrange(&mut parameters, &placeholders, before, self.lexicon);
        let responses = self.responses(object, &words);
        let mut representations = self.representations(object, &words, &responses);
        let taken = parameters.iter().map(|parameter| parameter.name.as_str());
        representations::name(&mut representations, taken, before);
        let headers = self.headers(object, &words, before);
        let server = self.own_server(document, object);
        let tag = home(document, object).filter(|tag| !tag.trim().is_empty());
        let security = object.security.as_ref().or(document.security.as_ref());
        OperationDraft {
            object,
            id,
            words,
            tag: tag.cloned(),
            path,
            parameters,
            body,
            other_bodies,
            responses,
            representations,
            headers,
            server,
            security: security.map(|security| alternatives(security)).unwrap_or_default(),
            body_travels: Direction::Sent,
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
                "{place}: none of the operation's own servers has a URL that requests can be sent to; the client's server is used"
            );
            self.report.warning(Code::OperationServer, &pointer, message);
        }
        own
    }
}

/// The tag that makes the service of an operation: the first, unless the document says that this one only marks operations (`kind`).
fn home<'o>(document: &Document, object: &'o Operation) -> Option<&'o String> {
    let marks = |tag: &&String| document.tags.iter().any(|known| known.name == **tag && !known.sorts);
    object.tags.iter().find(|tag| !marks(tag)).or(object.tags.first())
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
        let is_payload = self.body_travels == Direction::Received;
        let context = |(ty, direction): (&mut Type, Direction)| {
            let role = match direction {
                Direction::Sent if is_payload => "payload",
                Direction::Sent => "request",
                Direction::Received => "response",
            };
            let words = words.with(role);
            Some((ty.named()?, if matches!(ty, Type::Array(_)) { words.with("item") } else { words }))
        };
        let mut contexts: Vec<(TypeId, Words)> = self.body_types_mut().into_iter().filter_map(context).collect();
        contexts.extend(self.other_contexts());
        if let Some(events) = &self.responses.events {
            contexts.extend(events.item.named().map(|id| (id, self.words.with(events::word(events.framing)))));
        }
        contexts
    }

    /// The same for bodies of other media types.
    fn other_contexts(&self) -> Vec<(TypeId, Words)> {
        let words = |media_type: &str, role: &str| {
            let [short, ..] = crate::names::media_types::words(media_type);
            self.words.join(&short).with(role)
        };
        let sent = self.other_bodies.iter().filter_map(|other| {
            let (BodyContent::Json(ty) | BodyContent::Form(ty)) = &other.body.content else { return None };
            Some((ty.named()?, words(&other.body.media_type, "request")))
        });
        let received = self.representations.iter().filter_map(|other| match &other.body {
            ResponseBody::Json(ty) => Some((ty.named()?, words(&other.media_type, "response"))),
            _ => None,
        });
        sent.chain(received).collect()
    }

    /// The types that the operation uses, with the direction in which values of each travel.
    pub(crate) fn types_mut(&mut self) -> Vec<(&mut Type, Direction)> {
        let Self { parameters, body, other_bodies, responses, representations, body_travels, .. } = self;
        let Responses { successes, failures, events, .. } = responses;
        let mut types = body_types(parameters, (body, *body_travels), successes.iter_mut().chain(failures));
        for other in other_bodies {
            if let BodyContent::Json(ty) | BodyContent::Form(ty) = &mut other.body.content {
                types.push((ty, Direction::Sent));
            }
        }
        for other in representations {
            if let ResponseBody::Json(ty) = &mut other.body {
                types.push((ty, Direction::Received));
            }
        }
        types.extend(events.as_mut().map(|events| (&mut events.item, Direction::Received)));
        types
    }

    /// The same without the items of a stream.
    fn body_types_mut(&mut self) -> Vec<(&mut Type, Direction)> {
        let Responses { successes, failures, .. } = &mut self.responses;
        let body = (&mut self.body, Direction::Sent);
        body_types(&mut self.parameters, body, successes.iter_mut().chain(failures))
    }
}

fn body_types<'t>(
    parameters: &'t mut [Parameter],
    (body, direction): (&'t mut Option<Body>, Direction),
    responses: impl Iterator<Item = &'t mut ResponseDraft>,
) -> Vec<(&'t mut Type, Direction)> {
    let mut types: Vec<(&mut Type, Direction)> =
        parameters.iter_mut().map(|parameter| (&mut parameter.ty, Direction::Sent)).collect();
    if let Some(BodyContent::Json(ty) | BodyContent::Form(ty)) = body.as_mut().map(|body| &mut body.content) {
        types.push((ty, direction));
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
