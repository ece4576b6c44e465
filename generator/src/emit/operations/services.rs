//! Services: a struct for each tag. Each operation's file adds its method.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{AliasKind, Operation, Outcome, Service};
use crate::emit::context::{Context, ident};
use crate::emit::documentation::{self, attributes, inner_attributes};
use crate::emit::samples::examples;
use crate::emit::source::modules::Modules;
use crate::emit::{EmitError, File, aliases, names, operations, source};

/// Writes the files of a service, in the folder called `folder`.
pub(in crate::emit) fn files(context: &Context<'_>, service: &Service, folder: &str) -> Result<Vec<File>, EmitError> {
    let modules = Modules::claim(service.operations.iter().map(|operation| operation.name.as_str()));
    let index = tokens(context, service, &modules)?;
    let mut files = vec![source::file(&format!("src/services/{folder}/mod.rs"), index)?];
    for (operation, module) in service.operations.iter().zip(modules.iter()) {
        let path = format!("src/services/{folder}/{}.rs", module.file);
        files.push(source::file(&path, operations::source(context, service, operation)?)?);
    }
    Ok(files)
}

fn tokens(context: &Context<'_>, service: &Service, modules: &Modules) -> Result<TokenStream, EmitError> {
    let name = ident(&service.name, format_args!("the service `{}`", service.name))?;
    let module_docs = inner_attributes(&[format!("Requests of {}.", documentation::code(&service.tag))]);
    let mut declarations = Vec::new();
    let mut uses = Vec::new();
    for (operation, module) in service.operations.iter().zip(modules.iter()) {
        let item = format!("the operation `{}`", operation.id);
        declarations.push(module.declaration(".rs")?);
        let module = module.ident()?;
        let builder = ident(&operation.builder, &item)?;
        let others = other_types(operation).map(|name| ident(name, &item)).collect::<Result<Vec<_>, _>>()?;
        uses.push(match others.as_slice() {
            [] => quote!(pub use self::#module::#builder;),
            others => quote!(pub use self::#module::{#builder, #(#others),*};),
        });
    }
    let mut builders = TokenStream::new();
    for operation in &service.operations {
        for now in [operation.builder.as_str()].into_iter().chain(other_types(operation)) {
            let ty = ident(now, format_args!("the operation `{}`", operation.id))?;
            let alias = (AliasKind::Builder, service.module.as_str(), now);
            builders.extend(aliases::each(context, alias, |attributes, old| quote!(#attributes pub type #old = #ty;))?);
        }
    }
    let docs = attributes(&struct_documentation(context, service)?);
    let (client, own_client) = (names::client(), names::own_client());
    let accessor = ident(&service.method, format_args!("the service `{}`", service.name))?;
    let old_accessors = aliases::each(
        context,
        (AliasKind::Service, "", &service.method),
        |attributes, old| quote!(#attributes pub fn #old(&self) -> #name { self.#accessor() }),
    )?;
    // The service has the whole text.
    let fallback = format!("The operations of {}.", documentation::code(&service.tag));
    let first = documentation::text(&service.documentation).into_iter().next().unwrap_or(fallback);
    let accessor_docs = attributes(&[first]);
    Ok(quote! {
        #module_docs
        #(#declarations)*
        #(#uses)*
        #builders
        #docs
        #[derive(Debug, Clone)]
        pub struct #name {
            client: #client,
        }
        impl #own_client {
            #accessor_docs
            pub fn #accessor(&self) -> #name {
                #name { client: self.0.clone() }
            }
            #old_accessors
        }
    })
}

/// The types beside the builder: what it gives, if that depends on the status, and the documented headers.
fn other_types(operation: &Operation) -> impl Iterator<Item = &str> {
    let outcome = match &operation.outcome {
        Outcome::Single(_) => None,
        Outcome::PerStatus { name, .. } => Some(name.as_str()),
    };
    outcome.into_iter().chain(operation.headers.as_ref().map(|headers| headers.name.as_str()))
}

fn struct_documentation(context: &Context<'_>, service: &Service) -> Result<Vec<String>, EmitError> {
    let fallback = format!("The operations of {}.", documentation::code(&service.tag));
    let mut lines = documentation::lines(&service.documentation, &fallback, false);
    documentation::paragraph(&mut lines, vec![format!("Needs the feature {}.", documentation::code(&service.feature))]);
    let simplest = service.operations.iter().min_by_key(|operation| examples::effort(operation));
    if let Some(operation) = simplest {
        lines.extend([String::new(), "# Examples".to_owned(), String::new()]);
        lines.extend(examples::service(context, service, operation)?);
    }
    Ok(lines)
}
