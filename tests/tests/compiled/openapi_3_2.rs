//! What OpenAPI 3.2 added: methods of an API's own, queries that are one value, a document's own URI, defaults of discriminators.

use std::fs;
use std::path::Path;

use generator::diagnostic::Severity;
use generator::generate;
use generator::read::{InputPath, Options, read};

use crate::nested::{self, Workspace};

const FOLDER: &str = "fixtures/openapi-3.2";

#[test]
fn what_openapi_3_2_added_is_sent_and_read() {
    let input = read(&[InputPath::named(Path::new(FOLDER).join("api.yaml"), "api.yaml")], &Options::default());
    let generated = generate(input, &nested::options("disks")).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(generated.skipped.is_empty(), "{:?}", generated.skipped);
    assert_eq!(generated.statistics.operations, 9);
    let told: Vec<String> = generated
        .diagnostics
        .iter()
        .filter(|one| one.severity > Severity::Note)
        .map(|one| format!("{} {}: {}", one.code, one.place, one.message))
        .collect();
    assert!(told.is_empty(), "{told:#?}");
    let service = generated.files.iter().find(|file| file.path.ends_with("services/disks/mod.rs")).unwrap();
    assert!(service.content.contains("Disks and what is on them"), "{}", service.content);
    assert!(service.content.contains("Part of Storage."), "{}", service.content);
    let mut workspace = Workspace::default();
    workspace.generated("disks", &generated);
    let dependencies = "disks = { path = \"../disks\", features = [\"blocking\"] }\n\
         reqwest = { version = \"0.13\", default-features = false }\nserde_json = \"1\"\n";
    let main = fs::read_to_string(Path::new(FOLDER).join("main.rs")).unwrap();
    workspace.program("disks-program", dependencies, &main);
    workspace.cargo(&["test", "--test", "*"]).unwrap_or_else(|output| panic!("{output}"));
}
