//! The payloads of webhooks and callbacks, typed.

use serde_json::{Map, Value};

use super::{OperationObject, Reader};
use crate::lower::report::Report;
use crate::pointer;

/// Types the payloads of a document, each as an operation with a body alone.
pub(super) fn read(
    document: &Value,
    components: Option<&Map<String, Value>>,
    report: &mut Report<'_>,
) -> Vec<OperationObject> {
    let webhooks = document.get("webhooks").and_then(Value::as_object);
    let items = webhooks.into_iter().flatten().filter_map(|(name, item)| Some((name, item.as_object()?)));
    let mut payloads = Vec::new();
    for (name, item) in items {
        let pointer = format!("/webhooks/{}", pointer::escape(name));
        payloads.extend(Reader { components, report: &mut *report }.path(name, &pointer, item.clone()));
    }
    payloads
}
