use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::MANIFEST;

/// Says what the `Cargo.toml` of a crate lacks, which is the user's once it is there: `needed` is that of a new crate.
pub fn manifest_hint(crate_folder: &Path, needed: &str) -> Option<String> {
    let present: Table = fs::read_to_string(crate_folder.join(MANIFEST)).ok()?.parse().ok()?;
    let needed: Table = needed.parse().ok()?;
    let mut lacking = Vec::new();
    for table in ["dependencies", "features"] {
        let entries = |manifest: &'_ Table| manifest.get(table).and_then(Value::as_table).cloned().unwrap_or_default();
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
        manifest_hint(folder.path(), NEEDED)
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
        assert_eq!(manifest_hint(tempfile::tempdir().unwrap().path(), NEEDED), None);
    }
}
