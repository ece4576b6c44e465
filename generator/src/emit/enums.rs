//! Enums of strings and of integers, open to values that the specification doesn't list.

use super::context::ident;
use super::documentation;
use super::{EmitError, names};
use crate::api::{Enum, Literal, TypeDefinition};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Writes the enum, its inherent methods and its conversions.
pub(super) fn tokens(definition: &TypeDefinition, enumeration: &Enum) -> Result<TokenStream, EmitError> {
    let item = format!("the enum `{}`", definition.name);
    let name = ident(&definition.name, &item)?;
    let unknown = ident(&enumeration.unknown, &item)?;
    let docs =
        documentation::item(&definition.documentation, &format!("One of the `{}` values.", definition.name), false);
    let mut variants = Vec::new();
    for variant in &enumeration.variants {
        let name = ident(&variant.name, &item)?;
        let fallback = match &variant.value {
            Literal::String(text) if text.is_empty() => "The empty string.".to_owned(),
            Literal::String(text) => format!("{}.", documentation::code(text)),
            Literal::Integer(integer) => format!("`{integer}`."),
        };
        let docs = documentation::item(&variant.documentation, &fallback, false);
        variants.push((quote!(#docs #name,), name, &variant.value));
    }
    let declarations = variants.iter().map(|(declaration, ..)| declaration);
    let unknown_value = names::unknown_value();
    let integers = is_integer(enumeration);
    let raw = if integers { quote!(i64) } else { names::string() };
    let conversions = if integers { integer(&name, &unknown, &variants) } else { string(&name, &unknown, &variants) };
    Ok(quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations)*
            #[doc = " A value that the specification doesn't list, as it was read."]
            #unknown(#unknown_value<#raw>),
        }
        #conversions
    })
}

/// Returns whether the values are integers. They are strings where there is none.
pub(super) fn is_integer(enumeration: &Enum) -> bool {
    matches!(enumeration.variants.first(), Some(variant) if matches!(variant.value, Literal::Integer(_)))
}

/// Writes a literal for an expression or a pattern.
pub(super) fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::String(text) => quote!(#text),
        Literal::Integer(integer) => {
            let absolute = proc_macro2::Literal::u64_unsuffixed(integer.unsigned_abs());
            if *integer < 0 { quote!(-#absolute) } else { quote!(#absolute) }
        }
    }
}

type Variant<'a> = (TokenStream, Ident, &'a Literal);

fn string(name: &Ident, unknown: &Ident, variants: &[Variant<'_>]) -> TokenStream {
    let names = variants.iter().map(|(_, name, _)| name);
    let texts: Vec<_> = variants.iter().map(|(.., value)| literal(value)).collect();
    let to_text = quote! {
        match self {
            #(Self::#names => #texts,)*
            Self::#unknown(value) => value.get(),
        }
    };
    let names = variants.iter().map(|(_, name, _)| name);
    let codec = names::codec();
    let other = quote!(Self::#unknown(#codec::unknown(text.to_owned())));
    let from_text =
        if variants.is_empty() { other } else { quote!(match text { #(#texts => Self::#names,)* _ => #other, }) };
    let display = display(name, &quote!(formatter.write_str(self.as_str())));
    let default = default(name, &quote!(Self::from("")));
    let infallible = names::infallible();
    // `Self::Err` could be a variant.
    let result = names::result(&quote!(Self), &infallible);
    quote! {
        impl #name {
            #[doc = " Returns the value as it is written in JSON."]
            pub fn as_str(&self) -> &str {
                #to_text
            }
        }
        impl ::std::convert::From<&str> for #name {
            fn from(text: &str) -> Self {
                #from_text
            }
        }
        impl ::std::str::FromStr for #name {
            type Err = #infallible;
            fn from_str(text: &str) -> #result {
                Ok(Self::from(text))
            }
        }
        #display
        #default
    }
}

fn integer(name: &Ident, unknown: &Ident, variants: &[Variant<'_>]) -> TokenStream {
    let names: Vec<_> = variants.iter().map(|(_, name, _)| name).collect();
    let values: Vec<_> = variants.iter().map(|(.., value)| literal(value)).collect();
    let codec = names::codec();
    let display = display(name, &quote!(::std::fmt::Display::fmt(&self.as_i64(), formatter)));
    let default = default(name, &quote!(Self::from(0)));
    quote! {
        impl #name {
            #[doc = " Returns the value as it is written in JSON."]
            pub fn as_i64(&self) -> i64 {
                match self {
                    #(Self::#names => #values,)*
                    Self::#unknown(value) => *value.get(),
                }
            }
        }
        impl ::std::convert::From<i64> for #name {
            fn from(integer: i64) -> Self {
                match integer {
                    #(#values => Self::#names,)*
                    _ => Self::#unknown(#codec::unknown(integer)),
                }
            }
        }
        #display
        #default
    }
}

fn display(name: &Ident, body: &TokenStream) -> TokenStream {
    let formatter = names::formatter();
    quote! {
        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut #formatter) -> ::std::fmt::Result {
                #body
            }
        }
    }
}

/// Writes `Default` by hand: the value that stands for none is no variant without a field.
pub(super) fn default(name: &Ident, body: &TokenStream) -> TokenStream {
    let default = names::default();
    quote! {
        impl #default for #name {
            fn default() -> Self {
                #body
            }
        }
    }
}
