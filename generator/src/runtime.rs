//! Where the runtime of a generated crate is: what every operation of the client shares.

use std::fmt;
use std::path::{Path, PathBuf};

use semver::VersionReq;

/// The name under which emitted code knows the package of the runtime.
pub(crate) const PACKAGE: &str = "generator-runtime";

/// Where the runtime of a generated crate is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Runtime {
    /// In the crate itself, as the module `src/runtime/`, so that it depends on nothing unpublished.
    #[default]
    Copy,
    /// In a package that the crate depends on, compiled once for however many crates.
    Package(RuntimePackage),
}

/// The package of the runtime, as a dependency in `Cargo.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuntimePackage {
    /// The folder that it is in: relative to the crate where it goes into `Cargo.toml`, and to the current folder before that.
    pub path: Option<PathBuf>,
    /// The versions that fit, as Cargo writes them.
    pub version: Option<String>,
    /// The repository that it is in.
    pub git: Option<GitSource>,
    /// Its name, where it is published under another one than `generator-runtime`.
    pub package: Option<String>,
}

/// A repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GitSource {
    /// Its URL.
    pub url: String,
    /// The state of the repository; `None` for its default branch.
    pub reference: Option<GitReference>,
}

/// The state of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GitReference {
    /// The newest commit of a branch.
    Branch(String),
    /// A tag.
    Tag(String),
    /// A commit.
    Rev(String),
}

impl Runtime {
    /// Reads what the command line says: `copy`, a version such as `0.1`, the URL of a repository, or a path. What could be
    /// several of them is the first.
    ///
    /// # Errors
    ///
    /// Fails if it is empty.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("it is empty".to_owned());
        }
        if text == "copy" {
            return Ok(Self::Copy);
        }
        let package = if VersionReq::parse(text).is_ok() {
            RuntimePackage { version: Some(text.to_owned()), ..RuntimePackage::default() }
        } else if is_url(text) {
            RuntimePackage {
                git: Some(GitSource { url: text.to_owned(), reference: None }),
                ..RuntimePackage::default()
            }
        } else {
            RuntimePackage { path: Some(PathBuf::from(text)), ..RuntimePackage::default() }
        };
        Ok(Self::Package(package))
    }

    /// The same for a crate in the folder `output`: a path that is relative to the current folder becomes one from there.
    #[must_use]
    pub fn seen_from(mut self, output: &Path) -> Self {
        if let Self::Package(RuntimePackage { path: Some(path), .. }) = &mut self
            && path.is_relative()
            && let Some(relative) = crate::paths::relative(path, output)
        {
            *path = relative;
        }
        self
    }
}

fn is_url(text: &str) -> bool {
    text.contains("://") || text.starts_with("git@")
}

impl fmt::Display for RuntimePackage {
    /// The value of the dependency in `Cargo.toml`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.as_deref().map(|path| path.to_string_lossy().replace('\\', "/"));
        let git = self.git.as_ref();
        let reference = git.and_then(|git| git.reference.as_ref()).map(|reference| match reference {
            GitReference::Branch(name) => ("branch", name),
            GitReference::Tag(name) => ("tag", name),
            GitReference::Rev(name) => ("rev", name),
        });
        let keys = [
            ("package", self.package.as_ref()),
            ("path", path.as_ref()),
            ("git", git.map(|git| &git.url)),
            reference.map_or(("rev", None), |(key, name)| (key, Some(name))),
            ("version", self.version.as_ref()),
        ];
        let keys: Vec<_> = keys.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        let text = |value: &str| toml::Value::String(value.to_owned()).to_string();
        if let [("version", version)] = keys.as_slice() {
            return formatter.write_str(&text(version));
        }
        let keys: Vec<String> = keys.into_iter().map(|(key, value)| format!("{key} = {}", text(value))).collect();
        write!(formatter, "{{ {} }}", keys.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::{Runtime, RuntimePackage};
    use std::path::Path;

    fn dependency(text: &str) -> Result<String, String> {
        match Runtime::parse(text)?.seen_from(Path::new("crates/acme")) {
            Runtime::Copy => Ok("copy".to_owned()),
            Runtime::Package(package) => Ok(package.to_string()),
        }
    }

    #[test]
    fn the_command_line_is_read() {
        for (text, expected) in [
            ("copy", "copy"),
            ("./copy", r#"{ path = "../../copy" }"#),
            ("0.1", r#""0.1""#),
            (">=1.2, <3", r#"">=1.2, <3""#),
            ("../runtime", r#"{ path = "../../../runtime" }"#),
            ("crates/runtime", r#"{ path = "../runtime" }"#),
            ("/runtime", r#"{ path = "/runtime" }"#),
            ("https://git.example.com/acme/runtime", r#"{ git = "https://git.example.com/acme/runtime" }"#),
            ("git@example.com:acme/runtime.git", r#"{ git = "git@example.com:acme/runtime.git" }"#),
        ] {
            assert_eq!(dependency(text).as_deref(), Ok(expected), "{text}");
        }
        assert_eq!(dependency(" "), Err("it is empty".to_owned()));
    }

    #[test]
    fn all_of_a_dependency_is_written() {
        let package = RuntimePackage {
            path: Some("a\"b".into()),
            version: Some("1.2.3".to_owned()),
            package: Some("acme-runtime".to_owned()),
            ..RuntimePackage::default()
        };
        assert_eq!(package.to_string(), r#"{ package = "acme-runtime", path = 'a"b', version = "1.2.3" }"#);
    }
}
