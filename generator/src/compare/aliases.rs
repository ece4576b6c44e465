//! Old names: which of them can stay beside the new ones, and which are gone.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Changes;
use super::matching::module;
use super::renames::Renames;
use super::{Breaks, ChangeKind, Comparison, Subject};
use crate::api::{AliasKey, AliasKind, Aliases, setter_scope};
use crate::lock::{Operation, Surface, TypeKind, is_type_name};

/// The old names of a crate that has `new` now and had `old` before: those that it had, and those that were replaced.
///
/// `types` has the types that are known to have another name, the new ones by the old ones.
pub fn aliases(old: &Surface, new: &Surface, types: &BTreeMap<String, String>) -> Aliases {
    let known = types.iter().map(|(name, now)| (AliasKey::new(AliasKind::Type, "", name), now.clone()));
    let new = Surface { aliases: Aliases(known.collect()), ..new.clone() };
    let moves = Moves::of(old, &new, &Renames::find(old, &new));
    let mut aliases = BTreeMap::new();
    for (before, now) in &moves.items {
        // What belongs to something else now can't be reached there by any name.
        if before.name != now.name && moves.scope(before) == now.scope {
            aliases.insert(AliasKey { name: before.name.clone(), ..now.clone() }, now.name.clone());
        }
    }
    for (key, target) in &old.aliases.0 {
        if let Some((key, target)) = moves.carry(key, target) {
            aliases.entry(key).or_insert(target);
        }
    }
    let living: BTreeSet<AliasKey> = items(&new).collect();
    aliases.retain(|key, target| !living.contains(key) && *target != key.name);
    Aliases(aliases)
}

/// Tells of old names that can't be used any more, while what they named is there.
pub(super) fn compare(comparison: &Comparison<'_>, changes: &mut Changes) {
    let (old, new) = (comparison.old, comparison.new);
    if old.aliases.0.is_empty() {
        return;
    }
    let moves = Moves::of(old, new, &comparison.renames);
    for (key, target) in &old.aliases.0 {
        let Some((now, target)) = moves.carry(key, target) else { continue };
        if now.name != target && new.aliases.0.get(&now) != Some(&target) {
            let reason = format!("has lost the {}'s old name `{}`", key.kind.word(), key.name);
            changes.of(subject(new, &now, target)).add(ChangeKind::Changed, Breaks::RUST, reason);
        }
    }
}

/// What an old name is about; it is called `target` now.
fn subject(surface: &Surface, key: &AliasKey, target: String) -> Subject {
    match key.kind {
        AliasKind::Type => Subject::Type(target),
        AliasKind::Error => Subject::Error(target),
        AliasKind::Variant => Subject::Type(key.scope.clone()),
        AliasKind::Service => Subject::Service(target),
        AliasKind::ServiceType | AliasKind::Module => {
            let mut services = surface.services.values();
            let service = services.find(|it| it.name == target || it.module == target);
            Subject::Service(service.map_or(target, |service| service.method.clone()))
        }
        AliasKind::Builder | AliasKind::Method | AliasKind::Setter => {
            let found = surface.operations.iter().find(|(_, operation)| match key.kind {
                AliasKind::Method => {
                    let mut names = operation.other_bodies.values().map(|other| &other.name).chain([&operation.name]);
                    operation.service == key.scope && names.any(|name| *name == target)
                }
                AliasKind::Builder => {
                    let is_own = [&operation.builder, &operation.returns.0, &operation.headers.name].contains(&&target);
                    module(surface, operation) == key.scope && is_own
                }
                _ => setter_scope(module(surface, operation), &operation.builder) == key.scope,
            });
            found.map_or(Subject::Client, |(at, operation)| Subject::Operation {
                path: at.path.clone(),
                method: at.method.clone(),
                name: format!("{}().{}", operation.service, operation.name),
            })
        }
    }
}

/// Where each thing with a name is now.
struct Moves {
    items: BTreeMap<AliasKey, AliasKey>,
    scopes: BTreeMap<(AliasKind, String), String>,
}

impl Moves {
    fn of(old: &Surface, new: &Surface, renames: &Renames<'_>) -> Self {
        let mut moves = Self { items: BTreeMap::new(), scopes: BTreeMap::new() };
        for name in old.types.keys() {
            moves.ty(old, new, name, renames.types.get(name.as_str()).copied().unwrap_or(name));
        }
        for name in old.errors.keys().filter(|name| new.errors.contains_key(renames.error(name))) {
            moves.add(AliasKind::Error, ("", name), ("", renames.error(name)));
        }
        for service in old.services.values() {
            let method = renames.services.get(service.method.as_str()).copied().unwrap_or(&service.method);
            let Some(now) = new.services.values().find(|now| now.method == method) else { continue };
            moves.add(AliasKind::Service, ("", &service.method), ("", &now.method));
            moves.add(AliasKind::ServiceType, ("", &service.name), ("", &now.name));
            moves.add(AliasKind::Module, ("", &service.module), ("", &now.module));
            moves.scopes.insert((AliasKind::Method, service.method.clone()), now.method.clone());
            moves.scopes.insert((AliasKind::Builder, service.module.clone()), now.module.clone());
        }
        for (key, operation) in &old.operations {
            let Some((_, now)) = renames.operation(key, new) else { continue };
            moves.add(AliasKind::Method, (&operation.service, &operation.name), (&now.service, &now.name));
            for (media_type, other) in &operation.other_bodies {
                if let Some(is) = now.other_bodies.get(media_type) {
                    moves.add(AliasKind::Method, (&operation.service, &other.name), (&now.service, &is.name));
                }
            }
            moves.operation((module(old, operation), operation), (module(new, now), now));
        }
        moves
    }

    fn add(&mut self, kind: AliasKind, (scope, name): (&str, &str), (now_scope, now): (&str, &str)) {
        self.items.insert(AliasKey::new(kind, scope, name), AliasKey::new(kind, now_scope, now));
    }

    fn ty(&mut self, old: &Surface, new: &Surface, name: &str, now: &str) {
        let (Some(before), Some(after)) = (old.types.get(name), new.types.get(now)) else { return };
        self.add(AliasKind::Type, ("", name), ("", now));
        self.scopes.insert((AliasKind::Variant, name.to_owned()), now.to_owned());
        if let (TypeKind::Enum(before), TypeKind::Enum(after)) = (&before.kind, &after.kind) {
            for (value, variant) in &before.variants {
                if let Some(is) = after.variants.get(value) {
                    self.add(AliasKind::Variant, (name, variant), (now, is));
                }
            }
        }
    }

    fn operation(&mut self, (module, before): (&str, &Operation), (now_module, now): (&str, &Operation)) {
        self.add(AliasKind::Builder, (module, &before.builder), (now_module, &now.builder));
        let is_named = |operation: &Operation| !operation.outcomes.is_empty() && is_type_name(&operation.returns.0);
        if is_named(before) && is_named(now) {
            self.add(AliasKind::Builder, (module, &before.returns.0), (now_module, &now.returns.0));
        }
        if is_type_name(&before.headers.name) && is_type_name(&now.headers.name) {
            self.add(AliasKind::Builder, (module, &before.headers.name), (now_module, &now.headers.name));
        }
        let (scope, now_scope) = (setter_scope(module, &before.builder), setter_scope(now_module, &now.builder));
        for (key, parameter) in before.parameters.iter().filter(|(_, parameter)| parameter.position.is_none()) {
            let is = now.parameters.get(key).filter(|parameter| parameter.position.is_none());
            if let Some(is) = is {
                self.add(AliasKind::Setter, (&scope, &parameter.name), (&now_scope, &is.name));
            }
        }
        self.scopes.insert((AliasKind::Setter, scope), now_scope);
    }

    /// What the scope of something is called now, wherever that is itself.
    fn scope(&self, key: &AliasKey) -> String {
        let scope = self.scopes.get(&(key.kind, key.scope.clone()));
        scope.cloned().unwrap_or_else(|| key.scope.clone())
    }

    /// An old name for `target` as it would be now, while that is there.
    fn carry(&self, key: &AliasKey, target: &str) -> Option<(AliasKey, String)> {
        let now = self.items.get(&AliasKey { name: target.to_owned(), ..key.clone() })?;
        (now.scope == self.scope(key)).then(|| (AliasKey { name: key.name.clone(), ..now.clone() }, now.name.clone()))
    }
}

/// All that has a name.
fn items(surface: &Surface) -> impl Iterator<Item = AliasKey> {
    let mut all: Vec<AliasKey> = Moves::of(surface, surface, &Renames::default()).items.into_keys().collect();
    for (name, definition) in &surface.types {
        if let TypeKind::Enum(values) = &definition.kind {
            all.push(AliasKey::new(AliasKind::Variant, name, &values.unknown));
        }
    }
    for service in surface.services.values() {
        all.push(AliasKey::new(AliasKind::Builder, &service.module, &service.name));
    }
    for operation in surface.operations.values() {
        let scope = setter_scope(module(surface, operation), &operation.builder);
        let representations = operation.representations.values().map(|other| other.name.as_str());
        let methods = operation.waiters.keys().map(String::as_str).chain(["body", "server"]).chain(representations);
        all.extend(methods.map(|name| AliasKey::new(AliasKind::Setter, &scope, name)));
    }
    all.into_iter()
}
