//! A site of real APIs, which is no part of the project.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::server::Server;
use super::support::{Project, read_as_api};

/// The sites of the corpus. Says so where there is none.
fn sites() -> Vec<PathBuf> {
    let named = std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from);
    let corpus = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"));
    let Ok(entries) = std::fs::read_dir(corpus.join("sites")) else {
        let _ = writeln!(std::io::stderr(), "left out: there is no corpus at `$OPENAPI_CORPUS` or beside the checkout");
        return Vec::new();
    };
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn each_site_and_the_same_served_are_equal() {
    for site in sites() {
        let server = Server::of(&site);
        let project = Project::site(&server.url("/"));
        project.fetch().unwrap();
        let (built, served) = (read_as_api(&site), project.read());
        assert!(!built.pages.is_empty(), "{}", site.display());
        assert_eq!(built.pages, served.pages, "{}", site.display());
        assert_eq!(built.diagnostics, served.diagnostics, "{}", site.display());
        let first = server.requests();
        assert!(project.fetch().unwrap().is_up_to_date());
        let second = server.requests();
        assert!(!second.is_empty() && second.len() <= first.len());
        assert!(second.iter().all(|request| request.is_conditional), "{second:?}");
    }
}
