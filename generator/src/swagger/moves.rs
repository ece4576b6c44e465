//! Which part of the Swagger document each part of the converted one comes from.

use std::collections::BTreeMap;

use crate::diagnostic::{Place, Places};
use crate::pointer;

/// A part of the document, by its pointer before and behind this step.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) from: String,
    pub(super) to: String,
}

impl Spot {
    pub(super) fn new(from: &str, to: &str) -> Self {
        Self { from: from.to_owned(), to: to.to_owned() }
    }

    /// The child under `key`, which it has in both.
    pub(super) fn child(&self, key: &str) -> Self {
        let key = pointer::join([key]);
        Self { from: format!("{}{key}", self.from), to: format!("{}{key}", self.to) }
    }

    /// The same part of the Swagger document, further down in the converted one.
    pub(super) fn below<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Self {
        Self { from: self.from.clone(), to: format!("{}{}", self.to, pointer::join(keys)) }
    }
}

/// All parts that were moved.
#[derive(Debug, Default)]
pub(super) struct Moves {
    by_target: Vec<(String, String)>,
    by_source: BTreeMap<String, String>,
}

impl Moves {
    /// Records a part. Of several copies references lead to the first.
    pub(super) fn add(&mut self, spot: &Spot) {
        self.by_target.push((spot.to.clone(), spot.from.clone()));
        self.by_source.entry(spot.from.clone()).or_insert_with(|| spot.to.clone());
    }

    /// Records a part of what was made of a part: references lead to the whole.
    pub(super) fn add_inner(&mut self, spot: &Spot) {
        self.by_target.push((spot.to.clone(), spot.from.clone()));
    }

    /// The new place of a part of the Swagger document; `None` if it didn't move.
    pub(super) fn find(&self, pointer: &str) -> Option<String> {
        let mut ancestor = pointer;
        loop {
            if let Some(target) = self.by_source.get(ancestor) {
                return Some(format!("{target}{}", pointer.get(ancestor.len()..).unwrap_or_default()));
            }
            ancestor = ancestor.get(..ancestor.rfind('/')?).unwrap_or_default();
        }
    }

    /// The places in the Swagger document of the parts of the converted one.
    pub(super) fn origins(self, file: &str) -> Places {
        let mut places = Places::default();
        places.insert("", Place::file(file));
        for (to, from) in self.by_target {
            places.insert(to, Place { file: file.to_owned(), pointer: from });
        }
        places
    }
}
