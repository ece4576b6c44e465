//! Items with a new name, so that one renaming isn't told again at each use of the name.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::gone;
use crate::api::AliasKind;
use crate::lock::successors::{Candidate, successors};
use crate::lock::{Operation, OperationKey, RustType, Surface, TypeDefinition, TypeKind};

/// Items that have a new name or a new place.
#[derive(Debug, Default)]
pub(super) struct Renames<'a> {
    /// Types: the new names by the old ones.
    pub(super) types: BTreeMap<&'a str, &'a str>,
    /// Error types.
    pub(super) errors: BTreeMap<&'a str, &'a str>,
    /// Services, by the methods that return them.
    pub(super) services: BTreeMap<&'a str, &'a str>,
    /// Security schemes.
    pub(super) schemes: BTreeMap<&'a str, &'a str>,
    /// Operations, with the new place of each.
    pub(super) operations: BTreeMap<&'a OperationKey, &'a OperationKey>,
}

impl<'a> Renames<'a> {
    pub(super) fn find(old: &'a Surface, new: &'a Surface) -> Self {
        let operations = moved(old, new);
        let mut renames = Self { types: types(old, new), schemes: schemes(old, new), operations, ..Self::default() };
        renames.errors = renames.errors(old, new);
        renames.services = renames.services(old, new);
        renames
    }

    /// The type with the name that it has now.
    pub(super) fn apply(&self, ty: &RustType) -> RustType {
        match ty.named().and_then(|name| self.types.get(name)) {
            Some(name) => ty.with_name(name),
            None => ty.clone(),
        }
    }

    /// Whether the one type is the other, whatever it was called.
    pub(super) fn same(&self, old: &RustType, new: &RustType) -> bool {
        old == new || self.apply(old) == *new
    }

    /// The name of an error type now.
    pub(super) fn error<'b>(&'b self, name: &'b str) -> &'b str {
        self.errors.get(name).copied().unwrap_or(name)
    }

    /// What the operation is now that was `key`.
    pub(super) fn operation<'b>(
        &self,
        key: &'b OperationKey,
        new: &'b Surface,
    ) -> Option<(&'b OperationKey, &'b Operation)>
    where
        'a: 'b,
    {
        let key = self.operations.get(key).copied().unwrap_or(key);
        Some((key, new.operations.get(key)?))
    }

    fn errors(&self, old: &'a Surface, new: &'a Surface) -> BTreeMap<&'a str, &'a str> {
        let mut found = BTreeMap::new();
        for (name, error) in gone(&old.errors, &new.errors) {
            let is_same = |other: &crate::lock::ErrorType| {
                error.len() == other.len()
                    && error.iter().zip(other).all(|((status, left), (other, right))| {
                        status == other && left.name == right.name && self.same(&left.body, &right.body)
                    })
            };
            let mut candidates = gone(&new.errors, &old.errors).filter(|(_, other)| is_same(other));
            if let (Some((other, _)), None) = (candidates.next(), candidates.next()) {
                found.insert(name.as_str(), other.as_str());
            }
        }
        found
    }

    fn services(&self, old: &'a Surface, new: &'a Surface) -> BTreeMap<&'a str, &'a str> {
        let mut found: BTreeMap<&str, &str> = BTreeMap::new();
        let mut operations: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (key, operation) in &old.operations {
            let now = self.operation(key, new).map(|(_, now)| now.service.as_str());
            operations.entry(&operation.service).or_default().extend(now);
        }
        let arrived: BTreeSet<&str> =
            gone(&new.services, &old.services).map(|(_, service)| service.method.as_str()).collect();
        for (tag, service) in &old.services {
            if let Some(now) = new.services.get(tag) {
                found.insert(&service.method, &now.method);
                continue;
            }
            // The tag changed: all operations are in one new service.
            let now: Vec<&str> = operations.remove(service.method.as_str()).into_iter().flatten().collect();
            if let [method] = now.as_slice()
                && arrived.contains(method)
            {
                found.insert(&service.method, method);
            }
        }
        found
    }
}

/// The operations that moved.
fn moved<'a>(old: &'a Surface, new: &'a Surface) -> BTreeMap<&'a OperationKey, &'a OperationKey> {
    let candidates = |surface: &'a Surface| -> Vec<_> {
        surface.operations.iter().map(|(key, it)| Candidate { key, id: Some(&it.id) }).collect()
    };
    let found = successors(&candidates(old), &candidates(new));
    found.into_iter().filter(|(now, before)| now != before).map(|(now, before)| (before, now)).collect()
}

/// A removed scheme, and the only new one with the same credentials.
fn schemes<'a>(old: &'a Surface, new: &'a Surface) -> BTreeMap<&'a str, &'a str> {
    let mut found = BTreeMap::new();
    for (name, scheme) in gone(&old.security_schemes, &new.security_schemes) {
        let mut same = gone(&new.security_schemes, &old.security_schemes).filter(|(_, other)| *other == scheme);
        if let (Some((other, _)), None) = (same.next(), same.next()) {
            found.insert(name.as_str(), other.as_str());
        }
    }
    found
}

/// Stands for a type that has another name on the other side.
const ANY: &str = "?";

fn types<'a>(old: &'a Surface, new: &'a Surface) -> BTreeMap<&'a str, &'a str> {
    let is_settled = |name: &str| old.types.contains_key(name) && new.types.contains_key(name);
    let blank = |kind: &TypeKind| {
        let name = |name: &str| if is_settled(name) { name.to_owned() } else { ANY.to_owned() };
        format!("{:?}", with_names(kind, &name))
    };
    let mut candidates: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, definition) in gone(&new.types, &old.types) {
        candidates.entry(blank(&definition.kind)).or_default().push(name);
    }
    let (old_places, new_places) = (places(old, &is_settled), places(new, &is_settled));
    let shared = |name: &str, other: &str| {
        let (Some(old), Some(new)) = (old_places.get(name), new_places.get(other)) else { return 0 };
        old.intersection(new).count()
    };
    let mut found: BTreeMap<&str, &str> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (name, definition) in gone(&old.types, &new.types) {
        let shape = blank(&definition.kind);
        let names = candidates.get(&shape).map_or(&[][..], Vec::as_slice);
        let free = names.iter().copied().filter(|other| !taken.contains(other));
        // The first of the types with the most places in common.
        let best = free.rev().max_by_key(|other| shared(name, other));
        if let Some(other) = best.filter(|other| shared(name, other) > 0 || names.len() == 1 && is_telling(definition))
        {
            taken.insert(other);
            found.insert(name, other);
            continue;
        }
        // Two types that have become one.
        let merged = new.types.iter().find(|(other, now)| shared(name, other) > 0 && blank(&now.kind) == shape);
        if let Some((other, _)) = merged {
            found.insert(name, other);
        }
    }
    let mut found = keep_equal(old, new, found);
    // What the crate itself says, whatever else has changed.
    for (key, now) in new.aliases.0.iter().filter(|(key, _)| key.kind == AliasKind::Type) {
        if let (Some((name, _)), Some((now, _))) = (old.types.get_key_value(&key.name), new.types.get_key_value(now))
            && !new.types.contains_key(name)
        {
            found.insert(name, now);
        }
    }
    found
}

/// Keeps the pairs that are equal if all others are: what a pair refers to has to be a pair, too.
fn keep_equal<'a>(
    old: &'a Surface,
    new: &'a Surface,
    mut found: BTreeMap<&'a str, &'a str>,
) -> BTreeMap<&'a str, &'a str> {
    loop {
        let is_equal = |name: &str, other: &str| {
            let now = |name: &str| found.get(name).copied().unwrap_or(name).to_owned();
            let (Some(before), Some(after)) = (old.types.get(name), new.types.get(other)) else { return false };
            with_names(&before.kind, &now) == with_names(&after.kind, &str::to_owned)
        };
        let kept: BTreeMap<_, _> =
            found.iter().filter(|(name, other)| is_equal(name, other)).map(|(a, b)| (*a, *b)).collect();
        if kept.len() == found.len() {
            return kept;
        }
        found = kept;
    }
}

/// Whether a shape is so particular that another type hasn't it by chance: what *lower* goes by, too.
fn is_telling(definition: &TypeDefinition) -> bool {
    match &definition.kind {
        TypeKind::Struct(structure) => structure.fields.len() >= 3,
        TypeKind::Enum(values) => values.variants.len() >= 2,
        TypeKind::Union(union) => union.variants.len() >= 3,
        TypeKind::Newtype(_) => false,
    }
}

/// The kind with other names for the types that it refers to.
fn with_names(kind: &TypeKind, name: &dyn Fn(&str) -> String) -> TypeKind {
    let mut kind = kind.clone();
    let rename = |ty: &mut RustType| {
        if let Some(old) = ty.named() {
            *ty = ty.with_name(&name(old));
        }
    };
    match &mut kind {
        TypeKind::Struct(structure) => {
            structure.fields.values_mut().for_each(|field| rename(&mut field.ty));
            // How it is made depends on where it travels.
            structure.new = None;
            structure.additional_properties.iter_mut().for_each(|(_, ty)| rename(ty));
        }
        TypeKind::Enum(_) => {}
        TypeKind::Union(union) => union.variants.iter_mut().for_each(|variant| rename(&mut variant.ty)),
        TypeKind::Newtype(ty) => rename(ty),
    }
    kind
}

/// The places of each type.
fn places<'a>(surface: &'a Surface, is_settled: &dyn Fn(&str) -> bool) -> BTreeMap<&'a str, BTreeSet<String>> {
    let mut places: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut stands = |ty: &'a RustType, place: String| {
        if let Some(name) = ty.named() {
            places.entry(name).or_default().insert(place);
        }
    };
    for (OperationKey { path, method }, operation) in &surface.operations {
        stands(&operation.returns, format!("{method} {path} returns"));
        operation.body.iter().for_each(|body| stands(&body.ty, format!("{method} {path} body")));
        for (media_type, other) in &operation.other_bodies {
            stands(&other.ty, format!("{method} {path} body {media_type}"));
        }
        for (media_type, other) in &operation.representations {
            stands(&other.body, format!("{method} {path} returns {media_type}"));
        }
        for (key, parameter) in &operation.parameters {
            stands(&parameter.ty, format!("{method} {path} {} {}", key.location, key.wire_name));
        }
        for (status, variant) in &operation.outcomes {
            stands(&variant.body, format!("{method} {path} {status:?}"));
        }
    }
    for (name, definition) in &surface.types {
        let name = if is_settled(name) { name } else { ANY };
        match &definition.kind {
            TypeKind::Struct(structure) => {
                for (wire_name, field) in &structure.fields {
                    stands(&field.ty, format!("{name}.{wire_name}"));
                }
                structure.additional_properties.iter().for_each(|(_, ty)| stands(ty, format!("{name}.*")));
            }
            TypeKind::Enum(_) => {}
            TypeKind::Union(union) => {
                union.variants.iter().for_each(|variant| stands(&variant.ty, format!("{name}::{}", variant.name)));
            }
            TypeKind::Newtype(ty) => stands(ty, format!("{name}.0")),
        }
    }
    for (name, error) in &surface.errors {
        for (status, variant) in error {
            stands(&variant.body, format!("{name} {status:?}"));
        }
    }
    places
}
