//! The definitions of all types, with the names of their parts. What the lock has keeps its name.

mod enums;
mod structs;
mod unions;

use std::collections::BTreeMap;

use self::structs::Travel;
use super::drafts::{Draft, DraftKind, Drafts};
use super::lexicon::Lexicon;
use super::locked::TypeNames;
use super::naming::given::Parts;
use super::naming::renames::Renames;
use super::naming::types::Names;
use crate::api::{Type, TypeDefinition, TypeId, TypeKind};
use crate::lock;
use crate::names::{Scope, Words};

/// What a struct is that `anyOf` makes, where the document says nothing of it.
const OF_ALTERNATIVES: &str =
    "A value can match several alternatives at once: these are the properties of all of them.";

/// The definitions, sorted by name, and the id of each draft among them.
pub(crate) fn define(
    drafts: &Drafts,
    names: &Names,
    locked: &TypeNames<'_>,
    renames: &Renames<'_>,
    lexicon: &Lexicon<'_>,
    drops_unknown: bool,
) -> (Vec<TypeDefinition>, BTreeMap<TypeId, TypeId>) {
    let ids: BTreeMap<TypeId, TypeId> =
        names.order.iter().enumerate().map(|(index, id)| (*id, TypeId(index))).collect();
    let mut modules = Scope::with_reserved(&["mod"]);
    let mut definitions = Vec::new();
    for id in &names.order {
        let Some(draft) = drafts.get(*id) else { continue };
        let name = names.name(*id).unwrap_or_default().to_owned();
        // From the name itself: `Foo2` has the module `foo2` whether or not the digit is a word.
        let words = names.words(*id).filter(|words| words.upper_camel() == name).cloned();
        let module = modules.claim_module(&words.unwrap_or_else(|| Words::of(&name)));
        let before = locked.get(*id).map(|(_, definition)| &definition.kind);
        let is_two_way = draft.usage.sent && draft.usage.received;
        let travel = Travel { is_two_way, keeps_unknown: is_two_way && !drops_unknown };
        let parts = Parts { renames, meant: names.meant(*id), lexicon };
        let kind = kind(*id, draft, names, &ids, before, travel, &parts);
        let mut documentation = draft.documentation.clone();
        if matches!(&draft.kind, DraftKind::Struct(object) if object.is_of_alternatives) {
            documentation.description.get_or_insert_with(|| OF_ALTERNATIVES.to_owned());
        }
        // A title that is the name says nothing more.
        let repeats = |title: &String| Words::of(title).upper_camel() == name;
        documentation.summary = documentation.summary.filter(|title| !repeats(title));
        definitions.push(TypeDefinition { name, module, documentation, usage: draft.usage, kind });
    }
    (definitions, ids)
}

/// `ty` with ids of definitions in place of drafts'.
pub(crate) fn renumber(ty: &Type, ids: &BTreeMap<TypeId, TypeId>) -> Type {
    super::drafts::replace_named(ty, &mut |id| ids.get(&id).map_or(Type::Any, |id| Type::Named(*id)))
}

fn kind(
    id: TypeId,
    draft: &Draft,
    names: &Names,
    ids: &BTreeMap<TypeId, TypeId>,
    before: Option<&lock::TypeKind>,
    travel: Travel,
    parts: &Parts<'_, '_>,
) -> TypeKind {
    match &draft.kind {
        DraftKind::Struct(object) => {
            TypeKind::Struct(structs::define(object, ids, before.and_then(as_struct), travel, parts))
        }
        DraftKind::Enum(values) => TypeKind::Enum(enums::define(values, before.and_then(as_enum), parts)),
        DraftKind::Union(union) => {
            TypeKind::Union(unions::define(id, union, names, ids, before.and_then(as_union), parts))
        }
        DraftKind::Alias(ty) | DraftKind::Newtype(ty) => TypeKind::Newtype(renumber(ty, ids)),
    }
}

fn as_struct(kind: &lock::TypeKind) -> Option<&lock::Struct> {
    match kind {
        lock::TypeKind::Struct(structure) => Some(structure),
        _ => None,
    }
}

fn as_enum(kind: &lock::TypeKind) -> Option<&lock::Enum> {
    match kind {
        lock::TypeKind::Enum(values) => Some(values),
        _ => None,
    }
}

fn as_union(kind: &lock::TypeKind) -> Option<&lock::Union> {
    match kind {
        lock::TypeKind::Union(union) => Some(union),
        _ => None,
    }
}

/// How often each name occurs.
fn counts(names: &[String]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name.as_str()).or_default() += 1;
    }
    counts
}

/// The characters of a text without words, by their numbers.
///
/// Unlike its place among others, that doesn't change when another is added before it.
fn spelt_out(text: &str) -> Vec<String> {
    const MOST: usize = 8;
    if text.is_empty() {
        return vec!["empty".to_owned()];
    }
    text.chars().take(MOST).map(|character| format!("u{:04x}", u32::from(character))).collect()
}

/// The variant for everything else, which was called `before`.
fn unknown(scope: &mut Scope, before: Option<&str>) -> String {
    if let Some(before) = before.filter(|name| !name.is_empty() && scope.take(name)) {
        return before.to_owned();
    }
    scope.claim(&["Unknown".to_owned(), "Unlisted".to_owned(), "UnknownValue".to_owned()])
}
