//! Which operation of the lock an operation of the document is.

use std::collections::{BTreeMap, BTreeSet};

use super::template::template;
use crate::lock::successors::{Candidate, successors};
use crate::lock::{self, Lock, OperationKey, Service};
use crate::names::{Words, tag_words};
use crate::parse::{Document, Operation};

/// The operations and services of a lock.
#[derive(Debug, Default)]
pub(crate) struct Operations<'l> {
    lock: Option<&'l Lock>,
    /// By method and path as the document writes them.
    by_place: BTreeMap<(String, String), &'l lock::Operation>,
}

impl<'l> Operations<'l> {
    /// Finds each operation of `document` in `lock`.
    pub(crate) fn of(lock: Option<&'l Lock>, document: &Document) -> Self {
        let Some(locked) = lock else { return Self::default() };
        let mut by_place = BTreeMap::new();
        let keys: Vec<(&Operation, OperationKey)> = document
            .operations
            .iter()
            .map(|object| (object, OperationKey { path: template(object).0, method: object.method.clone() }))
            .collect();
        let present: BTreeSet<&OperationKey> = keys.iter().map(|(_, key)| key).collect();
        // Existing operations come before removed ones.
        for surface in [&locked.surface, &locked.gone] {
            let waiting = keys.iter().filter(|(object, _)| !by_place.contains_key(&place(object)));
            let (objects, new): (Vec<_>, Vec<_>) =
                waiting.map(|(object, key)| (*object, Candidate { key, id: id(object) })).unzip();
            // An operation at its old place keeps its own name.
            let is_free = |key: &OperationKey| !present.contains(key) || new.iter().any(|it| it.key == key);
            let old = surface.operations.iter().filter(|(key, _)| is_free(key));
            let old: Vec<_> = old.map(|(key, operation)| Candidate { key, id: Some(&operation.id) }).collect();
            let found = successors(&old, &new);
            for (object, candidate) in objects.into_iter().zip(&new) {
                if let Some(operation) = found.get(candidate.key).and_then(|key| surface.operations.get(*key)) {
                    by_place.insert(place(object), operation);
                }
            }
        }
        Self { lock, by_place }
    }

    /// The operation as it was.
    pub(crate) fn get(&self, object: &Operation) -> Option<&'l lock::Operation> {
        self.by_place.get(&(object.method.clone(), object.path.clone())).copied()
    }

    /// The service whose method on the client is `method`, with its tag.
    pub(crate) fn service_of_method(&self, method: &str) -> Option<(&'l str, &'l Service)> {
        self.services().find(|(_, service)| service.method == method)
    }

    /// The service of a tag.
    pub(crate) fn service_of_tag(&self, tag: &Words) -> Option<(&'l str, &'l Service)> {
        self.services().find(|(other, _)| tag_words(other) == *tag)
    }

    fn services(&self) -> impl Iterator<Item = (&'l str, &'l Service)> + use<'l> {
        let surfaces = self.lock.into_iter().flat_map(|lock| [&lock.surface, &lock.gone]);
        surfaces.flat_map(|surface| &surface.services).map(|(tag, service)| (tag.as_str(), service))
    }
}

/// The method and path as the document writes them.
fn place(object: &Operation) -> (String, String) {
    (object.method.clone(), object.path.clone())
}

fn id(object: &Operation) -> Option<&str> {
    object.id.as_deref()
}
