//! Error types: enums with a variant for each documented status of failure.

use quote::quote;

use crate::api::{ErrorId, ErrorType};
use crate::emit::EmitError;
use crate::emit::context::{Context, ident};
use crate::emit::documentation::{attributes, code};
use crate::emit::operations::outcomes;
use crate::emit::source::{Source, Table};

/// Whose errors they are, in a sentence.
fn users(context: &Context<'_>, error: &ErrorType) -> String {
    let is_it = |id: ErrorId| context.api.error_type(id).is_some_and(|it| it.name == error.name);
    let mut operations = 0;
    let mut services = Vec::new();
    for service in &context.api.services {
        let own: Vec<_> = service.operations.iter().filter(|operation| operation.error.is_some_and(is_it)).collect();
        operations += own.len();
        services.extend(own.first().map(|operation| (service, *operation)));
    }
    match services.as_slice() {
        [(service, operation)] if operations == 1 => code(&format!("{}::{}", service.name, operation.name)),
        [(service, _)] => format!("the operations of {}", code(&service.tag)),
        _ => "operations of several tags".to_owned(),
    }
}

/// Writes the file of an error type.
pub(in crate::emit) fn source(context: &Context<'_>, error: &ErrorType) -> Result<Source, EmitError> {
    let item = format!("the error type `{}`", error.name);
    let name = ident(&error.name, &item)?;
    let mut declarations = Vec::new();
    let mut rows = Vec::new();
    for variant in &error.variants {
        let docs = attributes(&outcomes::status_documentation(variant.status, &variant.name, &variant.description));
        let variant_name = ident(&variant.name, &item)?;
        declarations.push(outcomes::variant_tokens(context, &variant_name, &variant.body, &docs)?);
        rows.push(outcomes::row(context, &variant_name, variant.status, &variant.body));
    }
    let docs = attributes(&[format!("The documented errors of {}, by status.", users(context, error))]);
    let items = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations)*
        }
    };
    Ok(Source::default().items(items).tables([Table::new("error_type", quote!(#name), rows)]))
}
