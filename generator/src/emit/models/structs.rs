//! Structs: the definition, and the table of its properties.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::api::{Field, Presence, Struct, TypeDefinition, defaults};
use crate::emit::context::{Context, ident};
use crate::emit::models::setters::SetterNames;
use crate::emit::models::{nulls, types};
use crate::emit::source::{Source, Table};
use crate::emit::{EmitError, documentation, names};

/// What a reader has to know of optional properties that can be null.
const TOLD_APART: &str = " In an `Option<Option<_>>`, `None` leaves the property out, and `Some(None)` is null.";

/// The constraint of a property that only responses have.
const READ_ONLY: &str = "read-only";

/// Writes the struct and its table.
pub(in crate::emit) fn source(
    context: &Context<'_>,
    definition: &TypeDefinition,
    structure: &Struct,
) -> Result<Source, EmitError> {
    let item = format!("the struct `{}`", definition.name);
    let name = ident(&definition.name, &item)?;
    let docs = documentation::item(&definition.documentation, &format!("The `{}` object.", definition.name), false);
    let has_default = context.has_default(definition);
    // Readers of the page see the type, and not the setter for null in the table.
    let is_told_apart = structure.fields.iter().any(|field| field.presence == Presence::OptionalNullable);
    let told_apart = is_told_apart.then(|| quote!(#[doc = ""] #[doc = #TOLD_APART]));
    let derives = if has_default { quote!(Debug, Clone, Default, PartialEq) } else { quote!(Debug, Clone, PartialEq) };
    let fields = structure.fields.iter().map(|field| declaration(context, definition, field));
    let fields = fields.collect::<Result<Vec<_>, _>>()?;
    let mut rows = Vec::new();
    let setters = SetterNames::new(structure);
    for field in &structure.fields {
        let is_set_by_new = !has_default && defaults::is_argument(field.presence);
        rows.push(row(context, &setters, field, is_set_by_new, &item)?);
    }
    let mut additional = None;
    if let Some((field, ty)) = &structure.additional_properties {
        let field = ident(field, &item)?;
        let ty = names::map(&types::owned(context, ty)?);
        additional = Some(quote!(#[doc = " All other properties."] pub #field: #ty,));
        rows.push(additional_row(context, &setters, structure, &item)?);
    } else if let Some(field) = &structure.unknown_properties {
        let (field, mutable) = (ident(field, &item)?, ident(&format!("{field}_mut"), &item)?);
        let ty = names::unknown_properties();
        additional = Some(quote!(#field: #ty,));
        rows.push(vec![quote!(.. => #field:), quote!(unknown (#ty) as #mutable)]);
    }
    let items = quote! {
        #docs
        #told_apart
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #additional
        }
    };
    let head = head(context, definition, structure, &name)?;
    Ok(Source::default().items(items).tables([Table::new("object", head, rows)]))
}

fn declaration(context: &Context<'_>, definition: &TypeDefinition, field: &Field) -> Result<TokenStream, EmitError> {
    let name = ident(&field.name, format_args!("the field `{}` of `{}`", field.name, definition.name))?;
    let fallback = format!("The {} property.", documentation::code(&field.wire_name));
    let docs = field_documentation(context, definition, field, &fallback);
    let ty = types::owned(context, &field.ty)?;
    let ty = match field.presence {
        Presence::Required => ty,
        Presence::RequiredNullable | Presence::Optional => names::option(&ty),
        Presence::OptionalNullable => names::option(&names::option(&ty)),
    };
    Ok(quote!(#docs pub #name: #ty,))
}

/// What the specification says about a field, and what a sender has to know of it.
fn field_documentation(
    context: &Context<'_>,
    definition: &TypeDefinition,
    field: &Field,
    fallback: &str,
) -> TokenStream {
    let mut documentation = documentation::telling(context, &field.documentation, &field.ty).into_owned();
    // Of what is only received, it says nothing.
    documentation.constraints.retain(|constraint| constraint != READ_ONLY);
    let mut lines = documentation::lines(&documentation, fallback, field.deprecated);
    if field.read_only && matches!(field.presence, Presence::Optional | Presence::OptionalNullable) {
        documentation::paragraph(&mut lines, vec!["Read-only: requests leave it out.".to_owned()]);
    }
    if field.presence == Presence::RequiredNullable && definition.usage.sent {
        documentation::paragraph(&mut lines, vec!["Always sent; `None` is null.".to_owned()]);
    }
    documentation::attributes(&lines)
}

/// Writes the name, whether no property has to be there, and the signature of `new`.
///
/// A struct that is only received has `Default` instead of `new`, if its fields do.
fn head(
    context: &Context<'_>,
    definition: &TypeDefinition,
    structure: &Struct,
    name: &Ident,
) -> Result<TokenStream, EmitError> {
    let item = format!("the struct `{}`", definition.name);
    if context.has_default(definition) {
        // Required properties are collected before the struct is made.
        let is_filled = structure.fields.iter().all(|field| field.presence != Presence::Required);
        return Ok(match (is_filled, definition.usage.sent) {
            (true, true) => quote!(#name: all_optional, new()),
            (true, false) => quote!(#name: all_optional),
            (false, _) => quote!(#name),
        });
    }
    let mut arguments = Vec::new();
    for field in structure.fields.iter().filter(|field| defaults::is_argument(field.presence)) {
        let name = ident(&field.name, &item)?;
        let ty = types::owned(context, &field.ty)?;
        let ty = if field.presence == Presence::RequiredNullable { names::option(&ty) } else { ty };
        arguments.push(quote!(#name(#ty)));
    }
    Ok(quote!(#name: new(#(#arguments),*)))
}

/// Writes the row of a property.
fn row(
    context: &Context<'_>,
    setters: &SetterNames<'_>,
    field: &Field,
    is_set_by_new: bool,
    item: &str,
) -> Result<Vec<TokenStream>, EmitError> {
    let (key, name) = (&field.wire_name, ident(&field.name, item)?);
    let presence = Ident::new(
        match (field.presence, field.read_only) {
            (Presence::Required, _) => "required",
            (Presence::RequiredNullable, _) => "nullable",
            (Presence::Optional, false) => "optional",
            (Presence::OptionalNullable, false) => "optional_nullable",
            (Presence::Optional, true) => "read_only",
            (Presence::OptionalNullable, true) => "read_only_nullable",
        },
        Span::call_site(),
    );
    let reading = nulls::property(context, field);
    let null = setters.of_null(field, item)?.map(|null| quote!(null #null));
    let how = if is_set_by_new {
        quote!(#presence #(#reading)* (new) #null)
    } else {
        let ty = types::owned(context, &field.ty)?;
        let setter = setters.renamed(&field.name, item)?.map(|setter| quote!(as #setter));
        quote!(#presence #(#reading)* (#ty) #setter #null)
    };
    Ok(vec![quote!(#key => #name:), how])
}

/// Writes the row of all other properties.
fn additional_row(
    context: &Context<'_>,
    setters: &SetterNames<'_>,
    structure: &Struct,
    item: &str,
) -> Result<Vec<TokenStream>, EmitError> {
    let Some((field, ty)) = &structure.additional_properties else { return Ok(Vec::new()) };
    let name = ident(field, item)?;
    let map = names::map(&types::owned(context, ty)?);
    let reading = nulls::entries(context, ty);
    let setter = setters.renamed(field, item)?.map(|setter| quote!(as #setter));
    Ok(vec![quote!(.. => #name:), quote!(#(#reading)* (#map) #setter)])
}
