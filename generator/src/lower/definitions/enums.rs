//! Enums.

use super::super::draft::DraftValue;
use super::super::naming::{Scope, Words};
use super::{counts, spelt_out, unknown};
use crate::api::{Documentation, Enum, EnumVariant, Literal};
use crate::lock;

/// Names the variants of an enum that was `before`.
pub(super) fn define(values: &[DraftValue], before: Option<&lock::Enum>) -> Enum {
    let before_value = |value: &DraftValue| {
        let variants = &before?.variants;
        match &value.value {
            Literal::String(text) => variants.get(text),
            Literal::Integer(number) => variants.get(&number.to_string()),
        }
    };
    let text = |value: &DraftValue| match (&value.name, &value.value) {
        (Some(name), _) if !Words::of(name).is_empty() => name.clone(),
        (_, Literal::String(text)) => text.clone(),
        (_, Literal::Integer(number)) => number.to_string(),
    };
    let texts: Vec<String> = values.iter().map(text).collect();
    let plain: Vec<String> = texts.iter().map(|text| Words::of(text).upper_camel()).collect();
    let counts = counts(&plain);
    let mut scope = Scope::default();
    for name in values.iter().filter_map(before_value) {
        scope.take(name);
    }
    if let Some(before) = before {
        scope.take(&before.unknown);
    }
    let mut variants = Vec::new();
    for ((value, text), name) in values.iter().zip(&texts).zip(&plain) {
        let is_shared = counts.get(name.as_str()).is_some_and(|count| *count > 1);
        let negative = matches!(value.value, Literal::Integer(number) if number < 0);
        let (plain, spelt) = (Words::of(text), Words::with_symbols(text));
        let mut candidates =
            if is_shared || negative || plain.is_empty() { vec![spelt, plain] } else { vec![plain, spelt] };
        candidates.retain(|words| !words.is_empty());
        let is_unknown = |words: &Words| before.is_some_and(|before| before.unknown == words.upper_camel());
        candidates.extend(candidates.first().filter(|words| is_unknown(words)).map(|words| words.with("value")));
        if candidates.is_empty() {
            let spelt = spelt_out(text).join(" ");
            candidates.push(Words::of(&if text.is_empty() { spelt } else { format!("value {spelt}") }));
        }
        let documentation = Documentation { description: value.description.clone(), ..Default::default() };
        let name = before_value(value).cloned().unwrap_or_else(|| scope.claim_camel(&candidates));
        variants.push(EnumVariant { name, value: value.value.clone(), documentation });
    }
    Enum { variants, unknown: before.map_or_else(|| unknown(&mut scope), |before| before.unknown.clone()) }
}
