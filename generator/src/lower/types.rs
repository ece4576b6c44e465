//! The definitions of all types, with every name given.

use std::collections::BTreeMap;

use super::draft::{Draft, DraftField, DraftKind, DraftStruct, DraftUnion, DraftValue, Drafts, Origin, named};
use super::merge::Merged;
use super::naming::{Scope, Words, identifier};
use crate::api::{
    Enum, EnumVariant, Field, Literal, Presence, Struct, Type, TypeDefinition, TypeId, TypeKind, Union, UnionVariant,
};

/// Methods and functions that every struct has, or that its setters would hide.
const STRUCT_METHODS: &[&str] = &["clone", "default", "eq", "fmt", "ne", "new"];

/// What a struct is that `anyOf` makes, where the document says nothing of it.
const OF_ALTERNATIVES: &str =
    "A value can match several alternatives at once: these are the properties of all of them.";

/// The draft ids in the order in which names are given, with the words of each name.
pub(crate) struct Names {
    pub(crate) order: Vec<TypeId>,
    words: BTreeMap<TypeId, (Words, String)>,
}

/// Names the drafts that stand for others and are used, the most trustworthy names first.
pub(crate) fn name(drafts: &Drafts, merged: &Merged, used: &[TypeId]) -> Names {
    let mut order: Vec<(Origin, Vec<Words>, String, TypeId)> = used
        .iter()
        .filter_map(|id| drafts.get(*id).map(|draft| (*id, draft)))
        .map(|(id, draft)| (draft.origin, candidates(drafts, merged, draft, id), draft.pointer.clone(), id))
        .collect();
    order.sort();
    let mut scope = Scope::default();
    let mut names = Names { order: Vec::new(), words: BTreeMap::new() };
    for (_, candidates, _, id) in order {
        let name = scope.claim_camel(&candidates);
        let words = candidates.iter().find(|words| words.upper_camel() == name).cloned();
        names.words.insert(id, (words.unwrap_or_else(|| Words::of(&name)), name));
        names.order.push(id);
    }
    let mut order = std::mem::take(&mut names.order);
    order.sort_by(|one, other| names.name(*one).cmp(&names.name(*other)));
    names.order = order;
    names
}

impl Names {
    fn name(&self, id: TypeId) -> Option<&str> {
        self.words.get(&id).map(|(_, name)| name.as_str())
    }

    fn words(&self, id: TypeId) -> Option<&Words> {
        self.words.get(&id).map(|(words, _)| words)
    }
}

/// The names that fit a draft, the best first.
fn candidates(drafts: &Drafts, merged: &Merged, draft: &Draft, id: TypeId) -> Vec<Words> {
    let mut names: Vec<Words> = Vec::new();
    let members: Vec<&Draft> =
        merged.members.get(&id).into_iter().flatten().filter_map(|member| drafts.get(*member)).collect();
    // Untitled types of several places are named by what their names have in common.
    if draft.origin == Origin::Context && members.len() > 1 {
        let all: Vec<&Words> = members.iter().filter_map(|member| member.names.first()).collect();
        names.extend(common_end(&all));
    }
    names.extend(draft.names.iter().cloned());
    names.extend(members.iter().flat_map(|member| member.names.iter().cloned()));
    names.retain(|words| !words.is_empty());
    if names.is_empty() {
        names.push(Words::of("value"));
    }
    names
}

/// The words at the end of all names, where they say more than what kind of thing it is.
fn common_end(names: &[&Words]) -> Option<Words> {
    let first = names.first()?;
    let length = first.list().len();
    let common = (0..length)
        .take_while(|back| {
            let word = |words: &Words| words.list().iter().rev().nth(*back).cloned();
            names.iter().all(|other| word(other) == word(first))
        })
        .count();
    let words = first.without(length - common, 0);
    let vague = ["item", "value", "type", "response", "request", "data", "object", "result", "body", "list", "info"];
    let says_nothing = words.list().len() <= 1 && words.list().iter().all(|word| vague.contains(&word.as_str()));
    (common > 0 && !says_nothing && !words.list().first()?.starts_with(|it: char| it.is_numeric())).then_some(words)
}

/// The definitions, sorted by name, and the id of each draft among them.
pub(crate) fn define(drafts: &Drafts, names: &Names) -> (Vec<TypeDefinition>, BTreeMap<TypeId, TypeId>) {
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
        let kind = kind(*id, draft, names, &ids);
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
    super::draft::replace_named(ty, &mut |id| ids.get(&id).map_or(Type::Any, |id| Type::Named(*id)))
}

fn kind(id: TypeId, draft: &Draft, names: &Names, ids: &BTreeMap<TypeId, TypeId>) -> TypeKind {
    match &draft.kind {
        DraftKind::Struct(object) => TypeKind::Struct(structure(object, ids)),
        DraftKind::Enum(values) => TypeKind::Enum(enumeration(values)),
        DraftKind::Union(union) => TypeKind::Union(self::union(names.words(id), union, names, ids)),
        DraftKind::Alias(ty) | DraftKind::Newtype(ty) => TypeKind::Newtype(renumber(ty, ids)),
    }
}

fn structure(object: &DraftStruct, ids: &BTreeMap<TypeId, TypeId>) -> Struct {
    let mut scope = Scope::with_reserved(STRUCT_METHODS);
    let stems = field_stems(&object.fields, &mut scope);
    let fields = object
        .fields
        .iter()
        .zip(stems)
        .map(|(field, (stem, setter_stem))| Field {
            name: identifier(&stem),
            setter_stem,
            wire_name: field.wire_name.clone(),
            ty: renumber(&field.ty, ids),
            presence: field.presence,
            deprecated: field.deprecated,
            documentation: field.documentation.clone(),
        })
        .collect();
    let additional_properties = object.additional.as_ref().map(|ty| {
        let candidates = ["additional_properties".to_owned(), "other_properties".to_owned()];
        (scope.claim(&candidates), renumber(ty, ids))
    });
    Struct { fields, additional_properties }
}

/// The name of each field without `r#`, and the stem of the names of its setters.
fn field_stems(fields: &[DraftField], scope: &mut Scope) -> Vec<(String, String)> {
    let plain: Vec<String> = fields.iter().map(|field| Words::of(&field.wire_name).snake()).collect();
    let counts = counts(&plain);
    let mut stems: Vec<(String, String)> = Vec::new();
    for (field, name) in fields.iter().zip(&plain) {
        let spelt = Words::with_symbols(&field.wire_name).snake();
        let is_shared = counts.get(name.as_str()).is_some_and(|count| *count > 1);
        // Of several names that only symbols tell apart, such as `@type` and `type`, each keeps its symbols.
        let mut candidates = if is_shared { vec![spelt.clone(), name.clone()] } else { vec![name.clone(), spelt] };
        candidates.retain(|name| !name.is_empty());
        if let Some(first) = candidates.first().filter(|first| STRUCT_METHODS.contains(&first.as_str())).cloned() {
            candidates.push(format!("{first}_"));
        }
        if candidates.is_empty() {
            candidates.push(format!("field_{}", spelt_out(&field.wire_name).join("_")));
        }
        let stem = scope.claim(&candidates);
        stems.push((stem.clone(), stem));
    }
    for (field, (stem, setter)) in fields.iter().zip(&mut stems) {
        // The setter for null has a name of its own beside those of all fields.
        if field.presence == Presence::OptionalNullable {
            let base = stem.trim_end_matches('_');
            let free = |candidate: &String, scope: &mut Scope| scope.take(&format!("{candidate}_null"));
            let candidates = (1_usize..).map(|number| match number {
                1 => base.to_owned(),
                2 => format!("{base}_to"),
                number => format!("{base}_to_{number}"),
            });
            if let Some(found) = candidates.take(1000).find(|candidate| free(candidate, scope)) {
                *setter = found;
            }
        }
    }
    stems
}

/// How often each name occurs.
fn counts(names: &[String]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name.as_str()).or_default() += 1;
    }
    counts
}

fn enumeration(values: &[DraftValue]) -> Enum {
    let text = |value: &DraftValue| match (&value.name, &value.value) {
        (Some(name), _) if !Words::of(name).is_empty() => name.clone(),
        (_, Literal::String(text)) => text.clone(),
        (_, Literal::Integer(number)) => number.to_string(),
    };
    let texts: Vec<String> = values.iter().map(text).collect();
    let plain: Vec<String> = texts.iter().map(|text| Words::of(text).upper_camel()).collect();
    let counts = counts(&plain);
    let mut scope = Scope::default();
    let mut variants = Vec::new();
    for ((value, text), name) in values.iter().zip(&texts).zip(&plain) {
        let is_shared = counts.get(name.as_str()).is_some_and(|count| *count > 1);
        let negative = matches!(value.value, Literal::Integer(number) if number < 0);
        let (plain, spelt) = (Words::of(text), Words::with_symbols(text));
        let mut candidates =
            if is_shared || negative || plain.is_empty() { vec![spelt, plain] } else { vec![plain, spelt] };
        candidates.retain(|words| !words.is_empty());
        if candidates.is_empty() {
            let spelt = spelt_out(text).join(" ");
            candidates.push(Words::of(&if text.is_empty() { spelt } else { format!("value {spelt}") }));
        }
        let documentation = crate::api::Documentation { description: value.description.clone(), ..Default::default() };
        variants.push(EnumVariant { name: scope.claim_camel(&candidates), value: value.value.clone(), documentation });
    }
    Enum { variants, unknown: unknown(&mut scope) }
}

/// The characters of a text in which there is no word, by their numbers.
///
/// Unlike its place among others, that doesn't change when another is added before it.
fn spelt_out(text: &str) -> Vec<String> {
    const MOST: usize = 8;
    if text.is_empty() {
        return vec!["empty".to_owned()];
    }
    text.chars().take(MOST).map(|character| format!("u{:04x}", u32::from(character))).collect()
}

/// The variant for everything else.
fn unknown(scope: &mut Scope) -> String {
    scope.claim(&["Unknown".to_owned(), "Unlisted".to_owned(), "UnknownValue".to_owned()])
}

fn union(own: Option<&Words>, union: &DraftUnion, names: &Names, ids: &BTreeMap<TypeId, TypeId>) -> Union {
    let arrays = union.members.iter().filter(|member| matches!(member.ty, Type::Array(_))).count();
    let maps = union.members.iter().filter(|member| matches!(member.ty, Type::Map(_) | Type::Object)).count();
    let words: Vec<Words> = union
        .members
        .iter()
        .map(|member| match &member.ty {
            Type::Array(_) if arrays == 1 => Words::of("array"),
            Type::Map(_) if maps == 1 => Words::of("map"),
            ty => member_words(ty, names),
        })
        .collect();
    let named_ones: Vec<&Words> = words
        .iter()
        .zip(&union.members)
        .filter(|(_, member)| is_definition(&member.ty))
        .map(|(words, _)| words)
        .collect();
    let (start, end) = common_affixes(&named_ones);
    let mut scope = Scope::default();
    let variants = union
        .members
        .iter()
        .zip(&words)
        .map(|(member, words)| {
            let short = if is_definition(&member.ty) { words.without(start, end) } else { words.clone() };
            // `Shape::Circle`, not `Shape::ShapeCircle`.
            let short = own.and_then(|own| after(own, &short)).unwrap_or(short);
            UnionVariant {
                name: scope.claim_camel(&[short, words.clone()]),
                ty: renumber(&member.ty, ids),
                tags: member.tags.clone(),
                documentation: member.documentation.clone(),
            }
        })
        .collect();
    let discriminator = union.discriminator.as_ref().map(|discriminator| discriminator.property.clone());
    Union { variants, discriminator, unknown: unknown(&mut scope) }
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
        Type::F64 | Type::Number => "number",
        Type::String | Type::Custom(_) => "string",
        Type::Uuid => "uuid",
        Type::DateTime => "date time",
        Type::Date => "date",
        Type::Bytes => "bytes",
        Type::Any => "any",
        Type::Object => "object",
        Type::JsonPatch => "json patch",
        Type::Array(inner) => match named(inner) {
            Some(_) => return member_words(inner, names).with("array"),
            None => "array",
        },
        Type::Map(inner) => match named(inner) {
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
