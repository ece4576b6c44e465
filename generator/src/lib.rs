//! Turns an API's documentation pages into a Rust client.
//!
//! Data flows one way, and no stage calls an earlier one:
//!
//! 1. [`read`]: files and folders to JSON.
//! 2. `patch`: corrects it as the configuration says.
//! 3. `swagger`: Swagger 2.0 to OpenAPI 3.0.
//! 4. [`repair`]: JSON as people publish it to valid OpenAPI 3.0.
//! 5. [`parse`]: that JSON to a document with types of its own.
//! 6. [`unify`]: flattened documents to one document that has each schema once, under a name. [`openapi`] writes it.
//! 7. `select`: keeps the operations that the configuration asks for.
//! 8. [`lower`]: the document to a model of the Rust [`api`].
//! 9. [`emit`]: the model to source files, which [`output`] compares with what is on disk.
//!
//! [`lock`] keeps what users can see of the crate, so that *lower* can keep its names, and [`compare`] says what
//! changed from one lock to the next.
//!
//! If the input is published somewhere, the module `fetch` brings it up to date. It is behind the feature `fetch`, which is
//! on by default.
//!
//! [`Project`] does all of this for files on disk, as the command line does. `docs/library.md` shows how to call it from an
//! xtask, a test or a build script. [`generate`] is only the pipeline. Without a configuration, it does the following. You can
//! look at the result of each stage before the next one gets it.
//!
//! ```
//! use std::collections::BTreeSet;
//!
//! use generator::emit::{EmitOptions, emit};
//! use generator::lock::Surface;
//! use generator::lower::{Lowered, lower};
//! use generator::parse::parse;
//! use generator::rules::Rules;
//! use generator::unify::{Duplicates, Source, Unified, unify};
//! use generator::{api, compare, openapi, repair};
//! use serde_json::json;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // What *read* makes of a file.
//! let read = json!({
//!     "openapi": "3.1.0",
//!     "info": { "title": "Acme", "version": "1" },
//!     "paths": { "/disks": { "get": {
//!         "operationId": "listDisks",
//!         "tags": ["Disks"],
//!         "responses": { "200": { "description": "All of them.", "content": { "application/json": { "schema": {
//!             "type": "array",
//!             "items": { "title": "Disk", "type": "object", "properties": { "size": { "type": ["integer", "null"] } } },
//!         } } } } },
//!     } } },
//! });
//! let mut diagnostics = Vec::new();
//!
//! let repaired = repair::document("acme.json", read, &mut diagnostics).ok_or("it is not an OpenAPI document")?;
//! assert_eq!(repaired.document["openapi"], "3.0.3");
//!
//! let document = parse(repaired.document, &repaired.notes);
//! let source = Source { file: repaired.file, page: repaired.page, document };
//! let Unified { document, places, .. } = unify(vec![source], Duplicates::Refuse, &mut diagnostics);
//! let size = "/components/schemas/Disk/properties/size";
//! let written = openapi::write(&document, &BTreeSet::new());
//! assert_eq!(written.pointer(size), Some(&json!({ "type": "integer", "nullable": true })));
//!
//! let Lowered { api, formats, .. } = lower(&document, &places, &Rules::default(), None);
//! let service = api.services.first().ok_or("there is a tag")?;
//! assert_eq!(service.method, "disks");
//! assert_eq!(service.operations.first().map(|operation| operation.name.as_str()), Some("list_disks"));
//!
//! let files = emit(&api, &EmitOptions { crate_name: "acme-client".to_owned(), ..EmitOptions::default() })?;
//! let model = files.iter().find(|file| file.path == "src/models/disk.rs").ok_or("there is a type")?;
//! assert!(model.content.contains("pub size: Option<i64>"));
//!
//! // Beside it: what users see of the crate, and what has changed in it; here nothing.
//! let surface = Surface::of(&api, formats, api::BUILT_IN_FEATURES);
//! assert!(compare::compare(&surface, &surface).changes.is_empty());
//! # Ok(())
//! # }
//! ```

pub mod api;
mod base_uri;
pub mod compare;
pub mod config;
pub mod diagnostic;
mod digest;
pub mod emit;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod inspect;
pub mod lock;
pub mod lower;
mod methods;
pub mod names;
mod nearest;
pub mod notes;
pub mod openapi;
pub mod output;
mod parallel;
pub mod parse;
mod partition;
mod patch;
mod paths;
mod pipeline;
mod pointer;
mod project;
pub mod read;
pub mod repair;
pub mod report;
pub mod rules;
pub mod runtime;
mod scaffold;
mod select;
pub mod stack;
mod swagger;
pub mod unify;

pub use pipeline::{Generated, Modelled, Options, Statistics, generate, model, rebuild, webhooks};
pub use project::{Failure, OtherName, Outcome, Project, Reason, Record};
pub use scaffold::Scaffold;
