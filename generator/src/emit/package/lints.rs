//! Lints that do not apply to code whose names and shapes are the specification's.

use proc_macro2::TokenStream;
use quote::quote;

/// Writes the attributes for the top of the crate.
pub(in crate::emit) fn allowed() -> TokenStream {
    quote! {
        #![allow(
            confusable_idents,
            mixed_script_confusables,
            uncommon_codepoints,
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
