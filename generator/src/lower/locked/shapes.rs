//! What types of the lock and drafts look like.

use std::collections::{BTreeMap, HashMap};

use crate::api::{Literal, Presence, Type, TypeId};
use crate::lock::{RustType, TypeDefinition, TypeKind};
use crate::lower::drafts::usage::is_used;
use crate::lower::drafts::{Draft, DraftKind, Drafts};
use crate::partition;

/// The types of a lock, by number.
pub(super) type LockedTypes<'l> = [(&'l str, &'l TypeDefinition)];

/// The shapes of types of the lock, and of drafts.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    locked: Vec<Shape>,
    drafts: Vec<Option<Shape>>,
}

/// The number of what a type looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Of its own parts, whatever the types in them look like.
    pub(super) shallow: usize,
    /// Of the types in its parts, too.
    pub(super) deep: usize,
}

/// Replaces the name of a type.
const PLACEHOLDER: &str = "_";

/// What a type looks like, with a placeholder for each named type, and those in order.
struct Content<N> {
    skeleton: String,
    named: Vec<N>,
}

impl Shapes {
    /// Compares the types of a lock and the drafts that are used.
    pub(super) fn of(locked: &LockedTypes<'_>, drafts: &Drafts) -> Self {
        let by_name: BTreeMap<&str, usize> =
            locked.iter().enumerate().map(|(index, (name, _))| (*name, index)).collect();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut number = |skeleton: String| {
            let next = numbers.len();
            *numbers.entry(skeleton).or_insert(next)
        };
        let (mut labels, mut successors) = (Vec::new(), Vec::new());
        for (_, definition) in locked {
            let content = of_definition(definition);
            labels.push(number(content.skeleton));
            successors.push(content.named.iter().filter_map(|name| by_name.get(name.as_str()).copied()).collect());
        }
        for (index, draft) in drafts.0.iter().enumerate() {
            let content = is_used(draft.usage).then(|| of_draft(draft));
            let content = content.unwrap_or_else(|| Content { skeleton: format!("unused {index}"), named: Vec::new() });
            labels.push(number(content.skeleton));
            successors.push(content.named.iter().map(|id| locked.len() + id.0).collect::<Vec<usize>>());
        }
        let deep = partition::coarsest(&labels, &successors);
        let mut shapes = labels.into_iter().zip(deep).map(|(shallow, deep)| Shape { shallow, deep });
        let locked: Vec<Shape> = shapes.by_ref().take(locked.len()).collect();
        let is_used = drafts.0.iter().map(|draft| is_used(draft.usage));
        let drafts = shapes.zip(is_used).map(|(shape, is_used)| is_used.then_some(shape)).collect();
        Self { locked, drafts }
    }

    /// The shape of a type of the lock.
    pub(super) fn locked(&self, index: usize) -> Option<Shape> {
        self.locked.get(index).copied()
    }

    /// The shape of a draft, if it is used.
    pub(super) fn draft(&self, id: TypeId) -> Option<Shape> {
        self.drafts.get(id.0).copied().flatten()
    }

    /// All shapes of the lock, in order.
    pub(super) fn all_locked(&self) -> impl Iterator<Item = (usize, Shape)> + '_ {
        self.locked.iter().copied().enumerate()
    }
}

fn is_required(presence: Presence) -> bool {
    matches!(presence, Presence::Required | Presence::RequiredNullable)
}

fn of_definition(definition: &TypeDefinition) -> Content<String> {
    let mut named = Vec::new();
    let mut text = |ty: &RustType| {
        named.extend(ty.named().map(str::to_owned));
        ty.unboxed().with_name(PLACEHOLDER).0
    };
    let skeleton = match &definition.kind {
        TypeKind::Struct(structure) => {
            let fields = structure.fields.iter();
            let fields: Vec<_> = fields.map(|(wire_name, it)| field(wire_name, it.presence, &text(&it.ty))).collect();
            let additional = structure.additional_properties.as_ref().map(|(_, ty)| text(ty));
            self::structure(&fields, additional.as_deref())
        }
        TypeKind::Enum(values) => enumeration(values.is_integer, values.variants.keys().cloned().collect()),
        TypeKind::Union(union) => {
            let members = union.variants.iter().map(|variant| member(&text(&variant.ty), &variant.tags));
            self::union(&members.collect::<Vec<_>>(), union.discriminator.as_deref())
        }
        TypeKind::Newtype(ty) => format!("newtype {}", text(ty)),
    };
    Content { skeleton, named }
}

fn of_draft(draft: &Draft) -> Content<TypeId> {
    let mut ids = Vec::new();
    let mut text = |ty: &Type| {
        ids.extend(ty.named());
        RustType::of(ty, &|_| PLACEHOLDER.to_owned()).unboxed().0
    };
    let skeleton = match &draft.kind {
        DraftKind::Struct(object) => {
            let mut fields: Vec<_> = object.fields.iter().collect();
            fields.sort_by(|one, other| one.wire_name.cmp(&other.wire_name));
            let fields: Vec<_> = fields.iter().map(|it| field(&it.wire_name, it.presence, &text(&it.ty))).collect();
            structure(&fields, object.additional.as_ref().map(text).as_deref())
        }
        DraftKind::Enum(values) => {
            let text = |literal: &Literal| match literal {
                Literal::String(text) => text.clone(),
                Literal::Integer(number) => number.to_string(),
            };
            let is_integer = values.iter().any(|value| matches!(value.value, Literal::Integer(_)));
            enumeration(is_integer, values.iter().map(|value| text(&value.value)).collect())
        }
        DraftKind::Union(union) => {
            let members = union.members.iter().map(|it| member(&text(&it.ty), &it.tags));
            self::union(&members.collect::<Vec<_>>(), union.discriminator.as_ref().map(|it| it.property.as_str()))
        }
        DraftKind::Alias(ty) | DraftKind::Newtype(ty) => format!("newtype {}", text(ty)),
    };
    Content { skeleton, named: ids }
}

fn field(wire_name: &str, presence: Presence, ty: &str) -> String {
    format!("{wire_name:?} {} {ty}", is_required(presence))
}

fn structure(fields: &[String], additional: Option<&str>) -> String {
    format!("struct {fields:?} {additional:?}")
}

fn enumeration(is_integer: bool, mut values: Vec<String>) -> String {
    values.sort();
    format!("enum {is_integer} {values:?}")
}

fn member(ty: &str, tags: &[String]) -> String {
    format!("{ty} {tags:?}")
}

fn union(members: &[String], discriminator: Option<&str>) -> String {
    format!("union {members:?} {discriminator:?}")
}
