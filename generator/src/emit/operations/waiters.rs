//! Jobs: the methods of a builder that start one and wait for it.

use std::time::Duration;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::api::{Operation, Waiter, WaiterArgument};
use crate::emit::context::{Context, ident};
use crate::emit::documentation::{attributes, code};
use crate::emit::operations::{self, outcomes};
use crate::emit::{EmitError, names};

/// What an operation's file gets for the jobs that it starts.
#[derive(Default)]
pub(in crate::emit) struct Waits {
    /// Beside the builder.
    pub(in crate::emit) constants: TokenStream,
    /// The methods of the builder.
    pub(in crate::emit) methods: TokenStream,
}

/// Writes what `operation` has for its jobs; nothing if it starts none.
pub(in crate::emit) fn tokens(
    context: &Context<'_>,
    operation: &Operation,
    error: &TokenStream,
) -> Result<Waits, EmitError> {
    let mut waits = Waits::default();
    for (index, waiter) in operation.waiters.iter().enumerate() {
        let item = format!("the waiter `{}`", waiter.name);
        let (service, status) = context
            .api
            .operation(waiter.status)
            .ok_or_else(|| EmitError::new(&item, "its operation is not defined"))?;
        let number = if index == 0 { String::new() } else { format!("_{}", index + 1) };
        let (constant, status_constant) = (format_ident!("WAITER{number}"), format_ident!("STATUS{number}"));
        waits.constants.extend(operations::constant(&status_constant, status));
        waits.constants.extend(self::constant(&constant, &status_constant, waiter));
        let name = ident(&waiter.name, &item)?;
        let docs = attributes(&documentation(waiter, &format!("{}::{}", service.name, status.name)));
        // The outcome is a single one: *lower* takes no other.
        let state = outcomes::outcome_type(context, &status.outcome)?;
        let status_error = operations::error_type(context, status)?;
        let (decode, wait) = (names::decode(), names::wait());
        let reader = outcomes::outcome_reader(context, &status.outcome);
        waits.methods.extend(quote! {
            #docs
            #[inline]
            pub fn #name(self) -> #wait<#state, #error, #status_error> {
                self.0.wait(&#constant, #decode::#reader)
            }
        });
    }
    Ok(waits)
}

fn documentation(waiter: &Waiter, status: &str) -> Vec<String> {
    let values = |values: &[String]| values.iter().map(|value| code(value)).collect::<Vec<_>>().join(" or ");
    let field = code(&waiter.field.join("."));
    let mut lines = vec![
        format!(
            "Sends the request and waits for the job that it starts, until its {field} is {}.",
            values(&waiter.done)
        ),
        String::new(),
        format!("Requests {} after {:?}, and then at longer and longer intervals,", code(status), waiter.interval),
        format!(
            "for at most {:?} in all. Both times can be set on the returned value. Await it to get the last response.",
            waiter.limit
        ),
    ];
    if !waiter.failed.is_empty() {
        lines.push(format!("A {field} of {} is an error.", values(&waiter.failed)));
    }
    lines
}

fn constant(name: &Ident, status: &Ident, waiter: &Waiter) -> TokenStream {
    let (ty, argument) = (names::waiter(), names::waiter_argument());
    let arguments = waiter.arguments.iter().map(|WaiterArgument { parameter, is_in_path, property }| {
        quote!(#argument { parameter: #parameter, is_in_path: #is_in_path, property: &[#(#property),*] })
    });
    let Waiter { field, done, failed, .. } = waiter;
    let (interval, limit) = (duration(waiter.interval), duration(waiter.limit));
    quote! {
        static #name: #ty = #ty {
            status: &#status,
            arguments: &[#(#arguments),*],
            field: &[#(#field),*],
            done: &[#(#done),*],
            failed: &[#(#failed),*],
            interval: #interval,
            limit: #limit,
        };
    }
}

fn duration(duration: Duration) -> TokenStream {
    if duration.subsec_nanos() == 0 {
        let seconds = proc_macro2::Literal::u64_unsuffixed(duration.as_secs());
        return quote!(::std::time::Duration::from_secs(#seconds));
    }
    let millis = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let millis = proc_macro2::Literal::u64_unsuffixed(millis);
    quote!(::std::time::Duration::from_millis(#millis))
}
