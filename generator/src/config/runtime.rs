//! Where the runtime of the generated crate is.

use std::path::Path;

use semver::VersionReq;
use toml::Spanned;

use super::check::Check;
use super::names::crate_name;
use super::tables::RuntimeTable;
use crate::paths::normalize;
use crate::runtime::{GitReference, GitSource, Runtime, RuntimePackage};

impl Check<'_> {
    /// Checks a table whose path is relative to `folder`.
    pub(super) fn runtime(&mut self, table: Spanned<RuntimeTable>, folder: &Path) -> Runtime {
        let span = table.span();
        let RuntimeTable { path, version, git, branch, tag, rev, package } = table.into_inner();
        let texts = [&path, &version, &git, &branch, &tag, &rev, &package];
        for text in texts.into_iter().flatten().filter(|text| text.get_ref().trim().is_empty()) {
            self.error(Some(text.span()), "it is empty", "fill it in, or remove the key");
        }
        if path.is_none() && version.is_none() && git.is_none() {
            let help = "add its `path`, its `version` or its `git` repository, or remove the table for a copy";
            self.error(Some(span), "`runtime` doesn't say where the package is", help);
        }
        if let (Some(path), Some(_)) = (&path, &git) {
            let help = "remove one of them: a package is in one place";
            self.error(Some(path.span()), "`runtime` has both `path` and `git`", help);
        }
        if let Some(version) = version.as_ref().filter(|version| !version.get_ref().trim().is_empty())
            && let Err(error) = VersionReq::parse(version.get_ref())
        {
            let message = format!("`{}` is not a version: {error}", version.get_ref());
            self.error(Some(version.span()), message, "write one as Cargo does, such as `0.1`");
        }
        if let Some(package) = package.as_ref().filter(|package| !package.get_ref().trim().is_empty())
            && crate_name(package.get_ref()).is_err()
            && package.get_ref() != crate::runtime::PACKAGE
        {
            let message = format!("`{}` is not the name of a package", package.get_ref());
            self.error(Some(package.span()), message, "write the name in the package's own Cargo.toml");
        }
        let references = [
            branch.map(|name| (name.span(), GitReference::Branch(name.into_inner()))),
            tag.map(|name| (name.span(), GitReference::Tag(name.into_inner()))),
            rev.map(|name| (name.span(), GitReference::Rev(name.into_inner()))),
        ];
        let mut references = references.into_iter().flatten();
        let reference = references.next();
        if let Some((span, _)) = references.next() {
            let help = "keep one of `branch`, `tag` and `rev`";
            self.error(Some(span), "`runtime` names several states of the repository", help);
        }
        if let (Some((span, _)), None) = (&reference, &git) {
            self.error(
                Some(span.clone()),
                "there is no `git` that this belongs to",
                "add the repository's URL as `git`",
            );
        }
        let reference = reference.map(|(_, reference)| reference);
        Runtime::Package(RuntimePackage {
            path: path.map(|path| normalize(&folder.join(path.into_inner()))),
            version: version.map(Spanned::into_inner),
            git: git.map(|url| GitSource { url: url.into_inner(), reference }),
            package: package.map(Spanned::into_inner),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::path::Path;

    use insta::assert_snapshot;

    use crate::config::Config;
    use crate::diagnostic::Diagnostic;
    use crate::runtime::Runtime;

    /// The value of the dependency that a table describes.
    fn dependency(table: &str) -> String {
        let text = format!("input = [\"a\"]\noutput = \"b\"\n[runtime]\n{table}\n");
        match Config::parse(&text, Path::new("specs/generator.toml")).unwrap().runtime {
            Runtime::Copy => "copy".to_owned(),
            Runtime::Package(package) => package.to_string(),
        }
    }

    #[test]
    fn the_runtime_is_where_cargo_finds_it() {
        for (table, expected) in [
            ("path = \"../runtime\"", r#"{ path = "runtime" }"#),
            ("version = \"0.1\"", r#""0.1""#),
            ("version = \"0.1\"\npackage = \"acme-runtime\"", r#"{ package = "acme-runtime", version = "0.1" }"#),
            (
                "git = \"https://git.example.com/runtime\"\ntag = \"v1\"",
                r#"{ git = "https://git.example.com/runtime", tag = "v1" }"#,
            ),
            ("path = \"x\"\nversion = \"1.2.3\"", r#"{ path = "specs/x", version = "1.2.3" }"#),
        ] {
            assert_eq!(dependency(table), expected);
        }
        let config = Config::parse("input = [\"a\"]\n", Path::new("specs/generator.toml")).unwrap();
        assert_eq!(config.runtime, Runtime::Copy);
    }

    #[test]
    fn a_runtime_that_can_not_be_found_is_reported() {
        let of = |table: &str| {
            let text = format!("input = [\"a\"]\n[runtime]\n{table}\n");
            let errors = Config::parse(&text, Path::new("generator.toml")).unwrap_err().into_iter();
            let line = |error: Diagnostic| format!("{}: {}; {}", error.place, error.message, error.help.unwrap());
            errors.map(line).collect::<Vec<_>>().join("\n")
        };
        assert_snapshot!(of("package = \"acme-runtime\""), @"generator.toml:2:1: `runtime` doesn't say where the package is; add its `path`, its `version` or its `git` repository, or remove the table for a copy");
        assert_snapshot!(of("path = \"\"\ngit = \"https://git.example.com/runtime\""), @"
        generator.toml:3:8: it is empty; fill it in, or remove the key
        generator.toml:3:8: `runtime` has both `path` and `git`; remove one of them: a package is in one place
        ");
        assert_snapshot!(of("version = \"latest\"\nbranch = \"main\"\nrev = \"1f0d\""), @"
        generator.toml:3:11: `latest` is not a version: unexpected character 'l' while parsing major version number; write one as Cargo does, such as `0.1`
        generator.toml:5:7: `runtime` names several states of the repository; keep one of `branch`, `tag` and `rev`
        generator.toml:4:10: there is no `git` that this belongs to; add the repository's URL as `git`
        ");
        assert_snapshot!(of("version = \"1\"\npackage = \"a b\""), @"generator.toml:4:11: `a b` is not the name of a package; write the name in the package's own Cargo.toml");
        assert_snapshot!(of("verison = \"1\""), @"generator.toml:3:1: unknown field `verison`, expected one of `path`, `version`, `git`, `branch`, `tag`, `rev`, `package`; did you mean `version`? docs/configuration.md lists all keys");
    }
}
