//! Structs.

use std::collections::BTreeMap;

use super::{counts, renumber, spelt_out};
use crate::api::{Field, Presence, Struct, TypeId, defaults};
use crate::lock;
use crate::lower::drafts::{DraftField, DraftStruct};
use crate::lower::naming::given::{GivenNames, Parts};
use crate::names::{Scope, Words, identifier, keep_order};
use crate::rules::RenameKind;

/// Methods and functions that every struct has, or that its setters would hide.
const STRUCT_METHODS: &[&str] = &["clone", "default", "eq", "fmt", "ne", "new"];

/// How the directions of its values affect a struct.
#[derive(Debug, Clone, Copy)]
pub(super) struct Travel {
    /// Whether its values are read and sent.
    pub(super) is_two_way: bool,
    /// Whether it keeps properties that the document doesn't know.
    pub(super) keeps_unknown: bool,
}

/// Names the fields of a struct that was `before`.
pub(super) fn define(
    object: &DraftStruct,
    ids: &BTreeMap<TypeId, TypeId>,
    before: Option<&lock::Struct>,
    travel: Travel,
    parts: &Parts<'_, '_>,
) -> Struct {
    let mut scope = Scope::with_reserved(STRUCT_METHODS);
    let additional_before = before.and_then(|before| before.additional_properties.as_ref());
    let additional_before = additional_before.map(|(name, _)| name).filter(|name| scope.take(name));
    let stems = field_stems(&object.fields, &mut scope, before, parts);
    let mut fields: Vec<Field> = object
        .fields
        .iter()
        .zip(stems)
        .map(|(field, (stem, setter_stem))| Field {
            name: identifier(&stem),
            setter_stem,
            wire_name: field.wire_name.clone(),
            ty: renumber(&field.ty, ids),
            presence: field.presence,
            overridden: field.overridden,
            nullable: field.nullable,
            read_only: field.read_only && travel.is_two_way,
            deprecated: field.deprecated,
            documentation: field.documentation.clone(),
        })
        .collect();
    let additional_properties = object.additional.as_ref().map(|ty| {
        let candidates = ["additional_properties".to_owned(), "other_properties".to_owned()];
        (additional_before.cloned().unwrap_or_else(|| scope.claim(&candidates)), renumber(ty, ids))
    });
    if let Some(arguments) = before.and_then(|before| before.new.as_ref()) {
        let is_argument = |field: &Field| defaults::is_argument(field.presence);
        let place = |field: &Field| arguments.iter().position(|name| *name == field.wire_name);
        keep_order(&mut fields, |field| place(field).filter(|_| is_argument(field)));
    }
    let keeps_unknown = travel.keeps_unknown && additional_properties.is_none() && !object.is_closed;
    let unknown_properties = keeps_unknown.then(|| unknown_field(&mut scope)).flatten();
    Struct { fields, additional_properties, unknown_properties }
}

/// A name for the field, and the method, of the properties that the document doesn't know; `_mut` makes that of another method.
fn unknown_field(scope: &mut Scope) -> Option<String> {
    let candidates = ["unknown_properties", "undocumented_properties", "unlisted_properties"];
    let name = candidates.into_iter().find(|name| scope.take(name) && scope.take(&format!("{name}_mut")))?;
    Some(name.to_owned())
}

/// The name of each field without `r#`, and the stem of the names of its setters.
fn field_stems(
    fields: &[DraftField],
    scope: &mut Scope,
    before: Option<&lock::Struct>,
    parts: &Parts<'_, '_>,
) -> Vec<(String, String)> {
    let before = |field: &DraftField| before.and_then(|before| before.fields.get(&field.wire_name));
    let plain_name = |before: &lock::Field| before.name.strip_prefix("r#").unwrap_or(&before.name).to_owned();
    let wire = |field: &DraftField| vec![field.wire_name.clone()];
    let GivenNames { names: given, rules } =
        parts.names(RenameKind::Field, fields, scope, wire, |field| before(field).map(plain_name));
    // The names of a field that has kept its own.
    let kept = |field: &DraftField, stem: &str| before(field).filter(|before| plain_name(before) == stem);
    // The setters for null keep their names as well, so that no new field has one of them.
    let mut keeps_setter = Vec::new();
    for (field, given) in fields.iter().zip(&given) {
        let before = given.as_ref().and_then(|name| kept(field, name)).filter(|before| can_be_null(before.presence));
        keeps_setter.push(before.is_some_and(|before| scope.take(&format!("{}_null", setter_stem(before)))));
    }
    let plain: Vec<String> = fields.iter().map(|field| parts.lexicon.part(&field.wire_name).snake()).collect();
    let counts = counts(&plain);
    let mut stems: Vec<(String, String)> = Vec::new();
    for ((field, name), given) in fields.iter().zip(&plain).zip(given) {
        if let Some(given) = given {
            let setter = kept(field, &given).map_or_else(|| given.clone(), setter_stem);
            stems.push((given, setter));
            continue;
        }
        let spelt = Words::with_symbols(&field.wire_name).snake();
        let is_shared = counts.get(name.as_str()).is_some_and(|count| *count > 1);
        // If only symbols tell names apart, such as `@type` and `type`, each keeps its symbols.
        let mut candidates = if is_shared { vec![spelt.clone(), name.clone()] } else { vec![name.clone(), spelt] };
        candidates.retain(|name| !name.is_empty());
        if let Some(first) = candidates.first().filter(|first| STRUCT_METHODS.contains(&first.as_str())).cloned() {
            candidates.push(format!("{first}_"));
        }
        if candidates.is_empty() {
            candidates.push(format!("field_{}", spelt_out(&field.wire_name).join("_")));
        }
        parts.would_be(candidates.first().map(String::as_str), &rules);
        let stem = scope.claim(&candidates);
        stems.push((stem.clone(), stem));
    }
    for ((field, (stem, setter)), keeps_setter) in fields.iter().zip(&mut stems).zip(keeps_setter) {
        // The setter for null needs a name that no field has.
        if can_be_null(field.presence) && !keeps_setter {
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

fn can_be_null(presence: Presence) -> bool {
    matches!(presence, Presence::RequiredNullable | Presence::OptionalNullable)
}

/// The stem of the names of a field's setters.
fn setter_stem(before: &lock::Field) -> String {
    let plain = before.name.strip_prefix("r#").unwrap_or(&before.name);
    before.setter_stem.as_deref().unwrap_or(plain).to_owned()
}
