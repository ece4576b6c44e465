//! An API of the corpus that moved: the committed client keeps its names.

use std::collections::BTreeSet;

use generator::Project;
use generator::compare::{ChangeKind, compare};
use tests::corpus;

#[test]
fn a_re_versioned_api_keeps_the_names_of_its_client() {
    let Some(corpus) = corpus::folder() else { return };
    let document = corpus.join("history/role-mining-v1/iai-role-mining/openapi.yaml");
    let lock = |input: std::path::PathBuf| Project::new([input], "../generated-client").model().unwrap().0.lock.surface;
    let (old, new) = (lock("../specs/role-mining".into()), lock(document));
    let methods = |surface: &generator::lock::Surface| -> BTreeSet<(String, String)> {
        surface.operations.values().map(|it| (it.service.clone(), it.name.clone())).collect()
    };
    assert_eq!(methods(&new), methods(&old));
    assert_eq!(new.operations.len(), old.operations.len());
    let lost: Vec<&String> = old.types.keys().filter(|name| !new.types.contains_key(*name)).collect();
    assert_eq!(lost, [""; 0]);
    let moved = compare(&old, &new).changes.iter().filter(|change| change.kind == ChangeKind::Moved).count();
    assert_eq!(moved, old.operations.len());
}
