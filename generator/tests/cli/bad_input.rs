//! Input that can't be used: what is said of it, and that nothing is written then.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use insta::assert_snapshot;

use crate::support::{Project, page};

/// The messages of a run that has to fail and to leave what is there as it was.
fn refused(project: &Project) -> String {
    let before = project.files("");
    let outcome = project.run(&[]);
    let messages = outcome.exits(2).to_owned();
    assert_eq!(project.files(""), before);
    messages
}

/// The messages for one more page among good ones.
fn refused_page(content: &str) -> String {
    let project = Project::new();
    project.write("specs/pages/broken.api.mdx", content);
    refused(&project)
}

fn compressed(text: &[u8]) -> String {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).unwrap();
    STANDARD.encode(encoder.finish().unwrap())
}

#[test]
fn a_missing_folder() {
    let project = Project::new();
    project.write("specs/generator.toml", "input = [\"pages\", \"more\"]\noutput = \"../client\"\n");
    assert_snapshot!(refused(&project), @"
    error[missing-input]: there is no such file or folder
      --> specs/more
      = help: name a page, a folder of pages or an OpenAPI document

    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written
    ");
}

#[test]
fn an_empty_folder() {
    let project = Project::empty();
    project.write("specs/generator.toml", "input = [\".\"]\noutput = \"../client\"\n");
    assert_snapshot!(refused(&project), @"
    error[empty-input]: the folder holds no `.api.mdx` page and no OpenAPI document
      --> specs
      = help: name the folder that the documentation's generator writes to, or an OpenAPI document

    nothing was written
    ");
    assert!(!project.exists("client"));
}

#[test]
fn a_page_without_an_operation() {
    assert_snapshot!(refused_page("---\nid: broken\ntitle: \"Broken\"\n---\n\n# Broken\n"), @"
    error[missing-api]: the page's front matter has no `api:` key
      --> specs/pages/broken.api.mdx
      = help: delete the page and let the documentation's generator write it again

    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written
    ");
}

#[test]
fn other_files_are_passed_over() {
    let project = Project::new();
    for name in ["acme.info.mdx", "books.tag.mdx", "schemas/book.schema.mdx", "sidebar.ts"] {
        project.write(&format!("specs/pages/{name}"), "---\nid: x\n---\n");
    }
    assert!(project.run(&[]).exits(0).contains("4 pages read"));
}

#[test]
fn broken_base64() {
    assert_snapshot!(refused_page("---\napi: eJyrVkrLz1eyUkpKLFKqBQAdegQ0=A\n---\n"), @"
    error[broken-base64]: the page's operation can't be read: the base64 after `api:` is broken: Invalid symbol 61, offset 28.
      --> specs/pages/broken.api.mdx
      = help: delete the page and let the documentation's generator write it again

    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written
    ");
}

#[test]
fn broken_zlib() {
    let text = STANDARD.encode(b"\x78\x9cno deflate stream");
    assert_snapshot!(refused_page(&page(&text)), @"
    error[broken-compression]: the page's operation can't be read: what stands after `api:` can't be inflated: corrupt deflate stream
      --> specs/pages/broken.api.mdx
      = help: delete the page and let the documentation's generator write it again

    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written
    ");
}

#[test]
fn more_than_the_cap_when_inflated() {
    let mut text = b"{\"method\": \"get\", \"path\": \"/a\"".to_vec();
    text.resize(65 << 20, b' ');
    assert_snapshot!(refused_page(&page(&compressed(&text))), @"
    error[too-large]: the page's operation can't be read: what stands after `api:` inflates to more than 64 MiB
      --> specs/pages/broken.api.mdx
      = help: delete the page and let the documentation's generator write it again

    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written
    ");
}

#[test]
fn broken_json() {
    assert_snapshot!(refused_page(&page("{\"method\": \"get\", \"path\": \"/a\"")), @"
    error[broken-json]: the page's operation can't be read: it is no valid JSON: EOF while parsing an object at line 1 column 30
      --> specs/pages/broken.api.mdx
      = help: delete the page and let the documentation's generator write it again

    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written
    ");
}

#[test]
fn json_that_is_no_operation() {
    assert_snapshot!(refused_page(&page("{\"openapi\": \"3.0.3\"}")), @"
    error[not-an-operation]: the object under `api:` is no operation: it has no `method`
      --> specs/pages/broken.api.mdx
      = help: delete the page and let the documentation's generator write it again

    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written
    ");
    assert_snapshot!(refused_page(&page(&compressed(b"[1, 2]"))), @"
    error[not-an-operation]: the value of `api:` is no object
      --> specs/pages/broken.api.mdx
      = help: delete the page and let the documentation's generator write it again

    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written
    ");
}

#[test]
fn two_pages_for_one_operation() {
    let operation = "{\"method\": \"get\", \"path\": \"/books\", \"responses\": {}}";
    assert_snapshot!(refused_page(&page(operation)), @"
    error[duplicate-operation]: GET /books has a page already: specs/pages/broken.api.mdx
      --> specs/pages/list-books.api.mdx
      = help: remove the page that is out of date (the documentation's generator never deletes one), or name the folder of one version of the API only

    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written
    ");
}

#[test]
fn a_file_that_is_no_document() {
    let project = Project::new();
    project.write("specs/api.json", "{\"swagger\": ");
    project.write("specs/notes.yaml", "- a list\n");
    project.write("specs/generator.toml", "input = [\"api.json\", \"notes.yaml\"]\noutput = \"../client\"\n");
    assert_snapshot!(refused(&project), @"
    error[broken-json]: the document can't be read: it is no valid JSON: EOF while parsing a value at line 1 column 12
      --> specs/api.json
      = help: correct it, or fetch it again

    error[not-openapi]: this is no OpenAPI document: no object
      --> specs/notes.yaml
      = help: name an OpenAPI document

    nothing was written
    ");
}

#[test]
fn all_problems_are_reported_in_one_run() {
    let project = Project::new();
    project.write("specs/generator.toml", "input = [\"pages\", \"more\"]\noutput = \"../client\"\n");
    project.write("specs/pages/a.api.mdx", "no front matter");
    project.write("specs/pages/b.api.mdx", page("eJ%%"));
    project.write("specs/pages/c.api.mdx", page(&STANDARD.encode(b"\x78\x9cno deflate stream")));
    project.write("specs/pages/d.api.mdx", page("{\"openapi\": \"3.0.3\"}"));
    project.write("specs/pages/e.api.mdx", page("{\"method\": \"get\", \"path\": \"/books\", \"responses\": {}}"));
    let messages = refused(&project);
    let errors: Vec<&str> = messages.lines().filter(|line| line.starts_with("error")).collect();
    assert_snapshot!(errors.join("\n"), @"
    error[missing-input]: there is no such file or folder
    error[missing-api]: the page's front matter has no `api:` key
    error[broken-base64]: the page's operation can't be read: the value of `api:` is neither JSON nor base64
    error[broken-compression]: the page's operation can't be read: what stands after `api:` can't be inflated: corrupt deflate stream
    error[not-an-operation]: the object under `api:` is no operation: it has no `method`
    error[duplicate-operation]: GET /books has a page already: specs/pages/e.api.mdx
    ");
}
