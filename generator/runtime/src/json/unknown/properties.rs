//! Properties that the specification doesn't know, kept as they came.

use std::fmt;
use std::sync::LazyLock;

use serde_json::{Map, Value};

/// The properties of an object that its specification doesn't have. They are written back as they were read, so that nothing is lost
/// if you read a value, change it and send it.
///
/// If it is empty, which is the usual case, it takes the space of a pointer.
#[derive(Clone, Default)]
pub struct UnknownProperties(Option<Box<Kept>>);

#[derive(Clone, Default)]
struct Kept {
    properties: Map<String, Value>,
    /// The discriminators of the union that the object lacked.
    absent: Vec<&'static str>,
}

static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

impl UnknownProperties {
    /// The properties, by their names.
    pub fn get(&self) -> &Map<String, Value> {
        self.0.as_ref().map_or(&NONE, |kept| &kept.properties)
    }

    /// The properties, for changes.
    pub fn get_mut(&mut self) -> &mut Map<String, Value> {
        &mut self.kept().properties
    }

    /// The discriminators that must not be added when the object is written.
    pub(crate) fn absent(&self) -> &[&'static str] {
        self.0.as_ref().map_or(&[], |kept| &kept.absent)
    }

    pub(crate) fn set_absent(&mut self, names: Vec<&'static str>) {
        if !names.is_empty() {
            self.kept().absent = names;
        }
    }

    fn kept(&mut self) -> &mut Kept {
        self.0.get_or_insert_default()
    }
}

impl PartialEq for UnknownProperties {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get() && self.absent() == other.absent()
    }
}

impl fmt::Debug for UnknownProperties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.get()).finish()
    }
}
