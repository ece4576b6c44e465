//! Which operation of the lock an operation of the document is.

use std::collections::{BTreeMap, BTreeSet};

use super::super::document::{Document, OperationObject};
use super::super::parameters::template;
use super::super::services::tag_words;
use crate::lock::{Lock, Operation, OperationKey, Service, Surface};
use crate::naming::Words;

/// The operations and services of a lock.
#[derive(Debug, Default)]
pub(crate) struct Operations<'l> {
    lock: Option<&'l Lock>,
    /// By method and path as the document writes them.
    by_place: BTreeMap<(String, String), &'l Operation>,
}

impl<'l> Operations<'l> {
    /// Finds each operation of `document` in `lock`.
    pub(crate) fn of(lock: Option<&'l Lock>, document: &Document) -> Self {
        let Some(locked) = lock else { return Self::default() };
        let mut by_place = BTreeMap::new();
        let mut taken: BTreeSet<&OperationKey> = BTreeSet::new();
        let keys: Vec<(&OperationObject, OperationKey)> = document
            .operations
            .iter()
            .map(|object| (object, OperationKey { path: template(object).0, method: object.method.clone() }))
            .collect();
        let present: BTreeSet<&OperationKey> = keys.iter().map(|(_, key)| key).collect();
        // What is there goes before what was there once, and the path before the id.
        for surface in [&locked.surface, &locked.gone] {
            let (renamed, moved) = (Renamed::of(surface), Moved::of(surface));
            let finders: [&Finder<'_, 'l>; 3] = [
                &|_, key| surface.operations.get_key_value(key).map(|(key, _)| key),
                &|_, key| renamed.find(key),
                &|object, _| moved.find(object),
            ];
            for find in finders {
                for (object, key) in &keys {
                    let place = (object.method.clone(), object.path.clone());
                    if by_place.contains_key(&place) {
                        continue;
                    }
                    let Some(found) = find(object, key).filter(|found| !taken.contains(found)) else { continue };
                    // One that is still where it was is no other's.
                    let stays = *found != *key && present.contains(found);
                    if let (Some(operation), false) = (surface.operations.get(found), stays) {
                        taken.insert(found);
                        by_place.insert(place, operation);
                    }
                }
            }
        }
        Self { lock, by_place }
    }

    /// The operation as it was.
    pub(crate) fn get(&self, object: &OperationObject) -> Option<&'l Operation> {
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

/// A way to find an operation of a lock.
type Finder<'f, 'l> = dyn Fn(&OperationObject, &OperationKey) -> Option<&'l OperationKey> + 'f;

/// Operations by method and path, whatever the placeholders are called.
struct Renamed<'l>(BTreeMap<(String, String), &'l OperationKey>);

impl<'l> Renamed<'l> {
    fn of(surface: &'l Surface) -> Self {
        Self(surface.operations.keys().map(|key| ((key.method.clone(), without_names(&key.path)), key)).collect())
    }

    fn find(&self, key: &OperationKey) -> Option<&'l OperationKey> {
        self.0.get(&(key.method.clone(), without_names(&key.path))).copied()
    }
}

/// Operations by their ids, as far as those are of one operation alone.
struct Moved<'l>(BTreeMap<&'l str, Vec<&'l OperationKey>>);

impl<'l> Moved<'l> {
    fn of(surface: &'l Surface) -> Self {
        let mut by_id: BTreeMap<&str, Vec<&OperationKey>> = BTreeMap::new();
        for (key, operation) in &surface.operations {
            by_id.entry(&operation.id).or_default().push(key);
        }
        Self(by_id)
    }

    fn find(&self, object: &OperationObject) -> Option<&'l OperationKey> {
        let id = object.fields.get("operationId")?.as_str()?.trim();
        match self.0.get(id)?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}

/// A path template with `{}` for each placeholder.
fn without_names(path: &str) -> String {
    let mut plain = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else { break };
        plain.extend([before, "{}"]);
        rest = after;
    }
    plain + rest
}
