//! Names that are given before any is chosen.

use super::renames::{Renames, part_names};
use crate::lower::lexicon::Lexicon;
use crate::names::Scope;
use crate::rules::{Rename, RenameKind};

/// The parts of a type as the configuration and the lock see them.
pub(crate) struct Parts<'p, 'r> {
    pub(crate) renames: &'p Renames<'r>,
    /// The names by which the type can be meant.
    pub(crate) meant: &'p [String],
    /// The words that the document uses.
    pub(crate) lexicon: &'p Lexicon<'p>,
}

/// The names of the parts that have one, and the rules that gave some of them.
pub(crate) struct GivenNames<'r> {
    pub(crate) names: Vec<Option<String>>,
    pub(crate) rules: Vec<&'r Rename>,
}

impl<'r> Parts<'_, 'r> {
    /// Takes the names that the configuration gives to `items`, and then those that they had `before`.
    ///
    /// The configuration finds an item under each of the names that `wire` has for it. If a name is taken, that is an error of
    /// the rule that gave it. Without a rule, the item gets a new name.
    pub(crate) fn names<T>(
        &self,
        kind: RenameKind,
        items: &[T],
        scope: &mut Scope,
        wire: impl Fn(&T) -> Vec<String>,
        before: impl Fn(&T) -> Option<String>,
    ) -> GivenNames<'r> {
        let renamed = |item: &T| {
            let names: Vec<String> = wire(item).iter().flat_map(|part| part_names(self.meant, part)).collect();
            self.renames.find(kind, &names)
        };
        let rules: Vec<Option<&'r Rename>> = items.iter().map(renamed).collect();
        let mut take = |name: &str| {
            let is_free = scope.take(name);
            if !is_free {
                self.renames.is_taken(name, rules.iter().copied().flatten());
            }
            is_free
        };
        for rule in rules.iter().flatten() {
            take(&rule.to);
        }
        let name = |(item, rule): (&T, Option<&Rename>)| match rule {
            Some(rule) => Some(rule.to.clone()),
            // Two sides of a merge can have given one name twice.
            None => before(item).filter(|name| take(name)),
        };
        let names = items.iter().zip(rules.iter().copied()).map(name).collect();
        GivenNames { names, rules: rules.into_iter().flatten().collect() }
    }

    /// Takes note that a part would be called `name` if it were not for one of `rules`.
    pub(crate) fn would_be(&self, name: Option<&str>, rules: &[&Rename]) {
        if let Some(name) = name {
            self.renames.is_taken(name, rules.iter().copied());
        }
    }
}
