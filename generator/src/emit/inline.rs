//! What of a generated crate is compiled along with it, and what with the crates that use it.

use syn::{FnArg, GenericParam, Generics, ImplItem, Item, Signature, Type};

/// Marks the methods of a file with `#[inline]`, but for generic ones, which need no mark.
///
/// An API has many models and builders, each client uses few of them, and the methods are short: compiling them where
/// they are called costs least. It is reading a response that weighs most, and `send` is what it is compiled for.
pub(super) fn methods(file: &mut syn::File) {
    for item in &mut file.items {
        let Item::Impl(implementation) = item else { continue };
        if is_generic(&implementation.generics) {
            continue;
        }
        for item in &mut implementation.items {
            if let ImplItem::Fn(method) = item
                && !is_generic_function(&method.sig)
            {
                method.attrs.push(syn::parse_quote!(#[inline]));
            }
        }
    }
}

fn is_generic_function(signature: &Signature) -> bool {
    let takes_any =
        |argument: &FnArg| matches!(argument, FnArg::Typed(argument) if matches!(*argument.ty, Type::ImplTrait(_)));
    is_generic(&signature.generics) || signature.inputs.iter().any(takes_any)
}

/// Whether there are parameters other than lifetimes.
fn is_generic(generics: &Generics) -> bool {
    generics.params.iter().any(|parameter| !matches!(parameter, GenericParam::Lifetime(_)))
}

#[cfg(test)]
mod tests {
    use super::methods;
    use quote::{ToTokens, quote};

    #[test]
    fn methods_that_are_not_generic_are_marked() {
        let mut file = syn::parse_quote! {
            impl<'a> A<'a> {
                #[doc = " B."]
                pub fn b(&self) {}
                pub fn c(&self, c: impl ::std::convert::Into<C>) {}
                pub fn d<D>(&self, d: D) {}
            }
            impl<E> F<E> {
                fn g(&self) {}
            }
            fn h() {}
        };
        methods(&mut file);
        let expected = quote! {
            impl<'a> A<'a> {
                #[doc = " B."]
                #[inline]
                pub fn b(&self) {}
                pub fn c(&self, c: impl ::std::convert::Into<C>) {}
                pub fn d<D>(&self, d: D) {}
            }
            impl<E> F<E> {
                fn g(&self) {}
            }
            fn h() {}
        };
        assert_eq!(file.into_token_stream().to_string(), expected.to_string());
    }
}
