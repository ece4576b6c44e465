use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::MANIFEST;
use crate::paths::normalize;
use crate::read::InputPath;

/// Says which line to add where a crate's folder lies in a workspace that neither lists nor excludes it: cargo
/// refuses to build such a crate.
pub fn workspace_hint(crate_folder: &Path) -> Option<String> {
    let folder = normalize(&std::path::absolute(crate_folder).ok()?);
    if let Some(own) = manifest(&folder)
        && (own.contains_key("workspace")
            || own.get("package").is_some_and(|package| package.get("workspace").is_some()))
    {
        return None;
    }
    let (root, manifest) = folder
        .ancestors()
        .skip(1)
        .filter_map(|root| Some((root, manifest(root)?)))
        .find(|(_, manifest)| manifest.contains_key("workspace"))?;
    let path = InputPath::new(folder.strip_prefix(root).ok()?).name;
    let workspace = manifest.get("workspace")?;
    let listed = |key: &str| -> Vec<&str> {
        let entries = workspace.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        entries
            .iter()
            .filter_map(Value::as_str)
            .map(|entry| entry.trim_start_matches("./").trim_end_matches('/'))
            .collect()
    };
    let (members, exclude) = (listed("members"), listed("exclude"));
    let below = |entry: &str| path == entry || path.strip_prefix(entry).is_some_and(|rest| rest.starts_with('/'));
    let is_member = members.iter().any(|pattern| matches(pattern, &path));
    if is_member || exclude.iter().any(|entry| below(entry)) || is_dependency(root, &folder, &manifest, &members) {
        return None;
    }
    let name = InputPath::new(root.join(MANIFEST)).name;
    let line = |key: &str, entries: &[&str]| {
        let entries: Vec<String> = entries.iter().chain([&path.as_str()]).map(|entry| format!("\"{entry}\"")).collect();
        format!("{key} = [{}]", entries.join(", "))
    };
    let (members, exclude) = (line("members", &members), line("exclude", &exclude));
    Some(format!(
        "the crate lies in the workspace of {name}, which neither lists nor excludes it; write there, below \
         [workspace], `{members}` to make it a member, or `{exclude}` to keep it apart"
    ))
}

fn manifest(folder: &Path) -> Option<Table> {
    fs::read_to_string(folder.join(MANIFEST)).ok()?.parse().ok()
}

/// Whether a path matches a glob of `members`, such as `crates/*`.
fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    // Row by row: which beginnings of the path the pattern so far can match.
    let mut reached = vec![false; path.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for part in pattern {
        let mut next = vec![false; path.len() + 1];
        let mut open = false;
        for (index, matched) in reached.iter().enumerate() {
            open |= *matched;
            let target = if part == "**" { Some(index) } else { Some(index + 1) };
            let step =
                if part == "**" { open } else { *matched && path.get(index).is_some_and(|name| wild(part, name)) };
            if let Some(slot) = target.and_then(|target| next.get_mut(target)) {
                *slot |= step;
            }
        }
        reached = next;
    }
    reached.last().copied().unwrap_or_default()
}

/// Whether a name matches a pattern with `*` and `?`.
fn wild(pattern: &str, name: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else {
        return pattern.chars().count() == name.chars().count()
            && pattern.chars().zip(name.chars()).all(|(pattern, name)| pattern == '?' || pattern == name);
    };
    let ends = name.char_indices().map(|(index, _)| index).chain([name.len()]);
    // Manifests are the user's own and short: trying every division is quick enough.
    name.get(..prefix_length(before, name)).is_some_and(|start| wild(before, start))
        && ends
            .filter(|end| *end >= prefix_length(before, name))
            .any(|end| name.get(end..).is_some_and(|rest| wild(after, rest)))
}

/// The bytes of as many characters of `name` as `pattern` has.
fn prefix_length(pattern: &str, name: &str) -> usize {
    name.char_indices().nth(pattern.chars().count()).map_or(name.len(), |(index, _)| index)
}

/// Whether the root or one of its plainly listed members depends on the crate by its path, which makes it a member.
fn is_dependency(root: &Path, folder: &Path, manifest: &Table, members: &[&str]) -> bool {
    let listed = members.iter().filter(|member| !member.contains(['*', '?', '[']));
    let listed = listed.filter_map(|member| Some((root.join(member), self::manifest(&root.join(member))?)));
    let mut manifests = vec![(root.to_owned(), manifest.clone())];
    manifests.extend(listed);
    manifests.iter().any(|(base, manifest)| {
        let own = manifest.clone();
        let workspace = manifest.get("workspace").and_then(Value::as_table).cloned().unwrap_or_default();
        [own, workspace].iter().any(|table| {
            ["dependencies", "dev-dependencies", "build-dependencies"]
                .iter()
                .filter_map(|key| table.get(*key)?.as_table())
                .flat_map(Table::values)
                .filter_map(|dependency| dependency.get("path")?.as_str())
                .any(|path| normalize(&base.join(path)) == folder)
        })
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    #[test]
    fn globs_match_as_in_cargo() {
        for (pattern, path) in [
            ("a", "a"),
            ("a/b", "a/b"),
            ("crates/*", "crates/x"),
            ("crates/*-client", "crates/pet-client"),
            ("*/x", "crates/x"),
            ("**/x", "a/b/x"),
            ("**/x", "x"),
            ("a/**", "a/b/c"),
            ("c?ates/x", "crates/x"),
            ("*a*b*", "xaxbx"),
        ] {
            assert!(matches(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("a", "b"),
            ("a", "a/b"),
            ("crates/*", "crates/x/y"),
            ("crates/*", "crates"),
            ("*", "a/b"),
            ("a?", "a"),
            ("*a", "b"),
            ("ab*b", "ab"),
        ] {
            assert!(!matches(pattern, path), "{pattern} {path}");
        }
    }

    /// The hint for `root/one/two` under a manifest.
    fn hint(text: &str) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        fs::create_dir_all(root.join("one/two")).unwrap();
        fs::create_dir_all(root.join("app")).unwrap();
        fs::write(root.join("Cargo.toml"), text).unwrap();
        fs::write(root.join("app/Cargo.toml"), "[dependencies]\nclient = { path = \"../one/two\" }").unwrap();
        let hint = workspace_hint(&root.join("one/two"))?;
        Some(hint.replace(&InputPath::new(&root).name, "ROOT"))
    }

    #[test]
    fn a_workspace_that_knows_the_crate_needs_nothing() {
        for text in [
            "[workspace]\nmembers = [\"one/two\"]",
            "[workspace]\nmembers = [\"./one/two/\"]",
            "[workspace]\nmembers = [\"one/*\"]",
            "[workspace]\nmembers = [\"a\"]\nexclude = [\"one\"]",
            "[workspace]\nexclude = [\"one/two\"]",
            "[workspace]\nmembers = [\"app\"]",
            "[workspace]\n[workspace.dependencies]\nclient = { path = \"one/two\" }",
            "[package]\nname = \"x\"",
        ] {
            assert_eq!(hint(text), None, "{text}");
        }
    }

    #[test]
    fn a_workspace_that_does_not_is_named_with_the_line() {
        insta::assert_snapshot!(hint("[workspace]\nmembers = [\"a\", \"b/*\"]\nexclude = [\"target\"]").unwrap(), @r#"the crate lies in the workspace of ROOT/Cargo.toml, which neither lists nor excludes it; write there, below [workspace], `members = ["a", "b/*", "one/two"]` to make it a member, or `exclude = ["target", "one/two"]` to keep it apart"#);
        insta::assert_snapshot!(hint("[workspace]\nexclude = [\"one/tw\", \"on\"]").unwrap(), @r#"the crate lies in the workspace of ROOT/Cargo.toml, which neither lists nor excludes it; write there, below [workspace], `members = ["one/two"]` to make it a member, or `exclude = ["one/tw", "on", "one/two"]` to keep it apart"#);
    }

    #[test]
    fn a_crate_with_a_workspace_of_its_own_needs_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("x")).unwrap();
        fs::write(folder.path().join("Cargo.toml"), "[workspace]").unwrap();
        assert!(workspace_hint(&folder.path().join("x")).is_some());
        assert!(workspace_hint(&folder.path().join("not/yet/there")).is_some());
        fs::write(folder.path().join("x/Cargo.toml"), "[workspace]").unwrap();
        assert_eq!(workspace_hint(&folder.path().join("x")), None);
    }
}
