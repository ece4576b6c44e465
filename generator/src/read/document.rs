//! An OpenAPI document.

use serde_json::Value;

use super::file::Found;
use super::parse::{self, Failure};
use super::version::is_swagger;
use super::{Document, Input, Options, bundle, file, generics};
use crate::diagnostic::{Code, Diagnostic, Place};

/// Reads a document and the files that it refers to into `input`.
pub(super) fn read(source: &Found, options: &Options, input: &mut Input) {
    let result = file::read(&source.path, &source.file, options)
        .and_then(|text| parse::by_name(&source.path, &text).map_err(|failure| broken(&source.file, &failure)))
        .and_then(|parsed| {
            check(&source.file, &parsed.value)?;
            Ok(parsed)
        });
    match result {
        Ok(parsed) => {
            input.diagnostics.extend(parse::findings(&source.file, parsed.findings));
            let mut value = parsed.value;
            generics::resolve(&mut value);
            let value = bundle::bundle(value, source, options, input);
            input.documents.push(Document { file: source.file.clone(), value });
        }
        Err(diagnostic) => input.diagnostics.push(diagnostic),
    }
}

fn check(file: &str, value: &Value) -> Result<(), Diagnostic> {
    let place = Place::file(file);
    let Some(document) = value.as_object() else {
        let message =
            if value.is_null() { "the file is empty" } else { "this is not an OpenAPI document: it is not an object" };
        return Err(Diagnostic::error(Code::NotOpenapi, place, message).help("name an OpenAPI document"));
    };
    if document.contains_key("openapi") || is_swagger(value) {
        return Ok(());
    }
    if let Some(version) = document.get("swagger") {
        let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
        return Err(Diagnostic::error(
            Code::UnsupportedVersion,
            place,
            format!("this is a Swagger {version} document"),
        )
        .help("convert it to Swagger 2.0 or OpenAPI 3 first"));
    }
    Err(Diagnostic::error(Code::NotOpenapi, place, "this is not an OpenAPI document: it has no `openapi` key")
        .help("name the document that has `openapi: 3.x`; the files that it refers to are found from there"))
}

pub(super) fn broken(file: &str, failure: &Failure) -> Diagnostic {
    let help = match failure.code {
        Code::TooDeep => {
            "schemas this deep usually come from a reference that was expanded without end: publish the document with its `$ref`s"
        }
        Code::TooLarge => "write the repeated parts as components, and refer to them with `$ref`",
        _ => "correct it, or fetch it again",
    };
    Diagnostic::error(failure.code, Place::file(file), format!("the document can't be read: {}", failure.message))
        .help(help)
}
