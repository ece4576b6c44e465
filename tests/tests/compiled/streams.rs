//! Answers that a generated client reads item by item: events or JSON, lines, sequences.

use std::fs;
use std::path::Path;

use generator::diagnostic::Place;
use generator::generate;
use generator::read::{InputPath, Options, read};
use generator::rules::{Rule, Rules, Stream};

use crate::nested::{self, Workspace};

const FOLDER: &str = "fixtures/streams";

#[test]
fn items_are_read_as_they_come() {
    let input = read(&[InputPath::named(Path::new(FOLDER).join("api.yaml"), "")], &Options::default());
    let last = Some("[DONE]".to_owned());
    let value = Stream { operation: "createCompletion".to_owned(), last, property: None };
    let rules = Rules { streams: vec![Rule { value, place: Place::default() }], ..Rules::default() };
    let options = generator::Options { rules, ..nested::options("streams") };
    let generated = generate(input, &options).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(generated.skipped.is_empty(), "{:?}", generated.skipped);
    let mut workspace = Workspace::default();
    workspace.generated("streams", &generated);
    let dependencies = "streams = { path = \"../streams\", features = [\"blocking\"] }\n\
         reqwest = { version = \"0.13\", default-features = false }\n\
         tokio = { version = \"1\", features = [\"rt\"] }\n";
    let main = fs::read_to_string(Path::new(FOLDER).join("main.rs")).unwrap();
    workspace.program("streams-program", dependencies, &main);
    workspace.cargo(&["test", "--test", "*"]).unwrap_or_else(|output| panic!("{output}"));
}
