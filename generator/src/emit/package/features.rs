//! The features of an item: those of the services that need it.

use crate::api::{
    Api, BodyContent, ErrorId, MOST_FEATURES, Operation, Outcome, ResponseBody, Type, TypeId, WEBHOOKS_FEATURE,
};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// Indexes of services, and behind them that of the webhooks.
type Services = BTreeSet<usize>;

/// For each type and error type the features that it is behind.
pub(in crate::emit) struct Features<'a> {
    types: Vec<Vec<&'a str>>,
    errors: Vec<Vec<&'a str>>,
}

impl<'a> Features<'a> {
    /// Finds what each service of `api` needs.
    pub(in crate::emit) fn of(api: &'a Api) -> Self {
        let mut types = vec![Services::new(); api.types.len()];
        let mut errors = vec![Services::new(); api.errors.len()];
        for (index, service) in api.services.iter().enumerate() {
            let mut reach = Reach::default();
            service.operations.iter().for_each(|operation| reach.operation(api, operation));
            reach.mark(api, index, &mut types, &mut errors);
        }
        let features = all(api);
        let of_webhooks = features.iter().position(|feature| *feature == WEBHOOKS_FEATURE);
        if let Some(index) = of_webhooks.filter(|_| !api.webhooks.is_empty()) {
            let mut reach = Reach::default();
            api.webhooks.iter().for_each(|webhook| reach.ty(&webhook.ty));
            reach.mark(api, index, &mut types, &mut errors);
        }
        // An item that no service needs is always there, with everything that it needs.
        let mut reach = Reach::default();
        reach.types.extend(unmarked(&types).map(TypeId));
        unmarked(&errors).for_each(|id| reach.error(api, ErrorId(id)));
        for index in 0..features.len() {
            reach.mark(api, index, &mut types, &mut errors);
        }
        let gates = |sets: Vec<Services>| sets.into_iter().map(|services| gate(&features, &services)).collect();
        Self { types: gates(types), errors: gates(errors) }
    }

    /// The features that each type is behind, in the order of [`Api::types`].
    pub(in crate::emit) fn types(&self) -> &[Vec<&'a str>] {
        &self.types
    }

    /// The features that `ty` is behind; none if it is always there.
    pub(in crate::emit) fn of_type(&self, ty: &Type) -> &[&'a str] {
        ty.named().and_then(|id| self.types.get(id.0)).map_or(&[], Vec::as_slice)
    }

    /// The features that each error type is behind, in the order of [`Api::errors`].
    pub(in crate::emit) fn errors(&self) -> &[Vec<&'a str>] {
        &self.errors
    }
}

/// Writes the condition of what one service needs.
pub(in crate::emit) fn one(feature: &str) -> TokenStream {
    quote!(#[cfg(feature = #feature)])
}

/// Writes the condition of an item that any of several services needs; nothing if there is none.
pub(in crate::emit) fn any(features: &[&str]) -> TokenStream {
    match features {
        [] => TokenStream::new(),
        [feature] => one(feature),
        features => quote!(#[cfg(any(#(feature = #features),*))]),
    }
}

/// The features of the services, and last that of the webhooks, unless a service has it already.
fn all(api: &Api) -> Vec<&str> {
    let mut all: Vec<&str> = api.services.iter().map(|service| service.feature.as_str()).collect();
    if !api.webhooks.is_empty() && !all.contains(&WEBHOOKS_FEATURE) {
        all.push(WEBHOOKS_FEATURE);
    }
    all
}

/// The features of `services`, or none if an item is there whatever is on.
///
/// An item that one service needs is behind its feature, even if there is no other service: another one may be added, and
/// then nothing changes for the item.
fn gate<'a>(features: &[&'a str], services: &Services) -> Vec<&'a str> {
    let is_for_all = services.len() > 1 && services.len() == features.len();
    if is_for_all || services.len() > MOST_FEATURES {
        return Vec::new();
    }
    services.iter().filter_map(|index| features.get(*index).copied()).collect()
}

/// The indexes of the items that no service needs.
fn unmarked(sets: &[Services]) -> impl Iterator<Item = usize> {
    sets.iter().enumerate().filter(|(_, services)| services.is_empty()).map(|(index, _)| index)
}

/// What a service needs, as far as its operations name it.
#[derive(Debug, Default)]
struct Reach {
    types: BTreeSet<TypeId>,
    errors: BTreeSet<ErrorId>,
}

impl Reach {
    fn operation(&mut self, api: &Api, operation: &Operation) {
        for parameter in &operation.parameters {
            self.ty(&parameter.ty);
        }
        if let Some(BodyContent::Json(ty) | BodyContent::Form(ty)) = operation.body.as_ref().map(|body| &body.content) {
            self.ty(ty);
        }
        for other in &operation.other_bodies {
            if let BodyContent::Json(ty) | BodyContent::Form(ty) = &other.body.content {
                self.ty(ty);
            }
        }
        for other in &operation.representations {
            self.body(&other.body);
        }
        if let Some(paging) = &operation.paging {
            self.ty(&paging.item);
        }
        if let Some(events) = &operation.events {
            self.ty(&events.item);
        }
        self.answer(api, operation);
        // A job is asked after by an operation that can be another service's.
        for (_, status) in operation.waiters.iter().filter_map(|waiter| api.operation(waiter.status)) {
            self.answer(api, status);
        }
    }

    fn answer(&mut self, api: &Api, operation: &Operation) {
        match &operation.outcome {
            Outcome::Single(body) => self.body(body),
            Outcome::PerStatus { variants, .. } => variants.iter().for_each(|variant| self.body(&variant.body)),
        }
        if let Some(error) = operation.error {
            self.error(api, error);
        }
    }

    fn error(&mut self, api: &Api, id: ErrorId) {
        self.errors.insert(id);
        let variants = api.error_type(id).map_or(&[][..], |error| error.variants.as_slice());
        for variant in variants {
            self.body(&variant.body);
        }
    }

    fn body(&mut self, body: &ResponseBody) {
        if let ResponseBody::Json(ty) = body {
            self.ty(ty);
        }
    }

    fn ty(&mut self, ty: &Type) {
        self.types.extend(ty.named());
    }

    /// Adds `service` to the sets of all error types and types that are reached, through whichever others.
    fn mark(&self, api: &Api, service: usize, types: &mut [Services], errors: &mut [Services]) {
        for id in &self.errors {
            if let Some(services) = errors.get_mut(id.0) {
                services.insert(service);
            }
        }
        let mut pending: Vec<TypeId> = self.types.iter().copied().collect();
        while let Some(id) = pending.pop() {
            if types.get_mut(id.0).is_some_and(|services| services.insert(service)) {
                let parts = api.type_definition(id).map(|definition| definition.kind.parts()).unwrap_or_default();
                pending.extend(parts.into_iter().filter_map(|(_, ty)| ty.named()));
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests {
    use super::Features;
    use crate::read::{Document, Input};
    use crate::rules::{Rule, Rules, Waiter};
    use crate::{Options, model};
    use serde_json::{Value, json};
    use std::time::Duration;

    /// The features of each error type and type of an API with these paths and schemas.
    fn features(paths: &Value, schemas: &Value, waiters: Vec<Rule<Waiter>>) -> String {
        let value = json!({
            "openapi": "3.0.3", "info": {"title": "Books", "version": "1"},
            "paths": paths, "components": {"schemas": schemas}
        });
        let documents = vec![Document { file: "api.json".to_owned(), value }];
        let options = Options { rules: Rules { waiters, ..Rules::default() }, ..Options::default() };
        let api = model(Input { documents, ..Input::default() }, &options).unwrap().api;
        let Features { types, errors } = Features::of(&api);
        let line = |name: &str, features: &[&str]| match features {
            [] => format!("{name}: always\n"),
            features => format!("{name}: {}\n", features.join(" ")),
        };
        let errors = api.errors.iter().zip(&errors).map(|(error, features)| line(&error.name, features));
        let types = api.types.iter().zip(&types).map(|(definition, features)| line(&definition.name, features));
        errors.chain(types).collect()
    }

    #[test]
    fn payloads_are_behind_their_feature() {
        let schema = |name: &str| object(json!({name: {"type": "string"}}));
        let schemas = json!({"Book": schema("a"), "Shelf": schema("b"), "Problem": schema("c"), "Lost": schema("d")});
        for tag in ["Books", "Webhooks"] {
            let value = json!({
                "openapi": "3.1.0", "info": {"title": "Books", "version": "1"},
                "paths": {
                    "/a": {"get": operation(tag, "Book", "Problem")},
                    "/b": {"get": operation("Shelves", "Shelf", "Problem")}
                },
                "webhooks": {
                    "lost": {"post": {"requestBody": {"content": content(&reference("Lost"))}}},
                    "shelf": {"post": {"requestBody": {"content": content(&reference("Shelf"))}}}
                },
                "components": {"schemas": schemas}
            });
            let documents = vec![Document { file: "api.json".to_owned(), value }];
            let api = model(Input { documents, ..Input::default() }, &Options::default()).unwrap().api;
            let features = Features::of(&api);
            let found: Vec<String> = api
                .types
                .iter()
                .zip(features.types())
                .map(|(it, on)| format!("{}: {}", it.name, on.join(" ")))
                .collect();
            let own = tag.to_lowercase();
            let shelf = if tag == "Books" { "Shelf: shelves webhooks" } else { "Shelf: " };
            let problem = if tag == "Books" { "Problem: books shelves" } else { "Problem: " };
            assert_eq!(found, [&format!("Book: {own}"), "Lost: webhooks", problem, shelf]);
        }
    }

    fn reference(name: &str) -> Value {
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    fn content(schema: &Value) -> Value {
        json!({"application/json": {"schema": schema}})
    }

    /// An operation that answers with that schema, and fails with the other.
    fn operation(tag: &str, answer: &str, failure: &str) -> Value {
        json!({"tags": [tag], "responses": {
            "200": {"description": "", "content": content(&reference(answer))},
            "404": {"description": "", "content": content(&reference(failure))}
        }})
    }

    fn object(properties: Value) -> Value {
        let mut object = json!({"type": "object"});
        object["properties"] = properties;
        object
    }

    #[test]
    fn what_a_service_needs_is_found_wherever_it_stands() {
        let mut read = operation("Books", "Book", "Problem");
        read["parameters"] = json!([{"name": "genre", "in": "query", "schema": reference("Genre")}]);
        let mut write = operation("Shelves", "Shelf", "Fault");
        write["requestBody"] = json!({"content": content(&reference("Order"))});
        write["responses"]["202"] = json!({"description": "", "content": content(&reference("Ticket"))});
        let schemas = json!({
            "Book": object(json!({"author": {"type": "array", "items": reference("Author")}})),
            "Author": object(json!({"books": {"type": "array", "items": reference("Book")}, "cause": reference("Cause")})),
            "Genre": {"type": "string", "enum": ["A", "B"]},
            "Problem": object(json!({"cause": reference("Cause")})),
            "Fault": object(json!({"cause": reference("Cause"), "code": {"type": "integer"}})),
            "Cause": object(json!({"text": {"type": "string"}})),
            "Shelf": {"oneOf": [reference("Author"), reference("Order")]},
            "Order": {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": reference("Line")},
            "Line": object(json!({"count": {"type": "integer"}})),
            "Ticket": object(json!({"number": {"type": "integer"}})),
        });
        insta::assert_snapshot!(features(&json!({"/a": {"get": read}, "/b": {"post": write}}), &schemas, Vec::new()), @r#"
        GetAError: books
        PostBError: shelves
        Author: always
        Book: always
        Cause: always
        Fault: shelves
        Genre: books
        Line: shelves
        Order: shelves
        Problem: books
        Shelf: shelves
        Ticket: shelves
        "#);
    }

    #[test]
    fn a_job_needs_what_the_service_that_is_asked_answers() {
        let mut start = operation("Exports", "Export", "Problem");
        start["operationId"] = json!("start");
        let mut status = operation("Jobs", "Job", "JobProblem");
        status["operationId"] = json!("status");
        status["parameters"] = json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}]);
        let schemas = json!({
            "Export": object(json!({"id": {"type": "string"}})),
            "Job": object(json!({"state": {"type": "string"}, "detail": reference("Detail")})),
            "Detail": object(json!({"text": {"type": "string"}})),
            "Problem": object(json!({"text": {"type": "string"}, "a": {"type": "string"}})),
            "JobProblem": object(json!({"text": {"type": "integer"}})),
        });
        let value = Waiter {
            name: "wait_until_done".to_owned(),
            start: "start".to_owned(),
            status: "status".to_owned(),
            arguments: vec![("id".to_owned(), "id".to_owned())],
            field: "state".to_owned(),
            done: vec!["DONE".to_owned()],
            failed: Vec::new(),
            interval: Duration::from_secs(1),
            limit: Duration::from_secs(60),
        };
        let waiters = vec![Rule { value, place: crate::diagnostic::Place::default() }];
        let other = operation("Others", "Export", "Problem");
        let paths = json!({"/exports": {"post": start}, "/jobs/{id}": {"get": status}, "/others": {"get": other}});
        insta::assert_snapshot!(features(&paths, &schemas, waiters), @r#"
        CommonError: exports others
        StatusError: exports jobs
        Detail: exports jobs
        Export: exports others
        Job: exports jobs
        JobProblem: exports jobs
        Problem: exports others
        "#);
    }

    #[test]
    fn what_many_services_need_is_always_there() {
        let mut paths = json!({});
        for number in 0..10 {
            let shared = if number < 8 { "Eight" } else { "Rest" };
            paths[format!("/{number}")] = json!({"get": operation(&format!("t{number}"), shared, "Ten")});
            if number < 9 {
                paths[format!("/{number}")]["put"] = operation(&format!("t{number}"), "Nine", "Ten");
            }
        }
        let schema = |name: &str| object(json!({name: {"type": "string"}}));
        let schemas = json!({
            "Eight": schema("a"), "Nine": object(json!({"inner": reference("Inner")})), "Ten": schema("b"),
            "Inner": schema("c"), "Rest": schema("d"),
        });
        insta::assert_snapshot!(features(&paths, &schemas, Vec::new()), @r#"
        CommonError: always
        Eight: t0 t1 t2 t3 t4 t5 t6 t7
        Inner: always
        Nine: always
        Rest: t8 t9
        Ten: always
        "#);
    }

    #[test]
    fn of_one_service_all_is_behind_its_feature() {
        let schemas = json!({"Book": object(json!({"a": {"type": "string"}})), "Problem": object(json!({}))});
        let paths = json!({"/a": {"get": operation("Books", "Book", "Problem")}});
        insta::assert_snapshot!(features(&paths, &schemas, Vec::new()), @r#"
        BooksError: books
        Book: books
        "#);
    }
}
