//! What the API's pages say of its operations, read as the generator reads them and before it changes anything.

use std::collections::BTreeMap;

use generator::read::{InputPath, Options, read};
use serde_json::{Map, Value};

use super::samples;

/// One page.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    /// With `{name}` for each parameter.
    pub(crate) path: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) request: Option<Request>,
    pub(crate) responses: BTreeMap<u16, Media>,
}

#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) place: String,
    pub(crate) required: bool,
    pub(crate) example: Value,
}

#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) required: bool,
    pub(crate) media: Media,
}

/// A media type with what stands below it.
#[derive(Debug, Clone)]
pub(crate) struct Media {
    pub(crate) name: String,
    pub(crate) schema: Value,
    /// `example`, `examples` and the schema's own `example`.
    pub(crate) examples: Vec<Value>,
}

/// The 25 operations, by their ids.
pub(crate) fn operations() -> BTreeMap<String, Operation> {
    let input = read(&[InputPath::named("../specs/role-mining", "")], &Options::default());
    assert_eq!(input.diagnostics, Vec::new());
    let operations = input.pages.iter().map(|page| operation(&page.operation));
    let operations: BTreeMap<_, _> = operations.map(|operation| (operation.id.clone(), operation)).collect();
    assert_eq!(operations.len(), input.pages.len(), "ids are unique");
    operations
}

impl Operation {
    pub(crate) fn parameters(&self, place: &str) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(move |parameter| parameter.place == place)
    }

    /// The one response of success.
    pub(crate) fn success(&self) -> (u16, &Media) {
        let mut all = self.responses.iter().filter(|(status, _)| (200..300).contains(*status));
        let (status, media) = all.next().unwrap();
        assert!(all.next().is_none(), "{} has one response of success", self.id);
        (*status, media)
    }

    pub(crate) fn failures(&self) -> impl Iterator<Item = (u16, &Media)> {
        let failures = self.responses.iter().filter(|(status, _)| **status >= 400);
        failures.map(|(status, media)| (*status, media))
    }
}

impl Media {
    pub(crate) fn is_json(&self) -> bool {
        self.name == "application/json"
    }

    /// The documented examples, then values that have all that the schema knows.
    pub(crate) fn all_samples(&self) -> Vec<Value> {
        let mut samples = self.samples();
        samples.extend(samples::listed(&self.schema));
        samples
    }

    /// The documented examples, then a value with all properties that the schema has.
    pub(crate) fn samples(&self) -> Vec<Value> {
        let mut samples = self.examples.clone();
        samples.push(samples::complete(&self.schema));
        samples
    }
}

fn operation(page: &Map<String, Value>) -> Operation {
    let text = |key: &str| page.get(key).and_then(Value::as_str).unwrap().to_owned();
    let empty = Map::new();
    let object = |value: &Value| value.as_object().unwrap().clone();
    let parameters = page.get("parameters").and_then(Value::as_array).into_iter().flatten().map(parameter);
    let responses = page.get("responses").map_or(empty, object).into_iter();
    let responses = responses.map(|(status, response)| (status.parse().unwrap(), media(&response)));
    let request = page.get("requestBody");
    Operation {
        id: text("operationId"),
        method: text("method").to_ascii_uppercase(),
        path: text("path"),
        parameters: parameters.collect(),
        request: request.map(|body| Request { required: body["required"] == true, media: media(body) }),
        responses: responses.collect(),
    }
}

fn parameter(parameter: &Value) -> Parameter {
    let text = |key: &str| parameter[key].as_str().unwrap().to_owned();
    let examples = [&parameter["example"], &parameter["schema"]["example"]];
    // Of the type that most are without an example: an id in the path.
    let fallback = Value::from("8c190e67");
    Parameter {
        name: text("name"),
        place: text("in"),
        required: parameter["required"] == true,
        example: examples.into_iter().find(|example| !example.is_null()).unwrap_or(&fallback).clone(),
    }
}

/// The one media type of a request body or a response.
fn media(body: &Value) -> Media {
    let content = body["content"].as_object().unwrap();
    assert_eq!(content.len(), 1, "{content:?}");
    let (name, media) = content.iter().next().unwrap();
    let named = media["examples"].as_object().into_iter().flatten().map(|(_, example)| &example["value"]);
    let examples = [&media["example"], &media["schema"]["example"]].into_iter().chain(named);
    let examples = examples.filter(|example| !example.is_null()).cloned().collect();
    Media { name: name.clone(), schema: media["schema"].clone(), examples }
}
