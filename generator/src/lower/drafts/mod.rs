//! Types on their way to the model: before aliases are resolved, equal ones joined, and names given.
//!
//! Within a draft, [`Type::Named`] holds an index into [`Drafts`].

mod merged;
pub(super) mod usage;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value;

use crate::api::{Documentation, Literal, Presence, Type, TypeId, Usage};
use crate::names::{NameOrigin, Words};

pub(crate) use self::merged::Merged;

/// A type that may get a definition.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// The component's key, as the document writes it.
    pub(crate) component: Option<String>,
    /// Names to choose from, the best first.
    pub(crate) names: Vec<Words>,
    pub(crate) origin: NameOrigin,
    /// The name by which equal types are recognised as the same.
    pub(crate) base: Words,
    pub(crate) pointer: String,
    pub(crate) documentation: Documentation,
    /// Whether null is among the values, wherever the type is used.
    pub(crate) nullable: bool,
    pub(crate) kind: DraftKind,
    pub(crate) usage: Usage,
}

/// What a draft is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum DraftKind {
    Struct(DraftStruct),
    Enum(Vec<DraftValue>),
    Union(DraftUnion),
    /// Nothing of its own: used where it is named, unless it contains itself.
    Alias(Type),
    /// An alias that contains itself.
    Newtype(Type),
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct DraftStruct {
    pub(crate) fields: Vec<DraftField>,
    pub(crate) additional: Option<Type>,
    /// Whether `additionalProperties: false` forbids other properties.
    pub(crate) is_closed: bool,
    /// Whether the properties are those of several alternatives, which a value can be at once.
    pub(crate) is_of_alternatives: bool,
}

#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a keyword of the schema, and all combinations occur")]
pub(crate) struct DraftField {
    pub(crate) wire_name: String,
    pub(crate) ty: Type,
    /// Whether the configuration sets the type.
    pub(crate) overridden: bool,
    pub(crate) nullable: bool,
    pub(crate) required: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) deprecated: bool,
    pub(crate) documentation: Documentation,
    /// The components that declare the property; several where `allOf` joins them.
    pub(crate) declared_by: Vec<String>,
    pub(crate) presence: Presence,
    /// The scalars that `enum` lists, as text.
    pub(crate) listed: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DraftValue {
    pub(crate) value: Literal,
    /// What `x-enum-varnames` calls it.
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct DraftUnion {
    pub(crate) members: Vec<DraftMember>,
    pub(crate) discriminator: Option<DraftDiscriminator>,
    /// Whether a member is null.
    pub(crate) nullable: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DraftDiscriminator {
    pub(crate) property: String,
    /// Values of the property with the references or names that they stand for.
    pub(crate) mapping: Vec<(String, String)>,
    /// What all other values stand for, written alike.
    pub(crate) default: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DraftMember {
    pub(crate) ty: Type,
    /// The component that the member refers to.
    pub(crate) component: Option<String>,
    /// The tag where nothing says otherwise.
    pub(crate) implied: Option<String>,
    /// The member's own title.
    pub(crate) title: Option<Words>,
    pub(crate) tags: Vec<String>,
    /// Whether this is the base of the union, which takes the values that fit no other member.
    pub(crate) is_base: bool,
    /// Whether the discriminator leads all values to this member's place that it doesn't know.
    pub(crate) is_default: bool,
    pub(crate) documentation: Documentation,
}

/// All drafts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Drafts(pub(crate) Vec<Draft>);

impl Drafts {
    pub(crate) fn push(&mut self, draft: Draft) -> TypeId {
        self.0.push(draft);
        TypeId(self.0.len() - 1)
    }

    pub(crate) fn get(&self, id: TypeId) -> Option<&Draft> {
        self.0.get(id.0)
    }

    pub(crate) fn get_mut(&mut self, id: TypeId) -> Option<&mut Draft> {
        self.0.get_mut(id.0)
    }

    /// The names that the document has for a draft.
    pub(crate) fn names_in_document(&self, id: TypeId) -> Vec<String> {
        let Some(draft) = self.get(id) else { return Vec::new() };
        draft.component.iter().cloned().chain(draft.names.iter().map(Words::upper_camel)).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

impl DraftKind {
    /// The types within, in order.
    pub(crate) fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct(object) => object.fields.iter().map(|field| &field.ty).chain(&object.additional).collect(),
            Self::Enum(_) => Vec::new(),
            Self::Union(union) => union.members.iter().map(|member| &member.ty).collect(),
            Self::Alias(ty) | Self::Newtype(ty) => vec![ty],
        }
    }

    /// The types within, in order, to be changed.
    pub(crate) fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct(object) => {
                object.fields.iter_mut().map(|field| &mut field.ty).chain(&mut object.additional).collect()
            }
            Self::Enum(_) => Vec::new(),
            Self::Union(union) => union.members.iter_mut().map(|member| &mut member.ty).collect(),
            Self::Alias(ty) | Self::Newtype(ty) => vec![ty],
        }
    }
}

/// `ty` with its named type replaced.
pub(crate) fn replace_named(ty: &Type, replace: &mut impl FnMut(TypeId) -> Type) -> Type {
    match ty {
        Type::Named(id) => replace(*id),
        Type::Array(inner) => Type::Array(Box::new(replace_named(inner, replace))),
        Type::Map(inner) => map_of(replace_named(inner, replace)),
        Type::Nullable(inner) => nullable(replace_named(inner, replace)),
        Type::Boxed(inner) => Type::Boxed(Box::new(replace_named(inner, replace))),
        other => other.clone(),
    }
}

/// `ty` or null, once.
pub(crate) fn nullable(ty: Type) -> Type {
    match ty {
        // Any value can be null already.
        Type::Nullable(_) | Type::Any => ty,
        ty => Type::Nullable(Box::new(ty)),
    }
}

/// `ty` without null, and whether null was there.
pub(crate) fn split_nullable(ty: Type) -> (Type, bool) {
    match ty {
        Type::Nullable(inner) => (*inner, true),
        ty => (ty, false),
    }
}

/// A map to `ty`, which is a plain object where any value goes.
pub(crate) fn map_of(ty: Type) -> Type {
    match ty {
        Type::Any => Type::Object,
        ty => Type::Map(Box::new(ty)),
    }
}

/// JSON text in its compact form.
pub(crate) fn json_text(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The first place of each type in a list. Lists of hundreds of members mostly hold named types.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    named: BTreeMap<TypeId, usize>,
    others: Vec<(Type, usize)>,
}

impl Positions {
    /// The place of `ty`; `None` if it has none yet, and then its place is `position`.
    pub(crate) fn find_or_add(&mut self, ty: &Type, position: usize) -> Option<usize> {
        if let Type::Named(id) = ty {
            return match self.named.entry(*id) {
                Entry::Occupied(found) => Some(*found.get()),
                Entry::Vacant(free) => {
                    free.insert(position);
                    None
                }
            };
        }
        let found = self.others.iter().find(|(other, _)| other == ty).map(|(_, position)| *position);
        if found.is_none() {
            self.others.push((ty.clone(), position));
        }
        found
    }
}
