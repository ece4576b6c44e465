//! The types of fields, arguments and setters.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;

use crate::api::{Type, TypeKind};
use crate::emit::context::{Context, ident};
use crate::emit::{EmitError, names};

/// How deep types may be nested. *lower* gives deeper ones a name.
const DEPTH: usize = 64;

/// Writes `ty` as an owned type.
pub(in crate::emit) fn owned(context: &Context<'_>, ty: &Type) -> Result<TokenStream, EmitError> {
    owned_within(context, ty, DEPTH)
}

fn owned_within(context: &Context<'_>, ty: &Type, depth: usize) -> Result<TokenStream, EmitError> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(EmitError::new("a type", format!("it is nested more than {DEPTH} levels deep")));
    };
    Ok(match ty {
        Type::Boolean => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::U64 => quote!(u64),
        Type::F64 => quote!(f64),
        Type::Number => names::number(),
        Type::Decimal => names::decimal(),
        Type::String => names::string(),
        Type::Uuid => names::uuid(),
        Type::DateTime => names::date_time(),
        Type::Date => names::date(),
        Type::Bytes => names::bytes(),
        Type::Any => names::value(),
        Type::Object => names::object(),
        Type::Array(inner) => names::vec(&owned_within(context, inner, depth)?),
        Type::Map(inner) => names::map(&owned_within(context, inner, depth)?),
        Type::Nullable(inner) => names::option(&owned_within(context, inner, depth)?),
        Type::Boxed(inner) => names::boxed(&owned_within(context, inner, depth)?),
        Type::Named(id) => model(&context.definition(*id)?.name)?,
        Type::JsonPatch => names::json_patch(),
        Type::Custom(path) | Type::CustomNumber(path) => custom(path)?,
    })
}

/// Writes the path of a model.
pub(in crate::emit) fn model(name: &str) -> Result<TokenStream, EmitError> {
    let name = ident(name, format_args!("the type `{name}`"))?;
    Ok(quote!(crate::models::#name))
}

fn custom(path: &str) -> Result<TokenStream, EmitError> {
    let parsed = syn::parse_str::<syn::TypePath>(path).map_err(|_| {
        EmitError::new(format_args!("the type `{path}` of an override"), "it is not the path of a type")
    })?;
    Ok(quote!(#parsed))
}

/// The form in which a method takes a value that it only reads.
pub(in crate::emit) struct Argument {
    /// Its type.
    pub(in crate::emit) ty: TokenStream,
    /// Whether that is a reference already.
    reference: bool,
}

impl Argument {
    /// Writes a reference to the argument called `name`.
    pub(in crate::emit) fn reference(&self, name: &Ident) -> TokenStream {
        if self.reference { quote!(#name) } else { quote!(&#name) }
    }
}

/// Returns the form of `ty` as an argument: small values as they are, all others by reference.
pub(in crate::emit) fn argument(context: &Context<'_>, ty: &Type) -> Result<Argument, EmitError> {
    let by_value = |ty| Argument { ty, reference: false };
    let by_reference = |ty: TokenStream| Argument { ty: quote!(&#ty), reference: true };
    Ok(match ty {
        Type::Boolean
        | Type::I32
        | Type::I64
        | Type::U64
        | Type::F64
        | Type::Uuid
        | Type::Date
        | Type::DateTime
        | Type::Bytes => by_value(owned(context, ty)?),
        Type::String => by_reference(quote!(str)),
        Type::Array(inner) => {
            let inner = if **inner == Type::String { quote!(&str) } else { owned(context, inner)? };
            by_reference(quote!([#inner]))
        }
        Type::Nullable(inner) => {
            let inner = if **inner == Type::String { quote!(&str) } else { owned(context, inner)? };
            by_value(names::option(&inner))
        }
        Type::Boxed(inner) => by_reference(owned(context, inner)?),
        Type::Named(id) if matches!(context.definition(*id)?.kind, TypeKind::Enum(_)) => by_value(owned(context, ty)?),
        Type::Number
        | Type::Decimal
        | Type::Any
        | Type::Object
        | Type::Map(_)
        | Type::Named(_)
        | Type::JsonPatch
        | Type::Custom(_)
        | Type::CustomNumber(_) => by_reference(owned(context, ty)?),
    })
}

/// How many files a part takes.
pub(in crate::emit) enum Files {
    One,
    Many,
    /// By the names of their parts.
    Named,
}

/// Returns whether a part of type `ty` is a file, or several.
pub(in crate::emit) fn files(mut ty: &Type) -> Option<Files> {
    let mut files = Files::One;
    loop {
        match ty {
            Type::Bytes => return Some(files),
            Type::Nullable(inner) | Type::Boxed(inner) => ty = inner,
            Type::Array(inner) => (ty, files) = (inner, Files::Many),
            Type::Map(inner) => (ty, files) = (inner, Files::Named),
            _ => return None,
        }
    }
}

/// Writes a type as another crate does: `crate` is `root` there.
pub(in crate::emit) fn outside(tokens: TokenStream, root: &Ident) -> TokenStream {
    let token = |token: TokenTree| match token {
        TokenTree::Ident(ident) if ident == "crate" => TokenTree::Ident(root.clone()),
        TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), outside(group.stream(), root))),
        token => token,
    };
    tokens.into_iter().map(token).collect()
}
