//! Nothing is checked twice: what the stages up to *unify* find wrong, those behind them take for right.

use std::collections::BTreeSet;

use crate::sources::{files, sources};

/// The diagnostics that the code of a stage names.
fn codes(stage: &str) -> BTreeSet<String> {
    let files = files(&sources().join(stage));
    let names = files.iter().flat_map(|(_, code)| code.split("Code::").skip(1));
    names.map(|rest| rest.split(|it: char| !it.is_alphanumeric()).next().unwrap().to_owned()).collect()
}

#[test]
fn no_fault_of_the_input_is_looked_for_twice() {
    assert_eq!(codes("parse"), BTreeSet::new());
    let later = codes("lower");
    assert!(later.contains("TypeTooDeep"), "{later:?}");
    for stage in ["read", "swagger", "repair", "unify"] {
        let own = codes(stage);
        assert!(!own.is_empty(), "{stage}");
        let both: Vec<&String> = own.intersection(&later).collect();
        assert!(both.is_empty(), "{both:?} are codes of {stage} and of lower");
    }
}
