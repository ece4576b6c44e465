use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::features::Unusable;
use super::folder::{self, Entry};
use super::{MANIFEST, ServiceFeatures, error};
use crate::diagnostic::{Code, Diagnostic};

/// The text that the `Cargo.toml` in `crate_folder` should have; `None` if it has it.
pub(super) fn edited(crate_folder: &Path, features: &ServiceFeatures) -> Result<Option<String>, Diagnostic> {
    let path = crate_folder.join(MANIFEST);
    let text = fs::read_to_string(&path).map_err(|cause| {
        let message = format!("the manifest can't be read: {cause}");
        error(Code::UnreadableOutput, &path, message, "check that it is a file of text, and that you may read it")
    })?;
    let edited = features.edit(&text).map_err(|Unusable { message, line }| {
        let line = line.map_or_else(String::new, |line| format!("line {line}: "));
        let message = format!("the features of the services can't be kept up to date in it: {line}{message}");
        error(Code::UnusableManifest, &path, message, "correct it, or move it away to get a new one")
    })?;
    match edited {
        // A file would replace the link, and its target would stay unchanged.
        Some(_) if matches!(folder::entry(&path), Ok(Entry::Link)) => {
            let message = "a link is where the features of the services have to be written";
            Err(error(Code::InTheWay, &path, message, "put the file itself there"))
        }
        edited => Ok(edited),
    }
}

/// What the features of `present` lack that those of `needed` switch on. The services' own features are the user's to fill.
fn switches(needed: &Table, present: &Table) -> Vec<String> {
    let list = |features: &Table, feature: &str| -> Vec<String> {
        let list = features.get(feature).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    };
    let lacking =
        needed.keys().filter(|feature| *feature != "default" && present.contains_key(*feature)).flat_map(|feature| {
            let there = list(present, feature);
            let needed = list(needed, feature).into_iter().filter(move |item| !there.contains(item));
            needed.map(move |item| format!("`{item:?}` in the feature `{feature}`"))
        });
    lacking.collect()
}

/// Says what the `Cargo.toml` of a crate lacks, which is the user's once it is there: `needed` is that of a new crate,
/// and `crates` are those of the types that the configuration names, which a new one lacks, too. Of `features`, the
/// services', it will lack none.
pub fn manifest_hint(
    crate_folder: &Path,
    needed: &str,
    crates: &BTreeSet<String>,
    features: &ServiceFeatures,
) -> Option<String> {
    let needed: Table = needed.parse().ok()?;
    let present: Table = match fs::read_to_string(crate_folder.join(MANIFEST)) {
        Ok(present) => features.edit(&present).ok()?.unwrap_or(present).parse().ok()?,
        Err(_) => needed.clone(),
    };
    let entries =
        |manifest: &Table, table: &str| manifest.get(table).and_then(Value::as_table).cloned().unwrap_or_default();
    let mut lacking = Vec::new();
    let dependencies = entries(&present, "dependencies");
    let is_known = |name: &String| dependencies.keys().any(|key| key.replace('-', "_") == *name);
    for name in crates.iter().filter(|name| !is_known(name)) {
        lacking.push(format!("`{name}` below [dependencies], with its feature for serde: the configuration names it"));
    }
    for table in ["dependencies", "features", "dev-dependencies"] {
        let entries = |manifest: &Table| entries(manifest, table);
        let present = entries(&present);
        // Tests find what all code depends on, too.
        let is_there =
            |key: &String| present.contains_key(key) || table.starts_with("dev") && dependencies.contains_key(key);
        for (key, value) in entries(&needed).iter().filter(|(key, _)| !is_there(key)) {
            lacking.push(format!("`{key} = {value}` below [{table}]"));
        }
    }
    lacking.extend(switches(&entries(&needed, "features"), &entries(&present, "features")));
    let name = |manifest: &Table| Some(manifest.get("package")?.get("name")?.as_str()?.to_owned());
    let (own, given) = (name(&present), name(&needed));
    if own.is_some() && own != given {
        let (own, given) = (own.unwrap_or_default(), given.unwrap_or_default());
        lacking.push(format!("the name `{given}` (it has `{own}`), which examples in the documentation use"));
    }
    (!lacking.is_empty()).then(|| format!("the crate's Cargo.toml lacks {}", lacking.join(", ")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    const NEEDED: &str =
        "[package]\nname = \"x\"\n[features]\nmock = []\n[dependencies]\nbytes = \"1\"\nhttp = \"1\"\n";

    fn hint(present: &str) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(MANIFEST), present).unwrap();
        manifest_hint(folder.path(), NEEDED, &BTreeSet::new(), &ServiceFeatures::default())
    }

    #[test]
    fn what_a_manifest_lacks_is_listed() {
        assert_eq!(hint(NEEDED), None);
        let inherited =
            "[package]\nname = \"x\"\n[features]\nmock = []\n[dependencies]\nbytes.workspace = true\nhttp = \"2\"\n";
        assert_eq!(hint(inherited), None);
        insta::assert_snapshot!(hint("[package]\nname = \"y\"\n[dependencies]\nhttp = \"1\"\n").unwrap(), @r#"the crate's Cargo.toml lacks `bytes = "1"` below [dependencies], `mock = []` below [features], the name `x` (it has `y`), which examples in the documentation use"#);
        assert_eq!(hint("no toml"), None);
    }

    #[test]
    fn a_feature_has_to_switch_on_that_of_the_runtime() {
        let needed = "[package]\nname = \"x\"\n[features]\ndefault = [\"mock\"]\nmock = [\"generator-runtime/mock\"]\n\
                      [dependencies]\ngenerator-runtime = { path = \"../runtime\" }\n";
        let folder = tempfile::tempdir().unwrap();
        let present = "[package]\nname = \"x\"\n[features]\ndefault = []\nmock = [\"dep:wiremock\"]\n[dependencies]\n";
        fs::write(folder.path().join(MANIFEST), present).unwrap();
        let hint = manifest_hint(folder.path(), needed, &BTreeSet::new(), &ServiceFeatures::default());
        insta::assert_snapshot!(hint.unwrap(), @r#"the crate's Cargo.toml lacks `generator-runtime = { path = "../runtime" }` below [dependencies], `"generator-runtime/mock"` in the feature `mock`"#);
    }

    #[test]
    fn a_crate_without_a_manifest_gets_a_whole_one() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(manifest_hint(folder.path(), NEEDED, &BTreeSet::new(), &ServiceFeatures::default()), None);
    }

    #[test]
    fn the_crates_of_configured_types_are_the_users_to_add() {
        let folder = tempfile::tempdir().unwrap();
        let crates = ["http", "rust_decimal", "chrono"].map(str::to_owned).into();
        let hint = || manifest_hint(folder.path(), NEEDED, &crates, &ServiceFeatures::default());
        let lacks =
            |name| format!("`{name}` below [dependencies], with its feature for serde: the configuration names it");
        let both = format!("the crate's Cargo.toml lacks {}, {}", lacks("chrono"), lacks("rust_decimal"));
        assert_eq!(hint(), Some(both.clone()));
        fs::write(folder.path().join(MANIFEST), NEEDED).unwrap();
        assert_eq!(hint(), Some(both));
        fs::write(folder.path().join(MANIFEST), format!("{NEEDED}rust-decimal = \"1\"\nchrono = \"0.4\"\n")).unwrap();
        assert_eq!(hint(), None);
    }
}
