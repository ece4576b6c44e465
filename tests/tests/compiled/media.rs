//! Bodies that come in several media types, and documented headers of responses.

use std::fs;
use std::path::Path;

use generator::generate;
use generator::read::{InputPath, Options, read};

use crate::nested::{self, Workspace};

const FOLDER: &str = "fixtures/media";

#[test]
fn each_media_type_is_sent_and_asked_for() {
    let input = read(&[InputPath::named(Path::new(FOLDER).join("api.yaml"), "")], &Options::default());
    let generated = generate(input, &nested::options("media")).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(generated.skipped.is_empty(), "{:?}", generated.skipped);
    let told: Vec<_> = generated.diagnostics.iter().filter(|one| one.code == "media-type-chosen").collect();
    assert!(told.is_empty(), "{told:?}");
    let mut workspace = Workspace::default();
    workspace.generated("media", &generated);
    let dependencies = "media = { path = \"../media\", features = [\"blocking\"] }\n\
         reqwest = { version = \"0.13\", default-features = false }\n";
    let main = fs::read_to_string(Path::new(FOLDER).join("main.rs")).unwrap();
    workspace.program("media-program", dependencies, &main);
    workspace.cargo(&["test", "--test", "*"]).unwrap_or_else(|output| panic!("{output}"));
}
