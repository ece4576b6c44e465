//! The `mod.rs` of each folder.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::AliasKind;
use crate::emit::context::{Context, ident};
use crate::emit::documentation::inner_attributes;
use crate::emit::package::features::{self, Features};
use crate::emit::source::modules::Modules;
use crate::emit::source::{Source, Table};
use crate::emit::{EmitError, aliases};

/// The most characters of a module and a name in it on one line.
const LONGEST: usize = 90;

/// Writes `models/mod.rs`.
pub(in crate::emit) fn models(
    context: &Context<'_>,
    modules: &Modules,
    features: &Features<'_>,
) -> Result<Source, EmitError> {
    let names = context.api.types.iter().map(|definition| definition.name.as_str());
    let aliases = aliases(context, AliasKind::Type, names.clone().zip(features.types()))?;
    Ok(flat("Types of requests and responses.", names, modules, features.types())?.items(aliases))
}

/// Writes `errors/mod.rs`.
pub(in crate::emit) fn errors(
    context: &Context<'_>,
    modules: &Modules,
    features: &Features<'_>,
) -> Result<Source, EmitError> {
    let names = context.api.errors.iter().map(|error| error.name.as_str());
    let aliases = aliases(context, AliasKind::Error, names.clone().zip(features.errors()))?;
    Ok(flat("The errors that the API documents.", names, modules, features.errors())?.items(aliases))
}

/// Writes the old names of types, each behind the features of its type.
fn aliases<'a>(
    context: &Context<'_>,
    kind: AliasKind,
    types: impl Iterator<Item = (&'a str, &'a Vec<&'a str>)>,
) -> Result<TokenStream, EmitError> {
    let alias = |(name, features): (&str, &Vec<&str>)| {
        let ty = ident(name, format_args!("the type `{name}`"))?;
        let condition = (!features.is_empty()).then(|| features::any(features));
        aliases::each(context, (kind, "", name), |attributes, old| quote!(#condition #attributes pub type #old = #ty;))
    };
    types.map(alias).collect()
}

/// The modules and names of a folder that are behind the same features.
#[derive(Default)]
struct Group {
    modules: Vec<TokenStream>,
    uses: Vec<TokenStream>,
}

/// Writes a folder of private modules with one type each, those behind the same `features` together.
fn flat<'a>(
    docs: &str,
    names: impl Iterator<Item = &'a str>,
    modules: &Modules,
    features: &[Vec<&str>],
) -> Result<Source, EmitError> {
    let docs = inner_attributes(&[docs]);
    let mut groups: Vec<(&[&str], Group)> = Vec::new();
    for ((name, module), features) in names.zip(modules.iter()).zip(features) {
        let index = groups.iter().position(|(others, _)| others == features).unwrap_or_else(|| {
            groups.push((features, Group::default()));
            groups.len() - 1
        });
        let Some((_, group)) = groups.get_mut(index) else { continue };
        group.modules.push(module.declaration(".rs")?);
        let module = module.ident()?;
        let name = ident(name, format_args!("the type `{name}`"))?;
        // Two long names don't fit on one line; a list takes several.
        let is_long = module.to_string().len() + name.to_string().len() > LONGEST;
        group.uses.push(if is_long {
            quote!(pub use self::#module::{#name,};)
        } else {
            quote!(pub use self::#module::#name;)
        });
    }
    // Items of one feature come first, by the feature's name, then items of several.
    groups.sort_by_key(|(features, _)| (features.len() > 1, *features));
    let mut always = TokenStream::new();
    let mut tables = Vec::new();
    for (features, Group { modules, uses }) in groups {
        if features.is_empty() {
            always = quote!(#(#modules)* #(#uses)*);
        } else {
            let row = |item| vec![item];
            let rows = modules.into_iter().map(row).chain([Vec::new()]).chain(uses.into_iter().map(row)).collect();
            let table = Table::new("items", TokenStream::new(), rows);
            tables.push(Table { attributes: features::any(features), ..table });
        }
    }
    let import = (!tables.is_empty()).then(|| {
        quote! {
            #[allow(unused_imports, reason = "unused where no feature is on")]
            use super::runtime::items;
        }
    });
    Ok(Source::default().items(quote!(#docs #import #always)).tables(tables))
}

/// Writes `services/mod.rs`.
pub(in crate::emit) fn services(context: &Context<'_>, modules: &Modules) -> Result<TokenStream, EmitError> {
    let docs = inner_attributes(&["The operations, by tag, each with the builder of its requests."]);
    let mut declarations = Vec::new();
    let (mut uses, mut old_names) = (Vec::new(), Vec::new());
    for (service, module) in context.api.services.iter().zip(modules.iter()) {
        let (condition, declaration) = (features::one(&service.feature), module.public_declaration("/mod.rs")?);
        declarations.push(quote!(#condition #declaration));
        let module = module.ident()?;
        let name = ident(&service.name, format_args!("the service `{}`", service.name))?;
        uses.push(quote!(#condition pub use self::#module::#name;));
        old_names.push(aliases::each(
            context,
            (AliasKind::ServiceType, "", &service.name),
            |attributes, old| quote!(#condition #attributes pub type #old = #name;),
        )?);
        old_names.push(aliases::each(
            context,
            (AliasKind::Module, "", &service.module),
            |attributes, old| quote!(#condition #attributes pub mod #old { pub use super::#module::*; }),
        )?);
    }
    Ok(quote!(#docs #(#declarations)* #(#uses)* #(#old_names)*))
}
