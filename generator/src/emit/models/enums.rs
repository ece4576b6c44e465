//! Enums of strings and of integers, open to values that the specification doesn't list.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{AliasKind, Enum, Literal, TypeDefinition};
use crate::emit::context::{Context, ident};
use crate::emit::source::{Source, Table};
use crate::emit::{EmitError, aliases, documentation, names};

/// Writes the enum, and the table of its values.
pub(in crate::emit) fn source(
    context: &Context<'_>,
    definition: &TypeDefinition,
    enumeration: &Enum,
) -> Result<Source, EmitError> {
    let item = format!("the enum `{}`", definition.name);
    let name = ident(&definition.name, &item)?;
    let unknown = ident(&enumeration.unknown, &item)?;
    let docs =
        documentation::item(&definition.documentation, &format!("One of the `{}` values.", definition.name), false);
    let mut variants = Vec::new();
    let (mut rows, mut old_names) = (Vec::new(), TokenStream::new());
    for variant in &enumeration.variants {
        let name = ident(&variant.name, &item)?;
        let fallback = match &variant.value {
            Literal::String(text) if text.is_empty() => "The empty string.".to_owned(),
            Literal::String(text) => format!("{}.", documentation::code(text)),
            Literal::Integer(integer) => format!("`{integer}`."),
        };
        let docs = documentation::item(&variant.documentation, &fallback, false);
        variants.push(quote!(#docs #name,));
        let value = literal(&variant.value);
        rows.push(vec![quote!(#value => #name)]);
        let alias = (AliasKind::Variant, definition.name.as_str(), variant.name.as_str());
        old_names.extend(aliases::each(
            context,
            alias,
            |attributes, old| quote!(#attributes pub const #old: Self = Self::#name;),
        )?);
    }
    let unknown_value = names::unknown_value();
    let integers = is_integer(enumeration);
    let raw = if integers { quote!(i64) } else { names::string() };
    let items = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that the specification doesn't list, as it was read."]
            #unknown(#unknown_value<#raw>),
        }
    };
    // They stand in place of variants.
    let old_names = (!old_names.is_empty()).then(|| quote!(#[allow(non_upper_case_globals)] impl #name { #old_names }));
    let table = if integers { "integer_enum" } else { "string_enum" };
    Ok(Source::default().items(quote!(#items #old_names)).tables([Table::new(table, quote!(#name, #unknown), rows)]))
}

/// Returns whether the values are integers. Without values it is an enum of strings.
pub(in crate::emit) fn is_integer(enumeration: &Enum) -> bool {
    matches!(enumeration.variants.first(), Some(variant) if matches!(variant.value, Literal::Integer(_)))
}

/// Writes a literal for an expression or a pattern.
pub(in crate::emit) fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::String(text) => quote!(#text),
        Literal::Integer(integer) => {
            let absolute = proc_macro2::Literal::u64_unsuffixed(integer.unsigned_abs());
            if *integer < 0 { quote!(-#absolute) } else { quote!(#absolute) }
        }
    }
}
