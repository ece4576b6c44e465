//! The small cases of the corpus, each the smallest document of its class: their values are read and written as they should be.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use generator::read::{InputPath, Options, read};
use generator::{Generated, generate};
use tests::corpus;

use crate::nested::{self, Workspace};

/// Cases whose clients the program does not call.
const NOT_CALLED: [&str; 4] =
    ["names-filename-collision", "names-run-together-names", "streams-chunks", "syntax-json-trailing-comma"];

#[test]
fn small_cases_are_read_and_written_as_they_should() {
    let Some(cases) = corpus::folder().map(|corpus| corpus.join("cases")).filter(|cases| cases.is_dir()) else {
        return;
    };
    let mut workspace = Workspace::default();
    let mut dependencies = "reqwest = { version = \"0.13\", default-features = false }\n\
        serde = { version = \"1\", default-features = false, features = [\"std\"] }\nserde_json = \"1\"\n"
        .to_owned();
    let mut names: Vec<String> =
        fs::read_dir(&cases).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names.iter().filter(|name| cases.join(name).is_dir()) {
        let generated = generate_case(&cases.join(name), name);
        assert!(generated.skipped.is_empty(), "{name}: {:?}", generated.skipped);
        workspace.generated(name, &generated);
        if !NOT_CALLED.contains(&name.as_str()) {
            writeln!(dependencies, "{name} = {{ path = \"../{name}\", features = [\"blocking\"] }}").unwrap();
        }
    }
    let content = |name: &str| fs::read_to_string(Path::new("fixtures/cases").join(name)).unwrap();
    workspace.program("cases-program", &dependencies, &content("main.rs"));
    for module in ["answers.rs", "values.rs", "wire.rs"] {
        Workspace::module("cases-program", module, &content(module));
    }
    workspace.cargo(&["test", "--test", "*", "--no-fail-fast"]).unwrap_or_else(|output| panic!("{output}"));
}

fn generate_case(folder: &Path, name: &str) -> Generated {
    let document = ["openapi.yaml", "openapi.json"].map(|file| folder.join(file)).into_iter().find(|it| it.is_file());
    let input = read(&[InputPath::named(document.unwrap(), "")], &Options::default());
    generate(input, &nested::options(name)).unwrap_or_else(|errors| panic!("{name}: {errors:?}"))
}
