//! Unions.

use std::collections::BTreeMap;

use super::{renumber, unknown};
use crate::api::{Type, TypeId, Union, UnionVariant};
use crate::lock::{self, RustType};
use crate::lower::drafts::{DraftMember, DraftUnion};
use crate::lower::naming::given::{GivenNames, Parts};
use crate::lower::naming::types::Names;
use crate::names::{Scope, Words, keep_order};
use crate::rules::RenameKind;

/// Names the variants of the union `id`, which was `before`.
pub(super) fn define(
    id: TypeId,
    union: &DraftUnion,
    names: &Names,
    ids: &BTreeMap<TypeId, TypeId>,
    before: Option<&lock::Union>,
    parts: &Parts<'_, '_>,
) -> Union {
    let own = names.words(id);
    let arrays = union.members.iter().filter(|member| matches!(member.ty, Type::Array(_))).count();
    let maps = union.members.iter().filter(|member| matches!(member.ty, Type::Map(_) | Type::Object)).count();
    let words: Vec<Words> = union
        .members
        .iter()
        .map(|member| {
            called(member, own).unwrap_or_else(|| match &member.ty {
                Type::Array(_) if arrays == 1 => Words::of("array"),
                Type::Map(_) if maps == 1 => Words::of("map"),
                ty => member_words(ty, names),
            })
        })
        .collect();
    let named_ones: Vec<&Words> = words
        .iter()
        .zip(&union.members)
        .filter(|(_, member)| is_definition(&member.ty))
        .map(|(words, _)| words)
        .collect();
    let (start, end) = common_affixes(&named_ones);
    let name = |id: TypeId| names.name(id).unwrap_or_default().to_owned();
    // Several variants can hold one type.
    let variant_before = |member: &DraftMember| {
        let ty = RustType::of(&member.ty, &name).unboxed();
        let holds_it = |variant: &&lock::UnionVariant| variant.ty.unboxed() == ty;
        let has_a_tag = |variant: &&lock::UnionVariant| variant.tags.iter().any(|tag| member.tags.contains(tag));
        let mut variants = before?.variants.iter().filter(holds_it);
        variants.clone().find(has_a_tag).or_else(|| variants.next()).map(|variant| variant.name.clone())
    };
    let mut scope = Scope::default();
    // A variant goes by its tags, or by the type that it holds.
    let wire = |member: &DraftMember| {
        member.tags.iter().cloned().chain([member_words(&member.ty, names).upper_camel()]).collect()
    };
    let GivenNames { names: given, rules } =
        parts.names(RenameKind::Variant, &union.members, &mut scope, wire, variant_before);
    let unknown = before.map(|before| unknown(&mut scope, Some(&before.unknown)));
    let mut variants: Vec<UnionVariant> = union
        .members
        .iter()
        .zip(&words)
        .zip(given)
        .map(|((member, words), given)| {
            let short = if is_definition(&member.ty) { words.without(start, end) } else { words.clone() };
            // `Shape::Circle`, not `Shape::ShapeCircle`.
            let short = own.and_then(|own| after(own, &short)).unwrap_or(short);
            UnionVariant {
                name: given.unwrap_or_else(|| {
                    parts.would_be(Some(&short.upper_camel()), &rules);
                    scope.claim_camel(&[short, words.clone()])
                }),
                ty: renumber(&member.ty, ids),
                tags: member.tags.clone(),
                documentation: member.documentation.clone(),
            }
        })
        .collect();
    let discriminator = union.discriminator.as_ref().map(|discriminator| discriminator.property.clone());
    let unknown = unknown.unwrap_or_else(|| super::unknown(&mut scope, None));
    // A value is read as the first of several variants that fit it equally well.
    keep_order(&mut variants, |variant| before?.variants.iter().position(|before| before.name == variant.name));
    Union { variants, discriminator, unknown }
}

/// What the document calls a member in another way than its type: by an alias, by the name of what has no type of its
/// own, or as a base of other members.
fn called(member: &DraftMember, own: Option<&Words>) -> Option<Words> {
    let component = member.component.as_deref().map(Words::of);
    if member.is_base {
        return component.filter(|name| Some(name) != own);
    }
    let implied = member.implied.as_deref().map(Words::of).filter(|name| !name.is_empty())?;
    let is_plain = matches!(member.ty, Type::Object | Type::Map(_));
    (is_plain || component.is_some_and(|component| component != implied)).then_some(implied)
}

/// What follows in `words` after the name of the union itself, if that can be a name.
fn after(own: &Words, words: &Words) -> Option<Words> {
    let length = own.list().len();
    let rest = words.list().strip_prefix(own.list())?;
    let begins = rest.first()?.starts_with(|it: char| !it.is_numeric());
    begins.then(|| words.without(length, 0))
}

/// Whether a member of a union is a type with a definition of its own.
fn is_definition(ty: &Type) -> bool {
    match ty {
        Type::Named(_) => true,
        Type::Boxed(inner) => is_definition(inner),
        _ => false,
    }
}

/// What a member of a union is called.
fn member_words(ty: &Type, names: &Names) -> Words {
    let word = match ty {
        Type::Boolean => "boolean",
        Type::I32 | Type::I64 | Type::U64 => "integer",
        Type::F64 | Type::Number | Type::Decimal | Type::CustomNumber(_) => "number",
        Type::String | Type::Custom(_) => "string",
        Type::Uuid => "uuid",
        Type::DateTime => "date time",
        Type::Date => "date",
        Type::Bytes => "bytes",
        Type::Any => "any",
        Type::Object => "object",
        Type::JsonPatch => "json patch",
        Type::Array(inner) => match inner.named() {
            Some(_) => return member_words(inner, names).with("array"),
            None => "array",
        },
        Type::Map(inner) => match inner.named() {
            Some(_) => return member_words(inner, names).with("map"),
            None => "map",
        },
        Type::Nullable(inner) | Type::Boxed(inner) => return member_words(inner, names),
        Type::Named(id) => return names.words(*id).cloned().unwrap_or_default(),
    };
    Words::of(word)
}

/// How many words all names share at the start and at the end, as far as names remain without them.
fn common_affixes(names: &[&Words]) -> (usize, usize) {
    let Some(first) = names.first().filter(|_| names.len() > 1) else { return (0, 0) };
    let shortest = names.iter().map(|words| words.list().len()).min().unwrap_or_default();
    let same = |place: &dyn Fn(&Words) -> Option<String>| names.iter().all(|words| place(words) == place(first));
    let start = (0..shortest).take_while(|at| same(&|words| words.list().get(*at).cloned())).count();
    let end = (0..shortest).take_while(|at| same(&|words| words.list().iter().rev().nth(*at).cloned())).count();
    let fits = |start: usize, end: usize| {
        names.iter().all(|words| {
            let rest = words.without(start, end);
            let begins = rest.list().first().is_some_and(|word| word.starts_with(|it: char| !it.is_numeric()));
            words.list().len() > start + end && begins
        })
    };
    match () {
        () if fits(start, end) => (start, end),
        () if fits(start, 0) => (start, 0),
        () if fits(0, end) => (0, end),
        () => (0, 0),
    }
}
