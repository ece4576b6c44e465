//! Puts aliases in place of their names, and simplifies unions whose members turn out to be one type.

use super::discriminators;
use crate::api::{Literal, Type, TypeId};
use crate::diagnostic::Code;
use crate::lower::drafts::{
    Draft, DraftDiscriminator, DraftKind, DraftMember, DraftUnion, DraftValue, Drafts, Positions, nullable,
    replace_named, split_nullable,
};
use crate::lower::report::Report;
use crate::names::NameOrigin;

/// How many aliases in a row are followed, and how deep arrays of arrays may nest.
const DEEPEST: usize = 64;

#[derive(Clone)]
enum State {
    New,
    Busy,
    Done(Type),
}

struct Resolver<'r, 'p> {
    drafts: &'r mut Drafts,
    states: Vec<State>,
    /// Whether a draft was asked for while it was being resolved.
    recursive: Vec<bool>,
    report: &'r mut Report<'p>,
}

/// Resolves all drafts in place and returns the target of each.
///
/// Afterwards no referenced draft is an alias, and fields have their own nullability.
pub(crate) fn resolve(drafts: &mut Drafts, report: &mut Report<'_>) -> Vec<Type> {
    let count = drafts.len();
    let mut resolver = Resolver { drafts, states: vec![State::New; count], recursive: vec![false; count], report };
    // Resolving can add drafts, which are in order already.
    let targets: Vec<Type> = (0..count).map(|index| resolver.target(TypeId(index), 0)).collect();
    // Nothing is left of what refers only to itself.
    let empty: Vec<bool> = resolver.drafts.0.iter().map(|draft| draft.kind == DraftKind::Newtype(Type::Any)).collect();
    let targets: Vec<Type> = targets
        .iter()
        .map(|ty| {
            let is_empty = |id: TypeId| empty.get(id.0).copied().unwrap_or_default();
            replace_named(ty, &mut |id| if is_empty(id) { Type::Any } else { Type::Named(id) })
        })
        .collect();
    for draft in &mut resolver.drafts.0 {
        for ty in draft.kind.types_mut() {
            *ty = replace(ty, &targets);
        }
        if let DraftKind::Struct(object) = &mut draft.kind {
            for field in &mut object.fields {
                let (ty, is_nullable) = split_nullable(std::mem::replace(&mut field.ty, Type::Any));
                field.ty = ty;
                field.nullable |= is_nullable;
            }
        }
    }
    targets
}

/// `ty` with every name replaced by its target.
pub(crate) fn replace(ty: &Type, targets: &[Type]) -> Type {
    replace_named(ty, &mut |id| targets.get(id.0).cloned().unwrap_or(Type::Named(id)))
}

impl Resolver<'_, '_> {
    fn target(&mut self, id: TypeId, depth: usize) -> Type {
        match self.states.get(id.0) {
            Some(State::Done(ty)) => return ty.clone(),
            Some(State::Busy) => {
                if let Some(flag) = self.recursive.get_mut(id.0) {
                    *flag = true;
                }
                return self.with_null(id, Type::Named(id));
            }
            Some(State::New) => {}
            // Added while resolving, and final from the start.
            None => return Type::Named(id),
        }
        let Some(draft) = self.drafts.get(id) else { return Type::Any };
        let (kind, pointer) = (draft.kind.clone(), draft.pointer.clone());
        if depth > DEEPEST {
            let message = "too many schemas in a row only refer to each other; any value is accepted";
            self.report.warning(Code::TypeTooDeep, &pointer, message);
            return Type::Any;
        }
        self.set(id, State::Busy);
        let ty = match kind {
            DraftKind::Struct(_) | DraftKind::Enum(_) | DraftKind::Newtype(_) => Type::Named(id),
            DraftKind::Alias(ty) => {
                let ty = self.replace(&ty, depth + 1);
                self.alias(id, ty, &pointer)
            }
            DraftKind::Union(union) => match self.union(id, union, depth + 1) {
                Some(ty) => self.alias(id, ty, &pointer),
                None => Type::Named(id),
            },
        };
        let ty = self.with_null(id, ty);
        self.set(id, State::Done(ty.clone()));
        ty
    }

    /// What an alias of `ty` comes to.
    fn alias(&mut self, id: TypeId, ty: Type, pointer: &str) -> Type {
        let is_recursive = self.recursive.get(id.0).copied().unwrap_or_default();
        let (bare, _) = split_nullable(ty.clone());
        let (kind, ty) = if bare == Type::Named(id) {
            // It refers to nothing but itself: *repair* and *unify* leave no such schema behind. Those who already refer
            // to it need a type that exists.
            (DraftKind::Newtype(Type::Any), Type::Any)
        } else if is_recursive {
            (DraftKind::Newtype(ty), Type::Named(id))
        } else {
            (DraftKind::Alias(ty.clone()), ty)
        };
        if let Some(draft) = self.drafts.get_mut(id) {
            draft.kind = kind;
        }
        if nesting(&ty) > DEEPEST {
            self.report.warning(Code::TypeTooDeep, pointer, "arrays nest too deeply here; any value is accepted");
            return Type::Any;
        }
        ty
    }

    fn replace(&mut self, ty: &Type, depth: usize) -> Type {
        replace_named(ty, &mut |id| self.target(id, depth))
    }

    fn with_null(&self, id: TypeId, ty: Type) -> Type {
        let is_nullable = self
            .drafts
            .get(id)
            .is_some_and(|draft| draft.nullable || matches!(&draft.kind, DraftKind::Union(union) if union.nullable));
        if is_nullable { nullable(ty) } else { ty }
    }

    fn set(&mut self, id: TypeId, state: State) {
        if let Some(slot) = self.states.get_mut(id.0) {
            *slot = state;
        }
    }

    /// Simplifies a union in place, or returns the one type that it comes to.
    fn union(&mut self, id: TypeId, union: DraftUnion, depth: usize) -> Option<Type> {
        let mut with_null = union.nullable;
        let mut open = false;
        let mut members: Vec<DraftMember> = Vec::new();
        for member in union.members {
            let (ty, is_nullable) = split_nullable(self.replace(&member.ty, depth));
            with_null |= is_nullable;
            match &ty {
                // A value that fits no other member is kept raw in any case.
                Type::Any => open = true,
                Type::Named(own) if *own == id => {}
                _ => match named_alone(&ty).and_then(|other| self.nested(other, union.discriminator.as_ref())) {
                    Some(nested) => members.extend(nested),
                    _ => members.push(DraftMember { ty, ..member }),
                },
            }
        }
        let members = self.join_scalars(id, &members);
        let mut distinct: Vec<DraftMember> = Vec::new();
        let mut types = Positions::default();
        for member in members {
            if types.find_or_add(&member.ty, distinct.len()).is_none() {
                distinct.push(member);
            }
        }
        let single = match distinct.as_slice() {
            [] => Some(Type::Any),
            [_] if union.discriminator.is_some() => None,
            [only] if !open => Some(only.ty.clone()),
            [only] if !matches!(only.ty, Type::Named(_)) => Some(Type::Any),
            _ => None,
        };
        let draft = self.drafts.get_mut(id)?;
        if let Some(ty) = single {
            draft.nullable |= with_null;
            return Some(ty);
        }
        draft.kind = DraftKind::Union(DraftUnion { members: distinct, nullable: with_null, ..union });
        None
    }

    /// The members of a union that is a member itself, unless they are told apart in a way of their own.
    fn nested(&self, id: TypeId, around: Option<&DraftDiscriminator>) -> Option<Vec<DraftMember>> {
        if matches!(self.states.get(id.0), Some(State::Busy)) {
            return None;
        }
        let DraftKind::Union(union) = &self.drafts.get(id)?.kind else { return None };
        let is_apart = match (&union.discriminator, around) {
            (None, _) => false,
            (Some(own), Some(around)) => own.property != around.property,
            // If the members hold the tag themselves, they keep it everywhere.
            (Some(own), None) => union.members.iter().any(|member| !self.declares(&member.ty, &own.property)),
        };
        let is_usable = || {
            let draft = self.drafts.get(id);
            let component = draft.and_then(|draft| draft.component.as_deref());
            let own = union.discriminator.as_ref();
            own.is_some_and(|own| discriminators::tags(self.drafts, component, union, own).is_some())
        };
        (!(is_apart && is_usable())).then(|| union.members.clone())
    }

    fn declares(&self, ty: &Type, property: &str) -> bool {
        let draft = named_alone(ty).and_then(|id| self.drafts.get(id));
        matches!(draft.map(|draft| &draft.kind), Some(DraftKind::Struct(object))
            if object.fields.iter().any(|field| field.wire_name == property))
    }

    /// Joins what JSON can't tell apart: all strings to one type, and all numbers to one.
    fn join_scalars(&mut self, id: TypeId, members: &[DraftMember]) -> Vec<DraftMember> {
        let kinds: Vec<Scalar> = members.iter().map(|member| self.scalar(&member.ty)).collect();
        let mut joined: Vec<DraftMember> = Vec::new();
        let mut done: Vec<Scalar> = Vec::new();
        for (member, kind) in members.iter().zip(&kinds) {
            if *kind == Scalar::Other {
                joined.push(member.clone());
                continue;
            }
            if done.contains(kind) {
                continue;
            }
            done.push(*kind);
            let alike: Vec<&DraftMember> =
                members.iter().zip(&kinds).filter(|(_, other)| *other == kind).map(|(member, _)| member).collect();
            let types: Vec<Type> = alike.iter().map(|member| member.ty.clone()).collect();
            let ty = self.join(id, &types);
            let mut member = member.clone();
            if alike.len() > 1 {
                member.title = None;
            }
            joined.push(DraftMember { ty, ..member });
        }
        joined
    }

    fn scalar(&self, ty: &Type) -> Scalar {
        match ty {
            Type::String | Type::Uuid | Type::DateTime | Type::Date => Scalar::Text,
            Type::I32 | Type::I64 | Type::U64 | Type::F64 | Type::Number | Type::Decimal => Scalar::Number,
            Type::Named(id) => match self.drafts.get(*id).map(|draft| &draft.kind) {
                Some(DraftKind::Enum(values)) => match values.first().map(|value| &value.value) {
                    Some(Literal::Integer(_)) => Scalar::Number,
                    _ => Scalar::Text,
                },
                _ => Scalar::Other,
            },
            _ => Scalar::Other,
        }
    }

    /// One type for all of `types`, which are all strings or all numbers.
    fn join(&mut self, id: TypeId, types: &[Type]) -> Type {
        let mut distinct: Vec<&Type> = Vec::new();
        for ty in types {
            if !distinct.contains(&ty) {
                distinct.push(ty);
            }
        }
        if let [only] = distinct.as_slice() {
            return (*only).clone();
        }
        let enums: Vec<TypeId> = distinct.iter().filter_map(|ty| named_alone(ty)).collect();
        let has = |ty: &Type| distinct.contains(&ty);
        match enums.as_slice() {
            _ if has(&Type::Decimal) => Type::Decimal,
            // An open enum takes every whole number, but none with a fraction, nor any past `i64::MAX`.
            _ if has(&Type::F64) || has(&Type::U64) || has(&Type::Number) => Type::Number,
            [only] => Type::Named(*only),
            [] if has(&Type::I64) => Type::I64,
            [] => Type::String,
            several => self.join_enums(id, several),
        }
    }

    fn join_enums(&mut self, id: TypeId, enums: &[TypeId]) -> Type {
        let mut values: Vec<DraftValue> = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        for draft in enums.iter().filter_map(|id| self.drafts.get(*id)) {
            let DraftKind::Enum(listed) = &draft.kind else { continue };
            let single = listed.len() == 1;
            for value in listed.iter().filter(|value| known.insert(&value.value)) {
                let mut value = value.clone();
                if single {
                    // `oneOf` of single values is how enums with documented values are written.
                    let described = draft.documentation.description.clone();
                    value.description = value.description.or(described);
                }
                values.push(value);
            }
        }
        let Some(union) = self.drafts.get(id) else { return Type::String };
        let words = union.base.with("value");
        let draft = Draft {
            component: None,
            names: vec![union.base.clone(), words],
            origin: NameOrigin::Context,
            kind: DraftKind::Enum(values),
            nullable: false,
            ..union.clone()
        };
        // As good a name as the union's own, which goes where this is all that is left of it.
        let draft = Draft { origin: union.origin, component: union.component.clone(), ..draft };
        Type::Named(self.drafts.push(draft))
    }
}

/// Kinds of JSON values that no reader can tell apart among themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scalar {
    Text,
    Number,
    Other,
}

/// The type that `ty` names, if it is that and no more.
fn named_alone(ty: &Type) -> Option<TypeId> {
    if let Type::Named(id) = ty { Some(*id) } else { None }
}

fn nesting(ty: &Type) -> usize {
    let (mut ty, mut depth) = (ty, 0);
    while let Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) = ty {
        ty = inner;
        depth += 1;
    }
    depth
}
