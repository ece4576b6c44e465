//! Old names, which stand beside the new ones and are deprecated.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::EmitError;
use super::context::{Context, ident, unraw};
use super::documentation::attributes;
use crate::api::AliasKind;

/// Writes with `write` each old name of what is called `now`, behind its documentation and its deprecation.
pub(super) fn each(
    context: &Context<'_>,
    (kind, scope, now): (AliasKind, &str, &str),
    write: impl Fn(&TokenStream, &Ident) -> TokenStream,
) -> Result<TokenStream, EmitError> {
    let mut names = context.api.aliases.of(kind, scope, now).peekable();
    if names.peek().is_none() {
        return Ok(TokenStream::new());
    }
    let plain = unraw(now);
    let note = format!("renamed to `{plain}`");
    let docs = attributes(&[format!("The old name of `{plain}`.")]);
    let attributes = quote!(#docs #[deprecated(note = #note)]);
    names.map(|name| Ok(write(&attributes, &ident(name, format_args!("the old name `{name}`"))?))).collect()
}
