//! Builders: a file for each operation.

pub(in crate::emit) mod errors;
pub(in crate::emit) mod events;
pub(in crate::emit) mod headers;
pub(in crate::emit) mod media;
pub(in crate::emit) mod operation_documentation;
pub(in crate::emit) mod outcomes;
pub(in crate::emit) mod paging;
pub(in crate::emit) mod parameters;
pub(in crate::emit) mod services;
pub(in crate::emit) mod waiters;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use self::parameters::Input;
use crate::api::{AliasKind, Location, Operation, Parameter, Service, StatusPattern, setter_scope};
use crate::emit::context::{Context, ident, schemes, unraw};
use crate::emit::documentation::{self, attributes};
use crate::emit::source::{Source, Table};
use crate::emit::{EmitError, aliases, names};
use crate::methods;

/// The statuses of RFC 9110 that `3XX` stands for.
const REDIRECTIONS: [u16; 8] = [300, 301, 302, 303, 304, 305, 307, 308];

/// Writes the file of an operation: the builder, the method that returns it, its setters, and the table for the rest.
pub(in crate::emit) fn source(
    context: &Context<'_>,
    service: &Service,
    operation: &Operation,
) -> Result<Source, EmitError> {
    let item = format!("the operation `{}`", operation.id);
    let (builder, service_name) = (ident(&operation.builder, &item)?, ident(&service.name, &item)?);
    let request = names::request();
    let docs = attributes(&[request_line(service, operation)]);
    let method = method(context, service, operation)?;
    let constructors = media::constructors(context, service, operation)?;
    let mut methods = setters(context, service, operation)?;
    methods.extend(server_setter(operation));
    let (paging, pages) = paging::tokens(context, operation)?.unzip();
    let (format, events) = events::tokens(context, operation)?.unzip();
    let error = error_type(context, operation)?;
    let waits = waiters::tokens(context, operation, &error)?;
    methods.push(waits.methods);
    let methods: TokenStream = methods.into_iter().collect();
    let methods = (!methods.is_empty()).then(|| quote!(impl #builder { #methods }));
    let constants = waits.constants;
    let items = quote! {
        #docs
        #[must_use = "a request is sent when it is awaited"]
        pub struct #builder(#request);
        impl crate::services::#service_name {
            #method
            #constructors
        }
        #methods
        #paging
        #format
        #constants
    };
    let source =
        Source::default().items(items).tables([table(context, operation, &error, pages.into_iter().chain(events))?]);
    let path = method_link(service, operation);
    let outcome = outcomes::tokens(context, &operation.outcome, &path)?;
    let headers = headers::tokens(context, operation, &path)?;
    let others = outcome.into_iter().chain(headers);
    Ok(others.fold(source, |source, (items, table)| source.items(items).tables([table])))
}

fn request_line(service: &Service, operation: &Operation) -> String {
    let line = documentation::code(&format!("{} {}", operation.method, operation.path));
    format!("A request of {}: {line}.", method_link(service, operation))
}

/// The method of an operation, as a link in its own file.
fn method_link(service: &Service, operation: &Operation) -> String {
    let path = format!("{}::{}", service.name, operation.name);
    // rustdoc finds no raw names.
    if operation.name == unraw(&operation.name) {
        documentation::link(&path, &format!("services::{path}"))
    } else {
        documentation::code(&path)
    }
}

/// Writes the attribute of a method whose operation is deprecated.
fn deprecated_operation() -> TokenStream {
    quote!(#[deprecated(note = "the API deprecates this operation")])
}

/// Writes the method of the service that makes the builder. It is inlined, so its calls are compiled where it is used, and
/// not for each of the hundreds of operations that most programs never call.
fn method(context: &Context<'_>, service: &Service, operation: &Operation) -> Result<TokenStream, EmitError> {
    let item = format!("the operation `{}`", operation.id);
    let (name, builder) = (ident(&operation.name, &item)?, ident(&operation.builder, &item)?);
    let docs = attributes(&operation_documentation::lines(context, service, operation)?);
    let deprecated = operation.deprecated.then(deprecated_operation);
    let inputs = parameters::required(context, operation)?;
    let arguments = inputs.iter().map(|Input { name, ty, .. }| quote!(#name: #ty));
    let request = parameters::request(operation, operation.body.as_ref());
    let request = inputs.iter().fold(request, |request, input| input.call(&request));
    let names = inputs.iter().map(|Input { name, .. }| name);
    let (arguments, names): (Vec<_>, Vec<_>) = (arguments.collect(), names.collect());
    let allowed = operation.deprecated.then(|| quote!(#[allow(deprecated)]));
    let alias = (AliasKind::Method, service.method.as_str(), operation.name.as_str());
    let old_names = aliases::each(
        context,
        alias,
        |attributes, old| quote!(#attributes #allowed pub fn #old(&self #(, #arguments)*) -> #builder { self.#name(#(#names),*) }),
    )?;
    Ok(quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(&self #(, #arguments)*) -> #builder {
            #builder(#request)
        }
        #old_names
    })
}

/// Writes the table of the builder: its operation, how it is sent and what comes back.
fn table(
    context: &Context<'_>,
    operation: &Operation,
    error: &TokenStream,
    streams: impl Iterator<Item = TokenStream>,
) -> Result<Table, EmitError> {
    let builder = ident(&operation.builder, format_args!("the operation `{}`", operation.id))?;
    let method = http_method(operation)?;
    let (id, path) = (&operation.id, &operation.path);
    let body = outcomes::outcome_type(context, &operation.outcome)?;
    let reader = outcomes::outcome_reader(context, &operation.outcome);
    let statuses = outcomes::documented_statuses(operation).into_iter().map(Literal::u16_unsuffixed);
    let mut rows = vec![vec![quote!(OPERATION => #method), quote!(#path), quote!(as #id)]];
    rows.extend(operation.server.as_ref().map(|server| vec![quote!(server => #server)]));
    let accept = operation.accept.join(", ");
    if accept != outcomes::usual_media_type(&operation.outcome) {
        rows.push(vec![if accept.is_empty() { quote!(accept => none) } else { quote!(accept => #accept) }]);
    }
    let schemes = schemes(&operation.security);
    if schemes != context.security {
        let security = security(&schemes);
        rows.push(vec![quote!(security => #security)]);
    }
    rows.extend(redirects(operation).map(|row| vec![row]));
    rows.extend(idempotency_key(context, operation).map(|name| vec![quote!(idempotency_key => #name)]));
    rows.push(vec![quote!(#(#statuses)|* => #reader(#body))]);
    rows.extend(media::rows(context, operation)?);
    rows.push(vec![quote!(error => #error)]);
    rows.extend(streams.map(|row| vec![row]));
    Ok(Table::new("operation", quote!(#builder), rows))
}

/// Writes the row of the documented redirections, which are not followed; nothing if there are none.
fn redirects(operation: &Operation) -> Option<TokenStream> {
    let mut statuses: Vec<u16> = Vec::new();
    for response in &operation.responses {
        match response.status {
            StatusPattern::Exact(status @ 300..=399) => statuses.push(status),
            StatusPattern::Range(3) => statuses.extend(REDIRECTIONS),
            _ => {}
        }
    }
    statuses.sort_unstable();
    statuses.dedup();
    let statuses: Vec<Literal> = statuses.into_iter().map(Literal::u16_unsuffixed).collect();
    (!statuses.is_empty()).then(|| quote!(redirects => [#(#statuses),*]))
}

/// The header that marks all attempts as one call, if the operation declares it.
fn idempotency_key<'o>(context: &Context<'_>, operation: &'o Operation) -> Option<&'o str> {
    let configured = context.api.idempotency_key.as_deref();
    let is_key = |name: &str| {
        [Some("idempotency-key"), configured].into_iter().flatten().any(|key| key.eq_ignore_ascii_case(name))
    };
    let mut headers = operation.parameters.iter().filter(|parameter| parameter.location == Location::Header);
    headers.find(|parameter| is_key(&parameter.wire_name)).map(|parameter| parameter.wire_name.as_str())
}

/// Writes `security`: alternatives, each a list of schemes.
pub(in crate::emit) fn security(alternatives: &[Vec<&str>]) -> TokenStream {
    let alternatives = alternatives.iter().map(|schemes| quote!([#(#schemes),*]));
    quote!([#(#alternatives),*])
}

/// Writes the method of the request: a word, or text if it is no word of Rust.
fn http_method(operation: &Operation) -> Result<TokenStream, EmitError> {
    let method = &operation.method;
    if !methods::is_name(method) {
        return Err(EmitError::new(format_args!("the operation `{}`", operation.id), format!("no method {method}")));
    }
    Ok(syn::parse_str::<Ident>(method).map_or_else(|_| quote!(#method), |word| quote!(#word)))
}

/// The type of an operation's documented errors.
pub(in crate::emit) fn error_type(context: &Context<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    let Some(id) = operation.error else { return Ok(names::infallible()) };
    let error = context
        .api
        .error_type(id)
        .ok_or_else(|| EmitError::new(format_args!("the error type of `{}`", operation.id), "it is not defined"))?;
    let name = ident(&error.name, format_args!("the error type `{}`", error.name))?;
    Ok(quote!(crate::errors::#name))
}

/// Writes what the runtime has to know of an operation.
pub(in crate::emit) fn constant(name: &Ident, operation: &Operation) -> TokenStream {
    let (ty, plain) = (names::operation(), names::plain_operation());
    let method = &operation.method;
    let (id, path, accept) = (&operation.id, &operation.path, operation.accept.join(", "));
    let security = operation.security.iter().map(|alternative| {
        let schemes = alternative.iter().map(|requirement| &requirement.scheme);
        quote!(&[#(#schemes),*])
    });
    let server = operation.server.as_ref().map(|url| quote!(server: Some(#url),));
    quote! {
        static #name: #ty = #ty {
            id: #id,
            method: #method,
            path: #path,
            #server
            accept: #accept,
            security: Some(&[#(#security),*]),
            ..#plain
        };
    }
}

/// Writes the setter that replaces the operation's own server by another.
fn server_setter(operation: &Operation) -> Option<TokenStream> {
    let url = operation.server.as_deref()?;
    let server = names::server();
    let docs = attributes(&[format!("Sends the request to a server other than {}.", documentation::code(url))]);
    Some(quote! {
        #docs
        pub fn server(self, server: impl ::std::convert::Into<#server>) -> Self {
            Self(self.0.server(server))
        }
    })
}

fn setters(context: &Context<'_>, service: &Service, operation: &Operation) -> Result<Vec<TokenStream>, EmitError> {
    let scope = setter_scope(&service.module, &operation.builder);
    let mut setters = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| !parameter.required) {
        let input = parameters::input(context, operation, parameter)?;
        let documentation = documentation::telling(context, &parameter.documentation, &parameter.ty);
        let docs = documentation::item(&documentation, &setter_fallback(parameter), false);
        let sent = parameter.default.as_ref().map(|default| {
            let sentence = format!("By default, {} is sent.", documentation::code(default));
            attributes(&[String::new(), sentence])
        });
        let docs = quote!(#docs #sent);
        setters.push(setter(&input, &docs, parameter.deprecated));
        let Input { name, ty, .. } = &input;
        let allowed = parameter.deprecated.then(|| quote!(#[allow(deprecated)]));
        setters.push(aliases::each(
            context,
            (AliasKind::Setter, &scope, &parameter.name),
            |attributes, old| quote!(#attributes #allowed pub fn #old(self, #name: #ty) -> Self { self.#name(#name) }),
        )?);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let input = parameters::body(context, operation, body)?;
        let docs = documentation::item(&body.documentation, "Sets the body.", false);
        setters.extend(input.map(|input| setter(&input, &quote!(#docs), false)));
    }
    Ok(setters)
}

/// What a setter does, and why it isn't called as the parameter is.
fn setter_fallback(parameter: &Parameter) -> String {
    let wire_name = documentation::code(&parameter.wire_name);
    match parameter.name.strip_suffix("_parameter").filter(|own| parameter.wire_name.eq_ignore_ascii_case(own)) {
        Some("options") => format!("Sets the parameter {wire_name}; the method `options` sets the request's options."),
        Some(own) => format!("Sets the parameter {wire_name}; `{own}` is a name of the request's own."),
        None => format!("Sets {wire_name}."),
    }
}

fn setter(input: &Input, docs: &TokenStream, deprecated: bool) -> TokenStream {
    let deprecated = deprecated.then(|| quote!(#[deprecated(note = "the API deprecates this parameter")]));
    let Input { name, ty, .. } = input;
    let request = input.call(&quote!(self.0));
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(self, #name: #ty) -> Self {
            Self(#request)
        }
    }
}
