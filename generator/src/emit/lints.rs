//! Lints that do not apply to code whose names and shapes are the specification's.

use proc_macro2::TokenStream;
use quote::quote;

/// Writes the attribute for the top of the crate: lints on characters are looked for nowhere else.
pub(super) fn allowed_everywhere() -> TokenStream {
    quote! {
        #![allow(
            confusable_idents,
            mixed_script_confusables,
            uncommon_codepoints,
            reason = "names are in the specification's language"
        )]
    }
}

/// Writes the attributes for the top of a module. The runtime, which is written by hand, goes without them.
pub(super) fn allowed() -> TokenStream {
    quote! {
        #![allow(
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
        #![allow(clippy::pedantic, reason = "what is a matter of taste has been decided for all of this code")]
    }
}
