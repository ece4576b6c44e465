//! The script behind the workflow that regenerates, on a repository of its own.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::server::Server;
use super::support::{copy, find, site, write};

struct Repository {
    folder: TempDir,
    /// Where it is pushed to, what the script writes, and the programs that stand in for others.
    beside: TempDir,
}

impl Repository {
    fn new(site: &str) -> Self {
        let repository = Self { folder: tempfile::tempdir().unwrap(), beside: tempfile::tempdir().unwrap() };
        let path = repository.folder.path();
        write(
            path,
            "specs/generator.toml",
            format!("output = \"../client\"\n[[source]]\nfolder = \"acme\"\nsite = \"{site}\"\n"),
        );
        // A manifest that repeats the version of the client, as that of a workspace does.
        write(
            path,
            "Cargo.toml",
            "acme = { path = \"client\", version = \"0.1.0\" }\nserde = { version = \"1.0.0\" }\n",
        );
        let script = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.ci/regenerate")).unwrap();
        write(path, ".ci/regenerate", script);
        fs::set_permissions(path.join(".ci/regenerate"), fs::Permissions::from_mode(0o755)).unwrap();
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        let origin = repository.beside("origin.git");
        repository.git(&["init", "--quiet", "--bare", &origin]);
        repository.git(&["remote", "add", "origin", &origin]);
        assert_eq!(repository.generator("fetch"), 0);
        assert_eq!(repository.generator("generate"), 0);
        repository.commit();
        write(
            repository.beside.path(),
            "bin/gh",
            "#!/bin/sh\nprintf '%s\\n' \"$*\" >>\"$GH_LOG\"\nif [ \"$2\" = list ]; then cat \"$GH_LOG.open\" 2>/dev/null; fi\nexit 0\n",
        );
        fs::set_permissions(repository.beside.path().join("bin/gh"), fs::Permissions::from_mode(0o755)).unwrap();
        repository
    }

    fn beside(&self, name: &str) -> String {
        self.beside.path().join(name).to_str().unwrap().to_owned()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path());
        for (name, value) in [("NAME", "Acme"), ("EMAIL", "acme@example.com")] {
            command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(variable);
        }
        command
    }

    fn generator(&self, command: &str) -> i32 {
        self.command(env!("CARGO_BIN_EXE_generator")).arg(command).output().unwrap().status.code().unwrap()
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = self.command("git").args(arguments).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "Begin"]);
    }

    /// Runs the script, and returns its exit code and messages.
    fn run(&self, step: &str, tests: &str) -> (i32, String) {
        let path = format!("{}:{}", self.beside("bin"), std::env::var("PATH").unwrap());
        let output = self
            .command(self.folder.path().join(".ci/regenerate").to_str().unwrap())
            .args([step, &self.beside("out")])
            .envs([("GENERATOR", env!("CARGO_BIN_EXE_generator")), ("TESTS", tests), ("PATH", &path)])
            .env("GH_LOG", self.beside("gh.log"))
            .output()
            .unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    fn out(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.beside.path().join("out").join(name)).ok()
    }
}

/// Changes an operation of the site so that users notice.
fn change(site: &Path) {
    let script = find(site, "b16891fa");
    let text = fs::read_to_string(site.join(&script)).unwrap();
    write(site, &script, text.replace("{\"in\":\"query\",", "{\"in\":\"query\",\"required\":true,"));
}

#[test]
fn a_change_becomes_a_branch_and_a_text() {
    let folder = copy(&site());
    let server = Server::of(folder.path());
    let repository = Repository::new(&server.url("/"));
    let (code, messages) = repository.run("prepare", "true");
    assert_eq!(code, 0, "{messages}");
    assert!(messages.ends_with("nothing changed\n"), "{messages}");
    assert_eq!((repository.out("title"), repository.git(&["branch", "--show-current"]).as_str()), (None, "main"));
    assert_eq!(repository.run("propose", "true").0, 0);
    assert!(!Path::new(&repository.beside("gh.log")).exists());

    change(folder.path());
    let (code, messages) = repository.run("prepare", "true");
    assert_eq!(code, 0, "{messages}");
    let title = repository.out("title").unwrap();
    assert_eq!(title, "The API has changed: this asks for 0.2.0 (now 0.1.0): 1 breaking change\n");
    let body = repository.out("body.md").unwrap();
    assert!(body.starts_with("## client\n\n### Breaking\n\n"), "{body}");
    assert!(body.contains("specs/acme/disks/list-disks.api.mdx: updated"), "{body}");
    assert!(body.chars().count() < 60_000 && !body.contains("tests fail"));
    assert_eq!(repository.git(&["log", "-1", "--format=%s", "regenerate"]), title.trim());
    assert_eq!(repository.git(&["rev-parse", "regenerate~1"]), repository.git(&["rev-parse", "main"]));
    let changed = repository.git(&["diff", "--name-only", "main", "regenerate"]);
    assert!(
        changed.contains("specs/acme/disks/list-disks.api.mdx") && changed.contains("client/api.lock"),
        "{changed}"
    );
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
    // The version is that of the title, and so nothing is left to do: `check` agrees.
    let versions = repository.git(&["diff", "--unified=0", "main", "regenerate", "--", "client/Cargo.toml"]);
    assert!(versions.ends_with("-version = \"0.1.0\"\n+version = \"0.2.0\""), "{versions}");
    assert_eq!(repository.generator("check"), 0);
    let workspace = fs::read_to_string(repository.folder.path().join("Cargo.toml")).unwrap();
    assert_eq!(workspace, "acme = { path = \"client\", version = \"0.2.0\" }\nserde = { version = \"1.0.0\" }\n");

    assert_eq!(repository.run("propose", "true").0, 0);
    assert_eq!(
        repository.git(&["ls-remote", "origin", "regenerate"]).split('\t').next().unwrap(),
        repository.git(&["rev-parse", "HEAD"])
    );
    let asked = fs::read_to_string(repository.beside("gh.log")).unwrap();
    assert!(
        asked.lines().nth(1).unwrap().starts_with("pr create --head regenerate --base main --title The API has"),
        "{asked}"
    );
    // It is open now.
    fs::write(repository.beside("gh.log.open"), "7\n").unwrap();
    assert_eq!(repository.run("propose", "true").0, 0);
    let asked = fs::read_to_string(repository.beside("gh.log")).unwrap();
    assert!(asked.lines().nth(3).unwrap().starts_with("pr edit regenerate --title"), "{asked}");
}

#[test]
fn tests_that_fail_and_a_long_report_are_told() {
    let folder = copy(&site());
    let server = Server::of(folder.path());
    let repository = Repository::new(&server.url("/"));
    // A generator whose report is longer than any pull request.
    let long = "#!/bin/sh\nif [ \"$1\" = diff ]; then\n  seq 1 20000 | sed 's/^/- `Disk` has lost the field `f/'\n  echo 'Asks for 0.2.0 (now 0.1.0): 20000 breaking changes.'\nelse exec \"$REAL\" \"$@\"; fi\n";
    write(repository.beside.path(), "bin/long", long.replace("$REAL", env!("CARGO_BIN_EXE_generator")));
    let long = repository.beside.path().join("bin/long");
    fs::set_permissions(&long, fs::Permissions::from_mode(0o755)).unwrap();
    change(folder.path());
    let output = repository
        .command(repository.folder.path().join(".ci/regenerate").to_str().unwrap())
        .args(["prepare", &repository.beside("out")])
        .env("GENERATOR", &long)
        .env("TESTS", "false")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let body = repository.out("body.md").unwrap();
    assert!(body.starts_with("**The tests fail**"), "{body}");
    assert!(body.len() < 60_000 && body.len() > 40_000, "{}", body.len());
    assert!(body.contains("more lines: `generator diff` prints all of them)"), "{body}");
    assert_eq!(
        repository.out("title").unwrap(),
        "The API has changed: this asks for 0.2.0 (now 0.1.0): 20000 breaking changes\n"
    );
}

#[test]
fn what_goes_wrong_leaves_no_branch() {
    let folder = copy(&site());
    let server = Server::of(folder.path());
    let repository = Repository::new(&server.url("/"));
    fs::write(repository.folder.path().join("draft"), "mine").unwrap();
    let (code, messages) = repository.run("prepare", "true");
    assert_eq!((code, messages.as_str()), (2, "error: there are changes that are not committed\n"));
    fs::remove_file(repository.folder.path().join("draft")).unwrap();
    fs::remove_dir_all(folder.path()).unwrap();
    let (code, messages) = repository.run("prepare", "true");
    assert!(code != 0 && messages.contains("error: "), "{messages}");
    assert_eq!((repository.out("title"), repository.git(&["branch", "--list"]).as_str()), (None, "* main"));
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}
