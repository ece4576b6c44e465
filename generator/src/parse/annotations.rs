//! What a schema says of the place where it is used: bounds and annotations.

use serde_json::Value;

use super::constraints::{Constraints, FLAGS, or};
use super::schema::Schema;

/// Keywords of a schema's structure that can be there and say nothing.
const EMPTY: [&str; 2] = ["properties", "required"];

impl Schema {
    /// What the schemas along a chain of references and wrappers say of the place at its start, and whether it can be null.
    pub(crate) fn constraints_along<'s>(chain: impl Iterator<Item = &'s Self>) -> (bool, Constraints) {
        let (mut is_nullable, mut all, mut is_denied) = (false, Constraints::default(), [false; 5]);
        for link in chain {
            is_nullable |= link.nullable;
            all.fill(&link.constraints, is_denied);
            is_denied.iter_mut().zip(FLAGS).for_each(|(denied, key)| *denied |= link.rest.0.contains_key(key));
        }
        (is_nullable, all)
    }

    /// What the schemas along a chain of references and wrappers say of the place at its start; the outermost wins.
    pub(crate) fn annotations<'s>(chain: impl Iterator<Item = &'s Self> + Clone) -> Self {
        let (nullable, constraints) = Self::constraints_along(chain.clone());
        let mut said = Self { is_inferred: true, nullable, constraints, ..Self::default() };
        chain.for_each(|link| said.annotate(link));
        said
    }

    fn annotate(&mut self, other: &Self) {
        self.deprecated |= other.deprecated && !self.rest.0.contains_key("deprecated");
        for (own, other) in [
            (&mut self.title, &other.title),
            (&mut self.description, &other.description),
            (&mut self.external_url, &other.external_url),
        ] {
            or(own, other.clone());
        }
        for (key, own, other) in
            [("default", &mut self.default, &other.default), ("example", &mut self.example, &other.example)]
        {
            or(own, other.clone().filter(|_| !self.rest.0.contains_key(key)));
        }
        for (own, other) in
            [(&mut self.value_names, &other.value_names), (&mut self.value_descriptions, &other.value_descriptions)]
        {
            if own.is_empty() {
                own.clone_from(other);
            }
        }
        for (key, value) in other.rest.0.iter().filter(|(key, _)| !EMPTY.contains(&key.as_str())) {
            self.rest.0.entry(key).or_insert_with(|| value.clone());
        }
    }

    /// Forgets what holds only for the place where a schema is used.
    pub(crate) fn forget_constraints(&mut self) {
        self.nullable = false;
        self.constraints = Constraints::default();
        self.rest.0.retain(|key, _| !FLAGS.contains(&key.as_str()));
    }

    /// Forgets what `component` says, too. The title is a component's name.
    pub(crate) fn forget_annotations_of(&mut self, component: &Self) {
        fn forget<T: PartialEq + Default>(own: &mut T, other: &T) {
            if own == other {
                *own = T::default();
            }
        }
        self.title = None;
        forget(&mut self.description, &component.description);
        forget(&mut self.external_url, &component.external_url);
        forget(&mut self.default, &component.default);
        forget(&mut self.example, &component.example);
        forget(&mut self.deprecated, &component.deprecated);
        forget(&mut self.value_names, &component.value_names);
        forget(&mut self.value_descriptions, &component.value_descriptions);
        let is_repeated = |key: &str, value: &Value| component.rest.0.get(key) == Some(value);
        self.rest.0.retain(|key, value| FLAGS.contains(&key.as_str()) || !is_repeated(key, value));
    }

    /// Whether nothing is said of a place.
    pub(crate) fn annotates_nothing(&self) -> bool {
        self.rest.0.is_empty() && *self == Self { is_inferred: true, ..Self::default() }
    }

    /// The keywords of its structure that are there and say nothing.
    pub(crate) fn empty_keywords(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.rest.0.iter().filter(|(key, _)| EMPTY.contains(&key.as_str()))
    }
}
