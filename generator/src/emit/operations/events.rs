//! Streams: what a builder has whose operation's answer is read item by item.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{EventStream, Framing, Operation, Type};
use crate::emit::context::{Context, events_method};
use crate::emit::models::types;
use crate::emit::{EmitError, names};

/// Writes the constant beside the builder, and the row of the builder's table; nothing for an operation without a stream.
pub(in crate::emit) fn tokens(
    context: &Context<'_>,
    operation: &Operation,
) -> Result<Option<(TokenStream, TokenStream)>, EmitError> {
    let Some(events) = &operation.events else { return Ok(None) };
    let item = types::owned(context, &events.item)?;
    let event = names::event();
    let row = match (events.framing, &events.item) {
        (Framing::Events, _) if events.is_whole_event => quote!(whole_event(#item)),
        (Framing::Events, Type::String) => quote!(event_text(#event<#item>)),
        (Framing::Events, _) => quote!(event(#event<#item>)),
        (Framing::Lines | Framing::Sequence, _) => quote!(item(#item)),
    };
    let name = events_method(operation)?;
    Ok(Some((constant(events), quote!(events => #row by EVENTS as #name))))
}

fn constant(events: &EventStream) -> TokenStream {
    let (ty, plain, framing) = (names::event_format(), names::plain_events(), names::framing());
    let accept = &events.media_type;
    let framing = match events.framing {
        Framing::Events => None,
        Framing::Lines => Some(quote!(framing: #framing::Lines,)),
        Framing::Sequence => Some(quote!(framing: #framing::Sequence,)),
    };
    let accept = (accept != "text/event-stream").then(|| quote!(accept: #accept,));
    let last = events.last.as_ref().map(|last| quote!(last: Some(#last),));
    let required = events.is_last_required.then(|| quote!(is_last_required: true,));
    let choice = events.choice.as_ref().map(|choice| quote!(choice: Some(#choice),));
    quote!(static EVENTS: #ty = #ty { #framing #accept #last #required #choice ..#plain };)
}
