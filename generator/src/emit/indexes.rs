//! The `mod.rs` of each folder.

use super::context::ident;
use super::documentation::inner_attributes;
use super::modules::Modules;
use super::{EmitError, lints};
use crate::api::Api;
use proc_macro2::TokenStream;
use quote::quote;

/// Writes `models/mod.rs`.
pub(super) fn models(api: &Api, modules: &Modules) -> Result<TokenStream, EmitError> {
    let names = api.types.iter().map(|definition| definition.name.as_str());
    flat("Types of requests and responses.", names, modules)
}

/// Writes `errors/mod.rs`.
pub(super) fn errors(api: &Api, modules: &Modules) -> Result<TokenStream, EmitError> {
    flat("What responses of failure say.", api.errors.iter().map(|error| error.name.as_str()), modules)
}

/// Writes a folder of private modules with one type each.
fn flat<'a>(docs: &str, names: impl Iterator<Item = &'a str>, modules: &Modules) -> Result<TokenStream, EmitError> {
    let docs = inner_attributes(&[docs]);
    let mut declarations = Vec::new();
    let mut uses = Vec::new();
    for (name, module) in names.zip(modules.iter()) {
        declarations.push(module.declaration(".rs")?);
        let module = module.ident()?;
        let name = ident(name, format_args!("the type `{name}`"))?;
        uses.push(quote!(pub use self::#module::#name;));
    }
    let lints = lints::allowed();
    Ok(quote!(#docs #lints #(#declarations)* #(#uses)*))
}

/// Writes `codec/mod.rs`.
pub(super) fn codec(modules: &Modules) -> Result<TokenStream, EmitError> {
    let docs = inner_attributes(&["How the models are read from and written to JSON."]);
    let declarations = modules.iter().map(|module| module.declaration(".rs")).collect::<Result<Vec<_>, _>>()?;
    let lints = lints::allowed();
    Ok(quote!(#docs #lints #(#declarations)*))
}

/// Writes `services/mod.rs`.
pub(super) fn services(api: &Api, modules: &Modules) -> Result<TokenStream, EmitError> {
    let docs = inner_attributes(&["The operations, by tag, each with the builder of its requests."]);
    let mut declarations = Vec::new();
    let mut uses = Vec::new();
    for (service, module) in api.services.iter().zip(modules.iter()) {
        declarations.push(module.public_declaration("/mod.rs")?);
        let module = module.ident()?;
        let name = ident(&service.name, format_args!("the service `{}`", service.name))?;
        uses.push(quote!(pub use self::#module::#name;));
    }
    let lints = lints::allowed();
    Ok(quote!(#docs #lints #(#declarations)* #(#uses)*))
}
