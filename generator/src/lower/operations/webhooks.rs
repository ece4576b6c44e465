//! The payloads of webhooks and callbacks.

use super::responses::Responses;
use super::{Direction, OperationDraft};
use crate::api::{BodyContent, Type, Webhook};
use crate::lock::{self, Lock};
use crate::lower::document::documentation;
use crate::lower::schemas::Lowering;
use crate::names::{Scope, Words, is_keyword};
use crate::parse::Operation;

/// The name of the function that reads any event.
const READ: &str = "read";

/// The variant of events that the document doesn't name.
const UNKNOWN: &str = "Unknown";

impl<'a> Lowering<'a, '_> {
    /// The payloads, each as an operation with a body that is received.
    pub(crate) fn webhooks(&mut self) -> Vec<OperationDraft<'a>> {
        let document = self.document;
        let draft = |object: &'a Operation| {
            let words = Words::of(&object.path);
            let body = self.request_body(object, &words, &mut Vec::new());
            OperationDraft {
                object,
                id: object.path.clone(),
                words,
                tag: None,
                path: object.path.clone(),
                parameters: Vec::new(),
                body,
                other_bodies: Vec::new(),
                responses: Responses::default(),
                representations: Vec::new(),
                headers: Vec::new(),
                server: None,
                security: Vec::new(),
                body_travels: Direction::Received,
            }
        };
        document.webhooks.iter().map(draft).collect()
    }
}

/// Takes the payloads out of the operations, and names them: those that have a name in the lock keep it.
pub(crate) fn take(operations: &mut Vec<OperationDraft<'_>>, lock: Option<&Lock>) -> Vec<Webhook> {
    let is_payload = |draft: &mut OperationDraft<'_>| draft.body_travels == Direction::Received;
    let payloads: Vec<(OperationDraft<'_>, Type)> = operations
        .extract_if(.., is_payload)
        .filter_map(|mut draft| match draft.body.take()?.content {
            BodyContent::Json(ty) => Some((draft, ty)),
            _ => None,
        })
        .collect();
    let before = |name: &str| -> Option<&lock::Webhook> {
        let lock = lock?;
        lock.surface.webhooks.get(name).or_else(|| lock.gone.webhooks.get(name))
    };
    let (mut variants, mut functions) = (Scope::with_reserved(&[UNKNOWN]), Scope::with_reserved(&[READ]));
    let mut take_before = |(draft, _): &(OperationDraft<'_>, Type)| {
        let before = before(&draft.path)?;
        (variants.take(&before.variant) && functions.take(&before.function)).then_some(before)
    };
    let kept: Vec<Option<&lock::Webhook>> = payloads.iter().map(&mut take_before).collect();
    let named = payloads.into_iter().zip(kept).map(|((draft, ty), kept)| {
        let (variant, function) = match kept {
            Some(kept) => (kept.variant.clone(), kept.function.clone()),
            None => new_names(&draft.words, &mut variants, &mut functions),
        };
        let documentation = documentation::of_description(&draft.object.description);
        Webhook { name: draft.path, variant, function, ty, documentation }
    });
    named.collect()
}

fn new_names(words: &Words, variants: &mut Scope, functions: &mut Scope) -> (String, String) {
    let words = if words.is_empty() { Words::of("event") } else { words.clone() };
    let candidates = [words.clone(), words.with("event")];
    let snake = candidates.each_ref().map(|words| {
        let name = words.ascii_snake();
        if is_keyword(&name) { format!("{name}_") } else { name }
    });
    (variants.claim_camel(&candidates), functions.claim(&snake))
}
