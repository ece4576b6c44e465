//! Where the runtime of the generated crate is.

use std::path::Path;

use semver::VersionReq;
use toml::Spanned;

use super::check::Check;
use super::names::{crate_name, normalize};
use super::tables::RuntimeTable;
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
            let message = format!("`{}` is no version: {error}", version.get_ref());
            self.error(Some(version.span()), message, "write one as Cargo does, such as `0.1`");
        }
        if let Some(package) = package.as_ref().filter(|package| !package.get_ref().trim().is_empty())
            && crate_name(package.get_ref()).is_err()
            && package.get_ref() != crate::runtime::PACKAGE
        {
            let message = format!("`{}` is no name of a package", package.get_ref());
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
            self.error(Some(span.clone()), "there is no `git` that this is of", "add the repository's URL as `git`");
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
