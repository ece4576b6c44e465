//! Types of fields that the configuration sets.

use crate::api::Type;
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::drafts::{DraftKind, Drafts, Merged};
use crate::lower::formats::{named_type, of_number};
use crate::names::Words;
use crate::nearest;
use crate::rules::Override;

impl Override {
    /// Whether the override is meant for the property `name` of the component or type `schema`.
    pub(crate) fn covers(&self, schema: &str, name: &str) -> bool {
        self.splits().any(|(own, property)| property == name && is_same(own, schema))
    }

    /// The schema and the property. The name of a schema can hold dots, and so can that of a property.
    fn splits(&self) -> impl Iterator<Item = (&str, &str)> {
        self.field.match_indices('.').filter_map(|(at, _)| Some((self.field.get(..at)?, self.field.get(at + 1..)?)))
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one == other || Words::of(one).upper_camel() == Words::of(other).upper_camel()
}

/// Applies all overrides to the merged drafts, and returns an error for each override that matches nothing.
pub(crate) fn apply(drafts: &mut Drafts, merged: &Merged, overrides: &[Override]) -> Vec<Diagnostic> {
    let mut unused = Vec::new();
    for rule in overrides {
        let mut matched = false;
        for (&best, members) in &merged.members {
            let names: Vec<String> = members.iter().flat_map(|id| drafts.names_in_document(*id)).collect();
            let Some(DraftKind::Struct(object)) = drafts.get_mut(best).map(|draft| &mut draft.kind) else { continue };
            for field in &mut object.fields {
                let owners = names.iter().chain(&field.declared_by);
                let covered = owners.into_iter().any(|owner| {
                    rule.splits().any(|(schema, property)| property == field.wire_name && is_same(schema, owner))
                });
                if covered {
                    matched = true;
                    let ty = named_type(&rule.ty);
                    field.overridden = true;
                    field.ty = if is_number(&field.ty) { of_number(ty) } else { ty };
                }
            }
        }
        if !matched {
            let message = format!("the override of `{}` matches no field of a generated type", rule.field);
            let fields = candidates(drafts, merged, rule);
            let otherwise = "remove it, or name the schema and the property as the rebuilt document does: \
                             `Schema.property`";
            let help = nearest::help(&rule.field, fields.iter().map(String::as_str), otherwise);
            unused.push(Diagnostic::error(Code::UnusedRule, rule.place.clone(), message).help(help));
        }
    }
    unused
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::I32 | Type::I64 | Type::U64 | Type::F64 | Type::Number | Type::Decimal | Type::CustomNumber(_))
}

/// The fields that a rule may be meant for: those of the schema that it names, else all.
fn candidates(drafts: &Drafts, merged: &Merged, rule: &Override) -> Vec<String> {
    let (mut all, mut own) = (Vec::new(), Vec::new());
    for (&best, members) in &merged.members {
        let Some(DraftKind::Struct(object)) = drafts.get(best).map(|draft| &draft.kind) else { continue };
        for schema in members.iter().flat_map(|id| drafts.names_in_document(*id)) {
            let is_named = rule.splits().any(|(named, _)| is_same(named, &schema));
            let list = if is_named { &mut own } else { &mut all };
            list.extend(object.fields.iter().map(|field| format!("{schema}.{}", field.wire_name)));
        }
    }
    if own.is_empty() { all } else { own }
}
