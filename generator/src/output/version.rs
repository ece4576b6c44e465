//! The version of a crate that is there.

use std::fs;
use std::path::Path;

use semver::Version;
use toml::{Table, Value};

use super::MANIFEST;

/// The version in the `Cargo.toml` in `crate_folder`, or the one that it has from its workspace; `None` if there is
/// none.
pub fn crate_version(crate_folder: &Path) -> Option<Version> {
    let manifest = manifest(crate_folder)?;
    let version = manifest.get("package")?.get("version")?;
    if let Some(version) = version.as_str() {
        return version.parse().ok();
    }
    let folder = std::path::absolute(crate_folder).ok()?;
    let mut workspaces = folder.ancestors().skip(1).filter_map(|folder| self::manifest(folder)?.remove("workspace"));
    workspaces.next()?.get("package")?.get("version").and_then(Value::as_str)?.parse().ok()
}

fn manifest(folder: &Path) -> Option<Table> {
    fs::read_to_string(folder.join(MANIFEST)).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    #[test]
    fn the_version_is_the_crates_own_or_its_workspaces() {
        let folder = tempfile::tempdir().unwrap();
        let member = folder.path().join("client");
        fs::create_dir(&member).unwrap();
        let version = |text: &str| {
            fs::write(member.join(MANIFEST), text).unwrap();
            crate_version(&member).map(|version| version.to_string())
        };
        assert_eq!(version("[package]\nversion = \"0.3.1\""), Some("0.3.1".to_owned()));
        assert_eq!(version("[package]\nversion.workspace = true"), None);
        fs::write(folder.path().join(MANIFEST), "[workspace.package]\nversion = \"1.2.0\"").unwrap();
        assert_eq!(version("[package]\nversion.workspace = true"), Some("1.2.0".to_owned()));
        assert_eq!(version("[package]"), None);
        assert_eq!(crate_version(&folder.path().join("none")), None);
    }
}
