//! A server that misbehaves: what was fetched before stays whole, and what is wrong is said.

use std::fs;
use std::time::{Duration, Instant};

use super::server::{Instead, Server};
use super::support::{Project, copy, find, site, write};

/// A script of the site that holds a page.
fn script() -> String {
    format!("/{}", find(&site(), "b16891fa"))
}

/// A project that has fetched the site, and its server.
fn fetched() -> (Server, Project) {
    let server = Server::of(&site());
    let project = Project::site(&server.url("/"));
    project.fetch().unwrap();
    // So that all is asked for anew.
    let lock = project.acme().join("fetch.lock");
    let text = fs::read_to_string(&lock).unwrap().replace("\"etag\":\"", "\"etag\":\"old");
    fs::write(lock, text).unwrap();
    server.requests();
    (server, project)
}

#[test]
fn an_answer_that_is_cut_short_changes_nothing() {
    let (server, project) = fetched();
    for path in [script(), "/".to_owned(), format!("/{}", find(&site(), "runtime~main"))] {
        server.instead(&path, Instead::CutShort);
        let problem = project.fails();
        assert!(problem.contains(&path) && problem.contains("it can't be fetched"), "{problem}");
        server.well_again();
    }
    assert!(project.fetch().unwrap().is_up_to_date());
}

#[test]
fn a_server_that_fails_is_asked_again_and_given_up() {
    let (server, project) = fetched();
    server.instead(&script(), Instead::Status(503, 2));
    assert!(project.fetch().unwrap().is_up_to_date());
    server.requests();
    server.instead(&script(), Instead::Status(500, 99));
    fs::remove_file(project.acme().join("disks/list-disks.api.mdx")).unwrap();
    let problem = project.fails();
    assert!(
        problem.contains(&script()) && problem.ends_with("the server answers 500 Internal Server Error"),
        "{problem}"
    );
    assert_eq!(server.requests().iter().filter(|request| request.path == script()).count(), 3);
    // What is refused is not asked for again.
    server.instead(&script(), Instead::Status(403, 99));
    assert!(project.fails().ends_with("the server answers 403 Forbidden"));
    assert_eq!(server.requests().iter().filter(|request| request.path == script()).count(), 1);
}

#[test]
fn nothing_is_asked_of_another_host() {
    let (server, project) = fetched();
    let other = Server::of(&site());
    for target in [other.url(&script()), "//other.example/x.js".to_owned(), "https://user@127.0.0.1/".to_owned()] {
        for path in [script(), "/".to_owned()] {
            server.instead(&path, Instead::Redirect(target.clone()));
            let problem = project.fails();
            assert!(problem.contains("redirects to") && problem.contains("which is not on 127.0.0.1:"), "{problem}");
            server.well_again();
        }
    }
    let html = format!("<script src=\"{}\">", other.url("/assets/js/runtime~main.1.js"));
    server.instead("/", Instead::Text(html));
    assert!(project.fails().contains("its scripts are at"));
    assert_eq!(other.requests(), []);
    server.instead("/", Instead::Redirect("/".to_owned()));
    assert!(project.fails().ends_with("redirects without end"));
}

#[test]
fn a_script_that_is_named_outside_of_the_site_is_refused() {
    let (server, project) = fetched();
    let runtime = find(&site(), "runtime~main");
    let text = fs::read_to_string(site().join(&runtime)).unwrap();
    for name in ["../../x", "..%2f..%2fx", "..\\\\x", "a/./b"] {
        server.instead(&format!("/{runtime}"), Instead::Text(text.replace("\"b16891fa\"", &format!("\"{name}\""))));
        let problem = project.fails();
        assert!(problem.contains("it names a script") || problem.contains("is not on"), "{name}: {problem}");
    }
    for folder in ["https://other.example/", "//other.example/", "/elsewhere/"] {
        let text = text.replace("\"assets/js/\"", &format!("\"{folder}\""));
        server.instead(&format!("/{runtime}"), Instead::Text(text));
        let problem = project.fails();
        assert!(problem.contains("which is not below the site's folder"), "{folder}: {problem}");
    }
}

#[test]
fn a_page_is_kept_in_the_folder_whatever_it_is_called() {
    let folder = copy(&site());
    let path = find(folder.path(), "b16891fa");
    let text = fs::read_to_string(folder.path().join(&path)).unwrap();
    for (name, file) in [
        ("/../../x", "x.api.mdx"),
        ("/..\\\\\\\\..\\\\\\\\C:/Windows", "c/windows.api.mdx"),
        ("/a b/\u{e4}", "a-b.api.mdx"),
        ("/%2e%2e/%2fetc%2fpasswd", "etc-passwd.api.mdx"),
    ] {
        write(
            folder.path(),
            &path,
            text.replace("\"permalink\":\"/disks/list-disks\"", &format!("\"permalink\":\"{name}\"")),
        );
        let server = Server::of(folder.path());
        let project = Project::site(&server.url("/"));
        let fetched = project.fetch().unwrap();
        assert!(fetched.added.contains(&file.to_owned()), "{name}: {fetched:?}");
        assert!(fetched.notes.iter().any(|note| note.ends_with(&format!("is kept as {file}"))), "{fetched:?}");
        assert!(project.files().keys().all(|name| name.starts_with("specs/acme/")), "{:?}", project.files().keys());
    }
}

#[test]
fn what_has_no_end_is_given_up() {
    let (server, project) = fetched();
    server.instead(&script(), Instead::Endless);
    let problem = project.fails();
    assert!(problem.contains(&script()) && problem.ends_with("more than 1048576 bytes"), "{problem}");
    for instead in [Instead::Slow, Instead::Silent] {
        server.instead(&script(), instead);
        let start = Instant::now();
        let problem = project.fails();
        assert!(problem.contains(&script()) && problem.contains("timeout"), "{problem}");
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}

#[test]
fn a_site_that_is_no_more_changes_nothing() {
    let (server, project) = fetched();
    let runtime = format!("/{}", find(&site(), "runtime~main"));
    server.instead(&runtime, Instead::Status(404, 99));
    assert!(project.fails().contains("names this script, but it is not there"));
    server.instead(&runtime, Instead::Text("(()=>{})()".to_owned()));
    assert!(project.fails().contains("names no scripts"));
    let empty = tempfile::tempdir().unwrap();
    let other = Server::of(empty.path());
    let problem = Project::site(&other.url("/")).fails();
    assert!(problem.contains("neither the page nor those of its sitemap"), "{problem}");
    // All scripts are gone.
    let folder = copy(&site());
    let server = Server::of(folder.path());
    let project = Project::site(&server.url("/"));
    project.fetch().unwrap();
    for name in ["b16891fa", "f2fa0688", "ae1a99b1", "d3f9fca2"] {
        fs::remove_file(folder.path().join(find(folder.path(), name))).unwrap();
    }
    assert!(project.fails().ends_with("no script of the site holds an API page"));
}

#[test]
fn a_page_that_can_not_be_read_changes_nothing() {
    let (server, project) = fetched();
    let text = fs::read_to_string(site().join(script().trim_start_matches('/'))).unwrap();
    server.instead(&script(), Instead::Text(text.replace("\"method\":\"get\",", "")));
    let problem = project.fails();
    assert!(problem.contains("it has no `method`"), "{problem}");
    server.instead(&script(), Instead::Text(text.split_at(text.find("listDisks").unwrap()).0.to_owned()));
    assert!(project.fails().contains("a string in it has no end"));
    // Cut short where nothing says so, before the page begins.
    server.instead(&script(), Instead::Text(text.split_at(text.find("JSON.parse").unwrap()).0.to_owned()));
    assert!(project.fails().contains("it held an API page before, and now holds none"));
}

#[test]
fn files_of_somebody_else_stay() {
    let server = Server::of(&site());
    let project = Project::site(&server.url("/"));
    write(&project.acme(), "disks/get-disk.api.mdx", "---\ntitle: mine\n---\n");
    write(&project.acme(), "notes.md", "mine");
    assert!(project.fails().ends_with("this file is in the way: it was not fetched"));
    fs::remove_file(project.acme().join("disks/get-disk.api.mdx")).unwrap();
    project.fetch().unwrap();
    assert!(project.acme().join("notes.md").exists());
    // A record that names files elsewhere leads nowhere.
    write(project.folder.path(), "precious.txt", "mine");
    let lock = project.acme().join("fetch.lock");
    let text = fs::read_to_string(&lock).unwrap();
    for name in ["../../precious.txt", "/etc/hostname"] {
        fs::write(&lock, text.replace("volumes/create-volume.api.mdx", name)).unwrap();
        project.fetch().unwrap();
        assert!(project.folder.path().join("precious.txt").exists());
    }
    fs::write(&lock, "{").unwrap();
    assert!(project.fails().contains("it is not a record of a fetch"));
}

#[cfg(unix)]
#[test]
fn a_link_leads_nowhere() {
    let (server, project) = fetched();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::remove_dir_all(project.acme().join("disks")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), project.acme().join("disks")).unwrap();
    let problem = project.fetch().unwrap_err().to_string();
    assert!(problem.contains("a link that leads out of the source's folder"), "{problem}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    drop(server);
}
