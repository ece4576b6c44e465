//! A docs site that behaves.

use std::fs;

use super::server::{Instead, Request, Server};
use super::support::{Project, copy, find, read_as_api, site};

const PAGES: [&str; 4] = [
    "disks/delete-disk.api.mdx",
    "disks/get-disk.api.mdx",
    "disks/list-disks.api.mdx",
    "volumes/create-volume.api.mdx",
];

fn unconditional(requests: &[Request]) -> Vec<&str> {
    requests.iter().filter(|request| !request.is_conditional).map(|request| request.path.as_str()).collect()
}

#[test]
fn a_site_and_the_same_served_are_equal() {
    let server = Server::of(&site());
    let project = Project::site(&server.url("/"));
    let fetched = project.fetch().unwrap();
    assert_eq!(
        (fetched.added.as_slice(), fetched.unchanged, fetched.notes.len()),
        (PAGES.map(str::to_owned).as_slice(), 0, 0)
    );
    assert_eq!(project.names(), PAGES);
    let (built, served) = (read_as_api(&site()), project.read());
    assert_eq!((built.pages.len(), &built.diagnostics, &served.diagnostics), (4, &vec![], &vec![]));
    assert_eq!(built.pages, served.pages);
    // The sources are the inputs where no others are named.
    assert_eq!(project.config().inputs[0].path, project.acme());
}

#[test]
fn pages_can_be_reviewed() {
    let server = Server::of(&site());
    let project = Project::site(&server.url("/"));
    project.fetch().unwrap();
    let page = fs::read_to_string(project.acme().join("disks/list-disks.api.mdx")).unwrap();
    let head =
        format!("---\n# Fetched from {}\ntitle: 'List ''all'' disks'\napi: {{\n", server.url("/disks/list-disks"));
    assert!(page.starts_with(&head), "{page}");
    assert!(page.contains("\n  \"operationId\": \"listDisks\",\n"), "{page}");
    assert!(page.ends_with("\n}\n---\n"), "{page}");
}

#[test]
fn the_second_fetch_asks_for_changes_alone() {
    let server = Server::of(&site());
    let project = Project::site(&server.url("/"));
    project.fetch().unwrap();
    let first = server.requests();
    assert!(first.len() >= 8 && unconditional(&first).len() == first.len(), "{first:?}");
    let files = project.files();
    let fetched = project.fetch().unwrap();
    assert!(fetched.is_up_to_date() && fetched.unchanged == 4, "{fetched:?}");
    assert_eq!(project.files(), files);
    let second = server.requests();
    assert_eq!(second.len(), first.len());
    assert_eq!(unconditional(&second), [""; 0]);
    assert!(second.iter().all(|request| request.status == 304), "{second:?}");
}

#[test]
fn scripts_that_are_not_there_are_asked_for_again_with_a_condition() {
    let folder = copy(&site());
    let intro = find(folder.path(), "e460cfdd");
    let content = fs::read(folder.path().join(&intro)).unwrap();
    fs::remove_file(folder.path().join(&intro)).unwrap();
    // Nor is there a page at the root: the sitemap names those that are.
    fs::remove_file(folder.path().join("index.html")).unwrap();
    let server = Server::of(folder.path());
    let project = Project::site(&server.url("/"));
    let fetched = project.fetch().unwrap();
    assert_eq!((fetched.added.len(), fetched.notes.len()), (4, 1), "{fetched:?}");
    server.requests();
    project.fetch().unwrap();
    assert_eq!(unconditional(&server.requests()), [""; 0]);
    // A condition that holds says no more than that it is there now.
    fs::write(folder.path().join(&intro), content).unwrap();
    assert_eq!(project.fetch().unwrap().notes.len(), 0);
    assert_eq!(unconditional(&server.requests()), [format!("/{intro}")]);
}

#[test]
fn what_changed_is_changed() {
    let folder = copy(&site());
    let server = Server::of(folder.path());
    let project = Project::site(&server.url("/"));
    project.fetch().unwrap();
    // The site is built anew: a script of another name, and one page less.
    let script = folder.path().join(find(folder.path(), "b16891fa"));
    let text = fs::read_to_string(&script).unwrap().replace("All disks.", "Every disk.");
    fs::remove_file(&script).unwrap();
    fs::write(folder.path().join("assets/js/b16891fa.00000001.js"), text).unwrap();
    let runtime = folder.path().join(find(folder.path(), "runtime~main"));
    let text = fs::read_to_string(&runtime).unwrap();
    let text = text.replace("59:\"df4a3480\"", "59:\"00000001\"").replace(",473:\"11c9d519\"", "");
    fs::write(&runtime, text).unwrap();
    let files = project.files();
    let would = project.check().unwrap();
    assert_eq!((would.updated, would.removed), (vec![PAGES[2].to_owned()], vec![PAGES[0].to_owned()]));
    assert_eq!(project.files(), files, "a check writes nothing");
    let fetched = project.fetch().unwrap();
    assert_eq!(
        (fetched.updated, fetched.removed, fetched.unchanged),
        (vec![PAGES[2].to_owned()], vec![PAGES[0].to_owned()], 2)
    );
    assert_eq!(project.names(), PAGES[1..]);
    assert!(project.check().unwrap().is_up_to_date());
}

#[test]
fn a_page_that_is_gone_is_removed_and_said() {
    let folder = copy(&site());
    let server = Server::of(folder.path());
    let project = Project::site(&server.url("/"));
    project.fetch().unwrap();
    fs::remove_file(folder.path().join(find(folder.path(), "d3f9fca2"))).unwrap();
    let fetched = project.fetch().unwrap();
    assert_eq!((fetched.removed, fetched.unchanged), (vec![PAGES[3].to_owned()], 3));
    assert!(!project.acme().join("volumes").exists(), "a folder goes with its last page");
}

#[test]
fn files_that_were_changed_or_lost_are_fetched_again() {
    let server = Server::of(&site());
    let project = Project::site(&server.url("/"));
    project.fetch().unwrap();
    let files = project.files();
    fs::write(project.acme().join(PAGES[0]), "changed").unwrap();
    fs::remove_file(project.acme().join(PAGES[1])).unwrap();
    let fetched = project.fetch().unwrap();
    assert_eq!((fetched.updated.len(), fetched.added.len(), fetched.unchanged), (1, 1, 2));
    assert_eq!(project.files(), files);
    // The record can be lost, too.
    fs::remove_file(project.acme().join("fetch.lock")).unwrap();
    assert_eq!(project.fetch().unwrap().unchanged, 4);
    assert_eq!(project.files(), files);
}

#[test]
fn pages_are_chosen_by_their_paths() {
    let server = Server::of(&site());
    let mut project = Project::site(&server.url("/"));
    project.fetch().unwrap();
    project.ask_for(format!("site = \"{}\"\npaths = [\"/disks/*\", \"/guide/**\"]", server.url("/")));
    let fetched = project.fetch().unwrap();
    assert_eq!((fetched.removed, fetched.unchanged), (vec![PAGES[3].to_owned()], 3));
    project.ask_for(format!("site = \"{}\"", server.url("/volumes/")));
    server.instead("/volumes/", Instead::Redirect("/".to_owned()));
    let fetched = project.fetch().unwrap();
    assert_eq!((fetched.added, fetched.removed.len()), (vec![PAGES[3].to_owned()], 3));
    project.ask_for(format!("site = \"{}\"\npaths = [\"/nothing\"]", server.url("/")));
    assert!(project.fails().ends_with("none of the site's 4 API pages matches what the source asks for"));
}

#[test]
fn a_site_without_validators_is_fetched_as_a_whole() {
    let server = Server::of(&site());
    let script = format!("/{}", find(&site(), "b16891fa"));
    server.instead(&script, Instead::NoValidators);
    let project = Project::site(&server.url("/"));
    project.fetch().unwrap();
    server.requests();
    assert_eq!(project.fetch().unwrap().unchanged, 4);
    assert_eq!(unconditional(&server.requests()), [script.as_str()]);
}
