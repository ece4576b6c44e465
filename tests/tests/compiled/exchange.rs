//! What a generated client sends, byte by byte, and what it makes of answers as servers write them.

use std::fs;
use std::path::Path;

use generator::generate;
use generator::read::{InputPath, Options, read};

use crate::nested::{self, Workspace};

const FOLDER: &str = "fixtures/exchange";

#[test]
fn what_is_sent_and_read_is_right_to_the_byte() {
    let input = read(&[InputPath::named(Path::new(FOLDER).join("api.yaml"), "")], &Options::default());
    let generated = generate(input, &nested::options("exchange")).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(generated.skipped.is_empty(), "{:?}", generated.skipped);
    let mut workspace = Workspace::default();
    workspace.generated("exchange", &generated);
    let dependencies = "exchange = { path = \"../exchange\", features = [\"blocking\"] }\n\
         reqwest = { version = \"0.13\", default-features = false }\nserde_json = \"1\"\n";
    let main = fs::read_to_string(Path::new(FOLDER).join("main.rs")).unwrap();
    workspace.program("exchange-program", dependencies, &main);
    for module in ["answers", "bodies", "numbers", "places"] {
        let content = fs::read_to_string(Path::new(FOLDER).join(format!("{module}.rs"))).unwrap();
        Workspace::module("exchange-program", &format!("{module}.rs"), &content);
    }
    workspace.cargo(&["test", "--test", "*"]).unwrap_or_else(|output| panic!("{output}"));
}
