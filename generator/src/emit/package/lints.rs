//! Lints that do not apply to code whose names and shapes are the specification's.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::File;

/// Writes the attributes for the top of a crate of these files.
pub(in crate::emit) fn allowed(files: &[File]) -> TokenStream {
    let unicode = files.iter().any(|file| file.content.lines().any(has_unicode_name));
    let unicode = unicode.then(|| quote!(confusable_idents, mixed_script_confusables, uncommon_codepoints,));
    quote! {
        #![allow(
            #unicode
            clippy::disallowed_names,
            clippy::enum_variant_names,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::new_ret_no_self,
            clippy::self_named_constructors,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::type_complexity,
            clippy::wrong_self_convention,
            reason = "names and shapes are the specification's"
        )]
        #![allow(clippy::pedantic, reason = "generated code: style lints do not apply")]
    }
}

/// Whether a line has a character beyond ASCII outside of comments and strings.
fn has_unicode_name(line: &str) -> bool {
    let is_comment = line.trim_start().starts_with("//");
    !is_comment && line.split('"').step_by(2).any(|code| !code.is_ascii())
}
