//! The tests of a generated crate: the specification's examples are read as their types and written as they were.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::api::{BodyExample, ExamplePlace};
use crate::emit::context::{Context, ident};
use crate::emit::documentation::{attributes, code, paragraph};
use crate::emit::models::types;
use crate::emit::package::features::{self, Features};
use crate::emit::{EmitError, File, MARKER, source};

/// How both are compared: ordinary Rust, the same for every crate.
const ROUND_TRIP: &str = include_str!("../../../example_tests/round_trip.rs");

/// How many places of an example are listed.
const MOST_PLACES: usize = 8;

/// The widest example that is one line.
const WIDTH: usize = 60;

/// How far the lines of an example are indented.
const INDENT: &str = "    ";

/// The files of the test; none if there is no example.
pub(in crate::emit) fn files(context: &Context<'_>, features: &Features<'_>) -> Result<Vec<File>, EmitError> {
    if context.api.examples.is_empty() {
        return Ok(Vec::new());
    }
    let tokens = tokens(context, features)?;
    Ok(vec![
        source::file("tests/documented_examples/main.rs", tokens)?,
        File {
            path: "tests/documented_examples/round_trip.rs".to_owned(),
            // Only the workspace's own tests call it from elsewhere.
            content: format!("// {MARKER}\n\n{}", ROUND_TRIP.replace("pub(crate) fn round_trip<", "fn round_trip<")),
        },
    ])
}

fn tokens(context: &Context<'_>, features: &Features<'_>) -> Result<TokenStream, EmitError> {
    let mut gates: Option<BTreeSet<&str>> = Some(BTreeSet::new());
    let mut tests = TokenStream::new();
    for example in &context.api.examples {
        let own = features.of_type(&example.ty);
        gates = gates.filter(|_| !own.is_empty());
        if let Some(gates) = &mut gates {
            gates.extend(own);
        }
        tests.extend(test(context, example, &features::any(own))?);
    }
    let gates: Vec<&str> = gates.unwrap_or_default().into_iter().collect();
    let gate = match gates.as_slice() {
        [] => TokenStream::new(),
        [feature] => quote!(#![cfg(feature = #feature)]),
        gates => quote!(#![cfg(any(#(feature = #gates),*))]),
    };
    Ok(quote! {
        //! The examples of the API's documentation: each is read as its type and written as it was.
        //!
        //! An example that is not what its own schema says is ignored, with the reason and its place in the input.
        #gate
        #![allow(clippy::pedantic, reason = "generated code: style lints do not apply")]
        mod round_trip;
        use round_trip::assert_round_trip;
        #tests
    })
}

fn test(context: &Context<'_>, example: &BodyExample, gate: &TokenStream) -> Result<TokenStream, EmitError> {
    let name = ident(&example.name, format_args!("the example `{}`", example.name))?;
    let root = ident(&context.crate_name, "the crate")?;
    let ty = types::outside(types::owned(context, &example.ty)?, &root);
    let json = literal(&example.value)?;
    let mut documentation = places(context, &example.places);
    paragraph(&mut documentation, example.flaw.iter().map(|flaw| format!("Ignored: {flaw}.")).collect());
    let documentation = attributes(&documentation);
    let ignored = example.flaw.as_ref().map(|_| quote!(#[ignore = "the example is not what its schema says"]));
    Ok(quote! {
        #documentation
        #gate
        #[test]
        #ignored
        fn #name() {
            let json = #json;
            assert_round_trip::<#ty>(json);
        }
    })
}

/// Says where the specification has an example.
fn places(context: &Context<'_>, places: &[ExamplePlace]) -> Vec<String> {
    let line = |place: &ExamplePlace| {
        let (_, operation) = context.api.operation(place.operation)?;
        let part = place.status.map_or_else(|| "request".to_owned(), |status| status.to_string());
        let key = place.key.as_ref().map(|key| format!(", {}", code(key))).unwrap_or_default();
        Some(format!("{}, {part}{key}", code(&format!("{} {}", operation.method, operation.path))))
    };
    let mut lines: Vec<String> = places.iter().take(MOST_PLACES).filter_map(line).collect();
    let rest = places.len().saturating_sub(MOST_PLACES);
    if rest > 0 {
        lines.push(format!("{rest} more"));
    }
    // Each on a line of its own.
    let last = lines.len().saturating_sub(1);
    lines.iter().enumerate().map(|(at, line)| format!("{line}{}", if at == last { "." } else { ";" })).collect()
}

/// Writes a value as JSON in a raw string, which reads as the specification does.
pub(super) fn literal(value: &Value) -> Result<Literal, EmitError> {
    let failed = |error: serde_json::Error| EmitError::new("an example", error.to_string());
    let line = serde_json::to_string(value).map_err(failed)?;
    let text =
        if line.chars().count() <= WIDTH { line } else { serde_json::to_string_pretty(value).map_err(failed)? };
    // In JSON a line break is never within a string.
    let text = visible(&text).replace('\n', &format!("\n{INDENT}"));
    let longest = text.split('"').skip(1).map(|rest| rest.bytes().take_while(|byte| *byte == b'#').count()).max();
    let hashes = "#".repeat(longest.map_or(0, |longest| longest + 1));
    // More than 255 are not allowed.
    let raw = format!("r{hashes}\"{text}\"{hashes}").parse().ok().filter(|_| hashes.len() < 256);
    Ok(raw.unwrap_or_else(|| Literal::string(&text)))
}

/// Escapes the characters that would change the direction of what follows: the compiler refuses them.
fn visible(json: &str) -> String {
    let mut visible = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            // Writing to a `String` does not fail.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => _ = write!(visible, "\\u{:04x}", u32::from(character)),
            _ => visible.push(character),
        }
    }
    visible
}
