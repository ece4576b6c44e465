//! The text of a reference.

use serde_json::{Map, Value};

use super::context::Context;
use crate::pointer;

/// Where a document keeps the parts that it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Below `components`.
    OpenApi,
    /// In Swagger 2 at the top: `definitions`, `parameters` and `responses`.
    Swagger,
}

impl Layout {
    pub(super) fn of(document: &Value) -> Self {
        if crate::read::version::is_swagger(document) { Self::Swagger } else { Self::OpenApi }
    }

    /// The kind of object at [`Self::root`].
    pub(super) fn root_context(self) -> Context {
        if self == Self::Swagger { Context::Document } else { Context::Components }
    }

    /// The pointer of the object that holds all sections.
    pub(super) fn root(self) -> &'static str {
        if self == Self::Swagger { "" } else { "/components" }
    }

    /// The key of the section that a value can be moved to, below [`Self::root`].
    pub(super) fn section(self, context: Context) -> Option<&'static str> {
        match (self, context.section()?) {
            (Self::Swagger, "schemas") => Some("definitions"),
            (Self::Swagger, "securitySchemes") => Some("securityDefinitions"),
            (Self::OpenApi, section) | (Self::Swagger, section @ ("parameters" | "responses")) => Some(section),
            (Self::Swagger, _) => None,
        }
    }

    /// The section of that key, made if there is none.
    pub(super) fn entries<'a>(self, document: &'a mut Value, section: &str) -> Option<&'a mut Map<String, Value>> {
        let root = if self == Self::Swagger { document.as_object_mut() } else { object(document, "components") };
        root?.entry(section).or_insert_with(|| Value::Object(Map::new())).as_object_mut()
    }

    /// The reference to `name` in a section.
    pub(super) fn reference(self, section: &str, name: &str) -> String {
        format!("#{}/{section}/{}", self.root(), pointer::escape(name))
    }
}

/// The object under a key, made if there is none.
fn object<'a>(value: &'a mut Value, key: &str) -> Option<&'a mut Map<String, Value>> {
    value.as_object_mut()?.entry(key).or_insert_with(|| Value::Object(Map::new())).as_object_mut()
}

/// Whether a reference names a host or a scheme, rather than a file.
pub(super) fn is_url(path: &str) -> bool {
    path.starts_with("//")
        || path.split_once(':').is_some_and(|(scheme, _)| {
            scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character))
        })
}
