//! The payloads of webhooks and callbacks are read, and cost nothing without their feature.

use std::fs;
use std::path::Path;

use generator::generate;
use generator::read::{InputPath, Options, read};

use crate::nested::{self, Workspace};

const FOLDER: &str = "fixtures/webhooks";

#[test]
fn events_are_read_by_their_names() {
    let input = read(&[InputPath::named(Path::new(FOLDER).join("api.yaml"), "")], &Options::default());
    let generated = generate(input, &nested::options("webhooks")).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(generated.skipped.is_empty(), "{:?}", generated.skipped);
    let left_out = generated.diagnostics.iter().filter(|one| one.message.contains("left out"));
    let places: Vec<&str> = left_out.map(|one| one.place.pointer.as_str()).collect();
    assert_eq!(places, ["/webhooks/heartbeat/post", "/webhooks/text/post"]);
    assert!(generated.manifest.contains("default = [\"rustls\", \"gzip\", \"disks\"]"), "{}", generated.manifest);

    let mut workspace = Workspace::default();
    workspace.generated("webhooks", &generated);
    for features in ["", "disks", "webhooks"] {
        let arguments = ["check", "--no-default-features", "--features", features];
        workspace.cargo(&arguments).unwrap_or_else(|output| panic!("{features}: {output}"));
    }
    let dependencies = "webhooks = { path = \"../webhooks\", features = [\"webhooks\"] }\n";
    let main = fs::read_to_string(Path::new(FOLDER).join("main.rs")).unwrap();
    workspace.program("webhooks-program", dependencies, &main);
    workspace.cargo(&["test", "--test", "*"]).unwrap_or_else(|output| panic!("{output}"));
}
