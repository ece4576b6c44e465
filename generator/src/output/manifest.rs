use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::MANIFEST;

/// Says what the `Cargo.toml` of a crate lacks, which is the user's once it is there: `needed` is that of a new crate,
/// and `crates` are those of the types that the configuration names, which a new one lacks, too.
pub fn manifest_hint(crate_folder: &Path, needed: &str, crates: &BTreeSet<String>) -> Option<String> {
    let needed: Table = needed.parse().ok()?;
    let present: Table = match fs::read_to_string(crate_folder.join(MANIFEST)) {
        Ok(present) => present.parse().ok()?,
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
    for table in ["dependencies", "features"] {
        let entries = |manifest: &Table| entries(manifest, table);
        let present = entries(&present);
        for (key, value) in entries(&needed).iter().filter(|(key, _)| !present.contains_key(*key)) {
            lacking.push(format!("`{key} = {value}` below [{table}]"));
        }
    }
    let name = |manifest: &Table| Some(manifest.get("package")?.get("name")?.as_str()?.to_owned());
    let (own, given) = (name(&present), name(&needed));
    if own.is_some() && own != given {
        let (own, given) = (own.unwrap_or_default(), given.unwrap_or_default());
        lacking.push(format!("the name `{given}`, which is `{own}` there: examples in the documentation say so"));
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
        manifest_hint(folder.path(), NEEDED, &BTreeSet::new())
    }

    #[test]
    fn what_a_manifest_lacks_is_listed() {
        assert_eq!(hint(NEEDED), None);
        let inherited =
            "[package]\nname = \"x\"\n[features]\nmock = []\n[dependencies]\nbytes.workspace = true\nhttp = \"2\"\n";
        assert_eq!(hint(inherited), None);
        insta::assert_snapshot!(hint("[package]\nname = \"y\"\n[dependencies]\nhttp = \"1\"\n").unwrap(), @r#"the crate's Cargo.toml lacks `bytes = "1"` below [dependencies], `mock = []` below [features], the name `x`, which is `y` there: examples in the documentation say so"#);
        assert_eq!(hint("no toml"), None);
    }

    #[test]
    fn a_crate_without_a_manifest_gets_a_whole_one() {
        assert_eq!(manifest_hint(tempfile::tempdir().unwrap().path(), NEEDED, &BTreeSet::new()), None);
    }

    #[test]
    fn the_crates_of_configured_types_are_the_users_to_add() {
        let folder = tempfile::tempdir().unwrap();
        let crates = ["http", "rust_decimal", "chrono"].map(str::to_owned).into();
        let hint = || manifest_hint(folder.path(), NEEDED, &crates);
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
