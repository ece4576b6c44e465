//! The `mod.rs` of each folder.

use super::context::ident;
use super::documentation::inner_attributes;
use super::features::{self, Features};
use super::modules::Modules;
use super::{EmitError, lints};
use crate::api::Api;
use proc_macro2::TokenStream;
use quote::quote;

/// Writes `models/mod.rs`.
pub(super) fn models(api: &Api, modules: &Modules, features: &Features<'_>) -> Result<TokenStream, EmitError> {
    let names = api.types.iter().map(|definition| definition.name.as_str());
    flat("Types of requests and responses.", names, modules, &features.types())
}

/// Writes `errors/mod.rs`.
pub(super) fn errors(api: &Api, modules: &Modules, features: &Features<'_>) -> Result<TokenStream, EmitError> {
    let names = api.errors.iter().map(|error| error.name.as_str());
    flat("What responses of failure say.", names, modules, &features.errors())
}

/// Writes a folder of private modules with one type each, behind the features of `conditions`.
fn flat<'a>(
    docs: &str,
    names: impl Iterator<Item = &'a str>,
    modules: &Modules,
    conditions: &[TokenStream],
) -> Result<TokenStream, EmitError> {
    let docs = inner_attributes(&[docs]);
    let mut declarations = Vec::new();
    let mut uses = Vec::new();
    for ((name, module), condition) in names.zip(modules.iter()).zip(conditions) {
        let declaration = module.declaration(".rs")?;
        declarations.push(quote!(#condition #declaration));
        let module = module.ident()?;
        let name = ident(name, format_args!("the type `{name}`"))?;
        uses.push(quote!(#condition pub use self::#module::#name;));
    }
    let lints = lints::allowed();
    Ok(quote!(#docs #lints #(#declarations)* #(#uses)*))
}

/// Writes `codec/mod.rs`.
pub(super) fn codec(modules: &Modules, features: &Features<'_>) -> Result<TokenStream, EmitError> {
    let docs = inner_attributes(&["How the models are read from and written to JSON."]);
    let mut declarations = Vec::new();
    for (module, condition) in modules.iter().zip(features.types()) {
        let declaration = module.declaration(".rs")?;
        declarations.push(quote!(#condition #declaration));
    }
    let lints = lints::allowed();
    Ok(quote!(#docs #lints #(#declarations)*))
}

/// Writes `services/mod.rs`.
pub(super) fn services(api: &Api, modules: &Modules) -> Result<TokenStream, EmitError> {
    let docs = inner_attributes(&["The operations, by tag, each with the builder of its requests."]);
    let mut declarations = Vec::new();
    let mut uses = Vec::new();
    for (service, module) in api.services.iter().zip(modules.iter()) {
        let (condition, declaration) = (features::one(&service.feature), module.public_declaration("/mod.rs")?);
        declarations.push(quote!(#condition #declaration));
        let module = module.ident()?;
        let name = ident(&service.name, format_args!("the service `{}`", service.name))?;
        uses.push(quote!(#condition pub use self::#module::#name;));
    }
    let lints = lints::allowed();
    Ok(quote!(#docs #lints #(#declarations)* #(#uses)*))
}
