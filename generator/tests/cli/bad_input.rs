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
fn other_files_are_passed_over() {
    let project = Project::new();
    for name in ["acme.info.mdx", "books.tag.mdx", "schemas/book.schema.mdx", "sidebar.ts"] {
        project.write(&format!("specs/pages/{name}"), "---\nid: x\n---\n");
    }
    assert!(project.run(&[]).exits(0).contains("4 pages read"));
}

#[test]
fn more_than_the_cap_when_inflated() {
    let mut text = b"{\"method\": \"get\", \"path\": \"/a\"".to_vec();
    text.resize(65 << 20, b' ');
    assert_snapshot!(refused_page(&page(&compressed(&text))), @"
    error[too-large]: the page's operation can't be read: the content after `api:` inflates to more than 64 MiB
      --> specs/pages/broken.api.mdx
      = help: delete the page and let the documentation's generator write it again

    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: it takes a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written
    `generator explain too-large` says more; this works for other codes, too
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
    error[broken-compression]: the page's operation can't be read: the content after `api:` can't be inflated: corrupt deflate stream
    error[not-an-operation]: the object under `api:` is not an operation: it has no `method`
    error[duplicate-operation]: GET /books already has a page: specs/pages/e.api.mdx
    ");
}
