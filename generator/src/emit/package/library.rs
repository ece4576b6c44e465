//! `lib.rs`: what the crate is, and its modules.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Api, WEBHOOKS_FEATURE};
use crate::emit::context::Context;
use crate::emit::documentation::{self, code, inner_attributes, list_item, markdown, paragraph};
use crate::emit::package::{features, front_page, lints, runtime};
use crate::emit::{EmitError, File};
use crate::runtime::Runtime;

/// The features, and what each does.
const FEATURES: &[(&str, &str)] = &[
    ("rustls", "TLS, on by default. Without it, use plain HTTP or your own `reqwest::ClientBuilder`."),
    ("gzip", "compressed responses, on by default."),
    ("http2", "HTTP/2, if the server speaks it."),
    ("brotli", "responses compressed with brotli."),
    ("tracing", "a span for each request, without secrets and bodies."),
    ("blocking", "`send_blocking()` on each request, for callers without an async runtime."),
    ("mock", "the module `mock`, a server for your own tests."),
];

/// Writes `lib.rs` of a crate of these files. It alone says where the runtime is; all other files find it here.
pub(in crate::emit) fn tokens(
    context: &Context<'_>,
    runtime: &Runtime,
    files: &[File],
) -> Result<TokenStream, EmitError> {
    let docs = documentation(context)?;
    let lints = lints::allowed(files);
    let (module, package) = match runtime {
        Runtime::Copy => (Some(copy()), None),
        Runtime::Package(_) => (
            None,
            Some(quote!(
                pub use generator_runtime as runtime;
            )),
        ),
    };
    let webhooks = (!context.api.webhooks.is_empty()).then(|| {
        let condition = features::one(WEBHOOKS_FEATURE);
        quote!(#condition pub mod webhooks;)
    });
    let (major, minor) = runtime::version();
    Ok(quote! {
        #docs
        #lints
        mod client;
        pub mod errors;
        #[cfg(feature = "mock")]
        pub mod mock;
        pub mod models;
        #module
        mod server;
        pub mod services;
        #webhooks
        pub use self::client::{Client, ClientBuilder};
        #[doc(inline)]
        pub use self::runtime::{Credentials, Error, RequestOptions, Response, RetryPolicy, TimeLimits};
        pub use self::server::Server;
        #package

        #[doc = " Does not compile if the runtime's version does not fit."]
        const _: () = runtime::codegen::made_for(#major, #minor);
    })
}

/// Declares the copy of the runtime. In a package, exported macros get no warning when they are unused; in a copy they would.
fn copy() -> TokenStream {
    quote! {
        #[allow(unused_imports, unused_macros, reason = "which of its macros are used depends on the API")]
        pub mod runtime;
    }
}

/// What the API is called in a sentence.
pub(in crate::emit) fn title(api: &Api) -> String {
    if api.title.trim().is_empty() { "an API".to_owned() } else { markdown(&api.title).join(" ") }
}

fn documentation(context: &Context<'_>) -> Result<TokenStream, EmitError> {
    let api = context.api;
    let mut lines = vec![format!("Client for {}.", title(api))];
    if !api.version.trim().is_empty() {
        paragraph(&mut lines, vec![format!("Made for version {} of the API.", code(api.version.trim()))]);
    }
    paragraph(&mut lines, markdown(api.description.as_deref().unwrap_or_default()));
    paragraph(&mut lines, vec!["# Examples".to_owned(), String::new()]);
    let mut docs = inner_attributes(&lines);
    docs.extend(front_page::examples(context)?);
    let mut lines = vec![String::new()];
    if !api.security_schemes.is_empty() {
        lines.extend(["# Authorization".to_owned(), String::new()]);
        let mut list = Vec::new();
        for scheme in &api.security_schemes {
            let lead = format!("{} ({})", code(&scheme.name), code(&scheme.kind));
            list_item(&mut list, &lead, &documentation::lines(&scheme.documentation, "", false));
        }
        lines.extend(list);
        lines.push(String::new());
    }
    lines.extend(["# Features".to_owned(), String::new()]);
    for (feature, what) in FEATURES {
        list_item(&mut lines, &code(feature), &[(*what).to_owned()]);
    }
    if !api.webhooks.is_empty() {
        let what = "the module `webhooks`, the events that the API sends.".to_owned();
        list_item(&mut lines, &code(WEBHOOKS_FEATURE), &[what]);
    }
    if !api.services.is_empty() {
        paragraph(&mut lines, vec!["One for each service, all on by default:".to_owned(), String::new()]);
    }
    for service in &api.services {
        lines.push(format!("- {}: {}", code(&service.feature), code(&format!("Client::{}", service.method))));
    }
    docs.extend(inner_attributes(&lines));
    Ok(docs)
}
