//! Enums.

use super::{counts, spelt_out, unknown};
use crate::api::{Documentation, Enum, EnumVariant, Literal};
use crate::lock;
use crate::lower::drafts::DraftValue;
use crate::lower::naming::given::{GivenNames, Parts};
use crate::names::{Scope, Words};
use crate::rules::RenameKind;

/// Names the variants of an enum that was `before`.
pub(super) fn define(values: &[DraftValue], before: Option<&lock::Enum>, parts: &Parts<'_, '_>) -> Enum {
    let wire = |value: &DraftValue| match &value.value {
        Literal::String(text) => text.clone(),
        Literal::Integer(number) => number.to_string(),
    };
    let text = |value: &DraftValue| match (&value.name, &value.value) {
        (Some(name), _) if !Words::of(name).is_empty() => name.clone(),
        _ => wire(value),
    };
    let texts: Vec<String> = values.iter().map(text).collect();
    let plain: Vec<String> = texts.iter().map(|text| parts.lexicon.part(text).upper_camel()).collect();
    let counts = counts(&plain);
    let mut scope = Scope::default();
    let before_value = |value: &DraftValue| before?.variants.get(&wire(value)).cloned();
    let GivenNames { names: given, rules } =
        parts.names(RenameKind::Variant, values, &mut scope, |value| vec![wire(value)], before_value);
    let unknown = before.map(|before| unknown(&mut scope, Some(&before.unknown)));
    let mut variants = Vec::new();
    for (((value, text), name), given) in values.iter().zip(&texts).zip(&plain).zip(given) {
        let is_shared = counts.get(name.as_str()).is_some_and(|count| *count > 1);
        let negative = matches!(value.value, Literal::Integer(number) if number < 0);
        let (plain, spelt) = (parts.lexicon.part(text), Words::with_symbols(text));
        let mut candidates =
            if is_shared || negative || plain.is_empty() { vec![spelt, plain] } else { vec![plain, spelt] };
        candidates.retain(|words| !words.is_empty());
        let is_unknown = |words: &Words| unknown.as_ref().is_some_and(|unknown| *unknown == words.upper_camel());
        candidates.extend(candidates.first().filter(|words| is_unknown(words)).map(|words| words.with("value")));
        if candidates.is_empty() {
            let spelt = spelt_out(text).join(" ");
            candidates.push(Words::of(&if text.is_empty() { spelt } else { format!("value {spelt}") }));
        }
        let documentation = Documentation { description: value.description.clone(), ..Default::default() };
        let name = given.unwrap_or_else(|| {
            parts.would_be(candidates.first().map(Words::upper_camel).as_deref(), &rules);
            scope.claim_camel(&candidates)
        });
        variants.push(EnumVariant { name, value: value.value.clone(), documentation });
    }
    Enum { variants, unknown: unknown.unwrap_or_else(|| super::unknown(&mut scope, None)) }
}
