//! A client of a Swagger 2.0 document: what it sends is what the document says.

use std::fs;
use std::path::Path;

use generator::generate;
use generator::read::{InputPath, Options, read};

use crate::nested::{self, Workspace};

const FOLDER: &str = "fixtures/swagger";

#[test]
fn what_is_sent_is_what_the_document_says() {
    let input = read(&[InputPath::named(Path::new(FOLDER).join("api.yaml"), "api.yaml")], &Options::default());
    let generated = generate(input, &nested::options("swagger")).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(generated.skipped.is_empty(), "{:?}", generated.skipped);
    assert_eq!(generated.statistics.operations, 7);
    let losses = generated.diagnostics.iter().filter(|one| one.severity > generator::diagnostic::Severity::Note);
    let losses: Vec<String> = losses.map(|one| format!("{}: {}", one.code, one.place)).collect();
    assert_eq!(losses, ["collection-format: api.yaml#/paths/~1disks/get/parameters/4"]);
    let mut workspace = Workspace::default();
    workspace.generated("swagger", &generated);
    let dependencies = "swagger = { path = \"../swagger\", features = [\"blocking\"] }\n\
         reqwest = { version = \"0.13\", default-features = false }\nserde_json = \"1\"\n";
    let main = fs::read_to_string(Path::new(FOLDER).join("main.rs")).unwrap();
    workspace.program("swagger-program", dependencies, &main);
    workspace.cargo(&["test", "--test", "*"]).unwrap_or_else(|output| panic!("{output}"));
}
